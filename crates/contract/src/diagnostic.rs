//! Messages about a place in a source.

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};

use crate::source::Site;
use crate::source::{Location, Source, Span};

/// Something wrong at one place of a source: what was found, what was expected, what to do.
#[derive(Clone, Debug, thiserror::Error)]
#[error("{}: {message}", self.location())]
pub struct Diagnostic {
    message: String,
    label: String,
    help: Option<String>,
    span: Span,
    text: Source,
}

impl Diagnostic {
    /// Says that something is wrong at `span`; `message` is a lowercase sentence without its stop.
    pub fn new(source: &Source, span: Span, message: impl Into<String>) -> Self {
        let end = span.end.min(source.text().len());
        let start = span.start.min(end);
        Self {
            message: message.into(),
            label: String::new(),
            help: None,
            span: start..end,
            text: source.clone(),
        }
    }

    /// Adds the few words that stand under the marked text.
    #[must_use]
    pub fn with_label(mut self, label: impl Into<String>) -> Self {
        self.label = label.into();
        self
    }

    /// Adds what to do about it.
    #[must_use]
    pub fn with_help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// What is wrong, without its place.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }

    /// The few words that stand under the marked text; empty where there are none.
    #[must_use]
    pub fn label(&self) -> &str {
        &self.label
    }

    /// What to do about it.
    #[must_use]
    pub fn help(&self) -> Option<&str> {
        self.help.as_deref()
    }

    /// Where it is.
    #[must_use]
    pub fn location(&self) -> Location {
        self.text.location(self.span.start)
    }

    /// Where it is, as a report shows it.
    #[must_use]
    pub fn site(&self) -> Site {
        Site {
            text: self.text.clone(),
            span: self.span.clone(),
            exact: true,
        }
    }

    /// Draws the message the way a compiler does: the line it is about, marked, and what to do.
    #[must_use]
    pub fn render(&self, color: bool) -> String {
        let (file, span) = self.text.file(self.span.start);
        let text = &self.text.text()[span.clone()];
        let within = |at: usize| at.clamp(span.start, span.end) - span.start;
        let marked = within(self.span.start)..within(self.span.end);
        let annotation = AnnotationKind::Primary.span(marked);
        let annotation = if self.label.is_empty() {
            annotation
        } else {
            annotation.label(self.label.as_str())
        };
        let mut group = Level::ERROR
            .primary_title(self.message.as_str())
            .element(Snippet::source(text).path(file).annotation(annotation));
        if let Some(help) = &self.help {
            group = group.element(Level::HELP.message(help.as_str()));
        }
        let renderer = if color {
            Renderer::styled()
        } else {
            Renderer::plain()
        };
        renderer.decor_style(DecorStyle::Ascii).render(&[group])
    }
}
