//! Pages of the theme's own making, against what is drawn of their documents.

use contract::{Document, Operation, Source};

use super::path::{self, is_same};
use super::{Kind, Shown, agreement};
use crate::page::draw::{self, Line, Role};
use crate::page::{Form, Page};

const FORMS: [(Form, &str); 4] = [
    (Form::Imported, "imported.txt"),
    (Form::Copied, "copied.txt"),
    (Form::Saved, "saved.html"),
    (Form::Static, "static.html"),
];

const PAGES: [(&str, &str, &str); 5] = [
    ("check-session", "check-session", "check-session"),
    ("lending", "open-loan", "open-loan"),
    ("lending", "read-loan", "read-loan"),
    ("garden", "plant", "plant"),
    ("garden", "list-beds", "listBeds"),
];

fn source(name: &str) -> Source {
    let path = format!("{}/tests/pages/{name}", env!("CARGO_MANIFEST_DIR"));
    Source::read(path.as_ref()).expect("the file is committed")
}

fn shown(form: Form, name: &str) -> Vec<Shown> {
    let page = Page::read(&source(name)).expect("it reads");
    assert_eq!(page.form, form, "{name}");
    page.lines
}

/// Runs on every page, in every form, with what is drawn of its document and what it shows.
fn each(run: impl Fn(&str, Form, &[Line], &[Shown])) {
    for (document, page, id) in PAGES {
        let document = Document::read(source(&format!("{document}.openapi.yaml")));
        let document = document.expect("the document reads");
        let operations = document.operations().expect("the operations read");
        let is_it = |operation: &&Operation<'_>| operation.id == Some(id);
        let operation = operations.iter().find(is_it);
        let operation = operation.expect("the document has the operation");
        for (form, extension) in FORMS {
            let name = format!("{page}.{extension}");
            let drawn = draw::lines(&document, operation, form).expect("it can be drawn");
            run(&name, form, &drawn, &shown(form, &name));
        }
    }
}

#[test]
fn what_is_drawn_is_what_the_theme_makes() {
    each(|name, form, drawn, shown| {
        assert!(
            agreement(drawn, shown, form).is_some(),
            "{name}:\n{drawn:#?}\n{shown:#?}"
        );
    });
}

/// Whether the line is in a place for prose.
fn is_prose(drawn: &[Line], places: &[usize], at: usize) -> bool {
    matches!(drawn[places[at]].role, Role::Prose(_))
}

#[test]
fn a_line_that_is_no_prose_is_neither_dropped_nor_changed_nor_doubled() {
    each(|name, form, drawn, shown| {
        let places = path::find(drawn, shown, form).expect("it agrees").places;
        for at in 0..shown.len() {
            if is_prose(drawn, &places, at) {
                continue;
            }
            let mut dropped = shown.to_vec();
            dropped.remove(at);
            assert!(
                agreement(drawn, &dropped, form).is_none(),
                "{name}: dropped {:?}",
                shown[at]
            );
            // The theme's sentence about deprecated operations says nothing a second time.
            if !shown[at]
                .text
                .starts_with("This endpoint has been deprecated")
            {
                let mut doubled = shown.to_vec();
                doubled.insert(at, shown[at].clone());
                let is_noticed = agreement(drawn, &doubled, form).is_none();
                assert!(is_noticed, "{name}: doubled {:?}", shown[at]);
            }
            let mut changed = shown.to_vec();
            changed[at].text.push('x');
            let is_noticed = agreement(drawn, &changed, form).is_none();
            assert!(is_noticed, "{name}: changed {:?}", shown[at]);
        }
    });
}

#[test]
fn prose_may_say_anything_else() {
    each(|name, form, drawn, shown| {
        let places = path::find(drawn, shown, form).expect("it agrees").places;
        for at in (0..shown.len()).filter(|&at| is_prose(drawn, &places, at)) {
            let is_same_prose = |other: usize| other != at && places[other] == places[at];
            if (0..at).any(is_same_prose) {
                continue;
            }
            let mut reworded = shown.to_vec();
            "This is said in other words.".clone_into(&mut reworded[at].text);
            let mut number = 0;
            reworded.retain(|_| {
                number += 1;
                !is_same_prose(number - 1)
            });
            assert!(
                agreement(drawn, &reworded, form).is_some(),
                "{name}: {:?}",
                shown[at]
            );
        }
    });
}

/// What an edit of the document adds to a page: its lines, and what the markup says of them.
const ADDITIONS: [(&str, &[(&str, Kind)]); 9] = [
    (
        "a property",
        &[("zebra", Kind::Head), ("string", Kind::Head)],
    ),
    (
        "a property with a format",
        &[
            ("zebra", Kind::Head),
            ("string<uuid>", Kind::Head),
            ("required", Kind::Head),
        ],
    ),
    ("a property without a type", &[("zebra", Kind::Head)]),
    ("bounds", &[("Possible values: >= 3", Kind::Text)]),
    ("a default", &[("Default value: some words", Kind::Text)]),
    ("an example", &[("Example: some words", Kind::Text)]),
    ("a constant", &[("Constant value: 3", Kind::Text)]),
    ("a mark", &[("deprecated", Kind::Text)]),
    ("a choice", &[("oneOf", Kind::Badge)]),
];

#[test]
fn what_is_added_is_not_taken_for_prose() {
    each(|name, form, drawn, shown| {
        for at in 0..=shown.len() {
            // Every place is tried with some of them, and every one at some places.
            let some = ADDITIONS.iter().enumerate();
            for (_, &(what, lines)) in some.filter(|(number, _)| (at + number) % 4 == 0) {
                let mut added = shown.to_vec();
                let near = shown.get(at).or(shown.last()).expect("a page has lines");
                let line = |text: &str, kind: Kind| Shown {
                    text: text.to_owned(),
                    kind: if near.kind == Kind::Any {
                        Kind::Any
                    } else {
                        kind
                    },
                    is_indented: true,
                    is_apart: true,
                    codes: Vec::new(),
                    ..near.clone()
                };
                let lines: Vec<Shown> = if form == Form::Imported {
                    // A tag stripper glues the parts of a head.
                    let glued: String = lines.iter().map(|(text, _)| *text).collect();
                    vec![line(&glued, Kind::Any)]
                } else {
                    lines.iter().map(|(text, kind)| line(text, *kind)).collect()
                };
                added.splice(at..at, lines);
                let agrees = agreement(drawn, &added, form).is_some();
                assert!(!agrees, "{name}: {what} before {:?}", near.text);
            }
        }
    });
}

#[test]
fn a_response_that_shows_its_description_alone_is_one_more() {
    each(|name, form, drawn, shown| {
        if form != Form::Imported {
            return;
        }
        let places = path::find(drawn, shown, form).expect("it agrees").places;
        let begins = |at: usize| match places.get(at).map(|&place| &drawn[place].role) {
            Some(Role::Prose(prose)) => prose.is_response && shown[at].is_apart,
            Some(_) => false,
            None => true,
        };
        for at in (0..=shown.len()).filter(|&at| begins(at)) {
            let mut added = shown.to_vec();
            let response = Shown {
                text: "There is one more answer.".to_owned(),
                kind: Kind::Any,
                depth: 0,
                is_summary: false,
                is_indented: false,
                span: 0..0,
                is_apart: true,
                codes: Vec::new(),
            };
            added.insert(at, response);
            let agrees = agreement(drawn, &added, form).is_some();
            assert!(!agrees, "{name}: before {:?}", shown.get(at));
        }
    });
}

#[test]
fn blanks_count_within_the_texts_of_an_example() {
    let line = |text: &str| Line {
        text: text.to_owned(),
        role: Role::Code,
        depth: 0,
        is_summary: false,
        at: "".into(),
        says: draw::Says::Given,
        untitled: None,
        codes: Vec::new(),
    };
    let page = |text: &str| Shown {
        text: text.to_owned(),
        kind: Kind::Any,
        depth: 0,
        is_summary: false,
        is_indented: false,
        span: 0..0,
        is_apart: false,
        codes: Vec::new(),
    };
    let same = |one: &str, other: &str| is_same(&line(one), &page(other), Form::Imported);
    assert!(same(r#""a": "b c","#, r#""a":"b c","#));
    assert!(!same(r#""a": "b c","#, r#""a":"bc","#));
    assert!(!same(r#""a": "b \" c","#, r#""a":"b \"c","#));
}

#[test]
fn the_cost_of_a_page_of_nothing_but_doubts_does_not_overflow() {
    let prose = draw::Prose {
        markdown: String::new(),
        is_first: false,
        in_list: false,
        is_response: false,
    };
    let drawn = [Line {
        text: String::new(),
        role: Role::Prose(prose),
        depth: 0,
        is_summary: false,
        at: "".into(),
        says: draw::Says::Nothing,
        untitled: None,
        codes: Vec::new(),
    }];
    // HTML is bounded by its bytes, and a line may have two.
    let line = Shown {
        text: "]".to_owned(),
        kind: Kind::Text,
        depth: 0,
        is_summary: false,
        is_indented: false,
        span: 0..0,
        is_apart: false,
        codes: Vec::new(),
    };
    let shown = vec![line; 300_000];
    assert!(path::find(&drawn, &shown, Form::Saved).is_some());
    assert!(agreement(&drawn, &shown, Form::Saved).is_none());
}
