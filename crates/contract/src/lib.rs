#![doc = include_str!("../README.md")]

pub mod change;
mod compare;
pub mod coverage;
mod diagnostic;
mod digest;
mod document;
pub mod drift;
pub mod facts;
pub mod lock;
pub mod page;
pub mod pattern;
pub mod prose;
pub mod report;
pub mod rules;
mod source;
pub mod sync;
mod tree;
mod witness;

pub use compare::{Options, compare};
pub use diagnostic::Diagnostic;
pub use document::{
    Dialect, Document, Example, MediaType, Operation, Parameter, ParameterPlace, Response, Schema,
};
pub use source::{Location, Source, Span};
pub use tree::{Data, Member, Node};
