//! The article: title, address, description, request, responses, callbacks.

use super::dom::Id;
use super::furniture::is_placeholder;
use super::reader::Reader;
use crate::page::{Body, Callback, DEPRECATED, Item, Prose, Refusal, Response, Text};
use contract::{Diagnostic, ParameterPlace, Span};

/// What an operation, or a callback, shows.
#[derive(Default)]
pub(super) struct Article {
    pub(super) title: Option<Text>,
    pub(super) method: Option<Text>,
    pub(super) url: Option<Text>,
    pub(super) deprecated: Option<Span>,
    pub(super) description: Prose,
    pub(super) parameters: Vec<Item>,
    pub(super) body: Option<Body>,
    pub(super) responses: Vec<Response>,
    pub(super) callbacks: Vec<Callback>,
    /// The heading of the request.
    pub(super) request: Option<Span>,
    /// Whether that heading was asked for and is not there.
    unheaded: bool,
    /// Whether the description is over.
    described: bool,
    /// Where the scripts have not put anything yet.
    pub(super) placeholders: Vec<Id>,
}

impl Reader<'_> {
    /// What stands in the article.
    pub(super) fn article(&mut self, container: Id) -> Result<Article, Refusal> {
        self.operation(container, Article::default())
    }

    fn operation(&mut self, container: Id, mut article: Article) -> Result<Article, Refusal> {
        let tree = self.tree;
        let mut prose = Vec::new();
        for id in self.shown(container) {
            if tree.has_class(id, "openapi__heading") && article.title.is_none() {
                article.title = Some(self.line_of(id));
            } else if tree.has_class(id, "openapi__method-endpoint") && article.method.is_none() {
                self.endpoint(id, &mut article)?;
            } else if prose.is_empty() && self.is_deprecation(id) && article.deprecated.is_none() {
                self.deprecation(id, &mut article);
            } else if self.is_section(id) {
                article.described = true;
                self.section(id, &mut article)?;
            } else if article.described {
                self.unread(id, "parameters, a body, responses, or callbacks");
            } else {
                prose.push(id);
            }
        }
        article.description.0.extend(self.prose(&prose).0);
        Ok(article)
    }

    fn endpoint(&mut self, id: Id, article: &mut Article) -> Result<(), Refusal> {
        let tree = self.tree;
        for part in self.shown(id) {
            if tree.has_class(part, "badge") && article.method.is_none() {
                article.method = Some(self.line_of(part));
            } else if tree.has_class(part, "openapi__method-endpoint-path") && article.url.is_none()
            {
                article.url = Some(self.line_of(part));
            } else {
                self.unread(part, "a method and a path, each once");
            }
        }
        if article.method.is_some() && article.url.is_some() {
            return Ok(());
        }
        Err(Refusal::NotAPage(
            Diagnostic::new(
                self.source,
                tree.span(id),
                "expected the method and the path of an operation here",
            )
            .with_label("one of the two, or both, are missing")
            .with_help("give the page of one operation; the page of a webhook shows no path"),
        ))
    }

    fn is_deprecation(&self, id: Id) -> bool {
        let heading = self
            .shown(id)
            .into_iter()
            .find(|&part| self.tree.has_hashed_class(part, "admonitionHeading"));
        self.tree.has_class(id, "theme-admonition-caution")
            && heading.is_some_and(|heading| self.peek(heading) == "deprecated")
    }

    /// The mark of a deprecated operation, and what it says beside the theme's own sentence.
    fn deprecation(&mut self, id: Id, article: &mut Article) {
        let mut notice = Vec::new();
        for part in self.shown(id) {
            if !self.tree.has_hashed_class(part, "admonitionHeading") {
                notice.extend(self.prose(&[part]).0);
            } else if article.deprecated.is_none() {
                article.deprecated = self.mark(part, "deprecated");
            } else {
                self.unread(part, "the mark `deprecated`, once");
            }
        }
        match notice.as_slice() {
            [] => self.note(self.tree.span(id), "what it means that this is deprecated"),
            [sentence] if sentence.text == DEPRECATED => {}
            _ => article.description.0.append(&mut notice),
        }
    }

    fn is_section(&self, id: Id) -> bool {
        let tree = self.tree;
        tree.has_class(id, "openapi-tabs__heading")
            || (tree.is(id, "details") && tree.has_class(id, "openapi-markdown__details"))
            || tree.has_class(id, "openapi-tabs__container")
            || (tree.is(id, "div") && tree.has_class(id, "tabs-container") && self.is_body(id))
            || is_placeholder(tree, id)
            || self.is_callbacks(id)
    }

    fn is_body(&self, id: Id) -> bool {
        let tree = self.tree;
        tree.descendants(id)
            .any(|node| tree.has_class(node, "openapi-tabs__mime"))
    }

    fn is_callbacks(&self, id: Id) -> bool {
        self.tree.is_plain(id, "div")
            && self.shown(id).first().is_some_and(|&first| {
                self.tree.has_class(first, "openapi-tabs__heading")
                    && self.peek(first) == "Callbacks"
            })
    }

    fn section(&mut self, id: Id, article: &mut Article) -> Result<(), Refusal> {
        let tree = self.tree;
        if is_placeholder(tree, id) {
            article.placeholders.push(id);
        } else if tree.has_class(id, "openapi-tabs__heading") {
            let heading = self.line_of(id);
            let begins = article.parameters.is_empty()
                && article.body.is_none()
                && article.responses.is_empty()
                && article.placeholders.is_empty();
            if heading.text != "Request" || article.request.is_some() || !begins {
                self.note(heading.span, "the heading `Request`, once");
            } else {
                article.request = Some(heading.span);
            }
        } else if tree.is(id, "details") {
            self.parameter_section(id, article)?;
        } else if tree.has_class(id, "tabs-container") {
            if article.body.is_some() {
                self.unread(id, "one body");
            } else {
                self.body(id, article)?;
            }
        } else if tree.has_class(id, "openapi-tabs__container") {
            if article.responses.is_empty() {
                self.responses(id, article)?;
            } else {
                self.unread(id, "the responses, once");
            }
        } else {
            self.callbacks(id, article)?;
        }
        Ok(())
    }

    fn parameter_section(&mut self, id: Id, article: &mut Article) -> Result<(), Refusal> {
        let tree = self.tree;
        let Some(details) = self.details(id) else {
            return Ok(());
        };
        let heading = match self.shown(details.summary).as_slice() {
            [heading]
                if tree.has_class(*heading, "openapi-markdown__details-summary-header-params") =>
            {
                *heading
            }
            _ => {
                self.unread(id, "the parameters of one place");
                return Ok(());
            }
        };
        let place = match self.peek(heading).as_str() {
            "Path Parameters" => ParameterPlace::Path,
            "Query Parameters" => ParameterPlace::Query,
            "Header Parameters" => ParameterPlace::Header,
            "Cookie Parameters" => ParameterPlace::Cookie,
            _ => {
                self.unread(id, "path, query, header, or cookie parameters");
                return Ok(());
            }
        };
        let heading = self.line_of(heading);
        self.needs_request(&heading.span, article);
        for part in self.shown(details.content) {
            if tree.is(part, "ul") {
                article.parameters.extend(self.parameters(part, place)?);
            } else {
                self.unread(part, "parameters");
            }
        }
        Ok(())
    }

    /// Lists what stands under no heading `Request`.
    pub(super) fn needs_request(&mut self, at: &Span, article: &mut Article) {
        if article.request.is_none() && !article.unheaded {
            self.note(at.clone(), "the heading `Request` above this");
            article.unheaded = true;
        }
    }

    fn callbacks(&mut self, id: Id, article: &mut Article) -> Result<(), Refusal> {
        let tree = self.tree;
        for (index, part) in self.shown(id).into_iter().enumerate() {
            if index == 0 {
                // `is_callbacks` has seen what it says.
                self.line_of(part);
            } else if tree.has_class(part, "tabs-container") && article.callbacks.is_empty() {
                for (label, panel) in self.tabs(part, "openapi-tabs__operation")? {
                    // A callback shows its body without a heading above it.
                    let empty = Article {
                        request: Some(label.span.clone()),
                        ..Article::default()
                    };
                    let inner = self.operation(panel, empty)?;
                    article.placeholders.extend(inner.placeholders);
                    let (Some(method), Some(url)) = (inner.method, inner.url) else {
                        self.note(tree.span(panel), "the method and the path of a callback");
                        continue;
                    };
                    article.callbacks.push(Callback {
                        label,
                        method,
                        url,
                        description: inner.description,
                        body: inner.body,
                        responses: inner.responses,
                    });
                }
            } else {
                self.unread(part, "the callbacks, once");
            }
        }
        Ok(())
    }
}
