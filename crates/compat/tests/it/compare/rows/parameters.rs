//! Parameters.

use super::At::{Operation, Parameter, Path};
use super::{Row, V0};

#[rustfmt::skip]
pub(super) const ROWS: &[Row] = &[
    (V0, Operation, "parameters: []", "parameters: [ { name: p, in: query, schema: {} } ]", &["safe new-optional-request-parameter"]),
    (V0, Operation, "parameters: []", "parameters: [ { name: p, in: query, required: true, schema: {} } ]", &["breaking new-required-request-parameter"]),
    (V0, Operation, "parameters: []", "parameters: [ { name: p, in: header, required: true, schema: {} } ]", &["breaking new-required-request-parameter"]),
    (V0, Operation, "parameters: []", "parameters: [ { name: p, in: cookie, required: true, schema: {} } ]", &["breaking new-required-request-parameter"]),
    (V0, Operation, "parameters: []", "parameters: [ { name: p, in: path, required: true, schema: {} } ]", &["breaking new-request-path-parameter"]),
    (V0, Operation, "parameters: [ { name: p, in: query, schema: {} } ]", "parameters: []", &["risky request-parameter-removed"]),
    (V0, Operation, "parameters: [ { name: p, in: query, deprecated: true, schema: {} } ]", "parameters: []", &["risky request-parameter-removed-with-deprecation"]),
    (V0, Operation, "parameters: [ { name: p, in: query, deprecated: true, x-sunset: 2031-01-01, schema: {} } ]", "parameters: []", &["breaking request-parameter-removed-before-sunset"]),
    (V0, Operation, "parameters: [ { name: p, in: query, schema: { type: string } } ]", "parameters: [ { name: q, in: query, schema: { type: string } } ]", &["risky request-parameter-removed"]),
    (V0, Operation, "parameters: [ { name: p, in: query, required: true, schema: { type: string } } ]", "parameters: [ { name: q, in: query, required: true, schema: { type: string } } ]", &["breaking new-required-request-parameter"]),
    (V0, Operation, "parameters: [ { name: p, in: query, schema: { type: string } } ]", "parameters: [ { name: q, in: query, schema: { type: integer } } ]", &["risky request-parameter-removed", "safe new-optional-request-parameter"]),
    (V0, Operation, "parameters: [ { name: p, in: query, schema: { type: string } } ]", "parameters: [ { name: p, in: header, schema: { type: string } } ]", &["risky request-parameter-removed"]),
    (V0, Operation, "parameters: [ { name: X-A, in: header, schema: {} } ]", "parameters: [ { name: x-a, in: header, schema: {} } ]", &[]),
    (V0, Parameter, "schema: {}", "required: true, schema: {}", &["breaking request-parameter-became-required"]),
    (V0, Parameter, "required: true, schema: {}", "required: false, schema: {}", &["safe request-parameter-became-optional"]),
    (V0, Parameter, "schema: {}", "deprecated: true, schema: {}", &["safe request-parameter-deprecated"]),
    (V0, Parameter, "schema: {}", "deprecated: true, x-sunset: 2029-01-01, schema: {}", &["breaking request-parameter-sunset-date-too-small"]),
    (V0, Parameter, "deprecated: true, schema: {}", "schema: {}", &["safe request-parameter-reactivated"]),
    (V0, Parameter, "schema: { type: array }", "style: pipeDelimited, explode: true, schema: { type: array }", &["breaking request-parameter-style-changed"]),
    (V0, Parameter, "schema: { type: array }", "explode: false, schema: { type: array }", &["breaking request-parameter-explode-changed"]),
    (V0, Parameter, "schema: { type: string }", "explode: false, schema: { type: string }", &["safe request-parameter-explode-changed"]),
    (V0, Parameter, "schema: { type: string }", "style: form, explode: true, required: false, schema: { type: string }", &[]),
    (V0, Parameter, "schema: { type: string }, example: a", "schema: { type: string }, example: b", &["safe example-changed"]),
    (V0, Parameter, "schema: { type: object, properties: { a: { type: string } } }", "schema: { type: object, properties: { a: { type: integer } } }", &["breaking request-parameter-property-type-changed"]),
    (V0, Path, "parameters: [ { name: p, in: query, schema: { maxLength: 9 } } ], get: {}, put: {}", "parameters: [ { name: p, in: query, schema: { maxLength: 5 } } ], get: {}, put: {}", &["breaking request-parameter-max-length-decreased"]),
    (V0, Path, "parameters: [ { name: p, in: query, schema: {} } ], get: {}", "get: { parameters: [ { name: p, in: query, schema: {} } ] }", &[]),
    (V0, Path, "get: { parameters: [ { name: p, in: query, schema: { type: string } } ] }, put: { parameters: [ { $ref: '#/paths/~1a/get/parameters/0' } ] }", "get: { parameters: [ { name: p, in: query, schema: { type: integer } } ] }, put: { parameters: [ { $ref: '#/paths/~1a/get/parameters/0' } ] }", &["breaking request-parameter-type-changed"]),
    (V0, Parameter, "schema: { type: string }", "allowReserved: true, schema: { type: string }", &["safe request-parameter-allow-reserved-changed"]),
    (V0, Operation, "parameters: [ { name: p, in: header, schema: { type: object, properties: {} } } ]", "parameters: [ { name: p, in: header, schema: { type: object, required: [a], properties: { a: {} } } } ]", &["breaking new-required-request-header-property"]),
    (V0, Operation, "parameters: [ { name: p, in: header, schema: { type: object, properties: { a: { type: string } } } } ]", "parameters: [ { name: p, in: header, schema: { type: object, properties: { a: { type: string, enum: [x] } } } } ]", &["breaking request-header-property-became-enum"]),
    (V0, Operation, "parameters: [ { name: p, in: query, schema: { type: object, properties: { a: { type: string } } } } ]", "parameters: [ { name: p, in: query, schema: { type: object, properties: { a: { type: string, enum: [x] } } } } ]", &["breaking request-parameter-property-became-enum"]),
];
