//! Edits, and how they are made.

use std::fmt;

use serde_json::{Map, Value, json};

use crate::target::{Role, Target};

/// One edit of a document.
#[derive(Clone, Debug)]
pub struct Edit {
    /// What is done, such as `maxLength changed`.
    pub kind: String,
    /// A JSON pointer to what is edited, behind all references.
    pub at: String,
    /// What is edited.
    pub role: Role,
    /// Every place of the document that shows what is edited, as `METHOD /path › place`.
    pub places: Vec<String>,
    /// The changes that a comparison has to find, and no others. `None` where the edit changes several
    /// things at once; then each change has to be at one of the places, or below it.
    pub changes: Option<Vec<Expected>>,
    /// The path of the operation before and after, where the edit renames a path.
    pub moved: Option<(String, String)>,
    steps: Vec<Step>,
}

/// A change that an edit has to be found as.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Expected {
    /// What is done to the part or keyword.
    pub action: Action,
    /// What kind of thing is changed.
    pub class: Class,
    /// The keyword; `None` where a whole part is added, removed, or renamed.
    pub keyword: Option<String>,
    /// Every place that shows the change, as `METHOD /path › place`.
    pub places: Vec<String>,
}

/// What kind of thing is changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    /// The wire or a type.
    Contract,
    /// Only how the same values are written.
    Equivalent,
    /// An example.
    Example,
}

/// What is done to a part or a keyword.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Action {
    /// Only the edited document has it.
    Added,
    /// Only the document before has it.
    Removed,
    /// Both have it, with different values.
    Changed,
    /// Both have it, under different names.
    Renamed,
}

impl fmt::Display for Action {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Added => "added",
            Self::Removed => "removed",
            Self::Changed => "changed",
            Self::Renamed => "renamed",
        })
    }
}

impl fmt::Display for Edit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} at {} (", self.kind, self.at)?;
        for (number, step) in self.steps.iter().enumerate() {
            let comma = if number == 0 { "" } else { ", " };
            write!(f, "{comma}{step}")?;
        }
        f.write_str(")")
    }
}

impl Edit {
    /// The document after the edit.
    ///
    /// # Panics
    ///
    /// If the document is another one than the edit was made for.
    #[must_use]
    pub fn apply(&self, document: &Value) -> Value {
        let mut edited = document.clone();
        self.steps.iter().for_each(|step| step.apply(&mut edited));
        edited
    }
}

impl Expected {
    /// The keyword that is changed.
    #[must_use]
    pub fn keyword(&self) -> Option<&str> {
        self.keyword.as_deref()
    }

    /// A change of a keyword.
    pub(crate) fn of(action: Action, keyword: &str, places: &[String]) -> Self {
        let class = if keyword.starts_with("example") {
            Class::Example
        } else {
            Class::Contract
        };
        Self {
            action,
            class,
            keyword: Some(keyword.to_owned()),
            places: places.to_vec(),
        }
    }

    /// A part that is added, removed, or renamed.
    pub(crate) fn part(action: Action, places: Vec<String>) -> Self {
        Self {
            action,
            class: Class::Contract,
            keyword: None,
            places,
        }
    }
}

/// One step of an edit, in the mapping or list at a JSON pointer; elements of lists are named by their
/// numbers.
#[derive(Clone, Debug)]
pub(crate) enum Step {
    Set(String, String, Value),
    Insert(String, usize, String, Value),
    Remove(String, String),
    Rename(String, String, String),
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Set(at, key, value) => write!(f, "{at}: {key} = {value}"),
            Self::Insert(at, index, key, value) => write!(f, "{at}: {key} = {value} at {index}"),
            Self::Remove(at, key) => write!(f, "{at}: no {key}"),
            Self::Rename(at, old, new) => write!(f, "{at}: {old} is {new}"),
        }
    }
}

impl Step {
    fn apply(&self, document: &mut Value) {
        let (Self::Set(at, ..)
        | Self::Insert(at, ..)
        | Self::Remove(at, ..)
        | Self::Rename(at, ..)) = self;
        let index = |key: &str| key.parse::<usize>().expect("elements have numbers");
        match (document.pointer_mut(at), self) {
            (Some(Value::Object(members)), Self::Set(_, key, value)) => {
                members.insert(key.clone(), value.clone());
            }
            (Some(Value::Array(elements)), Self::Set(_, key, value)) => {
                elements[index(key)] = value.clone();
            }
            (Some(Value::Object(members)), Self::Insert(_, index, key, value)) => {
                members.shift_insert(*index, key.clone(), value.clone());
            }
            (Some(Value::Array(elements)), Self::Insert(_, index, _, value)) => {
                elements.insert(*index, value.clone());
            }
            (Some(Value::Object(members)), Self::Remove(_, key)) => {
                members.shift_remove(key);
            }
            (Some(Value::Array(elements)), Self::Remove(_, key)) => {
                elements.remove(index(key));
            }
            (Some(Value::Object(members)), Self::Rename(_, old, new)) => {
                *members = std::mem::take(members)
                    .into_iter()
                    .map(|(key, value)| (if key == *old { new.clone() } else { key }, value))
                    .collect();
            }
            _ => panic!("`{at}` is not there to be edited"),
        }
    }
}

/// Makes the edits of one target.
pub(crate) struct Maker<'d> {
    pub(crate) document: &'d Value,
    pub(crate) target: &'d Target,
    pub(crate) edits: Vec<Edit>,
}

impl<'d> Maker<'d> {
    pub(crate) fn new(document: &'d Value, target: &'d Target) -> Self {
        Self {
            document,
            target,
            edits: Vec::new(),
        }
    }

    /// What is edited.
    pub(crate) fn value(&self) -> &'d Value {
        self.at(&self.target.pointer)
    }

    pub(crate) fn at(&self, pointer: &str) -> &'d Value {
        self.document.pointer(pointer).unwrap_or(&Value::Null)
    }

    /// The pointer to the target, or to something below it.
    pub(crate) fn here(&self, below: &str) -> String {
        format!("{}{below}", self.target.pointer)
    }

    /// The places of a part of the target.
    pub(crate) fn below(&self, step: &str) -> Vec<String> {
        let places = self.target.places.iter();
        places.map(|place| format!("{place} › {step}")).collect()
    }

    /// Adds an edit, of which it is not stated what a comparison finds.
    pub(crate) fn push(&mut self, kind: impl Into<String>, steps: Vec<Step>) -> &mut Edit {
        self.edits.push(Edit {
            kind: kind.into(),
            at: self.target.pointer.clone(),
            role: self.target.role,
            places: self.target.places.clone(),
            changes: None,
            moved: None,
            steps,
        });
        self.edits.last_mut().expect("it was pushed")
    }

    /// Adds an edit that is one change of a part at some places.
    pub(crate) fn part(
        &mut self,
        kind: &str,
        steps: Vec<Step>,
        action: Action,
        places: Vec<String>,
    ) -> &mut Edit {
        let edit = self.push(kind, steps);
        edit.changes = Some(vec![Expected::part(action, places)]);
        edit
    }

    /// Adds an edit that is one change of a keyword at the places of the target.
    pub(crate) fn change(
        &mut self,
        kind: impl Into<String>,
        steps: Vec<Step>,
        action: Action,
        keyword: &str,
    ) -> &mut Edit {
        let edit = self.push(kind, steps);
        edit.changes = Some(vec![Expected::of(action, keyword, &edit.places)]);
        edit
    }

    /// Sets a keyword of the target to each of some values, and removes it if it is there.
    pub(crate) fn keyword(&mut self, keyword: &str, values: &[Value]) {
        let old = self.value().get(keyword);
        for (number, value) in values.iter().enumerate() {
            if Some(value) == old || values[..number].contains(value) {
                continue;
            }
            let (action, how) = match old.map(|old| (old.as_f64(), value.as_f64())) {
                None => (Action::Added, "added"),
                Some((Some(old), Some(new))) if new > old => (Action::Changed, "raised"),
                Some((Some(_), Some(_))) => (Action::Changed, "lowered"),
                Some(_) => (Action::Changed, "changed"),
            };
            let steps = vec![set(self.here(""), keyword, value.clone())];
            self.change(format!("{keyword} {how}"), steps, action, keyword);
        }
        if old.is_some() {
            let steps = vec![remove(self.here(""), keyword)];
            let kind = format!("{keyword} removed");
            self.change(kind, steps, Action::Removed, keyword);
        }
    }
}

pub(crate) fn set(at: String, key: &str, value: impl Into<Value>) -> Step {
    Step::Set(at, key.to_owned(), value.into())
}

pub(crate) fn remove(at: String, key: &str) -> Step {
    Step::Remove(at, key.to_owned())
}

pub(crate) fn rename(at: String, old: &str, new: &str) -> Step {
    Step::Rename(at, old.to_owned(), new.to_owned())
}

/// Replaces the whole value at a pointer.
pub(crate) fn replace(at: &str, value: Value) -> Step {
    let (holder, key) = at.rsplit_once('/').expect("it is not the document");
    let key = key.replace("~1", "/").replace("~0", "~");
    Step::Set(holder.to_owned(), key, value)
}

/// Sets a member of a mapping that may not be there yet.
pub(crate) fn set_in(holder: &Value, at: String, keyword: &str, key: &str, value: Value) -> Step {
    if holder.get(keyword).is_some() {
        Step::Set(format!("{at}/{keyword}"), key.to_owned(), value)
    } else {
        let members: Map<String, Value> = [(key.to_owned(), value)].into_iter().collect();
        Step::Set(at, keyword.to_owned(), members.into())
    }
}

/// Inserts an element into a list that may not be there yet.
pub(crate) fn insert_in(
    holder: &Value,
    at: String,
    keyword: &str,
    index: usize,
    value: Value,
) -> Step {
    if holder.get(keyword).is_some() {
        Step::Insert(format!("{at}/{keyword}"), index, String::new(), value)
    } else {
        Step::Set(at, keyword.to_owned(), json!([value]))
    }
}

/// A key as a part of a JSON pointer.
#[must_use]
pub fn escaped(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}

/// The members of a mapping.
pub(crate) fn members(value: &Value) -> impl Iterator<Item = (&String, &Value)> {
    value.as_object().into_iter().flatten()
}

/// The elements of a list.
pub(crate) fn elements(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}
