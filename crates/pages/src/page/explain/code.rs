//! Candidates for examples: those of the document, and those that the theme generates from a
//! schema.

use serde_json::{Map, Value, json};

use super::difference::Difference;
use super::edit::{Edit, escaped, split};
use crate::page::align::Kind;
use crate::page::draw::{Aspect, DrawnLine, Role, collapsed};

/// The number of lines that are parsed as one example at most.
const MAX_LINES: usize = 2_000;

impl Difference<'_> {
    /// Returns the edits that make the example at the drawn line `at`, or the line before it, the
    /// code that the page shows.
    pub(super) fn changed_example(&self, at: usize) -> Vec<Vec<Edit>> {
        let is_code = |at: usize| self.drawn.get(at).filter(|line| line.role == Role::Code);
        // The code of the page may be longer than the drawn example.
        let Some((last, line)) = is_code(at)
            .map(|line| (at, line))
            .or_else(|| Some((at.checked_sub(1)?, is_code(at.checked_sub(1)?)?)))
        else {
            return Vec::new();
        };
        let same = |other: &usize| {
            is_code(*other)
                .is_some_and(|it| it.pointers == line.pointers && it.aspect == line.aspect)
        };
        let first = (0..=last).rev().take_while(same).last().unwrap_or(last);
        let Some(start) = self.first.checked_sub(at - first) else {
            return Vec::new();
        };
        let Some(value) = self.code(start) else {
            let text = self
                .shown
                .get(start)
                .filter(|_| line.aspect == Aspect::DocumentedExample);
            let text = text.and_then(|text| {
                let (at, key) = split(&line.pointers)?;
                Some(vec![Edit::set(at, &key, text.text.as_str())])
            });
            return self.summary(line, start).into_iter().chain(text).collect();
        };
        match line.aspect {
            Aspect::DocumentedExample => {
                let mut all: Vec<Vec<Edit>> = Vec::new();
                all.extend(self.reordered_examples(&line.pointers, &value));
                let value = restore_hidden(self.value(&line.pointers), value);
                let edit = split(&line.pointers).map(|(at, key)| vec![Edit::set(at, &key, value)]);
                all.extend(edit);
                all
            }
            Aspect::GeneratedExample => {
                let mut all = vec![vec![Edit::KeepExample(line.pointers.to_string())]];
                all.extend(self.generated_example(&line.pointers, &value));
                let is_schema = self.value(&line.pointers).is_object();
                if is_schema && !self.has(&line.pointers, "example") {
                    all.push(vec![Edit::set(&line.pointers, "example", value)]);
                }
                all
            }
            _ => Vec::new(),
        }
    }

    /// Returns the edits for a documented example with a line of prose before it: its summary and
    /// its value.
    fn summary(&self, line: &DrawnLine, start: usize) -> Option<Vec<Edit>> {
        let (example, key) =
            split(&line.pointers).filter(|_| line.aspect == Aspect::DocumentedExample)?;
        let value = restore_hidden(self.value(&line.pointers), self.code(start + 1)?);
        let summary = self.shown.get(start)?.text.as_str();
        (key == "value").then(|| {
            let summary = Edit::set(example, "summary", summary);
            vec![summary, Edit::set(example, "value", value)]
        })
    }

    /// Reorders the examples of a media type so that the one with the shown value stands at
    /// `pointer`. The imported form does not show the names of examples, and their order has no
    /// meaning.
    fn reordered_examples(&self, pointer: &str, shown: &Value) -> Option<Vec<Edit>> {
        if !self.is_imported() {
            return None;
        }
        let (example, _) = split(pointer)?;
        let (list, key) = split(example)?;
        let keys: Vec<String> = self.value(list).as_object()?.keys().cloned().collect();
        let at = keys.iter().position(|it| *it == key)?;
        let is_it = |key: &&String| {
            let value = &self.value(list)[key.as_str()]["value"];
            restore_hidden(value, shown.clone()) == *value
        };
        let other = keys[at + 1..].iter().find(is_it)?;
        let mut order = keys.clone();
        order.retain(|it| it != other);
        order.insert(at, other.clone());
        Some(vec![Edit::Order(list.to_owned(), order)])
    }

    /// Parses the code of the page that begins at line `start`.
    fn code(&self, start: usize) -> Option<Value> {
        let lines = self.shown.get(start..)?.iter().take(MAX_LINES);
        let is_html = self.shown.get(start)?.kind == Kind::Code;
        let lines = lines.take_while(|line| !is_html || line.kind == Kind::Code);
        let text: Vec<&str> = lines.map(|line| line.text.as_str()).collect();
        let text = text.join("\n");
        let mut values = serde_json::Deserializer::from_str(&text).into_iter::<Value>();
        match values.next() {
            Some(Ok(value)) => Some(value),
            _ if is_html => Some(Value::String(text)),
            _ => None,
        }
    }

    /// Returns the edits of the examples from which the theme generates the shown example: that of
    /// the schema itself, or those of its properties and items.
    fn generated_example(&self, schema: &str, shown: &Value) -> Vec<Vec<Edit>> {
        let value = self.value(schema);
        let mut all = Vec::new();
        if let Some(known) = value.get("example") {
            let other = restore_hidden(known, shown.clone());
            if other != *known {
                all.push(vec![Edit::set(schema, "example", other)]);
            }
            all.push(vec![Edit::remove(schema, "example")]);
            return all;
        }
        for (name, property) in value["properties"].as_object().into_iter().flatten() {
            if let (Some(shown), true) = (shown.get(name), property.is_object()) {
                let below = format!("{schema}/properties/{}", escaped(name));
                all.extend(self.generated_example(&below, shown));
            }
        }
        if let (Some(first), true) = (shown.get(0), value["items"].is_object()) {
            all.extend(self.generated_example(&format!("{schema}/items"), first));
        }
        all
    }

    /// Returns the edits that add an example without a name, as the imported form shows it, to the
    /// media type that `above` leads into. A line of prose before the code becomes its summary.
    pub(super) fn unnamed_example(&self, above: Option<&str>) -> Vec<Vec<Edit>> {
        let Some(above) = above.filter(|_| self.is_imported()) else {
            return Vec::new();
        };
        let code = |at: usize| self.code(at).filter(Value::is_object);
        let (value, summary) = match (code(self.first), code(self.first + 1)) {
            (Some(value), _) => (value, None),
            (None, Some(value)) => (value, Some(self.line(0))),
            (None, None) => return Vec::new(),
        };
        let Some(at) = above.find("/content/") else {
            return Vec::new();
        };
        let end = above[at + 9..]
            .find('/')
            .map_or(above.len(), |it| at + 9 + it);
        let media = &above[..end];
        let has = |keyword: &str| self.has(media, keyword);
        if summary.is_none() && !has("example") && !has("examples") {
            return vec![vec![Edit::set(media, "example", value)]];
        }
        let mut example = json!({ "value": value });
        if let Some(summary) = summary {
            example["summary"] = summary.into();
        }
        let key = |count: usize| match count {
            0 => "#".to_owned(),
            count => format!("#{}", count + 1),
        };
        if let Some(known) = self.value(media)["examples"].as_object() {
            return vec![vec![Edit::Insert {
                at: format!("{media}/examples"),
                key: key(known.len()),
                before: None,
                value: example,
            }]];
        }
        let mut edits = Vec::new();
        let mut examples = Map::new();
        if has("example") {
            edits.push(Edit::remove(media, "example"));
            examples.insert(key(0), json!({ "value": self.value(media)["example"] }));
        }
        examples.insert(key(examples.len()), example);
        edits.push(Edit::set(media, "examples", examples));
        vec![edits]
    }
}

/// Replaces the example that the theme generates from the schema at `pointer` with that of another
/// drawing.
pub(super) fn keep_example(lines: &mut Vec<DrawnLine>, pointer: &str, original: &[DrawnLine]) {
    let range = |lines: &[DrawnLine]| {
        let is_it = |line: &DrawnLine| {
            line.role == Role::Code
                && line.aspect == Aspect::GeneratedExample
                && *line.pointers == *pointer
        };
        let start = lines.iter().position(is_it)?;
        let length = lines[start..].iter().take_while(|line| is_it(line)).count();
        Some(start..start + length)
    };
    if let (Some(now), Some(before)) = (range(lines), range(original)) {
        lines.splice(now, original[before].iter().cloned());
    }
}

/// Returns a shown value, with each string and number as the document writes it if both look the
/// same on a page.
fn restore_hidden(known: &Value, shown: Value) -> Value {
    match (known, shown) {
        (Value::Object(known), Value::Object(shown)) => shown
            .into_iter()
            .map(|(key, value)| {
                let value = match known.get(&key) {
                    Some(known) => restore_hidden(known, value),
                    None => value,
                };
                (key, value)
            })
            .collect(),
        (Value::Array(known), Value::Array(shown)) => {
            let shown = shown.into_iter().enumerate();
            shown
                .map(|(at, value)| match known.get(at) {
                    Some(known) => restore_hidden(known, value),
                    None => value,
                })
                .collect()
        }
        (Value::String(known), Value::String(shown)) if collapsed(known) == collapsed(&shown) => {
            Value::String(known.clone())
        }
        (Value::Number(known), Value::Number(shown)) if known.as_f64() == shown.as_f64() => {
            Value::Number(known.clone())
        }
        (_, shown) => shown,
    }
}
