//! Rules of schema keywords, for every place that can hold a schema.
//!
//! A rule has one id for each place, as oasdiff names it, and a verdict for each direction.

mod arrays;
mod composition;
mod conditions;
mod numbers;
mod objects;
mod rule;
mod texts;
mod types;
mod values;

pub(crate) use self::arrays::*;
pub(crate) use self::composition::*;
pub(crate) use self::conditions::*;
pub(crate) use self::numbers::*;
pub(crate) use self::objects::*;
use self::rule::PLACES;
pub(crate) use self::rule::{SchemaPlace, SchemaRule};
pub(crate) use self::texts::*;
pub(crate) use self::types::*;
pub(crate) use self::values::*;

use super::rule::Rule;

/// Every rule of a schema, by place and then by keyword.
pub(super) fn rules() -> impl Iterator<Item = Rule> {
    let tables = [
        types::RULES,
        values::RULES,
        texts::RULES,
        numbers::RULES,
        arrays::RULES,
        objects::RULES,
        composition::RULES,
        conditions::RULES,
    ];
    PLACES.into_iter().flat_map(move |place| {
        let rules = tables.into_iter().flatten();
        rules.flat_map(move |of| of.verdicts.iter().map(move |it| it.rule(of, place)))
    })
}
