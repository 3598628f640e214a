//! The HTTP clients underneath, and what holds of them whatever is set.

#[cfg(feature = "reqwest-0-13")]
use std::sync::Arc;
use std::time::Duration;

use verify_api::BaseUrl;

use crate::build_error::{BuildError, Repr};
use crate::connection::NoteConnections;

const CONNECT_TIMEOUT: Duration = Duration::from_secs(3);
/// The vendor does not document when it closes idle connections.
const POOL_IDLE_TIMEOUT: Duration = Duration::from_secs(30);
const POOL_MAX_IDLE: usize = 16;

/// Changes the settings of an HTTP client.
#[cfg(feature = "reqwest-0-13")]
pub(crate) type Configure =
    Arc<dyn Fn(reqwest::ClientBuilder) -> reqwest::ClientBuilder + Send + Sync>;

/// What an HTTP client is to be like.
#[derive(Clone)]
pub(crate) struct Settings {
    pub(crate) connect_timeout: Duration,
    pub(crate) pool_idle_timeout: Duration,
    pub(crate) pool_max_idle: usize,
    pub(crate) proxies: Vec<String>,
    /// In PEM.
    pub(crate) root_certificates: Vec<Vec<u8>>,
    #[cfg(feature = "reqwest-0-13")]
    pub(crate) configure: Option<Configure>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            connect_timeout: CONNECT_TIMEOUT,
            pool_idle_timeout: POOL_IDLE_TIMEOUT,
            pool_max_idle: POOL_MAX_IDLE,
            proxies: Vec::new(),
            root_certificates: Vec::new(),
            #[cfg(feature = "reqwest-0-13")]
            configure: None,
        }
    }
}

/// Where the connections of an HTTP client come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Connections {
    /// Each request makes its own.
    Fresh,
    /// A request takes one that is idle, and makes one if there is none.
    Pooled,
}

impl Settings {
    pub(crate) fn build(
        &self,
        base_url: &BaseUrl,
        connections: Connections,
    ) -> Result<reqwest::Client, BuildError> {
        let has_tls = cfg!(any(feature = "rustls", feature = "native-tls"));
        if !(base_url.is_cleartext() || has_tls) {
            return Err(Repr::NoTls.into());
        }
        // A proxy would read what goes through it in the clear, and cannot reach this machine's
        // loopback address.
        let direct = base_url.is_cleartext() || base_url.is_loopback();
        if direct && !self.proxies.is_empty() {
            return Err(Repr::ProxyForbidden.into());
        }
        let mut builder = reqwest::Client::builder()
            .connect_timeout(self.connect_timeout)
            .pool_idle_timeout(self.pool_idle_timeout)
            .pool_max_idle_per_host(self.pool_max_idle);
        for proxy in &self.proxies {
            let proxy = reqwest::Proxy::all(proxy).map_err(|_| Repr::Proxy)?;
            builder = builder.proxy(proxy);
        }
        builder = self.with_tls(builder)?;
        #[cfg(feature = "reqwest-0-13")]
        if let Some(configure) = &self.configure {
            builder = configure(builder);
        }
        // From here on nothing can be overruled.
        builder = builder
            .redirect(reqwest::redirect::Policy::none())
            .referer(false)
            .retry(reqwest::retry::never())
            // Another crate may have switched decompression on, which adds a header.
            .no_gzip()
            .no_brotli()
            .no_zstd()
            .no_deflate();
        if direct {
            builder = builder.no_proxy();
        }
        if connections == Connections::Fresh {
            // What the layer notes says nothing of a connection from a pool, and each request copies
            // the connector with its layers some six times.
            builder = builder
                .pool_max_idle_per_host(0)
                .connector_layer(NoteConnections);
        }
        builder
            .build()
            .map_err(|error| Repr::HttpClient(error.without_url()).into())
    }

    #[cfg(any(feature = "rustls", feature = "native-tls"))]
    fn with_tls(
        &self,
        mut builder: reqwest::ClientBuilder,
    ) -> Result<reqwest::ClientBuilder, BuildError> {
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
        let mut roots = Vec::new();
        for pem in &self.root_certificates {
            let found =
                reqwest::Certificate::from_pem_bundle(pem).map_err(|_| Repr::RootCertificate)?;
            if found.is_empty() {
                return Err(Repr::RootCertificate.into());
            }
            roots.extend(found);
        }
        if !roots.is_empty() {
            builder = builder.tls_certs_merge(roots);
        }
        Ok(builder)
    }

    #[cfg(not(any(feature = "rustls", feature = "native-tls")))]
    fn with_tls(
        &self,
        builder: reqwest::ClientBuilder,
    ) -> Result<reqwest::ClientBuilder, BuildError> {
        if self.root_certificates.is_empty() {
            Ok(builder)
        } else {
            Err(Repr::NoTls.into())
        }
    }
}
