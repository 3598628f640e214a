//! What a person can do about a report.

use super::Options;
use compat::change::{Change, Class};
use compat::report::Report;

pub(super) fn steps(report: &Report, options: &Options<'_>) -> Vec<String> {
    let mut steps = Vec::new();
    let contract = report.contract.name();
    let has = |which: fn(&Change) -> bool| report.changes.iter().any(which);
    let moves = |change: &&Change| matches!(change.class, Class::Contract | Class::Example);
    if let Some(change) = report.changes.iter().find(moves) {
        let source = change.source.as_ref().map_or("SOURCE", |it| it.text.name());
        let sync = sync_command(source, report.sources.len(), &options.command);
        let keep = options.lock.map_or_else(String::new, |lock| {
            format!(
                "; or keep the difference on purpose: an entry under `exceptions` in `{}`",
                lock.source().name()
            )
        });
        steps.push(format!(
            "edit `{contract}` to say what the source says, or let `{sync}` do it{keep}"
        ));
    }
    let accept = format!("{} --accept", options.command);
    if has(|change| change.id.starts_with("prose-") && change.keyword.is_none()) {
        steps.push(format!(
            "read the texts that were reworded, then run `{accept}`"
        ));
    }
    let never_accepted =
        |source: &compat::report::SourceSummary| source.accepted.is_none() && source.has_url();
    if options.lock.is_some() && !options.accept && report.sources.iter().any(never_accepted) {
        steps.push(format!(
            "to have texts compared from now on, run `{accept}`"
        ));
    }
    if !report.unread.is_empty() {
        steps.push(format!(
            "give a page with lines that were not understood in another form, or compare it with \
             `{contract}` by hand: nothing else on it was compared"
        ));
    }
    if !report.lock_findings.is_empty() {
        steps.push("mend or remove the entries of the lock that are named above".into());
    }
    steps
}

/// The command that moves the contract to a source: the one that compared it, with all its options,
/// where it compared nothing else.
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
