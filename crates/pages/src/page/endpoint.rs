//! Finds the operation that the method and URL of a page name.

use super::refusal::Refusal;
use super::{Form, Page};
use contract::{Diagnostic, Operation, Source};

/// Returns the method and path that a page shows.
///
/// If one of `operations` (each `METHOD path`) matches, the path is written as there. Otherwise it
/// is what follows one of `servers` in the URL, or the host.
///
/// # Errors
///
/// Returns a [`Refusal`] if the source is not a complete page of the theme.
pub fn shown_operation(
    source: &Source,
    operations: &[String],
    servers: &[&str],
) -> Result<(String, String), Refusal> {
    let page = Page::read(source)?;
    let (method, url) = (page.method.text.to_uppercase(), page.url.text);
    let known = operations.iter().filter_map(|operation| {
        let (its, path) = operation.split_once(' ')?;
        let (server, exact) = server_before(path, &url).filter(|_| its == method)?;
        Some((path, server.len(), !exact))
    });
    if let Some((path, ..)) = known.min_by_key(|(_, server, other)| (*server, *other)) {
        return Ok((method, path.to_owned()));
    }
    let path = servers
        .iter()
        .filter_map(|server| url.strip_prefix(server.trim_end_matches('/')))
        .find(|path| path.starts_with('/'))
        .unwrap_or_else(|| {
            let host = url.find("://").map_or(0, |at| at + 3);
            url[host..].find('/').map_or("/", |at| &url[host + at..])
        });
    let segment = |segment: &str| match segment.strip_prefix(':') {
        Some(name) => format!("{{{name}}}"),
        None => segment.to_owned(),
    };
    let path: Vec<String> = path.split('/').map(segment).collect();
    Ok((method, path.join("/")))
}

/// Returns the operation that a page shows, and the server before its path.
pub(super) fn find<'o, 'd>(
    operations: &'o [Operation<'d>],
    method: &str,
    url: &str,
) -> Option<(&'o Operation<'d>, String)> {
    let same = |operation: &&'o Operation<'d>| operation.method.eq_ignore_ascii_case(method);
    operations
        .iter()
        .filter(same)
        .filter_map(|operation| {
            let (server, exact) = server_before(operation.path, url)?;
            Some((operation, server, exact))
        })
        // Several paths may match the end of a URL: the longest leaves the shortest server.
        .min_by_key(|(_, server, exact)| (server.len(), !exact))
        .map(|(operation, server, _)| (operation, server))
}

/// Returns the text before a path in a URL, and whether the path parameters have the same names.
fn server_before(path: &str, url: &str) -> Option<(String, bool)> {
    let shown = shown_path(path);
    if let Some(server) = url.strip_suffix(shown.as_str()) {
        return Some((server.to_owned(), true));
    }
    let wanted: Vec<&str> = shown.trim_start_matches('/').split('/').collect();
    let host = url.find("://").map_or(0, |at| at + 3);
    let found: Vec<&str> = url[host..].split('/').collect();
    if found.len() <= wanted.len() {
        return None;
    }
    let tail = &found[found.len() - wanted.len()..];
    let is_parameter = |segment: &str| segment.starts_with(':') || segment.starts_with('{');
    let alike = wanted
        .iter()
        .zip(tail)
        .all(|(wanted, found)| wanted == found || (is_parameter(wanted) && is_parameter(found)));
    let length: usize = tail.iter().map(|segment| segment.len() + 1).sum();
    alike.then(|| (url[..url.len() - length].to_owned(), false))
}

/// Returns a path as the theme shows it: `{name}` becomes `:name` if the name consists of letters,
/// digits, `-`, and `_`.
pub(super) fn shown_path(path: &str) -> String {
    let mut shown = String::with_capacity(path.len());
    let mut rest = path;
    while let Some(at) = rest.find('{') {
        let (before, after) = rest.split_at(at);
        shown.push_str(before);
        let name = after[1..].split('}').next().unwrap_or_default();
        let usual = !name.is_empty()
            && name
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'));
        if usual && after.len() > name.len() + 1 {
            shown.push(':');
            shown.push_str(name);
            rest = &after[name.len() + 2..];
        } else {
            shown.push('{');
            rest = &after[1..];
        }
    }
    shown.push_str(rest);
    shown
}

/// Returns the path parameters that the URL of a served page names differently: the name in the
/// contract, and the name on the page. Other forms list the parameters, where a new name is found
/// as any other edit.
pub(super) fn renamed(operation: &Operation<'_>, page: &Page) -> Vec<(String, String)> {
    if page.form != Form::Static {
        return Vec::new();
    }
    let names = |path: &str| -> Vec<String> {
        let segments = path.split('/').filter_map(|it| it.strip_prefix(':'));
        segments.map(str::to_owned).collect()
    };
    let ours = names(&shown_path(operation.path));
    let pairs = ours.into_iter().zip(names(&page.url.text));
    pairs.filter(|(ours, theirs)| ours != theirs).collect()
}

/// Creates the refusal of a page whose operation the contract does not have.
pub(super) fn other_operation(
    source: &Source,
    operations: &[Operation<'_>],
    page: &Page,
) -> Refusal {
    let (method, url) = (&page.method.text, &page.url.text);
    let mut known: Vec<String> = operations.iter().map(Operation::key).collect();
    let more = known.len().saturating_sub(5);
    known.truncate(5);
    let more = if more > 0 {
        format!(" and {more} more")
    } else {
        String::new()
    };
    Refusal::OtherOperation(
        Diagnostic::new(
            source,
            page.url.span.clone(),
            format!("the page shows `{method} {url}`, which the contract does not have"),
        )
        .with_label("expected an operation of the contract")
        .with_help(format!(
            "give the page of {}{more}, or add this operation with `cargo xtask sync PAGE --add \
             'METHOD /path'`",
            known.join(", "),
        )),
    )
}
