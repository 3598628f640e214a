//! Proves that every value of one schema is a value of another.

use std::cell::Cell;
use std::collections::{BTreeMap, HashMap, HashSet};

use serde_json::Value;

use contract::compare_numbers;
use contract::facts::{Fact, Facts, Part, Step, Subject, SubjectId};

/// How deep schemas are followed.
const DEPTH: usize = 8;

/// How many facts and parts a proof may visit: nested alternatives multiply.
const STEPS: usize = 100_000;

/// A schema among the facts it belongs to.
type Schema<'f> = (&'f Facts, SubjectId);

/// Whether `big` provably allows every value that `small` allows. False means only that there is no
/// proof.
///
/// Alternatives are judged by their union: a `oneOf` counts as if no value matches two of them.
pub(crate) fn includes(big: Schema<'_>, small: Schema<'_>) -> bool {
    let steps = Cell::new(STEPS);
    holds(big, small, None, DEPTH, &steps)
}

/// `kind` selects one of several types of `small`.
fn holds(
    big: Schema<'_>,
    small: Schema<'_>,
    kind: Option<&str>,
    depth: usize,
    steps: &Cell<usize>,
) -> bool {
    let Some(depth) = depth.checked_sub(1) else {
        return false;
    };
    let (outer, inner) = (big.0.subject(big.1), small.0.subject(small.1));
    let size = |it: &Subject| it.facts.len() + it.parts.len();
    let cost = 1 + size(outer) + size(inner);
    let Some(left) = steps.get().checked_sub(cost) else {
        steps.set(0);
        return false;
    };
    steps.set(left);
    if let (None, Some(Value::Array(kinds))) = (kind, value(inner, "type")) {
        let mut kinds = kinds.iter().filter_map(Value::as_str);
        return kinds.all(|kind| holds(big, small, Some(kind), depth, steps));
    }
    if limits_hold(outer, inner, kind) && parts_hold((big.0, outer), (small.0, inner), depth, steps)
    {
        let fits_one = |options: &Vec<SubjectId>| {
            options
                .iter()
                .any(|option| holds((big.0, *option), small, kind, depth, steps))
        };
        if options(outer).values().all(fits_one) {
            return true;
        }
    }
    // A choice is included if each of its alternatives is.
    let are_all_held = |options: &Vec<SubjectId>| {
        options
            .iter()
            .all(|option| holds(big, (small.0, *option), None, depth, steps))
    };
    options(inner).values().any(are_all_held)
}

/// The alternatives of a schema, by the keyword that lists them.
fn options(subject: &Subject) -> BTreeMap<&str, Vec<SubjectId>> {
    let mut found: BTreeMap<&str, Vec<SubjectId>> = BTreeMap::new();
    for part in &subject.parts {
        if let Step::Choice(keyword, _) = &part.step {
            found.entry(keyword).or_default().push(part.subject);
        }
    }
    found
}

fn value<'s>(subject: &'s Subject, keyword: &str) -> Option<&'s Value> {
    let fact = subject.facts.iter().find(|fact| fact.keyword == keyword);
    fact.map(|fact| &fact.value)
}

/// Whether the values of `small` satisfy the constraints of `big`.
fn limits_hold(big: &Subject, small: &Subject, kind: Option<&str>) -> bool {
    big.facts.iter().all(|fact| limit_holds(fact, small, kind))
        && (value(small, "nullable").is_none()
            || value(big, "nullable").is_some()
            || big
                .facts
                .iter()
                .all(|fact| !matches!(fact.keyword.as_str(), "type" | "enum" | "const")))
}

fn limit_holds(limit: &Fact, small: &Subject, kind: Option<&str>) -> bool {
    let same = value(small, &limit.keyword);
    let at_most = |is_upper: bool| {
        let order = same.and_then(|same| compare_numbers(same, &limit.value));
        order.is_some_and(|order| {
            if is_upper {
                order.is_le()
            } else {
                order.is_ge()
            }
        })
    };
    let listed = || -> Option<Vec<&Value>> {
        match (value(small, "const"), value(small, "enum")) {
            (Some(only), _) => Some(vec![only]),
            (_, Some(Value::Array(values))) => Some(values.iter().collect()),
            _ => None,
        }
    };
    match limit.keyword.as_str() {
        "type" => {
            let kinds = |value: &Value| -> Vec<String> {
                match value {
                    Value::Array(kinds) => kinds
                        .iter()
                        .filter_map(Value::as_str)
                        .map(str::to_owned)
                        .collect(),
                    kind => kind.as_str().map(str::to_owned).into_iter().collect(),
                }
            };
            let outer = kinds(&limit.value);
            same.is_some_and(|inner| {
                let inner = kind.map_or_else(|| kinds(inner), |kind| vec![kind.to_owned()]);
                inner.iter().all(|kind| {
                    outer.contains(kind)
                        || (kind == "integer" && outer.iter().any(|it| it == "number"))
                })
            })
        }
        "enum" => listed().is_some_and(|values| {
            let outer = limit.value.as_array();
            values
                .iter()
                .all(|it| outer.is_some_and(|outer| outer.contains(it)))
        }),
        "const" => listed().is_some_and(|values| values.iter().all(|it| **it == limit.value)),
        "maximum" | "exclusiveMaximum" | "maxLength" | "maxItems" | "maxProperties" => {
            at_most(true)
        }
        "minimum" | "exclusiveMinimum" | "minLength" | "minItems" | "minProperties" => {
            at_most(false)
        }
        "nullable" | "readOnly" | "writeOnly" | "default" | "deprecated" | "discriminator"
        | "allOf" => true,
        keyword if keyword.starts_with("x-") || keyword.starts_with("example") => true,
        "title" | "description" | "summary" | "externalDocs" | "xml" | "$comment" => true,
        _ => same == Some(&limit.value),
    }
}

/// Whether `big` allows the properties and elements of `small`.
fn parts_hold(
    (big_facts, big): (&Facts, &Subject),
    (small_facts, small): (&Facts, &Subject),
    depth: usize,
    steps: &Cell<usize>,
) -> bool {
    let is_closed = value(small, "additionalProperties") == Some(&Value::Bool(false));
    let says_required = |part: &Part| {
        part.facts
            .iter()
            .any(|fact| fact.keyword == "required" && fact.value == true)
    };
    let mut by_step: HashMap<&Step, &Part> = HashMap::new();
    for part in &small.parts {
        by_step.entry(&part.step).or_insert(part);
    }
    let named_by_big: HashSet<&Step> = big.parts.iter().map(|part| &part.step).collect();
    let others = by_step.get(&Step::Values).map(|part| part.subject);
    // A closed object allows no property that it does not name.
    let names_all = small.parts.iter().all(|part| match &part.step {
        Step::Property(_) => named_by_big.contains(&part.step),
        Step::Other(keyword) if keyword.starts_with("patternProperties") => {
            named_by_big.contains(&part.step)
        }
        _ => true,
    });
    if value(big, "additionalProperties") == Some(&Value::Bool(false)) && !names_all {
        return false;
    }
    big.parts.iter().all(|part| {
        let holds_below = |inner: SubjectId| {
            let (big, small) = ((big_facts, part.subject), (small_facts, inner));
            holds(big, small, None, depth, steps)
        };
        match (&part.step, by_step.get(&part.step)) {
            (Step::Choice(..), _) => true,
            (_, Some(same)) => {
                let has_it = !says_required(part) || says_required(same);
                let mut named = small.parts.iter().filter(|it| {
                    // `small` may name properties that `big` covers as additional properties.
                    part.step == Step::Values
                        && matches!(it.step, Step::Property(_))
                        && !named_by_big.contains(&it.step)
                });
                has_it && holds_below(same.subject) && named.all(|it| holds_below(it.subject))
            }
            (Step::Property(_), None) => {
                !says_required(part) && (is_closed || others.is_some_and(holds_below))
            }
            _ => false,
        }
    })
}

#[cfg(test)]
mod tests;
