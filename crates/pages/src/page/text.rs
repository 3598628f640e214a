//! Reads a page from text: imported through a tag stripper, or copied from a browser.

use super::align::{Kind, PageLine};
use super::draw::collapsed;
use super::refusal::Refusal;
use super::{Form, Page, Text};
use contract::{Diagnostic, Source, Span};

/// A line of the source.
#[derive(Clone, Debug)]
struct Line<'s> {
    /// The text without white space and invisible characters at both ends.
    text: &'s str,
    /// The position of `text`.
    span: Span,
    /// The width of the indentation, in characters.
    indent: usize,
}

impl Line<'_> {
    fn is_blank(&self) -> bool {
        self.text.is_empty()
    }

    fn to_text(&self) -> Text {
        Text {
            text: self.text.to_owned(),
            span: self.span.clone(),
        }
    }
}

const METHODS: [&str; 8] = [
    "GET", "PUT", "POST", "DELETE", "OPTIONS", "HEAD", "PATCH", "TRACE",
];

/// Lines that the vendor's help centre appends to an article. The first of them ends the page.
const BOILERPLATE: [&str; 4] = [
    "Was this article helpful?",
    "Return to top",
    "Related articles",
    "Recently viewed articles",
];

/// Returns whether a character is white space or has no width; `char::is_whitespace` misses the
/// latter.
fn is_invisible(c: char) -> bool {
    c.is_whitespace()
        || matches!(
            c,
            '\u{200b}' | '\u{200c}' | '\u{200d}' | '\u{2060}' | '\u{feff}'
        )
}

fn split(source: &Source) -> Vec<Line<'_>> {
    let mut lines = Vec::new();
    let mut at = 0;
    for raw in source.text().split('\n') {
        let inner = raw.trim_start_matches(is_invisible);
        let start = at + (raw.len() - inner.len());
        let text = inner.trim_end_matches(is_invisible);
        lines.push(Line {
            text,
            span: start..start + text.len(),
            indent: raw[..raw.len() - inner.len()].chars().count(),
        });
        at += raw.len() + 1;
    }
    lines
}

/// Reads the lines of a page from text.
///
/// # Errors
///
/// Returns a [`Refusal`] if the text has no line with a method and a URL.
pub(super) fn read(source: &Source) -> Result<Page, Refusal> {
    let lines = split(source);
    let Some(at) = lines
        .iter()
        .enumerate()
        .position(|(at, _)| is_endpoint(&lines, at))
    else {
        return Err(refuse(source, &lines));
    };
    let (method, url, after) = endpoint(&lines, at);
    let form = if after == at + 1 {
        Form::Imported
    } else {
        Form::Copied
    };
    let title = lines[..at].iter().rev().find(|line| !line.is_blank());
    let rest = &lines[after..];
    let end = rest.iter().position(is_boilerplate).unwrap_or(rest.len());
    Ok(Page {
        form,
        title: title.map(Line::to_text),
        method,
        url,
        lines: page_lines(&rest[..end]),
        unfilled: Vec::new(),
    })
}

fn page_lines(lines: &[Line<'_>]) -> Vec<PageLine> {
    let mut shown = Vec::new();
    let mut is_after_blank = false;
    for line in lines {
        if !line.is_blank() {
            shown.push(PageLine {
                text: collapsed(line.text),
                kind: Kind::Any,
                depth: 0,
                is_summary: false,
                is_indented: line.indent > 0,
                span: line.span.clone(),
                is_after_blank,
                code_spans: Vec::new(),
            });
        }
        is_after_blank = line.is_blank();
    }
    shown
}

fn is_boilerplate(line: &Line<'_>) -> bool {
    BOILERPLATE.contains(&line.text)
        || line
            .text
            .strip_prefix("Source: ")
            .is_some_and(|rest| rest.starts_with("http://") || rest.starts_with("https://"))
}

fn is_url(text: &str) -> bool {
    let path = text.split_once("://").map_or(text, |(_, rest)| {
        rest.find('/').map_or("", |at| &rest[at..])
    });
    !text.contains(char::is_whitespace) && path.starts_with('/')
}

fn is_endpoint(lines: &[Line<'_>], at: usize) -> bool {
    let text = lines[at].text;
    match text.split_once(char::is_whitespace) {
        Some((method, url)) => METHODS.contains(&method) && is_url(url.trim_start()),
        None => {
            METHODS.contains(&text)
                && lines[at + 1..]
                    .iter()
                    .find(|line| !line.is_blank())
                    .is_some_and(|line| is_url(line.text))
        }
    }
}

fn endpoint(lines: &[Line<'_>], at: usize) -> (Text, Text, usize) {
    let line = &lines[at];
    if let Some((method, url)) = line.text.split_once(char::is_whitespace) {
        let url = url.trim_start();
        let method = Text {
            text: method.to_owned(),
            span: line.span.start..line.span.start + method.len(),
        };
        let url = Text {
            text: url.to_owned(),
            span: line.span.end - url.len()..line.span.end,
        };
        return (method, url, at + 1);
    }
    let next = (at + 1..lines.len())
        .find(|&next| !lines[next].is_blank())
        .unwrap_or(at);
    (line.to_text(), lines[next].to_text(), next + 1)
}

/// The number of lines at the top that are searched for the words of a login, error, or redirect
/// page.
const TOP_LINES: usize = 4;

fn refuse(source: &Source, lines: &[Line<'_>]) -> Refusal {
    let Some(first) = lines.iter().find(|line| !line.is_blank()) else {
        return Refusal::Empty(
            Diagnostic::new(source, 0..0, "the file is empty").with_help(
                "save or fetch the page again; an empty file says nothing about the contract",
            ),
        );
    };
    // Only the top is searched: any documentation may mention errors and passwords further down.
    let shown = lines.iter().filter(|line| !line.is_blank());
    let top: Vec<String> = shown
        .take(TOP_LINES)
        .map(|line| line.text.to_lowercase())
        .collect();
    let mentions = |words: &[&str]| {
        let mut words = words.iter();
        words.any(|word| top.iter().any(|line| line.contains(word)))
    };
    let diagnostic = |message: &str, help: &str| {
        Diagnostic::new(source, first.span.clone(), message)
            .with_label("expected a title, then a line such as `GET https://host/path`")
            .with_help(help)
    };
    if mentions(&["redirecting", "has moved", "moved permanently"]) {
        return Refusal::RedirectShell(diagnostic(
            "this page only redirects to another page",
            "fetch the page that it redirects to, and give that page as the source",
        ));
    }
    if mentions(&["sign in", "log in", "password"]) {
        return Refusal::LoginPage(diagnostic(
            "this is a login page; it does not show the operation",
            "fetch the page with credentials that may read it: `--header` adds a header to the request",
        ));
    }
    if mentions(&["not found", "404", "error"]) {
        return Refusal::ErrorPage(diagnostic(
            "this is an error page; it does not show the operation",
            "find out where the operation is documented now",
        ));
    }
    Refusal::NotAPage(diagnostic(
        "this is not the page of an operation: no line has a method and a URL",
        "give a page of the documentation, saved or copied from a browser, or an OpenAPI \
         document",
    ))
}
