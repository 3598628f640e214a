//! Pairs of documents with their verdicts, and reports as people and programs get them.

mod compare;
mod reports;
