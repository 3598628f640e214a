#![doc = include_str!("../README.md")]

mod check;
mod form;
pub mod lock;
pub mod sync;

pub use check::{Input, Options, Outcome, check};
