//! Finds constraints that a description states in words, and facts that contradict them.
//!
//! A false warning costs more trust than a missed contradiction, so only unambiguous sentences are
//! recognized.

use serde_json::{Number, Value};

use super::markup;
use super::sentence::{Word, is_constant, literal, number, sentences};

/// A constraint that a description states.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum StatedConstraint {
    /// The part is required, or optional.
    Required(bool),
    /// The value that applies if the part is absent.
    Default(Value),
    /// The smallest number.
    Minimum(Number),
    /// The largest number.
    Maximum(Number),
    /// The smallest number of characters.
    MinLength(Number),
    /// The largest number of characters.
    MaxLength(Number),
    /// All possible values.
    Values(Vec<String>),
}

/// A description that contradicts a fact about the same part.
#[derive(Clone, Debug, PartialEq)]
pub struct Contradiction {
    /// The keyword of the fact: `default`.
    pub keyword: &'static str,
    /// The value that the description states.
    pub stated: Value,
    /// The value of the fact; `None` if there is no such fact, for example no default.
    pub fact: Option<Value>,
}

/// Returns the facts about a part that its description contradicts.
///
/// A constraint that the facts do not have is not a contradiction: the description is then more
/// precise. `required` and `default` are different: their absence is a statement, too.
#[must_use]
pub fn contradictions<'f>(
    text: &str,
    facts: impl Fn(&str) -> Option<&'f Value>,
) -> Vec<Contradiction> {
    let mut found = Vec::new();
    for stated in stated_constraints(text) {
        let (keyword, value) = stated.as_fact();
        let fact = facts(keyword);
        let contradicts = match (&stated, fact) {
            (StatedConstraint::Required(wanted), fact) => {
                *wanted != fact.and_then(Value::as_bool).unwrap_or(false)
            }
            (StatedConstraint::Default(_), None) => true,
            (_, None) => false,
            (StatedConstraint::Values(values), Some(Value::Array(enumerated))) => {
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

impl StatedConstraint {
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

/// Returns a value as a text writes it: `4`, `"4"`, and `4.0` are the same.
fn as_word(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Number(number) => number
            .as_f64()
            .map_or_else(|| number.to_string(), |number| number.to_string()),
        other => other.to_string(),
    }
}

/// Returns the constraints that a description states.
#[must_use]
pub fn stated_constraints(text: &str) -> Vec<StatedConstraint> {
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

/// Recognizes `Mandatory.` and `This field is required.`: a whole sentence without a condition.
fn required(words: &[Word<'_>]) -> Option<StatedConstraint> {
    let lower: Vec<&str> = words.iter().map(|word| word.lower.as_str()).collect();
    let word = match lower.as_slice() {
        [one] => one,
        ["this" | "the", subject, "is", one] | ["this" | "the", subject, "is", "always", one]
            if SUBJECTS.contains(subject) =>
        {
            one
        }
        _ => return None,
    };
    match *word {
        "mandatory" | "required" => Some(StatedConstraint::Required(true)),
        "optional" => Some(StatedConstraint::Required(false)),
        _ => None,
    }
}

/// Recognizes `The default value is X.`, `Defaults to X.`, and `Default: X` if nothing follows X.
fn default(words: &[Word<'_>]) -> Option<StatedConstraint> {
    const OPENINGS: [&[&str]; 4] = [
        &["default", "value", "is"],
        &["default", "is"],
        &["defaults", "to"],
        &["default", "value"],
    ];
    for opening in OPENINGS {
        let Some(after) = words_after(words, opening) else {
            continue;
        };
        // Without a verb, the value follows a colon: `Default value: 3`.
        let colon = opening.last() == Some(&"value");
        let named = words[..words.len() - after.len()].last();
        if colon && !named.is_some_and(|word| word.pauses) {
            continue;
        }
        return match after {
            [value] => Some(StatedConstraint::Default(literal(value)?)),
            [value, ..] if value.pauses => Some(StatedConstraint::Default(literal(value)?)),
            _ => None,
        };
    }
    match words {
        [name, value] if name.lower == "default" && name.pauses => {
            Some(StatedConstraint::Default(literal(value)?))
        }
        _ => None,
    }
}

/// Returns the words after the first occurrence of a sequence of words.
fn words_after<'w, 't>(words: &'w [Word<'t>], run: &[&str]) -> Option<&'w [Word<'t>]> {
    words
        .windows(run.len())
        .position(|some| {
            some.iter()
                .zip(run)
                .all(|(word, wanted)| word.lower == *wanted)
        })
        .map(|at| &words[at + run.len()..])
}

/// Recognizes `must be between 1 and 5`, `has to be greater than or equal to 3`, `between 3 and 10
/// characters`.
fn bounds(words: &[Word<'_>]) -> Vec<StatedConstraint> {
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
        // A unit or a condition follows: the numbers do not bound the value itself.
        _ => return Vec::new(),
    };
    let least = least.map(|number| {
        if lengths {
            StatedConstraint::MinLength(number)
        } else {
            StatedConstraint::Minimum(number)
        }
    });
    let greatest = greatest.map(|number| {
        if lengths {
            StatedConstraint::MaxLength(number)
        } else {
            StatedConstraint::Maximum(number)
        }
    });
    least.into_iter().chain(greatest).collect()
}

/// Recognizes `Possible values are A, B, and C.` if each is certainly a value.
fn values(words: &[Word<'_>]) -> Option<StatedConstraint> {
    let listed = ["possible", "allowed", "valid", "accepted"]
        .iter()
        .find_map(|kind| words_after(words, &[kind, "values"]))?;
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
    (values.len() >= 2).then_some(StatedConstraint::Values(values))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn unambiguous_sentences_are_recognized() {
        let number = |number: i64| Number::from(number);
        let table = [
            (
                "This parameter is mandatory.",
                vec![StatedConstraint::Required(true)],
            ),
            (
                "The size. Required.",
                vec![StatedConstraint::Required(true)],
            ),
            (
                "This field is optional.",
                vec![StatedConstraint::Required(false)],
            ),
            (
                "How many. The default value is 4.",
                vec![StatedConstraint::Default(json!(4))],
            ),
            (
                "Defaults to `en-US`.",
                vec![StatedConstraint::Default(json!("en-US"))],
            ),
            (
                "Default: SMS",
                vec![StatedConstraint::Default(json!("SMS"))],
            ),
            (
                "**Default value:** true",
                vec![StatedConstraint::Default(json!(true))],
            ),
            (
                "The default is 2.5, which is enough.",
                vec![StatedConstraint::Default(json!(2.5))],
            ),
            (
                "It must be between 3 and 10.",
                vec![
                    StatedConstraint::Minimum(number(3)),
                    StatedConstraint::Maximum(number(10)),
                ],
            ),
            (
                "The name has to be between 1 and 20 characters long.",
                vec![
                    StatedConstraint::MinLength(number(1)),
                    StatedConstraint::MaxLength(number(20)),
                ],
            ),
            (
                "This value should be greater or equal to 4 and less or equal to 8.",
                vec![
                    StatedConstraint::Minimum(number(4)),
                    StatedConstraint::Maximum(number(8)),
                ],
            ),
            (
                "Must be at most 60.",
                vec![StatedConstraint::Maximum(number(60))],
            ),
            (
                "Possible values are `sms`, `voice` and `email`.",
                vec![StatedConstraint::Values(vec![
                    "sms".into(),
                    "voice".into(),
                    "email".into(),
                ])],
            ),
            (
                "Allowed values: OPEN, CLOSED.",
                vec![StatedConstraint::Values(vec![
                    "OPEN".into(),
                    "CLOSED".into(),
                ])],
            ),
        ];
        for (text, expected) in table {
            assert_eq!(stated_constraints(text), expected, "{text}");
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
            assert_eq!(stated_constraints(text), [], "{text}");
        }
    }

    #[test]
    fn contradicting_facts_are_found() {
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
