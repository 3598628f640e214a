//! Types and constraints in the words of the theme.

use serde_json::Value;

use super::words::Run;

/// A value as JavaScript turns it into text.
pub(super) fn shown(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Number(number) => match number.as_f64() {
            Some(float) if float.fract() == 0.0 && float.abs() < 1e15 => format!("{float:.0}"),
            _ => number.to_string(),
        },
        other => other.to_string(),
    }
}

fn text<'v>(schema: &'v Value, key: &str) -> Option<&'v str> {
    schema.get(key)?.as_str().filter(|text| !text.is_empty())
}

fn type_words(schema: &Value, between: &str) -> Option<String> {
    match schema.get("type")? {
        Value::Array(types) => {
            let types: Vec<&str> = types.iter().filter_map(Value::as_str).collect();
            Some(types.join(between))
        }
        one => one.as_str().map(str::to_owned),
    }
}

/// The type of a property.
pub(super) fn of_property(schema: &Value) -> String {
    fn words(schema: &Value, between: &str) -> Option<String> {
        let kind = type_words(schema, between);
        let glued = type_words(schema, ",");
        if let Some(format) = text(schema, "format") {
            return Some(glued.map_or(format.to_owned(), |it| format!("{it}<{format}>")));
        }
        if schema.get("oneOf").or(schema.get("anyOf")).is_some() {
            return Some("object".to_owned());
        }
        if let Some("object" | "array") = kind.as_deref() {
            return kind;
        }
        match (text(schema, "title"), glued) {
            (Some(title), Some(kind)) => Some(format!("{title} ({kind})")),
            (title, _) => title.map(str::to_owned).or(kind),
        }
    }
    match schema.get("items") {
        Some(items) => words(items, ",").unwrap_or("undefined".to_owned()) + "[]",
        None => words(schema, " | ").unwrap_or_default(),
    }
}

/// The type of a parameter.
pub(super) fn of_parameter(schema: &Value) -> String {
    fn words(schema: &Value) -> Option<String> {
        if let Some(format) = text(schema, "format") {
            return Some(format.to_owned());
        }
        if schema.get("oneOf").or(schema.get("anyOf")).is_some() {
            return Some("object".to_owned());
        }
        let kind = type_words(schema, "");
        if let Some("object" | "array") = kind.as_deref() {
            return kind;
        }
        text(schema, "title").map(str::to_owned).or(kind)
    }
    match schema.get("items") {
        Some(items) => words(items).unwrap_or("undefined".to_owned()) + "[]",
        None => words(schema).unwrap_or("any".to_owned()),
    }
}

/// What follows `Possible values:`; empty where the line is not there.
pub(super) fn possible_values(schema: &Value) -> Vec<Run> {
    let count = |key: &str| schema.get(key).and_then(Value::as_u64);
    if let Some(items) = schema.get("items")
        && schema.get("minItems").or(schema.get("maxItems")).is_none()
    {
        return possible_values(items);
    }
    let mut groups: Vec<Vec<Run>> = Vec::new();
    if let Some(values) = schema.pointer("/items/enum") {
        groups.push(list(values));
    }
    let min = match count("minLength") {
        Some(0) | None => None,
        Some(1) => Some("non-empty".to_owned()),
        Some(more) => Some(format!(">= {more} characters")),
    };
    let max = count("maxLength").filter(|&most| most > 0);
    groups.extend(both(min, max.map(|most| format!("<= {most} characters"))));

    let number = |key: &str| schema.get(key).filter(|it| it.is_number()).map(shown);
    let is_open = |key: &str| schema.get(key) == Some(&Value::Bool(true));
    let bound = |sign: &str, inclusive: &str, exclusive: &str| {
        if let Some(edge) = number(exclusive) {
            return Some(format!("{sign} {edge}"));
        }
        let equal = if is_open(exclusive) { "" } else { "=" };
        number(inclusive).map(|edge| format!("{sign}{equal} {edge}"))
    };
    groups.extend(both(
        bound(">", "minimum", "exclusiveMinimum"),
        bound("<", "maximum", "exclusiveMaximum"),
    ));
    if let Some(pattern) = text(schema, "pattern") {
        groups.push(vec![
            Run::Plain("Value must match regular expression ".to_owned()),
            Run::Code(pattern.to_owned()),
        ]);
    }
    if let Some(values) = schema.get("enum") {
        groups.push(list(values));
    }
    for (key, sign) in [("minItems", ">="), ("maxItems", "<=")] {
        if let Some(count) = count(key).filter(|&count| count > 0) {
            groups.push(vec![Run::Code(format!("{sign} {count}"))]);
        }
    }
    groups.join(&Run::Plain(", ".to_owned()))
}

fn both(min: Option<String>, max: Option<String>) -> Option<Vec<Run>> {
    let sides: Vec<Vec<Run>> = [min, max]
        .into_iter()
        .flatten()
        .map(|side| vec![Run::Code(side)])
        .collect();
    (!sides.is_empty()).then(|| sides.join(&Run::Plain(" and ".to_owned())))
}

fn list(values: &Value) -> Vec<Run> {
    let codes: Vec<Vec<Run>> = values
        .as_array()
        .into_iter()
        .flatten()
        .map(|value| vec![Run::Code(shown(value))])
        .collect();
    let mut runs = vec![Run::Plain("[".to_owned())];
    runs.extend(codes.join(&Run::Plain(", ".to_owned())));
    runs.push(Run::Plain("]".to_owned()));
    runs
}
