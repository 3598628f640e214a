//! All examples of a contract, wherever they stand, each with the schema that it has to keep.

use contract::{MediaType, Node, Operation, Schema};

use crate::Contract;

/// An example beside its schema.
pub(super) struct Stated<'d> {
    /// Where it stands.
    pub(super) about: String,
    pub(super) schema: Schema<'d>,
    pub(super) value: &'d Node,
    /// Whether each of its members has to be declared. The example that a schema states itself may
    /// show one that the schema does not forbid: the vendor's do.
    pub(super) declares_all: bool,
}

/// The examples of all operations, then those of all schemas.
pub(super) fn of<'d>(contract: &'d Contract, operations: &'d [Operation<'d>]) -> Vec<Stated<'d>> {
    let mut found = Vec::new();
    for operation in operations {
        let key = operation.key();
        for parameter in &operation.parameters {
            let about = format!("{key} › {} {}", parameter.place, parameter.name);
            stated_by_node(&about, parameter.schema, parameter.node, &mut found);
            of_schema(&about, parameter.schema, &mut found);
        }
        for media in operation.body.iter().flat_map(|body| &body.content) {
            of_media(&format!("{key} › request body"), media, &mut found);
        }
        for response in &operation.responses {
            let about = format!("{key} › {}", response.status);
            for media in &response.content {
                of_media(&about, media, &mut found);
            }
            for header in &response.headers {
                let about = format!("{about} › header {}", header.name);
                for example in &header.examples {
                    found.push(Stated {
                        about: format!("{about} › example {}", example.name),
                        schema: header.schema,
                        value: example.value,
                        declares_all: true,
                    });
                }
                of_schema(&about, header.schema, &mut found);
            }
        }
    }
    for component in contract.document().schemas() {
        let about = format!("component {}", component.name().unwrap_or_default());
        of_parts(&about, component, &mut found);
    }
    found
}

fn of_media<'d>(about: &str, media: &MediaType<'d>, found: &mut Vec<Stated<'d>>) {
    let Some(schema) = media.schema else { return };
    found.extend(media.examples.iter().map(|example| Stated {
        about: format!("{about} › example {}", example.name),
        schema,
        value: example.value,
        declares_all: true,
    }));
    of_schema(about, schema, found);
}

/// The single example that a parameter states beside its schema.
fn stated_by_node<'d>(
    about: &str,
    schema: Schema<'d>,
    node: &'d Node,
    found: &mut Vec<Stated<'d>>,
) {
    if let Some(value) = node.get("example") {
        found.push(Stated {
            about: format!("{about} › example"),
            schema,
            value,
            declares_all: true,
        });
    }
}

/// The examples in a schema that is written in place, and those of a place that refers to a component;
/// a component is looked at by itself.
fn of_schema<'d>(about: &str, schema: Schema<'d>, found: &mut Vec<Stated<'d>>) {
    if let Some(value) = schema.at_reference("example") {
        found.push(Stated {
            about: format!("{about} › example"),
            schema,
            value,
            declares_all: false,
        });
    }
    if schema.name().is_none() {
        of_parts(about, schema, found);
    }
}

fn of_parts<'d>(about: &str, schema: Schema<'d>, found: &mut Vec<Stated<'d>>) {
    if let Some(value) = schema.keyword("example") {
        found.push(Stated {
            about: format!("{about} › example"),
            schema,
            value,
            declares_all: false,
        });
    }
    for (name, property) in schema.properties() {
        of_schema(&format!("{about} › {name}"), property, found);
    }
    for part in ["allOf", "oneOf", "anyOf"]
        .into_iter()
        .flat_map(|keyword| schema.parts(keyword))
        .chain(schema.items())
    {
        of_schema(about, part, found);
    }
}
