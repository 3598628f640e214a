//! Candidates for responses: those whose status the page does not show, and contents that another
//! response seems to have.

use serde_json::{Map, Value, json};

use super::difference::Difference;
use super::edit::{Edit, escaped, keys, split};
use crate::page::Form;
use crate::page::align::{self, Kind};
use crate::page::draw::{DrawnLine, Role};

/// The number of lines that are tried as the description of a new response.
const MAX_DESCRIPTIONS: usize = 3;

impl Difference<'_> {
    /// Returns the removal of each response.
    pub(super) fn response_removals(&self) -> Vec<Vec<Edit>> {
        let responses = self.value(self.operation)["responses"].as_object();
        let statuses = responses.into_iter().flatten().map(|(status, _)| status);
        let list = format!("{}/responses", self.operation);
        statuses.map(|it| vec![Edit::remove(&list, it)]).collect()
    }

    /// Returns the edits that give a response without content the content that the page shows
    /// where `drawn` stands. Text does not show where a response ends, so that of the next response
    /// may match its first lines.
    pub(super) fn content_of_response_before(&self, drawn: &DrawnLine) -> Vec<Vec<Edit>> {
        let Some(response) = response_of(&drawn.pointers).filter(|_| self.form == Form::Copied)
        else {
            return Vec::new();
        };
        let lines = self.drawn.iter();
        let mut slots = lines
            .filter(|line| matches!(&line.role, Role::Prose(prose) if prose.is_response))
            .map(|line| &*line.pointers);
        let before = slots.by_ref().take_while(|it| **it != *response).last();
        let Some(before) = before.filter(|before| !self.has(before, "content")) else {
            return Vec::new();
        };
        let is_media_type = |at: &usize| {
            let line = &self.shown[*at];
            matches!(line.kind, Kind::Any | Kind::Tab)
                && line.text.contains('/')
                && !line.text.contains(' ')
        };
        let mut above = (0..self.first).rev();
        let Some(at) = above.find(is_media_type) else {
            return Vec::new();
        };
        let body = self.at_line(at).bodies_from(1).into_iter().next();
        let content = body.map(|body| Map::from_iter([(self.shown[at].text.clone(), body)]));
        let edit = content.map(|content| vec![Edit::set(before, "content", content)]);
        edit.into_iter().collect()
    }

    /// Returns the edits that add a response without a status, as imported text shows it. It begins
    /// with a description that no other response has. Its made-up status decides between which
    /// responses it is inserted.
    pub(super) fn new_unnumbered_responses(&self) -> Vec<Vec<Edit>> {
        let numbers = self.statuses();
        let before = numbers.first().map(|first| first.saturating_sub(1));
        let behind = numbers.iter().map(|number| number.saturating_add(1));
        let mut free: Vec<u32> = before.into_iter().chain(behind).collect();
        if free.is_empty() {
            free.push(200);
        }
        free.retain(|status| !numbers.contains(status));
        let descriptions = self.new_descriptions().into_iter();
        descriptions
            .flat_map(|(description, at)| self.unnumbered_responses(description, at, &free))
            .collect()
    }

    /// Returns the edits that add a response without a status before the response in whose place
    /// `drawn` stands, if the page shows a new description there.
    pub(super) fn unnumbered_response_before(&self, drawn: &DrawnLine) -> Vec<Vec<Edit>> {
        let response = response_of(&drawn.pointers);
        let status = response.and_then(|it| split(&it)?.1.parse::<u32>().ok());
        let Some(status) = status.filter(|_| self.is_imported()) else {
            return Vec::new();
        };
        let numbers = self.statuses();
        let before = numbers.iter().rev().find(|number| **number < status);
        let free = before.map_or(status.saturating_sub(1), |before| before + 1);
        let Some((description, at)) = self.new_descriptions().into_iter().next() else {
            return Vec::new();
        };
        let mut behind = self.shown.iter().take(self.first).skip(at + 1);
        if free >= status || behind.any(|line| self.is_response_description(&line.text)) {
            return Vec::new();
        }
        self.unnumbered_responses(description, at, &[free])
    }

    /// Returns the edits that add a response with one of some statuses. The line `at` of the page
    /// is its description.
    fn unnumbered_responses(
        &self,
        description: &str,
        at: usize,
        statuses: &[u32],
    ) -> Vec<Vec<Edit>> {
        let list = format!("{}/responses", self.operation);
        let mut likely = self.likely_parts(&list, "");
        let content = |body: Value| json!({ "content": { "application/json": body } });
        let behind = self.at_line(at + 1);
        if behind.line(0) == "Schema" {
            likely.extend(behind.bodies_from(1).into_iter().take(1).map(content));
        }
        likely.extend(self.bodies().into_iter().map(content));
        for value in &mut likely {
            value["description"] = description.into();
        }
        let mut all: Vec<Vec<Edit>> = Vec::new();
        for status in statuses {
            all.extend(likely.iter().map(|value| {
                vec![Edit::Insert {
                    at: list.clone(),
                    key: status.to_string(),
                    before: None,
                    value: value.clone(),
                }]
            }));
        }
        all
    }

    /// Returns the statuses of the responses that are numbers, in their order.
    fn statuses(&self) -> Vec<u32> {
        let responses = self.value(self.operation)["responses"].as_object();
        let statuses = responses.into_iter().flatten().map(|(status, _)| status);
        let mut numbers: Vec<u32> = statuses.filter_map(|it| it.parse().ok()).collect();
        numbers.sort_unstable();
        numbers
    }

    /// Returns whether a line is the description of a response of the contract.
    fn is_response_description(&self, text: &str) -> bool {
        let is_response =
            |line: &&DrawnLine| matches!(&line.role, Role::Prose(prose) if prose.is_response);
        let mut known = self.drawn.iter().filter(is_response);
        known.any(|line| align::is_text_of(line, text))
    }

    /// Returns the lines up to the first difference that may be the description of a new response,
    /// last first, with their indices.
    fn new_descriptions(&self) -> Vec<(&str, usize)> {
        let lines = self.shown.iter().enumerate().take(self.first + 1);
        let has_words = |text: &str| text.contains(char::is_alphabetic) && !text.starts_with('{');
        let lines = lines
            .filter(|(_, line)| line.is_after_blank && !line.is_indented && has_words(&line.text));
        let drawn = self.drawn.iter();
        let known: Vec<&DrawnLine> = drawn
            .filter(|line| match &line.role {
                Role::Prose(prose) => prose.is_response,
                role => *role == Role::Heading,
            })
            .collect();
        let is_known = |text: &str| {
            let is_it = |line: &&DrawnLine| line.text == text || align::is_text_of(line, text);
            known.iter().any(is_it)
        };
        let texts = lines
            .map(|(at, line)| (line.text.as_str(), at))
            .filter(|(text, _)| !is_known(text));
        let texts: Vec<(&str, usize)> = texts.collect();
        let from = texts.len().saturating_sub(MAX_DESCRIPTIONS);
        texts[from..].iter().rev().copied().collect()
    }
}

/// Returns the pointer of the response that a pointer leads into.
pub(super) fn response_of(pointer: &str) -> Option<String> {
    let keys = keys(pointer);
    let at = keys.iter().position(|key| key == "responses")?;
    let status = keys.get(at + 1)?;
    let method = escaped(keys.first()?);
    (at == 1).then(|| format!("/{method}/responses/{}", escaped(status)))
}
