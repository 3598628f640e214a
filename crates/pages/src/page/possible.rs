//! The line `Possible values: …`: written from a schema, and read back into constraints.

mod parse;

pub(super) use parse::parse;

use serde_json::{Number, Value};

use super::shape::{Shape, Walk};
use contract::{Data, Node};

/// What a line says, keyword by keyword; where in the line each stands is a byte range of it.
pub(super) type Constraints = Vec<Constraint>;

/// One constraint.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Constraint {
    pub(super) keyword: &'static str,
    pub(super) value: Value,
    /// Whether it is about the elements of an array and not about the array.
    pub(super) of_items: bool,
    pub(super) range: std::ops::Range<usize>,
}

/// What helps to read a line that could mean two things.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Hint<'h> {
    /// Whether the label ends in `[]`.
    pub(super) array: bool,
    /// Whether the contract bounds the number of elements.
    pub(super) bounded: bool,
    /// Whether the elements are numbers.
    pub(super) numbers: bool,
    /// The pattern of the contract, which may hold what looks like the end of a pattern.
    pub(super) pattern: Option<&'h str>,
    /// The values of the contract's `enum`, which may hold what looks like the end of a value.
    pub(super) values: &'h [String],
}

/// A line in pieces: what stands in code, and what stands between.
#[derive(Clone, Debug, Default)]
pub(super) struct Line {
    pub(super) text: String,
    pub(super) codes: Vec<String>,
}

impl Line {
    fn plain(&mut self, text: &str) {
        self.text.push_str(text);
    }

    fn code(&mut self, text: &str) {
        // Markdown takes one blank from both ends of code that has them, and folds line breaks.
        let text = text.replace('\n', " ");
        if text.is_empty() {
            // Two marks without anything between them are not code.
            self.text.push_str("``");
        } else if text.contains('`') {
            // A mark ends the code early; what is left of it shows without marks.
            self.text.push_str(&text.replace('`', ""));
        } else {
            self.text.push_str(&text);
            self.codes.push(text);
        }
    }
}

/// The line the theme writes for a schema, without its label; `None` for no line.
pub(super) fn of(walk: &Walk<'_>, shape: &Shape<'_>) -> Option<Line> {
    let items = shape.node("items").map(|items| walk.shape(items));
    if let Some(items) = &items
        && shape.node("minItems").is_none()
        && shape.node("maxItems").is_none()
    {
        return of(walk, items);
    }
    let mut groups: Vec<Line> = Vec::new();
    if let Some(values) = items.as_ref().and_then(|items| items.node("enum")) {
        groups.push(list(values.elements().map(display)));
    }
    let at_least = shape.node("minLength").and_then(number);
    let at_most = shape.node("maxLength").and_then(number);
    let lowest = at_least.as_ref().and_then(|length| {
        let text = number_text(length);
        match length.as_f64() {
            Some(value) if value > 1.0 => Some(format!(">= {text} characters")),
            Some(1.0) => Some("non-empty".to_owned()),
            _ => None,
        }
    });
    let highest = at_most
        .filter(|length| length.as_f64() != Some(0.0))
        .map(|length| format!("<= {} characters", number_text(&length)));
    groups.extend(both(lowest, highest));
    let (lowest, highest) = (
        bound(shape, "minimum", "exclusiveMinimum", ">"),
        bound(shape, "maximum", "exclusiveMaximum", "<"),
    );
    groups.extend(both(lowest, highest));
    if let Some(pattern) = shape.text("pattern").filter(|pattern| !pattern.is_empty()) {
        let mut line = Line::default();
        line.plain(PATTERN);
        line.code(pattern);
        groups.push(line);
    }
    if let Some(values) = shape.node("enum") {
        groups.push(list(values.elements().map(display)));
    }
    for (keyword, sign) in [("minItems", ">="), ("maxItems", "<=")] {
        if let Some(count) = shape.node(keyword).and_then(number)
            && count.as_f64() != Some(0.0)
        {
            let mut line = Line::default();
            line.code(&format!("{sign} {}", number_text(&count)));
            groups.push(line);
        }
    }
    join(groups)
}

/// The line for the keys of a discriminator.
pub(super) fn of_mapping<'k>(keys: impl Iterator<Item = &'k str>) -> Option<Line> {
    join(vec![list(keys.map(str::to_owned))])
}

const PATTERN: &str = "Value must match regular expression ";

fn join(groups: Vec<Line>) -> Option<Line> {
    let mut groups = groups.into_iter();
    let mut line = groups.next()?;
    for group in groups {
        line.plain(", ");
        line.plain(&group.text);
        line.codes.extend(group.codes);
    }
    Some(line)
}

fn list(values: impl Iterator<Item = String>) -> Line {
    let mut line = Line::default();
    line.plain("[");
    for (at, value) in values.enumerate() {
        if at > 0 {
            line.plain(", ");
        }
        line.code(&value);
    }
    line.plain("]");
    line
}

fn both(lowest: Option<String>, highest: Option<String>) -> Option<Line> {
    let mut line = Line::default();
    match (lowest, highest) {
        (None, None) => return None,
        (Some(only), None) | (None, Some(only)) => line.code(&only),
        (Some(lowest), Some(highest)) => {
            line.code(&lowest);
            line.plain(" and ");
            line.code(&highest);
        }
    }
    Some(line)
}

fn bound(shape: &Shape<'_>, inclusive: &str, exclusive: &str, sign: &str) -> Option<String> {
    if let Some(value) = shape.node(exclusive).and_then(number) {
        return Some(format!("{sign} {}", number_text(&value)));
    }
    let value = number(shape.node(inclusive)?)?;
    let equal = if shape.is_true(exclusive) { "" } else { "=" };
    Some(format!("{sign}{equal} {}", number_text(&value)))
}

fn number(node: &Node) -> Option<Number> {
    match &node.data {
        Data::Number(number) => Some(number.clone()),
        _ => None,
    }
}

/// A number as JavaScript writes it: `1.0` is `1`.
pub(super) fn number_text(number: &Number) -> String {
    if let Some(value) = number.as_f64()
        && value.fract() == 0.0
        && value.abs() < 1e21
        && number.as_i64().is_none()
        && number.as_u64().is_none()
    {
        return format!("{value:.0}");
    }
    number.to_string()
}

/// A value as a template string of JavaScript shows it.
pub(super) fn display(node: &Node) -> String {
    match &node.data {
        Data::Text(text) => text.clone(),
        Data::Number(number) => number_text(number),
        Data::Mapping(_) => "[object Object]".to_owned(),
        Data::Sequence(elements) => elements.iter().map(display).collect::<Vec<_>>().join(","),
        Data::Null | Data::Bool(_) => node.to_json().to_string(),
    }
}
