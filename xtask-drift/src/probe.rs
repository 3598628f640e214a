//! `cargo xtask probe`: compares the responses of the service with the contract.

mod send;
mod terminal;
#[cfg(test)]
mod tests;

use std::path::PathBuf;
use std::time::Duration;

use anyhow::{Context as _, Result};
use contract::Document;
use drift::probe::{self, Context, Next, Probe, Received, Spending, Target};

use crate::files::ContractArguments;
use crate::report::{ReportArguments, today};
use send::{Sender, base_url};
use terminal::{Keyboard, Terminal, ask_code, ask_consent};
use xtask::{Verdict, project};

const API_KEY: &str = "VERIFY_API_KEY";

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// The base URL of the service [default: the contract's first server]. Without TLS, only a
    /// loopback address is allowed.
    #[arg(value_name = "BASE_URL")]
    base_url: Option<String>,
    /// The sub-account. The API key is read from `VERIFY_API_KEY`.
    #[arg(long, value_name = "ID", required_unless_present = "replay")]
    sub_account: Option<String>,
    /// The id of an existing session, to read it without a code.
    #[arg(long, value_name = "ID")]
    session: Option<String>,
    /// Starts a verification of this number, such as `+15551234567`, and checks codes: this costs
    /// money. The command asks for confirmation at the terminal, and refuses to run without one.
    #[arg(long, value_name = "NUMBER")]
    spend: Option<String>,
    /// The timeout for each response.
    #[arg(long, value_name = "TIME", default_value = "10s", value_parser = deadline)]
    deadline: Duration,
    /// Additional root certificates as PEM, such as those of a proxy that intercepts TLS.
    #[arg(long, value_name = "FILE")]
    ca_file: Option<PathBuf>,
    /// Writes the responses as JSON, with key, numbers, codes, and ids masked.
    #[arg(long, value_name = "FILE")]
    transcript: Option<PathBuf>,
    /// Compares the responses in a file that `--transcript` wrote; sends nothing and needs no key.
    #[arg(
        long,
        value_name = "FILE",
        conflicts_with_all = ["base_url", "sub_account", "session", "transcript", "spend", "ca_file"]
    )]
    replay: Option<PathBuf>,
    /// Writes a scenario for verify-sim that assumes the responses of the service.
    #[arg(long, value_name = "FILE")]
    write_assumptions: Option<PathBuf>,
    #[command(flatten)]
    contract: ContractArguments,
    #[command(flatten)]
    report: ReportArguments,
}

pub(crate) fn run(arguments: &Arguments) -> Result<Verdict> {
    let (_, document) = arguments.contract.read()?;
    let (answers, key) = if let Some(file) = &arguments.replay {
        let text = std::fs::read_to_string(file)
            .with_context(|| format!("{} cannot be read", file.display()))?;
        let answers = probe::replay(&document, &text)
            .with_context(|| format!("{} cannot be replayed", file.display()))?;
        (answers, String::new())
    } else {
        let key = std::env::var(API_KEY)
            .ok()
            .filter(|key| !key.is_empty())
            .with_context(|| format!("set {API_KEY} to the API key of the sub-account"))?;
        let open = || Keyboard::open().map(|it| Box::new(it) as Box<dyn Terminal>);
        (ask(arguments, &document, &key, open)?, key)
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
    arguments.report.write(&outcome.report)
}

/// Sends the requests, and returns the responses.
///
/// `open` opens the terminal for the confirmation before money is spent.
fn ask<'t>(
    arguments: &Arguments,
    document: &Document,
    key: &str,
    open: impl FnOnce() -> Result<Box<dyn Terminal + 't>>,
) -> Result<Vec<(Probe, Received)>> {
    let base = base_url(arguments.base_url.as_deref(), document)?;
    let sub_account = arguments.sub_account.as_deref().unwrap_or_default();
    let target = Target {
        sub_account,
        session: arguments.session.as_deref(),
        over_tls: base.scheme() == "https",
    };
    let plan = probe::plan(document, &target)?;
    let spending = arguments.spend.as_deref();
    let spending = spending.map(|number| Spending::new(document, sub_account, number));
    let mut spending = spending.transpose()?;
    let sender = Sender::new(base, key, arguments.deadline, arguments.ca_file.as_deref())?;
    let host = sender.base.host_str().unwrap_or_default();
    let total = plan.len() + spending.as_ref().map_or(0, |_| Spending::REQUESTS);
    let seconds = (arguments.deadline * u32::try_from(total)?)
        .as_secs_f64()
        .ceil();
    let mut terminal = match &spending {
        None => {
            anstream::eprintln!(
                "probing   {host}: {total} requests, one after another, {seconds} s at most; none \
                 sends a code or starts a session"
            );
            None
        }
        Some(spending) => {
            let mut terminal = open()?;
            let free = plan.len();
            ask_consent(&mut *terminal, spending, sub_account, host, free, seconds)?;
            Some(terminal)
        }
    };
    let mut answers = Vec::with_capacity(total);
    let mut send = |probe: Probe| -> Result<Received> {
        anstream::eprintln!("{:>5}/{total} {}", answers.len() + 1, probe.asks);
        let received = sender.send(&probe)?;
        answers.push((probe, received.clone()));
        Ok(received)
    };
    for probe in plan {
        send(probe)?;
    }
    if let (Some(spending), Some(terminal)) = (&mut spending, &mut terminal) {
        loop {
            match spending.next_step() {
                Next::Send(probe) => {
                    let received = send((*probe).clone())?;
                    spending.took(&probe, &received);
                }
                Next::AskForCode => ask_code(&mut **terminal, spending),
                Next::Done => break,
            }
        }
    }
    Ok(answers)
}

fn deadline(text: &str) -> Result<Duration, String> {
    match humantime::parse_duration(text) {
        Ok(time) if !time.is_zero() && time <= Duration::from_mins(5) => Ok(time),
        _ => Err("expected a time up to 5 min, such as `10s` or `500ms`".into()),
    }
}
