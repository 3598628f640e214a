//! Aligns the lines of a page with the lines that the theme draws for the contract.
//!
//! A drawing is a sequence of lines and of slots for prose. If each line of the page matches a
//! drawn line, or is in a slot and looks like nothing but prose, the page states what the contract
//! states, and no line has to be interpreted.

mod alignment;
mod doubt;
mod page_line;
mod prose;
mod same;
#[cfg(test)]
mod tests;

pub(super) use alignment::{MatchedPrefix, matched_prefix, misplaced_descriptions};
pub(super) use page_line::{Kind, PageLine, unwrapped};
pub use prose::correction;
pub(super) use prose::{is_label_of_values, is_misspelt, is_misspelt_mark, is_text_of};

use super::Form;
use super::draw::{DrawnLine, Role};

/// Returns the index of the drawn line, or of the slot for prose, that each line of the page
/// matches; `None` if a line does not match, or may be something other than prose.
pub(super) fn agreement(drawn: &[DrawnLine], shown: &[PageLine], form: Form) -> Option<Vec<usize>> {
    if form == Form::Imported && !shown.iter().any(|line| line.is_indented) {
        // Without indentation, the end of a list is not visible.
        let has_list = |line: &DrawnLine| matches!(line.role, Role::Head);
        if drawn.iter().any(has_list) {
            return None;
        }
    }
    let alignment = alignment::find(drawn, shown, form)?;
    alignment
        .is_certain(drawn, shown)
        .then_some(alignment.drawn_lines)
}

/// Returns the first line of a page that is in a slot for prose but may be something else.
pub(super) fn first_doubtful_line(
    drawn: &[DrawnLine],
    shown: &[PageLine],
    form: Form,
) -> Option<usize> {
    alignment::find(drawn, shown, form)?.first_doubtful_line(drawn, shown)
}
