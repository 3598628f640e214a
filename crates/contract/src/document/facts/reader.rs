//! What is known while the facts of a document are read.

use std::collections::{HashMap, HashSet};

use crate::document::root::Document;
use crate::facts::{Facts, SubjectId};
use crate::source::Span;
use crate::tree::Node;

/// What a node is read as: one that is a body and a schema at once is two subjects.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Role {
    Schema,
    Body,
    Response,
    Callback,
}

pub(super) struct Reader<'d> {
    pub(super) document: &'d Document,
    pub(super) facts: Facts,
    /// The subjects by the nodes they were read from, so that what is shared is read once.
    pub(super) known: HashMap<(Role, Vec<*const Node>), SubjectId>,
    /// The component schemas that something refers to.
    pub(super) names: HashSet<&'d str>,
    /// How many schemas are being read, each in another.
    pub(super) depth: usize,
    /// Schemas that wait until there is stack for them again.
    pub(super) waiting: Vec<Waiting<'d>>,
}

/// A schema that has a subject and was not read yet.
pub(super) struct Waiting<'d> {
    pub(super) subject: SubjectId,
    pub(super) nodes: Vec<&'d Node>,
    pub(super) members: Vec<&'d str>,
    pub(super) span: Span,
}

/// How many schemas are read each in another: references may lead further than a stack does.
pub(super) const MAX_DEPTH: usize = 64;

impl<'d> Reader<'d> {
    pub(super) fn resolve(&mut self, node: &'d Node) -> &'d Node {
        self.document
            .resolve(node)
            .map_or(node, |resolved| resolved.node)
    }
}
