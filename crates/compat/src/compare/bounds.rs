//! Lengths, counts, and ranges.

use std::cmp::Ordering;

use serde_json::{Value, json};

use contract::compare_numbers;

use super::sheet::Sheet;
use super::words::short;
use crate::change::{Action, Class};
use crate::integer_format::integer_range;

/// A bound that is a count: it has an id for each way it can move.
struct Count {
    keyword: &'static str,
    name: &'static str,
    is_upper: bool,
    /// Whether the id speaks of a set or an unset bound; else none is the same as zero.
    can_be_unset: bool,
}

const COUNTS: [Count; 8] = [
    count("maxLength", "max-length", true, true),
    count("minLength", "min-length", false, false),
    count("maxItems", "max-items", true, true),
    count("minItems", "min-items", false, true),
    count("maxProperties", "max-properties", true, true),
    count("minProperties", "min-properties", false, true),
    count("maxContains", "max-contains", true, true),
    count("minContains", "min-contains", false, true),
];

const fn count(
    keyword: &'static str,
    name: &'static str,
    is_upper: bool,
    can_be_unset: bool,
) -> Count {
    Count {
        keyword,
        name,
        is_upper,
        can_be_unset,
    }
}

pub(super) fn compare(sheet: &mut Sheet<'_>) {
    for count in &COUNTS {
        compare_count(sheet, count);
    }
    multiple_of(sheet);
    ranges(sheet);
}

fn compare_count(sheet: &mut Sheet<'_>, count: &Count) {
    let keyword = count.keyword;
    let (before, after) = sheet.take(keyword);
    if before == after {
        return;
    }
    let zero = json!(0);
    let floor = (!count.can_be_unset).then_some(&zero);
    if moved(
        sheet,
        keyword,
        count.name,
        before.or(floor),
        after.or(floor),
        count.is_upper,
    ) {
        return;
    }
    sheet.give_back(keyword);
}

/// Says how a bound moved; false if it is no number.
fn moved(
    sheet: &mut Sheet<'_>,
    keyword: &str,
    name: &str,
    before: Option<&Value>,
    after: Option<&Value>,
    is_upper: bool,
) -> bool {
    let limit = if is_upper { "at most" } else { "at least" };
    let (suffix, message) = match (before, after) {
        (None, Some(after)) if after.is_number() => (
            "set",
            format!("`{keyword}` of {{}} is {limit} {} now", short(after)),
        ),
        (Some(before), None) if before.is_number() => (
            "unset",
            format!("`{keyword}` of {{}} is no longer {limit} {}", short(before)),
        ),
        (Some(before), Some(after)) => {
            let Some(order) = compare_numbers(after, before) else {
                return false;
            };
            let (suffix, verb) = if order.is_gt() {
                ("increased", "rose")
            } else {
                ("decreased", "fell")
            };
            let (before, after) = (short(before), short(after));
            (
                suffix,
                format!("`{keyword}` of {{}} {verb} from {before} to {after}"),
            )
        }
        _ => return false,
    };
    sheet.say(&format!("{name}-{suffix}"), keyword, message);
    true
}

fn multiple_of(sheet: &mut Sheet<'_>) {
    let (before, after) = sheet.take("multipleOf");
    if before == after {
        return;
    }
    let name = match (before.map(Value::as_f64), after.map(Value::as_f64)) {
        (None, Some(Some(_))) => "set",
        (Some(Some(_)), None) => "unset",
        (Some(Some(one)), Some(Some(other))) if is_multiple(one, other) => "generalized",
        (Some(Some(one)), Some(Some(other))) if is_multiple(other, one) => "specialized",
        (Some(Some(_)), Some(Some(_))) => "changed",
        _ => return sheet.give_back("multipleOf"),
    };
    let (_, message) = super::words::added_removed_changed("multipleOf", before, after);
    sheet.say(&format!("multiple-of-{name}"), "multipleOf", message);
}

fn is_multiple(value: f64, of: f64) -> bool {
    // Decimal steps have no exact floats: 0.3 is three times 0.1 all the same.
    let times = value / of;
    of != 0.0 && (times - times.round()).abs() < 1e-9 * times.abs().max(1.0)
}

/// The end of a range: its place, and whether the place itself lies outside.
#[derive(Clone, Debug, PartialEq)]
struct End {
    at: Value,
    is_open: bool,
}

/// A side's range as its keywords say it.
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

fn ranges(sheet: &mut Sheet<'_>) {
    let sides = RANGE.map(|keyword| (keyword, sheet.take(keyword)));
    let is_number = |value: Option<&Value>| value.is_none_or(Value::is_number);
    let malformed: Vec<&'static str> = sides
        .iter()
        .filter(|(_, (before, after))| !is_number(*before) || !is_number(*after))
        .map(|(keyword, _)| *keyword)
        .collect();
    for keyword in malformed {
        sheet.give_back(keyword);
    }
    let kinds = sheet.both("type");
    let formats = sheet.both("format");
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
    let format_is_range = format_is_respelled(sheet);
    let mut respelled = None;
    for (keywords, names, one, other, is_upper) in [
        (
            ["minimum", "exclusiveMinimum"],
            ["min", "exclusive-min"],
            before.low.clone(),
            after.low.clone(),
            false,
        ),
        (
            ["maximum", "exclusiveMaximum"],
            ["max", "exclusive-max"],
            before.high.clone(),
            after.high.clone(),
            true,
        ),
    ] {
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
        // Where the two keywords, or a format, share the work, the end that results is what moved.
        let only = match (plain, exclusive) {
            (true, false) if !format_is_range => Some(0),
            (false, true) if !format_is_range => Some(1),
            _ => None,
        };
        // `maximum` beside `exclusiveMaximum` is one bound: the stricter of the two decides.
        let is_beside = keywords.iter().all(|keyword| {
            let (before, after) = sheet.both(keyword);
            before.or(after).is_some()
        });
        if let Some(at) = only.filter(|_| !is_beside) {
            let (_, (before, after)) = sides[RANGE
                .iter()
                .position(|it| *it == keywords[at])
                .unwrap_or_default()];
            // An end that another keyword already held does not count as set or unset.
            let (before, after) = match (before, after) {
                (None, after) => (one.clone().map(|end| end.at), after.cloned()),
                (before, None) => (before.cloned(), other.clone().map(|end| end.at)),
                (before, after) => (before.cloned(), after.cloned()),
            };
            moved(
                sheet,
                keywords[at],
                names[at],
                before.as_ref(),
                after.as_ref(),
                is_upper,
            );
            continue;
        }
        let keyword = keywords[usize::from(!plain && exclusive)];
        let at = |end: &Option<End>| end.as_ref().map(|end| end.at.clone());
        let (mut from, to) = (at(&one), at(&other));
        if from == to {
            // Only whether the end lies outside changed.
            let opened = other.as_ref().is_some_and(|end| end.is_open);
            let suffix = if opened == is_upper {
                "decreased"
            } else {
                "increased"
            };
            let verb = if opened {
                "lies outside now"
            } else {
                "lies inside now"
            };
            let end = from.take().map(|it| short(&it)).unwrap_or_default();
            let message = format!("the end {end} of the range of {{}} {verb}");
            sheet.say(&format!("{}-{suffix}", names[0]), keyword, message);
        } else {
            moved(
                sheet,
                keyword,
                names[0],
                from.as_ref(),
                to.as_ref(),
                is_upper,
            );
        }
        if let Some(finding) = sheet.findings.last_mut() {
            finding.before = finding.before.take().or(at(&one));
            finding.after = finding.after.take().or(at(&other));
            if finding.before.is_some() && finding.after.is_some() {
                // One keyword went and the other came, but the end was there all along.
                finding.action = Action::Changed;
            }
        }
    }
    let same = before == after;
    if format_is_range && same {
        respelled = Some("format");
    }
    if format_is_range {
        sheet.take("format");
    }
    if let Some(keyword) = respelled.filter(|_| same) {
        let message = "the range of {} is written otherwise, and is the same";
        sheet.say("range-respelled", keyword, message).class = Class::Equivalent;
    }
}

/// Whether a format of whole numbers became bounds, or the reverse, or stood around bounds that are
/// left: what counts then is the range.
pub(super) fn format_is_respelled(sheet: &Sheet<'_>) -> bool {
    let kinds = sheet.both("type");
    let formats = sheet.both("format");
    let is_integer = |kind: Option<&Value>| kind.is_some_and(|kind| kind == "integer");
    let is_range = |format: Option<&Value>| {
        format.is_none_or(|it| it.as_str().and_then(integer_range).is_some())
    };
    let bounds_differ = RANGE.iter().any(|keyword| {
        let (before, after) = sheet.both(keyword);
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
            of(sheet.both(keyword)).filter(Value::is_number)
        })
    };
    is_integer(kinds.0)
        && is_integer(kinds.1)
        && formats.0 != formats.1
        && is_range(formats.0)
        && is_range(formats.1)
        && (bounds_differ || range(false) == range(true))
}
