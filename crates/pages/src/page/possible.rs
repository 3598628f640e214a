//! Parses the text after `Possible values:` into constraints.
//!
//! This is the inverse of `getQualifierMessage` in the theme. The text is ambiguous, so [`Hint`]
//! tells what the contract states.

use serde_json::{Number, Value};

/// A constraint.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Constraint {
    pub(super) keyword: &'static str,
    pub(super) value: Value,
    /// Whether it constrains the items of an array, not the array.
    pub(super) of_items: bool,
}

/// What the contract states about the schema; resolves ambiguities of the text.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Hint<'h> {
    /// Whether the schema is an array.
    pub(super) array: bool,
    /// Whether the contract has `minItems` or `maxItems`.
    pub(super) bounded: bool,
    /// Whether the items are numbers.
    pub(super) numbers: bool,
    /// The `pattern` of the contract, which may contain what looks like the end of a pattern.
    pub(super) pattern: Option<&'h str>,
    /// The values of the contract's `enum`, which may contain what looks like the end of a value.
    pub(super) values: &'h [String],
}

/// The text before a pattern.
const PATTERN: &str = "Value must match regular expression ";

/// Parses the text. `codes` are its code spans, where the form shows them. Returns the offset of
/// the first text that is not a constraint as the error.
pub(super) fn parse(
    text: &str,
    code_spans: &[String],
    hint: Hint<'_>,
) -> Result<Vec<Constraint>, usize> {
    let mut parser = Parser {
        text,
        at: 0,
        code_spans: code_spans.iter().map(String::as_str).collect(),
        hint,
        found: Vec::new(),
    };
    parser.run()?;
    Ok(parser.found)
}

struct Parser<'t> {
    text: &'t str,
    at: usize,
    code_spans: std::collections::VecDeque<&'t str>,
    hint: Hint<'t>,
    found: Vec<Constraint>,
}

impl<'t> Parser<'t> {
    fn rest(&self) -> &'t str {
        &self.text[self.at..]
    }

    fn run(&mut self) -> Result<(), usize> {
        let mut groups = 0;
        while !self.rest().trim().is_empty() {
            let spaces = self.rest().len() - self.rest().trim_start_matches([',', ' ']).len();
            self.at += spaces;
            self.group(groups)?;
            groups += 1;
        }
        // The theme shows the constraints of the items only if the array has no bounds of its own.
        if self.hint.array {
            let counts = |found: &Constraint| matches!(found.keyword, "minItems" | "maxItems");
            let bounded = self.found.iter().any(counts);
            for found in &mut self.found {
                found.of_items =
                    !counts(found) && (found.keyword == "enum" || !bounded || self.hint.numbers);
            }
        }
        if groups == 0 { Err(self.at) } else { Ok(()) }
    }

    fn group(&mut self, index: usize) -> Result<(), usize> {
        let start = self.at;
        let rest = self.rest();
        if let Some(after) = rest.strip_prefix(PATTERN.trim_end()) {
            self.at += PATTERN.trim_end().len() + (after.len() - after.trim_start().len());
            return self.pattern(start);
        }
        if rest.starts_with('[') {
            return self.list(start);
        }
        if rest.starts_with("non-empty") {
            self.at += "non-empty".len();
            self.push("minLength", 1.into());
            return self.second_bound();
        }
        self.bound(start, index)
    }

    fn push(&mut self, keyword: &'static str, value: Value) {
        self.code_spans.pop_front();
        self.found.push(Constraint {
            keyword,
            value,
            of_items: false,
        });
    }

    fn bound(&mut self, start: usize, index: usize) -> Result<(), usize> {
        let rest = self.rest();
        let (sign, after) = [">=", "<=", ">", "<"]
            .into_iter()
            .find_map(|sign| Some((sign, rest.strip_prefix(sign)?)))
            .ok_or(start)?;
        let after = after.trim_start();
        let length = after
            .find(|c: char| !(c.is_ascii_digit() || matches!(c, '-' | '+' | '.' | 'e' | 'E')))
            .unwrap_or(after.len());
        let value: Number = after[..length].parse().map_err(|_| start)?;
        self.at = self.text.len() - after.len() + length;
        let characters = self.rest().trim_start();
        if let Some(left) = characters.strip_prefix("characters") {
            self.at = self.text.len() - left.len();
            let keyword = match sign {
                ">=" => "minLength",
                "<=" => "maxLength",
                _ => return Err(start),
            };
            self.push(keyword, Value::Number(value));
            return self.second_bound();
        }
        let joined = self.rest().starts_with(" and ") || self.follows_and(start);
        let counts = self.hint.array
            && matches!(sign, ">=" | "<=")
            && !joined
            && (!self.hint.numbers || self.hint.bounded || index > 0);
        let keyword = match (sign, counts) {
            (">=", true) => "minItems",
            ("<=", true) => "maxItems",
            (">=", false) => "minimum",
            ("<=", false) => "maximum",
            (">", _) => "exclusiveMinimum",
            _ => "exclusiveMaximum",
        };
        self.push(keyword, Value::Number(value));
        self.second_bound()
    }

    fn follows_and(&self, start: usize) -> bool {
        self.text[..start].ends_with(" and ")
    }

    /// Parses the second half of a group such as `>= 1 and <= 5`.
    fn second_bound(&mut self) -> Result<(), usize> {
        if let Some(rest) = self.rest().strip_prefix(" and ") {
            self.at = self.text.len() - rest.len();
            let start = self.at;
            return self.bound(start, 0);
        }
        if self.rest().trim().is_empty() || self.rest().starts_with(',') {
            Ok(())
        } else {
            Err(self.at)
        }
    }

    fn pattern(&mut self, start: usize) -> Result<(), usize> {
        let rest = self.rest();
        let length = if let Some(code) = self
            .code_spans
            .front()
            .filter(|code| rest.starts_with(**code))
        {
            code.len()
        } else if let Some(known) = self
            .hint
            .pattern
            .map(|known| known.replace('\n', " ").replace('`', ""))
            .filter(|known| rest.starts_with(known.as_str()))
            && (rest.len() == known.len() || rest[known.len()..].starts_with(", "))
        {
            known.len()
        } else {
            self.pattern_length(rest)
        };
        if length == 0 {
            return Err(start);
        }
        let pattern = rest[..length].to_owned();
        self.at += length;
        self.push("pattern", pattern.into());
        Ok(())
    }

    /// Returns the length of a pattern: the rest of the text, except for groups at its end that are
    /// more likely constraints than parts of the pattern.
    fn pattern_length(&self, rest: &str) -> usize {
        let mut end = rest.trim_end().len();
        loop {
            let candidate = &rest[..end];
            let cut = candidate.match_indices(", ").map(|(at, _)| at).find(|&at| {
                let behind = &candidate[at + 2..];
                let is_count = self.hint.array
                    && behind
                        .strip_prefix(">= ")
                        .or_else(|| behind.strip_prefix("<= "))
                        .is_some_and(|count| {
                            !count.is_empty() && count.chars().all(|c| c.is_ascii_digit())
                        });
                let is_list = behind.starts_with('[')
                    && behind.ends_with(']')
                    && !behind[1..behind.len() - 1].contains(['[', ']', '\\']);
                is_count || is_list
            });
            match cut {
                Some(at) => end = at,
                None => return end,
            }
        }
    }

    fn list(&mut self, start: usize) -> Result<(), usize> {
        let rest = self.rest();
        if self.code_spans.is_empty() {
            return self.plain_list(start);
        }
        let mut at = 1;
        let mut values: Vec<Value> = Vec::new();
        while let Some(code) = self.code_spans.front().copied() {
            let here = &rest[at..];
            let Some(left) = here.strip_prefix(code) else {
                break;
            };
            at = rest.len() - left.len();
            values.push(code.into());
            self.code_spans.pop_front();
            match left.strip_prefix(", ") {
                Some(next) => at = rest.len() - next.len(),
                None => break,
            }
        }
        if !rest[at..].starts_with(']') {
            return Err(start + at);
        }
        self.at += at + 1;
        self.found.push(Constraint {
            keyword: "enum",
            value: values.into(),
            of_items: false,
        });
        Ok(())
    }

    fn plain_list(&mut self, start: usize) -> Result<(), usize> {
        let rest = self.rest();
        let close = rest
            .match_indices(']')
            .map(|(at, _)| at)
            .find(|&at| {
                let behind = &rest[at + 1..];
                behind.trim().is_empty()
                    || [", [", ", >= ", ", <= ", ", Value must match"]
                        .iter()
                        .any(|next| behind.starts_with(next))
            })
            .ok_or(start)?;
        let values = split_values(&rest[1..close], self.hint.values);
        self.at += close + 1;
        self.found.push(Constraint {
            keyword: "enum",
            value: values.into(),
            of_items: false,
        });
        Ok(())
    }
}

/// Splits the values of a list. A known value that contains a comma is kept whole.
fn split_values(text: &str, known: &[String]) -> Vec<Value> {
    let mut values = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let whole = known
            .iter()
            .filter(|value| !value.is_empty() && rest.starts_with(value.as_str()))
            .filter(|value| rest.len() == value.len() || rest[value.len()..].starts_with(", "))
            .max_by_key(|value| value.len());
        let length = whole.map_or_else(|| rest.find(", ").unwrap_or(rest.len()), String::len);
        values.push(Value::from(&rest[..length]));
        rest = rest[length..].strip_prefix(", ").unwrap_or("");
    }
    values
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, hint: Hint<'_>) -> Vec<(String, Value, bool)> {
        parse(text, &[], hint)
            .unwrap_or_else(|at| panic!("`{text}` stops at {at}"))
            .into_iter()
            .map(|found| (found.keyword.to_owned(), found.value, found.of_items))
            .collect()
    }

    #[test]
    fn all_kinds_of_constraints_are_parsed() {
        let array = Hint {
            array: true,
            ..Hint::default()
        };
        let numbers = Hint {
            numbers: true,
            ..array
        };
        let cases: [(&str, Hint<'_>, &str); 12] = [
            (
                ">= 3 characters and <= 50 characters, Value must match regular expression ^[a-z]{3,50}$",
                Hint::default(),
                r#"[["minLength",3,false],["maxLength",50,false],["pattern","^[a-z]{3,50}$",false]]"#,
            ),
            ("non-empty", Hint::default(), r#"[["minLength",1,false]]"#),
            (
                "non-empty and <= 4 characters",
                Hint::default(),
                r#"[["minLength",1,false],["maxLength",4,false]]"#,
            ),
            (
                ">= 0 and < 9",
                Hint::default(),
                r#"[["minimum",0,false],["exclusiveMaximum",9,false]]"#,
            ),
            (
                "> -1.5",
                Hint::default(),
                r#"[["exclusiveMinimum",-1.5,false]]"#,
            ),
            (
                "[school, holiday], >= 1, <= 3",
                array,
                r#"[["enum",["school","holiday"],true],["minItems",1,false],["maxItems",3,false]]"#,
            ),
            ("<= 10 characters", array, r#"[["maxLength",10,true]]"#),
            (
                ">= 0 and <= 23",
                numbers,
                r#"[["minimum",0,true],["maximum",23,true]]"#,
            ),
            (
                ">= 1, <= 20",
                array,
                r#"[["minItems",1,false],["maxItems",20,false]]"#,
            ),
            (
                "[a, b, c]",
                Hint::default(),
                r#"[["enum",["a","b","c"],false]]"#,
            ),
            (
                "Value must match regular expression ^a{1, 2}$, [x, y]",
                Hint::default(),
                r#"[["pattern","^a{1, 2}$",false],["enum",["x","y"],false]]"#,
            ),
            ("[]", Hint::default(), r#"[["enum",[],false]]"#),
        ];
        for (text, hint, expected) in cases {
            let found = serde_json::to_string(&read(text, hint)).expect("plain values");
            assert_eq!(found, expected, "{text}");
        }
    }

    #[test]
    fn a_known_value_with_a_comma_is_not_split() {
        let values = ["a, b".to_owned(), "c".to_owned()];
        let hint = Hint {
            values: &values,
            ..Hint::default()
        };
        assert_eq!(
            read("[a, b, c]", hint)[0].1,
            serde_json::json!(["a, b", "c"])
        );
    }

    #[test]
    fn code_spans_separate_values() {
        let code_spans = ["a, b".to_owned(), "c]".to_owned()];
        let found = parse("[a, b, c]]", &code_spans, Hint::default()).expect("a list");
        assert_eq!(found[0].value, serde_json::json!(["a, b", "c]"]));
    }

    #[test]
    fn other_text_is_an_error() {
        for text in [
            "",
            "three of them",
            ">= x",
            "[a, b",
            ">= 3 characters or so",
        ] {
            assert!(parse(text, &[], Hint::default()).is_err(), "{text}");
        }
    }
}
