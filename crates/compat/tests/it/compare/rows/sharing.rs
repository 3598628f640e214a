//! References, shared components, and schemas that are empty on one side.

use super::At::{Both, Document, RequestProperty, ResponseProperty};
use super::{FULL, Row, V0, V1};

#[rustfmt::skip]
pub(super) const ROWS: &[Row] = &[
    (V0, Document, "paths: { /a: { get: { responses: { '200': { $ref: '#/components/responses/R' } } }, put: { responses: { '200': { $ref: '#/components/responses/R' } } } } }\ncomponents: { responses: { R: { description: d, content: { application/json: { schema: { type: string, maxLength: 5 } } } } } }", "paths: { /a: { get: { responses: { '200': { $ref: '#/components/responses/R' } } }, put: { responses: { '200': { $ref: '#/components/responses/R' } } } } }\ncomponents: { responses: { R: { description: d, content: { application/json: { schema: { type: string, maxLength: 9 } } } } } }", &["breaking response-body-max-length-increased"]),
    (V0, Both, "type: object, properties: { a: { $ref: '#/components/schemas/S' }, b: { maxLength: 9 } }", "type: object, properties: { a: { $ref: '#/components/schemas/S' }, b: { maxLength: 5 } }", &["breaking request-property-max-length-decreased"]),
    (V0, Document, "components: { schemas: { A: { type: string } } }", "components: { schemas: {} }", &["safe api-schema-removed"]),
    (V0, Document, "components: { schemas: { A: { type: string } } }", "components: { schemas: { A: { type: integer } } }", &["safe unused-schema-type-changed"]),
    (V0, RequestProperty, "$ref: 'other.yaml#/A'", "$ref: 'other.yaml#/B'", &["risky request-property-keyword-changed"]),
    (V0, RequestProperty, "minLength: three", "minLength: four", &["risky request-property-keyword-changed"]),
    (V0, RequestProperty, "type: string, example: { a: 1, b: 2 }", "type: string, example: { b: 2.0, a: 3 }", &["safe example-changed"]),
    (V1, RequestProperty, "type: string, description: a", "$ref: '#/components/schemas/Named', description: a", &["breaking request-property-type-changed"]),
    (V1, ResponseProperty, "$ref: '#/components/schemas/Named', maxProperties: 3", "$ref: '#/components/schemas/Named', maxProperties: 4", &["breaking response-property-max-properties-increased"]),
    // A schema that lost or got everything it says.
    (V0, RequestProperty, FULL, "", &["risky request-property-removed"]),
    (V0, RequestProperty, "", FULL, &["breaking request-property-type-changed"]),
    (V0, ResponseProperty, FULL, "", &["breaking response-property-type-generalized"]),
    (V0, ResponseProperty, "", FULL, &["safe response-property-type-specialized"]),
    (V1, RequestProperty, "type: array, items: { type: string, minLength: 2, description: d, example: ab }", "type: array, items: {}", &["safe request-property-type-generalized"]),
    (V0, ResponseProperty, "", "type: string, nullable: true, description: d", &["safe response-property-type-specialized"]),
    (V0, ResponseProperty, "", "type: string, writeOnly: true", &["risky response-optional-property-became-write-only", "safe response-property-type-specialized"]),
    (V0, ResponseProperty, "oneOf: [ { $ref: '#/components/schemas/Cat' }, { $ref: '#/components/schemas/Dog' } ], discriminator: { propertyName: kind, mapping: { c: '#/components/schemas/Cat' } }, description: d", "", &["breaking response-property-one-of-removed"]),
    (V0, RequestProperty, "allOf: [ { $ref: '#/components/schemas/Cat' }, { type: object, properties: { q: { type: string } } } ]", "", &["risky request-property-removed"]),
    (V0, Both, "type: object, properties: { p: { type: object, properties: { a: {}, b: {} } } }", "type: object, properties: { p: {} }", &["breaking response-property-type-generalized"]),
    // What is left of a schema was not emptied.
    (V0, RequestProperty, "type: object, properties: { a: {}, b: {} }", "type: object, properties: { a: {} }", &["risky request-property-removed"]),
    // A schema that is put together from one with a discriminator may be answered.
    (V0, Document, "paths: { /a: { get: { responses: { '200': { content: { application/json: { schema: { $ref: '#/components/schemas/A' } } } } } } } }\ncomponents: { schemas: { A: { type: object, discriminator: { propertyName: k }, properties: { k: { type: string } } } } }", "paths: { /a: { get: { responses: { '200': { content: { application/json: { schema: { $ref: '#/components/schemas/A' } } } } } } } }\ncomponents: { schemas: { A: { type: object, discriminator: { propertyName: k }, properties: { k: { type: string } } }, B: { allOf: [ { $ref: '#/components/schemas/A' } ] } } }", &["risky api-schema-added"]),
];
