//! Limits on the size of a page.
//!
//! The time that a comparison takes grows with the number of lines. The limits bound it for any
//! response that a server may send.

use super::html;
use super::refusal::Refusal;
use contract::{Diagnostic, Source};

/// The largest pages seen so far have a hundredth of these sizes.
const MAX_HTML: usize = 16_000_000;
const MAX_TEXT: usize = 2_000_000;
const MAX_LINES: usize = 10_000;

pub(super) fn check(source: &Source) -> Result<(), Refusal> {
    let text = source.text();
    let is_html = html::looks_like_html(text);
    let most = if is_html { MAX_HTML } else { MAX_TEXT };
    if text.len() > most {
        let found = format!(
            "the page has {} bytes; at most {most} are supported",
            text.len()
        );
        return Err(refused(source, &found));
    }
    // The limit on lines does not apply to HTML, whose lines do not depend on line breaks.
    if !is_html && text.split('\n').nth(MAX_LINES).is_some() {
        let found = format!("the page has more than {MAX_LINES} lines, which is the limit");
        return Err(refused(source, &found));
    }
    Ok(())
}

fn refused(source: &Source, found: &str) -> Refusal {
    Refusal::TooLarge(
        Diagnostic::new(source, 0..0, found)
            .with_label("expected the page of one operation")
            .with_help("give the page of a single operation, without the rest of the site"),
    )
}
