//! Operations, webhooks, and callbacks as subjects.

use std::collections::HashSet;

use super::keywords::{canonical, is_mapping, security, sorted, state, state_members};
use super::reader::{Reader, Role};
use crate::document::operation::METHODS;
use crate::facts::{Fact, Part, Step, Subject, SubjectId};
use crate::tree::{Data, Member, Node};

impl<'d> Reader<'d> {
    pub(super) fn read_paths(&mut self, paths: &'d Member, root: &mut Subject) {
        if !is_mapping(&paths.value) {
            state(&mut root.facts, "paths", paths);
        }
        for (path, member) in paths.value.members() {
            let item = self.resolve(&member.value);
            if path.starts_with("x-") {
                state(&mut root.facts, path, member);
            } else if is_mapping(item) {
                for (method, member) in item.members() {
                    if METHODS.contains(&method) {
                        let step = Step::Operation {
                            method: method.to_ascii_uppercase(),
                            path: path.to_owned(),
                        };
                        let subject = self.read_operation(&step, item, member);
                        root.parts.push(whole(step, subject, member));
                    }
                }
            } else if !matches!(item.data, Data::Null) {
                state(&mut root.facts, &format!("paths/{path}"), member);
            }
        }
    }

    pub(super) fn read_webhooks(&mut self, webhooks: &'d Node, root: &mut Subject) {
        for (name, member) in webhooks.members() {
            let item = self.resolve(&member.value);
            if !is_mapping(item) {
                state(&mut root.facts, &format!("webhooks/{name}"), member);
            }
            for (method, member) in item.members() {
                if METHODS.contains(&method) {
                    let step = Step::Webhook {
                        method: method.to_ascii_uppercase(),
                        name: name.to_owned(),
                    };
                    let subject = self.read_operation(&step, item, member);
                    root.parts.push(whole(step, subject, member));
                }
            }
        }
    }

    fn read_callbacks(&mut self, callbacks: &'d Node, subject: &mut Subject) {
        for (name, member) in callbacks.members() {
            let callback = self.resolve(&member.value);
            if !is_mapping(callback) {
                state(&mut subject.facts, &format!("callbacks/{name}"), member);
            }
            for (url, member) in callback.members() {
                let item = self.resolve(&member.value);
                if !is_mapping(item) || url.starts_with("x-") {
                    state(
                        &mut subject.facts,
                        &format!("callbacks/{name} {url}"),
                        member,
                    );
                    continue;
                }
                for (method, member) in item.members() {
                    if !METHODS.contains(&method) {
                        continue;
                    }
                    let step = Step::Callback {
                        method: method.to_ascii_uppercase(),
                        name: name.to_owned(),
                        url: url.to_owned(),
                    };
                    // The request of a callback may have the same callback.
                    let node = self.resolve(&member.value);
                    let key = (
                        Role::Callback,
                        vec![std::ptr::from_ref(item), std::ptr::from_ref(node)],
                    );
                    let known = self.known.get(&key).copied();
                    let id = known.unwrap_or_else(|| {
                        let id = self.facts.add(Subject::default());
                        self.known.insert(key, id);
                        let read = self.operation(&step, item, member);
                        *self.facts.subject_mut(id) = read;
                        id
                    });
                    subject.parts.push(whole(step, id, member));
                }
            }
        }
    }

    fn read_operation(&mut self, step: &Step, item: &'d Node, member: &'d Member) -> SubjectId {
        let subject = self.operation(step, item, member);
        self.facts.add(subject)
    }

    /// An operation, a webhook, or a callback.
    fn operation(&mut self, step: &Step, item: &'d Node, member: &'d Member) -> Subject {
        let is_called = matches!(step, Step::Operation { .. });
        let node = self.resolve(&member.value);
        let mut subject = Subject {
            span: member.key_span.clone(),
            ..Subject::default()
        };
        for (key, member) in item.members() {
            if !METHODS.contains(&key) && !matches!(key, "parameters" | "servers" | "$ref") {
                state(&mut subject.facts, &format!("path {key}"), member);
            }
        }
        if !is_mapping(node) && !matches!(node.data, Data::Null) {
            state(&mut subject.facts, "operation", member);
        }
        self.read_parameters(item, node, &mut subject);
        let mut has_security = false;
        for (key, member) in node.members() {
            match key {
                "parameters" | "servers" => {}
                "requestBody" => {
                    let body = self.resolve(&member.value);
                    let id = self.read_content_holder(Role::Body, body);
                    subject.parts.push(Part {
                        step: Step::RequestBody,
                        subject: id,
                        facts: Vec::new(),
                        span: member.key_span.clone(),
                    });
                }
                "responses" if is_mapping(&member.value) => {
                    self.read_responses(&member.value, &mut subject);
                }
                "security" => {
                    has_security = true;
                    subject.facts.push(security(member));
                }
                "callbacks" if is_mapping(&member.value) => {
                    self.read_callbacks(&member.value, &mut subject);
                }
                _ => state(&mut subject.facts, key, member),
            }
        }
        if is_called
            && !has_security
            && let Some(member) = self.document.root().member("security")
        {
            subject.facts.push(security(member));
        }
        if let Some(servers) = node.member("servers").or_else(|| item.member("servers")) {
            self.read_servers(servers, &mut subject);
        }
        subject
    }

    pub(super) fn read_servers(&mut self, servers: &'d Member, subject: &mut Subject) {
        let mut parts: Vec<Part> = Vec::new();
        let mut known = HashSet::new();
        for server in servers.value.elements() {
            let Some((url, text)) = server
                .member("url")
                .and_then(|url| Some((url, url.value.as_str()?)))
            else {
                let fact = Fact::new("servers", canonical(&server.to_json()), server.span.clone());
                subject.facts.push(fact);
                continue;
            };
            let step = Step::Server(text.to_owned());
            if !known.insert(text) {
                continue;
            }
            let mut facts = Vec::new();
            state_members(&mut facts, server, &["url"]);
            let variables = facts.iter_mut().filter(|fact| fact.keyword == "variables");
            let variables = variables.filter_map(|fact| fact.value.as_object_mut());
            for variable in variables.flat_map(serde_json::Map::values_mut) {
                if let Some(values) = variable.get_mut("enum") {
                    *values = sorted(values.take());
                }
            }
            let id = self.facts.add(Subject {
                facts,
                span: url.value.span.clone(),
                ..Subject::default()
            });
            parts.push(Part {
                step,
                subject: id,
                facts: Vec::new(),
                span: url.value.span.clone(),
            });
        }
        // A document that names no server means the place it was read from, which is `/`.
        let is_default =
            matches!(parts.as_slice(), [only] if only.step == Step::Server("/".into()));
        if !is_default {
            subject.parts.append(&mut parts);
        }
    }
}

/// A part without facts of its place.
fn whole(step: Step, subject: SubjectId, member: &Member) -> Part {
    Part {
        step,
        subject,
        facts: Vec::new(),
        span: member.key_span.clone(),
    }
}
