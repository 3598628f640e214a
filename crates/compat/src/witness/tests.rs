use serde_json::Value;

use super::legal::is_legal;
use super::sample::sample;
use super::work::{Known, Work};
use crate::schema_text::{facts_of, json_schema_of};

/// A schema, values that it takes, and values that it refuses.
type Judged = (
    &'static str,
    &'static [&'static str],
    &'static [&'static str],
);

#[rustfmt::skip]
const JUDGED: &[Judged] = &[
    ("", &["1", "null", "{}"], &[]),
    ("type: string", &["\"a\""], &["1", "null", "[]"]),
    ("type: boolean", &["true", "false"], &["0", "null"]),
    ("type: integer", &["1", "2.0", "-7", "18446744073709551615"], &["1.5", "\"1\"", "null"]),
    ("type: number", &["1", "1.5"], &["\"1\"", "true"]),
    ("type: array", &["[]", "[1]"], &["{}", "\"\""]),
    ("type: object", &["{}", "{\"a\":1}"], &["[]", "1"]),
    ("type: 'null'", &["null"], &["0", "\"null\""]),
    ("type: [string, integer]", &["\"a\"", "1"], &["true", "1.5", "null"]),
    ("type: [string, 'null']", &["null", "\"a\""], &["1"]),
    ("enum: [a, 1, { b: 2 }]", &["\"a\"", "1", "{\"b\":2}"], &["\"b\"", "2", "{}"]),
    ("const: a", &["\"a\""], &["\"b\"", "null"]),
    ("minLength: 2", &["\"ab\"", "\"é😀\"", "1", "[]"], &["\"a\"", "\"😀\""]),
    ("maxLength: 2", &["\"ab\"", "\"é😀\"", "\"\"", "100"], &["\"abc\""]),
    ("pattern: ^a", &["\"ab\"", "1"], &["\"ba\"", "\"\""]),
    ("minimum: 2", &["2", "2.5", "\"a\""], &["1", "1.9"]),
    ("maximum: 2", &["2", "-1.5", "\"a\""], &["3", "2.1"]),
    ("exclusiveMinimum: 2", &["3", "2.1"], &["2", "1"]),
    ("exclusiveMaximum: 2", &["1", "1.9"], &["2", "3"]),
    ("multipleOf: 3", &["0", "-6", "9.0", "\"a\""], &["1", "4.5"]),
    ("minItems: 2", &["[1, 2]", "{}"], &["[1]", "[]"]),
    ("maxItems: 2", &["[1, 2]", "[]", "\"aaa\""], &["[1, 2, 3]"]),
    ("uniqueItems: true", &["[1, 2]", "[]"], &["[1, 1]", "[1, 2, 1]"]),
    ("minProperties: 1", &["{\"a\":1}", "[]"], &["{}"]),
    ("maxProperties: 1", &["{\"a\":1}", "{}"], &["{\"a\":1,\"b\":2}"]),
    ("required: [a]", &["{\"a\":1}", "1"], &["{}", "{\"b\":1}"]),
    ("required: [a], properties: { a: { type: string }, b: { type: integer } }", &["{\"a\":\"\"}", "{\"a\":\"\",\"b\":1}"], &["{}", "{\"a\":1}", "{\"a\":\"\",\"b\":\"\"}", "{\"a\":null}"]),
    // Beside a reference or another schema, the place says that `null` is taken.
    ("properties: { a: { anyOf: [ { type: string }, { type: 'null' } ] } }", &["{\"a\":null}", "{\"a\":\"\"}"], &["{\"a\":1}"]),
    ("additionalProperties: false, properties: { a: {} }, patternProperties: { ^b: {} }", &["{\"a\":1}", "{\"b1\":1}", "{}", "1"], &["{\"c\":1}", "{\"ab\":1}"]),
    ("additionalProperties: { type: string }, properties: { a: {} }, patternProperties: { ^b: {} }", &["{\"a\":1,\"b1\":1,\"c\":\"\"}"], &["{\"c\":1}"]),
    ("patternProperties: { ^a: { type: string } }", &["{\"a1\":\"\",\"b\":1}", "1"], &["{\"a\":1}"]),
    ("propertyNames: { maxLength: 1 }", &["{\"a\":1}", "{}", "\"ab\""], &["{\"ab\":1}"]),
    ("dependentRequired: { a: [b, c] }", &["{}", "{\"a\":1,\"b\":1,\"c\":1}", "{\"b\":1}"], &["{\"a\":1}", "{\"a\":1,\"b\":1}"]),
    ("items: { type: integer }", &["[]", "[1, 2]", "{}"], &["[1, \"a\"]"]),
    ("items: false", &["[]", "1"], &["[1]"]),
    ("prefixItems: [ { type: string }, { type: integer } ], items: { type: boolean }", &["[]", "[\"a\"]", "[\"a\", 1]", "[\"a\", 1, true]", "{}"], &["[1]", "[\"a\", \"b\"]", "[\"a\", 1, 2]"]),
    ("contains: { type: string }", &["[\"a\"]", "[1, \"a\"]", "{}"], &["[]", "[1]"]),
    ("contains: { type: string }, minContains: 2, maxContains: 3", &["[\"a\", 1, \"b\"]"], &["[\"a\", 1]", "[\"a\", \"b\", \"c\", \"d\"]"]),
    ("not: { type: string }", &["1", "null"], &["\"a\""]),
    ("oneOf: [ { type: integer }, { minimum: 3 } ]", &["1", "3.5", "\"a\""], &["4", "2.5"]),
    ("anyOf: [ { type: integer }, { minimum: 3 } ]", &["1", "4", "3.5"], &["2.5"]),
    ("oneOf: [ { type: string }, { $ref: '#/components/schemas/Cat' } ]", &["\"a\"", "{\"lives\":9}"], &["{}", "1"]),
    ("format: date-time", &["\"2031-02-03T04:05:06Z\"", "\"2020-01-31T00:00:00.25+02:00\""], &["\"a\"", "\"2031-02-03\"", "\"2031-02-30T04:05:06Z\""]),
    ("format: date", &["\"2031-02-03\"", "\"2020-02-29\""], &["\"a\"", "\"2031-02-29\"", "\"2031-2-3\""]),
    ("format: uuid", &["\"8c7b6a59-0000-4000-8000-000000000001\"", "\"8C7B6A59-0000-4000-8000-000000000002\""], &["\"a\"", "\"8c7b6a59-0000-4000-8000-00000000000\"", "\"8c7b6a5900004000800000000000000012345\""]),
];

/// A schema and values that are not decided: a keyword or a pattern is not understood here.
#[rustfmt::skip]
const UNDECIDED: &[(&str, &[&str])] = &[
    ("pattern: ^(?=a)", &["\"a\""]),
    ("format: email", &["\"a\""]),
    ("if: { type: string }, then: { minLength: 2 }", &["\"a\"", "1"]),
    ("dependentSchemas: { a: { required: [b] } }", &["{}"]),
    ("unevaluatedProperties: { type: string }", &["{}"]),
    ("minLength: three", &["\"a\""]),
    ("type: 3", &["1"]),
];

fn legal(schema: &str, value: &str) -> Option<bool> {
    let (facts, subject) = facts_of(schema);
    let value: Value = serde_json::from_str(value).expect("it is JSON");
    let work = Work::new(10_000);
    is_legal(Known::new(&facts, &work), subject, &value)
}

#[test]
fn values_are_judged_as_another_validator_judges_them() {
    for (schema, taken, refused) in JUDGED {
        let validator = jsonschema::options()
            .should_validate_formats(true)
            .build(&json_schema_of(schema))
            .expect("it is a schema");
        let all = taken.iter().map(|it| (it, true));
        for (value, expected) in all.chain(refused.iter().map(|it| (it, false))) {
            assert_eq!(legal(schema, value), Some(expected), "{value} in {schema}");
            let value: Value = serde_json::from_str(value).expect("it is JSON");
            assert_eq!(validator.is_valid(&value), expected, "{value} in {schema}");
        }
    }
    for (schema, values) in UNDECIDED {
        for value in *values {
            assert_eq!(legal(schema, value), None, "{value} in {schema}");
        }
    }
}

#[test]
fn the_formats_of_whole_numbers_have_ends() {
    for (format, low, high) in [
        ("int8", "-128", "127"),
        ("int16", "-32768", "32767"),
        ("int32", "-2147483648", "2147483647"),
        ("uint8", "0", "255"),
        ("uint16", "0", "65535"),
        ("uint32", "0", "4294967295"),
    ] {
        let schema = format!("type: integer, format: {format}");
        let beside = |number: &str, step: i64| {
            let number: i64 = number.parse().expect("it is a number");
            legal(&schema, &(number + step).to_string())
        };
        for (number, outward) in [(low, -1), (high, 1)] {
            assert_eq!(beside(number, 0), Some(true), "{number} is an {format}");
            assert_eq!(beside(number, outward), Some(false), "beyond {number}");
        }
    }
    assert_eq!(legal("format: double", "1.5"), Some(true));
}

/// A schema and the small value that is made for it.
#[rustfmt::skip]
const SAMPLES: &[(&str, Option<&str>)] = &[
    ("const: x", Some("\"x\"")),
    ("enum: [b, c]", Some("\"b\"")),
    ("type: boolean", Some("true")),
    ("type: 'null'", Some("null")),
    ("type: [integer, string]", Some("0")),
    ("type: integer, minimum: 5", Some("5")),
    ("type: integer, minimum: 5, multipleOf: 3", Some("6")),
    ("type: integer, exclusiveMinimum: 5", Some("6")),
    ("type: number, exclusiveMinimum: 1, multipleOf: 0.5", Some("1.5")),
    ("type: integer, maximum: -3", Some("-3")),
    ("type: integer, maximum: 7", Some("0")),
    ("type: integer, exclusiveMaximum: -3", Some("-4")),
    ("type: integer, exclusiveMaximum: 7", Some("0")),
    ("minimum: 3", Some("3")),
    ("maxLength: 3", Some("\"\"")),
    ("type: string, minLength: 2", Some("\"aa\"")),
    ("type: string, minLength: 5000", None),
    ("type: string, minLength: 6000", None),
    ("type: string, pattern: '^[0-9]{3}$'", Some("\"000\"")),
    ("type: string, pattern: ^a+$, minLength: 3", Some("\"aaa\"")),
    ("type: string, pattern: '^a{5}$', maxLength: 4", None),
    ("type: string, format: date", Some("\"2031-02-03\"")),
    ("type: string, format: date-time", Some("\"2031-02-03T04:05:06Z\"")),
    ("type: string, format: uuid", Some("\"8c7b6a59-0000-4000-8000-000000000001\"")),
    ("type: array", Some("[]")),
    ("items: { type: string }", Some("[]")),
    ("type: array, minItems: 2, items: { type: string }", Some("[\"\",\"\"]")),
    ("type: array, minItems: 2", Some("[0,0]")),
    ("contains: { const: x }, minContains: 2", Some("[\"x\",\"x\"]")),
    ("contains: { const: x }, minItems: 2, items: { type: string }", Some("[\"x\",\"\"]")),
    ("properties: { a: { type: string } }", Some("{}")),
    ("additionalProperties: { type: string }", Some("{}")),
    ("type: object, required: [a, z], properties: { a: { type: integer } }", Some("{\"a\":0,\"z\":0}")),
    ("oneOf: [ { type: integer, minimum: 4 }, { type: string } ]", Some("4")),
    ("$ref: '#/components/schemas/Cat'", Some("{\"lives\":0}")),
    // It requires itself, so that it has no finite value.
    ("$ref: '#/components/schemas/Chain'", None),
];

#[test]
fn samples_are_small_and_legal() {
    for (schema, expected) in SAMPLES {
        let (facts, subject) = facts_of(schema);
        let work = Work::new(100_000);
        let made = sample(Known::new(&facts, &work), subject);
        if *schema == "type: string, minLength: 5000" {
            assert_eq!(made, Some("a".repeat(5000).into()), "the longest text");
            continue;
        }
        let expected: Option<Value> = expected.map(|it| serde_json::from_str(it).expect("JSON"));
        assert_eq!(made, expected, "{schema}");
        if let Some(made) = made {
            assert_eq!(legal(schema, &made.to_string()), Some(true), "{schema}");
        }
    }
}
