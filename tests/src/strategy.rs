//! Values from schemas: legal ones, illegal ones, and samples.

use std::ops::RangeInclusive;

use contract::{Node, Schema};
use proptest::prelude::*;
use proptest::strategy::{BoxedStrategy, Union, ValueTree};
use proptest::test_runner::{
    Config, FailurePersistence, FileFailurePersistence, RngSeed, TestCaseError, TestRunner,
};
use serde_json::{Map, Value, json};

use crate::exchange::Input;
use crate::{Contract, Finding};

/// What a run starts from unless `PROPTEST_RNG_SEED` says otherwise: the same cases everywhere.
const SEED: u64 = 8_008;
/// How long a text gets that the schema does not bound.
const UNBOUNDED: usize = 40;
/// How deep values nest where a schema reaches itself.
const MAX_DEPTH: usize = 4;

/// Runs a property over the values of a strategy; the finding names the smallest counter-example
/// and the seed.
pub(crate) fn hold<T: std::fmt::Debug>(
    contract: &Contract,
    check: &'static str,
    about: &str,
    cases: u32,
    strategy: &BoxedStrategy<T>,
    property: impl Fn(T) -> Result<(), String>,
) -> Vec<Finding> {
    let seed = std::env::var("PROPTEST_RNG_SEED")
        .ok()
        .and_then(|seed| seed.parse().ok())
        .unwrap_or(SEED);
    let cases = std::env::var("PROPTEST_CASES")
        .ok()
        .and_then(|cases| cases.parse().ok())
        .unwrap_or(if contract.keeps_regressions {
            cases
        } else {
            cases / 4
        });
    let regressions = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/proptest-regressions/proof.txt"
    );
    let mut runner = TestRunner::new(Config {
        cases,
        rng_seed: RngSeed::Fixed(seed),
        failure_persistence: contract.keeps_regressions.then(|| {
            Box::new(FileFailurePersistence::Direct(regressions)) as Box<dyn FailurePersistence>
        }),
        max_global_rejects: 20_000,
        ..Config::default()
    });
    let result = runner.run(strategy, |value| {
        property(value).map_err(TestCaseError::fail)
    });
    match result {
        Ok(()) => Vec::new(),
        Err(error) => vec![Finding {
            check,
            about: about.to_owned(),
            message: format!("{error}\n    seed: PROPTEST_RNG_SEED={seed}"),
        }],
    }
}

/// A check that a value is legal under a schema, formats included.
pub(crate) fn validator(schema: Schema<'_>) -> Result<jsonschema::Validator, String> {
    jsonschema::options()
        .should_validate_formats(true)
        .build(&schema.to_json_schema())
        .map_err(|error| format!("the schema is no JSON Schema: {error}"))
}

/// Every value that is legal under a schema, or a good share of them.
pub(crate) fn legal(schema: Schema<'_>) -> BoxedStrategy<Value> {
    legal_below(schema, MAX_DEPTH)
}

fn legal_below(schema: Schema<'_>, depth: usize) -> BoxedStrategy<Value> {
    let options = [schema.parts("oneOf"), schema.parts("anyOf")]
        .into_iter()
        .flatten()
        .map(|part| legal_below(part, depth.saturating_sub(1)))
        .collect::<Vec<_>>();
    let value = if schema.keyword("enum").is_some() {
        let values: Vec<Value> = schema.enum_values().map(Node::to_json).collect();
        proptest::sample::select(values).boxed()
    } else if !options.is_empty() {
        Union::new(options).boxed()
    } else {
        match schema.kind() {
            Some("string") => legal_text(schema).prop_map(Value::from).boxed(),
            Some("integer") => integers(schema).prop_map(Value::from).boxed(),
            // Halves and quarters are written and read back exactly.
            Some("number") => quarters(schema).prop_map(Value::from).boxed(),
            Some("boolean") => any::<bool>().prop_map(Value::from).boxed(),
            Some("array") => legal_list(schema, depth),
            Some("object") => legal_object(schema, depth),
            _ => Just(json!({ "any": ["thing"] })).boxed(),
        }
    };
    if schema.is_nullable() {
        prop_oneof![4 => value, 1 => Just(Value::Null)].boxed()
    } else {
        value
    }
}

fn legal_list(schema: Schema<'_>, depth: usize) -> BoxedStrategy<Value> {
    let size = |keyword| schema.keyword(keyword).and_then(Node::as_u64);
    let bound = |size: Option<u64>, default: usize| {
        size.map_or(default, |size| usize::try_from(size).unwrap_or(default))
    };
    let min = bound(size("minItems"), 0);
    let max = bound(size("maxItems"), min + 3).min(min + 3);
    match schema.items() {
        Some(items) if depth > 0 => {
            proptest::collection::vec(legal_below(items, depth - 1), min..=max)
                .prop_map(Value::from)
                .boxed()
        }
        _ => Just(json!([])).boxed(),
    }
}

fn legal_object(schema: Schema<'_>, depth: usize) -> BoxedStrategy<Value> {
    let required: Vec<&str> = schema.required().collect();
    let mut members: Vec<BoxedStrategy<Option<(String, Value)>>> = Vec::new();
    for (name, property) in schema.properties() {
        let is_required = required.contains(&name);
        if depth == 0 && !is_required {
            continue;
        }
        let name = name.to_owned();
        let member = legal_below(property, depth.saturating_sub(1))
            .prop_map(move |value| Some((name.clone(), value)));
        members.push(if is_required {
            member.boxed()
        } else {
            prop_oneof![3 => member, 1 => Just(None)].boxed()
        });
    }
    members
        .prop_map(|members| Value::Object(members.into_iter().flatten().collect()))
        .boxed()
}

/// The texts that are legal under a schema; edges of its lengths come often.
pub(crate) fn legal_text(schema: Schema<'_>) -> BoxedStrategy<String> {
    let format = schema.keyword("format").and_then(Node::as_str);
    if let Some(pattern) = schema.keyword("pattern").and_then(Node::as_str) {
        let lengths = lengths(schema);
        return texts_of_pattern(pattern)
            .prop_filter("the lengths", move |text| {
                lengths.contains(&text.chars().count())
            })
            .boxed();
    }
    match format {
        Some("date-time") => timestamps().boxed(),
        Some("date") => timestamps().prop_map(|text| text[..10].to_owned()).boxed(),
        Some("uuid") => texts_of_pattern("^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$"),
        Some("uri" | "url") => texts_of_pattern("^https://[a-z]{1,9}\\.test/[a-z0-9/]{0,9}$"),
        Some("email") => texts_of_pattern("^[a-z]{1,9}@[a-z]{1,9}\\.test$"),
        Some("ipv4") => {
            texts_of_pattern("^((1[0-9]{2}|[1-9]?[0-9])\\.){3}(1[0-9]{2}|[1-9]?[0-9])$")
        }
        Some("ipv6") => {
            texts_of_pattern("^2001:db8:(0|[1-9a-f][0-9a-f]{0,3})::(0|[1-9a-f][0-9a-f]{0,3})$")
        }
        _ => texts_of_length(lengths(schema)),
    }
}

/// Texts of any characters and the given lengths, the two edges among them.
fn texts_of_length(lengths: RangeInclusive<usize>) -> BoxedStrategy<String> {
    let (min, max) = lengths.into_inner();
    let character = prop_oneof![
        4 => proptest::char::range('0', '9'),
        4 => proptest::sample::select("&=#%+ ?/\\.;:@~'\"<>{}|^`é\t\u{0}中🔑".chars().collect::<Vec<_>>()),
        2 => any::<char>(),
    ];
    let of = |length: RangeInclusive<usize>| proptest::collection::vec(character.clone(), length);
    prop_oneof![
        1 => of(min..=min),
        1 => of(max..=max),
        2 => of(min..=max),
    ]
    .prop_map(|characters| characters.into_iter().collect())
    .boxed()
}

fn lengths(schema: Schema<'_>) -> RangeInclusive<usize> {
    let length = |keyword| {
        let length = schema.keyword(keyword).and_then(Node::as_u64)?;
        usize::try_from(length).ok()
    };
    let min = length("minLength").unwrap_or(0);
    min..=length("maxLength").unwrap_or(min + UNBOUNDED)
}

/// Texts that match a pattern; one without anchors may match in the middle of a longer text.
fn texts_of_pattern(pattern: &str) -> BoxedStrategy<String> {
    let core = pattern.strip_prefix('^').unwrap_or(pattern);
    let core = core.strip_suffix('$').unwrap_or(core);
    proptest::string::string_regex(core)
        .unwrap_or_else(|error| {
            panic!("no texts can be made from the pattern `{pattern}`: {error}")
        })
        .boxed()
}

fn timestamps() -> impl Strategy<Value = String> {
    let moment = (
        1970..2100_u32,
        1..=12_u32,
        1..=28_u32,
        0..24_u32,
        0..60_u32,
        0..60_u32,
    );
    let fraction = prop_oneof![
        Just(String::new()),
        proptest::string::string_regex("\\.[0-9]{1,9}").expect("the pattern is fixed"),
    ];
    let offset = proptest::sample::select(vec!["Z", "+00:00", "+08:00", "-03:30"]);
    (moment, fraction, offset).prop_map(
        |((year, month, day, hour, minute, second), fraction, offset)| {
            format!(
                "{year}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}{fraction}{offset}"
            )
        },
    )
}

fn bounds(schema: Schema<'_>, unbounded: (f64, f64)) -> (f64, f64, bool, bool) {
    let number = |keyword| {
        schema
            .keyword(keyword)
            .and_then(|node| node.to_json().as_f64())
    };
    let is_exclusive = |keyword| schema.keyword(keyword).and_then(Node::as_bool) == Some(true);
    (
        number("minimum").unwrap_or(unbounded.0),
        number("maximum").unwrap_or(unbounded.1),
        is_exclusive("exclusiveMinimum"),
        is_exclusive("exclusiveMaximum"),
    )
}

#[allow(
    clippy::cast_possible_truncation,
    reason = "the cast saturates, which is what is wanted"
)]
fn integers(schema: Schema<'_>) -> BoxedStrategy<i64> {
    let (min, max, above, below) = bounds(schema, (f64::MIN, f64::MAX));
    let min = (min.ceil() as i64).saturating_add(i64::from(above));
    let max = (max.floor() as i64).saturating_sub(i64::from(below));
    let (min, max) = if schema.keyword("format").and_then(Node::as_str) == Some("int32") {
        (min.max(i32::MIN.into()), max.min(i32::MAX.into()))
    } else {
        (min, max)
    };
    prop_oneof![Just(min), Just(max), min..=max].boxed()
}

fn quarters(schema: Schema<'_>) -> BoxedStrategy<f64> {
    let (min, max, above, below) = bounds(schema, (-1e6, 1e6));
    (0..=4_000_i32)
        .prop_map(move |step| min + (max - min) * f64::from(step) / 4_000.0)
        .prop_filter("open bounds", move |value| {
            (!above || *value > min) && (!below || *value < max)
        })
        .boxed()
}

/// A legal value for people to read, the same on every run.
pub(crate) fn sample(schema: Schema<'_>) -> Value {
    let readable = [
        "123456",
        "1234567890",
        "sample",
        "a",
        "2030-01-02T03:04:05Z",
        "https://example.com",
    ]
    .into_iter()
    .map(Value::from)
    .chain([json!(1), json!(10), json!(0.5), json!(true)])
    .chain(schema.enum_values().take(1).map(Node::to_json));
    let validator = validator(schema);
    let is_legal = |value: &Value| {
        validator
            .as_ref()
            .is_ok_and(|validator| validator.is_valid(value))
    };
    readable.into_iter().find(is_legal).unwrap_or_else(|| {
        let mut runner = TestRunner::new(Config {
            rng_seed: RngSeed::Fixed(SEED),
            failure_persistence: None,
            ..Config::default()
        });
        let tree = legal(schema).new_tree(&mut runner);
        tree.map_or(Value::Null, |tree| tree.current())
    })
}

/// Values that keep everything a schema says except one constraint.
pub(crate) fn violations(schema: Schema<'_>, constraint: &str) -> BoxedStrategy<Value> {
    let lengths = lengths(schema);
    let (min, max, ..) = bounds(schema, (0.0, 0.0));
    let integer = schema.kind() == Some("integer");
    let step = |edge: f64, away: f64, strict: bool| {
        let first = if strict { edge } else { edge + away };
        let value = move |number: f64| {
            if integer {
                #[allow(clippy::cast_possible_truncation, reason = "the cast saturates")]
                Value::from(number as i64)
            } else {
                Value::from(number)
            }
        };
        prop_oneof![
            Just(value(first)),
            (0..1_000_i32).prop_map(move |more| value(first + away * f64::from(more))),
        ]
        .boxed()
    };
    match constraint {
        // The first value past an edge comes often: it is the one that a shifted edge lets through.
        "minLength" => prop_oneof![Just(lengths.start().saturating_sub(1)), 0..*lengths.start()]
            .prop_map(|length| Value::from("1".repeat(length)))
            .boxed(),
        "maxLength" => prop_oneof![Just(1), 1..=UNBOUNDED]
            .prop_map(move |more| Value::from("1".repeat(lengths.end() + more)))
            .boxed(),
        "pattern" => {
            let validator = validator(schema);
            texts_of_length(lengths)
                .prop_map(Value::from)
                .prop_filter("no match", move |value| {
                    validator
                        .as_ref()
                        .is_ok_and(|validator| !validator.is_valid(value))
                })
                .boxed()
        }
        "format" if integer => {
            let more = 1..i64::from(i32::MAX);
            more.prop_map(|more| Value::from(i64::from(i32::MAX) + more))
                .boxed()
        }
        "format" => {
            let validator = validator(schema);
            let text = prop_oneof![
                2 => "[a-z0-9 ./-]{0,12}",
                1 => "\\PC{0,12}",
            ];
            text.prop_map(Value::from)
                .prop_filter("not of the format", move |value| {
                    validator
                        .as_ref()
                        .is_ok_and(|validator| !validator.is_valid(value))
                })
                .boxed()
        }
        "enum" => {
            let known: Vec<Value> = schema.enum_values().map(Node::to_json).collect();
            "[A-Za-z]{0,12}"
                .prop_map(Value::from)
                .prop_filter("not documented", move |value| !known.contains(value))
                .boxed()
        }
        "minimum" => step(min, -1.0, false),
        "maximum" => step(max, 1.0, false),
        "exclusiveMinimum" => step(min, -1.0, true),
        _ => step(max, 1.0, true),
    }
}

/// Legal values for all parameters of an operation and all members of its body, or for those that
/// have to be there.
pub(crate) fn sample_input(operation: &contract::Operation<'_>, all: bool) -> Input {
    let body = operation.body.as_ref();
    Input {
        parameters: operation
            .parameters
            .iter()
            .filter(|parameter| all || parameter.required)
            .map(|parameter| (parameter.name.to_owned(), sample(parameter.schema)))
            .collect(),
        body: body
            .filter(|body| all || body.is_needed())
            .and_then(contract::RequestBody::schema)
            .map(|schema| sample_object(schema, all)),
    }
}

/// A legal object with all of its members, or with those that have to be there.
fn sample_object(schema: Schema<'_>, all: bool) -> Value {
    if schema.kind() != Some("object") {
        return sample(schema);
    }
    let required: Vec<&str> = schema.required().collect();
    schema
        .properties()
        .filter(|(name, _)| all || required.contains(name))
        .map(|(name, member)| (name.to_owned(), sample_object(member, all)))
        .collect::<Map<_, _>>()
        .into()
}
