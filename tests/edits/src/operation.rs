//! Edits of servers, operations, parameters, bodies, responses, and headers.

use serde_json::{Value, json};

use crate::content;
use crate::edit::{
    Action, Expected, Maker, elements, insert_in, members, remove, rename, set, set_in,
};

/// A keyword that is `true` or left out, the other way round.
fn flag(maker: &mut Maker, keyword: &str) {
    if maker.value()[keyword] == true {
        maker.keyword(keyword, &[]);
    } else {
        maker.keyword(keyword, &[json!(true)]);
    }
}

pub(crate) fn servers(maker: &mut Maker) {
    let place = |url: &str| vec![format!("document › server {url}")];
    for (index, server) in elements(&maker.document["servers"]).enumerate() {
        let here = place(server["url"].as_str().unwrap_or_default());
        let key = index.to_string();
        let steps = vec![remove("/servers".into(), &key)];
        maker.part("server removed", steps, Action::Removed, here.clone());
        let moved = set(
            format!("/servers/{index}"),
            "url",
            "https://moved.example.test",
        );
        maker.push("server changed", vec![moved]).changes =
            Some(vec![Expected::of(Action::Changed, "url", &here)]);
    }
    let url = "https://new.example.test";
    let count = elements(&maker.document["servers"]).count();
    let server = json!({ "url": url });
    let added = insert_in(maker.document, String::new(), "servers", count, server);
    maker.part("server added", vec![added], Action::Added, place(url));
}

pub(crate) fn operation(maker: &mut Maker) {
    flag(maker, "deprecated");
    maker.keyword("operationId", &[json!("renamedOperation")]);
    let open = set(maker.here(""), "security", json!([]));
    maker.push("security removed", vec![open]);
    parameters_added(maker);
    statuses_added(maker);
    let operation = maker.value();
    let body = maker.below("request body");
    if operation.get("requestBody").is_some() {
        let removed = remove(maker.here(""), "requestBody");
        maker.part("request body removed", vec![removed], Action::Removed, body);
    } else {
        let value = json!({ "required": true, "content": { "application/json": { "schema": { "type": "string" } } } });
        let added = set(maker.here(""), "requestBody", value);
        maker.part("request body added", vec![added], Action::Added, body);
    }
}

fn parameters_added(maker: &mut Maker) {
    let operation = maker.value();
    let count = elements(&operation["parameters"]).count();
    for (index, place, name, required) in [
        (count, "query", "region", false),
        (0, "query", "region", false),
        (count, "query", "region", true),
        (count, "header", "X-Region", false),
    ] {
        let parameter = json!({ "name": name, "in": place, "required": required,
            "description": "Which region answers.", "schema": { "type": "string", "maxLength": 7 } });
        let added = insert_in(operation, maker.here(""), "parameters", index, parameter);
        let kind = if required {
            "required parameter added"
        } else {
            "parameter added"
        };
        let here = maker.below(&format!("{place} {name}"));
        maker.part(kind, vec![added], Action::Added, here);
    }
}

fn statuses_added(maker: &mut Maker) {
    let responses = &maker.value()["responses"];
    let error = members(responses).find(|(status, _)| status.starts_with('4'));
    let error = error.map_or(&Value::Null, |(_, it)| &it["content"]);
    let own = json!({ "application/json": { "schema": { "type": "object", "properties": {
        "pot": { "type": "string" } } } } });
    let mut added = vec![
        ("status added", "202", Value::Null),
        ("status added", "418", error.clone()),
        ("status with a schema of its own added", "419", own),
    ];
    // Another status with the same content uses a component again.
    added.extend(members(responses).map(|(_, it)| {
        (
            "status with a known schema added",
            "421",
            it["content"].clone(),
        )
    }));
    for (kind, status, content) in added {
        let mut response = json!({ "description": "Something that did not happen before" });
        if !content.is_null() {
            response["content"] = content;
        }
        let step = set(maker.here("/responses"), status, response);
        let here = maker.below(&format!("response {status}"));
        maker.part(kind, vec![step], Action::Added, here);
    }
}

pub(crate) fn parameter(maker: &mut Maker) {
    let parameter = maker.value();
    let (place, name) = (
        &parameter["in"],
        parameter["name"].as_str().unwrap_or_default(),
    );
    let is_path = place == "path";
    flag(maker, "deprecated");
    maker.keyword("style", &[json!("deepObject")]);
    maker.keyword("example", &[json!("abc")]);
    let at = maker.target.pointer.clone();
    let (list, index) = at.rsplit_once('/').expect("a parameter has a place");
    let here = maker.target.places.clone();
    if is_path {
        path_parameter(maker, list, name);
    } else {
        flag(maker, "required");
        let renamed = set(at.clone(), "name", format!("{name}Now"));
        maker.part(
            "parameter renamed",
            vec![renamed],
            Action::Renamed,
            here.clone(),
        );
    }
    if list.ends_with("/parameters") {
        let kind = if is_path {
            "path parameter removed"
        } else {
            "parameter removed"
        };
        let removed = vec![remove(list.to_owned(), index)];
        maker.part(kind, removed, Action::Removed, here);
    }
    for other in ["query", "header", "path"]
        .into_iter()
        .filter(|it| place != it)
    {
        let kind = if is_path || other == "path" {
            "parameter moved to or from the path"
        } else {
            "parameter moved"
        };
        let moved = vec![set(at.clone(), "in", other)];
        maker.change(kind, moved, Action::Changed, "in");
    }
}

/// Renames a parameter of a path, with the path and without it.
fn path_parameter(maker: &mut Maker, list: &str, name: &str) {
    let renamed = set(maker.here(""), "name", "renamedId");
    maker.push("path parameter renamed alone", vec![renamed.clone()]);
    let operation = list
        .strip_suffix("/parameters")
        .and_then(|it| it.rsplit_once('/'));
    let Some((item, _)) = operation else {
        return;
    };
    let path = item.trim_start_matches("/paths/").replace("~1", "/");
    let new = path.replace(&format!("{{{name}}}"), "{renamedId}");
    let steps = vec![renamed, rename("/paths".into(), &path, &new)];
    let here = maker.target.places.clone();
    let edit = maker.part("path parameter renamed", steps, Action::Renamed, here);
    edit.moved = Some((path, new));
}

pub(crate) fn request_body(maker: &mut Maker) {
    flag(maker, "required");
    content::media_types(maker);
}

pub(crate) fn response(maker: &mut Maker) {
    let response = maker.value();
    let at = maker.target.pointer.clone();
    let here = maker.target.places.clone();
    let (all, status) = at.rsplit_once('/').expect("a response has a status");
    let removed = vec![remove(all.to_owned(), status)];
    maker.part("status removed", removed, Action::Removed, here.clone());
    let known: Vec<&str> = members(maker.at(all)).map(|(it, _)| it.as_str()).collect();
    let next = status.parse::<u32>().map_or(0, |it| it + 1).to_string();
    for other in [next, format!("{}9", &status[..2])] {
        if !known.contains(&other.as_str()) {
            let renamed = vec![rename(all.to_owned(), status, &other)];
            maker.part("status renamed", renamed, Action::Renamed, here.clone());
        }
    }
    let header = json!({ "description": "What is left.", "schema": { "type": "integer" } });
    let added = set_in(response, at.clone(), "headers", "X-Rest", header);
    let here = maker.below("header X-Rest");
    maker.part("header added", vec![added], Action::Added, here);
    for (name, _) in members(&response["headers"]) {
        let (list, here) = (
            maker.here("/headers"),
            maker.below(&format!("header {name}")),
        );
        let removed = vec![remove(list.clone(), name)];
        maker.part("header removed", removed, Action::Removed, here.clone());
        let renamed = vec![rename(list, name, "X-Other")];
        maker.part("header renamed", renamed, Action::Renamed, here);
    }
    content::media_types(maker);
}

pub(crate) fn header(maker: &mut Maker) {
    flag(maker, "required");
    flag(maker, "deprecated");
}
