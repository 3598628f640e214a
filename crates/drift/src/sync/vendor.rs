//! A source of the vendor that a contract is synchronized with.

use std::sync::Arc;

use chrono::NaiveDate;
use serde_json::{Value, json};

use super::edit::Edit;
use super::place::is_same_operation;
use super::pointer::Pointer;
use super::wanted::Wanted;
use super::{Comparison, Left, ShowsResponses, is_new_operation};
use crate::differences::differences;
use crate::form::is_document;
use compat::change::{Action, Change};
use contract::facts::{Address, Facts, Step};
use contract::{Diagnostic, Document, Node, Operation, Source};
use pages::{Form, Reading};

/// The vendor's description of the API: an OpenAPI document, or a page.
#[derive(Clone, Debug)]
pub struct Vendor {
    description: Description,
    today: NaiveDate,
    wanted: Vec<Wanted>,
}

#[derive(Clone, Debug)]
enum Description {
    Document {
        document: Arc<Document>,
        facts: Arc<Facts>,
    },
    Page(Source),
}

impl Vendor {
    /// Reads an OpenAPI document, or stores a page to be read later. The text decides which it is;
    /// `today` decides which sunset dates have passed.
    ///
    /// # Errors
    ///
    /// Returns a diagnostic if the text is an OpenAPI document that cannot be read.
    pub fn read(source: &Source, today: NaiveDate) -> Result<Self, Diagnostic> {
        let description = if is_document(source.text()) {
            let document = Document::read(source.clone())?;
            Description::Document {
                facts: Arc::new(document.facts()),
                document: Arc::new(document),
            }
        } else {
            Description::Page(source.clone())
        };
        Ok(Self {
            description,
            today,
            wanted: Vec::new(),
        })
    }

    /// Sets the operations to add if the contract does not have them.
    #[must_use]
    pub fn adding(mut self, wanted: Vec<Wanted>) -> Self {
        self.wanted = wanted;
        self
    }

    /// Returns the operations of the source. The path of a page is spelled as in the contract.
    ///
    /// # Errors
    ///
    /// Returns a diagnostic if the page cannot be read or shows no operation.
    pub fn operations(&self, contract: &Document) -> Result<Vec<Step>, Diagnostic> {
        match &self.description {
            Description::Document { facts, .. } => Ok(operations(facts).cloned().collect()),
            Description::Page(page) => Ok(vec![self.shown(contract, page)?]),
        }
    }

    /// Returns whether the source has a schema with this name. Pages do not show names of schemas.
    #[must_use]
    pub fn has_schema(&self, name: &str) -> bool {
        match &self.description {
            Description::Document { facts, .. } => facts.names().any(|known| known == name),
            Description::Page(_) => false,
        }
    }

    /// Compares a contract with the source.
    ///
    /// An operation that the contract does not have is a change only if it was requested. An
    /// extension that only the contract has, such as `x-sensitive`, is not a change.
    ///
    /// # Errors
    ///
    /// Returns a diagnostic if the page cannot be read, or shows an operation that the contract
    /// does not have and that was not requested.
    pub fn compare(&self, contract: &Document) -> Result<Comparison, Diagnostic> {
        match &self.description {
            Description::Document {
                document,
                facts: stated,
            } => {
                let expected = contract.facts();
                let changes = differences(&expected, stated, self.today, true);
                let (changes, lacking) = changes
                    .into_iter()
                    .partition(|change| !is_new_operation(change) || self.wants(change));
                Ok(Comparison {
                    expected,
                    stated: Arc::clone(stated),
                    source: Arc::clone(document),
                    changes,
                    alternatives: Vec::new(),
                    lacking,
                    unsettled: Vec::new(),
                    shows: ShowsResponses::ALL,
                })
            }
            Description::Page(page) => self.compare_page(contract, page),
        }
    }

    fn wants(&self, change: &Change) -> bool {
        let mut steps = change.address.0.iter();
        steps.next().is_some_and(|step| self.takes(step))
    }

    fn takes(&self, operation: &Step) -> bool {
        self.wanted.iter().any(|wanted| wanted.takes(operation))
    }

    fn compare_page(&self, contract: &Document, page: &Source) -> Result<Comparison, Diagnostic> {
        if !self.wanted.is_empty() {
            let shown = self.shown(contract, page)?;
            let facts = contract.facts();
            if self.takes(&shown)
                && !operations(&facts).any(|known| is_same_operation(known, &shown))
            {
                return self.new_page(contract, page, &shown);
            }
        }
        let reading = explained(crate::page::read(contract, page)?, page)?;
        let differences = |stated| differences(&reading.expected, stated, self.today, false);
        let changes = differences(&reading.stated);
        let alternatives = reading.alternatives.iter().map(differences).collect();
        Ok(Comparison {
            changes,
            alternatives,
            ..of_page(contract, reading)
        })
    }

    /// Compares a page of a new operation; the whole operation is one change.
    fn new_page(
        &self,
        contract: &Document,
        page: &Source,
        shown: &Step,
    ) -> Result<Comparison, Diagnostic> {
        let beside = with_operation(contract, shown).ok_or_else(|| {
            let help = "write the path and an empty operation by hand";
            let paths = contract.root().span.clone();
            let message = format!("`{shown}` cannot be added to the layout of this text");
            contract.diagnostic(paths, message).with_help(help)
        })?;
        let mut reading = explained(crate::page::read(&beside, page)?, page)?;
        let mut unsettled = unsettled_properties(&reading, self.today);
        reading.expected = Facts::new(contract.source().clone());
        let mut changes = differences(&reading.expected, &reading.stated, self.today, true);
        changes.retain(is_new_operation);
        if let Some(whole) = changes.first().filter(|_| reading.form == Form::Imported) {
            unsettled.extend(unsettled_choices(&reading.stated, whole));
        }
        Ok(Comparison {
            changes,
            unsettled,
            ..of_page(&beside, reading)
        })
    }

    /// Returns the operation that a page shows, with the path as in the contract or in the request
    /// to add it.
    fn shown(&self, contract: &Document, page: &Source) -> Result<Step, Diagnostic> {
        let known = contract.operations()?;
        let known = known.iter().map(Operation::key);
        let asked = self.wanted.iter().filter_map(|wanted| match wanted {
            Wanted::Operation { method, path } => Some(format!("{method} {path}")),
            Wanted::All => None,
        });
        let servers: Vec<&str> = contract.servers().collect();
        let known: Vec<String> = known.chain(asked).collect();
        let (method, path) =
            pages::shown_operation(page, &known, &servers).map_err(|it| it.diagnostic().clone())?;
        Ok(Step::Operation { method, path })
    }
}

/// Returns a comparison without changes.
fn of_page(contract: &Document, reading: Reading) -> Comparison {
    let unchanged = || Document::from_tree(contract.source().clone(), contract.root().clone());
    Comparison {
        shows: ShowsResponses::of_page(&reading),
        source: Arc::new(reading.document.unwrap_or_else(unchanged)),
        expected: reading.expected,
        stated: Arc::new(reading.stated),
        changes: Vec::new(),
        alternatives: Vec::new(),
        lacking: Vec::new(),
        unsettled: Vec::new(),
    }
}

/// Returns the `oneOf` and `anyOf` of a new operation as unsettled, for a form without tab labels:
/// it does not show where an option begins.
fn unsettled_choices(stated: &Facts, whole: &Change) -> Vec<Left> {
    let mut holders: Vec<Address> = Vec::new();
    for (address, _) in stated.all() {
        let choice = address
            .0
            .iter()
            .position(|it| matches!(it, Step::Choice(..)));
        let holder = choice.map(|at| Address(address.0[..at].to_vec()));
        holders.extend(holder.filter(|it| !holders.contains(it)));
    }
    let left = holders.into_iter().map(|address| Left {
        reason: "the page does not show where an option of the choice begins: write them by hand"
            .to_owned(),
        change: Change {
            message: format!("the options of `{}` may be others", address.place()),
            address,
            ..whole.clone()
        },
    });
    left.collect()
}

/// Returns the properties of a new operation that other explanations have in another object.
fn unsettled_properties(reading: &Reading, today: NaiveDate) -> Vec<Left> {
    let mut all: Vec<Left> = Vec::new();
    for other in &reading.alternatives {
        let changes = differences(other, &reading.stated, today, false);
        let is_property = |it: &&Change| {
            it.keyword.is_none() && matches!(it.address.0.last(), Some(Step::Property(_)))
        };
        let mut here = changes.iter().filter(is_property);
        let Some(change) = here.find(|it| it.action == Action::Added) else {
            continue;
        };
        let name = change.address.0.last();
        let mut there = changes.iter().filter(|it| it.action == Action::Removed);
        let Some(other) = there.find(|it| it.address.0.last() == name) else {
            continue;
        };
        let place = format!("`{}`", other.address.place());
        if let Some(known) = all
            .iter_mut()
            .find(|it| it.change.address == change.address)
        {
            known.reason.push_str(" or ");
            known.reason.push_str(&place);
            continue;
        }
        let mut change = change.clone();
        change.message = format!("`{}` may belong elsewhere", change.address.place());
        change.contract = None;
        let reason = format!(
            "the page does not show which object has it: move it by hand if it should be {place}"
        );
        all.push(Left { change, reason });
    }
    all
}

/// Refuses a page with an unread line: such a page states nothing.
fn explained(reading: Reading, page: &Source) -> Result<Reading, Diagnostic> {
    if reading.is_explained() {
        return Ok(reading);
    }
    let (span, expected) = reading.unread.into_iter().next().unwrap_or_default();
    let message = format!("this line is unread: expected {expected}");
    let help = "edit the contract by hand to match the line, or give the page in another form";
    Err(Diagnostic::new(page, span, message).with_help(help))
}

fn operations(facts: &Facts) -> impl Iterator<Item = &Step> {
    let steps = facts.subject(facts.root()).parts.iter();
    let steps = steps.map(|part| &part.step);
    steps.filter(|step| matches!(step, Step::Operation { .. }))
}

/// Adds an operation to the contract that has nothing but the parameters in its path.
fn with_operation(contract: &Document, operation: &Step) -> Option<Document> {
    let Step::Operation { method, path } = operation else {
        return None;
    };
    let paths = Pointer::default().key("paths");
    let method = method.to_ascii_lowercase();
    let item = contract.root().get("paths").and_then(|it| it.get(path));
    let shared = item.and_then(|it| it.get("parameters"));
    let is_shared = |name: &&str| {
        let mut shared = shared.into_iter().flat_map(Node::elements);
        shared.any(|parameter| {
            let parameter = contract.resolve(parameter).map(|it| it.node);
            parameter.is_ok_and(|it| it.get("name").and_then(Node::as_str) == Some(*name))
        })
    };
    let names = path
        .split('{')
        .skip(1)
        .filter_map(|it| it.split('}').next());
    let parameters: Vec<Value> = names
        .filter(|name| !is_shared(name))
        .map(|name| json!({ "name": name, "in": "path", "required": true, "schema": {} }))
        .collect();
    let mut empty = json!({ "responses": {} });
    if !parameters.is_empty() {
        empty["parameters"] = parameters.into();
    }
    let (to, key, value) = if let Some(item) = paths.key(path).resolved(contract.root()) {
        (item, method, empty)
    } else {
        (paths, path.clone(), json!({ method: empty }))
    };
    let after = to.node(contract.root())?.members().last();
    let edit = Edit::Add {
        after: after.map(|(key, _)| key.to_owned()),
        to,
        key,
        value,
    };
    edit.apply(contract)
}
