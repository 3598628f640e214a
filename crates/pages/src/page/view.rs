//! What a page states, as facts. The contract's view and a page are both put through here, so that
//! what a page cannot say is missing from both.

mod values;

use values::parsed;
pub(super) use values::typed;

use super::{Form, Item, Kind, Media, Page, Prose, Response, Text};
use contract::facts::{Address, Fact, Facts, Part, Step, Subject, SubjectId};
use contract::{ParameterPlace, Span};

/// What a page says, and what it says in prose.
pub(super) struct View {
    pub(super) facts: Facts,
    pub(super) prose: Vec<(Address, String, Span)>,
    /// What looks like a constraint and makes no sense as one.
    pub(super) unread: Vec<(Span, String)>,
}

/// The operation that a page shows, in the words of the contract, and the server in front of it.
pub(super) struct Endpoint<'e> {
    pub(super) method: &'e str,
    pub(super) path: &'e str,
    pub(super) server: &'e str,
    /// The method and path that the page shows, stated as facts where the page's are not those of
    /// the contract.
    pub(super) moved_to: Option<&'e (String, String)>,
}

/// Puts a page into facts; `of_contract` says that the page is the contract's own view.
pub(super) fn of(page: &Page, endpoint: &Endpoint<'_>, of_contract: bool) -> View {
    let mut writer = Writer {
        facts: Facts::new(page.source.clone()),
        prose: Vec::new(),
        unread: Vec::new(),
        form: page.form,
        of_contract,
    };
    writer.page(page, endpoint);
    View {
        facts: writer.facts,
        prose: writer.prose,
        unread: writer.unread,
    }
}

struct Writer {
    facts: Facts,
    prose: Vec<(Address, String, Span)>,
    unread: Vec<(Span, String)>,
    form: Form,
    of_contract: bool,
}

impl Writer {
    fn page(&mut self, page: &Page, endpoint: &Endpoint<'_>) {
        let root = self.facts.root();
        if !endpoint.server.is_empty() && self.form != Form::Static {
            let span = page.url.span.start
                ..(page.url.span.start + endpoint.server.len()).min(page.url.span.end.max(1));
            self.part(
                root,
                Step::Server(endpoint.server.to_owned()),
                Subject::default(),
                Vec::new(),
                if self.of_contract {
                    page.url.span.clone()
                } else {
                    span
                },
            );
        }
        let step = Step::Operation {
            method: endpoint.method.to_owned(),
            path: endpoint.path.to_owned(),
        };
        let address = Address::default().then(step.clone());
        let mut subject = Subject {
            span: page.method.span.clone(),
            ..Subject::default()
        };
        if let Some(span) = &page.deprecated {
            subject
                .facts
                .push(Fact::new("deprecated", true, span.clone()));
        }
        if let Some((method, path)) = endpoint.moved_to {
            let fact = |keyword: &str, value: &String, shown: &Text| {
                Fact::new(keyword, value.as_str(), shown.span.clone())
            };
            subject.facts.push(fact("method", method, &page.method));
            subject.facts.push(fact("path", path, &page.url));
        }
        if let (Form::Static, Some(span)) = (self.form, &page.request) {
            subject.facts.push(Fact::new("request", true, span.clone()));
        }
        let operation = self.part(root, step, subject, Vec::new(), page.method.span.clone());
        if let Some(title) = &page.title {
            self.prose
                .push((address.clone(), title.text.clone(), title.span.clone()));
            if let Some(last) = self.prose.last_mut() {
                last.0 = address.then(Step::Other("summary".to_owned()));
            }
        }
        self.say(&address, &page.description);
        if self.form == Form::Static {
            self.path_parameters(operation, page);
        } else {
            for item in &page.parameters {
                self.item(operation, &address, item);
            }
            if let Some(body) = &page.body {
                let address = address.then(Step::RequestBody);
                let mut subject = Subject {
                    span: body.span.clone(),
                    ..Subject::default()
                };
                if let Some(span) = &body.required {
                    subject
                        .facts
                        .push(Fact::new("required", true, span.clone()));
                }
                self.say(&address, &body.description);
                let id = self.part(
                    operation,
                    Step::RequestBody,
                    subject,
                    Vec::new(),
                    body.span.clone(),
                );
                for media in &body.media {
                    self.media(id, &address, media);
                }
            }
        }
        for response in &page.responses {
            self.response(operation, &address, response);
        }
    }

    /// Of its parameters, a page as it is served shows the names that are in the path.
    fn path_parameters(&mut self, operation: SubjectId, page: &Page) {
        let url = &page.url;
        let mut at = 0;
        for segment in url.text.split('/') {
            if let Some(name) = segment.strip_prefix(':') {
                let span = if self.of_contract {
                    url.span.clone()
                } else {
                    url.span.start + at..url.span.start + at + segment.len()
                };
                let step = Step::Parameter(ParameterPlace::Path, name.to_owned());
                let subject = Subject {
                    span: span.clone(),
                    ..Subject::default()
                };
                self.part(operation, step, subject, Vec::new(), span);
            }
            at += segment.len() + 1;
        }
    }

    fn response(&mut self, operation: SubjectId, address: &Address, response: &Response) {
        let Some(status) = &response.status else {
            return;
        };
        let step = Step::Response(status.text.clone());
        let address = address.then(step.clone());
        let subject = Subject {
            span: response.span.clone(),
            ..Subject::default()
        };
        let id = self.part(operation, step, subject, Vec::new(), status.span.clone());
        self.say(&address, &response.description);
        for header in &response.headers {
            self.item(id, &address, header);
        }
        if self.form == Form::Static {
            return;
        }
        for media in &response.media {
            self.media(id, &address, media);
        }
    }

    fn media(&mut self, parent: SubjectId, address: &Address, media: &Media) {
        let name = media
            .name
            .as_ref()
            .map_or_else(|| "*".to_owned(), |name| name.text.clone());
        let step = Step::MediaType(name);
        let address = address.then(step.clone());
        let facts = media
            .examples
            .iter()
            .map(|example| {
                let name = example.label.as_ref().map_or("", |label| &label.text);
                Fact::new(
                    format!("examples/{name}"),
                    parsed(&example.code.text),
                    example.code.span.clone(),
                )
            })
            .collect();
        let span = media
            .name
            .as_ref()
            .map_or_else(|| media.span.clone(), |name| name.span.clone());
        let mut subject = Subject {
            span: media.span.clone(),
            ..Subject::default()
        };
        let roots = media.schema.iter().filter(|item| item.kind == Kind::Root);
        for root in roots {
            self.extend(&mut subject.facts, root);
        }
        let id = self.part(parent, step, subject, facts, span);
        self.items(id, &address, &media.schema);
        let summaries = media.examples.iter();
        let summaries: Vec<Text> = summaries
            .flat_map(|example| example.description.0.clone())
            .collect();
        self.say(&address, &Prose(summaries));
    }

    fn items(&mut self, parent: SubjectId, address: &Address, items: &[Item]) {
        for item in items {
            self.item(parent, address, item);
        }
    }

    fn item(&mut self, parent: SubjectId, address: &Address, item: &Item) {
        let step = match &item.kind {
            Kind::Parameter(place) => Step::Parameter(*place, item.name.text.clone()),
            Kind::Header => Step::Header(item.name.text.clone()),
            Kind::Property => Step::Property(item.name.text.clone()),
            Kind::Values => Step::Values,
            Kind::Items => Step::Items,
            Kind::Choice(keyword) => Step::Choice(keyword.clone(), item.name.text.clone()),
            Kind::Root => {
                // What is said of the whole schema was taken in already.
                self.say(address, &item.description);
                self.items(parent, address, &item.items);
                return;
            }
        };
        let address = address.then(step.clone());
        let values = self.values_of(item);
        // A schema that several places share is told from others by where it stands.
        let shared = item.origin.as_ref().filter(|_| self.of_contract);
        let span = shared.map_or_else(|| item.name.span.clone(), |origin| origin.span.clone());
        let mut subject = Subject {
            span,
            facts: values.own,
            ..Subject::default()
        };
        for nested in item.items.iter().filter(|nested| nested.kind == Kind::Root) {
            self.extend(&mut subject.facts, nested);
        }
        let mut placed = Vec::new();
        if let Some(span) = &item.required {
            placed.push(Fact::new("required", true, span.clone()));
        }
        if let Some(span) = &item.deprecated {
            let fact = Fact::new("deprecated", true, span.clone());
            if matches!(item.kind, Kind::Parameter(_) | Kind::Header) {
                placed.push(fact);
            } else {
                subject.facts.push(fact);
            }
        }
        let id = self.part(parent, step, subject, placed, item.name.span.clone());
        self.say(&address, &item.description);
        let nested_elements = item.items.iter().find(|nested| nested.kind == Kind::Items);
        if values.array {
            let elements = self.part(
                id,
                Step::Items,
                Subject {
                    span: item.label.span.clone(),
                    facts: values.items,
                    ..Subject::default()
                },
                Vec::new(),
                nested_elements.map_or_else(
                    || item.label.span.clone(),
                    |nested| nested.name.span.clone(),
                ),
            );
            if let Some(nested) = nested_elements {
                self.items(elements, &address.then(Step::Items), &nested.items);
            }
        }
        for nested in &item.items {
            if !(values.array && nested.kind == Kind::Items) {
                self.item(id, &address, nested);
            }
        }
    }

    /// Takes in what is said of a whole schema by an item without a name.
    fn extend(&mut self, facts: &mut Vec<Fact>, root: &Item) {
        for fact in self.values_of(root).own {
            if facts.iter().any(|known| known.keyword == fact.keyword) {
                let why = format!("`{}` only once in its place", fact.keyword);
                self.unread.push((fact.span, why));
            } else {
                facts.push(fact);
            }
        }
    }

    fn part(
        &mut self,
        parent: SubjectId,
        step: Step,
        subject: Subject,
        facts: Vec<Fact>,
        span: Span,
    ) -> SubjectId {
        let known = self
            .facts
            .subject(parent)
            .parts
            .iter()
            .any(|part| part.step == step);
        let id = self.facts.add(subject);
        if known {
            self.unread
                .push((span, format!("`{step}` only once in its place")));
        } else {
            self.facts.subject_mut(parent).parts.push(Part {
                step,
                subject: id,
                facts,
                span,
            });
        }
        id
    }

    fn say(&mut self, address: &Address, prose: &Prose) {
        let (Some(first), Some(last)) = (prose.0.first(), prose.0.last()) else {
            return;
        };
        let text: Vec<&str> = prose.0.iter().map(|text| text.text.as_str()).collect();
        self.prose.push((
            address.clone(),
            text.join("\n\n"),
            first.span.start..last.span.end.max(first.span.start),
        ));
    }
}
