//! What an item says of its values.

use serde_json::{Number, Value};

use super::Writer;
use crate::page::label::Label;
use crate::page::possible::{self, Hint};
use crate::page::{Item, Kind, Text};
use contract::facts::Fact;
use contract::{Source, Span};

impl Writer {
    /// What is said of the values of an item, and of its elements if it is an array.
    pub(super) fn values_of(&mut self, item: &Item) -> Values {
        let origin = item.origin.as_deref();
        let known = origin.map(|origin| &origin.label);
        let is_parameter = matches!(item.kind, Kind::Parameter(_));
        let label = Label::parse(&item.label.text, known, is_parameter);
        let mut values = Values {
            array: label.array,
            ..Values::default()
        };
        let here = |keyword: &str, of_items: bool, span: &Span| {
            let known = match &item.places {
                Some(places) => Some(places.as_ref()),
                None => origin.filter(|_| self.of_contract),
            };
            known
                .and_then(|origin| origin.place(keyword, of_items))
                .unwrap_or(span)
                .clone()
        };
        let label_span = if item.label.text.is_empty() {
            &item.name.span
        } else {
            &item.label.span
        };
        let has_label = !matches!(item.kind, Kind::Header | Kind::Choice(_) | Kind::Items);
        if has_label {
            let target = if label.array {
                values
                    .own
                    .push(Fact::new("type", "array", here("type", false, label_span)));
                &mut values.items
            } else {
                &mut values.own
            };
            if let Some(kind) = &label.kind {
                let value: Value = match kind.split_once(',') {
                    Some(_) => kind.split(',').collect(),
                    None => kind.as_str().into(),
                };
                target.push(Fact::new(
                    "type",
                    value,
                    here("type", label.array, label_span),
                ));
            }
            if let Some(format) = &label.format {
                target.push(Fact::new(
                    "format",
                    format.as_str(),
                    here("format", label.array, label_span),
                ));
            }
        }
        if label.nullable && label.array {
            values
                .items
                .push(Fact::new("nullable", true, here("type", true, label_span)));
        } else if label.nullable || item.nullable.is_some() {
            let span = item.nullable.as_ref().unwrap_or(label_span);
            values
                .own
                .push(Fact::new("nullable", true, here("nullable", false, span)));
        }
        let kind = known
            .and_then(|known| known.kind.as_deref())
            .or(label.kind.as_deref())
            .unwrap_or("string");
        let mut unread = Vec::new();
        let source = self.facts.source();
        constraints(item, source, &label, kind, &mut values, &here, &mut unread);
        let mut state = |keyword: &str, text: &Text, in_items: bool| {
            let fact = Fact::new(
                keyword,
                typed(&text.text, kind),
                here(keyword, in_items, &text.span),
            );
            if in_items {
                values.items.push(fact);
            } else {
                values.own.push(fact);
            }
        };
        if let Some(text) = &item.constant {
            state("const", text, false);
        }
        if let Some(text) = &item.default {
            // A parameter that is an array shows the default of its elements.
            state("default", text, is_parameter && label.array);
        }
        for (at, example) in item.examples.iter().enumerate() {
            let keyword = match &example.label {
                Some(label) => format!("examples/{}", label.text),
                None if at == 0 => "example".to_owned(),
                None => format!("examples/{at}"),
            };
            state(&keyword, &example.code, false);
        }
        self.unread.extend(unread);
        values
    }
}

#[derive(Default)]
pub(super) struct Values {
    pub(super) own: Vec<Fact>,
    pub(super) items: Vec<Fact>,
    pub(super) array: bool,
}

fn constraints(
    item: &Item,
    source: &Source,
    label: &Label,
    kind: &str,
    values: &mut Values,
    here: &dyn Fn(&str, bool, &Span) -> Span,
    unread: &mut Vec<(Span, String)>,
) {
    let Some(possible) = &item.possible_values else {
        return;
    };
    let origin = item.origin.as_deref();
    let hint = Hint {
        array: label.array,
        bounded: origin.is_some_and(|origin| origin.bounded),
        numbers: matches!(kind, "integer" | "number"),
        pattern: origin.and_then(|origin| origin.pattern.as_deref()),
        values: origin.map_or(&[], |origin| origin.values.as_slice()),
    };
    let codes: Vec<String> = possible
        .codes
        .iter()
        .map(|code| code.text.clone())
        .collect();
    let whole = &possible.whole;
    let parsed = possible::parse(&whole.text, &codes, hint)
        // Code that holds a mark of code is broken up on the page.
        .or_else(|_| possible::parse(&whole.text, &[], hint));
    let mut found = match parsed {
        Ok(found) => found,
        Err(at) => {
            let start = (whole.span.start + at).min(whole.span.end);
            unread.push((
                start..whole.span.end,
                "a list of values, a range, a length, or a pattern".to_owned(),
            ));
            return;
        }
    };
    let bounded = found
        .iter()
        .any(|found| matches!(found.keyword, "minItems" | "maxItems"));
    if let Some(origin) = origin.filter(|origin| label.array && origin.bounded != bounded) {
        // A bound on the number of elements hides what is said of the elements, and to take it
        // away shows it: neither changes it.
        let is_known = |of_items: &possible::Constraint| {
            let same = |known: &possible::Constraint| {
                (known.keyword, &known.value) == (of_items.keyword, &of_items.value)
            };
            origin.of_elements.iter().any(same)
        };
        if bounded {
            for hidden in &origin.of_elements {
                if hidden.keyword != "enum" {
                    let span = whole.span.clone();
                    let fact = Fact::new(hidden.keyword, hidden.value.clone(), span);
                    values.items.push(fact);
                }
            }
        } else {
            found.retain(|found| !found.of_items || found.keyword == "enum" || !is_known(found));
        }
    }
    for constraint in found {
        let value = match constraint.value {
            Value::Array(list) => {
                let mut list: Vec<Value> = list
                    .into_iter()
                    .map(|value| match value {
                        Value::String(text) => typed(&text, kind),
                        value => value,
                    })
                    .collect();
                list.sort_by_key(Value::to_string);
                list.dedup();
                Value::Array(list)
            }
            Value::Number(number) => Value::Number(shortest(&number)),
            value => value,
        };
        let text = &whole.text[constraint.range.clone()];
        let code = possible
            .codes
            .iter()
            .find(|code| text.contains(&code.text) && !code.text.is_empty());
        let shown = if let Some(code) = code {
            code.span.clone()
        } else {
            // The line may have been wrapped: then the range falls short, but never beyond it.
            let lead = whole.span.len().saturating_sub(whole.text.len());
            let start = (whole.span.start + lead + constraint.range.start).min(whole.span.end);
            start..(start + constraint.range.len()).min(whole.span.end)
        };
        let place = here(constraint.keyword, constraint.of_items, &shown);
        let place = if item.places.is_some() {
            within(source, place, text)
        } else {
            place
        };
        let fact = Fact::new(constraint.keyword, value, place);
        if constraint.of_items {
            values.items.push(fact);
        } else {
            values.own.push(fact);
        }
    }
}

/// Where a text stands within a stretch of a page, or the stretch where it is not found there.
fn within(source: &Source, stretch: Span, text: &str) -> Span {
    let shown = &source.text()[stretch.clone()];
    let in_html = text.replace('<', "&lt;").replace('>', "&gt;");
    let found = [text, &in_html].into_iter();
    let mut found = found.filter_map(|text| Some((shown.find(text)?, text.len())));
    match found.next() {
        Some((at, length)) if length > 0 => {
            let start = stretch.start + at;
            start..start + length
        }
        _ => stretch,
    }
}

/// A value as its type wants it, where the text has the form.
pub(in crate::page) fn typed(text: &str, kind: &str) -> Value {
    match kind {
        "integer" | "number" => text
            .parse::<Number>()
            .map_or_else(|_| text.into(), |number| Value::Number(shortest(&number))),
        "boolean" => text
            .parse::<bool>()
            .map_or_else(|_| text.into(), Value::Bool),
        "string" => text.into(),
        _ => parsed(text),
    }
}

pub(super) fn parsed(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|_| text.into())
}

/// `1.0` is `1`.
fn shortest(number: &Number) -> Number {
    possible::number_text(number)
        .parse()
        .unwrap_or_else(|_| number.clone())
}
