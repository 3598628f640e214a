//! Values, parts, and places as messages show them.

use serde_json::Value;

use crate::change::Action;
use contract::facts::{Address, Facts, Part};

/// How many lines describe the contents of a part.
pub(super) const MAX_DETAILS: usize = 40;

/// Whether a keyword was added, removed, or changed, and a message that says so.
pub(super) fn added_removed_changed(
    keyword: &str,
    before: Option<&Value>,
    after: Option<&Value>,
) -> (Action, String) {
    match (before, after) {
        (None, Some(after)) => (
            Action::Added,
            format!("{{}} gained `{keyword}` = {}", short(after)),
        ),
        (Some(before), None) => (
            Action::Removed,
            format!("{{}} lost `{keyword}` = {}", short(before)),
        ),
        (before, after) => (
            Action::Changed,
            format!(
                "`{keyword}` of {{}} changed from {} to {}",
                before.map(short).unwrap_or_default(),
                after.map(short).unwrap_or_default()
            ),
        ),
    }
}

/// A value as a sentence shows it.
pub(super) fn short(value: &Value) -> String {
    const LONGEST: usize = 80;
    let text = value.to_string();
    if text.chars().count() <= LONGEST {
        return text;
    }
    let start: String = text.chars().take(LONGEST).collect();
    format!("{start}…")
}

/// A value as a text that does not depend on the order of members.
pub(super) fn canonical(value: &Value) -> String {
    let mut value = value.clone();
    value.sort_all_objects();
    value.to_string()
}

/// A text as it is compared: without line breaks, case, and list and emphasis markup.
pub(super) fn plain(value: &Value) -> String {
    let Value::String(text) = value else {
        return value.to_string();
    };
    let words: Vec<String> = text
        .split_whitespace()
        .map(|word| word.replace(['*', '_', '`'], "").to_lowercase())
        .filter(|word| !matches!(word.as_str(), "" | "-" | "+" | "•"))
        .collect();
    words.join(" ")
}

/// Describes the contents of a part, a line for each fact.
pub(super) fn details(facts: &Facts, part: &Part) -> Vec<String> {
    fn collect(facts: &Facts, part: &Part, at: &str, depth: usize, lines: &mut Vec<String>) {
        let subject = facts.subject(part.subject);
        for fact in part.facts.iter().chain(&subject.facts) {
            if lines.len() >= MAX_DETAILS {
                return;
            }
            let what = if at.is_empty() {
                String::new()
            } else {
                format!("{at} › ")
            };
            lines.push(format!("{what}{} = {}", fact.keyword, short(&fact.value)));
        }
        if depth == 0 {
            return;
        }
        for below in &subject.parts {
            let at = if at.is_empty() {
                below.step.to_string()
            } else {
                format!("{at} › {}", below.step)
            };
            collect(facts, below, &at, depth - 1, lines);
        }
    }
    let mut lines = Vec::new();
    collect(facts, part, "", 3, &mut lines);
    lines
}

/// A place as a sentence names it.
pub(super) fn place_in_words(address: &Address) -> String {
    match (address.place().as_str(), address.operation()) {
        ("", Some(operation)) => format!("`{operation}`"),
        ("", None) => "the document".to_owned(),
        (place, _) => format!("`{place}`"),
    }
}
