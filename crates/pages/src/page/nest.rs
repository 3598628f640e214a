//! Puts what a text shows one after the other into the nesting the contract knows, and gives every
//! item what the contract says of it.

mod align;
mod order;
mod place;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::text::Flat;
use super::{Item, Kind};
use align::{MAX_PAIRS, align, flatten, pair_marks, pair_moved, span};
use contract::{ParameterPlace, Span};
use order::in_shown_order;
use place::Nest;

type Unread = Vec<(Span, String)>;

/// Every name in a schema.
pub(super) fn names<'i>(items: &'i [Item], into: &mut BTreeSet<&'i str>) {
    for item in items {
        if !matches!(item.kind, Kind::Choice(_) | Kind::Items) {
            into.insert(&item.name.text);
        }
        names(&item.items, into);
    }
}

/// The parameters of a page.
pub(super) fn parameters(
    expected: &[Item],
    found: Vec<(ParameterPlace, Vec<Flat>)>,
    unread: &mut Unread,
) -> Vec<Item> {
    let mut items: Vec<Item> = found
        .into_iter()
        .flat_map(|(_, flats)| heads(flats, unread))
        .collect();
    adopt(expected, &mut items);
    items
}

/// The headers of a response.
pub(super) fn headers(expected: &[Item], flats: Vec<Flat>, unread: &mut Unread) -> Vec<Item> {
    let mut items = heads(flats, unread);
    adopt(expected, &mut items);
    items
}

fn heads(flats: Vec<Flat>, unread: &mut Unread) -> Vec<Item> {
    let mut heads = Vec::new();
    for flat in flats {
        match flat {
            Flat::Head(item) => heads.push(*item),
            other => unread.push((span(&other), "a name and a type".to_owned())),
        }
    }
    heads
}

/// Gives items that are nested already what the contract says of them.
pub(super) fn adopt(expected: &[Item], items: &mut [Item]) {
    let options: Vec<&Item> = expected
        .iter()
        .filter(|known| matches!(known.kind, Kind::Choice(_)))
        .collect();
    let shown = items
        .iter()
        .filter(|item| matches!(item.kind, Kind::Choice(_)))
        .count();
    let pairs = pair_options(&options, items);
    let unclaimed: Vec<&Item> = expected
        .iter()
        .filter(|known| {
            items
                .iter()
                .all(|item| item.kind != known.kind || item.name.text != known.name.text)
        })
        .collect();
    let mut option = 0;
    for item in items.iter_mut() {
        let known = if matches!(item.kind, Kind::Choice(_)) {
            let known = pairs.get(option).copied().flatten().map(|at| options[at]);
            option += 1;
            if let Some(known) = known {
                item.name.text.clone_from(&known.name.text);
            }
            known
        } else {
            expected
                .iter()
                .find(|known| known.kind == item.kind && known.name.text == item.name.text)
        };
        if known.is_none() {
            // What has only another name means by its label what it meant before.
            item.origin = unclaimed
                .iter()
                .find(|known| known.kind == item.kind && known.label.text == item.label.text)
                .and_then(|known| known.origin.clone());
        }
        if let Some(known) = known {
            item.origin.clone_from(&known.origin);
            name_examples(known, item);
            adopt(&known.items, &mut item.items);
        }
    }
    debug_assert!(option == shown);
}

/// A text does not show the names of examples: they are those of the contract with the same value,
/// else in the same place.
fn name_examples(known: &Item, item: &mut Item) {
    for (at, example) in item.examples.iter_mut().enumerate() {
        if example.label.is_none() {
            let same = known
                .examples
                .iter()
                .find(|known| known.code.text == example.code.text)
                .or_else(|| known.examples.get(at));
            example.label = same.and_then(|known| known.label.clone());
        }
    }
}

/// A way in which two options are alike.
type Likeness = fn(&Item, &Item) -> bool;

/// Which option of the contract each option of a page is: by label, else by what is in it, else
/// by its place if nothing else is left.
fn pair_options(expected: &[&Item], items: &[Item]) -> Vec<Option<usize>> {
    let shown: Vec<&Item> = items
        .iter()
        .filter(|item| matches!(item.kind, Kind::Choice(_)))
        .collect();
    let mut pairs: Vec<Option<usize>> = vec![None; shown.len()];
    let likeness: [Likeness; 3] = [
        |known, item| known.name.text == item.name.text && inner(known) == inner(item),
        |known, item| known.name.text == item.name.text,
        |known, item| !inner(known).is_empty() && inner(known) == inner(item),
    ];
    for alike in likeness {
        for (at, item) in shown.iter().enumerate() {
            if pairs[at].is_none() {
                pairs[at] = (0..expected.len())
                    .find(|known| !pairs.contains(&Some(*known)) && alike(expected[*known], item));
            }
        }
    }
    if expected.len() == shown.len() {
        for at in 0..shown.len() {
            if pairs[at].is_none() && !pairs.contains(&Some(at)) {
                pairs[at] = Some(at);
            }
        }
    }
    pairs
}

fn inner(item: &Item) -> BTreeSet<&str> {
    let mut inner = BTreeSet::new();
    names(&item.items, &mut inner);
    inner
}

/// The schema of a body, put into the nesting of the contract's; `samples` are the examples that the
/// theme makes up, for the contract and on the page: they show what is nested in what.
pub(super) fn schema(
    expected: &[Item],
    flats: Vec<Flat>,
    samples: (Option<&Value>, Option<&Value>),
    unread: &mut Unread,
) -> Vec<Item> {
    let mut labels = Vec::new();
    let flats: Vec<Flat> = flats
        .into_iter()
        .filter_map(|flat| match flat {
            Flat::Label(text) => {
                labels.push(text);
                None
            }
            other => Some(other),
        })
        .collect();
    let mut outline = Vec::new();
    flatten(expected, &mut Vec::new(), &mut outline);
    if outline.len().saturating_mul(flats.len()) > MAX_PAIRS {
        let lines = flats.first().map_or(0..0, span).start..flats.last().map_or(0..0, span).end;
        unread.push((
            lines,
            "a schema of a size that can be held against the contract".to_owned(),
        ));
        return Vec::new();
    }
    let expected = in_shown_order(expected, &flats);
    outline.clear();
    flatten(&expected, &mut Vec::new(), &mut outline);
    let (mut pairs, _) = align(&outline, &flats);
    pair_moved(&outline, &flats, &mut pairs);
    pair_marks(&outline, &flats, &mut pairs);
    let mut nest = Nest {
        expected: &expected,
        badges: BTreeMap::new(),
        placed: BTreeMap::new(),
        added: BTreeMap::new(),
        known: samples.0,
        sample: samples.1,
        unread,
        depth: 0,
    };
    nest.place(&outline, flats, &pairs);
    let built = nest.build(&expected, &mut Vec::new());
    nest.leave();
    // Two choices may have one name, but no tab may be there twice for one choice.
    let choices = count_choices(&built);
    let mut seen = BTreeSet::new();
    let doubled = labels.iter().any(|label| !seen.insert(&label.text));
    if let Some(first) = labels.first()
        && (labels.len() < choices || (labels.len() > choices && doubled))
    {
        unread.push((first.span.clone(), "a tab for each choice".to_owned()));
    }
    built
}

fn count_choices(items: &[Item]) -> usize {
    let inner = items
        .iter()
        .map(|item| usize::from(matches!(item.kind, Kind::Choice(_))) + count_choices(&item.items));
    inner.sum()
}
