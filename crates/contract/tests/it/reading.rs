//! Documents as people write them, and what the reader makes of them.

use std::fmt::Write as _;

use contract::facts::{Address, Fact};
use contract::{Document, Source};

fn read(text: &str) -> Result<Document, contract::Diagnostic> {
    Document::read(Source::new("t.yaml", text))
}

/// What is said about a text that is to be a contract.
fn refused(text: &str) -> Option<contract::Diagnostic> {
    read(text).and_then(|document| document.check()).err()
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
    let facts = document.facts();
    let said = |(address, fact): (Address, &Fact)| {
        format!("{address} › {} = {}", fact.keyword, fact.value)
    };
    facts.all().into_iter().map(said).collect()
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
        let Some(error) = refused(text) else {
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
    let rendered = refused(text).expect("`Cot` does not exist").render(false);
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

    // JSON has a reader of its own, and an alias is as deep as what it names.
    let depth = 120;
    for text in [
        format!(
            "{{\"openapi\": \"3.0.3\", \"x\": {}1{}}}",
            "{\"a\":".repeat(220),
            "}".repeat(220)
        ),
        format!(
            "{{\"openapi\": \"3.0.3\", \"x\": {}1{}}}",
            "[".repeat(220),
            "]".repeat(220)
        ),
        format!(
            "openapi: 3.0.3\nx: &a {}1{}\ny: {}*a{}\n",
            "[".repeat(depth),
            "]".repeat(depth),
            "[".repeat(depth),
            "]".repeat(depth)
        ),
    ] {
        let problem = read(&text).expect_err("too deep");
        assert!(problem.message().contains("nests deeper"), "{problem}");
    }

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
    for fact in [
        "GET /things › response 200 › x-odd = 1",
        "GET /things › response 200 › next › required = true",
    ] {
        assert!(facts.contains(&fact.to_owned()), "{fact}: {facts:#?}");
    }
}

#[test]
fn a_component_is_one_subject_wherever_it_is_reached_from() {
    let text = with_thing(
        "{ type: object, properties: { a: { $ref: '#/components/schemas/Part' }, b: { $ref: '#/components/schemas/Part' } } }",
    ) + "    Part: { type: string }\n";
    let facts = read(&text).expect("reads").facts();
    let operation = facts.subject(facts.root()).parts[0].subject;
    let response = facts.subject(operation).parts[0].subject;
    let thing = facts.subject(facts.subject(response).parts[0].subject);
    assert_eq!(thing.name.as_deref(), Some("Thing"));
    assert_eq!(thing.parts[0].subject, thing.parts[1].subject);
    assert_eq!(
        facts.subject(thing.parts[0].subject).name.as_deref(),
        Some("Part")
    );
}

#[test]
fn what_means_the_same_is_the_same_fact() {
    let table = [
        ("{ type: string }", "{ type: [string] }"),
        (
            "{ type: string, nullable: true }",
            "{ type: [string, 'null'] }",
        ),
        (
            "{ type: string, nullable: true, enum: [a] }",
            "{ type: ['null', string], enum: [a, null] }",
        ),
        (
            "{ type: string, nullable: true }",
            "{ anyOf: [ { type: string }, { type: 'null' } ] }",
        ),
        (
            "{ type: integer, minimum: 3, exclusiveMinimum: true }",
            "{ type: integer, exclusiveMinimum: 3.0 }",
        ),
        (
            "{ type: integer, minimum: 3, exclusiveMinimum: false }",
            "{ type: integer, minimum: 3.0 }",
        ),
        // The flag needs its bound.
        (
            "{ type: integer, exclusiveMinimum: true }",
            "{ type: integer }",
        ),
        // `null` is not the constant.
        (
            "{ type: string, const: a }",
            "{ type: [string, 'null'], const: a }",
        ),
        (
            "{ type: string, minLength: 0, deprecated: false, readOnly: false }",
            "{ type: string }",
        ),
        (
            "{ type: object, required: [a, b], properties: { a: {}, b: {} } }",
            "{ required: [b, a], properties: { a: {}, b: true }, type: object }",
        ),
        (
            "{ type: string, enum: [a, b] }",
            "{ enum: [b, a], type: string }",
        ),
        (
            "{ type: object, additionalProperties: true }",
            "{ type: object, additionalProperties: {} }",
        ),
        (
            "{ allOf: [ { type: object, properties: { a: { type: string } } }, { maxProperties: 4 }, { maxProperties: 3 } ] }",
            "{ type: object, maxProperties: 3, properties: { a: { type: string } } }",
        ),
        (
            "{ allOf: [ { properties: { a: { type: string } } }, { properties: { a: { maxLength: 3 } } } ] }",
            "{ properties: { a: { type: string, maxLength: 3 } } }",
        ),
        (
            "{ allOf: [ { type: string } ], description: d }",
            "{ type: string, description: d }",
        ),
        (
            "{ type: number, multipleOf: 1.0, example: { a: [1.0] } }",
            "{ type: number, multipleOf: 1, example: { a: [1] } }",
        ),
        (
            "{ type: string, example: a }",
            "{ type: string, examples: [a] }",
        ),
        ("{ type: ['null'] }", "{ type: 'null', nullable: true }"),
        (
            "{ allOf: [ { enum: [a, b] }, { enum: [b, c] } ] }",
            "{ enum: [b] }",
        ),
    ];
    for (one, other) in table {
        let facts = |thing: &str| {
            let mut facts = facts(&read(&with_thing(thing)).expect("reads"));
            facts.sort();
            facts
        };
        // The right side may be 3.1, whose words 3.0 takes here as well.
        assert_eq!(facts(one), facts(other), "{one} and {other}");
    }
}

#[test]
fn what_is_malformed_stays_a_fact() {
    let text = with_thing(
        "{ type: string, minLength: three, required: yes, enum: a, properties: [1], items: 3, allOf: 1 }",
    );
    let facts = facts(&read(&text).expect("reads"));
    for fact in [
        "minLength = \"three\"",
        "required = \"yes\"",
        "enum = \"a\"",
        "properties = [1]",
        "items = 3",
        "allOf = 1",
    ] {
        assert!(
            facts.iter().any(|said| said.ends_with(fact)),
            "{fact}: {facts:#?}"
        );
    }
}

#[test]
fn what_can_be_read_is_read() {
    let table = [
        "openapi: 3.1.0\n",
        "openapi: 3.1\npaths:\n",
        "openapi: 3.0.3\npaths: { /a: }\n",
        "openapi: 3.0.3\npaths: { /a: { get: } }\n",
        "openapi: 3.0.3\npaths: { /a: { get: { parameters: [ { in: query }, 3 ], responses: { 200: } } } }\n",
        "openapi: 3.0.3\npaths: { /a: { get: { requestBody: { $ref: 'other.yaml#/B' } } } }\n",
        "openapi: 3.0.3\npaths: { /a: { $ref: '#/paths/~1b' }, /b: { $ref: '#/paths/~1a' } }\n",
    ];
    for text in table {
        let document = read(text).unwrap_or_else(|error| panic!("{error} in {text}"));
        let _ = document.facts().all();
    }
}

#[test]
fn every_fact_of_the_contract_stands_where_it_says() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../openapi/verify.yaml");
    let document = Document::read(Source::read(path.as_ref()).expect("the contract is there"))
        .expect("the contract reads");
    let lines: Vec<&str> = document.source().text().lines().collect();
    let facts = document.facts();
    let all = facts.all();
    assert!(all.len() > 100, "only {} facts", all.len());
    for (address, fact) in all {
        let said = match fact.keyword.as_str() {
            // An example stands under its name, and so do some of its members.
            "required" => continue,
            keyword => match keyword.split_once('/') {
                Some(("examples", name)) => format!("{name}:"),
                Some((member, _)) => format!("{}:", member.trim_start_matches("examples ")),
                None => format!("{keyword}:"),
            },
        };
        let at = facts.location(&fact.span);
        let line = lines[at.line - 1];
        let found: String = line.chars().skip(at.column - 1).collect();
        assert!(
            found.starts_with(&said),
            "{address} › {} is said to stand at `{line}`",
            fact.keyword
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
