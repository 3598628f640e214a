//! Draws schemas.
//!
//! Follows the components in [`theme/Schema`] of the theme; `node`, `edge`, and `items` are its
//! `SchemaNode`, `SchemaEdge`, and `Items`.
//!
//! [`theme/Schema`]: https://github.com/PaloAltoNetworks/docusaurus-openapi-docs/tree/main/packages/docusaurus-theme-openapi-docs/src/theme/Schema

use std::borrow::Cow;

use serde_json::{Map, Value};

use super::javascript::{child, entries, is_truthy, set, template};
use super::label;
use super::merge::merge;
use super::pen::{Head, Label, Pen, marks};
use super::pointer::{self, at};

/// The direction of a body: a request hides read-only properties, a response write-only ones.
#[derive(Clone, Copy)]
pub(super) enum Direction {
    Request,
    Response,
}

impl Direction {
    fn hides(self, schema: &Value) -> bool {
        let keyword = match self {
            Self::Request => "readOnly",
            Self::Response => "writeOnly",
        };
        set(schema, keyword).is_some()
    }
}

/// Draws the schemas of one direction.
pub(super) struct Schemas<'p> {
    pub(super) pen: &'p mut Pen,
    pub(super) direction: Direction,
}

const PRIMITIVES: [&str; 4] = ["string", "number", "integer", "boolean"];
pub(in crate::page) const VALUES_NAME: &str = "property name*";

impl Schemas<'_> {
    /// Draws a schema and everything in it.
    pub(super) fn node(&mut self, schema: &Value) {
        if self.direction.hides(schema) {
            return;
        }
        if set(schema, "discriminator").is_some() {
            self.discriminated(schema);
        } else if set(schema, "allOf").is_some() {
            let merged = merge(schema);
            if self.direction.hides(&merged) {
                return;
            }
            self.choices(&merged);
            self.properties(&merged);
            self.items(&merged);
        } else if set(schema, "type").is_some() && is_plain(schema) {
            let kind = &schema["type"];
            let label = label::of_property(schema);
            let required = set(schema, "required").is_some();
            self.leaf(&child(kind), &label, required, schema);
        } else {
            self.choices(schema);
            self.properties(schema);
            self.map(schema);
            self.items(schema);
        }
    }

    fn leaf(&mut self, name: &str, kind: &str, required: bool, schema: &Value) {
        self.pen.leaf(name, kind, required, schema);
        self.pen.possible_values(schema);
        self.pen.values(schema);
    }

    /// Draws an object, a map, a choice, or an array of them, as a collapsible section.
    fn collapsible(&mut self, name: &str, kind: &str, required: bool, schema: &Value) {
        let direction = self.direction;
        self.pen.about(schema);
        let plain = label::untitled(schema, kind);
        self.pen.section(|pen| {
            pen.head(&Head {
                name,
                kind,
                plain: &plain,
                marks: marks(
                    set(schema, "nullable").is_some(),
                    required,
                    set(schema, "deprecated").is_some(),
                ),
                is_summary: true,
                is_spaced: true,
            });
            pen.prose(&set(schema, "description").map(template).unwrap_or_default());
            pen.possible_values(schema);
            Schemas { pen, direction }.node(schema);
        });
    }

    fn choices(&mut self, schema: &Value) {
        // If a schema has both, the theme shows `oneOf` twice.
        for present in ["oneOf", "anyOf"] {
            if set(schema, present).is_some() {
                let keyword = if set(schema, "oneOf").is_some() {
                    "oneOf"
                } else {
                    "anyOf"
                };
                self.pen.about(schema);
                self.choice(keyword, &schema[keyword]);
            }
        }
    }

    fn choice(&mut self, keyword: &str, options: &Value) {
        self.pen.badge(keyword);
        let options = options.as_array().map(Vec::as_slice).unwrap_or_default();
        let label = |(at, option): (usize, &Value)| {
            let label = set(option, "title").or_else(|| set(option, "type"));
            let label = label.map_or_else(|| format!("{at}-item-properties"), child);
            Label::new(label, pointer::at(option))
        };
        let labels: Vec<Label> = options.iter().enumerate().map(label).collect();
        let direction = self.direction;
        self.pen.tabs(&labels, |pen, at| {
            Schemas { pen, direction }.option(&options[at]);
        });
    }

    fn option(&mut self, option: &Value) {
        let is_kind = |kinds: &[&str]| {
            let kind = option.get("type").and_then(Value::as_str);
            kind.is_some_and(|kind| kinds.contains(&kind))
        };
        let has = |keyword: &str| set(option, keyword).is_some();
        let is_composed = has("allOf") || has("oneOf") || has("anyOf");
        let kind = match option.get("type") {
            Some(Value::Array(kinds)) => {
                let kinds: Vec<String> = kinds.iter().map(child).collect();
                kinds.join(" | ")
            }
            kind => kind.map(child).unwrap_or_default(),
        };
        if is_kind(&["string", "number", "integer", "boolean", "null"]) || has("const") {
            self.leaf("", &kind, false, option);
        }
        let is_object = is_kind(&["object"]);
        if is_object && !has("properties") && !is_composed {
            self.leaf("", &kind, false, option);
        }
        if is_object && has("properties") {
            self.properties(option);
        }
        for keyword in ["allOf", "oneOf", "anyOf"] {
            if has(keyword) {
                self.node(option);
            }
        }
        if has("items") {
            self.items(option);
        }
    }

    fn properties(&mut self, schema: &Value) {
        let Some(Value::Object(properties)) = schema.get("properties") else {
            return;
        };
        if properties.is_empty() {
            self.pen.about(schema);
            self.pen.leaf("", "object", false, &Value::Null);
            return;
        }
        let mut properties = Cow::Borrowed(properties);
        let discriminator = set(schema, "discriminator").map(|discriminator| {
            if set(discriminator, "mapping").is_some() {
                return discriminator.clone();
            }
            let name = discriminator["propertyName"].as_str().unwrap_or_default();
            let is_own = set(schema, "properties").is_some_and(|it| set(it, name).is_some());
            let (mapping, _) = inferred_mapping(schema, name, is_own);
            let mut discriminator = discriminator.clone();
            discriminator["mapping"] = Value::Object(mapping);
            discriminator
        });
        let required = schema.get("required");
        for (name, property) in entries(properties.to_mut()) {
            let required = lists(required, name);
            self.edge(name, property, required, discriminator.as_ref());
        }
    }

    /// Draws a property.
    fn edge(&mut self, name: &str, schema: &Value, required: bool, discriminator: Option<&Value>) {
        if self.direction.hides(schema) {
            return;
        }
        let label = label::of_property(schema);
        if let Some(discriminator) = discriminator
            && discriminator["propertyName"].as_str() == Some(name)
        {
            self.discriminator(name, &label, schema, discriminator, required);
            return;
        }
        let has = |keyword: &str| set(schema, keyword).is_some();
        let items_have =
            |keyword: &str| set(schema, "items").is_some_and(|items| set(items, keyword).is_some());
        let is_collapsible = ["oneOf", "anyOf", "properties", "additionalProperties"]
            .into_iter()
            .any(has)
            || ["properties", "anyOf", "oneOf"].into_iter().any(items_have);
        if is_collapsible {
            self.collapsible(name, &label, required, schema);
            return;
        }
        if !has("allOf") {
            self.leaf(name, &label, required, schema);
            return;
        }
        if let Some([Value::String(circular)]) = schema["allOf"].as_array().map(Vec::as_slice) {
            self.leaf(name, circular, required, &Value::Null);
            return;
        }
        let merged = merge(schema);
        if self.direction.hides(&merged) {
            return;
        }
        let label = label::of_property(&merged);
        let has = |keyword: &str| set(&merged, keyword).is_some();
        if has("oneOf") || has("anyOf") || merged.get("properties").is_some() {
            // The theme looks the name up in `required` of the property itself, not of its parent.
            let own = merged.get("required");
            let required = lists(own, name) || own == Some(&Value::Bool(true));
            self.collapsible(name, &label, required, &merged);
        } else {
            self.leaf(name, &label, required, &merged);
        }
    }

    fn map(&mut self, schema: &Value) {
        let Some(values) = set(schema, "additionalProperties") else {
            return;
        };
        let is_empty = values.as_object().is_some_and(pointer::is_empty);
        if *values == Value::Bool(true) || is_empty {
            self.pen.leaf(VALUES_NAME, "any", false, schema);
            self.pen.possible_values(schema);
            self.pen.values(schema);
            return;
        }
        let holds_more = [
            "properties",
            "items",
            "allOf",
            "additionalProperties",
            "oneOf",
            "anyOf",
        ];
        if holds_more.iter().any(|it| set(values, it).is_some()) {
            let label = set(values, "title").map_or_else(|| label::of_property(values), template);
            let required = lists(schema.get("required"), VALUES_NAME);
            self.collapsible(VALUES_NAME, &label, required, values);
            return;
        }
        let kind = values.get("type").and_then(Value::as_str);
        if kind.is_some_and(|kind| kind == "object" || PRIMITIVES.contains(&kind)) {
            let label = label::of_property(values);
            self.pen.leaf(VALUES_NAME, &label, false, values);
            // The theme shows the constraints of the map here, not those of its values.
            self.pen.possible_values(schema);
            self.pen.values(values);
        }
    }

    fn items(&mut self, schema: &Value) {
        let Some(items) = set(schema, "items") else {
            return;
        };
        let merged = if set(items, "allOf").is_some() {
            Cow::Owned(merge(items))
        } else {
            Cow::Borrowed(items)
        };
        let has = |keyword: &str| set(&merged, keyword).is_some();
        let kind = merged.get("type").and_then(Value::as_str);
        self.pen.about(schema);
        self.pen.bracket("Array [");
        if has("oneOf") || has("anyOf") || has("properties") || has("additionalProperties") {
            if has("oneOf") || has("anyOf") {
                let keyword = if has("oneOf") { "oneOf" } else { "anyOf" };
                self.choice(keyword, &merged[keyword]);
            }
            self.properties(&merged);
            self.map(&merged);
        } else if kind.is_some_and(|kind| kind == "object" || PRIMITIVES.contains(&kind)) {
            let label = label::of_property(&merged);
            self.leaf("", &label, false, &merged);
        } else {
            // The theme shows the keywords of such a schema as properties.
            let keywords: Vec<(String, Value)> = match merged.as_ref() {
                Value::Object(members) => entries(members)
                    .into_iter()
                    .filter(|(name, _)| !pointer::is_pointer(name))
                    .map(|(name, value)| (name.clone(), value.clone()))
                    .collect(),
                Value::String(text) => text
                    .chars()
                    .enumerate()
                    .map(|(at, one)| (at.to_string(), one.to_string().into()))
                    .collect(),
                _ => Vec::new(),
            };
            for (name, value) in keywords {
                self.edge(&name, &value, lists(schema.get("required"), &name), None);
            }
        }
        self.pen.about(schema);
        self.pen.bracket("]");
    }

    fn discriminated(&mut self, schema: &Value) {
        let mut schema = schema.clone();
        let mut discriminator = schema["discriminator"].clone();
        let name = discriminator["propertyName"]
            .as_str()
            .unwrap_or_default()
            .to_owned();
        let own = schema.pointer("/properties").and_then(|it| it.get(&name));
        let label = own.map(label::of_property).unwrap_or_default();
        if set(&discriminator, "mapping").is_none() {
            let merged = if set(&schema, "allOf").is_some() {
                merge(&schema)
            } else {
                schema.clone()
            };
            let options = set(&merged, "oneOf").or_else(|| set(&merged, "anyOf"));
            let mut mapping = Map::new();
            for (at, option) in options
                .and_then(Value::as_array)
                .into_iter()
                .flatten()
                .enumerate()
            {
                let title = option.get("title").filter(|it| !it.is_null());
                let title = title.map_or_else(|| format!("PROP{at}"), template);
                mapping.insert(title, option.clone());
            }
            discriminator["mapping"] = Value::Object(mapping);
        }
        let keys: Vec<String> = discriminator["mapping"]
            .as_object()
            .into_iter()
            .flat_map(entries)
            .map(|(key, _)| key.clone())
            .collect();
        for key in keys {
            let option = &mut discriminator["mapping"][&key];
            let merged = set(option, "allOf").is_some().then(|| merge(option));
            let is_own = set(option, "properties").is_some();
            let holder = if is_own {
                Some(&*option)
            } else {
                merged.as_ref()
            };
            let Some(shown) = holder
                .and_then(|it| it.get("properties")?.get(&name))
                .filter(|it| is_truthy(it))
                .cloned()
            else {
                continue;
            };
            let required = option.get("required").cloned();
            if let Some(properties) = schema.get_mut("properties").and_then(Value::as_object_mut) {
                let both = match (properties.get(&name), shown) {
                    (Some(Value::Object(known)), Value::Object(shown)) => {
                        let mut known = known.clone();
                        known.extend(shown);
                        Value::Object(known)
                    }
                    (_, shown) => shown,
                };
                properties.insert(name.clone(), both);
                if let (Some(required), None) = (required, set(&schema, "required")) {
                    schema["required"] = required;
                }
            } else {
                schema["properties"] = Map::from_iter([(name.clone(), shown)]).into();
            }
            if is_own
                && let Some(properties) = option.get_mut("properties")
                && let Some(properties) = properties.as_object_mut()
            {
                properties.shift_remove(&name);
            }
        }
        let required = schema.get("required");
        let required = lists(required, &name) || required == Some(&Value::Bool(true));
        self.discriminator(&name, &label, &schema, &discriminator, required);
    }

    fn discriminator(
        &mut self,
        name: &str,
        label: &str,
        schema: &Value,
        discriminator: &Value,
        is_required: bool,
    ) {
        let own = schema.get("properties").and_then(|it| it.get(name));
        self.pen.about(own.unwrap_or(&Value::Null));
        self.pen.head(&Head {
            name,
            kind: label,
            plain: label,
            marks: marks(false, is_required, false),
            is_summary: false,
            is_spaced: !label.is_empty(),
        });
        self.pen
            .prose(&set(schema, "description").map(template).unwrap_or_default());
        self.pen.possible_values(discriminator);
        let empty = Map::new();
        let mapping = discriminator["mapping"].as_object().unwrap_or(&empty);
        let mapping = entries(mapping);
        let label = |(key, option): &(&String, &Value)| Label::new(key.as_str(), at(option));
        let labels: Vec<Label> = mapping.iter().map(label).collect();
        let direction = self.direction;
        self.pen.tabs(&labels, |pen, at| {
            Schemas { pen, direction }.node(mapping[at].1);
        });
        let properties = schema.get("properties").and_then(Value::as_object);
        for (key, property) in properties.into_iter().flat_map(entries) {
            if key != name {
                self.edge(key, property, lists(schema.get("required"), key), None);
            }
        }
    }
}

/// Returns the mapping of a discriminator without `mapping`: the options by their titles.
fn inferred_mapping(schema: &Value, name: &str, is_own: bool) -> (Map<String, Value>, bool) {
    let options = schema.get("oneOf").or_else(|| schema.get("anyOf"));
    let mut mapping = Map::new();
    for option in options.and_then(Value::as_array).into_iter().flatten() {
        let mut option = option.clone();
        if is_own && let Some(Value::Object(properties)) = option.get_mut("properties") {
            properties.shift_remove(name);
        }
        let title = option.get("title").map(template);
        mapping.insert(title.unwrap_or_else(|| "undefined".to_owned()), option);
    }
    (mapping, is_own)
}

fn lists(required: Option<&Value>, name: &str) -> bool {
    required
        .and_then(Value::as_array)
        .is_some_and(|names| names.iter().any(|it| it == name))
}

fn is_plain(schema: &Value) -> bool {
    let more = [
        "oneOf",
        "anyOf",
        "properties",
        "allOf",
        "items",
        "additionalProperties",
    ];
    more.iter().all(|keyword| set(schema, keyword).is_none())
}
