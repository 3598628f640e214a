//! Examples: which of them the vendor wrote, and which one of the contract's each is.
//!
//! The theme shows one example more than were written: it makes one up from the schema, or takes
//! the schema's own and shows it under every status.

use std::collections::BTreeSet;
use std::fmt;

use serde::de::{Deserialize, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use serde_json::Value;

use super::{Example, Item, Kind, Media, Text, sample};
use contract::Span;

/// Leaves only what was written, and gives the examples of a page the names of the contract's.
///
/// What is left out has to be what the theme makes up from the schema, or the page was spoilt there.
pub(super) fn pair(expected: &mut Media, shown: &mut Media, unread: &mut Vec<(Span, String)>) {
    for example in &shown.examples {
        if let Some(name) = doubled_member(&example.code.text) {
            let once = format!("the member `{name}` once");
            unread.push((example.code.span.clone(), once));
        }
    }
    let same_schema = same_schema(&expected.schema, &shown.schema);
    let words = words(expected, shown);
    let sampled = expected.sampled.take();
    let made_up = sampled
        .as_ref()
        .filter(|sample| sample.span.is_none())
        .map(|sample| sample.value.clone());
    let is_made_up = |example: &Example| {
        let Ok(value) = serde_json::from_str::<Value>(&example.code.text) else {
            // The theme writes what it makes up as XML for a media type that is XML.
            return made_up.is_some() && example.code.text.trim_start().starts_with('<');
        };
        Some(&value) == made_up.as_ref()
            || sample::looks_made_up(&value, &|text| words.contains(text))
    };
    let has_sample = sampled.is_some();
    let is_auto = |example: &Example| {
        example.label.as_ref().map_or(has_sample, |label| {
            label.text.eq_ignore_ascii_case(sample::LABEL)
        })
    };
    let was_made_up = expected.examples.first().is_some_and(|example| {
        is_auto(example) && sampled.as_ref().is_some_and(|sample| sample.span.is_none())
    });
    let mut nested = Vec::new();
    if was_made_up {
        let auto = expected.examples.remove(0);
        nested = sampled.map(|sample| sample.stated).unwrap_or_default();
        let _ = auto;
    }
    let mut stated = None;
    if let Some(first) = shown.examples.first()
        && is_auto(first)
        && (is_made_up(first) || (was_made_up && !nested.is_empty()))
    {
        stated = Some(shown.examples.remove(0));
    }
    if same_schema && let Some(sample) = &made_up {
        let value = |example: &Example| serde_json::from_str(&example.code.text);
        match &stated {
            Some(auto)
                if value(auto).is_ok_and(|value| !agrees(sample, &value, "", &nested, &words)) =>
            {
                let why = "the example that the theme makes up from this schema";
                unread.push((auto.code.span.clone(), why.to_owned()));
            }
            None if shown.examples.len() <= expected.examples.len() => {
                let why = "the example that the theme makes up, in front of the others";
                unread.push((shown.span.clone(), why.to_owned()));
            }
            _ => {}
        }
    }
    let first_label = shown
        .examples
        .first()
        .and_then(|first| first.label.as_ref());
    if same_schema
        && has_sample
        && stated.is_none()
        && let Some(label) = first_label.filter(|label| label.text != sample::LABEL)
    {
        unread.push((label.span.clone(), format!("`{}`", sample::LABEL)));
    }
    name(expected, shown, was_made_up);
    if let (Some(auto), Some(made_up)) = (stated, made_up) {
        for (pointer, span) in nested {
            let label = |span| {
                Some(Text {
                    text: format!("{}{pointer}", sample::LABEL),
                    span,
                })
            };
            if let Some(part) = made_up.pointer(&pointer)
                && part.is_object()
            {
                expected.examples.push(Example {
                    label: label(span.clone()),
                    ..Example::from(Text {
                        text: part.to_string(),
                        span,
                    })
                });
                let value: Option<Value> = serde_json::from_str(&auto.code.text).ok();
                if let Some(part) = value.as_ref().and_then(|value| value.pointer(&pointer)) {
                    shown.examples.push(Example {
                        label: label(auto.code.span.clone()),
                        ..Example::from(Text {
                            text: part.to_string(),
                            span: auto.code.span.clone(),
                        })
                    });
                }
            }
        }
    }
}

/// Names each example of the page after the one of the contract that it is: the same value first,
/// then the same name, then what is left, in order.
fn name(expected: &mut Media, shown: &mut Media, may_repeat: bool) {
    for (at, example) in expected.examples.iter_mut().enumerate() {
        let span = example.code.span.clone();
        example.label.get_or_insert_with(|| Text {
            text: format!("#{}", at + 1),
            span,
        });
    }
    let value = |example: &Example| {
        serde_json::from_str::<Value>(&example.code.text)
            .unwrap_or_else(|_| example.code.text.as_str().into())
    };
    let known: Vec<Value> = expected.examples.iter().map(value).collect();
    let found: Vec<Value> = shown.examples.iter().map(value).collect();
    let mut pairs: Vec<Option<usize>> = vec![None; found.len()];
    let text = |example: &Example| example.label.as_ref().map(|label| label.text.clone());
    let alike: [&dyn Fn(usize, usize) -> bool; 4] = [
        &|at, known_at| {
            found[at] == known[known_at]
                && text(&shown.examples[at]) == text(&expected.examples[known_at])
        },
        &|at, known_at| found[at] == known[known_at],
        &|at, known_at| {
            text(&shown.examples[at]).is_some()
                && text(&shown.examples[at]) == text(&expected.examples[known_at])
        },
        &|at, known_at| at == known_at || found.len() == known.len(),
    ];
    for alike in alike {
        for at in 0..found.len() {
            if pairs[at].is_none() {
                pairs[at] = (0..known.len())
                    .find(|known_at| !pairs.contains(&Some(*known_at)) && alike(at, *known_at));
            }
        }
    }
    // An example of the contract that the page shows twice: the theme prints the schema's own one
    // beside the one that is written out.
    let mut kept = Vec::new();
    for (at, mut example) in std::mem::take(&mut shown.examples).into_iter().enumerate() {
        let span = example.code.span.clone();
        match pairs[at] {
            // Another name is a change only where both were given by a person.
            Some(known_at) if is_given(&example) && is_given(&expected.examples[known_at]) => {}
            Some(known_at) => example.label.clone_from(&expected.examples[known_at].label),
            None if may_repeat && at == 0 && known.contains(&found[at]) => continue,
            None => {
                example.label.get_or_insert_with(|| Text {
                    text: format!("#{}", at + 1),
                    span,
                });
            }
        }
        kept.push(example);
    }
    shown.examples = kept;
}

fn is_given(example: &Example) -> bool {
    example.label.as_ref().is_some_and(|label| {
        !label.text.starts_with('#')
            && !label.text.eq_ignore_ascii_case("example")
            && !label.text.eq_ignore_ascii_case(sample::LABEL)
    })
}

/// The first member that an example has twice.
fn doubled_member(code: &str) -> Option<String> {
    let twice = serde_json::from_str::<Once>(code).err()?;
    let message = twice.is_data().then(|| twice.to_string())?;
    message.split('`').nth(1).map(str::to_owned)
}

/// JSON whose members have a name each.
struct Once;

impl<'de> Deserialize<'de> for Once {
    fn deserialize<D: Deserializer<'de>>(json: D) -> Result<Self, D::Error> {
        json.deserialize_any(Self)
    }
}

impl<'de> Visitor<'de> for Once {
    type Value = Self;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<Self, E> {
        Ok(self)
    }

    fn visit_bool<E>(self, _: bool) -> Result<Self, E> {
        Ok(self)
    }

    fn visit_i64<E>(self, _: i64) -> Result<Self, E> {
        Ok(self)
    }

    fn visit_u64<E>(self, _: u64) -> Result<Self, E> {
        Ok(self)
    }

    fn visit_f64<E>(self, _: f64) -> Result<Self, E> {
        Ok(self)
    }

    fn visit_str<E>(self, _: &str) -> Result<Self, E> {
        Ok(self)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<Self, A::Error> {
        while elements.next_element::<Self>()?.is_some() {}
        Ok(self)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Self, A::Error> {
        let mut names = BTreeSet::new();
        while let Some(name) = members.next_key::<String>()? {
            members.next_value::<Self>()?;
            if names.contains(&name) {
                return Err(A::Error::custom(format!("`{name}` stands twice")));
            }
            names.insert(name);
        }
        Ok(self)
    }
}

/// Whether two schemas show the same, in whatever order.
fn same_schema(expected: &[Item], shown: &[Item]) -> bool {
    fn text(text: Option<&Text>) -> Option<&str> {
        text.map(|it| it.text.as_str())
    }
    let code = |item: &Item| -> Vec<String> {
        let examples = item.examples.iter();
        examples.map(|example| example.code.text.clone()).collect()
    };
    let same = |one: &Item, other: &Item| {
        let values = |item: &Item| {
            item.possible_values
                .as_ref()
                .map(|it| it.whole.text.clone())
        };
        one.kind == other.kind
            && one.name.text == other.name.text
            && one.label.text == other.label.text
            && one.deprecated.is_some() == other.deprecated.is_some()
            && values(one) == values(other)
            && text(one.constant.as_ref()) == text(other.constant.as_ref())
            && text(one.default.as_ref()) == text(other.default.as_ref())
            && code(one) == code(other)
            && same_schema(&one.items, &other.items)
    };
    let choices = |items: &[Item]| -> Vec<String> {
        let options = items
            .iter()
            .filter(|item| matches!(item.kind, Kind::Choice(_)));
        options.map(|option| option.name.text.clone()).collect()
    };
    expected.len() == shown.len()
        && expected.iter().all(|one| shown.iter().any(|other| same(one, other)))
        // The theme shows the first option.
        && choices(expected) == choices(shown)
}

/// Whether what a page shows is what the theme makes up; what it takes from an `example` aside, and
/// of the values of an enum it may be any: the first one may be another.
fn agrees(
    made_up: &Value,
    shown: &Value,
    pointer: &str,
    stated: &[(String, Span)],
    words: &BTreeSet<String>,
) -> bool {
    if stated.iter().any(|(at, _)| at == pointer) {
        return true;
    }
    match (made_up, shown) {
        (Value::Object(made_up), Value::Object(shown)) => {
            made_up.len() == shown.len()
                && made_up.iter().all(|(name, member)| {
                    let name_in_pointer = name.replace('~', "~0").replace('/', "~1");
                    let below = format!("{pointer}/{name_in_pointer}");
                    shown
                        .get(name)
                        .is_some_and(|it| agrees(member, it, &below, stated, words))
                })
        }
        (Value::Array(made_up), Value::Array(shown)) => {
            made_up.len() == shown.len()
                && made_up
                    .iter()
                    .zip(shown)
                    .enumerate()
                    .all(|(at, (one, it))| {
                        agrees(one, it, &format!("{pointer}/{at}"), stated, words)
                    })
        }
        (Value::String(one), Value::String(it)) => {
            one == it || (words.contains(one) && words.contains(it))
        }
        _ => made_up == shown,
    }
}

/// The values that the theme may fill in: the enums, defaults, constants, and examples of both.
fn words(expected: &Media, shown: &Media) -> BTreeSet<String> {
    let mut words = BTreeSet::new();
    collect(&expected.schema, &mut words);
    collect(&shown.schema, &mut words);
    words
}

fn collect(items: &[Item], into: &mut BTreeSet<String>) {
    for item in items {
        let single = [&item.constant, &item.default];
        into.extend(single.into_iter().flatten().map(|text| text.text.clone()));
        for example in &item.examples {
            into.insert(example.code.text.clone());
            if let Ok(value) = serde_json::from_str::<Value>(&example.code.text) {
                leaves(&value, into);
            }
        }
        if let Some(possible) = &item.possible_values {
            let text = possible.whole.text.as_str();
            let list = text.rfind('[').and_then(|start| {
                let end = text.rfind(']')?;
                text.get(start + 1..end)
            });
            into.extend(
                list.into_iter()
                    .flat_map(|list| list.split(", "))
                    .map(str::to_owned),
            );
            into.extend(possible.codes.iter().map(|code| code.text.clone()));
        }
        collect(&item.items, into);
    }
}

fn leaves(value: &Value, into: &mut BTreeSet<String>) {
    match value {
        Value::Array(elements) => elements.iter().for_each(|element| leaves(element, into)),
        Value::Object(members) => members.values().for_each(|member| leaves(member, into)),
        Value::String(text) => {
            into.insert(text.clone());
        }
        other => {
            into.insert(other.to_string());
        }
    }
}
