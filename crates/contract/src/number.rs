//! Numbers of JSON, compared exactly.

use std::cmp::Ordering;

use serde_json::Value;

/// Compares two numbers, whole ones without a detour through floats; `None` for what is no number.
#[must_use]
pub fn compare_numbers(one: &Value, other: &Value) -> Option<Ordering> {
    match (whole(one), whole(other)) {
        (Some(one), Some(other)) => Some(one.cmp(&other)),
        _ => one.as_f64()?.partial_cmp(&other.as_f64()?),
    }
}

fn whole(value: &Value) -> Option<i128> {
    let signed = value.as_i64().map(i128::from);
    signed.or_else(|| value.as_u64().map(i128::from))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn neighbours_beyond_the_floats_are_told_apart() {
        let one = json!(9_223_372_036_854_775_807_i64);
        let other = json!(9_223_372_036_854_775_806_i64);
        assert_eq!(compare_numbers(&one, &other), Some(Ordering::Greater));
        assert_eq!(
            compare_numbers(&json!(u64::MAX), &one),
            Some(Ordering::Greater)
        );
        assert_eq!(
            compare_numbers(&json!(1.5), &json!(1)),
            Some(Ordering::Greater)
        );
        assert_eq!(compare_numbers(&json!("1"), &json!(1)), None);
    }
}
