//! Parameters, bodies, responses, and headers as subjects.

use std::collections::HashMap;

use super::keywords::{canonical, is_default, is_mapping, state};
use super::reader::{Reader, Role};
use crate::facts::{Fact, Part, Step, Subject, SubjectId};
use crate::parameter_place::ParameterPlace;
use crate::source::Span;
use crate::tree::{Data, Member, Node};

impl<'d> Reader<'d> {
    pub(super) fn read_parameters(
        &mut self,
        item: &'d Node,
        operation: &'d Node,
        subject: &mut Subject,
    ) {
        let mut known: HashMap<Step, usize> = HashMap::new();
        for (holder, is_whole_path) in [(item, true), (operation, false)] {
            let Some(list) = holder.member("parameters") else {
                continue;
            };
            if !matches!(list.value.data, Data::Sequence(_)) {
                state(&mut subject.facts, "parameters", list);
            }
            for (at, element) in list.value.elements().enumerate() {
                let node = self.resolve(element);
                let Some(part) = self.read_parameter(node, &element.span) else {
                    subject.facts.push(Fact::new(
                        format!("parameters/{at}"),
                        canonical(&node.to_json()),
                        element.span.clone(),
                    ));
                    continue;
                };
                if is_whole_path {
                    self.facts.note_of_whole_path(&part.span);
                }
                // The operation's own word replaces the path item's.
                if let Some(&known) = known.get(&part.step) {
                    subject.parts[known] = part;
                } else {
                    known.insert(part.step.clone(), subject.parts.len());
                    subject.parts.push(part);
                }
            }
        }
    }

    fn read_parameter(&mut self, node: &'d Node, span: &Span) -> Option<Part> {
        let name = node.get("name")?.as_str()?;
        let place = match node.get("in")?.as_str()? {
            "path" => ParameterPlace::Path,
            "query" => ParameterPlace::Query,
            "header" => ParameterPlace::Header,
            "cookie" => ParameterPlace::Cookie,
            _ => return None,
        };
        let span = node
            .get("name")
            .map_or_else(|| span.clone(), |name| name.span.clone());
        let mut facts = Vec::new();
        for (key, member) in node.members() {
            // A path parameter is always required.
            if key == "required" && place == ParameterPlace::Path {
                facts.push(Fact::new("required", true, member.key_span.clone()));
                continue;
            }
            if matches!(key, "name" | "in" | "schema" | "content") || is_default_style(key, node) {
                continue;
            }
            self.state_placed(&mut facts, key, member);
        }
        if place == ParameterPlace::Path && node.get("required").is_none() {
            facts.push(Fact::new("required", true, span.clone()));
        }
        let step = Step::Parameter(place, name.to_owned());
        Some(self.valued_part(node, step, facts, &span))
    }

    /// A parameter or a header: its own keywords belong to the part, those of its schema to
    /// the subject.
    fn valued_part(
        &mut self,
        node: &'d Node,
        step: Step,
        mut facts: Vec<Fact>,
        span: &Span,
    ) -> Part {
        let content = node
            .member("content")
            .and_then(|content| Some((content, content.value.members().next()?)));
        let mut schema = node.get("schema");
        if let (None, Some((content, (media, member)))) = (schema, content) {
            facts.push(Fact::new("content", media, content.key_span.clone()));
            schema = member.value.get("schema");
        }
        match schema {
            Some(schema) => self.schema_part(schema, step, facts, span),
            None => Part {
                step,
                subject: self.facts.add(Subject {
                    span: span.clone(),
                    ..Subject::default()
                }),
                facts,
                span: span.clone(),
            },
        }
    }

    /// States a keyword of a parameter, a header, or a media type, whose examples have names.
    fn state_placed(&mut self, facts: &mut Vec<Fact>, key: &str, member: &'d Member) {
        if key != "examples" || !is_mapping(&member.value) {
            return state(facts, key, member);
        }
        for (name, example) in member.value.members() {
            let node = self.resolve(&example.value);
            let keyword = format!("examples/{name}");
            if !is_mapping(node) {
                state(facts, &keyword, example);
            }
            for (key, part) in node.members() {
                let (keyword, span) = match key {
                    "value" | "externalValue" => (keyword.clone(), &example.key_span),
                    // The name stands last, since it may hold anything.
                    _ => (format!("examples {key}/{name}"), &part.key_span),
                };
                let value = canonical(&part.value.to_json());
                facts.push(Fact::new(keyword, value, span.clone()));
            }
        }
    }

    pub(super) fn read_responses(&mut self, responses: &'d Node, subject: &mut Subject) {
        for (status, member) in responses.members() {
            if status.starts_with("x-") {
                state(&mut subject.facts, &format!("responses {status}"), member);
                continue;
            }
            let node = self.resolve(&member.value);
            let id = self.read_content_holder(Role::Response, node);
            let status = if status == "default" {
                status.to_owned()
            } else {
                status.to_ascii_uppercase()
            };
            subject.parts.push(Part {
                step: Step::Response(status),
                subject: id,
                facts: Vec::new(),
                span: member.key_span.clone(),
            });
        }
    }

    /// A request's body or a response.
    pub(super) fn read_content_holder(&mut self, role: Role, node: &'d Node) -> SubjectId {
        let key = (role, vec![std::ptr::from_ref(node)]);
        if let Some(&id) = self.known.get(&key) {
            return id;
        }
        let mut subject = Subject {
            span: node.span.clone(),
            ..Subject::default()
        };
        if !is_mapping(node) && !matches!(node.data, Data::Null) {
            let value = canonical(&node.to_json());
            subject
                .facts
                .push(Fact::new("value", value, node.span.clone()));
        }
        for (key, member) in node.members() {
            match key {
                "content" if is_mapping(&member.value) => {
                    for (media, member) in member.value.members() {
                        let part = self.read_media(media, member);
                        subject.parts.push(part);
                    }
                }
                "headers" if is_mapping(&member.value) => {
                    for (name, member) in member.value.members() {
                        let header = self.resolve(&member.value);
                        let mut facts = Vec::new();
                        for (key, member) in header.members() {
                            if !matches!(key, "schema" | "content" | "style" | "explode") {
                                self.state_placed(&mut facts, key, member);
                            }
                        }
                        let step = Step::Header(name.to_owned());
                        let part = self.valued_part(header, step, facts, &member.key_span);
                        subject.parts.push(part);
                    }
                }
                "links" if is_mapping(&member.value) => {
                    for (name, link) in member.value.members() {
                        let value = canonical(&self.resolve(&link.value).to_json());
                        let keyword = format!("links/{name}");
                        let fact = Fact::new(keyword, value, link.key_span.clone());
                        subject.facts.push(fact);
                    }
                }
                _ => state(&mut subject.facts, key, member),
            }
        }
        let id = self.facts.add(subject);
        self.known.insert(key, id);
        id
    }

    fn read_media(&mut self, media: &str, member: &'d Member) -> Part {
        let mut facts = Vec::new();
        let node = self.resolve(&member.value);
        for (key, member) in node.members() {
            if key != "schema" {
                self.state_placed(&mut facts, key, member);
            }
        }
        let step = Step::MediaType(media_type(media));
        self.valued_part(node, step, facts, &member.key_span)
    }
}

/// Lower case, without spaces around the parameters: media types are compared so.
fn media_type(text: &str) -> String {
    let parts: Vec<String> = text
        .split(';')
        .map(|part| part.trim().to_ascii_lowercase())
        .collect();
    parts.join(";")
}

/// Whether a parameter's `style` or `explode` has its default value.
fn is_default_style(key: &str, parameter: &Node) -> bool {
    let word = |key| parameter.get(key).and_then(Node::as_str);
    let usual = match word("in") {
        Some("query" | "cookie") => "form",
        _ => "simple",
    };
    let style = word("style").unwrap_or(usual);
    match key {
        "style" => style == usual && word("style").is_some(),
        "explode" => parameter.get("explode").and_then(Node::as_bool) == Some(style == "form"),
        _ => parameter
            .get(key)
            .is_some_and(|value| is_default(key, &value.to_json())),
    }
}
