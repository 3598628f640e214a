//! An operation as JSON with its references followed, as the documentation plugin hands it to the
//! theme.
//!
//! A component without a title gets its name as one. Where a component contains itself, the inner
//! one is the text `circular(Title)`.

use serde_json::{Map, Value};

use contract::{Data, Document, Node};

/// How many values an operation may consist of once its references are followed: far beyond any
/// real one, and what keeps references that multiply one another from filling the memory.
const MAX_VALUES: usize = 200_000;
/// How deep values may nest.
const MAX_DEPTH: usize = 200;

/// Follows references, within bounds.
pub(super) struct Resolver<'d> {
    document: &'d Document,
    /// The targets of references that are being entered.
    inside: Vec<*const Node>,
    left: usize,
}

impl<'d> Resolver<'d> {
    pub(super) fn new(document: &'d Document) -> Self {
        Self {
            document,
            inside: Vec::new(),
            left: MAX_VALUES,
        }
    }

    /// The value of a node; `None` where a reference leads nowhere, or beyond the bounds.
    pub(super) fn value(&mut self, node: &'d Node) -> Option<Value> {
        self.left = self.left.checked_sub(1)?;
        match &node.data {
            Data::Mapping(members) if members.contains_key("$ref") => self.reference(node),
            Data::Mapping(_) => self.members(node).map(Value::Object),
            Data::Sequence(elements) => elements
                .iter()
                .map(|element| self.value(element))
                .collect::<Option<Vec<_>>>()
                .map(Value::Array),
            _ => Some(node.to_json()),
        }
    }

    fn members(&mut self, node: &'d Node) -> Option<Map<String, Value>> {
        let mut object = Map::new();
        for (key, member) in node.members() {
            let value = if key == "discriminator" {
                self.discriminator(&member.value)?
            } else {
                self.value(&member.value)?
            };
            object.insert(key.to_owned(), value);
        }
        Some(object)
    }

    fn reference(&mut self, node: &'d Node) -> Option<Value> {
        let Ok(resolved) = self.document.resolve(node) else {
            // It may be an example of a reference.
            return Some(node.to_json());
        };
        let target = std::ptr::from_ref(resolved.node);
        let title = resolved.node.get("title").and_then(Node::as_str);
        let title = title.or(resolved.name).unwrap_or_default();
        if self.inside.contains(&target) {
            return Some(format!("circular({title})").into());
        }
        if self.inside.len() == MAX_DEPTH {
            return None;
        }
        self.inside.push(target);
        let value = self.value(resolved.node);
        self.inside.pop();
        let mut value = value?;
        let is_schema = self.is_schema(resolved.node, resolved.name);
        if let (true, Value::Object(members)) = (is_schema, &mut value)
            && !title.is_empty()
            && !members.contains_key("title")
        {
            members.insert("title".to_owned(), title.into());
        }
        // What stands beside a reference wins over what it leads to.
        let mut beside = self.members(node)?;
        beside.remove("$ref");
        if let (false, Value::Object(members)) = (beside.is_empty(), &value) {
            for (key, member) in members {
                if !beside.contains_key(key) {
                    beside.insert(key.clone(), member.clone());
                }
            }
            return Some(Value::Object(beside));
        }
        Some(value)
    }

    fn is_schema(&self, node: &Node, name: Option<&str>) -> bool {
        let schemas = self.document.root().get("components");
        let schemas = schemas.and_then(|it| it.get("schemas"));
        name.and_then(|name| schemas?.get(name))
            .is_some_and(|it| std::ptr::eq(it, node))
    }

    /// The values of a discriminator's mapping are references without `$ref`.
    fn discriminator(&mut self, node: &'d Node) -> Option<Value> {
        let mut value = node.to_json();
        let mapping = node.get("mapping").into_iter().flat_map(Node::members);
        for (key, member) in mapping {
            let Some(pointer) = member.value.as_str().filter(|it| it.starts_with('#')) else {
                continue;
            };
            let resolved = self.document.resolve_pointer(&member.value, pointer).ok()?;
            let target = std::ptr::from_ref(resolved.node);
            let title = resolved.node.get("title").and_then(Node::as_str);
            let title = title.or(resolved.name).unwrap_or_default().to_owned();
            value["mapping"][key] = if self.inside.contains(&target) {
                format!("circular({title})").into()
            } else {
                self.inside.push(target);
                let inner = self.value(resolved.node);
                self.inside.pop();
                let mut inner = inner?;
                if let Value::Object(members) = &mut inner {
                    members.entry("title").or_insert_with(|| title.into());
                }
                inner
            };
        }
        Some(value)
    }
}
