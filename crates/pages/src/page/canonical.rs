//! Finds the URL that a copy of a page names as its origin.

use super::html;
use contract::Source;

/// Returns the URL in the `<link rel="canonical">` of a saved page, or in the line `Source:
/// https://…` of an imported one; `None` if there is neither.
#[must_use]
pub fn canonical_url(source: &Source) -> Option<String> {
    let text = source.text();
    let url = if html::looks_like_html(text) {
        html::canonical(source)?
    } else {
        let mut lines = text.lines();
        let line = lines.find_map(|line| line.trim().strip_prefix("Source: "))?;
        line.split_whitespace().next()?.to_owned()
    };
    let is_url = ["https://", "http://"]
        .iter()
        .any(|scheme| url.starts_with(scheme));
    is_url.then_some(url)
}
