#![doc = include_str!("../README.md")]

pub mod coverage;
mod diagnostic;
mod document;
mod fact;
mod source;
mod tree;

pub use diagnostic::Diagnostic;
pub use document::{
    Dialect, Document, Example, MediaType, Operation, Parameter, ParameterPlace, Response, Schema,
};
pub use fact::{Address, Fact, Place};
pub use source::{Location, Source, Span};
pub use tree::{Data, Member, Node};
