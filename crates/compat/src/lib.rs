#![doc = include_str!("../README.md")]

pub mod change;
mod compare;
mod inclusion;
mod integer_format;
pub mod report;
pub mod rules;
#[cfg(test)]
mod schema_text;
mod spelling;
mod witness;

pub use compare::{Fingerprints, Options, compare};
pub use spelling::correction;
