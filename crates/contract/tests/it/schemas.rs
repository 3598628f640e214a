//! Schemas as JSON Schema, and what a schema says of itself.

use contract::{Dialect, Document, Schema, Source};
use serde_json::{Value, json};

fn document(version: &str, schemas: &str) -> Document {
    let text = format!("openapi: {version}\npaths: {{}}\ncomponents:\n  schemas:\n{schemas}");
    Document::read(Source::new("schemas.yaml", text.as_str()))
        .unwrap_or_else(|error| panic!("{}", error.render(false)))
}

fn translated(version: &str, schema: &str) -> Value {
    let schemas = format!("    Root: {schema}\n    Name: {{ type: string, x-a: 1 }}\n");
    let document = document(version, &schemas);
    let root = document.schemas().next().expect("there is a schema");
    let mut translated = root.to_json_schema();
    let members = translated.as_object_mut().expect("it is an object");
    let dialect = members.shift_remove("$schema");
    assert_eq!(
        dialect,
        Some("https://json-schema.org/draft/2020-12/schema".into())
    );
    let definitions = members.shift_remove("$defs").expect("it has definitions");
    assert_eq!(definitions["Name"], json!({ "type": "string" }));
    translated
}

#[test]
fn schemas_are_written_in_the_words_of_json_schema() {
    const NAME: &str = "$ref: '#/components/schemas/Name'";
    let reference = || json!({ "$ref": "#/$defs/Name" });
    for (version, schema, expected) in [
        ("3.0.3", "{ type: string, nullable: true }".to_owned(), json!({ "type": ["string", "null"] })),
        ("3.1.0", "{ type: string, nullable: true }".into(), json!({ "type": "string" })),
        ("3.0.3", "{ enum: [a], nullable: true }".into(), json!({ "enum": ["a", null] })),
        ("3.0.3", "{ enum: [a, null], nullable: true }".into(), json!({ "enum": ["a", null] })),
        ("3.0.3", "{ minimum: 1, exclusiveMinimum: true }".into(), json!({ "exclusiveMinimum": 1 })),
        ("3.0.3", "{ maximum: 1, exclusiveMaximum: false }".into(), json!({ "maximum": 1 })),
        ("3.1.0", "{ exclusiveMaximum: 3 }".into(), json!({ "exclusiveMaximum": 3 })),
        ("3.1.0", "{ example: 1, xml: {}, externalDocs: {}, discriminator: {}, x-a: 1, title: t }".into(), json!({ "title": "t" })),
        // What stands beside a reference counts in 3.1, and not in 3.0.
        ("3.1.0", format!("{{ items: {{ {NAME} }} }}"), json!({ "items": reference() })),
        ("3.1.0", format!("{{ items: {{ {NAME}, maxLength: 3 }} }}"), json!({ "items": { "maxLength": 3, "allOf": [reference()] } })),
        ("3.0.3", format!("{{ items: {{ {NAME}, maxLength: 3 }} }}"), json!({ "items": reference() })),
        ("3.1.0", format!("{{ items: {{ {NAME}, allOf: [ {{ maxLength: 3 }} ] }} }}"), json!({ "items": { "allOf": [{ "maxLength": 3 }, reference()] } })),
        ("3.1.0", format!("{{ oneOf: [ {{ {NAME} }}, true ] }}"), json!({ "oneOf": [reference(), true] })),
        ("3.1.0", format!("{{ properties: {{ nullable: {{ {NAME} }} }}, patternProperties: {{ ^a: {{ {NAME} }} }} }}"), json!({ "properties": { "nullable": reference() }, "patternProperties": { "^a": reference() } })),
        // A pointer to a place that has no name is followed.
        ("3.1.0", "{ properties: { a: { $ref: '#/components/schemas/Root/properties/b' }, b: { type: integer } } }".into(), json!({ "properties": { "a": { "type": "integer" }, "b": { "type": "integer" } } })),
    ] {
        assert_eq!(translated(version, &schema), expected, "{version} {schema}");
    }
}

#[test]
fn a_schema_that_points_to_itself_by_its_place_is_followed_only_so_far() {
    let schema = translated(
        "3.1.0",
        "{ properties: { next: { items: { $ref: '#/components/schemas/Root/properties/next' } } } }",
    );
    let mut depth = 0;
    let mut at = &schema["properties"]["next"];
    while let Some(items) = at.get("items") {
        depth += 1;
        at = items;
    }
    assert_eq!((depth, at), (33, &Value::Bool(true)));
}

#[test]
fn a_wrapping_that_only_annotates_is_the_component() {
    const ALL: &str = "allOf: [ { $ref: '#/components/schemas/Name' } ]";
    let name = |schema: &str| {
        let schemas = format!(
            "    Root: {{ properties: {{ a: {schema} }} }}\n    Name: {{ type: string }}\n"
        );
        let document = document("3.0.3", &schemas);
        let root = document.schemas().next().expect("there is a schema");
        let (_, property) = root.properties().next().expect("it has a property");
        property.name().map(str::to_owned)
    };
    for annotation in ["description: d", "example: a", "title: t", "x-a: 1"] {
        let wrapped = format!("{{ {ALL}, {annotation} }}");
        assert_eq!(name(&wrapped).as_deref(), Some("Name"), "{annotation}");
    }
    for more in ["maxLength: 3", "x-sensitive: true", "nullable: true"] {
        assert_eq!(name(&format!("{{ {ALL}, {more} }}")), None, "{more}");
    }
    assert_eq!(
        name("{ allOf: [ { $ref: '#/components/schemas/Name' }, {} ] }"),
        None
    );
    assert_eq!(name("{ allOf: [ { type: string } ] }"), None);
}

#[test]
fn a_schema_tells_its_type_and_whether_null_is_a_value() {
    for (schema, kind, is_nullable) in [
        ("{ type: string }", Some("string"), false),
        ("{ type: string, nullable: true }", Some("string"), true),
        ("{ type: string, nullable: false }", Some("string"), false),
        ("{ type: [string, 'null'] }", Some("string"), true),
        ("{ type: [string, integer] }", None, false),
        ("{ type: ['null'] }", None, true),
        ("{}", None, false),
    ] {
        let document = document("3.1.0", &format!("    Root: {schema}\n"));
        let root = document.schemas().next().expect("there is a schema");
        assert_eq!(
            (root.kind(), root.is_nullable()),
            (kind, is_nullable),
            "{schema}"
        );
    }
}

#[test]
fn a_place_describes_a_component_before_the_component_does() {
    let schemas = "    Root: { properties: { a: { allOf: [ { $ref: '#/components/schemas/Name' } ], description: here, x-sensitive: false }, b: { $ref: '#/components/schemas/Name' } } }\n    Name: { type: string, description: there, x-sensitive: true }\n";
    let document = document("3.0.3", &schemas.replace(", x-sensitive: false", ""));
    let root = document.schemas().next().expect("there is a schema");
    let described: Vec<Option<&str>> = root.properties().map(|(_, it)| it.description()).collect();
    assert_eq!(described, [Some("here"), Some("there")]);
    assert!(root.properties().all(|(_, it)| it.is_sensitive()));
    let insensitive = document.schemas().next();
    assert!(insensitive.is_some_and(|it| !it.is_sensitive()));
    let names: Vec<Option<&str>> = root
        .properties()
        .map(|(_, it): (_, Schema<'_>)| it.name())
        .collect();
    assert_eq!(names, [Some("Name"), Some("Name")]);
}

#[test]
fn the_dialect_follows_the_version() {
    for (version, dialect) in [
        ("3", Dialect::V3_0),
        ("3.0", Dialect::V3_0),
        ("3.0.0", Dialect::V3_0),
        ("'3.0.4'", Dialect::V3_0),
        ("3.1", Dialect::V3_1),
        ("3.1.1", Dialect::V3_1),
        ("3.2.0", Dialect::V3_1),
    ] {
        assert_eq!(
            document(version, "    A: {}\n").dialect(),
            dialect,
            "{version}"
        );
    }
}

#[test]
fn a_pointer_names_a_component_only_where_components_stand() {
    let schemas = "    A: { properties: { schemas: { properties: { b: { type: string } } } } }\n    B: { $ref: '#/components/schemas/A' }\n";
    let document = document("3.0.3", schemas);
    for (pointer, name) in [
        ("#/components/schemas/A", Some("A")),
        // A component that is a reference is the one it refers to.
        ("#/components/schemas/B", Some("A")),
        ("#/components/schemas/A/properties/schemas", None),
        ("#/components/schemas", None),
        ("#/paths", None),
    ] {
        let resolved = document.resolve_pointer(document.root(), pointer);
        assert_eq!(resolved.expect(pointer).name, name, "{pointer}");
    }
}
