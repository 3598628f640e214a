//! Edits of a document, made in its text.

mod layout;

use serde_json::Value;

use super::pointer::{Pointer, Token};
use super::write::{Quotes, Style};
use contract::{Data, Document, Node, Source};
use layout::Layout;

/// One edit.
#[derive(Clone, Debug)]
pub(super) enum Edit {
    /// Replaces a value.
    Replace { at: Pointer, value: Value },
    /// Adds a member to a mapping, after another or as the first.
    Add {
        to: Pointer,
        key: String,
        value: Value,
        after: Option<String>,
    },
    /// Inserts an element into a list, at this index.
    Insert {
        to: Pointer,
        index: usize,
        value: Value,
    },
    /// Renames the key of a member.
    Rename { at: Pointer, key: String },
    /// Removes a member or an element.
    Remove { at: Pointer },
}

impl Edit {
    /// The place that the edit changes.
    pub(super) fn place(&self) -> &Pointer {
        match self {
            Self::Replace { at, .. } | Self::Rename { at, .. } | Self::Remove { at } => at,
            Self::Add { to, .. } | Self::Insert { to, .. } => to,
        }
    }

    /// The document after the edit; `None` if it cannot be made there.
    ///
    /// The new text is read and compared with the expected value, so an alias, a comment, or a
    /// layout that the writer does not expect never leads to another edit.
    pub(super) fn apply(&self, document: &Document) -> Option<Document> {
        let (source, root) = (document.source(), document.root());
        let mut wanted = root.to_json();
        self.apply_to(&mut wanted)?;
        let text = Writer {
            layout: Layout::new(source.text()),
            root,
        }
        .apply(self)?;
        let edited = Document::read(Source::new(source.name(), text)).ok()?;
        (edited.root().to_json() == wanted).then_some(edited)
    }

    /// Makes the edit in a value without text.
    fn apply_to(&self, root: &mut Value) -> Option<()> {
        match self {
            Self::Replace { at, value } => *at.value(root)? = value.clone(),
            Self::Add { to, key, value, .. } => {
                let known = to
                    .value(root)?
                    .as_object_mut()?
                    .insert(key.clone(), value.clone());
                if known.is_some() {
                    return None;
                }
            }
            Self::Insert { to, index, value } => {
                let elements = to.value(root)?.as_array_mut()?;
                if *index > elements.len() {
                    return None;
                }
                elements.insert(*index, value.clone());
            }
            Self::Rename { at, key } => {
                let (around, last) = at.split()?;
                let Token::Key(old) = last else { return None };
                let members = around.value(root)?.as_object_mut()?;
                let value = members.shift_remove(old)?;
                if members.insert(key.clone(), value).is_some() {
                    return None;
                }
            }
            Self::Remove { at } => {
                let (around, last) = at.split()?;
                match (around.value(root)?, last) {
                    (Value::Object(members), Token::Key(key)) => {
                        members.shift_remove(key)?;
                    }
                    (Value::Array(elements), Token::Index(index)) if *index < elements.len() => {
                        elements.remove(*index);
                    }
                    _ => return None,
                }
            }
        }
        Some(())
    }
}

/// The document after all of these edits; `None` if one cannot be made, or the document is broken by
/// them.
pub(super) fn apply_all(document: &Document, edits: &[Edit]) -> Option<Document> {
    let mut edited: Option<Document> = None;
    for edit in edits {
        edited = Some(edit.apply(edited.as_ref().unwrap_or(document))?);
    }
    edited.filter(|edited| edited.check().is_ok() || document.check().is_err())
}

struct Writer<'t> {
    layout: Layout<'t>,
    root: &'t Node,
}

impl<'t> Writer<'t> {
    fn apply(&self, edit: &Edit) -> Option<String> {
        match edit {
            Edit::Replace { at, value } => self.replace(at, value),
            Edit::Add {
                to,
                key,
                value,
                after,
            } => self.add(to, key, value, after.as_deref()),
            Edit::Insert { to, index, value } => self.insert(to, *index, value),
            Edit::Rename { at, key } => self.rename(at, key),
            Edit::Remove { at } => self.remove(at),
        }
    }

    fn put(&self, from: usize, to: usize, new: &str) -> Option<String> {
        let text = self.layout.text;
        Some(format!("{}{new}{}", text.get(..from)?, text.get(to..)?))
    }

    /// Whether a place is in flow style, or inside a value in flow style.
    fn is_in_flow(&self, at: &Pointer) -> bool {
        (0..=at.0.len()).any(|length| {
            Pointer(at.0[..length].to_vec())
                .node(self.root)
                .is_some_and(|node| self.layout.is_flow(node))
        })
    }

    fn style(&self, near: &Node) -> Style<'t> {
        let text = self.layout.text;
        let inside = text.get(near.span.start..).unwrap_or_default();
        let is_quoted = near
            .members()
            .next()
            .is_some_and(|(_, member)| text[member.key_span.start..].starts_with('"'));
        let is_json = self.layout.is_flow(self.root);
        Style {
            line: self.layout.line_break(),
            json: is_json && (is_quoted || near.members().next().is_none()),
            spaced: !is_json && (!inside.starts_with('{') || inside.starts_with("{ ")),
        }
    }

    fn replace(&self, at: &Pointer, value: &Value) -> Option<String> {
        let (around, last) = at.split()?;
        let holder = around.node(self.root)?;
        let old = at.node(self.root)?;
        let style = self.style(holder);
        let (start, indent) = match last {
            Token::Key(key) => {
                let member = holder.member(key)?;
                let indent = self.layout.indent_at(member.key_span.start);
                (self.layout.after_colon(member), indent)
            }
            Token::Index(_) if self.layout.is_flow(holder) => (old.span.start, String::new()),
            Token::Index(_) => {
                let dash = self.layout.dash(old)?;
                (dash + 1, self.layout.indent_at(dash))
            }
        };
        let end = self.layout.end(old).max(start);
        let is_scalar = |value: &Value| !matches!(value, Value::Array(_) | Value::Object(_));
        let was_scalar = !matches!(old.data, Data::Sequence(_) | Data::Mapping(_));
        let is_written_here = old.span.start >= start
            && !self.layout.text[start..old.span.start].contains(['|', '>']);
        if was_scalar && is_scalar(value) && is_written_here && old.span.start < end {
            let quotes = Quotes::of(&self.layout.text[old.span.start..]);
            let new = match value {
                Value::String(text) => style.text(text, quotes),
                value => value.to_string(),
            };
            return self.put(old.span.start, end, &new);
        }
        // Empty braces do not make what replaces them flow style.
        let is_in_flow = self.is_in_flow(&around) || self.layout.is_flow(old) && !is_empty(old);
        if is_in_flow || is_scalar(value) {
            let is_apart = matches!(last, Token::Key(_)) || !self.layout.is_flow(holder);
            let space = if is_apart { " " } else { "" };
            return self.put(start, end, &format!("{space}{}", style.flow(value)));
        }
        let new = match last {
            Token::Key(_) => style.after_key(value, &indent),
            Token::Index(_) => format!(" {}", style.after_dash(value, &indent)),
        };
        self.put(start, end, &new)
    }

    fn add(&self, to: &Pointer, key: &str, value: &Value, after: Option<&str>) -> Option<String> {
        let holder = to.node(self.root)?;
        if !matches!(holder.data, Data::Mapping(_)) {
            return None;
        }
        if self.layout.is_flow(holder) && is_empty(holder) && to.split().is_some() {
            return self.replace(to, &serde_json::json!({ key: value }));
        }
        let style = self.style(holder);
        let quotes = self.key_quotes(holder, key);
        let key = if self.layout.is_flow(holder) {
            style.text(key, quotes)
        } else {
            style.block_key(key, quotes)
        };
        let previous = after.and_then(|after| holder.member(after));
        let first = holder.members().next().map(|(_, member)| member);
        if self.layout.is_flow(holder) {
            let new = format!("{key}: {}", style.flow(value));
            let place =
                previous.map(|member| (member.key_span.start, self.layout.member_end(member)));
            return self.add_in_flow(holder, place, first.map(|it| it.key_span.start), &new);
        }
        let first = first?;
        let indent = self.layout.indent_at(first.key_span.start);
        let new = format!("{key}:{}", style.after_key(value, &indent));
        if let Some(previous) = previous {
            let at = self.layout.line_end(self.layout.member_end(previous));
            self.put(at, at, &format!("{}{indent}{new}", style.line))
        } else {
            let at = first.key_span.start;
            self.put(at, at, &format!("{new}{}{indent}", style.line))
        }
    }

    fn rename(&self, at: &Pointer, key: &str) -> Option<String> {
        let (around, last) = at.split()?;
        let Token::Key(old) = last else { return None };
        let holder = around.node(self.root)?;
        let span = holder.member(old)?.key_span.clone();
        let quotes = Quotes::of(&self.layout.text[span.start..]);
        let style = self.style(holder);
        let new = if self.layout.is_flow(holder) {
            style.text(key, quotes)
        } else {
            style.block_key(key, quotes)
        };
        self.put(span.start, span.end, &new)
    }

    /// The quotes of the other keys of a mapping, if those are keys of the same kind.
    fn key_quotes(&self, holder: &Node, key: &str) -> Quotes {
        let is_number = |key: &str| key.bytes().all(|byte| byte.is_ascii_digit());
        let same = holder
            .members()
            .find(|(known, _)| is_number(known) == is_number(key));
        match same {
            Some((_, member)) => Quotes::of(&self.layout.text[member.key_span.start..]),
            None => Quotes::None,
        }
    }

    /// Adds to a mapping or a list in flow style, after the entry at `previous` or before `first`.
    fn add_in_flow(
        &self,
        holder: &Node,
        previous: Option<(usize, usize)>,
        first: Option<usize>,
        new: &str,
    ) -> Option<String> {
        let text = self.layout.text;
        let own_line = |at: usize| {
            let start = self.layout.line_start(at);
            let before = &text[start..at];
            before
                .trim()
                .is_empty()
                .then(|| format!("{}{before}", self.layout.line_break()))
        };
        if let Some((start, end)) = previous {
            let gap = own_line(start).unwrap_or_else(|| " ".to_owned());
            return self.put(end, end, &format!(",{gap}{new}"));
        }
        if let Some(first) = first {
            let gap = own_line(first).unwrap_or_else(|| " ".to_owned());
            return self.put(first, first, &format!("{new},{gap}"));
        }
        let (start, end) = (holder.span.start + 1, self.layout.end(holder) - 1);
        let space = if text[holder.span.start..].starts_with('{') {
            " "
        } else {
            ""
        };
        self.put(start, end, &format!("{space}{new}{space}"))
    }

    fn insert(&self, to: &Pointer, index: usize, value: &Value) -> Option<String> {
        let holder = to.node(self.root)?;
        let Data::Sequence(elements) = &holder.data else {
            return None;
        };
        let style = self.style(elements.first().unwrap_or(holder));
        let previous = index.checked_sub(1).and_then(|at| elements.get(at));
        let first = elements.first();
        if self.layout.is_flow(holder) {
            let new = match (value, previous.or(first)) {
                // A string of digits stays a string in the quotes of its neighbours.
                (Value::String(text), Some(near)) => {
                    style.text(text, Quotes::of(&self.layout.text[near.span.start..]))
                }
                _ => style.flow(value),
            };
            let place = previous.map(|it| (it.span.start, self.layout.end(it)));
            return self.add_in_flow(holder, place, first.map(|it| it.span.start), &new);
        }
        let near = previous.or(first)?;
        let dash = self.layout.dash(near)?;
        let indent = self.layout.indent_at(dash);
        let is_flow = self.layout.is_flow(near);
        let new = match value {
            Value::String(text) => {
                style.text(text, Quotes::of(&self.layout.text[near.span.start..]))
            }
            _ if is_flow => style.flow(value),
            _ => style.after_dash(value, &indent),
        };
        match previous {
            Some(previous) => {
                let at = self
                    .layout
                    .line_end(self.layout.end(previous).max(dash + 1));
                self.put(at, at, &format!("{}{indent}- {new}", style.line))
            }
            None => self.put(dash, dash, &format!("- {new}{}{indent}", style.line)),
        }
    }

    fn remove(&self, at: &Pointer) -> Option<String> {
        let (around, last) = at.split()?;
        let holder = around.node(self.root)?;
        let (spans, index): (Vec<(usize, usize)>, usize) = match last {
            Token::Key(key) => {
                let spans = holder
                    .members()
                    .map(|(_, it)| (it.key_span.start, self.layout.member_end(it)));
                let index = holder.members().position(|(known, _)| known == key)?;
                (spans.collect(), index)
            }
            Token::Index(index) if self.layout.is_flow(holder) => {
                let spans = holder
                    .elements()
                    .map(|it| (it.span.start, self.layout.end(it)));
                (spans.collect(), *index)
            }
            Token::Index(index) => {
                let spans: Option<Vec<_>> = holder
                    .elements()
                    .map(|it| {
                        let dash = self.layout.dash(it)?;
                        Some((dash, self.layout.end(it).max(dash + 1)))
                    })
                    .collect();
                (spans?, *index)
            }
        };
        let &(start, end) = spans.get(index)?;
        let next = spans.get(index + 1);
        if self.layout.is_flow(holder) {
            return match (index.checked_sub(1).and_then(|it| spans.get(it)), next) {
                (Some(&(_, previous)), _) => self.put(previous, end, ""),
                (None, Some(&(next, _))) => self.put(start, next, ""),
                (None, None) => self.put(holder.span.start + 1, self.layout.end(holder) - 1, ""),
            };
        }
        if spans.len() == 1 {
            // A key without a value would read as `null`.
            let empty = match holder.data {
                Data::Sequence(_) => Value::Array(Vec::new()),
                _ => Value::Object(serde_json::Map::new()),
            };
            return self.replace(&around, &empty);
        }
        let line = self.layout.line_start(start);
        match next {
            // The first key of an element shares its line with the dash.
            Some(&(next, _)) if !self.layout.text[line..start].trim().is_empty() => {
                self.put(start, next, "")
            }
            _ => {
                let after = self.layout.next_line(end);
                self.put(line, after, "")
            }
        }
    }
}

fn is_empty(node: &Node) -> bool {
    node.members().next().is_none() && node.elements().next().is_none()
}
