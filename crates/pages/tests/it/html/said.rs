//! What a page says as lines of text, wherever it says it.

use std::fmt::Write as _;

use pages::{Body, Example, Item, Media, Page, Prose, Response};

/// All that a page says, and what was not read of it.
pub(crate) fn said(page: &Page) -> String {
    let mut out = format!(
        "{:?} {:?} {} {} deprecated {}\n",
        page.form,
        page.title.as_ref().map(|it| &it.text),
        page.method.text,
        page.url.text,
        page.deprecated.is_some(),
    );
    say_prose(&page.description, &mut out);
    let _ = writeln!(out, "request {}", page.request.is_some());
    for item in &page.parameters {
        say_item(item, &mut out);
    }
    say_exchange(page.body.as_ref(), &page.responses, &mut out);
    for callback in &page.callbacks {
        let (label, method, url) = (&callback.label, &callback.method, &callback.url);
        let _ = writeln!(out, "callback {} {} {}", label.text, method.text, url.text);
        say_prose(&callback.description, &mut out);
        say_exchange(callback.body.as_ref(), &callback.responses, &mut out);
    }
    for (_, expected) in &page.unread {
        let _ = writeln!(out, "unread, expected {expected}");
    }
    out
}

fn say_exchange(body: Option<&Body>, responses: &[Response], out: &mut String) {
    if let Some(body) = body {
        let _ = writeln!(out, "body required {}", body.required.is_some());
        say_prose(&body.description, out);
        for media in &body.media {
            say_media(media, out);
        }
    }
    for response in responses {
        let status = response.status.as_ref().map(|it| &it.text);
        let _ = writeln!(out, "response {status:?}");
        say_prose(&response.description, out);
        for header in &response.headers {
            say_item(header, out);
        }
        for media in &response.media {
            say_media(media, out);
        }
    }
}

fn say_prose(prose: &Prose, out: &mut String) {
    for text in &prose.0 {
        let _ = writeln!(out, "  {:?}", text.text);
    }
}

fn say_media(media: &Media, out: &mut String) {
    let _ = writeln!(out, "media {:?}", media.name.as_ref().map(|it| &it.text));
    for item in &media.schema {
        say_item(item, out);
    }
    for example in &media.examples {
        say_example(example, out);
    }
}

fn say_example(example: &Example, out: &mut String) {
    let label = example.label.as_ref().map(|it| &it.text);
    let _ = writeln!(out, "example {label:?} {:?}", example.code.text);
    say_prose(&example.description, out);
}

fn say_item(item: &Item, out: &mut String) {
    let _ = writeln!(
        out,
        "{:?} {:?} {:?} required {} nullable {} deprecated {} constant {:?} default {:?} {{",
        item.kind,
        item.name.text,
        item.label.text,
        item.required.is_some(),
        item.nullable.is_some(),
        item.deprecated.is_some(),
        item.constant.as_ref().map(|it| &it.text),
        item.default.as_ref().map(|it| &it.text),
    );
    if let Some(possible) = &item.possible_values {
        let codes: Vec<_> = possible.codes.iter().map(|it| &it.text).collect();
        let _ = writeln!(out, "possible {:?} {codes:?}", possible.whole.text);
    }
    say_prose(&item.description, out);
    for example in &item.examples {
        say_example(example, out);
    }
    for inner in &item.items {
        say_item(inner, out);
    }
    out.push_str("}\n");
}
