//! A page whose operation has another method or path than the contract gives it.

use compat::change::Action;
use compat::compare;
use contract::Source;
use serde_json::Value;

use crate::drawn::draw::{Form, draw};
use crate::drawn::hold::{prose_off, read};
use crate::drawn::{PAGES, document};

fn renamed(document: &Value, from: (&str, &str), to: (&str, &str)) -> Value {
    let mut renamed = document.clone();
    let paths = renamed["paths"].as_object_mut().expect("paths");
    let mut item = paths.remove(from.1).expect("the path is there");
    let operation = item.as_object_mut().expect("an item").remove(from.0);
    item[to.0] = operation.expect("the operation is there");
    paths.insert(to.1.to_owned(), item);
    renamed
}

#[test]
fn a_method_or_path_that_changed_is_the_one_finding() {
    for (name, method, path) in PAGES {
        let value = document(name);
        let contract = read(&value);
        let other_method = if method == "get" { "put" } else { "patch" };
        let other_path = path.replacen("/v", "/v1", 1);
        let with_slash = format!("{path}/");
        for form in Form::ALL {
            for (keyword, to) in [
                ("method", (other_method, path)),
                ("path", (method, &*other_path)),
                ("path", (method, &*with_slash)),
            ] {
                let moved = renamed(&value, (method, path), to);
                let text = draw(&moved, to.0, to.1, form);
                let case = format!("{name} in {form}: {} {}", to.0, to.1);
                let reading = pages::read(&contract, &Source::new("page", text));
                let reading = reading.unwrap_or_else(|refusal| panic!("{case}: {refusal}"));
                let changes = compare(&reading.expected, &reading.stated, &prose_off());
                assert!(reading.unread.is_empty(), "{case}: {:?}", reading.unread);
                assert_eq!(changes.len(), 1, "{case}: {changes:#?}");
                assert_eq!(changes[0].keyword.as_deref(), Some(keyword), "{case}");
                assert_eq!(changes[0].action, Action::Changed, "{case}");
            }
        }
    }
}

#[test]
fn the_page_of_another_operation_is_refused() {
    for (name, method, path) in PAGES {
        let contract = read(&document(name));
        for (other, other_method, other_path) in PAGES {
            if (method, path) == (other_method, other_path) || name == other {
                continue;
            }
            for form in Form::ALL {
                let text = draw(&document(other), other_method, other_path, form);
                let reading = pages::read(&contract, &Source::new("page", text));
                assert!(
                    reading.is_err(),
                    "{name} took the page of {other_path} in {form}"
                );
            }
        }
    }
}
