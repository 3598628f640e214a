//! Compares bounds of lengths and counts, and `multipleOf`.

use serde_json::{Value, json};

use contract::compare_numbers;

use super::comparison::Comparison;
use super::words::short;
use crate::rules::schema::{self, SchemaRule};

/// A keyword that bounds a count or a number, with its rules.
pub(super) struct Bound {
    pub(super) keyword: &'static str,
    pub(super) is_upper: bool,
    /// The rules of a bound that was added and of one that was removed; `None` where a missing bound
    /// equals zero.
    pub(super) optional: Option<[&'static SchemaRule; 2]>,
    pub(super) increased: &'static SchemaRule,
    pub(super) decreased: &'static SchemaRule,
}

const COUNTS: [Bound; 8] = [
    Bound {
        keyword: "maxLength",
        is_upper: true,
        optional: Some([&schema::MAX_LENGTH_SET, &schema::MAX_LENGTH_UNSET]),
        increased: &schema::MAX_LENGTH_INCREASED,
        decreased: &schema::MAX_LENGTH_DECREASED,
    },
    Bound {
        keyword: "minLength",
        is_upper: false,
        optional: None,
        increased: &schema::MIN_LENGTH_INCREASED,
        decreased: &schema::MIN_LENGTH_DECREASED,
    },
    Bound {
        keyword: "maxItems",
        is_upper: true,
        optional: Some([&schema::MAX_ITEMS_SET, &schema::MAX_ITEMS_UNSET]),
        increased: &schema::MAX_ITEMS_INCREASED,
        decreased: &schema::MAX_ITEMS_DECREASED,
    },
    Bound {
        keyword: "minItems",
        is_upper: false,
        optional: Some([&schema::MIN_ITEMS_SET, &schema::MIN_ITEMS_UNSET]),
        increased: &schema::MIN_ITEMS_INCREASED,
        decreased: &schema::MIN_ITEMS_DECREASED,
    },
    Bound {
        keyword: "maxProperties",
        is_upper: true,
        optional: Some([&schema::MAX_PROPERTIES_SET, &schema::MAX_PROPERTIES_UNSET]),
        increased: &schema::MAX_PROPERTIES_INCREASED,
        decreased: &schema::MAX_PROPERTIES_DECREASED,
    },
    Bound {
        keyword: "minProperties",
        is_upper: false,
        optional: Some([&schema::MIN_PROPERTIES_SET, &schema::MIN_PROPERTIES_UNSET]),
        increased: &schema::MIN_PROPERTIES_INCREASED,
        decreased: &schema::MIN_PROPERTIES_DECREASED,
    },
    Bound {
        keyword: "maxContains",
        is_upper: true,
        optional: Some([&schema::MAX_CONTAINS_SET, &schema::MAX_CONTAINS_UNSET]),
        increased: &schema::MAX_CONTAINS_INCREASED,
        decreased: &schema::MAX_CONTAINS_DECREASED,
    },
    Bound {
        keyword: "minContains",
        is_upper: false,
        optional: Some([&schema::MIN_CONTAINS_SET, &schema::MIN_CONTAINS_UNSET]),
        increased: &schema::MIN_CONTAINS_INCREASED,
        decreased: &schema::MIN_CONTAINS_DECREASED,
    },
];

pub(super) fn compare(comparison: &mut Comparison<'_>) {
    for count in &COUNTS {
        compare_count(comparison, count);
    }
    multiple_of(comparison);
}

fn compare_count(comparison: &mut Comparison<'_>, count: &Bound) {
    let (before, after) = comparison.take(count.keyword);
    if before == after {
        return;
    }
    let zero = json!(0);
    let floor = count.optional.is_none().then_some(&zero);
    if !moved(
        comparison,
        count,
        count.keyword,
        before.or(floor),
        after.or(floor),
    ) {
        comparison.give_back(count.keyword);
    }
}

/// Records how a bound moved, under its keyword; false if the bound is not a number.
pub(super) fn moved(
    comparison: &mut Comparison<'_>,
    bound: &Bound,
    keyword: &str,
    before: Option<&Value>,
    after: Option<&Value>,
) -> bool {
    let (rule, message) = match (before, after, bound.optional) {
        (None, Some(after), Some([added, _])) if after.is_number() => {
            (added, format!("{{}} gained `{keyword}` = {}", short(after)))
        }
        (Some(before), None, Some([_, removed])) if before.is_number() => (
            removed,
            format!("{{}} lost `{keyword}` = {}", short(before)),
        ),
        (Some(before), Some(after), _) => {
            let Some(order) = compare_numbers(after, before) else {
                return false;
            };
            let (rule, verb) = if order.is_gt() {
                (bound.increased, "increased")
            } else {
                (bound.decreased, "decreased")
            };
            let (before, after) = (short(before), short(after));
            (
                rule,
                format!("`{keyword}` of {{}} {verb} from {before} to {after}"),
            )
        }
        _ => return false,
    };
    comparison.record(rule, keyword, message);
    true
}

fn multiple_of(comparison: &mut Comparison<'_>) {
    let (before, after) = comparison.take("multipleOf");
    if before == after {
        return;
    }
    let rule = match (before.map(Value::as_f64), after.map(Value::as_f64)) {
        (None, Some(Some(_))) => &schema::MULTIPLE_OF_SET,
        (Some(Some(_)), None) => &schema::MULTIPLE_OF_UNSET,
        (Some(Some(one)), Some(Some(other))) if is_multiple(one, other) => {
            &schema::MULTIPLE_OF_GENERALIZED
        }
        (Some(Some(one)), Some(Some(other))) if is_multiple(other, one) => {
            &schema::MULTIPLE_OF_SPECIALIZED
        }
        (Some(Some(_)), Some(Some(_))) => &schema::MULTIPLE_OF_CHANGED,
        _ => return comparison.give_back("multipleOf"),
    };
    let (_, message) = super::words::added_removed_changed("multipleOf", before, after);
    comparison.record(rule, "multipleOf", message);
}

fn is_multiple(value: f64, of: f64) -> bool {
    // Floats cannot represent decimal steps exactly, and 0.3 has to count as three times 0.1.
    let times = value / of;
    of != 0.0 && (times - times.round()).abs() < 1e-9 * times.abs().max(1.0)
}
