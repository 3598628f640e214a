//! Lines of the theme with a letter less: no text for people begins so by chance.

use serde_json::Value;

use crate::drawn::draw::{Form, draw};
use crate::drawn::hold::{Held, hold, read};
use crate::drawn::{PAGES, document, in_parallel};

const LINES: [&str; 7] = [
    "Path Parameters",
    "Query Parameters",
    "Header Parameters",
    "Response Headers",
    "Example (auto)",
    "Possible values:",
    "Default value:",
];

/// The pages of a document with one letter less in one line of the theme, each with that line.
fn misspelt(value: &Value, method: &str, path: &str, form: Form) -> Vec<(String, String)> {
    let page = draw(value, method, path, form);
    let places = LINES.iter().flat_map(|line| {
        let places = page.match_indices(line).map(|(at, _)| at);
        places.map(move |at| (at, *line))
    });
    let cut = |(at, line): (usize, &str)| {
        let (start, end) = (&page[..=at], &page[at + 2..]);
        (format!("{start}{end}"), line.to_owned())
    };
    places.map(cut).collect()
}

/// Such a line is quoted, and nothing else is said of its page.
#[test]
fn a_line_of_the_theme_that_lacks_a_letter_is_unread() {
    for (name, method, path) in PAGES {
        let value = document(name);
        let contract = read(&value);
        for form in [Form::Imported, Form::Copied] {
            let pages = misspelt(&value, method, path, form);
            assert!(!pages.is_empty(), "{name} {form}");
            let complaints = in_parallel(&pages, |(page, line)| {
                let held = hold(&contract, page);
                let is_unread = match &held {
                    Held::Refused(_) => true,
                    Held::Read { unread, .. } => !unread.is_empty(),
                };
                (!is_unread).then(|| format!("`{line}` in {name}, {form}: {held:?}"))
            });
            let complaints: Vec<String> = complaints.into_iter().flatten().collect();
            assert!(complaints.is_empty(), "{}", complaints.join("\n"));
        }
    }
}

/// Which lines are written in other words, and these words.
type Rewording = (fn(&str) -> bool, &'static str);

/// The pages of a document with one line in other words, each with that line.
fn reworded(
    value: &Value,
    method: &str,
    path: &str,
    is_it: fn(&str) -> bool,
    other: &str,
) -> Vec<(String, String)> {
    let page = draw(value, method, path, Form::Copied);
    let lines: Vec<&str> = page.lines().collect();
    let places = (0..lines.len()).filter(|at| is_it(lines[*at]));
    let with = |at: usize| {
        let mut edited = lines.clone();
        edited[at] = other;
        (edited.join("\n") + "\n", lines[at].to_owned())
    };
    places.map(with).collect()
}

/// A mark with a wrong letter is no property, and values under another label did not go.
#[test]
fn a_mark_or_a_label_in_other_words_is_unread() {
    let edits: [Rewording; 3] = [
        (|line| line == "required", "requird"),
        (|line| line == "nullable", "nulable"),
        (
            |line| line.starts_with("Possible values: "),
            "Allowed values: whatever fits",
        ),
    ];
    let mut seen = 0;
    for (name, method, path) in PAGES {
        let value = document(name);
        let contract = read(&value);
        for (is_it, other) in edits {
            let pages = reworded(&value, method, path, is_it, other);
            seen += pages.len();
            let complaints = in_parallel(&pages, |(page, line)| {
                let held = hold(&contract, page);
                let is_unread = match &held {
                    Held::Refused(_) => true,
                    Held::Read { unread, .. } => !unread.is_empty(),
                };
                (!is_unread).then(|| format!("`{line}` as `{other}` in {name}: {held:?}"))
            });
            let complaints: Vec<String> = complaints.into_iter().flatten().collect();
            assert!(complaints.is_empty(), "{}", complaints.join("\n"));
        }
    }
    assert!(seen > 40, "{seen} pages");
}
