//! Conditions, whole paths, forms, and what one edit brings with it.

use super::At::{Document, Operation, Path, Request, RequestProperty, Response, ResponseProperty};
use super::{Row, V0, V1};

#[rustfmt::skip]
pub(super) const ROWS: &[Row] = &[
    (V1, RequestProperty, "type: object", "type: object, dependentRequired: { a: [b] }", &["breaking request-property-dependent-required-added"]),
    (V1, ResponseProperty, "type: object", "type: object, dependentRequired: { a: [b] }", &["safe response-property-dependent-required-added"]),
    (V1, RequestProperty, "type: array, items: {}", "type: array, items: false", &["breaking request-property-became-forbidden"]),
    (V0, RequestProperty, "type: string, not: { enum: [a] }", "type: string, not: { enum: [a, b] }", &["risky request-property-not-changed"]),
    (V1, RequestProperty, "type: array, contains: { type: string }, minContains: 2", "type: array, contains: { type: string }, minContains: 3", &["breaking request-property-min-contains-increased"]),
    (V1, RequestProperty, "type: array, prefixItems: [ { type: string } ]", "type: array, prefixItems: [ { type: string }, { type: integer } ]", &["breaking request-property-prefix-items-added"]),
    (V1, RequestProperty, "type: object", "type: object, patternProperties: { ^a: { type: integer } }", &["breaking request-property-pattern-properties-added"]),
    (V0, Request, "type: object", "type: object, required: [a]", &["breaking request-property-became-required"]),
    (V0, Response, "type: object, required: [a]", "type: object", &["breaking response-property-became-optional"]),
    (V0, Path, "get: {}", "parameters: [ { name: p, in: query, required: true, schema: {} } ], get: {}", &["breaking new-required-request-default-parameter-to-existing-path"]),
    (V0, Path, "get: {}", "parameters: [ { name: p, in: query, schema: {} } ], get: {}", &["safe new-optional-request-default-parameter-to-existing-path"]),
    (V0, Operation, "parameters: [ { name: p, in: header, schema: { type: object, properties: { a: {} } } } ]", "parameters: [ { name: p, in: header, schema: { type: object, required: [a], properties: { a: {} } } } ]", &["breaking request-header-property-became-required"]),
    (V0, Operation, "parameters: [ { name: p, in: query, required: true, schema: { type: string } } ]", "parameters: [ { name: p, in: header, required: true, schema: { type: string } } ]", &["breaking new-required-request-parameter"]),
    (V0, Operation, "requestBody: { content: { application/x-www-form-urlencoded: { schema: { type: object, properties: { a: { type: integer } } } } } }", "requestBody: { content: { application/x-www-form-urlencoded: { schema: { type: object, properties: { a: { type: string } } } } } }", &["safe request-property-type-generalized"]),
    (V0, Operation, "security: [ { a: [] } ]", "security: [ { a: [] }, {} ]", &["safe api-security-added"]),
    (V0, Document, "components: { securitySchemes: { a: { type: oauth2, flows: { implicit: { authorizationUrl: /a, scopes: { r: R } } } } } }", "components: { securitySchemes: { a: { type: oauth2, flows: { implicit: { authorizationUrl: /b, scopes: { r: R, w: W } } } } } }", &["risky api-security-component-oauth-url-changed", "safe api-security-component-oauth-scope-added"]),
    (V1, RequestProperty, "type: string", "type: [string, integer], maxLength: 5", &["safe request-property-list-of-types-widened", "risky request-property-max-length-set"]),
    (V0, Request, "type: object, properties: { a: { type: string } }", "type: object, required: [a], properties: { a: { type: integer } }", &["breaking request-property-type-changed", "breaking request-property-became-required"]),
    (V0, RequestProperty, "oneOf: [ { type: object, properties: { a: {} } }, { type: object, properties: { b: {} } } ]", "oneOf: [ { type: object, properties: { b: {} } } ]", &["breaking request-property-one-of-removed"]),
    (V0, RequestProperty, "type: number, multipleOf: 0.1", "type: number, multipleOf: 0.3", &["breaking request-property-multiple-of-specialized"]),
    (V0, Request, "type: object, properties: { a: { type: string, readOnly: true } }", "type: object, properties: { b: { type: string, readOnly: true } }", &["safe request-read-only-property-removed"]),
    (V1, RequestProperty, "type: object", "type: object, dependentSchemas: { a: { required: [b] } }", &["breaking request-property-dependent-schemas-added"]),
    (V1, RequestProperty, "type: string", "type: string, if: { maxLength: 3 }", &["risky part-added"]),
    (V1, Response, "type: object, default: false", "type: object, default: false, patternProperties: { ^a: { type: string } }", &["safe response-body-pattern-properties-added"]),
];
