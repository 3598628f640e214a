//! Generates values that facts allow, and values at the bounds.

use serde_json::{Map, Value, json};

use super::work::Known;
use crate::integer_format::integer_range;
use contract::facts::{Part, Step, Subject, SubjectId};
use contract::pattern::{self, Relation};

const TIME: &str = "2031-02-03T04:05:06Z";
const DATE: &str = "2031-02-03";
const UUID: &str = "8c7b6a59-0000-4000-8000-000000000001";

/// How deep samples go; a schema that requires itself has no sample.
const DEPTH: usize = 12;
/// The longest string that is generated for a `minLength`.
const LONGEST: u64 = 5_000;

/// A minimal value that a subject allows: an object has only its required properties.
pub(super) fn sample(known: Known<'_>, id: SubjectId) -> Option<Value> {
    small(known, id, DEPTH)
}

fn small(known: Known<'_>, id: SubjectId, depth: usize) -> Option<Value> {
    let depth = depth.checked_sub(1)?;
    let subject = known.subject(id)?;
    let said = |keyword: &str| {
        let fact = subject.facts.iter().find(|fact| fact.keyword == keyword);
        fact.map(|fact| &fact.value)
    };
    if let Some(value) = said("const") {
        return Some(value.clone());
    }
    if let Some(values) = said("enum").and_then(Value::as_array) {
        return values.first().cloned();
    }
    if let Some(choice) = subject
        .parts
        .iter()
        .find(|it| matches!(it.step, Step::Choice(..)))
    {
        return small(known, choice.subject, depth);
    }
    let kind = kind(subject);
    let number = |keyword: &str| said(keyword).and_then(Value::as_f64);
    let count = |keyword: &str| said(keyword).and_then(Value::as_u64);
    Some(match kind {
        "boolean" => json!(true),
        "integer" | "number" => {
            let step = number("multipleOf").unwrap_or(1.0);
            let low = number("minimum")
                .or_else(|| number("exclusiveMinimum").map(|it| it + step))
                .or_else(|| number("maximum").map(|it| it.min(0.0)))
                .or_else(|| number("exclusiveMaximum").map(|it| (it - step).min(0.0)));
            numeric(low.map_or(0.0, |low| (low / step).ceil() * step))
        }
        "array" => {
            let items = subject.parts.iter().find(|it| it.step == Step::Items);
            let element = match items {
                Some(items) => small(known, items.subject, depth),
                None => Some(json!(0)),
            };
            let wanted = usize::try_from(count("minItems").unwrap_or(0).min(100)).ok()?;
            let is_contained =
                |part: &&Part| matches!(&part.step, Step::Other(it) if it == "contains");
            let mut elements = match subject.parts.iter().find(is_contained) {
                Some(contained) => {
                    let wanted = count("minContains").unwrap_or(1).min(100);
                    let element = small(known, contained.subject, depth)?;
                    vec![element; usize::try_from(wanted).ok()?]
                }
                None => Vec::new(),
            };
            while elements.len() < wanted {
                elements.push(element.clone()?);
            }
            elements.into()
        }
        "object" => object(known, subject, depth, |part| {
            part.facts
                .iter()
                .any(|it| it.keyword == "required" && it.value == true)
        })?,
        "null" => Value::Null,
        _ => text(subject)?.into(),
    })
}

fn object(
    known: Known<'_>,
    subject: &Subject,
    depth: usize,
    is_wanted: impl Fn(&contract::facts::Part) -> bool,
) -> Option<Value> {
    let mut members = Map::new();
    for part in &subject.parts {
        if let Step::Property(name) = &part.step
            && is_wanted(part)
        {
            members.insert(name.clone(), small(known, part.subject, depth)?);
        }
    }
    for fact in &subject.facts {
        if let Some(name) = fact.keyword.strip_prefix("required/") {
            members.entry(name).or_insert(json!(0));
        }
    }
    Some(members.into())
}

/// The type that a subject states, or that its other keywords imply.
fn kind(subject: &Subject) -> &str {
    let named = subject
        .facts
        .iter()
        .find(|fact| fact.keyword == "type")
        .map(|it| &it.value);
    match named {
        Some(Value::String(kind)) => kind,
        Some(Value::Array(kinds)) => kinds.first().and_then(Value::as_str).unwrap_or("string"),
        _ if subject
            .parts
            .iter()
            .any(|it| matches!(it.step, Step::Property(_) | Step::Values)) =>
        {
            "object"
        }
        _ if subject.parts.iter().any(|it| match &it.step {
            Step::Other(keyword) => keyword == "contains",
            step => *step == Step::Items,
        }) =>
        {
            "array"
        }
        _ if subject.facts.iter().any(|it| it.keyword.ends_with("imum")) => "number",
        _ => "string",
    }
}

fn text(subject: &Subject) -> Option<String> {
    let said = |keyword: &str| {
        let fact = subject.facts.iter().find(|fact| fact.keyword == keyword);
        fact.map(|fact| &fact.value)
    };
    let format = match said("format").and_then(Value::as_str) {
        Some("date-time") => Some(TIME),
        Some("date") => Some(DATE),
        Some("uuid") => Some(UUID),
        _ => None,
    };
    if let Some(format) = format {
        return Some(format.to_owned());
    }
    let shortest = said("minLength")
        .and_then(Value::as_u64)
        .unwrap_or_default();
    let longest = said("maxLength").and_then(Value::as_u64);
    match said("pattern").and_then(Value::as_str) {
        Some(pattern) => pattern::sample(pattern, shortest, longest),
        None => repeated(shortest),
    }
}

fn repeated(length: u64) -> Option<String> {
    let length = usize::try_from(length).ok()?;
    (length as u64 <= LONGEST).then(|| "a".repeat(length))
}

fn numeric(value: f64) -> Value {
    if value.fract() == 0.0 && value.abs() < 9e15 {
        #[expect(clippy::cast_possible_truncation, reason = "it is whole and in range")]
        let whole = value as i64;
        return whole.into();
    }
    value.into()
}

/// Values that a subject may allow, starting with those that another schema is likely to refuse.
pub(super) fn candidates(
    known: Known<'_>,
    id: SubjectId,
    other_known: Known<'_>,
    other: SubjectId,
) -> Vec<Value> {
    let (Some(subject), Some(other)) = (known.subject(id), other_known.subject(other)) else {
        return Vec::new();
    };
    let mut values: Vec<Value> = Vec::new();
    let mut lengths: Vec<u64> = Vec::new();
    let of_other = other.facts.iter().map(|fact| (fact, true));
    let own = subject.facts.iter().map(|fact| (fact, false));
    for (fact, of_other) in of_other.chain(own) {
        match (fact.keyword.as_str(), &fact.value) {
            ("enum", Value::Array(listed)) => values.extend(listed.iter().cloned()),
            ("const", value) => values.push(value.clone()),
            ("minLength" | "maxLength", limit) => {
                let limit = limit.as_u64().unwrap_or_default();
                lengths.extend([limit, limit.saturating_sub(1), limit + 1]);
            }
            (
                "minimum" | "maximum" | "exclusiveMinimum" | "exclusiveMaximum" | "multipleOf",
                limit,
            ) => {
                if let Some(whole) = limit.as_i64() {
                    let steps = [0, -1, 1].map(|step| whole.checked_add(step));
                    values.extend(steps.into_iter().flatten().map(Value::from));
                }
                if let Some(limit) = limit.as_f64() {
                    let steps = [0.0, -1.0, 1.0, 0.5, -0.5];
                    values.extend(steps.iter().map(|step| numeric(limit + step)));
                }
            }
            ("format", Value::String(format)) => {
                if let Some((low, high)) = integer_range(format) {
                    let ends = [&high, &low].map(|end| end.as_f64().unwrap_or_default());
                    values.extend([ends[0] + 1.0, ends[1] - 1.0].map(numeric));
                    values.extend([high, low]);
                }
            }
            ("minItems" | "maxItems", limit) => {
                let limit = limit.as_u64().unwrap_or_default();
                values.extend(
                    [limit, limit.saturating_sub(1), limit + 1]
                        .iter()
                        .filter_map(|&count| list(known, subject, count)),
                );
            }
            ("minProperties" | "maxProperties", limit) => {
                let limit = limit.as_u64().unwrap_or_default();
                for count in [limit, limit.saturating_sub(1), limit + 1] {
                    let names = (0..count.min(100)).map(|at| (format!("any{at}"), json!(0)));
                    values.push(names.collect::<Map<_, _>>().into());
                }
            }
            ("uniqueItems", _) => values.extend(list(known, subject, 2)),
            ("pattern", Value::String(pattern)) if !of_other => {
                let its = other.facts.iter().find(|fact| fact.keyword == "pattern");
                let relation = match its.and_then(|fact| fact.value.as_str()) {
                    Some(its) => pattern::compare(pattern, its),
                    None => Relation::Equal,
                };
                match relation {
                    Relation::Narrower(text) | Relation::Different { lost: text, .. } => {
                        values.push(text.into());
                    }
                    _ => {}
                }
            }
            _ => {}
        }
    }
    values.extend(lengths.into_iter().filter_map(repeated).map(Value::from));
    values.extend(small(known, id, DEPTH));
    values.extend(object(known, subject, DEPTH, |_| true));
    if let Value::Object(mut members) = small(known, id, DEPTH).unwrap_or_default() {
        members.insert("any".to_owned(), json!(0));
        values.push(members.into());
    }
    for part in &subject.parts {
        if matches!(part.step, Step::Choice(..)) {
            values.extend(small(known, part.subject, DEPTH));
        }
        if let Step::Property(name) = &part.step
            && let Some(Value::Object(mut members)) = small(known, id, DEPTH)
            && let Some(member) = small(known, part.subject, DEPTH)
        {
            members.insert(name.clone(), Value::Null);
            values.push(members.clone().into());
            members.insert(name.clone(), member);
            values.push(members.into());
        }
    }
    values.extend(refilled(known, subject, &values));
    values.extend([
        Value::Null,
        json!("a"),
        json!(""),
        json!(TIME),
        json!(UUID),
        json!(1),
        json!(-1),
        json!(0.5),
        json!(true),
        json!([]),
        json!(["a"]),
        json!([0]),
        json!([null]),
        json!({}),
    ]);
    values
}

/// Combines objects: adds properties that one alternative names to values of another, which may
/// match several alternatives at once.
fn refilled(known: Known<'_>, subject: &Subject, values: &[Value]) -> Vec<Value> {
    const MOST: usize = 8;
    let is_option = |part: &&Part| matches!(part.step, Step::Choice(..));
    let options = subject.parts.iter().filter(is_option).take(MOST);
    let fillers: Vec<Value> = options
        .filter_map(|option| known.subject(option.subject))
        .flat_map(|option| option.parts.iter().filter(|part| part.step == Step::Values))
        .filter_map(|part| small(known, part.subject, DEPTH))
        .collect();
    let objects = values.iter().filter_map(Value::as_object).take(MOST);
    objects
        .flat_map(|members| {
            fillers.iter().map(|filler| {
                let members = members.keys().map(|name| (name.clone(), filler.clone()));
                members.collect::<Map<_, _>>().into()
            })
        })
        .collect()
}

fn list(known: Known<'_>, subject: &Subject, count: u64) -> Option<Value> {
    let count = usize::try_from(count.min(1_000)).ok()?;
    let items = subject.parts.iter().find(|part| part.step == Step::Items);
    let element = match items {
        Some(items) => small(known, items.subject, DEPTH)?,
        None => json!(0),
    };
    Some(vec![element; count].into())
}
