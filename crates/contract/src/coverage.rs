//! What there is to prove about a contract, and whether something proved it.

mod stated;
mod table;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::diagnostic::Diagnostic;
use crate::document::{Document, Operation, ParameterPlace, RequestBody};
use crate::facts::{Address, Fact, Step};

pub use stated::{BodyExample, BodyMember, constraints, examples, members};
pub use table::Table;

/// The constraint that every path parameter has without the contract saying so.
pub const ONE_SEGMENT: &str = "one segment";

/// One thing to prove, such as a parameter's constraint, a response's status, or an example.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Cell {
    /// The operation as `METHOD path`.
    pub operation: String,
    /// What kind of thing it is.
    pub kind: CellKind,
    /// Which of its kind, such as `query code › maxLength`.
    pub name: String,
}

/// The kinds of things to prove.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CellKind {
    /// A value outside is refused before anything is sent, one at its edge arrives unchanged.
    ParameterConstraint,
    /// A member of a body arrives when it is set, and is not sent when it is not.
    BodyMember,
    /// A body with an illegal value of this member is refused before anything is sent, one with a
    /// value at its edge arrives unchanged.
    BodyConstraint,
    /// This value of an enum arrives in a body.
    BodyEnumValue,
    /// This example of a body goes out as documented.
    RequestExample,
    /// An answer of this status is read as what the contract says it is.
    ResponseStatus,
    /// This header of an answer is read by its type.
    ResponseHeader,
    /// This example comes back typed, and is written back the same.
    Example,
    /// This value of an enum in an answer is known to the client.
    EnumValue,
}

impl CellKind {
    fn title(self) -> &'static str {
        match self {
            Self::ParameterConstraint => "parameter constraint",
            Self::BodyMember => "body member",
            Self::BodyConstraint => "body constraint",
            Self::BodyEnumValue => "body enum value",
            Self::RequestExample => "request example",
            Self::ResponseStatus => "response status",
            Self::ResponseHeader => "response header",
            Self::Example => "example",
            Self::EnumValue => "enum value",
        }
    }
}

impl Cell {
    /// The cell of a parameter's constraint.
    #[must_use]
    pub fn constraint(
        operation: &str,
        place: ParameterPlace,
        parameter: &str,
        constraint: &str,
    ) -> Self {
        Self::new(
            operation,
            CellKind::ParameterConstraint,
            format!("{place} {parameter} › {constraint}"),
        )
    }

    /// The cell of a member of a body.
    #[must_use]
    pub fn body_member(operation: &str, path: &[&str]) -> Self {
        Self::new(operation, CellKind::BodyMember, in_body(path))
    }

    /// The cell of a constraint of a member of a body, or of the body itself.
    #[must_use]
    pub fn body_constraint(operation: &str, path: &[&str], constraint: &str) -> Self {
        let name = format!("{} › {constraint}", in_body(path));
        Self::new(operation, CellKind::BodyConstraint, name)
    }

    /// The cell of a value that an enum in a body may have.
    #[must_use]
    pub fn body_enum_value(operation: &str, path: &[&str], value: &str) -> Self {
        let name = format!("{} = {value}", in_body(path));
        Self::new(operation, CellKind::BodyEnumValue, name)
    }

    /// The cell of an example of a body.
    #[must_use]
    pub fn request_example(operation: &str, example: &str) -> Self {
        Self::new(
            operation,
            CellKind::RequestExample,
            format!("request body › {example}"),
        )
    }

    /// The cell of a header of a response.
    #[must_use]
    pub fn response_header(operation: &str, status: &str, header: &str) -> Self {
        Self::new(
            operation,
            CellKind::ResponseHeader,
            format!("{status} › header {header}"),
        )
    }

    /// The cell of a response's status.
    #[must_use]
    pub fn status(operation: &str, status: &str) -> Self {
        Self::new(operation, CellKind::ResponseStatus, status.to_owned())
    }

    /// The cell of an example.
    #[must_use]
    pub fn example(operation: &str, status: &str, example: &str) -> Self {
        Self::new(
            operation,
            CellKind::Example,
            format!("{status} › {example}"),
        )
    }

    /// The cell of a value that an enum in a response may have; `path` leads to the enum.
    #[must_use]
    pub fn enum_value(operation: &str, status: &str, path: &[String], value: &str) -> Self {
        let path = path.join(" › ");
        Self::new(
            operation,
            CellKind::EnumValue,
            format!("{status} › {path} = {value}"),
        )
    }

    fn new(operation: &str, kind: CellKind, name: String) -> Self {
        Self {
            operation: operation.to_owned(),
            kind,
            name,
        }
    }
}

fn in_body(path: &[&str]) -> String {
    let steps: Vec<&str> = std::iter::once("request body")
        .chain(path.iter().copied())
        .collect();
    steps.join(" › ")
}

/// Everything there is to prove about a contract, in its order.
///
/// # Errors
///
/// A part of the document that is not what OpenAPI wants in its place.
pub fn cells(document: &Document) -> Result<Vec<Cell>, Diagnostic> {
    let mut cells = Vec::new();
    for (address, fact) in document.facts().all() {
        cells_of(&address, fact, &mut cells);
    }
    for operation in document.operations()? {
        cells_of_operation(&operation, &mut cells);
    }
    cells.sort_by(|one, other| (&one.operation, one.kind).cmp(&(&other.operation, other.kind)));
    Ok(cells)
}

fn cells_of_operation(operation: &Operation<'_>, cells: &mut Vec<Cell>) {
    let key = operation.key();
    for parameter in &operation.parameters {
        let (place, name) = (parameter.place, parameter.name);
        let stated = constraints(parameter.schema, parameter.required);
        let unstated = (place == ParameterPlace::Path).then_some(ONE_SEGMENT);
        cells.extend(
            stated
                .into_iter()
                .chain(unstated)
                .map(|constraint| Cell::constraint(&key, place, name, constraint)),
        );
    }
    if let Some(body) = &operation.body {
        cells_of_body(&key, body, cells);
    }
    for response in &operation.responses {
        let status = response.status;
        cells.push(Cell::status(&key, status));
        let headers = response.headers.iter();
        cells.extend(headers.map(|header| Cell::response_header(&key, status, header.name)));
        let examples = response.content.iter().flat_map(examples);
        cells.extend(examples.map(|example| Cell::example(&key, status, &example.name)));
    }
}

fn cells_of_body(operation: &str, body: &RequestBody<'_>, cells: &mut Vec<Cell>) {
    if body.is_needed() {
        cells.push(Cell::body_constraint(operation, &[], "required"));
    }
    for member in body.schema().map(members).unwrap_or_default() {
        let path = &member.path;
        cells.push(Cell::body_member(operation, path));
        let stated = constraints(member.schema, member.required).into_iter();
        cells.extend(stated.map(|constraint| Cell::body_constraint(operation, path, constraint)));
        let values = member
            .schema
            .enum_values()
            .filter_map(|value| value.as_str());
        cells.extend(values.map(|value| Cell::body_enum_value(operation, path, value)));
    }
    let examples = body.content.iter().flat_map(examples);
    cells.extend(examples.map(|example| Cell::request_example(operation, &example.name)));
}

fn cells_of(address: &Address, fact: &Fact, cells: &mut Vec<Cell>) {
    let Some(operation) = address.operation() else {
        return;
    };
    if let [Step::Response(status), Step::MediaType(_), path @ ..] = &address.0[1..]
        && let ("enum", Value::Array(values)) = (fact.keyword.as_str(), &fact.value)
    {
        let path: Vec<String> = path.iter().map(Step::to_string).collect();
        let words = values.iter().filter_map(Value::as_str);
        cells.extend(words.map(|value| Cell::enum_value(&operation, status, &path, value)));
    }
}
