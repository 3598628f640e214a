//! Edits of the examples of a body.

use compat::change::{Action, Class};
use serde_json::{Value, json};

use super::spot::escaped;
use super::{Edit, Expected, Spot, setting, without};

pub(super) fn edits(document: &Value, spot: &Spot, media: &Value, edits: &mut Vec<Edit>) {
    let expected = |action, keyword: &str| {
        Expected::keyword(action, keyword, &spot.places).of_class(Class::Example)
    };
    // A body's own example stands before that of its schema.
    let stands_before = super::super::draw::resolved(document, &media["schema"])
        .get("example")
        .is_some();
    let came_or_went = |kind: &str, document: Value, action: Action| {
        let action = if stands_before {
            Action::Changed
        } else {
            action
        };
        Edit::new(kind, spot, document, expected(action, "example"))
    };
    // Without tabs, an example that came has no name but its number.
    let numbered = vec![expected(Action::Added, "examples/#")];
    if media.get("example").is_some() {
        for (kind, edited) in members(document, &format!("{}/example", spot.pointer)) {
            let expected = expected(Action::Changed, "example");
            edits.push(Edit::new(kind, spot, edited, expected));
        }
        let removed = without(document, &spot.pointer, "example");
        edits.push(came_or_went("example removed", removed, Action::Removed));
        return;
    }
    let Some(examples) = media["examples"].as_object() else {
        let value = json!({ "unheard": "of", "count": 3 });
        let added = setting(document, &spot.pointer, "example", value);
        edits.push(came_or_went("example added", added, Action::Added));
        return;
    };
    let all = format!("{}/examples", spot.pointer);
    for name in examples.keys() {
        let keyword = format!("examples/{name}");
        for (kind, edited) in members(document, &format!("{all}/{}/value", escaped(name))) {
            let expected = expected(Action::Changed, &keyword);
            edits.push(Edit::new(kind, spot, edited, expected));
        }
        let removed = if examples.len() == 1 {
            without(document, &spot.pointer, "examples")
        } else {
            without(document, &all, name)
        };
        let expected = expected(Action::Removed, &keyword);
        edits.push(Edit::new("example removed", spot, removed, expected));
    }
    let value = json!({ "value": { "unheard": "of", "count": 3 } });
    let added = setting(document, &all, "another", value);
    let edit = Edit::new(
        "example added",
        spot,
        added,
        expected(Action::Added, "examples/another"),
    );
    edits.push(edit.imported(numbered));
}

/// Every member of an example changed, removed, and one added.
fn members(document: &Value, pointer: &str) -> Vec<(&'static str, Value)> {
    let value = document.pointer(pointer).expect("an example is there");
    let mut all = Vec::new();
    for (name, member) in value.as_object().into_iter().flatten() {
        let other = match member {
            Value::String(text) => json!(format!("{text}0")),
            Value::Number(number) => json!(number.as_i64().unwrap_or_default() + 7),
            _ => json!([]),
        };
        all.push((
            "example member changed",
            setting(document, pointer, name, other),
        ));
        all.push(("example member removed", without(document, pointer, name)));
    }
    all.push((
        "example member added",
        setting(document, pointer, "odd", "one"),
    ));
    all
}
