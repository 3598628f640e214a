//! The cells beside the checks that exercised them.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde::Serialize;

use super::cell::Cell;

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
