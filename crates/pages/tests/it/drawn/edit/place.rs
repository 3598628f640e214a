//! Edits of operations, parameters, bodies, and responses.

use compat::change::{Action, Class};
use serde_json::{Value, json};

use super::{Edit, Expected, Role, Spot, below, renaming, setting, with, without};

pub(super) fn edits(document: &Value, spot: &Spot, value: &Value, edits: &mut Vec<Edit>) {
    match spot.role {
        Role::Document => whole(document, spot, edits),
        Role::Operation => operation(document, spot, value, edits),
        Role::Parameter => parameter(document, spot, value, edits),
        Role::Body => {
            edits.push(flag(document, spot, value, "required"));
        }
        Role::Response => response(document, spot, value, edits),
        Role::Schema | Role::Example => {}
    }
}

/// A keyword that is there or is not, turned round.
fn flag(document: &Value, spot: &Spot, value: &Value, keyword: &str) -> Edit {
    let (edited, action) = if value[keyword] == true {
        (without(document, &spot.pointer, keyword), Action::Removed)
    } else {
        (
            setting(document, &spot.pointer, keyword, true),
            Action::Added,
        )
    };
    let expected = Expected::keyword(action, keyword, &spot.places);
    Edit::new(format!("{keyword} {action}"), spot, edited, expected)
}

fn whole(document: &Value, spot: &Spot, edits: &mut Vec<Edit>) {
    let servers = document["servers"].as_array().expect("a list of servers");
    let url = |at: usize| servers[at]["url"].as_str().unwrap_or_default();
    let is_server =
        |action, at: usize| Expected::part(action, vec![format!("document › server {}", url(at))]);
    for at in 0..servers.len() {
        let edited = with(document, "/servers", |it| {
            it.as_array_mut().expect("a list").remove(at);
        });
        let edit = Edit::new(
            "server removed",
            spot,
            edited,
            is_server(Action::Removed, at),
        );
        // A page shows the first server only: if that is gone, the next one stands there.
        edits.push(edit.on_page(match at {
            0 => vec![Expected::keyword(
                Action::Changed,
                "url",
                &is_server(Action::Changed, 0).places,
            )],
            _ => Vec::new(),
        }));
    }
}

fn operation(document: &Value, spot: &Spot, value: &Value, edits: &mut Vec<Edit>) {
    edits.push(flag(document, spot, value, "deprecated"));
    let at = &spot.pointer;
    if !value["parameters"].is_array() {
        return;
    }
    let list = format!("{at}/parameters");
    for (place, name, required) in [
        ("query", "region", false),
        ("query", "region", true),
        ("header", "X-Region", false),
    ] {
        let parameter = json!({ "name": name, "in": place, "required": required,
            "description": "Which region answers.", "schema": { "type": "string", "maxLength": 7 } });
        let edited = with(document, &list, |it| {
            it.as_array_mut().expect("a list").push(parameter);
        });
        let here = below(&spot.places, &format!("{place} {name}"));
        let kind = if required {
            "required parameter added"
        } else {
            "parameter added"
        };
        let expected = Expected::part(Action::Added, here);
        edits.push(Edit::new(kind, spot, edited, expected));
    }
    let problem = value["responses"]
        .as_object()
        .into_iter()
        .flatten()
        .find(|(status, _)| status.starts_with('4'));
    let content = problem
        .map(|(_, it)| it["content"].clone())
        .unwrap_or_default();
    for (status, content) in [("202", Value::Null), ("418", content)] {
        let mut response = json!({ "description": "Something that did not happen before" });
        if content.is_object() {
            response["content"] = content;
        }
        let edited = setting(document, &format!("{at}/responses"), status, response);
        let here = below(&spot.places, &format!("response {status}"));
        let expected = Expected::part(Action::Added, here);
        // The number is not in an imported text.
        let numberless = Expected::part(Action::Added, below(&spot.places, "response #"));
        let edit = Edit::new("status added", spot, edited, expected);
        edits.push(edit.imported(vec![numberless]));
    }
}

fn parameter(document: &Value, spot: &Spot, value: &Value, edits: &mut Vec<Edit>) {
    let (list, index) = spot.pointer.rsplit_once('/').expect("a list and an index");
    let index: usize = index.parse().expect("an index");
    let (place, name) = (&value["in"], value["name"].as_str().unwrap_or_default());
    edits.push(flag(document, spot, value, "deprecated"));
    let example = setting(document, &spot.pointer, "example", "abc");
    let expected = Expected::keyword(Action::Added, "example", &spot.places);
    let edit = Edit::new(
        "parameter example added",
        spot,
        example,
        expected.of_class(Class::Example),
    );
    edits.push(edit);
    if place == "path" {
        let (at, _) = list
            .rsplit_once("/parameters")
            .expect("a list of parameters");
        let (at, _) = at.rsplit_once('/').expect("a method");
        let path = at.trim_start_matches("/paths/").replace("~1", "/");
        let new = path.replace(&format!("{{{name}}}"), "{renamedId}");
        let edited = setting(document, &spot.pointer, "name", "renamedId");
        let edited = renaming(&edited, "/paths", &path, &new);
        let expected = Expected::part(Action::Renamed, spot.places.clone());
        let mut edit = Edit::new("path parameter renamed", spot, edited, expected);
        edit.moved = Some((path, new));
        edits.push(edit);
        return;
    }
    edits.push(flag(document, spot, value, "required"));
    let removed = with(document, list, |it| {
        it.as_array_mut().expect("a list").remove(index);
    });
    let expected = Expected::part(Action::Removed, spot.places.clone());
    edits.push(Edit::new(
        "parameter removed",
        spot,
        removed,
        expected.clone(),
    ));
    let renamed = setting(document, &spot.pointer, "name", format!("{name}Now"));
    let renaming = Expected::part(Action::Renamed, spot.places.clone());
    edits.push(Edit::new("parameter renamed", spot, renamed, renaming));
    let to = if place == "query" { "header" } else { "query" };
    let moved = setting(document, &spot.pointer, "in", to);
    let expected = Expected::keyword(Action::Changed, "in", &spot.places);
    edits.push(Edit::new("parameter moved", spot, moved, expected));
}

fn response(document: &Value, spot: &Spot, value: &Value, edits: &mut Vec<Edit>) {
    let (all, status) = spot.pointer.rsplit_once('/').expect("a list and a status");
    let removed = without(document, all, status);
    let expected = Expected::part(Action::Removed, spot.places.clone());
    edits.push(Edit::new("status removed", spot, removed, expected));
    let known = document.pointer(all).and_then(Value::as_object);
    let known = known.into_iter().flatten().map(|(it, _)| it.as_str());
    let next = known.filter(|it| *it > status).min().unwrap_or("999");
    let number: u32 = status.parse().expect("the statuses here are numbers");
    let other = (number + 1).to_string();
    if other.as_str() < next {
        let renamed = renaming(document, all, status, &other);
        let expected = Expected::part(Action::Renamed, spot.places.clone());
        edits.push(Edit::new("status renamed", spot, renamed, expected));
    }
    let headers =
        json!({ "X-Rest": { "description": "What is left.", "schema": { "type": "integer" } } });
    let mut all = value["headers"].as_object().cloned().unwrap_or_default();
    all.extend(headers.as_object().cloned().unwrap_or_default());
    let edited = setting(document, &spot.pointer, "headers", Value::Object(all));
    let expected = Expected::part(Action::Added, below(&spot.places, "header X-Rest"));
    edits.push(Edit::new("header added", spot, edited, expected));
    let at = format!("{}/headers", spot.pointer);
    for (name, _) in value["headers"].as_object().into_iter().flatten() {
        let here = below(&spot.places, &format!("header {name}"));
        let expected = Expected::part(Action::Removed, here.clone());
        let removed = without(document, &at, name);
        edits.push(Edit::new("header removed", spot, removed, expected));
        let renamed = renaming(document, &at, name, "X-Other");
        let expected = Expected::part(Action::Renamed, here);
        edits.push(Edit::new("header renamed", spot, renamed, expected));
    }
    if value["content"].is_object() {
        let at = format!("{}/content", spot.pointer);
        let here = |media: &str| below(&spot.places, media);
        // JSON is what a body is unless something else is said, so its places do not name it.
        let renamed = renaming(document, &at, "application/json", "application/cbor");
        let expected = Expected::part(Action::Removed, spot.places.clone());
        let edit = Edit::new("media type replaced", spot, renamed, expected);
        edits.push(edit.and(Expected::part(Action::Added, here("application/cbor"))));
        let other = "application/vnd.api+json";
        let renamed = renaming(document, &at, "application/json", other);
        let expected = Expected::part(Action::Renamed, spot.places.clone());
        edits.push(Edit::new("media type renamed", spot, renamed, expected));
        let added = setting(
            document,
            &at,
            "text/plain",
            json!({ "schema": { "type": "string" } }),
        );
        let expected = Expected::part(Action::Added, here("text/plain"));
        // Without tabs, it looks like a second response of the same kind.
        let edit = Edit::new("media type added", spot, added, expected);
        edits.push(edit.imported(vec![Expected::part(Action::Added, spot.places.clone())]));
    }
}
