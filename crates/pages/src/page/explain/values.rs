//! Candidates for constraints, defaults, and examples: `Possible values: …`, `Default value: …`.

use serde_json::{Number, Value};

use super::difference::{Difference, Part, part, schema_of};
use super::edit::Edit;
use crate::page::draw::Aspect;
use crate::page::possible::{self, Constraint, Hint};

/// The keywords that `Possible values:` shows.
const CONSTRAINTS: [&str; 10] = [
    "minLength",
    "maxLength",
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "pattern",
    "enum",
    "minItems",
    "maxItems",
];

/// The labels that begin a line of the theme, and what the rest of the line shows.
const LABELS: [(&str, Aspect); 4] = [
    ("Possible values:", Aspect::PossibleValues),
    ("Constant value:", Aspect::Constant),
    ("Default value:", Aspect::Default),
    ("Example:", Aspect::Example),
];

/// Returns what a labelled line shows, and its text after the label.
pub(super) fn labelled(text: &str) -> Option<(Aspect, &str)> {
    LABELS
        .into_iter()
        .find_map(|(label, aspect)| Some((aspect, text.strip_prefix(label)?.trim_start())))
}

impl Difference<'_> {
    /// Returns the edits after which an item shows `text` in a line of this kind.
    pub(super) fn with_value(&self, pointer: &str, aspect: Aspect, text: &str) -> Vec<Vec<Edit>> {
        let schema = schema_of(pointer);
        let is_parameter = part(pointer) == Part::Parameter;
        match aspect {
            Aspect::PossibleValues => self.possible_values(&schema, text),
            Aspect::Constant => vec![vec![Edit::set(&schema, "const", self.typed(&schema, text))]],
            Aspect::Default => {
                let holder = if is_parameter && self.has(&schema, "items") {
                    format!("{schema}/items")
                } else {
                    schema
                };
                let value = self.typed(&holder, text);
                vec![vec![Edit::set(&holder, "default", value)]]
            }
            Aspect::Example if is_parameter => {
                vec![vec![Edit::set(
                    pointer,
                    "example",
                    self.typed(&schema, text),
                )]]
            }
            Aspect::Example => {
                vec![vec![Edit::set(
                    &schema,
                    "example",
                    self.typed(&schema, text),
                )]]
            }
            _ => Vec::new(),
        }
    }

    /// Returns the edits after which an item has no line of this kind.
    pub(super) fn without_value(&self, pointer: &str, aspect: Aspect) -> Vec<Vec<Edit>> {
        let schema = schema_of(pointer);
        let is_parameter = part(pointer) == Part::Parameter;
        let items = format!("{schema}/items");
        let edits = match aspect {
            Aspect::PossibleValues => self.set_constraints(&schema, &[]),
            Aspect::Constant => vec![Edit::remove(&schema, "const")],
            Aspect::Default if is_parameter && self.has(&schema, "items") => {
                vec![Edit::remove(&items, "default")]
            }
            Aspect::Default => vec![Edit::remove(&schema, "default")],
            Aspect::Example if is_parameter => vec![Edit::remove(pointer, "example")],
            Aspect::Example => vec![Edit::remove(&schema, "example")],
            _ => Vec::new(),
        };
        if edits.is_empty() {
            Vec::new()
        } else {
            vec![edits]
        }
    }

    /// Converts a text to a value of the schema's type.
    pub(super) fn typed(&self, schema: &str, text: &str) -> Value {
        let kind = match &self.value(schema)["type"] {
            Value::String(kind) => kind.as_str(),
            Value::Array(kinds) => {
                let mut kinds = kinds.iter().filter_map(Value::as_str);
                kinds.find(|kind| *kind != "null").unwrap_or_default()
            }
            _ => "",
        };
        typed(text, kind)
    }

    fn possible_values(&self, schema: &str, text: &str) -> Vec<Vec<Edit>> {
        let value = self.value(schema);
        let items = format!("{schema}/items");
        let is_array = value.get("items").is_some();
        let values = value.get("enum").or_else(|| value.pointer("/items/enum"));
        let values: Vec<String> = values
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
            .map(|it| it.as_str().map_or_else(|| it.to_string(), str::to_owned))
            .collect();
        let kind = |pointer: &str| self.value(pointer)["type"].as_str().unwrap_or_default();
        let holder = if is_array { &items } else { schema };
        let pattern = self.value(holder)["pattern"].as_str();
        let line = self.shown.get(self.first);
        let code_spans = line
            .map(|line| line.code_spans.as_slice())
            .unwrap_or_default();
        let mut all = Vec::new();
        for bounded in [true, false] {
            let hint = Hint {
                array: is_array,
                bounded,
                numbers: matches!(kind(holder), "integer" | "number"),
                pattern,
                values: &values,
            };
            if let Ok(found) = possible::parse(text, code_spans, hint) {
                let edits = self.set_constraints(schema, &found);
                if !edits.is_empty() && !all.contains(&edits) {
                    all.push(edits);
                }
            }
        }
        all
    }

    /// Returns the edits that give a schema exactly the constraints in `found`, as far as the page
    /// shows them.
    fn set_constraints(&self, schema: &str, found: &[Constraint]) -> Vec<Edit> {
        let mut edits = Vec::new();
        let items = format!("{schema}/items");
        let is_array = self.has(schema, "items");
        let counts = |keyword: &str| matches!(keyword, "minItems" | "maxItems");
        let was_bounded = self.has(schema, "minItems") || self.has(schema, "maxItems");
        let is_bounded = found.iter().any(|it| counts(it.keyword));
        for (holder, of_items) in [(schema, false), (items.as_str(), true)] {
            if of_items && !is_array {
                continue;
            }
            let here = |it: &&Constraint| it.of_items == of_items;
            let bounds = self.in_dialect(holder, found.iter().filter(here));
            for keyword in CONSTRAINTS {
                let known = self.value(holder).get(keyword);
                // The theme shows no constraints of the items if the array has `minItems` or
                // `maxItems`.
                let is_shown = match (is_array, of_items) {
                    (false, _) => true,
                    (true, false) => counts(keyword) || was_bounded,
                    (true, true) => keyword == "enum" || !(was_bounded || is_bounded),
                };
                let new = bounds.iter().find(|(it, _)| *it == keyword);
                match (known, new) {
                    (Some(known), Some((_, new))) if known == new => {}
                    (_, Some((_, new))) => edits.push(Edit::set(holder, keyword, new.clone())),
                    (Some(known), None) if is_shown && is_visible(keyword, known) => {
                        edits.push(Edit::remove(holder, keyword));
                    }
                    _ => {}
                }
            }
        }
        edits
    }

    /// Converts constraints to the keywords of the contract's OpenAPI version: exclusive bounds are
    /// booleans in 3.0 and numbers in 3.1.
    fn in_dialect<'c>(
        &self,
        holder: &str,
        found: impl Iterator<Item = &'c Constraint>,
    ) -> Vec<(&'static str, Value)> {
        let mut bounds = Vec::new();
        for constraint in found {
            let value = match &constraint.value {
                Value::Array(values) => {
                    let typed = |it: &Value| match it {
                        Value::String(text) => self.typed(holder, text),
                        other => other.clone(),
                    };
                    values.iter().map(typed).collect()
                }
                other => other.clone(),
            };
            let inclusive = match constraint.keyword {
                "exclusiveMinimum" => "minimum",
                "exclusiveMaximum" => "maximum",
                keyword => keyword,
            };
            if self.is_3_0 && inclusive != constraint.keyword {
                bounds.push((inclusive, value));
                bounds.push((constraint.keyword, true.into()));
            } else {
                bounds.push((constraint.keyword, value));
            }
        }
        bounds
    }
}

/// Returns whether the theme shows a constraint.
fn is_visible(keyword: &str, value: &Value) -> bool {
    match keyword {
        "minLength" | "maxLength" | "minItems" | "maxItems" => value.as_f64() != Some(0.0),
        "exclusiveMinimum" | "exclusiveMaximum" => *value != Value::Bool(false),
        _ => true,
    }
}

/// Converts a text to a value of a type; a string if it does not parse.
fn typed(text: &str, kind: &str) -> Value {
    match kind {
        "integer" | "number" => text
            .parse::<Number>()
            .map_or_else(|_| text.into(), Value::Number),
        "boolean" => text
            .parse::<bool>()
            .map_or_else(|_| text.into(), Value::Bool),
        "string" => text.into(),
        _ => serde_json::from_str(text).unwrap_or_else(|_| text.into()),
    }
}
