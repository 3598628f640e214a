//! Nothing that a page shows can be lost, doubled, or spoilt without a trace.

use std::ops::Range;

use html5gum::{DefaultEmitter, Token, Tokenizer};
use proptest::prelude::*;

use super::{SAVED, STATIC, file, outcome};

/// The classes by which a line is told for what it is.
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

/// Whether a class is a name with the four characters that a build puts behind it.
fn is_hashed(class: &str) -> bool {
    let hash = class.len().checked_sub("_9xYz".len());
    !class.starts_with("openapi-")
        && hash
            .and_then(|at| class.get(at..))
            .is_some_and(|hash| hash.starts_with('_'))
}

/// An element of a page, in bytes of its text.
struct Element {
    name: String,
    /// Each class with its place.
    classes: Vec<Range<usize>>,
    whole: Range<usize>,
    /// The texts in it.
    texts: Vec<Range<usize>>,
}

/// The elements of a page's article, in order.
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

/// Whether something shows nothing, or is named as saying nothing about the operation.
fn says_nothing(element: &Element, html: &str) -> bool {
    let silent = ["hash-link", "openapi__divider", "openapi-schema__divider"];
    let is_silent = |class: &Range<usize>| silent.contains(&&html[class.clone()]);
    // The end of a block's last line.
    let last = html[element.whole.end..].starts_with("</span></code>");
    match element.name.as_str() {
        "br" => last,
        _ => element.texts.is_empty() || element.classes.iter().any(is_silent),
    }
}

/// Checks that a changed page is not read as the page it was made from.
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
fn no_element_can_be_lost_or_doubled_without_a_trace() {
    for name in ["read-loan.saved.html", "open-loan.static.html"] {
        each_element(name, |html, before, element| {
            if says_nothing(element, html) {
                return;
            }
            let raw = &html[element.whole.clone()];
            let place = &element.whole;
            check(html, &with(html, place, ""), before, "losing", place);
            // An empty line shows nothing.
            if element.name != "br" {
                let doubled = with(html, place, &raw.repeat(2));
                check(html, &doubled, before, "doubling", place);
            }
        });
    }
}

#[test]
fn no_text_can_be_spoilt_without_a_trace() {
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
fn no_class_that_counts_can_change_without_a_trace() {
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
fn another_build_of_the_theme_reads_the_same() {
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
    /// Whatever the bytes, an answer comes.
    #[test]
    fn any_spoilt_page_gives_an_answer(
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
    fn any_text_gives_an_answer(text in "(<[a-z/!]{0,6}[ =\"'a-z]{0,9}>?|&[a-z#0-9]{0,5};?|.){0,200}") {
        let _ = outcome(&format!("<html>{text}"));
    }
}
