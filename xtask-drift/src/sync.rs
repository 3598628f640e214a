//! `cargo xtask sync`: applies the changes of a source to the contract, and updates what depends on it.

mod changelog;
mod plan;
mod version;

use std::collections::BTreeMap;

use anyhow::{Context as _, Result, bail};
use compat::change::Change;
use compat::report::{LockFindingKind, Unread};
use contract::{Diagnostic, Document, Site, Source, placeholders};
use drift::lock::{Lock, Run};
use drift::sync::{Synced, Vendor, Wanted, sync};
use drift::{Input, Options, Outcome, check};
use similar::TextDiff;

use crate::files::{ContractArguments, LockArguments};
use crate::report::today;
use crate::sources::FetchArguments;
use plan::Plan;
use xtask::{Verdict, project, prove};

#[derive(clap::Args)]
#[command(mut_arg("contract", |it| it.help(CONTRACT)))]
pub(crate) struct Arguments {
    /// The vendor's page in any form, or OpenAPI document: a file or a URL.
    #[arg(value_name = "SOURCE")]
    source: String,
    /// The URL that the file is a copy of, unless the file itself states it. The lock identifies
    /// sources by URL.
    #[arg(long = "as", value_name = "URL")]
    copy_of: Option<String>,
    /// Adds an operation that the contract lacks, such as `POST /loans`, or `all` of them, with
    /// placeholders for its descriptions.
    #[arg(long, value_name = "METHOD PATH|all")]
    add: Vec<Wanted>,
    /// The contract's name for a schema of the source; a schema that the contract already has is
    /// reused. By default, a new schema keeps the vendor's name.
    #[arg(long = "name", value_name = "THEIRS=OURS", value_parser = name)]
    names: Vec<(String, String)>,
    /// Prints what would be written as a patch, and writes nothing.
    #[arg(long)]
    dry_run: bool,
    /// Does not run `cargo xtask prove` afterwards.
    #[arg(long)]
    no_prove: bool,
    #[command(flatten)]
    contract: ContractArguments,
    #[command(flatten)]
    lock: LockArguments,
    #[command(flatten)]
    fetch: FetchArguments,
}

/// The help text of `--contract`, which for this command decides what is written.
const CONTRACT: &str = "The contract [default: openapi/verify.yaml]. With another contract, no code is \
                        generated: only it and its lock are written";

fn name(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((theirs, ours)) if !theirs.is_empty() && !ours.is_empty() => {
            Ok((theirs.to_owned(), ours.to_owned()))
        }
        _ => Err("expected the vendor's name and ours, such as `LoanDto=Loan`".to_owned()),
    }
}

pub(crate) fn run(arguments: &Arguments) -> Result<Verdict> {
    if arguments.source == "-" {
        bail!(
            "give a file or a URL instead of `-`: the lock records where to find the source again"
        );
    }
    let (contract_path, document) = arguments.contract.read()?;
    let lock = arguments.lock.read(&arguments.contract, false)?;
    let (lock_path, lock) = lock.unzip();
    let given = std::slice::from_ref(&arguments.source);
    let copy_of = arguments.copy_of.as_slice();
    let mut read = arguments.fetch.read(given, copy_of, lock.as_ref())?;
    let input = match read.pop().context("a source was given")? {
        Ok(input) => input,
        Err(refused) => {
            anstream::eprintln!(
                "error: {} cannot be read: {}",
                refused.source,
                refused.message
            );
            if let Some(help) = refused.help {
                anstream::eprintln!("help: {help}");
            }
            return Ok(Verdict::Unreadable);
        }
    };
    let vendor = match Vendor::read(&input.source, today()) {
        Ok(vendor) => vendor.adding(arguments.add.clone()),
        Err(problem) => return Ok(refuse(&problem)),
    };
    if let Err(problem) = check_names(arguments, &vendor, &document)? {
        return Ok(refuse(&problem));
    }
    let renamed = arguments.names.iter().cloned().collect();
    let synced = match apply(&document, &vendor, &renamed, &input, lock.as_ref()) {
        Ok(synced) => synced,
        Err(problem) => return Ok(refuse(&problem)),
    };
    let contract_name = document.source().name();
    let after = Document::read(Source::new(contract_name, &*synced.text))?;
    let mut plan = Plan::default();
    plan.contract(&contract_path, document.source().text(), &synced.text);
    let hold = |document: &Document| {
        let options = Options {
            lock: lock.as_ref(),
            ..Options::new(today())
        };
        check(document, std::slice::from_ref(&input), &options)
    };
    let before = hold(&document);
    // What a source no longer shows may have changed, and the lock would forget that it did.
    let mut findings = before.report.lock_findings.iter();
    if let Some(lesser) = findings.find(|it| it.kind == LockFindingKind::ShowsLess) {
        anstream::eprintln!("error: {}", lesser.message);
        anstream::println!("nothing to write");
        return Ok(Verdict::Found);
    }
    let Outcome { report, entries } = hold(&after);
    let unread = report.unread;
    if let (Some(lock), Some(path)) = (&lock, &lock_path) {
        plan.lock(path, lock, entries);
        if input.url.is_none() {
            anstream::println!(
                "note: {} does not record {}: give the URL of this copy with `--as URL`",
                lock.source().name(),
                input.source.name()
            );
        }
    }
    let lock_name = lock.as_ref().map(|lock| lock.source().name());
    let mut is_settled = tell(&synced, &before, &unread, lock_name);
    let undescribed = placeholders(&after);
    let is_of_project = arguments.contract.is_of_project();
    let mut has_code = false;
    if is_of_project {
        if synced.text != document.source().text() {
            plan.release(&document, &after)?;
        }
        match plan.code(&after) {
            Ok(()) => has_code = true,
            Err(problems) => {
                problems.iter().for_each(project::print);
                is_settled = false;
            }
        }
    } else {
        undescribed.iter().for_each(project::print);
        is_settled &= undescribed.is_empty();
    }
    if arguments.dry_run {
        show(&plan);
        return Ok(verdict(is_settled));
    }
    if !plan.writes().is_empty() {
        plan.write(&mut || Ok(()))?;
        for write in plan.writes() {
            anstream::println!("written  {}", write.path);
        }
    } else if is_settled {
        anstream::println!("nothing to write: {contract_name} matches the source");
    } else {
        anstream::println!("nothing to write");
    }
    if !undescribed.is_empty() {
        let then = if is_of_project {
            ", then run `cargo xtask regen`"
        } else {
            ""
        };
        anstream::println!("next: write the descriptions named above{then}");
    }
    if !has_code || arguments.no_prove || plan.writes().is_empty() {
        return Ok(verdict(is_settled));
    }
    Ok(match prove::prove(&after, false, "prove --accept")? {
        Verdict::Fine => verdict(is_settled),
        other => other,
    })
}

fn verdict(is_settled: bool) -> Verdict {
    if is_settled {
        Verdict::Fine
    } else {
        Verdict::Found
    }
}

/// Prints what is wrong with the source.
fn refuse(problem: &Diagnostic) -> Verdict {
    project::print(problem);
    Verdict::Unreadable
}

/// Checks that the source has the operations to add and the schemas to name; a diagnostic is about the
/// source, an error about the arguments.
fn check_names(
    arguments: &Arguments,
    vendor: &Vendor,
    document: &Document,
) -> Result<Result<(), Diagnostic>> {
    if !arguments.add.is_empty() {
        let shown = match vendor.operations(document) {
            Ok(shown) => shown,
            Err(problem) => return Ok(Err(problem)),
        };
        for wanted in &arguments.add {
            if !shown.iter().any(|operation| wanted.takes(operation)) {
                let shown: Vec<String> = shown.iter().map(ToString::to_string).collect();
                bail!(
                    "{} has no `{wanted}`: it has {}",
                    arguments.source,
                    shown.join(", ")
                );
            }
        }
    }
    for (theirs, _) in &arguments.names {
        if !vendor.has_schema(theirs) {
            bail!(
                "{} has no schema `{theirs}`: `--name` takes a name under `components/schemas` of an OpenAPI document",
                arguments.source
            );
        }
    }
    Ok(Ok(()))
}

/// The contract after the changes of a source, without those that the lock excepts.
fn apply(
    document: &Document,
    vendor: &Vendor,
    names: &BTreeMap<String, String>,
    input: &Input,
    lock: Option<&Lock>,
) -> Result<Synced, Diagnostic> {
    let run = Run {
        today: today(),
        sources: Vec::new(),
    };
    let entry = lock.zip(input.url.as_deref());
    let entry = entry.and_then(|(lock, url)| lock.entry(url));
    let url = entry.map(|entry| &entry.source);
    sync(document, names, |contract| {
        let mut comparison = vendor.compare(contract)?;
        if let Some(lock) = lock {
            let changes = comparison.changes.into_iter();
            let changes = changes.map(|change| (url.cloned(), change)).collect();
            comparison.changes = lock.apply_exceptions(changes, &run).changes;
        }
        Ok(comparison)
    })
}

/// Prints the applied changes, the others with the reason, and the texts to read; returns whether no change
/// is left.
fn tell(synced: &Synced, before: &Outcome, unread: &[Unread], lock_file: Option<&str>) -> bool {
    for change in &synced.applied {
        let (wire, rust) = (change.wire, change.rust);
        anstream::println!("applied  {} (wire: {wire}, rust: {rust})", change.message);
    }
    for left in &synced.left {
        anstream::println!("left     {}", left.change.message);
        anstream::println!("         why: {}", left.reason);
        for (what, site) in [
            ("contract", &left.change.contract),
            ("source", &left.change.source),
        ] {
            if let Some(site) = site {
                anstream::println!("         {what}: {}", site.location());
            }
        }
    }
    for text in before.report.changes.iter().filter(|it| is_text(it)) {
        let place = text.source.as_ref().map(Site::location);
        let place = place.map_or_else(String::new, |place| format!(" ({place})"));
        anstream::println!("read     {}{place}", text.message);
    }
    if before.report.changes.iter().any(is_text) {
        anstream::println!(
            "next: read the texts named above, then record them with `cargo xtask drift` and `--accept`"
        );
    }
    for line in unread {
        let place = line.site.location();
        anstream::println!("left     an unread line: expected {}", line.expected);
        anstream::println!("         source: {place}");
    }
    if !synced.left.is_empty() {
        let keep = lock_file.map_or_else(String::new, |lock| {
            format!("; to keep a difference, add an entry under `exceptions` in `{lock}`")
        });
        anstream::println!("next: edit the contract by hand for the changes left{keep}");
    }
    for operation in &synced.lacking {
        let operation = &operation.address;
        anstream::println!("missing  {operation}: to add it, give --add '{operation}'");
    }
    synced.left.is_empty() && unread.is_empty()
}

fn is_text(change: &Change) -> bool {
    change.id.starts_with("prose-")
}

fn show(plan: &Plan) {
    for write in plan.writes() {
        if plan::is_generated(&write.path) {
            anstream::println!("{} would be regenerated", write.path);
            continue;
        }
        let diff = TextDiff::from_lines(&*write.before, &*write.after);
        let mut unified = diff.unified_diff();
        let path = write.path.trim_start_matches('/');
        unified.header(&format!("a/{path}"), &format!("b/{path}"));
        anstream::print!("{unified}");
    }
    if plan.writes().is_empty() {
        anstream::println!("nothing would be written");
    }
}
