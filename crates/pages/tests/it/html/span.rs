//! Every text of a page stands where its span says.

use contract::Source;
use pages::{Item, Page, Prose, Text};

use crate::html::{SAVED, STATIC, page};

fn texts_of(page: &Page) -> Vec<&Text> {
    let mut texts = vec![&page.method, &page.url];
    texts.extend(&page.title);
    prose(&page.description, &mut texts);
    let body = page.body.iter().flat_map(|body| &body.media);
    let media = page.responses.iter().flat_map(|it| &it.media).chain(body);
    for item in &page.parameters {
        collect(item, &mut texts);
    }
    for response in &page.responses {
        texts.extend(&response.status);
        prose(&response.description, &mut texts);
    }
    for media in media {
        texts.extend(&media.name);
        for item in &media.schema {
            collect(item, &mut texts);
        }
        for example in &media.examples {
            texts.extend(&example.label);
            texts.push(&example.code);
        }
    }
    texts
}

fn prose<'p>(prose: &'p Prose, texts: &mut Vec<&'p Text>) {
    texts.extend(&prose.0);
}

fn collect<'p>(item: &'p Item, texts: &mut Vec<&'p Text>) {
    texts.extend([&item.name, &item.label]);
    texts.extend(item.constant.iter().chain(&item.default));
    texts.extend(item.examples.iter().map(|it| &it.code));
    prose(&item.description, texts);
    if let Some(possible) = &item.possible_values {
        texts.push(&possible.whole);
        texts.extend(&possible.codes);
    }
    for inner in &item.items {
        collect(inner, texts);
    }
}

/// The raw text of a span without its tags, decoded: what a browser shows.
fn shown(raw: &str) -> String {
    let mut text = String::new();
    let mut rest = raw;
    while let Some((before, after)) = rest.split_once('<') {
        text.push_str(before);
        rest = after.split_once('>').map_or("", |(_, rest)| rest);
    }
    text.push_str(rest);
    let decoded = [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#x27;", "'"),
    ]
    .into_iter()
    .fold(text, |text, (entity, char)| text.replace(entity, char));
    decoded.replace("&amp;", "&")
}

fn words(text: &str) -> String {
    text.split_whitespace().collect()
}

#[test]
fn a_span_holds_exactly_its_text() {
    for name in SAVED.into_iter().chain(STATIC) {
        let page = page(name);
        let source: &Source = &page.source;
        let texts = texts_of(&page);
        assert!(texts.len() > 5);
        for text in texts {
            let raw = &source.text()[text.span.clone()];
            if text.text.is_empty() {
                continue;
            }
            assert_eq!(words(&shown(raw)), words(&text.text), "{name}");
            assert_eq!(
                raw.trim(),
                raw,
                "{name}: white space around {:?}",
                text.text
            );
        }
    }
}

#[test]
fn white_space_and_line_ends_do_not_count() {
    let unix = crate::html::file("open-loan.saved.html");
    let windows = unix.replace('\n', "\r\n");
    assert_eq!(crate::html::outcome(&unix), crate::html::outcome(&windows));
    let marked = format!("\u{feff}{unix}");
    assert_eq!(crate::html::outcome(&unix), crate::html::outcome(&marked));
}
