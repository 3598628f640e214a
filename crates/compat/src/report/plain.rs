//! Makes texts from outside safe to show.

use std::fmt::Write as _;

use serde_json::Value;

/// The longest value in a line of a report.
const LONGEST: usize = 200;

/// Whether a character controls the terminal or the text direction.
pub(super) fn steers(c: char) -> bool {
    c.is_control()
        || matches!(
            c,
            '\u{200B}'..='\u{200F}'
                | '\u{2028}'..='\u{202E}'
                | '\u{2060}'..='\u{2069}'
                | '\u{FEFF}'
                | '\u{FFF9}'..='\u{FFFB}'
                | '\u{E0000}'..='\u{E007F}'
        )
}

/// The text on one line, with control characters escaped.
pub(super) fn line(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' => plain.push('␊'),
            '\t' => plain.push(' '),
            c if steers(c) => {
                // Writing to a string cannot fail.
                let _ = write!(plain, "\\u{{{:x}}}", u32::from(c));
            }
            c => plain.push(c),
        }
    }
    plain
}

/// Lines of a source, tabs and line ends included, with control characters replaced.
pub(super) fn excerpt(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '\n' | '\t' => c,
            c if steers(c) => '\u{FFFD}',
            c => c,
        })
        .collect()
}

/// A value as JSON on one line, truncated if it is long.
pub(super) fn value(value: &Value) -> String {
    let text = line(&value.to_string());
    match text.char_indices().nth(LONGEST) {
        Some((cut, _)) => format!("{}…", &text[..cut]),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_steers_is_left() {
        let hostile: String = ('\0'..='\u{FFFF}').filter(|&c| steers(c)).collect();
        assert!(!line(&hostile).chars().any(steers));
        let kept = |c: char| steers(c) && c != '\n' && c != '\t';
        assert!(!excerpt(&hostile).chars().any(kept));
        assert_eq!(line("a\u{1b}[31m\nb\u{9b}é"), "a\\u{1b}[31m␊b\\u{9b}é");
    }

    #[test]
    fn a_long_value_is_cut_between_characters() {
        let shown = value(&Value::String("é".repeat(400)));
        assert_eq!(shown.chars().count(), LONGEST + 1);
        assert!(shown.ends_with('…'));
    }
}
