//! Moving a contract to what a page of it shows.

use crate::sync::draw::{Form, draw};
use crate::sync::mutation::mutations;
use crate::sync::{file, in_parallel, problem, report, vendor};

const PATH: &str = "/api/v2/subaccounts/{subAccountId}/sessions/{sessionId}";

/// Whether a form does not show enough of an edit to make it: it is listed then.
fn is_shown_in_part(form: Form, what: &str) -> bool {
    let is_body = ["/Session:", "/ApiError:"]
        .iter()
        .any(|it| what.contains(it));
    let is_example = what.ends_with("value = \"something else\"");
    let is_part = ["418 = ", "421 = ", "text/plain = ", "requestBody = "]
        .iter()
        .any(|it| what.contains(it));
    match form {
        // Of a body that is no object, a page shows no type.
        Form::Saved | Form::Static => {
            is_body
                && [": a number", ": a text"]
                    .iter()
                    .any(|it| what.ends_with(it))
        }
        // What is inside what is not seen, nor which of two equal examples is meant.
        Form::Copied => what.ends_with(": an object") || is_body || is_example,
        // No status is shown either, and no media type.
        Form::Imported => {
            let is_response = what.contains("/responses: no ");
            what.ends_with(": an object") || is_body || is_example || is_part || is_response
        }
    }
}

fn every_edit_that_shows_is_moved(form: Form, at_least: usize) {
    let contract = file("../../openapi/verify.yaml");
    let value = contract.root().to_json();
    let before = draw(&value, "get", PATH, form);
    let shown: Vec<_> = mutations(&value)
        .into_iter()
        .map(|it| (draw(&it.document, "get", PATH, form), it))
        .filter(|(page, _)| *page != before)
        .collect();
    assert!(shown.len() >= at_least, "only {} show", shown.len());
    // A third of each form, another one for each; `ALL_EDITS` asks for all of it.
    let some: Vec<_> = match std::env::var_os("ALL_EDITS") {
        Some(_) => shown.iter().collect(),
        None => shown.iter().skip(form as usize % 3).step_by(3).collect(),
    };
    let problems = in_parallel(&some, |(page, it)| {
        let vendor = vendor(form.ending(), page);
        let may_be_left = it.may_be_left || is_shown_in_part(form, &it.what);
        let found = problem(&contract, &vendor, may_be_left)?;
        Some(format!("{}\n      {found}", it.what))
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
