//! Moves a contract to what a source says, in the text of the contract.
//!
//! Every change is made by itself, and kept only if a comparison of the edited contract with the
//! source no longer finds it, and finds nothing new. So an edit that is wrong, or that changes a
//! place the source does not change, is not made but listed.

mod build;
mod choice;
mod edit;
mod example;
mod keyword;
mod part;
mod place;
mod pointer;
mod task;
mod write;

use std::cell::Cell;
use std::collections::HashSet;
use std::sync::Arc;

use chrono::NaiveDate;

use crate::check::differences;
use crate::form::is_document;
use compat::change::{Action, Change, Class};
use contract::facts::{Address, Facts, Step};
use contract::{Diagnostic, Document, Source};
use edit::Edit;
use pages::Form;
use task::Task;

/// Something of the vendor's that a contract is moved to.
#[derive(Clone, Debug)]
pub struct Vendor {
    what: What,
    today: NaiveDate,
}

#[derive(Clone, Debug)]
enum What {
    Document(Arc<Facts>),
    Page(Source),
}

impl Vendor {
    /// Takes an OpenAPI document or a page, whichever the text is; the day decides what is over.
    ///
    /// # Errors
    ///
    /// A document that is none. Whether a page is one is seen when it is held against a contract.
    pub fn read(source: &Source, today: NaiveDate) -> Result<Self, Diagnostic> {
        let what = if is_document(source.text()) {
            What::Document(Arc::new(Document::read(source.clone())?.facts()))
        } else {
            What::Page(source.clone())
        };
        Ok(Self { what, today })
    }

    /// Holds a contract against what the vendor says. An operation that the contract does not have
    /// is no change, nor is a mark of the contract's own, such as `x-sensitive`.
    ///
    /// # Errors
    ///
    /// A page that cannot be read as one of the contract's operations.
    pub fn hold(&self, contract: &Document) -> Result<Comparison, Diagnostic> {
        let (expected, stated, shows_statuses) = match &self.what {
            What::Document(stated) => (contract.facts(), Arc::clone(stated), true),
            What::Page(page) => {
                let reading = pages::read(contract, page).map_err(|it| it.diagnostic().clone())?;
                let shows_statuses = reading.form != Form::Imported;
                (reading.expected, Arc::new(reading.stated), shows_statuses)
            }
        };
        let changes = differences(&expected, &stated, self.today);
        Ok(Comparison {
            expected,
            stated,
            changes,
            shows_statuses,
        })
    }
}

/// A contract held against a source.
#[derive(Clone, Debug)]
pub struct Comparison {
    /// What the contract says, as far as the source can say it.
    pub expected: Facts,
    /// What the source says.
    pub stated: Arc<Facts>,
    /// What differs, and is to be moved.
    pub changes: Vec<Change>,
    /// Whether the source shows which status each response has.
    pub shows_statuses: bool,
}

/// A contract after what could be moved was moved.
#[derive(Clone, Debug)]
pub struct Synced {
    /// The contract's text.
    pub text: String,
    /// The changes that the text now has, in the order in which they were made.
    pub applied: Vec<Change>,
    /// The changes that are left to a person.
    pub left: Vec<Left>,
}

/// A change that was not made.
#[derive(Clone, Debug)]
pub struct Left {
    /// The change, in the contract as it now is.
    pub change: Change,
    /// Why it was not made.
    pub reason: String,
}

/// Moves a contract, as far as that can be done without guessing; `hold` holds a contract against
/// the source.
///
/// Changes of class contract and example are moved, others are passed over.
///
/// # Errors
///
/// Whatever `hold` gives for the contract as it is.
pub fn sync<E>(
    contract: &Document,
    mut hold: impl FnMut(&Document) -> Result<Comparison, E>,
) -> Result<Synced, E> {
    let mut comparison = hold(contract)?;
    let mut edited: Option<Document> = None;
    let mut applied = Vec::new();
    loop {
        let mut left: Vec<Left> = Vec::new();
        let mut has_moved = false;
        loop {
            let document = edited.as_ref().unwrap_or(contract);
            let is_left =
                |change: &Change| left.iter().any(|it| Key::of(&it.change) == Key::of(change));
            let next = comparison
                .changes
                .iter()
                .find(|change| concerns(change) && !is_left(change));
            let Some(change) = next.cloned() else { break };
            let is_back = applied.iter().any(|it| Key::of(it) == Key::of(&change));
            let made = if is_back {
                Err("another change undoes it".to_owned())
            } else {
                attempt(document, &comparison, &change, &mut hold)
            };
            match made {
                Ok((document, after)) => {
                    applied.push(change);
                    edited = Some(document);
                    comparison = after;
                    has_moved = true;
                }
                Err(reason) => left.push(Left { change, reason }),
            }
        }
        // What was in the way of another change may be gone now.
        if left.is_empty() || !has_moved {
            let text = edited
                .as_ref()
                .unwrap_or(contract)
                .source()
                .text()
                .to_owned();
            return Ok(Synced {
                text,
                applied,
                left,
            });
        }
    }
}

fn concerns(change: &Change) -> bool {
    matches!(change.class, Class::Contract | Class::Example)
}

/// What a change is about, whatever the lines it is seen in.
#[derive(Clone, PartialEq, Eq, Hash)]
struct Key {
    address: Address,
    keyword: Option<String>,
    what: String,
}

impl Key {
    fn of(change: &Change) -> Self {
        Self {
            address: change.address.clone(),
            keyword: change.keyword.clone(),
            what: format!("{:?} {:?} {:?}", change.action, change.before, change.after),
        }
    }

    fn place(&self) -> (&Address, Option<&String>) {
        (&self.address, self.keyword.as_ref())
    }
}

/// Makes one change in a copy, and looks what came of it.
fn attempt<E>(
    document: &Document,
    comparison: &Comparison,
    change: &Change,
    hold: &mut impl FnMut(&Document) -> Result<Comparison, E>,
) -> Result<(Document, Comparison), String> {
    if change.action == Action::Renamed && change.class != Class::Example {
        return Err("whether this is another name or another thing is for a person to say".into());
    }
    let is_response = matches!(change.address.0.last(), Some(Step::Response(_)));
    if is_response && change.action == Action::Removed && !comparison.shows_statuses {
        return Err(
            "the source shows no statuses, so which response is gone, or whether the page was cut \
             off, is for a person to say"
                .into(),
        );
    }
    let mut task = Task {
        root: document.root(),
        dialect: document.dialect(),
        expected: &comparison.expected,
        stated: &comparison.stated,
        changes: &comparison.changes,
        change,
        choice: 0,
        has_choice: Cell::new(false),
    };
    let mut first: Option<String> = None;
    loop {
        task.has_choice.set(false);
        let result = match &change.keyword {
            Some(keyword) => keyword::edits(&task, keyword),
            None => part::edits(&task),
        };
        let result = result.and_then(|edits| {
            if edits.is_empty() {
                return Err("the contract writes this otherwise than it is compared".into());
            }
            let edited = apply(document, &edits)
                .ok_or("the text is laid out in a way that is edited by hand")?;
            let after = hold(&edited)
                .map_err(|_| "the source cannot be read beside the edited contract")?;
            judge(comparison, &after, change, &edits)?;
            Ok((edited, after))
        });
        match result {
            Ok(done) => return Ok(done),
            Err(reason) if task.has_choice.get() && task.choice < MAX_CHOICES => {
                first.get_or_insert(reason);
                task.choice += 1;
            }
            Err(reason) => return Err(first.unwrap_or(reason)),
        }
    }
}

/// How many schemas that hold in one place are tried.
const MAX_CHOICES: usize = 4;

fn apply(document: &Document, edits: &[Edit]) -> Option<Document> {
    let mut edited: Option<Document> = None;
    for edit in edits {
        edited = Some(edit.apply(edited.as_ref().unwrap_or(document))?);
    }
    edited.filter(|edited| edited.check().is_ok() || document.check().is_err())
}

/// Whether the change is gone and nothing else came of it.
fn judge(
    before: &Comparison,
    after: &Comparison,
    change: &Change,
    edits: &[Edit],
) -> Result<(), String> {
    let keys = |comparison: &Comparison| -> Vec<Key> {
        let changes = comparison.changes.iter();
        changes.filter(|it| concerns(it)).map(Key::of).collect()
    };
    let (known, left) = (keys(before), keys(after));
    let places: HashSet<_> = known.iter().map(Key::place).collect();
    // What a value of another type can have besides is compared only once the types are the same.
    let retyped: Vec<&Address> = match change.keyword.as_deref() {
        Some("type") => before
            .changes
            .iter()
            .filter(|it| it.keyword.as_deref() == Some("type"))
            .flat_map(|it| &it.places)
            .collect(),
        _ => Vec::new(),
    };
    let follows = |it: &Address| retyped.iter().any(|address| it.0.starts_with(&address.0));
    let new = after
        .changes
        .iter()
        .filter(|it| concerns(it) && !follows(&it.address))
        .find(|it| !places.contains(&Key::of(it).place()) && !is_unused_schema(&it.address));
    if let Some(new) = new {
        let component = edits.iter().find_map(|edit| edit.place().component());
        return Err(match component {
            Some(name) => format!(
                "`{name}` is used in several places, and the source does not change all of them: \
                 {} stays as it is",
                new.address
            ),
            None => format!("it would change something else: {}", new.message),
        });
    }
    let count = |keys: &[Key]| {
        let types = |it: &&Key| retyped.is_empty() || it.keyword.as_deref() == Some("type");
        keys.iter()
            .filter(|it| !is_unused_schema(&it.address))
            .filter(types)
            .count()
    };
    let is_progress = count(&left) < count(&known) || is_unused_schema(&change.address);
    if left.contains(&Key::of(change)) || !is_progress {
        return Err("the source shows it in a way that an edit does not settle".into());
    }
    Ok(())
}

/// Whether this is a component that nothing refers to any more.
fn is_unused_schema(address: &Address) -> bool {
    matches!(address.0.as_slice(), [Step::Other(name)] if name.starts_with("schema "))
}
