//! The walk from the two roots to everything below them.

use super::options::Options;
use super::place::Kind;
use super::walk::Walk;
use contract::facts::Facts;

/// Walks both graphs from their roots, and returns the findings.
pub(super) fn run<'f>(base: &'f Facts, revision: &'f Facts, options: &'f Options) -> Walk<'f> {
    let mut walk = Walk::new(base, revision, options);
    while let Some(at) = walk.next() {
        compare(&mut walk, at);
    }
    walk
}

fn compare(walk: &mut Walk<'_>, at: usize) {
    match walk.place_of(at).kind {
        Kind::Document => walk.compare_document(at),
        Kind::Operation => walk.compare_operation(at),
        Kind::Server | Kind::SecurityScheme | Kind::Holder => walk.compare_plain(at),
        _ => {
            if walk.compare_schema(at) {
                return;
            }
        }
    }
    walk.compare_parts(at);
    walk.fold_emptied(at);
}
