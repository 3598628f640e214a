//! Which line of the contract each line of a page is.

use crate::page::label::Label;
use crate::page::text::Flat;
use crate::page::{Item, Kind};
use contract::Span;

/// One line of the contract's view, and where in its tree it stands.
pub(super) struct Outline<'e> {
    pub(super) mark: Mark<'e>,
    pub(super) path: Vec<usize>,
}

pub(super) enum Mark<'e> {
    Head(&'e Item),
    Open,
    Close,
    Badge,
}

pub(super) fn flatten<'e>(items: &'e [Item], path: &mut Vec<usize>, into: &mut Vec<Outline<'e>>) {
    let mut badge = None;
    for (at, item) in items.iter().enumerate() {
        path.push(at);
        let line = |mark| Outline {
            mark,
            path: path.clone(),
        };
        match &item.kind {
            Kind::Items => {
                into.push(line(Mark::Open));
                flatten(&item.items, path, into);
                into.push(Outline {
                    mark: Mark::Close,
                    path: path.clone(),
                });
            }
            Kind::Choice(keyword) => {
                if badge != Some(keyword) && keyword != "discriminator" {
                    into.push(line(Mark::Badge));
                }
                badge = Some(keyword);
                flatten(&item.items, path, into);
            }
            _ => {
                into.push(line(Mark::Head(item)));
                flatten(&item.items, path, into);
            }
        }
        path.pop();
    }
}

const HEAD: f64 = 1.0;

const MARK: f64 = 0.4;

/// Less than to leave one out and take another in, more than anything that keeps the name.
const RENAMED: f64 = 1.6;

/// How many pairs of lines are held against each other; a large page has some ten thousand.
pub(super) const MAX_PAIRS: usize = 2_000_000;

/// For each line of the page, the line of the outline it is, and how unlike the two are.
pub(super) fn align(outline: &[Outline<'_>], flats: &[Flat]) -> (Vec<Option<usize>>, f64) {
    let (rows, columns) = (outline.len() + 1, flats.len() + 1);
    let mut cost = vec![0.0_f64; rows * columns];
    let at = |row: usize, column: usize| row * columns + column;
    for row in 1..rows {
        cost[at(row, 0)] = cost[at(row - 1, 0)] + outline_weight(&outline[row - 1]);
    }
    for column in 1..columns {
        cost[at(0, column)] = cost[at(0, column - 1)] + weight(&flats[column - 1]);
    }
    for row in 1..rows {
        for column in 1..columns {
            let both = likeness(&outline[row - 1], &flats[column - 1])
                .map_or(f64::INFINITY, |price| cost[at(row - 1, column - 1)] + price);
            let left_out = cost[at(row - 1, column)] + outline_weight(&outline[row - 1]);
            let taken_in = cost[at(row, column - 1)] + weight(&flats[column - 1]);
            cost[at(row, column)] = both.min(left_out).min(taken_in);
        }
    }
    let mut pairs = vec![None; flats.len()];
    let (mut row, mut column) = (rows - 1, columns - 1);
    while row > 0 && column > 0 {
        let here = cost[at(row, column)];
        let both = likeness(&outline[row - 1], &flats[column - 1])
            .map(|price| cost[at(row - 1, column - 1)] + price);
        if both.is_some_and(|both| (both - here).abs() < 1e-9) {
            pairs[column - 1] = Some(row - 1);
            row -= 1;
            column -= 1;
        } else if (cost[at(row, column - 1)] + weight(&flats[column - 1]) - here).abs() < 1e-9 {
            column -= 1;
        } else {
            row -= 1;
        }
    }
    (pairs, cost[rows * columns - 1])
}

fn outline_weight(line: &Outline<'_>) -> f64 {
    match line.mark {
        Mark::Head(_) => HEAD,
        _ => MARK,
    }
}

fn weight(flat: &Flat) -> f64 {
    match flat {
        Flat::Head(_) => HEAD,
        _ => MARK,
    }
}

/// What it costs to take a line of the page for one of the outline; `None` for never.
fn likeness(line: &Outline<'_>, flat: &Flat) -> Option<f64> {
    match (&line.mark, flat) {
        (Mark::Head(known), Flat::Head(item)) => {
            let alike = same_label(known, item);
            if known.kind == Kind::Root
                && known.name.text != item.name.text
                && !known.name.text.is_empty()
                && item.is_named_after_its_type()
            {
                return Some(0.5);
            }
            if known.name.text == item.name.text {
                let marks = usize::from(known.required.is_some() != item.required.is_some())
                    + usize::from(known.nullable.is_some() != item.nullable.is_some());
                let values = known.possible_values.as_ref().map(|p| &p.whole.text)
                    != item.possible_values.as_ref().map(|p| &p.whole.text);
                Some(
                    if alike { 0.0 } else { 0.5 }
                        + if marks > 0 { 0.1 } else { 0.0 }
                        + if values { 0.1 } else { 0.0 },
                )
            } else {
                let nameless = known.name.text.is_empty() || item.name.text.is_empty();
                (alike && !nameless).then_some(RENAMED)
            }
        }
        (Mark::Open, Flat::Open(_))
        | (Mark::Close, Flat::Close(_))
        | (Mark::Badge, Flat::Badge(_)) => Some(0.0),
        _ => None,
    }
}

fn same_label(known: &Item, item: &Item) -> bool {
    let origin = known.origin.as_ref().map(|origin| &origin.label);
    let is_parameter = matches!(known.kind, Kind::Parameter(_));
    let strip = |text: &str| {
        let mut label = Label::parse(text, origin, is_parameter);
        label.title = None;
        label
    };
    strip(&known.label.text) == strip(&item.label.text)
}

/// What stands elsewhere on the page is the same thing in another place: order is no fact.
pub(super) fn pair_moved(outline: &[Outline<'_>], flats: &[Flat], pairs: &mut [Option<usize>]) {
    let same_name = |line: &Outline<'_>, flat: &Flat| match (&line.mark, flat) {
        (Mark::Head(known), Flat::Head(item)) => {
            known.name.text == item.name.text && !item.name.text.is_empty()
        }
        _ => false,
    };
    // A pair of different names gives way if its name is found elsewhere.
    for at in 0..flats.len() {
        if let Some(row) = pairs[at]
            && matches!(flats[at], Flat::Head(_))
            && !same_name(&outline[row], &flats[at])
            && let Mark::Head(known) = outline[row].mark
        {
            let elsewhere = (0..outline.len()).any(|other| {
                same_name(&outline[other], &flats[at]) && !pairs.contains(&Some(other))
            });
            let taken = flats.iter().enumerate().any(|(other, flat)| {
                pairs[other].is_none()
                    && matches!(flat, Flat::Head(item) if item.name.text == known.name.text)
            });
            if elsewhere || taken {
                pairs[at] = None;
            }
        }
    }
    for at in 0..flats.len() {
        if pairs[at].is_some() {
            continue;
        }
        let free =
            |row: &usize| same_name(&outline[*row], &flats[at]) && !pairs.contains(&Some(*row));
        let alike = (0..outline.len()).filter(free).find(|row| {
            matches!((&outline[*row].mark, &flats[at]), (Mark::Head(known), Flat::Head(item)) if same_label(known, item))
        });
        let found = alike.or_else(|| (0..outline.len()).find(free));
        pairs[at] = found;
    }
}

/// The marks below a head that stands elsewhere go with it.
pub(super) fn pair_marks(outline: &[Outline<'_>], flats: &[Flat], pairs: &mut [Option<usize>]) {
    for at in 1..flats.len() {
        let Some(row) = pairs[at - 1].map(|row| row + 1) else {
            continue;
        };
        let follows = matches!(flats[at - 1], Flat::Head(_))
            && outline
                .get(row)
                .is_some_and(|line| likeness(line, &flats[at]) == Some(0.0));
        if pairs[at].is_some() || !follows || pairs.contains(&Some(row)) {
            continue;
        }
        match outline[row].mark {
            Mark::Badge => pairs[at] = Some(row),
            Mark::Open => {
                pairs[at] = Some(row);
                let end = (row..outline.len()).find(|&end| {
                    matches!(outline[end].mark, Mark::Close)
                        && outline[end].path == outline[row].path
                });
                if let Some(close) = close_of(flats, at)
                    && pairs[close].is_none()
                    && !pairs.contains(&end)
                {
                    pairs[close] = end;
                }
            }
            Mark::Head(_) | Mark::Close => {}
        }
    }
}

/// The end of the array that is opened at a place.
fn close_of(flats: &[Flat], open: usize) -> Option<usize> {
    let mut depth = 0_usize;
    (open..flats.len()).find(|&at| {
        match flats[at] {
            Flat::Open(_) => depth += 1,
            Flat::Close(_) => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth == 0
    })
}

pub(super) fn span(flat: &Flat) -> Span {
    match flat {
        Flat::Head(item) => item.name.span.start..item.label.span.end.max(item.name.span.end),
        Flat::Open(span) | Flat::Close(span) => span.clone(),
        Flat::Badge(text) | Flat::Label(text) => text.span.clone(),
    }
}
