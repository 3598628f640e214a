//! Compares the facts that a source states with those of the contract.

use chrono::NaiveDate;
use compat::change::Change;
use compat::compare;
use contract::facts::Facts;

/// Returns the facts that a source states differently. `new_operations` decides whether an
/// operation that the contract does not have is a change.
pub(crate) fn differences(
    expected: &Facts,
    stated: &Facts,
    today: NaiveDate,
    new_operations: bool,
) -> Vec<Change> {
    let mut how = compat::Options::default();
    how.prose = false;
    how.new_operations = new_operations;
    how.today = Some(today.to_string());
    let mut changes = compare(expected, stated, &how);
    // Extensions such as `x-sensitive` belong to the contract: no source is expected to have them.
    changes.retain(|change| {
        let extension = |keyword: &String| keyword.starts_with("x-");
        !(change.after.is_none() && change.keyword.as_ref().is_some_and(extension))
    });
    changes
}
