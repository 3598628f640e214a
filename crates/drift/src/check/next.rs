//! The next steps for a person, from the findings of a report.

use super::Options;
use compat::change::{Change, Class};
use compat::report::{Report, Unread};

pub(super) fn steps(report: &Report, options: &Options<'_>) -> Vec<String> {
    let mut steps = Vec::new();
    let contract = report.contract.name();
    let has = |which: fn(&Change) -> bool| report.changes.iter().any(which);
    let is_applicable = |change: &&Change| matches!(change.class, Class::Contract | Class::Example);
    if report.changes.iter().any(|change| is_applicable(&change)) {
        let mut applicable = report.changes.iter().filter(is_applicable);
        let step = match applicable.find(|change| change.decision.is_none()) {
            None => format!(
                "edit `{contract}` by hand: each difference says what to decide, which `cargo xtask sync` leaves \
                 to a person"
            ),
            Some(change) => {
                let source = change.source.as_ref().map_or("SOURCE", |it| it.text.name());
                let sync = sync_command(source, report.sources.len(), &options.command);
                format!(
                    "edit `{contract}` to match the source, or run `{sync}`, which applies what needs no decision \
                     and lists the rest"
                )
            }
        };
        steps.push(step);
        if let Some(lock) = options.lock {
            let lock = lock.source().name();
            steps.push(format!(
                "to keep a difference, add an entry under `exceptions` in `{lock}`; `cargo xtask explain \
                 exceptions` shows its form"
            ));
        }
    }
    let accept = format!("{} --accept", options.command);
    if has(|change| change.id.starts_with("prose-") && change.keyword.is_none()) {
        steps.push(format!(
            "read the reworded texts, then record them with `{accept}`"
        ));
    }
    if has(|change| change.id == "prose-contradicts-fact") {
        let record = if options.accept {
            String::new()
        } else {
            format!(", then record the texts with `{accept}`")
        };
        steps.push(format!(
            "ask the vendor whether each contradicting text or its fact is right{record}"
        ));
    }
    let never_accepted =
        |source: &compat::report::SourceSummary| source.accepted.is_none() && source.has_url();
    if options.lock.is_some() && !options.accept && report.sources.iter().any(never_accepted) {
        steps.push(format!(
            "to compare descriptions in later runs, record them with `{accept}`"
        ));
    }
    let is_after_page = |unread: &Unread| unread.is_after_page;
    if !report.unread.is_empty() && report.unread.iter().all(is_after_page) {
        steps.push("delete what follows the page, and compare it again".to_owned());
    } else if !report.unread.is_empty() {
        steps.push(format!(
            "edit `{contract}` by hand to match the unread line, or give the page in another form: until no line \
             is unread, nothing on the page is compared"
        ));
    }
    if !report.lock_findings.is_empty() {
        steps.push(
            "settle the findings about the lock; `cargo xtask explain lock` and `cargo xtask explain \
             shows-less` say how"
                .to_owned(),
        );
    }
    steps
}

/// The command that applies the changes of a source: with the options of the comparison, if that compared
/// only this source.
fn sync_command(source: &str, sources: usize, drift: &str) -> String {
    // The sources come first; without any, those of the lock are compared.
    let same = drift.strip_prefix("cargo xtask drift ");
    match same.filter(|arguments| sources == 1 && !arguments.starts_with("--")) {
        Some(arguments) => format!("cargo xtask sync {arguments}"),
        None => format!("cargo xtask sync {source}"),
    }
}

#[cfg(test)]
mod tests {
    use super::sync_command;

    #[test]
    fn sync_gets_the_options_of_the_comparison() {
        let table = [
            (
                1,
                "cargo xtask drift page.txt --contract other.yaml --lock none",
                "cargo xtask sync page.txt --contract other.yaml --lock none",
            ),
            (
                2,
                "cargo xtask drift page.txt b.txt",
                "cargo xtask sync page.txt",
            ),
            (1, "cargo xtask drift", "cargo xtask sync page.txt"),
            (
                1,
                "cargo xtask drift 'it'\\''s.txt' --lock none",
                "cargo xtask sync 'it'\\''s.txt' --lock none",
            ),
            (
                1,
                "cargo xtask drift --lock other.yaml",
                "cargo xtask sync page.txt",
            ),
        ];
        for (sources, drift, sync) in table {
            assert_eq!(sync_command("page.txt", sources, drift), sync);
        }
    }
}
