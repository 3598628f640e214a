//! Two revisions of a document of GitHub's size and shape, against each other.
//!
//! Run with `cargo bench --package benchmarks --bench compare`.

#![expect(clippy::print_stdout, reason = "a benchmark prints what it measured")]

use compat::{Options, compare};
use contract::{Document, Source};
use serde_json::Value;

use self::things::{EDITS, texts};

mod things;

const SIZES: [usize; 3] = [1, 2, 4];

fn main() {
    for size in SIZES {
        let (base, revision) = texts(size);
        let found = read_and_compare(&base, &revision);
        assert_eq!(found, EDITS, "every edit is one change");
        println!("{size}x: {} bytes, {found} changes", base.len());
    }
    divan::main();
}

fn read(text: &str) -> Document {
    Document::read(Source::new("things.json", text)).expect("the document reads")
}

fn read_and_compare(base: &str, revision: &str) -> usize {
    let (base, revision) = (read(base), read(revision));
    compare(&base.facts(), &revision.facts(), &Options::default()).len()
}

/// All of `compat` but the report: two texts to a list of changes.
#[divan::bench(args = SIZES, sample_count = 3)]
fn compat(bencher: divan::Bencher<'_, '_>, size: usize) {
    let (base, revision) = texts(size);
    bencher.bench(|| read_and_compare(&base, &revision));
}

/// One text to a tree with places.
#[divan::bench(args = SIZES, sample_count = 3)]
fn tree(bencher: divan::Bencher<'_, '_>, size: usize) {
    let (base, _) = texts(size);
    bencher.bench(|| read(&base));
}

/// One tree to facts.
#[divan::bench(args = SIZES, sample_count = 3)]
fn facts(bencher: divan::Bencher<'_, '_>, size: usize) {
    let document = read(&texts(size).0);
    bencher.bench(|| document.facts());
}

/// Facts against facts.
#[divan::bench(args = SIZES, sample_count = 3)]
fn facts_against_facts(bencher: divan::Bencher<'_, '_>, size: usize) {
    let (base, revision) = texts(size);
    let (base, revision) = (read(&base).facts(), read(&revision).facts());
    bencher.bench(|| compare(&base, &revision, &Options::default()).len());
}

/// The baseline: the same two texts into plain JSON values, and those compared for equality.
#[divan::bench(args = SIZES, sample_count = 3)]
fn json_alone(bencher: divan::Bencher<'_, '_>, size: usize) {
    let (base, revision) = texts(size);
    bencher.bench(|| {
        let base: Value = serde_json::from_str(&base).expect("it is JSON");
        let revision: Value = serde_json::from_str(&revision).expect("it is JSON");
        base == revision
    });
}
