//! Schemas that hold at once, as one.

use std::cmp::Ordering;
use std::collections::{HashMap, HashSet};

use indexmap::IndexMap;
use serde_json::{Value, json};

use super::keywords::{as_text, sorted};
use crate::document::root::Dialect;
use crate::facts::Fact;
use crate::number::compare_numbers;
use crate::source::Span;
use crate::tree::{Data, Member, Node};

/// Collects the facts of several schemas that apply together, as those of one schema.
pub(super) struct Conjunction {
    dialect: Dialect,
    facts: IndexMap<String, Fact>,
    /// The values of each keyword that hold beside its first.
    others: HashMap<String, HashSet<String>>,
    schemas: usize,
    /// Where the outermost schema allows `null`.
    outer_null: Option<Span>,
    /// Of the schemas that name a type: how many there are, and where those that allow `null` do.
    typed: usize,
    typed_null: Vec<Span>,
    /// Keywords of the current schema that were already stated in another form.
    skipped: Vec<&'static str>,
}

impl Conjunction {
    pub(super) fn new(dialect: Dialect) -> Self {
        Self {
            dialect,
            facts: IndexMap::new(),
            others: HashMap::new(),
            schemas: 0,
            outer_null: None,
            typed: 0,
            typed_null: Vec::new(),
            skipped: Vec::new(),
        }
    }

    /// Says that what is added from here on stands in this schema; `choice` is where it offers
    /// `null` beside another schema.
    pub(super) fn start(&mut self, node: &Node, choice: Option<&Span>) {
        self.schemas += 1;
        let says = |member: &Member| {
            member.value.as_bool() == Some(true)
                || member
                    .value
                    .elements()
                    .any(|kind| kind.as_str() == Some("null") || matches!(kind.data, Data::Null))
        };
        let null = ["nullable", "type"]
            .into_iter()
            .filter_map(|key| node.member(key))
            .find(|member| says(member))
            .map(|member| &member.key_span)
            .or(choice)
            .cloned();
        if self.schemas == 1 {
            self.outer_null.clone_from(&null);
        }
        if node.get("type").is_some() {
            self.typed += 1;
            self.typed_null.extend(null);
        }
        // In 3.0 a flag makes a bound exclusive; as in 3.1, the fact is an exclusive bound. A flag
        // without its bound restricts nothing.
        self.skipped.clear();
        for (bound, exclusive) in [
            ("minimum", "exclusiveMinimum"),
            ("maximum", "exclusiveMaximum"),
        ] {
            if node.get(exclusive).and_then(Node::as_bool) != Some(true) {
                continue;
            }
            self.skipped.extend([bound, exclusive]);
            if let Some(member) = node.member(bound) {
                let value = super::keywords::canonical(&member.value.to_json());
                self.combine(Fact::new(exclusive, value, member.key_span.clone()));
            }
        }
    }

    /// Adds a fact of the current schema.
    pub(super) fn add(&mut self, mut fact: Fact) {
        if self.skipped.contains(&fact.keyword.as_str())
            || (fact.keyword == "nullable" && fact.value == Value::Bool(true))
        {
            return;
        }
        match fact.keyword.as_str() {
            "type" => match types(fact.value) {
                Some(value) => fact.value = value,
                None => return,
            },
            "enum" | "x-extensible-enum" => fact.value = sorted(fact.value),
            _ => {}
        }
        self.combine(fact);
    }

    fn combine(&mut self, fact: Fact) {
        let Some(known) = self.facts.get_mut(&fact.keyword) else {
            self.facts.insert(fact.keyword.clone(), fact);
            return;
        };
        if known.value == fact.value || is_text(&fact.keyword) {
            return;
        }
        if let Some(takes_new) = narrower(&fact.keyword, &known.value, &fact.value) {
            if takes_new {
                *known = fact;
            }
            return;
        }
        if let Some(common) = common(&fact.keyword, &known.value, &fact.value) {
            known.value = common;
            return;
        }
        // Both apply, and no single keyword states that.
        let others = self.others.entry(fact.keyword.clone()).or_default();
        if others.insert(as_text(&fact.value)) {
            let keyword = format!("{} {}", fact.keyword, others.len() + 1);
            self.facts.insert(keyword.clone(), Fact { keyword, ..fact });
        }
    }

    /// The facts of all schemas.
    pub(super) fn finish(mut self) -> Vec<Fact> {
        let all_allow = self.typed > 0 && self.typed == self.typed_null.len();
        let null = self
            .outer_null
            .or_else(|| self.typed_null.into_iter().next().filter(|_| all_allow));
        if let Some(span) = null {
            let mut is_nullable = true;
            if let Some(Fact {
                value: Value::Array(values),
                ..
            }) = self.facts.get_mut("enum")
            {
                let lists_null = values.contains(&Value::Null);
                values.retain(|value| !value.is_null());
                // Where `enum` is JSON Schema's, a `null` that it does not list is none.
                is_nullable = lists_null || self.dialect == Dialect::V3_0;
            }
            let constant = self.facts.get("const");
            if is_nullable && constant.is_none_or(|constant| constant.value.is_null()) {
                let fact = Fact::new("nullable", true, span);
                self.facts.insert(fact.keyword.clone(), fact);
            }
        }
        self.facts.into_values().collect()
    }
}

/// A type, or a list of types in order, without `null`; `None` where nothing but that is left
/// unsaid.
fn types(value: Value) -> Option<Value> {
    let Value::Array(mut kinds) = value else {
        return Some(value);
    };
    if kinds.len() > 1 {
        kinds.retain(|kind| *kind != json!("null") && !kind.is_null());
    }
    match sorted(kinds.into()) {
        Value::Array(mut kinds) if kinds.len() == 1 => kinds.pop(),
        Value::Array(kinds) if kinds.is_empty() => None,
        value => Some(value),
    }
}

fn is_text(keyword: &str) -> bool {
    keyword.starts_with("x-")
        || keyword.starts_with("example")
        || matches!(
            keyword,
            "description" | "title" | "summary" | "externalDocs" | "xml" | "default" | "$comment"
        )
}

/// Whether the second of two bounds is the one that decides; `None` for what is no bound.
fn narrower(keyword: &str, known: &Value, new: &Value) -> Option<bool> {
    let order = compare_numbers(known, new)?;
    match keyword {
        "minimum" | "exclusiveMinimum" | "minLength" | "minItems" | "minProperties" => {
            Some(order == Ordering::Less)
        }
        "maximum" | "exclusiveMaximum" | "maxLength" | "maxItems" | "maxProperties" => {
            Some(order == Ordering::Greater)
        }
        _ => None,
    }
}

/// What two lists of types or values have in common, if it is something.
fn common(keyword: &str, known: &Value, new: &Value) -> Option<Value> {
    let list = |value: &Value| match value {
        Value::Array(elements) => elements.clone(),
        value => vec![value.clone()],
    };
    let (known, new) = (list(known), list(new));
    let common: Vec<Value> = match keyword {
        "enum" => {
            let new: HashSet<String> = new.iter().map(as_text).collect();
            let is_common = |it: &Value| new.contains(&as_text(it));
            known.into_iter().filter(is_common).collect()
        }
        "type" => {
            let holds = |kinds: &[Value], kind: &Value| {
                kinds.contains(kind) || (*kind == "integer" && kinds.contains(&json!("number")))
            };
            let mut common: Vec<Value> =
                known.iter().filter(|it| holds(&new, it)).cloned().collect();
            common.extend(new.iter().filter(|it| holds(&known, it)).cloned());
            common
        }
        _ => return None,
    };
    if common.is_empty() {
        return None;
    }
    match sorted(common.into()) {
        Value::Array(mut only) if keyword == "type" && only.len() == 1 => only.pop(),
        value => Some(value),
    }
}
