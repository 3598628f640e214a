//! Keywords whose values need only be brought into one form.

use serde_json::{Number, Value};

use crate::facts::Fact;
use crate::tree::{Data, Member, Node};

/// States a member as a fact, unless it has its default value.
pub(super) fn state(facts: &mut Vec<Fact>, keyword: &str, member: &Member) {
    let value = canonical(&member.value.to_json());
    if is_default(keyword, &value) {
        return;
    }
    let value = if keyword == "tags" {
        sorted(value)
    } else {
        value
    };
    facts.push(Fact::new(keyword, value, member.key_span.clone()));
}

/// Whether a keyword with this value means the same as its absence.
pub(super) fn is_default(keyword: &str, value: &Value) -> bool {
    match keyword {
        "required" | "deprecated" | "nullable" | "readOnly" | "writeOnly" | "uniqueItems"
        | "exclusiveMinimum" | "exclusiveMaximum" | "allowEmptyValue" | "allowReserved" => {
            *value == Value::Bool(false) || (keyword == "required" && is_empty(value))
        }
        "minLength" | "minItems" | "minProperties" => *value == 0,
        "additionalProperties" => *value == Value::Bool(true) || is_empty(value),
        "tags" | "parameters" | "responses" | "encoding" => is_empty(value),
        "description" | "summary" | "title" => value.as_str() == Some(""),
        _ => false,
    }
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Array(elements) => elements.is_empty(),
        Value::Object(members) => members.is_empty(),
        _ => false,
    }
}

/// The same JSON with every number in its shortest form: `1.0` is `1`.
pub(super) fn canonical(value: &Value) -> Value {
    match value {
        Value::Number(number) => Value::Number(canonical_number(number)),
        Value::Array(elements) => elements.iter().map(canonical).collect(),
        Value::Object(members) => members
            .iter()
            .map(|(key, value)| (key.clone(), canonical(value)))
            .collect::<serde_json::Map<_, _>>()
            .into(),
        _ => value.clone(),
    }
}

/// A value as a text that does not depend on the order of members.
pub(super) fn as_text(value: &Value) -> String {
    let mut value = value.clone();
    value.sort_all_objects();
    value.to_string()
}

/// Up to here every whole number has a float of its own.
const EXACT: f64 = 9_007_199_254_740_992.0;

fn canonical_number(number: &Number) -> Number {
    match number.as_f64() {
        Some(float) if number.is_f64() && float.fract() == 0.0 && float.abs() < EXACT => {
            #[expect(clippy::cast_possible_truncation, reason = "it is whole and in range")]
            let whole = float as i64;
            Number::from(whole)
        }
        _ => number.clone(),
    }
}

/// A list whose order has no meaning.
pub(super) fn sorted(value: Value) -> Value {
    match value {
        Value::Array(mut elements) => {
            elements.sort_by_cached_key(Value::to_string);
            elements.dedup();
            Value::Array(elements)
        }
        value => value,
    }
}

pub(super) fn state_members(facts: &mut Vec<Fact>, node: &Node, read_elsewhere: &[&str]) {
    for (key, member) in node.members() {
        if !read_elsewhere.contains(&key) {
            state(facts, key, member);
        }
    }
}

/// The alternatives of a `security` list, each with its schemes and their scopes in order.
pub(super) fn security(member: &Member) -> Fact {
    let mut value = canonical(&member.value.to_json());
    if let Value::Array(alternatives) = &mut value {
        for alternative in alternatives.iter_mut() {
            if let Value::Object(schemes) = alternative {
                schemes.sort_keys();
                for scopes in schemes.values_mut() {
                    if let Value::Array(scopes) = scopes {
                        scopes.sort_by_cached_key(Value::to_string);
                    }
                }
            }
        }
        alternatives.sort_by_cached_key(Value::to_string);
        alternatives.dedup();
    }
    Fact::new("security", value, member.key_span.clone())
}

pub(super) fn is_mapping(node: &Node) -> bool {
    matches!(node.data, Data::Mapping(_))
}
