//! Fetches a page, only from the given host, with limits on time and size.

use std::io::{IsTerminal as _, Read as _};
use std::time::Duration;

use anyhow::{Context as _, Result};
use compat::report::Refused;
use reqwest::blocking::{Client, Response};
use reqwest::header::{HeaderMap, HeaderName, HeaderValue, LOCATION};
use reqwest::redirect::Policy;
use reqwest::{StatusCode, Url};

/// The maximum size of a source in bytes.
pub(super) const LARGEST: u64 = 32 << 20;
const CONNECT: Duration = Duration::from_secs(10);
const WHOLE: Duration = Duration::from_mins(1);
const REDIRECTS: usize = 5;

/// Request headers; their values are never printed.
pub(super) struct Headers(HeaderMap);

impl Headers {
    /// Reads the arguments of `--header`: a header, or `@FILE`.
    pub(super) fn read(given: &[String]) -> Result<Self> {
        let mut headers = HeaderMap::new();
        for (at, text) in given.iter().enumerate() {
            let Some(file) = text.strip_prefix('@') else {
                add(&mut headers, text, || {
                    format!("`--header` number {}", at + 1)
                })?;
                continue;
            };
            let text = std::fs::read_to_string(file)
                .with_context(|| format!("the file of `--header @{file}` cannot be read"))?;
            for (at, line) in text.lines().enumerate() {
                if !line.trim().is_empty() {
                    add(&mut headers, line, || format!("line {} of {file}", at + 1))?;
                }
            }
        }
        Ok(Self(headers))
    }
}

/// Adds a header; an error names its place and not its text, since any part of that may be secret.
fn add(headers: &mut HeaderMap, text: &str, place: impl Fn() -> String) -> Result<()> {
    let wrong = || format!("{} is not `Name: value`", place());
    let (name, value) = text.split_once(':').with_context(wrong)?;
    let name: HeaderName = name.trim().parse().ok().with_context(wrong)?;
    let mut value = HeaderValue::from_str(value.trim())
        .ok()
        .with_context(wrong)?;
    value.set_sensitive(true);
    headers.append(name, value);
    Ok(())
}

/// Fetches a URL; refuses one that does not respond, or responds with something else than the page.
///
/// # Errors
///
/// The HTTP client cannot be created, or the response cannot be read to its end.
pub(super) fn fetch(url: &Url, headers: &Headers) -> Result<Result<Vec<u8>, Refused>> {
    let refuse = |message: String, help: &str| {
        Ok(Err(Refused {
            source: url.to_string(),
            site: None,
            message,
            help: Some(help.to_owned()),
        }))
    };
    if std::io::stderr().is_terminal() {
        anstream::eprintln!("fetching  {url}");
    }
    let client = Client::builder()
        .user_agent(concat!("drift/", env!("CARGO_PKG_VERSION")))
        .default_headers(headers.0.clone())
        .connect_timeout(CONNECT)
        .timeout(WHOLE)
        // Redirects are followed below, so that a refused one has a reason.
        .redirect(Policy::none())
        .build()
        .context("the HTTP client cannot be created")?;
    let mut at = url.clone();
    for _ in 0..=REDIRECTS {
        let answer = match client.get(at.clone()).send() {
            Ok(answer) => answer,
            Err(error) => {
                return refuse(
                    format!("the request failed: {}", innermost(&error.without_url())),
                    "check the connection, or open the page in a browser and save it",
                );
            }
        };
        let status = answer.status();
        if let Some(next) = target(&at, &answer) {
            if let Err(why) = may_follow(url, &at, &next) {
                return refuse(
                    format!("redirects to {next}, which {why}"),
                    "if that URL is the page, give it instead",
                );
            }
            at = next;
            continue;
        }
        if status != StatusCode::OK {
            let help = match status.as_u16() {
                401 | 403 => {
                    "the page requires a login: give the `Authorization` header with `--header @FILE`"
                }
                404 | 410 => "the page moved or was removed: find it, and give its new URL",
                _ => "try again later, or open the page in a browser and save it",
            };
            return refuse(format!("responds with {status}"), help);
        }
        return read(answer, url);
    }
    refuse(
        format!("redirects more than {REDIRECTS} times"),
        "open it in a browser, and give the URL that it ends at",
    )
}

fn read(answer: Response, url: &Url) -> Result<Result<Vec<u8>, Refused>> {
    let mut bytes = Vec::new();
    answer
        .take(LARGEST + 1)
        .read_to_end(&mut bytes)
        .with_context(|| format!("the response of {url} is incomplete"))?;
    // One that is too large is refused like a file that is.
    Ok(Ok(bytes))
}

/// Whether nobody between this machine and the server of a URL reads what is sent: under TLS, or on this
/// machine.
pub(crate) fn is_private(url: &Url) -> bool {
    let is_local = matches!(url.host_str(), Some("127.0.0.1" | "[::1]" | "localhost"));
    url.scheme() == "https" || url.scheme() == "http" && is_local
}

/// The first cause of an error.
pub(crate) fn innermost(error: &dyn std::error::Error) -> String {
    error.source().map_or_else(|| error.to_string(), innermost)
}

/// The URL that a response redirects to.
fn target(at: &Url, answer: &Response) -> Option<Url> {
    if !answer.status().is_redirection() {
        return None;
    }
    let location = answer.headers().get(LOCATION)?.to_str().ok()?;
    at.join(location).ok()
}

/// Whether a redirect may be followed: it stays on the host, which gets the headers, and under TLS.
fn may_follow(first: &Url, from: &Url, to: &Url) -> Result<(), &'static str> {
    if from.scheme() == "https" && to.scheme() != "https" {
        return Err("is not under TLS");
    }
    if !matches!(to.scheme(), "http" | "https") {
        return Err("is not a web page");
    }
    if to.host() != first.host() {
        return Err("is another host");
    }
    let to_tls = from.scheme() == "http" && to.scheme() == "https";
    let same_port = to.port_or_known_default() == from.port_or_known_default();
    let by_default = to_tls && to.port().is_none() && from.port().is_none();
    if !(same_port || by_default) {
        return Err("is another port");
    }
    if !to.username().is_empty() || to.password().is_some() {
        return Err("has a user or a password");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn url(text: &str) -> Url {
        text.parse().expect("it is a URL")
    }

    #[test]
    fn redirects_stay_on_the_host_and_under_tls() {
        let table = [
            ("https://a.example/x", "https://a.example/y", Ok(())),
            ("http://a.example/x", "https://a.example/x", Ok(())),
            (
                "https://a.example/x",
                "http://a.example/x",
                Err("is not under TLS"),
            ),
            (
                "https://a.example/x",
                "https://b.example/x",
                Err("is another host"),
            ),
            (
                "https://a.example/x",
                "https://b.a.example/x",
                Err("is another host"),
            ),
            (
                "http://a.example:80/",
                "http://a.example:81/",
                Err("is another port"),
            ),
            (
                "http://a.example:81/",
                "https://a.example/",
                Err("is another port"),
            ),
            (
                "http://a.example/",
                "ftp://a.example/",
                Err("is not a web page"),
            ),
            (
                "http://a.example/",
                "http://u:p@a.example/",
                Err("has a user or a password"),
            ),
        ];
        for (from, to, verdict) in table {
            assert_eq!(
                may_follow(&url(from), &url(from), &url(to)),
                verdict,
                "{from} {to}"
            );
        }
    }

    #[test]
    fn an_invalid_header_is_not_repeated() {
        for text in [
            "Authorization Bearer secret",
            "bad name: secret",
            "X: sec\nret",
        ] {
            let error = Headers::read(&["A: b".into(), text.into()])
                .err()
                .expect(text);
            assert_eq!(
                format!("{error:#}"),
                "`--header` number 2 is not `Name: value`"
            );
        }
    }

    #[test]
    fn a_file_has_a_header_in_each_line_and_no_line_is_repeated() {
        let folder = tempfile::tempdir().expect("a folder can be made");
        let file = folder.path().join("headers.txt");
        let given = [format!("@{}", file.display()), "C: d".to_owned()];
        std::fs::write(&file, "Authorization: Bearer secret\n\nA: b\r\n").expect("it is written");
        let headers = Headers::read(&given).expect("the file has headers");
        let value = |name: &str| headers.0.get(name).map(HeaderValue::as_bytes);
        assert_eq!(value("authorization"), Some(&b"Bearer secret"[..]));
        assert_eq!((value("a"), value("c")), (Some(&b"b"[..]), Some(&b"d"[..])));
        assert_eq!(headers.0.len(), 3);

        std::fs::write(&file, "A: b\nsecret\n").expect("it is written");
        let error = Headers::read(&given).err().expect("no header");
        let expected = format!("line 2 of {} is not `Name: value`", file.display());
        assert_eq!(format!("{error:#}"), expected);
    }

    #[test]
    fn a_header_does_not_show_in_debug_output() {
        let headers = Headers::read(&["Authorization: Bearer secret".into()]).expect("a header");
        assert!(!format!("{:?}", headers.0).contains("secret"));
    }
}
