//! What a document states that has to be proven: constraints, members of bodies, examples.

use crate::document::{MediaType, Schema};
use crate::tree::Node;

/// Keywords that decide which values are legal.
const CONSTRAINTS: [&str; 9] = [
    "minLength",
    "maxLength",
    "pattern",
    "format",
    "enum",
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
];
/// Formats that refuse values that the type takes.
const FORMATS: [&str; 7] = ["date", "date-time", "int32", "ipv4", "ipv6", "uri", "uuid"];
/// How deep the members of a body are followed where a schema reaches itself.
const DEEPEST: usize = 8;

/// The constraints that a value is stated to have, `required` first.
#[must_use]
pub fn constraints(schema: Schema<'_>, required: bool) -> Vec<&'static str> {
    let is_stated = |keyword: &&str| match *keyword {
        // Every text is that long.
        "minLength" => schema.keyword("minLength").and_then(Node::as_u64) > Some(0),
        "format" => {
            let format = schema.keyword("format").and_then(Node::as_str);
            format.is_some_and(|format| FORMATS.contains(&format))
        }
        keyword => schema
            .keyword(keyword)
            .is_some_and(|value| value.as_bool() != Some(false)),
    };
    let required = required.then_some("required").into_iter();
    required
        .chain(CONSTRAINTS.into_iter().filter(is_stated))
        .collect()
}

/// A member of a body, at whatever depth.
#[derive(Clone, Debug)]
pub struct BodyMember<'d> {
    /// The names that lead to it.
    pub path: Vec<&'d str>,
    /// What its value may be.
    pub schema: Schema<'d>,
    /// Whether the object that holds it has to hold it.
    pub required: bool,
}

/// The members of a body and of the objects in it, in the contract's order.
#[must_use]
pub fn members(body: Schema<'_>) -> Vec<BodyMember<'_>> {
    let mut found = Vec::new();
    collect(body, &mut Vec::new(), &mut found);
    found
}

fn collect<'d>(object: Schema<'d>, path: &mut Vec<&'d str>, found: &mut Vec<BodyMember<'d>>) {
    if path.len() == DEEPEST {
        return;
    }
    let required: Vec<&str> = object.required().collect();
    for (name, schema) in object.properties() {
        path.push(name);
        found.push(BodyMember {
            path: path.clone(),
            schema,
            required: required.contains(&name),
        });
        collect(schema, path, found);
        path.pop();
    }
}

/// An example that a body is documented with.
#[derive(Clone, Debug)]
pub struct BodyExample<'d> {
    /// The name the document gives it; `example` for a single one that has none; for the example
    /// that the schema states itself, `example of` it.
    pub name: String,
    /// Its value.
    pub value: &'d Node,
    /// Whether the schema states it, for every place that it is used in.
    pub is_of_schema: bool,
}

/// The examples of a body in one media type: its own, then that of its schema.
#[must_use]
pub fn examples<'d>(media: &MediaType<'d>) -> Vec<BodyExample<'d>> {
    let own = media.examples.iter().map(|example| BodyExample {
        name: example.name.to_owned(),
        value: example.value,
        is_of_schema: false,
    });
    let of_schema = media.schema.and_then(|schema| {
        Some(BodyExample {
            name: format!("example of {}", schema.name().unwrap_or("the schema")),
            value: schema.keyword("example")?,
            is_of_schema: true,
        })
    });
    own.chain(of_schema).collect()
}
