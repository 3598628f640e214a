//! How a client is made.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::HeaderValue;
use tokio::sync::Semaphore;
use verify_api::types::SubAccountId;
use verify_api::{ApiKey, BaseUrl, InvalidApiKey};

use crate::build_error::{BuildError, Repr};
use crate::client::{Client, Shared};
use crate::region::Region;

const DEADLINE: Duration = Duration::from_secs(10);
const CONNECT_TIMEOUT: Duration = Duration::from_secs(3);
const CONCURRENT_POLLS: usize = 16;
const PRODUCT: &str = concat!("verify-ext/", env!("CARGO_PKG_VERSION"));

/// What a [`Client`] is to be like. All but the sub-account and the API key has a default.
///
/// Nothing is checked before [`build`](ClientBuilder::build). `Debug` shows no setting: a key and
/// the password of a proxy are among them.
#[derive(Clone)]
#[must_use = "a client is made by `build`"]
pub struct ClientBuilder {
    server: Server,
    allow_cleartext: bool,
    sub_account: Option<String>,
    api_key: Option<Result<ApiKey, InvalidApiKey>>,
    deadline: Duration,
    connect_timeout: Option<Duration>,
    user_agent_suffix: Option<String>,
    proxies: Vec<reqwest::Proxy>,
    #[cfg(any(feature = "rustls", feature = "native-tls"))]
    root_certificates: Vec<reqwest::Certificate>,
    http_client: Option<reqwest::Client>,
    resolve_lost_answers: bool,
    concurrent_polls: usize,
}

#[derive(Clone)]
enum Server {
    Region(Region),
    BaseUrl {
        url: String,
        /// The environment variable that it came from.
        variable: Option<&'static str>,
    },
}

impl ClientBuilder {
    pub(crate) fn new() -> Self {
        Self {
            server: Server::Region(Region::default()),
            allow_cleartext: false,
            sub_account: None,
            api_key: None,
            deadline: DEADLINE,
            connect_timeout: None,
            user_agent_suffix: None,
            proxies: Vec::new(),
            #[cfg(any(feature = "rustls", feature = "native-tls"))]
            root_certificates: Vec::new(),
            http_client: None,
            resolve_lost_answers: true,
            concurrent_polls: CONCURRENT_POLLS,
        }
    }

    /// The region the account lives in; [`Region::AsiaPacific`] unless told otherwise.
    ///
    /// It replaces a base URL given before.
    pub fn region(mut self, region: Region) -> Self {
        self.server = Server::Region(region);
        self
    }

    /// A base URL in place of a region's, such as that of a local server in a test.
    ///
    /// It is `https`, or `http` to a loopback address. It replaces a region given before.
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.server = Server::BaseUrl {
            url: url.into(),
            variable: None,
        };
        self
    }

    pub(crate) fn base_url_of_variable(mut self, url: String, variable: &'static str) -> Self {
        self.server = Server::BaseUrl {
            url,
            variable: Some(variable),
        };
        self
    }

    /// Lets the [base URL](ClientBuilder::base_url) be `http` to any host. The API key and the
    /// codes are then readable for everyone on the way.
    pub fn allow_cleartext(mut self) -> Self {
        self.allow_cleartext = true;
        self
    }

    /// The sub-account to act for: 3 to 50 letters, digits, `-`, `.`, `_`, or `&`.
    pub fn sub_account(mut self, id: impl Into<String>) -> Self {
        self.sub_account = Some(id.into());
        self
    }

    /// The account's API key, as the vendor's console shows it, without the word `Bearer`.
    pub fn api_key(mut self, key: &str) -> Self {
        self.api_key = Some(ApiKey::new(key));
        self
    }

    /// How long a call may take in all, with its retries; 10 s unless told otherwise.
    pub fn deadline(mut self, deadline: Duration) -> Self {
        self.deadline = deadline;
        self
    }

    /// How long making a connection may take; 3 s unless told otherwise.
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.connect_timeout = Some(timeout);
        self
    }

    /// What follows this crate's own name in `User-Agent`, such as `shop/2.1`.
    ///
    /// One or more visible ASCII characters, with spaces between them.
    pub fn user_agent_suffix(mut self, suffix: impl Into<String>) -> Self {
        self.user_agent_suffix = Some(suffix.into());
        self
    }

    /// A proxy to go through, before those of the environment. May be given several times.
    pub fn proxy(mut self, proxy: reqwest::Proxy) -> Self {
        self.proxies.push(proxy);
        self
    }

    /// A root certificate to trust beside those of the platform, such as that of a proxy that opens
    /// TLS. May be given several times.
    #[cfg(any(feature = "rustls", feature = "native-tls"))]
    pub fn root_certificate(mut self, certificate: reqwest::Certificate) -> Self {
        self.root_certificates.push(certificate);
        self
    }

    /// An HTTP client of the caller's, in place of the one that [`build`](ClientBuilder::build)
    /// makes.
    ///
    /// The total deadline still holds; connections, TLS, proxies, redirects, and retries are then
    /// the caller's. **Switch redirects, the referer, and retries off**, as in this example: a
    /// client that follows redirects may show the code to another host, and one that retries may
    /// use up several attempts with one code.
    ///
    /// ```
    /// # use verify_ext::{Client, reqwest};
    /// let http = reqwest::Client::builder()
    ///     .redirect(reqwest::redirect::Policy::none())
    ///     .referer(false)
    ///     .retry(reqwest::retry::never())
    ///     .build()?;
    /// let client = Client::builder()
    ///     .http_client(http)
    ///     .sub_account("acme")
    ///     .api_key("3f9a-not-a-real-key")
    ///     .build()?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn http_client(mut self, http: reqwest::Client) -> Self {
        self.http_client = Some(http);
        self
    }

    /// Whether a check whose answer was lost is looked for by status reads; it is unless told
    /// otherwise.
    pub fn resolve_lost_answers(mut self, resolve: bool) -> Self {
        self.resolve_lost_answers = resolve;
        self
    }

    /// How many of those that [`wait`](Client::wait) through the client and its clones may have a
    /// request under way at once; 16 unless told otherwise. It has to be 1 or more.
    pub fn concurrent_polls(mut self, polls: usize) -> Self {
        self.concurrent_polls = polls;
        self
    }

    /// Makes the client. Nothing is sent.
    ///
    /// Redirects are not followed, no referer is sent, nothing is sent twice behind this crate's
    /// back, and TLS is 1.2 or newer. The proxies of the environment are used.
    ///
    /// # Errors
    ///
    /// [`BuildError`] if a setting is missing or not valid, if the base URL is `https` and this
    /// crate was built without a TLS feature, or if the TLS library cannot be set up.
    pub fn build(self) -> Result<Client, BuildError> {
        let sub_account = self.sub_account.as_deref().ok_or(Repr::NoSubAccount)?;
        let sub_account = SubAccountId::new(sub_account).map_err(Repr::SubAccount)?;
        let api_key = self.api_key.clone().ok_or(Repr::NoApiKey)?;
        let api_key = api_key.map_err(Repr::ApiKey)?;
        let base_url = self.checked_base_url()?;
        let user_agent = self.user_agent()?;
        if self.deadline.is_zero() {
            return Err(Repr::NoTime.into());
        }
        if !(1..=Semaphore::MAX_PERMITS).contains(&self.concurrent_polls) {
            return Err(Repr::NoPolls.into());
        }
        let polls = Arc::new(Semaphore::new(self.concurrent_polls));
        let (deadline, resolve_lost_answers) = (self.deadline, self.resolve_lost_answers);
        let http = self.into_http_client(&base_url)?;
        #[expect(
            clippy::disallowed_methods,
            reason = "this crate is where the others are sent"
        )]
        let api = verify_api::Client::with_http_client(&base_url, api_key.clone(), http)
            .with_user_agent(user_agent);
        Ok(Client::new(Shared {
            api,
            base_url,
            sub_account,
            api_key,
            deadline,
            resolve_lost_answers,
            polls,
        }))
    }

    fn checked_base_url(&self) -> Result<BaseUrl, BuildError> {
        let (url, variable) = match &self.server {
            Server::Region(region) => return Ok(region.base_url()),
            Server::BaseUrl { url, variable } => (url, *variable),
        };
        let parsed = if self.allow_cleartext {
            BaseUrl::parse_allowing_cleartext(url)
        } else {
            BaseUrl::parse(url)
        };
        parsed.map_err(|error| match variable {
            Some(variable) => Repr::BaseUrl(error).of_variable(variable),
            None => Repr::BaseUrl(error).into(),
        })
    }

    fn user_agent(&self) -> Result<HeaderValue, BuildError> {
        let Some(suffix) = &self.user_agent_suffix else {
            return Ok(HeaderValue::from_static(PRODUCT));
        };
        let visible = |byte: u8| byte == b' ' || byte.is_ascii_graphic();
        if suffix.is_empty() || suffix.trim() != suffix || !suffix.bytes().all(visible) {
            return Err(Repr::UserAgentSuffix.into());
        }
        HeaderValue::try_from(format!("{PRODUCT} {suffix}"))
            .map_err(|_| Repr::UserAgentSuffix.into())
    }

    fn into_http_client(self, base_url: &BaseUrl) -> Result<reqwest::Client, BuildError> {
        if let Some(http) = &self.http_client {
            if self.has_transport_settings() {
                return Err(Repr::TwoHttpClients.into());
            }
            return Ok(http.clone());
        }
        if base_url.as_str().starts_with("https:")
            && !cfg!(any(feature = "rustls", feature = "native-tls"))
        {
            return Err(Repr::NoTls.into());
        }
        let mut builder = reqwest::Client::builder()
            .connect_timeout(self.connect_timeout.unwrap_or(CONNECT_TIMEOUT))
            .redirect(reqwest::redirect::Policy::none())
            .referer(false)
            .retry(reqwest::retry::never());
        for proxy in self.proxies {
            builder = builder.proxy(proxy);
        }
        #[cfg(any(feature = "rustls", feature = "native-tls"))]
        {
            builder = builder.tls_version_min(reqwest::tls::Version::TLS_1_2);
            // Said outright: another crate may have switched on another library for `reqwest`.
            #[cfg(feature = "rustls")]
            {
                builder = builder.tls_backend_rustls();
            }
            #[cfg(not(feature = "rustls"))]
            {
                builder = builder.tls_backend_native();
            }
            if !self.root_certificates.is_empty() {
                builder = builder.tls_certs_merge(self.root_certificates);
            }
        }
        builder
            .build()
            .map_err(|error| Repr::HttpClient(error.without_url()).into())
    }

    fn has_transport_settings(&self) -> bool {
        #[cfg(any(feature = "rustls", feature = "native-tls"))]
        if !self.root_certificates.is_empty() {
            return true;
        }
        self.connect_timeout.is_some() || !self.proxies.is_empty()
    }
}

impl fmt::Debug for ClientBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientBuilder").finish_non_exhaustive()
    }
}
