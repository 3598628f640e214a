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
