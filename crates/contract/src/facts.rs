//! Facts: what a source states, one thing about one place at a time.
//!
//! Facts hang on subjects, and subjects on one another by steps: document, operation, parameter,
//! property. A subject that several places share, such as an error that every status answers with,
//! is one subject with several ways to it, so that what is stated once is one fact.

mod address;
mod inventory;
mod keywords;
mod set;

pub use address::{Address, Step};
pub use inventory::{Inventory, is_prose};
pub use keywords::{is_annotation, is_example};
pub use set::{Fact, Facts, Part, Subject, SubjectId};
