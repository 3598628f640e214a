//! Reads a lock, and reports the place of anything wrong in it.

use chrono::NaiveDate;
use indexmap::IndexMap;

use super::{AcceptedSource, Entry, Exception, Lock, same_page};
use contract::{Data, Diagnostic, Node, Source, Span};

impl Lock {
    /// Reads a lock.
    ///
    /// # Errors
    ///
    /// The text is not YAML, has an unknown member, or lacks a required one; or an exception has no
    /// reason, names a source that the lock does not list, or has an invalid date.
    pub fn read(source: Source) -> Result<Self, Diagnostic> {
        let root = Node::parse(&source)?;
        let reader = Reader(&source);
        reader.members(&root, &["version", "sources", "exceptions"])?;
        match root.get("version") {
            Some(version) if version.as_u64() == Some(1) => {}
            Some(version) => {
                return Err(reader
                    .fault(version, "unknown version of the lock")
                    .with_label("expected `1`"));
            }
            None => {
                return Err(reader
                    .fault(&root, "the lock has no `version`")
                    .with_help("start the file with `version: 1`"));
            }
        }
        let entries = reader.list(&root, "sources", Reader::entry)?;
        for (at, entry) in entries.iter().enumerate() {
            let is_same = |one: &Entry| same_page(&one.source) == same_page(&entry.source);
            if entries[..at].iter().any(is_same) {
                let node = root.get("sources").and_then(|node| node.elements().nth(at));
                return Err(reader.fault(
                    node.unwrap_or(&root),
                    format!("the source `{}` is listed twice", entry.source),
                ));
            }
        }
        let exceptions = reader.list(&root, "exceptions", |reader, node| {
            reader.exception(node, &entries)
        })?;
        let block = block(&source, &root);
        let named = root.get("sources").into_iter().flat_map(Node::elements);
        let places = named
            .map(|entry| entry.get("source").unwrap_or(entry).span.clone())
            .collect();
        Ok(Self {
            source,
            entries,
            places,
            exceptions,
            block,
        })
    }
}

/// The place of `sources`, from its key to the comments above the next one.
fn block(source: &Source, root: &Node) -> Option<Span> {
    let start = root.member("sources")?.key_span.start;
    let text = source.text();
    let next = root
        .members()
        .map(|(_, member)| member.key_span.start)
        .find(|&key| key > start)
        .unwrap_or(text.len());
    // Comments and blank lines above the next key, or at the end, belong to people.
    let mut end = next;
    for line in text[start..next].split_inclusive('\n').rev() {
        let blank = line.trim().is_empty();
        if !(blank || line.starts_with('#')) {
            break;
        }
        end -= line.len();
    }
    Some(start..end)
}

struct Reader<'s>(&'s Source);

impl Reader<'_> {
    fn fault(&self, node: &Node, message: impl Into<String>) -> Diagnostic {
        Diagnostic::new(self.0, node.span.clone(), message)
    }

    fn members(&self, node: &Node, known: &[&str]) -> Result<(), Diagnostic> {
        if !matches!(node.data, Data::Mapping(_)) {
            return Err(self.fault(node, format!("expected a mapping, this is {}", node.kind())));
        }
        match node.members().find(|(name, _)| !known.contains(name)) {
            None => Ok(()),
            Some((name, member)) => Err(Diagnostic::new(
                self.0,
                member.key_span.clone(),
                format!("unknown member `{name}`"),
            )
            .with_help(format!("the members are `{}`", known.join("`, `")))),
        }
    }

    fn list<T>(
        &self,
        root: &Node,
        name: &str,
        read: impl Fn(&Self, &Node) -> Result<T, Diagnostic>,
    ) -> Result<Vec<T>, Diagnostic> {
        match root.get(name) {
            None => Ok(Vec::new()),
            Some(node) => match &node.data {
                Data::Null => Ok(Vec::new()),
                Data::Sequence(elements) => {
                    elements.iter().map(|element| read(self, element)).collect()
                }
                _ => Err(self.fault(
                    node,
                    format!("`{name}` has to be a list, this is {}", node.kind()),
                )),
            },
        }
    }

    fn entry(&self, node: &Node) -> Result<Entry, Diagnostic> {
        let known = [
            "source", "browser", "form", "accepted", "compared", "of", "facts", "prose",
        ];
        self.members(node, &known)?;
        let was_accepted = known[2..].iter().any(|name| node.get(name).is_some());
        let source = self.needed(node, "source")?;
        let named = node.get("source").map_or(node, |source| source);
        if !["https://", "http://"]
            .iter()
            .any(|scheme| source.starts_with(scheme))
        {
            return Err(self
                .fault(named, format!("`{source}` is not the URL of a source"))
                .with_help(
                    "give the URL of the page or document; pass a copy of it in a file with `--as URL`",
                ));
        }
        Ok(Entry {
            source,
            browser: match node.get("browser") {
                None => false,
                Some(browser) => browser
                    .as_bool()
                    .ok_or_else(|| self.fault(browser, "expected `true` or `false`"))?,
            },
            accepted: was_accepted.then(|| self.accepted(node)).transpose()?,
        })
    }

    fn accepted(&self, node: &Node) -> Result<AcceptedSource, Diagnostic> {
        let mut prose = IndexMap::new();
        for (place, member) in node.get("prose").into_iter().flat_map(Node::members) {
            prose.insert(place.to_owned(), self.text(&member.value, "a fingerprint")?);
        }
        Ok(AcceptedSource {
            form: self.needed(node, "form")?,
            on: self
                .date(node, "accepted")?
                .ok_or_else(|| self.lacks(node, "accepted"))?,
            compared: self.number(node, "compared")?,
            of: self.number(node, "of")?,
            facts: self.needed(node, "facts")?,
            prose,
        })
    }

    fn number(&self, node: &Node, name: &str) -> Result<usize, Diagnostic> {
        let value = node.get(name).ok_or_else(|| self.lacks(node, name))?;
        value
            .as_u64()
            .and_then(|number| usize::try_from(number).ok())
            .ok_or_else(|| self.fault(value, format!("expected a number of facts as `{name}`")))
    }

    fn exception(&self, node: &Node, entries: &[Entry]) -> Result<Exception, Diagnostic> {
        let known = [
            "id", "place", "source", "before", "after", "reason", "until", "owner",
        ];
        self.members(node, &known)?;
        let reason = self.needed(node, "reason")?;
        if reason.trim().is_empty() {
            return Err(self.lacks(node, "reason"));
        }
        let optional = |name: &str| {
            node.get(name)
                .map(|value| self.text(value, &format!("a text as `{name}`")))
                .transpose()
        };
        let id = node.get("id").map_or(node, |id| id);
        let source = self.needed(node, "source")?;
        if !entries.iter().any(|entry| entry.source == source) {
            let named = node.get("source").map_or(node, |source| source);
            return Err(self
                .fault(named, format!("`sources` has no `{source}`"))
                .with_help(
                    "give the URL of the source that shows the difference, as in `sources`",
                ));
        }
        Ok(Exception {
            id: self.needed(node, "id")?,
            place: self.needed(node, "place")?,
            source,
            before: node.get("before").map(Node::to_json),
            after: node.get("after").map(Node::to_json),
            reason,
            until: self.date(node, "until")?,
            owner: optional("owner")?,
            span: id.span.clone(),
        })
    }

    fn needed(&self, node: &Node, name: &str) -> Result<String, Diagnostic> {
        let value = node.get(name).ok_or_else(|| self.lacks(node, name))?;
        self.text(value, &format!("a text as `{name}`"))
    }

    fn lacks(&self, node: &Node, name: &str) -> Diagnostic {
        let help = match name {
            "reason" => "say why the difference is kept: `reason: …`".to_owned(),
            "source" => "give the URL of the source that shows the difference: `source: https://…`"
                .to_owned(),
            "compared" | "of" => "run `cargo xtask drift --accept`, which records it".to_owned(),
            _ => format!("add `{name}: …`"),
        };
        self.fault(node, format!("this entry has no `{name}`"))
            .with_help(help)
    }

    fn text(&self, node: &Node, what: &str) -> Result<String, Diagnostic> {
        match &node.data {
            Data::Text(text) => Ok(text.clone()),
            // An unquoted fingerprint of digits only is a number in YAML.
            Data::Number(_) => Ok(self.0.text()[node.span.clone()].trim().to_owned()),
            _ => Err(self.fault(node, format!("expected {what}, this is {}", node.kind()))),
        }
    }

    fn date(&self, node: &Node, name: &str) -> Result<Option<NaiveDate>, Diagnostic> {
        let Some(value) = node.get(name) else {
            return Ok(None);
        };
        let text = self.text(value, &format!("a date as `{name}`"))?;
        text.parse().map(Some).map_err(|_| {
            self.fault(value, format!("`{text}` is not a date"))
                .with_help("write it as 2026-12-31")
        })
    }
}
