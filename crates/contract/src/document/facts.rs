//! What a document states, as facts.
//!
//! The facts are normal: what means the same is the same fact, however it is written. Nothing is
//! refused here, and nothing is lost: a part that is not what OpenAPI wants in its place is a fact
//! that holds it as it stands.

mod conjunction;
mod keywords;
mod schema;

use std::collections::{HashMap, HashSet};

use serde_json::Value;

use self::keywords::{canonical, is_default, say};
use super::operation::METHODS;
use super::{Document, ParameterPlace};
use crate::facts::{Fact, Facts, Part, Step, Subject, SubjectId};
use crate::source::Span;
use crate::tree::{Data, Member, Node};

impl Document {
    /// Everything the document says, in its own order, with references followed.
    ///
    /// Not among the facts: `openapi` itself, which says how the document is written, and
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

/// What a node is read as: one that is a body and a schema at once is two subjects.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Role {
    Schema,
    Body,
    Response,
    Callback,
}

struct Reader<'d> {
    document: &'d Document,
    facts: Facts,
    /// The subjects by the nodes they were read from, so that what is shared is read once.
    known: HashMap<(Role, Vec<*const Node>), SubjectId>,
    /// The component schemas that something refers to.
    names: HashSet<&'d str>,
    /// How many schemas are being read, each in another.
    depth: usize,
    /// Schemas that wait until there is stack for them again.
    waiting: Vec<Waiting<'d>>,
}

/// A schema that has a subject and was not read yet.
struct Waiting<'d> {
    subject: SubjectId,
    nodes: Vec<&'d Node>,
    members: Vec<&'d str>,
    span: Span,
}

/// How many schemas are read each in another: references may lead further than a stack does.
const MAX_DEPTH: usize = 64;

impl<'d> Reader<'d> {
    fn resolve(&mut self, node: &'d Node) -> &'d Node {
        self.document
            .resolve(node)
            .map_or(node, |resolved| resolved.node)
    }

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
                        say(&mut subject.facts, key, member);
                    }
                }
                "servers" => self.read_servers(member, &mut subject),
                "security" => subject.facts.push(security(member)),
                "webhooks" if is_mapping(&member.value) => {
                    self.read_webhooks(&member.value, &mut subject);
                }
                _ => say(&mut subject.facts, key, member),
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
            say_members(&mut facts, scheme, &[]);
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

    fn read_paths(&mut self, paths: &'d Member, root: &mut Subject) {
        if !is_mapping(&paths.value) {
            say(&mut root.facts, "paths", paths);
        }
        for (path, member) in paths.value.members() {
            let item = self.resolve(&member.value);
            if path.starts_with("x-") {
                say(&mut root.facts, path, member);
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
                say(&mut root.facts, &format!("paths/{path}"), member);
            }
        }
    }

    fn read_webhooks(&mut self, webhooks: &'d Node, root: &mut Subject) {
        for (name, member) in webhooks.members() {
            let item = self.resolve(&member.value);
            if !is_mapping(item) {
                say(&mut root.facts, &format!("webhooks/{name}"), member);
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
                say(&mut subject.facts, &format!("callbacks/{name}"), member);
            }
            for (url, member) in callback.members() {
                let item = self.resolve(&member.value);
                if !is_mapping(item) || url.starts_with("x-") {
                    say(
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
                say(&mut subject.facts, &format!("path {key}"), member);
            }
        }
        if !is_mapping(node) && !matches!(node.data, Data::Null) {
            say(&mut subject.facts, "operation", member);
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
                _ => say(&mut subject.facts, key, member),
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

    fn read_servers(&mut self, servers: &'d Member, subject: &mut Subject) {
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
            say_members(&mut facts, server, &["url"]);
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

    fn read_parameters(&mut self, item: &'d Node, operation: &'d Node, subject: &mut Subject) {
        let mut known: HashMap<Step, usize> = HashMap::new();
        for (holder, is_whole_path) in [(item, true), (operation, false)] {
            let Some(list) = holder.member("parameters") else {
                continue;
            };
            if !matches!(list.value.data, Data::Sequence(_)) {
                say(&mut subject.facts, "parameters", list);
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
            // A path without its parameter is another path, whatever `required` says.
            if key == "required" && place == ParameterPlace::Path {
                facts.push(Fact::new("required", true, member.key_span.clone()));
                continue;
            }
            if matches!(key, "name" | "in" | "schema" | "content") || is_default_style(key, node) {
                continue;
            }
            self.say_placed(&mut facts, key, member);
        }
        if place == ParameterPlace::Path && node.get("required").is_none() {
            facts.push(Fact::new("required", true, span.clone()));
        }
        let step = Step::Parameter(place, name.to_owned());
        Some(self.valued_part(node, step, facts, &span))
    }

    /// A parameter or a header: what it says of itself belongs to the part, what its schema says to
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
    fn say_placed(&mut self, facts: &mut Vec<Fact>, key: &str, member: &'d Member) {
        if key != "examples" || !is_mapping(&member.value) {
            return say(facts, key, member);
        }
        for (name, example) in member.value.members() {
            let node = self.resolve(&example.value);
            let keyword = format!("examples/{name}");
            if !is_mapping(node) {
                say(facts, &keyword, example);
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

    fn read_responses(&mut self, responses: &'d Node, subject: &mut Subject) {
        for (status, member) in responses.members() {
            if status.starts_with("x-") {
                say(&mut subject.facts, &format!("responses {status}"), member);
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
    fn read_content_holder(&mut self, role: Role, node: &'d Node) -> SubjectId {
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
                                self.say_placed(&mut facts, key, member);
                            }
                        }
                        let step = Step::Header(name.to_owned());
                        let part = self.valued_part(header, step, facts, &member.key_span);
                        subject.parts.push(part);
                    }
                }
                "links" => say_each(&mut subject.facts, key, member),
                _ => say(&mut subject.facts, key, member),
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
                self.say_placed(&mut facts, key, member);
            }
        }
        let step = Step::MediaType(media_type(media));
        self.valued_part(node, step, facts, &member.key_span)
    }
}

/// A part of which nothing is said in its place only.
fn whole(step: Step, subject: SubjectId, member: &Member) -> Part {
    Part {
        step,
        subject,
        facts: Vec::new(),
        span: member.key_span.clone(),
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

fn is_mapping(node: &Node) -> bool {
    matches!(node.data, Data::Mapping(_))
}

fn say_members(facts: &mut Vec<Fact>, node: &Node, read_elsewhere: &[&str]) {
    for (key, member) in node.members() {
        if !read_elsewhere.contains(&key) {
            say(facts, key, member);
        }
    }
}

/// States each member on its own, as `KEYWORD/NAME`.
fn say_each(facts: &mut Vec<Fact>, keyword: &str, member: &Member) {
    if !is_mapping(&member.value) {
        return say(facts, keyword, member);
    }
    for (name, member) in member.value.members() {
        say(facts, &format!("{keyword}/{name}"), member);
    }
}

/// The alternatives of a `security` list, each with its schemes and their scopes in order.
fn security(member: &Member) -> Fact {
    let mut value = canonical(&member.value.to_json());
    if let Value::Array(alternatives) = &mut value {
        for alternative in alternatives.iter_mut() {
            if let Value::Object(schemes) = alternative {
                schemes.sort_keys();
                for scopes in schemes.values_mut() {
                    if let Value::Array(scopes) = scopes {
                        scopes.sort_by_cached_key(Value::to_string);
                    }
                }
            }
        }
        alternatives.sort_by_cached_key(Value::to_string);
        alternatives.dedup();
    }
    Fact::new("security", value, member.key_span.clone())
}

/// Whether a parameter's `style` or `explode` says what holds without it.
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
