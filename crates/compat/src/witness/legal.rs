//! Whether a value is one that facts allow.

use serde_json::{Number, Value};

use crate::compare::integer_range;
use contract::facts::{Fact, Facts, Step, Subject, SubjectId};
use contract::pattern;

/// How deep schemas are followed; a value that is not decided by then is not a witness.
const DEPTH: usize = 24;

/// Whether a subject takes a value; `None` if something is said that is not understood here.
pub(super) fn is_legal(facts: &Facts, id: SubjectId, value: &Value) -> Option<bool> {
    legal(facts, id, &[], value, DEPTH)
}

/// `placed` is what is said of the subject where it stands.
fn legal(
    facts: &Facts,
    id: SubjectId,
    placed: &[Fact],
    value: &Value,
    depth: usize,
) -> Option<bool> {
    let depth = depth.checked_sub(1)?;
    let subject = facts.subject(id);
    let says = |keyword: &str| {
        let mut said = placed.iter().chain(&subject.facts);
        said.find(|fact| fact.keyword == keyword)
            .map(|fact| &fact.value)
    };
    if value.is_null() && says("nullable") == Some(&Value::Bool(true)) {
        return Some(true);
    }
    for fact in &subject.facts {
        match keeps(fact, subject, value) {
            Some(true) => {}
            other => return other,
        }
    }
    let mut matching = Choices::default();
    for part in &subject.parts {
        let below = |value: &Value| legal(facts, part.subject, &part.facts, value, depth);
        let holds = match (&part.step, value) {
            (Step::Property(name), Value::Object(members)) => match members.get(name) {
                Some(member) => below(member)?,
                None => !part
                    .facts
                    .iter()
                    .any(|it| it.keyword == "required" && it.value == true),
            },
            (Step::Items, Value::Array(elements)) => all(elements.iter().map(below))?,
            (Step::Values, Value::Object(members)) => {
                let is_listed = |name: &str| {
                    let step = Step::Property(name.to_owned());
                    subject.parts.iter().any(|part| part.step == step)
                };
                let others = members.iter().filter(|(name, _)| !is_listed(name));
                all(others.map(|(_, member)| below(member)))?
            }
            (Step::Choice(keyword, _), value) => {
                matching.count(keyword, below(value)?);
                true
            }
            (Step::Other(_), _) => return None,
            _ => true,
        };
        if !holds {
            return Some(false);
        }
    }
    Some(matching.hold())
}

fn all(results: impl Iterator<Item = Option<bool>>) -> Option<bool> {
    for result in results {
        match result {
            Some(true) => {}
            other => return other,
        }
    }
    Some(true)
}

/// How many schemas of each choice take the value.
#[derive(Default)]
struct Choices {
    one_of: Option<usize>,
    any_of: Option<usize>,
}

impl Choices {
    fn count(&mut self, keyword: &str, holds: bool) {
        let count = if keyword == "oneOf" {
            &mut self.one_of
        } else {
            &mut self.any_of
        };
        *count = Some(count.unwrap_or_default() + usize::from(holds));
    }

    fn hold(&self) -> bool {
        self.one_of.is_none_or(|count| count == 1) && self.any_of.is_none_or(|count| count > 0)
    }
}

/// Whether a value keeps to one fact; `None` if the fact is not understood here.
fn keeps(fact: &Fact, subject: &Subject, value: &Value) -> Option<bool> {
    let limit = &fact.value;
    Some(match (fact.keyword.as_str(), value) {
        ("type", value) => match limit {
            Value::String(kind) => is_kind(kind, value),
            Value::Array(kinds) => kinds
                .iter()
                .filter_map(Value::as_str)
                .any(|it| is_kind(it, value)),
            _ => return None,
        },
        ("enum", value) => limit.as_array()?.contains(value),
        ("const", value) => limit == value,
        ("minLength", Value::String(text)) => length(text) >= limit.as_u64()?,
        ("maxLength", Value::String(text)) => length(text) <= limit.as_u64()?,
        ("pattern", Value::String(text)) => pattern::takes(limit.as_str()?, text)?,
        ("minimum", Value::Number(number)) => compare(number, limit)? >= 0.0,
        ("maximum", Value::Number(number)) => compare(number, limit)? <= 0.0,
        ("exclusiveMinimum", Value::Number(number)) => compare(number, limit)? > 0.0,
        ("exclusiveMaximum", Value::Number(number)) => compare(number, limit)? < 0.0,
        ("multipleOf", Value::Number(number)) => {
            (number.as_f64()? / limit.as_f64()?).fract() == 0.0
        }
        ("minItems", Value::Array(elements)) => elements.len() as u64 >= limit.as_u64()?,
        ("maxItems", Value::Array(elements)) => elements.len() as u64 <= limit.as_u64()?,
        ("uniqueItems", Value::Array(elements)) => {
            let is_new = |(at, element): (usize, &Value)| !elements[..at].contains(element);
            elements.iter().enumerate().all(is_new)
        }
        ("minProperties", Value::Object(members)) => members.len() as u64 >= limit.as_u64()?,
        ("maxProperties", Value::Object(members)) => members.len() as u64 <= limit.as_u64()?,
        ("additionalProperties", Value::Object(members)) if *limit == false => {
            let is_listed = |name: &String| {
                let step = Step::Property(name.clone());
                subject.parts.iter().any(|part| part.step == step)
            };
            members.keys().all(is_listed)
        }
        ("format", value) => format(limit.as_str()?, value)?,
        ("schema", _) => *limit != false,
        (keyword, Value::Object(members)) if keyword.starts_with("required/") => {
            members.contains_key(&keyword["required/".len()..])
        }
        ("if" | "then" | "else" | "contains" | "dependentRequired" | "$ref", _) => return None,
        _ => true,
    })
}

fn is_kind(kind: &str, value: &Value) -> bool {
    match kind {
        "string" => value.is_string(),
        "boolean" => value.is_boolean(),
        "integer" => {
            value.is_i64() || value.is_u64() || value.as_f64().is_some_and(|it| it.fract() == 0.0)
        }
        "number" => value.is_number(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        "null" => value.is_null(),
        _ => false,
    }
}

fn length(text: &str) -> u64 {
    text.chars().count() as u64
}

fn compare(number: &Number, limit: &Value) -> Option<f64> {
    Some(number.as_f64()? - limit.as_f64()?)
}

/// Whether a value is of a format; formats that are not known here take everything of their type,
/// which `None` says is not certain.
fn format(format: &str, value: &Value) -> Option<bool> {
    match value {
        Value::String(text) => match format {
            "date-time" => Some(super::sample::TIMES.contains(&text.as_str())),
            "date" => Some(text == super::sample::DATE),
            "uuid" => Some(text == super::sample::UUID),
            _ => None,
        },
        Value::Number(number) => match integer_range(format) {
            Some((low, high)) => {
                let number = number.as_f64()?;
                Some(number >= low && number <= high)
            }
            None => matches!(format, "double" | "float").then_some(true),
        },
        _ => Some(true),
    }
}
