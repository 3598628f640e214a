//! The first difference between a page and a drawing.

use std::collections::BTreeSet;

use serde_json::Value;

use super::edit::{Edit, keys, split};
use crate::page::Form;
use crate::page::align::PageLine;
use crate::page::draw::{Aspect, DrawnLine, Role};

/// The first line of a page that no drawn line matches, and what was expected instead.
pub(super) struct Difference<'l> {
    /// The path item, with references followed.
    pub(super) item: &'l Value,
    /// The pointer of the operation in the path item.
    pub(super) operation: &'l str,
    pub(super) drawn: &'l [DrawnLine],
    pub(super) shown: &'l [PageLine],
    pub(super) form: Form,
    /// Whether the contract is an OpenAPI 3.0 document.
    pub(super) is_3_0: bool,
    /// The index of the first line of the page that no drawn line matches.
    pub(super) first: usize,
    /// The indices of the drawn lines that may follow the matched ones.
    pub(super) expected: &'l [usize],
    /// The property names of the contract's schemas that the page may show again.
    pub(super) objects: &'l [BTreeSet<&'l str>],
}

impl<'l> Difference<'l> {
    /// Returns a line of the page, counted from the first difference; empty after the last line.
    pub(super) fn line(&self, offset: usize) -> &'l str {
        self.shown
            .get(self.first + offset)
            .map_or("", |line| line.text.as_str())
    }

    /// Returns the same difference as if it began at the line of the page with index `first`.
    pub(super) fn at_line(&self, first: usize) -> Self {
        Self { first, ..*self }
    }

    pub(super) fn value(&self, pointer: &str) -> &'l Value {
        self.item.pointer(pointer).unwrap_or(&Value::Null)
    }

    pub(super) fn has(&self, pointer: &str, key: &str) -> bool {
        self.value(pointer).get(key).is_some()
    }

    /// Returns the drawn line above another one, prose and tab panels skipped.
    pub(super) fn above(&self, at: usize) -> Option<&'l DrawnLine> {
        let above = self.drawn[..at.min(self.drawn.len())].iter().rev();
        above
            .into_iter()
            .find(|line| !matches!(line.role, Role::Prose(_) | Role::Panel))
    }

    /// Returns the line above if it belongs to a parameter, header, or property.
    pub(super) fn owner(&self, at: usize) -> Option<&'l DrawnLine> {
        let line = self.above(at)?;
        line.aspect.is_of_item().then_some(line)
    }

    /// Returns whether the page is imported text, where a line has a whole head: name, type, and
    /// marks.
    pub(super) fn is_imported(&self) -> bool {
        self.form == Form::Imported
    }
}

/// Returns the pointers of a line: several if `allOf` merged schemas.
pub(super) fn places(line: &DrawnLine) -> Vec<&str> {
    line.pointers
        .split('\n')
        .filter(|at| !at.is_empty())
        .collect()
}

/// The kind of part that a pointer leads to.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Part<'p> {
    /// A parameter.
    Parameter,
    /// A header of a response, by its name.
    Header(String),
    /// A property: the pointer of the schema that lists it, and its name.
    Property(&'p str, String),
    /// Any other schema.
    Schema,
}

pub(super) fn part(pointer: &str) -> Part<'_> {
    let Some((holder, key)) = split(pointer) else {
        return Part::Schema;
    };
    let Some((around, list)) = split(holder) else {
        return Part::Schema;
    };
    // Properties may be named like keywords; only the last list of the pointer counts.
    match list.as_str() {
        "parameters" if key.parse::<usize>().is_ok() && keys(pointer).len() <= 3 => Part::Parameter,
        "headers" if !around.contains("/schema") => Part::Header(key),
        "properties" => Part::Property(around, key),
        _ => Part::Schema,
    }
}

/// Returns the pointer of the schema of an item: that of the item itself, except for parameters.
pub(super) fn schema_of(pointer: &str) -> String {
    match part(pointer) {
        Part::Parameter => format!("{pointer}/schema"),
        _ => pointer.to_owned(),
    }
}

impl Difference<'_> {
    /// Returns the candidates that set or remove `required` of an item.
    pub(super) fn with_requirement(&self, pointer: &str, is_required: bool) -> Vec<Vec<Edit>> {
        match part(pointer) {
            // Path parameters are always required: a page without the mark lacks a line.
            Part::Parameter if !is_required && self.value(pointer)["in"] == "path" => Vec::new(),
            Part::Parameter | Part::Header(_) => vec![vec![flag(pointer, "required", is_required)]],
            Part::Property(holder, name) => {
                let lists = self.required_lists(holder);
                let lists = lists.into_iter().filter(|list| {
                    let names = self.value(list)["required"].as_array();
                    let has = names.is_some_and(|names| names.iter().any(|it| *it == *name));
                    has != is_required && (has || list == holder)
                });
                lists
                    .map(|list| vec![self.required_list(&list, &name, is_required)])
                    .collect()
            }
            Part::Schema => Vec::new(),
        }
    }

    /// Returns the schemas whose `required` applies to a property of `holder`: those that `allOf`
    /// merges with it.
    fn required_lists(&self, holder: &str) -> Vec<String> {
        let mut lists = vec![holder.to_owned()];
        if let Some((all_of, _)) = holder.rsplit_once('/')
            && let Some(around) = all_of.strip_suffix("/allOf")
        {
            lists.push(around.to_owned());
            let parts = self.value(all_of).as_array().map_or(0, Vec::len);
            lists.extend((0..parts).map(|at| format!("{all_of}/{at}")));
        }
        lists
    }

    pub(super) fn required_list(&self, holder: &str, name: &str, is_required: bool) -> Edit {
        let names = self.value(holder)["required"].as_array();
        let mut names: Vec<Value> = names.cloned().unwrap_or_default();
        names.retain(|it| *it != *name);
        if is_required {
            names.push(name.into());
        }
        if names.is_empty() {
            return Edit::remove(holder, "required");
        }
        Edit::set(holder, "required", names)
    }
}

pub(super) fn flag(pointer: &str, keyword: &str, is_set: bool) -> Edit {
    if is_set {
        Edit::set(pointer, keyword, true)
    } else {
        Edit::remove(pointer, keyword)
    }
}

impl Aspect {
    /// Returns whether the line belongs to a parameter, header, or property.
    pub(super) fn is_of_item(self) -> bool {
        matches!(
            self,
            Self::Head
                | Self::Name
                | Self::Type
                | Self::Mark
                | Self::PossibleValues
                | Self::Constant
                | Self::Default
                | Self::Example
        )
    }
}
