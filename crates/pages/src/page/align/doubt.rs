//! Decides whether a line in a slot for prose may be something other than prose.
//!
//! Most of an answer depends on the line or the slot alone, and is computed once for each.

use std::cell::OnceCell;
use std::collections::HashSet;

use super::page_line::PageLine;
use super::prose::{Known, LineText, is_of_list_of_words, looks_structural};
use crate::page::Form;
use crate::page::draw::{self, Aspect, DrawnLine, Role};

/// Whether a line in a slot for prose may be something else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Doubt {
    /// It looks like nothing but prose.
    None,
    /// It looks like something else, but it is part of the contract's text.
    Known,
    /// It looks like something else.
    Unknown,
}

/// The slots of a drawing and the lines of a page.
pub(super) struct Doubts<'a> {
    drawn: &'a [DrawnLine],
    shown: &'a [PageLine],
    form: Form,
    /// The drawn names and types.
    heads: HashSet<&'a str>,
    slots: Vec<Known<'a>>,
    /// The slots for descriptions of responses.
    responses: Vec<usize>,
    lines: Vec<Line<'a>>,
}

/// What is known about a line of a page, whichever slot it is in.
struct Line<'a> {
    text: LineText<'a>,
    /// Whether it looks structural where the page indents its slot, and where it does not.
    looks_structural: [OnceCell<bool>; 2],
    is_of_list_of_words: OnceCell<bool>,
}

impl<'a> Doubts<'a> {
    pub(super) fn new(drawn: &'a [DrawnLine], shown: &'a [PageLine], form: Form) -> Self {
        let lines = shown.iter().map(|line| Line {
            text: LineText::new(&line.text),
            looks_structural: [OnceCell::new(), OnceCell::new()],
            is_of_list_of_words: OnceCell::new(),
        });
        let is_response =
            |at: usize| matches!(&drawn[at].role, Role::Prose(prose) if prose.is_response);
        let heads = drawn.iter().filter(|line| line.role == Role::Head);
        Self {
            drawn,
            shown,
            form,
            heads: heads.map(|line| line.text.as_str()).collect(),
            slots: drawn.iter().map(Known::of).collect(),
            responses: (0..drawn.len()).filter(|at| is_response(*at)).collect(),
            lines: lines.collect(),
        }
    }

    /// Returns the doubt about the line of the page with index `line` in the slot with index
    /// `slot`. `is_next` is whether another line precedes it there.
    pub(super) fn of(&self, slot: usize, line: usize, is_next: bool) -> Doubt {
        let Role::Prose(prose) = &self.drawn[slot].role else {
            return Doubt::None;
        };
        // In imported text, only a blank line separates responses: the description of each is one
        // paragraph.
        let is_after_paragraph = is_next && self.shown[line].is_after_blank;
        let may_be_next = self.form == Form::Imported
            && prose.is_response
            && (prose.markdown.trim().is_empty() || is_after_paragraph);
        let is_prose = || !self.looks_structural(line, prose) || self.is_expected(slot, line);
        let may_be_other = may_be_next || is_next && self.is_of_other_response(slot, line);
        if !may_be_other && is_prose() {
            return Doubt::None;
        }
        let known = &self.slots[slot];
        // The second paragraph of a known text has to follow the first.
        let before = line.checked_sub(1).filter(|_| may_be_next && is_next);
        let is_known = before.is_none_or(|it| known.has_part(&self.lines[it].text))
            && known.has_part(&self.lines[line].text);
        if is_known {
            Doubt::Known
        } else {
            Doubt::Unknown
        }
    }

    fn looks_structural(&self, line: usize, prose: &draw::Prose) -> bool {
        let shown = &self.shown[line];
        // Only the description of the operation may contain a list above the first heading.
        let is_elsewhere = shown.is_indented != prose.in_list && !prose.is_first;
        let known = &self.lines[line].looks_structural[usize::from(is_elsewhere)];
        *known.get_or_init(|| {
            looks_structural(shown, is_elsewhere, self.form) || self.heads.contains(&*shown.text)
        })
    }

    /// Returns whether a line of copied text in the slot of a response is the description of another
    /// response: where the content of the first is removed, nothing stands between the two.
    fn is_of_other_response(&self, slot: usize, line: usize) -> bool {
        let text = &self.lines[line].text;
        self.form == Form::Copied
            && self.responses.contains(&slot)
            && !self.slots[slot].has_part(text)
            && self
                .responses
                .iter()
                .any(|it| self.slots[*it].has_line(text))
    }

    /// Returns whether a line that looks structural is prose all the same: a line of the contract's
    /// text, a possible value, or one of a list of words.
    fn is_expected(&self, slot: usize, line: usize) -> bool {
        let shown = &self.lines[line];
        self.slots[slot].has_line(&shown.text)
            || is_value_beside(self.drawn, slot, &self.shown[line].text)
            || (has_type(self.drawn, slot)
                && !self.heads.contains(&*self.shown[line].text)
                && *shown
                    .is_of_list_of_words
                    .get_or_init(|| is_of_list_of_words(self.shown, line, self.form)))
    }
}

/// Returns whether a line of one word is one of the possible values that the drawing shows next to
/// a slot: descriptions list them.
fn is_value_beside(drawn: &[DrawnLine], at: usize, text: &str) -> bool {
    let word = text.trim_start_matches(['•', '*', '-', ' ']);
    let beside = [at.checked_sub(1), Some(at + 1)].into_iter().flatten();
    let mut values = beside
        .filter_map(|at| drawn.get(at))
        .filter(|line| line.aspect == Aspect::PossibleValues);
    let ends = |it: char| it.is_whitespace() || matches!(it, ',' | '[' | ']');
    !word.is_empty() && values.any(|line| line.text.split(ends).any(|value| value == word))
}

/// Returns whether a slot belongs to an item that shows a type, unlike a header or a response.
fn has_type(drawn: &[DrawnLine], at: usize) -> bool {
    let above = at.checked_sub(1).and_then(|at| drawn.get(at));
    above.is_some_and(|line| {
        matches!(
            line.aspect,
            Aspect::Type | Aspect::Mark | Aspect::PossibleValues
        )
    })
}
