//! Finds the cheapest alignment of a page with a drawing, by dynamic programming.
//!
//! The drawing is a finite automaton with one state before each drawn line, and for a slot for
//! prose one more state inside it. [`forward`] computes the cheapest cost of each state after each
//! line of the page, as the [Viterbi algorithm] does, and [`backtrace`] follows the parents back.
//! Few states are reachable at a time on a page that matches, so the work grows with the length of
//! the page. [`MAX_STEPS`] bounds it for any other page.
//!
//! [Viterbi algorithm]: https://en.wikipedia.org/wiki/Viterbi_algorithm

use super::doubt::{Doubt, Doubts};
use super::page_line::PageLine;
use super::prose::{Known, LineText, is_text_of};
use super::same::{is_prose, is_same};
use crate::page::Form;
use crate::page::draw::{DrawnLine, Role, UNKNOWN_TEXT};

/// The number of states that are visited at most.
const MAX_STEPS: usize = 8_000_000;
const UNREACHED: u64 = u64::MAX;
/// The cost of a line in a slot for prose that looks like something else: low if it is part of the
/// contract's text. Low costs never add up to a high one, since a page has fewer lines.
const KNOWN: u64 = 1;
const UNKNOWN: u64 = 1 << 32;

/// Returns the number of responses that show the description of another response; a response in
/// `new` must show none of the contract's descriptions either.
pub(in crate::page) fn misplaced_descriptions(
    drawn: &[DrawnLine],
    shown: &[PageLine],
    form: Form,
    new: &[String],
) -> usize {
    let Some(alignment) = find(drawn, shown, form) else {
        return 0;
    };
    let is_response = |at: &usize| matches!(&drawn[*at].role, Role::Prose(it) if it.is_response);
    let slots: Vec<usize> = (0..drawn.len()).filter(is_response).collect();
    let is_new = |at: usize| new.iter().any(|it| *it == *drawn[at].pointers);
    let lines = shown.iter().zip(&alignment.drawn_lines);
    let lines = lines.filter(|(line, at)| {
        let is_own = || is_text_of(&drawn[**at], &line.text);
        let is_other = || slots.iter().any(|it| is_text_of(&drawn[*it], &line.text));
        is_response(at) && !is_own() && (is_new(**at) || is_other())
    });
    lines.count()
}

/// An alignment of a page with a drawing.
pub(super) struct Alignment {
    /// For each line of the page, the index of the drawn line or slot that it matches.
    pub(super) drawn_lines: Vec<usize>,
    /// The slots for prose with a line that looks like something else.
    doubts: Vec<usize>,
}

/// The reachable states after a line of the page, a range of them with their costs.
struct Frontier {
    first: usize,
    costs: Vec<u64>,
    /// The state before each state on the cheapest path.
    parents: Vec<usize>,
}

/// Returns the cheapest alignment; `None` if a line of the page or of the drawing has no
/// counterpart.
pub(super) fn find(drawn: &[DrawnLine], shown: &[PageLine], form: Form) -> Option<Alignment> {
    // Few states are reachable without doubtful prose, and it is never cheaper.
    [true, false].into_iter().find_map(|is_strict| {
        let frontiers = forward(drawn, shown, form, is_strict);
        let is_whole = frontiers.len() > shown.len();
        is_whole.then(|| backtrace(drawn, &frontiers))?
    })
}

/// The longest beginning of a page that matches a drawing and contains no doubtful prose.
#[derive(Clone, Debug)]
pub(in crate::page) struct MatchedPrefix {
    /// The number of lines of the page that match.
    pub(in crate::page) lines: usize,
    /// The indices of the drawn lines that may follow; the length of the drawing stands for its
    /// end.
    pub(in crate::page) expected: Vec<usize>,
    /// Whether the whole page matches the whole drawing.
    pub(in crate::page) is_complete: bool,
}

/// Returns the longest beginning of a page that matches a drawing.
pub(in crate::page) fn matched_prefix(
    drawn: &[DrawnLine],
    shown: &[PageLine],
    form: Form,
) -> MatchedPrefix {
    let frontiers = forward(drawn, shown, form, true);
    let mut expected: Vec<usize> = Vec::new();
    if let Some(last) = frontiers.last() {
        let states = (last.first..).zip(&last.costs);
        let alive = states.filter(|(_, cost)| **cost != UNREACHED);
        expected.extend(alive.map(|(state, _)| state / 2));
        expected.dedup();
    }
    let lines = frontiers.len().saturating_sub(1);
    MatchedPrefix {
        lines,
        is_complete: lines == shown.len() && expected.contains(&drawn.len()),
        expected,
    }
}

/// Computes the frontier after each line of the page, until it is empty. `is_strict` forbids lines
/// of prose that look like something else.
fn forward(drawn: &[DrawnLine], shown: &[PageLine], form: Form, is_strict: bool) -> Vec<Frontier> {
    let states = 2 * drawn.len() + 1;
    let doubts = Doubts::new(drawn, shown, form);
    let mut steps = 0;
    let mut start = Frontier {
        first: 0,
        costs: vec![0],
        parents: vec![0],
    };
    start.skip_prose(drawn, form, states, is_strict);
    let mut frontiers = vec![start];
    for (number, line) in shown.iter().enumerate() {
        let Some(frontier) = frontiers.last() else {
            break;
        };
        steps += frontier.costs.len();
        if steps > MAX_STEPS {
            break;
        }
        let mut next = Frontier {
            first: frontier.first,
            costs: vec![UNREACHED; frontier.costs.len() + 2],
            parents: vec![0; frontier.costs.len() + 2],
        };
        for (offset, &cost) in frontier.costs.iter().enumerate() {
            let state = frontier.first + offset;
            let Some(target) = drawn.get(state / 2).filter(|_| cost != UNREACHED) else {
                continue;
            };
            if matches!(target.role, Role::Prose(_)) {
                if is_prose(target, line) {
                    let more = match doubts.of(state / 2, number, state % 2 == 1) {
                        Doubt::None => 0,
                        Doubt::Known => KNOWN,
                        Doubt::Unknown if is_strict => continue,
                        Doubt::Unknown => UNKNOWN,
                    };
                    next.relax(state | 1, cost + more, state);
                }
            } else if is_same(target, line, form) {
                next.relax(state + 2, cost, state);
            }
        }
        next.skip_prose(drawn, form, states, is_strict);
        next.trim();
        if next.costs.is_empty() {
            break;
        }
        debug_assert_eq!(frontiers.len(), number + 1, "one frontier for each line");
        frontiers.push(next);
    }
    frontiers
}

fn backtrace(drawn: &[DrawnLine], frontiers: &[Frontier]) -> Option<Alignment> {
    let mut state = 2 * drawn.len();
    frontiers.last()?.cost(state)?;
    let mut drawn_lines = Vec::new();
    let mut doubts = Vec::new();
    for pair in frontiers.windows(2).rev() {
        let [before, after] = pair else { continue };
        // Follow the slots that were skipped without a line.
        loop {
            let parent = after.parent(state);
            let is_skipped = parent >= SKIPPED;
            if !is_skipped {
                let doubt = after.cost(state)? > before.cost(parent)?;
                doubts.extend(doubt.then_some(parent / 2));
                drawn_lines.push(parent / 2);
                state = parent;
                break;
            }
            let parent = parent - SKIPPED;
            if after.cost(state)? > after.cost(parent)? {
                doubts.push(parent / 2);
            }
            state = parent;
        }
    }
    let first = frontiers.first()?;
    while first.parent(state) >= SKIPPED {
        let parent = first.parent(state) - SKIPPED;
        if first.cost(state)? > first.cost(parent)? {
            doubts.push(parent / 2);
        }
        state = parent;
    }
    drawn_lines.reverse();
    doubts.dedup();
    Some(Alignment {
        drawn_lines,
        doubts,
    })
}

/// Added to a parent that is in the same frontier: the state was reached by skipping a slot.
const SKIPPED: usize = usize::MAX / 2;

impl Frontier {
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

    fn relax(&mut self, state: usize, cost: u64, parent: usize) {
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

    /// Adds the states that are reached by skipping slots for prose.
    fn skip_prose(&mut self, drawn: &[DrawnLine], form: Form, states: usize, is_strict: bool) {
        let mut offset = 0;
        while offset < self.costs.len() {
            let (state, cost) = (self.first + offset, self.costs[offset]);
            offset += 1;
            let Some(line) = drawn.get(state / 2).filter(|_| cost != UNREACHED) else {
                continue;
            };
            if let Role::Prose(prose) = &line.role {
                // A response that shows nothing else is recognized by its description.
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
                self.relax(next, cost + more, SKIPPED + state);
            }
        }
    }

    /// Drops unreachable states at both ends.
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

impl Alignment {
    /// Returns whether all lines in slots are prose: none looks like something else, or together
    /// they are the contract's own text.
    pub(super) fn is_certain(&self, drawn: &[DrawnLine], shown: &[PageLine]) -> bool {
        let mut doubts = self.doubts.iter();
        doubts.all(|place| {
            let texts: Vec<&str> = self
                .lines_in(*place)
                .map(|it| shown[it].text.as_str())
                .collect();
            Known::of(&drawn[*place]).is_all(&texts)
        })
    }

    /// Returns the first line in a slot that may be something other than prose.
    pub(super) fn first_doubtful_line(
        &self,
        drawn: &[DrawnLine],
        shown: &[PageLine],
    ) -> Option<usize> {
        let unknown = self.doubts.iter().filter_map(|place| {
            let known = Known::of(&drawn[*place]);
            let mut lines = self.lines_in(*place);
            lines.find(|it| !known.has_part(&LineText::new(&shown[*it].text)))
        });
        unknown.min()
    }

    /// Returns the lines of the page in a slot.
    fn lines_in(&self, place: usize) -> impl Iterator<Item = usize> {
        let lines = self.drawn_lines.iter().enumerate();
        lines
            .filter(move |(_, it)| **it == place)
            .map(|(line, _)| line)
    }
}
