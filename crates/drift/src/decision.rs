//! What a person has to decide before a change can be applied to the contract.

use crate::page::other_places;
use crate::status::is_unnumbered;
use compat::change::{Action, Change, Class};
use contract::ParameterPlace;
use contract::facts::{Step, is_example};
use pages::Form;
use serde_json::Value;

/// Returns what a person has to decide before `sync` can apply a change; `None` if it may apply it.
///
/// `all` has the changes of the source, and `others` those of each other explanation of the page.
pub(crate) fn needed(
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

/// What a source shows of responses.
#[derive(Clone, Copy, Debug)]
pub struct ShowsResponses {
    /// Whether it shows their statuses.
    pub with_statuses: bool,
    /// Whether it shows the content of the last response where the contract has one.
    pub to_the_end: bool,
}

impl ShowsResponses {
    /// Everything, as a document does.
    pub(crate) const ALL: Self = Self {
        with_statuses: true,
        to_the_end: true,
    };

    /// Returns what a page shows.
    pub(crate) fn of_page(reading: &pages::Reading) -> Self {
        Self {
            with_statuses: reading.form != Form::Imported,
            to_the_end: !reading.ends_early,
        }
    }
}

/// Returns why a removal in the responses is left to a person; `None` if the source shows it.
pub(crate) fn unclear_removal(change: &Change, shows: ShowsResponses) -> Option<String> {
    if change.action != Action::Removed {
        return None;
    }
    match change.address.0.last() {
        Some(Step::Response(_)) if !shows.with_statuses => Some(
            "the source shows no statuses, so another response may have been removed, or the page may be cut \
             off: remove the response by hand"
                .to_owned(),
        ),
        Some(Step::MediaType(_)) if !shows.to_the_end => Some(
            "the page ends here, so it may be cut off: save or copy it again, to its end; if it still ends \
             here, edit the contract by hand"
                .to_owned(),
        ),
        _ => None,
    }
}

/// Returns why a change is left to a person, whatever the source is; `None` if it may be applied.
pub(crate) fn left_to_person(change: &Change) -> Option<String> {
    if change.action == Action::Renamed && change.class != Class::Example {
        let reason =
            "this may be a rename, or a removal and an addition: edit the contract by hand";
        return Some(reason.into());
    }
    let (word, known) = misspelling(change)?;
    Some(format!(
        "`{word}` is not a known type or format, and may be a misspelling of `{known}`: write the \
         right one by hand"
    ))
}

/// Returns why no edit makes a change, whatever the source is; `None` if there may be one.
pub(crate) fn not_edited(change: &Change) -> Option<String> {
    let is_path = |value: &Option<Value>| value.as_ref().is_some_and(|it| it == "path");
    let what = match (change.keyword.as_deref(), change.address.0.last()) {
        (None, Some(Step::Operation { .. })) if change.action == Action::Removed => {
            return Some("`sync` removes no operation: remove it by hand".into());
        }
        (None, Some(Step::Parameter(ParameterPlace::Path, _))) => "parameters of the path".into(),
        (Some("in"), _) if is_path(&change.before) || is_path(&change.after) => {
            "parameters of the path".into()
        }
        (None, Some(Step::Webhook { .. } | Step::Callback { .. })) => {
            "webhooks and callbacks".into()
        }
        (None, Some(Step::SecurityScheme(_))) => "security schemes".into(),
        (Some(keyword), _) if is_example(keyword) || keyword.starts_with("required/") => {
            return None;
        }
        (Some("method" | "path"), Some(Step::Operation { .. })) => {
            "the method and path of an operation".into()
        }
        (Some(keyword @ ("security" | "encoding" | "content" | "allOf")), _) => {
            format!("`{keyword}`")
        }
        (Some(keyword), _) if keyword.contains(['/', ' ']) => format!("`{keyword}`"),
        _ => return None,
    };
    Some(format!(
        "`sync` does not edit {what}: edit the contract by hand"
    ))
}

/// A type or format of the source that is probably misspelt, and the one that it may mean.
fn misspelling(change: &Change) -> Option<(&str, &'static str)> {
    let keyword = change.keyword.as_deref()?;
    let words = match change.after.as_ref()? {
        _ if !matches!(keyword, "type" | "format") => return None,
        Value::Array(words) => words.as_slice(),
        word => std::slice::from_ref(word),
    };
    let mut words = words.iter().filter_map(Value::as_str);
    words.find_map(|word| Some((word, compat::correction(word)?)))
}
