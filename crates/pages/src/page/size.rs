//! How large a page may be.
//!
//! What is open in a page is decided by comparing many ways to read it: that has to end in time on
//! whatever a server answers with.

use super::html;
use super::refusal::Refusal;
use contract::{Diagnostic, Source};

/// The largest pages that were seen have a hundredth of this.
const MAX_HTML: usize = 16_000_000;
const MAX_TEXT: usize = 2_000_000;
const MAX_LINES: usize = 10_000;

pub(super) fn check(source: &Source) -> Result<(), Refusal> {
    let text = source.text();
    let is_html = html::looks_like_html(text);
    let most = if is_html { MAX_HTML } else { MAX_TEXT };
    if text.len() > most {
        let found = format!(
            "the page has {} bytes, and at most {most} are read",
            text.len()
        );
        return Err(refused(source, &found));
    }
    // HTML may stand on one line or on many.
    if !is_html && text.split('\n').nth(MAX_LINES).is_some() {
        let found = format!("the page has more than {MAX_LINES} lines");
        return Err(refused(source, &found));
    }
    Ok(())
}

fn refused(source: &Source, found: &str) -> Refusal {
    Refusal::TooLarge(
        Diagnostic::new(source, 0..0, found)
            .with_label("expected the page of one operation")
            .with_help("give the page alone, without what stands around it"),
    )
}
