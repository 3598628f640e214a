//! Reads a source: an OpenAPI document or a page.

use crate::decision::ShowsResponses;
use std::collections::{BTreeSet, HashSet};

use super::inventory;
use crate::form::is_document;
use crate::lock::ProseText;
use contract::facts::{Facts, Inventory};
use contract::{Diagnostic, Document, Source, Span};
use pages::Form;

/// What a source states, and what the contract states within the limits of its form.
pub(super) struct Reading {
    pub(super) form: String,
    /// The operation that a page shows.
    pub(super) operation: Option<String>,
    /// Whether the source is a page as served, which shows no texts of parameters and bodies.
    pub(super) is_served: bool,
    /// What the source shows of responses.
    pub(super) shows: ShowsResponses,
    /// Whether every line is explained: a page with an unexplained line states nothing.
    pub(super) is_explained: bool,
    /// The facts of the contract as this form shows them; `None` if it shows all of them.
    pub(super) expected: Option<Facts>,
    pub(super) stated: Facts,
    /// The descriptions; empty unless `with_texts`.
    pub(super) prose: Vec<ProseText>,
    /// A digest of all facts; empty unless `with_texts`.
    pub(super) digest: String,
    /// The numbers of the contract's facts that the source shows.
    pub(super) compared: BTreeSet<usize>,
    pub(super) not_in_contract: Vec<String>,
    pub(super) not_compared: Vec<(String, String)>,
    /// The generated examples of a page that are those of the contract's schemas, not of its own.
    pub(super) kept_examples: Vec<Span>,
    pub(super) unread: Vec<(Span, String)>,
    /// What other explanations of the page state, if its form leaves several.
    pub(super) alternatives: Vec<Facts>,
}

impl Reading {
    /// Returns whether the form of the source shows the text that the lock records at a place.
    pub(super) fn shows_text(&self, place: &str) -> bool {
        if !self.is_explained {
            return false;
        }
        if !self.is_served {
            return true;
        }
        let Some(rest) = self
            .operation
            .as_ref()
            .and_then(|it| place.strip_prefix(it.as_str()))
        else {
            return false;
        };
        let mut steps = rest.split(" › ").skip(1);
        match (steps.next(), steps.next(), steps.next()) {
            (None | Some("summary"), None, None) => true,
            (Some(response), header, None) => {
                response.starts_with("response ")
                    && header.is_none_or(|header| header.starts_with("header "))
            }
            _ => false,
        }
    }
}

/// Reads a source. `with_texts` adds the descriptions and the digest, which only runs with a lock
/// need.
pub(super) fn read(
    contract: &Document,
    facts: &Facts,
    inventory: &Inventory,
    source: &Source,
    with_texts: bool,
) -> Result<Reading, Diagnostic> {
    let mut reading = if is_document(source.text()) {
        document(facts, inventory, source)?
    } else {
        page(contract, inventory, source)?
    };
    if with_texts && reading.expected.is_none() {
        reading.prose = inventory::prose(&reading.stated);
        // Operations that the contract does not have are not compared.
        let new = &reading.not_in_contract;
        reading
            .prose
            .retain(|(address, ..)| address.operation().is_none_or(|it| !new.contains(&it)));
        reading.digest = inventory::digest_of(&reading.stated);
    }
    Ok(reading)
}

fn document(
    contract: &Facts,
    inventory: &Inventory,
    source: &Source,
) -> Result<Reading, Diagnostic> {
    let document = Document::read(source.clone())?;
    document.check()?;
    let stated = document.facts();
    let ours = inventory::operations(contract);
    let theirs = inventory::operations(&stated);
    let known: HashSet<&str> = ours
        .iter()
        .map(|(_, without_names)| without_names.as_str())
        .collect();
    let shown: HashSet<&str> = theirs
        .iter()
        .map(|(_, without_names)| without_names.as_str())
        .collect();
    if known.is_disjoint(&shown) {
        return Err(no_common_operation(&document, &ours));
    }
    Ok(Reading {
        form: format!("OpenAPI {} document", short_version(&document)),
        operation: None,
        is_served: false,
        shows: ShowsResponses::ALL,
        is_explained: true,
        expected: None,
        prose: Vec::new(),
        digest: String::new(),
        // A document states all facts: what it omits does not hold.
        compared: inventory.all(),
        not_in_contract: theirs
            .into_iter()
            .filter(|(_, without_names)| !known.contains(without_names.as_str()))
            .map(|(operation, _)| operation)
            .collect(),
        kept_examples: Vec::new(),
        not_compared: std::iter::once((
            "extensions of the contract, such as `x-sensitive`".into(),
            "they configure the client, and vendors do not have them".into(),
        ))
        .chain(document.is_newer().then(|| {
            (
                format!(
                    "keywords that OpenAPI {} adds to 3.1",
                    short_version(&document)
                ),
                "they are compared as text, without their meaning".into(),
            )
        }))
        .collect(),
        unread: Vec::new(),
        alternatives: Vec::new(),
        stated,
    })
}

/// Returns the major and minor version.
fn short_version(document: &Document) -> String {
    let version = document.version();
    version.split('.').take(2).collect::<Vec<_>>().join(".")
}

fn no_common_operation(document: &Document, ours: &[(String, String)]) -> Diagnostic {
    let wanted: Vec<&str> = ours
        .iter()
        .take(3)
        .map(|(operation, _)| operation.as_str())
        .collect();
    let span = document
        .root()
        .member("paths")
        .map_or(0..0, |paths| paths.key_span.clone());
    document
        .diagnostic(
            span,
            "operation not found: the document has none of the contract's operations",
        )
        .with_label(format!("expected `{}`", wanted.join("`, `")))
        .with_help(
            "give a document of the same service, or update the contract if its paths have changed",
        )
}

fn page(
    contract: &Document,
    inventory: &Inventory,
    source: &Source,
) -> Result<Reading, Diagnostic> {
    let reading = crate::page::read(contract, source)?;
    let form = match reading.form {
        Form::Imported => "page, imported text",
        Form::Copied => "page, copied text",
        Form::Saved => "page, saved HTML",
        Form::Static => "page, HTML as served",
    };
    Ok(Reading {
        form: form.into(),
        is_served: reading.form == Form::Static,
        shows: ShowsResponses::of_page(&reading),
        is_explained: reading.is_explained(),
        compared: inventory.at(&reading.compared),
        operation: Some(reading.operation),
        digest: reading.digest,
        expected: Some(reading.expected),
        stated: reading.stated,
        prose: reading.prose,
        not_in_contract: Vec::new(),
        not_compared: reading.not_compared,
        kept_examples: reading.kept_examples,
        unread: reading.unread,
        alternatives: reading.alternatives,
    })
}
