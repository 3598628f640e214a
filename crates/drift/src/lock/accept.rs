//! Writes accepted sources into a lock, and leaves what people wrote.

use std::fmt::Write as _;

use super::{Entry, Lock};

const HEAD: &str = "\
# What the vendor's sources stated when the contract was last reviewed.
# `cargo xtask drift --accept` writes `sources`; `exceptions` are differences that people keep on
# purpose, each with its reason, and are left as they are.
version: 1
";

impl Lock {
    /// Returns the text of the lock with these sources accepted. Everything but `sources` is kept
    /// byte for byte.
    #[must_use]
    pub fn accept(&self, accepted: &[Entry]) -> String {
        let mut entries = self.entries.clone();
        for entry in accepted {
            match entries.iter_mut().find(|one| one.source == entry.source) {
                Some(known) => {
                    let browser = known.browser || entry.browser;
                    *known = Entry {
                        browser,
                        ..entry.clone()
                    };
                }
                None => entries.push(entry.clone()),
            }
        }
        let mut block = String::from("sources:\n");
        for entry in &entries {
            write(&mut block, entry);
        }
        let text = self.source.text();
        match &self.block {
            Some(span) => format!("{}{block}{}", &text[..span.start], &text[span.end..]),
            None if text.trim().is_empty() => format!("{HEAD}{block}"),
            None => {
                let gap = if text.ends_with('\n') { "" } else { "\n" };
                format!("{text}{gap}{block}")
            }
        }
    }
}

fn write(block: &mut String, entry: &Entry) {
    // Writing to a string cannot fail.
    let _ = writeln!(block, "  - source: {}", quoted(&entry.source));
    if entry.browser {
        let _ = writeln!(block, "    browser: true");
    }
    let Some(accepted) = &entry.accepted else {
        return;
    };
    let _ = writeln!(block, "    form: {}", quoted(&accepted.form));
    let _ = writeln!(block, "    accepted: {}", accepted.on);
    let _ = writeln!(block, "    compared: {}", accepted.compared);
    let _ = writeln!(block, "    of: {}", accepted.of);
    let _ = writeln!(block, "    facts: {}", quoted(&accepted.facts));
    if accepted.prose.is_empty() {
        let _ = writeln!(block, "    prose: {{}}");
        return;
    }
    let _ = writeln!(block, "    prose:");
    for (place, print) in &accepted.prose {
        let _ = writeln!(block, "      {}: {}", quoted(place), quoted(print));
    }
}

/// A string that YAML reads in any place: JSON strings are YAML.
fn quoted(text: &str) -> String {
    serde_json::Value::String(text.to_owned()).to_string()
}
