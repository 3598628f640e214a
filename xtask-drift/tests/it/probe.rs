//! `cargo xtask probe` as a person with an API key meets it.

mod certificates;
mod lies;
mod refusing;
mod service;
mod simulator;
mod transport;

use crate::run::{Run, command, run};

const KEY: &str = "k3y-th4t-is-s3cret";
const SESSION: &str = "a44a91be5ea5ea118169020897df5459";

fn probe(url: &str, arguments: &[&str]) -> Run {
    let mut command = command(&["probe", url, "--sub-account", "acme"]);
    without_key(command.args(arguments).env("VERIFY_API_KEY", KEY))
}

/// Compares the answers that were kept in a file; sends nothing, and needs no key.
fn replay(kept: &str) -> Run {
    let mut command = command(&["probe", "--replay", kept, "--format", "json"]);
    without_key(command.env_remove("VERIFY_API_KEY"))
}

/// Runs a command, whose output must not have the key.
fn without_key(command: &mut std::process::Command) -> Run {
    let run = run(command);
    for text in [&run.stdout, &run.stderr] {
        assert!(!text.contains(KEY), "the key shows:\n{text}");
    }
    run
}
