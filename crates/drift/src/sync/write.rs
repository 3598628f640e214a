//! Values as YAML, in block or in flow style.

use serde_json::Value;

use contract::{Data, Node, Source};

/// How a string is quoted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Quotes {
    /// Not at all, where YAML reads the same string then.
    None,
    Single,
    Double,
}

impl Quotes {
    /// The quotes that a piece of YAML begins with.
    pub(super) fn of(text: &str) -> Self {
        match text.as_bytes().first() {
            Some(b'"') => Self::Double,
            Some(b'\'') => Self::Single,
            _ => Self::None,
        }
    }
}

/// How values are written in one place.
#[derive(Clone, Copy, Debug)]
pub(super) struct Style<'t> {
    /// The line break of the file.
    pub(super) line: &'t str,
    /// Whether the text is JSON, which quotes all keys and strings.
    pub(super) json: bool,
    /// Whether braces have spaces inside.
    pub(super) spaced: bool,
}

impl Style<'_> {
    /// A value after `key:` in a block mapping with this indentation.
    pub(super) fn after_key(self, value: &Value, indent: &str) -> String {
        let below = format!("{indent}  ");
        match value {
            Value::Object(members) if !members.is_empty() => members
                .iter()
                .map(|(key, value)| self.member(key, value, &below, self.line))
                .collect(),
            Value::Array(elements) if !elements.is_empty() => elements
                .iter()
                .flat_map(|element| {
                    let element = self.after_dash(element, &below);
                    [
                        self.line.to_owned(),
                        below.clone(),
                        "- ".to_owned(),
                        element,
                    ]
                })
                .collect(),
            value => format!(" {}", self.flow(value)),
        }
    }

    /// A value after `- ` in a block list with this indentation.
    pub(super) fn after_dash(self, value: &Value, indent: &str) -> String {
        let Value::Object(members) = value else {
            return self.flow(value);
        };
        if members.is_empty() {
            return self.flow(value);
        }
        let below = format!("{indent}  ");
        let written: String = members
            .iter()
            .map(|(key, value)| self.member(key, value, &below, self.line))
            .collect();
        written[self.line.len() + below.len()..].to_owned()
    }

    fn member(self, key: &str, value: &Value, indent: &str, line: &str) -> String {
        let value = self.after_key(value, indent);
        format!(
            "{line}{indent}{}:{value}",
            self.block_key(key, Quotes::None)
        )
    }

    /// A value on one line.
    pub(super) fn flow(self, value: &Value) -> String {
        let space = if self.spaced { " " } else { "" };
        match value {
            Value::Object(members) if !members.is_empty() => {
                let members: Vec<String> = members
                    .iter()
                    .map(|(key, value)| {
                        format!("{}: {}", self.text(key, Quotes::None), self.flow(value))
                    })
                    .collect();
                format!("{{{space}{}{space}}}", members.join(", "))
            }
            Value::Array(elements) => {
                let elements: Vec<String> = elements.iter().map(|it| self.flow(it)).collect();
                format!("[{}]", elements.join(", "))
            }
            Value::String(text) => self.text(text, Quotes::None),
            value => value.to_string(),
        }
    }

    /// A key in block style, where more is allowed without quotes.
    pub(super) fn block_key(self, key: &str, quotes: Quotes) -> String {
        let is_plain = quotes == Quotes::None && !self.json && {
            let node = Node::parse(&Source::new("", format!("{key}: 1\n")));
            let starts_plainly = key.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/');
            starts_plainly && !is_odd(key) && node.is_ok_and(|node| node.get(key).is_some())
        };
        if is_plain {
            return key.to_owned();
        }
        self.text(key, quotes)
    }

    /// A string in these quotes, or in others where these cannot hold it.
    pub(super) fn text(self, text: &str, quotes: Quotes) -> String {
        let double = || Value::from(text).to_string();
        let can_be_single = !text.chars().any(char::is_control);
        let single = || format!("'{}'", text.replace('\'', "''"));
        match quotes {
            _ if self.json => double(),
            Quotes::None if is_plain(text) => text.to_owned(),
            Quotes::None if can_be_single && text.contains(['\\', '"']) => single(),
            Quotes::Single if can_be_single => single(),
            _ => double(),
        }
    }
}

/// Whether YAML reads the string without quotes, in block and in flow style.
fn is_plain(text: &str) -> bool {
    let reads_back = |yaml: String| {
        let node = Node::parse(&Source::new("", yaml));
        let value = node.as_ref().ok().and_then(|node| node.get("k"));
        value.is_some_and(|value| matches!(&value.data, Data::Text(read) if read == text))
    };
    !is_odd(text)
        && reads_back(format!("k: {text}\n"))
        && reads_back(format!("{{ k: {text}, l: 1 }}"))
}

/// Whether a YAML 1.1 reader, of which there are many, takes the string for another value.
fn is_odd(text: &str) -> bool {
    ["y", "n", "yes", "no", "on", "off"]
        .iter()
        .any(|word| text.eq_ignore_ascii_case(word))
        || text.contains('\n')
        || text.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '.' | '+' | '='))
}
