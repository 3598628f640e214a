//! Pages that are written otherwise and state the same: nothing is said of them.

use std::fmt::Write as _;

use edits::escaped;
use serde_json::Value;

use crate::drawn::draw::{Form, draw, resolved};
use crate::drawn::hold::{Held, hold, read};
use crate::drawn::{PAGES, document};

/// The pages as they are drawn of a document that says the same.
#[test]
fn a_page_of_a_document_in_another_order_says_the_same() {
    for (name, method, path) in PAGES {
        let value = document(name);
        let original = read(&value);
        let mut inlined = value.clone();
        inlined["paths"] = resolved(&value, &value["paths"]);
        let mut others = vec![("with references followed".to_owned(), inlined)];
        for pointer in ordered(&value, "") {
            let mut other = value.clone();
            match other.pointer_mut(&pointer).expect("it is there") {
                Value::Array(elements) => elements.reverse(),
                Value::Object(members) => {
                    *members = std::mem::take(members).into_iter().rev().collect();
                }
                _ => {}
            }
            others.push((format!("with {pointer} in another order"), other));
        }
        for (what, other) in others {
            for form in Form::ALL {
                let held = hold(&original, &draw(&other, method, path, form));
                if form.is_text() && what.contains("/oneOf/") {
                    // Where an option ends is not seen: what stands before its first property
                    // looks as if it were the option before.
                    continue;
                }
                assert!(held.is_silent(), "{name} {method} {what} {form}: {held:#?}");
            }
        }
    }
}

/// Where something stands whose order means nothing.
fn ordered(value: &Value, at: &str) -> Vec<String> {
    let mut all = Vec::new();
    let members: Vec<(String, &Value)> = match value {
        Value::Object(members) => members.iter().map(|(key, it)| (escaped(key), it)).collect(),
        Value::Array(elements) => elements
            .iter()
            .enumerate()
            .map(|(at, it)| (at.to_string(), it))
            .collect(),
        _ => Vec::new(),
    };
    for (key, value) in members {
        let at = format!("{at}/{key}");
        let is_ordered = matches!(
            key.as_str(),
            "properties"
                | "parameters"
                | "enum"
                | "required"
                | "responses"
                | "examples"
                | "headers"
        );
        all.extend((is_ordered && !value.is_boolean()).then(|| at.clone()));
        all.extend(ordered(value, &at));
    }
    all
}

/// A way of passing a text on.
type Way = (&'static str, fn(&str) -> String);

/// What a text goes through on its way.
const WAYS: [Way; 11] = [
    ("other ends of lines", |text| text.replace('\n', "\r\n")),
    ("tabs for blanks", |text| text.replace("    ", "\t")),
    ("two blanks for four", |text| text.replace("\n    ", "\n  ")),
    ("eight blanks for four", |text| {
        text.replace("\n    ", "\n        ")
    }),
    ("blanks at the ends of lines", |text| {
        text.replace('\n', "  \n")
    }),
    ("more blank lines", |text| text.replace("\n\n", "\n\n\n")),
    ("other marks of lists", |text| text.replace("• ", "- ")),
    ("stars as marks of lists", |text| text.replace("• ", "* ")),
    ("a mark of the byte order", |text| format!("\u{feff}{text}")),
    ("blank lines around", |text| format!("\n\n{text}\n\n\n")),
    ("the help centre around it", furnished),
];

fn furnished(text: &str) -> String {
    format!(
        "Help\nGuides for developers\n\n{}\n\nSource: https://docs.example.test/page · Our help.\n\nWas this article helpful?\nor\n3 out of 4 found this helpful\n\n0 Comments\n\nPlease sign in to leave a comment.\n",
        text.trim_end()
    )
}

/// Long lines of prose go on in the next line.
fn wrapped(text: &str) -> String {
    let mut all = String::new();
    for line in text.lines() {
        let start = &line[..line.len() - line.trim_start().len()];
        // A title is one line.
        let is_prose = !all.is_empty()
            && line.ends_with('.')
            && !line.contains("Possible values")
            && !line.contains('"');
        let words: Vec<&str> = line.split_whitespace().collect();
        if is_prose && words.len() > 6 {
            let (first, second) = words.split_at(words.len() / 2);
            let _ = writeln!(
                all,
                "{start}{}\n{start}{}",
                first.join(" "),
                second.join(" ")
            );
        } else {
            let _ = writeln!(all, "{line}");
        }
    }
    all
}

#[test]
fn a_text_that_was_passed_on_says_the_same() {
    for (name, method, path) in PAGES {
        let value = document(name);
        let original = read(&value);
        for form in [Form::Imported, Form::Copied] {
            let text = draw(&value, method, path, form);
            let before = hold(&original, &text);
            // Only what a tag stripper made is wrapped by those who pass it on.
            let wrapping: Way = ("wrapped lines", wrapped);
            let more = (form == Form::Imported).then_some(wrapping);
            for (what, way) in WAYS.into_iter().chain(more) {
                let held = hold(&original, &way(&text));
                let marks = |held: &Held| match held {
                    Held::Read { prose, .. } => prose
                        .iter()
                        .map(|(place, text)| {
                            (
                                place.clone(),
                                text.replace(['•', '*', '-'], "").replace("  ", " "),
                            )
                        })
                        .collect(),
                    Held::Refused(why) => vec![(String::new(), why.clone())],
                };
                assert!(held.is_silent(), "{name} {method} {form} {what}: {held:#?}");
                assert_eq!(marks(&before), marks(&held), "{name} {form} {what}");
            }
        }
    }
}
