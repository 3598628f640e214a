//! Edits of what schemas consist of: their properties, their options, and what stands in their place.

use serde_json::{Value, json};

use crate::edit::{
    Action, Expected, Maker, Step, elements, members, remove, rename, replace, set, set_in,
};

/// Another type brings keywords along.
pub(crate) fn replacements(maker: &mut Maker) {
    let at = maker.target.pointer.clone();
    let old = maker.value();
    let is_composed = ["oneOf", "anyOf", "allOf"]
        .iter()
        .any(|it| old.get(it).is_some());
    let what = if is_composed { "composed schema " } else { "" };
    // The title is what an option of a choice is known by.
    let titled = |mut value: Value| {
        if let Some(title) = old.get("title") {
            value["title"] = title.clone();
        }
        value
    };
    for (kind, value) in [
        (
            "became a number",
            json!({ "type": "integer", "minimum": 2, "maximum": 7 }),
        ),
        (
            "became a text",
            json!({ "type": "string", "maxLength": 3, "enum": ["A", "B"] }),
        ),
        (
            "became an object",
            json!({ "type": "object", "required": ["a"], "properties": {
            "a": { "type": "string", "minLength": 1, "description": "The first." },
            "b": { "type": "array", "description": "The others.", "items": { "type": "string" } },
        } }),
        ),
    ] {
        maker.push(format!("{what}{kind}"), vec![replace(&at, titled(value))]);
    }
    let list = titled(json!({ "type": "array", "items": old }));
    let edit = maker.push(
        format!("{what}became a list of itself"),
        vec![replace(&at, list)],
    );
    if old["type"] == "array" || is_composed {
        // The elements of a list are compared, and become lists.
        edit.changes = None;
    } else {
        // The list itself is not what its elements are.
        let removed = ["example", "nullable", "readOnly", "deprecated"].into_iter();
        let removed = removed.filter(|it| old.get(it).is_some());
        let removed = removed.map(|it| Expected::of(Action::Removed, it, &edit.places));
        let list = Expected::of(Action::Changed, "type", &edit.places);
        edit.changes = Some([list].into_iter().chain(removed).collect());
    }
    if old["type"] == "array" {
        let items = old["items"].clone();
        maker.change(
            "became its items",
            vec![replace(&at, items)],
            Action::Changed,
            "type",
        );
    }
}

/// Sets whether a property is required.
fn require(schema: &Value, at: &str, name: &str, to_be: bool) -> Step {
    let others = elements(&schema["required"]).filter(|it| *it != name);
    let mut all: Vec<Value> = others.cloned().collect();
    all.extend(to_be.then(|| json!(name)));
    if all.is_empty() {
        remove(at.to_owned(), "required")
    } else {
        set(at.to_owned(), "required", all)
    }
}

pub(crate) fn properties(maker: &mut Maker) {
    let schema = maker.value();
    if schema["type"] != "object" && schema.get("properties").is_none() {
        return;
    }
    let at = maker.target.pointer.clone();
    let list = maker.here("/properties");
    let is_required = |name: &str| elements(&schema["required"]).any(|it| it == name);
    for (index, (name, _)) in members(&schema["properties"]).enumerate() {
        let here = maker.below(name);
        let was_required = is_required(name);
        let action = if was_required {
            Action::Removed
        } else {
            Action::Added
        };
        let flipped = vec![require(schema, &at, name, !was_required)];
        maker
            .push(format!("property required {action}"), flipped)
            .changes = Some(vec![Expected::of(action, "required", &here)]);
        let removed = vec![
            remove(list.clone(), name),
            require(schema, &at, name, false),
        ];
        maker.part("property removed", removed, Action::Removed, here.clone());
        let new = format!("{name}Now");
        let mut renamed = vec![rename(list.clone(), name, &new)];
        if was_required {
            maker.push("property renamed alone", renamed.clone());
            let position = elements(&schema["required"]).position(|it| it == name);
            let key = position.unwrap_or_default().to_string();
            renamed.push(set(maker.here("/required"), &key, new));
        }
        maker.part("property renamed", renamed, Action::Renamed, here);
        let added = json!({ "type": "object", "description": "Several things more.", "required": ["inner"], "properties": {
            "inner": { "type": "string", "enum": ["Z", "A"], "description": "The vendor's words." },
            "list": { "type": "array", "items": { "type": "integer", "minimum": 0 }, "description": "Numbers." },
        } });
        let inserted = Step::Insert(list.clone(), index, "extras".into(), added);
        let here = maker.below("extras");
        maker.part("object inserted", vec![inserted], Action::Added, here);
    }
    if schema.get("additionalProperties").is_none() {
        let value = set(
            at.clone(),
            "additionalProperties",
            json!({ "type": "string" }),
        );
        let here = maker.below("{}");
        maker.part(
            "additionalProperties described",
            vec![value],
            Action::Added,
            here,
        );
    }
    let text = json!({ "type": "string", "description": "Something more." });
    let moment =
        json!({ "type": "string", "format": "date-time", "description": "Something more." });
    // One property: where an object ends, a text does not show.
    let object = json!({ "type": "object", "description": "Several things more.", "properties": {
        "first": { "type": "integer", "minimum": 4, "description": "One of them." } } });
    for (kind, name, value) in [
        ("property added", "region", text),
        ("required property added", "region", moment),
        ("object added", "extras", object),
    ] {
        let mut steps = vec![set_in(schema, at.clone(), "properties", name, value)];
        if kind.starts_with("required") {
            steps.push(require(schema, &at, name, true));
        }
        let here = maker.below(name);
        let edit = maker.part(kind, steps, Action::Added, here);
        // A map has had values of its own kind under the name.
        if schema["additionalProperties"].is_object() && kind != "property added" {
            edit.changes = None;
        }
    }
}

pub(crate) fn choices(maker: &mut Maker) {
    let schema = maker.value();
    for keyword in ["oneOf", "anyOf", "allOf"] {
        let list = maker.here(&format!("/{keyword}"));
        // A choice of nothing is no schema.
        if keyword != "allOf" && elements(&schema[keyword]).count() == 1 {
            continue;
        }
        for (index, option) in elements(&schema[keyword]).enumerate() {
            let removed = vec![remove(list.clone(), &index.to_string())];
            let label = option["title"].as_str();
            match label.filter(|_| keyword != "allOf") {
                Some(label) => {
                    let here = maker.below(&format!("{keyword} {label}"));
                    maker.part("choice removed", removed, Action::Removed, here);
                }
                None => drop(maker.push("part of `allOf` removed", removed)),
            }
        }
    }
    for (keyword, other) in [("oneOf", "anyOf"), ("anyOf", "oneOf")] {
        if schema.get(keyword).is_none() {
            continue;
        }
        let renamed = vec![rename(maker.here(""), keyword, other)];
        maker.push(format!("{keyword} became {other}"), renamed);
        let option = json!({ "title": "Courier", "type": "object", "required": ["street"],
            "properties": { "street": { "type": "string", "description": "Where to." } } });
        let count = elements(&schema[keyword]).count();
        let list = maker.here(&format!("/{keyword}"));
        let added = Step::Insert(list, count, String::new(), option);
        let here = maker.below(&format!("{keyword} Courier"));
        maker.part("choice added", vec![added], Action::Added, here);
    }
}
