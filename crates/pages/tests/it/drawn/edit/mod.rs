//! Every sensible single edit of a document, with what it has to be called.

mod example;
mod place;
mod schema;
mod spot;

use compat::change::{Action, Class};
use serde_json::{Map, Value};

use crate::drawn::draw::Form;

use spot::{Role, Spot};

pub(crate) use spot::{escaped, spots};

/// A document after one edit.
pub(crate) struct Edit {
    /// What kind of edit it is.
    pub(crate) kind: String,
    /// What was edited.
    pub(crate) at: String,
    pub(crate) document: Value,
    /// What is to be found, held against the document before.
    pub(crate) expected: Vec<Expected>,
    /// What is to be found in pages of some forms, where they show something else.
    shown: Vec<(&'static [Form], Vec<Expected>)>,
    /// The path before and after, where the edit moves it.
    pub(crate) moved: Option<(String, String)>,
}

impl Edit {
    fn new(kind: impl Into<String>, at: &Spot, document: Value, expected: Expected) -> Self {
        Self {
            kind: kind.into(),
            at: at.pointer.clone(),
            document,
            expected: vec![expected],
            shown: Vec::new(),
            moved: None,
        }
    }

    /// Where more than one finding is the honest answer.
    fn and(mut self, expected: Expected) -> Self {
        self.expected.push(expected);
        self
    }

    fn on_page(self, expected: Vec<Expected>) -> Self {
        self.shown_in(&Form::ALL, expected)
    }

    fn in_text(self, expected: Vec<Expected>) -> Self {
        self.shown_in(&[Form::Imported, Form::Copied], expected)
    }

    fn imported(self, expected: Vec<Expected>) -> Self {
        self.shown_in(&[Form::Imported], expected)
    }

    fn shown_in(mut self, forms: &'static [Form], expected: Vec<Expected>) -> Self {
        self.shown.push((forms, expected));
        self
    }

    /// What is to be found in a page of a form.
    pub(crate) fn expected_in(&self, form: Form) -> &[Expected] {
        let mut shown = self.shown.iter().rev();
        let other = shown.find(|(forms, _)| forms.contains(&form));
        other.map_or(&self.expected, |(_, expected)| expected)
    }
}

/// The places where a schema is not that of a parameter, of which a page does not show everything.
fn outside_parameters(places: &[String]) -> Vec<String> {
    let is_outside = |place: &&String| {
        let (_, place) = place.split_once(" › ").expect("a place in an operation");
        place.starts_with("re")
    };
    places.iter().filter(is_outside).cloned().collect()
}

/// What has to be said of an edit.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Expected {
    pub(crate) action: Action,
    pub(crate) keyword: Option<String>,
    pub(crate) class: Class,
    /// Every place that shows it, as `METHOD /path › place`.
    pub(crate) places: Vec<String>,
}

impl Expected {
    /// A change of a keyword at the places of a spot.
    fn keyword(action: Action, keyword: &str, places: &[String]) -> Self {
        Self {
            action,
            keyword: Some(keyword.to_owned()),
            class: Class::Contract,
            places: places.to_vec(),
        }
    }

    /// A part that came, went, or has another name.
    fn part(action: Action, places: Vec<String>) -> Self {
        Self {
            action,
            keyword: None,
            class: Class::Contract,
            places,
        }
    }

    fn of_class(mut self, class: Class) -> Self {
        self.class = class;
        self
    }
}

/// Every edit of a document.
pub(crate) fn edits(document: &Value) -> Vec<Edit> {
    let mut edits = Vec::new();
    for spot in spots(document) {
        let value = document.pointer(&spot.pointer).expect("a spot is there");
        match spot.role {
            Role::Schema => schema::edits(document, &spot, value, &mut edits),
            Role::Example => example::edits(document, &spot, value, &mut edits),
            _ => place::edits(document, &spot, value, &mut edits),
        }
    }
    edits
}

/// The document with one value changed.
fn with(document: &Value, pointer: &str, change: impl FnOnce(&mut Value)) -> Value {
    let mut edited = document.clone();
    change(edited.pointer_mut(pointer).expect("a spot is there"));
    edited
}

/// The document with one member of a mapping set.
fn setting(document: &Value, pointer: &str, key: &str, value: impl Into<Value>) -> Value {
    with(document, pointer, |it| it[key] = value.into())
}

/// The document without one member of a mapping.
fn without(document: &Value, pointer: &str, key: &str) -> Value {
    with(document, pointer, |it| {
        it.as_object_mut().expect("a mapping").shift_remove(key);
    })
}

/// The document with one key of a mapping spelt otherwise, in its place.
fn renaming(document: &Value, pointer: &str, key: &str, name: &str) -> Value {
    with(document, pointer, |it| {
        let members = std::mem::take(it.as_object_mut().expect("a mapping"));
        let renamed: Map<String, Value> = members
            .into_iter()
            .map(|(it, value)| (if it == key { name.to_owned() } else { it }, value))
            .collect();
        *it = Value::Object(renamed);
    })
}

/// The places of a part below each of a spot's.
fn below(places: &[String], step: &str) -> Vec<String> {
    let below = |place: &String| format!("{place} › {step}");
    places.iter().map(below).collect()
}
