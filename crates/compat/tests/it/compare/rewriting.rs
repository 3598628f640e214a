//! Real documents that are rewritten without changing their meaning have no changes.

use contract::{Document, Source};
use edits::rewrites::REWRITES;
use serde_json::Value;

use super::changes;
use super::draw::Random;

/// The seed of the pairs; `REWRITING_SEED` looks further, and `REWRITING_DOCUMENTS` names a folder
/// of more documents.
const SEED: u64 = 20_261_128;
/// How many pairs of rewrites each document gets.
const PAIRS: u64 = 40;

const DOCUMENTS: [(&str, &str); 4] = [
    (
        "verify.yaml",
        include_str!("../../../../../openapi/verify.yaml"),
    ),
    (
        "check-session.openapi.yaml",
        include_str!("../../../../pages/tests/pages/check-session.openapi.yaml"),
    ),
    (
        "garden.openapi.yaml",
        include_str!("../../../../pages/tests/pages/garden.openapi.yaml"),
    ),
    (
        "lending.openapi.yaml",
        include_str!("../../../../pages/tests/pages/lending.openapi.yaml"),
    ),
];

fn documents() -> Vec<(String, Value)> {
    let own = DOCUMENTS.iter();
    let mut texts: Vec<(String, String)> = own
        .map(|(name, text)| ((*name).to_owned(), (*text).to_owned()))
        .collect();
    if let Some(folder) = std::env::var_os("REWRITING_DOCUMENTS") {
        // Cargo runs tests in the folder of their package.
        let project = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");
        let folder = std::path::Path::new(project).join(folder);
        let entries = std::fs::read_dir(&folder);
        let entries = entries.unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
        for entry in entries {
            let path = entry.expect("the folder can be read").path();
            let text = std::fs::read_to_string(&path).expect("it is a text");
            texts.push((path.display().to_string(), text));
        }
    }
    texts.sort();
    let read = |(name, text): (String, String)| {
        let document = Document::read(Source::new(&*name, text)).ok()?;
        document.check().ok()?;
        Some((name, document.root().to_json()))
    };
    texts.into_iter().filter_map(read).collect()
}

/// What is said of two documents that say the same, in either order.
fn differences(one: &Value, other: &Value) -> Vec<String> {
    let (one, other) = (one.to_string(), other.to_string());
    [(&one, &other), (&other, &one)]
        .into_iter()
        .flat_map(|(base, revision)| changes(base, revision))
        .map(|change| format!("{}: {}: {}", change.address, change.id, change.message))
        .collect()
}

#[test]
fn a_real_document_that_is_rewritten_says_the_same() {
    let mut rewritten = [0; REWRITES.len()];
    let mut wrong = Vec::new();
    for (name, before) in documents() {
        for (at, (how, rewrite)) in REWRITES.iter().enumerate() {
            let after = rewrite(&before);
            // Values do not know the order of their members.
            let texts = [&before, &after].map(Value::to_string);
            rewritten[at] += usize::from(texts[0] != texts[1]);
            let said = differences(&before, &after);
            if !said.is_empty() {
                wrong.push(format!("{name}, {how}: {said:#?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}: {}", wrong.len(), wrong.join("\n"));
    for (count, (how, _)) in rewritten.into_iter().zip(REWRITES) {
        assert!(count > 0, "no document was rewritten: {how}");
    }
}

/// Another layout of a text, and how it is made.
type Layout = (&'static str, fn(&str) -> String);

const LAYOUTS: [Layout; 6] = [
    ("as JSON", |text| format!("{:#}", json(text))),
    ("as JSON in one line", |text| json(text).to_string()),
    ("other ends of lines", |text| text.replace('\n', "\r\n")),
    ("indented further", |text| {
        format!("  {}", text.replace('\n', "\n  "))
    }),
    ("comments", commented),
    ("single quotes", requoted),
];

fn json(text: &str) -> Value {
    super::document("document.yaml", text).root().to_json()
}

/// A comment above, and behind every line that a text of several lines does not begin in.
fn commented(text: &str) -> String {
    let lines = text.lines().map(|line| {
        let comment = if line.ends_with(':') {
            " # what follows"
        } else {
            ""
        };
        format!("{line}{comment}\n")
    });
    format!("# About this document.\n{}", lines.collect::<String>())
}

/// Texts in double quotes that need none of their marks, in single ones.
fn requoted(text: &str) -> String {
    let lines = text.lines().map(|line| {
        let is_value = line.contains(": \"") && line.matches('"').count() == 2;
        let is_plain = is_value && !line.contains(['\'', '\\']);
        let line = if is_plain {
            line.replace('"', "'")
        } else {
            line.to_owned()
        };
        line + "\n"
    });
    lines.collect()
}

#[test]
fn a_real_document_in_another_layout_says_the_same() {
    for (name, text) in DOCUMENTS {
        for (how, layout) in LAYOUTS {
            let found = changes(text, &layout(text));
            assert!(found.is_empty(), "{name}, {how}: {found:#?}");
        }
    }
}

#[test]
fn two_rewrites_of_a_real_document_say_the_same() {
    let seed = std::env::var("REWRITING_SEED").ok();
    let seed = seed.and_then(|it| it.parse().ok()).unwrap_or(SEED);
    let mut random = Random::new(seed);
    let mut wrong = Vec::new();
    for (name, document) in documents() {
        for _ in 0..PAIRS {
            let mut how = Vec::new();
            let mut rewrite = |count: usize| {
                let mut document = document.clone();
                for _ in 0..count {
                    let (name, rewrite) = REWRITES[random.below(REWRITES.len())];
                    how.push(name);
                    document = rewrite(&document);
                }
                how.push("against");
                document
            };
            let (one, other) = (rewrite(2), rewrite(2));
            let said = differences(&one, &other);
            if !said.is_empty() {
                wrong.push(format!("{name}, {}: {said:#?}", how.join(", ")));
                break;
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "seed {seed}, {}:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}
