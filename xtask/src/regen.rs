//! `cargo xtask regen`: generates code from the contract.

use std::path::Path;

use anyhow::Result;
use contract::Document;
use generator::Generated;
use similar::TextDiff;

use crate::{Verdict, project, prove};

/// The arguments of `cargo xtask regen`.
#[derive(clap::Args)]
pub struct Arguments {
    /// Writes nothing, and fails with a diff if the generated code is stale.
    #[arg(long)]
    check: bool,
    /// Accepts changed snapshots; review them with `git diff`.
    #[arg(long, conflicts_with = "check")]
    accept: bool,
}

/// Runs the command.
///
/// # Errors
///
/// A file cannot be read or written, or cargo cannot be started.
pub fn run(arguments: &Arguments) -> Result<Verdict> {
    let Some((document, generated)) = generate()? else {
        return Ok(Verdict::Refused);
    };
    let root = project::root();
    if arguments.check {
        return Ok(check(&root, &generated));
    }
    for (path, code) in files(&generated) {
        if is_fresh(&root.join(path), code) {
            anstream::println!("fresh    {path}");
        } else {
            project::write_atomically(&root.join(path), code)?;
            anstream::println!("written  {path}");
        }
    }
    prove::prove(&document, arguments.accept, "regen --accept")
}

/// The contract and its generated code; `None`, with the reasons printed, if the generator refuses the
/// contract.
///
/// # Errors
///
/// The contract cannot be read, or is invalid.
pub fn generate() -> Result<Option<(Document, Generated)>> {
    let document = project::read_contract()?;
    match generator::generate(&document) {
        Ok(generated) => Ok(Some((document, generated))),
        Err(problems) => {
            problems.iter().for_each(project::print);
            Ok(None)
        }
    }
}

/// Whether the project has exactly this code.
#[must_use]
pub fn is_up_to_date(generated: &Generated) -> bool {
    let root = project::root();
    files(generated)
        .into_iter()
        .all(|(path, code)| is_fresh(&root.join(path), code))
}

/// The generated files, by their paths in the project.
#[must_use]
pub fn files(generated: &Generated) -> [(&'static str, &str); 2] {
    [
        ("crates/verify-api/src/generated.rs", &generated.client),
        ("tests/src/generated.rs", &generated.dispatch),
    ]
}

fn is_fresh(path: &Path, code: &str) -> bool {
    std::fs::read_to_string(path).is_ok_and(|found| found == code)
}

fn check(root: &Path, generated: &Generated) -> Verdict {
    let mut stale = Vec::new();
    for (path, code) in files(generated) {
        // A file that is not there is as stale as an empty one.
        let found = std::fs::read_to_string(root.join(path)).unwrap_or_default();
        if found == code {
            anstream::println!("fresh  {path}");
            continue;
        }
        anstream::println!("stale  {path}");
        let diff = TextDiff::from_lines(found.as_str(), code);
        let mut unified = diff.unified_diff();
        unified.header(&format!("a/{path}"), &format!("b/{path}"));
        anstream::println!("{unified}");
        stale.push((path, origin(&found) == origin(code)));
    }
    for (path, same_contract) in &stale {
        anstream::println!("{}", advice(path, *same_contract));
    }
    if stale.is_empty() {
        return Verdict::Fine;
    }
    anstream::println!("run: cargo xtask regen");
    Verdict::Found
}

/// The line of generated code that names the generator and the digest of the contract.
fn origin(code: &str) -> Option<&str> {
    code.lines().find(|line| line.starts_with("// Generator: "))
}

/// The next step for a stale file; a person decides whether the edit was intended.
fn advice(path: &str, same_contract: bool) -> String {
    let contract = project::CONTRACT;
    if same_contract {
        format!(
            "{path} was generated from {contract} as it is, and then edited by hand, or crates/generator \
             changed. `regen` generates it again and discards edits made by hand: make them in {contract} or \
             crates/generator."
        )
    } else {
        format!(
            "{path} was generated from another version of {contract}. If the contract was changed on purpose, \
             run `regen`, and commit the file with it. If not, `git diff {contract}` shows the edit (`git \
             log -p {contract}` once it is committed), and `git restore {contract}` undoes it."
        )
    }
}
