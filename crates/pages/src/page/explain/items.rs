//! Parameters and properties that the page shows and the contract does not have.

use serde_json::{Map, Value, json};

use super::edit::{Edit, split};
use super::heads::{Head, typed};
use super::look::{Look, Part, part, schema_of};
use crate::page::expected::VALUES_NAME;
use crate::page::label::{self, Label};

/// How many lines are looked through for what is nested in an object.
const LOOK_AHEAD: usize = 12;

impl Look<'_> {
    /// A property that the page shows, as a member of each schema that could have it here: `before`
    /// is the item that was drawn in its place, `above` the one above it.
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
        // The theme draws a line for an object without properties.
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
            if head.name.is_empty() || head.name == VALUES_NAME {
                continue;
            }
            for schema in self.schemas_of(&head, length) {
                for (holder, before) in &places {
                    all.push(self.with_property(holder, before.clone(), &head, schema.clone()));
                }
            }
        }
        all
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
            edits.push(self.with_required(holder, &head.name, true));
        }
        edits
    }

    /// Where a property could stand below an item: in it, or behind it in each schema around it.
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
                places.push((holder.to_owned(), self.behind(holder, &name)));
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

    /// The property behind another.
    fn behind(&self, holder: &str, name: &str) -> Option<String> {
        let properties = self.value(holder)["properties"].as_object()?;
        let mut names = properties.keys().skip_while(|it| *it != name);
        names.nth(1).cloned()
    }

    /// The schemas that an item with this head may have; of an object, also with what is nested in
    /// it first.
    fn schemas_of(&self, head: &Head, length: usize) -> Vec<Value> {
        let label = Label::parse(&head.label, None, false);
        let mut schema = schema_for(&label);
        for mark in ["nullable", "deprecated"] {
            if head.marks.contains(&mark) {
                schema.insert(mark.to_owned(), true.into());
            }
        }
        let mut all = vec![Value::Object(schema.clone())];
        let kind = label.kind.as_deref();
        if kind == Some("object") || (label.array && kind.is_none()) {
            let nested = (length..length + LOOK_AHEAD).find_map(|offset| {
                let heads = self.heads(offset);
                let (head, length) = heads
                    .into_iter()
                    .find(|(head, _)| label::is_type(&head.label) && !head.name.is_empty())?;
                let inner = self.schemas_of(&head, offset + length);
                Some((head, inner.into_iter().next_back()?))
            });
            if let Some((inner, value)) = nested {
                let mut holder = Map::from_iter([
                    ("type".to_owned(), "object".into()),
                    (
                        "properties".to_owned(),
                        Map::from_iter([(inner.name.clone(), value)]).into(),
                    ),
                ]);
                if inner.marks.contains(&"required") {
                    holder.insert("required".to_owned(), json!([inner.name]));
                }
                let mut schema = schema;
                if label.array {
                    schema.insert("items".to_owned(), holder.into());
                } else {
                    schema.extend(holder);
                }
                all.push(schema.into());
            }
        }
        all
    }

    /// A parameter that the page shows, in each place and order that it could stand in.
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
