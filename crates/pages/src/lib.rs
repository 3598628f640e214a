#![doc = include_str!("../README.md")]

mod page;
pub mod prose;

pub use page::{Form, Reading, Refusal, canonical_url, correction, read, shown_operation};
