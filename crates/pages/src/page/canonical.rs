//! The URL at which a page says that it stands.

use super::html;
use contract::Source;

/// The URL of which a saved or imported page says that it is a copy: its `<link rel="canonical">`,
/// or a line `Source: https://…`; `None` where it says neither.
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
