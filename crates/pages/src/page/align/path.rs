//! The cheapest way through the drawn lines along the lines of a page.
//!
//! This is the simulation of a small automaton: a state for each drawn line, and for a place for
//! prose one more, inside it. On a page that agrees only a few states are alive at a time, so that
//! the work grows with the page and not with its square; on a hostile page it is bounded.

use super::prose::{Known, is_of_list_of_words, is_text_of, looks_structural};
use super::shown::{Kind, Shown};
use crate::page::Form;
use crate::page::draw::{Line, Role, Says, UNKNOWN_TEXT};

/// How many steps are taken before a page is given up.
const MAX_STEPS: usize = 8_000_000;
const UNREACHED: u64 = u64::MAX;
/// The cost of a line of prose that looks like something else: low where the line is in the contract's
/// text. A page has fewer lines than it takes for many of the low costs to add up to a high one.
const KNOWN: u64 = 1;
const UNKNOWN: u64 = 1 << 32;

/// How many responses show a text that is not their description: that of another response, or, of
/// the responses in `new`, any other.
pub(in crate::page) fn misdescribed(
    drawn: &[Line],
    shown: &[Shown],
    form: Form,
    new: &[String],
) -> usize {
    let Some(path) = find(drawn, shown, form) else {
        return 0;
    };
    let is_response = |at: &usize| matches!(&drawn[*at].role, Role::Prose(it) if it.is_response);
    let places: Vec<usize> = (0..drawn.len()).filter(is_response).collect();
    let is_new = |at: usize| new.iter().any(|it| *it == *drawn[at].at);
    let lines = shown.iter().zip(&path.places);
    let lines = lines.filter(|(line, at)| {
        let is_own = || is_text_of(&drawn[**at], &line.text);
        let is_other = || places.iter().any(|it| is_text_of(&drawn[*it], &line.text));
        is_response(at) && !is_own() && (is_new(**at) || is_other())
    });
    lines.count()
}

/// Which drawn line each line of the page stands for, or in which place for prose it stands.
pub(super) struct Path {
    pub(super) places: Vec<usize>,
    /// What is doubtful: the places for prose, with their costs.
    doubts: Vec<usize>,
}

/// The states that are alive behind a line of the page.
struct Front {
    first: usize,
    costs: Vec<u64>,
    /// The state each was reached from.
    parents: Vec<usize>,
}

/// Finds the cheapest path; `None` where the page has a line that was not drawn, or lacks one that
/// was.
pub(super) fn find(drawn: &[Line], shown: &[Shown], form: Form) -> Option<Path> {
    let fronts = walk(drawn, shown, form, false);
    if fronts.len() <= shown.len() {
        return None;
    }
    trace(drawn, &fronts)
}

/// How far a page is what was drawn, without a doubt.
#[derive(Clone, Debug)]
pub(in crate::page) struct Reach {
    /// How many lines of the page were drawn.
    pub(in crate::page) lines: usize,
    /// The drawn lines that could stand behind them; the number of all of them is the end.
    pub(in crate::page) expected: Vec<usize>,
    /// Whether that is all of both.
    pub(in crate::page) is_whole: bool,
}

/// Finds how far a page is what was drawn.
pub(in crate::page) fn reach(drawn: &[Line], shown: &[Shown], form: Form) -> Reach {
    let fronts = walk(drawn, shown, form, true);
    let mut expected: Vec<usize> = Vec::new();
    if let Some(last) = fronts.last() {
        let states = (last.first..).zip(&last.costs);
        let alive = states.filter(|(_, cost)| **cost != UNREACHED);
        expected.extend(alive.map(|(state, _)| state / 2));
        expected.dedup();
    }
    let lines = fronts.len().saturating_sub(1);
    Reach {
        lines,
        is_whole: lines == shown.len() && expected.contains(&drawn.len()),
        expected,
    }
}

/// The states behind each line, as far as there are any; `is_strict` leaves out whatever is
/// doubtful.
fn walk(drawn: &[Line], shown: &[Shown], form: Form, is_strict: bool) -> Vec<Front> {
    let states = 2 * drawn.len() + 1;
    let known: Vec<Known> = drawn.iter().map(Known::of).collect();
    let mut steps = 0;
    let mut start = Front {
        first: 0,
        costs: vec![0],
        parents: vec![0],
    };
    start.skip_prose(drawn, form, states, is_strict);
    let mut fronts = vec![start];
    for (number, line) in shown.iter().enumerate() {
        let Some(front) = fronts.last() else {
            break;
        };
        steps += front.costs.len();
        if steps > MAX_STEPS {
            break;
        }
        let mut next = Front {
            first: front.first,
            costs: vec![UNREACHED; front.costs.len() + 2],
            parents: vec![0; front.costs.len() + 2],
        };
        for (offset, &cost) in front.costs.iter().enumerate() {
            let state = front.first + offset;
            let Some(target) = drawn.get(state / 2).filter(|_| cost != UNREACHED) else {
                continue;
            };
            if let Role::Prose(prose) = &target.role {
                if is_prose(target, line) {
                    // Where nothing but a blank line tells one response from the next, the
                    // description of each is one paragraph.
                    let is_next = form == Form::Imported
                        && prose.is_response
                        && (prose.markdown.trim().is_empty() || line.is_apart && state % 2 == 1);
                    let is_prose = || {
                        known[state / 2].has_line(&line.text)
                            || is_value_beside(drawn, state / 2, &line.text)
                            || (has_type(drawn, state / 2)
                                && is_of_list_of_words(shown, number, form))
                    };
                    let doubt = is_next || looks_structural(line, prose, form) && !is_prose();
                    let is_known = || {
                        // The second paragraph of a text follows the first one.
                        let before = number.checked_sub(1).filter(|_| is_next && state % 2 == 1);
                        let before = before.and_then(|it| shown.get(it));
                        before.is_none_or(|it| known[state / 2].has_part(&it.text))
                            && known[state / 2].has_part(&line.text)
                    };
                    let more = match doubt {
                        false => 0,
                        true if is_known() => KNOWN,
                        true if is_strict => continue,
                        true => UNKNOWN,
                    };
                    next.reach(state | 1, cost + more, state);
                }
            } else if is_same(target, line, form) {
                next.reach(state + 2, cost, state);
            }
        }
        next.skip_prose(drawn, form, states, is_strict);
        next.trim();
        if next.costs.is_empty() {
            break;
        }
        debug_assert_eq!(fronts.len(), number + 1, "one front for each line");
        fronts.push(next);
    }
    fronts
}

fn trace(drawn: &[Line], fronts: &[Front]) -> Option<Path> {
    let mut state = 2 * drawn.len();
    fronts.last()?.cost(state)?;
    let mut places = Vec::new();
    let mut doubts = Vec::new();
    for pair in fronts.windows(2).rev() {
        let [before, after] = pair else { continue };
        // Back over the places for prose that were passed by without a line.
        loop {
            let parent = after.parent(state);
            let is_passed = parent >= PASSED;
            if !is_passed {
                let doubt = after.cost(state)? > before.cost(parent)?;
                doubts.extend(doubt.then_some(parent / 2));
                places.push(parent / 2);
                state = parent;
                break;
            }
            let parent = parent - PASSED;
            if after.cost(state)? > after.cost(parent)? {
                doubts.push(parent / 2);
            }
            state = parent;
        }
    }
    let first = fronts.first()?;
    while first.parent(state) >= PASSED {
        let parent = first.parent(state) - PASSED;
        if first.cost(state)? > first.cost(parent)? {
            doubts.push(parent / 2);
        }
        state = parent;
    }
    places.reverse();
    doubts.dedup();
    Some(Path { places, doubts })
}

/// Marks a parent in the same front: the state was reached without a line.
const PASSED: usize = usize::MAX / 2;

impl Front {
    fn cost(&self, state: usize) -> Option<u64> {
        let cost = *self.costs.get(state.checked_sub(self.first)?)?;
        (cost != UNREACHED).then_some(cost)
    }

    fn parent(&self, state: usize) -> usize {
        let offset = state.checked_sub(self.first);
        offset
            .and_then(|it| self.parents.get(it).copied())
            .unwrap_or_default()
    }

    fn reach(&mut self, state: usize, cost: u64, parent: usize) {
        let offset = state - self.first;
        if offset >= self.costs.len() {
            self.costs.resize(offset + 1, UNREACHED);
            self.parents.resize(offset + 1, 0);
        }
        if cost < self.costs[offset] {
            self.costs[offset] = cost;
            self.parents[offset] = parent;
        }
    }

    /// Passes by places for prose.
    fn skip_prose(&mut self, drawn: &[Line], form: Form, states: usize, is_strict: bool) {
        let mut offset = 0;
        while offset < self.costs.len() {
            let (state, cost) = (self.first + offset, self.costs[offset]);
            offset += 1;
            let Some(line) = drawn.get(state / 2).filter(|_| cost != UNREACHED) else {
                continue;
            };
            if let Role::Prose(prose) = &line.role {
                // A response that shows nothing else is seen by its description alone.
                let is_missed = (form == Form::Imported || prose.markdown == UNKNOWN_TEXT)
                    && prose.is_response
                    && !prose.markdown.trim().is_empty()
                    && state % 2 == 0;
                if is_missed && is_strict {
                    continue;
                }
                let next = (state / 2 + 1) * 2;
                debug_assert!(next < states, "a state for each line");
                let more = if is_missed { UNKNOWN } else { 0 };
                self.reach(next, cost + more, PASSED + state);
            }
        }
    }

    /// Drops dead states at both ends.
    fn trim(&mut self) {
        let is_alive = |cost: &u64| *cost != UNREACHED;
        let start = self.costs.iter().position(is_alive);
        let end = self.costs.iter().rposition(is_alive);
        let (Some(start), Some(end)) = (start, end) else {
            self.costs.clear();
            self.parents.clear();
            return;
        };
        self.costs = self.costs[start..=end].to_vec();
        self.parents = self.parents[start..=end].to_vec();
        self.first += start;
    }
}

/// Whether a line of one word is a value that the item beside a place for prose may have: its
/// description lists them.
fn is_value_beside(drawn: &[Line], at: usize, text: &str) -> bool {
    let word = text.trim_start_matches(['•', '*', '-', ' ']);
    let beside = [at.checked_sub(1), Some(at + 1)].into_iter().flatten();
    let mut values = beside
        .filter_map(|at| drawn.get(at))
        .filter(|line| line.says == Says::Values);
    let ends = |it: char| it.is_whitespace() || matches!(it, ',' | '[' | ']');
    !word.is_empty() && values.any(|line| line.text.split(ends).any(|value| value == word))
}

/// Whether a place for prose is that of an item with a type, unlike a header or a response.
fn has_type(drawn: &[Line], at: usize) -> bool {
    let above = at.checked_sub(1).and_then(|at| drawn.get(at));
    above.is_some_and(|line| matches!(line.says, Says::Type | Says::Mark | Says::Values))
}

fn is_prose(drawn: &Line, shown: &Shown) -> bool {
    match shown.kind {
        Kind::Any => true,
        Kind::Text => shown.depth == drawn.depth,
        _ => false,
    }
}

pub(super) fn is_same(drawn: &Line, shown: &Shown, form: Form) -> bool {
    let is_kind = matches!(
        (&drawn.role, shown.kind),
        (_, Kind::Any)
            | (Role::Heading, Kind::Heading)
            | (Role::Tab, Kind::Tab)
            | (Role::Panel, Kind::Panel)
            | (Role::Head, Kind::Head)
            | (Role::Badge, Kind::Badge)
            | (Role::Code, Kind::Code)
            | (Role::Text | Role::Bracket, Kind::Text)
    );
    if !is_kind || drawn.depth != shown.depth || drawn.is_summary != shown.is_summary {
        return false;
    }
    if drawn.says == Says::Values && shown.kind == Kind::Text && drawn.codes != shown.codes {
        return false;
    }
    match drawn.role {
        // A tag stripper loses blanks between the parts of a head, and of an example.
        Role::Head if form == Form::Imported => {
            is_same_but_for_blanks(&drawn.text, &shown.text) || is_same_untitled(drawn, &shown.text)
        }
        Role::Code if form == Form::Imported => is_same_code(&drawn.text, &shown.text),
        Role::Bracket if form == Form::Imported => {
            drawn.text == shown.text.trim_start_matches(['•', '-', '*', ' '])
        }
        _ => drawn.text == shown.text || is_same_untitled(drawn, &shown.text),
    }
}

fn is_same_but_for_blanks(drawn: &str, shown: &str) -> bool {
    let visible = |text: &'_ str| -> Vec<char> { text.chars().filter(|it| *it != ' ').collect() };
    drawn == shown || drawn.len().abs_diff(shown.len()) <= 2 && visible(drawn) == visible(shown)
}

/// Whether a head is the drawn one but for the title of its schema, which says nothing about values.
fn is_same_untitled(drawn: &Line, shown: &str) -> bool {
    let Some(plain) = &drawn.untitled else {
        return false;
    };
    if plain == shown {
        return true;
    }
    if drawn.says != Says::Type {
        // Where the name and the type are one text, another title may be another name.
        return false;
    }
    // `Title (string)` is `string`.
    let (types, list) = match plain.strip_suffix("[]") {
        Some(types) => (types, "[]"),
        None => (plain.as_str(), ""),
    };
    let titled = shown.strip_suffix(list).and_then(|it| it.strip_suffix(')'));
    titled
        .and_then(|it| it.strip_suffix(types))
        .is_some_and(|it| it.ends_with(" ("))
}

/// Whether two lines of code differ in nothing but white space outside of texts.
fn is_same_code(one: &str, other: &str) -> bool {
    fn dense(text: &str) -> impl Iterator<Item = char> {
        let (mut is_inside, mut is_escaped) = (false, false);
        text.chars().filter(move |&it| {
            let is_mark = it == '"' && !is_escaped;
            is_escaped = it == '\\' && !is_escaped;
            is_inside ^= is_mark;
            is_inside || !it.is_whitespace()
        })
    }
    dense(one).eq(dense(other))
}

impl Path {
    /// Whether nothing stands in a place for prose that could be something else: it does not look
    /// so, or it is the contract's own text.
    pub(super) fn is_free_of_doubt(&self, drawn: &[Line], shown: &[Shown]) -> bool {
        let mut doubts = self.doubts.iter();
        doubts.all(|place| {
            let texts: Vec<&str> = self
                .lines_in(*place)
                .map(|it| shown[it].text.as_str())
                .collect();
            Known::of(&drawn[*place]).is_all(&texts)
        })
    }

    /// The first line in a place for prose that may be something else.
    pub(super) fn doubtful(&self, drawn: &[Line], shown: &[Shown]) -> Option<usize> {
        let unknown = self.doubts.iter().filter_map(|place| {
            let known = Known::of(&drawn[*place]);
            let mut lines = self.lines_in(*place);
            lines.find(|it| !known.has_part(&shown[*it].text))
        });
        unknown.min()
    }

    /// The lines of the page that stand in a place.
    fn lines_in(&self, place: usize) -> impl Iterator<Item = usize> {
        let lines = self.places.iter().enumerate();
        lines
            .filter(move |(_, it)| **it == place)
            .map(|(line, _)| line)
    }
}
