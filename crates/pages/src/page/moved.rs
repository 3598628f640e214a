//! Finding the operation of a page whose method or path the contract does not have.

use super::{Item, Page, Prose, Text, expected};
use crate::prose::normalize;
use contract::{Document, Operation};

/// What speaks for a page showing an operation although its method or path differs: at least this.
const ENOUGH: usize = 3;

/// The server that a page shows in front of an operation's path and the path as the contract would
/// write it, if method and path differ in no more than one thing: the method, one segment of the
/// path, or a slash at its end.
pub(super) fn place(
    document: &Document,
    operation: &Operation<'_>,
    method: &str,
    url: &str,
) -> Option<(String, String)> {
    let base = expected::server_url(document, operation);
    let server = if url.starts_with(base.as_str()) {
        base.as_str()
    } else {
        ""
    };
    let shown = url.strip_prefix(server)?;
    let wanted: Vec<&str> = operation.path.split('/').collect();
    let found: Vec<&str> = shown.split('/').collect();
    if wanted.len() != found.len() {
        let without_slash = |path: &str| path.strip_suffix('/').unwrap_or(path).to_owned();
        let differs_by_slash = operation.method.eq_ignore_ascii_case(method)
            && without_slash(shown) == without_slash(&expected::shown_path(operation.path));
        let path = without_slash(operation.path);
        let path = if shown.ends_with('/') {
            path + "/"
        } else {
            path
        };
        return differs_by_slash.then(|| (server.to_owned(), path));
    }
    let mut differing = usize::from(!operation.method.eq_ignore_ascii_case(method));
    let mut path = Vec::new();
    for (wanted, found) in wanted.into_iter().zip(found) {
        let is_same = expected::shown_path(wanted) == found
            || (wanted.starts_with('{') && found.starts_with(':'));
        differing += usize::from(!is_same);
        path.push(if is_same { wanted } else { found });
    }
    (differing == 1).then(|| (server.to_owned(), path.join("/")))
}

/// Whether a page shows the operation of a view, going by everything but its method and path.
pub(super) fn is_likely(known: &Page, shown: &Page) -> bool {
    let text = |text: &Option<Text>| text.as_ref().map(|text| normalize(&text.text));
    let words = |prose: &Prose| -> Vec<String> {
        prose.0.iter().map(|text| normalize(&text.text)).collect()
    };
    let names = |page: &Page| -> Vec<String> {
        let name = |item: &Item| item.name.text.clone();
        let mut names: Vec<String> = page.parameters.iter().map(name).collect();
        names.sort();
        names
    };
    let statuses = |page: &Page| -> Vec<Option<String>> {
        let status = |text: &Text| text.text.clone();
        page.responses
            .iter()
            .map(|response| response.status.as_ref().map(status))
            .collect()
    };
    let is_same_title = known.title.is_some() && text(&known.title) == text(&shown.title);
    let (description, parameters) = (words(&known.description), names(known));
    let is_same_description = !description.is_empty() && description == words(&shown.description);
    let are_same_parameters = parameters.len() > 1 && parameters == names(shown);
    let evidence = 2 * usize::from(is_same_title)
        + 2 * usize::from(is_same_description)
        + 2 * usize::from(are_same_parameters)
        + usize::from(statuses(known) == statuses(shown));
    evidence >= ENOUGH
}
