//! YAML or JSON as a tree whose every node knows where it stands.

use std::borrow::Cow;
use std::collections::HashMap;

use indexmap::IndexMap;
use saphyr::Scalar;
use saphyr_parser::{Event, Parser, ScalarStyle};

use crate::diagnostic::Diagnostic;
use crate::source::{Source, Span};

/// How deep a document may nest; far beyond any real one, and far below what a stack holds.
pub(crate) const MAX_DEPTH: usize = 200;
/// How many nodes aliases may multiply a document into.
const MAX_ALIASED_NODES: usize = 1_000_000;

/// A value with the place it was read from.
#[derive(Clone, Debug)]
pub struct Node {
    /// The value.
    pub data: Data,
    /// Where the value stands; for a block mapping or sequence, where it starts.
    pub span: Span,
    /// Where the parser saw that the value ended; white space and comments may lie before it.
    pub end: usize,
}

/// What a [`Node`] holds.
#[derive(Clone, Debug)]
pub enum Data {
    /// `null`, `~`, or nothing at all.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number, as JSON knows it.
    Number(serde_json::Number),
    /// A string.
    Text(String),
    /// A list.
    Sequence(Vec<Node>),
    /// A mapping, in the order of the document.
    Mapping(IndexMap<String, Member>),
}

/// One entry of a mapping.
#[derive(Clone, Debug)]
pub struct Member {
    /// Where the key stands.
    pub key_span: Span,
    /// The value.
    pub value: Node,
}

impl Node {
    /// Reads the one document of a source.
    ///
    /// # Errors
    ///
    /// A text that is not YAML (or JSON), that has a key twice, or that nests or multiplies beyond
    /// reason; the place is where that shows first.
    pub fn parse(source: &Source) -> Result<Self, Diagnostic> {
        Builder {
            source,
            anchors: HashMap::new(),
            aliased: 0,
        }
        .document()
    }

    /// The member of a mapping; `None` for what is no mapping.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.member(key).map(|member| &member.value)
    }

    /// The member of a mapping, with the place of its key.
    #[must_use]
    pub fn member(&self, key: &str) -> Option<&Member> {
        match &self.data {
            Data::Mapping(members) => members.get(key),
            _ => None,
        }
    }

    /// The members of a mapping, in order; none for what is no mapping.
    pub fn members(&self) -> impl Iterator<Item = (&str, &Member)> {
        let members = match &self.data {
            Data::Mapping(members) => Some(members),
            _ => None,
        };
        members
            .into_iter()
            .flatten()
            .map(|(key, member)| (key.as_str(), member))
    }

    /// The elements of a list; none for what is no list.
    pub fn elements(&self) -> impl Iterator<Item = &Node> {
        match &self.data {
            Data::Sequence(elements) => elements.as_slice(),
            _ => &[],
        }
        .iter()
    }

    /// The text of a string.
    #[must_use]
    pub fn as_str(&self) -> Option<&str> {
        match &self.data {
            Data::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The value of a boolean.
    #[must_use]
    pub fn as_bool(&self) -> Option<bool> {
        match &self.data {
            Data::Bool(value) => Some(*value),
            _ => None,
        }
    }

    /// The value of a whole number that is not negative.
    #[must_use]
    pub fn as_u64(&self) -> Option<u64> {
        match &self.data {
            Data::Number(value) => value.as_u64(),
            _ => None,
        }
    }

    /// The same value as plain JSON, without places.
    #[must_use]
    pub fn to_json(&self) -> serde_json::Value {
        use serde_json::Value;
        match &self.data {
            Data::Null => Value::Null,
            Data::Bool(value) => Value::Bool(*value),
            Data::Number(value) => Value::Number(value.clone()),
            Data::Text(text) => Value::String(text.clone()),
            Data::Sequence(elements) => elements.iter().map(Node::to_json).collect(),
            Data::Mapping(members) => members
                .iter()
                .map(|(key, member)| (key.clone(), member.value.to_json()))
                .collect::<serde_json::Map<_, _>>()
                .into(),
        }
    }

    /// What kind of value this is, in words for a message.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match &self.data {
            Data::Null => "nothing",
            Data::Bool(_) => "a boolean",
            Data::Number(_) => "a number",
            Data::Text(_) => "a string",
            Data::Sequence(_) => "a list",
            Data::Mapping(_) => "a mapping",
        }
    }

    /// Moves every place on: the text that this was read from stands further down in another.
    pub(crate) fn shift(&mut self, by: usize) {
        let moved = |span: &Span| span.start + by..span.end + by;
        self.span = moved(&self.span);
        self.end += by;
        match &mut self.data {
            Data::Sequence(elements) => elements.iter_mut().for_each(|it| it.shift(by)),
            Data::Mapping(members) => {
                for member in members.values_mut() {
                    member.key_span = moved(&member.key_span);
                    member.value.shift(by);
                }
            }
            _ => {}
        }
    }

    /// How many nodes this is, itself included, and how deep they nest.
    fn measure(&self) -> (usize, usize) {
        let children: Vec<&Node> = match &self.data {
            Data::Sequence(elements) => elements.iter().collect(),
            Data::Mapping(members) => members.values().map(|member| &member.value).collect(),
            _ => Vec::new(),
        };
        children
            .into_iter()
            .map(Node::measure)
            .fold((1, 1), |(count, depth), child| {
                (count + child.0, depth.max(child.1 + 1))
            })
    }
}

pub(crate) fn too_deep(source: &Source, span: Span) -> Diagnostic {
    Diagnostic::new(
        source,
        span,
        format!("the document nests deeper than {MAX_DEPTH} levels"),
    )
}

pub(crate) fn twice(source: &Source, key: Span, name: &str) -> Diagnostic {
    let message = format!("the key `{name}` stands twice in this mapping");
    Diagnostic::new(source, key, message).with_help("keep one of the two")
}

struct Builder<'s> {
    source: &'s Source,
    anchors: HashMap<usize, Node>,
    aliased: usize,
}

enum Open {
    Sequence {
        anchor: usize,
        span: Span,
        elements: Vec<Node>,
    },
    Mapping {
        anchor: usize,
        span: Span,
        members: IndexMap<String, Member>,
        key: Option<(String, Span)>,
    },
}

impl Builder<'_> {
    fn document(mut self) -> Result<Node, Diagnostic> {
        let source = self.source;
        let mut open: Vec<Open> = Vec::new();
        let mut root = None;
        for event in Parser::new_from_str(source.text()) {
            let (event, marks) = event.map_err(|error| self.scan_error(&error))?;
            let span = source.offset(marks.start.line(), marks.start.col())
                ..source.offset(marks.end.line(), marks.end.col());
            let node = match event {
                Event::Scalar(text, style, anchor, tag) => {
                    let node = self.scalar(&text, style, tag.as_ref(), span, &open)?;
                    self.remember(anchor, &node);
                    node
                }
                Event::Alias(anchor) => self.alias(anchor, open.len(), &span)?,
                Event::SequenceStart(anchor, _) => {
                    self.check_depth(open.len(), &span)?;
                    open.push(Open::Sequence {
                        anchor,
                        span,
                        elements: Vec::new(),
                    });
                    continue;
                }
                Event::MappingStart(anchor, _) => {
                    self.check_depth(open.len(), &span)?;
                    open.push(Open::Mapping {
                        anchor,
                        span,
                        members: IndexMap::new(),
                        key: None,
                    });
                    continue;
                }
                Event::SequenceEnd | Event::MappingEnd => {
                    let Some(closed) = open.pop() else { continue };
                    let (anchor, node) = closed.close(span.end);
                    self.remember(anchor, &node);
                    node
                }
                Event::DocumentStart(_) if root.is_some() => {
                    return Err(
                        Diagnostic::new(source, span, "a second document starts here")
                            .with_help("keep one document in the file"),
                    );
                }
                _ => continue,
            };
            match open.last_mut() {
                None => root = Some(node),
                Some(parent) => self.attach(parent, node)?,
            }
        }
        root.ok_or_else(|| {
            Diagnostic::new(source, 0..source.text().len(), "the file holds no document")
        })
    }

    fn scan_error(&self, error: &saphyr_parser::ScanError) -> Diagnostic {
        let at = self
            .source
            .offset(error.marker().line(), error.marker().col());
        Diagnostic::new(
            self.source,
            at..at + 1,
            format!("this is not YAML: {}", error.info()),
        )
        .with_help("mend the syntax at or just above the marked place")
    }

    fn check_depth(&self, depth: usize, span: &Span) -> Result<(), Diagnostic> {
        if depth < MAX_DEPTH {
            return Ok(());
        }
        Err(too_deep(self.source, span.clone()))
    }

    fn remember(&mut self, anchor: usize, node: &Node) {
        if anchor > 0 {
            self.anchors.insert(anchor, node.clone());
        }
    }

    fn alias(&mut self, anchor: usize, depth: usize, span: &Span) -> Result<Node, Diagnostic> {
        let Some(node) = self.anchors.get(&anchor) else {
            return Err(Diagnostic::new(
                self.source,
                span.clone(),
                "this alias stands inside the value it names",
            ));
        };
        let (nodes, levels) = node.measure();
        self.check_depth(depth + levels, span)?;
        self.aliased += nodes;
        if self.aliased > MAX_ALIASED_NODES {
            return Err(Diagnostic::new(
                self.source,
                span.clone(),
                "aliases multiply this document beyond reason",
            ));
        }
        Ok(node.clone())
    }

    fn scalar(
        &self,
        text: &str,
        style: ScalarStyle,
        tag: Option<&Cow<'_, saphyr_parser::Tag>>,
        span: Span,
        open: &[Open],
    ) -> Result<Node, Diagnostic> {
        let is_key = matches!(open.last(), Some(Open::Mapping { key: None, .. }));
        // A key is the text it is written with: the status `200` and the status `"200"` are one.
        if is_key {
            if text == "<<" && style == ScalarStyle::Plain {
                return Err(
                    Diagnostic::new(self.source, span, "merge keys are not read here")
                        .with_help("write the members out that `<<` would bring"),
                );
            }
            return Ok(Node {
                data: Data::Text(text.to_owned()),
                end: span.end,
                span,
            });
        }
        let scalar = Scalar::parse_from_cow_and_metadata(Cow::Borrowed(text), style, tag);
        let data = match scalar {
            Some(Scalar::Null) => Data::Null,
            Some(Scalar::Boolean(value)) => Data::Bool(value),
            Some(Scalar::Integer(value)) => Data::Number(value.into()),
            Some(Scalar::FloatingPoint(value)) => match serde_json::Number::from_f64(value.0) {
                // A whole number beyond `i64` reads as a float here; keep it exact where it fits.
                Some(number) => Data::Number(text.parse::<u64>().map_or(number, Into::into)),
                None => Data::Text(text.to_owned()),
            },
            Some(Scalar::String(value)) => Data::Text(value.into_owned()),
            None => {
                return Err(Diagnostic::new(
                    self.source,
                    span,
                    "the value does not fit its tag",
                ));
            }
        };
        Ok(Node {
            data,
            end: span.end,
            span,
        })
    }

    fn attach(&self, parent: &mut Open, node: Node) -> Result<(), Diagnostic> {
        match parent {
            Open::Sequence { elements, .. } => elements.push(node),
            Open::Mapping { members, key, .. } => match key.take() {
                None => match node.data {
                    Data::Text(text) => *key = Some((text, node.span)),
                    _ => {
                        return Err(Diagnostic::new(
                            self.source,
                            node.span,
                            "a key has to be a plain word, not a list or a mapping",
                        ));
                    }
                },
                Some((name, key_span)) => {
                    if members.contains_key(&name) {
                        return Err(twice(self.source, key_span, &name));
                    }
                    members.insert(
                        name,
                        Member {
                            key_span,
                            value: node,
                        },
                    );
                }
            },
        }
        Ok(())
    }
}

impl Open {
    fn close(self, end: usize) -> (usize, Node) {
        match self {
            Self::Sequence {
                anchor,
                span,
                elements,
            } => (
                anchor,
                Node {
                    data: Data::Sequence(elements),
                    span,
                    end,
                },
            ),
            Self::Mapping {
                anchor,
                span,
                members,
                ..
            } => (
                anchor,
                Node {
                    data: Data::Mapping(members),
                    span,
                    end,
                },
            ),
        }
    }
}
