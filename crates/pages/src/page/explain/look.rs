//! Where a page and a drawing part: the first line of the page that was not drawn, and what was
//! drawn in its place.

use std::collections::BTreeSet;

use serde_json::Value;

use super::edit::{Edit, keys, split};
use crate::page::Form;
use crate::page::align::Shown;
use crate::page::draw::{Line, Role, Says};

/// The first difference between a page and a drawing.
pub(super) struct Look<'l> {
    /// The path item, with references followed.
    pub(super) item: &'l Value,
    /// Where the operation stands in it.
    pub(super) operation: &'l str,
    pub(super) drawn: &'l [Line],
    pub(super) shown: &'l [Shown],
    pub(super) form: Form,
    /// Whether the contract is written in OpenAPI 3.0.
    pub(super) is_3_0: bool,
    /// The number of the first line of the page that was not drawn.
    pub(super) at: usize,
    /// The drawn lines that could stand there.
    pub(super) expected: &'l [usize],
    /// The names of the properties of objects that the page is likely to show.
    pub(super) objects: &'l [BTreeSet<&'l str>],
}

impl<'l> Look<'l> {
    /// A line of the page, counted from the first that was not drawn.
    pub(super) fn line(&self, offset: usize) -> &'l str {
        self.shown
            .get(self.at + offset)
            .map_or("", |line| line.text.as_str())
    }

    pub(super) fn value(&self, pointer: &str) -> &'l Value {
        self.item.pointer(pointer).unwrap_or(&Value::Null)
    }

    pub(super) fn has(&self, pointer: &str, key: &str) -> bool {
        self.value(pointer).get(key).is_some()
    }

    /// The drawn line above one, prose aside.
    pub(super) fn above(&self, at: usize) -> Option<&'l Line> {
        let above = self.drawn[..at.min(self.drawn.len())].iter().rev();
        above
            .into_iter()
            .find(|line| !matches!(line.role, Role::Prose(_) | Role::Panel))
    }

    /// The item that a drawn line belongs to whose head stands above it.
    pub(super) fn owner(&self, at: usize) -> Option<&'l Line> {
        let line = self.above(at)?;
        line.says.is_of_item().then_some(line)
    }

    /// A whole head starts here in this form: a name, a type, and marks.
    pub(super) fn is_imported(&self) -> bool {
        self.form == Form::Imported
    }
}

/// The places that a line states: a schema that `allOf` merges has several.
pub(super) fn places(line: &Line) -> Vec<&str> {
    line.at.split('\n').filter(|at| !at.is_empty()).collect()
}

/// What a pointer leads to.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Part<'p> {
    /// A parameter.
    Parameter,
    /// A header of a response.
    Header(String),
    /// A property, with the schema that lists it.
    Property(&'p str, String),
    /// Another schema.
    Schema,
}

pub(super) fn part(pointer: &str) -> Part<'_> {
    let Some((holder, key)) = split(pointer) else {
        return Part::Schema;
    };
    let Some((around, list)) = split(holder) else {
        return Part::Schema;
    };
    // A property may be called like a keyword: the keyword is what stands below a schema.
    match list.as_str() {
        "parameters" if key.parse::<usize>().is_ok() && keys(pointer).len() <= 3 => Part::Parameter,
        "headers" if !around.contains("/schema") => Part::Header(key),
        "properties" => Part::Property(around, key),
        _ => Part::Schema,
    }
}

/// The schema of an item: what stands at its pointer, but for a parameter.
pub(super) fn schema_of(pointer: &str) -> String {
    match part(pointer) {
        Part::Parameter => format!("{pointer}/schema"),
        _ => pointer.to_owned(),
    }
}

impl Look<'_> {
    /// The edits that make an item required, or no longer.
    pub(super) fn requiring(&self, pointer: &str, is_required: bool) -> Vec<Vec<Edit>> {
        match part(pointer) {
            // A parameter of the path is always required, and a page without the mark lacks a line.
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
                    .map(|list| vec![self.with_required(&list, &name, is_required)])
                    .collect()
            }
            Part::Schema => Vec::new(),
        }
    }

    /// The schemas whose `required` counts for a property that a schema lists.
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

    pub(super) fn with_required(&self, holder: &str, name: &str, is_required: bool) -> Edit {
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

impl Says {
    /// Whether the line is about a parameter, a header, or a property.
    pub(super) fn is_of_item(self) -> bool {
        matches!(
            self,
            Self::Head
                | Self::Name
                | Self::Type
                | Self::Mark
                | Self::Values
                | Self::Constant
                | Self::Default
                | Self::Example
        )
    }
}
