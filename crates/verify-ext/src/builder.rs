//! How a client is made.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::HeaderValue;
use tokio::sync::Semaphore;
use verify_api::types::SubAccountId;
use verify_api::{ApiKey, BaseUrl, InvalidApiKey};

use crate::build_error::{BuildError, Repr};
use crate::client::{Api, Client, Shared};
use crate::destinations::{Destinations, InvalidCountryCode};
use crate::http_client::{Connections, Settings};
use crate::region::Region;
use crate::retry::RetryPolicy;

const DEADLINE: Duration = Duration::from_secs(10);
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
    retry: RetryPolicy,
    http_client: Settings,
    reuse_connections: bool,
    user_agent_suffix: Option<String>,
    resolve_lost_answers: bool,
    allowed_country_codes: Option<Result<Destinations, InvalidCountryCode>>,
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
            retry: RetryPolicy::default(),
            http_client: Settings::default(),
            reuse_connections: false,
            user_agent_suffix: None,
            resolve_lost_answers: true,
            allowed_country_codes: None,
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
    ///
    /// Its end is an error that knows whether the attempt may have been counted or the message sent.
    /// `tokio::time::timeout` around a call drops that error with the call. For calls with different
    /// limits, build a client for each.
    pub fn deadline(mut self, deadline: Duration) -> Self {
        self.deadline = deadline;
        self
    }

    /// How long making a connection may take; 3 s unless told otherwise.
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.http_client.connect_timeout = timeout;
        self
    }

    /// How often a request is sent again, and after which waits. A check that may have reached the
    /// service is never sent again, whatever it says.
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.retry = policy;
        self
    }

    /// How long a connection of the pool may be idle before it is not used any more; 30 s unless
    /// told otherwise.
    ///
    /// Status reads share the pool. What is sent at most once makes a connection of its own, unless
    /// [`reuse_connections`](ClientBuilder::reuse_connections) says otherwise.
    pub fn pool_idle_timeout(mut self, timeout: Duration) -> Self {
        self.http_client.pool_idle_timeout = timeout;
        self
    }

    /// How many idle connections the pool keeps; 16 unless told otherwise. Zero keeps none: every
    /// request then makes a connection.
    pub fn pool_max_idle(mut self, connections: usize) -> Self {
        self.http_client.pool_max_idle = connections;
        self
    }

    /// Whether a check may go out on a connection of the pool; it may not unless told otherwise.
    ///
    /// A connection of its own costs a check the time to make it: a round trip, and another for TLS.
    /// A connection of the pool may have been closed by the service without this process having
    /// noticed, as after a container was paused. A check sent on it is lost, and
    /// [may have counted](crate::Error::may_have_counted).
    pub fn reuse_connections(mut self, reuse: bool) -> Self {
        self.reuse_connections = reuse;
        self
    }

    /// What follows this crate's own name in `User-Agent`, such as `shop/2.1`.
    ///
    /// One or more visible ASCII characters, with spaces between them.
    pub fn user_agent_suffix(mut self, suffix: impl Into<String>) -> Self {
        self.user_agent_suffix = Some(suffix.into());
        self
    }

    /// A proxy to go through, such as `http://proxy.example:3128`, in place of those of the
    /// environment. May be given several times; the first one is used that takes the URL.
    ///
    /// It needs an `https` base URL of another machine: in the clear, a proxy would read the API key
    /// and the codes.
    pub fn proxy(mut self, url: impl Into<String>) -> Self {
        self.http_client.proxies.push(url.into());
        self
    }

    /// Root certificates to trust beside those of the platform, as PEM, such as that of a proxy that
    /// opens TLS. May be given several times.
    pub fn root_certificates(mut self, pem: impl Into<Vec<u8>>) -> Self {
        self.http_client.root_certificates.push(pem.into());
        self
    }

    /// Changes the settings of the HTTP client underneath, in the version of `reqwest` that the
    /// feature names; for what this builder has no method for.
    ///
    /// It is called once for each of the two HTTP clients, after the settings of this builder were
    /// made. Redirects, the referer, retries, and decompression stay off whatever it does, and
    /// cleartext goes through no proxy.
    ///
    /// ```
    /// # use verify_ext::Client;
    /// let client = Client::builder()
    ///     .configure_reqwest(|http| http.local_address("127.0.0.1".parse().ok()))
    ///     .sub_account("acme")
    ///     .api_key("3f9a-not-a-real-key")
    ///     .build()?;
    /// # Ok::<(), verify_ext::BuildError>(())
    /// ```
    #[cfg(feature = "reqwest-0-13")]
    pub fn configure_reqwest(
        mut self,
        configure: impl Fn(reqwest::ClientBuilder) -> reqwest::ClientBuilder + Send + Sync + 'static,
    ) -> Self {
        self.http_client.configure = Some(Arc::new(configure));
        self
    }

    /// Whether a check whose answer was lost is looked for by status reads; it is unless told
    /// otherwise.
    pub fn resolve_lost_answers(mut self, resolve: bool) -> Self {
        self.resolve_lost_answers = resolve;
        self
    }

    /// Where messages may be sent to, by the first digits of a number: `65`, or `+65`. Everything else
    /// is refused before anything is sent; see
    /// [`Error::is_destination_not_allowed`](crate::Error::is_destination_not_allowed).
    ///
    /// By default messages go anywhere. Once this is called, every number has to be written with
    /// `+`, and one that is not is refused as
    /// [invalid input](crate::Error::is_invalid_input), with
    /// [`country`](crate::Start::country) or without. A code may reach further than the country:
    /// `1` is North America with much of the Caribbean, `1212` a part of New York.
    ///
    /// ```
    /// # use verify_ext::Client;
    /// let builder = Client::builder().allowed_country_codes(["65", "60"]);
    /// ```
    pub fn allowed_country_codes(
        mut self,
        codes: impl IntoIterator<Item = impl AsRef<str>>,
    ) -> Self {
        self.allowed_country_codes = Some(Destinations::read(codes));
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
    /// back, no compression is asked for, and TLS is 1.2 or newer. The proxies of the environment are
    /// used, but for a base URL that is `http` or of this machine.
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
        let destinations = self.allowed_country_codes.clone().transpose();
        let destinations = destinations.map_err(Repr::CountryCodes)?;
        let api = |connections| -> Result<Api, BuildError> {
            let http = self.http_client.build(&base_url, connections)?;
            #[expect(
                clippy::disallowed_methods,
                reason = "this crate is where the others are sent"
            )]
            let client = verify_api::Client::with_http_client(&base_url, api_key.clone(), http);
            Ok(Api {
                client: client.with_user_agent(user_agent.clone()),
                connections,
            })
        };
        let reads = api(Connections::Pooled)?;
        let once = if self.reuse_connections {
            Api {
                client: reads.client.clone(),
                connections: Connections::Pooled,
            }
        } else {
            api(Connections::Fresh)?
        };
        Ok(Client::new(Shared {
            once,
            reads,
            base_url,
            sub_account,
            api_key,
            deadline: self.deadline,
            retry: self.retry,
            resolve_lost_answers: self.resolve_lost_answers,
            destinations,
            polls: Arc::new(Semaphore::new(self.concurrent_polls)),
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
            Some(variable) => Repr::from(error).of_variable(variable),
            None => Repr::from(error).into(),
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
}

impl fmt::Debug for ClientBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientBuilder").finish_non_exhaustive()
    }
}
