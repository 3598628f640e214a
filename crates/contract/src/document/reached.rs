//! Which component schemas a document uses, directly or not.

use std::collections::{HashMap, HashSet};

use super::reference::pointer_keys;
use super::root::Document;
use crate::tree::{Data, Node};

impl Document {
    /// The component schemas that something in the document leads to: an operation, a webhook, a
    /// callback, an encoding, the mapping of a discriminator, or, for what is put together from a
    /// schema with a discriminator, that schema.
    pub(super) fn reached_schemas(&self) -> HashSet<&str> {
        let mut reached = Reached {
            document: self,
            names: HashSet::new(),
            order: Vec::new(),
            seen: HashSet::new(),
        };
        for key in ["paths", "webhooks"] {
            reached.follow(self.root().get(key).into_iter().collect());
        }
        reached.follow_derived();
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
    /// The names in the order in which they were reached.
    order: Vec<&'d str>,
    seen: HashSet<*const Node>,
}

impl<'d> Reached<'d> {
    fn follow(&mut self, mut waiting: Vec<&'d Node>) {
        while let Some(node) = waiting.pop() {
            if !self.seen.insert(std::ptr::from_ref(node)) {
                continue;
            }
            if let Some(text) = node.get("$ref").and_then(Node::as_str) {
                waiting.extend(self.named(node, text));
                waiting.extend(self.document.resolve(node).ok().map(|it| it.node));
            }
            let mapping = node
                .get("discriminator")
                .and_then(|discriminator| discriminator.get("mapping"));
            for (_, member) in mapping.into_iter().flat_map(Node::members) {
                let target = member.value.as_str().unwrap_or_default();
                waiting.extend(self.named(node, target));
                waiting.extend(self.named(node, &format!("#/components/schemas/{target}")));
            }
            waiting.extend(node.elements());
            waiting.extend(node.members().filter_map(|(key, member)| {
                let is_data = matches!(key, "example" | "examples" | "default" | "enum" | "const");
                (!is_data).then_some(&member.value)
            }));
        }
    }

    /// Notes a component schema by a reference to it, and gives it.
    fn named(&mut self, at: &Node, reference: &str) -> Option<&'d Node> {
        let file = reference.split('#').next().unwrap_or_default();
        let root = if file.is_empty() {
            self.document.bundle.root_at(at.span.start)
        } else {
            self.document.bundle.find(at.span.start, file).ok()?
        };
        if root.is_some() {
            return None;
        }
        let keys = pointer_keys(&reference[file.len()..])?;
        let [components, schemas, name, ..] = keys.as_slice() else {
            return None;
        };
        let all = self.document.root().get(components)?.get(schemas)?;
        if components != "components" || schemas != "schemas" {
            return None;
        }
        let Data::Mapping(members) = &all.data else {
            return None;
        };
        let (name, member) = members.get_key_value(name)?;
        self.note(name);
        Some(&member.value)
    }

    /// Follows the schemas that are put together from a reached one with a discriminator.
    fn follow_derived(&mut self) {
        let mut derived: HashMap<&'d str, Vec<(&'d str, &'d Node)>> = HashMap::new();
        for (name, node) in self.document.component_schemas() {
            let bases = node
                .get("allOf")
                .into_iter()
                .flat_map(Node::elements)
                .filter(|base| base.get("$ref").is_some())
                .filter_map(|base| self.document.resolve(base).ok())
                .filter(|base| base.node.get("discriminator").is_some());
            for base in bases.filter_map(|base| base.name) {
                derived.entry(base).or_default().push((name, node));
            }
        }
        // Each schema that is reached may be the base of others, and lead to more.
        let mut next = 0;
        while let Some(&base) = self.order.get(next) {
            next += 1;
            for (name, node) in derived.remove(base).into_iter().flatten() {
                self.note(name);
                self.follow(vec![node]);
            }
        }
    }

    fn note(&mut self, name: &'d str) {
        if self.names.insert(name) {
            self.order.push(name);
        }
    }
}
