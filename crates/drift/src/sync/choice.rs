//! Schemas of which one holds, or any.

use super::edit::Edit;
use super::task::{Edits, Task, subject};
use contract::facts::{Address, Facts, Step};

/// The same options under another keyword; other options are for a person to offer.
pub(super) fn renamed(task: &Task<'_>, around: &Address) -> Edits {
    let by_hand = "which schemas are offered is changed by hand";
    let ours = options(task.expected, around).ok_or(by_hand)?;
    let theirs = options(task.stated, around).ok_or(by_hand)?;
    if ours.keyword == theirs.keyword || ours.labels != theirs.labels {
        return Err(by_hand.into());
    }
    let at = task
        .place(around)?
        .schemas
        .iter()
        .map(|schema| schema.key(ours.keyword))
        .find(|list| list.node(task.root).is_some())
        .ok_or(by_hand)?;
    Ok(vec![Edit::Rename {
        at,
        key: theirs.keyword.to_owned(),
    }])
}

struct Options<'f> {
    keyword: &'f str,
    labels: Vec<&'f str>,
}

/// What is offered in a place, if that is said with one keyword.
fn options<'f>(facts: &'f Facts, around: &Address) -> Option<Options<'f>> {
    let parts = &subject(facts, around)?.parts;
    let mut offered = parts.iter().filter_map(|part| match &part.step {
        Step::Choice(keyword, label) => Some((keyword.as_str(), label.as_str())),
        _ => None,
    });
    let (keyword, first) = offered.next()?;
    let mut labels = vec![first];
    for (other, label) in offered {
        if other != keyword {
            return None;
        }
        labels.push(label);
    }
    labels.sort_unstable();
    Some(Options { keyword, labels })
}
