//! Where objects end that a text shows without their nesting.

use serde_json::{Map, Value};

use super::edit::{Edit, escaped};

/// What may be moved over the end of an object: the edits that move one property, for every object
/// that another property follows, or that has a last one.
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
                below(&media["schema"], &at, &mut all);
            }
        }
    }
    all
}

fn below(schema: &Value, at: &str, all: &mut Vec<Vec<Edit>>) {
    for keyword in ["items", "additionalProperties"] {
        if schema[keyword].is_object() {
            below(&schema[keyword], &format!("{at}/{keyword}"), all);
        }
    }
    for keyword in ["oneOf", "anyOf"] {
        let options = schema[keyword].as_array().into_iter().flatten();
        for (number, option) in options.enumerate() {
            below(option, &format!("{at}/{keyword}/{number}"), all);
        }
    }
    let holder = Holder { schema, at };
    let properties = schema["properties"].as_object().into_iter().flatten();
    let properties: Vec<(&String, &Value)> = properties.collect();
    let first = properties.first().map(|(name, _)| *name);
    if let Some((option, pointer)) = last_option(schema, at) {
        over_the_end(&holder, open_at_end(option, &pointer), first, all);
    }
    for (number, &(name, property)) in properties.iter().enumerate() {
        let pointer = format!("{at}/properties/{}", escaped(name));
        let next = properties.get(number + 1).map(|(name, _)| *name);
        over_the_end(&holder, open_at_end(property, &pointer), next, all);
        below(property, &pointer, all);
    }
}

/// Moves the next property of an object into one of those that end in front of it, or the last
/// property of one of those out of it.
fn over_the_end(
    holder: &Holder<'_>,
    ending: Vec<(&Value, String)>,
    next: Option<&String>,
    all: &mut Vec<Vec<Edit>>,
) {
    for (schema, at) in ending {
        let inner = Holder { schema, at: &at };
        all.extend(next.map(|next| holder.moved(next, &inner, None)));
        let last = schema["properties"].as_object();
        if let Some(last) = last.and_then(|it| it.keys().next_back()) {
            all.push(inner.moved(last, holder, next));
        }
    }
}

/// The objects that end where a property does, the outermost first.
fn open_at_end<'s>(property: &'s Value, at: &str) -> Vec<(&'s Value, String)> {
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
            // A bracket shows where the elements of an array end.
            return all;
        }
    }
}

/// The last option of a choice, which what stands beside the choice follows.
fn last_option<'s>(schema: &'s Value, at: &str) -> Option<(&'s Value, String)> {
    ["oneOf", "anyOf"].into_iter().find_map(|keyword| {
        let options = schema[keyword].as_array()?;
        let last = options.len().checked_sub(1)?;
        Some((&options[last], format!("{at}/{keyword}/{last}")))
    })
}

/// An object, and where it stands.
struct Holder<'s> {
    schema: &'s Value,
    at: &'s str,
}

impl Holder<'_> {
    /// The edit that gives the object a property.
    fn with(&self, name: &str, property: &Value, before: Option<&String>) -> Edit {
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

    /// The edits that move a property into another object, in front of one of its properties or to
    /// its end.
    fn moved(&self, name: &str, to: &Holder<'_>, before: Option<&String>) -> Vec<Edit> {
        let names = |holder: &Holder<'_>| -> Vec<Value> {
            let names = holder.schema["required"].as_array();
            names.cloned().unwrap_or_default()
        };
        // An object without properties has no list of them either.
        let ours = self.schema["properties"].as_object();
        let is_last = ours.is_some_and(|it| it.len() == 1);
        let mut edits = vec![
            if is_last {
                Edit::remove(self.at, "properties")
            } else {
                Edit::remove(&format!("{}/properties", self.at), name)
            },
            to.with(name, &self.schema["properties"][name], before),
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
