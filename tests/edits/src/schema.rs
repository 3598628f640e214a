//! Edits of the keywords of schemas.

use serde_json::{Value, json};

use crate::content;
use crate::edit::{Action, Class, Edit, Expected, Maker, Step, members, remove, set};
use crate::shape;

/// Gives the values that a keyword is set to, for a schema.
type Values = fn(&Value) -> Vec<Value>;

const TEXT: &[&str] = &["string"];
const NUMBERS: &[&str] = &["integer", "number"];
const SCALARS: &[&str] = &["string", "integer", "number", "boolean"];
const ALL: &[&str] = &[
    "string", "integer", "number", "boolean", "array", "object", "",
];

/// The keywords of a schema, the types that each is for, and the values that it is set to.
const KEYWORDS: &[(&str, &[&str], Values)] = &[
    ("type", SCALARS, |schema| match schema["type"].as_str() {
        Some("integer") => vec![json!("string"), json!("number"), json!("boolean")],
        _ => vec![json!("string"), json!("integer"), json!("boolean")],
    }),
    ("format", TEXT, |_| {
        vec![json!("uuid"), json!("uri"), json!("date-time")]
    }),
    ("format", &["number"], |_| {
        vec![json!("float"), json!("double"), json!("int32")]
    }),
    ("format", &["integer"], |_| vec![json!("int32")]),
    ("minLength", TEXT, |schema| around(schema, "minLength", 2)),
    ("maxLength", TEXT, |schema| around(schema, "maxLength", 60)),
    ("pattern", TEXT, |schema| {
        let wider = schema["pattern"]
            .as_str()
            .map(|it| it.replacen('{', "{2,3}x{", 1));
        vec![
            json!(wider.as_deref().unwrap_or("^[a-z0-9]{1,9}$")),
            json!("^[a-z]{2}\\d: # x$"),
        ]
    }),
    ("enum", TEXT, |schema| match schema.get("enum") {
        None => vec![json!(["NEW", "OLD"])],
        Some(_) => Vec::new(),
    }),
    ("default", TEXT, |schema| {
        vec![schema["enum"].get(0).cloned().unwrap_or(json!("on"))]
    }),
    ("default", NUMBERS, |schema| around(schema, "default", 2)),
    ("default", &["boolean"], |_| vec![json!(true), json!(false)]),
    ("minimum", NUMBERS, |schema| around(schema, "minimum", -3)),
    ("maximum", NUMBERS, |schema| around(schema, "maximum", 300)),
    ("multipleOf", NUMBERS, |_| vec![json!(5)]),
    ("minItems", &["array"], |schema| {
        around(schema, "minItems", 2)
    }),
    ("maxItems", &["array"], |schema| {
        around(schema, "maxItems", 60)
    }),
    ("uniqueItems", &["array"], |_| vec![json!(true)]),
    ("nullable", ALL, |_| vec![json!(true)]),
    ("deprecated", ALL, |_| vec![json!(true)]),
    ("readOnly", ALL, |_| vec![json!(true)]),
    ("x-sensitive", ALL, |_| vec![json!(true)]),
    ("additionalProperties", &["object"], |_| vec![json!(false)]),
    ("example", ALL, |schema| match schema.get("example") {
        None if schema["type"] == "string" => vec![json!("an example")],
        _ => Vec::new(),
    }),
];

/// Each bound, and the keyword of OpenAPI 3.0 that excludes the bound itself.
const EXCLUSIVE: [(&str, &str); 2] = [
    ("minimum", "exclusiveMinimum"),
    ("maximum", "exclusiveMaximum"),
];

/// One more and one less than a keyword states; another number where it is not stated.
fn around(schema: &Value, keyword: &str, other: i64) -> Vec<Value> {
    let Some(now) = schema[keyword].as_i64() else {
        return vec![other.into()];
    };
    let is_bound = matches!(keyword, "minimum" | "maximum" | "default");
    let near = [now + 1, now - 1]
        .into_iter()
        .filter(|it| is_bound || *it > 0);
    near.map(Value::from).collect()
}

pub(crate) fn schema(maker: &mut Maker) {
    let schema = maker.value();
    let kind = schema["type"].as_str().unwrap_or_default();
    for (keyword, types, values) in KEYWORDS {
        if types.contains(&kind) {
            let first = maker.edits.len();
            maker.keyword(keyword, &values(schema));
            for edit in &mut maker.edits[first..] {
                state_otherwise(schema, keyword, edit);
            }
        }
    }
    if let Some(example) = schema.get("example") {
        content::example_members(maker, "/example", "example", example);
        content::example_text(maker, "", "example", "example", example);
        let edit = maker.edits.last_mut().expect("it was made");
        state_otherwise(schema, "example", edit);
    }
    exclusive_bounds(maker);
    enum_values(maker);
    shape::replacements(maker);
    shape::properties(maker);
    shape::choices(maker);
}

/// States an edit of a keyword that is not simply a change of the keyword in all its places.
fn state_otherwise(schema: &Value, keyword: &str, edit: &mut Edit) {
    let has = |keywords: &[&str]| keywords.iter().any(|it| schema.get(it).is_some());
    let Some([change]) = edit.changes.as_deref_mut() else {
        return;
    };
    match keyword {
        // Values, properties, and items imply the type that is left out.
        "type" if change.action == Action::Removed && has(&["enum", "properties", "items"]) => {
            change.class = Class::Equivalent;
        }
        // Nothing is left of a schema that only has a type.
        "type" if change.action == Action::Removed && members(schema).count() == 1 => {
            edit.changes = None;
        }
        "minimum" | "maximum" => {
            let exclusive = EXCLUSIVE.iter().find(|(bound, _)| *bound == keyword);
            if let Some((_, exclusive)) = exclusive.filter(|(_, it)| schema.get(it).is_some()) {
                change.keyword = Some((*exclusive).to_owned());
            }
        }
        "additionalProperties" if schema[keyword].is_object() => {
            let places = edit.places.iter().map(|it| format!("{it} › {{}}"));
            *change = Expected::part(Action::Removed, places.collect());
        }
        // The project's own mark changes nothing for others.
        "x-sensitive" => edit.changes = Some(Vec::new()),
        // An example of a part of `allOf` may show where this one stood.
        "example" if has(&["allOf"]) => edit.changes = None,
        // A format of whole numbers is a range: beside a narrower one it adds nothing.
        "format" if schema["type"] == "integer" && has(&["minimum"]) && has(&["maximum"]) => {
            change.class = Class::Equivalent;
        }
        // A parameter's schema that is deprecated is another change than a property that is.
        "deprecated" => {
            let is_in_body = |it: &String| it.contains(" › re");
            let (bodies, others): (Vec<_>, Vec<_>) =
                edit.places.iter().cloned().partition(is_in_body);
            let changes = [bodies, others].into_iter().filter(|it| !it.is_empty());
            let action = change.action;
            edit.changes = Some(
                changes
                    .map(|it| Expected::of(action, keyword, &it))
                    .collect(),
            );
        }
        _ => {}
    }
}

/// A bound that is made exclusive, or inclusive, is one change of the bound.
fn exclusive_bounds(maker: &mut Maker) {
    let schema = maker.value();
    if !NUMBERS.iter().any(|it| schema["type"] == *it) {
        return;
    }
    let at = || maker.target.pointer.clone();
    let mut found = Vec::new();
    for (bound, exclusive) in EXCLUSIVE {
        if schema.get(exclusive).is_some() {
            found.push((
                "made inclusive",
                bound,
                exclusive,
                vec![remove(at(), exclusive)],
            ));
            continue;
        }
        let set_exclusive = set(at(), exclusive, true);
        if schema.get(bound).is_some() {
            found.push((
                "made exclusive",
                bound,
                exclusive,
                vec![set_exclusive.clone()],
            ));
        }
        found.push((
            "set and made exclusive",
            bound,
            exclusive,
            vec![set(at(), bound, 77), set_exclusive],
        ));
    }
    for (kind, bound, exclusive, steps) in found {
        let (action, keyword) = match schema.get(bound) {
            Some(_) => (Action::Changed, bound),
            None => (Action::Added, exclusive),
        };
        maker.change(format!("{bound} {kind}"), steps, action, keyword);
    }
}

fn enum_values(maker: &mut Maker) {
    let Some(values) = maker.value()["enum"].as_array() else {
        return;
    };
    let list = maker.here("/enum");
    let new = |at: usize| {
        if at == values.len() {
            "no"
        } else {
            "SUSPENDED"
        }
    };
    for at in 0..=values.len() {
        let added = Step::Insert(list.clone(), at, String::new(), json!(new(at)));
        maker.change("enum value added", vec![added], Action::Added, "enum");
    }
    for at in 0..values.len() {
        let key = at.to_string();
        let renamed = set(list.clone(), &key, "SUSPENDED");
        maker.change("enum value renamed", vec![renamed], Action::Changed, "enum");
        let removed = vec![remove(list.clone(), &key)];
        if values.len() > 1 {
            maker.change("enum value removed", removed, Action::Removed, "enum");
        } else {
            // A list without values allows nothing at all.
            maker.push("last enum value removed", removed);
        }
    }
}
