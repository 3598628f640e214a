#![doc = include_str!("../README.md")]

pub mod change;
mod compare;
pub mod report;
pub mod rules;
mod witness;

pub use compare::{Fingerprints, Options, compare};
