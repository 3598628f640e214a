//! Holding a page against the contract.

use super::explain::Task;
use super::refusal::Refusal;
use super::view::{self, Endpoint};
use super::{Form, Page, align, draw, examples, expected, html, moved, nest, size, text};
use contract::facts::{Address, Facts};
use contract::{Diagnostic, Document, Operation, Source, Span};

/// A page that was read with the contract beside it.
#[derive(Clone, Debug)]
pub struct Reading {
    /// The operation the page shows, as `METHOD path` in the words of the contract.
    pub operation: String,
    /// The form the page is in.
    pub form: Form,
    /// What the contract says, as far as this form of a page can show it.
    pub expected: Facts,
    /// What the page says.
    pub stated: Facts,
    /// What the page says in prose: of what, the text, and where it stands.
    pub prose: Vec<(Address, String, Span)>,
    /// What a page in this form cannot show: what, and why.
    pub not_compared: Vec<(String, String)>,
    /// Stretches of the page that could not be placed, with what was expected there.
    pub unread: Vec<(Span, String)>,
    /// What the page says if it is read otherwise: the form does not show which of these and
    /// [`Reading::stated`] is meant.
    pub alternatives: Vec<Facts>,
    /// Whether the page is what the theme draws of what is stated. A page of which that is not so was
    /// read line by line, which may go wrong.
    pub is_drawn: bool,
}

/// Reads a page and holds it against the operation of the contract that it shows.
///
/// The form of the page follows from its content.
///
/// # Errors
///
/// What is no page of this theme, is not whole, or shows an operation that the contract does not
/// have.
pub fn read(document: &Document, source: &Source) -> Result<Reading, Refusal> {
    size::check(source)?;
    let operations = document.operations().map_err(Refusal::OtherOperation)?;
    let (from_html, lines) = if html::looks_like_html(source.text()) {
        let (page, lines) = html::read_with_lines(source)?;
        (Some(page), lines)
    } else {
        (None, text::shown(source)?)
    };
    let (form, method, url) = match &from_html {
        Some(page) => (page.form, page.method.clone(), page.url.clone()),
        None => text::endpoint(source)?,
    };
    let found = find(&operations, &method.text, &url.text);
    let show = |operation: &Operation<'_>| {
        let known = expected::page(document, operation, form);
        let shown = match from_html.clone() {
            Some(mut page) => {
                adopt(&known, &mut page);
                page
            }
            None => text::read(source, &known)?,
        };
        Ok((known, shown))
    };
    let mut moved_to = None;
    let (operation, server, (mut known, mut shown)) = if let Some((operation, server)) = found {
        (operation, server, show(operation)?)
    } else {
        let likely = operations.iter().find_map(|operation| {
            let (server, path) = moved::place(document, operation, &method.text, &url.text)?;
            let (known, shown) = show(operation).ok()?;
            moved::is_likely(&known, &shown).then_some((operation, server, path, (known, shown)))
        });
        let Some((operation, server, path, pages)) = likely else {
            return Err(other_operation(
                source,
                &operations,
                &method.text,
                &url.text,
                &url.span,
            ));
        };
        moved_to = Some((method.text.to_uppercase(), path));
        (operation, server, pages)
    };
    let mut unread = std::mem::take(&mut shown.unread);
    pair_examples(&mut known, &mut shown, &mut unread);
    let base = known
        .url
        .text
        .strip_suffix(expected::shown_path(operation.path).as_str())
        .unwrap_or_default()
        .to_owned();
    let endpoint = |server, moved_to| Endpoint {
        method: &operation.method,
        path: operation.path,
        server,
        moved_to,
    };
    let here = (operation.method.to_uppercase(), operation.path.to_owned());
    let mut expected = view::of(
        &known,
        &endpoint(&base, moved_to.is_some().then_some(&here)),
        true,
    );
    let mut stated = view::of(&shown, &endpoint(&server, moved_to.as_ref()), false);
    let as_drawn = moved_to.is_none()
        && draw::url(document, operation, form) == draw::collapsed(&url.text)
        && draw::lines(document, operation, form)
            .is_some_and(|drawn| align::agrees(&drawn, &lines, form));
    if as_drawn {
        // The page is what the theme makes of the contract, however else it could be read.
        stated.facts = expected.facts.stated_by(source, &method.span);
        unread.clear();
    } else {
        unread.append(&mut stated.unread);
        unread.sort_by_key(|(span, _)| span.start);
    }
    let mut alternatives = Vec::new();
    let mut is_drawn = as_drawn;
    if !as_drawn {
        let task = Task {
            contract: document,
            operation,
            form,
            source,
            span: &method.span,
            shown: &lines,
        };
        for explanation in task.explain() {
            let mut known = expected::page(document, operation, form);
            let Some(mut edited) = explanation.page(form) else {
                continue;
            };
            // Of its parameters, a page as it is served shows the names that are in its path.
            edited.url = url.clone();
            adopt(&known, &mut edited);
            pair_examples(&mut known, &mut edited, &mut Vec::new());
            let facts = view::of(&edited, &endpoint(&server, moved_to.as_ref()), false).facts;
            if alternatives.is_empty() {
                let moved = moved_to.is_some().then_some(&here);
                expected = view::of(&known, &endpoint(&base, moved), true);
            }
            alternatives.push(facts);
        }
        if !alternatives.is_empty() {
            stated.facts = alternatives.remove(0);
            unread.clear();
            is_drawn = true;
        }
    }
    Ok(Reading {
        operation: operation.key(),
        form,
        expected: expected.facts,
        stated: stated.facts,
        prose: stated.prose,
        not_compared: not_compared(form, shown.callbacks.len()),
        unread,
        alternatives,
        is_drawn,
    })
}

/// The method and path that a page shows, in the words of one of these operations, each `METHOD
/// path`, if it is one of them. Else the path is what follows one of these servers, or the host.
///
/// # Errors
///
/// What is no page of this theme, or is not whole.
pub fn shown(
    source: &Source,
    operations: &[String],
    servers: &[&str],
) -> Result<(String, String), Refusal> {
    size::check(source)?;
    let (method, url) = if html::looks_like_html(source.text()) {
        let page = html::read(source)?;
        (page.method.text, page.url.text)
    } else {
        let (_, method, url) = text::endpoint(source)?;
        (method.text, url.text)
    };
    let method = method.to_uppercase();
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

fn adopt(known: &Page, page: &mut Page) {
    nest::adopt(&known.parameters, &mut page.parameters);
    if let (Some(known), Some(body)) = (&known.body, &mut page.body) {
        for (at, media) in body.media.iter_mut().enumerate() {
            let same = known.media.iter().find(|known| {
                known.name.as_ref().map(|name| &name.text)
                    == media.name.as_ref().map(|name| &name.text)
            });
            if let Some(known) = same.or_else(|| known.media.get(at)) {
                nest::adopt(&known.schema, &mut media.schema);
            }
        }
    }
    for response in &mut page.responses {
        let same = known.responses.iter().find(|known| {
            known.status.as_ref().map(|status| &status.text)
                == response.status.as_ref().map(|status| &status.text)
        });
        let Some(known) = same else { continue };
        nest::adopt(&known.headers, &mut response.headers);
        for media in &mut response.media {
            let same = known.media.iter().find(|known| {
                known.name.as_ref().map(|name| &name.text)
                    == media.name.as_ref().map(|name| &name.text)
            });
            if let Some(known) = same {
                nest::adopt(&known.schema, &mut media.schema);
            }
        }
    }
}

fn pair_examples(known: &mut Page, shown: &mut Page, unread: &mut Vec<(Span, String)>) {
    for response in &mut shown.responses {
        let same = known.responses.iter_mut().find(|known| {
            known.status.as_ref().map(|status| &status.text)
                == response.status.as_ref().map(|status| &status.text)
        });
        let media = same.map(|known| &mut known.media);
        let Some(media) = media else { continue };
        for shown in &mut response.media {
            let same = media.iter_mut().find(|known| {
                known.name.as_ref().map(|name| &name.text)
                    == shown.name.as_ref().map(|name| &name.text)
            });
            if let Some(known) = same {
                examples::pair(known, shown, unread);
            }
        }
    }
}

/// The operation a page shows, with the server in front of its path.
fn find<'o, 'd>(
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
        // The longest path is what is left least of for the server.
        .min_by_key(|(_, server, exact)| (server.len(), !exact))
        .map(|(operation, server, _)| (operation, server))
}

/// What stands before a path in a URL, and whether the names of the parameters are the same too.
fn server_before(path: &str, url: &str) -> Option<(String, bool)> {
    let shown = expected::shown_path(path);
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

fn other_operation(
    source: &Source,
    operations: &[Operation<'_>],
    method: &str,
    url: &str,
    span: &Span,
) -> Refusal {
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
            span.clone(),
            format!("the page shows `{method} {url}`, which the contract does not have"),
        )
        .with_label(format!("expected {}{more}", known.join(", ")))
        .with_help(
            "name the page of one of these operations, or bring this one in with `cargo xtask sync \
             PAGE --add 'METHOD /path'`",
        ),
    )
}

fn not_compared(form: Form, callbacks: usize) -> Vec<(String, String)> {
    let always: [(&str, &str); 7] = [
        (
            "security",
            "the page does not say how a request is authenticated",
        ),
        ("servers but the first", "the others are in a closed list"),
        (
            "the order of parameters, properties, values, and responses",
            "it means nothing to a client",
        ),
        (
            "`multipleOf`, `uniqueItems`, `minProperties`, `maxProperties`, `additionalProperties: false`",
            "the theme does not show them",
        ),
        (
            "types, constraints, and `required` of response headers",
            "the theme shows their names and descriptions only",
        ),
        (
            "defaults and examples of objects, and examples of request bodies",
            "the theme does not show them",
        ),
        (
            "`readOnly` and `writeOnly`",
            "the theme leaves out what does not belong to the direction",
        ),
    ];
    let text: [(&str, &str); 2] = [
        (
            "whether a value of a list holds a comma, and whether a default is text or number",
            "a text does not show where a value begins and ends",
        ),
        (
            "where an object ends",
            "a text does not show nesting: what the contract does not have is placed by the example",
        ),
    ];
    let imported: [(&str, &str); 2] = [
        (
            "status numbers, media types, and names of examples and choices",
            "the imported form drops the labels of tabs: responses are told apart by what they show",
        ),
        (
            "whether a response without a description was added",
            "the imported form shows nothing where it begins",
        ),
    ];
    let fixed: [(&str, &str); 1] = [(
        "parameters, bodies, schemas, examples, and the server",
        "the page as it is served has placeholders in their places: save it from a browser",
    )];
    let rows: Vec<(&str, &str)> = match form {
        Form::Static => fixed
            .into_iter()
            .chain(always.into_iter().take(1))
            .collect(),
        Form::Saved => always.to_vec(),
        Form::Copied => always.into_iter().chain(text).collect(),
        Form::Imported => always.into_iter().chain(text).chain(imported).collect(),
    };
    let mut rows: Vec<(String, String)> = rows
        .into_iter()
        .map(|(what, why)| (what.to_owned(), why.to_owned()))
        .collect();
    if callbacks > 0 {
        rows.push((
            "callbacks".to_owned(),
            "they are requests of the service, not of its clients".to_owned(),
        ));
    }
    rows
}
