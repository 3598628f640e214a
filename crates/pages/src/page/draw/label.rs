//! Types and `Possible values:` as the theme writes them.
//!
//! Follows `getSchemaName` and `getQualifierMessage` in [`markdown/schema.ts`] of the theme.
//!
//! [`markdown/schema.ts`]: https://github.com/PaloAltoNetworks/docusaurus-openapi-docs/blob/main/packages/docusaurus-theme-openapi-docs/src/markdown/schema.ts

use serde_json::Value;

use super::javascript::{child, entries, set, template};
use super::white_space::collapsed;

/// Returns the type of a property.
pub(super) fn of_property(schema: &Value) -> String {
    with_items(schema, |schema| {
        let kind = set(schema, "type").map(template);
        if let Some(format) = set(schema, "format") {
            let format = template(format);
            return Some(kind.map_or_else(|| format.clone(), |kind| format!("{kind}<{format}>")));
        }
        composed(schema).or_else(|| match (set(schema, "title"), kind) {
            (Some(title), Some(kind)) => Some(format!("{} ({kind})", template(title))),
            _ => title_or_type(schema, " | "),
        })
    })
}

/// Returns the type of a parameter or header.
pub(super) fn of_parameter(schema: &Value) -> String {
    with_items(schema, |schema| {
        let format = set(schema, "format").map(template);
        format
            .or_else(|| composed(schema))
            .or_else(|| title_or_type(schema, ""))
    })
}

fn with_items(schema: &Value, pretty: fn(&Value) -> Option<String>) -> String {
    match set(schema, "items") {
        Some(items) => {
            // The theme converts the list of types of the items with a template literal.
            let listed = items.get("type").is_some_and(Value::is_array);
            let is_bare = set(items, "format").is_none()
                && composed(items).is_none()
                && items.get("title").is_none();
            let label = if listed && is_bare {
                items.get("type").map(template)
            } else {
                pretty(items)
            };
            format!("{}[]", label.unwrap_or_else(|| "undefined".to_owned()))
        }
        None => pretty(schema).unwrap_or_default(),
    }
}

fn title_or_type(schema: &Value, separator: &str) -> Option<String> {
    let title = schema.get("title").filter(|it| !it.is_null());
    match title.or_else(|| schema.get("type"))? {
        Value::Array(kinds) => Some(kinds.iter().map(child).collect::<Vec<_>>().join(separator)),
        other => Some(template(other)),
    }
}

fn composed(schema: &Value) -> Option<String> {
    if let Some(parts) = set(schema, "allOf") {
        let first = parts.get(0).and_then(Value::as_str);
        let circular = first.filter(|it| it.contains("circular"));
        return Some(circular.unwrap_or("object").to_owned());
    }
    if set(schema, "oneOf").is_some() || set(schema, "anyOf").is_some() {
        return Some("object".to_owned());
    }
    let kind = schema.get("type").and_then(Value::as_str);
    let kind = kind.filter(|it| matches!(*it, "object" | "array"))?;
    let name = schema.pointer("/xml/name").and_then(Value::as_str);
    Some(name.unwrap_or(kind).to_owned())
}

/// Returns a type label as it is without the title of the schema, which is not a fact.
pub(super) fn untitled(schema: &Value, label: &str) -> String {
    let has_title = |schema: Option<&Value>| schema.is_some_and(|it| it.get("title").is_some());
    if !has_title(Some(schema)) && !has_title(schema.get("items")) {
        return label.to_owned();
    }
    let without = |schema: &Value| {
        let mut schema = schema.clone();
        if let Value::Object(members) = &mut schema {
            members.shift_remove("title");
        }
        schema
    };
    let mut plain = without(schema);
    if let Some(items) = plain.get_mut("items") {
        *items = without(items);
    }
    for of in [of_property, of_parameter] {
        if of(schema) == label {
            return of(&plain);
        }
    }
    label.to_owned()
}

/// Returns the text after `Possible values:`, as Markdown; `None` if there is no such line.
pub(super) fn possible_values(schema: &Value) -> Option<String> {
    if let Some(items) = set(schema, "items")
        && schema.get("minItems").is_none()
        && schema.get("maxItems").is_none()
    {
        return possible_values(items);
    }
    let mut groups: Vec<String> = Vec::new();
    if let Some(values) = schema.pointer("/items/enum").and_then(Value::as_array) {
        groups.push(list(values.iter().map(template)));
    }
    if set(schema, "minLength").is_some() || set(schema, "maxLength").is_some() {
        let lowest = set(schema, "minLength").and_then(|least| match template(least).as_str() {
            "1" => Some("`non-empty`".to_owned()),
            _ if least.as_f64() < Some(1.0) => None,
            text => Some(format!("`>= {text} characters`")),
        });
        let highest =
            set(schema, "maxLength").map(|most| format!("`<= {} characters`", template(most)));
        groups.push(range(lowest, highest));
    }
    let bounds = [
        ("minimum", "exclusiveMinimum", ">"),
        ("maximum", "exclusiveMaximum", "<"),
    ];
    let [lowest, highest] = bounds.map(|(inclusive, exclusive, sign)| {
        let exclusive = schema.get(exclusive);
        if let Some(bound) = exclusive.filter(|it| it.is_number()) {
            return Some(format!("`{sign} {}`", template(bound)));
        }
        let bound = schema.get(inclusive).filter(|it| !it.is_null())?;
        let equal = if exclusive == Some(&Value::Bool(true)) {
            ""
        } else {
            "="
        };
        Some(format!("`{sign}{equal} {}`", template(bound)))
    });
    if lowest.is_some() || highest.is_some() {
        groups.push(range(lowest, highest));
    }
    if let Some(pattern) = set(schema, "pattern") {
        let pattern = template(pattern);
        groups.push(format!("Value must match regular expression `{pattern}`"));
    }
    if let Some(mapping) = schema.get("mapping").and_then(Value::as_object) {
        let keys = entries(mapping).into_iter().map(|(key, _)| key.clone());
        groups.push(list(keys));
    }
    if let Some(values) = schema.get("enum").and_then(Value::as_array) {
        groups.push(list(values.iter().map(template)));
    }
    for (keyword, sign) in [("minItems", ">="), ("maxItems", "<=")] {
        if let Some(count) = set(schema, keyword) {
            groups.push(format!("`{sign} {}`", template(count)));
        }
    }
    (!groups.is_empty()).then(|| groups.join(", "))
}

fn list(values: impl Iterator<Item = String>) -> String {
    let values: Vec<String> = values.map(|it| format!("`{it}`")).collect();
    format!("[{}]", values.join(", "))
}

fn range(lowest: Option<String>, highest: Option<String>) -> String {
    match (lowest, highest) {
        (Some(lowest), Some(highest)) => format!("{lowest} and {highest}"),
        (lowest, highest) => lowest.or(highest).unwrap_or_default(),
    }
}

/// Returns the text that a line of Markdown shows and its [code spans]; the theme's own lines have
/// no other markup.
///
/// A run of backticks is closed by the next run of the same length.
///
/// [code spans]: https://spec.commonmark.org/0.31.2/#code-spans
pub(super) fn render_code_spans(markdown: &str) -> (String, Vec<String>) {
    let mut shown = String::with_capacity(markdown.len());
    let mut code_spans = Vec::new();
    let mut rest = markdown;
    while let Some(at) = rest.find('`') {
        shown.push_str(&rest[..at]);
        let marks = backtick_run(&rest[at..]);
        let inner = &rest[at + marks..];
        let Some(end) = closing_run(inner, marks) else {
            shown.push_str(&rest[at..at + marks]);
            rest = inner;
            continue;
        };
        shown.push_str(&inner[..end]);
        code_spans.push(collapsed(&inner[..end]));
        rest = &inner[end + marks..];
    }
    shown.push_str(rest);
    (shown, code_spans)
}

fn backtick_run(text: &str) -> usize {
    text.bytes().take_while(|it| *it == b'`').count()
}

fn closing_run(text: &str, marks: usize) -> Option<usize> {
    let mut at = 0;
    while let Some(next) = text[at..].find('`') {
        let length = backtick_run(&text[at + next..]);
        if length == marks {
            return Some(at + next);
        }
        at += next + length;
    }
    None
}
