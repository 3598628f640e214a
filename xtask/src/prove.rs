//! `cargo xtask prove`: the contract suite and its coverage.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result};
use contract::Document;
use contract::coverage::{Cell, Table, cells};

use crate::{Verdict, project, regen};

/// The arguments of `cargo xtask prove`.
#[derive(clap::Args)]
pub struct Arguments {
    /// Accepts changed snapshots; review them with `git diff`.
    #[arg(long)]
    accept: bool,
    /// Runs no tests, and shows the coverage of an earlier run with `PROOF_RECORDS` set to this
    /// folder.
    #[arg(long, value_name = "FOLDER", conflicts_with = "accept")]
    recorded: Option<PathBuf>,
}

/// Runs the command.
///
/// # Errors
///
/// A file cannot be read or written, or cargo cannot be started.
pub fn run(arguments: &Arguments) -> Result<Verdict> {
    let Some((document, generated)) = regen::generate()? else {
        return Ok(Verdict::Refused);
    };
    if !regen::is_up_to_date(&generated) {
        anstream::println!(
            "The generated code was not generated from {} as it is, so there is nothing to prove yet.",
            project::CONTRACT
        );
        anstream::println!("run: cargo xtask regen");
        return Ok(Verdict::Found);
    }
    match &arguments.recorded {
        Some(records) => show(&document, records),
        None => prove(&document, arguments.accept, "prove --accept"),
    }
}

/// Runs the suite and shows the table; `retry` is the command that accepts changed snapshots.
///
/// # Errors
///
/// A file cannot be read or written, or cargo cannot be started.
pub fn prove(document: &Document, accept: bool, retry: &str) -> Result<Verdict> {
    let records = project::proof_folder().join("records");
    clear(&records)?;
    if !proof(&["--no-run"], &[])
        .status()
        .context(NO_CARGO)?
        .success()
    {
        anstream::println!(
            "The hand-written code does not compile with the regenerated client; see the errors above."
        );
        anstream::println!("run: cargo check --workspace --all-targets");
        return Ok(Verdict::Found);
    }
    let mut checks = proof(&["--quiet"], &["--skip", "snapshots"]);
    checks.env("PROOF_RECORDS", &records);
    if !checks.status().context(NO_CARGO)?.success() {
        anstream::println!(
            "The proof failed; each finding above names the difference and its place."
        );
        anstream::println!("next: correct the findings, then run `cargo xtask prove`");
        return Ok(Verdict::Found);
    }
    let mut snapshots = proof(&["--quiet"], &["snapshots"]);
    snapshots.env("INSTA_UPDATE", if accept { "always" } else { "no" });
    if !snapshots.status().context(NO_CARGO)?.success() {
        anstream::println!(
            "Every check passes, but requests or responses differ from the accepted snapshots. If the contract \
             changed them, accept the new snapshots, and review `git diff`."
        );
        anstream::println!("run: cargo xtask {retry}");
        return Ok(Verdict::Found);
    }
    show(document, &records)
}

/// Shows the coverage, and lists what nothing exercised.
fn show(document: &Document, records: &Path) -> Result<Verdict> {
    let cells = cells(document).map_err(anyhow::Error::new)?;
    let table = Table::new(cells, read_records(records)?);
    let folder = project::proof_folder();
    anstream::println!("{}", table.to_text());
    let (json, markdown) = (folder.join("coverage.json"), folder.join("coverage.md"));
    project::write_atomically(&json, &serde_json::to_string_pretty(&table)?)?;
    project::write_atomically(&markdown, &table.to_markdown())?;
    anstream::println!("table: {} and {}", json.display(), markdown.display());
    let empty = table.empty_cells().count();
    anstream::println!("{} of {} cells exercised", table.len() - empty, table.len());
    if empty == 0 {
        return Ok(Verdict::Fine);
    }
    for cell in table.empty_cells() {
        anstream::println!("nothing exercised {} › {}", cell.operation, cell.name);
    }
    anstream::println!(
        "A check in tests/src/checks has to exercise these; see CONTRIBUTING.md, \"The proof\"."
    );
    Ok(Verdict::Found)
}

const NO_CARGO: &str = "cargo cannot be started";

/// The proof's tests, with arguments for cargo and for the tests.
fn proof(for_cargo: &[&str], for_tests: &[&str]) -> Command {
    // Of the whole workspace, so that what it is made of has the features that all tests build it with.
    let mut command = project::cargo(&["test", "--workspace", "--test", "proof"]);
    command.args(for_cargo).arg("--").args(for_tests);
    // A finding says where it comes from; the harness's own stack says nothing more.
    command.env("RUST_BACKTRACE", "0");
    command
}

/// Creates or empties the folder for the records of checks.
///
/// # Errors
///
/// The folder cannot be emptied or created.
pub fn clear(records: &Path) -> Result<()> {
    let clear = || -> std::io::Result<()> {
        if records.exists() {
            std::fs::remove_dir_all(records)?;
        }
        std::fs::create_dir_all(records)
    };
    clear().with_context(|| format!("{} cannot be cleared", records.display()))
}

fn read_records(records: &Path) -> Result<Vec<(Cell, String)>> {
    let mut all = Vec::new();
    let entries = std::fs::read_dir(records)
        .with_context(|| format!("{} cannot be read", records.display()))?;
    for entry in entries {
        let path = entry?.path();
        let text = std::fs::read_to_string(&path)
            .with_context(|| format!("{} cannot be read", path.display()))?;
        let records: Vec<(Cell, String)> = serde_json::from_str(&text)
            .with_context(|| format!("{} is not what the proof writes", path.display()))?;
        all.extend(records);
    }
    Ok(all)
}
