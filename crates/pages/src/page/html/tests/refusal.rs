//! Files that are not a page are refused with the reason.

use super::{SAVED, STATIC, file, page, read_text};
use crate::page::align::PageLine;
use crate::page::{Form, Refusal};

fn refused(html: &str) -> Refusal {
    match read_text(html) {
        Ok(page) => panic!(
            "this was read as a page: {} of {} bytes",
            page.url.text,
            html.len()
        ),
        Err(refusal) => refusal,
    }
}

/// Returns a page without an article.
fn page_with(head: &str, body: &str) -> String {
    format!("<!doctype html><html><head>{head}</head><body>{body}</body></html>")
}

#[test]
fn other_pages_are_refused_with_the_reason() {
    let is = |html: &str| match refused(html) {
        Refusal::Empty(_) => "empty",
        Refusal::NotAPage(_) => "not a page",
        Refusal::LoginPage(_) => "login",
        Refusal::ErrorPage(_) => "error",
        Refusal::RedirectShell(_) => "redirect",
        Refusal::Unfilled(_) => "unfilled",
        Refusal::Truncated(_) => "truncated",
        Refusal::TooDeep(_) => "too deep",
        _ => "something else",
    };
    let title = |text: &str| format!("<title>{text}</title>");
    let table = [
        ("", "empty"),
        ("\u{200b} \n", "empty"),
        ("Check a session", "not a page"),
        (r#"{"openapi":"3.0.3"}"#, "not a page"),
        (&page_with(&title("Bread"), "<p>How to bake"), "not a page"),
        (
            &page_with(r#"<meta http-equiv="Refresh" content="0; url=/a">"#, ""),
            "redirect",
        ),
        (
            &page_with("", "<script>window.location.replace('/a')</script>"),
            "redirect",
        ),
        (
            &page_with("", r#"<div id="root"></div><script src="/a.js"></script>"#),
            "unfilled",
        ),
        (
            &page_with("", r#"<div id="__docusaurus"></div>"#),
            "unfilled",
        ),
        (&page_with(&title("Sign in"), "<form>"), "login"),
        (
            &page_with("", r#"<form><input type="password"></form>"#),
            "login",
        ),
        (
            &page_with(&title("Page Not Found | Portal"), "<p>Sorry"),
            "error",
        ),
        (&page_with("", "<h1>503 Service Unavailable</h1>"), "error"),
        ("<!doctype html><html><body><p>Some text that", "truncated"),
        ("<html><head><title>Error code_spans</title>", "truncated"),
        ("<script>window.location = '/a'</script>", "redirect"),
        ("<p>A part of some page</p>", "not a page"),
        (&page_with("", "<h1>This page crashed</h1>"), "error"),
        (&"<div>".repeat(5000), "too deep"),
    ];
    for (html, expected) in table {
        assert_eq!(is(html), expected, "{html:.200}");
    }
}

#[test]
fn a_page_cut_anywhere_is_refused() {
    for name in SAVED.into_iter().chain(STATIC) {
        let html = file(name);
        let end = html.find("</footer>").expect("the page has an end");
        for cut in (0..=end)
            .step_by(1009)
            .filter(|&at| html.is_char_boundary(at))
        {
            refused(&html[..cut]);
            // Nor if someone adds the missing end.
            if cut > html.find("<body").expect("the page has a body") {
                refused(&format!("{}</body></html>", &html[..cut]));
            }
        }
    }
}

#[test]
fn a_page_without_one_of_its_tags_is_refused() {
    let html = file("read-loan.saved.html");
    let article = html
        .find("openapi-left-panel__container")
        .expect("an article");
    let end = html
        .find("openapi-right-panel__container")
        .expect("an explorer");
    let ends = html[article..end].match_indices("</");
    for (at, _) in ends.step_by(13) {
        let at = article + at;
        let after = at + html[at..].find('>').expect("a whole tag") + 1;
        let cut = format!("{}{}", &html[..at], &html[after..]);
        assert!(
            matches!(refused(&cut), Refusal::Truncated(_)),
            "{}",
            &html[at..after]
        );
    }
}

#[test]
fn a_page_with_two_operations_is_refused() {
    let html = file("read-loan.static.html");
    let start = html.find("<article>").expect("the page has an article");
    let end = html.find("</article>").expect("an article ends") + "</article>".len();
    let twice = format!("{}{}", &html[..end], &html[start..]);
    assert!(matches!(refused(&twice), Refusal::NotAPage(_)));
}

#[test]
fn the_form_follows_from_the_content() {
    for name in SAVED {
        assert_eq!(page(name).form, Form::Saved);
    }
    for name in STATIC {
        let page = page(name);
        assert_eq!(page.form, Form::Static);
        let is_label = |line: &PageLine| line.text.starts_with("Possible values:");
        assert!(!page.lines.iter().any(is_label));
    }
}

#[test]
fn a_page_saved_too_early_says_what_is_missing() {
    let html = file("read-loan.saved.html");
    let section = html.find("<details").expect("the page has parameters");
    let end = html.find("</details>").expect("the box ends") + "</details>".len();
    let early = format!(
        "{}<div class=\"openapi-skeleton sm\"></div>{}",
        &html[..section],
        &html[end..]
    );
    let page = read_text(&early).expect("the rest is there");
    assert_eq!(page.form, Form::Saved);
    let [(_, expected)] = page.unfilled.as_slice() else {
        panic!("one stretch is unfilled: {:?}", page.unfilled);
    };
    assert!(
        expected.contains("save the page when it is complete"),
        "{expected}"
    );
}

#[test]
fn a_refusal_says_what_where_and_what_to_do() {
    let html = file("read-loan.saved.html");
    let rendered = refused(&html[..html.len() / 2]).diagnostic().render(false);
    for part in ["expected", "page.html:", "^", "save the whole page again"] {
        assert!(rendered.contains(part), "{part} in {rendered}");
    }
}
