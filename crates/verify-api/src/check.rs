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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_that_json_cannot_hold_is_refused_whatever_bounds_it() {
        let check = |found| number("speed", Some(found), |_| true, "expected a number");
        assert_eq!(check(0.5), Ok(()));
        for found in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
            let refused = check(found).unwrap_err();
            assert_eq!(refused.to_string(), "speed: expected a number");
        }
    }

    #[test]
    fn what_is_not_set_breaks_nothing() {
        let never = |(): &()| Err(InvalidValue::new("inner", "never"));
        assert_eq!(object::<()>("outer", None, never), Ok(()));
        assert_eq!(
            object("outer", Some(&()), never).unwrap_err().place(),
            "outer › inner"
        );
        assert_eq!(documented("channel", None, &["sms"]), Ok(()));
        assert_eq!(
            documented("channel", Some("pigeon"), &["sms", "call"])
                .unwrap_err()
                .to_string(),
            "channel: expected one of sms, call"
        );
    }
}
