//! What a person has to decide before a change can be applied to the contract.

use crate::page::other_places;
use crate::status::is_unnumbered;
use crate::sync::{ShowsResponses, left_to_person, not_edited, unclear_removal};
use compat::change::{Action, Change};

/// Returns what a person has to decide before `sync` can apply a change; `None` if it may apply it.
///
/// `all` has the changes of the source, and `others` those of each other explanation of the page.
pub(super) fn needed(
    change: &Change,
    all: &[Change],
    others: &[Vec<Change>],
    shows: ShowsResponses,
) -> Option<String> {
    if let Some(reason) = left_to_person(change).or_else(|| not_edited(change)) {
        return Some(reason);
    }
    if other_places(change, all, others).is_some() {
        return Some(
            "find out where this belongs, from the OpenAPI document or the page saved as HTML, and edit the \
             contract by hand"
                .to_owned(),
        );
    }
    if change.action == Action::Added && is_unnumbered(change.address.0.last()) {
        return Some("find out the status of the response, and add it by hand".to_owned());
    }
    unclear_removal(change, shows)
}
