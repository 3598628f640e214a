//! Writing what sources say now, and leaving alone what people wrote.

use std::fmt::Write as _;

use super::{Entry, Lock};

const HEAD: &str = "\
# What the vendor's sources said when the contract was last reviewed.
# `cargo xtask drift --accept` writes `sources`; `exceptions` are differences that people keep on
# purpose, each with its reason, and are left as they are.
version: 1
";

impl Lock {
    /// The lock's text once these sources are accepted; what it says beside `sources` stays to the
    /// letter.
    #[must_use]
    pub fn accept(&self, accepted: &[Entry]) -> String {
        let mut entries = self.entries.clone();
        for entry in accepted {
            match entries.iter_mut().find(|one| one.source == entry.source) {
                Some(known) => {
                    let optional = known.optional || entry.optional;
                    *known = Entry {
                        optional,
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
    if entry.optional {
        let _ = writeln!(block, "    optional: true");
    }
    let Some(said) = &entry.said else { return };
    let _ = writeln!(block, "    form: {}", quoted(&said.form));
    let _ = writeln!(block, "    accepted: {}", said.accepted);
    let _ = writeln!(block, "    facts: {}", quoted(&said.facts));
    if said.prose.is_empty() {
        let _ = writeln!(block, "    prose: {{}}");
        return;
    }
    let _ = writeln!(block, "    prose:");
    for (place, print) in &said.prose {
        let _ = writeln!(block, "      {}: {}", quoted(place), quoted(print));
    }
}

/// A text as YAML takes it in any place: JSON strings are YAML.
fn quoted(text: &str) -> String {
    serde_json::Value::String(text.to_owned()).to_string()
}
