//! Syncing a contract with a page.

use contract::facts::Step;
use contract::{Document, Source, placeholders};
use drift::sync::{Left, Synced};
use drift::{Input, Options, check};
use edits::{Edit, edits};
use pages::Reading;
use serde_json::json;

use crate::sync::adding::named;
use crate::sync::draw::{Form, draw};
use crate::sync::variant::{DOCUMENTS, operations, without_operation};
use crate::sync::{file, in_parallel, may_be_left, problem, read, report, some, synced, vendor};

const PATH: &str = "/api/v2/subaccounts/{subAccountId}/sessions/{sessionId}";

/// Whether a form does not show enough of an edit to make it: it is listed then.
fn is_shown_in_part(form: Form, edit: &Edit) -> bool {
    let kind = edit.kind.as_str();
    // Of a body that is no object, a page shows no type.
    let is_body = ["/Session", "/ApiError"]
        .iter()
        .any(|it| edit.at.ends_with(it));
    let is_of_property = kind.contains("property ") && !kind.starts_with("property required");
    let is_body = is_body && !is_of_property && !kind.starts_with("object ");
    // A property without a type has its description in the place of the type, and an object without
    // properties is not told from a text.
    let is_bare = kind == "type removed" || kind == "property removed" && edit.at.ends_with("/Sma");
    match form {
        Form::Saved | Form::Static => is_bare || is_body && kind.starts_with("became a"),
        // What is inside what is not seen, nor which of two equal examples is meant.
        Form::Copied => {
            is_bare
                || is_body
                || ["became an object", "example became a text"].contains(&kind)
                || kind == "status with a schema of its own added"
        }
        // No status is shown either, and no media type.
        Form::Imported => {
            is_shown_in_part(Form::Copied, edit)
                || kind.starts_with("status ")
                || ["media type added", "request body added"].contains(&kind)
        }
    }
}

fn every_edit_that_shows_is_moved(form: Form, at_least: usize) {
    let contract = file("../../openapi/verify.yaml");
    let value = contract.root().to_json();
    let before = draw(&value, "get", PATH, form);
    let page_of = |edit: &Edit| {
        let moved = edit.moved.as_ref().filter(|(from, _)| from == PATH);
        let path = moved.map_or(PATH, |(_, to)| to);
        draw(&edit.apply(&value), "get", path, form)
    };
    let shown: Vec<_> = edits(&value)
        .into_iter()
        .map(|it| (page_of(&it), it))
        .filter(|(page, _)| *page != before)
        .collect();
    assert!(shown.len() >= at_least, "only {} show", shown.len());
    // A third of each form, another one for each.
    let problems = in_parallel(&some(shown, form as usize % 3, 3), |(page, edit)| {
        let vendor = vendor(form.ending(), page);
        let may_be_left = may_be_left(edit) || is_shown_in_part(form, edit);
        let found = problem(&contract, &vendor, may_be_left)?;
        // Where a text does not show which object something belongs to, a person says it.
        let is_open = |left: &str| left.contains("does not show where this belongs");
        let left = found.strip_prefix("left: ").filter(|_| form.is_text());
        if left.is_some_and(|left| left.split("; ").all(is_open)) {
            return None;
        }
        Some(format!("{edit}\n      {found}"))
    });
    report(problems);
}

#[test]
fn every_edit_that_an_imported_text_shows_is_moved() {
    every_edit_that_shows_is_moved(Form::Imported, 400);
}

#[test]
fn every_edit_that_a_copied_text_shows_is_moved() {
    every_edit_that_shows_is_moved(Form::Copied, 400);
}

#[test]
fn every_edit_that_a_saved_page_shows_is_moved() {
    every_edit_that_shows_is_moved(Form::Saved, 400);
}

#[test]
fn every_edit_that_a_served_page_shows_is_moved() {
    every_edit_that_shows_is_moved(Form::Static, 20);
}

/// A text does not show whether what follows `sma` is a property of it.
#[test]
fn a_property_that_may_belong_to_two_objects_is_left_to_a_person() {
    let contract = file("../../openapi/verify.yaml");
    let mut value = contract.root().to_json();
    value["components"]["schemas"]["Session"]["properties"]["region"] =
        json!({ "type": "string", "description": "Where the session is kept." });
    for form in [Form::Imported, Form::Copied] {
        let result = synced(
            &contract,
            &vendor(form.ending(), &draw(&value, "get", PATH, form)),
        );
        assert_eq!(result.text, contract.source().text());
        let [left] = result.left.as_slice() else {
            panic!("one change is left: {:?}", result.left);
        };
        let places = ["response 200 › region", "response 200 › sma › region"];
        let text = format!("{} {}", left.change.message, left.reason);
        for place in places {
            assert!(text.contains(&format!("`{place}`")), "{form}: {text}");
        }
        let text = draw(&value, "get", PATH, form);
        says_what_to_decide(&contract, &text, "find out where this belongs");
    }
    // A saved page shows it.
    let page = draw(&value, "get", PATH, Form::Saved);
    let result = synced(&contract, &vendor("page.html", &page));
    assert!(result.left.is_empty(), "{:?}", result.left);
    assert_eq!(result.applied.len(), 1);
}

/// The page leaves open where the property belongs, and the document does not.
#[test]
fn a_change_that_another_source_shows_exactly_needs_no_decision() {
    let contract = file("../../openapi/verify.yaml");
    let mut value = contract.root().to_json();
    value["components"]["schemas"]["Sma"]["properties"]["region"] =
        json!({ "type": "string", "description": "Where the session is kept." });
    let page = draw(&value, "get", PATH, Form::Imported);
    says_what_to_decide(&contract, &page, "find out where this belongs");
    let page = Input::new(Source::new("page.txt", page));
    let document = Input::new(Source::new("vendor.json", value.to_string()));
    for inputs in [[page.clone(), document.clone()], [document, page]] {
        let today = "2026-03-01".parse().expect("it is a day");
        let report = check(&contract, &inputs, &Options::new(today)).report;
        let [change] = report.changes.as_slice() else {
            panic!("one change is found: {:#?}", report.changes);
        };
        assert_eq!(change.decision, None);
        let details = change.details.join("\n");
        assert!(details.contains("page.txt:"), "{details}");
        assert!(!details.contains("does not show where"), "{details}");
        let next = report.next.join("\n");
        assert!(next.contains("`cargo xtask sync vendor.json`"), "{next}");
    }
}

#[test]
fn a_response_whose_status_a_text_does_not_show_is_left_to_a_person() {
    let contract = file("../../openapi/verify.yaml");
    let value = contract.root().to_json();
    for (from, to, question) in [
        ("404", "406", "find out the status of the response"),
        ("404", "", "another response may have been removed"),
    ] {
        let mut value = value.clone();
        let responses = value["paths"][PATH]["get"]["responses"].as_object_mut();
        let responses = responses.expect("the operation has responses");
        if to.is_empty() {
            responses.remove(from).expect("the response is there");
        } else {
            let new = json!({ "description": "The request is not acceptable." });
            responses.insert(to.to_owned(), new);
        }
        let text = draw(&value, "get", PATH, Form::Imported);
        says_what_to_decide(&contract, &text, question);
    }
}

#[test]
fn a_text_that_ends_before_the_last_content_may_be_cut_off() {
    let contract = file("../../openapi/verify.yaml");
    let text = draw(&contract.root().to_json(), "get", PATH, Form::Copied);
    let description = "A fault on the vendor's side.";
    let at = text.find(description).expect("the last response is there");
    let cut = &text[..at + description.len()];
    says_what_to_decide(&contract, cut, "the page ends here");
}

/// Compares a page, and checks that its one difference says what to decide, and that the report does not
/// suggest `sync`.
fn says_what_to_decide(contract: &Document, page: &str, question: &str) {
    let page = Input::new(Source::new("page.txt", page));
    let today = "2026-03-01".parse().expect("it is a day");
    let report = check(contract, &[page], &Options::new(today)).report;
    let [change] = report.changes.as_slice() else {
        panic!("one change is found: {:#?}", report.changes);
    };
    let decision = change.decision.as_deref().unwrap_or_default();
    assert!(decision.contains(question), "{decision}");
    let next = report.next.join("\n");
    assert!(next.contains("by hand: each difference says"), "{next}");
}

/// Adds an operation from its page, and reads the page against the new contract.
fn added_by_page(text: &str, operation: &str, form: Form) -> (Document, Synced, Reading) {
    let (method, path) = operation.split_once(' ').expect("a method and a path");
    let whole = read("vendor.yaml", text).root().to_json();
    let page = draw(&whole, &method.to_ascii_lowercase(), path, form);
    let contract = read("contract.yaml", &without_operation(text, operation));
    let vendor = vendor(form.ending(), &page);
    let refused = vendor.compare(&contract).expect_err("nobody asked for it");
    assert!(
        refused
            .to_string()
            .contains("which the contract does not have"),
        "{refused}"
    );
    let vendor = vendor.adding(named(operation));
    let shown = vendor.operations(&contract).expect("it shows one");
    assert_eq!(
        shown,
        [Step::Operation {
            method: method.to_owned(),
            path: path.to_owned()
        }]
    );
    let result = synced(&contract, &vendor);
    let after = read("contract.yaml", &result.text);
    assert!(
        operations(&after).iter().any(|it| it == operation),
        "{operation}, {form}: {:?}\n{}",
        result.left,
        result.text
    );
    assert!(!placeholders(&after).is_empty());
    let again = synced(&after, &vendor);
    assert_eq!(
        again.text, result.text,
        "{operation}, {form}: a second run changes something"
    );
    let reading = pages::read(&after, &Source::new(form.ending(), page)).expect("it is its page");
    (after, result, reading)
}

#[test]
fn a_page_adds_its_operation_as_far_as_it_shows_it() {
    for (name, text) in DOCUMENTS {
        for operation in operations(&read("vendor.yaml", text)) {
            for form in Form::ALL {
                let (after, result, reading) = added_by_page(text, &operation, form);
                let what = format!("{name}, {operation}, {form}:\n{}", result.text);
                // A text does not show where an object ends; an imported one, no labels of tabs.
                let not_shown: &[&str] = match form {
                    Form::Imported => &["its status", "which object", "where an option"],
                    Form::Copied => &["which object"],
                    Form::Saved | Form::Static => &[],
                };
                let is_shown = |left: &&Left| {
                    let mut not_shown = not_shown.iter();
                    !not_shown.any(|it| left.reason.contains(&format!("does not show {it}")))
                };
                let left = result.left.iter().find(is_shown);
                assert!(left.is_none(), "{left:?}, {what}");
                // A schema that equals a component of the contract is a reference to it.
                let components = after.schemas().filter_map(|schema| schema.name());
                let used = components.filter(|name| {
                    result
                        .text
                        .matches(&format!("#/components/schemas/{name}\""))
                        .count()
                        + result
                            .text
                            .matches(&format!("#/components/schemas/{name}'"))
                            .count()
                        > 1
                });
                let is_whole = matches!(form, Form::Copied | Form::Saved);
                assert!(!is_whole || used.count() >= 2, "{what}");
                let count = |document: &Document| {
                    let all = document.operations().expect("they can be read");
                    let own = all
                        .iter()
                        .find(|it| it.key() == operation)
                        .expect("it is there");
                    (own.parameters.len(), own.responses.len())
                };
                let (parameters, responses) = count(&read("vendor.yaml", text));
                let found = count(&after);
                // A line that is unread without the contract is listed.
                let is_listed = form.is_text() && !reading.unread.is_empty();
                assert!(
                    form == Form::Static || found.0 == parameters || is_listed,
                    "{found:?} {what}"
                );
                assert!(
                    form == Form::Imported || found.1 == responses,
                    "{found:?} {what}"
                );
            }
        }
    }
}
