//! Automata for patterns, and texts that one takes and another does not.

use std::collections::{HashMap, VecDeque};

use regex_automata::dfa::{Automaton as _, StartKind, dense};
use regex_automata::nfa::thompson;
use regex_automata::util::primitives::StateID;
use regex_automata::util::start;
use regex_automata::{Anchored, MatchKind};

use super::dialect::translate;

/// How large an automaton may grow, in bytes: counted repetitions of large classes get there.
const MAX_SIZE: usize = 8 << 20;
/// How many pairs of states are looked at.
const MAX_PAIRS: usize = 100_000;

/// Takes the texts in which a pattern is found.
pub(super) struct Automaton {
    dfa: dense::DFA<Vec<u32>>,
    start: StateID,
}

impl Automaton {
    pub(super) fn new(pattern: &str) -> Result<Self, String> {
        let pattern = translate(pattern)?;
        let too_large = |error: &dense::BuildError| {
            let said = error.to_string();
            if said.contains("size") || said.contains("exceed") {
                "a pattern is too large".to_owned()
            } else {
                format!("a pattern is not understood: {said}")
            }
        };
        let dfa = dense::Builder::new()
            .configure(
                dense::Config::new()
                    .accelerate(false)
                    .match_kind(MatchKind::All)
                    .start_kind(StartKind::Anchored)
                    .dfa_size_limit(Some(MAX_SIZE))
                    .determinize_size_limit(Some(MAX_SIZE)),
            )
            .thompson(thompson::Config::new().nfa_size_limit(Some(MAX_SIZE)))
            .build(&format!("(?s:.)*(?:{pattern})(?s:.)*"))
            .map_err(|error| too_large(&error))?;
        let start = dfa
            .start_state(&start::Config::new().anchored(Anchored::Yes))
            .map_err(|error| error.to_string())?;
        Ok(Self { dfa, start })
    }

    fn takes(&self, state: StateID) -> bool {
        self.dfa.is_match_state(self.dfa.next_eoi_state(state))
    }

    /// Whether this takes a text.
    pub(super) fn takes_text(&self, text: &str) -> bool {
        let step = |state, byte: u8| self.dfa.next_state(state, byte);
        self.takes(text.bytes().fold(self.start, step))
    }

    /// One of the shortest texts that this takes and the other does not.
    pub(super) fn text_not_in(&self, other: &Self) -> Result<Option<String>, String> {
        self.text(other, false)
    }

    /// One of the shortest texts that both take.
    pub(super) fn text_in_both(&self, other: &Self) -> Result<Option<String>, String> {
        self.text(other, true)
    }

    /// One of the shortest texts that this takes, and that the other takes if `other_takes`.
    fn text(&self, other: &Self, other_takes: bool) -> Result<Option<String>, String> {
        type Pair = (StateID, StateID);
        let first = (self.start, other.start);
        let mut came_from: HashMap<Pair, Option<(Pair, u8)>> = HashMap::from([(first, None)]);
        let mut queue = VecDeque::from([first]);
        let bytes = readable_first();
        while let Some(pair) = queue.pop_front() {
            if self.takes(pair.0) && other.takes(pair.1) == other_takes {
                let mut text = Vec::new();
                let mut at = pair;
                while let Some(Some((before, byte))) = came_from.get(&at) {
                    text.push(*byte);
                    at = *before;
                }
                text.reverse();
                let text = String::from_utf8(text).map_err(|error| error.to_string())?;
                return Ok(Some(text));
            }
            for &byte in &bytes {
                let next = (
                    self.dfa.next_state(pair.0, byte),
                    other.dfa.next_state(pair.1, byte),
                );
                // From a dead state no text is taken any more.
                if self.dfa.is_dead_state(next.0) || came_from.contains_key(&next) {
                    continue;
                }
                if came_from.len() >= MAX_PAIRS {
                    return Err("the patterns are too large".to_owned());
                }
                came_from.insert(next, Some((pair, byte)));
                queue.push_back(next);
            }
        }
        Ok(None)
    }
}

/// Every byte, those that people like to read in an example first.
fn readable_first() -> Vec<u8> {
    let mut bytes: Vec<u8> = (0..=255).collect();
    bytes.sort_by_key(|byte| match byte {
        b'a'..=b'z' => 0,
        b'0'..=b'9' => 1,
        b'A'..=b'Z' => 2,
        b'!'..=b'~' => 3,
        b' ' => 4,
        _ => 5,
    });
    bytes
}
