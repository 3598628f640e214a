//! Aligns pages that the theme made with the drawings of their documents.

use contract::{Document, Operation, Source};

use super::alignment;
use super::same::is_same;
use super::{Kind, PageLine, agreement};
use crate::page::draw::{self, DrawnLine, Role};
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

fn shown(form: Form, name: &str) -> Vec<PageLine> {
    let page = Page::read(&source(name)).expect("it reads");
    assert_eq!(page.form, form, "{name}");
    page.lines
}

/// Calls `run` for every page in every form, with the drawing and the lines of the page.
fn each(run: impl Fn(&str, Form, &[DrawnLine], &[PageLine])) {
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
fn drawings_match_pages_of_the_theme() {
    each(|name, form, drawn, shown| {
        assert!(
            agreement(drawn, shown, form).is_some(),
            "{name}:\n{drawn:#?}\n{shown:#?}"
        );
    });
}

/// Returns whether the line is in a slot for prose.
fn is_prose(drawn: &[DrawnLine], drawn_lines: &[usize], at: usize) -> bool {
    matches!(drawn[drawn_lines[at]].role, Role::Prose(_))
}

#[test]
fn dropping_doubling_or_changing_a_line_is_noticed() {
    each(|name, form, drawn, shown| {
        let drawn_lines = alignment::find(drawn, shown, form)
            .expect("it agrees")
            .drawn_lines;
        for at in 0..shown.len() {
            if is_prose(drawn, &drawn_lines, at) {
                continue;
            }
            let mut dropped = shown.to_vec();
            dropped.remove(at);
            assert!(
                agreement(drawn, &dropped, form).is_none(),
                "{name}: dropped {:?}",
                shown[at]
            );
            // The theme's fixed sentence about deprecation is prose the second time.
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
fn prose_may_be_reworded() {
    each(|name, form, drawn, shown| {
        let drawn_lines = alignment::find(drawn, shown, form)
            .expect("it agrees")
            .drawn_lines;
        for at in (0..shown.len()).filter(|&at| is_prose(drawn, &drawn_lines, at)) {
            let is_same_prose = |other: usize| other != at && drawn_lines[other] == drawn_lines[at];
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

/// What an edit of the document may add to a page: its lines, with their kinds in HTML.
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
fn additions_are_not_taken_for_prose() {
    each(|name, form, drawn, shown| {
        for at in 0..=shown.len() {
            // Each position is tried with a quarter of the additions, to bound the time.
            let some = ADDITIONS.iter().enumerate();
            for (_, &(what, lines)) in some.filter(|(number, _)| (at + number) % 4 == 0) {
                let mut added = shown.to_vec();
                let near = shown.get(at).or(shown.last()).expect("a page has lines");
                let line = |text: &str, kind: Kind| PageLine {
                    text: text.to_owned(),
                    kind: if near.kind == Kind::Any {
                        Kind::Any
                    } else {
                        kind
                    },
                    is_indented: true,
                    is_after_blank: true,
                    code_spans: Vec::new(),
                    ..near.clone()
                };
                let lines: Vec<PageLine> = if form == Form::Imported {
                    // A tag stripper joins the parts of a head.
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
fn a_description_alone_is_a_new_response() {
    each(|name, form, drawn, shown| {
        if form != Form::Imported {
            return;
        }
        let drawn_lines = alignment::find(drawn, shown, form)
            .expect("it agrees")
            .drawn_lines;
        let begins = |at: usize| match drawn_lines.get(at).map(|&place| &drawn[place].role) {
            Some(Role::Prose(prose)) => prose.is_response && shown[at].is_after_blank,
            Some(_) => false,
            None => true,
        };
        for at in (0..=shown.len()).filter(|&at| begins(at)) {
            let mut added = shown.to_vec();
            let response = PageLine {
                text: "There is one more answer.".to_owned(),
                kind: Kind::Any,
                depth: 0,
                is_summary: false,
                is_indented: false,
                span: 0..0,
                is_after_blank: true,
                code_spans: Vec::new(),
            };
            added.insert(at, response);
            let agrees = agreement(drawn, &added, form).is_some();
            assert!(!agrees, "{name}: before {:?}", shown.get(at));
        }
    });
}

fn drawn_line(text: &str, role: Role) -> DrawnLine {
    DrawnLine {
        text: text.to_owned(),
        role,
        depth: 0,
        is_summary: false,
        pointers: "".into(),
        aspect: draw::Aspect::Other,
        untitled: None,
        code_spans: Vec::new(),
    }
}

fn page_line(text: &str, kind: Kind) -> PageLine {
    PageLine {
        text: text.to_owned(),
        kind,
        depth: 0,
        is_summary: false,
        is_indented: false,
        span: 0..0,
        is_after_blank: false,
        code_spans: Vec::new(),
    }
}

fn empty_slot() -> DrawnLine {
    let prose = draw::Prose {
        markdown: String::new(),
        is_first: false,
        in_list: false,
        is_response: false,
    };
    drawn_line("", Role::Prose(prose))
}

#[test]
fn white_space_in_strings_of_an_example_counts() {
    let same = |one: &str, other: &str| {
        let (drawn, shown) = (drawn_line(one, Role::Code), page_line(other, Kind::Any));
        is_same(&drawn, &shown, Form::Imported)
    };
    assert!(same(r#""a": "b c","#, r#""a":"b c","#));
    assert!(!same(r#""a": "b c","#, r#""a":"bc","#));
    assert!(!same(r#""a": "b \" c","#, r#""a":"b \"c","#));
}

#[test]
fn a_long_page_without_markup_is_aligned() {
    let name = |number: usize| format!("name{number}");
    let head = |text: &str| drawn_line(text, Role::Head);
    let drawn: Vec<DrawnLine> = (0..3_000)
        .flat_map(|number| [head(&name(number)), head("string"), empty_slot()])
        .collect();
    let line = |text: &str| page_line(text, Kind::Any);
    let shown: Vec<PageLine> = (0..3_000)
        .flat_map(|number| [line(&name(number)), line("string")])
        .collect();
    assert!(agreement(&drawn, &shown, Form::Copied).is_some());
}

#[test]
fn costs_do_not_overflow_on_a_page_of_doubtful_lines() {
    let drawn = [empty_slot()];
    // The size of HTML is limited in bytes, and a line may have two.
    let shown = vec![page_line("]", Kind::Text); 300_000];
    assert!(alignment::find(&drawn, &shown, Form::Saved).is_some());
    assert!(agreement(&drawn, &shown, Form::Saved).is_none());
}
