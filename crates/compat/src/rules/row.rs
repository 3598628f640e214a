//! Tables of rules, one row for each.

use super::rule::{Direction, Rule};
use crate::change::{Rust, Wire};

/// One rule; `mirror` is the opposite change's id, or, after `-`, why there is none.
pub(super) struct Row {
    pub(super) id: &'static str,
    pub(super) case: Option<&'static str>,
    pub(super) place: &'static str,
    pub(super) keyword: &'static str,
    pub(super) before: &'static str,
    pub(super) after: &'static str,
    pub(super) mirror: &'static str,
    pub(super) direction: Direction,
    pub(super) wire: Wire,
    pub(super) rust: Rust,
    pub(super) why: &'static str,
}

impl Row {
    pub(super) fn rule(&self) -> Rule {
        let no_mirror = self.mirror.strip_prefix('-');
        Rule {
            id: self.id,
            case: self.case,
            direction: self.direction,
            place: self.place,
            keyword: self.keyword,
            wire: self.wire,
            rust: self.rust,
            why: self.why,
            before: self.before,
            after: self.after,
            mirror: no_mirror.is_none().then_some(self.mirror),
            no_mirror,
        }
    }
}

/// Writes rows as `ID [CASE] DIRECTION PLACE KEYWORD: BEFORE => AFTER, mirror ID; WIRE RUST WHY;`.
macro_rules! rows {
    ($($id:literal $([$case:literal])? $direction:ident $place:literal $keyword:literal: $before:literal => $after:literal, mirror $mirror:literal; $wire:ident $rust:ident $why:literal;)+) => {
        &[$($crate::rules::row::Row {
            id: $id,
            case: $crate::rules::row::case!($($case)?),
            place: $place,
            keyword: $keyword,
            before: $before,
            after: $after,
            mirror: $mirror,
            direction: $direction,
            wire: $wire,
            rust: $rust,
            why: $why,
        }),+]
    };
}
pub(super) use rows;

macro_rules! case {
    () => {
        None
    };
    ($case:expr) => {
        Some($case)
    };
}
pub(super) use case;
