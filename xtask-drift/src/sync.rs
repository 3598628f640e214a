//! `cargo xtask sync`: the contract moved to what a source says, with all that follows from it.

mod changelog;
mod plan;
mod version;

use std::collections::BTreeMap;
use std::path::PathBuf;

use anyhow::{Context as _, Result, bail};
use compat::change::Change;
use compat::report::Unread;
use contract::{Diagnostic, Document, Site, Source, placeholders};
use drift::lock::{Lock, Run};
use drift::sync::{Synced, Vendor, Wanted, sync};
use drift::{Input, Options, Outcome, check};
use similar::TextDiff;

use crate::drift::browser::Browser;
use crate::drift::fetch::Headers;
use crate::drift::sources;
use crate::drift::{contract_file, lock_file, read, read_lock, today};
use plan::Plan;
use xtask::{Verdict, project, prove};

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// A file or URL of the vendor's: a page in any form, or an OpenAPI document.
    #[arg(value_name = "SOURCE")]
    source: String,
    /// Of which source the file is a copy, if it does not say so itself: its URL. The lock names
    /// sources by their URL.
    #[arg(long = "as", value_name = "URL")]
    copy_of: Option<String>,
    /// Renders the URL in a local Chromium first.
    #[arg(long)]
    browser: bool,
    /// Adds an operation that the contract lacks, such as `POST /loans`, or `all` of them. Its
    /// descriptions are left for a person to write.
    #[arg(long, value_name = "METHOD PATH|all")]
    add: Vec<Wanted>,
    /// The name that a schema of the source gets in the contract; one that the contract has already
    /// is used as it is. Without it, a new schema keeps the vendor's name.
    #[arg(long = "name", value_name = "THEIRS=OURS", value_parser = name)]
    names: Vec<(String, String)>,
    /// Writes nothing; shows what would be written, as a patch.
    #[arg(long)]
    dry_run: bool,
    /// Leaves the proof to `cargo xtask prove`.
    #[arg(long)]
    no_prove: bool,
    /// The contract [default: openapi/verify.yaml]. With another one, only it and its lock are
    /// written: no code follows from it.
    #[arg(long, value_name = "FILE")]
    contract: Option<PathBuf>,
    /// The lock, or `none` [default: the contract's own, `*.lock.yaml`].
    #[arg(long, value_name = "FILE|none")]
    lock: Option<PathBuf>,
    /// A header for the URL's host, `Name: value`. It is never printed.
    // Not parsed by clap, whose messages repeat what they refuse.
    #[arg(long = "header", value_name = "HEADER")]
    headers: Vec<String>,
}

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
        bail!("name a file or a URL: the lock has to say where to look again");
    }
    let headers = Headers::read(&arguments.headers)?;
    let contract = contract_file(arguments.contract.as_deref());
    let lock_file = lock_file(
        arguments.lock.as_deref(),
        arguments.contract.as_deref(),
        &contract,
    );
    let document = match read(&contract) {
        Ok(source) => Document::read(source),
        Err(refused) => bail!("the contract {}: {}", contract.name, refused.message),
    };
    let document = match document {
        Ok(document) => document,
        Err(problem) => return Ok(refuse(&problem, Verdict::Refused)),
    };
    let lock = match lock_file.as_ref().map(|file| read_lock(file, true)) {
        None => None,
        Some(lock) => match lock? {
            Ok(lock) => Some(lock),
            Err(problem) => return Ok(refuse(&problem, Verdict::Refused)),
        },
    };
    let given = std::slice::from_ref(&arguments.source);
    let named = sources::named(
        given,
        arguments.copy_of.as_slice(),
        arguments.browser,
        lock.as_ref(),
        lock_file.as_ref(),
    )?;
    let named = named.first().context("a source was named")?;
    let browser = named.wants_browser().then(Browser::find).transpose()?;
    let input = match sources::take(named, &headers, browser.as_ref())? {
        Ok(input) => input,
        Err(refused) => {
            anstream::eprintln!("error: {}: {}", refused.source, refused.message);
            if let Some(help) = refused.help {
                anstream::eprintln!("help: {help}");
            }
            return Ok(Verdict::Unreadable);
        }
    };
    let vendor = match Vendor::read(&input.source, today()) {
        Ok(vendor) => vendor.adding(arguments.add.clone()),
        Err(problem) => return Ok(refuse(&problem, Verdict::Unreadable)),
    };
    if let Err(problem) = check_names(arguments, &vendor, &document)? {
        return Ok(refuse(&problem, Verdict::Unreadable));
    }
    let renamed = arguments.names.iter().cloned().collect();
    let synced = match moved(&document, &vendor, &renamed, &input, lock.as_ref()) {
        Ok(synced) => synced,
        Err(problem) => return Ok(refuse(&problem, Verdict::Unreadable)),
    };
    let after = match Document::read(Source::new(&*contract.name, &*synced.text)) {
        Ok(after) => after,
        Err(problem) => return Ok(refuse(&problem, Verdict::Refused)),
    };
    let mut plan = Plan::default();
    plan.contract(&contract, document.source().text(), &synced.text);
    let hold = |document: &Document, accept: bool| {
        let options = Options {
            lock: lock.as_ref(),
            accept,
            ..Options::new(today())
        };
        check(document, std::slice::from_ref(&input), &options)
    };
    let before = hold(&document, false);
    let unread = hold(&after, false).report.unread;
    if let (Some(lock), Some(file)) = (&lock, &lock_file) {
        plan.lock(file, lock, hold(&after, true).entries);
        if input.url.is_none() {
            anstream::println!(
                "note: {} does not record what {} says: nothing says of which source it is a copy, \
                 and `--as URL` would",
                file.name,
                named.name
            );
        }
    }
    let mut is_settled = tell(&synced, &before, &unread);
    let mut has_code = false;
    if arguments.contract.is_none() {
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
    }
    if arguments.dry_run {
        show(&plan);
        return Ok(verdict(is_settled));
    }
    if plan.writes().is_empty() {
        anstream::println!("nothing to write: {} is as it should be", contract.name);
    } else {
        plan.write(&mut || Ok(()))?;
        for write in plan.writes() {
            anstream::println!("written  {}", write.path);
        }
    }
    let is_written = !placeholders(&after).is_empty();
    if is_written {
        anstream::println!("run: cargo xtask regen, when the descriptions above are written");
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

fn refuse(problem: &Diagnostic, verdict: Verdict) -> Verdict {
    project::print(problem);
    verdict
}

/// Whether the source has what is to be added and named; a source that cannot be read is a problem
/// of the source.
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
                "{} has no schema called `{theirs}`, and pages name none: give the name under \
                 `components/schemas` of an OpenAPI document",
                arguments.source
            );
        }
    }
    Ok(Ok(()))
}

/// The contract, moved to what a source says; what the lock keeps on purpose is not moved.
fn moved(
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

/// Says what was moved, what was not and why, and what is to be read; whether nothing is left.
fn tell(synced: &Synced, before: &Outcome, unread: &[Unread]) -> bool {
    for change in &synced.applied {
        let (wire, rust) = (change.wire, change.rust);
        anstream::println!("moved  {} (wire: {wire}, rust: {rust})", change.message);
    }
    for left in &synced.left {
        anstream::println!("left   {}", left.change.message);
        anstream::println!("       why: {}", left.reason);
        for (what, site) in [
            ("contract", &left.change.contract),
            ("source", &left.change.source),
        ] {
            if let Some(site) = site {
                anstream::println!("       {what}: {}", site.location());
            }
        }
    }
    for text in before.report.changes.iter().filter(|it| is_text(it)) {
        let place = text.source.as_ref().map(Site::location);
        let place = place.map_or_else(String::new, |place| format!(" ({place})"));
        anstream::println!("read   {}{place}", text.message);
    }
    for line in unread {
        let place = line.site.location();
        anstream::println!(
            "left   a line that was not understood: expected {}",
            line.expected
        );
        anstream::println!("       source: {place}");
    }
    if !synced.left.is_empty() {
        anstream::println!(
            "next: move what is left by hand, or keep it on purpose, with an entry under \
             `exceptions` in the lock"
        );
    }
    for operation in &synced.lacking {
        let operation = &operation.address;
        anstream::println!("lacks  {operation}: to bring it in, give --add '{operation}'");
    }
    synced.left.is_empty() && unread.is_empty()
}

fn is_text(change: &Change) -> bool {
    change.id.starts_with("prose-")
}

fn show(plan: &Plan) {
    for write in plan.writes() {
        if plan::is_generated(&write.path) {
            anstream::println!("{} would be written anew", write.path);
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
