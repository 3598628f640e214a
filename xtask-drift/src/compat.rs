//! `cargo xtask compat`: compares two documents, or two revisions of one.

use std::collections::BTreeMap;
use std::io::ErrorKind;
use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, Result, bail};
use compat::report::{Compared, NotCompared, Refused, Report, SourceSummary};
use compat::{Options, compare};
use contract::facts::{Facts, Inventory};
use contract::{Document, Files, Folder, Source};

use crate::report::{ReportArguments, command_line, today};
use xtask::{Verdict, project};

#[derive(clap::Args)]
#[command(mut_arg("fail_on", |it| it.default_value("wire:breaking")))]
pub(crate) struct Arguments {
    /// The older document: a file, or `git:REV[:PATH]` for a revision in git.
    base: String,
    /// The newer document, given the same way [default: openapi/verify.yaml of the project].
    revision: Option<String>,
    #[command(flatten)]
    report: ReportArguments,
}

pub(crate) fn run(arguments: &Arguments) -> Result<Verdict> {
    let base = named(&arguments.base)?;
    let revision = match &arguments.revision {
        Some(name) => named(name)?,
        None => file(project::CONTRACT, &project::root().join(project::CONTRACT))?,
    };
    let given = [Some(&arguments.base), arguments.revision.as_ref()];
    let words = ["compat"].into_iter();
    let words: Vec<&str> = words
        .chain(given.into_iter().flatten().map(String::as_str))
        .collect();
    let command = command_line(&words);
    let source = base.as_ref().map_or_else(
        |refused| Source::new(&*refused.source, ""),
        |it| it.source.clone(),
    );
    let mut report = Report::new(command, Compared::Revisions, source, 0);
    match (base.and_then(read), revision.and_then(read)) {
        (Ok(base), Ok(revision)) => compare_documents(&mut report, base, revision),
        (base, revision) => {
            report
                .refused
                .extend([base.err(), revision.err()].into_iter().flatten());
        }
    }
    arguments.report.write(&report)
}

/// The facts of a document, without its tree: both trees at once would double the memory.
struct Read {
    facts: Facts,
    /// The part of the document that is not compared.
    not_compared: Option<NotCompared>,
}

/// Reads a document with its references, and returns its facts.
fn read(named: Named) -> Result<Read, Refused> {
    let name = named.source.name().to_owned();
    Document::read_with(named.source, &named.path, &*named.files)
        .and_then(|document| document.check().map(|()| document))
        .map(|document| Read {
            facts: document.facts(),
            not_compared: document.is_newer().then(|| NotCompared {
                source: name.clone(),
                what: format!("what OpenAPI {} adds to 3.1", document.version()),
                why: "its text is compared, and not its meaning".to_owned(),
                is_inherent: true,
            }),
        })
        .map_err(|problem| Refused {
            source: name,
            site: Some(problem.site()),
            message: match problem.label() {
                "" => problem.message().to_owned(),
                label => format!("{}: {label}", problem.message()),
            },
            help: problem.help().map(str::to_owned),
        })
}

/// Fills the report with the changes from the base to the revision.
fn compare_documents(report: &mut Report, base: Read, revision: Read) {
    report.not_compared = [base.not_compared, revision.not_compared]
        .into_iter()
        .flatten()
        .collect();
    let (base, revision) = (base.facts, revision.facts);
    let mut options = Options::default();
    options.today = Some(today().to_string());
    report.changes = compare(&base, &revision, &options);
    // Breaking changes come first.
    report
        .changes
        .sort_by_key(|change| std::cmp::Reverse(change.wire));
    for change in &mut report.changes {
        if change.id == "endpoint-added" {
            change.details.clear();
        }
    }
    let inventory = Inventory::of(&base);
    report.contract_facts = inventory.len();
    report.facts_in_question = inventory.len();
    report.compared_facts = inventory.len();
    report.sources = vec![summary(&inventory, &revision)];
}

/// What the revision is, and how many facts each part of the base states.
fn summary(inventory: &Inventory, revision: &Facts) -> SourceSummary {
    let mut summary = SourceSummary {
        name: revision.source().name().to_owned(),
        copy_of: None,
        form: "OpenAPI document".to_owned(),
        operation: None,
        compared: BTreeMap::new(),
        not_in_contract: Vec::new(),
        accepted: None,
    };
    for fact in inventory.all() {
        let group = summary.group(inventory.place(fact));
        *summary.compared.entry(group).or_default() += 1;
    }
    summary
}

/// A document given as an argument.
struct Named {
    source: Source,
    /// Its path from its folder.
    path: String,
    /// The files that its references may lead to.
    files: Box<dyn Files>,
}

/// The document given as an argument, or why it cannot be read.
fn named(name: &str) -> Result<Result<Named, Refused>> {
    let Some(revision) = name.strip_prefix("git:") else {
        return file(name, Path::new(name));
    };
    let (revision, path) = revision
        .split_once(':')
        .unwrap_or((revision, project::CONTRACT));
    if revision.is_empty() || revision.starts_with('-') {
        bail!("`{name}` is not a git revision: write `git:REV` or `git:REV:PATH`");
    }
    let text = match git(&["show", &format!("{revision}:{path}")])? {
        Ok(text) => text,
        Err(said) => bail!("git has no {path} at {revision}: {said}"),
    };
    let (folder, path) = path.rsplit_once('/').unwrap_or(("", path));
    let files = AtRevision {
        revision: revision.to_owned(),
        folder: folder.to_owned(),
    };
    Ok(String::from_utf8(text)
        .map(|text| Named {
            source: Source::new(name, text),
            path: path.to_owned(),
            files: Box::new(files),
        })
        .map_err(|_| not_text(name)))
}

/// The document in a file.
fn file(name: &str, path: &Path) -> Result<Result<Named, Refused>> {
    let text = match std::fs::read_to_string(path) {
        Err(error) if error.kind() == ErrorKind::InvalidData => return Ok(Err(not_text(name))),
        Err(error) => bail!(
            "{name} cannot be read: {error}; give a file, or `git:REV[:PATH]` for a revision in git"
        ),
        Ok(text) => text,
    };
    let file = path.file_name().unwrap_or_default();
    Ok(Ok(Named {
        source: Source::new(name, text),
        path: file.to_string_lossy().into_owned(),
        files: Box::new(Folder::of(path)?),
    }))
}

fn not_text(name: &str) -> Refused {
    Refused {
        source: name.to_owned(),
        site: None,
        message: "is not text in UTF-8".to_owned(),
        help: None,
    }
}

/// The folder of a document at a revision of git.
struct AtRevision {
    revision: String,
    /// From the root of the repository.
    folder: String,
}

impl Files for AtRevision {
    fn read(&self, path: &str) -> Result<Source, String> {
        let Self { revision, folder } = self;
        let path = match folder.as_str() {
            "" => path.to_owned(),
            folder => format!("{folder}/{path}"),
        };
        let run = |arguments: &[&str]| git(arguments).map_err(|error| format!("{error:#}"))?;
        let entry = run(&["ls-tree", "--full-tree", revision, "--", &path])?;
        if entry.is_empty() {
            return Err(format!("git has no {path} at {revision}"));
        }
        // A symbolic link and a folder have other modes.
        if !entry.starts_with(b"100") {
            return Err("it is not a file".to_owned());
        }
        let text = run(&["show", &format!("{revision}:{path}")])?;
        let text = String::from_utf8(text).map_err(|_| "it is not text in UTF-8".to_owned())?;
        Ok(Source::new(format!("git:{revision}:{path}"), text))
    }
}

/// The output of git, or its error.
fn git(arguments: &[&str]) -> Result<Result<Vec<u8>, String>> {
    let output = Command::new("git")
        .args(arguments)
        .current_dir(project::root())
        .output()
        .context("git cannot be started")?;
    if output.status.success() {
        return Ok(Ok(output.stdout));
    }
    let said = String::from_utf8_lossy(&output.stderr);
    Ok(Err(said.trim().to_owned()))
}
