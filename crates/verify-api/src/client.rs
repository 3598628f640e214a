//! How a client is made.

use std::time::Duration;

use http::HeaderValue;

use crate::api_key::ApiKey;
use crate::base_url::BaseUrl;
use crate::generated::Client;
use crate::hooks::Identity;

const CONNECT_TIMEOUT: Duration = Duration::from_secs(3);
const TOTAL_TIMEOUT: Duration = Duration::from_secs(10);

impl Client {
    /// Makes a client with an HTTP client that is safe for this API: 3 s to connect, 10 s in all,
    /// no redirects followed, no referer, no retries, no compression asked for, TLS 1.2 or newer.
    /// The proxies of the environment are used, but for cleartext and loopback, where a proxy would
    /// read the API key.
    ///
    /// Cheap to clone; clones share their connections.
    ///
    /// # Errors
    ///
    /// [`BuildError`] if the TLS library cannot be set up, or if the base URL is `https` and this
    /// crate was built without a TLS feature.
    pub fn new(base_url: &BaseUrl, api_key: ApiKey) -> Result<Self, BuildError> {
        if base_url.as_str().starts_with("https:")
            && !cfg!(any(feature = "rustls", feature = "native-tls"))
        {
            return Err(BuildError::NoTls);
        }
        let mut builder = reqwest::Client::builder()
            .connect_timeout(CONNECT_TIMEOUT)
            .timeout(TOTAL_TIMEOUT)
            .redirect(reqwest::redirect::Policy::none())
            .referer(false)
            .retry(reqwest::retry::never())
            // Another crate may have switched decompression on, which adds a header.
            .no_gzip()
            .no_brotli()
            .no_zstd()
            .no_deflate();
        if base_url.is_cleartext() || base_url.is_loopback() {
            builder = builder.no_proxy();
        }
        #[cfg(any(feature = "rustls", feature = "native-tls"))]
        {
            builder = builder.tls_version_min(reqwest::tls::Version::TLS_1_2);
        }
        let http = builder
            .build()
            .map_err(|error| BuildError::Tls(error.without_url()))?;
        #[expect(clippy::disallowed_methods, reason = "the ban is for other crates")]
        let client = Self::with_http_client(base_url, api_key, http);
        Ok(client)
    }

    /// Makes a client on an HTTP client of the caller's.
    ///
    /// Its timeouts, proxies, redirects, retries, and default headers then hold. A client that
    /// follows redirects may show the code to another host in a `Referer`, and what comes from there
    /// is an [`UnexpectedResponse`](crate::UnexpectedResponse); one that retries may use up several
    /// attempts with one code.
    #[must_use]
    pub fn with_http_client(base_url: &BaseUrl, api_key: ApiKey, http: reqwest::Client) -> Self {
        Self {
            baseurl: base_url.as_str().to_owned(),
            client: http,
            inner: Identity::new(api_key),
        }
    }

    /// Sends this as `User-Agent`, in place of the name and version of this crate.
    #[must_use]
    pub fn with_user_agent(mut self, user_agent: HeaderValue) -> Self {
        self.inner.user_agent = user_agent;
        self
    }
}

/// Why a client could not be made.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum BuildError {
    /// The base URL is `https` and the crate was built without TLS.
    #[error("an `https` base URL needs the feature `rustls` or `native-tls` of `verify-api`")]
    NoTls,
    /// The TLS library could not be set up.
    #[error("the HTTP client could not be set up")]
    Tls(#[source] reqwest::Error),
}
