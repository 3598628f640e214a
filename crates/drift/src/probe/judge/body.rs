//! Compares the body of a response: its media type, its values, and undocumented members.

use compat::report::{NotCompared, Refused};
use contract::Response;
use contract::facts::{Address, Step, SubjectId};
use jsonschema::error::ValidationErrorKind;
use serde_json::Value;

use super::Judge;
use super::shown::Shown;
use crate::probe::Answer;
use crate::probe::answer::{escaped, masked, without};

impl Judge<'_, '_> {
    pub(super) fn body(&mut self, at: &Address, response: &Response<'_>, answer: &Answer) {
        if response.content.is_empty() {
            return;
        }
        let sent = answer.media_type();
        if answer.body.is_empty() && sent.is_none() {
            let name = response.content[0].name;
            let absent = Shown::Absent(Step::MediaType(name.to_owned()));
            self.shows(at, absent, self.evidence.status());
            return;
        }
        let sent = sent.unwrap_or_else(|| "application/octet-stream".into());
        let media = response
            .content
            .iter()
            .find(|it| it.name.eq_ignore_ascii_case(&sent));
        let Some(media) = media else {
            let step = Step::MediaType(without(&sent, self.context.api_key));
            let place = self.evidence.header("content-type");
            self.shows(at, Shown::Added(step, None), place);
            return;
        };
        let at = at.then(Step::MediaType(media.name.to_owned()));
        if !sent.contains("json") {
            return;
        }
        let Some(value) = self.evidence.value() else {
            self.found.refused.push(Refused {
                source: self.probe.source_name(),
                site: Some(self.evidence.site(self.evidence.header("content-type"))),
                message: format!(
                    "the body of {} bytes is declared as {sent}, and is not",
                    answer.body.len()
                ),
                help: Some("check proxies between this machine and the service".into()),
            });
            return;
        };
        let Some(schema) = media.schema else { return };
        match jsonschema::options()
            .should_validate_formats(true)
            .build(&schema.to_json_schema())
        {
            Ok(validator) => {
                let mut judged: Vec<String> = Vec::new();
                let mut errors: Vec<_> = validator.iter_errors(value).collect();
                // A value of another type also violates the keywords of the type.
                errors.sort_by_key(|it| !matches!(it.kind(), ValidationErrorKind::Type { .. }));
                for error in errors {
                    let pointer = error.instance_path().as_str().to_owned();
                    let kind = error.kind();
                    if let ValidationErrorKind::Required { property } = kind {
                        let name = property.as_str().unwrap_or_default().to_owned();
                        let place = below(&at, value, &pointer).then(Step::Property(name));
                        let shown = Shown::Keyword("required".into(), None);
                        self.shows(&place, shown, self.evidence.place(&pointer));
                        continue;
                    }
                    if judged.contains(&pointer) {
                        continue;
                    }
                    let place = below(&at, value, &pointer);
                    let instance = error.instance().as_ref();
                    self.breaks(&place, kind.keyword(), instance, &pointer);
                    judged.push(pointer);
                }
            }
            Err(_) => self.found.not_compared.push(NotCompared {
                source: self.probe.source_name(),
                what: at.to_string(),
                why: "the contract's schema is not a valid JSON Schema".into(),
                is_inherent: false,
            }),
        }
        if let Some(id) = self.subject(&at) {
            self.members(&at, id, value, "");
        }
    }

    /// Reports a value that violates a keyword.
    fn breaks(&mut self, at: &Address, keyword: &str, value: &Value, pointer: &str) {
        let place = self.evidence.place(pointer);
        let shown = masked(self.facts, self.subject(at), value);
        let length = value.as_str().map(|text| text.chars().count());
        let shown = match keyword {
            "type" if value.is_null() => Shown::Keyword("nullable".into(), Some(true.into())),
            "type" => Shown::Keyword("type".into(), Some(kind(value).into())),
            "enum" => {
                let id = self.subject(at);
                let facts = id.map(|id| &self.facts.subject(id).facts);
                let fact = facts.and_then(|it| it.iter().find(|it| it.keyword == "enum"));
                let mut listed = fact.map_or_else(Vec::new, |fact| {
                    fact.value.as_array().cloned().unwrap_or_default()
                });
                listed.push(shown);
                Shown::Keyword("enum".into(), Some(listed.into()))
            }
            "minimum" | "maximum" => Shown::Keyword(keyword.into(), Some(shown)),
            "minLength" | "maxLength" => Shown::Keyword(keyword.into(), length.map(Value::from)),
            _ => Shown::Keyword(keyword.into(), None),
        };
        self.shows(at, shown, place);
    }

    /// Reports undocumented members.
    fn members(&mut self, at: &Address, id: SubjectId, value: &Value, pointer: &str) {
        let parts = &self.facts.subject(id).parts;
        let part = |step: &Step| parts.iter().find(|part| part.step == *step);
        // The comparison does not decide which of several alternatives a value matches.
        if parts.iter().any(|it| matches!(it.step, Step::Choice(..))) {
            return;
        }
        match value {
            Value::Object(members) if part(&Step::Values).is_none() => {
                for (name, member) in members {
                    let below = format!("{pointer}/{}", escaped(name));
                    let step = Step::Property(name.clone());
                    if let Some(part) = part(&step) {
                        self.members(&at.then(step), part.subject, member, &below);
                        continue;
                    }
                    // A schema without properties allows any member.
                    if parts.is_empty() {
                        continue;
                    }
                    let shown = Step::Property(without(name, self.context.api_key));
                    let place = self.evidence.place(&below);
                    self.shows(at, Shown::Added(shown, Some(kind(member))), place);
                }
            }
            Value::Array(elements) => {
                for (number, element) in elements.iter().enumerate() {
                    if let Some(part) = part(&Step::Items) {
                        let below = format!("{pointer}/{number}");
                        self.members(&at.then(Step::Items), part.subject, element, &below);
                    }
                }
            }
            _ => {}
        }
    }
}

/// The address of a place in the body.
fn below(at: &Address, body: &Value, pointer: &str) -> Address {
    let mut address = at.clone();
    let mut value = Some(body);
    for segment in pointer.split('/').skip(1) {
        let name = segment.replace("~1", "/").replace("~0", "~");
        let (step, next) = match value {
            Some(Value::Array(elements)) => (
                Step::Items,
                name.parse::<usize>().ok().and_then(|at| elements.get(at)),
            ),
            _ => (
                Step::Property(name.clone()),
                value.and_then(|it| it.get(&name)),
            ),
        };
        address = address.then(step);
        value = next;
    }
    address
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(number) if number.is_f64() => "number",
        Value::Number(_) => "integer",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    }
}
