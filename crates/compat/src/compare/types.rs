//! Compares types and formats.

use std::cmp::Ordering;

use serde_json::Value;

use super::comparison::Comparison;
use super::ranges::format_is_respelled;
use super::words::added_removed_changed;
use crate::change::Class;
use crate::integer_format::integer_range;
use crate::rules::{Direction, schema};
use crate::spelling::correction;
use contract::compare_numbers;
use contract::facts::{Fact, Facts, Part, Step, Subject};

/// The types and the format that a schema states; no type allows any type.
#[derive(Clone, Debug, PartialEq)]
struct Type<'v> {
    kinds: Vec<&'v str>,
    format: Option<&'v str>,
}

/// One side's schema.
type Side<'f> = (&'f Facts, &'f Subject);

pub(super) fn compare(
    comparison: &mut Comparison<'_>,
    (base_facts, base): Side<'_>,
    (revision_facts, revision): Side<'_>,
) {
    let (kind_before, kind_after) = comparison.take("type");
    let (format_before, format_after) = if format_is_respelled(comparison) {
        // The range is compared instead.
        (None, None)
    } else {
        comparison.take("format")
    };
    if kind_before == kind_after && format_before == format_after {
        return;
    }
    let (Some(mut before), Some(mut after)) = (
        Type::read(kind_before, format_before),
        Type::read(kind_after, format_after),
    ) else {
        comparison.give_back("type");
        comparison.give_back("format");
        return;
    };
    let keyword = if kind_before == kind_after {
        "format"
    } else {
        "type"
    };
    if keyword == "type"
        && (is_implied((&before, base), (&after, revision))
            || is_implied((&after, revision), (&before, base)))
    {
        let message = "the type of {} is stated on one side and implied on the other";
        comparison
            .record(&schema::TYPE_RESPELLED, "type", message)
            .class = Class::Equivalent;
        if before.format == after.format {
            return;
        }
    }
    // Alternatives and listed values imply the types that a schema does not state.
    if before.kinds.is_empty() != after.kinds.is_empty() {
        if before.kinds.is_empty() && has_options(base) {
            before.kinds = kinds_of(base_facts, base, DEPTH).unwrap_or_default();
        }
        if after.kinds.is_empty() && has_options(revision) {
            after.kinds = kinds_of(revision_facts, revision, DEPTH).unwrap_or_default();
        }
        if before == after {
            return;
        }
    }
    let is_text = comparison.place.is_text();
    let (widens, narrows) = (after.holds(&before, is_text), before.holds(&after, is_text));
    let lists = before.kinds.len() > 1 || after.kinds.len() > 1;
    let is_request = comparison.place.direction == Direction::Request;
    let rule = match (widens, narrows) {
        (true, _) if lists => &schema::LIST_OF_TYPES_WIDENED,
        (_, true) if lists => &schema::LIST_OF_TYPES_NARROWED,
        (true, _) => &schema::TYPE_GENERALIZED,
        (_, true) if !is_request => &schema::TYPE_SPECIALIZED,
        _ => &schema::TYPE_CHANGED,
    };
    let message = match keyword {
        "format" => added_removed_changed("format", format_before, format_after).1,
        _ => format!(
            "the type of {{}} changed from `{}` to `{}`",
            before.words(),
            after.words()
        ),
    };
    let is_read_alike = keyword == "format" && !lists && !touches_time(&before, &after);
    let words = after.kinds.iter().chain(&after.format).copied();
    let new = words.filter(|it| !before.kinds.contains(it) && before.format != Some(*it));
    let details = new.filter_map(misspelling).collect();
    let finding = comparison.record(rule, keyword, message);
    finding.details = details;
    if is_read_alike {
        finding.case = Some("same Rust type");
    }
}

/// A detail about a type or format that is probably misspelt.
fn misspelling(word: &str) -> Option<String> {
    let known = correction(word)?;
    Some(format!(
        "`{word}` is not a known type or format: did you mean `{known}`?"
    ))
}

/// Whether one of the formats is `date-time`, which the generated client reads into a type.
fn touches_time(before: &Type<'_>, after: &Type<'_>) -> bool {
    [before, after]
        .iter()
        .any(|it| it.format == Some("date-time"))
}

impl<'v> Type<'v> {
    /// `None` for a value that is not a type.
    fn read(kinds: Option<&'v Value>, format: Option<&'v Value>) -> Option<Self> {
        let kinds = match kinds {
            None => Vec::new(),
            Some(Value::String(kind)) => vec![kind.as_str()],
            Some(Value::Array(kinds)) => kinds.iter().map(Value::as_str).collect::<Option<_>>()?,
            Some(_) => return None,
        };
        let format = match format {
            None => None,
            Some(format) => Some(format.as_str()?),
        };
        Some(Self { kinds, format })
    }

    /// Whether this type allows every value of the other; with `is_text`, values are sent as text.
    fn holds(&self, other: &Self, is_text: bool) -> bool {
        let is_text_kind = self.kinds.contains(&"string") && is_text && self.format.is_none();
        let holds_kind = |kind: &&str| {
            self.kinds.contains(kind)
                || (*kind == "integer" && self.kinds.contains(&"number"))
                || (is_text_kind && matches!(*kind, "integer" | "number" | "boolean"))
        };
        if !self.kinds.is_empty() && (other.kinds.is_empty() || !other.kinds.iter().all(holds_kind))
        {
            return false;
        }
        if self.kinds.is_empty() && self.format.is_none() {
            return true;
        }
        match (self.format, other.format) {
            (None, _) => true,
            (Some(_), None) => false,
            (Some(one), Some(other)) => one == other || format_holds(one, other),
        }
    }

    fn words(&self) -> String {
        let kinds = if self.kinds.is_empty() {
            "any".to_owned()
        } else {
            self.kinds.join(" or ")
        };
        match self.format {
            Some(format) => format!("{kinds}<{format}>"),
            None => kinds,
        }
    }
}

/// Whether every value of the second format is one of the first.
fn format_holds(one: &str, other: &str) -> bool {
    if let (Some(one), Some(other)) = (integer_range(one), integer_range(other)) {
        let holds =
            |order: Option<Ordering>, is_within: fn(Ordering) -> bool| order.is_some_and(is_within);
        return holds(compare_numbers(&one.0, &other.0), Ordering::is_le)
            && holds(compare_numbers(&one.1, &other.1), Ordering::is_ge);
    }
    matches!((one, other), ("double", "float"))
}

/// How deep nested alternatives are followed.
const DEPTH: usize = 6;

fn has_options(subject: &Subject) -> bool {
    let is_option = |part: &Part| matches!(part.step, Step::Choice(..));
    let lists = |fact: &Fact| matches!(fact.keyword.as_str(), "enum" | "const");
    subject.parts.iter().any(is_option) || subject.facts.iter().any(lists)
}

/// The types that a subject allows, in order; `None` for any type.
fn kinds_of<'f>(facts: &'f Facts, subject: &'f Subject, depth: usize) -> Option<Vec<&'f str>> {
    let value = |keyword: &str| {
        let fact = subject.facts.iter().find(|fact| fact.keyword == keyword);
        fact.map(|fact| &fact.value)
    };
    let of_value = |value: &Value| match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(number) if number.is_f64() => "number",
        Value::Number(_) => "integer",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    };
    let mut kinds: Vec<&'f str> = match (value("type"), value("const"), value("enum")) {
        (Some(Value::String(kind)), ..) => vec![kind],
        (Some(Value::Array(kinds)), ..) => kinds.iter().filter_map(Value::as_str).collect(),
        (_, Some(only), _) => vec![of_value(only)],
        (_, _, Some(Value::Array(values))) => values.iter().map(of_value).collect(),
        _ => {
            let depth = depth.checked_sub(1)?;
            let options = |keyword: &str| -> Option<Vec<&'f str>> {
                let of = subject
                    .parts
                    .iter()
                    .filter(|part| matches!(&part.step, Step::Choice(its, _) if its == keyword));
                let mut kinds = Vec::new();
                for part in of {
                    kinds.extend(kinds_of(facts, facts.subject(part.subject), depth)?);
                }
                (!kinds.is_empty()).then_some(kinds)
            };
            options("oneOf").or_else(|| options("anyOf"))?
        }
    };
    kinds.sort_unstable();
    kinds.dedup();
    Some(kinds)
}

/// Whether the side without a `type` implies the `type` of the other side: both sides have properties
/// or items, or list only values of that type.
fn is_implied(
    (none, unnamed): (&Type<'_>, &Subject),
    (named, named_by): (&Type<'_>, &Subject),
) -> bool {
    let [kind] = named.kinds.as_slice() else {
        return false;
    };
    let value = |keyword: &str| named_by.facts.iter().find(|it| it.keyword == keyword);
    let listed = value("enum").and_then(|fact| fact.value.as_array());
    let is_kind = |value: &Value| match value {
        Value::String(_) => *kind == "string",
        Value::Bool(_) => *kind == "boolean",
        Value::Number(number) => *kind == "number" || (*kind == "integer" && !number.is_f64()),
        _ => false,
    };
    let lists_only = listed.is_some_and(|values| values.iter().all(is_kind))
        || value("const").is_some_and(|fact| is_kind(&fact.value));
    none.kinds.is_empty()
        && (lists_only || !has_options(unnamed))
        && (lists_only
            || match *kind {
                "object" => [named_by, unnamed].iter().all(|it| {
                    let mut parts = it.parts.iter();
                    parts.any(|part| matches!(part.step, Step::Property(_) | Step::Values))
                }),
                "array" => [named_by, unnamed]
                    .iter()
                    .all(|it| it.parts.iter().any(|part| part.step == Step::Items)),
                _ => false,
            })
}
