//! Decides whether facts allow a value.

use std::collections::{BTreeMap, HashSet};

use chrono::{DateTime, NaiveDate};
use serde_json::Value;

use super::work::{Known, PATTERN};
use crate::integer_format::integer_range;
use contract::compare_numbers;
use contract::facts::{Fact, Part, Step, Subject, SubjectId};
use contract::pattern::{self, Matcher};

/// How deep schemas are followed; a value that is undecided at that depth is not a witness.
const DEPTH: usize = 24;

/// Whether a subject allows a value; `None` if it has a keyword that is not supported here.
pub(super) fn is_legal(known: Known<'_>, id: SubjectId, value: &Value) -> Option<bool> {
    legal(known, id, &[], value, DEPTH)
}

/// `placed` are the facts that are stated of the subject in its place.
fn legal(
    known: Known<'_>,
    id: SubjectId,
    placed: &[Fact],
    value: &Value,
    depth: usize,
) -> Option<bool> {
    let depth = depth.checked_sub(1)?;
    let subject = known.subject(id)?;
    let says = |keyword: &str| {
        let mut said = placed.iter().chain(&subject.facts);
        said.find(|fact| fact.keyword == keyword)
            .map(|fact| &fact.value)
    };
    if value.is_null() && says("nullable") == Some(&Value::Bool(true)) {
        return Some(true);
    }
    for fact in &subject.facts {
        match keeps(known, fact, subject, value) {
            Some(true) => {}
            other => return other,
        }
    }
    let mut matching = Choices::default();
    for part in &subject.parts {
        let below = |value: &Value| legal(known, part.subject, &part.facts, value, depth);
        let holds = match (&part.step, value) {
            (Step::Property(name), Value::Object(members)) => match members.get(name) {
                Some(member) => below(member)?,
                None => !part
                    .facts
                    .iter()
                    .any(|it| it.keyword == "required" && it.value == true),
            },
            (Step::Items, Value::Array(elements)) => {
                let is_own = |part: &&Part| matches!(&part.step, Step::Other(keyword) if keyword.starts_with("prefixItems "));
                let rest = elements
                    .iter()
                    .skip(subject.parts.iter().filter(is_own).count());
                all(rest.map(below))?
            }
            (Step::Values, Value::Object(members)) => {
                let listed = Listed::by(known, subject)?;
                let others = members.iter().filter(|(name, _)| !listed.holds(name));
                all(others.map(|(_, member)| below(member)))?
            }
            (Step::Choice(keyword, _), value) => {
                matching.count(keyword, below(value)?);
                true
            }
            (Step::Other(keyword), value) => inner(keyword, subject, value, below)?,
            _ => true,
        };
        if !holds {
            return Some(false);
        }
    }
    Some(matching.hold())
}

/// The properties that a schema declares, by name or by pattern.
struct Listed<'f> {
    names: HashSet<&'f str>,
    patterns: Vec<Matcher>,
}

impl<'f> Listed<'f> {
    /// `None` if a pattern is not supported here, or no steps remain.
    fn by(known: Known<'_>, subject: &'f Subject) -> Option<Self> {
        known.spend(subject.parts.len())?;
        let mut listed = Self {
            names: HashSet::new(),
            patterns: Vec::new(),
        };
        for part in &subject.parts {
            match &part.step {
                Step::Property(name) => {
                    listed.names.insert(name);
                }
                Step::Other(keyword) => {
                    if let Some(pattern) = keyword.strip_prefix("patternProperties ") {
                        known.spend(PATTERN)?;
                        listed.patterns.push(Matcher::new(pattern)?);
                    }
                }
                _ => {}
            }
        }
        Some(listed)
    }

    fn holds(&self, name: &str) -> bool {
        self.names.contains(name) || self.patterns.iter().any(|it| it.takes(name))
    }
}

/// Whether a value satisfies a keyword that holds a schema; `None` if the keyword is not supported.
fn inner(
    keyword: &str,
    subject: &Subject,
    value: &Value,
    below: impl Fn(&Value) -> Option<bool>,
) -> Option<bool> {
    let (keyword, name) = keyword.split_once(' ').unwrap_or((keyword, ""));
    Some(match (keyword, value) {
        ("not", value) => !below(value)?,
        ("propertyNames", Value::Object(members)) => all(members
            .keys()
            .map(|name| below(&Value::String(name.clone()))))?,
        ("patternProperties", Value::Object(members)) => {
            let pattern = Matcher::new(name)?;
            let meant = members.iter().filter(|(its, _)| pattern.takes(its));
            all(meant.map(|(_, member)| below(member)))?
        }
        ("prefixItems", Value::Array(elements)) => {
            let at: usize = name.parse().ok()?;
            match elements.get(at.checked_sub(1)?) {
                Some(element) => below(element)?,
                None => true,
            }
        }
        ("contains", Value::Array(elements)) => {
            let count = |keyword: &str| {
                let fact = subject.facts.iter().find(|fact| fact.keyword == keyword);
                fact.and_then(|fact| fact.value.as_u64())
            };
            let mut found = 0;
            for element in elements {
                found += u64::from(below(element)?);
            }
            found >= count("minContains").unwrap_or(1)
                && count("maxContains").is_none_or(|most| found <= most)
        }
        ("propertyNames" | "patternProperties" | "prefixItems" | "contains", _) => true,
        _ => return None,
    })
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

/// How many alternatives of each choice allow the value.
#[derive(Default)]
struct Choices(BTreeMap<String, usize>);

impl Choices {
    fn count(&mut self, keyword: &str, holds: bool) {
        *self.0.entry(keyword.to_owned()).or_default() += usize::from(holds);
    }

    fn hold(&self) -> bool {
        self.0.iter().all(|(keyword, &count)| {
            if keyword.starts_with("oneOf") {
                count == 1
            } else {
                count > 0
            }
        })
    }
}

/// Whether a value satisfies one fact; `None` if the fact is not supported here.
fn keeps(known: Known<'_>, fact: &Fact, subject: &Subject, value: &Value) -> Option<bool> {
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
        ("minimum", Value::Number(_)) => compare_numbers(value, limit)?.is_ge(),
        ("maximum", Value::Number(_)) => compare_numbers(value, limit)?.is_le(),
        ("exclusiveMinimum", Value::Number(_)) => compare_numbers(value, limit)?.is_gt(),
        ("exclusiveMaximum", Value::Number(_)) => compare_numbers(value, limit)?.is_lt(),
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
            let listed = Listed::by(known, subject)?;
            members.keys().all(|name| listed.holds(name))
        }
        ("format", value) => format(limit.as_str()?, value)?,
        ("schema", _) => *limit != false,
        (keyword, Value::Object(members)) if keyword.starts_with("required/") => {
            members.contains_key(&keyword["required/".len()..])
        }
        ("dependentRequired", Value::Object(members)) => {
            let limits = limit.as_object()?.iter();
            let mut held = limits.filter(|(name, _)| members.contains_key(*name));
            held.all(|(_, needed)| {
                let mut needed = needed
                    .as_array()
                    .into_iter()
                    .flatten()
                    .filter_map(Value::as_str);
                needed.all(|name| members.contains_key(name))
            })
        }
        ("if" | "then" | "else" | "contains" | "$ref", _) => return None,
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

/// Whether a value is of a format; `None` for an unknown format, which may refuse values of its
/// type.
fn format(format: &str, value: &Value) -> Option<bool> {
    match value {
        Value::String(text) => match format {
            "date-time" => is_date_time(text),
            "date" => Some(is_date(text)),
            "uuid" => Some(is_uuid(text)),
            _ => None,
        },
        Value::Number(_) => match integer_range(format) {
            Some((low, high)) => Some(
                compare_numbers(value, &low)?.is_ge() && compare_numbers(value, &high)?.is_le(),
            ),
            None => matches!(format, "double" | "float").then_some(true),
        },
        _ => Some(true),
    }
}

/// Whether a text is an RFC 3339 `date-time`; `None` where implementations differ.
fn is_date_time(text: &str) -> Option<bool> {
    // Some accept a space instead of `T`, and some accept a leap second.
    if text.contains(' ') || text.contains(":60") {
        return None;
    }
    Some(DateTime::parse_from_rfc3339(text).is_ok())
}

/// Whether a text is an RFC 3339 `full-date`.
fn is_date(text: &str) -> bool {
    text.len() == "YYYY-MM-DD".len() && text.parse::<NaiveDate>().is_ok()
}

/// Whether a text is a UUID in the form of RFC 9562, with hyphens.
fn is_uuid(text: &str) -> bool {
    let groups: Vec<&str> = text.split('-').collect();
    let lengths: Vec<usize> = groups.iter().map(|group| group.len()).collect();
    lengths == [8, 4, 4, 4, 12]
        && groups
            .iter()
            .all(|group| group.bytes().all(|byte| byte.is_ascii_hexdigit()))
}
