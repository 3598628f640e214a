//! What there is to prove about a contract, and whether something proved it.

mod cell;
mod stated;
mod table;

use serde_json::Value;

use crate::diagnostic::Diagnostic;
use crate::document::{Document, Operation, RequestBody};
use crate::facts::{Address, Fact, Step};
use crate::parameter_place::ParameterPlace;

pub use cell::{Cell, CellKind};
pub use stated::{BodyExample, BodyMember, constraints, examples, members};
pub use table::Table;

/// The constraint that every path parameter has without the contract saying so.
pub const ONE_SEGMENT: &str = "one segment";

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
