//! Texts that facts are read from, and places in them.

use std::fmt;
use std::io;
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

/// A named text that facts are read from; cheap to clone.
#[derive(Clone)]
pub struct Source(Arc<Named>);

struct Named {
    name: String,
    text: String,
    line_starts: Vec<usize>,
}

impl Source {
    /// Makes a source of a text; `name` is what messages call it, usually its path.
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Self {
        let text = text.into();
        let line_starts = std::iter::once(0)
            .chain(text.match_indices('\n').map(|(at, _)| at + 1))
            .collect();
        Self(Arc::new(Named {
            name: name.into(),
            text,
            line_starts,
        }))
    }

    /// Reads a file.
    ///
    /// # Errors
    ///
    /// Whatever reading the file gives, a text that is not UTF-8 included.
    pub fn read(path: &Path) -> io::Result<Self> {
        Ok(Self::new(
            path.display().to_string(),
            std::fs::read_to_string(path)?,
        ))
    }

    /// What messages call this source.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.0.name
    }

    /// The whole text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.0.text
    }

    /// Says which line and column a byte offset falls on; an offset past the end gives the end.
    #[must_use]
    pub fn location(&self, offset: usize) -> Location {
        let offset = offset.min(self.text().len());
        let line = self
            .0
            .line_starts
            .partition_point(|&start| start <= offset)
            .max(1);
        let before = &self.text().as_bytes()[self.0.line_starts[line - 1]..offset];
        // Counts characters, not bytes: a continuation byte starts no character.
        let column = before.iter().filter(|&&byte| byte & 0xC0 != 0x80).count() + 1;
        Location {
            file: self.name().to_owned(),
            line,
            column,
        }
    }

    /// The byte offset of a line (from 1) and a column (from 0, in characters).
    pub(crate) fn offset(&self, line: usize, column: usize) -> usize {
        let Some(&start) = self.0.line_starts.get(line.saturating_sub(1)) else {
            return self.text().len();
        };
        let rest = &self.text()[start..];
        start
            + rest
                .char_indices()
                .nth(column)
                .map_or(rest.len(), |(at, _)| at)
    }
}

impl fmt::Debug for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Source").field(&self.0.name).finish()
    }
}

/// Where something was read: `file:line:column`, lines and columns from 1, columns in characters.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize)]
pub struct Location {
    /// The source's name.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
}

impl fmt::Display for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}", self.file, self.line, self.column)
    }
}

/// A stretch of a source's text, in bytes.
pub type Span = Range<usize>;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_location_counts_characters_and_survives_the_end() {
        let source = Source::new("a.yaml", "één: 1\nb: 2\n");
        let place = |offset| {
            let at = source.location(offset);
            (at.line, at.column)
        };
        assert_eq!(place(0), (1, 1));
        assert_eq!(place("één".len()), (1, 4));
        assert_eq!(place("één: 1\n".len()), (2, 1));
        assert_eq!(place(10_000), (3, 1));
        assert_eq!(source.offset(2, 3), "één: 1\nb: ".len());
        assert_eq!(source.offset(9, 9), source.text().len());
    }
}
