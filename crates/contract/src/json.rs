//! JSON as a tree with places.
//!
//! JSON is YAML but for what a string may hold: a character beyond U+FFFF is two escapes, of which
//! YAML takes neither.

use indexmap::IndexMap;

use crate::diagnostic::Diagnostic;
use crate::source::{Source, Span};
use crate::tree::{Data, MAX_DEPTH, Member, Node, too_deep, twice};

/// Whether a text is meant as JSON: an object whose first key is in quotes, or a list.
pub(crate) fn is_json(text: &str) -> bool {
    let text = text.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n']);
    match text.strip_prefix('{') {
        Some(rest) => rest.trim_start().starts_with(['"', '}']),
        None => text.starts_with('['),
    }
}

/// Reads the one value of a source.
pub(crate) fn parse(source: &Source) -> Result<Node, Diagnostic> {
    let mut reader = Reader { source, at: 0 };
    if source.text().starts_with('\u{feff}') {
        reader.at = '\u{feff}'.len_utf8();
    }
    let root = reader.value(0)?;
    reader.skip();
    match reader.rest().chars().next() {
        None => Ok(root),
        Some(_) => Err(reader.expected("the end of the file")),
    }
}

struct Reader<'s> {
    source: &'s Source,
    at: usize,
}

impl Reader<'_> {
    fn rest(&self) -> &str {
        &self.source.text()[self.at..]
    }

    fn skip(&mut self) {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start_matches([' ', '\t', '\r', '\n']).len();
    }

    fn expected(&self, what: &str) -> Diagnostic {
        let end = self.at + self.rest().chars().next().map_or(0, char::len_utf8);
        Diagnostic::new(
            self.source,
            self.at..end,
            format!("this is not JSON: expected {what}"),
        )
        .with_help("mend the syntax at or just above the marked place")
    }

    /// Takes a character that has to come next; white space does not count.
    fn takes(&mut self, wanted: char) -> bool {
        self.skip();
        let is_next = self.rest().starts_with(wanted);
        self.at += if is_next { wanted.len_utf8() } else { 0 };
        is_next
    }

    fn value(&mut self, depth: usize) -> Result<Node, Diagnostic> {
        self.skip();
        let start = self.at;
        let data = match self.rest().chars().next() {
            Some('{') => {
                self.check_depth(depth)?;
                self.at += 1;
                self.object(depth)?
            }
            Some('[') => {
                self.check_depth(depth)?;
                self.at += 1;
                self.array(depth)?
            }
            Some('"') => Data::Text(self.string()?),
            _ => self.word()?,
        };
        // A container is named by its first character, a scalar by all of it.
        let span = match data {
            Data::Mapping(_) | Data::Sequence(_) => start..start + 1,
            _ => start..self.at,
        };
        Ok(Node {
            data,
            span,
            end: self.at,
        })
    }

    fn check_depth(&self, depth: usize) -> Result<(), Diagnostic> {
        if depth < MAX_DEPTH {
            return Ok(());
        }
        Err(too_deep(self.source, self.at..self.at + 1))
    }

    fn object(&mut self, depth: usize) -> Result<Data, Diagnostic> {
        let mut members: IndexMap<String, Member> = IndexMap::new();
        if self.takes('}') {
            return Ok(Data::Mapping(members));
        }
        loop {
            self.skip();
            let start = self.at;
            if !self.rest().starts_with('"') {
                return Err(self.expected("a key in quotes"));
            }
            let key = self.string()?;
            let key_span = start..self.at;
            if members.contains_key(&key) {
                return Err(twice(self.source, key_span, &key));
            }
            if !self.takes(':') {
                return Err(self.expected("`:`"));
            }
            let value = self.value(depth + 1)?;
            members.insert(key, Member { key_span, value });
            if self.takes('}') {
                return Ok(Data::Mapping(members));
            }
            if !self.takes(',') {
                return Err(self.expected("`,` or `}`"));
            }
        }
    }

    fn array(&mut self, depth: usize) -> Result<Data, Diagnostic> {
        let mut elements = Vec::new();
        if self.takes(']') {
            return Ok(Data::Sequence(elements));
        }
        loop {
            elements.push(self.value(depth + 1)?);
            if self.takes(']') {
                return Ok(Data::Sequence(elements));
            }
            if !self.takes(',') {
                return Err(self.expected("`,` or `]`"));
            }
        }
    }

    fn string(&mut self) -> Result<String, Diagnostic> {
        let start = self.at;
        let mut is_escaped = false;
        let length = self.rest()[1..].find(|it: char| {
            let is_end = it == '"' && !is_escaped;
            is_escaped = it == '\\' && !is_escaped;
            is_end
        });
        let Some(length) = length else {
            return Err(Diagnostic::new(
                self.source,
                start..start + 1,
                "this is not JSON: the text that starts here does not end",
            ));
        };
        self.at = start + 1 + length + 1;
        let span: Span = start..self.at;
        serde_json::from_str(&self.source.text()[span.clone()]).map_err(|error| {
            let why = error.to_string();
            let why = why.split(" at line").next().unwrap_or_default().to_owned();
            Diagnostic::new(self.source, span, format!("this is not JSON: {why}"))
        })
    }

    fn word(&mut self) -> Result<Data, Diagnostic> {
        let rest = self.rest();
        let is_end = |it: char| it.is_whitespace() || matches!(it, ',' | ']' | '}' | ':');
        let word = &rest[..rest.find(is_end).unwrap_or(rest.len())];
        let data = match word {
            "null" => Data::Null,
            "true" => Data::Bool(true),
            "false" => Data::Bool(false),
            word => match serde_json::from_str::<serde_json::Number>(word) {
                Ok(number) => Data::Number(number),
                Err(_) => return Err(self.expected("a value")),
            },
        };
        self.at += word.len();
        Ok(data)
    }
}
