//! Copies of parts of the source for the contract.

use std::cell::Cell;

use serde_json::{Map, Value, json};

use super::components::Components;
use super::dialect;
use super::place::Kind;
use super::task::{Task, in_order};
use contract::facts::is_annotation;
use contract::{Data, Dialect, Node, PLACEHOLDER};

/// How many nodes a copy may have.
const MAX_NODES: usize = 4000;
/// Members of an operation that are copied unchanged.
const OF_OPERATION: [&str; 5] = [
    "operationId",
    "deprecated",
    "security",
    "x-sunset",
    "x-stability-level",
];
/// Members of a schema that are schemas.
const INNER: [&str; 11] = [
    "items",
    "additionalProperties",
    "not",
    "contains",
    "propertyNames",
    "if",
    "then",
    "else",
    "unevaluatedProperties",
    "unevaluatedItems",
    "contentSchema",
];
/// Members whose mappings are data, and hold no descriptions.
const DATA: [&str; 6] = [
    "example",
    "value",
    "default",
    "const",
    "discriminator",
    "dependentRequired",
];

/// Copies nodes of the source, in the version of OpenAPI and with the components of the contract,
/// and with placeholders in place of the vendor's descriptions.
pub(super) struct Copy<'a> {
    task: &'a Task<'a>,
    components: &'a Components<'a>,
    left: Cell<usize>,
}

/// What a member of a mapping is.
enum Below {
    One(Kind),
    List(Kind),
    Named(Kind),
    /// Data, which is copied unchanged.
    Data,
    /// A member that is left out.
    Nothing,
}

fn below(kind: Kind, key: &str) -> Below {
    match (kind, key) {
        (Kind::Operation | Kind::Item, "parameters") => Below::List(Kind::Parameter),
        (Kind::Operation | Kind::Item, "servers") => Below::List(Kind::Server),
        (Kind::Operation, "requestBody") => Below::One(Kind::RequestBody),
        (Kind::Operation, "responses") => Below::Named(Kind::Response),
        (Kind::RequestBody | Kind::Response | Kind::Parameter | Kind::Header, "content") => {
            Below::Named(Kind::Media)
        }
        (Kind::Response, "headers") => Below::Named(Kind::Header),
        (Kind::Parameter | Kind::Header | Kind::Media, "examples") => Below::Named(Kind::Example),
        (
            Kind::Schema,
            "properties" | "patternProperties" | "dependentSchemas" | "$defs" | "definitions",
        ) => Below::Named(Kind::Schema),
        (Kind::Schema, "allOf" | "oneOf" | "anyOf" | "prefixItems") => Below::List(Kind::Schema),
        (Kind::Parameter | Kind::Header | Kind::Media, "schema") => Below::One(Kind::Schema),
        (Kind::Schema, key) if INNER.contains(&key) => Below::One(Kind::Schema),
        (Kind::Operation, key) if OF_OPERATION.contains(&key) => Below::Data,
        (Kind::Server, "url") | (Kind::Example, "value" | "externalValue") => Below::Data,
        (Kind::Operation | Kind::Item | Kind::Server | Kind::Example | Kind::Response, _)
        | (Kind::Media, "encoding") => Below::Nothing,
        (_, key) if is_annotation(key) => Below::Nothing,
        _ => Below::Data,
    }
}

impl<'a> Copy<'a> {
    pub(super) fn new(task: &'a Task<'a>, components: &'a Components<'a>) -> Self {
        Self {
            task,
            components,
            left: Cell::new(MAX_NODES),
        }
    }

    /// Copies a node; one with a name gets a placeholder for its description.
    pub(super) fn part(
        &self,
        node: &Node,
        kind: Kind,
        name: Option<&str>,
    ) -> Result<Value, String> {
        let left = self.left.get().checked_sub(1);
        self.left
            .set(left.ok_or("the part is too large, or contains itself")?);
        let reference = node.get("$ref").and_then(Node::as_str);
        let reference = match reference {
            Some(reference) if kind == Kind::Schema => self.components.reference(reference)?,
            _ => None,
        };
        let (node, name) = match reference {
            Some(_) => (node, None),
            None => (
                self.task
                    .source
                    .resolve(node)
                    .map_err(|it| it.to_string())?
                    .node,
                name,
            ),
        };
        if !is_mapping(node) {
            return Ok(node.to_json());
        }
        let mut value = Map::new();
        for (key, member) in node.members() {
            let member = &member.value;
            let copied = match below(kind, key) {
                Below::Nothing => continue,
                // In OpenAPI 3.0, members beside a `$ref` count for nothing.
                Below::Data if key == "$ref" => reference.as_deref().into(),
                _ if reference.is_some() && self.task.source.dialect() == Dialect::V3_0 => continue,
                Below::Data if key == "discriminator" => self.discriminator(member)?,
                // An unknown mapping may hold the vendor's descriptions.
                Below::Data if is_mapping(member) && !DATA.contains(&key) => continue,
                Below::Data => member.to_json(),
                Below::One(kind) => self.part(member, kind, None)?,
                Below::List(kind) => {
                    let elements = member.elements().map(|it| self.element(it, kind, key));
                    elements.collect::<Result<_, _>>()?
                }
                Below::Named(kind) => {
                    // Where a page shows no statuses, its responses are numbered.
                    let is_named = |name: &str| kind != Kind::Response || !name.starts_with('#');
                    let members = member.members().filter(|(name, _)| is_named(name));
                    let members = members.map(|(name, member)| {
                        Ok((name.to_owned(), self.part(&member.value, kind, Some(name))?))
                    });
                    let members: Result<Map<_, _>, String> = members.collect();
                    members?.into()
                }
            };
            value.insert(key.to_owned(), copied);
        }
        if kind == Kind::Schema {
            let (from, to) = (self.task.source.dialect(), self.task.contract.dialect());
            dialect::translate(&mut value, from, to);
        }
        let described = match kind {
            Kind::RequestBody => node.get("description").map(|_| "the request's body"),
            Kind::Parameter => node.get("name").and_then(Node::as_str),
            Kind::Item | Kind::Media | Kind::Example | Kind::Server => None,
            _ => name,
        };
        if let Some(name) = described {
            let text = format!("{PLACEHOLDER}{name} in our own words.");
            if kind == Kind::Operation {
                value.insert("summary".into(), text.as_str().into());
            }
            value.insert("description".into(), text.into());
        }
        Ok(in_order(value))
    }

    /// Copies an element of a list; an option keeps its title, which identifies it.
    fn element(&self, node: &Node, kind: Kind, list: &str) -> Result<Value, String> {
        let mut value = self.part(node, kind, None)?;
        if let ("oneOf" | "anyOf", Some(title), Some(value)) =
            (list, node.get("title"), value.as_object_mut())
        {
            value.shift_insert(0, "title".into(), title.to_json());
        }
        Ok(value)
    }

    /// Copies a discriminator, whose mapping then leads to components of the contract.
    fn discriminator(&self, node: &Node) -> Result<Value, String> {
        let mut value = node.to_json();
        let mapping = value.get_mut("mapping").and_then(Value::as_object_mut);
        for target in mapping.into_iter().flat_map(Map::values_mut) {
            if let Some(reference) = target.as_str()
                && let Some(ours) = self.components.reference(reference)?
            {
                *target = json!(ours);
            }
        }
        Ok(value)
    }
}

fn is_mapping(node: &Node) -> bool {
    matches!(node.data, Data::Mapping(_))
}
