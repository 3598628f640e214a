//! Documents that are made from others: without an operation, with other names of components, in
//! OpenAPI 3.1.

use contract::Document;

use crate::sync::read;

/// Documents whose operations are removed from a contract and added again.
pub(super) const DOCUMENTS: [(&str, &str); 2] = [
    (
        "the contract",
        include_str!("../../../../../openapi/verify.yaml"),
    ),
    (
        "lending",
        include_str!("../../../../pages/tests/pages/lending.openapi.yaml"),
    ),
];

/// The operations of a document, as `METHOD path`.
pub(super) fn operations(document: &Document) -> Vec<String> {
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
pub(super) fn without_operation(text: &str, operation: &str) -> String {
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
pub(super) fn without_unused(mut text: String) -> String {
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
pub(super) fn with_other_names(text: &str) -> String {
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
