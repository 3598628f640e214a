//! What comes of holding a page against a document.

use compat::change::Change;
use compat::{Options, compare};
use contract::{Document, Source};
use serde_json::Value;

/// What is said of a page.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Held {
    Refused(String),
    Read {
        /// The changes but those of prose, a sentence each.
        changes: Vec<String>,
        /// What could not be placed.
        unread: Vec<String>,
        /// What is said in prose: of what, and the words.
        prose: Vec<(String, String)>,
    },
}

impl Held {
    /// Whether nobody would look at the page any more.
    pub(crate) fn is_silent(&self) -> bool {
        matches!(self, Self::Read { changes, unread, .. } if changes.is_empty() && unread.is_empty())
    }
}

/// Everything but prose is compared.
pub(crate) fn prose_off() -> Options {
    let mut options = Options::default();
    options.prose = false;
    options
}

pub(crate) fn read(document: &Value) -> Document {
    let text = serde_json::to_string_pretty(document).expect("a value is JSON");
    Document::read(Source::new("document.json", text)).expect("the document reads")
}

pub(crate) fn hold(document: &Document, page: &str) -> Held {
    let source = Source::new("page", page);
    let reading = match pages::read(document, &source) {
        Ok(reading) => reading,
        Err(refusal) => return Held::Refused(refusal.to_string()),
    };
    let changes = compare(&reading.expected, &reading.stated, &prose_off());
    let sentence = |it: &Change| format!("{}: {}", it.id, it.message);
    let words = |text: &str| {
        let words = text.split_whitespace().map(str::to_lowercase);
        words.collect::<Vec<_>>().join(" ")
    };
    Held::Read {
        changes: changes.iter().map(sentence).collect(),
        unread: reading
            .unread
            .iter()
            .map(|(span, why)| format!("{:?}: expected {why}", &page[span.clone()]))
            .collect(),
        prose: reading
            .prose
            .iter()
            .map(|(address, text, _)| (address.to_string(), words(text)))
            .collect(),
    }
}
