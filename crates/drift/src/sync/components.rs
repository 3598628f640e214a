//! References of copied parts, to components that the contract has or is to get.

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};

use serde_json::{Map, Value};

use super::edit::Edit;
use super::place::same_path;
use super::pointer::Pointer;
use super::task::Task;
use compat::Fingerprints;
use contract::facts::{Facts, Step, Subject, SubjectId};
use contract::{Node, pointer_keys};

const SCHEMAS: &str = "#/components/schemas/";
/// Keywords that distinguish a string or a number from others.
const CONSTRAINTS: [&str; 5] = ["minLength", "maxLength", "minimum", "maximum", "format"];

/// Maps components of the source to components of the contract.
pub(super) struct Components<'a> {
    task: &'a Task<'a>,
    /// Components of the source, and those that the contract refers to in the same places.
    paired: HashMap<String, String>,
    prints: RefCell<Fingerprints<'a>>,
    /// Components to add: their names in the source and in the contract.
    new: RefCell<Vec<(String, String)>>,
}

impl<'a> Components<'a> {
    pub(super) fn new(task: &'a Task<'a>) -> Self {
        let (expected, stated) = (&task.comparison.expected, &*task.comparison.stated);
        let mut pairs = Pairs {
            roots: [task.root(), task.source.root()],
            met: HashSet::new(),
            paired: HashMap::new(),
        };
        pairs.below(task.root(), task.source.root());
        Self {
            task,
            paired: pairs.paired,
            prints: RefCell::new(Fingerprints::new(expected, stated)),
            new: RefCell::new(Vec::new()),
        }
    }

    /// The reference of the contract for one of the source; `None` if the target is to be copied in
    /// its place.
    pub(super) fn reference(&self, reference: &str) -> Result<Option<String>, String> {
        let Some(name) = schema_name(reference) else {
            return Ok(None);
        };
        let given = self.task.names.get(&name).map(String::as_str);
        let known = given.filter(|given| self.has(given));
        let known = known.or_else(|| self.paired.get(&name).map(String::as_str));
        let known = known.map(str::to_owned).or_else(|| self.same(&name));
        if let Some(known) = known {
            return Ok(Some(format!("{SCHEMAS}{known}")));
        }
        let mut new = self.new.borrow_mut();
        if let Some((_, chosen)) = new.iter().find(|(theirs, _)| *theirs == name) {
            return Ok(Some(format!("{SCHEMAS}{chosen}")));
        }
        let chosen = given.unwrap_or(&name).to_owned();
        if self.has(&chosen) || new.iter().any(|(_, taken)| *taken == chosen) {
            return Err(format!(
                "the contract has another schema called `{chosen}`: give the new one a name with \
                 `--name {name}=NAME`"
            ));
        }
        new.push((name, chosen.clone()));
        Ok(Some(format!("{SCHEMAS}{chosen}")))
    }

    fn has(&self, name: &str) -> bool {
        schema(name).node(self.task.root()).is_some()
    }

    /// A component of the contract that states the same as one of the source.
    fn same(&self, name: &str) -> Option<String> {
        let (theirs, subject) = named(&self.task.comparison.stated)
            .find(|it| it.2 == name)
            .map(|it| (it.0, it.1))?;
        let states = |keywords: &[&str]| {
            let mut facts = subject.facts.iter();
            facts.any(|fact| keywords.contains(&fact.keyword.as_str()))
        };
        let identifies = |step: &Step| matches!(step, Step::Property(_) | Step::Choice(..));
        // Plain strings and numbers are too similar to be identified by what they state.
        let is_identified =
            states(&["enum", "pattern"]) || subject.parts.iter().any(|it| identifies(&it.step));
        let ours = named(&self.task.comparison.expected);
        let mut prints = self.prints.borrow_mut();
        let same = ours.filter(|(id, ..)| prints.is_same(*id, theirs, false));
        let mut same: Vec<&str> = same
            .map(|(_, _, name)| name)
            .filter(|name| self.has(name))
            .collect();
        same.sort_by_key(|ours| *ours != name);
        if let Some(found) = same.first().filter(|ours| is_identified || **ours == name) {
            return Some((*found).to_owned());
        }
        // Otherwise, the only one that nothing refers to yet.
        let references = references(self.task.root());
        same.retain(|name| !references.contains(*name));
        match same.as_slice() {
            [only] if states(&CONSTRAINTS) => Some((*only).to_owned()),
            _ => None,
        }
    }

    /// The edits that add the new components, with those that they use in turn. `copied` copies a
    /// schema of the source under its new name.
    pub(super) fn edits(
        &self,
        copied: impl Fn(&Node, &str) -> Result<Value, String>,
    ) -> Result<Vec<Edit>, String> {
        let mut edits = Vec::new();
        let mut whole = Map::new();
        loop {
            let next = self.new.borrow().get(whole.len()).cloned();
            let Some((theirs, name)) = next else { break };
            let node = schema(&theirs);
            let node = node
                .node(self.task.source.root())
                .ok_or("a reference of the source leads nowhere")?;
            let value = copied(node, &name)?;
            whole.insert(name.clone(), value.clone());
            edits.extend(self.task.add(&Pointer::default(), &schema(&name), 3, value));
        }
        // Where the contract has no components yet, the mapping with all of them is one edit.
        if let [Edit::Add { to, .. } | Edit::Replace { at: to, .. }, _, ..] = edits.as_slice()
            && to.0.len() < 2
        {
            let at = Pointer::default().key("components").key("schemas");
            return Ok(self
                .task
                .add(&Pointer::default(), &at, 2, whole.into())
                .into_iter()
                .collect());
        }
        Ok(edits)
    }
}

/// The subjects that have a name.
fn named(facts: &Facts) -> impl Iterator<Item = (SubjectId, &Subject, &str)> {
    let subjects = facts.subjects();
    subjects.filter_map(|(id, subject)| Some((id, subject, subject.name.as_deref()?)))
}

/// The place of the schema of this name.
fn schema(name: &str) -> Pointer {
    Pointer::default()
        .key("components")
        .key("schemas")
        .key(name)
}

/// The name of the component that a reference leads to.
fn schema_name(reference: &str) -> Option<String> {
    match pointer_keys(reference)?.as_slice() {
        [components, schemas, name] if components == "components" && schemas == "schemas" => {
            Some(name.clone())
        }
        _ => None,
    }
}

/// The names of the components that references lead to.
fn references(node: &Node) -> HashSet<String> {
    let own = node
        .get("$ref")
        .and_then(Node::as_str)
        .and_then(schema_name);
    let members = node.members().map(|(_, member)| &member.value);
    let below = members.chain(node.elements()).flat_map(references);
    own.into_iter().chain(below).collect()
}

/// Walks the contract and the source in parallel, and notes the components that both refer to in
/// the same place.
struct Pairs<'a> {
    roots: [&'a Node; 2],
    met: HashSet<(*const Node, *const Node)>,
    paired: HashMap<String, String>,
}

impl<'a> Pairs<'a> {
    fn below(&mut self, ours: &'a Node, theirs: &'a Node) {
        let [(our_name, ours), (their_name, theirs)] =
            [(self.roots[0], ours), (self.roots[1], theirs)].map(|(root, it)| referred(root, it));
        if let (Some(ours), Some(theirs)) = (our_name, their_name) {
            self.paired.entry(theirs).or_insert(ours);
        }
        if !self.met.insert((ours, theirs)) {
            return;
        }
        let is_root = std::ptr::eq(ours, self.roots[0]);
        for (key, member) in ours.members() {
            // Equal names of components prove nothing.
            if is_root && key == "components" {
                continue;
            }
            let key = if key.starts_with('/') {
                same_path(theirs, key)
            } else {
                Some(key)
            };
            if let Some(other) = key.and_then(|key| theirs.get(key)) {
                self.below(&member.value, other);
            }
        }
        for our in ours.elements() {
            let Some(name) = our.get("name").and_then(Node::as_str) else {
                continue;
            };
            let has_name = |it: &&Node| it.get("name").and_then(Node::as_str) == Some(name);
            if let Some(other) = theirs.elements().find(has_name) {
                self.below(our, other);
            }
        }
    }
}

/// The schema that a node leads to, with its name. It may be the only reference of an `allOf`, or
/// one of an option beside `null`.
fn referred<'n>(root: &'n Node, node: &'n Node) -> (Option<String>, &'n Node) {
    let own = node.get("$ref").and_then(Node::as_str);
    let inner = || {
        let mut lists = ["allOf", "anyOf", "oneOf"].into_iter();
        let list = lists.find_map(|key| node.get(key))?;
        let is_null = |it: &&Node| it.get("type").and_then(Node::as_str) == Some("null");
        let mut schemas = list.elements().filter(|it| !is_null(it));
        let only = schemas.next().filter(|_| schemas.next().is_none())?;
        only.get("$ref")?.as_str()
    };
    let reference = own.or_else(inner);
    let target = reference.and_then(|it| Pointer::of_reference(root, it)?.resolved(root));
    let target = target.and_then(|at| at.node(root));
    (reference.and_then(schema_name), target.unwrap_or(node))
}
