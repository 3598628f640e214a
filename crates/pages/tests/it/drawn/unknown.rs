//! Pages of an operation of which the contract says nothing yet.

use std::fmt::Write as _;

use contract::Source;
use serde_json::{Value, json};

use crate::drawn::draw::{Form, draw};
use crate::drawn::hold::read;
use crate::drawn::{PAGES, document};

const DOCUMENTS: [&str; 3] = [
    "../../openapi/verify.yaml",
    "tests/pages/check-session.openapi.yaml",
    "tests/pages/lending.openapi.yaml",
];

/// The methods and paths of a document's operations.
fn operations(document: &Value) -> Vec<(&str, &str)> {
    let items = document["paths"].as_object().into_iter().flatten();
    let operations = items.flat_map(|(path, item)| {
        let members = item.as_object().into_iter().flatten();
        let methods = members.map(|(method, _)| method.as_str());
        let methods = methods.filter(|it| matches!(*it, "get" | "post" | "put" | "delete"));
        methods.map(move |method| (method, path.as_str()))
    });
    operations.collect()
}

/// Every line of a page is explained, by an operation that is found from the page alone.
#[test]
fn a_page_of_an_empty_operation_is_explained_to_its_end() {
    let mut complaints = String::new();
    for name in DOCUMENTS {
        let value = document(name);
        for (method, path) in operations(&value) {
            let mut empty = value.clone();
            // The path says which parameters it has.
            let names = path.split('{').skip(1);
            let names = names.filter_map(|it| it.split('}').next());
            let parameters: Vec<Value> = names
                .map(|name| json!({ "name": name, "in": "path", "required": true, "schema": {} }))
                .collect();
            let operation = json!({ "parameters": parameters, "responses": {} });
            empty["paths"] = json!({ path: { method: operation } });
            let contract = read(&empty);
            for form in Form::ALL {
                let page = draw(&value, method, path, form);
                let source = Source::new(format!("page.{form}"), page);
                let reading = pages::read(&contract, &source).expect("the page is one");
                for (span, expected) in &reading.unread {
                    let before: Vec<&str> = source.text()[..span.end].lines().collect();
                    let last = &before[before.len().saturating_sub(4)..];
                    let _ = writeln!(
                        complaints,
                        "{method} {path} of {name} in {form}, line {}: expected {expected} after\n{:.900}",
                        before.len(),
                        last.join("\n"),
                    );
                }
            }
        }
    }
    assert!(complaints.is_empty(), "{complaints}");
}

/// A status below and above all others that are numbers leaves no room for another one.
#[test]
fn a_new_response_beside_a_status_at_the_limit_is_read_or_refused() {
    let (name, method, path) = PAGES[2];
    for status in ["0", "4294967295"] {
        let mut value = document(name);
        let responses = value["paths"][path][method]["responses"].as_object_mut();
        let responses = responses.expect("the operation has responses");
        responses.insert(status.to_owned(), json!({ "description": "At the limit" }));
        let contract = read(&value);
        let page = draw(&value, method, path, Form::Imported);
        let page = page.replace("At the limit", "At the limit\n\nBeyond the limit");
        let reading = pages::read(&contract, &Source::new("page", page));
        assert!(
            reading.is_ok_and(|it| it.document.is_some() || !it.unread.is_empty()),
            "{status}"
        );
    }
}
