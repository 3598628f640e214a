//! Schemas as subjects.

use std::collections::{HashMap, HashSet};

use indexmap::{IndexMap, IndexSet};
use serde_json::Value;

use super::conjunction::Conjunction;
use super::keywords::{canonical, is_mapping, state};
use super::reader::{MAX_DEPTH, Reader, Role, Waiting};
use super::wrapping::nullable_choice;
use crate::facts::{Fact, Part, Step, Subject, SubjectId};
use crate::source::Span;
use crate::tree::{Data, Member, Node};

/// Keywords that hold one schema and have no step of their own.
const INNER: [&str; 9] = [
    "not",
    "if",
    "then",
    "else",
    "contains",
    "propertyNames",
    "unevaluatedItems",
    "unevaluatedProperties",
    "contentSchema",
];

/// The schemas that have to hold at once, the outermost first.
#[derive(Default)]
struct Flat<'d> {
    nodes: Vec<&'d Node>,
    seen: HashSet<*const Node>,
    /// The components among them.
    names: IndexSet<&'d str>,
    /// Whether the schema at hand stands beside `null`, which hides its name.
    is_inner: bool,
}

impl<'d> Flat<'d> {
    fn push(&mut self, node: &'d Node) {
        self.seen.insert(std::ptr::from_ref(node));
        self.nodes.push(node);
    }
}

impl<'d> Reader<'d> {
    /// A schema in its place; `facts` are those that are stated in this place only.
    pub(super) fn schema_part(
        &mut self,
        node: &'d Node,
        step: Step,
        mut facts: Vec<Fact>,
        span: &Span,
    ) -> Part {
        let node = self.unwrap(node, &mut facts);
        Part {
            step,
            subject: self.schema(&[node]),
            facts,
            span: span.clone(),
        }
    }

    /// The subject that all of these schemas together describe.
    pub(super) fn schema(&mut self, nodes: &[&'d Node]) -> SubjectId {
        let mut flat = Flat::default();
        for node in nodes {
            self.flatten(node, &mut flat);
        }
        let Flat {
            nodes: all, names, ..
        } = flat;
        let name = match nodes {
            [only]
                if self.referred(only).is_some()
                    && !self.has_constraints_beside_reference(only) =>
            {
                names.first().copied()
            }
            _ => None,
        };
        let own = usize::from(name.is_some());
        let members: Vec<&'d str> = names.into_iter().skip(own).collect();
        let key = (
            Role::Schema,
            all.iter().map(|node| std::ptr::from_ref(*node)).collect(),
        );
        if let Some(&id) = self.known.get(&key) {
            return id;
        }
        let span = match name {
            Some(name) => self.component_span(name),
            None => None,
        }
        .or_else(|| Some(all.first()?.span.clone()))
        .unwrap_or_default();
        let id = self.facts.add(Subject {
            name: name.map(str::to_owned),
            span: span.clone(),
            ..Subject::default()
        });
        self.known.insert(key, id);
        let schema = Waiting {
            subject: id,
            nodes: all,
            members,
            span,
        };
        if self.depth < MAX_DEPTH {
            self.depth += 1;
            self.read_one(&schema);
            self.depth -= 1;
        } else {
            self.waiting.push(schema);
        }
        id
    }

    /// Reads the schemas that others lead to from too deep down.
    pub(super) fn read_waiting(&mut self) {
        while let Some(schema) = self.waiting.pop() {
            self.read_one(&schema);
        }
    }

    fn read_one(&mut self, schema: &Waiting<'d>) {
        let (facts, parts) = self.read_schema(&schema.nodes, &schema.members, &schema.span);
        let subject = self.facts.subject_mut(schema.subject);
        subject.facts = facts;
        subject.parts = parts;
    }

    /// Where a component's name stands.
    fn component_span(&self, name: &str) -> Option<Span> {
        let components = self.document.root().get("components")?;
        let member = components.get("schemas")?.member(name)?;
        Some(member.key_span.clone())
    }

    /// Follows references, `allOf`, and the schema beside `null`.
    fn flatten(&mut self, node: &'d Node, flat: &mut Flat<'d>) {
        if flat.seen.contains(&std::ptr::from_ref(node)) {
            return;
        }
        if let Some(target) = self.referred(node) {
            if let Some(name) = self.document.resolve(node).ok().and_then(|it| it.name) {
                self.names.insert(name);
                if !flat.is_inner {
                    flat.names.insert(name);
                }
            }
            if self.has_constraints_beside_reference(node) {
                flat.push(node);
            }
            return self.flatten(target, flat);
        }
        flat.push(node);
        for part in node.get("allOf").into_iter().flat_map(Node::elements) {
            self.flatten(part, flat);
        }
        if let Some((inner, _)) = nullable_choice(node) {
            let was_inner = std::mem::replace(&mut flat.is_inner, true);
            self.flatten(inner, flat);
            flat.is_inner = was_inner;
        }
    }

    fn read_schema(
        &mut self,
        nodes: &[&'d Node],
        members: &[&str],
        span: &Span,
    ) -> (Vec<Fact>, Vec<Part>) {
        let mut conjunction = Conjunction::new(self.document.dialect());
        let mut parts = Vec::new();
        let mut below: IndexMap<Step, Vec<&'d Member>> = IndexMap::new();
        let mut required: IndexMap<&'d str, Span> = IndexMap::new();
        let mut choices: HashMap<&'d str, usize> = HashMap::new();
        for node in nodes {
            let choice = nullable_choice(node);
            conjunction.start(node, choice.map(|(_, span)| span));
            match &node.data {
                Data::Mapping(_) | Data::Null | Data::Bool(true) => {}
                _ => {
                    let value = canonical(&node.to_json());
                    conjunction.add(Fact::new("schema", value, node.span.clone()));
                }
            }
            let follows = self.referred(node).is_some();
            for (key, member) in node.members() {
                let value = &member.value;
                match key {
                    "$ref" if follows => {}
                    "$defs" | "definitions" | "$schema" => {}
                    "properties" | "patternProperties" | "dependentSchemas"
                        if is_mapping(value) =>
                    {
                        for (name, member) in value.members() {
                            let step = match key {
                                "properties" => Step::Property(name.to_owned()),
                                _ => Step::Other(format!("{key} {name}")),
                            };
                            below.entry(step).or_default().push(member);
                        }
                    }
                    "required" if matches!(value.data, Data::Sequence(_)) => {
                        for element in value.elements() {
                            match element.as_str() {
                                Some(name) => {
                                    required.entry(name).or_insert(element.span.clone());
                                }
                                None => conjunction.add(Fact::new(
                                    "required",
                                    canonical(&element.to_json()),
                                    element.span.clone(),
                                )),
                            }
                        }
                    }
                    "items" if is_schema(value) => {
                        below.entry(Step::Items).or_default().push(member);
                    }
                    "additionalProperties" if is_mapping(value) => {
                        if value.members().next().is_some() {
                            below.entry(Step::Values).or_default().push(member);
                        }
                    }
                    "prefixItems" if matches!(value.data, Data::Sequence(_)) => {
                        for (at, element) in value.elements().enumerate() {
                            let step = Step::Other(format!("prefixItems {}", at + 1));
                            let part = self.schema_part(element, step, Vec::new(), &element.span);
                            parts.push(part);
                        }
                    }
                    "allOf" if matches!(value.data, Data::Sequence(_)) => {}
                    "oneOf" | "anyOf" if choice.is_some() => {}
                    "oneOf" | "anyOf" if matches!(value.data, Data::Sequence(_)) => {
                        // Of several schemas that hold at once, each asks for an option of its own.
                        let count = choices.entry(key).or_insert(0);
                        *count += usize::from(value.elements().next().is_some());
                        let keyword = match count {
                            0 | 1 => key.to_owned(),
                            count => format!("{key} {count}"),
                        };
                        self.read_choices(&keyword, value, &mut parts);
                    }
                    "discriminator" if is_mapping(value) => {
                        for (key, member) in value.members() {
                            let keyword = match key {
                                "propertyName" => "discriminator".to_owned(),
                                _ => format!("discriminator/{key}"),
                            };
                            let fact = Fact::new(
                                keyword,
                                canonical(&member.value.to_json()),
                                member.key_span.clone(),
                            );
                            conjunction.add(fact);
                        }
                    }
                    _ if INNER.contains(&key) && is_mapping(value) => {
                        let step = Step::Other(key.to_owned());
                        below.entry(step).or_default().push(member);
                    }
                    _ => {
                        let mut said = Vec::new();
                        Self::state_annotation(&mut said, key, member);
                        for fact in said {
                            conjunction.add(fact);
                        }
                    }
                }
            }
        }
        let undeclared: Vec<(&str, Span)> = required
            .iter()
            .filter(|(name, _)| !below.contains_key(&Step::Property((**name).to_owned())))
            .map(|(name, span)| (*name, span.clone()))
            .collect();
        let mut children = Vec::new();
        for (step, members) in below {
            let mut facts = Vec::new();
            if let Step::Property(name) = &step
                && let Some(span) = required.get(name.as_str()).cloned()
            {
                facts.push(Fact::new("required", true, span));
            }
            let span = &members[0].key_span;
            children.push(match members.as_slice() {
                [only] => self.schema_part(&only.value, step, facts, span),
                several => {
                    let nodes: Vec<&Node> = several.iter().map(|member| &member.value).collect();
                    Part {
                        step,
                        subject: self.schema(&nodes),
                        facts,
                        span: span.clone(),
                    }
                }
            });
        }
        children.append(&mut parts);
        for (name, span) in undeclared {
            conjunction.add(Fact::new(format!("required/{name}"), true, span));
        }
        let mut facts = conjunction.finish();
        if !members.is_empty() {
            let mut members: Vec<Value> = members.iter().map(|name| (*name).into()).collect();
            members.sort_by_cached_key(Value::to_string);
            let span = nodes
                .iter()
                .find_map(|node| node.member("allOf"))
                .map_or_else(|| span.clone(), |member| member.key_span.clone());
            facts.push(Fact::new("allOf", members, span));
        }
        (facts, children)
    }

    fn read_choices(&mut self, keyword: &str, list: &'d Node, parts: &mut Vec<Part>) {
        let mut taken: HashSet<String> = HashSet::new();
        // The last number that was put behind a label, so that each is tried once.
        let mut numbers: HashMap<String, usize> = HashMap::new();
        for (at, node) in list.elements().enumerate() {
            let label = self
                .choice_label(node)
                .unwrap_or_else(|| format!("{}", at + 1));
            let mut unique = label.clone();
            while !taken.insert(unique.clone()) {
                let number = numbers.entry(label.clone()).or_insert(1);
                *number += 1;
                unique = format!("{label} {number}");
            }
            let step = Step::Choice(keyword.to_owned(), unique);
            let part = self.schema_part(node, step, Vec::new(), &node.span);
            parts.push(part);
        }
    }

    fn choice_label(&self, node: &'d Node) -> Option<String> {
        if node.get("$ref").is_some() {
            let name = self.document.resolve(node).ok()?.name?;
            return Some(name.to_owned());
        }
        let word = |key| node.get(key).and_then(Node::as_str);
        word("title").or_else(|| word("type")).map(str::to_owned)
    }

    /// States a keyword of a schema; one example is the same whether it stands in a list or not.
    pub(super) fn state_annotation(facts: &mut Vec<Fact>, key: &str, member: &Member) {
        if key != "examples" || !matches!(member.value.data, Data::Sequence(_)) {
            return state(facts, key, member);
        }
        let examples: Vec<&Node> = member.value.elements().collect();
        for (at, example) in examples.iter().enumerate() {
            let keyword = match examples.len() {
                1 => "example".to_owned(),
                _ => format!("examples/{}", at + 1),
            };
            let value = canonical(&example.to_json());
            facts.push(Fact::new(keyword, value, example.span.clone()));
        }
    }
}

fn is_schema(node: &Node) -> bool {
    matches!(node.data, Data::Mapping(_) | Data::Bool(_))
}
