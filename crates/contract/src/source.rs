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
    /// How many characters begin before each block of the text: a page or a document may be one
    /// line of megabytes, and counting from its start for every place would be quadratic.
    blocks: Vec<usize>,
    /// The files that the text was put together from, in its order; empty where it is one.
    files: Vec<File>,
}

/// One of the files that a text was put together from.
struct File {
    name: String,
    start: usize,
}

/// The bytes of a block.
const BLOCK: usize = 512;

/// A continuation byte starts no character.
fn starts_character(byte: u8) -> bool {
    byte & 0xC0 != 0x80
}

fn count(bytes: &[u8]) -> usize {
    bytes.iter().filter(|&&byte| starts_character(byte)).count()
}

impl Source {
    /// Makes a source of a text; `name` is what messages call it, usually its path.
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Self {
        Self::of(name.into(), text.into(), Vec::new())
    }

    /// Makes one source of several files, the first of which gives it its name. A place in it is a
    /// place in one of them.
    pub(crate) fn joined(first: &Self, others: &[Self]) -> Self {
        let mut text = String::new();
        let mut files = Vec::new();
        for source in std::iter::once(first).chain(others) {
            if !files.is_empty() {
                // Each file begins a line.
                text.push('\n');
            }
            files.push(File {
                name: source.name().to_owned(),
                start: text.len(),
            });
            text.push_str(source.text());
        }
        Self::of(first.name().to_owned(), text, files)
    }

    fn of(name: String, text: String, files: Vec<File>) -> Self {
        // A carriage return by itself ends a line too, in YAML as in editors.
        let ends_line =
            |&(at, end): &(usize, &str)| end == "\n" || !text[at + 1..].starts_with('\n');
        let line_starts = std::iter::once(0)
            .chain(
                text.match_indices(['\n', '\r'])
                    .filter(ends_line)
                    .map(|(at, _)| at + 1),
            )
            .collect();
        let mut before = 0;
        let mut blocks = Vec::with_capacity(text.len() / BLOCK + 1);
        for block in text.as_bytes().chunks(BLOCK) {
            blocks.push(before);
            before += count(block);
        }
        Self(Arc::new(Named {
            name,
            text,
            line_starts,
            blocks,
            files,
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

    /// What messages call this source; of several files, the first.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.0.name
    }

    /// The file that a byte offset falls into: its name, and its range of the text.
    #[must_use]
    pub fn file(&self, offset: usize) -> (&str, Span) {
        let files = &self.0.files;
        let next = files.partition_point(|file| file.start <= offset);
        let Some(file) = files.get(next.saturating_sub(1)) else {
            return (self.name(), 0..self.text().len());
        };
        // Between two files stands the end of a line.
        let end = files.get(next).map_or(self.text().len(), |it| it.start - 1);
        (&file.name, file.start..end)
    }

    /// The whole text; of several files, one after the other.
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
        let start = self.0.line_starts[line - 1];
        let column = self.characters_before(offset) - self.characters_before(start) + 1;
        let (file, span) = self.file(offset);
        let before = self.0.line_starts.partition_point(|&it| it < span.start);
        Location {
            file: file.to_owned(),
            line: line - before,
            column,
        }
    }

    /// The byte offset of a line (from 1) and a column (from 0, in characters).
    pub(crate) fn offset(&self, line: usize, column: usize) -> usize {
        let Some(&start) = self.0.line_starts.get(line.saturating_sub(1)) else {
            return self.text().len();
        };
        let mut left = self.characters_before(start).saturating_add(column);
        let block = self.0.blocks.partition_point(|&before| before <= left);
        let from = block.saturating_sub(1) * BLOCK;
        left -= self.0.blocks.get(block.saturating_sub(1)).unwrap_or(&0);
        let bytes = &self.text().as_bytes()[from..];
        let mut starts = bytes
            .iter()
            .enumerate()
            .filter(|(_, byte)| starts_character(**byte));
        starts
            .nth(left)
            .map_or(self.text().len(), |(at, _)| from + at)
    }

    /// How many characters begin before a byte offset within the text.
    fn characters_before(&self, offset: usize) -> usize {
        // The end of a text that fills its last block is in none.
        let last = self.0.blocks.len().saturating_sub(1);
        let block = (offset / BLOCK).min(last);
        let before = self.0.blocks.get(block).unwrap_or(&0);
        before + count(&self.text().as_bytes()[block * BLOCK..offset])
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

/// A range of a source's text, in bytes.
pub type Span = Range<usize>;

/// A place in a text that a report can show.
#[derive(Clone, Debug)]
pub struct Site {
    /// The text.
    pub text: Source,
    /// The range that is meant.
    pub span: Span,
    /// Whether the range is that of the thing itself; else it is the nearest thing around it that is
    /// still there.
    pub exact: bool,
}

impl Site {
    /// The file, line, and column.
    #[must_use]
    pub fn location(&self) -> Location {
        self.text.location(self.span.start)
    }
}

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

    #[test]
    fn a_place_in_one_of_several_files_is_counted_from_its_start() {
        let sources = [("a", "1\n2"), ("b/c", "é: 3\n"), ("d", "")];
        let sources = sources.map(|(name, text)| Source::new(name, text));
        let joined = Source::joined(&sources[0], &sources[1..]);
        let mut start = 0;
        for source in &sources {
            let text = source.text();
            for (at, _) in text.char_indices().chain([(text.len(), ' ')]) {
                assert_eq!(joined.location(start + at), source.location(at));
            }
            let (name, span) = joined.file(start);
            assert_eq!((name, &joined.text()[span]), (source.name(), text));
            start += text.len() + 1;
        }
    }

    #[test]
    fn places_on_a_long_line_are_those_that_counting_gives() {
        for text in [
            "né: 1, ".repeat(700),
            "a".repeat(2 * BLOCK),
            "é".repeat(BLOCK),
            String::new(),
        ] {
            let source = Source::new("a.json", format!("first\n{text}"));
            let line = &source.text()["first\n".len()..];
            for (column, (at, _)) in line.char_indices().enumerate() {
                assert_eq!(source.offset(2, column), "first\n".len() + at);
                assert_eq!(source.location("first\n".len() + at).column, column + 1);
            }
            let count = line.chars().count();
            assert_eq!(source.offset(2, count), source.text().len());
            assert_eq!(source.offset(2, usize::MAX), source.text().len());
            assert_eq!(source.location(usize::MAX).column, count + 1);
        }
    }

    /// Counting each place of this line from its start would take minutes.
    #[test]
    fn places_on_a_line_of_megabytes_are_found_at_once() {
        let source = Source::new("a.json", "[1],".repeat(1_000_000));
        for at in (0..source.text().len()).step_by(16) {
            assert_eq!(source.offset(1, at), at);
            assert_eq!(source.location(at).column, at + 1);
        }
    }
}
