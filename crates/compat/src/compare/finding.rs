//! A difference at a pair of subjects.

use serde_json::Value;

use crate::change::{Action, Class};
use crate::rules::Id;
use contract::Span;
use contract::facts::Step;

/// A difference at a pair of subjects.
#[derive(Clone, Debug)]
pub(super) struct Finding {
    pub(super) id: Id,
    pub(super) case: Option<&'static str>,
    /// Other ids of the same edit.
    pub(super) also: Vec<Id>,
    pub(super) action: Action,
    pub(super) class: Class,
    pub(super) keyword: Option<String>,
    pub(super) before: Option<Value>,
    pub(super) after: Option<Value>,
    /// The place on each side; `None` on a side without it.
    pub(super) base: Option<Span>,
    pub(super) revision: Option<Span>,
    /// The nearest place on a side without it, if that is not the pair.
    pub(super) around: (Option<Span>, Option<Span>),
    /// The part that the finding is about, if it is not the pair itself.
    pub(super) step: Option<Step>,
    /// The sentence, with `{}` for the place.
    pub(super) message: String,
    pub(super) details: Vec<String>,
}

impl Finding {
    pub(super) fn new(id: Id, action: Action, message: impl Into<String>) -> Self {
        Self {
            id,
            case: None,
            also: Vec::new(),
            action,
            class: Class::Contract,
            keyword: None,
            before: None,
            after: None,
            base: None,
            revision: None,
            around: (None, None),
            step: None,
            message: message.into(),
            details: Vec::new(),
        }
    }
}
