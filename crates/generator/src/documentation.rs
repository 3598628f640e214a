//! What the contract's descriptions become in the documentation of the code.

use contract::{Node, Schema};

/// What is said of a type or of a member: the description, without what it lists of each value of
/// an enum, which stands on the variants.
pub(crate) fn of(name: &str, schema: Schema<'_>) -> String {
    let Some(description) = schema.description() else {
        return format!("`{name}`, which the contract does not describe.");
    };
    let values: Vec<&str> = schema.enum_values().filter_map(Node::as_str).collect();
    let mut kept: Vec<&str> = Vec::new();
    let mut inside = false;
    for line in description.lines() {
        inside = match value_of(line) {
            Some((value, _)) => values.contains(&value),
            // An item goes on in lines that are set in.
            None => inside && line.starts_with(' '),
        };
        if !inside {
            kept.push(line);
        }
    }
    kept.join("\n").trim_end().to_owned()
}

/// What is said of a value of an enum: the item of the description's list that begins with it.
pub(crate) fn of_value(value: &str, schema: Schema<'_>) -> String {
    let mut lines = schema.description().unwrap_or_default().lines();
    let item = lines.by_ref().find_map(|line| {
        let (found, item) = value_of(line)?;
        (found == value).then_some(item)
    });
    let Some(item) = item else {
        return format!("`{value}`.");
    };
    let rest = lines.take_while(|line| line.starts_with(' ') && value_of(line).is_none());
    let parts: Vec<&str> = std::iter::once(item).chain(rest.map(str::trim)).collect();
    parts.join(" ")
}

/// The value that an item of a list begins with, as code, and the item.
fn value_of(line: &str) -> Option<(&str, &str)> {
    let item = line.trim_start().strip_prefix("- ")?;
    let (value, _) = item.strip_prefix('`')?.split_once('`')?;
    Some((value, item))
}
