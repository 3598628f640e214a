//! The pairs as files, for other tools to judge.

use serde_json::{Value, json};

use super::rows::{rows, wrap};

/// Writes each pair as two files, sorted by what is expected of it, for other tools to judge:
/// `docs/comparison.md` says how.
#[test]
fn the_pairs_are_written_as_files() {
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("comparison");
    for (number, (version, at, before, after, expected)) in rows().enumerate() {
        let is = |verdict: &str| expected.iter().any(|it| it.starts_with(verdict));
        let kind = match (is("breaking"), is("risky")) {
            (true, _) => "breaking",
            (false, true) => "risky",
            (false, false) => "harmless",
        };
        let folder = folder.join(kind).join(format!("{number:03}"));
        std::fs::create_dir_all(&folder).expect("the folder can be made");
        for (name, text) in [("base.json", before), ("revision.json", after)] {
            let text = wrap(version, *at, text);
            let mut document = super::document(name, &text).root().to_json();
            complete(&mut document);
            let text = document.to_string();
            super::document(name, &text);
            std::fs::write(folder.join(name), text).expect("the file can be written");
        }
    }
}

/// Adds what OpenAPI demands and the rows leave out: other tools refuse a document without it.
fn complete(document: &mut Value) {
    let paths = document.as_object_mut().expect("a document is an object");
    let paths = paths.entry("paths").or_insert_with(|| json!({}));
    let items = paths.as_object_mut().into_iter().flatten();
    for (_, operation) in items.flat_map(|(_, item)| item.as_object_mut().into_iter().flatten()) {
        let Some(operation) = operation.as_object_mut() else {
            continue;
        };
        let responses = operation.entry("responses").or_insert_with(|| json!({}));
        let Some(responses) = responses.as_object_mut() else {
            continue;
        };
        if responses.is_empty() {
            responses.insert("default".into(), json!({}));
        }
        for response in responses.values_mut().filter_map(Value::as_object_mut) {
            if !response.contains_key("$ref") {
                response.entry("description").or_insert_with(|| "d".into());
            }
        }
        let parameters = operation
            .get_mut("parameters")
            .and_then(Value::as_array_mut);
        for parameter in parameters.into_iter().flatten() {
            if let Some(parameter) = parameter.as_object_mut()
                && !parameter.contains_key("$ref")
                && !parameter.contains_key("content")
            {
                parameter.entry("schema").or_insert_with(|| json!({}));
            }
        }
    }
}
