//! Edits of media types and examples.

use serde_json::{Value, json};

use crate::edit::{
    Action, Expected, Maker, Step, elements, escaped, members, remove, rename, set, set_in,
};

/// Edits of the media types of a body or response.
pub(crate) fn media_types(maker: &mut Maker) {
    let holder = maker.value();
    let list = maker.here("/content");
    let here = maker.target.places.clone();
    for (media, _) in members(&holder["content"]) {
        // JSON is what a body is unless something else is stated, so its places do not name it.
        let is_json = media == "application/json";
        let here = if is_json {
            here.clone()
        } else {
            maker.below(media)
        };
        let removed = vec![remove(list.clone(), media)];
        maker.part("media type removed", removed, Action::Removed, here.clone());
        let other = "application/vnd.api+json";
        let renamed = vec![rename(list.clone(), media, other)];
        maker.part("media type renamed", renamed, Action::Renamed, here.clone());
        let other = "application/cbor";
        let there = maker.below(other);
        let replaced = vec![rename(list.clone(), media, other)];
        maker.push("media type replaced", replaced).changes = Some(vec![
            Expected::part(Action::Removed, here),
            Expected::part(Action::Added, there),
        ]);
    }
    let media = json!({ "schema": { "type": "string" } });
    let added = set_in(holder, maker.here(""), "content", "text/plain", media);
    let here = maker.below("text/plain");
    maker.part("media type added", vec![added], Action::Added, here);
}

/// Edits of the examples of a media type.
pub(crate) fn examples(maker: &mut Maker) {
    let media = maker.value();
    let Some(examples) = media["examples"].as_object() else {
        if let Some(example) = media.get("example") {
            example_text(maker, "", "example", "example", example);
            maker.keyword("example", &[]);
            example_members(maker, "/example", "example", example);
        } else {
            maker.keyword(
                "example",
                &[json!({ "unheard": "of", "count": 3, "list": [1, "2"] })],
            );
        }
        stands_before(maker);
        return;
    };
    let list = maker.here("/examples");
    for (name, example) in examples {
        let keyword = format!("examples/{name}");
        example_text(
            maker,
            &format!("/examples/{}", escaped(name)),
            "value",
            &keyword,
            &example["value"],
        );
        let value = format!("/examples/{}/value", escaped(name));
        example_members(maker, &value, &keyword, &example["value"]);
        let removed = vec![remove(list.clone(), name)];
        maker.change("example removed", removed, Action::Removed, &keyword);
        let renamed = vec![rename(list.clone(), name, "calledOtherwise")];
        maker.push("example renamed", renamed);
    }
    if let [name] = examples.keys().collect::<Vec<_>>()[..] {
        let removed = vec![remove(maker.here(""), "examples")];
        let keyword = format!("examples/{name}");
        maker.change("example removed", removed, Action::Removed, &keyword);
    }
    let value = json!({ "value": { "unheard": "of", "count": 3, "list": [1, "2"] } });
    let added = vec![set(list, "another", value)];
    maker.change("example added", added, Action::Added, "examples/another");
}

/// Replaces a whole example by a text.
pub(crate) fn example_text(
    maker: &mut Maker,
    below: &str,
    key: &str,
    keyword: &str,
    example: &Value,
) {
    let kind = if example.is_string() {
        "example changed"
    } else {
        "example became a text"
    };
    let text = vec![set(maker.here(below), key, "something else")];
    maker.change(kind, text, Action::Changed, keyword);
}

/// A body's own example is compared before that of its schema: to come or go is to change.
fn stands_before(maker: &mut Maker) {
    let mut schema = &maker.value()["schema"];
    while let Some(target) = schema["$ref"].as_str() {
        schema = maker.at(target.trim_start_matches('#'));
    }
    if schema.get("example").is_some() {
        let changes = maker.edits.iter_mut().filter_map(|it| it.changes.as_mut());
        changes.flatten().for_each(|it| it.action = Action::Changed);
    }
}

/// Every member of an example changed and removed, every element of its lists removed and doubled, and
/// a member added.
pub(crate) fn example_members(maker: &mut Maker, below: &str, keyword: &str, example: &Value) {
    let at = maker.here(below);
    let mut steps = Vec::new();
    for (name, member) in members(example) {
        let other = match member {
            Value::String(_) => json!(5),
            Value::Number(number) => json!(number.as_i64().unwrap_or_default() + 7),
            _ => json!([]),
        };
        for other in [other, json!("changed: # {}")] {
            steps.push(("example member changed", set(at.clone(), name, other)));
        }
        steps.push(("example member removed", remove(at.clone(), name)));
        for (index, element) in elements(member).enumerate() {
            let list = format!("{at}/{}", escaped(name));
            let twice = Step::Insert(list.clone(), index, String::new(), element.clone());
            steps.push(("example element removed", remove(list, &index.to_string())));
            steps.push(("example element added", twice));
        }
    }
    if example.is_object() {
        let value = json!({ "deep": [true, null, "yes"] });
        steps.push(("example member added", set(at.clone(), "odd", value)));
    }
    for (kind, step) in steps {
        maker.change(kind, vec![step], Action::Changed, keyword);
    }
}
