//! What is drawn is what the theme itself renders: it is held against pages that it rendered.

use crate::drawn::draw::{Form, draw};
use crate::drawn::{document, file};

const PAGES: [(&str, &str, &str, &str); 3] = [
    (
        "check-session",
        "check-session.openapi.yaml",
        "get",
        "/api/v2/subaccounts/{subAccountId}/sessions/{sessionId}",
    ),
    (
        "open-loan",
        "lending.openapi.yaml",
        "post",
        "/v1/branches/{branchId}/loans",
    ),
    (
        "read-loan",
        "lending.openapi.yaml",
        "get",
        "/v1/branches/{branchId}/loans/{loanId}",
    ),
];

fn both(form: Form) -> impl Iterator<Item = (String, String)> {
    PAGES.into_iter().map(move |(page, from, method, path)| {
        let drawn = draw(
            &document(&format!("tests/pages/{from}")),
            method,
            path,
            form,
        );
        (drawn, file(&format!("tests/pages/{page}.{form}")))
    })
}

#[test]
fn imported_pages_are_drawn_to_the_byte() {
    for (drawn, rendered) in both(Form::Imported) {
        assert_eq!(drawn, rendered);
    }
}

#[test]
fn copied_pages_are_drawn_to_the_byte() {
    for (drawn, rendered) in both(Form::Copied) {
        // A long line of code makes a button appear, and with it a second blank line.
        assert_eq!(drawn, rendered.replace("}\n\n\n", "}\n\n"));
    }
}

#[test]
fn html_pages_are_drawn_to_the_byte_but_for_the_colors_of_code() {
    for form in [Form::Saved, Form::Static] {
        for (drawn, rendered) in both(form) {
            let (drawn, rendered) = (column(&drawn), column(&rendered));
            for (drawn, rendered) in drawn.lines().zip(rendered.lines()) {
                assert_eq!(drawn, rendered);
            }
            assert_eq!(drawn, rendered);
        }
    }
}

/// The main column, an element a line, without the marks that give code its colors.
fn column(html: &str) -> String {
    let start = html
        .find(r#"<div class="col col--7 openapi-left"#)
        .expect("a column");
    let end = html
        .find(r#"<div class="col col--5 openapi-right"#)
        .expect("its end");
    let column = &html[start..end];
    let mut plain = String::new();
    for (at, piece) in column
        .split(r#"<code class="codeBlockLines_e6Vv">"#)
        .enumerate()
    {
        let (code, rest) = if at == 0 {
            ("", piece)
        } else {
            piece.split_once("</code>").expect("it ends")
        };
        for token in code.split(r#"<span class="token"#) {
            plain += token.split_once('>').map_or("", |(_, text)| text);
        }
        plain += rest;
    }
    plain
        // Both spellings of a quotation mark occur.
        .replace("&quot;", "\"")
        // The button that copies code comes with the scripts.
        .replace(r#"<div class="buttonGroup_M5ko"></div>"#, "")
        .replace("</span>", "")
        .replace("<br>", "\n")
        .replace("><", ">\n<")
}
