#![doc = include_str!("../README.md")]

mod check;
mod decision;
mod differences;
mod form;
pub mod lock;
mod page;
pub mod probe;
mod status;
pub mod sync;

pub use check::{Input, Options, Outcome, check};
