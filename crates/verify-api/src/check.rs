//! How the generated code holds the members of a body to their documented constraints.

use crate::invalid_value::InvalidValue;
use crate::text::Rules;

type Checked = Result<(), InvalidValue>;

/// Checks a text.
pub(crate) fn text(member: &'static str, text: Option<&str>, rules: &Rules) -> Checked {
    match text.map(|text| rules.check(text)) {
        Some(Err(reason)) => Err(InvalidValue::new(member, reason)),
        _ => Ok(()),
    }
}

/// Checks a whole number.
pub(crate) fn integer(
    member: &'static str,
    number: Option<i64>,
    is_legal: fn(i64) -> bool,
    expected: &'static str,
) -> Checked {
    match number {
        Some(number) if !is_legal(number) => Err(InvalidValue::new(member, expected)),
        _ => Ok(()),
    }
}

/// Checks a number; JSON has no infinity and nothing that is no number.
pub(crate) fn number(
    member: &'static str,
    number: Option<f64>,
    is_legal: fn(f64) -> bool,
    expected: &'static str,
) -> Checked {
    match number {
        Some(number) if !number.is_finite() || !is_legal(number) => {
            Err(InvalidValue::new(member, expected))
        }
        _ => Ok(()),
    }
}

/// Checks that an enum holds a documented value, and not one that only an answer may bring.
pub(crate) fn documented(
    member: &'static str,
    value: Option<&str>,
    values: &[&'static str],
) -> Checked {
    match value {
        Some(value) if !values.contains(&value) => Err(InvalidValue::new(
            member,
            format!("expected one of {}", values.join(", ")),
        )),
        _ => Ok(()),
    }
}

/// Checks an object in a body.
pub(crate) fn object<T>(
    member: &'static str,
    object: Option<&T>,
    check: fn(&T) -> Checked,
) -> Checked {
    object
        .map_or(Ok(()), check)
        .map_err(|refused| refused.within(member))
}
