//! Puts what a text shows one after the other into the nesting the contract knows, and gives every
//! item what the contract says of it.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::label::Label;
use super::text::Flat;
use super::{Item, Kind, Text};
use crate::document::ParameterPlace;
use crate::source::Span;

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

/// How many options are tried in every order.
const MAX_PERMUTED: usize = 4;

/// The contract's schema with the options of each choice in the order in which the page seems to
/// show them: their order is no fact, and a text does not show their names.
fn in_shown_order(expected: &[Item], flats: &[Flat]) -> Vec<Item> {
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

/// One line of the contract's view, and where in its tree it stands.
struct Outline<'e> {
    mark: Mark<'e>,
    path: Vec<usize>,
}

enum Mark<'e> {
    Head(&'e Item),
    Open,
    Close,
    Badge,
}

fn flatten<'e>(items: &'e [Item], path: &mut Vec<usize>, into: &mut Vec<Outline<'e>>) {
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
const MAX_PAIRS: usize = 2_000_000;

/// For each line of the page, the line of the outline it is, and how unlike the two are.
fn align(outline: &[Outline<'_>], flats: &[Flat]) -> (Vec<Option<usize>>, f64) {
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
fn pair_moved(outline: &[Outline<'_>], flats: &[Flat], pairs: &mut [Option<usize>]) {
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
fn pair_marks(outline: &[Outline<'_>], flats: &[Flat], pairs: &mut [Option<usize>]) {
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

fn span(flat: &Flat) -> Span {
    match flat {
        Flat::Head(item) => item.name.span.start..item.label.span.end.max(item.name.span.end),
        Flat::Open(span) | Flat::Close(span) => span.clone(),
        Flat::Badge(text) | Flat::Label(text) => text.span.clone(),
    }
}

struct Nest<'n> {
    expected: &'n [Item],
    /// What stands at a path of the contract's tree.
    placed: BTreeMap<Vec<usize>, Item>,
    /// The keyword of a choice, by the path of its first option.
    badges: BTreeMap<Vec<usize>, String>,
    /// What the contract does not have, by the path of what it stands in.
    added: BTreeMap<Vec<usize>, Vec<Item>>,
    /// The example made up from the contract, and the one on the page.
    known: Option<&'n Value>,
    sample: Option<&'n Value>,
    unread: &'n mut Unread,
    /// How deep the item that is being taken is nested.
    depth: usize,
}

/// How deep what the contract does not have may nest.
const MAX_DEPTH: usize = 60;

impl Nest<'_> {
    fn place(&mut self, outline: &[Outline<'_>], flats: Vec<Flat>, pairs: &[Option<usize>]) {
        let mut run: Vec<Flat> = Vec::new();
        let mut before: Option<usize> = None;
        for (flat, pair) in flats.into_iter().zip(pairs) {
            let Some(row) = *pair else {
                run.push(flat);
                continue;
            };
            self.add(outline, before, Some(row), std::mem::take(&mut run));
            before = Some(row);
            let path = outline[row].path.clone();
            match flat {
                Flat::Head(item) => match self.moved_to(&item, &path) {
                    Some(container) => self.added.entry(container).or_default().push(*item),
                    None => {
                        self.placed.insert(path, *item);
                    }
                },
                Flat::Badge(text) => {
                    self.badges.insert(path, text.text);
                }
                _ => {}
            }
        }
        self.add(outline, before, None, run);
    }

    /// Where the example shows a name, if that is not where the contract has it: in a text, what
    /// moves into the object before it, or out of it, moves in the example only.
    fn moved_to(&self, item: &Item, path: &[usize]) -> Option<Vec<usize>> {
        let steps = self.steps(path);
        let shown = self.sample_paths(&item.name.text);
        let known = self.known?;
        let is_shown = |value: &Value| {
            let mut paths = Vec::new();
            find(value, &item.name.text, &mut Vec::new(), &mut paths);
            paths.contains(&steps)
        };
        let [only] = shown.as_slice() else {
            return None;
        };
        // Of a choice the example shows the first option, whichever that is.
        let in_choice = (1..path.len()).any(|end| {
            self.item_at(&path[..end])
                .is_some_and(|outer| matches!(outer.kind, Kind::Choice(_)))
        });
        if *only == steps || in_choice || !is_shown(known) {
            return None;
        }
        self.container_at(&only[..only.len() - 1])
    }

    /// The object of the contract to which these steps lead.
    fn container_at(&self, steps: &[String]) -> Option<Vec<usize>> {
        fn search(items: &[Item], steps: &[String], path: &mut Vec<usize>) -> bool {
            if steps.is_empty() {
                return true;
            }
            for (at, item) in items.iter().enumerate() {
                path.push(at);
                let rest = match &item.kind {
                    Kind::Choice(_) => Some(steps),
                    Kind::Items if steps[0] == "[]" => Some(&steps[1..]),
                    Kind::Property if item.name.text == steps[0] => Some(&steps[1..]),
                    _ => None,
                };
                if rest.is_some_and(|rest| search(&item.items, rest, path)) {
                    return true;
                }
                path.pop();
            }
            false
        }
        let mut path = Vec::new();
        search(self.expected, steps, &mut path).then_some(path)
    }

    /// Places a run of lines that the contract does not have.
    fn add(
        &mut self,
        outline: &[Outline<'_>],
        before: Option<usize>,
        after: Option<usize>,
        run: Vec<Flat>,
    ) {
        if run.is_empty() {
            return;
        }
        let containers = self.containers(outline, before, after);
        let mut run = std::collections::VecDeque::from(run);
        while let Some(item) = self.take(&mut run) {
            // A type alone is the whole schema, or what an array or a choice holds.
            if item.kind == Kind::Root && item.label.text == "object" && item.items.is_empty() {
                let before = "a name in front of this type".to_owned();
                self.unread.push((item.label.span.clone(), before));
                continue;
            }
            let container = self.container_of(&item, &containers);
            self.added.entry(container).or_default().push(item);
        }
    }

    /// The next item of a run with what is nested in it.
    fn take(&mut self, run: &mut std::collections::VecDeque<Flat>) -> Option<Item> {
        loop {
            match run.pop_front()? {
                Flat::Head(mut item) => {
                    if self.depth < MAX_DEPTH {
                        self.depth += 1;
                        item.items = self.nested(&item, run);
                        self.depth -= 1;
                    }
                    return Some(*item);
                }
                mark => self.unread.push((
                    span(&mark),
                    "no mark of an array or a choice here".to_owned(),
                )),
            }
        }
    }

    fn nested(&mut self, parent: &Item, run: &mut std::collections::VecDeque<Flat>) -> Vec<Item> {
        match run.front() {
            Some(Flat::Open(_)) => {
                let open = run.pop_front().map_or(0..0, |flat| span(&flat));
                let mut items = Item::named(
                    Kind::Items,
                    Text {
                        text: String::new(),
                        span: open,
                    },
                );
                while let Some(next) = run.front() {
                    if matches!(next, Flat::Close(_)) {
                        run.pop_front();
                        break;
                    }
                    match self.take(run) {
                        Some(item) => items.items.push(item),
                        None => break,
                    }
                }
                vec![items]
            }
            Some(Flat::Badge(text)) => {
                let text = text.clone();
                run.pop_front();
                let mut option = Item::named(Kind::Choice(text.text.clone()), text);
                while matches!(run.front(), Some(Flat::Head(_))) {
                    option.items.extend(self.take(run));
                }
                vec![option]
            }
            Some(Flat::Head(_)) => {
                let mut nested = Vec::new();
                // A box is never empty; where its name and type are glued, it is no box.
                let boxed =
                    parent.label.text == "object" && parent.name.span.end < parent.label.span.start;
                while let Some(Flat::Head(next)) = run.front() {
                    let first = boxed && nested.is_empty();
                    let inside = (first && self.sample_paths(&next.name.text).is_empty())
                        || self.sample_paths(&next.name.text).iter().any(|path| {
                            path.len() > 1
                                && path[..path.len() - 1]
                                    .iter()
                                    .rev()
                                    .find(|step| *step != "[]")
                                    .is_some_and(|step| *step == parent.name.text)
                        });
                    if !inside {
                        break;
                    }
                    nested.extend(self.take(run));
                }
                nested
            }
            _ => Vec::new(),
        }
    }

    /// What a line between two lines of the outline may stand in, the likeliest last.
    fn containers(
        &self,
        outline: &[Outline<'_>],
        before: Option<usize>,
        after: Option<usize>,
    ) -> Vec<Vec<usize>> {
        let floor = after.map_or_else(Vec::new, |row| {
            let path = &outline[row].path;
            match outline[row].mark {
                // Before the end of an array, one is still in it.
                Mark::Close => path.clone(),
                Mark::Head(_) | Mark::Open | Mark::Badge => path[..path.len() - 1].to_vec(),
            }
        });
        let start = before.map_or_else(Vec::new, |row| {
            let path = &outline[row].path;
            match outline[row].mark {
                Mark::Open => path.clone(),
                Mark::Head(item) if !item.items.is_empty() => path.clone(),
                Mark::Head(_) | Mark::Close | Mark::Badge => path[..path.len() - 1].to_vec(),
            }
        });
        let mut containers = vec![start.clone()];
        let mut path = start.clone();
        // Outwards, but not out of what the next line is in, and not out of an array that is open.
        while path != floor && !path.is_empty() {
            let is_open_array = self
                .item_at(&path)
                .is_some_and(|item| item.kind == Kind::Items);
            path.pop();
            if is_open_array || (!floor.starts_with(&path) && path.len() < floor.len()) {
                break;
            }
            containers.push(path.clone());
        }
        if !containers.contains(&floor) {
            // Between the end of one object and the start of another.
            containers.reverse();
            containers.insert(0, floor);
        }
        containers
    }

    fn item_at(&self, path: &[usize]) -> Option<&Item> {
        let (first, rest) = path.split_first()?;
        let mut item = self.expected.get(*first)?;
        for at in rest {
            item = item.items.get(*at)?;
        }
        Some(item)
    }

    /// The steps of an example that lead into a container.
    fn steps(&self, path: &[usize]) -> Vec<String> {
        let mut steps = Vec::new();
        for end in 1..=path.len() {
            match self.item_at(&path[..end]) {
                Some(item) if item.kind == Kind::Items => steps.push("[]".to_owned()),
                Some(item) if matches!(item.kind, Kind::Choice(_)) => {}
                Some(item) => steps.push(item.name.text.clone()),
                None => {}
            }
        }
        steps
    }

    fn container_of(&self, item: &Item, containers: &[Vec<usize>]) -> Vec<usize> {
        let paths = self.sample_paths(&item.name.text);
        let shown = containers.iter().find(|container| {
            let steps = self.steps(container);
            paths.iter().any(|path| path[..path.len() - 1] == steps[..])
        });
        // Where the example shows the object and not the name, the name stands elsewhere.
        let hidden = containers
            .iter()
            .rfind(|container| item.deprecated.is_some() || !self.is_sampled(container));
        shown
            .or(hidden)
            .or_else(|| containers.last())
            .cloned()
            .unwrap_or_default()
    }

    /// Whether the example shows the members of a container.
    fn is_sampled(&self, container: &[usize]) -> bool {
        let mut value = self.sample;
        for step in self.steps(container) {
            value = value.and_then(|value| match step.as_str() {
                "[]" => value.get(0),
                name => value.get(name),
            });
        }
        value.is_some_and(Value::is_object)
    }

    fn sample_paths(&self, name: &str) -> Vec<Vec<String>> {
        let mut paths = Vec::new();
        if let Some(sample) = self.sample {
            find(sample, name, &mut Vec::new(), &mut paths);
        }
        paths
    }

    fn build(&mut self, items: &[Item], path: &mut Vec<usize>) -> Vec<Item> {
        let mut built = Vec::new();
        let mut badge = None;
        for (at, known) in items.iter().enumerate() {
            path.push(at);
            badge = self.badges.get(path).cloned().or(badge);
            match &known.kind {
                Kind::Items | Kind::Choice(_) => {
                    let inner = self.build(&known.items, path);
                    let is_empty = inner.is_empty() && !known.items.is_empty();
                    if !is_empty {
                        let kind = match (&known.kind, &badge) {
                            (Kind::Choice(_), Some(shown)) => Kind::Choice(shown.clone()),
                            (kind, _) => kind.clone(),
                        };
                        let mut item = Item::named(kind, known.name.clone());
                        item.name.span =
                            inner.first().map_or(0..0, |first| first.name.span.clone());
                        item.items = inner;
                        if let Kind::Choice(keyword) = &known.kind
                            && badge.is_none()
                            && keyword != "discriminator"
                        {
                            let above = format!("`{keyword}` above this");
                            self.unread.push((item.name.span.clone(), above));
                        }
                        built.push(item);
                    }
                }
                _ => {
                    if let Some(mut item) = self.placed.remove(path) {
                        if item.name.text == known.name.text || known.kind == Kind::Root {
                            item.kind = known.kind.clone();
                            name_examples(known, &mut item);
                        }
                        item.origin.clone_from(&known.origin);
                        item.items = self.build(&known.items, path);
                        built.push(item);
                    }
                }
            }
            path.pop();
        }
        built.extend(self.added.remove(path).unwrap_or_default());
        built
    }
}

impl Nest<'_> {
    /// What is nested in something that the page does not show.
    fn leave(&mut self) {
        let placed = std::mem::take(&mut self.placed).into_values();
        let added = std::mem::take(&mut self.added).into_values().flatten();
        for item in placed.chain(added) {
            self.unread.push((
                item.name.span,
                "the object it belongs to above it".to_owned(),
            ));
        }
    }
}

fn find(value: &Value, name: &str, path: &mut Vec<String>, paths: &mut Vec<Vec<String>>) {
    match value {
        Value::Object(members) => {
            for (key, member) in members {
                path.push(key.clone());
                if key == name {
                    paths.push(path.clone());
                }
                find(member, name, path, paths);
                path.pop();
            }
        }
        Value::Array(elements) => {
            path.push("[]".to_owned());
            for element in elements {
                find(element, name, path, paths);
            }
            path.pop();
        }
        _ => {}
    }
}
