//! `regen` in process, against what progenitor and prettyplease alone take for the same contract.
//!
//! Run with `cargo bench --package benchmarks --bench regen`.

use contract::{Document, Source};
use progenitor::{GenerationSettings, Generator, InterfaceStyle};

const CONTRACT: &str = include_str!("../openapi/verify.yaml");

fn main() {
    divan::main();
}

fn read() -> Document {
    Document::read(Source::new("verify.yaml", CONTRACT)).expect("the contract reads")
}

/// Reads, checks, plans, generates, rewrites, and formats: all of `regen` but the files.
#[divan::bench]
fn regen() -> generator::Generated {
    generator::generate(&read()).expect("the contract is taken")
}

/// The baseline: the contract's JSON through progenitor, and its code through prettyplease.
#[divan::bench]
fn progenitor_alone(bencher: divan::Bencher) {
    let json = read().root().to_json();
    bencher.bench(|| {
        let document: openapiv3::OpenAPI =
            serde_json::from_value(json.clone()).expect("the contract is OpenAPI");
        let mut settings = GenerationSettings::new();
        settings.with_interface(InterfaceStyle::Builder);
        let tokens = Generator::new(&settings)
            .generate_tokens(&document)
            .expect("progenitor takes it");
        prettyplease::unparse(&syn::parse2(tokens).expect("progenitor writes Rust"))
    });
}

/// The part that reads the contract into facts.
#[divan::bench]
fn read_facts() -> usize {
    read().facts().all().len()
}
