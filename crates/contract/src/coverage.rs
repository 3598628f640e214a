//! What there is to prove about a contract, and whether something proved it.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::diagnostic::Diagnostic;
use crate::document::{Document, ParameterPlace};
use crate::facts::{Address, Fact, Step};

/// Keywords of a parameter that decide which of its values are legal.
pub const CONSTRAINTS: [&str; 9] = [
    "required",
    "minLength",
    "maxLength",
    "pattern",
    "enum",
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
];

/// The constraint that every path parameter has without the contract saying so.
pub const ONE_SEGMENT: &str = "one segment";

/// One thing to prove: a parameter's constraint, a response's status, an example, an enum's value.
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
    /// An answer of this status is read as what the contract says it is.
    ResponseStatus,
    /// This example comes back typed, and is written back the same.
    Example,
    /// This value of an enum in an answer is known to the client.
    EnumValue,
}

impl CellKind {
    fn title(self) -> &'static str {
        match self {
            Self::ParameterConstraint => "parameter constraint",
            Self::ResponseStatus => "response status",
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
        for parameter in &operation.parameters {
            if parameter.place == ParameterPlace::Path {
                cells.push(Cell::constraint(
                    &operation.key(),
                    parameter.place,
                    parameter.name,
                    ONE_SEGMENT,
                ));
            }
        }
        for response in &operation.responses {
            cells.push(Cell::status(&operation.key(), response.status));
        }
    }
    cells.sort_by(|one, other| (&one.operation, one.kind).cmp(&(&other.operation, other.kind)));
    Ok(cells)
}

fn cells_of(address: &Address, fact: &Fact, cells: &mut Vec<Cell>) {
    let Some(operation) = address.operation() else {
        return;
    };
    match &address.0[1..] {
        [Step::Parameter(place, name), ..] if CONSTRAINTS.contains(&fact.keyword.as_str()) => {
            cells.push(Cell::constraint(&operation, *place, name, &fact.keyword));
        }
        [Step::Response(status), Step::MediaType(_), path @ ..] => {
            if let ("enum", Value::Array(values)) = (fact.keyword.as_str(), &fact.value) {
                let path: Vec<String> = path.iter().map(Step::to_string).collect();
                let words = values.iter().filter_map(Value::as_str);
                cells.extend(words.map(|value| Cell::enum_value(&operation, status, &path, value)));
            } else if path.is_empty()
                && let Some(example) = example_name(&fact.keyword)
            {
                cells.push(Cell::example(&operation, status, example));
            }
        }
        _ => {}
    }
}

/// The name of the example that a keyword holds the value of.
fn example_name(keyword: &str) -> Option<&str> {
    match keyword.strip_prefix("examples/") {
        Some(name) => (!name.contains('/')).then_some(name),
        None => (keyword == "example").then_some(keyword),
    }
}

/// The cells of a contract with the checks that exercised each.
#[derive(Clone, Debug, Serialize)]
pub struct Table {
    rows: Vec<Row>,
}

#[derive(Clone, Debug, Serialize)]
struct Row {
    #[serde(flatten)]
    cell: Cell,
    exercised_by: Vec<String>,
}

impl Table {
    /// Joins what there is to prove with what checks say they exercised.
    #[must_use]
    pub fn new(cells: Vec<Cell>, exercised: impl IntoIterator<Item = (Cell, String)>) -> Self {
        let mut by_cell: BTreeMap<Cell, Vec<String>> = BTreeMap::new();
        for (cell, check) in exercised {
            let checks = by_cell.entry(cell).or_default();
            if !checks.contains(&check) {
                checks.push(check);
                checks.sort();
            }
        }
        let rows = cells
            .into_iter()
            .map(|cell| Row {
                exercised_by: by_cell.remove(&cell).unwrap_or_default(),
                cell,
            })
            .collect();
        Self { rows }
    }

    /// The cells that nothing exercised.
    pub fn empty_cells(&self) -> impl Iterator<Item = &Cell> {
        self.rows
            .iter()
            .filter(|row| row.exercised_by.is_empty())
            .map(|row| &row.cell)
    }

    /// How many cells there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there is nothing to prove.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The table for a terminal, its columns aligned.
    #[must_use]
    pub fn to_text(&self) -> String {
        let width = |of: fn(&Row) -> &str| {
            let lengths = self.rows.iter().map(|row| of(row).chars().count());
            lengths.max().unwrap_or_default()
        };
        let names = width(|row| &row.cell.name);
        let mut text = String::new();
        let mut operation = "";
        for row in &self.rows {
            if row.cell.operation != operation {
                operation = &row.cell.operation;
                let _ = writeln!(text, "{operation}");
            }
            let checks = row.checks();
            let (kind, name) = (row.cell.kind.title(), &row.cell.name);
            let _ = writeln!(text, "  {kind:20}  {name:names$}  {checks}");
        }
        text
    }

    /// The table as Markdown.
    #[must_use]
    pub fn to_markdown(&self) -> String {
        let mut text = String::from(
            "| operation | what | which | exercised by |\n| --- | --- | --- | --- |\n",
        );
        for row in &self.rows {
            let Cell {
                operation,
                kind,
                name,
            } = &row.cell;
            let _ = writeln!(
                text,
                "| `{operation}` | {} | `{name}` | {} |",
                kind.title(),
                row.checks()
            );
        }
        text
    }
}

impl Row {
    fn checks(&self) -> String {
        if self.exercised_by.is_empty() {
            "NOTHING".to_owned()
        } else {
            self.exercised_by.join(", ")
        }
    }
}
