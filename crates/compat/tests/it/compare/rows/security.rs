//! Security and servers.

use super::At::{Document, Operation};
use super::{Row, V0};

#[rustfmt::skip]
pub(super) const ROWS: &[Row] = &[
    (V0, Operation, "responses: {}", "security: [ { a: [] } ]", &["breaking api-security-added"]),
    (V0, Operation, "security: [ { a: [] } ]", "security: [ { a: [] }, { b: [] } ]", &["safe api-security-added"]),
    (V0, Operation, "security: [ { a: [] }, { b: [] } ]", "security: [ { b: [] } ]", &["risky api-security-removed"]),
    (V0, Operation, "security: [ { a: [] } ]", "security: []", &["safe api-security-removed"]),
    (V0, Operation, "security: [ { a: [x] } ]", "security: [ { a: [x, y] } ]", &["risky api-security-scope-added"]),
    (V0, Operation, "security: [ { a: [x, y] } ]", "security: [ { a: [y] } ]", &["safe api-security-scope-removed"]),
    (V0, Operation, "security: [ { a: [], b: [] } ]", "security: [ { b: [], a: [] } ]", &[]),
    (V0, Document, "security: [ { a: [] } ]\npaths: { /a: { get: {}, put: {} } }", "paths: { /a: { get: {}, put: {} } }", &["safe api-global-security-removed"]),
    (V0, Document, "paths: { /a: { get: {} } }", "security: [ { a: [] } ]\npaths: { /a: { get: {} } }", &["breaking api-global-security-added"]),
    (V0, Document, "paths: { /a: { get: { security: [ { a: [] } ] } } }", "security: [ { a: [] } ]\npaths: { /a: { get: {} } }", &[]),
    (V0, Document, "components: { securitySchemes: { a: { type: http, scheme: basic } } }", "components: { securitySchemes: { a: { type: http, scheme: bearer } } }", &["risky api-security-component-changed"]),
    (V0, Document, "components: { securitySchemes: {} }", "components: { securitySchemes: { a: { type: http, scheme: bearer } } }", &["safe api-security-component-added"]),
    (V0, Document, "servers: [ { url: /a }, { url: /b } ]", "servers: [ { url: /b } ]", &["risky server-removed"]),
    (V0, Document, "servers: [ { url: /a } ]", "servers: [ { url: /b }, { url: /a } ]", &["safe server-added"]),
    (V0, Document, "servers: [ { url: / } ]", "paths: {}", &[]),
    (V0, Document, "servers: [ { url: '/{v}', variables: { v: { default: a } } } ]", "servers: [ { url: '/{v}', variables: { v: { default: b } } } ]", &["risky server-changed"]),

    (V0, Operation, "security: [ { a: [] } ]", "security: [ { b: [] }, { c: [] } ]", &["risky api-security-added"]),
    (V0, Operation, "security: [ { a: [] }, {} ]", "security: [ { b: [] } ]", &["breaking api-security-added"]),
    (V0, Operation, "responses: {}", "security: [ { a: [] }, { b: [] } ]", &["breaking api-security-added"]),
    (V0, Operation, "security: [ { a: [] }, { b: [] }, { c: [] } ]", "security: []", &["safe api-security-removed"]),
    (V0, Operation, "security: [ { a: [x] } ]", "security: [ { a: [y] } ]", &["risky api-security-scope-added"]),


    // A security scheme under another name is one edit, wherever it is named.
    (V0, Document, "security: [ { a: [] } ]\npaths: { /a: { get: { security: [ { a: [r] }, { c: [] } ] }, put: {} } }\ncomponents: { securitySchemes: { a: { type: http, scheme: bearer }, c: { type: http, scheme: basic } } }", "security: [ { b: [] } ]\npaths: { /a: { get: { security: [ { c: [] }, { b: [r] } ] }, put: {} } }\ncomponents: { securitySchemes: { c: { type: http, scheme: basic }, b: { type: http, scheme: bearer, description: d } } }", &["safe api-security-component-renamed", "safe prose-added"]),
    (V0, Document, "paths: { /a: { get: { security: [ { a: [r] } ] } } }\ncomponents: { securitySchemes: { a: { type: http, scheme: bearer } } }", "paths: { /a: { get: { security: [ { b: [r, w] } ] } } }\ncomponents: { securitySchemes: { b: { type: http, scheme: bearer } } }", &["safe api-security-component-renamed", "risky api-security-scope-added"]),
    // The list of an operation replaces that of the document.
    (V0, Document, "security: [ { a: [] } ]\npaths: { /a: { get: { security: [] } } }", "security: [ { a: [] } ]\npaths: { /a: { get: {} } }", &["breaking api-security-added"]),
    (V0, Document, "security: [ { a: [] } ]\npaths: { /a: { get: {} } }", "security: [ { a: [] }, { b: [] } ]\npaths: { /a: { get: {} } }", &["safe api-global-security-added"]),
    (V0, Document, "security: [ { a: [] } ]\npaths: { /a: { get: {} } }", "security: [ { b: [] } ]\npaths: { /a: { get: {} } }", &["risky api-global-security-added"]),
    (V0, Document, "security: [ { a: [x] } ]\npaths: { /a: { get: {} } }", "security: [ { a: [x, y] } ]\npaths: { /a: { get: {} } }", &["risky api-global-security-scope-added"]),
    (V0, Document, "components: { securitySchemes: { a: { type: http } } }", "components: { securitySchemes: { a: { type: apiKey } } }", &["risky api-security-component-type-changed"]),
    (V0, Document, "components: { securitySchemes: { a: { type: oauth2, flows: { clientCredentials: { tokenUrl: /a, scopes: { r: R } } } } } }", "components: { securitySchemes: { a: { type: oauth2, flows: { clientCredentials: { tokenUrl: /b, scopes: { r: R } } } } } }", &["risky api-security-component-oauth-token-url-changed"]),
    (V0, Document, "components: { securitySchemes: { a: { type: oauth2, flows: { clientCredentials: { tokenUrl: /a, scopes: { r: R } } } } } }", "components: { securitySchemes: { a: { type: oauth2, flows: { clientCredentials: { tokenUrl: /a, scopes: { r: S } } } } } }", &["safe api-security-component-oauth-scope-changed"]),
];
