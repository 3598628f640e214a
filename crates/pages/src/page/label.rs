//! Parses the type of a parameter or property as the theme writes it: `string<date-time>`,
//! `object[]`, `Title (string)`, `uuid`.
//!
//! A title is not a fact: it is the name of a component, and whether a schema is a component makes
//! no difference to a client.

/// The names of types.
const TYPES: [&str; 9] = [
    "string",
    "number",
    "integer",
    "boolean",
    "object",
    "array",
    "null",
    "any",
    "undefined",
];

/// Formats that a parameter shows instead of its type.
const FORMATS: [&str; 30] = [
    "int32",
    "int64",
    "uint8",
    "uint16",
    "uint32",
    "uint64",
    "float",
    "double",
    "decimal",
    "byte",
    "binary",
    "base64",
    "date",
    "date-time",
    "time",
    "duration",
    "email",
    "idn-email",
    "hostname",
    "idn-hostname",
    "ipv4",
    "ipv6",
    "uri",
    "uri-reference",
    "url",
    "uuid",
    "password",
    "phone",
    "regex",
    "json-pointer",
];

/// A parsed type label.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Label {
    /// The type; `None` if the label shows none, or only a format or a title.
    pub(super) kind: Option<String>,
    /// Whether `null` is among the types.
    pub(super) nullable: bool,
    /// The format.
    pub(super) format: Option<String>,
    /// The title.
    pub(super) title: Option<String>,
    /// Whether the label describes an array whose items have the type, format, and title.
    pub(super) array: bool,
}

impl Label {
    /// Parses a label. `known` is what the contract states: it decides whether a word is a format
    /// or a title. `hides_type` is set for parameters, which show a format instead of the type.
    pub(super) fn parse(text: &str, known: Option<&Self>, hides_type: bool) -> Self {
        let text = text.trim();
        let (text, array) = match text.strip_suffix("[]") {
            Some(inner) => (inner.trim_end(), true),
            None => (text, false),
        };
        let mut label = Self {
            array,
            ..Self::default()
        };
        if let Some((title, types)) = text
            .strip_suffix(')')
            .and_then(|rest| rest.rsplit_once(" ("))
            && label.take_types(types)
        {
            label.title = Some(title.to_owned());
            return label;
        }
        if let Some((types, format)) = text.strip_suffix('>').and_then(|rest| rest.split_once('<'))
            && label.take_types(types)
        {
            label.format = Some(format.to_owned());
            return label;
        }
        if text.is_empty() || label.take_types(text) {
            return label;
        }
        label.take_word(text, known, hides_type);
        label
    }

    fn take_types(&mut self, text: &str) -> bool {
        let Some(types) = split_types(text) else {
            return false;
        };
        self.nullable = types.contains(&"null") && types.len() > 1;
        let kinds: Vec<&str> = types
            .into_iter()
            .filter(|kind| !(*kind == "null" && self.nullable))
            .filter(|kind| *kind != "any" && *kind != "undefined")
            .collect();
        self.kind = (!kinds.is_empty()).then(|| kinds.join(","));
        true
    }

    fn take_word(&mut self, word: &str, known: Option<&Self>, hides_type: bool) {
        let known_as = |part: fn(&Self) -> Option<&String>| {
            known.is_some_and(|known| part(known).is_some_and(|text| text == word))
        };
        let is_title = if known_as(|known| known.format.as_ref()) {
            false
        } else {
            known_as(|known| known.title.as_ref())
                || !(is_format(word) || looks_like_a_format(word))
        };
        if is_title {
            self.title = Some(word.to_owned());
        } else {
            self.format = Some(word.to_owned());
        }
        if let Some(known) = known
            && hides_type
        {
            // The label shows the format instead of the type: assume that the type is unchanged.
            self.kind.clone_from(&known.kind);
            self.nullable = known.nullable;
        }
    }
}

/// Returns whether a word is a well-known `format`.
pub(super) fn is_format(word: &str) -> bool {
    FORMATS.contains(&word)
}

/// Returns whether a word looks like a format. Titles start with a capital or contain blanks.
fn looks_like_a_format(word: &str) -> bool {
    word.chars()
        .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
}

/// Splits `string`, `string | null`, `string,null`, or `stringnull` into types; `None` if the text
/// contains anything else.
fn split_types(text: &str) -> Option<Vec<&str>> {
    let mut types = Vec::new();
    let mut rest = text.trim();
    while !rest.is_empty() {
        let kind = TYPES.into_iter().find(|kind| rest.starts_with(kind))?;
        types.push(&rest[..kind.len()]);
        rest = rest[kind.len()..].trim_start_matches([' ', '|', ',']);
    }
    (!types.is_empty()).then_some(types)
}

/// Splits a head such as `sessionIdstring<uuid>` into the name and the type.
///
/// Prefers a known name, then the shortest name that leaves a type.
pub(super) fn split_glued(head: &str, is_known: impl Fn(&str) -> bool) -> Option<(&str, &str)> {
    let starts: Vec<usize> = head
        .char_indices()
        .map(|(at, _)| at)
        .filter(|&at| is_type(head[at..].trim_start()))
        .collect();
    let known = starts
        .iter()
        .copied()
        .find(|&at| is_known(head[..at].trim_end()));
    let at = known.or_else(|| starts.first().copied())?;
    Some((head[..at].trim_end(), head[at..].trim_start()))
}

/// Returns whether a text is a type without a title, as a property shows it.
pub(super) fn is_type(text: &str) -> bool {
    let text = text.strip_suffix("[]").unwrap_or(text);
    if text.is_empty() || text.starts_with([' ', '|', ',']) {
        return false;
    }
    match text.strip_suffix('>').and_then(|rest| rest.split_once('<')) {
        Some((types, format)) => {
            split_types(types).is_some() && !format.is_empty() && !format.contains(['<', '>'])
        }
        None => split_types(text).is_some(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_read_as_the_theme_writes_them() {
        let label = |text: &str| Label::parse(text, None, false);
        let kind = |kind: &str| Label {
            kind: Some(kind.into()),
            ..Label::default()
        };
        assert_eq!(label("string"), kind("string"));
        assert_eq!(
            label("string | null"),
            Label {
                nullable: true,
                ..kind("string")
            }
        );
        assert_eq!(label("stringnull"), label("string,null"));
        assert_eq!(
            label("string<date-time>[]"),
            Label {
                format: Some("date-time".into()),
                array: true,
                ..kind("string")
            }
        );
        assert_eq!(
            label("My Title (string)"),
            Label {
                title: Some("My Title".into()),
                ..kind("string")
            }
        );
        assert_eq!(label("uuid").format.as_deref(), Some("uuid"));
        assert_eq!(label("Color").title.as_deref(), Some("Color"));
        assert_eq!(label("null"), kind("null"));
        assert_eq!(label("undefined[]").kind, None);
    }

    #[test]
    fn glued_heads_are_split_from_the_right() {
        let split = |head| split_glued(head, |_| false);
        assert_eq!(split("sessionIdstring"), Some(("sessionId", "string")));
        assert_eq!(split("messagestring"), Some(("message", "string")));
        assert_eq!(
            split("errorIdstring<uuid>"),
            Some(("errorId", "string<uuid>"))
        );
        assert_eq!(split("sma object"), Some(("sma", "object")));
        assert_eq!(split("plain"), None);
        assert_eq!(
            split_glued("stringstring", |name| name == "string"),
            Some(("string", "string"))
        );
    }
}
