use super::includes;
use crate::schema_text::facts_of;

fn is_included(big: &str, small: &str) -> bool {
    let ((big_facts, big), (small_facts, small)) = (facts_of(big), facts_of(small));
    includes((&big_facts, big), (&small_facts, small))
}

/// A schema, another one that takes no more, and whether the reverse is proved too.
const INCLUDED: &[(&str, &str, bool)] = &[
    ("", "type: string", false),
    ("type: string", "type: string, title: a", true),
    ("type: number", "type: integer", false),
    ("type: [string, integer]", "type: string", false),
    ("type: [string, number]", "type: [integer, string]", false),
    ("type: string, nullable: true", "type: string", false),
    ("title: a", "nullable: true", true),
    ("enum: [a, b]", "enum: [b]", false),
    ("enum: [a, b]", "const: a", false),
    ("const: a", "enum: [a]", true),
    ("maximum: 9", "maximum: 8", false),
    ("exclusiveMaximum: 9", "exclusiveMaximum: 8.5", false),
    ("maxLength: 9", "maxLength: 8", false),
    ("maxItems: 9", "maxItems: 8", false),
    ("maxProperties: 9", "maxProperties: 8", false),
    ("minimum: 8", "minimum: 9", false),
    ("exclusiveMinimum: 8", "exclusiveMinimum: 9", false),
    ("minLength: 8", "minLength: 9", false),
    ("minItems: 8", "minItems: 9", false),
    ("minProperties: 8", "minProperties: 9", false),
    ("pattern: ^a", "pattern: ^a, maxLength: 3", false),
    ("readOnly: true, default: 1, x-a: 1", "example: 1", true),
    // Members and elements.
    (
        "properties: { a: { maxLength: 9 } }",
        "properties: { a: { maxLength: 8 } }",
        false,
    ),
    (
        "properties: { a: {} }",
        "required: [a], properties: { a: {} }",
        false,
    ),
    ("items: { type: number }", "items: { type: integer }", false),
    (
        "additionalProperties: false, properties: { a: {}, b: {} }",
        "additionalProperties: false, properties: { a: {} }",
        false,
    ),
    (
        "properties: { a: { type: number } }",
        "additionalProperties: { type: integer }",
        false,
    ),
    // What one schema says of all other members holds for those that the other names.
    (
        "additionalProperties: { type: number }, properties: { a: { type: string } }",
        "additionalProperties: { type: integer }, properties: { a: { type: string }, b: { type: integer } }",
        false,
    ),
    (
        "additionalProperties: false, patternProperties: { ^a: {} }",
        "additionalProperties: false, patternProperties: { ^a: {} }",
        true,
    ),
    // Options.
    (
        "oneOf: [ { type: string }, { type: integer } ]",
        "type: integer",
        false,
    ),
    (
        "anyOf: [ { type: string }, { type: number } ]",
        "oneOf: [ { type: integer }, { type: string, maxLength: 9 } ]",
        false,
    ),
    (
        "$ref: '#/components/schemas/Cat'",
        "type: object, required: [lives], properties: { lives: { type: integer, minimum: 1 } }",
        false,
    ),
];

/// Pairs of which the first does not take every value of the second.
const NOT_INCLUDED: &[(&str, &str)] = &[
    ("type: string", ""),
    ("type: string", "type: [string, integer]"),
    ("type: string", "type: string, nullable: true"),
    ("enum: [a]", "type: string"),
    ("maxLength: 9", "minLength: 9"),
    ("multipleOf: 2", "multipleOf: 3"),
    (
        "required: [a], properties: { a: {} }",
        "properties: { a: {} }",
    ),
    ("properties: { a: { type: string } }", "type: object"),
    (
        "additionalProperties: { type: string }",
        "additionalProperties: { type: string }, properties: { b: { type: integer } }",
    ),
    (
        "additionalProperties: false",
        "additionalProperties: false, properties: { a: {} }",
    ),
    (
        "additionalProperties: false",
        "additionalProperties: false, patternProperties: { ^a: {} }",
    ),
    (
        "oneOf: [ { type: string }, { type: integer } ]",
        "type: boolean",
    ),
    (
        "type: string",
        "oneOf: [ { type: string }, { type: integer } ]",
    ),
    // A schema that contains itself is followed only so far.
    (
        "$ref: '#/components/schemas/Chain'",
        "$ref: '#/components/schemas/Chain', title: a",
    ),
];

#[test]
fn inclusion_is_proved_in_one_direction() {
    for (big, small, both) in INCLUDED {
        assert!(is_included(big, small), "{big} takes what {small} takes");
        assert_eq!(is_included(small, big), *both, "{small} and {big}");
    }
    for (big, small) in NOT_INCLUDED {
        assert!(!is_included(big, small), "{big} and {small}");
    }
}
