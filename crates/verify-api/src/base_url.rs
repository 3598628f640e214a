//! Where the service is.

use std::fmt;

use url::{Host, Url};

/// Where the service is: a scheme, a host, and perhaps a path that all requests share.
///
/// The vendor documents one base URL per region; it must be the region of the account. `http` is
/// taken for loopback addresses only, since the API key travels with every request.
///
/// ```
/// use verify_api::BaseUrl;
///
/// let europe = BaseUrl::parse("https://verify.8x8.uk/")?;
/// assert_eq!(europe.as_str(), "https://verify.8x8.uk");
/// assert!(BaseUrl::parse("http://verify.8x8.uk").is_err());
/// assert!(BaseUrl::parse("http://127.0.0.1:8080").is_ok());
/// # Ok::<(), verify_api::InvalidBaseUrl>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct BaseUrl(String);

impl BaseUrl {
    /// Takes an `https` URL, or an `http` URL of a loopback address.
    ///
    /// # Errors
    ///
    /// [`InvalidBaseUrl`] says what is wrong with it.
    pub fn parse(url: &str) -> Result<Self, InvalidBaseUrl> {
        let parsed = Self::check(url)?;
        if parsed.scheme() == "http" && !is_loopback(&parsed) {
            return Err(InvalidBaseUrl::Cleartext);
        }
        Ok(Self::normalised(&parsed))
    }

    /// Takes an `http` URL of any host as well; the API key and the codes then travel unprotected.
    ///
    /// # Errors
    ///
    /// [`InvalidBaseUrl`] says what is wrong with it.
    pub fn parse_allowing_cleartext(url: &str) -> Result<Self, InvalidBaseUrl> {
        Self::check(url).map(|parsed| Self::normalised(&parsed))
    }

    /// The URL without a slash at its end.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether it is `http`, so that everybody on the way can read a request.
    #[must_use]
    pub fn is_cleartext(&self) -> bool {
        self.0.starts_with("http:")
    }

    /// Whether it leads to this machine: a loopback address, `localhost`, or a name below it.
    #[must_use]
    pub fn is_loopback(&self) -> bool {
        Url::parse(&self.0).is_ok_and(|url| is_loopback(&url))
    }

    fn check(url: &str) -> Result<Url, InvalidBaseUrl> {
        let parsed = Url::parse(url).map_err(InvalidBaseUrl::Syntax)?;
        if !matches!(parsed.scheme(), "http" | "https") {
            return Err(InvalidBaseUrl::Scheme);
        }
        if !parsed.username().is_empty() || parsed.password().is_some() {
            return Err(InvalidBaseUrl::Credentials);
        }
        if parsed.query().is_some() || parsed.fragment().is_some() {
            return Err(InvalidBaseUrl::QueryOrFragment);
        }
        Ok(parsed)
    }

    fn normalised(parsed: &Url) -> Self {
        Self(parsed.as_str().trim_end_matches('/').to_owned())
    }
}

impl fmt::Display for BaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

/// What is wrong with a base URL.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum InvalidBaseUrl {
    /// It is no URL.
    #[error("the base URL is not a URL, expected one such as `https://verify.8x8.com`")]
    Syntax(#[source] url::ParseError),
    /// Its scheme is not `http` or `https`.
    #[error("the base URL has to start with `https://`")]
    Scheme,
    /// It is `http` to another machine.
    #[error(
        "the base URL would send the API key in the clear: use `https://`, a loopback address, \
         or `BaseUrl::parse_allowing_cleartext`"
    )]
    Cleartext,
    /// It has a user name or a password.
    #[error("the base URL must not carry a user name or password: the API key authenticates")]
    Credentials,
    /// It has a query or a fragment.
    #[error("the base URL must not carry a query or a fragment")]
    QueryOrFragment,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base_urls_are_judged_once() {
        let table = [
            ("https://verify.8x8.com", Ok("https://verify.8x8.com")),
            ("https://verify.8x8.com//", Ok("https://verify.8x8.com")),
            ("https://proxy.test/8x8/", Ok("https://proxy.test/8x8")),
            ("http://127.0.0.1:80/", Ok("http://127.0.0.1")),
            ("http://[::1]:8080", Ok("http://[::1]:8080")),
            ("http://localhost:1", Ok("http://localhost:1")),
            ("http://localhost.evil.test", Err(InvalidBaseUrl::Cleartext)),
            ("http://127.0.0.1.evil.test", Err(InvalidBaseUrl::Cleartext)),
            ("http://verify.8x8.com", Err(InvalidBaseUrl::Cleartext)),
            ("ftp://verify.8x8.com", Err(InvalidBaseUrl::Scheme)),
            (
                "https://u:p@verify.8x8.com",
                Err(InvalidBaseUrl::Credentials),
            ),
            ("https://u@verify.8x8.com", Err(InvalidBaseUrl::Credentials)),
            (
                "https://:p@verify.8x8.com",
                Err(InvalidBaseUrl::Credentials),
            ),
            (
                "https://verify.8x8.com?a=1",
                Err(InvalidBaseUrl::QueryOrFragment),
            ),
            (
                "https://verify.8x8.com#a",
                Err(InvalidBaseUrl::QueryOrFragment),
            ),
        ];
        for (given, expected) in table {
            let found = BaseUrl::parse(given);
            if let Ok(url) = &found {
                assert_eq!(url.is_cleartext(), given.starts_with("http:"), "{given}");
                assert_eq!(url.is_loopback(), url.is_cleartext(), "{given}");
                assert_eq!(url.to_string(), url.as_str());
            }
            assert_eq!(
                found.as_ref().map(BaseUrl::as_str),
                expected.as_ref().copied(),
                "{given}"
            );
        }
        assert!(matches!(
            BaseUrl::parse("verify.8x8.com"),
            Err(InvalidBaseUrl::Syntax(_))
        ));
        assert!(BaseUrl::parse_allowing_cleartext("http://verify.test").is_ok());
    }
}
