//! `cargo xtask probe`: what the service itself answers, held against the contract.

use std::io::{Read as _, Write as _};
use std::path::PathBuf;
use std::time::Duration;

use anyhow::{Context as _, Result, bail};
use compat::report::{FailOn, Format};
use contract::Document;
use drift::probe::{self, Answer, Context, Credential, Probe, Received};
use reqwest::blocking::Client;
use reqwest::header::{AUTHORIZATION, HeaderValue};
use reqwest::redirect::Policy;
use reqwest::{Method, Url};

use crate::drift::{Shape, contract_file, fetch, output, read, today};
use crate::{Verdict, project};

const API_KEY: &str = "VERIFY_API_KEY";
const WRONG_KEY: &str = "probe-key-of-nobody";
/// How long one request may take.
const WHOLE: Duration = Duration::from_secs(10);
/// The most bytes that are read of a body.
const LARGEST: u64 = 1 << 20;

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Where the service is [default: the contract's first server]. Without TLS, only a loopback
    /// address is asked.
    #[arg(value_name = "BASE_URL")]
    base_url: Option<String>,
    /// The sub-account to ask with. The API key is read from `VERIFY_API_KEY`.
    #[arg(long, value_name = "ID", required_unless_present = "replay")]
    sub_account: Option<String>,
    /// A session that exists: it is read, without a code.
    #[arg(long, value_name = "ID")]
    session: Option<String>,
    /// Keeps the answers as JSON, with key, numbers, codes, and ids masked.
    #[arg(long, value_name = "FILE")]
    transcript: Option<PathBuf>,
    /// Judges the answers that `--transcript` kept; nothing is sent, and no key is needed.
    #[arg(
        long,
        value_name = "FILE",
        conflicts_with_all = ["base_url", "sub_account", "session", "transcript"]
    )]
    replay: Option<PathBuf>,
    /// Writes a scenario for verify-sim that assumes what the service answers.
    #[arg(long, value_name = "FILE")]
    write_assumptions: Option<PathBuf>,
    /// The contract [default: openapi/verify.yaml].
    #[arg(long, value_name = "FILE")]
    contract: Option<PathBuf>,
    /// How the report is written.
    #[arg(long, value_enum, default_value = "human")]
    format: Shape,
    /// Writes the report to a file too, in another format: `sarif=probe.sarif`.
    #[arg(long, value_name = "FORMAT=FILE", value_parser = output)]
    output: Vec<(Format, PathBuf)>,
    /// The levels that end the run with 1, as for `drift`.
    #[arg(long, value_name = "LEVEL[,LEVEL…]", default_value = "contract")]
    fail_on: FailOn,
}

pub(crate) fn run(arguments: &Arguments) -> Result<Verdict> {
    let file = contract_file(arguments.contract.as_deref());
    let document = match read(&file) {
        Ok(source) => Document::read(source),
        Err(refused) => bail!("the contract {}: {}", file.name, refused.message),
    };
    let document = match document {
        Ok(document) => document,
        Err(problem) => {
            project::print(&problem);
            return Ok(Verdict::Refused);
        }
    };
    let (answers, key) = match &arguments.replay {
        Some(file) => {
            let text = std::fs::read_to_string(file)
                .with_context(|| format!("{} cannot be read", file.display()))?;
            let answers = probe::replay(&document, &text)
                .with_context(|| format!("{} cannot be replayed", file.display()))?;
            (answers, String::new())
        }
        None => ask(arguments, &document)?,
    };
    if let Some(file) = &arguments.transcript {
        let text = probe::transcript(&document, &answers, &key);
        project::write_atomically(&std::path::absolute(file)?, &text)?;
    }
    let context = Context {
        today: today(),
        command: "cargo xtask probe".into(),
        api_key: &key,
    };
    let outcome = probe::report(&document, &answers, &context);
    for open in &outcome.open {
        anstream::eprintln!("answered  {}: {}", open.asks, open.answer);
    }
    if let Some(file) = &arguments.write_assumptions {
        let scenario = probe::scenario(&outcome.open);
        project::write_atomically(&std::path::absolute(file)?, &scenario)?;
    }
    let text = |format, color| outcome.report.render(format, &arguments.fail_on, color);
    for (format, file) in &arguments.output {
        project::write_atomically(&std::path::absolute(file)?, &text(*format, false))?;
    }
    let mut out = anstream::stdout().lock();
    out.write_all(text(arguments.format.into(), true).as_bytes())
        .and_then(|()| out.flush())
        .context("the report cannot be written to standard output")?;
    Ok(if !outcome.report.refused.is_empty() {
        Verdict::Unreadable
    } else if outcome.report.fails(&arguments.fail_on) {
        Verdict::Found
    } else {
        Verdict::Fine
    })
}

/// Sends the requests; gives what came back, and the key.
fn ask(arguments: &Arguments, document: &Document) -> Result<(Vec<(Probe, Received)>, String)> {
    let base = base_url(arguments.base_url.as_deref(), document)?;
    let key = std::env::var(API_KEY)
        .ok()
        .filter(|key| !key.is_empty())
        .with_context(|| format!("set {API_KEY} to the API key of the sub-account"))?;
    let plan = probe::plan(
        document,
        arguments.sub_account.as_deref().unwrap_or_default(),
        arguments.session.as_deref(),
    )?;
    let sender = Sender::new(base, &key)?;
    anstream::eprintln!(
        "probing   {}: {} requests, one after another, {} s at most; none sends a code or starts a session",
        sender.base.host_str().unwrap_or_default(),
        plan.len(),
        plan.len() as u64 * WHOLE.as_secs(),
    );
    let total = plan.len();
    let mut answers = Vec::with_capacity(total);
    for (at, probe) in plan.into_iter().enumerate() {
        anstream::eprintln!("{:>5}/{total} {}", at + 1, probe.asks);
        let received = sender.send(&probe)?;
        answers.push((probe, received));
    }
    Ok((answers, key))
}

/// Where the service is: the key goes there only under TLS, or does not leave the machine.
fn base_url(given: Option<&str>, contract: &Document) -> Result<Url> {
    let text = given
        .or_else(|| contract.servers().next())
        .context("the contract names no server: give the base URL")?;
    let url: Url = text.parse().ok().context("the base URL is no URL")?;
    let is_local = matches!(url.host_str(), Some("127.0.0.1" | "[::1]" | "localhost"));
    if !(url.scheme() == "https" || url.scheme() == "http" && is_local) {
        bail!("the base URL has to begin with `https://`: the API key would go out in clear");
    }
    let is_bare = url.username().is_empty()
        && url.password().is_none()
        && url.query().is_none()
        && url.fragment().is_none()
        && url.path() == "/";
    if !is_bare {
        bail!("the base URL is a scheme and a host, such as `https://verify.8x8.com`");
    }
    Ok(url)
}

struct Sender {
    client: Client,
    base: Url,
    right: HeaderValue,
}

impl Sender {
    fn new(base: Url, key: &str) -> Result<Self> {
        let mut right = HeaderValue::from_str(&format!("Bearer {key}"))
            .ok()
            .with_context(|| format!("{API_KEY} holds what no header can"))?;
        right.set_sensitive(true);
        let client = Client::builder()
            .user_agent(concat!("verify-probe/", env!("CARGO_PKG_VERSION")))
            .timeout(WHOLE)
            .redirect(Policy::none())
            // Nothing is sent twice because a connection was closed meanwhile.
            .pool_max_idle_per_host(0)
            .build()
            .context("no HTTP client can be made")?;
        Ok(Self {
            client,
            base,
            right,
        })
    }

    fn send(&self, probe: &Probe) -> Result<Received> {
        let method: Method = probe.method.parse().context("a probe has a method")?;
        let url = self.base.join(&probe.path).context("a probe has a path")?;
        let mut request = self.client.request(method, url);
        for (name, value) in probe.headers {
            request = request.header(*name, *value);
        }
        request = match probe.credential {
            Credential::Right => request.header(AUTHORIZATION, self.right.clone()),
            Credential::Wrong => request.header(AUTHORIZATION, format!("Bearer {WRONG_KEY}")),
            Credential::Missing => request,
        };
        if let Some(body) = probe.body {
            request = request.body(body);
        }
        let answer = match request.send() {
            Ok(answer) => answer,
            Err(error) => {
                let why = fetch::innermost(&error.without_url());
                return Ok(Received::Nothing(format!("no answer came: {why}")));
            }
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
            let why = fetch::innermost(&error);
            return Ok(Received::Nothing(format!(
                "the answer stops before its end: {why}"
            )));
        }
        if body.len() as u64 > LARGEST {
            let why = format!("the answer has more than {LARGEST} bytes");
            return Ok(Received::Nothing(why));
        }
        Ok(Received::Answer(Answer {
            status,
            headers,
            body,
        }))
    }
}
