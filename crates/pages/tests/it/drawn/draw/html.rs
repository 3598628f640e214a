//! A page as HTML: after its scripts ran, or before.

use std::fmt::Write as _;

use super::page::{Item, Page, Part, Response};
use super::words::{Block, Run};

const DETAILS: &str =
    "details_lb9f isBrowser_bmU9 alert alert--info details_b_Ee openapi-markdown__details";

pub(super) fn write(page: &Page, is_filled: bool) -> String {
    let title = escaped(&page.title);
    let column = column(page, is_filled);
    let explorer = if is_filled {
        ""
    } else {
        r#"<div class="openapi-skeleton lg"></div>"#
    };
    format!(
        r#"<!DOCTYPE html>
<html lang="en"><head><title>{title} | Developer Portal</title></head>
<body><div id="__docusaurus"><main><article><div class="theme-doc-markdown markdown"><div class="row theme-api-markdown">{column}<div class="col col--5 openapi-right-panel__container">{explorer}</div></div></div></article></main></div></body>
</html>
"#
    )
}

/// The main column.
fn column(page: &Page, is_filled: bool) -> String {
    let server = if is_filled { page.server.as_str() } else { "" };
    let badge = match page.method.as_str() {
        "GET" => "primary",
        "POST" => "success",
        "PUT" => "info",
        "PATCH" => "warning",
        "DELETE" => "danger",
        _ => "secondary",
    };
    let mut out = format!(
        r#"<div class="col col--7 openapi-left-panel__container"><h1 class="openapi__heading">{}</h1>
<pre class="openapi__method-endpoint"><span class="badge badge--{badge}">{}</span> <h2 class="openapi__method-endpoint-path">{}</h2></pre><div class="openapi__divider"></div>
"#,
        escaped(&page.title),
        page.method,
        escaped(&format!("{server}{}", page.path)),
    );
    if page.is_deprecated {
        out += r#"<div class="theme-admonition theme-admonition-caution admonition_xJq3 alert alert--warning"><div class="admonitionHeading_Gvgb"><span class="admonitionIcon_Rf37"></span>deprecated</div><div class="admonitionContent_BuS1"><p>This endpoint has been deprecated and may be replaced or removed in future versions of the API.</p></div></div>
"#;
    }
    out += &blocks(&page.description);
    if !page.description.is_empty() {
        out.push('\n');
    }
    if page.has_request {
        out += &heading("Request", "");
        out.push('\n');
    }
    if is_filled {
        for (title, items) in &page.parameters {
            let head = format!(
                r#"<h3 class="openapi-markdown__details-summary-header-params">{title}</h3>"#
            );
            let items: String = items.iter().map(item).collect();
            out += &details(DETAILS, &head, &format!("<ul>{items}</ul>"));
        }
        out += "\n";
        if let Some(body) = &page.body {
            let mark = if body.is_required {
                r#"<strong class="openapi-schema__required">required</strong>"#
            } else {
                ""
            };
            let array = if body.is_array { " array" } else { "" };
            let head = format!(
                r#"<h3 class="openapi-markdown__details-summary-header-body">Body{array}{mark}</h3>"#
            );
            let panels = body.media.iter().map(|(name, parts)| {
                let content = format!(
                    "<div>{}</div><ul>{}</ul>",
                    blocks(&body.description),
                    list(parts)
                );
                (
                    name.clone(),
                    details(&format!("{DETAILS} mime"), &head, &content),
                )
            });
            out += &mime(&panels.collect::<Vec<_>>());
        }
    } else {
        out +=
            "<div class=\"openapi-skeleton sm\"></div>\n<div class=\"openapi-skeleton sm\"></div>";
    }
    out.push('\n');
    out + &responses(&page.responses, is_filled) + "</div>"
}

fn heading(title: &str, more: &str) -> String {
    let id = title.to_lowercase();
    format!(
        r##"<h2 class="anchor anchorWithStickyNavbar_LWe7 openapi-tabs__heading{more}" id="{id}">{title}<a href="#{id}" class="hash-link" aria-label="Direct link to {title}" title="Direct link to {title}" translate="no">{}</a></h2>"##,
        '\u{200b}'
    )
}

fn responses(responses: &[Response], is_filled: bool) -> String {
    let tabs = responses.iter().map(|it| {
        let color = match it.status.as_bytes().first() {
            Some(b'2') => "success",
            _ => "danger",
        };
        (
            it.status.clone(),
            format!("tabs__item openapi-tabs__response-code-item {color}"),
        )
    });
    let bar = tab_list("openapi-tabs__response-list-container tabs", tabs.collect());
    let panels: String = responses
        .iter()
        .enumerate()
        .map(|(at, it)| panel(at, &response(it, is_filled)))
        .collect();
    format!(
        r#"<div class="openapi-tabs__container"><div class="openapi-tabs__response-header-section">{}<div class="openapi-tabs__response-container">{bar}</div></div><div class="margin-top--md">{panels}</div></div>"#,
        heading("Responses", " openapi-tabs__response-header")
    )
}

fn response(response: &Response, is_filled: bool) -> String {
    let mut out = String::from("<div>");
    if !response.description.is_empty() {
        let _ = write!(out, "<div>{}</div>", blocks(&response.description));
    }
    out += "</div>";
    if let Some(headers) = &response.headers {
        let headers: String = headers.iter().map(item).collect();
        let head = "<strong>Response Headers</strong>";
        let headers = details(DETAILS, head, &format!("<ul>{headers}</ul>"));
        out += &if is_filled {
            headers
        } else {
            let shut = headers.replacen(" isBrowser_bmU9", "", 1);
            shut.replacen(r#""false" open="""#, r#""true""#, 1)
        };
    }
    if !is_filled {
        return out + r#"<div class="openapi-skeleton md"></div>"#;
    }
    if response.media.is_empty() {
        return out;
    }
    let panels = response.media.iter().map(|media| {
        let head = r#"<strong class="openapi-markdown__details-summary-response">Schema</strong>"#;
        let content = format!("<div></div><ul>{}</ul>", list(&media.schema));
        let mut tabs = vec![(
            "Schema".to_owned(),
            details(&format!("{DETAILS} response"), head, &content),
        )];
        for example in &media.examples {
            let code = example.code();
            tabs.push((
                example.label.clone(),
                blocks(&example.summary) + &code_block(&code, true),
            ));
        }
        (
            media.name.clone(),
            schema_tabs(&tabs, " openapi-tabs__schema"),
        )
    });
    out + &mime(&panels.collect::<Vec<_>>())
}

fn tab_list(class: &str, tabs: Vec<(String, String)>) -> String {
    let mut out = format!(r#"<ul role="tablist" aria-orientation="horizontal" class="{class}">"#);
    for (at, (label, class)) in tabs.into_iter().enumerate() {
        let (index, selected, active) = if at == 0 {
            ("0", "true", " active")
        } else {
            ("-1", "false", "")
        };
        let _ = write!(
            out,
            r#"<li role="tab" tabindex="{index}" aria-selected="{selected}" class="{class}{active}">{label}</li>"#
        );
    }
    out + "</ul>"
}

fn panel(at: usize, content: &str) -> String {
    let hidden = if at == 0 { "" } else { r#" hidden="""# };
    format!(r#"<div role="tabpanel" class="tabItem_Ymn6"{hidden}>{content}</div>"#)
}

fn mime(panels: &[(String, String)]) -> String {
    let class = "tabs__item openapi-tabs__mime-item";
    let tabs = panels
        .iter()
        .map(|(name, _)| (escaped(name), class.to_owned()));
    let bar = tab_list(
        "openapi-tabs__mime-list-container tabs openapi-tabs__mime",
        tabs.collect(),
    );
    let panels = panels.iter().enumerate();
    let panels: String = panels
        .map(|(at, (_, content))| panel(at, content))
        .collect();
    format!(
        r#"<div class="tabs-container"><div class="tabs__container"><div class="openapi-tabs__mime-container">{bar}</div></div><div class="margin-top--md">{panels}</div></div>"#
    )
}

fn schema_tabs(panels: &[(String, String)], more: &str) -> String {
    let class = "tabs__item openapi-tabs__schema-item";
    let tabs = panels.iter().map(|(name, _)| {
        let label = format!(
            r#"<span class="openapi-tabs__schema-label">{}</span>"#,
            escaped(name)
        );
        (label, class.to_owned())
    });
    let bar = tab_list(
        &format!("openapi-tabs__schema-list-container tabs{more}"),
        tabs.collect(),
    );
    let panels = panels.iter().enumerate();
    let panels: String = panels
        .map(|(at, (_, content))| panel(at, content))
        .collect();
    format!(
        r#"<div class="openapi-tabs__schema-container"><div class="openapi-tabs__schema-tabs-container">{bar}</div><div class="margin-top--md">{panels}</div></div>"#
    )
}

fn details(class: &str, head: &str, content: &str) -> String {
    format!(
        r#"<details class="{class}" data-collapsed="false" open=""><summary>{head}</summary><div><div class="collapsibleContent_i85q">{content}</div></div></details>"#
    )
}

fn list(parts: &[Part]) -> String {
    let part = |part: &Part| match part {
        Part::Item(it) => item(it),
        Part::Opening => "<li><div>Array [</div></li>".to_owned(),
        Part::Closing => "<li><div>]</div></li>".to_owned(),
        Part::Choice(keyword, options) => {
            let options = options
                .iter()
                .map(|(label, parts)| (label.clone(), list(parts)));
            format!(
                r#"<span class="badge badge--info">{keyword}</span>{}"#,
                schema_tabs(&options.collect::<Vec<_>>(), "")
            )
        }
    };
    parts.iter().map(part).collect()
}

fn item(item: &Item) -> String {
    let is_box = item.content.is_some();
    let struck = if item.is_deprecated {
        " openapi-schema__strikethrough"
    } else {
        ""
    };
    let (kind, space) = if item.is_parameter {
        ("type", " ")
    } else {
        ("name", "")
    };
    let space = if is_box { " " } else { space };
    let mut head = format!(
        r#"<span class="openapi-schema__container"><strong class="openapi-schema__property{struck}">{}</strong><span class="openapi-schema__{kind}">{space}{}</span>"#,
        escaped(&item.name),
        escaped(&item.label)
    );
    let marks = [
        (item.is_nullable, "nullable"),
        (item.is_required, "required"),
        (item.is_deprecated, "deprecated"),
    ];
    if marks.iter().any(|(is_set, _)| *is_set) {
        head += r#"<span class="openapi-schema__divider"></span>"#;
    }
    for (_, mark) in marks.iter().filter(|(is_set, _)| *is_set) {
        let _ = write!(
            head,
            r#"<span class="openapi-schema__{mark}">{mark}</span>"#
        );
    }
    head += "</span>";
    let possible = if item.possible_values.is_empty() {
        String::new()
    } else {
        format!(
            "<p><strong>Possible values:</strong> {}</p>",
            runs(&item.possible_values)
        )
    };
    let description = blocks(&item.description);
    if let Some(content) = &item.content {
        let wrapped = |text: String| {
            if text.is_empty() {
                text
            } else {
                format!("<div>{text}</div>")
            }
        };
        let content = format!(
            "<div>{}{}{}</div>",
            wrapped(description),
            wrapped(possible),
            list(content)
        );
        return format!(
            r#"<div class="openapi-schema__list-item">{}</div>"#,
            details(DETAILS, &head, &content)
        );
    }
    let mut rest = String::new();
    let values = [
        ("Constant value", &item.constant, true),
        ("Default value", &item.default, true),
        ("Example", &item.example, !item.is_parameter),
    ];
    for (title, value, is_code) in values {
        let Some(value) = value else { continue };
        let value = escaped(value);
        let value = if is_code {
            format!("<code>{value}</code>")
        } else {
            value
        };
        let _ = write!(
            rest,
            "<div><strong>{title}: </strong><span>{value}</span></div>"
        );
    }
    if item.is_parameter {
        format!(
            r#"<div class="openapi-params__list-item">{head}{possible}{description}{rest}</div>"#
        )
    } else {
        format!(
            r#"<div class="openapi-schema__list-item"><div>{head}{description}{possible}{rest}</div></div>"#
        )
    }
}

fn blocks(blocks: &[Block]) -> String {
    let block = |block: &Block| match block {
        Block::Paragraph(paragraph) => format!("<p>{}</p>", runs(paragraph)),
        Block::List(entries) => {
            let entry = |entry: &Vec<Run>| format!("<li>{}</li>\n", runs(entry));
            let entries: String = entries.iter().map(entry).collect();
            format!("<ul>\n{entries}</ul>")
        }
        Block::Code(code) => code_block(code, false),
    };
    let blocks: Vec<String> = blocks.iter().map(block).collect();
    blocks.join("\n")
}

fn code_block(code: &str, is_sample: bool) -> String {
    let line = |line: &str| {
        let line = escaped(line);
        format!(r#"<span class="token-line"><span class="token plain">{line}</span><br></span>"#)
    };
    let lines: String = code.lines().map(line).collect();
    let block = format!(
        r#"<div class="language-json codeBlockContainer_Ckt0 theme-code-block"><div class="codeBlockContent_QJqH"><pre tabindex="0" class="prism-code language-json codeBlock_bY9V thin-scrollbar"><code class="codeBlockLines_e6Vv">{lines}</code></pre><div class="buttonGroup_M5ko"></div></div></div>"#
    );
    if is_sample {
        format!(r#"<div class="openapi-code__code-samples-container">{block}</div>"#)
    } else {
        block
    }
}

fn runs(runs: &[Run]) -> String {
    let run = |run: &Run| match run {
        Run::Plain(text) => escaped(text),
        Run::Strong(text) => format!("<strong>{}</strong>", escaped(text)),
        Run::Code(text) => format!("<code>{}</code>", escaped(text)),
    };
    runs.iter().map(run).collect()
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}
