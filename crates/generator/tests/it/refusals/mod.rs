//! Contracts that the generated client could not honour, and the messages that refuse them.

mod answers;
mod bodies;
mod operations;
mod parameters;
mod schemas;

use contract::{Diagnostic, Document, Source};

use crate::CONTRACT;

/// An edit of the contract, and the refusal that has to follow.
struct Row {
    /// The edit is made at the first place after this text.
    after: &'static str,
    from: &'static str,
    to: &'static str,
    /// A part of the line that the message points at.
    line: &'static str,
    /// A part of the message.
    says: &'static str,
    /// A part of what it tells to do.
    helps: &'static str,
}

fn check(table: &[Row]) {
    for row in table {
        let (text, problems) = refusals(row.after, row.from, row.to);
        let lines: Vec<&str> = text.lines().collect();
        let met = problems.iter().any(|problem| {
            let place = problem.location();
            // A text that is not YAML shows it at or just below its place.
            let near = lines[place.line.saturating_sub(3)..place.line.min(lines.len())].join("\n");
            near.contains(row.line)
                && problem.message().contains(row.says)
                && problem.help().is_some_and(|help| help.contains(row.helps))
        });
        let said: Vec<String> = problems
            .iter()
            .map(|problem| problem.render(false))
            .collect();
        assert!(
            met,
            "`{}` -> `{}`: expected `{}`, `{}`, `{}`, got:\n{}",
            row.from,
            row.to,
            row.line,
            row.says,
            row.helps,
            said.join("\n")
        );
    }
}

/// Generates from a contract with one text replaced, at its first place after `after`.
fn refusals(after: &str, from: &str, to: &str) -> (String, Vec<Diagnostic>) {
    let start = CONTRACT
        .find(after)
        .unwrap_or_else(|| panic!("the contract has no `{after}`"));
    let (before, rest) = CONTRACT.split_at(start);
    assert!(
        rest.contains(from),
        "the contract has no `{from}` after `{after}`"
    );
    let text = format!("{before}{}", rest.replacen(from, to, 1));
    let source = Source::new("openapi/verify.yaml", text.clone());
    let problems = match Document::read(source) {
        Ok(document) => generator::generate(&document).err().unwrap_or_default(),
        Err(problem) => vec![problem],
    };
    (text, problems)
}

#[test]
fn a_document_that_cannot_be_read_is_refused_at_its_place() {
    check(&[
        Row {
            after: "openapi",
            from: "openapi: 3.0.3",
            to: "openapi: 3.1.0",
            line: "openapi: 3.1.0",
            says: "OpenAPI 3.0 only",
            helps: "3.0.3",
        },
        Row {
            after: "info:",
            from: "title: Sessions",
            to: "title: [Sessions",
            line: "title:",
            says: "this is not YAML",
            helps: "mend the syntax",
        },
    ]);
}

#[test]
fn two_operations_with_one_name_are_refused() {
    let second = "  /other:\n    get:\n      operationId: ValidateVerification\n      responses: { \"204\": { description: d } }\ncomponents:\n  securitySchemes:";
    let (_, problems) = refusals("components:", "components:\n  securitySchemes:", second);
    assert!(
        problems[0].message().contains("is taken already"),
        "{}",
        problems[0]
    );
}

#[test]
fn every_problem_is_reported_at_once() {
    let (_, problems) = refusals(
        "- name: code",
        "- name: code\n          in: query",
        "- { name: page, in: query, schema: { type: array } }\n        - name: code\n          in: cookie",
    );
    assert_eq!(problems.len(), 2, "{problems:?}");
}
