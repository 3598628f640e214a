//! Which component schemas a document uses, directly or not.

use std::collections::HashSet;

use super::{Document, pointer_keys};
use crate::tree::Node;

impl Document {
    /// The component schemas that something in the document leads to: an operation, a webhook, a
    /// callback, an encoding, the mapping of a discriminator, or, for what is put together from a
    /// schema with a discriminator, that schema.
    pub(super) fn reached_schemas(&self) -> HashSet<&str> {
        let mut reached = Reached {
            document: self,
            names: HashSet::new(),
            seen: HashSet::new(),
        };
        for key in ["paths", "webhooks"] {
            reached.follow(self.root().get(key).into_iter().collect());
        }
        while reached.follow_derived() {}
        reached.names
    }

    fn component_schemas(&self) -> impl Iterator<Item = (&str, &Node)> {
        let components = self.root().get("components");
        let schemas = components.and_then(|components| components.get("schemas"));
        let members = schemas.into_iter().flat_map(Node::members);
        members.map(|(name, member)| (name, &member.value))
    }
}

struct Reached<'d> {
    document: &'d Document,
    names: HashSet<&'d str>,
    seen: HashSet<*const Node>,
}

impl<'d> Reached<'d> {
    fn follow(&mut self, mut waiting: Vec<&'d Node>) {
        while let Some(node) = waiting.pop() {
            if !self.seen.insert(std::ptr::from_ref(node)) {
                continue;
            }
            if let Some(text) = node.get("$ref").and_then(Node::as_str) {
                waiting.extend(self.named(text));
                waiting.extend(self.document.resolve(node).ok().map(|it| it.node));
            }
            let mapping = node
                .get("discriminator")
                .and_then(|discriminator| discriminator.get("mapping"));
            for (_, member) in mapping.into_iter().flat_map(Node::members) {
                let target = member.value.as_str().unwrap_or_default();
                waiting.extend(self.named(target));
                waiting.extend(self.named(&format!("#/components/schemas/{target}")));
            }
            waiting.extend(node.elements());
            waiting.extend(node.members().filter_map(|(key, member)| {
                let is_data = matches!(key, "example" | "examples" | "default" | "enum" | "const");
                (!is_data).then_some(&member.value)
            }));
        }
    }

    /// Notes a component schema by a reference to it, and gives it.
    fn named(&mut self, reference: &str) -> Option<&'d Node> {
        let keys = pointer_keys(reference)?;
        let [components, schemas, name, ..] = keys.as_slice() else {
            return None;
        };
        let all = self.document.root().get(components)?.get(schemas)?;
        if components != "components" || schemas != "schemas" {
            return None;
        }
        let (name, member) = all.members().find(|(key, _)| key == name)?;
        self.names.insert(name);
        Some(&member.value)
    }

    /// Follows the schemas that are put together from a reached one with a discriminator; whether
    /// there was one that was not reached before.
    fn follow_derived(&mut self) -> bool {
        let mut found = Vec::new();
        for (name, node) in self.document.component_schemas() {
            if self.names.contains(name) {
                continue;
            }
            let is_derived = node
                .get("allOf")
                .into_iter()
                .flat_map(Node::elements)
                .filter(|base| base.get("$ref").is_some())
                .filter_map(|base| self.document.resolve(base).ok())
                .any(|base| {
                    base.node.get("discriminator").is_some()
                        && base.name.is_some_and(|name| self.names.contains(name))
                });
            if is_derived {
                self.names.insert(name);
                found.push(node);
            }
        }
        let is_any = !found.is_empty();
        self.follow(found);
        is_any
    }
}
