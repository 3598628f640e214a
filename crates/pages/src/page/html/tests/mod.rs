//! Reads the lines of pages in HTML.

mod mutation;
mod refusal;

use crate::page::align::PageLine;
use crate::page::{Page, Refusal};
use contract::Source;

/// Pages as a browser saves them.
const SAVED: [&str; 3] = [
    "check-session.saved.html",
    "open-loan.saved.html",
    "read-loan.saved.html",
];

/// Pages as the server sends them.
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
    read_text(&file(name)).expect("the page is whole")
}

fn read_text(html: &str) -> Result<Page, Refusal> {
    Page::read(&Source::new("page.html", html))
}

/// Returns the lines of a page without their positions, or why it is refused.
fn outcome(html: &str) -> String {
    let page = match read_text(html) {
        Ok(page) => page,
        Err(refusal) => return format!("refused: {}", refusal.diagnostic().message()),
    };
    let line = |line: &PageLine| format!("{:?} {} {}\n", line.kind, line.depth, line.text);
    let lines: String = page.lines.iter().map(line).collect();
    let title = page.title.map(|title| title.text);
    let (method, url, unfilled) = (page.method.text, page.url.text, page.unfilled.len());
    format!(
        "{:?} {title:?} {method} {url} {unfilled}\n{lines}",
        page.form
    )
}
