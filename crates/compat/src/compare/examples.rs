//! Examples, compared as JSON, member by member.

use serde_json::Value;

use super::comparison::{Comparison, Keywords};
use super::words::short;
use crate::change::Class;
use crate::rules::id;

/// One change for each example that differs, with a detail for each member.
pub(super) fn compare(comparison: &mut Comparison<'_>, keyword: &str) {
    let name = match keyword.strip_prefix("examples/") {
        Some(name) => format!("the example `{name}`"),
        None => "the example".to_owned(),
    };
    let value = |said: &Keywords<'_>| said.get(keyword).map(|it| it.value.clone());
    let (before, after) = (value(&comparison.base), value(&comparison.revision));
    let finding = match (before, after) {
        (None, _) => {
            comparison.record_as(id!("example-added"), keyword, format!("{{}} gained {name}"))
        }
        (_, None) => {
            comparison.record_as(id!("example-removed"), keyword, format!("{{}} lost {name}"))
        }
        (Some(before), Some(after)) => {
            let mut members = Vec::new();
            differences("", &before, &after, &mut members);
            let message = match members.as_slice() {
                [only] if only.starts_with('`') => format!("{name} of {{}} differs: {only}"),
                [only] => format!("{name} of {{}} was {only}"),
                many => format!("{name} of {{}} differs in {} members", many.len()),
            };
            let finding = comparison.record_as(id!("example-changed"), keyword, message);
            finding.details = members;
            finding
        }
    };
    finding.class = Class::Example;
}

/// A line for each member that differs: `` `a.b[0]` was 1, is 2 ``.
fn differences(at: &str, before: &Value, after: &Value, lines: &mut Vec<String>) {
    match (before, after) {
        (Value::Object(before), Value::Object(after)) => {
            for (key, value) in before {
                let at = if at.is_empty() {
                    key.clone()
                } else {
                    format!("{at}.{key}")
                };
                match after.get(key) {
                    Some(other) => differences(&at, value, other, lines),
                    None => lines.push(format!("`{at}` was {}, is absent", short(value))),
                }
            }
            for (key, value) in after.iter().filter(|(key, _)| !before.contains_key(*key)) {
                let at = if at.is_empty() {
                    key.clone()
                } else {
                    format!("{at}.{key}")
                };
                lines.push(format!("`{at}` was absent, is {}", short(value)));
            }
        }
        (Value::Array(before), Value::Array(after)) => {
            for index in 0..before.len().max(after.len()) {
                let at = format!("{at}[{index}]");
                match (before.get(index), after.get(index)) {
                    (Some(one), Some(other)) => differences(&at, one, other, lines),
                    (Some(one), None) => {
                        lines.push(format!("`{at}` was {}, is absent", short(one)));
                    }
                    (None, Some(other)) => {
                        lines.push(format!("`{at}` was absent, is {}", short(other)));
                    }
                    (None, None) => {}
                }
            }
        }
        _ if before == after => {}
        _ if at.is_empty() => lines.push(format!("{}, is {}", short(before), short(after))),
        _ => lines.push(format!("`{at}` was {}, is {}", short(before), short(after))),
    }
}
