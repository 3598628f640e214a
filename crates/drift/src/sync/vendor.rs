//! What a contract is moved to.

use std::sync::Arc;

use chrono::NaiveDate;
use serde_json::json;

use super::edit::Edit;
use super::place::is_same_operation;
use super::pointer::Pointer;
use super::wanted::Wanted;
use super::{Comparison, is_operation};
use crate::check::differences;
use crate::form::is_document;
use compat::change::Change;
use contract::facts::{Facts, Step};
use contract::{Diagnostic, Document, Operation, Source};
use pages::Form;

/// Something of the vendor's that a contract is moved to.
#[derive(Clone, Debug)]
pub struct Vendor {
    what: What,
    today: NaiveDate,
    wanted: Vec<Wanted>,
}

#[derive(Clone, Debug)]
enum What {
    Document {
        document: Arc<Document>,
        facts: Arc<Facts>,
    },
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
            let document = Document::read(source.clone())?;
            What::Document {
                facts: Arc::new(document.facts()),
                document: Arc::new(document),
            }
        } else {
            What::Page(source.clone())
        };
        Ok(Self {
            what,
            today,
            wanted: Vec::new(),
        })
    }

    /// The same source, whose operations the contract is to get where it lacks them.
    #[must_use]
    pub fn adding(mut self, wanted: Vec<Wanted>) -> Self {
        self.wanted = wanted;
        self
    }

    /// The operations of the source; the one of a page in the words of the contract.
    ///
    /// # Errors
    ///
    /// A page that is none.
    pub fn operations(&self, contract: &Document) -> Result<Vec<Step>, Diagnostic> {
        match &self.what {
            What::Document { facts, .. } => Ok(operations(facts).cloned().collect()),
            What::Page(page) => Ok(vec![self.shown(contract, page)?]),
        }
    }

    /// Whether the source has a schema of this name. A page shows no names of schemas.
    #[must_use]
    pub fn has_schema(&self, name: &str) -> bool {
        match &self.what {
            What::Document { facts, .. } => facts.names().any(|known| known == name),
            What::Page(_) => false,
        }
    }

    /// Holds a contract against what the vendor says. An operation that the contract lacks is a
    /// change only if it was asked for, and a mark of the contract's own, such as `x-sensitive`, is
    /// none.
    ///
    /// # Errors
    ///
    /// A page that cannot be read as one of the contract's operations, or as one that was asked
    /// for.
    pub fn hold(&self, contract: &Document) -> Result<Comparison, Diagnostic> {
        match &self.what {
            What::Document {
                document,
                facts: stated,
            } => {
                let expected = contract.facts();
                let changes = differences(&expected, stated, self.today, true);
                let (changes, lacking) = changes
                    .into_iter()
                    .partition(|change| !is_operation(change) || self.wants(change));
                Ok(Comparison {
                    expected,
                    stated: Arc::clone(stated),
                    source: Some(Arc::clone(document)),
                    changes,
                    alternatives: Vec::new(),
                    lacking,
                    is_page: false,
                    shows_statuses: true,
                })
            }
            What::Page(page) => self.hold_page(contract, page),
        }
    }

    fn wants(&self, change: &Change) -> bool {
        let mut steps = change.address.0.iter();
        steps.next().is_some_and(|step| self.takes(step))
    }

    fn takes(&self, operation: &Step) -> bool {
        self.wanted.iter().any(|wanted| wanted.takes(operation))
    }

    fn hold_page(&self, contract: &Document, page: &Source) -> Result<Comparison, Diagnostic> {
        if !self.wanted.is_empty() {
            let shown = self.shown(contract, page)?;
            let facts = contract.facts();
            if self.takes(&shown)
                && !operations(&facts).any(|known| is_same_operation(known, &shown))
            {
                return self.whole_page(contract, page, &shown);
            }
        }
        let reading = crate::page::read(contract, page)?;
        Ok(Comparison {
            changes: differences(&reading.expected, &reading.stated, self.today, false),
            alternatives: reading
                .alternatives
                .iter()
                .map(|stated| differences(&reading.expected, stated, self.today, false))
                .collect(),
            lacking: Vec::new(),
            is_page: true,
            shows_statuses: reading.form != Form::Imported,
            expected: reading.expected,
            stated: Arc::new(reading.stated),
            source: None,
        })
    }

    /// A page of an operation that the contract lacks: all that it shows is one change.
    fn whole_page(
        &self,
        contract: &Document,
        page: &Source,
        shown: &Step,
    ) -> Result<Comparison, Diagnostic> {
        let beside = with_operation(contract, shown).ok_or_else(|| {
            let help = "write the path and an empty operation by hand";
            let paths = contract.root().span.clone();
            let message = format!("`{shown}` cannot be written here");
            contract.diagnostic(paths, message).with_help(help)
        })?;
        let reading = pages::read(&beside, page).map_err(|it| it.diagnostic().clone())?;
        let expected = Facts::new(contract.source().clone());
        let mut changes = differences(&expected, &reading.stated, self.today, true);
        changes.retain(is_operation);
        Ok(Comparison {
            expected,
            stated: Arc::new(reading.stated),
            source: None,
            changes,
            alternatives: Vec::new(),
            lacking: Vec::new(),
            is_page: true,
            shows_statuses: reading.form != Form::Imported,
        })
    }

    /// The operation that a page shows, in the words of the contract or of what was asked for.
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
            pages::shown(page, &known, &servers).map_err(|it| it.diagnostic().clone())?;
        Ok(Step::Operation { method, path })
    }
}

fn operations(facts: &Facts) -> impl Iterator<Item = &Step> {
    let steps = facts.subject(facts.root()).parts.iter();
    let steps = steps.map(|part| &part.step);
    steps.filter(|step| matches!(step, Step::Operation { .. }))
}

/// The contract with an operation of which nothing is known yet.
fn with_operation(contract: &Document, operation: &Step) -> Option<Document> {
    let Step::Operation { method, path } = operation else {
        return None;
    };
    let paths = Pointer::default().key("paths");
    let method = method.to_ascii_lowercase();
    let empty = json!({ "responses": {} });
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
