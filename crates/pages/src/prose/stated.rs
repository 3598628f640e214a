//! Constraints that a text states in words, and whether the facts beside it say otherwise.
//!
//! A warning about a text that says no such thing costs more trust than a contradiction that is
//! missed, so only sentences that can hardly mean anything else are read.

use serde_json::{Number, Value};

use super::markup;
use super::sentence::{Word, is_constant, literal, number, sentences};

/// A constraint that a text states.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Stated {
    /// It has to be there, or need not.
    Required(bool),
    /// What holds if it is not there.
    Default(Value),
    /// The least number.
    Minimum(Number),
    /// The greatest number.
    Maximum(Number),
    /// The least number of characters.
    MinLength(Number),
    /// The greatest number of characters.
    MaxLength(Number),
    /// All values there are.
    Values(Vec<String>),
}

/// A text that says one thing, and a fact beside it that says another.
#[derive(Clone, Debug, PartialEq)]
pub struct Contradiction {
    /// The keyword of the fact: `default`.
    pub keyword: &'static str,
    /// What the text states.
    pub stated: Value,
    /// What the fact says; `None` where there is none, and that says something: no default.
    pub fact: Option<Value>,
}

/// Where the facts of a place say otherwise than the text there.
///
/// A bound or a list of values that the facts do not have is no contradiction: the text then says
/// more than they do. That something is required or has a default is one, since facts are never
/// silent about that.
#[must_use]
pub fn contradictions<'f>(
    text: &str,
    facts: impl Fn(&str) -> Option<&'f Value>,
) -> Vec<Contradiction> {
    let mut found = Vec::new();
    for stated in stated(text) {
        let (keyword, value) = stated.as_fact();
        let fact = facts(keyword);
        let contradicts = match (&stated, fact) {
            (Stated::Required(wanted), fact) => {
                *wanted != fact.and_then(Value::as_bool).unwrap_or(false)
            }
            (Stated::Default(_), None) => true,
            (_, None) => false,
            (Stated::Values(values), Some(Value::Array(enumerated))) => {
                let mut listed: Vec<String> = enumerated.iter().map(as_word).collect();
                let mut values = values.clone();
                listed.sort();
                values.sort();
                listed != values
            }
            (_, Some(fact)) => as_word(fact) != as_word(&value),
        };
        if contradicts
            && !found
                .iter()
                .any(|one: &Contradiction| one.keyword == keyword)
        {
            found.push(Contradiction {
                keyword,
                stated: value,
                fact: fact.cloned(),
            });
        }
    }
    found
}

impl Stated {
    fn as_fact(&self) -> (&'static str, Value) {
        match self {
            Self::Required(required) => ("required", (*required).into()),
            Self::Default(value) => ("default", value.clone()),
            Self::Minimum(number) => ("minimum", number.clone().into()),
            Self::Maximum(number) => ("maximum", number.clone().into()),
            Self::MinLength(number) => ("minLength", number.clone().into()),
            Self::MaxLength(number) => ("maxLength", number.clone().into()),
            Self::Values(values) => ("enum", values.clone().into()),
        }
    }
}

/// A value as a text would write it: `4` and `"4"` and `4.0` are the same there.
fn as_word(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Number(number) => number
            .as_f64()
            .map_or_else(|| number.to_string(), |number| number.to_string()),
        other => other.to_string(),
    }
}

/// The constraints that a text states.
#[must_use]
pub fn stated(text: &str) -> Vec<Stated> {
    let mut all = Vec::new();
    for block in markup::blocks(text) {
        for words in sentences(&block) {
            all.extend(required(&words));
            all.extend(default(&words));
            all.extend(bounds(&words));
            all.extend(values(&words));
        }
    }
    all
}

const SUBJECTS: [&str; 7] = [
    "parameter",
    "field",
    "property",
    "attribute",
    "value",
    "header",
    "member",
];

/// `Mandatory.`, `This field is required.`: a whole sentence, without a condition.
fn required(words: &[Word<'_>]) -> Option<Stated> {
    let lower: Vec<&str> = words.iter().map(|word| word.lower.as_str()).collect();
    let said = match lower.as_slice() {
        [one] => one,
        ["this" | "the", subject, "is", one] | ["this" | "the", subject, "is", "always", one]
            if SUBJECTS.contains(subject) =>
        {
            one
        }
        _ => return None,
    };
    match *said {
        "mandatory" | "required" => Some(Stated::Required(true)),
        "optional" => Some(Stated::Required(false)),
        _ => None,
    }
}

/// `The default value is X.`, `Defaults to X.`, `Default: X`: with nothing after X.
fn default(words: &[Word<'_>]) -> Option<Stated> {
    const OPENINGS: [&[&str]; 4] = [
        &["default", "value", "is"],
        &["default", "is"],
        &["defaults", "to"],
        &["default", "value"],
    ];
    for opening in OPENINGS {
        let Some(after) = after(words, opening) else {
            continue;
        };
        // Without a verb there has to be a colon, as in `Default value: 3`.
        let colon = opening.last() == Some(&"value");
        let named = words[..words.len() - after.len()].last();
        if colon && !named.is_some_and(|word| word.pauses) {
            continue;
        }
        return match after {
            [value] => Some(Stated::Default(literal(value)?)),
            [value, ..] if value.pauses => Some(Stated::Default(literal(value)?)),
            _ => None,
        };
    }
    match words {
        [name, value] if name.lower == "default" && name.pauses => {
            Some(Stated::Default(literal(value)?))
        }
        _ => None,
    }
}

/// What follows the first run of these words.
fn after<'w, 't>(words: &'w [Word<'t>], run: &[&str]) -> Option<&'w [Word<'t>]> {
    words
        .windows(run.len())
        .position(|some| {
            some.iter()
                .zip(run)
                .all(|(word, wanted)| word.lower == *wanted)
        })
        .map(|at| &words[at + run.len()..])
}

/// `must be between 1 and 5`, `has to be greater than or equal to 3`, `between 3 and 10 characters`.
fn bounds(words: &[Word<'_>]) -> Vec<Stated> {
    let demanded = words
        .windows(2)
        .position(|pair| {
            matches!(pair[0].lower.as_str(), "must" | "should" | "to" | "shall")
                && pair[1].lower == "be"
        })
        .map(|at| &words[at + 2..]);
    let Some(rest) = demanded else {
        return Vec::new();
    };
    let lower: Vec<&str> = rest.iter().map(|word| word.lower.as_str()).collect();
    // `a number between …`
    let skipped = lower
        .iter()
        .take_while(|word| {
            matches!(
                **word,
                "a" | "an" | "number" | "integer" | "value" | "whole"
            )
        })
        .count();
    let (rest, lower) = (&rest[skipped..], &lower[skipped..]);
    let (least, greatest, used) = match lower {
        ["between", _, "and", _, ..] => (number(&rest[1]), number(&rest[3]), 4),
        ["at", "least", _, ..] => (number(&rest[2]), None, 3),
        ["at", "most", _, ..] => (None, number(&rest[2]), 3),
        ["greater", "than", "or", "equal", "to", _, ..] => (number(&rest[5]), None, 6),
        ["greater", "or", "equal", "to", _, ..] => (number(&rest[4]), None, 5),
        ["less", "than", "or", "equal", "to", _, ..] => (None, number(&rest[5]), 6),
        ["less", "or", "equal", "to", _, ..] => (None, number(&rest[4]), 5),
        _ => return Vec::new(),
    };
    let (mut greatest, mut used) = (greatest, used);
    // `greater or equal to 3 and less or equal to 10`
    match &lower[used.min(lower.len())..] {
        ["and", "less", "than", "or", "equal", "to", _, ..] => {
            greatest = number(&rest[used + 6]);
            used += 7;
        }
        ["and", "less", "or", "equal", "to", _, ..] => {
            greatest = number(&rest[used + 5]);
            used += 6;
        }
        ["and", "at", "most", _, ..] => {
            greatest = number(&rest[used + 3]);
            used += 4;
        }
        _ => {}
    }
    if least.is_none() && greatest.is_none() {
        return Vec::new();
    }
    let lengths = match &lower[used.min(lower.len())..] {
        [] | ["inclusive" | "inclusively"] => false,
        ["characters" | "character" | "chars" | "digits"]
        | ["characters" | "chars" | "digits", "long" | "inclusive"]
        | ["characters" | "chars" | "digits", "in", "length"] => true,
        // A unit or a condition: this is about something else.
        _ => return Vec::new(),
    };
    let least = least.map(|number| {
        if lengths {
            Stated::MinLength(number)
        } else {
            Stated::Minimum(number)
        }
    });
    let greatest = greatest.map(|number| {
        if lengths {
            Stated::MaxLength(number)
        } else {
            Stated::Maximum(number)
        }
    });
    least.into_iter().chain(greatest).collect()
}

/// `Possible values are A, B, and C.`: where each can be nothing but a value.
fn values(words: &[Word<'_>]) -> Option<Stated> {
    let listed = ["possible", "allowed", "valid", "accepted"]
        .iter()
        .find_map(|kind| after(words, &[kind, "values"]))?;
    let listed = match listed {
        [verb, rest @ ..] if verb.lower == "are" => rest,
        rest => {
            let named = words.len().checked_sub(rest.len() + 1)?;
            words[named].pauses.then_some(rest)?
        }
    };
    let mut values = Vec::new();
    for word in listed {
        match word.lower.as_str() {
            "and" | "or" if !word.marked => {}
            _ if word.marked || is_constant(word.text) => values.push(word.text.to_owned()),
            _ => return None,
        }
    }
    (values.len() >= 2).then_some(Stated::Values(values))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_can_hardly_mean_anything_else_is_read() {
        let number = |number: i64| Number::from(number);
        let table = [
            ("This parameter is mandatory.", vec![Stated::Required(true)]),
            ("The size. Required.", vec![Stated::Required(true)]),
            ("This field is optional.", vec![Stated::Required(false)]),
            (
                "How many. The default value is 4.",
                vec![Stated::Default(json!(4))],
            ),
            (
                "Defaults to `en-US`.",
                vec![Stated::Default(json!("en-US"))],
            ),
            ("Default: SMS", vec![Stated::Default(json!("SMS"))]),
            (
                "**Default value:** true",
                vec![Stated::Default(json!(true))],
            ),
            (
                "The default is 2.5, which is enough.",
                vec![Stated::Default(json!(2.5))],
            ),
            (
                "It must be between 3 and 10.",
                vec![Stated::Minimum(number(3)), Stated::Maximum(number(10))],
            ),
            (
                "The name has to be between 1 and 20 characters long.",
                vec![Stated::MinLength(number(1)), Stated::MaxLength(number(20))],
            ),
            (
                "This value should be greater or equal to 4 and less or equal to 8.",
                vec![Stated::Minimum(number(4)), Stated::Maximum(number(8))],
            ),
            ("Must be at most 60.", vec![Stated::Maximum(number(60))]),
            (
                "Possible values are `sms`, `voice` and `email`.",
                vec![Stated::Values(vec![
                    "sms".into(),
                    "voice".into(),
                    "email".into(),
                ])],
            ),
            (
                "Allowed values: OPEN, CLOSED.",
                vec![Stated::Values(vec!["OPEN".into(), "CLOSED".into()])],
            ),
        ];
        for (text, expected) in table {
            assert_eq!(stated(text), expected, "{text}");
        }
    }

    #[test]
    fn ordinary_texts_state_nothing() {
        let table = [
            "By default this is made when the account is opened.",
            "This parameter is mandatory if the channel is SMS.",
            "This field is required for loans over 500.",
            "Whether a deposit is required.",
            "A required step.",
            "The default value depends on the region.",
            "The default value is 5 minutes.",
            "The default value is the name of the reader.",
            "The default is used otherwise.",
            "The difference between 3 and 10 books is seven.",
            "Loans between 1 and 30 days are free.",
            "It must be between 5 and 10 minutes old.",
            "It must be at least 3 days before the due date.",
            "It must be between the first and the last page.",
            "Possible values are listed below.",
            "Possible values are numbers and names.",
            "Possible values:",
            "The optional part follows the dash.",
            "A number, 4 by default.",
            "Default",
            "Default value",
            "I must be A.",
            "must be between 3 and",
            "must be greater or equal to",
        ];
        for text in table {
            assert_eq!(stated(text), [], "{text}");
        }
    }

    #[test]
    fn facts_that_say_otherwise_are_found() {
        let facts = json!({
            "default": "4", "minimum": 3, "enum": ["B", "A", "NO"], "required": true, "maxLength": 9
        });
        let keywords = |text: &str| {
            let found = contradictions(text, |keyword| facts.get(keyword));
            found.into_iter().map(|one| one.keyword).collect::<Vec<_>>()
        };
        let none: [&str; 0] = [];
        assert_eq!(keywords("Mandatory. The default value is 4."), none);
        assert_eq!(
            keywords("Optional. The default value is 5."),
            ["required", "default"]
        );
        assert_eq!(keywords("Must be between 3 and 70."), none);
        assert_eq!(keywords("Must be between 4 and 70."), ["minimum"]);
        assert_eq!(keywords("Must be at most 8 characters."), ["maxLength"]);
        assert_eq!(keywords("Allowed values: `A`, `B`, `NO`"), none);
        assert_eq!(keywords("Allowed values: `A`, `B`"), ["enum"]);
        let nothing = |_: &str| None;
        assert_eq!(contradictions("The default is 4.", nothing).len(), 1);
        assert_eq!(contradictions("Must be at most 8. Optional.", nothing), []);
    }
}
