//! Why a client could not be made.

use verify_api::{InvalidApiKey, InvalidBaseUrl, InvalidValue};

use crate::destinations::InvalidCountryCode;
use crate::region::UnknownRegion;

/// Why a client could not be made. Says which setting or variable, and nothing of a secret.
#[derive(Debug, thiserror::Error)]
#[error(transparent)]
pub struct BuildError(Box<Repr>);

impl BuildError {
    /// The environment variable that is missing or not valid, if one is to blame.
    #[must_use]
    pub fn variable(&self) -> Option<&'static str> {
        match &*self.0 {
            Repr::MissingVariable(name)
            | Repr::NotUtf8(name)
            | Repr::TwoVariables(name, _)
            | Repr::InVariable { name, .. } => Some(name),
            _ => None,
        }
    }
}

impl From<Repr> for BuildError {
    fn from(repr: Repr) -> Self {
        Self(Box::new(repr))
    }
}

#[derive(Debug, thiserror::Error)]
pub(crate) enum Repr {
    #[error("no sub-account was given: call `sub_account`")]
    NoSubAccount,
    #[error("the sub-account is not valid: {0}")]
    SubAccount(InvalidValue),
    #[error("no API key was given: call `api_key`")]
    NoApiKey,
    #[error("the API key is not valid: {0}")]
    ApiKey(InvalidApiKey),
    #[error(
        "the base URL would send the API key in the clear: use `https://` or a loopback address, or \
         call `allow_cleartext`"
    )]
    Cleartext,
    #[error("{0}")]
    BaseUrl(InvalidBaseUrl),
    #[error("{0}")]
    Region(UnknownRegion),
    #[error("the suffix of the user agent has to be visible ASCII characters, such as `shop/2.1`")]
    UserAgentSuffix,
    #[error("a total deadline of zero leaves no time for a call")]
    NoTime,
    #[error("the number of concurrent polls has to be 1 or more, and not astronomical")]
    NoPolls,
    #[error("a proxy is not a URL such as `http://proxy.example:3128`")]
    Proxy,
    #[error(
        "a proxy was given together with a base URL that is `http` or of this machine: it would \
         read the API key and the codes, or could not get there"
    )]
    ProxyForbidden,
    #[cfg(any(feature = "rustls", feature = "native-tls"))]
    #[error("a root certificate is not PEM")]
    RootCertificate,
    #[error("{0}")]
    CountryCodes(InvalidCountryCode),
    #[error("an `https` base URL needs the feature `rustls` or `native-tls` of `verify-ext`")]
    NoTls,
    #[error("the HTTP client could not be set up")]
    HttpClient(#[source] reqwest::Error),
    #[cfg(feature = "blocking")]
    #[error("the thread of the blocking client could not be started")]
    Runtime(#[source] std::io::Error),
    #[error("the environment variable `{0}` is not set")]
    MissingVariable(&'static str),
    #[error("the environment variable `{0}` is not UTF-8")]
    NotUtf8(&'static str),
    #[error("the environment variable `{name}`: {source}")]
    InVariable {
        name: &'static str,
        source: BuildError,
    },
    #[error("the environment variables `{0}` and `{1}` are both set: only one can hold")]
    TwoVariables(&'static str, &'static str),
}

impl Repr {
    /// The error, blamed on the environment variable that the setting came from.
    pub(crate) fn of_variable(self, name: &'static str) -> BuildError {
        let source = self.into();
        Self::InVariable { name, source }.into()
    }
}

impl From<InvalidBaseUrl> for Repr {
    fn from(error: InvalidBaseUrl) -> Self {
        match error {
            InvalidBaseUrl::Cleartext => Self::Cleartext,
            other => Self::BaseUrl(other),
        }
    }
}
