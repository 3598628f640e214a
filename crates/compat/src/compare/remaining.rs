//! Compares the keywords that nothing else compares.

use super::comparison::Comparison;
use super::examples;
use super::words::{added_removed_changed, plain};
use crate::change::{Action, Class};
use crate::rules::{id, schema};
use contract::facts::{is_annotation, is_example};

/// Compares every keyword that was not compared yet.
pub(super) fn compare<'f>(comparison: &mut Comparison<'f>, prose: bool) {
    let mut keywords: Vec<&'f str> = comparison.base.keys().copied().collect();
    keywords.extend(
        comparison
            .revision
            .keys()
            .filter(|it| !comparison.base.contains_key(*it)),
    );
    for keyword in keywords {
        if comparison.is_done(keyword) {
            continue;
        }
        let (before, after) = comparison.both(keyword);
        if before == after {
            continue;
        }
        if is_example(keyword) {
            examples::compare(comparison, keyword);
        } else if is_annotation(keyword) {
            if prose && before.map(plain) != after.map(plain) {
                let (id, message) = match (before, after) {
                    (None, _) => (id!("prose-added"), format!("{{}} gained a `{keyword}`")),
                    (_, None) => (id!("prose-removed"), format!("{{}} lost its `{keyword}`")),
                    _ => (
                        id!("prose-changed"),
                        format!("the `{keyword}` of {{}} was reworded"),
                    ),
                };
                comparison.record_as(id, keyword, message).class = Class::Prose;
            }
        } else {
            let (action, message) = added_removed_changed(keyword, before, after);
            let (rule, elsewhere) = match action {
                Action::Added => (&schema::KEYWORD_ADDED, id!("keyword-added")),
                Action::Removed => (&schema::KEYWORD_REMOVED, id!("keyword-removed")),
                _ => (&schema::KEYWORD_CHANGED, id!("keyword-changed")),
            };
            let place = comparison.place.schema();
            let id = place.map_or(elsewhere, |place| rule.id(place));
            comparison.record_as(id, keyword, message);
        }
    }
}
