//! Whether a document can be read in full.

use std::collections::HashSet;

use super::operation::METHODS;
use super::references::references;
use super::root::{Dialect, Document};
use crate::diagnostic::Diagnostic;
use crate::tree::{Data, Member, Node};

impl Document {
    /// Says what keeps the document from being read in full: paths or operations that are none, or a
    /// `$ref` that leads nowhere, back to itself, or to a file that is not read.
    ///
    /// # Errors
    ///
    /// The first of these, with its place.
    pub fn check(&self) -> Result<(), Diagnostic> {
        self.check_paths()?;
        self.check_references()
    }

    fn check_paths(&self) -> Result<(), Diagnostic> {
        let root = self.root();
        let Some(paths) = root.member("paths") else {
            if self.dialect() == Dialect::V3_1 && root.get("webhooks").is_some() {
                return Ok(());
            }
            return Err(self
                .diagnostic(root.span.clone(), "the document has no `paths`")
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
                if METHODS.contains(&method) && !matches!(operation.value.data, Data::Null) {
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

    /// Follows every reference of the document, and those of what lies in other files behind them.
    fn check_references(&self) -> Result<(), Diagnostic> {
        let mut followed: HashSet<(&str, &str)> = HashSet::new();
        let mut entered: HashSet<*const Node> = HashSet::new();
        let mut waiting = vec![self.root()];
        while let Some(node) = waiting.pop() {
            let mut found = Vec::new();
            references(node, &mut |node, text| found.push((node, text)));
            for (node, text) in found {
                if !followed.insert((self.file_of(node), text)) {
                    continue;
                }
                let target = self.resolve(node)?.node;
                if self.file_of(target) != self.file_of(self.root())
                    && entered.insert(std::ptr::from_ref(target))
                {
                    waiting.push(target);
                }
            }
        }
        Ok(())
    }
}
