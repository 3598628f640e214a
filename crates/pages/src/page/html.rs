//! A page as HTML, saved from a browser or as it is served.
//!
//! The page is read by its structure: classes and roles of the theme say what an element is, and
//! what stands in it belongs to it. The hashes that builds put behind some class names do not
//! count.
//!
//! Whatever the article shows is either read into the [`Page`] or listed as unread. What says
//! nothing about the operation is named in [`furniture`].

mod article;
mod body;
mod dom;
mod furniture;
mod gate;
mod item;
mod lines;
mod prose;
mod reader;
mod response;
mod schema;

use dom::Tree;
use reader::Reader;

use super::align::Shown;
use super::{Form, Page, Refusal};
use contract::Source;

/// Whether a text is HTML: no other form of a page begins with a tag.
pub(crate) fn looks_like_html(text: &str) -> bool {
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
pub(crate) fn read(source: &Source) -> Result<Page, Refusal> {
    Ok(read_with_lines(source)?.0)
}

/// Reads a page from HTML, and the lines that it shows below its URL.
///
/// # Errors
///
/// A file that is no page of this theme, shows no operation, or is not whole.
pub(super) fn read_with_lines(source: &Source) -> Result<(Page, Vec<Shown>), Refusal> {
    gate::check_html(source)?;
    let tree = Tree::parse(source)?;
    let container = gate::find_article(source, &tree)?;
    let mut reader = Reader::new(source, &tree);
    let article = reader.article(container)?;
    let (Some(method), Some(url)) = (article.method, article.url) else {
        return Err(gate::no_operation(source, tree.span(container)));
    };
    let filled = !article.parameters.is_empty()
        || article.body.is_some()
        || article.responses.iter().any(|it| !it.media.is_empty());
    let form = if !filled && gate::has_placeholder(&tree) {
        Form::Static
    } else {
        for &id in &article.placeholders {
            reader.unread(
                id,
                "what the scripts put here; save the page when it is complete",
            );
        }
        Form::Saved
    };
    let page = Page {
        source: source.clone(),
        form,
        title: article.title,
        method,
        url,
        deprecated: article.deprecated,
        description: article.description,
        request: article.request,
        parameters: article.parameters,
        body: article.body,
        responses: article.responses,
        callbacks: article.callbacks,
        unread: reader.finish(container),
    };
    Ok((page, lines::of(&tree, container)))
}
