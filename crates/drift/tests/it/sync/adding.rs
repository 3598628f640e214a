//! Adding operations of a document to a contract that lacks them.

use std::collections::BTreeMap;

use contract::Document;
use drift::sync::{Synced, Vendor, Wanted};
use edits::rewrites::in_words_of_3_1;
use serde_json::{Value, json};

use crate::sync::variant::{
    DOCUMENTS, operations, with_other_names, without_operation, without_unused,
};
use crate::sync::{own_words, read, synced, synced_as, vendor};

fn all() -> Vec<Wanted> {
    vec![Wanted::All]
}

pub(super) fn named(operation: &str) -> Vec<Wanted> {
    vec![operation.parse().expect("it names an operation")]
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
        let newer = format!("{:#}", in_words_of_3_1(&whole.root().to_json()));
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
