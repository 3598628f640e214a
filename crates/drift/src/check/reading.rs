//! A source, read as what it is.

use std::cell::LazyCell;
use std::collections::{BTreeMap, HashSet};

use super::inventory;
use crate::form::is_document;
use crate::lock::ProseText;
use compat::report::group;
use contract::facts::Facts;
use contract::{Diagnostic, Document, Source, Span};
use pages::Form;

/// What a source says, and what the contract says as far as the source can.
pub(super) struct Reading {
    pub(super) form: String,
    /// The operation that a page shows.
    pub(super) operation: Option<String>,
    /// All operations that the source shows and the contract has.
    pub(super) operations: Vec<String>,
    /// What the contract says in this form; `None` where that is all it says.
    pub(super) expected: Option<Facts>,
    pub(super) stated: Facts,
    /// The texts for people, where they are asked for.
    pub(super) prose: Vec<ProseText>,
    /// A digest of all facts, where it is asked for.
    pub(super) digest: String,
    pub(super) compared: BTreeMap<String, usize>,
    pub(super) not_in_contract: Vec<String>,
    pub(super) not_compared: Vec<(String, String)>,
    pub(super) unread: Vec<(Span, String)>,
}

/// Reads a source; `remembering` says whether the lock will be asked about it, for which the texts
/// and a digest of all facts are needed.
pub(super) fn read(
    contract: &Document,
    facts: &LazyCell<Facts, impl FnOnce() -> Facts>,
    source: &Source,
    remembering: bool,
) -> Result<Reading, Diagnostic> {
    let mut reading = if is_document(source.text()) {
        document(facts, source)?
    } else {
        page(contract, source)?
    };
    if remembering {
        if reading.expected.is_none() {
            reading.prose = inventory::prose(&reading.stated);
        }
        reading.digest = inventory::digest_of(&reading.stated);
    }
    Ok(reading)
}

fn document(contract: &Facts, source: &Source) -> Result<Reading, Diagnostic> {
    let document = Document::read(source.clone())?;
    let stated = document.facts();
    let ours = inventory::operations(contract);
    let theirs = inventory::operations(&stated);
    let known: HashSet<&str> = ours.iter().map(|(_, nameless)| nameless.as_str()).collect();
    let shown: HashSet<&str> = theirs
        .iter()
        .map(|(_, nameless)| nameless.as_str())
        .collect();
    let operations: Vec<String> = ours
        .iter()
        .filter(|(_, nameless)| shown.contains(nameless.as_str()))
        .map(|(operation, _)| operation.clone())
        .collect();
    if operations.is_empty() {
        return Err(not_found(&document, &ours));
    }
    let wanted: HashSet<&str> = operations.iter().map(String::as_str).collect();
    let compared = inventory::groups(
        contract,
        &|operation| wanted.contains(operation),
        &|address| match address.operation() {
            Some(operation) => format!("{operation} › {}", group(address)),
            None => group(address),
        },
    );
    Ok(Reading {
        form: format!("OpenAPI {} document", version(&document)),
        operation: None,
        operations,
        expected: None,
        prose: Vec::new(),
        digest: String::new(),
        compared,
        not_in_contract: theirs
            .into_iter()
            .filter(|(_, nameless)| !known.contains(nameless.as_str()))
            .map(|(operation, _)| operation)
            .collect(),
        not_compared: vec![(
            "marks of our own, such as `x-sensitive`".into(),
            "they are about our client, and no vendor has them".into(),
        )],
        unread: Vec::new(),
        stated,
    })
}

fn not_found(document: &Document, ours: &[(String, String)]) -> Diagnostic {
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
        .with_help("name a document of the same service, or move the contract if the paths moved")
}

fn version(document: &Document) -> &'static str {
    match document.dialect() {
        contract::Dialect::V3_0 => "3.0",
        contract::Dialect::V3_1 => "3.1",
    }
}

fn page(contract: &Document, source: &Source) -> Result<Reading, Diagnostic> {
    let reading = pages::read(contract, source).map_err(|refusal| refusal.diagnostic().clone())?;
    let form = match reading.form {
        Form::Imported => "page, imported text",
        Form::Copied => "page, copied text",
        Form::Saved => "page, saved HTML",
        Form::Static => "page, HTML as served",
    };
    Ok(Reading {
        form: form.into(),
        compared: inventory::groups(&reading.expected, &|_| true, &group),
        operations: vec![reading.operation.clone()],
        operation: Some(reading.operation),
        digest: String::new(),
        expected: Some(reading.expected),
        stated: reading.stated,
        prose: reading.prose,
        not_in_contract: Vec::new(),
        not_compared: reading.not_compared,
        unread: reading.unread,
    })
}
