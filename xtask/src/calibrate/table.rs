//! The table as a page.

use std::fmt::Write as _;

use super::{Judged, Row};

/// Where the table is kept.
pub(super) const PATH: &str = "docs/calibration.md";

/// Whether the verdicts differ and nothing says why.
pub(super) fn is_unexplained(row: &Row) -> bool {
    let verdict = row.judged.verdict();
    verdict.is_some_and(|verdict| verdict != row.ours()) && row.edit.reason.is_empty()
}

pub(super) fn write(rows: &[Row], version: &str) -> String {
    let mut page = String::from("# Calibration of the `rust` verdicts\n\n");
    let judged = rows.iter().filter(|row| row.judged.verdict().is_some());
    let judged: Vec<&Row> = judged.collect();
    let agree = |row: &&&Row| row.judged.verdict() == Some(row.ours());
    let agreed = judged.iter().filter(agree).count();
    let _ = writeln!(
        page,
        "Written by `cargo xtask compat --calibrate`, with {version}. Each edit of the contract is \
         generated into a crate of its own. Where the code comes out the same, the step is a patch; \
         where it does not, `cargo semver-checks` says what the least step is. The generator \
         refuses {} of {} edits; on {agreed} of the other {} the two verdicts agree.\n",
        rows.len() - judged.len(),
        rows.len(),
        judged.len()
    );
    page.push_str("| edit | change | ours | judged | by |\n|---|---|---|---|---|\n");
    for row in rows {
        let mut ids: Vec<String> = Vec::new();
        for change in &row.changes {
            let id = format!("`{}`", change.id);
            if !ids.contains(&id) {
                ids.push(id);
            }
        }
        let (verdict, by) = match &row.judged {
            Judged::Refused(why) => (
                "-".to_owned(),
                format!("the generator refuses it: {}", cell(why)),
            ),
            Judged::Same => ("patch".to_owned(), "the same code".to_owned()),
            Judged::Tool(verdict, lints) => {
                let lints: Vec<String> = lints.iter().map(|lint| format!("`{lint}`")).collect();
                let lints = if lints.is_empty() {
                    "no lint speaks".to_owned()
                } else {
                    lints.join(", ")
                };
                (verdict.to_string(), lints)
            }
        };
        let _ = writeln!(
            page,
            "| {} | {} | {} | {verdict} | {by} |",
            row.edit.name,
            ids.join(", "),
            row.ours()
        );
    }
    page.push_str("\n## Where they differ\n\n");
    let mut differing = judged.iter().filter(|row| !agree(row)).peekable();
    if differing.peek().is_none() {
        page.push_str("Nowhere.\n");
    }
    for row in differing {
        let reason = if row.edit.reason.is_empty() {
            "No reason is known: one of the two is wrong."
        } else {
            row.edit.reason
        };
        let _ = writeln!(page, "- **{}**: {reason}", row.edit.name);
    }
    page
}

/// A text that does not end a table's cell.
fn cell(text: &str) -> String {
    text.replace('|', "\\|")
}
