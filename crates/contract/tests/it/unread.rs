//! What cannot be read in full is refused with its place, and what is data is left alone.

use contract::{Document, Node, Source};
use proptest::prelude::*;
use serde_json::{Value, json};

fn check(text: &str) -> Result<(), contract::Diagnostic> {
    Document::read(Source::new("t.yaml", text))?.check()
}

/// A text, the place and message of its refusal, and what its help says to do.
const REFUSED: [(&str, &str, &str, &str); 16] = [
    (
        "swagger: '2.0'\npaths: {}",
        "1:10",
        "this is a Swagger document",
        "swagger2openapi",
    ),
    (
        "openapi: 3.0.3\ninfo: {}",
        "1:1",
        "the document has no `paths`",
        "under `paths`",
    ),
    (
        "openapi: 3.1.0\ninfo: {}",
        "1:1",
        "the document has no `paths`",
        "",
    ),
    (
        "openapi: 3.0.3\nwebhooks: {}",
        "1:1",
        "the document has no `paths`",
        "",
    ),
    (
        "openapi: 3.0.3\npaths: {}\ncomponents: { examples: { a: { $ref: '#/nowhere' } } }",
        "3:38",
        "leads nowhere",
        "",
    ),
    (
        "openapi: 3.0.3\npaths: [1]",
        "2:1",
        "`paths` has to be a mapping, this is a list",
        "",
    ),
    (
        "openapi: 3.0.3\npaths: { /a: [1] }",
        "2:10",
        "the path item `/a` has to be a mapping",
        "",
    ),
    (
        "openapi: 3.0.3\npaths: { /a: { get: [1] } }",
        "2:16",
        "the operation `get /a` has to be a mapping",
        "",
    ),
    (
        "openapi: 3.0.3\npaths: { /a: { $ref: other.yaml } }",
        "2:22",
        "leads out of the document",
        "bundle",
    ),
    (
        "openapi: 3.0.3\npaths: { /a: { $ref: 'https://example.test/a.yaml#/x' } }",
        "2:22",
        "leads out of the document",
        "bundle",
    ),
    (
        "openapi: 3.0.3\npaths: {}\ncomponents: { schemas: { A: { $ref: '#/components/schemas/A' } } }",
        "3:37",
        "leads back to itself",
        "",
    ),
    (
        "openapi: 3.1.0\npaths: {}\ncomponents: { schemas: { A: { $ref: '#anchor' } } }",
        "3:37",
        "names an anchor",
        "#/components/schemas/NAME",
    ),
    // A property that is called like a keyword still holds a schema.
    (
        "openapi: 3.1.0\npaths: {}\ncomponents: { schemas: { A: { properties: { example: { $ref: '#/nowhere' } } } } }",
        "3:62",
        "leads nowhere",
        "",
    ),
    (
        "openapi: 3.0.3\nx: &a { b: 1 }\npaths: { <<: *a }",
        "3:10",
        "merge keys are not read here",
        "write the members out",
    ),
    (
        "{\"openapi\": \"3.0.3\",\n \"paths\": {} ",
        "2:14",
        "this is not JSON: expected `,` or `}`",
        "mend",
    ),
    (
        "{\"openapi\": \"3.0.3\", \"paths\": {\"a\": \"\\ud83d\"}}",
        "1:37",
        "this is not JSON",
        "",
    ),
];

#[test]
fn what_cannot_be_read_in_full_is_refused() {
    for (text, place, message, help) in REFUSED {
        let problem = check(text).expect_err(text);
        assert_eq!(
            problem.location().to_string(),
            format!("t.yaml:{place}"),
            "{text}"
        );
        assert!(
            problem.message().contains(message),
            "{text}: {}",
            problem.message()
        );
        let said = problem.help().unwrap_or_default();
        assert!(said.contains(help), "{text}: {said}");
    }
}

#[test]
fn data_is_no_reference() {
    let texts = [
        "openapi: 3.0.3\npaths: {}\ncomponents: { schemas: { A: { default: { $ref: nowhere } } } }",
        "openapi: 3.0.3\npaths: {}\ncomponents: { schemas: { A: { enum: [ { $ref: nowhere } ] } } }",
        "openapi: 3.0.3\npaths: {}\ncomponents: { examples: { a: { value: { $ref: nowhere } } } }",
        "openapi: 3.1.0\npaths: {}\ncomponents: { schemas: { A: { properties: { $ref: { type: string } } } } }",
        "openapi: 3.1.0\nwebhooks: {}",
    ];
    for text in texts {
        check(text).unwrap_or_else(|problem| panic!("{problem}\n{text}"));
    }
}

#[test]
fn json_holds_characters_beyond_the_basic_plane() {
    let text = r#"{"openapi": "3.0.3", "info": {"title": "\ud83d\ude00"}, "paths": {}}"#;
    let document = Document::read(Source::new("t.json", text)).expect("it is JSON");
    let title = document
        .root()
        .get("info")
        .and_then(|info| info.get("title"));
    assert_eq!(title.and_then(Node::as_str), Some("\u{1f600}"));
}

#[test]
fn an_escaped_quote_does_not_end_a_text() {
    // YAML reads no surrogates, so that only the reader of JSON takes this.
    let text =
        r#"{"openapi": "3.0.3", "paths": {}, "x": ["\ud83d\ude00", "\\", "\"", "a\\\"b", "\\\\"]}"#;
    let document = Document::read(Source::new("t.json", text)).expect("it is JSON");
    let read = document.root().get("x").map(Node::to_json);
    assert_eq!(
        read,
        Some(json!(["\u{1f600}", "\\", "\"", "a\\\"b", "\\\\"]))
    );
}

#[test]
fn an_alias_is_what_its_anchor_names() {
    let text = "openapi: 3.0.3\npaths: {}\nx: &a [1, 2]\ny: [*a, *a]\n";
    let document = Document::read(Source::new("t.yaml", text)).expect("it is YAML");
    let read = document.root().get("y").map(Node::to_json);
    assert_eq!(read, Some(json!([[1, 2], [1, 2]])));
}

#[test]
fn a_newer_version_says_that_it_is_one() {
    let read = |version: &str| {
        let text = format!("openapi: {version}\npaths: {{}}");
        Document::read(Source::new("t.yaml", text)).expect("it reads")
    };
    assert!(read("3.2.0").is_newer());
    assert!(!read("3.1.1").is_newer() && !read("3.0.4").is_newer() && !read("3.1").is_newer());
}

fn value() -> impl Strategy<Value = Value> {
    let text = "[a-z \"\\\\#:{}\\[\\],é😀-]{0,6}";
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        (-1000i32..1000).prop_map(|number| json!(f64::from(number) / 8.0)),
        text.prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 32, 5, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::btree_map("[a-z]{1,4}", inner, 0..4).prop_map(|members| members
                .into_iter()
                .collect::<serde_json::Map<_, _>>()
                .into()),
        ]
    })
}

/// Whether two trees hold the same in the same places.
fn same(one: &Node, other: &Node) -> bool {
    let members = || one.members().zip(other.members());
    one.span == other.span
        && one.end == other.end
        && one.kind() == other.kind()
        && one.to_json() == other.to_json()
        && one
            .elements()
            .zip(other.elements())
            .all(|(one, other)| same(one, other))
        && members().all(|((_, one), (_, other))| {
            one.key_span == other.key_span && same(&one.value, &other.value)
        })
}

proptest! {
    #![proptest_config(ProptestConfig {
        rng_seed: prop::test_runner::RngSeed::Fixed(15),
        ..ProptestConfig::with_cases(400)
    })]

    /// JSON is read by a reader of its own, and gives the tree that it gives as YAML.
    #[test]
    fn json_is_read_in_the_places_of_yaml(value in value(), is_pretty in any::<bool>()) {
        let document = json!({ "openapi": "3.0.3", "paths": {}, "x-value": value });
        let text = if is_pretty {
            serde_json::to_string_pretty(&document)
        } else {
            serde_json::to_string(&document)
        };
        let source = Source::new("t.json", text.expect("it is JSON"));
        let as_json = Document::read(source.clone()).expect("it is JSON");
        let as_yaml = Node::parse(&source).expect("it is YAML");
        prop_assert!(same(as_json.root(), &as_yaml), "{}", source.text());
    }
}
