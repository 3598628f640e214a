//! Everything that a document states, as facts, and what of it there is to prove.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use contract::coverage::{CellKind, Table, cells};
use contract::facts::{Facts, Inventory, is_prose};
use contract::{Document, Source};

/// A document with every part that OpenAPI knows, and some that it does not.
const EVERYTHING: &str = include_str!("everything.yaml");

fn read(text: &str) -> Document {
    Document::read(Source::new("everything.yaml", text))
        .unwrap_or_else(|error| panic!("{}", error.render(false)))
}

/// What stands in the text at each fact.
fn marked<'t>(facts: &'t Facts, span: &contract::Span) -> &'t str {
    let text = &facts.source().text()[span.clone()];
    text.lines().next().unwrap_or_default()
}

#[test]
fn every_part_of_a_document_is_a_fact_with_its_place() {
    let document = read(EVERYTHING);
    let facts = document.facts();
    let mut listed = String::new();
    for (address, fact) in facts.all() {
        let _ = writeln!(
            listed,
            "{address} › {} = {} at `{}`",
            fact.keyword,
            fact.value,
            marked(&facts, &fact.span)
        );
    }
    insta::assert_snapshot!("facts", listed);
}

/// Schemas that nest deeper than the reader recurses are read all the same.
#[test]
fn deep_schemas_are_read_to_their_end() {
    const DEPTH: usize = 90;
    let nested = "{ properties: { a: ".repeat(DEPTH) + "{ maxLength: 7 }" + &" } }".repeat(DEPTH);
    let text = format!(
        "openapi: 3.0.3\npaths: {{ /a: {{ get: {{ parameters: [ {{ name: p, in: query, schema: {nested} }} ] }} }} }}\n"
    );
    let facts = read(&text).facts();
    let all = facts.all();
    let [(address, fact)] = all.as_slice() else {
        panic!("there is one fact, not {}", all.len());
    };
    assert_eq!(
        (fact.keyword.as_str(), address.0.len()),
        ("maxLength", DEPTH + 2)
    );
}

#[test]
fn every_part_of_a_document_is_a_subject() {
    let facts = read(EVERYTHING).facts();
    let mut listed = String::new();
    for (_, subject) in facts.subjects() {
        let name = subject.name.as_deref().unwrap_or("-");
        let _ = writeln!(listed, "{name} at `{}`", marked(&facts, &subject.span));
        for part in &subject.parts {
            let of_path = facts.is_of_whole_path(&part.span);
            let _ = writeln!(
                listed,
                "  {} at `{}`{}",
                part.step,
                marked(&facts, &part.span),
                if of_path { ", of the whole path" } else { "" }
            );
        }
    }
    insta::assert_snapshot!("subjects", listed);
    let names: BTreeSet<&str> = facts.names().collect();
    let components = ["Cat", "Count", "Id", "Pet", "Unused", "key"];
    assert_eq!(names, BTreeSet::from(components));
}

#[test]
fn an_inventory_counts_facts_and_not_texts() {
    let facts = read(EVERYTHING).facts();
    let inventory = Inventory::of(&facts);
    let places: Vec<String> = inventory
        .all()
        .into_iter()
        .map(|number| inventory.place(number).to_string())
        .collect();
    insta::assert_snapshot!("inventory", places.join("\n"));
    assert_eq!(inventory.len(), places.len());
    assert!(!inventory.is_empty());
    assert!(Inventory::of(&Facts::new(Source::new("a", ""))).is_empty());
    for keyword in ["description", "summary", "title"] {
        assert!(is_prose(keyword), "{keyword}");
    }
    for keyword in ["maxLength", "example", "tags", "x-a", "Description"] {
        assert!(!is_prose(keyword), "{keyword}");
    }
}

#[test]
fn a_view_states_the_facts_that_it_shows() {
    let text = "openapi: 3.0.3
info: { title: t, version: '1' }
paths:
  /a:
    get: { parameters: [ { name: p, in: query, schema: { maxLength: 9 } } ], responses: {} }
  /b:
    get: { responses: { '200': { description: d, content: { application/json: { example: 1 } } } } }
";
    let facts = read(text).facts();
    let inventory = Inventory::of(&facts);
    assert_eq!(inventory.stated_by(&facts), inventory.all());
    // The same text, without the last operation.
    let (start, _) = text.split_once("  /b:").expect("it has two paths");
    let view = read(start).facts();
    let stated = inventory.stated_by(&view);
    let about = inventory.about(&facts, "GET /b");
    assert!(!about.is_empty() && !stated.is_empty());
    assert_eq!(&stated | &about, inventory.all());
    assert_eq!(&stated & &about, BTreeSet::new());
    assert_eq!(inventory.about(&facts, "GET /c"), BTreeSet::new());
}

/// A document whose operations can be read in full, unlike some of [`EVERYTHING`].
const PROVABLE: &str = "openapi: 3.0.3
info: { title: t, version: '1' }
paths:
  /a/{id}:
    parameters: [ { name: id, in: path, required: true, schema: { type: string } } ]
    post:
      parameters:
        - { name: p, in: query, required: true, schema: { type: string, minLength: 0, maxLength: 9, format: uuid } }
        - { name: X-Key, in: header, required: true, schema: { type: string } }
        - { name: c, in: cookie, schema: { type: string, maxLength: 3 } }
        - { name: q, in: query, schema: { type: integer, format: int64, minimum: 1, exclusiveMinimum: false } }
      requestBody:
        content:
          application/json:
            schema:
              type: object
              required: [kind]
              properties:
                kind: { type: string, enum: [b, a] }
                inner: { type: object, properties: { text: { type: string, minLength: 2, pattern: a } } }
            example: { kind: a }
      responses:
        '200':
          description: d
          headers: { ETag: { schema: { type: string } } }
          content:
            application/json:
              schema: { $ref: '#/components/schemas/Answer' }
              examples: { one: { value: { state: OPEN } } }
        '404': { description: d }
components:
  schemas:
    Answer: { type: object, properties: { state: { type: string, enum: [OPEN, CLOSED] } }, example: { state: OPEN } }
";

#[test]
fn everything_there_is_to_prove_is_listed() {
    let document = read(PROVABLE);
    let all = cells(&document).expect("the document reads");
    let exercised = all
        .iter()
        .filter(|cell| cell.kind != CellKind::EnumValue)
        .flat_map(|cell| {
            ["second", "first", "first"].map(|check| (cell.clone(), check.to_owned()))
        });
    let table = Table::new(all.clone(), exercised);
    insta::assert_snapshot!("cells", table.to_text());
    insta::assert_snapshot!("cells_markdown", table.to_markdown());
    assert_eq!(table.len(), all.len());
    assert!(!table.is_empty() && Table::new(Vec::new(), []).is_empty());
    let empty: Vec<&str> = table.empty_cells().map(|cell| cell.name.as_str()).collect();
    assert_eq!(empty, ["200 › state = CLOSED", "200 › state = OPEN"]);
}
