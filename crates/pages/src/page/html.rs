//! A page as HTML, saved from a browser or as it is served.
//!
//! Classes and roles of the theme say what a line is and how deep it stands. The hashes that builds
//! put behind some class names do not count.

mod dom;
mod gate;
mod lines;
#[cfg(test)]
mod tests;

use dom::{Id, Tree};

use super::align::Kind;
use super::draw::collapsed;
use super::{Form, Page, Refusal, Text};
use contract::{Diagnostic, Source};

/// Whether a text is HTML: no other form of a page begins with a tag.
pub(super) fn looks_like_html(text: &str) -> bool {
    let text = text.trim_start_matches(|char: char| char.is_whitespace() || char == '\u{feff}');
    let mut chars = text.chars();
    chars.next() == Some('<')
        && chars
            .next()
            .is_some_and(|char| matches!(char, '!' | '?') || char.is_ascii_alphabetic())
}

/// The target of the page's canonical link.
pub(super) fn canonical(source: &Source) -> Option<String> {
    let tree = Tree::parse(source).ok()?;
    let link = tree.descendants(dom::ROOT).find(|&id| {
        let is_canonical = |rel: &str| rel.eq_ignore_ascii_case("canonical");
        tree.is(id, "link") && tree.attribute(id, "rel").is_some_and(is_canonical)
    })?;
    Some(tree.attribute(link, "href")?.to_owned())
}

/// Reads a page from HTML; the form it turns out to be is in it.
///
/// # Errors
///
/// A file that is no page of this theme, shows no operation, or is not whole.
pub(super) fn read(source: &Source) -> Result<Page, Refusal> {
    let tree = Tree::parse(source)?;
    let article = gate::find_article(source, &tree)?;
    let with_class = |within: Id, class: &str| {
        let mut nodes = tree.descendants(within);
        nodes.find(|&id| tree.has_class(id, class))
    };
    let text = |id: Id| Text {
        text: collapsed(&tree.whole_text(id)),
        span: tree.text_span(id),
    };
    let Some(endpoint) = with_class(article, "openapi__method-endpoint") else {
        return Err(gate::no_operation(source, tree.span(article)));
    };
    let method = with_class(endpoint, "badge");
    let url = with_class(endpoint, "openapi__method-endpoint-path");
    // Nothing else stands in the line: a second method or path would be lost without a trace.
    let visible = |id: Id| text(id).text.replace(char::is_whitespace, "");
    let both = method.zip(url);
    let both = both.filter(|&(method, url)| visible(endpoint) == visible(method) + &visible(url));
    let Some((method, url)) = both else {
        let found = Diagnostic::new(
            source,
            tree.span(endpoint),
            "expected the method and the path of an operation here, and nothing else",
        );
        return Err(Refusal::NotAPage(
            found
                .with_label("one of the two is missing, or something stands beside them")
                .with_help("give the page of one operation; the page of a webhook shows no path"),
        ));
    };
    let title = with_class(article, "openapi__heading");
    let lines = lines::of(&tree, article, &[title, Some(endpoint)]);
    let placeholders = gate::placeholders(&tree, article);
    let is_filled = lines
        .iter()
        .any(|line| line.kind == Kind::Heading && fills(&line.text));
    let form = if is_filled || placeholders.is_empty() {
        Form::Saved
    } else {
        Form::Static
    };
    let unfilled = placeholders.into_iter().filter(|_| form == Form::Saved);
    let expected = "what the scripts put here; save the page when it is complete";
    Ok(Page {
        form,
        title: title.map(text),
        method: text(method),
        url: text(url),
        lines,
        unfilled: unfilled
            .map(|id| (tree.span(id), expected.to_owned()))
            .collect(),
    })
}

/// Whether a heading stands above what the page's scripts put there.
fn fills(heading: &str) -> bool {
    heading.starts_with("Body") || heading.ends_with(" Parameters") || heading == "Schema"
}
