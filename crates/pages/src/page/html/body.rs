//! The body of a request.

use super::article::Article;
use super::dom::Id;
use super::reader::Reader;
use crate::page::{Body, Kind, Media, Prose, Refusal};
use contract::Span;

impl Reader<'_> {
    pub(super) fn body(&mut self, id: Id, article: &mut Article) -> Result<(), Refusal> {
        let tree = self.tree;
        let mut body: Option<Body> = None;
        let tabs = self.tabs(id, "openapi-tabs__mime")?;
        let alone = tabs.len() == 1;
        for (name, panel) in tabs {
            for part in self.shown(panel) {
                let Some(details) = (tree.is(part, "details") && tree.has_class(part, "mime"))
                    .then(|| self.details(part))
                    .flatten()
                else {
                    self.unread(part, "the body in this media type");
                    continue;
                };
                let mut shown = self.body_summary(details.summary);
                let mut schema = Vec::new();
                for part in self.shown(details.content) {
                    if tree.is_plain(part, "div") && schema.is_empty() {
                        shown.description.0.extend(self.prose(&[part]).0);
                    } else if tree.is(part, "ul") {
                        schema.extend(self.root_schema(part)?);
                    } else {
                        self.unread(part, "the schema of this body");
                    }
                }
                // The theme says `array` beside the heading of a body in a single media type.
                let is_array = schema.iter().any(|item| item.kind == Kind::Items);
                if shown.array && !is_array {
                    self.note(shown.span.clone(), "the brackets of an array below this");
                } else if !shown.array && alone && is_array {
                    self.note(shown.span.clone(), "the word `array`, as this is one");
                }
                let body = body.get_or_insert_with(|| Body {
                    required: shown.required.clone(),
                    description: shown.description.clone(),
                    media: Vec::new(),
                    span: shown.span.clone(),
                });
                let same = same_prose(&body.description, &shown.description)
                    && body.required.is_some() == shown.required.is_some();
                if !same {
                    self.note(
                        shown.span.clone(),
                        "the same description and mark in each media type",
                    );
                }
                body.media.push(Media {
                    span: name.span.clone(),
                    name: Some(name.clone()),
                    schema,
                    examples: Vec::new(),
                    sampled: None,
                });
            }
        }
        if let Some(body) = &body {
            self.needs_request(&body.span, article);
        }
        article.body = body;
        Ok(())
    }

    fn body_summary(&mut self, summary: Id) -> BodySummary {
        let tree = self.tree;
        let mut shown = BodySummary {
            required: None,
            array: false,
            description: Prose::default(),
            span: tree.span(summary),
        };
        let mut titled = false;
        for (index, heading) in self.shown(summary).into_iter().enumerate() {
            let class = "openapi-markdown__details-summary-header-body";
            if index > 0 || !tree.has_class(heading, class) {
                self.unread(heading, "the heading `Body`, once");
                continue;
            }
            shown.span = tree.span(heading);
            for part in self.shown(heading) {
                if tree.text(part).is_some_and(|text| text == "Body") && !titled {
                    self.account(part);
                    titled = true;
                } else if tree.has_class(part, "openapi-schema__required")
                    && shown.required.is_none()
                {
                    shown.required = self.mark(part, "required");
                } else if tree.is_plain(part, "span") && !shown.array {
                    shown.array = self.mark(part, "array").is_some();
                } else {
                    self.unread(part, "`Body`, and `required` where it is");
                }
            }
        }
        if !titled {
            self.note(tree.span(summary), "the heading `Body`");
        }
        shown
    }
}

/// What stands above the schema of a body.
struct BodySummary {
    required: Option<Span>,
    array: bool,
    description: Prose,
    span: Span,
}

fn same_prose(one: &Prose, other: &Prose) -> bool {
    let texts =
        |prose: &Prose| -> Vec<String> { prose.0.iter().map(|text| text.text.clone()).collect() };
    texts(one) == texts(other)
}
