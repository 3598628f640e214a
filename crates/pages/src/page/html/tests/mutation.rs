//! Removing, doubling, or changing anything visible in a page changes the lines that are read.

use std::ops::Range;

use html5gum::{DefaultEmitter, Token, Tokenizer};
use proptest::prelude::*;

use super::{SAVED, STATIC, file, outcome};

/// The classes that determine the kind of a line.
const KNOWN: [&str; 10] = [
    "badge",
    "badge--info",
    "openapi-code__code-samples-container",
    "openapi-left-panel__container",
    "openapi-markdown__details",
    "openapi-schema__container",
    "openapi-tabs__heading",
    "openapi__heading",
    "openapi__method-endpoint",
    "openapi__method-endpoint-path",
];

/// Returns whether a class ends in the hash of four characters that a build appends.
fn is_hashed(class: &str) -> bool {
    let hash = class.len().checked_sub("_9xYz".len());
    !class.starts_with("openapi-")
        && hash
            .and_then(|at| class.get(at..))
            .is_some_and(|hash| hash.starts_with('_'))
}

/// An element of a page, by byte offsets.
struct Element {
    name: String,
    /// The position of each class name.
    classes: Vec<Range<usize>>,
    whole: Range<usize>,
    /// The positions of the texts in it.
    texts: Vec<Range<usize>>,
}

/// Returns the elements of a page's article, in document order.
fn elements(html: &str) -> Vec<Element> {
    let mut emitter = DefaultEmitter::<usize>::new_with_span();
    emitter.naively_switch_states(true);
    let mut open: Vec<usize> = Vec::new();
    let mut elements: Vec<Element> = Vec::new();
    for token in Tokenizer::new_with_emitter(html, emitter) {
        let Ok(token) = token;
        match token {
            Token::StartTag(tag) => {
                let name = String::from_utf8_lossy(&tag.name).into_owned();
                let span = tag.span.start..tag.span.end;
                let start_tag = &html[span.clone()];
                let classes = start_tag.find(" class=\"").map_or_else(Vec::new, |at| {
                    let start = at + " class=\"".len();
                    let end = start + start_tag[start..].find('"').expect("a quoted value");
                    let value = &start_tag[start..end];
                    value
                        .split_ascii_whitespace()
                        .map(|class| {
                            let at = class.as_ptr() as usize - html.as_ptr() as usize;
                            at..at + class.len()
                        })
                        .collect()
                });
                let void = matches!(
                    name.as_str(),
                    "br" | "img" | "meta" | "input" | "link" | "hr"
                );
                elements.push(Element {
                    name,
                    classes,
                    whole: span,
                    texts: Vec::new(),
                });
                if !void {
                    open.push(elements.len() - 1);
                }
            }
            Token::EndTag(tag) => {
                let closed = open.pop().expect("the page is whole");
                elements[closed].whole.end = tag.span.end;
            }
            Token::String(text) => {
                let span = text.span.start..text.span.end;
                if html[span.clone()]
                    .chars()
                    .any(|char| !char.is_whitespace() && char != '\u{200b}')
                {
                    for &id in &open {
                        elements[id].texts.push(span.clone());
                    }
                }
            }
            _ => {}
        }
    }
    let article = elements
        .iter()
        .find(|it| {
            it.classes
                .iter()
                .any(|class| html[class.clone()] == *"openapi-left-panel__container")
        })
        .expect("the page has an article")
        .whole
        .clone();
    elements.retain(|it| article.start <= it.whole.start && it.whole.end <= article.end);
    elements
}

fn with(html: &str, place: &Range<usize>, replacement: &str) -> String {
    format!(
        "{}{replacement}{}",
        &html[..place.start],
        &html[place.end..]
    )
}

/// Returns whether an element is invisible, or has a class for decoration only.
fn is_ignored(element: &Element, html: &str) -> bool {
    let silent = ["hash-link", "openapi__divider", "openapi-schema__divider"];
    let is_silent = |class: &Range<usize>| silent.contains(&&html[class.clone()]);
    // The line break at the end of a code block.
    let last = html[element.whole.end..].starts_with("</span></code>");
    match element.name.as_str() {
        "br" => last,
        _ => element.texts.is_empty() || element.classes.iter().any(is_silent),
    }
}

/// Asserts that a changed page is read differently from the original.
fn check(html: &str, changed: &str, before: &str, what: &str, place: &Range<usize>) {
    assert!(
        outcome(changed) != before,
        "{what} {:.300} changes nothing",
        &html[place.clone()]
    );
}

fn each_element(name: &str, check: impl Fn(&str, &str, &Element)) {
    let html = file(name);
    let before = outcome(&html);
    for element in elements(&html) {
        check(&html, &before, &element);
    }
}

#[test]
fn removing_or_doubling_an_element_changes_the_lines() {
    for name in ["read-loan.saved.html", "open-loan.static.html"] {
        each_element(name, |html, before, element| {
            if is_ignored(element, html) {
                return;
            }
            let raw = &html[element.whole.clone()];
            let place = &element.whole;
            check(html, &with(html, place, ""), before, "losing", place);
            // An additional empty line is invisible.
            if element.name != "br" {
                let doubled = with(html, place, &raw.repeat(2));
                check(html, &doubled, before, "doubling", place);
            }
        });
    }
}

#[test]
fn changing_a_text_changes_the_lines() {
    for name in ["read-loan.saved.html", "read-loan.static.html"] {
        each_element(name, |html, before, element| {
            let [text] = element.texts.as_slice() else {
                return;
            };
            let word = html[text.clone()].find(|char: char| char.is_alphanumeric());
            let at = word.map_or(text.end, |at| text.start + at);
            check(html, &with(html, &(at..at), "Zq"), before, "spoiling", text);
        });
    }
}

#[test]
fn changing_a_known_class_changes_the_lines() {
    for page in ["read-loan.saved.html", "open-loan.static.html"] {
        let html = file(page);
        let before = outcome(&html);
        for class in elements(&html).iter().flat_map(|it| &it.classes) {
            if KNOWN.contains(&&html[class.clone()]) {
                let changed = with(&html, &(class.start..class.start), "x");
                check(&html, &changed, &before, "another class in", class);
            }
        }
    }
}

#[test]
fn hashes_in_class_names_are_ignored() {
    for name in SAVED.into_iter().chain(STATIC) {
        let html = file(name);
        let mut rebuilt = html.clone();
        let mut classes: Vec<_> = elements(&html)
            .into_iter()
            .flat_map(|it| it.classes)
            .collect();
        classes.sort_by_key(|class| class.start);
        for class in classes
            .iter()
            .rev()
            .filter(|class| is_hashed(&html[(*class).clone()]))
        {
            let hash = class.end - "_0000".len();
            rebuilt.replace_range(hash..class.end, "_x9Z4");
        }
        assert_ne!(html, rebuilt);
        assert_eq!(outcome(&html), outcome(&rebuilt), "{name}");
    }
}

proptest! {
    /// Any input is read or refused without a panic.
    #[test]
    fn damaged_pages_are_read_or_refused(
        page in prop::sample::select([SAVED, STATIC].concat()),
        edits in prop::collection::vec((any::<prop::sample::Index>(), 0_usize..200, ".{0,12}|<[a-z/]{1,9}( class=\"openapi-[a-z_-]{1,20}\")?>"), 1..12),
    ) {
        let mut html = file(page);
        for (at, length, text) in edits {
            let start = html.floor_char_boundary(at.index(html.len() + 1));
            let end = html.floor_char_boundary((start + length).min(html.len()));
            html.replace_range(start..end.max(start), &text);
        }
        let _ = outcome(&html);
    }

    #[test]
    fn any_text_is_read_or_refused(text in "(<[a-z/!]{0,6}[ =\"'a-z]{0,9}>?|&[a-z#0-9]{0,5};?|.){0,200}") {
        let _ = outcome(&format!("<html>{text}"));
    }
}
