//! A schema that becomes an array of itself, or an array that becomes its element: a page says what
//! the document says of it, however much the array holds.

use std::collections::BTreeSet;

use compat::change::Change;
use compat::compare;
use contract::Source;
use edits::{Role, edits};
use serde_json::{Value, json};

use crate::drawn::draw::{Form, draw};
use crate::drawn::hold::{prose_off, read};
use crate::drawn::{PAGES, document, in_parallel};

/// The document with the schema at a pointer as the elements of an array.
fn arrayed(document: &Value, pointer: &str) -> Value {
    let mut edited = document.clone();
    let schema = edited.pointer_mut(pointer).expect("a schema is there");
    *schema = json!({ "type": "array", "items": schema.take() });
    edited
}

fn ids(changes: &[Change]) -> BTreeSet<String> {
    changes.iter().map(|it| it.id.clone()).collect()
}

fn complaint(from: &Value, to: &Value, page: (&str, &str), form: Form) -> Option<String> {
    let (method, path) = page;
    let (before, after) = (draw(from, method, path, form), draw(to, method, path, form));
    if before == after {
        return None;
    }
    let (contract, other) = (read(from), read(to));
    let expected = ids(&compare(&contract.facts(), &other.facts(), &prose_off()));
    let reading = match pages::read(&contract, &Source::new("page", after)) {
        Ok(reading) => reading,
        Err(refusal) => return Some(format!("{form}: {refusal}")),
    };
    if let Some((_, unread)) = reading.unread.first() {
        return Some(format!("{form}: a line is unread, expected {unread}"));
    }
    let readings = std::iter::once(&reading.stated).chain(&reading.alternatives);
    let found: Vec<_> = readings
        .map(|stated| ids(&compare(&reading.expected, stated, &prose_off())))
        .collect();
    let is_it = |found: &BTreeSet<String>| {
        // The example of the whole goes with it.
        let is_more = |id: &String| !id.starts_with("example-");
        found.is_subset(&expected) && found.iter().any(is_more)
    };
    (!found.iter().any(is_it)).then(|| format!("{form}: expected {expected:?}, found {found:?}"))
}

#[test]
fn a_schema_that_becomes_an_array_of_itself_is_found_as_that() {
    for (name, method, path) in PAGES {
        let value = document(name);
        let of_schemas = edits(&value)
            .into_iter()
            .filter(|it| it.role == Role::Schema);
        let schemas: BTreeSet<String> = of_schemas.map(|it| it.at).collect();
        let schemas: Vec<String> = schemas.into_iter().collect();
        let complaints = in_parallel(&schemas, |pointer| {
            let mut all = Vec::new();
            let edited = arrayed(&value, pointer);
            for form in Form::ALL {
                for (from, to) in [(&value, &edited), (&edited, &value)] {
                    let complaint = complaint(from, to, (method, path), form);
                    all.extend(complaint.map(|it| format!("{name} {pointer}: {it}")));
                }
            }
            all
        });
        let complaints: Vec<String> = complaints.into_iter().flatten().collect();
        assert!(complaints.is_empty(), "{}", complaints.join("\n"));
    }
}
