//! Measures how the time and the memory of `compat` grow with the size of its documents.
//!
//! Run with `cargo bench --package benchmarks --bench scale`.

#![expect(clippy::print_stdout, reason = "a benchmark prints what it measured")]

use std::process::Command;

use compat::{Options, compare};
use contract::facts::Facts;
use contract::{Document, Source};
use serde_json::{Map, Value, json};

use self::things::texts;

mod things;

/// An edit of which a document can have any number: both documents, and how many changes it is.
type Curve = (&'static str, fn(usize) -> (Value, Value, usize));

const CURVES: [Curve; 12] = [
    ("enum values replaced", enum_values),
    ("properties renamed", |n| {
        let (before, after) = (properties("a", n, "string"), properties("b", n, "string"));
        (in_answer(&before), in_answer(&after), n)
    }),
    ("properties replaced by others of another type", |n| {
        let (before, after) = (properties("a", n, "string"), properties("b", n, "integer"));
        (in_answer(&before), in_answer(&after), 2 * n)
    }),
    ("properties of another type", |n| {
        let (before, after) = (properties("a", n, "string"), properties("a", n, "integer"));
        (in_answer(&before), in_answer(&after), n)
    }),
    ("properties of a map named", |n| {
        let mut after = properties("a", n, "integer");
        after["additionalProperties"] = json!({ "type": "string" });
        let before = json!({ "type": "object", "additionalProperties": { "type": "string" } });
        (in_answer(&before), in_answer(&after), n + 1)
    }),
    ("parameters of an operation moved", |n| {
        let parameters = |place: &str| -> Vec<Value> {
            (0..n)
                .map(|at| parameter(&format!("p{at}"), place))
                .collect()
        };
        let document = |place| operations(1, |_| json!({ "parameters": parameters(place) }));
        (document("query"), document("header"), n)
    }),
    ("operations with a parameter moved", |n| {
        let document = |place| operations(n, |_| json!({ "parameters": [parameter("p", place)] }));
        (document("query"), document("header"), n)
    }),
    ("paths with a parameter renamed", |n| {
        let document = |name: &str| -> Value {
            let paths = (0..n).map(|at| {
                let operation = json!({ "parameters": [parameter(name, "path")] });
                (
                    format!("/things/{at}/{{{name}}}"),
                    json!({ "get": operation }),
                )
            });
            with_paths(&paths.collect())
        };
        (document("one"), document("other"), n)
    }),
    ("operations replaced", |n| {
        let document = |from| operations(n, |at| json!({ "operationId": format!("{from}{at}") }));
        let mut after = document("b");
        let paths = after["paths"].as_object_mut().map(std::mem::take);
        let paths = paths.into_iter().flatten();
        after["paths"] = paths
            .map(|(path, item)| (format!("/other{path}"), item))
            .collect::<Map<_, _>>()
            .into();
        (document("a"), after, 2 * n)
    }),
    ("options of `oneOf` under `anyOf`", |n| {
        let choice = |keyword: &str| -> Value {
            let options = (0..n).map(|at| json!({ "type": "object", "title": format!("t{at}"), "maxProperties": at + 1 }));
            json!({ keyword: options.collect::<Vec<_>>() })
        };
        (in_answer(&choice("oneOf")), in_answer(&choice("anyOf")), 1)
    }),
    ("options of a choice replaced", |n| {
        let choice = |from: usize| -> Value {
            let options = (0..n).map(|at| json!({ "type": "object", "maxProperties": from + at }));
            json!({ "oneOf": options.collect::<Vec<_>>() })
        };
        (in_answer(&choice(1)), in_answer(&choice(1 + n)), n)
    }),
    ("parameters narrowed alike at as many operations", |n| {
        let document = |most: usize| {
            operations(n, |_| {
                let mut parameter = parameter("p", "query");
                parameter["schema"]["maxLength"] = json!(most);
                json!({ "parameters": [parameter] })
            })
        };
        (document(10), document(5), n)
    }),
];

/// The smallest number of edits; each curve also has twice and four times as many.
const FEWEST: usize = 4_000;

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    if let Some(at) = arguments.iter().position(|it| it == "--peak") {
        let size = arguments.get(at + 1).and_then(|it| it.parse().ok());
        return peak(size.expect("a size follows `--peak`"));
    }
    println!(
        "{:<50} {:>8} {:>9} {:>6} {:>6}",
        "what", "n", "seconds", "2n", "4n"
    );
    for (what, documents) in CURVES {
        let seconds: Vec<f64> = [1, 2, 4]
            .into_iter()
            .map(|times| {
                let (base, revision, expected) = documents(FEWEST * times);
                let (base, revision) = (base.to_string(), revision.to_string());
                let start = seconds_on_processor();
                let found = compare(&facts(base), &facts(revision), &Options::default()).len();
                let taken = seconds_on_processor() - start;
                assert_eq!(found, expected, "{what}");
                taken
            })
            .collect();
        println!(
            "{what:<50} {FEWEST:>8} {:>9.3} {:>6.1} {:>6.1}",
            seconds[0],
            seconds[1] / seconds[0],
            seconds[2] / seconds[0],
        );
    }
    println!(
        "\n{:<20} {:>12} {:>9} {:>12}",
        "document", "bytes", "seconds", "peak/text"
    );
    for size in [1, 2, 4] {
        let this = std::env::current_exe().expect("this program has a path");
        let output = Command::new(this)
            .args(["--peak", &size.to_string()])
            .output()
            .expect("this program starts");
        print!("{}", String::from_utf8_lossy(&output.stdout));
    }
}

/// Compares two large documents in a child process, and gives the child's peak memory.
fn peak(size: usize) {
    let folder = std::env::temp_dir().join(format!("scale-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder");
    let files = [folder.join("base.json"), folder.join("revision.json")];
    if std::env::var_os("SCALE_FILES").is_none() {
        // What writes the documents needs memory that comparing them does not.
        let (base, revision) = texts(size);
        std::fs::write(&files[0], base).expect("a file");
        std::fs::write(&files[1], revision).expect("a file");
        let this = std::env::current_exe().expect("this program has a path");
        let status = Command::new(this)
            .args(["--peak", &size.to_string()])
            .env("SCALE_FILES", &folder)
            .status();
        assert!(status.expect("this program starts").success());
        return std::fs::remove_dir_all(&folder).expect("the folder was made above");
    }
    let folder = std::path::PathBuf::from(std::env::var_os("SCALE_FILES").expect("it is set"));
    let read = |name: &str| std::fs::read_to_string(folder.join(name)).expect("it was written");
    let (base, revision) = (read("base.json"), read("revision.json"));
    let bytes = u32::try_from(base.len() + revision.len()).map(f64::from);
    let bytes = bytes.expect("the texts are of megabytes");
    let start = seconds_on_processor();
    let found = compare(&facts(base), &facts(revision), &Options::default()).len();
    let seconds = seconds_on_processor() - start;
    assert_eq!(found, things::EDITS, "every edit is one change");
    let peak = std::fs::read_to_string("/proc/self/status")
        .ok()
        .and_then(|status| {
            let line = status
                .lines()
                .find(|line| line.starts_with("VmHWM:"))?
                .to_owned();
            line.split_whitespace().nth(1)?.parse::<f64>().ok()
        });
    let ratio = peak.map_or_else(
        || "unknown".to_owned(),
        |kilobytes| format!("{:.1}", kilobytes * 1024.0 / bytes),
    );
    println!(
        "{:<20} {bytes:>12} {seconds:>9.3} {ratio:>12}",
        format!("{size}×, twice")
    );
}

/// How long this thread has run so far: other jobs on the same processors do not count.
fn seconds_on_processor() -> f64 {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").expect("this is Linux");
    let nanoseconds = text
        .split_whitespace()
        .next()
        .and_then(|it| it.parse().ok());
    let nanoseconds: f64 = nanoseconds.expect("the first number is the time on the processor");
    nanoseconds / 1e9
}

fn facts(text: String) -> Facts {
    Document::read(Source::new("document.json", text))
        .expect("the document reads")
        .facts()
}

fn with_paths(paths: &Map<String, Value>) -> Value {
    json!({ "openapi": "3.1.0", "info": { "title": "t", "version": "1" }, "paths": paths })
}

/// A document with so many operations.
fn operations(count: usize, operation: impl Fn(usize) -> Value) -> Value {
    let paths = (0..count).map(|at| (format!("/things/{at}"), json!({ "get": operation(at) })));
    with_paths(&paths.collect())
}

/// A document with one answer.
fn in_answer(schema: &Value) -> Value {
    operations(
        1,
        |_| json!({ "responses": { "200": { "description": "d", "content": { "application/json": { "schema": schema } } } } }),
    )
}

fn parameter(name: &str, place: &str) -> Value {
    json!({ "name": name, "in": place, "required": place == "path", "schema": { "type": "string", "maxLength": 9 } })
}

/// An object with `count` properties, each with another bound.
fn properties(prefix: &str, count: usize, kind: &str) -> Value {
    let bound = if kind == "string" {
        "maxLength"
    } else {
        "maximum"
    };
    let properties = (0..count).map(|at| {
        let schema = json!({ "type": kind, bound: at + 1 });
        (format!("{prefix}{at}"), schema)
    });
    json!({ "type": "object", "properties": properties.collect::<Map<_, _>>() })
}

fn enum_values(count: usize) -> (Value, Value, usize) {
    let schema = |prefix: &str| {
        let values = (0..count).map(|at| format!("{prefix}{at}"));
        json!({ "type": "string", "enum": values.collect::<Vec<_>>() })
    };
    (in_answer(&schema("a")), in_answer(&schema("b")), 2 * count)
}
