//! What a document states, as facts.
//!
//! The facts are normal: what means the same is the same fact, however it is written. Nothing is
//! refused here, and nothing is lost: a part that is not what OpenAPI wants in its place is a fact
//! that holds it as it stands.

mod conjunction;
mod content;
mod keywords;
mod operation;
mod reader;
mod schema;
mod wrapping;

use std::collections::{HashMap, HashSet};

use self::keywords::{is_mapping, security, state, state_members};
use self::reader::Reader;
use super::root::Document;
use crate::facts::{Facts, Part, Step, Subject};
use crate::tree::Node;

impl Document {
    /// Everything that the document states, in its own order, with references followed.
    ///
    /// Not among the facts: `openapi` itself, which is the version of the format, and
    /// components other than schemas that nothing refers to.
    #[must_use]
    pub fn facts(&self) -> Facts {
        let mut reader = Reader {
            document: self,
            facts: Facts::new(self.source().clone()),
            known: HashMap::new(),
            names: HashSet::new(),
            depth: 0,
            waiting: Vec::new(),
        };
        reader.read_root();
        reader.read_waiting();
        reader.facts
    }
}

impl Reader<'_> {
    fn read_root(&mut self) {
        let root = self.document.root();
        let mut subject = Subject {
            span: 0..0,
            ..Subject::default()
        };
        for (key, member) in root.members() {
            match key {
                "openapi" | "components" | "paths" => {}
                "info" if is_mapping(&member.value) => {
                    for (key, member) in member.value.members() {
                        state(&mut subject.facts, key, member);
                    }
                }
                "servers" => self.read_servers(member, &mut subject),
                "security" => subject.facts.push(security(member)),
                "webhooks" if is_mapping(&member.value) => {
                    self.read_webhooks(&member.value, &mut subject);
                }
                _ => state(&mut subject.facts, key, member),
            }
        }
        if let Some(paths) = root.member("paths") {
            self.read_paths(paths, &mut subject);
        }
        let components = root.get("components");
        let security_schemes = components.and_then(|components| components.get("securitySchemes"));
        for (name, member) in security_schemes.into_iter().flat_map(Node::members) {
            let scheme = self.resolve(&member.value);
            let mut facts = Vec::new();
            state_members(&mut facts, scheme, &[]);
            let id = self.facts.add(Subject {
                name: Some(name.to_owned()),
                facts,
                parts: Vec::new(),
                span: member.key_span.clone(),
            });
            subject.parts.push(Part {
                step: Step::SecurityScheme(name.to_owned()),
                subject: id,
                facts: Vec::new(),
                span: member.key_span.clone(),
            });
        }
        let schemas = components.and_then(|components| components.get("schemas"));
        let reached = self.document.reached_schemas();
        for (name, member) in schemas.into_iter().flat_map(Node::members) {
            if !self.names.contains(name) {
                // What is reached by a way that has no step of its own may be sent and answered.
                let step = Step::Other(if reached.contains(name) {
                    format!("indirect schema {name}")
                } else {
                    format!("schema {name}")
                });
                let part = self.schema_part(&member.value, step, Vec::new(), &member.key_span);
                self.facts
                    .subject_mut(part.subject)
                    .name
                    .get_or_insert_with(|| name.to_owned());
                subject.parts.push(part);
            }
        }
        let id = self.facts.root();
        *self.facts.subject_mut(id) = subject;
    }
}
