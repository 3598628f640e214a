//! Holds the lines of a page against the lines that the theme would draw for the contract.
//!
//! A drawn page is a sequence of lines and of places for prose. Where every line of a page is the
//! drawn one, or stands in a place for prose and does not look like anything else, the page says
//! what the contract says: nothing on it has to be understood.

mod path;
mod prose;
mod shown;
#[cfg(test)]
mod tests;

pub(super) use path::{Reach, misdescribed, reach};
pub(super) use prose::is_text_of;
pub(super) use shown::{Kind, Shown, unwrapped};

use super::Form;
use super::draw::{Line, Role};

/// Which drawn line each line of a page stands for, or in which place for prose it stands; `None`
/// where the page says anything else than what was drawn, prose aside.
pub(super) fn agreement(drawn: &[Line], shown: &[Shown], form: Form) -> Option<Vec<usize>> {
    if form == Form::Imported && !shown.iter().any(|line| line.is_indented) {
        // Without indentation it is not seen where a list ends.
        let has_list = |line: &Line| matches!(line.role, Role::Head);
        if drawn.iter().any(has_list) {
            return None;
        }
    }
    let path = path::find(drawn, shown, form)?;
    path.is_free_of_doubt(drawn, shown).then_some(path.places)
}

/// The first line of a page that was drawn but for a place for prose, and may be something else than
/// prose.
pub(super) fn doubtful(drawn: &[Line], shown: &[Shown], form: Form) -> Option<usize> {
    path::find(drawn, shown, form)?.doubtful(drawn, shown)
}
