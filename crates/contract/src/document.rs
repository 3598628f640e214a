//! An OpenAPI document, 3.0 or 3.1, as a typed view over its tree.
//!
//! The view loses nothing: every part keeps the [`Node`] it was read from, so that a keyword no
//! accessor knows is still there, with its place.

mod operation;
mod reference;
mod schema;

use std::collections::BTreeSet;

pub use operation::{Example, MediaType, Operation, Parameter, ParameterPlace, Response};
pub use schema::Schema;

use crate::diagnostic::Diagnostic;
use crate::source::{Source, Span};
use crate::tree::{Data, Node};

/// An OpenAPI document in which every reference leads somewhere.
#[derive(Debug)]
pub struct Document {
    source: Source,
    root: Node,
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
    /// Reads an OpenAPI document.
    ///
    /// # Errors
    ///
    /// A text that is not YAML or JSON, is no OpenAPI 3.0 or 3.1 document, or has a `$ref` that
    /// leads nowhere or out of the document.
    pub fn read(source: Source) -> Result<Self, Diagnostic> {
        let root = Node::parse(&source)?;
        let document = Self { source, root };
        document.check_version()?;
        document.check_paths()?;
        document.check_references()?;
        Ok(document)
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
        match self.root.get("openapi").and_then(Node::as_str) {
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

    /// The named schemas of `components`, in order.
    pub fn schemas(&self) -> impl Iterator<Item = Schema<'_>> {
        self.root
            .get("components")
            .and_then(|components| components.get("schemas"))
            .into_iter()
            .flat_map(Node::members)
            .map(|(name, member)| Schema::named(self, name, &member.value))
    }

    /// The operations, in the order of the document.
    ///
    /// # Errors
    ///
    /// A part that is not what OpenAPI wants in its place.
    pub fn operations(&self) -> Result<Vec<Operation<'_>>, Diagnostic> {
        operation::read_all(self)
    }

    /// A message about a place in this document.
    pub fn diagnostic(&self, span: Span, message: impl Into<String>) -> Diagnostic {
        Diagnostic::new(&self.source, span, message)
    }

    fn check_version(&self) -> Result<(), Diagnostic> {
        let help = "start the file with `openapi: 3.0.3`";
        let Some(version) = self.root.get("openapi") else {
            return Err(self
                .diagnostic(
                    self.root.span.clone(),
                    "this is not an OpenAPI document: it has no `openapi` member",
                )
                .with_help(help));
        };
        match version.as_str() {
            Some(text) if text.starts_with("3.0.") || text.starts_with("3.1.") => Ok(()),
            _ => Err(self
                .diagnostic(
                    version.span.clone(),
                    "this OpenAPI version is not known here",
                )
                .with_label("expected `3.0.x` or `3.1.x` as a string")
                .with_help(help)),
        }
    }

    fn check_paths(&self) -> Result<(), Diagnostic> {
        match self.root.member("paths") {
            Some(paths) if matches!(paths.value.data, Data::Mapping(_)) => Ok(()),
            Some(paths) => Err(self.diagnostic(
                paths.key_span.clone(),
                format!(
                    "`paths` has to be a mapping, this is {}",
                    paths.value.kind()
                ),
            )),
            None => Err(self
                .diagnostic(self.root.span.clone(), "the document has no `paths`")
                .with_help("add the operations under `paths`")),
        }
    }

    fn check_references(&self) -> Result<(), Diagnostic> {
        let mut seen = BTreeSet::new();
        self.check_references_below(&self.root, &mut seen)
    }

    fn check_references_below<'d>(
        &'d self,
        node: &'d Node,
        seen: &mut BTreeSet<&'d str>,
    ) -> Result<(), Diagnostic> {
        if let Some(text) = node.get("$ref").and_then(Node::as_str) {
            if seen.insert(text) {
                self.resolve(node)?;
            }
            return Ok(());
        }
        for element in node.elements() {
            self.check_references_below(element, seen)?;
        }
        for (key, member) in node.members() {
            // What stands in an example is the vendor's data, whatever it looks like.
            if !matches!(key, "example" | "examples" | "default" | "enum" | "const") {
                self.check_references_below(&member.value, seen)?;
            }
        }
        Ok(())
    }
}
