//! Finds the operation of a page whose method or path differs from the contract.

use std::collections::HashSet;

use super::draw::{self, DrawnLine, Role};
use super::endpoint::shown_path;
use super::{Form, Page, align};
use crate::prose::normalize;
use contract::{Document, Node, Operation};

/// The least [evidence](is_likely) that a page shows an operation although its method or path
/// differs.
const MIN_EVIDENCE: usize = 3;

/// Returns the server and the path that a page shows, with the path written as in the contract, if
/// only one thing differs from the operation: the method, one segment of the path, or a trailing
/// slash.
pub(super) fn match_endpoint(
    document: &Document,
    operation: &Operation<'_>,
    method: &str,
    url: &str,
) -> Option<(String, String)> {
    let base = draw::url(document, operation, Form::Saved);
    let base = base.strip_suffix(shown_path(operation.path).as_str());
    let base = base.unwrap_or_default().trim_end_matches('/');
    let server = if url.starts_with(base) { base } else { "" };
    let shown = url.strip_prefix(server)?;
    let wanted: Vec<&str> = operation.path.split('/').collect();
    let found: Vec<&str> = shown.split('/').collect();
    if wanted.len() != found.len() {
        let without_slash = |path: &str| path.strip_suffix('/').unwrap_or(path).to_owned();
        let differs_by_slash = operation.method.eq_ignore_ascii_case(method)
            && without_slash(shown) == without_slash(&shown_path(operation.path));
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
        let is_same =
            shown_path(wanted) == found || (wanted.starts_with('{') && found.starts_with(':'));
        differing += usize::from(!is_same);
        path.push(if is_same { wanted } else { found });
    }
    (differing == 1).then(|| (server.to_owned(), path.join("/")))
}

/// Returns whether a page shows an operation, judged by its title, description, parameters, and
/// statuses.
pub(super) fn is_likely(operation: &Operation<'_>, drawn: &[DrawnLine], page: &Page) -> bool {
    let title = operation
        .node
        .get("summary")
        .or(operation.node.get("operationId"));
    let title = title.and_then(Node::as_str).map(normalize);
    let is_same_title =
        title.is_some() && title == page.title.as_ref().map(|title| normalize(&title.text));
    let is_first = |line: &&DrawnLine| matches!(&line.role, Role::Prose(prose) if prose.is_first);
    let description = drawn.iter().find(is_first);
    let is_same_description = description.is_some_and(|description| {
        let first = page.lines.first();
        first.is_some_and(|line| align::is_text_of(description, &line.text))
    });
    let shown = |role: &Role| -> Vec<&str> {
        let lines = drawn.iter().filter(|line| line.role == *role);
        lines.map(|line| line.text.as_str()).collect()
    };
    let lines: HashSet<&str> = page.lines.iter().map(|line| line.text.as_str()).collect();
    let are_all_there = |texts: &[&str]| texts.iter().all(|text| lines.contains(text));
    let (heads, tabs) = (shown(&Role::Head), shown(&Role::Tab));
    let evidence = 2 * usize::from(is_same_title)
        + 2 * usize::from(is_same_description)
        + 2 * usize::from(heads.len() > 1 && are_all_there(&heads))
        + usize::from(are_all_there(&tabs));
    evidence >= MIN_EVIDENCE
}
