//! Converts an operation to JSON with its references followed, as `docusaurus-plugin-openapi-docs`
//! passes it to the theme.
//!
//! A component without a title gets its name as the title. A component inside itself becomes the
//! string `circular(Title)`.

use serde_json::{Map, Value};

use contract::{Data, Document, Node};

/// The number of values of an operation with its references followed, at most. Far above any real
/// one; it bounds the memory when references multiply.
const MAX_VALUES: usize = 200_000;
/// The depth of nested references, at most.
const MAX_DEPTH: usize = 200;

/// Follows references within the limits.
pub(super) struct Resolver<'d> {
    document: &'d Document,
    /// The targets of the references that are being followed.
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

    /// Converts a node; `None` if a discriminator maps to a missing schema or a limit is exceeded.
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
            // An example may contain a member `$ref` that is not a reference.
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
        // Members next to `$ref` override those of its target.
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

    /// Converts a discriminator: the values of its `mapping` are references without `$ref`.
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
