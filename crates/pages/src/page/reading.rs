//! Holding a page against the contract.

use std::collections::HashSet;

use super::align::{self, Shown};
use super::draw::{self, Line, Role};
use super::explain::{Explained, Task};
use super::place::Places;
use super::refusal::Refusal;
use super::{Form, Page, endpoint, html, layout, moved, not_compared, positions, size, text};
use contract::facts::{Address, Fact, Facts, Part, Step, Subject};
use contract::{Document, Operation, Source, Span, digest};

/// A page that was read with the contract beside it.
#[derive(Debug)]
pub struct Reading {
    /// The operation the page shows, as `METHOD path` in the words of the contract.
    pub operation: String,
    /// The form the page is in.
    pub form: Form,
    /// What the contract says of the operation.
    pub expected: Facts,
    /// Where the contract says what a page in this form shows.
    pub compared: HashSet<Span>,
    /// What the page says of the operation. What the form does not show is what the contract says.
    pub stated: Facts,
    /// The contract's operation, edited so that the page is its drawing; `None` where the page says
    /// what the contract says.
    pub document: Option<Document>,
    /// What the page says if it is read otherwise: the form does not show which of these and
    /// [`Reading::stated`] is meant.
    pub alternatives: Vec<Facts>,
    /// What the page says in prose: of what, the text, and where it stands.
    pub prose: Vec<(Address, String, Span)>,
    /// A digest of the lines that are no prose, in whatever order.
    pub digest: String,
    /// What a page in this form cannot show: what, and why.
    pub not_compared: Vec<(String, String)>,
    /// Stretches of the page that could not be explained, with what was expected there. Nothing is
    /// stated of such a page.
    pub unread: Vec<(Span, String)>,
}

impl Reading {
    /// Whether what the page states is known: of a page with a line that nothing explains, nothing
    /// is.
    #[must_use]
    pub fn is_explained(&self) -> bool {
        !self.compared.is_empty()
    }
}

impl Page {
    /// Reads a page as the lines that it shows.
    pub(super) fn read(source: &Source) -> Result<Self, Refusal> {
        size::check(source)?;
        if html::looks_like_html(source.text()) {
            html::read(source)
        } else {
            text::read(source)
        }
    }
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
    let mut page = Page::read(source)?;
    let operations = document.operations().map_err(Refusal::OtherOperation)?;
    let (method, url) = (&page.method.text, &page.url.text);
    let (operation, server, moved_to) =
        if let Some((operation, server)) = endpoint::find(&operations, method, url) {
            (operation, server, None)
        } else {
            let likely = operations.iter().find_map(|operation| {
                let (server, path) = moved::place(document, operation, method, url)?;
                let drawn = draw::lines(document, operation, page.form)?;
                moved::is_likely(operation, &drawn, &page).then_some((operation, server, path))
            });
            let Some((operation, server, path)) = likely else {
                return Err(endpoint::other_operation(source, &operations, &page));
            };
            (operation, server, Some((method.to_uppercase(), path)))
        };
    let drawn = draw::lines(document, operation, page.form).unwrap_or_default();
    if matches!(page.form, Form::Imported | Form::Copied) {
        page.lines = align::unwrapped(&page.lines, &drawn);
    }
    Held {
        document,
        source,
        page: &page,
        operation,
        server,
        moved_to,
    }
    .read(drawn)
}

/// A page beside the operation that it shows.
struct Held<'h> {
    document: &'h Document,
    source: &'h Source,
    page: &'h Page,
    operation: &'h Operation<'h>,
    /// The server that the page shows in front of the path.
    server: String,
    /// The method and path that the page shows, where they are not those of the contract.
    moved_to: Option<(String, String)>,
}

impl Held<'_> {
    fn read(&self, drawn: Vec<Line>) -> Result<Reading, Refusal> {
        let (page, form) = (self.page, self.page.form);
        let facts = self.document.facts();
        let places = Places::new(self.document, self.operation, &facts);
        let mut compared = places.stated(&drawn);
        compared.extend(self.stated_by_url(&facts));
        let mut expected = only_about(facts.clone(), self.operation);
        self.state_endpoint(&mut expected, true);
        let mut reading = Reading {
            operation: self.operation.key(),
            form,
            stated: expected.stated_by(self.source, &page.method.span),
            expected,
            compared,
            document: None,
            alternatives: Vec::new(),
            prose: Vec::new(),
            digest: String::new(),
            not_compared: Vec::new(),
            unread: page.unfilled.clone(),
        };
        let renamed = endpoint::renamed(self.operation, page);
        let agreement = align::agreement(&drawn, &page.lines, form);
        let (drawn, lines) = match agreement.filter(|_| renamed.is_empty()) {
            Some(lines) => {
                reading.prose = places.prose(page, &drawn, &lines);
                self.state_endpoint(&mut reading.stated, false);
                (drawn, lines)
            }
            None => self.explain(&mut reading, renamed, &drawn)?,
        };
        reading.digest = digest_of(page, &drawn, &lines);
        let is_callbacks = |line: &Shown| line.text == "Callbacks";
        let has_callbacks = page.lines.iter().any(is_callbacks);
        reading.not_compared = not_compared::of(form, has_callbacks);
        Ok(reading)
    }

    /// Finds the edits of the operation after which the page is its drawing; gives that drawing, and
    /// which line of it each line of the page is.
    fn explain(
        &self,
        reading: &mut Reading,
        renamed: Vec<(String, String)>,
        drawn: &[Line],
    ) -> Result<(Vec<Line>, Vec<usize>), Refusal> {
        let (page, form) = (self.page, self.page.form);
        let task = Task {
            contract: self.document,
            operation: self.operation,
            form,
            source: self.source,
            span: &page.method.span,
            shown: &page.lines,
            renamed,
        };
        let explanations = match task.explain() {
            Explained::By(explanations) => explanations,
            Explained::Until {
                line,
                expected,
                may_end,
            } => {
                layout::refuse_lost(self.source, drawn, page)?;
                let last = page.lines.last().map_or(&page.url.span, |line| &line.span);
                if !may_end && line + 1 >= page.lines.len() {
                    return Err(layout::cut_off(self.source, last, &expected));
                }
                let span = page
                    .lines
                    .get(line)
                    .map_or_else(|| last.end..last.end, |line| line.span.clone());
                reading.unread.push((span, expected));
                reading.compared.clear();
                return Ok((Vec::new(), Vec::new()));
            }
        };
        let mut aligned = None;
        for explanation in explanations {
            let method = &self.operation.method;
            let edited = &explanation.document;
            let operations = edited.operations().map_err(Refusal::OtherOperation)?;
            let operation = operations.iter().find(|it| it.method == *method);
            let Some(operation) = operation else { continue };
            let facts = only_about(edited.facts(), operation);
            let places = Places::new(edited, operation, &facts);
            let (drawn, lines) = (&explanation.drawn, &explanation.lines);
            let stated_by = places.lines(drawn, lines);
            if aligned.is_none() {
                reading.prose = places.prose(page, drawn, lines);
                aligned = Some((drawn.clone(), lines.clone()));
                let steps = reading.prose.iter_mut().flat_map(|it| &mut it.0.0);
                for step in steps {
                    if let Step::Response(status) = step
                        && let Some(number) = explanation.number(status)
                    {
                        *status = number;
                    }
                }
            }
            drop(operations);
            let document = explanation.stated();
            let operations = document.operations().map_err(Refusal::OtherOperation)?;
            let operation = operations.iter().find(|it| it.method == *method);
            let Some(operation) = operation else { continue };
            let mut stated = only_about(document.facts(), operation);
            positions::locate(&mut stated, &stated_by, page);
            self.state_endpoint(&mut stated, false);
            if reading.document.is_some() {
                reading.alternatives.push(stated);
            } else {
                reading.stated = stated;
                drop(operations);
                reading.document = Some(document);
            }
        }
        Ok(aligned.unwrap_or_default())
    }

    /// Where the contract says what the URL shows: the server, and the names of parameters.
    fn stated_by_url(&self, facts: &Facts) -> Vec<Span> {
        let mut spans = Vec::new();
        if self.page.form != Form::Static {
            let own = self.operation.node.get("servers");
            let servers = own.or_else(|| self.document.root().get("servers"));
            let first = servers.and_then(|it| it.elements().next()?.get("url"));
            spans.extend(first.map(|url| url.span.clone()));
        }
        let is_this = |part: &&Part| part.step == step(self.operation);
        let root = facts.subject(facts.root());
        let operation = root.parts.iter().find(is_this);
        let parts = operation.map(|it| &facts.subject(it.subject).parts);
        for part in parts.into_iter().flatten() {
            let Step::Parameter(contract::ParameterPlace::Path, _) = &part.step else {
                continue;
            };
            spans.push(part.span.clone());
        }
        spans.extend(operation.map(|it| it.span.clone()));
        spans
    }

    /// Adds what the line of the method and the URL says.
    fn state_endpoint(&self, facts: &mut Facts, is_expected: bool) {
        let root = facts.root();
        let url = &self.page.url;
        let (server, span) = if is_expected {
            let server = draw::url(self.document, self.operation, self.page.form);
            let path = endpoint::shown_path(self.operation.path);
            let server = server.strip_suffix(path.as_str()).unwrap_or_default();
            (server.to_owned(), self.operation.span.clone())
        } else {
            let end = (url.span.start + self.server.len()).min(url.span.end);
            (self.server.clone(), url.span.start..end)
        };
        let parts = &mut facts.subject_mut(root).parts;
        parts.retain(|part| !matches!(part.step, Step::Server(_)));
        if !server.is_empty() && self.page.form != Form::Static {
            let subject = facts.add(Subject::default());
            facts.subject_mut(root).parts.push(Part {
                step: Step::Server(server),
                subject,
                facts: Vec::new(),
                span,
            });
        }
        let Some((method, path)) = &self.moved_to else {
            return;
        };
        let here = (
            self.operation.method.to_uppercase(),
            self.operation.path.to_owned(),
        );
        let (method, path, at, of) = if is_expected {
            let span = &self.operation.span;
            (&here.0, &here.1, span, span)
        } else {
            (method, path, &self.page.method.span, &url.span)
        };
        let step = step(self.operation);
        let parts = &facts.subject(root).parts;
        if let Some(id) = parts.iter().find(|it| it.step == step).map(|it| it.subject) {
            let operation = &mut facts.subject_mut(id).facts;
            operation.retain(|fact| !matches!(fact.keyword.as_str(), "method" | "path"));
            operation.push(Fact::new("method", method.as_str(), at.clone()));
            operation.push(Fact::new("path", path.as_str(), of.clone()));
        }
    }
}

fn step(operation: &Operation<'_>) -> Step {
    Step::Operation {
        method: operation.method.clone(),
        path: operation.path.to_owned(),
    }
}

/// The facts about one operation. Names of components are not among them: no page shows them.
fn only_about(mut facts: Facts, operation: &Operation<'_>) -> Facts {
    let (root, step) = (facts.root(), step(operation));
    let whole = facts.subject_mut(root);
    whole.facts.clear();
    whole.parts.retain(|part| part.step == step);
    let ids: Vec<_> = facts.subjects().map(|(id, _)| id).collect();
    for id in ids {
        let subject = facts.subject_mut(id);
        subject.facts.retain(|fact| fact.keyword != "allOf");
    }
    facts
}

fn digest_of(page: &Page, drawn: &[Line], places: &[usize]) -> String {
    let is_prose = |at: usize| {
        let line = places.get(at).and_then(|&it| drawn.get(it));
        line.is_some_and(|line| matches!(line.role, Role::Prose(_)))
    };
    let lines = page.lines.iter().enumerate();
    let lines = lines.filter(|(at, _)| !is_prose(*at));
    let mut lines: Vec<&str> = lines.map(|(_, line)| line.text.as_str()).collect();
    lines.push(&page.url.text);
    lines.push(&page.method.text);
    lines.sort_unstable();
    digest(lines)
}
