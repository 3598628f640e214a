//! An OpenAPI document, 3.0 or 3.1, as a typed view over its tree.
//!
//! The view loses nothing: every part keeps the [`Node`] it was read from, so that a keyword no
//! accessor knows is still there, with its place.

mod facts;
mod operation;
mod reference;
mod schema;

use std::collections::BTreeSet;

pub use operation::{
    Example, Header, MediaType, Operation, Parameter, ParameterPlace, RequestBody, Response,
};
pub use reference::{Resolved, pointer_keys};
pub use schema::Schema;

use crate::diagnostic::Diagnostic;
use crate::source::{Source, Span};
use crate::tree::{Data, Node};

/// An OpenAPI document.
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
    /// Reads an OpenAPI document, as far as it can be read: what a stricter reader wants there,
    /// such as `info` or `responses`, may be missing.
    ///
    /// # Errors
    ///
    /// A text that is not YAML or JSON, or is no OpenAPI 3 document.
    pub fn read(source: Source) -> Result<Self, Diagnostic> {
        let root = Node::parse(&source)?;
        let document = Self { source, root };
        document.check_version()?;
        Ok(document)
    }

    /// Says what keeps the document from being a contract: paths that are none, or a `$ref` that
    /// leads nowhere or out of the document.
    ///
    /// # Errors
    ///
    /// The first of these, with its place.
    pub fn check(&self) -> Result<(), Diagnostic> {
        self.check_paths()?;
        self.check_references()
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

    /// The named schemas of `components`, in order.
    pub fn schemas(&self) -> impl Iterator<Item = Schema<'_>> {
        self.root
            .get("components")
            .and_then(|components| components.get("schemas"))
            .into_iter()
            .flat_map(Node::members)
            .map(|(name, member)| Schema::named(self, name, &member.value))
    }

    /// The schema that a node of this document holds or refers to.
    ///
    /// # Errors
    ///
    /// A reference that leads nowhere.
    pub fn schema<'d>(&'d self, node: &'d Node) -> Result<Schema<'d>, Diagnostic> {
        Schema::read(self, node)
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
        match version_text(version).split('.').next() {
            Some("3") => Ok(()),
            _ => Err(self
                .diagnostic(
                    version.span.clone(),
                    "this OpenAPI version is not known here",
                )
                .with_label("expected `3.0.x` or `3.1.x`")
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

/// What a document says of its version; without quotes, `3.1` is a number.
fn version_text(version: &Node) -> String {
    match &version.data {
        Data::Text(text) => text.clone(),
        Data::Number(number) => number.to_string(),
        _ => String::new(),
    }
}
