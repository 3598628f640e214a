//! Schemas put together from others.

use super::At::{Document, Request, RequestProperty, Response, ResponseProperty};
use super::{CAT, Row, V0, V1};

#[rustfmt::skip]
pub(super) const ROWS: &[Row] = &[
    (V0, Request, "oneOf: [ { $ref: '#/components/schemas/Cat' } ]", "oneOf: [ { $ref: '#/components/schemas/Cat' }, { $ref: '#/components/schemas/Dog' } ]", &["risky request-body-one-of-added"]),
    (V0, Request, "oneOf: [ { type: string } ]", "oneOf: [ { type: string }, { type: integer } ]", &["safe request-body-one-of-added"]),
    (V0, Request, "discriminator: { propertyName: kind }, oneOf: [ { $ref: '#/components/schemas/Cat' } ]", "discriminator: { propertyName: kind }, oneOf: [ { $ref: '#/components/schemas/Cat' }, { $ref: '#/components/schemas/Dog' } ]", &["safe request-body-one-of-added"]),
    (V0, Request, "oneOf: [ { type: string, enum: [a] }, { type: string, enum: [b] } ]", "oneOf: [ { type: string, enum: [a] }, { type: string } ]", &["risky request-body-enum-removed"]),
    (V0, Response, "oneOf: [ { $ref: '#/components/schemas/Cat' }, { $ref: '#/components/schemas/Dog' } ]", "$ref: '#/components/schemas/Named'", &["breaking response-body-one-of-removed", "safe response-optional-property-added"]),
    (V1, Response, "anyOf: [ { type: string }, { type: integer } ]", "type: boolean", &["breaking response-body-type-changed"]),
    (V1, Response, "anyOf: [ { type: string }, { type: integer } ]", "type: [string, integer]", &["safe response-body-any-of-removed"]),
    (V1, Response, "anyOf: [ { type: string }, { type: integer } ]", "type: integer", &["safe response-body-list-of-types-narrowed"]),
    (V0, Request, "type: object, additionalProperties: { type: integer }", "type: object, additionalProperties: { type: integer }, properties: { p: { type: string } }", &["breaking request-property-type-changed", "safe new-optional-request-property"]),
    (V1, Request, "type: integer, minimum: 1", "type: integer, minimum: 1, exclusiveMinimum: 1", &["breaking request-body-min-increased"]),
    (V1, Response, "type: number, maximum: 2, exclusiveMaximum: 2", "type: number, maximum: 2", &["breaking response-body-max-increased"]),
    (V0, Response, "oneOf: [ { $ref: '#/components/schemas/Cat' } ]", CAT, &[]),
    (V0, Request, "anyOf: [ { type: string, maxLength: 5 } ]", "type: string, maxLength: 4", &["breaking request-body-max-length-decreased"]),
    (V1, Response, "type: object, additionalProperties: false", "type: object, additionalProperties: false, patternProperties: { ^a: {} }", &["risky response-body-additional-properties-allowed"]),
    (V1, Response, "type: array, items: false", "type: array, items: false, prefixItems: [ { type: string } ]", &["breaking response-body-items-generalized"]),
    (V1, Response, "type: array, items: { type: integer }", "type: array, items: { type: integer }, prefixItems: [ { type: string } ]", &["breaking response-body-items-generalized"]),
    (V1, Response, "type: array, items: { type: integer }", "type: array, items: { type: integer }, prefixItems: [ { type: integer, maximum: 3 } ]", &["safe response-body-prefix-items-added"]),
    (V0, Request, "enum: [a]", "type: object, properties: { p: {} }", &["breaking request-body-type-changed"]),
    (V0, Request, "oneOf: [ { $ref: '#/components/schemas/Cat' }, { $ref: '#/components/schemas/Dog' } ]", "oneOf: [ { $ref: '#/components/schemas/Cat' } ]", &["breaking request-body-one-of-removed"]),
    (V0, Response, "oneOf: [ { $ref: '#/components/schemas/Cat' } ]", "oneOf: [ { $ref: '#/components/schemas/Cat' }, { $ref: '#/components/schemas/Dog' } ]", &["breaking response-body-one-of-added"]),
    (V0, ResponseProperty, "oneOf: [ { type: string }, { type: integer } ]", "oneOf: [ { type: integer }, { type: string } ]", &[]),
    (V0, ResponseProperty, "oneOf: [ { type: string }, { type: integer } ]", "oneOf: [ { type: string } ]", &["safe response-property-one-of-removed"]),
    (V0, RequestProperty, "anyOf: [ { type: string } ]", "anyOf: [ { type: string }, { type: integer } ]", &["safe request-property-any-of-added"]),
    (V0, RequestProperty, "anyOf: [ { type: string }, { type: integer } ]", "anyOf: [ { type: string } ]", &["breaking request-property-any-of-removed"]),
    (V0, Response, CAT, "oneOf: [ { $ref: '#/components/schemas/Cat' }, { $ref: '#/components/schemas/Dog' } ]", &["breaking response-body-wrapped-in-one-of"]),
    (V0, Response, "oneOf: [ { $ref: '#/components/schemas/Cat' }, { $ref: '#/components/schemas/Dog' } ]", CAT, &["safe response-body-unwrapped-from-one-of"]),
    (V0, Request, "allOf: [ { $ref: '#/components/schemas/Cat' }, { maxProperties: 9 } ]", "allOf: [ { $ref: '#/components/schemas/Cat' }, { $ref: '#/components/schemas/Named' }, { maxProperties: 9 } ]", &["breaking request-body-all-of-added"]),
    (V0, Request, "allOf: [ { $ref: '#/components/schemas/Cat' }, { $ref: '#/components/schemas/Named' } ]", "allOf: [ { $ref: '#/components/schemas/Named' } ]", &["risky request-body-all-of-removed"]),
    (V0, Response, "allOf: [ { $ref: '#/components/schemas/Cat' }, { maxProperties: 9 } ]", "allOf: [ { $ref: '#/components/schemas/Cat' }, { $ref: '#/components/schemas/Named' }, { maxProperties: 9 } ]", &["safe response-body-all-of-added"]),
    (V0, Request, "allOf: [ { type: object, properties: { a: { maxLength: 9 } } }, { maxProperties: 3 } ]", "allOf: [ { type: object, properties: { a: { maxLength: 5 } } }, { maxProperties: 3 } ]", &["breaking request-property-max-length-decreased"]),
    (V0, Request, "allOf: [ { type: object, properties: { a: { type: string } } } ]", "type: object, properties: { a: { type: string } }", &[]),
    (V0, Request, CAT, "type: object, required: [kind], properties: { kind: { type: string }, lives: { type: integer } }", &[]),
    (V0, Request, "oneOf: [ { $ref: '#/components/schemas/Cat' } ]", "oneOf: [ { $ref: '#/components/schemas/Cat' } ], discriminator: { propertyName: kind }", &["safe request-body-discriminator-added"]),
    (V0, Request, "oneOf: [ { $ref: '#/components/schemas/Cat' } ], discriminator: { propertyName: kind }", "oneOf: [ { $ref: '#/components/schemas/Cat' } ], discriminator: { propertyName: lives }", &["safe request-body-discriminator-property-name-changed"]),
    (V0, Response, "discriminator: { propertyName: kind, mapping: { a: Cat } }", "discriminator: { propertyName: kind, mapping: { a: Cat, b: Dog } }", &["safe response-body-discriminator-mapping-added"]),
    (V0, Request, "type: string", "type: string, not: { enum: [a] }", &["breaking request-body-not-added"]),

    // What the oracle found: an option named the property, or options overlap further down.
    (V1, Request, "oneOf: [ { $ref: '#/components/schemas/Cat' } ]", "oneOf: [ { $ref: '#/components/schemas/Cat' } ], properties: { kind: { type: integer } }", &["breaking request-property-type-changed", "safe new-optional-request-property"]),
    (V1, RequestProperty, "oneOf: [ {}, { items: { type: integer } } ]", "oneOf: [ {}, { items: {} } ]", &["risky request-property-type-generalized"]),
    (V1, RequestProperty, "oneOf: [ { type: array, contains: { $ref: '#/components/schemas/Dog' } } ]", "oneOf: [ { type: array }, {} ]", &["risky request-property-one-of-added", "risky request-property-contains-removed"]),

    // Options are told apart by their texts where they say the same, and lists have no order.
    (V0, RequestProperty, "oneOf: [ { type: string, description: a }, { type: string, description: b } ]", "oneOf: [ { type: string, description: b }, { type: string, description: a } ]", &[]),
    (V0, RequestProperty, "oneOf: [ { description: a, allOf: [ { type: string } ] }, { description: b, type: string } ]", "oneOf: [ { description: b, allOf: [ { type: string } ] }, { description: a, type: string } ]", &[]),
    (V0, Document, "servers: [ { url: 'https://{a}', variables: { a: { default: x, enum: [x, y] } } } ]\npaths: {}", "servers: [ { url: 'https://{a}', variables: { a: { default: x, enum: [y, x] } } } ]\npaths: {}", &[]),
    (V0, Document, "paths: { /a: { get: { responses: { '200': { links: { l: { $ref: '#/components/links/L' } } } } } } }\ncomponents: { links: { L: { operationId: a } } }", "paths: { /a: { get: { responses: { '200': { links: { l: { operationId: a } } } } } } }", &[]),
    (V0, Document, "paths: { /a: { get: { responses: { '200': { links: { l: { $ref: '#/components/links/L' } } } } } } }\ncomponents: { links: { L: { operationId: a } } }", "paths: { /a: { get: { responses: { '200': { links: { l: { $ref: '#/components/links/L' } } } } } } }\ncomponents: { links: { L: { operationId: b } } }", &["safe response-link-changed"]),
    // An option that changed is found beside those that did not, whatever its number is.
    (V0, RequestProperty, "oneOf: [ { type: object, properties: { a: { type: string } } }, { type: object, required: [b], properties: { b: { type: string, maxLength: 9 } } } ]", "oneOf: [ { type: object, required: [b], properties: { b: { type: string, maxLength: 5 } } }, { type: object, properties: { a: { type: string } } } ]", &["breaking request-property-max-length-decreased"]),
    (V1, RequestProperty, "oneOf: [ { type: string }, { type: integer } ]", "anyOf: [ { type: string }, { type: integer } ]", &["breaking request-property-one-of-removed"]),
    (V1, RequestProperty, "anyOf: [ { type: string }, { type: integer } ]", "oneOf: [ { type: string }, { type: integer } ]", &["breaking request-property-any-of-removed"]),
    (V1, RequestProperty, "oneOf: [ { type: string }, { type: integer } ]", "anyOf: [ { type: string }, { type: integer } ], properties: { a: {} }", &["breaking request-property-one-of-removed", "safe new-optional-request-property"]),
    (V1, RequestProperty, "oneOf: [ { type: string }, { type: integer } ]", "oneOf: [ { oneOf: [ { type: string }, { type: integer } ] }, { type: boolean } ]", &["breaking request-property-one-of-removed", "breaking request-property-one-of-removed", "safe request-property-one-of-added", "safe request-property-one-of-added"]),
];
