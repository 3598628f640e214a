//! The lines and columns of a site, as editors count them: from the first to past the last.

use serde::Serialize;

use contract::{Site, Span};

/// A range in one line of a file; columns count characters, from 1, and the end is exclusive.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct Region {
    pub(super) file: String,
    pub(super) line: usize,
    pub(super) column: usize,
    pub(super) end_line: usize,
    pub(super) end_column: usize,
    pub(super) exact: bool,
}

impl Region {
    pub(super) fn of(site: &Site) -> Self {
        let shown = first_line(site);
        let start = site.text.location(shown.start);
        let end = site.text.location(shown.end);
        Self {
            file: start.file,
            line: start.line,
            column: start.column,
            end_line: end.line,
            end_column: end.column.max(start.column + 1),
            exact: site.exact,
        }
    }
}

/// The part of a site on its first line: underlining a whole subtree is not readable.
pub(super) fn first_line(site: &Site) -> Span {
    let text = site.text.text();
    let start = floor(text, site.span.start);
    let end = floor(text, site.span.end).max(start);
    let marked = &text[start..end];
    let line = marked.split(['\n', '\r']).next().unwrap_or_default();
    start..start + line.trim_end().len()
}

/// The nearest character boundary at or before an offset.
fn floor(text: &str, offset: usize) -> usize {
    let mut at = offset.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::Source;

    fn region(text: &str, span: Span) -> (usize, usize, usize, usize) {
        let site = Site {
            text: Source::new("a", text),
            span,
            exact: true,
        };
        let region = Region::of(&site);
        (
            region.line,
            region.column,
            region.end_line,
            region.end_column,
        )
    }

    #[test]
    fn a_region_stays_on_its_first_line_and_is_never_empty() {
        let text = "één: 1\r\nb:\r\n  c: 2\r\n";
        assert_eq!(region(text, 0..5), (1, 1, 1, 4));
        assert_eq!(region(text, 10..22), (2, 1, 2, 3));
        assert_eq!(region(text, 1..1), (1, 1, 1, 2));
        assert_eq!(region(text, 900..901), (4, 1, 4, 2));
    }
}
