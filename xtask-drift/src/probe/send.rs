//! Sends the requests one at a time, and returns each outcome.

use std::io::Read as _;
use std::path::Path;
use std::time::Duration;

use anyhow::{Context as _, Result, bail};
use contract::Document;
use drift::probe::{Answer, Credential, NoAnswer, Probe, Received};
use reqwest::blocking::{Client, ClientBuilder};
use reqwest::header::{AUTHORIZATION, HeaderValue};
use reqwest::redirect::Policy;
use reqwest::{Certificate, Method, Url, tls};

use super::API_KEY;
use crate::sources::{innermost, is_private};

const WRONG_KEY: &str = "probe-key-of-nobody";
/// The most bytes that are read of a body.
const LARGEST: u64 = 1 << 20;

/// The base URL of the service: the key is sent only under TLS or to this machine.
pub(super) fn base_url(given: Option<&str>, contract: &Document) -> Result<Url> {
    let text = given
        .or_else(|| contract.servers().next())
        .context("the contract names no server: give the base URL")?;
    let url: Url = text.parse().ok().context("the base URL is not a URL")?;
    if !is_private(&url) {
        bail!(
            "the base URL has to begin with `https://`: otherwise the API key is sent in cleartext"
        );
    }
    let is_bare = url.username().is_empty()
        && url.password().is_none()
        && url.query().is_none()
        && url.fragment().is_none()
        && url.path() == "/";
    if !is_bare {
        bail!("the base URL has to be a scheme and a host only, such as `https://verify.8x8.com`");
    }
    Ok(url)
}

/// The clients, and the headers that they send.
pub(super) struct Sender {
    client: Client,
    /// A client that offers TLS 1.2 at most.
    old: Client,
    pub(super) base: Url,
    deadline: Duration,
    right: HeaderValue,
}

impl Sender {
    pub(super) fn new(
        base: Url,
        key: &str,
        deadline: Duration,
        ca_file: Option<&Path>,
    ) -> Result<Self> {
        let mut right = HeaderValue::from_str(&format!("Bearer {key}"))
            .ok()
            .with_context(|| format!("{API_KEY} has a character that a header cannot carry"))?;
        right.set_sensitive(true);
        let trusted = ca_file.map_or_else(|| Ok(Vec::new()), certificates)?;
        let builder = || -> ClientBuilder {
            Client::builder()
                .user_agent(concat!("verify-probe/", env!("CARGO_PKG_VERSION")))
                .timeout(deadline)
                .redirect(Policy::none())
                .tls_certs_merge(trusted.clone())
                // A connection that was closed meanwhile must not cause a second send.
                .pool_max_idle_per_host(0)
        };
        let old = builder().tls_version_max(tls::Version::TLS_1_2);
        Ok(Self {
            client: builder()
                .build()
                .context("the HTTP client cannot be created")?,
            old: old.build().context("the HTTP client cannot be created")?,
            base,
            deadline,
            right,
        })
    }

    pub(super) fn send(&self, probe: &Probe) -> Result<Received> {
        let method: Method = probe.method.parse().context("a probe has a method")?;
        let mut url = self.base.join(&probe.path).context("a probe has a path")?;
        if let Some(code) = &probe.code {
            // Letters, digits, and blanks: a blank is written `%20`.
            url.set_query(Some(&format!("code={}", code.expose().replace(' ', "%20"))));
        }
        let client = if probe.old_tls {
            &self.old
        } else {
            &self.client
        };
        let mut request = client.request(method, url);
        for (name, value) in probe.headers {
            request = request.header(*name, *value);
        }
        request = match probe.credential {
            Credential::Right => request.header(AUTHORIZATION, self.right.clone()),
            Credential::Wrong => request.header(AUTHORIZATION, format!("Bearer {WRONG_KEY}")),
            Credential::Missing => request,
        };
        if let Some(body) = &probe.body {
            request = request.body(body.expose().to_owned());
        }
        let answer = match request.send() {
            Ok(answer) => answer,
            Err(error) => return Ok(Received::Nothing(self.no_answer(&error.without_url()))),
        };
        let status = answer.status().as_u16();
        let headers = answer
            .headers()
            .iter()
            .map(|(name, value)| {
                let value = String::from_utf8_lossy(value.as_bytes()).into_owned();
                (name.to_string(), value)
            })
            .collect();
        let mut body = Vec::new();
        if let Err(error) = answer.take(LARGEST + 1).read_to_end(&mut body) {
            let inner = error.get_ref().and_then(|it| it.downcast_ref());
            return Ok(Received::Nothing(
                if inner.is_some_and(reqwest::Error::is_timeout) {
                    NoAnswer::Slow(self.deadline)
                } else {
                    let why = innermost(&error);
                    NoAnswer::Other(format!("the response is incomplete: {why}"))
                },
            ));
        }
        if body.len() as u64 > LARGEST {
            let why = format!("the response has more than {LARGEST} bytes");
            return Ok(Received::Nothing(NoAnswer::Other(why)));
        }
        Ok(Received::Answer(Answer {
            status,
            headers,
            body,
        }))
    }

    fn no_answer(&self, error: &reqwest::Error) -> NoAnswer {
        if error.is_timeout() {
            return NoAnswer::Slow(self.deadline);
        }
        let why = innermost(error);
        // How `rustls` begins these.
        if let Some(why) = why.strip_prefix("invalid peer certificate: ") {
            // The time of the check differs from request to request.
            let why = why.split(": verification time").next().unwrap_or(why);
            NoAnswer::Certificate(why.to_owned())
        } else if why.starts_with("received fatal alert: ")
            || why.starts_with("peer is incompatible: ")
        {
            NoAnswer::Handshake(why)
        } else {
            NoAnswer::Other(why)
        }
    }
}

fn certificates(file: &Path) -> Result<Vec<Certificate>> {
    let text = std::fs::read(file).with_context(|| format!("{} cannot be read", file.display()))?;
    let list = Certificate::from_pem_bundle(&text).unwrap_or_default();
    if list.is_empty() {
        bail!("{} has no PEM certificate", file.display());
    }
    Ok(list)
}
