//! A page of the vendor's layout, in our own words, read and held against the contract.
//!
//! Run with `cargo bench --package benchmarks --bench page`.

use compat::compare;
use contract::{Document, Source};
use drift::{Input, Options, check};

const FORMS: [&str; 4] = ["imported.txt", "copied.txt", "saved.html", "static.html"];

fn main() {
    divan::main();
}

fn file(name: &str) -> Source {
    let path = format!(
        "{}/../crates/pages/tests/pages/check-session.{name}",
        env!("CARGO_MANIFEST_DIR")
    );
    Source::read(path.as_ref()).expect("the file is committed")
}

fn contract() -> Document {
    Document::read(file("openapi.yaml")).expect("the contract reads")
}

/// A page to facts, the contract in the same view, and the two compared.
#[divan::bench(args = FORMS)]
fn read_and_compare(bencher: divan::Bencher<'_, '_>, form: &str) {
    let (contract, page) = (contract(), file(form));
    bencher.bench(|| {
        let reading = pages::read(&contract, &page).expect("the page reads");
        compare(
            &reading.expected,
            &reading.stated,
            &compat::Options::default(),
        )
    });
}

/// All that `drift` does with a page but reading the contract and writing the report.
#[divan::bench(args = FORMS)]
fn all_of_drift(bencher: divan::Bencher<'_, '_>, form: &str) {
    let (contract, input) = (contract(), [Input::new(file(form))]);
    let options = Options::new("2026-03-01".parse().expect("it is a day"));
    bencher.bench(|| check(&contract, &input, &options));
}

/// A baseline: the contract to a tree, and to facts.
#[divan::bench]
fn contract_alone(bencher: divan::Bencher<'_, '_>) {
    let source = file("openapi.yaml");
    bencher.bench(|| {
        Document::read(source.clone())
            .expect("the contract reads")
            .facts()
    });
}

/// A baseline: the tokens of the HTML and nothing else.
#[divan::bench(args = &FORMS[2..])]
fn tokens_alone(bencher: divan::Bencher<'_, '_>, form: &str) {
    let page = file(form);
    bencher.bench(|| html5gum::Tokenizer::new(page.text()).count());
}
