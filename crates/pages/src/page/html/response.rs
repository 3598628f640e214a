//! Responses, their headers, schemas, and examples.

use super::article::Article;
use super::dom::Id;
use super::furniture::is_placeholder;
use super::reader::Reader;
use crate::page::{Example, Item, Media, Prose, Refusal, Response, Text};

impl Reader<'_> {
    pub(super) fn responses(&mut self, id: Id, article: &mut Article) -> Result<(), Refusal> {
        let tree = self.tree;
        let headings: Vec<Id> = tree
            .descendants(id)
            .take_while(|&node| !tree.has_class(node, "margin-top--md"))
            .filter(|&node| tree.has_class(node, "openapi-tabs__response-header"))
            .collect();
        let known = match headings.as_slice() {
            [heading] => {
                let heading = self.line_of(*heading);
                matches!(heading.text.as_str(), "Responses" | "Callbacks Responses")
            }
            _ => false,
        };
        if !known {
            self.note(tree.span(id), "the heading `Responses`");
        }
        for (status, panel) in self.tabs(id, "openapi-tabs__response-list-container")? {
            let response = self.response(status, panel, article)?;
            article.responses.push(response);
        }
        Ok(())
    }

    fn response(
        &mut self,
        status: Text,
        panel: Id,
        article: &mut Article,
    ) -> Result<Response, Refusal> {
        let tree = self.tree;
        let mut response = Response {
            span: status.span.clone(),
            status: Some(status),
            description: Prose::default(),
            headers: Vec::new(),
            media: Vec::new(),
        };
        for (index, part) in self.shown(panel).into_iter().enumerate() {
            if is_placeholder(tree, part) {
                article.placeholders.push(part);
            } else if tree.is_plain(part, "div") && index == 0 {
                response.description = self.prose(&[part]);
            } else if tree.is(part, "details") && response.media.is_empty() {
                response.headers.extend(self.response_headers(part)?);
            } else if tree.has_class(part, "tabs-container") && response.media.is_empty() {
                for (name, panel) in self.tabs(part, "openapi-tabs__mime")? {
                    response.media.push(self.response_media(name, panel)?);
                }
            } else {
                self.unread(part, "a description, headers, or a body");
            }
        }
        Ok(response)
    }

    fn response_headers(&mut self, id: Id) -> Result<Vec<Item>, Refusal> {
        let tree = self.tree;
        let mut headers = Vec::new();
        let Some(details) = self.details(id) else {
            return Ok(headers);
        };
        let summary = self.line_of(details.summary);
        if summary.text != "Response Headers" {
            self.note(summary.span, "the heading `Response Headers`");
        }
        for part in self.shown(details.content) {
            if tree.is(part, "ul") {
                headers.extend(self.headers(part)?);
            } else {
                self.unread(part, "headers");
            }
        }
        Ok(headers)
    }

    fn response_media(&mut self, name: Text, panel: Id) -> Result<Media, Refusal> {
        let tree = self.tree;
        let mut media = Media {
            span: name.span.clone(),
            name: Some(name),
            schema: Vec::new(),
            examples: Vec::new(),
            sampled: None,
        };
        let parts = self.shown(panel);
        for (index, part) in parts.into_iter().enumerate() {
            if index > 0 || !tree.has_class(part, "openapi-tabs__schema-container") {
                self.unread(part, "the schema and the examples of this media type");
                continue;
            }
            for (index, (label, panel)) in self
                .tabs(part, "openapi-tabs__schema")?
                .into_iter()
                .enumerate()
            {
                if index > 0 {
                    media.examples.push(self.example(label, panel));
                    continue;
                }
                if label.text != "Schema" {
                    self.note(label.span, "the tab `Schema` first");
                }
                media.schema = self.response_schema(panel)?;
            }
        }
        Ok(media)
    }

    fn response_schema(&mut self, panel: Id) -> Result<Vec<Item>, Refusal> {
        let tree = self.tree;
        let parts = self.shown(panel);
        let ([part], true) = (
            parts.as_slice(),
            parts.iter().all(|&part| tree.is(part, "details")),
        ) else {
            self.note(tree.span(panel), "one box with a schema");
            return Ok(Vec::new());
        };
        let mut schema = Vec::new();
        let Some(details) = self.details(*part) else {
            return Ok(schema);
        };
        let summary = self.line_of(details.summary);
        if summary.text != "Schema" {
            self.note(summary.span, "the heading `Schema`");
        }
        for part in self.shown(details.content) {
            if tree.is(part, "ul") {
                schema.extend(self.root_schema(part)?);
            } else {
                self.unread(part, "a schema");
            }
        }
        Ok(schema)
    }

    fn example(&mut self, label: Text, panel: Id) -> Example {
        let tree = self.tree;
        let mut description = Prose::default();
        let mut code = None;
        // Code may be empty: then it shows nothing and is an example all the same.
        for part in tree.elements(panel) {
            let block = tree
                .has_class(part, "openapi-code__code-samples-container")
                .then(|| tree.descendants(part).find(|&node| tree.is(node, "pre")))
                .flatten();
            match block {
                Some(block) if code.is_none() => code = Some(self.code_block(block)),
                Some(_) => self.unread(part, "one example"),
                None => description.0.extend(self.prose(&[part]).0),
            }
        }
        Example {
            label: Some(label),
            description,
            code: code.unwrap_or_else(|| {
                self.note(tree.span(panel), "an example in a block of code");
                Text::default()
            }),
        }
    }
}
