//! One change, and all there is to know for making it.

use std::cell::Cell;
use std::collections::BTreeMap;

use serde_json::Value;

use super::edit::Edit;
use super::place::{self, Place};
use super::pointer::{Pointer, Token};
use compat::change::Change;
use contract::facts::{Address, Fact, Facts, Part, Step, Subject};
use contract::{Dialect, Node, ParameterPlace};

/// Edits, or why there are none.
pub(super) type Edits = Result<Vec<Edit>, String>;

/// Lists and mappings that say nothing once they are empty.
const PRUNED: [&str; 9] = [
    "content",
    "enum",
    "examples",
    "headers",
    "parameters",
    "properties",
    "required",
    "servers",
    "tags",
];

pub(super) struct Task<'a> {
    pub(super) root: &'a Node,
    pub(super) dialect: Dialect,
    pub(super) expected: &'a Facts,
    pub(super) stated: &'a Facts,
    pub(super) changes: &'a [Change],
    pub(super) change: &'a Change,
    /// Whether the source is a page.
    pub(super) is_page: bool,
    /// The names that a person gives to components of the source.
    pub(super) names: &'a BTreeMap<String, String>,
    /// Which of the schemas that hold in a place takes what is new there.
    pub(super) choice: usize,
    /// Whether another choice gives other edits.
    pub(super) has_choice: Cell<bool>,
}

impl Task<'_> {
    pub(super) fn place(&self, address: &Address) -> Result<Place, String> {
        place::find(self.root, address)
            .ok_or_else(|| "the contract does not write this place down by itself".into())
    }

    /// The value of a keyword on both sides.
    pub(super) fn both(&self, keyword: &str) -> (Option<Value>, Option<Value>) {
        let address = &self.change.address;
        let before = said(self.expected, address, keyword);
        let after = match find(self.stated, address) {
            Some(_) => said(self.stated, address, keyword),
            // The source calls something on the way there otherwise.
            None if self.change.keyword.as_deref() == Some(keyword) => self.change.after.clone(),
            None => before.clone(),
        };
        (before, after)
    }

    /// The edit that lets a mapping say this of a keyword, if it does not yet.
    pub(super) fn set(
        &self,
        at: &Pointer,
        keyword: &str,
        value: Option<Value>,
        order: &[&str],
    ) -> Option<Edit> {
        let node = at.node(self.root)?;
        match (node.get(keyword), value) {
            (None, None) => None,
            (Some(known), Some(value)) if same(&known.to_json(), &value) => None,
            (Some(_), Some(value)) => Some(Edit::Replace {
                at: at.key(keyword),
                value,
            }),
            (Some(_), None) => Some(self.remove(&at.key(keyword))),
            (None, Some(value)) => Some(Edit::Add {
                to: at.clone(),
                key: keyword.to_owned(),
                value,
                after: previous_key(node, keyword, order),
            }),
        }
    }

    /// The schema that takes what no schema of a place says yet.
    pub(super) fn target(&self, schemas: &[Pointer]) -> Result<Pointer, String> {
        self.has_choice.set(true);
        schemas
            .iter()
            .filter(|at| !place::is_reference(self.root, at))
            .nth(self.choice)
            .cloned()
            .ok_or_else(|| "the contract has no schema in this place".to_owned())
    }

    /// The edit that lets the schemas of a place say this of a keyword.
    pub(super) fn set_in_schemas(
        &self,
        schemas: &[Pointer],
        keyword: &str,
        value: Option<Value>,
    ) -> Edits {
        let says = |at: &&Pointer| {
            at.node(self.root)
                .is_some_and(|it| it.get(keyword).is_some())
        };
        let at = match schemas.iter().find(says) {
            Some(at) => at.clone(),
            None if value.is_none() => return Ok(Vec::new()),
            None => self.target(schemas)?,
        };
        let edit = self.set(&at, keyword, value, &super::build::ORDER);
        Ok(edit.into_iter().collect())
    }

    /// The edit that takes something away, with what would be left empty around it.
    pub(super) fn remove(&self, at: &Pointer) -> Edit {
        let mut at = at.clone();
        while let Some((around, _)) = at.split() {
            let is_last = around
                .node(self.root)
                .is_some_and(|node| node.members().count() + node.elements().count() == 1);
            let is_pruned = matches!(around.0.last(),
                Some(Token::Key(key)) if PRUNED.contains(&key.as_str()));
            if !is_last || !is_pruned {
                break;
            }
            at = around;
        }
        Edit::Remove { at }
    }

    /// The member or element of the contract that the change names.
    pub(super) fn named(&self) -> Option<Pointer> {
        let site = self.change.contract.as_ref().filter(|site| site.exact)?;
        Pointer::of_span(self.root, &site.span)
    }
}

/// The key in front of a new one: the last that comes earlier in the order.
pub(super) fn previous_key(node: &Node, key: &str, order: &[&str]) -> Option<String> {
    let rank = order.iter().position(|it| *it == key)?;
    let earlier = |known: &&str| order[..rank].contains(known);
    node.members()
        .map(|(known, _)| known)
        .filter(earlier)
        .last()
        .map(str::to_owned)
}

/// The part that an address leads to, by whatever names the source has for the steps.
pub(super) fn find<'f>(facts: &'f Facts, address: &Address) -> Option<&'f Part> {
    let mut part = None;
    let mut subject = facts.subject(facts.root());
    for step in &address.0 {
        let found = subject
            .parts
            .iter()
            .find(|part| part.step == *step)
            .or_else(|| subject.parts.iter().find(|part| meets(&part.step, step)))?;
        subject = facts.subject(found.subject);
        part = Some(found);
    }
    part
}

/// The subject that an address leads to.
pub(super) fn subject<'f>(facts: &'f Facts, address: &Address) -> Option<&'f Subject> {
    if address.0.is_empty() {
        return Some(facts.subject(facts.root()));
    }
    find(facts, address).map(|part| facts.subject(part.subject))
}

/// The fact that an address states with a keyword.
pub(super) fn fact<'f>(facts: &'f Facts, address: &Address, keyword: &str) -> Option<&'f Fact> {
    let part = find(facts, address)?;
    let own = &facts.subject(part.subject).facts;
    part.facts
        .iter()
        .chain(own)
        .find(|fact| fact.keyword == keyword)
}

fn said(facts: &Facts, address: &Address, keyword: &str) -> Option<Value> {
    fact(facts, address, keyword).map(|fact| fact.value.clone())
}

/// Whether two steps name the same thing.
pub(super) fn meets(one: &Step, other: &Step) -> bool {
    match (one, other) {
        (Step::Header(one), Step::Header(other))
        | (
            Step::Parameter(ParameterPlace::Header, one),
            Step::Parameter(ParameterPlace::Header, other),
        ) => one.eq_ignore_ascii_case(other),
        (Step::MediaType(one), Step::MediaType(other)) => {
            one == "*" || other == "*" || place::same_media(one, other)
        }
        (
            Step::Operation { method, path },
            Step::Operation {
                method: other_method,
                path: other_path,
            },
        ) => {
            let shape = |path: &str| {
                let segment = |it: &str| if it.starts_with('{') { "{}" } else { it }.to_owned();
                path.split('/').map(segment).collect::<Vec<_>>()
            };
            method == other_method && shape(path) == shape(other_path)
        }
        _ => one == other,
    }
}

/// Whether two values are one: `1.0` is `1`.
pub(super) fn same(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Number(one), Value::Number(other)) => {
            one == other || one.as_f64() == other.as_f64()
        }
        (Value::Array(one), Value::Array(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(one, other)| same(one, other))
        }
        (Value::Object(one), Value::Object(other)) => {
            one.len() == other.len()
                && one
                    .iter()
                    .all(|(key, value)| other.get(key).is_some_and(|other| same(value, other)))
        }
        _ => one == other,
    }
}
