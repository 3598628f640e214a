//! One change to apply, and the edits that candidates are made of.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::Comparison;
use super::dialect;
use super::edit::Edit;
use super::place::{self, Place};
use super::pointer::{Pointer, Token};
use compat::change::Change;
use contract::facts::Address;
use contract::{Document, Node};

/// Edits that each may make a change, the likely ones first; the first that the judge accepts is
/// applied. The error is the reason why there are none.
pub(super) type Candidates = Result<Vec<Vec<Edit>>, String>;

/// The order of the members of a mapping.
const ORDER: &str = "operationId title name in type format nullable required enum x-extensible-enum \
     const minLength maxLength pattern minimum exclusiveMinimum maximum exclusiveMaximum \
     multipleOf minItems maxItems uniqueItems minProperties maxProperties default readOnly \
     writeOnly tags deprecated summary description style explode allowReserved security servers \
     parameters requestBody responses headers content schema example examples allOf oneOf anyOf \
     items additionalProperties properties";

/// Lists and mappings that are removed with their last entry.
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

/// Members of a path item that are shared by its operations.
const SHARED: [&str; 4] = ["summary", "description", "servers", "parameters"];

pub(super) const NOT_IN_SOURCE: &str = "the source does not state this part in a single place";

/// A change to apply.
pub(super) struct Task<'a> {
    pub(super) contract: &'a Document,
    pub(super) source: &'a Document,
    pub(super) comparison: &'a Comparison,
    pub(super) change: &'a Change,
    /// Names of schemas in the source, and the names that they get in the contract.
    pub(super) names: &'a BTreeMap<String, String>,
}

impl Task<'_> {
    pub(super) fn root(&self) -> &Node {
        self.contract.root()
    }

    /// The place of an address in the contract.
    pub(super) fn place(&self, address: &Address) -> Result<Place, String> {
        place::find(self.root(), address)
            .ok_or_else(|| "the contract does not state this part in a single place".into())
    }

    /// The place of an address in the source.
    pub(super) fn theirs(&self, address: &Address) -> Option<Place> {
        place::find(self.source.root(), address)
    }

    /// The members of a schema of the source, in the contract's dialect.
    pub(super) fn translated(&self, at: &Pointer) -> Map<String, Value> {
        let node = at.node(self.source.root()).map(Node::to_json);
        let Some(Value::Object(mut schema)) = node else {
            return Map::new();
        };
        dialect::translate(&mut schema, self.source.dialect(), self.contract.dialect());
        schema
    }

    /// Whether a mapping of the contract has one of these members.
    pub(super) fn has(&self, at: &Pointer, keys: &[&str]) -> bool {
        let node = at.node(self.root());
        node.is_some_and(|node| keys.iter().any(|key| node.get(key).is_some()))
    }

    /// The edit that sets a member of a mapping, or removes it; `None` where nothing changes.
    pub(super) fn set(&self, at: &Pointer, key: &str, value: Option<Value>) -> Option<Edit> {
        let known = at.node(self.root())?.get(key);
        match (known, value) {
            (None, None) => None,
            (Some(known), Some(value)) if same(&known.to_json(), &value) => None,
            (Some(_), Some(value)) => Some(Edit::Replace {
                at: at.key(key),
                value,
            }),
            (Some(_), None) => Some(self.remove(&at.key(key))),
            (None, Some(value)) => Some(Edit::Add {
                to: at.clone(),
                key: key.to_owned(),
                value,
                after: self.in_order(at, key),
            }),
        }
    }

    /// The member after which a new one is written.
    fn in_order(&self, at: &Pointer, key: &str) -> Option<String> {
        let members = at.node(self.root())?.members().map(|(known, _)| known);
        members
            .filter(|known| rank(known) <= rank(key))
            .last()
            .map(str::to_owned)
    }

    /// The edit that removes an entry, and what would be left empty around it.
    pub(super) fn remove(&self, at: &Pointer) -> Edit {
        let mut at = at.clone();
        while let Some((around, _)) = at.split() {
            let is_last = around
                .node(self.root())
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

    /// The edit that adds a value below a place of the contract, at the last `steps` steps of its
    /// pointer in the source. The first of these is a keyword; the others are names and indices,
    /// which keep the order of the source.
    pub(super) fn add(
        &self,
        base: &Pointer,
        theirs: &Pointer,
        steps: usize,
        value: Value,
    ) -> Option<Edit> {
        let start = theirs.0.len().checked_sub(steps)?;
        let mut depth = start;
        let mut to = base.clone();
        while let Some(Token::Key(key)) = theirs.0.get(depth)
            && depth + 1 < theirs.0.len()
            && let Some(below) = to.key(key).resolved(self.root())
            && below.node(self.root()).is_some_and(has_elements)
        {
            to = below;
            depth += 1;
        }
        let inner = theirs.0.get(depth + 1..)?.iter().rev();
        let value = inner.fold(value, |value, token| match token {
            Token::Key(key) => json!({ key: value }),
            Token::Index(_) => json!([value]),
        });
        let previous = self.previous(&to, &Pointer(theirs.0[..=depth].to_vec()));
        match &theirs.0[depth] {
            Token::Key(key) if depth == start => self.set(&to, key, Some(value)),
            Token::Key(key) => Some(Edit::Add {
                after: match previous {
                    Some(Token::Key(key)) => Some(key),
                    _ => self.last_shared(&to),
                },
                to,
                key: key.clone(),
                value,
            }),
            Token::Index(_) => Some(Edit::Insert {
                to,
                index: match previous {
                    Some(Token::Index(index)) => index + 1,
                    _ => 0,
                },
                value,
            }),
        }
    }

    /// The entry of a mapping or list of the contract that is the nearest one in front of a place
    /// of the source.
    pub(super) fn previous(&self, to: &Pointer, theirs: &Pointer) -> Option<Token> {
        let (container, last) = theirs.split()?;
        let container = container.resolved(self.source.root())?;
        let container = container.node(self.source.root())?;
        let ours = to.node(self.root())?;
        match last {
            Token::Key(key) => {
                let members = container.members().map(|(known, _)| known);
                let before = members.take_while(|known| known != key);
                let known = before.filter(|known| ours.get(known).is_some());
                known.last().map(|known| Token::Key(known.to_owned()))
            }
            Token::Index(index) => {
                let before: Vec<&Node> = container.elements().take(*index).collect();
                before.into_iter().rev().find_map(|element| {
                    let known = identity(self.source, element);
                    let mut ours = ours.elements();
                    let at = ours.position(|our| identity(self.contract, our) == known)?;
                    Some(Token::Index(at))
                })
            }
        }
    }

    /// The last of the first members of a path item that its operations share.
    fn last_shared(&self, at: &Pointer) -> Option<String> {
        if at.0.len() != 2 || at.0[0] != Token::Key("paths".into()) {
            return None;
        }
        let members = at.node(self.root())?.members().map(|(key, _)| key);
        let shared = members.take_while(|key| SHARED.contains(key));
        shared.last().map(str::to_owned)
    }

    /// The edit that adds a value to a list whose order has no meaning, removes one, or replaces
    /// one by another. `theirs` is the list of the source, whose order an added value keeps.
    pub(super) fn edit_list(
        &self,
        list: &Pointer,
        before: Option<&Value>,
        after: Option<&Value>,
        theirs: &[Value],
    ) -> Result<Edit, String> {
        let known = list.node(self.root()).into_iter().flat_map(Node::elements);
        let known: Vec<Value> = known.map(Node::to_json).collect();
        let position = |value: &Value| known.iter().position(|known| same(known, value));
        let missing = "the list of the contract does not have this value";
        match (before, after) {
            (Some(before), Some(after)) => Ok(Edit::Replace {
                at: list.index(position(before).ok_or(missing)?),
                value: after.clone(),
            }),
            (Some(before), None) => Ok(self.remove(&list.index(position(before).ok_or(missing)?))),
            (None, after) => {
                let after = after.ok_or(missing)?;
                let earlier = theirs.iter().take_while(|value| !same(value, after));
                let previous = earlier.filter_map(position).last();
                Ok(Edit::Insert {
                    to: list.clone(),
                    index: previous.map_or(0, |previous| previous + 1),
                    value: after.clone(),
                })
            }
        }
    }

    /// The place in the contract that the change reports.
    pub(super) fn named(&self) -> Option<Pointer> {
        let site = self.change.contract.as_ref().filter(|site| site.exact)?;
        Pointer::of_span(self.root(), &site.span)
    }
}

/// The position of a member in the order of members.
pub(super) fn rank(key: &str) -> usize {
    let mut order = ORDER.split_whitespace();
    order.position(|known| known == key).unwrap_or(usize::MAX)
}

/// Sorts the members of a mapping.
pub(super) fn in_order(members: Map<String, Value>) -> Value {
    let mut members: Vec<(String, Value)> = members.into_iter().collect();
    members.sort_by_key(|(key, _)| rank(key));
    members.into_iter().collect::<Map<_, _>>().into()
}

fn has_elements(node: &Node) -> bool {
    node.members().next().is_some() || node.elements().next().is_some()
}

/// What identifies an element of a list: place and name of a parameter, the URL of a server.
fn identity(document: &Document, element: &Node) -> Value {
    let node = document.resolve(element).map_or(element, |it| it.node);
    let word = |key| node.get(key).and_then(Node::as_str);
    match (word("in"), word("name"), word("url")) {
        (Some(place), Some(name), _) => json!([place, name]),
        (_, _, Some(url)) => url.into(),
        _ => node.to_json(),
    }
}

/// Whether two values are equal; `1.0` equals `1`.
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
