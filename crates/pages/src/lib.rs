#![doc = include_str!("../README.md")]

mod page;
pub mod prose;

pub use page::{
    END_OF_PAGE, Form, Reading, Refusal, canonical_url, correction, read, shown_operation,
};
