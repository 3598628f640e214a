//! Schemas, with references already followed.

use serde_json::{Map, Value, json};

use super::root::{Dialect, Document};
use crate::diagnostic::Diagnostic;
use crate::tree::{Data, Node};

/// Keywords of OpenAPI 3.0 that JSON Schema does not have, or has with another meaning.
const NOT_JSON_SCHEMA: [&str; 5] = [
    "nullable",
    "example",
    "discriminator",
    "xml",
    "externalDocs",
];

/// How many pointers to places other than components are followed into one another.
const MAX_POINTERS: usize = 32;

/// A schema, and the component it came from if a reference led to it.
///
/// OpenAPI 3.0 [passes over](https://spec.openapis.org/oas/v3.0.3#reference-object) what stands beside
/// a `$ref`. An `allOf` with nothing but one `$ref` is how a place gives a component a description or an
/// example of its own, and is read as that component.
#[derive(Clone, Copy, Debug)]
pub struct Schema<'d> {
    document: &'d Document,
    name: Option<&'d str>,
    node: &'d Node,
    place: Option<&'d Node>,
}

impl Document {
    /// The named schemas of `components`, in order.
    pub fn schemas(&self) -> impl Iterator<Item = Schema<'_>> {
        self.root()
            .get("components")
            .and_then(|components| components.get("schemas"))
            .into_iter()
            .flat_map(Node::members)
            .map(|(name, member)| Schema::named(self, name, &member.value))
    }

    /// The schema that a node of this document holds or refers to.
    ///
    /// # Errors
    ///
    /// A reference that leads nowhere.
    pub fn schema<'d>(&'d self, node: &'d Node) -> Result<Schema<'d>, Diagnostic> {
        Schema::read(self, node)
    }
}

impl<'d> Schema<'d> {
    pub(crate) fn read(document: &'d Document, node: &'d Node) -> Result<Self, Diagnostic> {
        let resolved = document.resolve(node)?;
        let (name, node) = (resolved.name, resolved.node);
        if name.is_none()
            && let Some(component) = annotated_reference(node)
        {
            let resolved = document.resolve(component)?;
            return Ok(Self {
                document,
                name: resolved.name,
                node: resolved.node,
                place: Some(node),
            });
        }
        Ok(Self {
            document,
            name,
            node,
            place: None,
        })
    }

    pub(super) fn named(document: &'d Document, name: &'d str, node: &'d Node) -> Self {
        // `Document::read` has followed every reference already; one that a component is itself
        // keeps the component's own name.
        let node = document
            .resolve(node)
            .map_or(node, |resolved| resolved.node);
        Self {
            document,
            name: Some(name),
            node,
            place: None,
        }
    }

    /// The component's name; `None` for a schema written in place.
    #[must_use]
    pub fn name(&self) -> Option<&'d str> {
        self.name
    }

    /// What the schema was read from, after following references.
    #[must_use]
    pub fn node(&self) -> &'d Node {
        self.node
    }

    /// The value of a keyword.
    #[must_use]
    pub fn keyword(&self, name: &str) -> Option<&'d Node> {
        self.node.get(name)
    }

    /// The type, leaving `null` out; `None` if the schema names none or several.
    #[must_use]
    pub fn kind(&self) -> Option<&'d str> {
        let node = self.keyword("type")?;
        let mut kinds = node
            .as_str()
            .into_iter()
            .chain(node.elements().filter_map(Node::as_str))
            .filter(|kind| *kind != "null");
        let kind = kinds.next()?;
        kinds.next().is_none().then_some(kind)
    }

    /// The values of an `enum`, in order; none if there is no `enum`.
    pub fn enum_values(&self) -> impl Iterator<Item = &'d Node> + use<'d> {
        self.keyword("enum").into_iter().flat_map(Node::elements)
    }

    /// The properties of an object, in order.
    pub fn properties(&self) -> impl Iterator<Item = (&'d str, Schema<'d>)> + use<'d> {
        let document = self.document;
        self.keyword("properties")
            .into_iter()
            .flat_map(Node::members)
            .filter_map(move |(name, member)| {
                Some((name, Schema::read(document, &member.value).ok()?))
            })
    }

    /// The schema of an array's elements.
    #[must_use]
    pub fn items(&self) -> Option<Schema<'d>> {
        Schema::read(self.document, self.keyword("items")?).ok()
    }

    /// The parts of `allOf`, `oneOf`, or `anyOf`, in order.
    pub fn parts(&self, keyword: &str) -> impl Iterator<Item = Schema<'d>> + use<'d> {
        let document = self.document;
        self.keyword(keyword)
            .into_iter()
            .flat_map(Node::elements)
            .filter_map(move |node| Schema::read(document, node).ok())
    }

    /// The names of the properties that have to be there.
    pub fn required(&self) -> impl Iterator<Item = &'d str> + use<'d> {
        self.keyword("required")
            .into_iter()
            .flat_map(Node::elements)
            .filter_map(Node::as_str)
    }

    /// Whether `null` is a value, in the words of either dialect.
    #[must_use]
    pub fn is_nullable(&self) -> bool {
        self.keyword("nullable").and_then(Node::as_bool) == Some(true)
            || self
                .keyword("type")
                .is_some_and(|kinds| kinds.elements().any(|kind| kind.as_str() == Some("null")))
    }

    /// Whether the contract marks the value as one that must never be shown.
    #[must_use]
    pub fn is_sensitive(&self) -> bool {
        self.keyword("x-sensitive").and_then(Node::as_bool) == Some(true)
    }

    /// The description: that of the place which refers to the component, then the component's.
    #[must_use]
    pub fn description(&self) -> Option<&'d str> {
        self.at_reference("description")
            .or_else(|| self.keyword("description"))
            .and_then(Node::as_str)
    }

    /// The value of a keyword that stands beside the reference to this component.
    #[must_use]
    pub fn at_reference(&self, keyword: &str) -> Option<&'d Node> {
        self.place?.get(keyword)
    }

    /// This schema as a JSON Schema (2020-12) of its own, with the components it reaches under
    /// `$defs`.
    ///
    /// Exclusive bounds, `nullable`, and references are translated; keywords that only OpenAPI has are
    /// left out.
    #[must_use]
    pub fn to_json_schema(&self) -> Value {
        let mut schema = self.translate(self.node, 0);
        let definitions: Map<String, Value> = self
            .document
            .schemas()
            .filter_map(|schema| Some((schema.name?.to_owned(), self.translate(schema.node, 0))))
            .collect();
        if let Value::Object(members) = &mut schema {
            members.insert(
                "$schema".into(),
                "https://json-schema.org/draft/2020-12/schema".into(),
            );
            members.insert("$defs".into(), definitions.into());
        }
        schema
    }

    /// `depth` counts the pointers followed to places other than components, the one way in which
    /// a schema can reach itself here without a `$ref` of JSON Schema being left standing.
    fn translate(&self, node: &Node, depth: usize) -> Value {
        if node.get("$ref").is_some()
            && let Ok(resolved) = self.document.resolve(node)
        {
            let referred = match resolved.name {
                Some(name) => json!({ "$ref": format!("#/$defs/{name}") }),
                None if depth < MAX_POINTERS => self.translate(resolved.node, depth + 1),
                None => Value::Bool(true),
            };
            let mut beside = self.translate_members(node, depth);
            // OpenAPI 3.0 passes over what stands beside a reference.
            if self.document.dialect() == Dialect::V3_0 || beside.is_empty() {
                return referred;
            }
            let all = beside.entry("allOf").or_insert_with(|| json!([]));
            if let Value::Array(all) = all {
                all.push(referred);
            }
            return beside.into();
        }
        if !matches!(node.data, Data::Mapping(_)) {
            return node.to_json();
        }
        let mut schema = self.translate_members(node, depth);
        if self.document.dialect() == Dialect::V3_0 {
            exclusive_bounds_as_numbers(&mut schema);
            if node.get("nullable").and_then(Node::as_bool) == Some(true) {
                allow_null(&mut schema);
            }
        }
        schema.into()
    }

    /// The keywords of a schema but `$ref`, in JSON Schema's words where these are the same.
    fn translate_members(&self, node: &Node, depth: usize) -> Map<String, Value> {
        let mut schema = Map::new();
        for (key, member) in node.members() {
            if key == "$ref" || key.starts_with("x-") || NOT_JSON_SCHEMA.contains(&key) {
                continue;
            }
            let value = match key {
                "properties" | "patternProperties" => member
                    .value
                    .members()
                    .map(|(name, property)| {
                        (name.to_owned(), self.translate(&property.value, depth))
                    })
                    .collect::<Map<_, _>>()
                    .into(),
                "items" | "additionalProperties" | "not" => self.translate(&member.value, depth),
                "allOf" | "oneOf" | "anyOf" => member
                    .value
                    .elements()
                    .map(|part| self.translate(part, depth))
                    .collect(),
                _ => member.value.to_json(),
            };
            schema.insert(key.to_owned(), value);
        }
        schema
    }
}

/// The `$ref` of an `allOf` that has only annotations beside it.
fn annotated_reference(schema: &Node) -> Option<&Node> {
    let is_annotation = |key: &str| {
        matches!(key, "allOf" | "description" | "example" | "title")
            || (key.starts_with("x-") && key != "x-sensitive")
    };
    let mut parts = schema.get("allOf")?.elements();
    let only = parts.next().filter(|it| it.get("$ref").is_some())?;
    let is_alone = parts.next().is_none() && schema.members().all(|(key, _)| is_annotation(key));
    is_alone.then_some(only)
}

fn exclusive_bounds_as_numbers(schema: &mut Map<String, Value>) {
    for (bound, exclusive) in [
        ("minimum", "exclusiveMinimum"),
        ("maximum", "exclusiveMaximum"),
    ] {
        match schema.get(exclusive) {
            Some(Value::Bool(true)) => {
                schema.remove(exclusive);
                if let Some(value) = schema.remove(bound) {
                    schema.insert(exclusive.into(), value);
                }
            }
            Some(Value::Bool(false)) => {
                schema.remove(exclusive);
            }
            _ => {}
        }
    }
}

fn allow_null(schema: &mut Map<String, Value>) {
    if let Some(Value::String(kind)) = schema.get("type") {
        let kinds = json!([kind, "null"]);
        schema.insert("type".into(), kinds);
    }
    if let Some(Value::Array(values)) = schema.get_mut("enum")
        && !values.contains(&Value::Null)
    {
        values.push(Value::Null);
    }
}
