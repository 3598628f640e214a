//! Documents as people write them, and what the reader makes of them.

use std::fmt::Write as _;

use contract::{Document, Source};

fn read(text: &str) -> Result<Document, contract::Diagnostic> {
    Document::read(Source::new("t.yaml", text))
}

/// A document with one operation whose 200 answers with the schema `Thing`, given as flow YAML.
fn with_thing(thing: &str) -> String {
    format!(
        r##"openapi: 3.0.3
info: {{ title: t, version: "1" }}
paths:
  /things:
    get:
      responses:
        "200": {{ description: d, content: {{ application/json: {{ schema: {{ $ref: "#/components/schemas/Thing" }} }} }} }}
components:
  schemas:
    Thing: {thing}
"##
    )
}

fn facts(document: &Document) -> Vec<String> {
    let facts = document.facts().expect("the document reads");
    facts.iter().map(ToString::to_string).collect()
}

#[test]
fn what_is_wrong_is_said_where_it_is() {
    let table = [
        ("a: [1, 2", "t.yaml:1:", "this is not YAML"),
        ("", "t.yaml:1:1", "the file holds no document"),
        (
            "a: 1\n---\nb: 2\n",
            "t.yaml:2:1",
            "a second document starts here",
        ),
        (
            "a: 1\nb: 2\na: 3\n",
            "t.yaml:3:1",
            "the key `a` stands twice",
        ),
        ("? [a]\n: 1\n", "t.yaml:1:3", "a key has to be a plain word"),
        ("paths: {}\n", "t.yaml:1:1", "no `openapi` member"),
        (
            "openapi: 2.0.0\npaths: {}\n",
            "t.yaml:1:10",
            "not known here",
        ),
        ("openapi: 3.0.3\n", "t.yaml:1:1", "no `paths`"),
        (
            "openapi: 3.0.3\npaths: [1]\n",
            "t.yaml:2:1",
            "`paths` has to be a mapping",
        ),
        (
            "openapi: 3.0.3\npaths: {}\ncomponents:\n  schemas:\n    A: { $ref: '#/components/schemas/B' }\n",
            "t.yaml:5:16",
            "leads nowhere",
        ),
        (
            "openapi: 3.0.3\npaths: {}\ncomponents:\n  schemas:\n    A: { $ref: 'other.yaml#/B' }\n",
            "t.yaml:5:16",
            "leads out of the document",
        ),
        (
            "openapi: 3.0.3\npaths: {}\ncomponents:\n  schemas:\n    A: { $ref: '#/components/schemas/B' }\n    B: { $ref: '#/components/schemas/A' }\n",
            "t.yaml:5:16",
            "leads back to itself",
        ),
    ];
    for (text, place, message) in table {
        let Err(error) = read(text) else {
            panic!("this was read without a word:\n{text}");
        };
        let said = error.to_string();
        assert!(
            said.starts_with(place) && said.contains(message),
            "expected `{place}` and `{message}`, got `{said}` for:\n{text}"
        );
    }
}

#[test]
fn a_message_shows_the_line_and_what_to_do() {
    let text = "openapi: 3.0.3\npaths: {}\ncomponents:\n  schemas:\n    Cat: { type: string }\n    Dog: { $ref: '#/components/schemas/Cot' }\n";
    let rendered = read(text).expect_err("`Cot` does not exist").render(false);
    for part in [
        "error: the reference `#/components/schemas/Cot` leads nowhere",
        "t.yaml:6:18",
        "'#/components/schemas/Cot'",
        "`components/schemas` has no `Cot`",
        "use one of `Cat`, `Dog`",
    ] {
        assert!(
            rendered.contains(part),
            "`{part}` is missing from:\n{rendered}"
        );
    }
}

#[test]
fn depth_and_aliases_are_bounded() {
    let deep = format!(
        "openapi: 3.0.3\npaths: {{}}\nx: {}{}",
        "[".repeat(220),
        "]".repeat(220)
    );
    let said = read(&deep).expect_err("too deep").to_string();
    assert!(said.contains("nests deeper"), "{said}");

    let mut bomb =
        String::from("openapi: 3.0.3\npaths: {}\na0: &a0 [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]\n");
    for level in 1..10 {
        let below = vec![format!("*a{}", level - 1); 10].join(", ");
        writeln!(bomb, "a{level}: &a{level} [{below}]").expect("a string takes it");
    }
    assert!(
        read(&bomb)
            .expect_err("too many")
            .to_string()
            .contains("beyond reason")
    );
}

#[test]
fn references_through_paths_and_percent_encoding_are_followed() {
    let text = r##"{
  "openapi": "3.1.2", "info": {"title": "t", "version": "1"},
  "paths": {
    "/a/{id}": {"parameters": [{"name": "id", "in": "path", "required": true, "schema": {"type": "string", "maxLength": 7}}],
                "get": {"responses": {}}},
    "/b/{id}": {"get": {"parameters": [{"$ref": "#/paths/~1a~1%7Bid%7D/parameters/0"}], "responses": {}}}
  }
}"##;
    let facts = facts(&read(text).expect("JSON is YAML"));
    assert!(facts.contains(&"GET /a/{id} › path id › maxLength = 7".to_owned()));
    assert!(facts.contains(&"GET /b/{id} › path id › maxLength = 7".to_owned()));
}

#[test]
fn a_reference_and_the_same_schema_in_place_state_the_same_facts() {
    let referred =
        with_thing("{ type: object, properties: { part: { $ref: '#/components/schemas/Part' } } }")
            + "    Part: { type: string, maxLength: 3 }\n";
    let inline =
        with_thing("{ type: object, properties: { part: { type: string, maxLength: 3 } } }");
    assert_eq!(
        facts(&read(&referred).expect("reads")),
        facts(&read(&inline).expect("reads"))
    );
}

#[test]
fn an_operation_restates_a_parameter_of_its_path() {
    let text = "openapi: 3.0.3\ninfo: { title: t, version: '1' }\npaths:\n  /a:\n    parameters: [{ name: n, in: query, schema: { type: string, maxLength: 1 } }]\n    get:\n      parameters: [{ name: n, in: query, schema: { type: string, maxLength: 2 } }]\n      responses: {}\n";
    let lengths: Vec<String> = facts(&read(text).expect("reads"))
        .into_iter()
        .filter(|fact| fact.contains("maxLength"))
        .collect();
    assert_eq!(lengths, ["GET /a › query n › maxLength = 2"]);
}

#[test]
fn unknown_keywords_stay_facts_and_recursion_ends() {
    let text = with_thing(
        "{ type: object, required: [next], x-odd: 1, properties: { next: { $ref: '#/components/schemas/Thing' } } }",
    );
    let facts = facts(&read(&text).expect("reads"));
    assert!(facts.contains(&"GET /things › response 200 › x-odd = 1".to_owned()));
    assert!(facts.contains(&"GET /things › response 200 › next › required = true".to_owned()));
    assert!(
        facts.contains(&"GET /things › response 200 › next › recursion = \"Thing\"".to_owned())
    );
}

#[test]
fn every_fact_of_the_contract_stands_where_it_says() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../openapi/verify.yaml");
    let document = Document::read(Source::read(path.as_ref()).expect("the contract is there"))
        .expect("the contract reads");
    let lines: Vec<&str> = document.source().text().lines().collect();
    let facts = document.facts().expect("the contract states facts");
    assert!(facts.len() > 100, "only {} facts", facts.len());
    for fact in &facts {
        let said = match fact.keyword.as_str() {
            // These stand under a name that is not their keyword.
            "required" | "property" | "status" | "media type" | "url" => continue,
            example if example.starts_with("examples/") => continue,
            keyword => format!("{keyword}:"),
        };
        let line = lines[fact.location.line - 1];
        let found: String = line.chars().skip(fact.location.column - 1).collect();
        assert!(
            found.starts_with(&said),
            "{fact} is said to stand at `{line}`"
        );
    }
}

#[test]
fn nullable_and_exclusive_bounds_become_json_schema() {
    let text = with_thing(
        "{ type: object, properties: { n: { type: integer, nullable: true, minimum: 0, exclusiveMinimum: true } } }",
    );
    let document = read(&text).expect("reads");
    let thing = document.schemas().next().expect("there is one schema");
    assert_eq!(
        thing.to_json_schema()["properties"]["n"],
        serde_json::json!({ "type": ["integer", "null"], "exclusiveMinimum": 0 })
    );
}
