//! Bodies, media types, responses, and headers.

use super::At::Operation;
use super::{Row, V0};

#[rustfmt::skip]
pub(super) const ROWS: &[Row] = &[
    (V0, Operation, "responses: {}", "requestBody: { content: { application/json: {} } }", &["safe request-body-added-optional"]),
    (V0, Operation, "responses: {}", "requestBody: { required: true, content: { application/json: {} } }", &["breaking request-body-added-required"]),
    (V0, Operation, "requestBody: { content: { application/json: {} } }", "responses: {}", &["breaking request-body-removed"]),
    (V0, Operation, "requestBody: { content: { application/json: {} } }", "requestBody: { required: true, content: { application/json: {} } }", &["breaking request-body-became-required"]),
    (V0, Operation, "requestBody: { required: true, content: { application/json: {} } }", "requestBody: { content: { application/json: {} } }", &["safe request-body-became-optional"]),
    (V0, Operation, "requestBody: { content: { application/json: {} } }", "requestBody: { content: { application/json: {}, application/xml: {} } }", &["safe request-body-media-type-added"]),
    (V0, Operation, "requestBody: { content: { application/json: {}, application/xml: {} } }", "requestBody: { content: { application/json: {} } }", &["breaking request-body-media-type-removed"]),
    (V0, Operation, "requestBody: { content: { application/json: {} } }", "requestBody: { content: { application/json: { schema: { type: object } } } }", &["breaking request-body-media-type-schema-added"]),
    (V0, Operation, "responses: { '200': { content: { application/json: { schema: { type: object } } } } }", "responses: { '200': { content: { application/json: {} } } }", &["risky response-body-media-type-schema-removed"]),
    (V0, Operation, "responses: { '200': { content: { application/json: {}, application/xml: {} } } }", "responses: { '200': { content: { application/json: {} } } }", &["breaking response-media-type-removed"]),
    (V0, Operation, "responses: { '200': { content: { application/json: {} } } }", "responses: { '200': { content: { application/json: {}, text/plain: {} } } }", &["safe response-media-type-added"]),
    (V0, Operation, "responses: { '200': { content: { application/problem+json: {} } } }", "responses: { '200': { content: { application/json: {} } } }", &["breaking response-media-type-name-generalized"]),
    (V0, Operation, "responses: { '200': { content: { application/json: {} } } }", "responses: { '200': { content: { application/problem+json: {} } } }", &["safe response-media-type-name-specialized"]),
    (V0, Operation, "responses: { '200': { description: a } }", "responses: {}", &["breaking response-success-status-removed"]),
    (V0, Operation, "responses: { '200': { description: a } }", "responses: { '200': { description: a }, '201': { description: b } }", &["safe response-success-status-added"]),
    (V0, Operation, "responses: { '404': { description: a } }", "responses: {}", &["safe response-non-success-status-removed"]),
    (V0, Operation, "responses: {}", "responses: { '429': { description: a } }", &["safe response-non-success-status-added"]),
    (V0, Operation, "responses: { '200': { description: a } }", "responses: { '202': { description: a } }", &["breaking response-success-status-removed"]),
    (V0, Operation, "responses: { '200': { description: a } }", "responses: { '202': { description: b } }", &["breaking response-success-status-removed", "safe response-success-status-added"]),
    (V0, Operation, "responses: { 4xx: { description: a } }", "responses: { 4XX: { description: a } }", &[]),
    (V0, Operation, "responses: { 200: { description: a } }", "responses: { '200': { description: a } }", &[]),
    (V0, Operation, "responses: { '200': { headers: { H: { required: true, schema: {} } } } }", "responses: { '200': {} }", &["breaking required-response-header-removed"]),
    (V0, Operation, "responses: { '200': { headers: { H: { schema: {} } } } }", "responses: { '200': {} }", &["risky optional-response-header-removed"]),
    (V0, Operation, "responses: { '200': {} }", "responses: { '200': { headers: { H: { schema: {} } } } }", &["safe response-header-added"]),
    (V0, Operation, "responses: { '200': { headers: { H: { required: true, schema: {} } } } }", "responses: { '200': { headers: { h: { schema: {} } } } }", &["breaking response-header-became-optional"]),
    (V0, Operation, "responses: { '200': { links: { l: { operationId: a } } } }", "responses: { '200': {} }", &["safe response-link-removed"]),
    (V0, Operation, "responses: { '200': { content: { 'text/csv;charset=utf-8': {} } } }", "responses: { '200': { content: { text/csv: {} } } }", &["breaking response-media-type-name-generalized"]),
    (V0, Operation, "requestBody: { content: { application/xml: {} } }", "requestBody: { content: { 'application/*': {} } }", &["safe request-body-media-type-name-generalized"]),
    (V0, Operation, "requestBody: { content: { multipart/form-data: { encoding: { a: { contentType: text/csv } } } } }", "requestBody: { content: { multipart/form-data: { encoding: { a: { contentType: text/plain } } } } }", &["risky request-body-encoding-changed"]),
    (V0, Operation, "responses: { '200': { content: { multipart/form-data: { encoding: { a: { contentType: text/csv } } } } } }", "responses: { '200': { content: { multipart/form-data: { encoding: { a: { contentType: text/plain } } } } } }", &["risky response-body-encoding-changed"]),
    (V0, Operation, "responses: { '200': { headers: { H: { schema: {} } } } }", "responses: { '200': { headers: { H: { deprecated: true, schema: {} } } } }", &["safe response-header-deprecated"]),
    (V0, Operation, "responses: { '200': { headers: { A: { schema: { type: string } } } } }", "responses: { '200': { headers: { B: { schema: { type: string } } } } }", &["risky optional-response-header-removed"]),
];
