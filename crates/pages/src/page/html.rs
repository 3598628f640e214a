//! Reads a page from HTML, saved from a browser or as the server sends it.
//!
//! The theme's class names and ARIA roles determine the kind of a line and its depth. The hashes
//! that a build appends to some class names are ignored.

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

/// Returns whether a text is HTML: no other form of a page begins with a tag.
pub(super) fn looks_like_html(text: &str) -> bool {
    let text = text.trim_start_matches(|char: char| char.is_whitespace() || char == '\u{feff}');
    let mut chars = text.chars();
    chars.next() == Some('<')
        && chars
            .next()
            .is_some_and(|char| matches!(char, '!' | '?') || char.is_ascii_alphabetic())
}

/// Returns the target of `<link rel="canonical">`.
pub(super) fn canonical(source: &Source) -> Option<String> {
    let tree = Tree::parse(source).ok()?;
    let link = tree.descendants(dom::ROOT).find(|&id| {
        let is_canonical = |rel: &str| rel.eq_ignore_ascii_case("canonical");
        tree.is(id, "link") && tree.attribute(id, "rel").is_some_and(is_canonical)
    })?;
    Some(tree.attribute(link, "href")?.to_owned())
}

/// Reads the lines of a page from HTML and determines whether its scripts ran.
///
/// # Errors
///
/// Returns a [`Refusal`] if the file is not a page of the theme, shows no operation, or is not
/// complete.
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
    // Any other text in the line would be dropped silently.
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
                .with_label("one of the two is missing, or there is other text next to them")
                .with_help("give the page of one operation; the page of a webhook shows no path"),
        ));
    };
    let title = with_class(article, "openapi__heading");
    let lines = lines::of(&tree, article, &[title, Some(endpoint)]);
    let placeholders = gate::placeholders(&tree, article);
    let is_filled = lines
        .iter()
        .any(|line| line.kind == Kind::Heading && is_scripted_section(&line.text));
    let form = if is_filled || placeholders.is_empty() {
        Form::Saved
    } else {
        Form::Static
    };
    let unfilled = placeholders.into_iter().filter(|_| form == Form::Saved);
    let expected = "content in place of this placeholder: save the page when it is complete";
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

/// Returns whether a heading belongs to a section that only the scripts of a page add.
fn is_scripted_section(heading: &str) -> bool {
    heading.starts_with("Body") || heading.ends_with(" Parameters") || heading == "Schema"
}
