//! Edits of a path item.
//!
//! An edit has a JSON Pointer ([RFC 6901]) into the path item with every reference followed, as the
//! theme sees it. Applied to the contract, it inlines the references on the way to the pointer and
//! keeps all others.
//!
//! [RFC 6901]: https://www.rfc-editor.org/rfc/rfc6901

use serde_json::Value;

use contract::{Data, Document, Member, Node, Span};

use crate::page::label;

/// An edit of a path item. The first field is the pointer of the object or array that it changes.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Edit {
    /// Sets a member of an object, or replaces an element of an array; a new member is the last.
    Set(String, String, Value),
    /// Inserts a member or an element before another one, or at the end.
    Insert {
        at: String,
        key: String,
        before: Option<String>,
        value: Value,
    },
    /// Removes a member, if there is one, or an element.
    Remove(String, String),
    /// Renames a member; it keeps its position.
    Rename(String, String, String),
    /// Reorders members, or elements by their indices.
    Order(String, Vec<String>),
    /// Keeps the example that the theme generates from the contract's schema, although the schema
    /// changed: so a page looks that a person edited. The pointer is that of the schema.
    KeepExample(String),
}

/// Returns the unescaped keys of a JSON Pointer.
pub(super) fn keys(pointer: &str) -> Vec<String> {
    let keys = pointer.split('/').skip(1);
    keys.map(|key| key.replace("~1", "/").replace("~0", "~"))
        .collect()
}

/// Escapes a key for a JSON Pointer.
pub(super) fn escaped(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}

/// Splits a pointer into the pointer of the parent and the unescaped key of the last step.
pub(super) fn split(pointer: &str) -> Option<(&str, String)> {
    let (at, key) = pointer.rsplit_once('/')?;
    Some((at, key.replace("~1", "/").replace("~0", "~")))
}

impl Edit {
    pub(super) fn set(at: &str, key: &str, value: impl Into<Value>) -> Self {
        Self::Set(at.to_owned(), key.to_owned(), value.into())
    }

    pub(super) fn remove(at: &str, key: &str) -> Self {
        Self::Remove(at.to_owned(), key.to_owned())
    }

    /// Creates the edit that removes what is at a pointer.
    pub(super) fn removing(pointer: &str) -> Option<Self> {
        let (at, key) = split(pointer)?;
        Some(Self::Remove(at.to_owned(), key))
    }

    /// Returns the cost of the edit. The search prefers the cheapest explanation, so an edit that
    /// is unlikely although its drawing matches costs more.
    pub(super) fn weight(&self) -> usize {
        let is_empty = |value: &Value| value.as_object().is_some_and(serde_json::Map::is_empty);
        match self {
            // The order has no meaning.
            Self::Order(..) => 0,
            // A line that could be a title is more likely anything else: a title is not a fact.
            Self::Set(_, key, _) if key == "title" => 3,
            // A line that could be a description is more likely anything else.
            Self::Set(_, key, _) if key == "description" => 4,
            // The shown example may be the one that the theme generates from the schema.
            Self::Set(at, key, _) if key == "example" && at.contains("/schema") => 2,
            // A name without a type is more likely anything else, the more so if it ends in one.
            Self::Set(_, key, properties) if key == "properties" => {
                let members = properties.as_object().into_iter().flatten();
                let untyped = members.filter(|(_, it)| is_empty(it));
                1 + untyped
                    .map(|(name, _)| untyped_weight(name) - 1)
                    .sum::<usize>()
            }
            Self::Insert { at, key, value, .. }
                if at.ends_with("/properties") && is_empty(value) =>
            {
                untyped_weight(key)
            }
            // Prefer responses and bodies without content until the page shows some.
            Self::Insert { at, value, .. } if at.ends_with("/responses") => {
                1 + usize::from(value.get("content").is_some())
            }
            _ => 1,
        }
    }

    /// Returns the status of the response that the edit adds.
    pub(super) fn new_status(&self) -> Option<&str> {
        match self {
            Self::Insert { at, key, .. } if at.ends_with("/responses") => Some(key),
            _ => None,
        }
    }

    /// Returns the pointer of the schema whose generated example the edit keeps.
    pub(super) fn kept_example(&self) -> Option<String> {
        match self {
            Self::KeepExample(schema) => Some(schema.clone()),
            _ => None,
        }
    }

    /// Returns the pointer of the object or array that the edit changes.
    fn at(&self) -> &str {
        match self {
            Self::Set(at, ..)
            | Self::Remove(at, _)
            | Self::Rename(at, ..)
            | Self::Order(at, _)
            | Self::Insert { at, .. }
            | Self::KeepExample(at) => at,
        }
    }

    /// Returns the number of steps to the object or array that the edit changes.
    pub(super) fn depth(&self) -> usize {
        self.at().matches('/').count()
    }

    /// Applies the edit to a path item; `None` if the pointer leads nowhere.
    pub(super) fn apply(&self, item: &mut Value) -> Option<()> {
        match (self, item.pointer_mut(self.at())?) {
            (Self::KeepExample(_), _) => {}
            (Self::Set(_, key, value), Value::Object(members)) => {
                members.insert(key.clone(), value.clone());
            }
            (Self::Set(_, key, value), Value::Array(elements)) => {
                *elements.get_mut(key.parse::<usize>().ok()?)? = value.clone();
            }
            (Self::Remove(_, key), Value::Object(members)) => {
                members.shift_remove(key);
            }
            (Self::Remove(_, key), Value::Array(elements)) => {
                let at = key.parse().ok().filter(|at| *at < elements.len())?;
                elements.remove(at);
            }
            (Self::Rename(_, key, to), Value::Object(members)) => {
                let at = members.keys().position(|it| it == key)?;
                if members.contains_key(to) {
                    return None;
                }
                let value = members.shift_remove(key)?;
                members.shift_insert(at, to.clone(), value);
            }
            (Self::Order(_, order), Value::Object(members)) => {
                for key in order {
                    let value = members.shift_remove(key)?;
                    members.insert(key.clone(), value);
                }
            }
            (Self::Order(_, order), Value::Array(elements)) => {
                *elements = ordered(order, elements)?;
            }
            (
                Self::Insert {
                    key, before, value, ..
                },
                Value::Object(members),
            ) => {
                if members.contains_key(key) {
                    return None;
                }
                let at = match before {
                    Some(before) => members.keys().position(|it| it == before)?,
                    None => members.len(),
                };
                members.shift_insert(at, key.clone(), value.clone());
            }
            (Self::Insert { before, value, .. }, Value::Array(elements)) => {
                let at = match before {
                    Some(before) => before.parse().ok().filter(|at| *at <= elements.len())?,
                    None => elements.len(),
                };
                elements.insert(at, value.clone());
            }
            _ => return None,
        }
        Some(())
    }

    /// Applies the edit to the path item of the contract. What it adds gets the position `span`.
    pub(super) fn apply_to(&self, document: &Document, item: &mut Node, span: &Span) -> Option<()> {
        let mut node = item;
        inline(document, node)?;
        for key in keys(self.at()) {
            node = match &mut node.data {
                Data::Mapping(members) => &mut members.get_mut(&key)?.value,
                Data::Sequence(elements) => elements.get_mut(key.parse::<usize>().ok()?)?,
                _ => return None,
            };
            inline(document, node)?;
        }
        let member = |value: &Value| Member {
            key_span: span.clone(),
            value: tree(value, span),
        };
        match (self, &mut node.data) {
            (Self::KeepExample(_), _) => {}
            (Self::Set(_, key, value), Data::Mapping(members)) => {
                members.insert(key.clone(), member(value));
            }
            (Self::Set(_, key, value), Data::Sequence(elements)) => {
                *elements.get_mut(key.parse::<usize>().ok()?)? = tree(value, span);
            }
            (Self::Remove(_, key), Data::Mapping(members)) => {
                members.shift_remove(key);
            }
            (Self::Remove(_, key), Data::Sequence(elements)) => {
                let at = key.parse().ok().filter(|at| *at < elements.len())?;
                elements.remove(at);
            }
            (Self::Rename(_, key, to), Data::Mapping(members)) => {
                let at = members.get_index_of(key)?;
                let mut value = members.shift_remove(key)?;
                value.key_span = span.clone();
                members.shift_insert(at, to.clone(), value);
            }
            (Self::Order(_, order), Data::Mapping(members)) => {
                for key in order {
                    let value = members.shift_remove(key)?;
                    members.insert(key.clone(), value);
                }
            }
            (Self::Order(_, order), Data::Sequence(elements)) => {
                *elements = ordered(order, elements)?;
            }
            (
                Self::Insert {
                    key, before, value, ..
                },
                Data::Mapping(members),
            ) => {
                let at = match before {
                    Some(before) => members.get_index_of(before)?,
                    None => members.len(),
                };
                members.shift_insert(at, key.clone(), member(value));
            }
            (Self::Insert { before, value, .. }, Data::Sequence(elements)) => {
                let at = match before {
                    Some(before) => before.parse().ok().filter(|at| *at <= elements.len())?,
                    None => elements.len(),
                };
                elements.insert(at, tree(value, span));
            }
            _ => return None,
        }
        Some(())
    }
}

fn untyped_weight(name: &str) -> usize {
    let ends_in_a_type = label::split_glued(name, |_| false).is_some();
    if ends_in_a_type { 8 } else { 3 }
}

/// Returns the elements in the order of the given indices.
fn ordered<T: Clone>(order: &[String], elements: &[T]) -> Option<Vec<T>> {
    let element = |at: &String| elements.get(at.parse::<usize>().ok()?).cloned();
    order.iter().map(element).collect()
}

/// Replaces a reference with its target, and keeps the references inside the target.
fn inline(document: &Document, node: &mut Node) -> Option<()> {
    if node.get("$ref").is_none() {
        return Some(());
    }
    let resolved = document.resolve(node).ok()?;
    let mut inlined = resolved.node.clone();
    let name = resolved.name;
    let is_schema = document
        .root()
        .get("components")
        .and_then(|it| it.get("schemas")?.get(name?))
        .is_some_and(|it| std::ptr::eq(it, resolved.node));
    let span = node.span.clone();
    set_span(&mut inlined, &span);
    if let Data::Mapping(members) = &mut inlined.data {
        // The theme shows the name of a component as its title.
        if let (true, Some(name)) = (is_schema, name)
            && !members.contains_key("title")
        {
            let title = Member {
                key_span: span.clone(),
                value: tree(&name.into(), &span),
            };
            members.insert("title".to_owned(), title);
        }
        let beside = node.members().filter(|(key, _)| *key != "$ref");
        for (key, member) in beside {
            members.insert(key.to_owned(), member.clone());
        }
    }
    *node = inlined;
    Some(())
}

/// Converts a value to a tree, all of it at one position.
pub(super) fn tree(value: &Value, span: &Span) -> Node {
    let data = match value {
        Value::Null => Data::Null,
        Value::Bool(value) => Data::Bool(*value),
        Value::Number(number) => Data::Number(number.clone()),
        Value::String(text) => Data::Text(text.clone()),
        Value::Array(elements) => {
            Data::Sequence(elements.iter().map(|it| tree(it, span)).collect())
        }
        Value::Object(members) => Data::Mapping(
            members
                .iter()
                .map(|(key, value)| {
                    let member = Member {
                        key_span: span.clone(),
                        value: tree(value, span),
                    };
                    (key.clone(), member)
                })
                .collect(),
        ),
    };
    Node {
        data,
        span: span.clone(),
        end: span.end,
    }
}

/// Sets the position of every node of a tree.
pub(super) fn set_span(node: &mut Node, span: &Span) {
    node.span = span.clone();
    node.end = span.end;
    match &mut node.data {
        Data::Sequence(elements) => elements.iter_mut().for_each(|it| set_span(it, span)),
        Data::Mapping(members) => {
            for member in members.values_mut() {
                member.key_span = span.clone();
                set_span(&mut member.value, span);
            }
        }
        _ => {}
    }
}
