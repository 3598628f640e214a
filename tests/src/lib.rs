//! The proof: whether the generated client honours everything the contract says.
//!
//! Nothing here names an operation, a parameter, or an example: all of it is read from the
//! contract. Each check takes a [`Contract`] and gives [`Finding`]s, so that the tests of the
//! harness can hand it a broken contract and see the right check speak.

pub mod checks;
mod contract_under_test;
mod exchange;
#[rustfmt::skip]
#[allow(
    clippy::pedantic,
    clippy::disallowed_methods,
    clippy::match_single_binding,
    unused_imports,
    dead_code,
    unused_variables,
    reason = "written by a generator that follows the contract, not our style"
)]
mod generated;
mod outcome;
mod server;
mod strategy;

pub use contract_under_test::{Contract, Coverage, Finding};

/// The README's example, compiled.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
struct Readme;
