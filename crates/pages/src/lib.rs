#![doc = include_str!("../README.md")]

mod page;
pub mod prose;

pub use page::{
    Body, Callback, Example, Form, Item, Kind, Media, Page, PossibleValues, Prose, Reading,
    Refusal, Response, Text, canonical_url, read, shown,
};
