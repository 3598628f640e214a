//! The schemas that added parts refer to: those of the contract that say the same, and new ones.

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};

use super::build::Builder;
use super::edit::Edit;
use super::place::{self, Kind};
use super::pointer::Pointer;
use super::task::{Task, meets};
use compat::Fingerprints;
use contract::Node;
use contract::facts::{Address, Facts, Part, Step, SubjectId};

const SCHEMAS: &str = "#/components/schemas/";
/// Keywords by which a text or a number without a name can be told from others.
const CONSTRAINTS: [&str; 5] = ["minLength", "maxLength", "minimum", "maximum", "format"];

/// Finds the component for a part of the source.
pub(super) struct Components<'a> {
    task: &'a Task<'a>,
    prints: RefCell<Fingerprints<'a>>,
    known: Vec<Known>,
    /// Components of the source, and the reference that the contract has where they stand.
    paired: HashMap<SubjectId, String>,
    /// Components that the contract is to get, with their names there.
    new: RefCell<Vec<(SubjectId, String)>>,
}

/// A component that the contract refers to.
struct Known {
    subject: SubjectId,
    /// The step to where it is referred to.
    step: Step,
    reference: String,
}

impl<'a> Components<'a> {
    pub(super) fn new(task: &'a Task<'a>) -> Self {
        let mut walk = Walk {
            task,
            met: HashSet::new(),
            known: Vec::new(),
            paired: HashMap::new(),
        };
        let (expected, stated) = (task.expected.root(), task.stated.root());
        walk.below(expected, Some(stated), &Address::default());
        Self {
            task,
            prints: RefCell::new(Fingerprints::new(task.expected, task.stated)),
            known: walk.known,
            paired: walk.paired,
            new: RefCell::new(Vec::new()),
        }
    }

    /// The reference that a part's schema is written as, if it is not written where it stands.
    pub(super) fn reference(&self, part: &Part) -> Result<Option<String>, String> {
        let stated: &Facts = self.task.stated;
        let name = stated.subject(part.subject).name.as_deref();
        let given = name.and_then(|name| self.task.names.get(name));
        if let Some(given) = given
            && self.has(given)
        {
            return Ok(Some(format!("{SCHEMAS}{given}")));
        }
        if let Some(known) = self.paired.get(&part.subject).or(self.same(part)) {
            return Ok(Some(known.clone()));
        }
        let Some(name) = name else { return Ok(None) };
        let mut new = self.new.borrow_mut();
        let known = new.iter().find(|(id, _)| *id == part.subject);
        if let Some((_, name)) = known {
            return Ok(Some(format!("{SCHEMAS}{name}")));
        }
        let chosen = given.map_or(name, String::as_str);
        if self.has(chosen) || new.iter().any(|(_, taken)| taken == chosen) {
            return Err(format!(
                "the contract has another schema called `{chosen}`: give the new one a name with \
                 `--name {name}=NAME`"
            ));
        }
        new.push((part.subject, chosen.to_owned()));
        Ok(Some(format!("{SCHEMAS}{chosen}")))
    }

    fn has(&self, name: &str) -> bool {
        let schemas = Pointer::default().key("components").key("schemas");
        schemas.key(name).node(self.task.root).is_some()
    }

    /// The contract's reference to what says the same.
    fn same(&self, part: &Part) -> Option<&String> {
        let subject = self.task.stated.subject(part.subject);
        let named = subject.name.as_ref().map(|name| format!("{SCHEMAS}{name}"));
        let tells = |keyword: &str| subject.facts.iter().any(|fact| fact.keyword == keyword);
        let has_parts = |part: &Part| matches!(part.step, Step::Property(_) | Step::Choice(..));
        // What is only a text or a number says too little to be told by it alone.
        let is_telling = tells("enum") || tells("pattern") || subject.parts.iter().any(has_parts);
        let found = self.known.iter().find(|known| {
            (is_telling || named.as_ref() == Some(&known.reference) || known.step == part.step)
                && self
                    .prints
                    .borrow_mut()
                    .is_same(known.subject, part.subject, false)
        });
        Some(&found.or_else(|| self.unused(part))?.reference)
    }

    /// The one component that nothing refers to and that has the same constraints: it was written for
    /// a part like this one.
    fn unused(&self, part: &Part) -> Option<&Known> {
        let subject = self.task.stated.subject(part.subject);
        let constrains = |keyword: &str| CONSTRAINTS.contains(&keyword);
        if !subject.facts.iter().any(|fact| constrains(&fact.keyword)) {
            return None;
        }
        let mut found = self.known.iter().filter(|known| {
            matches!(known.step, Step::Other(_))
                && self
                    .prints
                    .borrow_mut()
                    .is_same(known.subject, part.subject, false)
        });
        let only = found.next()?;
        found.next().is_none().then_some(only)
    }

    /// The edits that add the new components, and those that these use in turn.
    pub(super) fn edits(&self, builder: &Builder<'_>) -> Result<Vec<Edit>, String> {
        let mut built = serde_json::Map::new();
        loop {
            let next = self.new.borrow().get(built.len()).cloned();
            let Some((id, name)) = next else { break };
            let schema = builder.component(id, &name)?;
            built.insert(name, schema);
        }
        if built.is_empty() {
            return Ok(Vec::new());
        }
        let root = self.task.root;
        let components = Pointer::default().key("components");
        let schemas = components.key("schemas");
        let last = |at: &Pointer| {
            let members = at.node(root).into_iter().flat_map(Node::members);
            members.map(|(key, _)| key.to_owned()).last()
        };
        let whole = |to: Pointer, key: &str, value| {
            let after = last(&to);
            vec![Edit::Add {
                to,
                key: key.to_owned(),
                value,
                after,
            }]
        };
        if components.node(root).is_none() {
            let value = serde_json::json!({ "schemas": built });
            return Ok(whole(Pointer::default(), "components", value));
        }
        if schemas.node(root).is_none() {
            return Ok(whole(components, "schemas", built.into()));
        }
        let mut after = last(&schemas);
        let add = |(key, value): (String, serde_json::Value)| {
            let after = after.replace(key.clone());
            Edit::Add {
                to: schemas.clone(),
                key,
                value,
                after,
            }
        };
        Ok(built.into_iter().map(add).collect())
    }
}

struct Walk<'a> {
    task: &'a Task<'a>,
    met: HashSet<SubjectId>,
    known: Vec<Known>,
    paired: HashMap<SubjectId, String>,
}

impl Walk<'_> {
    fn below(&mut self, id: SubjectId, stated: Option<SubjectId>, at: &Address) {
        if !self.met.insert(id) {
            return;
        }
        let (ours, theirs) = (self.task.expected, self.task.stated);
        for part in &ours.subject(id).parts {
            let below = at.then(part.step.clone());
            let beside = stated.and_then(|id| {
                let parts = &theirs.subject(id).parts;
                let same = parts.iter().find(|other| other.step == part.step);
                same.or_else(|| parts.iter().find(|other| meets(&other.step, &part.step)))
            });
            if let Some(reference) = self.reference(&below) {
                if let Some(beside) = beside
                    && theirs.subject(beside.subject).name.is_some()
                {
                    let paired = self.paired.entry(beside.subject);
                    paired.or_insert_with(|| reference.clone());
                }
                self.known.push(Known {
                    subject: part.subject,
                    step: part.step.clone(),
                    reference,
                });
            }
            self.below(part.subject, beside.map(|it| it.subject), &below);
        }
    }

    fn reference(&self, address: &Address) -> Option<String> {
        // A component that nothing refers to yet.
        if let [Step::Other(schema)] = address.0.as_slice() {
            let name = schema.strip_prefix("schema ")?;
            return Some(format!("{SCHEMAS}{name}"));
        }
        let root = self.task.root;
        let place = place::find(root, address)?;
        let schema = match place.kind {
            Kind::Schema => place.written,
            _ => place::held_schema(root, &place.node)?,
        };
        let schema = schema.node(root)?;
        let reference = schema.get("$ref").or_else(|| annotated(schema))?;
        let reference = reference.as_str()?;
        Pointer::of_reference(root, reference)?;
        Some(reference.to_owned())
    }
}

/// The reference of an `allOf` that only gives its one component an example or a description of the
/// place.
fn annotated(schema: &Node) -> Option<&Node> {
    let is_annotation = |key: &str| matches!(key, "allOf" | "description" | "example" | "title");
    let mut parts = schema.get("allOf")?.elements();
    let only = parts.next()?.get("$ref")?;
    let is_alone = parts.next().is_none() && schema.members().all(|(key, _)| is_annotation(key));
    is_alone.then_some(only)
}
