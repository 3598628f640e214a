//! Candidates for sections that an operation does not have yet: its description, request body, and
//! responses, and the first content of a body.

use serde_json::{Map, Value, json};

use super::difference::Difference;
use super::edit::Edit;
use super::heads::is_of_theme;
use super::items::{LOOK_AHEAD, object_with};
use super::parts::{UNKNOWN_MEDIA_TYPE, bare_bodies, is_status};
use crate::page::draw::UNKNOWN_TEXT;

impl Difference<'_> {
    /// Returns the edits that add a section that begins at the first difference.
    pub(super) fn new_sections(&self) -> Vec<Vec<Edit>> {
        let mut all = Vec::new();
        all.extend(self.new_description());
        all.extend(self.new_request_bodies());
        all.extend(self.new_responses());
        all
    }

    /// Returns the edit that makes all lines before the first section the description.
    fn new_description(&self) -> Option<Vec<Edit>> {
        let is_section = |text: &str| matches!(text, "Request" | "Responses");
        let end = self.shown.iter().position(|it| is_section(&it.text))?;
        let lines = self.shown.get(..end).filter(|_| self.first < end)?;
        let mut lines = lines.iter().map(|line| line.text.as_str());
        let is_of_list = |text: &str| is_of_theme(text) || text.starts_with("Body");
        if lines.clone().any(is_of_list) {
            return None;
        }
        let first = lines.next()?.to_owned();
        let text = lines.fold(first, |text, line| text + "\n\n" + line);
        Some(vec![Edit::set(self.operation, "description", text)])
    }

    /// Returns the edits that add the request body. The labels of its media types come first, if
    /// the form shows them.
    fn new_request_bodies(&self) -> Vec<Vec<Edit>> {
        if self.has(self.operation, "requestBody") {
            return self.unnamed_request_bodies();
        }
        let mut offset = self.next_text(0);
        if self.line(offset) == "Request" {
            offset = self.next_text(offset + 1);
        }
        let mut media_types = Vec::new();
        while self.line(offset).contains('/') {
            media_types.push(self.line(offset));
            offset = self.next_text(offset + 1);
        }
        let Some(marks) = self.line(offset).strip_prefix("Body") else {
            return Vec::new();
        };
        let is_required = marks.ends_with("required");
        let media_type = media_types.first().copied().unwrap_or("application/json");
        let bodies = self.bodies_from(offset + 1).into_iter();
        bodies
            .map(|body| {
                let mut request = Map::new();
                if is_required {
                    request.insert("required".to_owned(), true.into());
                }
                request.insert("content".to_owned(), json!({ media_type: body }));
                vec![Edit::set(self.operation, "requestBody", request)]
            })
            .collect()
    }

    /// Returns the edits that add a media type to the request body where the page does not show its
    /// name: imported text repeats the heading.
    fn unnamed_request_bodies(&self) -> Vec<Vec<Edit>> {
        let is_indented = self.shown.get(self.first).is_none_or(|it| it.is_indented);
        let marks = self.line(0).strip_prefix("Body");
        let is_heading =
            marks.is_some_and(|it| matches!(it, "" | "required" | " array" | " arrayrequired"));
        if !self.is_imported() || is_indented || !is_heading {
            return Vec::new();
        }
        let bodies = self.bodies_from(1).into_iter();
        bodies
            .map(|body| {
                vec![Edit::Insert {
                    at: format!("{}/requestBody/content", self.operation),
                    key: UNKNOWN_MEDIA_TYPE.to_owned(),
                    before: None,
                    value: body,
                }]
            })
            .collect()
    }

    /// Returns the edit that adds all responses, if the form shows their statuses.
    fn new_responses(&self) -> Option<Vec<Edit>> {
        let responses = self.value(self.operation)["responses"].as_object();
        if self.line(0) != "Responses" || responses.is_some_and(|it| !it.is_empty()) {
            return None;
        }
        let mut responses = Map::new();
        let mut offset = self.next_text(1);
        while is_status(self.line(offset)) {
            let status = self.line(offset).to_owned();
            responses.insert(status, json!({ "description": UNKNOWN_TEXT }));
            offset = self.next_text(offset + 1);
        }
        Some(vec![Edit::set(self.operation, "responses", responses)])
    }

    /// Returns the offset of the first line with text, from `offset` on.
    fn next_text(&self, offset: usize) -> usize {
        let behind = self.shown.iter().skip(self.first + offset);
        offset + behind.take_while(|line| line.text.is_empty()).count()
    }

    /// Returns what a body may contain whose section begins at `offset`: the first property, or a
    /// type alone.
    pub(super) fn bodies_from(&self, offset: usize) -> Vec<Value> {
        let mut bodies: Vec<Value> = Vec::new();
        bodies.extend(
            self.first_schema(offset)
                .map(|schema| json!({ "schema": schema })),
        );
        bodies.extend(bare_bodies());
        bodies
    }

    /// Returns the schema that begins within [`LOOK_AHEAD`] lines, with its first property.
    pub(super) fn first_schema(&self, offset: usize) -> Option<Value> {
        let mut is_array = false;
        let mut choice: Option<(&str, Vec<&str>)> = None;
        for offset in offset..offset + LOOK_AHEAD {
            let text = self.line(offset);
            match text.trim_start_matches("• ") {
                "Array [" => is_array = true,
                keyword @ ("oneOf" | "anyOf") => choice = Some((keyword, Vec::new())),
                "" => {}
                _ => {
                    let mut heads = self.heads(offset).into_iter();
                    let head = heads.find(|(head, _)| head.is_property());
                    let Some((head, length)) = head else {
                        if let Some((_, labels)) = &mut choice {
                            labels.push(text);
                        }
                        continue;
                    };
                    let property = self.schemas_of(&head, offset + length).pop()?;
                    let mut object = Value::from(object_with(&head, property));
                    if let Some((keyword, labels)) = choice {
                        object = choice_of(keyword, &labels, &object);
                    }
                    if is_array {
                        object = json!({ "type": "array", "items": object });
                    }
                    return Some(object);
                }
            }
        }
        None
    }

    /// Returns the edit that adds a `oneOf` or `anyOf` to a schema without one, or makes one the
    /// other.
    pub(super) fn new_choice(&self, schema: &str) -> Option<Vec<Edit>> {
        let keyword = self.line(0).trim_start_matches("• ");
        if !matches!(keyword, "oneOf" | "anyOf") || self.has(schema, keyword) {
            return None;
        }
        let other = if keyword == "oneOf" { "anyOf" } else { "oneOf" };
        if self.has(schema, other) {
            return Some(vec![Edit::Rename(
                schema.to_owned(),
                other.to_owned(),
                keyword.to_owned(),
            )]);
        }
        let choice = self.first_schema(0)?;
        let choices = choice.get(keyword)?.clone();
        Some(vec![Edit::set(schema, keyword, choices)])
    }
}

/// Returns a choice whose first option is `first`, with one option for each label that the form
/// shows.
fn choice_of(keyword: &str, labels: &[&str], first: &Value) -> Value {
    let mut options = vec![first.clone()];
    for (at, label) in labels.iter().enumerate() {
        if at > 0 {
            options.push(json!({ "type": "object" }));
        }
        options[at]["title"] = (*label).into();
    }
    json!({ keyword: options })
}
