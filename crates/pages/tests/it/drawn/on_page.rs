//! What a page shows of an edit of its document, where that is not the change that was made.

use edits::{Action, Edit, Expected, Role};
use serde_json::Value;

use crate::drawn::draw::Form;

/// Whether a reader only has to notice an edit: it may leave lines unread, or report other changes.
///
/// Each of these edits changes what a form does not show, or several lines at once.
pub(crate) fn is_only_noticed(edit: &Edit, form: Form) -> bool {
    match edit.kind.as_str() {
        // Where an option has no properties, its values show no label.
        "additionalProperties described" => edit.at.contains("/oneOf/"),
        // Keywords of elements are not shown; they show in the example that the theme makes up.
        "default added" | "deprecated added" | "example added" if edit.role == Role::Schema => {
            edit.at.ends_with("/items") && edit.places.iter().any(|it| is_outside_parameters(it))
        }
        // A text does not show where an object ends, nor which of several bodies an example is of.
        "object inserted" | "example became a text" => form.is_text(),
        "oneOf became anyOf" => false,
        "became a text" | "composed schema became a text" => form == Form::Imported,
        // Another schema is several lines at once.
        kind => kind.contains("became "),
    }
}

/// The changes that are to be found on a page in a form; `None` where the edit is several changes.
pub(crate) fn on_page(edit: &Edit, document: &Value, form: Form) -> Option<Vec<Expected>> {
    let mut changes = edit.changes.clone()?;
    let kind = edit.kind.as_str();
    // A response that stands elsewhere is another one there: an imported text shows no status.
    if kind == "status renamed" && form == Form::Imported {
        let removed = Expected {
            action: Action::Removed,
            ..changes.pop()?
        };
        let added = Expected {
            action: Action::Added,
            places: siblings(&removed.places, "response #"),
            ..removed.clone()
        };
        return Some(vec![removed, added]);
    }
    for change in &mut changes {
        match kind {
            // A page shows the first server only: if that is removed, the next one stands there.
            "server removed" => {
                change.action = Action::Changed;
                change.keyword = Some("url".into());
            }
            // An imported text shows no status.
            "status added"
            | "status with a schema of its own added"
            | "status with a known schema added"
                if form == Form::Imported =>
            {
                change.places = below(&edit.places, "response #");
            }
            // Without tabs, it looks like a second response of the same status.
            "media type added" if form == Form::Imported => change.places.clone_from(&edit.places),
            // Without tabs, an example that is added has no name but its number.
            "example added" if form == Form::Imported && change.keyword() != Some("example") => {
                change.keyword = Some("examples/#".into());
            }
            "choice added" if form == Form::Imported => {
                let street = below(&change.places, "street");
                change.places = street.iter().map(|it| around_options(it)).collect();
            }
            // Without the labels of tabs, nothing shows where the last option ends.
            "property added" | "required property added" | "object added"
                if form.is_text() && is_last_option(edit, document) =>
            {
                change.places = change.places.iter().map(|it| around_options(it)).collect();
            }
            // A request's page leaves the property out.
            "readOnly added" => {
                let of_request = change.places.iter().filter(|it| is_request_property(it));
                *change = Expected {
                    action: Action::Removed,
                    keyword: None,
                    places: of_request.cloned().collect(),
                    ..change.clone()
                };
            }
            _ => {}
        }
        // The title of a component stands where the type of a parameter would.
        let is_titled = edit.at.starts_with("/components");
        let is_hidden = match change.keyword() {
            Some("nullable" | "deprecated" | "example") => true,
            Some("type") => is_titled,
            _ => false,
        };
        if is_hidden && edit.role == Role::Schema {
            change.places.retain(|it| is_outside_parameters(it));
        }
    }
    changes.retain(|it| !it.places.is_empty());
    Some(changes)
}

fn siblings(places: &[String], step: &str) -> Vec<String> {
    let around = places.iter().filter_map(|place| place.rsplit_once(" › "));
    around
        .map(|(around, _)| format!("{around} › {step}"))
        .collect()
}

fn below(places: &[String], step: &str) -> Vec<String> {
    let places = places.iter();
    places.map(|place| format!("{place} › {step}")).collect()
}

/// Whether a schema is not that of a parameter, of which a page does not show everything.
fn is_outside_parameters(place: &str) -> bool {
    let (_, place) = place.split_once(" › ").expect("a place in an operation");
    place.starts_with("re")
}

fn is_request_property(place: &str) -> bool {
    let (_, last) = place.rsplit_once(" › ").expect("a place in an operation");
    place.contains(" › request body › ") && !["[]", "{}"].contains(&last)
}

fn is_last_option(edit: &Edit, document: &Value) -> bool {
    let Some((list, at)) = edit.at.rsplit_once('/') else {
        return false;
    };
    let options = document.pointer(list).and_then(Value::as_array);
    list.ends_with("/oneOf") && options.is_some_and(|all| at.parse() == Ok(all.len() - 1))
}

/// Where something in an option seems to stand: around the options.
fn around_options(place: &str) -> String {
    let (holder, rest) = place.split_once(" › oneOf").expect("an option");
    let (around, _) = holder.rsplit_once(" › ").expect("what holds the options");
    let (_, rest) = rest.split_once(" › ").expect("something in the option");
    format!("{around} › {rest}")
}
