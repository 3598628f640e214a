//! Real documents, rewritten without changing what they say, differ in nothing.

use serde_json::{Value, json};

use super::{changes, document};

const DOCUMENTS: [(&str, &str); 4] = [
    (
        "verify.yaml",
        include_str!("../../../../../openapi/verify.yaml"),
    ),
    (
        "check-session.openapi.yaml",
        include_str!("../../../../pages/tests/pages/check-session.openapi.yaml"),
    ),
    (
        "garden.openapi.yaml",
        include_str!("../../../../pages/tests/pages/garden.openapi.yaml"),
    ),
    (
        "lending.openapi.yaml",
        include_str!("../../../../pages/tests/pages/lending.openapi.yaml"),
    ),
];

type Rewrite = (&'static str, fn(&Value) -> Value);

const REWRITES: [Rewrite; 4] = [
    ("references inlined", |it| inlined(it, it, &[])),
    ("`allOf` of one", in_all_of),
    ("parameters of the path", parameters_of_path),
    ("3.1", in_3_1),
];

/// Rewrites every mapping but those of data, the innermost first.
fn each(value: &Value, rewrite: &dyn Fn(Value) -> Value) -> Value {
    match value {
        Value::Object(members) => {
            let members: serde_json::Map<String, Value> = members
                .iter()
                .map(|(key, value)| match key.as_str() {
                    "example" | "examples" | "enum" => (key.clone(), value.clone()),
                    _ => (key.clone(), each(value, rewrite)),
                })
                .collect();
            rewrite(members.into())
        }
        Value::Array(elements) => elements.iter().map(|it| each(it, rewrite)).collect(),
        value => value.clone(),
    }
}

/// Writes out what references lead to, but for circles.
fn inlined(value: &Value, document: &Value, open: &[&str]) -> Value {
    match value {
        Value::Object(members) => {
            let target = members.get("$ref").and_then(Value::as_str);
            if let Some(target) = target.filter(|it| !open.contains(it)) {
                let found = document.pointer(target.trim_start_matches('#'));
                let open = [open, &[target]].concat();
                return inlined(
                    found.expect("the reference leads somewhere"),
                    document,
                    &open,
                );
            }
            let members = members.iter();
            let members: serde_json::Map<String, Value> = members
                .map(|(key, value)| (key.clone(), inlined(value, document, open)))
                .collect();
            members.into()
        }
        Value::Array(elements) => {
            let elements = elements.iter();
            elements.map(|it| inlined(it, document, open)).collect()
        }
        value => value.clone(),
    }
}

fn in_all_of(document: &Value) -> Value {
    each(document, &|value| {
        let target = value["$ref"].as_str().unwrap_or_default();
        if target.starts_with("#/components/schemas/") {
            json!({ "allOf": [value] })
        } else {
            value
        }
    })
}

/// Moves the parameters of an operation that is alone under its path up to the path.
fn parameters_of_path(document: &Value) -> Value {
    let mut document = document.clone();
    for path in document["paths"]
        .as_object_mut()
        .expect("paths")
        .values_mut()
    {
        let path = path.as_object_mut().expect("a path");
        if let [operation] = path.values_mut().collect::<Vec<_>>().as_mut_slice()
            && let Some(operation) = operation.as_object_mut()
            && let Some(parameters) = operation.remove("parameters")
        {
            path.insert("parameters".into(), parameters);
        }
    }
    document
}

fn in_3_1(document: &Value) -> Value {
    let mut document = each(document, &|mut value| {
        if value["nullable"] == true && value["type"].is_string() {
            let kind = value["type"].take();
            value["type"] = json!([kind, "null"]);
            if let Some(members) = value.as_object_mut() {
                members.remove("nullable");
            }
        }
        value
    });
    document["openapi"] = json!("3.1.0");
    document
}

#[test]
fn a_real_document_that_is_rewritten_says_the_same() {
    let mut rewritten = [0; REWRITES.len()];
    for (name, text) in DOCUMENTS {
        let before = document(name, text).root().to_json();
        for (at, (how, rewrite)) in REWRITES.iter().enumerate() {
            let after = rewrite(&before);
            rewritten[at] += usize::from(before != after);
            let (before, after) = (before.to_string(), after.to_string());
            for (base, revision) in [(&before, &after), (&after, &before)] {
                let found = changes(base, revision);
                let said: Vec<&str> = found.iter().map(|it| it.message.as_str()).collect();
                assert!(found.is_empty(), "{name}, {how}: {said:#?}");
            }
        }
    }
    for (at, (how, _)) in REWRITES.iter().enumerate() {
        assert!(rewritten[at] > 0, "no document was rewritten: {how}");
    }
}
