//! `cargo xtask compat --calibrate`: the `rust` verdicts, held against what a tool for Rust says.
//!
//! Each edit of the contract is generated into a crate of its own, and `cargo semver-checks` judges
//! that crate's public API against the one of the contract as it is. The table goes to
//! `docs/calibration.md`.

mod edits;
mod table;

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, bail};
use contract::change::{Change, Rust};
use contract::{Document, Options, Source, compare};

use self::edits::{EDITS, Edit};
use crate::{Verdict, project};

const TOOL: &str = "cargo-semver-checks";

/// What became of one edit.
struct Row {
    edit: &'static Edit,
    /// What the edit is called, the worst for the types first.
    changes: Vec<Change>,
    judged: Judged,
}

impl Row {
    fn ours(&self) -> Rust {
        let verdicts = self.changes.iter().map(|change| change.rust);
        verdicts.max().unwrap_or(Rust::Patch)
    }
}

/// What the tool says of an edit, or why it was not asked.
enum Judged {
    /// The generator does not take the contract, and says why.
    Refused(String),
    /// The generated code is the same.
    Same,
    /// The tool's verdict, with the lints that speak.
    Tool(Rust, Vec<String>),
}

impl Judged {
    fn verdict(&self) -> Option<Rust> {
        match self {
            Self::Refused(_) => None,
            Self::Same => Some(Rust::Patch),
            Self::Tool(verdict, _) => Some(*verdict),
        }
    }
}

pub(crate) fn run() -> Result<Verdict> {
    let Some(version) = tool_version() else {
        anstream::eprintln!("error: {TOOL} is not there");
        anstream::eprintln!("run: cargo install {TOOL} --locked");
        return Ok(Verdict::Refused);
    };
    let text = std::fs::read_to_string(project::root().join(project::CONTRACT))
        .with_context(|| format!("{} cannot be read", project::CONTRACT))?;
    let contract = read(&text)?;
    let Ok(generated) = generator::generate(&contract) else {
        bail!("{} cannot be generated from", project::CONTRACT);
    };
    let crate_ = Scratch::new()?;
    let baseline = crate_.rustdoc(&generated.client, "base")?;
    let mut rows = Vec::new();
    for (at, edit) in EDITS.iter().enumerate() {
        anstream::eprintln!("{:>2} of {}  {}", at + 1, EDITS.len(), edit.name);
        let edited = edit.apply(&text)?;
        let document = read(&edited).with_context(|| format!("edit `{}`", edit.name))?;
        let mut changes = compare(&contract.facts(), &document.facts(), &Options::default());
        changes.sort_by_key(|change| std::cmp::Reverse(change.rust));
        let judged = match generator::generate(&document) {
            Err(problems) => Judged::Refused(reason(&problems)),
            Ok(after) if code(&after.client) == code(&generated.client) => Judged::Same,
            Ok(after) => {
                let current = crate_.rustdoc(&after.client, "edited")?;
                judge(&baseline, &current)?
            }
        };
        rows.push(Row {
            edit,
            changes,
            judged,
        });
    }
    let table = table::write(&rows, &version);
    project::write_atomically(&project::root().join(table::PATH), &table)?;
    anstream::println!("written  {}", table::PATH);
    let unexplained: Vec<&Row> = rows
        .iter()
        .filter(|row| table::is_unexplained(row))
        .collect();
    for row in &unexplained {
        anstream::println!("disagrees without a reason: {}", row.edit.name);
    }
    Ok(if unexplained.is_empty() {
        Verdict::Fine
    } else {
        Verdict::Found
    })
}

fn read(text: &str) -> Result<Document> {
    Document::read(Source::new(project::CONTRACT, text))
        .map_err(|problem| anyhow::anyhow!("{}", problem.render(false)))
}

fn reason(problems: &[contract::Diagnostic]) -> String {
    let problem = problems.first().map(|problem| problem.render(false));
    let problem = problem.unwrap_or_default();
    let first = problem.lines().next().unwrap_or_default();
    first.trim_start_matches("error: ").to_owned()
}

/// The code without the header, which names a digest of the contract.
fn code(client: &str) -> Vec<&str> {
    let lines = client.lines();
    lines.skip_while(|line| line.starts_with("//")).collect()
}

fn tool_version() -> Option<String> {
    let output = Command::new(TOOL)
        .args(["semver-checks", "--version"])
        .output();
    let output = output.ok().filter(|output| output.status.success())?;
    Some(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// A copy of `verify-api` in a workspace of its own.
struct Scratch {
    folder: PathBuf,
}

impl Scratch {
    fn new() -> Result<Self> {
        let root = project::root();
        let folder = root.join("target/calibrate");
        let member = folder.join("verify-api");
        if member.exists() {
            std::fs::remove_dir_all(&member).context("the scratch crate cannot be removed")?;
        }
        copy(&root.join("crates/verify-api/src"), &member.join("src"))?;
        for file in ["Cargo.toml", "README.md"] {
            let from = root.join("crates/verify-api").join(file);
            std::fs::copy(&from, member.join(file))
                .with_context(|| format!("{} cannot be copied", from.display()))?;
        }
        let manifest = std::fs::read_to_string(root.join("Cargo.toml"))?;
        let members = manifest
            .lines()
            .map(|line| {
                if line.starts_with("members = ") {
                    "members = [\"verify-api\"]"
                } else {
                    line
                }
            })
            .collect::<Vec<_>>()
            .join("\n");
        project::write_atomically(&folder.join("Cargo.toml"), &members)?;
        std::fs::copy(root.join("Cargo.lock"), folder.join("Cargo.lock"))
            .context("Cargo.lock cannot be copied")?;
        Ok(Self { folder })
    }

    /// The public API that follows from generated code, as the file that rustdoc writes.
    fn rustdoc(&self, client: &str, name: &str) -> Result<PathBuf> {
        let code = self.folder.join("verify-api/src/generated.rs");
        project::write_atomically(&code, client)?;
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let output = Command::new(cargo)
            .args(["rustdoc", "--lib", "--quiet", "-p", "verify-api", "--"])
            .args([
                "-Zunstable-options",
                "--output-format=json",
                "--cap-lints=allow",
            ])
            // What semver-checks itself does: rustdoc's JSON has no stable switch yet.
            .env("RUSTC_BOOTSTRAP", "1")
            .env("CARGO_TARGET_DIR", self.folder.join("target"))
            .current_dir(&self.folder)
            .output()
            .context("cargo cannot be started")?;
        if !output.status.success() {
            let said = String::from_utf8_lossy(&output.stderr);
            bail!("the generated crate cannot be documented:\n{said}");
        }
        let written = self.folder.join("target/doc/verify_api.json");
        let kept = self.folder.join(format!("{name}.json"));
        std::fs::copy(&written, &kept)
            .with_context(|| format!("rustdoc wrote no {}", written.display()))?;
        Ok(kept)
    }
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    std::fs::create_dir_all(to)?;
    for entry in std::fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &target)?;
        } else {
            std::fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}

/// Asks the tool what the least version step is.
fn judge(baseline: &Path, current: &Path) -> Result<Judged> {
    let output = Command::new(TOOL)
        .args(["semver-checks", "--color=never", "--release-type=patch"])
        .arg("--baseline-rustdoc")
        .arg(baseline)
        .arg("--current-rustdoc")
        .arg(current)
        .output()
        .with_context(|| format!("{TOOL} cannot be started"))?;
    let said = format!(
        "{}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
    let lints: Vec<String> = said
        .lines()
        .filter_map(|line| line.trim().strip_prefix("--- failure "))
        .filter_map(|line| Some(line.split_once(':')?.0.to_owned()))
        .collect();
    let verdict = if said.contains("requires new major") {
        Rust::Major
    } else if said.contains("requires new minor") {
        Rust::Minor
    } else if output.status.success() {
        Rust::Patch
    } else {
        bail!("{TOOL} says nothing that is understood here:\n{said}");
    };
    Ok(Judged::Tool(verdict, lints))
}
