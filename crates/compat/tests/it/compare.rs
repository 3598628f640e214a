//! Pairs of documents and what is to be said about them.

mod draw;
mod edits;
mod files;
mod oracle;
mod pairs;
mod properties;
mod rewriting;
mod rows;
mod rules;
mod witnesses;

use compat::change::Change;
use compat::{Options, compare};
use contract::{Document, Source};

/// The day on which all pairs are compared.
const TODAY: &str = "2030-06-15";

fn document(name: &str, text: &str) -> Document {
    Document::read(Source::new(name, text))
        .unwrap_or_else(|error| panic!("{}\n{text}", error.render(false)))
}

fn changes(before: &str, after: &str) -> Vec<Change> {
    let (base, revision) = (
        document("base.yaml", before),
        document("revision.yaml", after),
    );
    let mut options = Options::default();
    options.today = Some(TODAY.into());
    compare(&base.facts(), &revision.facts(), &options)
}
