//! `verify-sim`: the simulator as a program, for tests in any language.
//!
//! The exit status is 0 after SIGINT or SIGTERM, and 2 if it could not start.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;
use verify_sim::{Scenario, Simulator, SimulatorBuilder};

/// A local stand-in for the 8x8 Verification API.
#[derive(Parser)]
#[command(name = "verify-sim", version)]
struct Arguments {
    /// Where the service listens; port 0 is a free one.
    #[arg(long, value_name = "ADDRESS", default_value_t = (Ipv4Addr::LOCALHOST, 0).into())]
    listen: SocketAddr,
    /// Where the page and the control endpoint listen: an address, `same` for the service's own
    /// port, or `off`.
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:0")]
    control: String,
    /// Sessions, faults, and settings to start with, as YAML.
    #[arg(long, value_name = "FILE")]
    scenario: Option<PathBuf>,
    /// Lists what is assumed where the vendor's documents are silent, and ends.
    #[arg(long)]
    assumptions: bool,
    /// Sets an assumption; can be given again.
    #[arg(long, value_name = "NAME=VALUE", value_parser = name_and_value)]
    assume: Vec<(String, String)>,
    /// The API key that is right; without it, the scenario's or `verify-sim-key`.
    #[arg(long, value_name = "KEY")]
    api_key: Option<String>,
    /// A sub-account of that key; can be given again. Without any, every sub-account is.
    #[arg(long, value_name = "ID")]
    sub_account: Vec<String>,
    /// How many sessions are kept; the oldest finished one makes room.
    #[arg(long, value_name = "NUMBER", default_value_t = 100_000)]
    max_sessions: usize,
    /// How many requests and transitions stay on record; the oldest go first.
    #[arg(long, value_name = "NUMBER", default_value_t = 10_000)]
    max_records: usize,
    /// How many messages the outbox keeps; the oldest go first.
    #[arg(long, value_name = "NUMBER", default_value_t = 10_000)]
    max_messages: usize,
    /// The address of a device for which silent verification works; can be given again.
    #[arg(long, value_name = "ADDRESS")]
    covered: Vec<IpAddr>,
    /// What codes, session ids, and faults at a rate are drawn from.
    #[arg(long, value_name = "NUMBER")]
    seed: Option<u64>,
    /// Starts with a clock that stands still until it is advanced.
    #[arg(long)]
    frozen: bool,
}

fn name_and_value(text: &str) -> Result<(String, String), String> {
    let (name, value) = text
        .split_once('=')
        .ok_or("expected NAME=VALUE; `--assumptions` lists the names")?;
    Ok((name.to_owned(), value.to_owned()))
}

#[tokio::main]
async fn main() -> ExitCode {
    let arguments = Arguments::parse();
    if arguments.assumptions {
        list_assumptions();
        return ExitCode::SUCCESS;
    }
    let simulator = match builder(arguments) {
        Ok(builder) => builder.start().await.map_err(|error| {
            let source = std::error::Error::source(&error);
            match source {
                Some(source) => format!("error: {error}: {source}"),
                None => format!("error: {error}"),
            }
        }),
        Err(message) => Err(message),
    };
    let simulator = match simulator {
        Ok(simulator) => simulator,
        Err(message) => {
            anstream::eprintln!("{message}");
            return ExitCode::from(2);
        }
    };
    let stop = asked_to_stop();
    // Whoever started this reads the addresses line by line.
    anstream::println!("service  {}", simulator.base_url());
    if let Some(url) = simulator.control_url() {
        anstream::println!("control  {url}");
    }
    stop.await;
    simulator.stop().await;
    ExitCode::SUCCESS
}

fn builder(arguments: Arguments) -> Result<SimulatorBuilder, String> {
    let mut builder = Simulator::builder()
        .listen(arguments.listen)
        .max_sessions(arguments.max_sessions)
        .max_records(arguments.max_records)
        .max_messages(arguments.max_messages);
    for address in arguments.covered {
        builder = builder.covered(address);
    }
    builder = match arguments.control.as_str() {
        "off" => builder,
        "same" => builder.control_on_the_same_port(),
        address => {
            let address: SocketAddr = address.parse().map_err(|_| {
                "error: `--control` expects an address such as 127.0.0.1:4011, `same`, or `off`"
            })?;
            builder.control(address)
        }
    };
    if let Some(path) = arguments.scenario {
        let scenario = Scenario::read(&path).map_err(|error| error.render())?;
        builder = builder.scenario(scenario);
    }
    // The command line takes precedence over the scenario.
    for (name, value) in arguments.assume {
        builder = builder.assume(name, value);
    }
    for id in arguments.sub_account {
        builder = builder.sub_account(id);
    }
    if let Some(key) = arguments.api_key {
        builder = builder.api_key(key);
    }
    if let Some(seed) = arguments.seed {
        builder = builder.seed(seed);
    }
    if arguments.frozen {
        builder = builder.frozen();
    }
    Ok(builder)
}

fn list_assumptions() {
    anstream::println!("Where the vendor's documents are silent, this is assumed:\n");
    for assumption in Simulator::assumptions() {
        anstream::println!("{} = {}", assumption.name, assumption.value);
        anstream::println!("    {}", assumption.question);
        anstream::println!("    Takes {}.\n", assumption.values);
    }
    anstream::println!("Set one with --assume NAME=VALUE, or under `assume` in a scenario.");
}

/// Waits for Ctrl-C or, where there is one, for the signal to terminate. Signals are caught from the
/// call on, not from the first poll: whoever reads an address may send one at once.
#[cfg(unix)]
fn asked_to_stop() -> impl Future<Output = ()> {
    use tokio::signal::unix::{Signal, SignalKind, signal};

    async fn received(signal: std::io::Result<Signal>) {
        match signal {
            Ok(mut signal) => drop(signal.recv().await),
            // Without a handler, the signal itself ends the process.
            Err(_) => std::future::pending().await,
        }
    }
    let [interrupted, terminated] = [SignalKind::interrupt(), SignalKind::terminate()].map(signal);
    async {
        tokio::select! {
            () = received(interrupted) => {}
            () = received(terminated) => {}
        }
    }
}

/// Waits for Ctrl-C.
#[cfg(not(unix))]
async fn asked_to_stop() {
    if tokio::signal::ctrl_c().await.is_err() {
        // Without a handler, the signal itself ends the process.
        std::future::pending::<()>().await;
    }
}
