//! The document itself: its text, its tree, and its files.

use super::files::{Bundle, Files};
use crate::diagnostic::Diagnostic;
use crate::parse::parse;
use crate::source::{Source, Span};
use crate::tree::{Data, Node};

/// An OpenAPI document.
#[derive(Debug)]
pub struct Document {
    source: Source,
    root: Node,
    pub(super) bundle: Bundle,
}

/// Which OpenAPI a document is written in; schemas mean different things in the two.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// OpenAPI 3.0: `nullable`, boolean exclusive bounds.
    V3_0,
    /// OpenAPI 3.1: JSON Schema 2020-12.
    V3_1,
}

impl Document {
    /// Reads an OpenAPI document, as far as it can be read: what a stricter reader wants there,
    /// such as `info` or `responses`, may be missing.
    ///
    /// # Errors
    ///
    /// A text that is not YAML or JSON, or is no OpenAPI 3 document.
    pub fn read(source: Source) -> Result<Self, Diagnostic> {
        let root = parse(&source)?;
        let document = Self {
            source,
            root,
            bundle: Bundle::default(),
        };
        document.check_version()?;
        Ok(document)
    }

    /// A document from a tree whose places are in a source of another kind, such as a page. Its
    /// references lead to no other files.
    #[must_use]
    pub fn from_tree(source: Source, root: Node) -> Self {
        Self {
            source,
            root,
            bundle: Bundle::default(),
        }
    }

    /// Reads an OpenAPI document with the files that its references lead to; `path` is the
    /// document's own path among them, such as `openapi.yaml`.
    ///
    /// A file that cannot be read is an error where a reference to it is followed, and not here.
    ///
    /// # Errors
    ///
    /// A text that is not YAML or JSON, or is no OpenAPI 3 document.
    pub fn read_with(source: Source, path: &str, files: &dyn Files) -> Result<Self, Diagnostic> {
        let mut document = Self::read(source)?;
        (document.bundle, document.source) =
            Bundle::read(&document.source, &document.root, path, files);
        Ok(document)
    }

    /// The path of the file that a node stands in.
    pub(super) fn file_of(&self, node: &Node) -> &str {
        self.bundle.path_at(node.span.start)
    }

    /// What the document was read from.
    #[must_use]
    pub fn source(&self) -> &Source {
        &self.source
    }

    /// The whole tree.
    #[must_use]
    pub fn root(&self) -> &Node {
        &self.root
    }

    /// Which OpenAPI this is.
    #[must_use]
    pub fn dialect(&self) -> Dialect {
        let version = self.root.get("openapi").map(version_text);
        match version.as_deref() {
            Some("3" | "3.0") => Dialect::V3_0,
            Some(version) if version.starts_with("3.0.") => Dialect::V3_0,
            _ => Dialect::V3_1,
        }
    }

    /// The servers' URLs, in order.
    pub fn servers(&self) -> impl Iterator<Item = &str> {
        self.root
            .get("servers")
            .into_iter()
            .flat_map(Node::elements)
            .filter_map(|server| server.get("url")?.as_str())
    }

    /// A message about a place in this document.
    pub fn diagnostic(&self, span: Span, message: impl Into<String>) -> Diagnostic {
        Diagnostic::new(&self.source, span, message)
    }

    /// The version of OpenAPI that the document states.
    #[must_use]
    pub fn version(&self) -> String {
        self.root
            .get("openapi")
            .map(version_text)
            .unwrap_or_default()
    }

    /// Whether the document is written in a version that is read as 3.1 and may say more.
    #[must_use]
    pub fn is_newer(&self) -> bool {
        let version = self.version();
        let is_of = |known: &str| version == known || version.starts_with(&format!("{known}."));
        version != "3" && !is_of("3.0") && !is_of("3.1")
    }

    fn check_version(&self) -> Result<(), Diagnostic> {
        if let Some(swagger) = self.root.get("swagger") {
            return Err(self
                .diagnostic(
                    swagger.span.clone(),
                    "this is a Swagger document, which came before OpenAPI 3",
                )
                .with_label("expected `openapi: 3.0.x` or `3.1.x`")
                .with_help("convert it first, for example with `npx swagger2openapi FILE`"));
        }
        let Some(version) = self.root.get("openapi") else {
            return Err(self
                .diagnostic(
                    self.root.span.clone(),
                    "this is not an OpenAPI document: it has no `openapi` member",
                )
                .with_help("start the file with `openapi: 3.0.3`"));
        };
        match version_text(version).split('.').next() {
            Some("3") => Ok(()),
            _ => Err(self
                .diagnostic(
                    version.span.clone(),
                    "this OpenAPI version is not known here",
                )
                .with_label("expected `3.0.x` or `3.1.x`")
                .with_help("convert it to OpenAPI 3.0 or 3.1 first")),
        }
    }
}

/// The version that a document states; without quotes, `3.1` is a number.
fn version_text(version: &Node) -> String {
    match &version.data {
        Data::Text(text) => text.clone(),
        Data::Number(number) => number.to_string(),
        _ => String::new(),
    }
}
