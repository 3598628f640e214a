#![doc = include_str!("../README.md")]

mod constraints;
mod dispatch;
mod documentation;
mod headers;
mod json_schema;
mod keywords;
mod plan;
mod reading_view;
mod requirements;
mod rewrite;
mod sent;
mod types;

use std::fmt::Write as _;
use std::panic::{AssertUnwindSafe, catch_unwind};

use contract::{Diagnostic, Document};
use progenitor::{GenerationSettings, HooksMode, InterfaceStyle};
use quote::quote;
use sha2::{Digest, Sha256};

use plan::Plan;

/// The version of progenitor that writes the code; a test holds it to the workspace's pin.
pub const PROGENITOR_VERSION: &str = "0.15.1";

/// The code that follows from a contract, byte for byte the same on every machine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Generated {
    /// `crates/verify-api/src/generated.rs`: the client and its types.
    pub client: String,
    /// `tests/src/generated.rs`: how the proof calls the client by names of the contract.
    pub dispatch: String,
}

/// Writes the client of a contract.
///
/// # Errors
///
/// Everything in the contract that the generated client could not honour, each with its place and
/// what to do about it.
pub fn generate(document: &Document) -> Result<Generated, Vec<Diagnostic>> {
    requirements::check(document)?;
    let plan = Plan::of(document).map_err(|diagnostic| vec![diagnostic])?;
    let client = client(document, &plan).map_err(|reason| {
        vec![
            document
                .diagnostic(
                    document.root().span.clone(),
                    format!("the generator cannot take this contract: {reason}"),
                )
                .with_help(
                    "undo the last change to the contract; if it is a change the vendor made, \
                     the generator needs a step that makes it readable",
                ),
        ]
    })?;
    Ok(Generated {
        client,
        dispatch: with_header(document, &dispatch::write(&plan)),
    })
}

fn client(document: &Document, plan: &Plan<'_>) -> Result<String, String> {
    let view: openapiv3::OpenAPI = serde_json::from_value(reading_view::write(document, plan))
        .map_err(|error| error.to_string())?;
    let mut settings = GenerationSettings::new();
    settings
        .with_interface(InterfaceStyle::Builder)
        .with_hooks(HooksMode::Expected)
        .with_inner_type(quote!(crate::hooks::Identity))
        .with_derive("PartialEq")
        .with_map_type("::std::collections::BTreeMap");
    for (stub, replacement) in reading_view::replacements(plan) {
        settings.with_replacement(stub, replacement, std::iter::empty());
    }
    // The generator panics on documents it does not expect; `requirements` names those we know.
    let tokens = catch_unwind(AssertUnwindSafe(|| {
        progenitor::Generator::new(&settings).generate_tokens(&view)
    }))
    .map_err(|panic| {
        panic
            .downcast_ref::<String>()
            .cloned()
            .or_else(|| panic.downcast_ref::<&str>().map(ToString::to_string))
            .unwrap_or_else(|| "it stopped without a word".into())
    })?
    .map_err(|error| error.to_string())?;
    let file: syn::File = syn::parse2(tokens).map_err(|error| error.to_string())?;
    let file = rewrite::apply(file, plan)?;
    Ok(with_header(document, &prettyplease::unparse(&file)))
}

fn with_header(document: &Document, code: &str) -> String {
    format!(
        "// Written by `cargo xtask regen` from the contract; edit that, not this.\n\
         // Generator: progenitor {PROGENITOR_VERSION}. Contract: sha256 {}.\n\n{code}",
        digest(document)
    )
}

/// The digest of what the contract says: comments, quoting, and layout do not count.
fn digest(document: &Document) -> String {
    let said = document.root().to_json().to_string();
    let mut digest = String::new();
    for byte in Sha256::digest(said.as_bytes()) {
        // Writing to a string cannot fail.
        let _ = write!(digest, "{byte:02x}");
    }
    digest
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_header_names_the_generator_that_is_pinned() {
        let manifest = include_str!("../../../Cargo.toml");
        let pin = format!(
            "progenitor = {{ version = \"={}\"",
            super::PROGENITOR_VERSION
        );
        assert!(
            manifest.contains(&pin),
            "Cargo.toml pins another progenitor than `{pin}`"
        );
    }
}
