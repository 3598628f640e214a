//! The order of options in which a page shows them.

use super::align::{MAX_PAIRS, align, flatten};
use crate::page::text::Flat;
use crate::page::{Item, Kind};

/// How many options are tried in every order.
const MAX_PERMUTED: usize = 4;

/// The contract's schema with the options of each choice in the order in which the page seems to
/// show them: their order is no fact, and a text does not show their names.
pub(super) fn in_shown_order(expected: &[Item], flats: &[Flat]) -> Vec<Item> {
    let price = |items: &[Item]| {
        let mut outline = Vec::new();
        flatten(items, &mut Vec::new(), &mut outline);
        align(&outline, flats).1
    };
    let mut best = expected.to_vec();
    let mut cheapest = price(&best);
    let mut groups = Vec::new();
    choices(expected, &mut Vec::new(), &mut groups);
    let mut outline = Vec::new();
    flatten(expected, &mut Vec::new(), &mut outline);
    let mut left = MAX_PAIRS / (outline.len() * flats.len()).max(1);
    for (path, from, count) in groups {
        if cheapest < 1e-9 || count > MAX_PERMUTED || left == 0 {
            continue;
        }
        left = left.saturating_sub((1..=count).product());
        let current = best.clone();
        let mut order: Vec<usize> = (0..count).collect();
        while next_permutation(&mut order) {
            let mut tried = current.clone();
            let Some(items) = items_at(&mut tried, &path) else {
                continue;
            };
            let options: Vec<Item> = order.iter().map(|at| items[from + at].clone()).collect();
            items[from..from + count].clone_from_slice(&options);
            let cost = price(&tried);
            if cost < cheapest - 1e-9 {
                cheapest = cost;
                best = tried;
            }
        }
    }
    best
}

/// Where choices stand: the path of what they are in, the first option, and how many there are.
fn choices(items: &[Item], path: &mut Vec<usize>, into: &mut Vec<(Vec<usize>, usize, usize)>) {
    let first = items
        .iter()
        .position(|item| matches!(item.kind, Kind::Choice(_)));
    if let Some(first) = first {
        let count = items[first..]
            .iter()
            .take_while(|item| item.kind == items[first].kind)
            .count();
        if count > 1 {
            into.push((path.clone(), first, count));
        }
    }
    for (at, item) in items.iter().enumerate() {
        path.push(at);
        choices(&item.items, path, into);
        path.pop();
    }
}

fn items_at<'i>(items: &'i mut Vec<Item>, path: &[usize]) -> Option<&'i mut Vec<Item>> {
    let mut items = items;
    for at in path {
        items = &mut items.get_mut(*at)?.items;
    }
    Some(items)
}

fn next_permutation(order: &mut [usize]) -> bool {
    let Some(at) = (1..order.len()).rev().find(|&at| order[at - 1] < order[at]) else {
        return false;
    };
    let other = (at..order.len())
        .rev()
        .find(|&other| order[other] > order[at - 1])
        .unwrap_or(at);
    order.swap(at - 1, other);
    order[at..].reverse();
    true
}
