//! Pages as HTML, and what the reader makes of them.

mod document;
mod mutation;
mod part;
mod refusal;
mod said;
mod span;

use contract::Source;
use pages::Page;

/// The pages as browsers save them.
const SAVED: [&str; 3] = [
    "check-session.saved.html",
    "open-loan.saved.html",
    "read-loan.saved.html",
];

/// The pages as they are served.
const STATIC: [&str; 3] = [
    "check-session.static.html",
    "open-loan.static.html",
    "read-loan.static.html",
];

fn file(name: &str) -> String {
    let path = format!("{}/tests/pages/{name}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read_to_string(&path).expect("the file is committed")
}

fn page(name: &str) -> Page {
    Page::read_html(&Source::new(name, file(name))).expect("the page is whole")
}

/// What a text says as a page, or why it is refused.
fn outcome(html: &str) -> String {
    match Page::read_html(&Source::new("page.html", html)) {
        Ok(page) => said::said(&page),
        Err(refusal) => format!("refused: {}", refusal.diagnostic().message()),
    }
}
