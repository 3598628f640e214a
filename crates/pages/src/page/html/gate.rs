//! Refuses files that are not a page of the theme, with the reason, before anything is read from
//! them.

use super::dom::{Id, ROOT, Tree, is_blank};
use crate::page::Refusal;
use contract::{Diagnostic, Source, Span};

/// The class of the element that contains the operation.
const ARTICLE: &str = "openapi-left-panel__container";
/// The help for a file that is another page.
const GIVE_THE_PAGE: &str = "give the page of one operation, saved after it has loaded completely";

/// Returns the only element of class [`ARTICLE`] in a complete page.
pub(super) fn find_article(source: &Source, tree: &Tree) -> Result<Id, Refusal> {
    let mut articles = tree
        .descendants(ROOT)
        .filter(|&id| tree.has_class(id, ARTICLE));
    let Some(article) = articles.next() else {
        return Err(refuse_other_page(source, tree));
    };
    if let Some(second) = articles.next() {
        return Err(Refusal::NotAPage(
            Diagnostic::new(
                source,
                start_of(source, tree, second),
                "expected one operation, found a second one",
            )
            .with_label("the second operation begins here")
            .with_help(GIVE_THE_PAGE),
        ));
    }
    check_whole(source, tree, article)?;
    Ok(article)
}

/// Returns the placeholders that the scripts of the page have not replaced.
pub(super) fn placeholders(tree: &Tree, article: Id) -> Vec<Id> {
    let nodes = tree.descendants(article);
    nodes
        .filter(|&id| tree.has_class(id, "openapi-skeleton"))
        .collect()
}

/// Creates the refusal of a page without an operation.
pub(super) fn no_operation(source: &Source, span: Span) -> Refusal {
    Refusal::NotAPage(
        Diagnostic::new(
            source,
            span.start..span.start,
            "expected the method and the path of an operation, found another kind of page",
        )
        .with_help(GIVE_THE_PAGE),
    )
}

/// Refuses a page that is cut off, or whose article has missing or unexpected end tags.
fn check_whole(source: &Source, tree: &Tree, article: Id) -> Result<(), Refusal> {
    let column = tree.span(article);
    let broken = tree.breaks.iter().find(|it| match it.element {
        // HTML allows omitting these end tags; the end of the page is checked below.
        Some(id) => {
            !matches!(tree.name(id), Some("html" | "body"))
                && (tree.contains(article, id) || tree.contains(id, article))
        }
        None => column.contains(&it.span.start),
    });
    if let Some(broken) = broken {
        let what = match broken.element {
            Some(_) => "expected an end tag for this element, found none",
            None => "expected an element that this end tag closes, found none",
        };
        return Err(Refusal::Truncated(
            Diagnostic::new(source, first_line(source, &broken.span), what)
                .with_help("a part of the page is missing: save the whole page again"),
        ));
    }
    if !tree.ended {
        return Err(truncated(source));
    }
    Ok(())
}

fn truncated(source: &Source) -> Refusal {
    let end = source.text().trim_end().len();
    let start = source.text()[..end].rfind('<').unwrap_or(end);
    Refusal::Truncated(
        Diagnostic::new(
            source,
            start..end,
            "expected the page to end with `</html>`, found the end of the file",
        )
        .with_help("the file is cut off: save the whole page again"),
    )
}

/// Creates the refusal of a file without an article.
fn refuse_other_page(source: &Source, tree: &Tree) -> Refusal {
    let find = |name: &'static str| tree.descendants(ROOT).filter(move |&id| tree.is(id, name));
    let refuse = |id: Option<Id>, found: &str| {
        let span = id.map_or(0..0, |id| start_of(source, tree, id));
        Diagnostic::new(
            source,
            span,
            format!("expected the page of one operation, found {found}"),
        )
    };

    let refresh = find("meta").find(|&id| {
        tree.attribute(id, "http-equiv")
            .is_some_and(|value| value.eq_ignore_ascii_case("refresh"))
    });
    if let Some(meta) = refresh {
        let help = "give the page that it redirects to";
        return Refusal::RedirectShell(
            refuse(Some(meta), "one that redirects to another page").with_help(help),
        );
    }

    let password = find("input").find(|&id| {
        tree.attribute(id, "type")
            .is_some_and(|value| value.eq_ignore_ascii_case("password"))
    });
    let title = find("title").next();
    let headings = title.into_iter().chain(find("h1"));
    let heading_with = |words: &[&str]| {
        headings.clone().find(|&id| {
            let text = text_of(tree, id).to_ascii_lowercase();
            words.iter().any(|word| text.contains(word))
        })
    };
    if password.is_none() && !tree.ended && find("html").next().is_some() {
        return truncated(source);
    }
    let login = password.or_else(|| heading_with(&["log in", "login", "sign in", "sign-in"]));
    if let Some(login) = login {
        let help = "log in, then save the page; or send the credentials with `--header`";
        return Refusal::LoginPage(refuse(Some(login), "a login page").with_help(help));
    }
    let failures = [
        "not found",
        "404",
        "forbidden",
        "error",
        "unavailable",
        "denied",
        "crashed",
    ];
    if let Some(failure) = heading_with(&failures) {
        let found = format!("an error page: `{}`", text_of(tree, failure));
        return Refusal::ErrorPage(
            refuse(Some(failure), &found)
                .with_help("find out where the operation is documented now"),
        );
    }

    let body = find("body").next().unwrap_or(ROOT);
    let shows = tree.descendants(body).any(|id| {
        let hidden = ["script", "style", "noscript", "template", "title"];
        tree.text(id).is_some_and(|text| !is_blank(text))
            && !hidden.iter().any(|name| tree.is(tree.parent(id), name))
    });
    if !shows {
        let script = find("script").find(|&id| {
            let text = text_of(tree, id);
            ["window.location", "location.replace", "location.href"]
                .iter()
                .any(|leave| text.contains(leave))
        });
        if let Some(script) = script {
            return Refusal::RedirectShell(
                refuse(Some(script), "one whose script redirects to another page")
                    .with_help("give the page that it redirects to"),
            );
        }
        if let Some(script) = find("script")
            .next()
            .or_else(|| find("div").find(|&id| tree.attribute(id, "id").is_some()))
        {
            return Refusal::Unfilled(
                refuse(Some(script), "an empty page whose scripts have not run")
                    .with_help("open it in a browser, wait until it has loaded, and save it"),
            );
        }
    }
    Refusal::NotAPage(
        refuse(title, &format!("no element of class `{ARTICLE}`")).with_help(GIVE_THE_PAGE),
    )
}

fn text_of(tree: &Tree, id: Id) -> String {
    let text: String = tree
        .descendants(id)
        .filter_map(|node| tree.text(node))
        .collect();
    text.split_ascii_whitespace()
        .take(20)
        .collect::<Vec<_>>()
        .join(" ")
}

/// Returns the position of the first line of an element: quoting a large element would hide the
/// message.
fn start_of(source: &Source, tree: &Tree, id: Id) -> Span {
    first_line(source, &tree.span(id))
}

fn first_line(source: &Source, span: &Span) -> Span {
    let text = &source.text()[span.clone()];
    let tag = text.find('>').map_or(text.len(), |at| at + 1);
    let line = text.find('\n').unwrap_or(text.len());
    span.start..span.start + tag.min(line)
}
