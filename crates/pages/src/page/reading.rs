//! Compares a page with the contract and returns the facts that both state.

use std::collections::HashSet;

use super::align::{self, PageLine};
use super::draw::{self, DrawnLine, Role};
use super::explain::{Outcome, Search};
use super::refusal::Refusal;
use super::target::Targets;
use super::{Form, Page, endpoint, html, layout, moved, not_compared, positions, size, text};
use contract::facts::{Address, Fact, Facts, Part, Step, Subject};
use contract::{Document, Node, Operation, Source, Span, digest};

/// What a page states about an operation, next to what the contract states.
#[derive(Debug)]
pub struct Reading {
    /// The operation that the page shows, as `METHOD path`; the path is written as in the contract.
    pub operation: String,
    /// The form of the page.
    pub form: Form,
    /// The facts of the contract about the operation.
    pub expected: Facts,
    /// The positions, in the contract, of the facts that a page in this form shows.
    pub compared: HashSet<Span>,
    /// The facts that the page states. A fact that the form cannot show is the same as in
    /// [`Reading::expected`].
    pub stated: Facts,
    /// The contract's operation after the edits that make its drawing match the page; `None` if the
    /// page states what the contract states.
    pub document: Option<Document>,
    /// The facts of the other explanations that match the page equally well: the form does not show
    /// which of these and [`Reading::stated`] is meant.
    pub alternatives: Vec<Facts>,
    /// The descriptions that the page shows: the address of the part, the text, and its position.
    pub prose: Vec<(Address, String, Span)>,
    /// A digest of the lines that are not prose, independent of their order.
    pub digest: String,
    /// The generated examples that are those of the contract's schemas although the schemas on the
    /// page differ: so a page looks that a person edited.
    pub kept_examples: Vec<Span>,
    /// Whether a text ends before the content that the contract has in the last response: the
    /// vendor removed it, or the text is cut off there.
    pub ends_early: bool,
    /// What a page in this form cannot show, and why.
    pub not_compared: Vec<(String, String)>,
    /// Lines of the page that no edit explains, with what was expected instead. If there are any,
    /// the page states nothing.
    pub unread: Vec<(Span, String)>,
}

impl Reading {
    /// Returns whether every line of the page is explained. A page with an unexplained line states
    /// nothing.
    #[must_use]
    pub fn is_explained(&self) -> bool {
        !self.compared.is_empty()
    }
}

impl Page {
    /// Reads the lines of a page. The form follows from the content.
    pub(super) fn read(source: &Source) -> Result<Self, Refusal> {
        size::check(source)?;
        if html::looks_like_html(source.text()) {
            html::read(source)
        } else {
            text::read(source)
        }
    }
}

/// Reads a page and compares it with the operation of the contract that it shows.
///
/// The form of the page follows from its content.
///
/// # Errors
///
/// Returns a [`Refusal`] if the source is not a complete page of the theme, or if the contract does
/// not have the operation that it shows.
pub fn read(document: &Document, source: &Source) -> Result<Reading, Refusal> {
    let mut page = Page::read(source)?;
    let operations = document.operations().map_err(Refusal::OtherOperation)?;
    let (method, url) = (&page.method.text, &page.url.text);
    let (operation, server, moved_to) =
        if let Some((operation, server)) = endpoint::find(&operations, method, url) {
            (operation, server, None)
        } else {
            let likely = operations.iter().find_map(|operation| {
                let (server, path) = moved::match_endpoint(document, operation, method, url)?;
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
    Comparison {
        document,
        source,
        page: &page,
        operation,
        server,
        moved_to,
    }
    .reading(drawn)
}

/// Compares a page with the operation that it shows.
struct Comparison<'h> {
    document: &'h Document,
    source: &'h Source,
    page: &'h Page,
    operation: &'h Operation<'h>,
    /// The server that the page shows before the path.
    server: String,
    /// The method and path that the page shows, if the contract has others.
    moved_to: Option<(String, String)>,
}

impl Comparison<'_> {
    fn reading(&self, drawn: Vec<DrawnLine>) -> Result<Reading, Refusal> {
        let (page, form) = (self.page, self.page.form);
        let facts = self.document.facts();
        let targets = Targets::new(self.document, self.operation, &facts);
        let mut compared = targets.stated(&drawn);
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
            kept_examples: Vec::new(),
            ends_early: false,
            not_compared: Vec::new(),
            unread: page.unfilled.clone(),
        };
        let renamed = endpoint::renamed(self.operation, page);
        let agreement = align::agreement(&drawn, &page.lines, form);
        let (drawn, lines) = match agreement.filter(|_| renamed.is_empty()) {
            Some(lines) => {
                reading.prose = targets.prose(page, &drawn, &lines);
                self.state_endpoint(&mut reading.stated, false);
                (drawn, lines)
            }
            None => self.explain(&mut reading, renamed, &drawn)?,
        };
        reading.digest = digest_of(page, &drawn, &lines);
        let is_callbacks = |line: &PageLine| line.text == "Callbacks";
        let has_callbacks = page.lines.iter().any(is_callbacks);
        reading.not_compared = not_compared::of(form, has_callbacks);
        Ok(reading)
    }

    /// Searches for the edits of the operation after which its drawing matches the page. Returns
    /// that drawing, and for each line of the page the index of its drawn line.
    fn explain(
        &self,
        reading: &mut Reading,
        renamed: Vec<(String, String)>,
        contract: &[DrawnLine],
    ) -> Result<(Vec<DrawnLine>, Vec<usize>), Refusal> {
        let (page, form) = (self.page, self.page.form);
        let search = Search {
            contract: self.document,
            operation: self.operation,
            form,
            source: self.source,
            span: &page.method.span,
            drawn: contract,
            shown: &page.lines,
            renamed,
        };
        let explanations = match search.explain() {
            Outcome::Explained(explanations) => explanations,
            Outcome::Unexplained {
                line,
                expected,
                may_end,
            } => {
                layout::refuse_lost_layout(self.source, contract, page)?;
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
            let targets = Targets::new(edited, operation, &facts);
            let (drawn, lines) = (&explanation.drawn, &explanation.alignment);
            let stated_by = targets.lines(drawn, lines);
            if aligned.is_none() {
                reading.prose = targets.prose(page, drawn, lines);
                let first_line = |schema: &String| {
                    let is_it = |at: &usize| {
                        let line = &drawn[*at];
                        line.role == Role::Code && *line.pointers == **schema
                    };
                    lines
                        .iter()
                        .position(is_it)
                        .map(|at| page.lines[at].span.clone())
                };
                let kept = explanation.kept_examples.iter();
                reading.kept_examples = kept.filter_map(first_line).collect();
                reading.ends_early =
                    matches!(form, Form::Imported | Form::Copied) && ends_early(contract, drawn);
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

    /// Returns where the contract states what the URL shows: the server and the names of the path
    /// parameters.
    fn stated_by_url(&self, facts: &Facts) -> Vec<Span> {
        let mut spans = Vec::new();
        if self.page.form != Form::Static {
            spans.push(self.server_span());
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

    /// Returns the position of the server's URL in the contract.
    fn server_span(&self) -> Span {
        let own = self.operation.node.get("servers");
        let servers = own.or_else(|| self.document.root().get("servers"));
        let first = servers.and_then(|it| it.elements().next()?.get("url"));
        first.map_or_else(|| self.operation.span.clone(), |url| url.span.clone())
    }

    /// Returns the position of the path in the contract.
    fn path_span(&self) -> Span {
        let paths = self.document.root().get("paths");
        let mut items = paths.into_iter().flat_map(Node::members);
        let item = items.find(|(path, _)| *path == self.operation.path);
        item.map_or_else(
            || self.operation.span.clone(),
            |(_, member)| member.key_span.clone(),
        )
    }

    /// Adds the facts that the line with the method and the URL states.
    fn state_endpoint(&self, facts: &mut Facts, is_expected: bool) {
        let root = facts.root();
        let url = &self.page.url;
        let (server, span) = if is_expected {
            let server = draw::url(self.document, self.operation, self.page.form);
            let path = endpoint::shown_path(self.operation.path);
            let server = server.strip_suffix(path.as_str()).unwrap_or_default();
            (server.to_owned(), self.server_span())
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
            (
                &here.0,
                &here.1,
                self.operation.span.clone(),
                self.path_span(),
            )
        } else {
            (
                method,
                path,
                self.page.method.span.clone(),
                url.span.clone(),
            )
        };
        let step = step(self.operation);
        let parts = &facts.subject(root).parts;
        if let Some(id) = parts.iter().find(|it| it.step == step).map(|it| it.subject) {
            let operation = &mut facts.subject_mut(id).facts;
            operation.retain(|fact| !matches!(fact.keyword.as_str(), "method" | "path"));
            operation.push(Fact::new("method", method.as_str(), at));
            operation.push(Fact::new("path", path.as_str(), of));
        }
    }
}

fn step(operation: &Operation<'_>) -> Step {
    Step::Operation {
        method: operation.method.clone(),
        path: operation.path.to_owned(),
    }
}

/// Keeps the facts about one operation. `allOf` is dropped: it names components, which no page
/// shows.
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

/// Returns whether the last response of a drawing has lost its content.
fn ends_early(before: &[DrawnLine], after: &[DrawnLine]) -> bool {
    let (Some(before), Some(after)) = (before.last(), after.last()) else {
        return false;
    };
    let content = format!("{}/content", after.pointers);
    matches!(after.role, Role::Prose(_)) && before.pointers.starts_with(&content)
}

fn digest_of(page: &Page, drawn: &[DrawnLine], alignment: &[usize]) -> String {
    let is_prose = |at: usize| {
        let line = alignment.get(at).and_then(|&it| drawn.get(it));
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
