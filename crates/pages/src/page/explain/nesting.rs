//! Moves properties into or out of objects where text does not show which object has them.

use serde_json::{Map, Value};

use super::edit::{Edit, escaped};

/// Returns the edits that move one property over the end of an object, for every object in the
/// bodies of a path item.
pub(super) fn moves(item: &Value) -> Vec<Vec<Edit>> {
    let mut all = Vec::new();
    let members = item.as_object().into_iter().flatten();
    for (method, operation) in members.filter(|(_, it)| it.is_object()) {
        let bodies = std::iter::once((format!("/{method}/requestBody"), &operation["requestBody"]));
        let responses = operation["responses"].as_object().into_iter().flatten();
        let responses =
            responses.map(|(status, it)| (format!("/{method}/responses/{}", escaped(status)), it));
        for (at, body) in bodies.chain(responses) {
            for (name, media) in body["content"].as_object().into_iter().flatten() {
                let at = format!("{at}/content/{}/schema", escaped(name));
                collect_moves(&media["schema"], &at, &mut all);
            }
        }
    }
    all
}

fn collect_moves(schema: &Value, at: &str, all: &mut Vec<Vec<Edit>>) {
    for keyword in ["items", "additionalProperties"] {
        if schema[keyword].is_object() {
            collect_moves(&schema[keyword], &format!("{at}/{keyword}"), all);
        }
    }
    for keyword in ["oneOf", "anyOf"] {
        let options = schema[keyword].as_array().into_iter().flatten();
        for (number, option) in options.enumerate() {
            collect_moves(option, &format!("{at}/{keyword}/{number}"), all);
        }
    }
    let holder = Holder { schema, at };
    let properties = schema["properties"].as_object().into_iter().flatten();
    let properties: Vec<(&String, &Value)> = properties.collect();
    let first = properties.first().map(|(name, _)| *name);
    if let Some((option, pointer)) = last_option(schema, at) {
        moves_over_end(&holder, objects_ending_with(option, &pointer), first, all);
    }
    for (number, &(name, property)) in properties.iter().enumerate() {
        let pointer = format!("{at}/properties/{}", escaped(name));
        let next = properties.get(number + 1).map(|(name, _)| *name);
        moves_over_end(&holder, objects_ending_with(property, &pointer), next, all);
        collect_moves(property, &pointer, all);
    }
}

/// Adds the moves of the next property into each object that ends before it, and of the last
/// property of each such object out of it.
fn moves_over_end(
    holder: &Holder<'_>,
    ending: Vec<(&Value, String)>,
    next: Option<&String>,
    all: &mut Vec<Vec<Edit>>,
) {
    for (schema, at) in ending {
        let inner = Holder { schema, at: &at };
        all.extend(next.map(|next| holder.move_to(next, &inner, None)));
        let last = schema["properties"].as_object();
        if let Some(last) = last.and_then(|it| it.keys().next_back()) {
            all.push(inner.move_to(last, holder, next));
        }
    }
}

/// Returns the objects that end where a property ends, outermost first.
fn objects_ending_with<'s>(property: &'s Value, at: &str) -> Vec<(&'s Value, String)> {
    let mut all = Vec::new();
    let (mut schema, mut at) = (property, at.to_owned());
    loop {
        if let Some(properties) = schema["properties"].as_object() {
            all.push((schema, at.clone()));
            let Some((name, last)) = properties.iter().next_back() else {
                return all;
            };
            at = format!("{at}/properties/{}", escaped(name));
            schema = last;
        } else if schema["additionalProperties"].is_object() {
            schema = &schema["additionalProperties"];
            at += "/additionalProperties";
        } else if let Some((option, pointer)) = last_option(schema, &at) {
            (schema, at) = (option, pointer);
        } else {
            // The end of an array is visible: the bracket `]`.
            return all;
        }
    }
}

/// Returns the last option of `oneOf` or `anyOf`; the properties next to the choice follow it.
fn last_option<'s>(schema: &'s Value, at: &str) -> Option<(&'s Value, String)> {
    ["oneOf", "anyOf"].into_iter().find_map(|keyword| {
        let options = schema[keyword].as_array()?;
        let last = options.len().checked_sub(1)?;
        Some((&options[last], format!("{at}/{keyword}/{last}")))
    })
}

/// An object schema and its pointer.
struct Holder<'s> {
    schema: &'s Value,
    at: &'s str,
}

impl Holder<'_> {
    /// Returns the edit that adds a property to the object.
    fn insertion(&self, name: &str, property: &Value, before: Option<&String>) -> Edit {
        if self.schema["properties"].is_object() {
            return Edit::Insert {
                at: format!("{}/properties", self.at),
                key: name.to_owned(),
                before: before.cloned(),
                value: property.clone(),
            };
        }
        let properties = Map::from_iter([(name.to_owned(), property.clone())]);
        Edit::set(self.at, "properties", properties)
    }

    /// Returns the edits that move a property to another object, before one of its properties or to
    /// the end.
    fn move_to(&self, name: &str, to: &Holder<'_>, before: Option<&String>) -> Vec<Edit> {
        let names = |holder: &Holder<'_>| -> Vec<Value> {
            let names = holder.schema["required"].as_array();
            names.cloned().unwrap_or_default()
        };
        // Remove an empty `properties` as well.
        let ours = self.schema["properties"].as_object();
        let is_last = ours.is_some_and(|it| it.len() == 1);
        let mut edits = vec![
            if is_last {
                Edit::remove(self.at, "properties")
            } else {
                Edit::remove(&format!("{}/properties", self.at), name)
            },
            to.insertion(name, &self.schema["properties"][name], before),
        ];
        let (mut own, mut theirs) = (names(self), names(to));
        if let Some(at) = own.iter().position(|it| it == name) {
            theirs.push(own.remove(at));
            edits.push(if own.is_empty() {
                Edit::remove(self.at, "required")
            } else {
                Edit::set(self.at, "required", own)
            });
            edits.push(Edit::set(to.at, "required", theirs));
        }
        edits
    }
}
