//! Candidates for new parameters and properties.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::difference::{Difference, Part, part, schema_of};
use super::edit::{Edit, split};
use super::heads::Head;
use super::types::typed;
use crate::page::draw::VALUES_NAME;
use crate::page::label::Label;

/// The number of lines that are searched for the first property of an object.
pub(super) const LOOK_AHEAD: usize = 12;
/// The number of lines after the first difference in which the first properties of nested objects
/// are searched.
const MAX_AHEAD: usize = 64;

/// The keywords of objects and of choices between objects.
const OF_OBJECTS: [&str; 7] = [
    "properties",
    "required",
    "additionalProperties",
    "oneOf",
    "anyOf",
    "allOf",
    "discriminator",
];

impl Difference<'_> {
    /// Returns the edits that add the property that the page shows to each schema that may list it:
    /// `before` is the item that was drawn instead, `above` the item above it.
    pub(super) fn new_properties(
        &self,
        before: Option<&str>,
        above: Option<&str>,
    ) -> Vec<Vec<Edit>> {
        let mut places: Vec<(String, Option<String>)> = Vec::new();
        if let Some(before) = before
            && let Part::Property(holder, name) = part(before)
        {
            places.push((holder.to_owned(), Some(name)));
        }
        // The theme draws one line for an object without properties.
        if let Some(before) = before
            && part(before) == Part::Schema
            && self.value(before)["type"] == "object"
            && !self.has(before, "properties")
        {
            places.push((before.to_owned(), None));
        }
        if let Some(above) = above {
            for place in self.places_below(above) {
                if !places.contains(&place) {
                    places.push(place);
                }
            }
        }
        let mut all = Vec::new();
        for (head, length) in self.heads(0) {
            if head.name.is_empty() {
                continue;
            }
            for schema in self.schemas_of(&head, length) {
                if head.name == VALUES_NAME {
                    let holders = places.iter().map(|(holder, _)| holder);
                    let holders = holders.filter(|it| !self.has(it, "additionalProperties"));
                    all.extend(holders.map(|holder| {
                        vec![Edit::set(holder, "additionalProperties", schema.clone())]
                    }));
                    continue;
                }
                let is_likely = |(holder, _): &&(String, _)| self.is_likely_in(holder, &head.name);
                let likely: Vec<_> = places.iter().filter(is_likely).collect();
                let all_places = || places.iter().collect();
                let places = if likely.is_empty() {
                    all_places()
                } else {
                    likely
                };
                for (holder, before) in places {
                    all.push(self.with_property(holder, before.clone(), &head, schema.clone()));
                }
            }
        }
        all
    }

    /// Returns whether a schema of the contract has both this property and all properties of
    /// `holder`, or none has the latter.
    fn is_likely_in(&self, holder: &str, name: &str) -> bool {
        let properties = self.value(holder)["properties"].as_object();
        let names: Vec<&str> = properties
            .into_iter()
            .flatten()
            .map(|it| it.0.as_str())
            .collect();
        let has = |object: &&BTreeSet<&str>| names.iter().all(|it| object.contains(it));
        let mut known = self.objects.iter().filter(has).peekable();
        names.is_empty() || known.peek().is_none() || known.any(|it| it.contains(name))
    }

    fn with_property(
        &self,
        holder: &str,
        before: Option<String>,
        head: &Head,
        schema: Value,
    ) -> Vec<Edit> {
        let mut edits = Vec::new();
        if self.value(holder)["properties"].is_object() {
            edits.push(Edit::Insert {
                at: format!("{holder}/properties"),
                key: head.name.clone(),
                before,
                value: schema,
            });
        } else {
            let properties = Map::from_iter([(head.name.clone(), schema)]);
            edits.push(Edit::set(holder, "properties", properties));
        }
        if head.marks.contains(&"required") {
            edits.push(self.required_list(holder, &head.name, true));
        }
        edits
    }

    /// Returns where a property may follow an item: as the first property inside it, or after it in
    /// each schema around it. Each place is a schema and the property to insert before.
    fn places_below(&self, pointer: &str) -> Vec<(String, Option<String>)> {
        let mut places = Vec::new();
        let mut open = vec![schema_of(pointer)];
        while let Some(schema) = open.pop() {
            let value = self.value(&schema);
            let is_object = value["type"] == "object" || value.get("properties").is_some();
            if is_object {
                let first = value["properties"]
                    .as_object()
                    .and_then(|it| it.keys().next());
                places.push((schema.clone(), first.cloned()));
            }
            for below in ["items", "additionalProperties"] {
                if value[below].is_object() {
                    open.push(format!("{schema}/{below}"));
                }
            }
        }
        let mut inner = schema_of(pointer);
        while let Some((around, key)) = split(&inner) {
            let around = around.to_owned();
            if let Part::Property(holder, name) = part(&inner) {
                places.push((holder.to_owned(), self.next_property(holder, &name)));
            } else if let Some((choice, keyword)) = split(&around)
                && matches!(keyword.as_str(), "oneOf" | "anyOf")
                && key.parse::<usize>().is_ok()
            {
                let first = self.value(choice)["properties"].as_object();
                let first = first.and_then(|it| it.keys().next());
                places.push((choice.to_owned(), first.cloned()));
            }
            inner = around;
        }
        places
    }

    /// Returns the property after another one.
    fn next_property(&self, holder: &str, name: &str) -> Option<String> {
        let properties = self.value(holder)["properties"].as_object()?;
        let mut names = properties.keys().skip_while(|it| *it != name);
        names.nth(1).cloned()
    }

    /// Returns the schemas that an item with this head may have: the type alone, and for an object
    /// also with its first property.
    pub(super) fn schemas_of(&self, head: &Head, length: usize) -> Vec<Value> {
        let label = Label::parse(&head.label, None, false);
        let mut schema = schema_for(&label);
        for mark in ["nullable", "deprecated"] {
            if head.marks.contains(&mark) {
                schema.insert(mark.to_owned(), true.into());
            }
        }
        let mut all = vec![Value::Object(schema.clone())];
        let kind = label.kind.as_deref();
        let holds = kind == Some("object") || (label.array && kind.is_none());
        if !holds {
            return all;
        }
        if !label.array && self.begins_a_choice(length) {
            let choice = self.first_schema(length);
            all.extend(choice.map(|choice| match choice {
                Value::Object(choice) => schema.into_iter().chain(choice).collect(),
                other => other,
            }));
        } else if let Some((inner, value)) = self.first_property(length) {
            let holder = object_with(&inner, value);
            if label.array {
                schema.insert("items".to_owned(), holder.into());
            } else {
                schema.extend(holder);
            }
            all.push(schema.into());
        }
        all
    }

    /// Returns whether `oneOf` or `anyOf` precedes the first property within [`LOOK_AHEAD`] lines.
    fn begins_a_choice(&self, offset: usize) -> bool {
        for offset in offset..offset + LOOK_AHEAD {
            if matches!(self.line(offset), "oneOf" | "anyOf") {
                return true;
            }
            let mut heads = self.heads(offset).into_iter();
            if self.is_heading(offset) || heads.any(|(head, _)| head.is_property()) {
                return false;
            }
        }
        false
    }

    /// Returns the first property within [`LOOK_AHEAD`] lines and before the next heading.
    fn first_property(&self, offset: usize) -> Option<(Head, Value)> {
        if offset > MAX_AHEAD {
            return None;
        }
        for offset in offset..offset + LOOK_AHEAD {
            if self.is_heading(offset) {
                return None;
            }
            let mut heads = self.heads(offset).into_iter();
            if let Some((head, length)) = heads.find(|(head, _)| head.is_property()) {
                let value = self.schemas_of(&head, offset + length).pop()?;
                return Some((head, value));
            }
        }
        None
    }

    /// Returns the edits that turn an item into an object with the first property that the page
    /// shows below it.
    pub(super) fn with_first_property(
        &self,
        pointer: &str,
        label: &str,
        offset: usize,
        edits: &[Edit],
    ) -> Option<Vec<Edit>> {
        let schema = schema_of(pointer);
        if !label.starts_with("object") || self.has(&schema, "properties") {
            return None;
        }
        let (head, value) = self.first_property(offset)?;
        let members = object_with(&head, value).into_iter();
        let members = members.map(|(key, value)| Edit::set(&schema, &key, value));
        Some(edits.iter().cloned().chain(members).collect())
    }

    /// Returns the edits that turn an object, or an array of objects, into another type, and remove
    /// what only objects have.
    pub(super) fn without_properties(&self, pointer: &str, edits: &[Edit]) -> Option<Vec<Edit>> {
        let schema = schema_of(pointer);
        let items = format!("{schema}/items");
        let holders = [&schema, &items].into_iter();
        let gone = holders.flat_map(|holder| {
            let keywords = OF_OBJECTS.into_iter().filter(|key| self.has(holder, key));
            keywords.map(|key| Edit::remove(holder, key))
        });
        let gone: Vec<Edit> = gone.collect();
        (!gone.is_empty()).then(|| edits.iter().cloned().chain(gone).collect())
    }

    /// Returns whether a list of parameters has one with this name and location: OpenAPI forbids
    /// another.
    pub(super) fn has_parameter(&self, list: &str, name: &str, location: &str) -> bool {
        let mut known = self.value(list).as_array().into_iter().flatten();
        known.any(|it| it["name"] == *name && it["in"] == *location)
    }

    /// Returns the edits that add the parameter that the page shows, next to `before` and `above`,
    /// or to the section for `place`.
    pub(super) fn new_parameters(
        &self,
        before: Option<&str>,
        above: Option<&str>,
        offset: usize,
        place: Option<&str>,
    ) -> Vec<Vec<Edit>> {
        let own = format!("{}/parameters", self.operation);
        let mut all = Vec::new();
        let mut spots: Vec<(String, Option<String>, String)> = Vec::new();
        for (near, is_before) in [(before, true), (above, false)] {
            let Some(near) = near.filter(|near| part(near) == Part::Parameter) else {
                continue;
            };
            let place = self.value(near)["in"].as_str().unwrap_or_default();
            if let Some((list, at)) = split(near) {
                let at: usize = at.parse().unwrap_or_default();
                let at = (at + usize::from(!is_before)).to_string();
                spots.push((list.to_owned(), Some(at), place.to_owned()));
            }
        }
        if let Some(place) = place {
            spots.clear();
            spots.push((own.clone(), None, place.to_owned()));
        }
        for (head, _) in self.heads(offset) {
            if head.name.is_empty() {
                continue;
            }
            let label = Label::parse(&head.label, None, true);
            let mut schema = schema_for(&label);
            if schema.get("format").is_some() && schema.get("type").is_none() {
                schema.insert("type".to_owned(), "string".into());
            }
            for (list, at, place) in &spots {
                if self.has_parameter(list, &head.name, place) {
                    continue;
                }
                let mut parameter = Map::new();
                parameter.insert("name".to_owned(), head.name.as_str().into());
                parameter.insert("in".to_owned(), place.as_str().into());
                for mark in ["required", "deprecated"] {
                    if head.marks.contains(&mark) {
                        parameter.insert(mark.to_owned(), true.into());
                    }
                }
                parameter.insert("schema".to_owned(), schema.clone().into());
                let parameter = Value::Object(parameter);
                if self.value(list).is_array() {
                    all.push(vec![Edit::Insert {
                        at: list.clone(),
                        key: String::new(),
                        before: at.clone(),
                        value: parameter,
                    }]);
                } else {
                    let parameters = json!([parameter]);
                    all.push(vec![Edit::set(self.operation, "parameters", parameters)]);
                }
            }
        }
        all
    }
}

/// Returns a schema of an object with one property, or with `additionalProperties`.
pub(super) fn object_with(head: &Head, value: Value) -> Map<String, Value> {
    let mut holder = Map::from_iter([("type".to_owned(), "object".into())]);
    if head.name == VALUES_NAME {
        holder.insert("additionalProperties".to_owned(), value);
        return holder;
    }
    let properties = Map::from_iter([(head.name.clone(), value)]);
    holder.insert("properties".to_owned(), properties.into());
    if head.marks.contains(&"required") {
        holder.insert("required".to_owned(), json!([head.name]));
    }
    holder
}

fn schema_for(label: &Label) -> Map<String, Value> {
    let mut schema = typed(label);
    if let Some(title) = &label.title {
        schema.insert("title".to_owned(), title.as_str().into());
    }
    if label.array {
        schema = Map::from_iter([
            ("type".to_owned(), "array".into()),
            ("items".to_owned(), schema.into()),
        ]);
    }
    schema
}
