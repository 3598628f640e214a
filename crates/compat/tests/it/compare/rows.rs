//! The pairs of documents, each with what is to be said about it.

/// Where the two texts of a row stand in a document that is the same otherwise.
#[derive(Clone, Copy, Debug)]
pub(crate) enum At {
    /// The document after its first lines.
    Document,
    /// The members of the one path.
    Path,
    /// The members of the one operation.
    Operation,
    /// The schema of a query parameter.
    Query,
    /// The parameter itself.
    Parameter,
    /// The schema of a request's JSON body.
    Request,
    /// A property of it.
    RequestProperty,
    /// The schema of a response's JSON body.
    Response,
    /// A property of it.
    ResponseProperty,
    /// The schema of a response's header.
    Header,
    /// A schema that both a request and a response refer to.
    Both,
}

use At::{
    Both, Document, Header, Operation, Parameter, Path, Query, Request, RequestProperty, Response,
    ResponseProperty,
};

pub(crate) fn wrap(version: &str, at: At, text: &str) -> String {
    let start = format!("openapi: {version}\ninfo: {{ title: t, version: '1' }}\n");
    let path = |members: &str| format!("{start}paths: {{ /a: {{ {members} }} }}\n{COMPONENTS}");
    let operation = |members: &str| path(&format!("post: {{ {members} }}"));
    let request = |schema: &str| {
        operation(&format!(
            "requestBody: {{ content: {{ application/json: {{ schema: {{ {schema} }} }} }} }}"
        ))
    };
    let response = |schema: &str| {
        operation(&format!(
            "responses: {{ '200': {{ description: d, content: {{ application/json: {{ schema: {{ {schema} }} }} }} }} }}"
        ))
    };
    match at {
        Document => format!("{start}{text}"),
        Path => path(text),
        Operation => operation(text),
        Parameter => operation(&format!("parameters: [ {{ name: p, in: query, {text} }} ]")),
        Query => operation(&format!(
            "parameters: [ {{ name: p, in: query, schema: {{ {text} }} }} ]"
        )),
        Request => request(text),
        RequestProperty => request(&format!("type: object, properties: {{ p: {{ {text} }} }}")),
        Response => response(text),
        ResponseProperty => response(&format!("type: object, properties: {{ p: {{ {text} }} }}")),
        Header => operation(&format!(
            "responses: {{ '200': {{ description: d, headers: {{ H: {{ schema: {{ {text} }} }} }} }} }}"
        )),
        Both => format!(
            "{start}paths:\n  /a:\n    post:\n      requestBody: {{ content: {{ application/json: {{ schema: {{ $ref: '#/components/schemas/S' }} }} }} }}\n      responses: {{ '200': {{ description: d, content: {{ application/json: {{ schema: {{ $ref: '#/components/schemas/S' }} }} }} }} }}\ncomponents: {{ schemas: {{ S: {{ {text} }} }} }}\n"
        ),
    }
}

/// Components that rows refer to.
const COMPONENTS: &str = "components:
  schemas:
    Cat: { type: object, required: [kind], properties: { kind: { type: string }, lives: { type: integer } } }
    Dog: { type: object, required: [kind], properties: { kind: { type: string }, tricks: { type: integer } } }
    Named: { type: object, properties: { name: { type: string } } }
";

const CAT: &str = "$ref: '#/components/schemas/Cat'";

pub(crate) type Row = (
    &'static str,
    At,
    &'static str,
    &'static str,
    &'static [&'static str],
);

const V0: &str = "3.0.3";
pub(crate) const V1: &str = "3.1.0";

/// A schema that says something of every kind.
const FULL: &str = "type: object, description: d, example: { a: x }, required: [a], additionalProperties: false, properties: { a: { type: string, maxLength: 9 }, b: { type: integer, nullable: true }, c: { type: array, items: { type: string, enum: [x, y] } } }";

#[rustfmt::skip]
pub(crate) const ROWS: &[Row] = &[
    // Operations and paths.
    (V0, Path, "get: {}, put: {}", "put: {}", &["breaking api-removed-without-deprecation"]),
    (V0, Path, "get: { deprecated: true }, put: {}", "put: {}", &["risky api-removed-with-deprecation"]),
    (V0, Path, "get: { deprecated: true, x-sunset: '2031-01-01' }, put: {}", "put: {}", &["breaking api-removed-before-sunset"]),
    (V0, Path, "get: { deprecated: true, x-sunset: '2029-01-01' }, put: {}", "put: {}", &["safe api-removed-with-deprecation"]),
    (V0, Path, "get: { x-stability-level: alpha }, put: {}", "put: {}", &["safe api-removed-with-deprecation"]),
    (V0, Document, "paths: { /a: { get: {} }, /b: { get: {} } }", "paths: { /a: { get: {} } }", &["breaking api-path-removed-without-deprecation"]),
    (V0, Document, "paths: { /a: { get: {} }, /b: { get: { deprecated: true } } }", "paths: { /a: { get: {} } }", &["risky api-path-removed-with-deprecation"]),
    (V0, Document, "paths: { /b: { get: { deprecated: true, x-sunset: 2040-01-01 } } }", "paths: {}", &["breaking api-path-removed-before-sunset"]),
    (V0, Document, "paths: { /a: { get: {} } }", "paths: { /a: { get: {} }, /b: { get: {}, put: {} } }", &["safe endpoint-added", "safe endpoint-added"]),
    (V0, Document, "paths: { /a: { get: {} } }", "paths: { /b: { get: {} } }", &["breaking api-path-removed-without-deprecation", "safe endpoint-added"]),
    (V0, Document, "paths: { '/a/{x}': { get: { parameters: [ { name: x, in: path, required: true, schema: {} } ] } } }", "paths: { '/a/{y}': { get: { parameters: [ { name: y, in: path, required: true, schema: {} } ] } } }", &["safe request-path-parameter-renamed"]),
    (V0, Document, "paths: { '/a/{x}': { parameters: [ { name: x, in: path, required: true, schema: { maxLength: 9 } } ], get: {} } }", "paths: { '/a/{y}': { parameters: [ { name: y, in: path, required: true, schema: { maxLength: 5 } } ], get: {} } }", &["safe request-path-parameter-renamed", "breaking request-parameter-max-length-decreased"]),
    (V0, Operation, "operationId: a", "operationId: b", &["safe api-operation-id-removed"]),
    (V0, Operation, "operationId: a", "summary: ''", &["safe api-operation-id-removed"]),
    (V0, Operation, "responses: {}", "operationId: b", &["safe api-operation-id-added"]),
    (V0, Operation, "tags: [a, b]", "tags: [b, c]", &["safe api-tag-removed", "safe api-tag-added"]),
    (V0, Operation, "deprecated: false", "deprecated: true", &["safe endpoint-deprecated"]),
    (V0, Operation, "responses: {}", "deprecated: true, x-sunset: 2031-01-01", &["safe endpoint-deprecated-with-sunset"]),
    (V0, Operation, "responses: {}", "deprecated: true, x-sunset: 2029-01-01", &["breaking api-sunset-date-too-small"]),
    (V0, Operation, "responses: {}", "deprecated: true, x-sunset: soon", &["breaking api-deprecated-sunset-parse"]),
    (V0, Operation, "deprecated: true", "responses: {}", &["safe endpoint-reactivated"]),
    (V0, Operation, "deprecated: true, x-sunset: 2031-01-01", "deprecated: true", &["breaking sunset-deleted"]),
    (V0, Operation, "deprecated: true, x-sunset: 2031-01-01", "deprecated: true, x-sunset: 2029-01-01", &["breaking api-sunset-date-changed-too-small"]),
    (V0, Operation, "deprecated: true, x-sunset: 2031-01-01", "deprecated: true, x-sunset: '2032-01-01T00:00:00Z'", &["safe api-sunset-date-changed"]),
    (V0, Operation, "deprecated: true", "deprecated: true, x-sunset: 2031-01-01", &["safe sunset-added"]),
    (V0, Operation, "x-stability-level: stable", "x-stability-level: beta", &["breaking api-stability-decreased"]),
    (V0, Operation, "x-stability-level: alpha", "x-stability-level: stable", &["safe api-stability-increased"]),
    (V0, Operation, "x-stability-level: beta", "x-stability-level: often", &["breaking api-invalid-stability-level"]),
    (V0, Operation, "x-stability-level: alpha, parameters: [ { name: p, in: query } ]", "x-stability-level: alpha, parameters: [ { name: p, in: query, required: true } ]", &["safe request-parameter-became-required"]),
    (V0, Operation, "description: One.", "description: Two.", &["safe prose-changed"]),
    (V0, Operation, "description: One two.", "description: \"one\\n  TWO.\"", &[]),
    (V0, Operation, "x-a: 1", "x-a: 2", &["safe prose-changed"]),
    (V0, Operation, "odd: 1", "odd: 2", &["risky keyword-changed"]),
    (V0, Operation, "callbacks: { c: { '{$request.body#/u}': { post: {} } } }", "responses: {}", &["risky callback-removed"]),

    // Security and servers.
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

    // Parameters.
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

    // Types and formats.
    (V0, Query, "type: integer", "type: string", &["safe request-parameter-type-generalized"]),
    (V0, Query, "type: string", "type: integer", &["breaking request-parameter-type-changed"]),
    (V0, Query, "type: integer", "type: number", &["safe request-parameter-type-generalized"]),
    (V0, Query, "type: string", "type: string, format: uuid", &["breaking request-parameter-type-changed"]),
    (V0, Query, "type: string, format: uuid", "type: string", &["safe request-parameter-type-generalized"]),
    (V0, RequestProperty, "type: integer", "type: string", &["breaking request-property-type-changed"]),
    (V0, RequestProperty, "type: integer", "type: number", &["safe request-property-type-generalized"]),
    (V0, RequestProperty, "type: number", "type: integer", &["breaking request-property-type-changed"]),
    (V0, RequestProperty, "type: integer, format: int32", "type: integer, format: int64", &["safe request-property-type-generalized"]),
    (V0, Request, "type: object", "type: array", &["breaking request-body-type-changed"]),
    (V0, Request, "type: string", "maxLength: 5", &["safe request-body-type-generalized", "risky request-body-max-length-set"]),
    (V0, ResponseProperty, "type: integer", "type: string", &["breaking response-property-type-changed"]),
    (V0, ResponseProperty, "type: integer", "type: number", &["breaking response-property-type-generalized"]),
    (V0, ResponseProperty, "type: number", "type: integer", &["safe response-property-type-specialized"]),
    (V0, ResponseProperty, "type: string, format: date-time", "type: string", &["breaking response-property-type-generalized"]),
    (V0, ResponseProperty, "type: string", "type: string, format: date-time", &["safe response-property-type-specialized"]),
    (V0, ResponseProperty, "type: string, format: uuid", "type: string, format: email", &["breaking response-property-type-changed"]),
    (V0, ResponseProperty, "type: integer, format: int32", "type: integer, format: int64", &["breaking response-property-type-generalized"]),
    (V0, Response, "type: object", "type: array", &["breaking response-body-type-changed"]),
    (V0, Header, "type: integer", "type: boolean", &["breaking response-header-type-changed"]),
    (V1, RequestProperty, "type: [string, integer]", "type: string", &["breaking request-property-list-of-types-narrowed"]),
    (V1, RequestProperty, "type: [string]", "type: [integer, string]", &["safe request-property-list-of-types-widened"]),
    (V1, RequestProperty, "type: [string, 'null'], title: a", "title: a", &["safe request-property-type-generalized"]),
    (V1, ResponseProperty, "type: [string, integer]", "type: [string]", &["safe response-property-list-of-types-narrowed"]),
    (V1, ResponseProperty, "type: string", "type: [string, integer]", &["breaking response-property-list-of-types-widened"]),
    (V1, ResponseProperty, "type: [string, integer]", "type: [integer, string]", &[]),
    (V0, Request, "properties: { a: { type: string } }", "type: object, properties: { a: { type: string } }", &["safe request-body-type-respelled"]),

    // Null.
    (V0, RequestProperty, "type: string, nullable: true", "type: string", &["breaking request-property-became-not-nullable"]),
    (V0, RequestProperty, "type: string", "type: string, nullable: true", &["safe request-property-became-nullable"]),
    (V1, ResponseProperty, "type: string", "type: [string, 'null']", &["breaking response-property-became-nullable"]),
    (V1, ResponseProperty, "type: ['null', string]", "type: string", &["safe response-property-became-not-nullable"]),
    (V1, ResponseProperty, "type: ['null', string]", "oneOf: [ { type: string }, { type: 'null' } ]", &[]),
    (V1, Response, "type: object", "type: [object, 'null']", &["breaking response-body-became-nullable"]),
    (V1, ResponseProperty, "$ref: '#/components/schemas/Cat'", "anyOf: [ { $ref: '#/components/schemas/Cat' }, { type: 'null' } ]", &["breaking response-property-became-nullable"]),
    (V0, ResponseProperty, "$ref: '#/components/schemas/Cat'", "allOf: [ { $ref: '#/components/schemas/Cat' } ], nullable: true", &["breaking response-property-became-nullable"]),

    // Enums and constants.
    (V0, Query, "type: string, enum: [a, b]", "type: string, enum: [a]", &["breaking request-parameter-enum-value-removed"]),
    (V0, Query, "type: string, enum: [a]", "type: string, enum: [a, b]", &["safe request-parameter-enum-value-added"]),
    (V0, Query, "type: string", "type: string, enum: [a]", &["breaking request-parameter-became-enum"]),
    (V0, Query, "type: string, enum: [a]", "type: string", &["safe request-parameter-enum-removed"]),
    (V0, RequestProperty, "enum: [a, b]", "enum: [b, a]", &[]),
    (V0, RequestProperty, "enum: [a, b]", "enum: [c]", &["breaking request-property-enum-value-removed", "breaking request-property-enum-value-removed", "safe request-property-enum-value-added"]),
    (V0, ResponseProperty, "enum: [a]", "enum: [a, b]", &["risky response-property-enum-value-added"]),
    (V0, ResponseProperty, "enum: [a, b]", "enum: [a]", &["safe response-property-enum-value-removed"]),
    (V0, Response, "enum: [a, b]", "enum: [a]", &["safe response-mediatype-enum-value-removed"]),
    (V0, ResponseProperty, "type: string, enum: [a]", "type: string", &["risky response-property-enum-removed"]),
    (V0, Both, "type: string, enum: [a, b]", "type: string, enum: [a]", &["breaking request-body-enum-value-removed"]),
    (V1, RequestProperty, "type: string", "type: string, const: a", &["breaking request-property-const-added"]),
    (V1, RequestProperty, "const: a", "const: b", &["breaking request-property-const-changed"]),
    (V1, RequestProperty, "const: a", "type: string, const: a", &["safe request-property-type-respelled"]),
    (V1, RequestProperty, "const: a", "enum: [a]", &[]),
    (V1, RequestProperty, "const: a", "enum: [a, b]", &["safe request-property-enum-value-added"]),
    (V1, ResponseProperty, "const: a", "const: b", &["breaking response-property-const-changed"]),
    (V0, RequestProperty, "x-extensible-enum: [a, b]", "x-extensible-enum: [a]", &["breaking request-property-x-extensible-enum-value-removed"]),
    (V0, ResponseProperty, "x-extensible-enum: [a]", "x-extensible-enum: [a, b]", &["safe response-property-x-extensible-enum-value-added"]),

    // Texts.
    (V0, Query, "maxLength: 9", "maxLength: 5", &["breaking request-parameter-max-length-decreased"]),
    (V0, Query, "maxLength: 5", "maxLength: 9", &["safe request-parameter-max-length-increased"]),
    (V0, Query, "type: string", "type: string, maxLength: 9", &["risky request-parameter-max-length-set"]),
    (V0, Query, "type: string", "type: string, minLength: 0", &[]),
    (V0, RequestProperty, "minLength: 1", "minLength: 3", &["breaking request-property-min-length-increased"]),
    (V0, RequestProperty, "minLength: 3", "minLength: 1.0", &["safe request-property-min-length-decreased"]),
    (V0, ResponseProperty, "maxLength: 5", "maxLength: 9", &["breaking response-property-max-length-increased"]),
    (V0, ResponseProperty, "maxLength: 5, type: string", "type: string", &["breaking response-property-max-length-unset"]),
    (V0, ResponseProperty, "maxLength: 9", "maxLength: 5", &["safe response-property-max-length-decreased"]),
    (V0, ResponseProperty, "minLength: 3, type: string", "type: string", &["breaking response-property-min-length-decreased"]),
    (V0, Query, "pattern: '^[a-z]+$'", "pattern: '^[a-z0-9]+$'", &["safe request-parameter-pattern-generalized"]),
    (V0, Query, "pattern: '^[a-z0-9]+$'", "pattern: '^[a-z]+$'", &["breaking request-parameter-pattern-changed"]),
    (V0, Query, "pattern: '^[a-z]+$'", "pattern: '^[0-9]+$'", &["breaking request-parameter-pattern-changed"]),
    (V0, Query, "pattern: '^\\d+$'", "pattern: '^[0-9]+$'", &["safe request-parameter-pattern-respelled"]),
    (V0, Query, "pattern: '^(?=a)'", "pattern: '^(?=b)'", &["risky request-parameter-pattern-changed"]),
    (V0, Query, "type: string", "type: string, pattern: a", &["breaking request-parameter-pattern-added"]),
    (V0, Query, "type: string, pattern: a", "type: string", &["safe request-parameter-pattern-removed"]),
    (V0, ResponseProperty, "type: string, pattern: a", "type: string", &["risky response-property-pattern-removed"]),
    (V0, ResponseProperty, "pattern: a", "pattern: b", &["risky response-property-pattern-changed"]),

    // Numbers.
    (V0, Query, "type: integer, maximum: 9", "type: integer, maximum: 5", &["breaking request-parameter-max-decreased"]),
    (V0, Query, "type: integer, maximum: 5", "type: integer, maximum: 9", &["safe request-parameter-max-increased"]),
    (V0, Query, "type: integer", "type: integer, maximum: 9", &["risky request-parameter-max-set"]),
    (V0, Query, "type: integer", "type: integer, minimum: 9", &["risky request-parameter-min-set"]),
    (V0, Query, "type: integer, minimum: 1", "type: integer, minimum: 3", &["breaking request-parameter-min-increased"]),
    (V0, ResponseProperty, "type: integer, minimum: 3", "type: integer, minimum: 1", &["breaking response-property-min-decreased"]),
    (V0, ResponseProperty, "type: integer, maximum: 3", "type: integer, maximum: 5", &["breaking response-property-max-increased"]),
    (V0, RequestProperty, "type: number, minimum: 1", "type: number, minimum: 1, exclusiveMinimum: true", &["breaking request-property-min-increased"]),
    (V0, RequestProperty, "type: number, maximum: 1", "type: number, maximum: 1, exclusiveMaximum: true", &["breaking request-property-max-decreased"]),
    (V1, RequestProperty, "type: number, exclusiveMaximum: 9", "type: number, exclusiveMaximum: 5", &["breaking request-property-exclusive-max-decreased"]),
    (V1, ResponseProperty, "type: number, exclusiveMinimum: 5", "type: number, exclusiveMinimum: 3", &["breaking response-property-exclusive-min-decreased"]),
    (V1, RequestProperty, "type: integer, exclusiveMinimum: 5", "type: integer, minimum: 6", &["safe request-property-range-respelled"]),
    (V0, RequestProperty, "type: integer, format: uint8", "type: integer, minimum: 0, maximum: 255", &["safe request-property-range-respelled"]),
    (V0, RequestProperty, "type: integer, format: uint8", "type: integer, minimum: 0, maximum: 200", &["breaking request-property-max-decreased"]),
    (V0, ResponseProperty, "type: integer, minimum: 0, maximum: 255", "type: integer, format: int16", &["breaking response-property-min-decreased", "breaking response-property-max-increased"]),
    (V0, Query, "type: integer, multipleOf: 5", "type: integer, multipleOf: 10", &["breaking request-parameter-multiple-of-specialized"]),
    (V0, Query, "type: integer, multipleOf: 10", "type: integer, multipleOf: 5", &["safe request-parameter-multiple-of-generalized"]),
    (V0, Query, "type: integer, maximum: 9", "type: integer, maximum: 9.0", &[]),

    // Lists and maps.
    (V0, Query, "type: array, minItems: 1", "type: array, minItems: 2", &["breaking request-parameter-min-items-increased"]),
    (V0, Query, "type: array", "type: array, minItems: 2", &["risky request-parameter-min-items-set"]),
    (V0, Query, "type: array, maxItems: 3", "type: array, maxItems: 2", &["breaking request-parameter-max-items-decreased"]),
    (V0, ResponseProperty, "type: array, minItems: 3", "type: array, minItems: 2", &["breaking response-property-min-items-decreased"]),
    (V0, ResponseProperty, "type: array, minItems: 3", "type: array", &["breaking response-property-min-items-unset"]),
    (V0, RequestProperty, "type: array", "type: array, uniqueItems: true", &["breaking request-property-unique-items-added"]),
    (V0, ResponseProperty, "type: array, items: { type: string }", "type: array, items: { type: integer }", &["breaking response-property-type-changed"]),
    (V0, RequestProperty, "type: array, items: { enum: [a, b] }", "type: array, items: { enum: [a] }", &["breaking request-property-enum-value-removed"]),
    (V0, RequestProperty, "type: array", "type: array, items: { type: string }", &["breaking request-property-items-specialized"]),
    (V0, Request, "type: object", "type: object, additionalProperties: false", &["breaking request-body-additional-properties-forbidden"]),
    (V0, Response, "type: object, additionalProperties: false", "type: object", &["risky response-body-additional-properties-allowed"]),
    (V0, Request, "type: object, additionalProperties: { type: string }", "type: object, additionalProperties: { type: integer }", &["breaking request-property-type-changed"]),
    (V0, Request, "type: object", "type: object, additionalProperties: { type: string }", &["breaking request-body-additional-properties-specialized"]),
    (V0, Request, "type: object, additionalProperties: false", "type: object, additionalProperties: { type: string }", &["safe request-body-additional-properties-allowed"]),
    (V0, Request, "type: object, maxProperties: 3", "type: object, maxProperties: 2", &["breaking request-body-max-properties-decreased"]),

    // Properties.
    (V0, Request, "type: object, properties: {}", "type: object, properties: { a: { type: string } }", &["safe new-optional-request-property"]),
    (V0, Request, "type: object, properties: {}", "type: object, required: [a], properties: { a: { type: string } }", &["breaking new-required-request-property"]),
    (V0, Request, "type: object, properties: {}", "type: object, required: [a], properties: { a: { type: string, default: x } }", &["breaking new-required-request-property-with-default"]),
    (V0, Request, "type: object, properties: {}", "type: object, required: [a], properties: { a: { type: string, readOnly: true } }", &["safe new-request-read-only-property"]),
    (V0, Request, "type: object, properties: { a: { type: string } }", "type: object, properties: {}", &["risky request-property-removed"]),
    (V0, Request, "type: object, properties: { a: { type: string } }", "type: object, required: [a], properties: { a: { type: string } }", &["breaking request-property-became-required"]),
    (V0, Request, "type: object, properties: { a: { type: string, default: x } }", "type: object, required: [a], properties: { a: { type: string, default: x } }", &["breaking request-property-became-required-with-default"]),
    (V0, Request, "type: object, required: [a], properties: { a: { type: string } }", "type: object, properties: { a: { type: string } }", &["safe request-property-became-optional"]),
    (V0, Request, "type: object, properties: { a: { type: string, readOnly: true } }", "type: object, required: [a], properties: { a: { type: string, readOnly: true } }", &["safe request-read-only-property-became-required"]),
    (V0, Request, "type: object, properties: { a: { type: string, readOnly: true, maxLength: 9 } }", "type: object, properties: { a: { type: string, readOnly: true, maxLength: 5 } }", &["safe request-read-only-property-max-length-decreased"]),
    (V0, Request, "type: object, required: [a], properties: { a: { type: string } }", "type: object, required: [b], properties: { b: { type: string } }", &["breaking new-required-request-property"]),
    (V0, Request, "type: object, properties: { o: { type: object, properties: { a: { maxLength: 9 } } } }", "type: object, properties: { o: { type: object, properties: { a: { maxLength: 5 } } } }", &["breaking request-property-max-length-decreased"]),
    (V0, Response, "type: object, properties: {}", "type: object, properties: { a: { type: string } }", &["safe response-optional-property-added"]),
    (V0, Response, "type: object, properties: {}", "type: object, required: [a], properties: { a: { type: string } }", &["safe response-required-property-added"]),
    (V0, Response, "type: object, properties: { a: { type: string } }", "type: object, properties: {}", &["risky response-optional-property-removed"]),
    (V0, Response, "type: object, required: [a], properties: { a: { type: string } }", "type: object, properties: {}", &["breaking response-required-property-removed"]),
    (V0, Response, "type: object, required: [a], properties: { a: { type: string } }", "type: object, properties: { a: { type: string } }", &["breaking response-property-became-optional"]),
    (V0, Response, "type: object, properties: { a: { type: string } }", "type: object, required: [a], properties: { a: { type: string } }", &["safe response-property-became-required"]),
    (V0, Response, "type: object, required: [a], properties: { a: { writeOnly: true } }", "type: object, properties: {}", &["safe response-required-write-only-property-removed"]),
    (V0, Response, "type: object, required: [a], properties: { a: { writeOnly: true } }", "type: object, properties: { a: { writeOnly: true } }", &["safe response-write-only-property-became-optional"]),
    (V0, Response, "type: object, properties: { a: { writeOnly: true, enum: [a] } }", "type: object, properties: { a: { writeOnly: true, enum: [a, b] } }", &["safe response-write-only-property-enum-value-added"]),
    (V0, Response, "type: object, properties: { a: { type: string } }", "type: object, properties: { b: { type: string } }", &["risky response-optional-property-removed"]),
    (V0, ResponseProperty, "type: string", "type: string, writeOnly: true", &["risky response-optional-property-became-write-only"]),
    (V0, Response, "type: object, required: [a], properties: { a: { type: string, writeOnly: true } }", "type: object, required: [a], properties: { a: { type: string } }", &["risky response-required-property-became-not-write-only"]),
    (V0, RequestProperty, "type: string", "type: string, readOnly: true", &["risky request-optional-property-became-read-only"]),
    (V0, RequestProperty, "type: string", "type: string, deprecated: true", &["safe request-property-deprecated"]),
    (V0, ResponseProperty, "type: string, deprecated: true", "type: string", &["safe response-property-reactivated"]),
    (V0, ResponseProperty, "type: string, default: a", "type: string, default: b", &["safe response-property-default-value-changed"]),
    (V0, Query, "type: string", "type: string, default: b", &["breaking request-parameter-default-value-added"]),
    (V0, RequestProperty, "type: string, default: a", "type: string", &["safe request-property-default-value-removed"]),
    (V0, Parameter, "required: true, schema: { type: string }", "required: true, schema: { type: string, default: b }", &["safe request-parameter-default-value-added"]),
    (V1, Request, "type: integer, maximum: 9223372036854775807", "type: integer, maximum: 9223372036854775806", &["breaking request-body-max-decreased"]),
    (V0, Response, "type: integer, format: int32, minimum: 0, maximum: 10", "type: integer, minimum: 0, maximum: 10", &["safe response-body-range-respelled"]),
    (V0, Document, "servers: [ { url: /a } ]\npaths: { /a: { get: {} } }", "servers: [ { url: /a } ]\npaths: { /a: { get: { servers: [ { url: /b } ] } } }", &["risky server-removed"]),
    (V0, Document, "servers: [ { url: /a } ]\npaths: { /a: { get: {} } }", "servers: [ { url: /a } ]\npaths: { /a: { get: { servers: [ { url: /a } ] } } }", &[]),
    (V1, Document, "webhooks: { w: { post: { requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/A' } } } } } } }\ncomponents: { schemas: { A: { type: string } } }", "webhooks: { w: { post: { requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/A' } } } } } } }\ncomponents: { schemas: { A: { type: integer } } }", &["breaking response-body-type-changed"]),
    // The service sends a webhook's or callback's request, and the client answers it.
    (V1, Document, "webhooks: { w: { post: { requestBody: { content: { application/json: { schema: { maxLength: 5 } } } } } } }", "webhooks: { w: { post: { requestBody: { content: { application/json: { schema: { maxLength: 9 } } } } } } }", &["breaking response-body-max-length-increased"]),
    (V1, Document, "webhooks: { w: { post: { requestBody: { content: { application/json: { schema: { maxLength: 9 } } } } } } }", "webhooks: { w: { post: { requestBody: { content: { application/json: { schema: { maxLength: 5 } } } } } } }", &["safe response-body-max-length-decreased"]),
    (V1, Document, "webhooks: { w: { post: { requestBody: { content: { application/json: { schema: { type: object, required: [a], properties: { a: {} } } } } } } } }", "webhooks: { w: { post: { requestBody: { content: { application/json: { schema: { type: object, properties: { a: {} } } } } } } } }", &["breaking response-property-became-optional"]),
    (V1, Document, "webhooks: { w: { post: { responses: { '200': { content: { application/json: { schema: { maxLength: 9 } } } } } } } }", "webhooks: { w: { post: { responses: { '200': { content: { application/json: { schema: { maxLength: 5 } } } } } } } }", &["breaking request-body-max-length-decreased"]),
    (V1, Document, "webhooks: { w: { post: { responses: { '200': { content: { application/json: { schema: { maxLength: 5 } } } } } } } }", "webhooks: { w: { post: { responses: { '200': { content: { application/json: { schema: { maxLength: 9 } } } } } } } }", &["safe request-body-max-length-increased"]),
    (V1, Document, "webhooks: { w: { post: { responses: { '200': { description: a }, '410': { description: b } } } } }", "webhooks: { w: { post: { responses: { '200': { description: a } } } } }", &["risky webhook-response-status-removed"]),
    (V1, Document, "webhooks: { w: { post: { responses: { '200': { description: a }, '204': { description: b } } } } }", "webhooks: { w: { post: { responses: { '200': { description: a } } } } }", &["breaking webhook-response-status-removed"]),
    (V1, Document, "webhooks: { w: { post: { responses: {} } } }", "webhooks: { w: { post: { responses: { '200': { description: a } } } } }", &["safe webhook-response-status-added"]),
    (V1, Document, "webhooks: { w: { post: { requestBody: { required: true, content: { application/json: {} } } } } }", "webhooks: { w: { post: { requestBody: { content: { application/json: {} } } } } }", &["breaking webhook-request-body-became-optional"]),
    (V1, Document, "webhooks: { w: { post: { requestBody: { content: { application/json: {} } } } } }", "webhooks: { w: { post: { requestBody: { required: true, content: { application/json: {} } } } } }", &["safe webhook-request-body-became-required"]),
    (V1, Document, "webhooks: { w: { post: { requestBody: { content: { application/json: {} } } } } }", "webhooks: { w: { post: {} } }", &["breaking webhook-request-body-removed"]),
    (V1, Document, "webhooks: { w: { post: {} } }", "webhooks: { w: { post: { requestBody: { content: { application/json: {} } } } } }", &["safe webhook-request-body-added"]),
    (V1, Document, "webhooks: { w: { post: { parameters: [ { name: H, in: header, required: true, schema: {} } ] } } }", "webhooks: { w: { post: {} } }", &["breaking required-response-header-removed"]),
    (V1, Document, "webhooks: { w: { post: {} } }", "webhooks: { w: { post: { parameters: [ { name: H, in: header, required: true, schema: {} } ] } } }", &["safe response-header-added"]),
    (V1, Document, "webhooks: { w: { post: { parameters: [ { name: H, in: header, schema: { maxLength: 5 } } ] } } }", "webhooks: { w: { post: { parameters: [ { name: H, in: header, schema: { maxLength: 9 } } ] } } }", &["breaking response-header-max-length-increased"]),
    (V1, Document, "webhooks: { w: { post: { responses: { '200': { description: a } } } } }", "webhooks: { w: { post: { responses: { '200': { description: a, headers: { H: { required: true, schema: {} } } } } } } }", &["breaking new-required-request-parameter"]),
    (V1, Document, "webhooks: { w: { post: { responses: { '200': { headers: { H: { schema: { maxLength: 9 } } } } } } } }", "webhooks: { w: { post: { responses: { '200': { headers: { H: { schema: { maxLength: 5 } } } } } } } }", &["breaking request-parameter-max-length-decreased"]),
    (V1, Document, "webhooks: { w: { post: { operationId: a } } }", "webhooks: { w: { post: { operationId: b } } }", &[]),
    (V1, Document, "webhooks: { w: { post: {} } }", "webhooks: { w: { post: {} }, v: { post: {} } }", &["safe webhook-added"]),
    (V1, Document, "webhooks: { w: { post: {} }, v: { post: {} } }", "webhooks: { w: { post: {} } }", &["risky webhook-removed"]),
    (V1, Document, "webhooks: { w: { $ref: '#/components/pathItems/P' } }\ncomponents: { pathItems: { P: { post: { requestBody: { content: { application/json: { schema: { type: string } } } } } } } }", "webhooks: { w: { $ref: '#/components/pathItems/P' } }\ncomponents: { pathItems: { P: { post: { requestBody: { content: { application/json: { schema: { type: integer } } } } } } } }", &["breaking response-body-type-changed"]),
    (V0, Operation, "callbacks: { c: { '{$request.body#/u}': { post: { requestBody: { content: { application/json: { schema: { maxLength: 5 } } } } } } } }", "callbacks: { c: { '{$request.body#/u}': { post: { requestBody: { content: { application/json: { schema: { maxLength: 9 } } } } } } } }", &["breaking response-body-max-length-increased"]),
    (V0, Operation, "callbacks: { c: { '{$request.body#/u}': { post: { responses: { '200': { content: { application/json: { schema: { maxLength: 9 } } } } } } } } }", "callbacks: { c: { '{$request.body#/u}': { post: { responses: { '200': { content: { application/json: { schema: { maxLength: 5 } } } } } } } } }", &["breaking request-body-max-length-decreased"]),
    (V0, Operation, "callbacks: { c: { '{$request.body#/u}': { post: {} } } }", "callbacks: { c: { '{$request.body#/u}': { post: {} } }, d: { '{$request.body#/v}': { post: {} } } }", &["safe callback-added"]),
    // One component that is sent and received is judged in both directions.
    (V1, Document, "paths: { /a: { post: { requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/A' } } } } } } }\nwebhooks: { w: { post: { requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/A' } } } } } } }\ncomponents: { schemas: { A: { type: string, maxLength: 5 } } }", "paths: { /a: { post: { requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/A' } } } } } } }\nwebhooks: { w: { post: { requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/A' } } } } } } }\ncomponents: { schemas: { A: { type: string, maxLength: 9 } } }", &["breaking response-body-max-length-increased"]),
    (V0, Document, "paths: { /a: { get: { responses: { '200': { content: { application/json: { schema: { $ref: '#/components/schemas/A' } } } } } } } }\ncomponents: { schemas: { A: { type: object, discriminator: { propertyName: k }, properties: { k: { type: string } } }, B: { allOf: [ { $ref: '#/components/schemas/A' }, { properties: { n: { type: string } } } ] } } }", "paths: { /a: { get: { responses: { '200': { content: { application/json: { schema: { $ref: '#/components/schemas/A' } } } } } } } }\ncomponents: { schemas: { A: { type: object, discriminator: { propertyName: k }, properties: { k: { type: string } } }, B: { allOf: [ { $ref: '#/components/schemas/A' }, { properties: { n: { type: integer } } } ] } } }", &["breaking request-property-type-changed"]),
    (V0, Document, "components: { schemas: { A: { type: string } } }", "components: { schemas: { A: { type: integer } } }", &["safe unused-schema-type-changed"]),
    (V0, Operation, "security: [ { a: [] } ]", "security: [ { b: [] } ]", &["risky api-security-added"]),

    // Choices.
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

    // Bodies, media types, responses, headers.
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

    // A security scheme under another name is one edit, wherever it is named.
    (V0, Document, "security: [ { a: [] } ]\npaths: { /a: { get: { security: [ { a: [r] }, { c: [] } ] }, put: {} } }\ncomponents: { securitySchemes: { a: { type: http, scheme: bearer }, c: { type: http, scheme: basic } } }", "security: [ { b: [] } ]\npaths: { /a: { get: { security: [ { c: [] }, { b: [r] } ] }, put: {} } }\ncomponents: { securitySchemes: { c: { type: http, scheme: basic }, b: { type: http, scheme: bearer, description: d } } }", &["safe api-security-component-renamed", "safe prose-added"]),
    (V0, Document, "paths: { /a: { get: { security: [ { a: [r] } ] } } }\ncomponents: { securitySchemes: { a: { type: http, scheme: bearer } } }", "paths: { /a: { get: { security: [ { b: [r, w] } ] } } }\ncomponents: { securitySchemes: { b: { type: http, scheme: bearer } } }", &["safe api-security-component-renamed", "risky api-security-scope-added"]),

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

    // References and sharing.
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
    // Conditions, whole paths, forms, and what one edit brings with it.
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
];
