//! Pairs of documents, each with every change that the comparison reports for it.

mod bodies;
mod choices;
mod conditions;
mod operations;
mod parameters;
mod properties;
mod security;
mod sharing;
mod values;
mod webhooks;

/// The part of a document that a row's two texts fill; the rest of the document is the same.
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

/// The version of OpenAPI, the part that differs, the part before and after, and the verdict and
/// id of each change.
pub(crate) type Row = (
    &'static str,
    At,
    &'static str,
    &'static str,
    &'static [&'static str],
);

const V0: &str = "3.0.3";
pub(crate) const V1: &str = "3.1.0";

/// A schema with a keyword of every kind.
const FULL: &str = "type: object, description: d, example: { a: x }, required: [a], additionalProperties: false, properties: { a: { type: string, maxLength: 9 }, b: { type: integer, nullable: true }, c: { type: array, items: { type: string, enum: [x, y] } } }";

/// Every row, by what it is about.
pub(crate) fn rows() -> impl Iterator<Item = &'static Row> {
    [
        operations::ROWS,
        security::ROWS,
        parameters::ROWS,
        values::ROWS,
        properties::ROWS,
        webhooks::ROWS,
        choices::ROWS,
        bodies::ROWS,
        sharing::ROWS,
        conditions::ROWS,
    ]
    .into_iter()
    .flatten()
}
