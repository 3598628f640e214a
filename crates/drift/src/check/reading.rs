//! A source, read as what it is.

use std::collections::{BTreeSet, HashSet};

use super::inventory;
use crate::form::is_document;
use crate::lock::ProseText;
use contract::facts::{Facts, Inventory};
use contract::{Diagnostic, Document, Source, Span};
use pages::Form;

/// What a source says, and what the contract says as far as the source can.
pub(super) struct Reading {
    pub(super) form: String,
    /// The operation that a page shows.
    pub(super) operation: Option<String>,
    /// Whether the source is a page as it is served, which shows no texts of parameters and bodies.
    pub(super) is_served: bool,
    /// Whether what the source states is known: a page with lines that nothing explains states
    /// nothing.
    pub(super) is_explained: bool,
    /// What the contract says in this form; `None` where that is all it says.
    pub(super) expected: Option<Facts>,
    pub(super) stated: Facts,
    /// The texts for people, where they are asked for.
    pub(super) prose: Vec<ProseText>,
    /// A digest of all facts, where it is asked for.
    pub(super) digest: String,
    /// The numbers of the contract's facts that the source can state.
    pub(super) compared: BTreeSet<usize>,
    pub(super) not_in_contract: Vec<String>,
    pub(super) not_compared: Vec<(String, String)>,
    pub(super) unread: Vec<(Span, String)>,
    /// What the source says if it is read otherwise, where its form leaves that open.
    pub(super) alternatives: Vec<Facts>,
}

impl Reading {
    /// Whether the source shows the text that the lock knows at a place.
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

/// Reads a source; `remembering` says whether the lock will be asked about it, for which the texts
/// and a digest of all facts are needed.
pub(super) fn read(
    contract: &Document,
    facts: &Facts,
    inventory: &Inventory,
    source: &Source,
    remembering: bool,
) -> Result<Reading, Diagnostic> {
    let mut reading = if is_document(source.text()) {
        document(facts, inventory, source)?
    } else {
        page(contract, inventory, source)?
    };
    if remembering && reading.expected.is_none() {
        reading.prose = inventory::prose(&reading.stated);
        // Of an operation that the contract does not have nothing is compared.
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
    let known: HashSet<&str> = ours.iter().map(|(_, nameless)| nameless.as_str()).collect();
    let shown: HashSet<&str> = theirs
        .iter()
        .map(|(_, nameless)| nameless.as_str())
        .collect();
    if known.is_disjoint(&shown) {
        return Err(not_found(&document, &ours));
    }
    Ok(Reading {
        form: format!("OpenAPI {} document", short_version(&document)),
        operation: None,
        is_served: false,
        is_explained: true,
        expected: None,
        prose: Vec::new(),
        digest: String::new(),
        // What a document does not say it says by leaving it out.
        compared: inventory.all(),
        not_in_contract: theirs
            .into_iter()
            .filter(|(_, nameless)| !known.contains(nameless.as_str()))
            .map(|(operation, _)| operation)
            .collect(),
        not_compared: std::iter::once((
            "marks of our own, such as `x-sensitive`".into(),
            "they are about our client, and no vendor has them".into(),
        ))
        .chain(document.is_newer().then(|| {
            (
                format!("what OpenAPI {} adds to 3.1", short_version(&document)),
                "it is compared as it is written, without its meaning".into(),
            )
        }))
        .collect(),
        unread: Vec::new(),
        alternatives: Vec::new(),
        stated,
    })
}

/// Major and minor version.
fn short_version(document: &Document) -> String {
    let version = document.version();
    version.split('.').take(2).collect::<Vec<_>>().join(".")
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
        is_explained: reading.is_explained(),
        compared: inventory.at(&reading.compared),
        operation: Some(reading.operation),
        digest: reading.digest,
        expected: Some(reading.expected),
        stated: reading.stated,
        prose: reading.prose,
        not_in_contract: Vec::new(),
        not_compared: reading.not_compared,
        unread: reading.unread,
        alternatives: reading.alternatives,
    })
}
