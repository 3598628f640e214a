//! Candidates for types: `string`, `string<uuid>`, `object[]`, `Title (string)`.

use serde_json::{Map, Value, json};

use super::difference::Difference;
use super::edit::{Edit, split};
use super::heads::{is_title, mark};
use crate::page::draw;
use crate::page::label::Label;

impl Difference<'_> {
    /// Returns the edits that give a schema the type that a label shows.
    pub(super) fn with_type(&self, schema: &str, label: &str, is_parameter: bool) -> Vec<Edit> {
        if mark(label).is_some() {
            return Vec::new();
        }
        let now = self.value(schema);
        let known = draw::type_of(now, is_parameter);
        let known = self.kind_of(schema, &known, is_parameter);
        let text = label;
        let label = Label::parse(label, Some(&known), is_parameter);
        // Only parameters show a title instead of the type; any other unknown word is not a type.
        let is_title_alone = label.title.is_some() && label.title != known.title;
        if is_title_alone && !text.ends_with(')') && !(is_parameter && is_title(text)) {
            return Vec::new();
        }
        let mut edits = Vec::new();
        let mut target = schema.to_owned();
        let is_array = now.get("items").is_some();
        if label.array && !is_array {
            let keep = ["title", "description", "deprecated", "nullable"];
            let mut list = selected(now, &keep);
            list.insert("type".to_owned(), "array".into());
            let mut items = now.as_object().cloned().unwrap_or_default();
            items.retain(|key, _| !keep.contains(&key.as_str()));
            items.extend(typed(&label));
            list.insert("items".to_owned(), items.into());
            return replace(schema, list);
        }
        if !label.array && is_array {
            let mut one = selected(now, &["title", "description", "deprecated", "nullable"]);
            let (items, typed) = (&now["items"], typed(&label));
            if items.get("type") == typed.get("type") {
                for (key, value) in items.as_object().into_iter().flatten() {
                    one.entry(key.as_str()).or_insert_with(|| value.clone());
                }
            }
            one.extend(typed);
            return replace(schema, one);
        }
        if label.array {
            target += "/items";
        }
        let old = self.value(&target);
        let new = typed(&label);
        // The items became arrays of themselves.
        if label.array && label.kind.as_deref() == Some("array") && old.get("items").is_none() {
            let items = json!({ "type": "array", "items": old });
            return vec![Edit::set(schema, "items", items)];
        }
        if let Some(items) = old
            .get("items")
            .filter(|it| it.get("type") == new.get("type"))
        {
            return vec![Edit::set(schema, "items", items.clone())];
        }
        for keyword in ["type", "format"] {
            match (old.get(keyword), new.get(keyword)) {
                (old, Some(new)) if old != Some(new) => {
                    edits.push(Edit::set(&target, keyword, new.clone()));
                }
                (Some(_), None) => edits.push(Edit::remove(&target, keyword)),
                _ => {}
            }
        }
        if let Some(title) = &label.title
            && old["title"] != **title
        {
            edits.push(Edit::set(&target, "title", title.as_str()));
        }
        edits
    }

    /// Parses the label of a drawn schema and adds the type, format, and title that it does not
    /// show.
    fn kind_of(&self, schema: &str, label: &str, is_parameter: bool) -> Label {
        let mut known = Label::parse(label, None, is_parameter);
        let value = self.value(schema);
        let value = if known.array { &value["items"] } else { value };
        if let Some(kind) = value["type"].as_str() {
            known.kind = Some(kind.to_owned());
        }
        known.format = value["format"].as_str().map(str::to_owned);
        known.title = value["title"].as_str().map(str::to_owned);
        known
    }
}

/// Returns the keywords that a label states.
pub(super) fn typed(label: &Label) -> Map<String, Value> {
    let mut keywords = Map::new();
    if let Some(kind) = &label.kind {
        let mut kinds: Vec<Value> = kind.split(',').map(Value::from).collect();
        if label.nullable {
            kinds.push("null".into());
        }
        let value = match kinds.len() {
            1 => kinds.swap_remove(0),
            _ => Value::Array(kinds),
        };
        keywords.insert("type".to_owned(), value);
    }
    if let Some(format) = &label.format {
        keywords.insert("format".to_owned(), format.as_str().into());
    }
    keywords
}

fn selected(schema: &Value, keywords: &[&str]) -> Map<String, Value> {
    let members = schema.as_object().into_iter().flatten();
    let members = members.filter(|(key, _)| keywords.contains(&key.as_str()));
    members
        .map(|(key, value)| (key.clone(), value.clone()))
        .collect()
}

fn replace(pointer: &str, schema: Map<String, Value>) -> Vec<Edit> {
    split(pointer)
        .map(|(at, key)| vec![Edit::set(at, &key, schema)])
        .unwrap_or_default()
}
