//! Explains a page that its drawing does not match, by a beam search for edits of the operation.
//!
//! The search starts with the contract's operation. A step aligns the page with the drawing up to
//! the first line that no drawn line matches. That line and the drawn lines expected instead
//! suggest candidate edits ([`candidates`]). Each candidate is applied, the operation is drawn and
//! aligned again, and the candidates that match more lines of the page form the next beam. The
//! search ends when a drawing matches the whole page.
//!
//! An explanation is verified: the edits are applied to the document of the contract, which is
//! drawn from the start and has to match the page.
//!
//! Text forms do not show nesting, so several edits may lead to the same drawing. All of them are
//! returned.

mod arrays;
mod candidates;
mod code;
mod difference;
mod edit;
mod explanation;
mod heads;
mod items;
mod nesting;
mod parts;
mod responses;
mod sections;
mod types;
mod values;

use std::collections::{BTreeSet, HashMap};
use std::hash::{DefaultHasher, Hash, Hasher};

use serde_json::Value;

use contract::{Document, Node, Operation, Source, Span};

use super::Form;
use super::align::{self, MatchedPrefix, PageLine};
use super::draw::{self, DrawnLine};
use edit::Edit;
pub(super) use explanation::Explanation;

/// What [`Reading::unread`](super::Reading::unread) expects after the last line of a page.
pub const END_OF_PAGE: &str = "the end of the page";
/// The number of lines that all drawings of a search have together at most.
const MAX_DRAWN: usize = 500_000;
/// The same limit for an operation that the contract has without any content, as each fact takes an
/// edit.
const MAX_DRAWN_OF_EMPTY: usize = 4_000_000;
/// The number of steps of a pointer into an operation at most. A line deep in a drawing carries a
/// long pointer, and a page nests as deep as it likes.
const MAX_DEPTH: usize = 100;
/// The width of the beam.
const BEAM_WIDTH: usize = 12;
/// The number of partial explanations with the same remaining drawing that are kept for an
/// operation without content: parts of it may stay ambiguous to the end, and would fill the beam.
const MAX_EQUAL_REMAINDERS: usize = 2;
/// The number of partial explanations in the beam that match fewer lines than the best.
const MAX_SHORTER: usize = 3;
/// The number of explanations of a page that are returned at most.
const MAX_EXPLANATIONS: usize = 8;

/// The result of explaining a page.
pub(super) enum Outcome<'s> {
    /// The page is explained; there are several explanations if the form does not show which is
    /// meant. Each is a whole document, so only one is made at a time.
    Explained(Box<dyn Iterator<Item = Explanation> + 's>),
    /// No edit explains the line with index `line`. `expected` describes the drawn lines expected
    /// there; `may_end` is whether the page could end there.
    Unexplained {
        line: usize,
        expected: String,
        may_end: bool,
    },
}

/// The search for explanations of one page.
pub(super) struct Search<'t> {
    pub(super) contract: &'t Document,
    pub(super) operation: &'t Operation<'t>,
    pub(super) form: Form,
    pub(super) source: &'t Source,
    /// The position of the operation in the page.
    pub(super) span: &'t Span,
    /// The drawing of the contract.
    pub(super) drawn: &'t [DrawnLine],
    pub(super) shown: &'t [PageLine],
    /// Path parameters with another name in the page's URL: the old and the new name.
    pub(super) renamed: Vec<(String, String)>,
}

/// A partial explanation: edits after which the drawing matches the beginning of the page.
#[derive(Clone)]
struct Partial {
    item: Value,
    edits: Vec<Edit>,
    matched: MatchedPrefix,
    /// The number of drawn lines after the matched ones.
    unmatched: usize,
    /// A hash of the drawn lines after the matched ones, and of the last matched line.
    remainder: u64,
}

impl Partial {
    /// Returns the cost of the edits.
    fn weight(&self) -> usize {
        self.edits.iter().map(Edit::weight).sum()
    }
}

impl Search<'_> {
    /// Searches for the edits after which the drawing matches the page.
    pub(super) fn explain(&self) -> Outcome<'_> {
        let Some(mut item) = draw::item(self.contract, self.operation) else {
            return self.unexplained(&[]);
        };
        let mut drawn = 0;
        let edits = self.path_renames(&item);
        if edits.iter().any(|edit| edit.apply(&mut item).is_none()) {
            return self.unexplained(&[]);
        }
        let mut beam = vec![self.evaluate(item, edits, &mut drawn)];
        // Each step matches more lines or removes a mark or a value, so the loop ends.
        while !beam.iter().any(|partial| partial.matched.is_complete) {
            let next_beam = self.expand(&beam, &mut drawn);
            if next_beam.is_empty() {
                return self.unexplained(&beam);
            }
            beam = next_beam;
        }
        let all = beam.clone();
        beam.retain(|partial| partial.matched.is_complete);
        let weight = |partial: &Partial| (self.misplaced_descriptions(partial), partial.weight());
        let least = beam.iter().map(weight).min();
        beam.retain(|partial| Some(weight(partial)) == least);
        if self.is_empty_operation() {
            // The search kept only some of the explanations; the others follow from the first.
            beam.truncate(1);
            beam = beam
                .iter()
                .flat_map(|partial| self.with_other_nesting(partial))
                .collect();
        } else {
            beam.truncate(MAX_EXPLANATIONS);
        }
        let verified = beam.into_iter().filter_map(|partial| self.verify(&partial));
        let mut verified = verified.peekable();
        if verified.peek().is_none() {
            return self.unexplained(&all);
        }
        Outcome::Explained(Box::new(verified))
    }

    /// Returns the edits that rename path parameters.
    fn path_renames(&self, item: &Value) -> Vec<Edit> {
        let operation = format!("/{}", self.operation.method.to_ascii_lowercase());
        let mut edits = Vec::new();
        for holder in [operation.as_str(), ""] {
            let list = format!("{holder}/parameters");
            let parameters = item.pointer(&list).and_then(Value::as_array);
            for (at, parameter) in parameters.into_iter().flatten().enumerate() {
                let renamed = self.renamed.iter();
                let mut renamed = renamed.filter(|(old, _)| parameter["name"] == **old);
                if let Some((_, new)) = renamed.next().filter(|_| parameter["in"] == "path") {
                    let edit = Edit::set(&format!("{list}/{at}"), "name", new.as_str());
                    edits.push(edit);
                }
            }
        }
        edits
    }

    /// Returns the result of a search that ended without an explanation, for the longest of the
    /// last beam.
    fn unexplained(&self, beam: &[Partial]) -> Outcome<'_> {
        let partial = beam.iter().max_by_key(|partial| partial.matched.lines);
        let Some(partial) = partial else {
            let expected = "an operation whose references can be followed".to_owned();
            return Outcome::Unexplained {
                line: 0,
                expected,
                may_end: true,
            };
        };
        let drawn = self.lines_of(&partial.item, &partial.edits);
        if let Some(line) = align::first_doubtful_line(&drawn, self.shown, self.form) {
            let expected =
                "a description that cannot be mistaken for another line of the page".to_owned();
            return Outcome::Unexplained {
                line,
                expected,
                may_end: true,
            };
        }
        let mut texts: Vec<String> = Vec::new();
        for &at in &partial.matched.expected {
            let text = match drawn.get(at) {
                None => END_OF_PAGE.to_owned(),
                Some(line) if line.text.is_empty() => continue,
                Some(line) => format!("`{}`", line.text),
            };
            if !texts.contains(&text) {
                texts.push(text);
            }
        }
        texts.truncate(3);
        let expected = if texts.is_empty() {
            "a description".to_owned()
        } else {
            texts.join(" or ")
        };
        Outcome::Unexplained {
            line: partial.matched.lines,
            expected,
            may_end: partial.matched.expected.contains(&drawn.len()),
        }
    }

    /// Returns whether the contract has the operation without any content.
    fn is_empty_operation(&self) -> bool {
        let responses = self.operation.node.get("responses");
        responses.is_none_or(|it| it.members().next().is_none())
    }

    /// Returns the property names of each schema of the contract. A new operation is likely to use
    /// the same objects as the others, so this decides where a property most likely belongs.
    fn objects(&self) -> Vec<BTreeSet<&str>> {
        if !self.is_empty_operation() {
            return Vec::new();
        }
        let components = self.contract.root().get("components");
        let schemas = components.and_then(|it| it.get("schemas"));
        let schemas = schemas.into_iter().flat_map(Node::members);
        let properties = schemas.filter_map(|(_, schema)| schema.value.get("properties"));
        properties
            .map(|properties| properties.members().map(|(name, _)| name).collect())
            .collect()
    }

    /// Returns the next beam: the extensions of all partial explanations, best first.
    fn expand(&self, beam: &[Partial], drawn: &mut usize) -> Vec<Partial> {
        let mut next_beam: Vec<Partial> = Vec::new();
        let objects = self.objects();
        let max_drawn = if self.is_empty_operation() {
            MAX_DRAWN_OF_EMPTY
        } else {
            MAX_DRAWN
        };
        for partial in beam {
            let candidates = self.candidates(partial, &objects);
            let likely = (candidates.likely, false);
            let unlikely = (candidates.unlikely, false);
            for (candidates, may_be_equal) in [likely, unlikely, (candidates.removals, true)] {
                let known = next_beam.len();
                for edits in candidates {
                    if *drawn > max_drawn {
                        return Vec::new();
                    }
                    let Some(next) = self.extend(partial, edits, drawn) else {
                        continue;
                    };
                    let is_longer = next.matched.lines > partial.matched.lines;
                    let is_equal = next.matched.lines == partial.matched.lines;
                    let may_follow =
                        is_longer || next.matched.is_complete || is_equal && may_be_equal;
                    if !may_follow {
                        continue;
                    }
                    if !next_beam.iter().any(|known| known.item == next.item) {
                        next_beam.push(next);
                    }
                }
                // The next candidates are tried only if none of these matches more lines.
                if next_beam.len() > known {
                    break;
                }
            }
        }
        next_beam.sort_by_key(|partial| {
            let left = self.shown.len() - partial.matched.lines;
            // Each drawn line that the page does not show will most likely take another edit.
            let weight = partial.weight() + 2 * partial.unmatched;
            (!partial.matched.is_complete, left, weight)
        });
        if self.is_empty_operation() {
            let mut counts: HashMap<u64, usize> = HashMap::new();
            next_beam.retain(|partial| {
                let count = counts.entry(partial.remainder).or_default();
                *count += 1;
                *count <= MAX_EQUAL_REMAINDERS
            });
        }
        // A partial explanation that matches fewer lines may still be the right one.
        let most = next_beam.first().map(|partial| partial.matched.lines);
        let longest = next_beam.partition_point(|it| Some(it.matched.lines) == most);
        let shorter: Vec<Partial> = next_beam.drain(longest..).take(MAX_SHORTER).collect();
        next_beam.truncate(BEAM_WIDTH);
        next_beam.extend(shorter);
        next_beam
    }

    /// Returns an explanation, and its variants with one property in another object whose drawings
    /// are the same.
    fn with_other_nesting(&self, partial: &Partial) -> Vec<Partial> {
        let drawing = |item: &Value| -> Vec<(String, usize)> {
            let lines = self.lines_of(item, &partial.edits).into_iter();
            lines.map(|line| (line.text, line.depth)).collect()
        };
        let drawn = drawing(&partial.item);
        let mut all = vec![partial.clone()];
        for edits in nesting::moves(&partial.item) {
            let mut item = partial.item.clone();
            let is_applied = edits.iter().all(|edit| edit.apply(&mut item).is_some());
            if is_applied && drawing(&item) == drawn {
                let edits = [&partial.edits[..], &edits].concat();
                let partial = partial.clone();
                all.push(Partial {
                    item,
                    edits,
                    ..partial
                });
            }
        }
        all
    }

    /// Returns the number of responses in whose place the page shows another description. Imported
    /// text has no statuses: such a response is more likely another one.
    fn misplaced_descriptions(&self, partial: &Partial) -> usize {
        if self.form != Form::Imported {
            return 0;
        }
        let drawn = self.lines_of(&partial.item, &partial.edits);
        let method = self.operation.method.to_ascii_lowercase();
        let new = self.unnumbered(partial).into_iter();
        let new: Vec<String> = new
            .map(|status| format!("/{method}/responses/{status}"))
            .collect();
        align::misplaced_descriptions(&drawn, self.shown, self.form, &new)
    }

    /// Draws an edited path item.
    fn lines_of(&self, item: &Value, edits: &[Edit]) -> Vec<DrawnLine> {
        let lines = draw::lines_of(item, self.operation, self.form);
        self.with_kept_examples(lines, edits)
    }

    fn with_kept_examples(&self, mut lines: Vec<DrawnLine>, edits: &[Edit]) -> Vec<DrawnLine> {
        for edit in edits {
            if let Edit::KeepExample(schema) = edit {
                code::keep_example(&mut lines, schema, self.drawn);
            }
        }
        lines
    }

    /// Draws an edited path item and aligns the page with it.
    fn evaluate(&self, item: Value, edits: Vec<Edit>, drawn: &mut usize) -> Partial {
        let lines = self.lines_of(&item, &edits);
        *drawn += lines.len();
        let matched = align::matched_prefix(&lines, self.shown, self.form);
        let next = matched.expected.iter().min().copied();
        let next = next.unwrap_or(lines.len()).min(lines.len());
        let mut remainder = DefaultHasher::new();
        for line in &lines[next.saturating_sub(1)..] {
            (&line.text, &line.pointers).hash(&mut remainder);
        }
        // Other forms show statuses, and so where each response belongs in the drawing.
        let is_imported = self.form == Form::Imported;
        Partial {
            unmatched: if is_imported { lines.len() - next } else { 0 },
            remainder: remainder.finish(),
            item,
            edits,
            matched,
        }
    }

    /// Extends a partial explanation with more edits; `None` if they change nothing.
    fn extend(&self, partial: &Partial, edits: Vec<Edit>, drawn: &mut usize) -> Option<Partial> {
        let mut item = partial.item.clone();
        for edit in &edits {
            if edit.depth() > MAX_DEPTH {
                return None;
            }
            edit.apply(&mut item)?;
        }
        // Equality of objects ignores the order of their members.
        let is_hidden = |edit: &Edit| matches!(edit, Edit::Order(..) | Edit::KeepExample(_));
        if item == partial.item && !edits.iter().any(is_hidden) {
            return None;
        }
        let mut all = partial.edits.clone();
        all.extend(edits);
        Some(self.evaluate(item, all, drawn))
    }

    /// Returns the statuses that were made up for responses whose status the page does not show.
    fn unnumbered(&self, partial: &Partial) -> Vec<String> {
        if self.form != Form::Imported {
            return Vec::new();
        }
        let edits = partial.edits.iter().filter_map(Edit::new_status);
        edits.map(str::to_owned).collect()
    }
}
