//! Operations that a contract lacks.

use std::collections::BTreeMap;

use contract::facts::Step;
use contract::{Document, Source, placeholders};
use drift::sync::{Left, Synced, Vendor, Wanted};
use pages::Reading;
use serde_json::{Value, json};

use crate::sync::draw::{Form, draw};
use crate::sync::{own_words, read, synced, synced_as, vendor};

/// Documents whose operations are taken out of a contract and brought back.
const DOCUMENTS: [(&str, &str); 2] = [
    (
        "the contract",
        include_str!("../../../../../openapi/verify.yaml"),
    ),
    (
        "lending",
        include_str!("../../../../pages/tests/pages/lending.openapi.yaml"),
    ),
];

fn all() -> Vec<Wanted> {
    vec![Wanted::All]
}

fn named(operation: &str) -> Vec<Wanted> {
    vec![operation.parse().expect("it names an operation")]
}

/// The operations of a document, as `METHOD path`.
fn operations(document: &Document) -> Vec<String> {
    let operations = document.operations().expect("they can be read");
    operations.iter().map(contract::Operation::key).collect()
}

/// A text without the lines of a member of a block mapping, named by the keys that lead to it.
fn without(text: &str, keys: &[&str]) -> String {
    let document = read("document.yaml", text);
    let mut node = document.root();
    let mut span = None;
    for key in keys {
        let member = node.member(key).expect("the key is there");
        span = Some(member.key_span.clone());
        node = &member.value;
    }
    let at = span.expect("a key is named").start;
    let start = text[..at].rfind('\n').map_or(0, |line| line + 1);
    let indent = at - start;
    let is_below =
        |line: &str| line.trim().is_empty() || line.len() - line.trim_start().len() > indent;
    let mut lines = text[start..].split_inclusive('\n');
    let first = lines.next().expect("the key stands on a line").len();
    let below: usize = lines.take_while(|line| is_below(line)).map(str::len).sum();
    format!("{}{}", &text[..start], &text[start + first + below..])
}

/// A text without an operation, and without the path if it has no other.
fn without_operation(text: &str, operation: &str) -> String {
    let (method, path) = operation.split_once(' ').expect("a method and a path");
    let document = read("document.yaml", text);
    let paths = document.root().get("paths").expect("there are paths");
    let item = paths.get(path).expect("the path is there");
    let method = method.to_ascii_lowercase();
    match (paths.members().count(), item.members().count()) {
        (1, 1) => without(text, &["paths"]) + "\npaths: {}\n",
        (_, 1) => without(text, &["paths", path]),
        _ => without(text, &["paths", path, &method]),
    }
}

/// A text without the components that nothing refers to.
fn without_unused(mut text: String) -> String {
    loop {
        let document = read("document.yaml", &text);
        let names: Vec<&str> = document
            .schemas()
            .filter_map(|schema| schema.name())
            .collect();
        let is_unused = |name: &&&str| {
            !text.contains(&format!("#/components/schemas/{name}\""))
                && !text.contains(&format!("#/components/schemas/{name}'"))
        };
        let Some(name) = names.iter().find(is_unused) else {
            return text;
        };
        text = match names.len() {
            1 => without(&text, &["components", "schemas"]),
            _ => without(&text, &["components", "schemas", name]),
        };
    }
}

/// A text whose components have other names.
fn with_other_names(text: &str) -> String {
    let document = read("document.yaml", text);
    let mut renamed = text.to_owned();
    for name in document.schemas().filter_map(|schema| schema.name()) {
        renamed = renamed
            .replace(
                &format!("#/components/schemas/{name}\""),
                &format!("#/components/schemas/Our{name}\""),
            )
            .replace(
                &format!("#/components/schemas/{name}'"),
                &format!("#/components/schemas/Our{name}'"),
            )
            .replace(&format!("\n    {name}:\n"), &format!("\n    Our{name}:\n"));
    }
    assert!(renamed.contains("/schemas/Our"), "nothing was renamed");
    renamed
}

/// A document of OpenAPI 3.0 in the words of 3.1.
pub(super) fn in_3_1(value: &Value) -> Value {
    let mut value = match value {
        Value::Array(elements) => return elements.iter().map(in_3_1).collect(),
        Value::Object(members) => {
            let is_data = |key: &str| matches!(key, "example" | "value" | "default" | "enum");
            let members = members.iter().map(|(key, value)| {
                let value = if is_data(key) {
                    value.clone()
                } else {
                    in_3_1(value)
                };
                (key.clone(), value)
            });
            members.collect::<serde_json::Map<_, _>>()
        }
        other => return other.clone(),
    };
    if value.contains_key("openapi") {
        value.insert("openapi".into(), "3.1.0".into());
    }
    if value.get("nullable") == Some(&json!(true)) {
        value.shift_remove("nullable");
        let kind = value["type"].clone();
        value.insert("type".into(), json!([kind, "null"]));
    }
    for (bound, exclusive) in [
        ("minimum", "exclusiveMinimum"),
        ("maximum", "exclusiveMaximum"),
    ] {
        if value.get(exclusive) == Some(&json!(true)) {
            value.shift_remove(exclusive);
            let limit = value.shift_remove(bound);
            value.extend(limit.map(|limit| (exclusive.into(), limit)));
        }
    }
    if value.contains_key("type")
        && let Some(example) = value.shift_remove("example")
    {
        value.insert("examples".into(), json!([example]));
    }
    let only = value
        .get("enum")
        .and_then(Value::as_array)
        .filter(|values| values.len() == 1);
    if let Some(only) = only.map(|values| values[0].clone()) {
        value.shift_remove("enum");
        value.insert("const".into(), only);
    }
    value.into()
}

/// What is wrong with a contract to which operations were added.
fn problem(before: &Document, result: &Synced, vendor: &Vendor) -> Option<String> {
    if let Some(left) = result.left.first() {
        return Some(format!("left: {} ({})", left.change.message, left.reason));
    }
    let after = read("contract.yaml", &result.text);
    if let Err(error) = after.check() {
        return Some(error.to_string());
    }
    let comparison = vendor.compare(&after).expect("it can be held");
    if let Some(change) = comparison.changes.iter().chain(&comparison.lacking).next() {
        return Some(format!("still differs: {}", change.message));
    }
    if synced(&after, vendor).text != result.text {
        return Some("a second run changes something".into());
    }
    let known = own_words(&after);
    let lost = own_words(before)
        .into_iter()
        .find(|(words, count)| known.get(words).is_none_or(|found| found < count));
    lost.map(|(words, _)| format!("lost: {words}"))
}

#[test]
fn every_operation_that_is_taken_out_comes_back() {
    for (name, text) in DOCUMENTS {
        let whole = read("vendor.yaml", text);
        let newer = format!("{:#}", in_3_1(&whole.root().to_json()));
        for operation in operations(&whole) {
            let lacking = without_operation(text, &operation);
            let contracts = [
                ("with its components", lacking.clone()),
                ("without its components", without_unused(lacking.clone())),
                ("with components of other names", with_other_names(&lacking)),
            ];
            // Where no operation is left, nothing tells what is only a text from other texts.
            let is_only = operations(&whole).len() == 1;
            for (what, contract) in contracts.into_iter().take(if is_only { 2 } else { 3 }) {
                let contract = read("contract.yaml", &contract);
                for (version, text) in [("3.0", text), ("3.1", newer.as_str())] {
                    let vendor = vendor("vendor.yaml", text).adding(named(&operation));
                    let result = synced(&contract, &vendor);
                    if let Some(problem) = problem(&contract, &result, &vendor) {
                        panic!(
                            "{name}, {operation}, {what}, from {version}: {problem}\n{}",
                            result.text
                        );
                    }
                    let text = &result.text;
                    assert!(
                        !text.contains("\"null\"") && !text.contains("const:"),
                        "{text}"
                    );
                    let added = text.matches(&format!("TODO: describe {operation}")).count();
                    assert_eq!(added, 2, "{text}");
                }
            }
        }
    }
}

#[test]
fn components_of_the_contract_are_used_under_their_names_there() {
    let (_, text) = DOCUMENTS[1];
    let operation = "GET /v1/branches/{branchId}/loans/{loanId}";
    let contract = with_other_names(&without_operation(text, operation));
    let vendor = vendor("vendor.yaml", text).adding(named(operation));
    let result = synced(&read("contract.yaml", &contract), &vendor);
    let schemas = |text: &str| read("contract.yaml", text).schemas().count();
    assert_eq!(schemas(&result.text), schemas(&contract), "{}", result.text);
    assert!(
        result
            .text
            .contains("$ref: \"#/components/schemas/OurLoan\""),
        "{}",
        result.text
    );
}

#[test]
fn a_text_is_known_by_the_name_of_its_place_and_what_it_says() {
    let contract = "openapi: 3.0.3
paths:
  /a/{account}:
    get:
      parameters:
        - { name: account, in: path, required: true, schema: { $ref: '#/components/schemas/Account' } }
      responses:
        '200': { description: It. }
components:
  schemas:
    Account: { type: string, maxLength: 5, x-sensitive: true, description: Ours. }
";
    let vendor_text = |schema: &str, name: &str| {
        format!(
            "openapi: 3.1.0
paths:
  /a/{{account}}:
    get:
      parameters:
        - {{ name: account, in: path, required: true, schema: {{ type: string, maxLength: 5 }} }}
      responses:
        '200': {{ description: Theirs. }}
  /b/{{{name}}}:
    get:
      parameters:
        - {{ name: {name}, in: path, required: true, schema: {{ {schema} }} }}
      responses:
        '200': {{ description: Theirs. }}
"
        )
    };
    let table = [
        ("type: string, maxLength: 5", "account", true),
        (
            "type: string, maxLength: 5, description: Theirs",
            "account",
            true,
        ),
        ("type: string, maxLength: 6", "account", false),
        ("type: string, maxLength: 5", "other", false),
    ];
    for (schema, name, is_used) in table {
        let vendor = vendor("vendor.yaml", &vendor_text(schema, name)).adding(all());
        let result = synced(&read("contract.yaml", contract), &vendor);
        assert!(result.left.is_empty(), "{schema}: {}", result.text);
        let uses = result.text.matches("#/components/schemas/Account").count();
        assert_eq!(uses == 2, is_used, "{schema}, {name}: {}", result.text);
        assert!(!result.text.contains("Theirs"), "{}", result.text);
    }
}

#[test]
fn what_nobody_asked_for_is_named_and_not_added() {
    let (_, text) = DOCUMENTS[1];
    let [post, get] = [
        "POST /v1/branches/{branchId}/loans",
        "GET /v1/branches/{branchId}/loans/{loanId}",
    ];
    let contract = without_operation(text, post);
    let contract = read("contract.yaml", &contract);
    let result = synced(&contract, &vendor("vendor.yaml", text));
    assert_eq!(result.text, contract.source().text());
    let lacking: Vec<_> = result
        .lacking
        .iter()
        .filter_map(|it| it.address.operation())
        .collect();
    assert_eq!(lacking, [post]);
    assert!(result.left.is_empty() && result.applied.is_empty());
    // The names of parameters in a path mean nothing.
    let wanted = named("post /v1/branches/{id}/loans");
    let result = synced(&contract, &vendor("vendor.yaml", text).adding(wanted));
    assert!(
        result.text.contains("operationId: open-loan"),
        "{}",
        result.text
    );
    // What the source no longer has is listed.
    let whole = read("contract.yaml", text);
    let fewer = without_operation(text, get);
    let result = synced(&whole, &vendor("vendor.yaml", &fewer).adding(all()));
    assert_eq!(result.text, text);
    assert_eq!(result.left.len(), 1);
    assert!(
        result.left[0].reason.contains("by hand"),
        "{}",
        result.left[0].reason
    );
}

#[test]
fn a_component_gets_the_name_that_a_person_gives_it() {
    let (_, text) = DOCUMENTS[1];
    let operation = "POST /v1/branches/{branchId}/loans";
    let contract = without_unused(without_operation(text, operation));
    let contract = read("contract.yaml", &contract);
    let vendor = vendor("vendor.yaml", text).adding(named(operation));
    assert!(vendor.has_schema("LoanRequest") && !vendor.has_schema("Nothing"));
    let names = BTreeMap::from([("LoanRequest".to_owned(), "Borrowing".to_owned())]);
    let result = synced_as(&contract, &vendor, &names);
    assert_eq!(problem(&contract, &result, &vendor), None);
    assert!(
        result.text.contains("\n    Borrowing:\n"),
        "{}",
        result.text
    );
    assert!(!result.text.contains("LoanRequest"), "{}", result.text);

    // A name that is taken is not taken again.
    let other = result
        .text
        .replace("\n    Borrowing:\n", "\n    LoanRequest:\n")
        .replace("schemas/Borrowing", "schemas/LoanRequest");
    let other = without_operation(&other, operation).replace("memberId", "someoneId");
    let other = read("contract.yaml", &other);
    let result = synced(&other, &vendor);
    let left = result
        .left
        .iter()
        .find(|it| it.change.keyword.is_none())
        .map(|it| it.reason.as_str());
    assert!(
        left.is_some_and(|reason| reason.contains("--name LoanRequest=NAME")),
        "{left:?}\n{}",
        result.text
    );
}

#[test]
fn examples_keep_the_names_that_the_source_gives_them() {
    let names = [
        "sms/call", "a b", "Example", "example", "summary", "200", "x: y", "#",
    ];
    let examples: serde_json::Map<String, Value> = names
        .iter()
        .enumerate()
        .map(|(at, name)| {
            (
                (*name).to_owned(),
                json!({ "value": { "n": at }, "summary": "Theirs." }),
            )
        })
        .collect();
    let operation = |examples: Value| json!({ "responses": { "200": { "description": "Theirs.", "content": { "application/json": { "schema": { "type": "object" }, "examples": examples } } } } });
    let document = |paths: Value| json!({ "openapi": "3.1.0", "paths": paths });
    let theirs = document(
        json!({ "/a": { "get": { "responses": {} } }, "/b": { "get": operation(examples.into()) } }),
    );
    let ours = "openapi: 3.0.3\npaths:\n  /a:\n    get:\n      responses: {}\n";
    let contract = read("contract.yaml", ours);
    let vendor = vendor("vendor.json", &theirs.to_string()).adding(all());
    let result = synced(&contract, &vendor);
    assert_eq!(
        problem(&contract, &result, &vendor),
        None,
        "{}",
        result.text
    );
    let after = read("contract.yaml", &result.text).root().to_json();
    let found =
        &after["paths"]["/b"]["get"]["responses"]["200"]["content"]["application/json"]["examples"];
    let found: Vec<&String> = found.as_object().expect("there are some").keys().collect();
    assert_eq!(found, names.iter().collect::<Vec<_>>());
    assert!(!result.text.contains("Theirs"), "{}", result.text);
}

#[test]
fn an_operation_is_named_by_its_method_and_path() {
    assert_eq!(named("get /a/{b}")[0].to_string(), "GET /a/{b}");
    assert_eq!("all".parse::<Wanted>().expect("it is all"), Wanted::All);
    for text in ["", "GET", "/a", "GET a", "GET /a b"] {
        let error = text.parse::<Wanted>().expect_err("it names none");
        assert!(
            error.to_string().contains("POST /loans/{loanId}"),
            "{error}"
        );
    }
}

/// What is left when a page adds its operation.
fn added_by_page(text: &str, operation: &str, form: Form) -> (Document, Synced, Reading) {
    let (method, path) = operation.split_once(' ').expect("a method and a path");
    let whole = read("vendor.yaml", text).root().to_json();
    let page = draw(&whole, &method.to_ascii_lowercase(), path, form);
    let contract = read("contract.yaml", &without_operation(text, operation));
    let vendor = vendor(form.ending(), &page);
    let refused = vendor.compare(&contract).expect_err("nobody asked for it");
    assert!(
        refused
            .to_string()
            .contains("which the contract does not have"),
        "{refused}"
    );
    let vendor = vendor.adding(named(operation));
    let shown = vendor.operations(&contract).expect("it shows one");
    assert_eq!(
        shown,
        [Step::Operation {
            method: method.to_owned(),
            path: path.to_owned()
        }]
    );
    let result = synced(&contract, &vendor);
    let after = read("contract.yaml", &result.text);
    assert!(
        operations(&after).iter().any(|it| it == operation),
        "{form}: {}",
        result.text
    );
    assert!(!placeholders(&after).is_empty());
    let again = synced(&after, &vendor);
    assert_eq!(
        again.text, result.text,
        "{operation}, {form}: a second run changes something"
    );
    let reading = pages::read(&after, &Source::new(form.ending(), page)).expect("it is its page");
    (after, result, reading)
}

#[test]
fn a_page_adds_its_operation_as_far_as_it_shows_it() {
    for (name, text) in DOCUMENTS {
        for operation in operations(&read("vendor.yaml", text)) {
            for form in Form::ALL {
                let (after, result, reading) = added_by_page(text, &operation, form);
                let what = format!("{name}, {operation}, {form}:\n{}", result.text);
                let is_shown = |left: &&Left| !left.reason.contains("does not show its status");
                let left = result.left.iter().find(is_shown);
                assert!(left.is_none(), "{left:?}, {what}");
                assert!(result.left.is_empty() || form == Form::Imported, "{what}");
                // Nothing but schemas of the contract stands where the page shows what they say.
                let components = after.schemas().filter_map(|schema| schema.name());
                let used = components.filter(|name| {
                    result
                        .text
                        .matches(&format!("#/components/schemas/{name}\""))
                        .count()
                        + result
                            .text
                            .matches(&format!("#/components/schemas/{name}'"))
                            .count()
                        > 1
                });
                let is_whole = matches!(form, Form::Copied | Form::Saved);
                assert!(!is_whole || used.count() >= 2, "{what}");
                let count = |document: &Document| {
                    let all = document.operations().expect("they can be read");
                    let own = all
                        .iter()
                        .find(|it| it.key() == operation)
                        .expect("it is there");
                    (own.parameters.len(), own.responses.len())
                };
                let (parameters, responses) = count(&read("vendor.yaml", text));
                let found = count(&after);
                // A line that is not understood without the contract is listed.
                let is_listed = form.is_text() && !reading.unread.is_empty();
                assert!(
                    form == Form::Static || found.0 == parameters || is_listed,
                    "{found:?} {what}"
                );
                assert!(
                    form == Form::Imported || found.1 == responses,
                    "{found:?} {what}"
                );
            }
        }
    }
}
