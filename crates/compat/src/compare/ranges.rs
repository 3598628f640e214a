//! Compares the range of a number, which several keywords bound together.

use std::cmp::Ordering;

use serde_json::Value;

use super::bounds::{Bound, moved};
use super::comparison::Comparison;
use super::words::short;
use crate::change::{Action, Class};
use crate::integer_format::integer_range;
use crate::rules::schema;
use contract::compare_numbers;

/// The two keywords that bound a number from below, and the two that bound it from above.
const ENDS: [[Bound; 2]; 2] = [
    [
        Bound {
            keyword: "minimum",
            is_upper: false,
            optional: Some([&schema::MIN_SET, &schema::MIN_UNSET]),
            increased: &schema::MIN_INCREASED,
            decreased: &schema::MIN_DECREASED,
        },
        Bound {
            keyword: "exclusiveMinimum",
            is_upper: false,
            optional: Some([&schema::EXCLUSIVE_MIN_SET, &schema::EXCLUSIVE_MIN_UNSET]),
            increased: &schema::EXCLUSIVE_MIN_INCREASED,
            decreased: &schema::EXCLUSIVE_MIN_DECREASED,
        },
    ],
    [
        Bound {
            keyword: "maximum",
            is_upper: true,
            optional: Some([&schema::MAX_SET, &schema::MAX_UNSET]),
            increased: &schema::MAX_INCREASED,
            decreased: &schema::MAX_DECREASED,
        },
        Bound {
            keyword: "exclusiveMaximum",
            is_upper: true,
            optional: Some([&schema::EXCLUSIVE_MAX_SET, &schema::EXCLUSIVE_MAX_UNSET]),
            increased: &schema::EXCLUSIVE_MAX_INCREASED,
            decreased: &schema::EXCLUSIVE_MAX_DECREASED,
        },
    ],
];

/// A bound of a range: its value, and whether it is exclusive.
#[derive(Clone, Debug, PartialEq)]
struct End {
    at: Value,
    is_open: bool,
}

/// The range that the keywords of one side allow.
#[derive(PartialEq)]
struct Range {
    low: Option<End>,
    high: Option<End>,
}

impl Range {
    fn read(
        kind: Option<&Value>,
        format: Option<&Value>,
        bound: impl Fn(&str) -> Option<Value>,
    ) -> Self {
        let is_integer = kind.is_some_and(|kind| kind == "integer");
        let closed = |at: Value| End { at, is_open: false };
        let implied = format
            .and_then(Value::as_str)
            .filter(|_| is_integer)
            .and_then(integer_range);
        let open = |at: Value, inward: i64| {
            let next = at.as_i64().and_then(|at| at.checked_add(inward));
            match next.filter(|_| is_integer) {
                Some(next) => closed(next.into()),
                None => End { at, is_open: true },
            }
        };
        let lows = [
            bound("minimum").map(closed),
            bound("exclusiveMinimum").map(|at| open(at, 1)),
            implied.as_ref().map(|(low, _)| closed(low.clone())),
        ];
        let highs = [
            bound("maximum").map(closed),
            bound("exclusiveMaximum").map(|at| open(at, -1)),
            implied.map(|(_, high)| closed(high)),
        ];
        let tighter = |one: End, other: End, is_low: bool| {
            let order = compare_numbers(&other.at, &one.at);
            let ahead = order.is_some_and(|it| if is_low { it.is_gt() } else { it.is_lt() });
            if ahead || (order.is_some_and(Ordering::is_eq) && other.is_open) {
                other
            } else {
                one
            }
        };
        Self {
            low: lows
                .into_iter()
                .flatten()
                .reduce(|one, other| tighter(one, other, true)),
            high: highs
                .into_iter()
                .flatten()
                .reduce(|one, other| tighter(one, other, false)),
        }
    }
}

const RANGE: [&str; 4] = ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"];

/// Compares the range that `minimum`, `maximum`, their exclusive forms, and the format of a whole number
/// allow together.
pub(super) fn compare(comparison: &mut Comparison<'_>) {
    let sides = RANGE.map(|keyword| (keyword, comparison.take(keyword)));
    let is_number = |value: Option<&Value>| value.is_none_or(Value::is_number);
    let malformed: Vec<&'static str> = sides
        .iter()
        .filter(|(_, (before, after))| !is_number(*before) || !is_number(*after))
        .map(|(keyword, _)| *keyword)
        .collect();
    for keyword in malformed {
        comparison.give_back(keyword);
    }
    let kinds = comparison.both("type");
    let formats = comparison.both("format");
    let bound = |keyword: &str, is_after: bool| {
        let (_, (before, after)) = sides.iter().find(|(it, _)| *it == keyword)?;
        let value = if is_after { *after } else { *before };
        value.filter(|value| value.is_number()).cloned()
    };
    let before = Range::read(kinds.0, formats.0, |keyword| bound(keyword, false));
    let after = Range::read(kinds.1, formats.1, |keyword| bound(keyword, true));
    let changed = |keywords: [&str; 2]| {
        let of = |keyword: &str| {
            let side = sides.iter().find(|(it, _)| *it == keyword);
            side.is_some_and(|(_, (before, after))| {
                before != after && is_number(*before) && is_number(*after)
            })
        };
        keywords.map(of)
    };
    let format_is_range = format_is_respelled(comparison);
    let mut respelled = None;
    let ends = [
        (before.low.clone(), after.low.clone()),
        (before.high.clone(), after.high.clone()),
    ];
    for (bounds, (one, other)) in ENDS.iter().zip(ends) {
        let keywords = [bounds[0].keyword, bounds[1].keyword];
        let [plain, exclusive] = changed(keywords);
        if !plain && !exclusive && !format_is_range {
            continue;
        }
        if one == other {
            if plain || exclusive {
                respelled = respelled.or(Some(keywords[usize::from(!plain)]));
            }
            continue;
        }
        // Where two keywords, or a keyword and a format, bound the range, the resulting bound is compared.
        let only = match (plain, exclusive) {
            (true, false) if !format_is_range => Some(0),
            (false, true) if !format_is_range => Some(1),
            _ => None,
        };
        // `maximum` beside `exclusiveMaximum` is one bound: the stricter of the two decides.
        let is_beside = keywords.iter().all(|keyword| {
            let (before, after) = comparison.both(keyword);
            before.or(after).is_some()
        });
        if let Some(at) = only.filter(|_| !is_beside) {
            let (_, (before, after)) = sides[RANGE
                .iter()
                .position(|it| *it == keywords[at])
                .unwrap_or_default()];
            // A bound that another keyword already sets does not count as set or unset.
            let (before, after) = match (before, after) {
                (None, after) => (one.clone().map(|end| end.at), after.cloned()),
                (before, None) => (before.cloned(), other.clone().map(|end| end.at)),
                (before, after) => (before.cloned(), after.cloned()),
            };
            let bound = &bounds[at];
            moved(
                comparison,
                bound,
                bound.keyword,
                before.as_ref(),
                after.as_ref(),
            );
            continue;
        }
        // Together they are one bound, and its rules are those of the inclusive keyword.
        let bound = &bounds[0];
        let keyword = keywords[usize::from(!plain && exclusive)];
        let at = |end: &Option<End>| end.as_ref().map(|end| end.at.clone());
        let (mut from, to) = (at(&one), at(&other));
        if from == to {
            // The bound only became exclusive or inclusive.
            let opened = other.as_ref().is_some_and(|end| end.is_open);
            let rule = if opened == bound.is_upper {
                bound.decreased
            } else {
                bound.increased
            };
            let verb = if opened {
                "is now exclusive"
            } else {
                "is now inclusive"
            };
            let end = from.take().map(|it| short(&it)).unwrap_or_default();
            let message = format!("the bound {end} of the range of {{}} {verb}");
            comparison.record(rule, keyword, message);
        } else {
            moved(comparison, bound, keyword, from.as_ref(), to.as_ref());
        }
        if let Some(finding) = comparison.findings.last_mut() {
            finding.before = finding.before.take().or(at(&one));
            finding.after = finding.after.take().or(at(&other));
            if finding.before.is_some() && finding.after.is_some() {
                // One keyword replaces the other, and both sides have the bound.
                finding.action = Action::Changed;
            }
        }
    }
    let same = before == after;
    if format_is_range && same {
        respelled = Some("format");
    }
    if format_is_range {
        comparison.take("format");
    }
    if let Some(keyword) = respelled.filter(|_| same) {
        let message = "the range of {} is written differently and allows the same values";
        comparison
            .record(&schema::RANGE_RESPELLED, keyword, message)
            .class = Class::Equivalent;
    }
}

/// Whether an integer format was replaced by bounds, or the reverse, or was dropped beside bounds
/// that remain: then the range decides.
pub(super) fn format_is_respelled(comparison: &Comparison<'_>) -> bool {
    let kinds = comparison.both("type");
    let formats = comparison.both("format");
    let is_integer = |kind: Option<&Value>| kind.is_some_and(|kind| kind == "integer");
    let is_range = |format: Option<&Value>| {
        format.is_none_or(|it| it.as_str().and_then(integer_range).is_some())
    };
    let bounds_differ = RANGE.iter().any(|keyword| {
        let (before, after) = comparison.both(keyword);
        before != after
    });
    let range = |is_after: bool| {
        let of = |(before, after): (Option<&Value>, Option<&Value>)| {
            if is_after {
                after.cloned()
            } else {
                before.cloned()
            }
        };
        Range::read(of(kinds).as_ref(), of(formats).as_ref(), |keyword| {
            of(comparison.both(keyword)).filter(Value::is_number)
        })
    };
    is_integer(kinds.0)
        && is_integer(kinds.1)
        && formats.0 != formats.1
        && is_range(formats.0)
        && is_range(formats.1)
        && (bounds_differ || range(false) == range(true))
}
