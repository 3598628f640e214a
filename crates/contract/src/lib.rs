#![doc = include_str!("../README.md")]

pub mod coverage;
mod diagnostic;
mod digest;
mod document;
pub mod facts;
mod json;
mod number;
mod parameter_place;
mod parse;
pub mod pattern;
mod placeholder;
mod source;
mod tree;

pub use diagnostic::Diagnostic;
pub use digest::digest;
pub use document::{
    Dialect, Document, Example, Files, Folder, Header, MediaType, Operation, Parameter,
    RequestBody, Resolved, Response, Schema, pointer_keys,
};
pub use number::compare_numbers;
pub use parameter_place::ParameterPlace;
pub use placeholder::{PLACEHOLDER, placeholders};
pub use source::{Location, Site, Source, Span};
pub use tree::{Data, Member, Node};
