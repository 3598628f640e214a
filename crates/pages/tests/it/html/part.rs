//! Parts of a page that the committed pages do not show, in the theme's markup.

use std::fmt::Write as _;

use contract::Source;
use pages::{Item, Kind, Page};

/// A page whose article ends with something.
fn with(end: &str) -> Page {
    let html = format!(
        r#"<!doctype html><html><body><div class="openapi-left-panel__container"><h1 class="openapi__heading">Lend</h1><pre class="openapi__method-endpoint"><span class="badge">POST</span> <h2 class="openapi__method-endpoint-path">/loans</h2></pre>{end}</div></body></html>"#
    );
    Page::read_html(&Source::new("page.html", html)).expect("the page is whole")
}

/// A page whose body holds something in its list.
fn with_body(list: &str) -> Page {
    with(&format!(
        r#"<h2 class="openapi-tabs__heading">Request</h2>{}"#,
        tabs(
            "tabs-container",
            "openapi-tabs__mime",
            &[(
                "application/json",
                &in_box(
                    " mime",
                    r#"<h3 class="openapi-markdown__details-summary-header-body">Body</h3>"#,
                    &format!("<ul>{list}</ul>")
                )
            )]
        )
    ))
}

fn tabs(container: &str, list: &str, tabs: &[(&str, &str)]) -> String {
    let (mut labels, mut panels) = (String::new(), String::new());
    for (label, panel) in tabs {
        let _ = write!(labels, r#"<li role="tab">{label}</li>"#);
        let _ = write!(panels, r#"<div role="tabpanel">{panel}</div>"#);
    }
    format!(
        r#"<div class="{container}"><div><ul role="tablist" class="{list}">{labels}</ul></div><div class="margin-top--md">{panels}</div></div>"#
    )
}

fn in_box(class: &str, summary: &str, content: &str) -> String {
    format!(
        r#"<details class="openapi-markdown__details{class}"><summary>{summary}</summary><div><div>{content}</div></div></details>"#
    )
}

fn head(name: &str, kind: &str) -> String {
    format!(
        r#"<span class="openapi-schema__container"><strong class="openapi-schema__property">{name}</strong><span class="openapi-schema__name">{kind}</span></span>"#
    )
}

fn leaf(name: &str, kind: &str, rest: &str) -> String {
    format!(
        r#"<div class="openapi-schema__list-item"><div>{}{rest}</div></div>"#,
        head(name, kind)
    )
}

fn boxed(name: &str, kind: &str, content: &str) -> String {
    format!(
        r#"<div class="openapi-schema__list-item">{}</div>"#,
        in_box("", &head(name, kind), &format!("<div>{content}</div>"))
    )
}

fn array(elements: &str) -> String {
    format!("<li><div>Array [</div></li>{elements}<li><div>]</div></li>")
}

fn schema(page: &Page) -> &[Item] {
    let body = page.body.as_ref().expect("the page shows a body");
    &body.media.first().expect("in one media type").schema
}

fn only(items: &[Item]) -> &Item {
    assert_eq!(items.len(), 1, "{items:?}");
    &items[0]
}

fn texts(page: &Page) -> Vec<&str> {
    page.description
        .0
        .iter()
        .map(|it| it.text.as_str())
        .collect()
}

#[test]
fn a_description_is_read_block_by_block() {
    let page = with(
        "<p>First <em>line</em>,\n  <a href=\"/x\">link</a> &amp;<br>more.</p>\
         <ul>\n<li>\n<p>One</p>\n<ul>\n<li>Inner</li>\n</ul>\n</li>\n<li>Two <code>a  b</code></li>\n</ul>\
         <h3 id=\"notes\">Notes<a class=\"hash-link\" href=\"#notes\">\u{200b}</a></h3>\
         <table><thead><tr><th>Key</th><th>Means</th></tr></thead><tbody><tr><td>a</td><td><p>b</p> c</td></tr></tbody></table>\
         <div class=\"theme-code-block\"><pre><code><span class=\"token-line\">  x<br></span><span class=\"token-line\">y<br></span></code></pre><div class=\"buttonGroup_a1B2\"><button>Copy</button></div></div>\
         <blockquote><p>Said</p></blockquote><hr><p><img alt=\"A desk\" src=\"/d.png\"></p>\
         <ul><li><input type=\"checkbox\" checked> done</li></ul>loose",
    );
    assert_eq!(
        texts(&page),
        [
            "First line, link & more.",
            "One",
            "Inner",
            "Two a  b",
            "Notes",
            "Key\tMeans",
            "a\tb c",
            "  x\ny",
            "Said",
            "A desk",
            "[x] done",
            "loose",
        ]
    );
    assert_eq!(page.unread, []);
}

#[test]
fn a_deprecation_says_what_the_document_says_about_it() {
    let notice = |text: &str| {
        format!(
            r#"<div class="theme-admonition theme-admonition-caution"><div class="admonitionHeading_x1Y2">deprecated</div><div><p>{text}</p></div></div><p>Lends.</p>"#
        )
    };
    let page = with(&notice(
        "This endpoint has been deprecated and may be replaced or removed in future versions of the API.",
    ));
    assert!(page.deprecated.is_some());
    assert_eq!(texts(&page), ["Lends."]);
    let page = with(&notice("Use the other desk."));
    assert!(page.deprecated.is_some());
    assert_eq!(texts(&page), ["Use the other desk.", "Lends."]);
}

#[test]
fn boxes_arrays_choices_and_maps_nest() {
    let choice = tabs(
        "openapi-tabs__schema-container",
        "openapi-tabs__schema-list-container",
        &[
            ("Counter", &leaf("desk", "integer", "")),
            (
                "string",
                &leaf(
                    "",
                    "string",
                    "<p><strong>Possible values:</strong> [<code>a, b</code>, <code>c</code>]</p>",
                ),
            ),
        ],
    );
    let page = with_body(&boxed(
        "rows",
        " object[]",
        &format!(
            "<div><p>From the top.</p></div><div><p><strong>Possible values:</strong> <code>&gt;= 1</code></p></div>{}",
            // What `allOf` composed stands in an element of its own.
            array(&format!(
                r#"<div>{}</div><span class="badge badge--info">oneOf</span>{choice}"#,
                boxed("extra", " object", &leaf("property name*", "string", ""))
            ))
        ),
    ));
    assert_eq!(page.unread, []);
    let rows = only(schema(&page));
    assert_eq!(
        (rows.name.text.as_str(), rows.label.text.as_str()),
        ("rows", "object[]")
    );
    assert_eq!(rows.description.0[0].text, "From the top.");
    assert_eq!(
        rows.possible_values.as_ref().map(|it| it.codes.len()),
        Some(1)
    );
    let elements = only(&rows.items);
    assert_eq!(elements.kind, Kind::Items);
    let [extra, counter, text] = elements.items.as_slice() else {
        panic!("three parts: {elements:?}");
    };
    assert_eq!(only(&extra.items).kind, Kind::Values);
    assert_eq!(counter.kind, Kind::Choice("oneOf".to_owned()));
    assert_eq!(counter.name.text, "Counter");
    assert_eq!(only(&counter.items).name.text, "desk");
    let value = only(&text.items);
    assert_eq!(value.kind, Kind::Root);
    let possible = value
        .possible_values
        .as_ref()
        .expect("the values are there");
    let codes: Vec<_> = possible.codes.iter().map(|it| it.text.as_str()).collect();
    assert_eq!(possible.whole.text, "[a, b, c]");
    assert_eq!(codes, ["a, b", "c"]);
}

#[test]
fn a_discriminator_holds_what_its_tabs_show() {
    let tabs = tabs(
        "openapi-tabs__container",
        "openapi-tabs__discriminator-list-container",
        &[("cat", &leaf("lives", "integer", "")), ("dog", "")],
    );
    let page = with_body(&format!(
        r#"<div class="openapi-discriminator__item openapi-schema__list-item"><div><span class="openapi-schema__container"><strong class="openapi-discriminator__name openapi-schema__property">kind</strong></span><div><div><p>Which.</p></div><div><p><strong>Possible values:</strong> [<code>cat</code>, <code>dog</code>]</p></div></div>{tabs}</div></div>{}"#,
        leaf("name", "string", "")
    ));
    assert_eq!(page.unread, []);
    let [kind, name] = schema(&page) else {
        panic!("two properties: {:?}", schema(&page));
    };
    assert_eq!(name.name.text, "name");
    assert_eq!(kind.description.0[0].text, "Which.");
    let labels: Vec<_> = kind.items.iter().map(|it| it.name.text.as_str()).collect();
    assert_eq!(labels, ["cat", "dog"]);
    assert_eq!(kind.items[0].kind, Kind::Choice("discriminator".to_owned()));
    assert_eq!(only(&kind.items[0].items).name.text, "lives");
}

#[test]
fn a_body_that_is_no_object_is_a_root() {
    for (name, kind, is_root) in [
        ("string", "string", true),
        ("integer", "integer&lt;int32&gt;", true),
        ("string", "Colour (string)", true),
        ("stringnull", "string | null", true),
        ("object", "object", true),
        ("string", "integer", false),
        ("name", "string", false),
    ] {
        let page = with_body(&leaf(name, kind, ""));
        assert_eq!(
            only(schema(&page)).kind == Kind::Root,
            is_root,
            "{name} {kind}"
        );
    }
    let two = with_body(&[leaf("string", "string", ""), leaf("b", "string", "")].concat());
    assert!(schema(&two).iter().all(|it| it.kind == Kind::Property));
}

#[test]
fn values_keep_their_white_space() {
    let value = |label: &str| {
        format!("<div><strong>{label} </strong><span><code> a  b\n</code></span></div>")
    };
    let lines = ["Constant value:", "Default value:", "Example:"]
        .map(value)
        .concat();
    let page = with_body(&leaf("name", "string", &lines));
    assert_eq!(page.unread, []);
    let item = only(schema(&page));
    let texts = [&item.constant, &item.default].map(|it| it.as_ref().map(|it| it.text.as_str()));
    assert_eq!(texts, [Some(" a  b\n"); 2]);
    assert_eq!(item.examples[0].code.text, " a  b\n");
}

#[test]
fn a_callback_has_a_body_and_responses_of_its_own() {
    let responses = tabs(
        "openapi-tabs__container",
        "openapi-tabs__response-list-container",
        &[("204", "<div><div><p>Taken</p></div></div>")],
    )
    .replacen(
        "<div><ul",
        r#"<div><h2 class="openapi-tabs__heading openapi-tabs__response-header">Callbacks Responses</h2><ul"#,
        1,
    );
    let panel = format!(
        r#"<pre class="openapi__method-endpoint"><span class="badge">POST</span> <h2 class="openapi__method-endpoint-path">:url</h2></pre><p>Tells.</p>{responses}"#
    );
    let page = with(&format!(
        r#"<div><div class="openapi__divider"></div><h2 class="openapi-tabs__heading">Callbacks</h2>{}</div>"#,
        tabs(
            "tabs-container",
            "openapi-tabs__operation",
            &[("POST told", &panel)]
        )
    ));
    assert_eq!(page.unread, []);
    let [callback] = page.callbacks.as_slice() else {
        panic!("one callback: {:?}", page.callbacks);
    };
    assert_eq!(callback.label.text, "POST told");
    assert_eq!(callback.description.0[0].text, "Tells.");
    assert_eq!(callback.responses[0].description.0[0].text, "Taken");
}

#[test]
fn what_has_no_place_is_listed() {
    let text = |page: &Page| -> Vec<String> {
        let source = page.source.text();
        let spans = page
            .unread
            .iter()
            .map(|(span, _)| source[span.clone()].to_owned());
        spans.collect()
    };
    let stray = |list: &str| text(&with_body(list));
    assert_eq!(stray("news"), ["news"]);
    assert_eq!(stray("<div>new<b>s</b></div>"), ["<div>new<b>s</b></div>"]);
    assert_eq!(stray("<li><div>]</div></li>"), ["<li><div>]</div></li>"]);
    assert_eq!(
        stray(&boxed("a", " object[]", "<li><div>Array [</div></li>")),
        ["Array ["]
    );
    assert_eq!(
        stray(r#"<span class="badge badge--info">noneOf</span>"#),
        [r#"<span class="badge badge--info">noneOf</span>"#]
    );
    let odd = leaf(
        "name",
        "string",
        "<div><strong>Example: </strong>a</div><p>After.</p>",
    );
    assert_eq!(stray(&odd), ["<p>After.</p>"]);
    let marked = head("name", "string").replace(
        "</span></span>",
        r#"</span><span class="openapi-schema__required">needed</span></span>"#,
    );
    let item = format!(r#"<div class="openapi-schema__list-item"><div>{marked}</div></div>"#);
    assert_eq!(
        stray(&item),
        [r#"<span class="openapi-schema__required">needed</span>"#]
    );
    // A message says what was expected.
    let page = with_body("news");
    assert!(
        page.unread[0]
            .1
            .contains("a property, an array, or a choice"),
        "{:?}",
        page.unread
    );
}

#[test]
fn a_page_may_nest_deeply() {
    let mut inner = leaf("last", "string", "");
    for _ in 0..60 {
        inner = boxed("more", " object", &inner);
    }
    let page = with_body(&inner);
    let mut items = schema(&page);
    let mut depth = 0;
    while let [item] = items {
        items = &item.items;
        depth += 1;
    }
    assert_eq!(depth, 61);
}
