//! What is done with any bytes: nothing here may panic, hang, or grow without bound.

use std::sync::OnceLock;

use compat::compare;
use compat::report::{FailOn, Format};
use contract::{Document, Source};
use drift::lock::Lock;
use drift::{Input, Options};

/// The document that pages are held against.
const CONTRACT: &str = include_str!("../../crates/pages/tests/pages/lending.openapi.yaml");

fn contract() -> &'static Document {
    static DOCUMENT: OnceLock<Document> = OnceLock::new();
    DOCUMENT.get_or_init(|| {
        Document::read(Source::new("contract.yaml", CONTRACT)).expect("the contract reads")
    })
}

fn source(data: &[u8]) -> Source {
    Source::new("fuzzed", String::from_utf8_lossy(data))
}

/// A document, compared with itself.
pub fn document(data: &[u8]) {
    if let Ok(document) = Document::read(source(data)) {
        let facts = document.facts();
        let changes = compare(&facts, &facts, &compat::Options::default());
        assert!(
            changes.is_empty(),
            "a document differs from itself: {changes:?}"
        );
    }
}

/// A page as text, imported or copied.
pub fn text(data: &[u8]) {
    if let Ok(reading) = pages::read(contract(), &source(data)) {
        let length = data.len();
        // Each replacement of bytes that are no text has three.
        assert!(
            reading
                .unread
                .iter()
                .all(|(span, _)| span.end <= 3 * length)
        );
        let _ = compare(
            &reading.expected,
            &reading.stated,
            &compat::Options::default(),
        );
    }
}

/// A page as HTML.
pub fn html(data: &[u8]) {
    text(data);
}

/// What was accepted.
pub fn lock(data: &[u8]) {
    if let Ok(lock) = Lock::read(source(data)) {
        let written = lock.accept(&[]);
        assert!(Lock::read(Source::new("again", written)).is_ok());
    }
}

/// All of a run, and its reports.
pub fn drift(data: &[u8]) {
    let lock = Lock::empty("lock.yaml");
    let mut options = Options::new("2026-03-01".parse().expect("it is a day"));
    options.lock = Some(&lock);
    let input = Input::new(source(data));
    let report = drift::check(contract(), &[input], &options).report;
    let level: FailOn = "contract".parse().expect("it is a level");
    for format in [Format::Human, Format::Json, Format::Markdown] {
        let written = report.render(format, &level, false);
        // What is found is quoted, with what is around it.
        let most = 1_000_000 + 500 * data.len();
        assert!(
            written.len() <= most,
            "{} bytes became {}",
            data.len(),
            written.len()
        );
    }
}
