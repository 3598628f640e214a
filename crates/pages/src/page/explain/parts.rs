//! Candidates for whole parts that were added, removed, or reordered: responses, headers, media
//! types, options, examples.

use serde_json::{Map, Value, json};

use super::difference::{Difference, Part, part};
use super::edit::{Edit, escaped, keys, split};
use super::responses::response_of;
use crate::page::align::Kind;
use crate::page::draw::{DrawnLine, Role};

/// The keywords whose members or elements are parts.
const LISTS: [&str; 8] = [
    "properties",
    "parameters",
    "responses",
    "headers",
    "content",
    "oneOf",
    "anyOf",
    "examples",
];

/// The name of a media type that the page does not show; addresses leave it out.
pub(super) const UNKNOWN_MEDIA_TYPE: &str = "*";

/// The keywords that are parts themselves.
const SINGLE: [&str; 4] = ["requestBody", "items", "additionalProperties", "example"];

impl Difference<'_> {
    /// Returns the removal of each part that a pointer leads into or through.
    pub(super) fn part_removals(&self, pointer: &str) -> Vec<Vec<Edit>> {
        let mut all = Vec::new();
        let mut inner = pointer.to_owned();
        while let Some((around, key)) = split(&inner) {
            let around = around.to_owned();
            let list = split(&around).map(|(_, list)| list).unwrap_or_default();
            if LISTS.contains(&list.as_str()) && !self.is_named(&around) {
                let members = self.value(&around).as_object();
                let is_last = members.is_some_and(|it| it.len() == 1);
                let removal = self.removal(&inner);
                if is_last && let Some(edit) = Edit::removing(&around) {
                    // Removing the last part may leave an empty list or none.
                    let others = removal.iter().skip(1).cloned();
                    all.push(std::iter::once(edit).chain(others).collect());
                }
                all.push(removal);
            } else if SINGLE.contains(&key.as_str())
                && let Some(edit) = Edit::removing(&inner)
            {
                all.push(vec![edit]);
            }
            inner = around;
        }
        // A whole section may be missing: all parameters of one location.
        if part(pointer) == Part::Parameter {
            let place = &self.value(pointer)["in"];
            let mut edits = Vec::new();
            for list in [
                format!("{}/parameters", self.operation),
                "/parameters".into(),
            ] {
                let elements = self.value(&list).as_array().into_iter().flatten();
                let places: Vec<usize> = elements
                    .enumerate()
                    .filter(|(_, it)| it["in"] == *place)
                    .map(|(at, _)| at)
                    .collect();
                let removals = places.into_iter().rev();
                edits.extend(removals.map(|at| Edit::remove(&list, &at.to_string())));
            }
            if edits.len() > 1 {
                all.push(edits);
            }
        }
        all
    }

    /// Returns the edits that reorder the parts from `pointer` on as the page shows them; the order
    /// has no meaning.
    pub(super) fn reorderings(&self, pointer: &str) -> Vec<Vec<Edit>> {
        let mut all = Vec::new();
        let mut inner = pointer;
        while let Some((list, key)) = split(inner) {
            let named = split(list).map(|(_, key)| key).unwrap_or_default();
            let keys: Vec<String> = match self.value(list) {
                Value::Object(members) if LISTS.contains(&named.as_str()) => {
                    members.keys().cloned().collect()
                }
                Value::Array(elements) if LISTS.contains(&named.as_str()) => {
                    (0..elements.len()).map(|at| at.to_string()).collect()
                }
                _ => Vec::new(),
            };
            if let Some(from) = keys.iter().position(|it| *it == key) {
                let mut rest = keys[from..].to_vec();
                rest.sort_by_key(|key| self.shown_at(&format!("{list}/{}", escaped(key))));
                let order = [&keys[..from], &rest].concat();
                if order != keys {
                    all.push(vec![Edit::Order(list.to_owned(), order)]);
                }
            }
            inner = list;
        }
        all
    }

    /// Returns the offset of the first line of a part on the page, counted from the first
    /// difference.
    fn shown_at(&self, pointer: &str) -> usize {
        let is_first = |line: &&DrawnLine| {
            *line.pointers == *pointer && matches!(line.role, Role::Head | Role::Tab)
        };
        let first = self.drawn.iter().find(is_first);
        let lines = self.shown.iter().skip(self.first);
        let mut lines = lines.map(|line| line.text.as_str());
        first
            .and_then(|first| lines.position(|text| text == first.text))
            .unwrap_or(usize::MAX)
    }

    /// Returns whether `list` is a property with the name of a keyword.
    fn is_named(&self, list: &str) -> bool {
        split(list).is_some_and(|(holder, _)| {
            let named = split(holder).map(|(_, key)| key).unwrap_or_default();
            named == "properties" && self.value(holder).get("type").is_none_or(Value::is_object)
        })
    }

    fn removal(&self, pointer: &str) -> Vec<Edit> {
        let mut edits: Vec<Edit> = Edit::removing(pointer).into_iter().collect();
        if let Part::Property(holder, name) = part(pointer) {
            let names = self.value(holder)["required"].as_array();
            if names.is_some_and(|names| names.iter().any(|it| *it == *name)) {
                edits.push(self.required_list(holder, &name, false));
            }
        }
        edits
    }

    /// Returns the edits that rename or add the part whose tab label the page shows.
    pub(super) fn changed_tab(
        &self,
        before: Option<&DrawnLine>,
        above: Option<&DrawnLine>,
        near: &[&str],
    ) -> Vec<Vec<Edit>> {
        let text = self.line(0);
        let line = self.shown.get(self.first);
        if text.is_empty() || line.is_none_or(|it| !matches!(it.kind, Kind::Any | Kind::Tab)) {
            return Vec::new();
        }
        let mut all = Vec::new();
        let list_of = |line: Option<&DrawnLine>| {
            let (list, key) = split(&line?.pointers)?;
            Some((list.to_owned(), key))
        };
        let named = |list: &str| split(list).map(|(_, key)| key).unwrap_or_default();
        let (before, above) = (list_of(before), list_of(above));
        let key_of = |list: &str| match named(list).as_str() {
            "responses" => is_status(text).then(|| text.to_owned()),
            "content" => text.contains('/').then(|| text.to_owned()),
            "examples" | "oneOf" | "anyOf" => Some(text.to_owned()),
            _ => None,
        };
        if let Some((list, key)) = &before
            && key_of(list).is_some()
        {
            // The drawn tab has another label.
            all.push(if matches!(named(list).as_str(), "oneOf" | "anyOf") {
                vec![Edit::set(
                    &format!("{list}/{}", escaped(key)),
                    "title",
                    text,
                )]
            } else {
                vec![Edit::Rename(list.clone(), key.clone(), text.to_owned())]
            });
        }
        if let Some((list, key)) = before
            .as_ref()
            .filter(|(list, _)| named(list) == "responses")
        {
            // The new status may come later: they are in order.
            let behind = self.shown.iter().skip(self.first + 1);
            let behind = behind.map(|line| line.text.as_str());
            let statuses = behind.take_while(|text| is_status(text));
            let new = statuses.filter(|it| it.get(..1) == key.get(..1) && !self.has(list, it));
            all.extend(new.map(|it| vec![Edit::Rename(list.clone(), key.clone(), it.to_owned())]));
        }
        for (list, before) in [
            before.as_ref().map(|(list, key)| (list, Some(key.clone()))),
            above
                .as_ref()
                .map(|(list, key)| (list, self.next(list, key))),
        ]
        .into_iter()
        .flatten()
        {
            let Some(key) = key_of(list) else { continue };
            for value in self.likely_parts(list, text) {
                all.push(vec![Edit::Insert {
                    at: list.clone(),
                    key: key.clone(),
                    before: before.clone(),
                    value,
                }]);
            }
        }
        for near in near {
            all.extend(self.first_parts(near));
        }
        all
    }

    /// Returns the key after another one in an object or array.
    fn next(&self, list: &str, key: &str) -> Option<String> {
        match self.value(list) {
            Value::Array(elements) => {
                let next = key.parse::<usize>().ok()? + 1;
                (next < elements.len()).then(|| next.to_string())
            }
            Value::Object(members) => members.keys().skip_while(|it| *it != key).nth(1).cloned(),
            _ => None,
        }
    }

    /// Returns likely values of a new part: minimal ones, and those of its neighbours.
    pub(super) fn likely_parts(&self, list: &str, label: &str) -> Vec<Value> {
        let known = self.value(list);
        let known: Vec<&Value> = match known {
            Value::Object(members) => members.values().collect(),
            Value::Array(elements) => elements.iter().collect(),
            _ => Vec::new(),
        };
        let mut all: Vec<Value> = match split(list).map(|(_, key)| key).unwrap_or_default().as_str()
        {
            "responses" => vec![json!({ "description": "" })],
            "content" => bare_bodies(),
            "examples" => return vec![json!({ "value": null })],
            _ => {
                return vec![
                    json!({ "title": label, "type": "object" }),
                    json!({ "title": label, "type": "string" }),
                ];
            }
        };
        for value in known {
            let mut value = value.clone();
            if value.get("description").is_some() {
                value["description"] = "".into();
            }
            if !all.contains(&value) {
                all.push(value);
            }
        }
        all
    }

    /// Returns the edits that add the first part of a list that the contract does not have.
    fn first_parts(&self, pointer: &str) -> Vec<Vec<Edit>> {
        let text = self.line(0);
        let mut all = Vec::new();
        if let Some(response) = response_of(pointer)
            && text.contains('/')
            && !self.has(&response, "content")
        {
            for body in self.bodies_from(1).into_iter().chain(self.bodies()) {
                let content = Map::from_iter([(text.to_owned(), body)]);
                all.push(vec![Edit::set(&response, "content", content)]);
            }
        }
        if let Some(media) = media_of(pointer) {
            if text == "Example" && !self.has(&media, "example") {
                all.push(vec![Edit::set(&media, "example", json!({}))]);
            } else if !self.has(&media, "examples") {
                let examples = Map::from_iter([(text.to_owned(), json!({ "value": null }))]);
                all.push(vec![Edit::set(&media, "examples", examples)]);
            }
        }
        all
    }

    /// Returns the distinct bodies of the responses.
    pub(super) fn bodies(&self) -> Vec<Value> {
        let mut bodies: Vec<Value> = Vec::new();
        let responses = self.value(self.operation)["responses"].as_object();
        for (_, response) in responses.into_iter().flatten() {
            for (_, media) in response["content"].as_object().into_iter().flatten() {
                if !bodies.contains(media) {
                    bodies.push(media.clone());
                }
            }
        }
        bodies
    }

    /// Returns the edits that add the section whose heading the page shows.
    pub(super) fn new_section(&self, near: &[&str]) -> Vec<Vec<Edit>> {
        let mut offset = 0;
        if self.line(0) == "Request" {
            offset = 1;
        }
        let place = match self.line(offset) {
            "Path Parameters" => "path",
            "Query Parameters" => "query",
            "Header Parameters" => "header",
            "Cookie Parameters" => "cookie",
            "Response Headers" => return self.new_headers(near, 1),
            "Schema" => return self.unnamed_body(near),
            _ => return Vec::new(),
        };
        let mut all = self.moved_parameters(offset + 1, place);
        all.extend(self.new_parameters(None, None, offset + 1, Some(place)));
        all
    }

    /// Returns the edits that move a parameter to another location.
    pub(super) fn moved_parameters(&self, offset: usize, place: &str) -> Vec<Vec<Edit>> {
        let mut all = Vec::new();
        for list in [
            format!("{}/parameters", self.operation),
            "/parameters".into(),
        ] {
            let parameters = self.value(&list).as_array().into_iter().flatten();
            for (at, parameter) in parameters.enumerate() {
                let name = parameter["name"].as_str().unwrap_or_default();
                if parameter["in"] != *place && self.line(offset).starts_with(name) {
                    all.push(vec![Edit::set(&format!("{list}/{at}"), "in", place)]);
                }
            }
        }
        all
    }

    /// Returns the edits that add the header that the page shows to a response in `near`.
    pub(super) fn new_headers(&self, near: &[&str], offset: usize) -> Vec<Vec<Edit>> {
        let mut all = Vec::new();
        let name = self.line(offset);
        for near in near {
            let Some(response) = response_of(near) else {
                continue;
            };
            let headers = format!("{response}/headers");
            let Some(known) = self.value(&headers).as_object() else {
                let headers = Map::from_iter([(name.to_owned(), json!({ "schema": {} }))]);
                all.push(vec![Edit::set(&response, "headers", headers)]);
                continue;
            };
            let places = match part(near) {
                Part::Header(known) => vec![self.next(&headers, &known), Some(known)],
                _ => vec![known.keys().next().cloned(), None],
            };
            all.extend(places.into_iter().map(|before| {
                vec![Edit::Insert {
                    at: headers.clone(),
                    key: name.to_owned(),
                    before,
                    value: json!({ "schema": {} }),
                }]
            }));
        }
        all
    }

    /// Returns the edits that add a body to a response whose media type the page does not show.
    fn unnamed_body(&self, near: &[&str]) -> Vec<Vec<Edit>> {
        let mut all = Vec::new();
        for response in near.iter().filter_map(|near| response_of(near)) {
            let content = format!("{response}/content");
            let is_new = !self.value(&content).is_object();
            for body in self.bodies_from(1).into_iter().chain(self.bodies()) {
                all.push(vec![if is_new {
                    Edit::set(&response, "content", json!({ "application/json": body }))
                } else {
                    Edit::Insert {
                        at: content.clone(),
                        key: UNKNOWN_MEDIA_TYPE.to_owned(),
                        before: None,
                        value: body,
                    }
                }]);
            }
        }
        all
    }
}

/// Returns the pointer of the media type that a pointer leads into.
fn media_of(pointer: &str) -> Option<String> {
    let keys = keys(pointer);
    let at = keys.iter().position(|key| key == "content")?;
    let media: Vec<String> = keys.get(..at + 2)?.iter().map(|key| escaped(key)).collect();
    Some(format!("/{}", media.join("/")))
}

/// Returns bodies with nothing but a type.
pub(super) fn bare_bodies() -> Vec<Value> {
    let kinds = ["object", "string", "integer", "number", "boolean"].into_iter();
    let typed = kinds.map(|kind| json!({ "schema": { "type": kind } }));
    std::iter::once(json!({ "schema": {} }))
        .chain(typed)
        .collect()
}

pub(super) fn is_status(text: &str) -> bool {
    text == "default"
        || (text.len() == 3
            && text.starts_with(|it: char| it.is_ascii_digit())
            && text.chars().all(|it| it.is_ascii_digit() || it == 'X'))
}
