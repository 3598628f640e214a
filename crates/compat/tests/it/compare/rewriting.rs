//! Real documents that are rewritten without changing their meaning have no changes.

mod rewrites;

use contract::{Document, Source};
use serde_json::Value;

use super::changes;
use super::draw::Random;
use rewrites::{
    components_renamed, defaults_written_out, in_3_1, in_all_of, in_other_words, inlined,
    lists_reversed, members_reversed, parameters_of_path, used, without_unused,
};

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

type Rewrite = (&'static str, fn(&Value) -> Value);

const REWRITES: [Rewrite; 9] = [
    ("references inlined", |it| {
        without_unused(inlined(it, it, &[]), &used(it))
    }),
    ("`allOf` of one", in_all_of),
    ("parameters of the path", parameters_of_path),
    ("3.1", in_3_1),
    ("components renamed", components_renamed),
    (
        "security schemes reordered, members reversed",
        members_reversed,
    ),
    ("lists reversed", lists_reversed),
    ("defaults written out", defaults_written_out),
    (
        "`enum` of one and `const`, `type` in a list",
        in_other_words,
    ),
];

fn documents() -> Vec<(String, Value)> {
    let own = DOCUMENTS.iter();
    let mut texts: Vec<(String, String)> = own
        .map(|(name, text)| ((*name).to_owned(), (*text).to_owned()))
        .collect();
    if let Some(folder) = std::env::var_os("REWRITING_DOCUMENTS") {
        for entry in std::fs::read_dir(folder).expect("the folder is there") {
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
    for (at, (how, _)) in REWRITES.iter().enumerate() {
        assert!(
            rewritten[at] > 0 || at == REWRITES.len() - 1,
            "no document was rewritten: {how}"
        );
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
