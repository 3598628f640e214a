//! Reading a lock, with a place for everything that is wrong with it.

use chrono::NaiveDate;
use indexmap::IndexMap;

use super::{Entry, Exception, Lock, Said};
use contract::{Data, Diagnostic, Node, Source, Span};

impl Lock {
    /// Reads a lock.
    ///
    /// # Errors
    ///
    /// A text that is not YAML, has a member that no lock has, or lacks one that it needs: an
    /// exception without a reason, a day that is none.
    pub fn read(source: Source) -> Result<Self, Diagnostic> {
        let root = Node::parse(&source)?;
        let reader = Reader(&source);
        reader.members(&root, &["version", "sources", "exceptions"])?;
        match root.get("version") {
            Some(version) if version.as_u64() == Some(1) => {}
            Some(version) => {
                return Err(reader
                    .fault(version, "this version of the lock is not known here")
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
            if entries[..at].iter().any(|one| one.source == entry.source) {
                let node = root.get("sources").and_then(|node| node.elements().nth(at));
                return Err(reader.fault(
                    node.unwrap_or(&root),
                    format!("the source `{}` stands twice", entry.source),
                ));
            }
        }
        let exceptions = reader.list(&root, "exceptions", Reader::exception)?;
        let block = block(&source, &root);
        Ok(Self {
            source,
            entries,
            exceptions,
            block,
        })
    }
}

/// Where `sources` stands: from its key to the next one, what is said before that one left out.
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
                format!("`{name}` is not known here"),
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
        let known = ["source", "optional", "form", "accepted", "facts", "prose"];
        self.members(node, &known)?;
        let was_accepted = known[2..].iter().any(|name| node.get(name).is_some());
        Ok(Entry {
            source: self.needed(node, "source")?,
            optional: match node.get("optional") {
                None => false,
                Some(optional) => optional
                    .as_bool()
                    .ok_or_else(|| self.fault(optional, "expected `true` or `false`"))?,
            },
            said: was_accepted.then(|| self.said(node)).transpose()?,
        })
    }

    fn said(&self, node: &Node) -> Result<Said, Diagnostic> {
        let mut prose = IndexMap::new();
        for (place, member) in node.get("prose").into_iter().flat_map(Node::members) {
            prose.insert(place.to_owned(), self.text(&member.value, "a fingerprint")?);
        }
        Ok(Said {
            form: self.needed(node, "form")?,
            accepted: self
                .date(node, "accepted")?
                .ok_or_else(|| self.lacks(node, "accepted"))?,
            facts: self.needed(node, "facts")?,
            prose,
        })
    }

    fn exception(&self, node: &Node) -> Result<Exception, Diagnostic> {
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
        Ok(Exception {
            id: self.needed(node, "id")?,
            place: self.needed(node, "place")?,
            source: optional("source")?,
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
            _ => format!("add `{name}: …`"),
        };
        self.fault(node, format!("this entry has no `{name}`"))
            .with_help(help)
    }

    fn text(&self, node: &Node, what: &str) -> Result<String, Diagnostic> {
        match &node.data {
            Data::Text(text) => Ok(text.clone()),
            // A fingerprint of nothing but digits reads as a number where nobody quoted it.
            Data::Number(_) => Ok(self.0.text()[node.span.clone()].trim().to_owned()),
            _ => Err(self.fault(node, format!("expected {what}, this is {}", node.kind()))),
        }
    }

    fn date(&self, node: &Node, name: &str) -> Result<Option<NaiveDate>, Diagnostic> {
        let Some(value) = node.get(name) else {
            return Ok(None);
        };
        let text = self.text(value, &format!("a day as `{name}`"))?;
        text.parse().map(Some).map_err(|_| {
            self.fault(value, format!("`{text}` is no day"))
                .with_help("write it as 2026-12-31")
        })
    }
}
