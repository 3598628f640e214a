//! An OpenAPI document, 3.0 or 3.1, as a typed view over its tree.
//!
//! The view loses nothing: every part keeps the [`Node`] it was read from, so that a keyword no
//! accessor knows is still there, with its place.

mod facts;
mod operation;
mod reached;
mod reference;
mod schema;

use std::collections::BTreeSet;

pub use operation::{
    Example, Header, MediaType, Operation, Parameter, ParameterPlace, RequestBody, Response,
};
pub use reference::{Resolved, pointer_keys};
pub use schema::Schema;

use crate::diagnostic::Diagnostic;
use crate::json;
use crate::source::{Source, Span};
use crate::tree::{Data, Member, Node};

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
        let root = read_tree(&source)?;
        let document = Self { source, root };
        document.check_version()?;
        Ok(document)
    }

    /// Says what keeps the document from being read in full: paths or operations that are none, or a
    /// `$ref` that leads nowhere, back to itself, or out of the document.
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

    /// The version of OpenAPI that the document is written in, as it says.
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

    fn check_paths(&self) -> Result<(), Diagnostic> {
        let Some(paths) = self.root.member("paths") else {
            if self.dialect() == Dialect::V3_1 && self.root.get("webhooks").is_some() {
                return Ok(());
            }
            return Err(self
                .diagnostic(self.root.span.clone(), "the document has no `paths`")
                .with_help("add the operations under `paths`"));
        };
        self.expect_mapping(paths, "`paths`")?;
        for (path, member) in paths.value.members() {
            if path.starts_with("x-") {
                continue;
            }
            let item = self.resolve(&member.value)?.node;
            if matches!(item.data, Data::Null) {
                continue;
            }
            self.expect_mapping(member, &format!("the path item `{path}`"))?;
            for (method, operation) in item.members() {
                if operation::METHODS.contains(&method)
                    && !matches!(operation.value.data, Data::Null)
                {
                    self.expect_mapping(operation, &format!("the operation `{method} {path}`"))?;
                }
            }
        }
        Ok(())
    }

    fn expect_mapping(&self, member: &Member, what: &str) -> Result<(), Diagnostic> {
        match self.resolve(&member.value)?.node {
            Node {
                data: Data::Mapping(_),
                ..
            } => Ok(()),
            other => Err(self.diagnostic(
                member.key_span.clone(),
                format!("{what} has to be a mapping, this is {}", other.kind()),
            )),
        }
    }

    fn check_references(&self) -> Result<(), Diagnostic> {
        let mut seen = BTreeSet::new();
        self.check_references_below(&self.root, Holds::Keywords, &mut seen)
    }

    fn check_references_below<'d>(
        &'d self,
        node: &'d Node,
        holds: Holds,
        seen: &mut BTreeSet<&'d str>,
    ) -> Result<(), Diagnostic> {
        if holds != Holds::Names
            && let Some(text) = node.get("$ref").and_then(Node::as_str)
            && seen.insert(text)
        {
            self.resolve(node)?;
        }
        if holds == Holds::Data {
            return Ok(());
        }
        for element in node.elements() {
            self.check_references_below(element, holds, seen)?;
        }
        for (key, member) in node.members() {
            let below = match (holds, key) {
                // A member that is called like a keyword is a name like any other.
                (Holds::Names, _) => Holds::Keywords,
                (Holds::Examples, _) => Holds::Data,
                (_, "examples") if matches!(member.value.data, Data::Mapping(_)) => Holds::Examples,
                // What stands in an example is the vendor's data, whatever it looks like.
                (_, "example" | "examples" | "default" | "enum" | "const") => continue,
                (_, key) if key.starts_with("x-") => continue,
                (
                    _,
                    "properties" | "patternProperties" | "dependentSchemas" | "$defs"
                    | "definitions" | "schemas" | "responses" | "headers" | "requestBodies"
                    | "securitySchemes" | "links" | "callbacks" | "paths" | "pathItems"
                    | "webhooks" | "content" | "variables" | "mapping",
                ) => Holds::Names,
                _ => Holds::Keywords,
            };
            self.check_references_below(&member.value, below, seen)?;
        }
        Ok(())
    }
}

/// JSON where the text is JSON; a text that only begins like it may still be YAML.
fn read_tree(source: &Source) -> Result<Node, Diagnostic> {
    if !json::is_json(source.text()) {
        return Node::parse(source);
    }
    json::parse(source).or_else(|problem| Node::parse(source).map_err(|_| problem))
}

/// What the members of a mapping are.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Holds {
    /// Keywords of OpenAPI or JSON Schema.
    Keywords,
    /// Names that the document gives to what it holds.
    Names,
    /// Names of examples, each with the example's own keywords.
    Examples,
    /// Data: only a `$ref` in the place of all of it is one.
    Data,
}

/// What a document says of its version; without quotes, `3.1` is a number.
fn version_text(version: &Node) -> String {
    match &version.data {
        Data::Text(text) => text.clone(),
        Data::Number(number) => number.to_string(),
        _ => String::new(),
    }
}
