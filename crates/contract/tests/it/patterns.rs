//! Patterns are compared by proof, and every text that is said to tell two apart does.

use contract::pattern::{Relation, compare};
use proptest::prelude::*;

/// Whether a pattern is found in a text, by an engine of the other kind.
fn takes(pattern: &str, text: &str) -> bool {
    let regex = regress::Regex::new(pattern).expect("the pattern is one");
    regex.find(text).is_some()
}

fn check(before: &str, after: &str) -> Relation {
    let relation = compare(before, after);
    let tells = |taken_by: &str, not_by: &str, text: &str| {
        assert!(takes(taken_by, text), "{taken_by} takes {text:?}");
        assert!(!takes(not_by, text), "{not_by} does not take {text:?}");
    };
    match &relation {
        Relation::Wider(text) => tells(after, before, text),
        Relation::Narrower(text) => tells(before, after, text),
        Relation::Different { lost, won } => {
            tells(before, after, lost);
            tells(after, before, won);
        }
        Relation::Equal | Relation::Undecided(_) => {}
    }
    relation
}

#[test]
fn relations_are_proved() {
    let equal = [
        ("^[0-9]+$", r"^\d+$"),
        (r"^\d\d*$", r"^\d+$"),
        ("a", "a.*"),
        ("^[a-z]{2,3}$", "^[a-z][a-z][a-z]?$"),
        ("^(a|b)$", "^[ab]$"),
        (r"^[\w.-]+$", r"^[-A-Za-z0-9_.]+$"),
        (r"^a\/b$", "^a/b$"),
        (r"^\u0041$", "^A$"),
        ("^[[a]+$", r"^[\[a]+$"),
        ("^[a&&b]$", "^[ab&]$"),
        ("^$", "^()$"),
        (r"^\S+$", r"^[^\s]+$"),
    ];
    for (one, other) in equal {
        assert_eq!(check(one, other), Relation::Equal, "{one} and {other}");
    }
    let narrower = [
        ("^[A-Za-z0-9]{3,50}$", "^[a-z0-9]{3,50}$"),
        ("", "^a"),
        (".*", "^[a-z]+$"),
        ("^[a-z]+", "^[a-z]+$"),
        (r"^\d{3,10}$", r"^\d{3,8}$"),
        ("colou?r", "color"),
        ("^é$|^e$", "^é$"),
    ];
    for (one, other) in narrower {
        assert!(
            matches!(check(one, other), Relation::Narrower(_)),
            "{one} and {other}"
        );
        assert!(
            matches!(check(other, one), Relation::Wider(_)),
            "{other} and {one}"
        );
    }
    for (one, other) in [("^[a-z]+$", "^[0-9]+$"), ("^a{1,3}$", "^a{2,4}$")] {
        assert!(
            matches!(check(one, other), Relation::Different { .. }),
            "{one} and {other}"
        );
    }
}

#[test]
fn what_is_not_regular_is_not_decided() {
    for pattern in [
        "^(?=a)b",
        "(?!x)",
        "(?<=a)b",
        r"^(a)\1$",
        "[",
        "a{1,2",
        "(?i:a)",
        "^(?:[a-z]{1,500}x){1,500}$",
    ] {
        assert!(
            matches!(compare(pattern, "^a$"), Relation::Undecided(_)),
            "{pattern}: {:?}",
            compare(pattern, "^a$")
        );
    }
    for (pattern, why) in [
        ("(?=a)", "look-around is not regular here"),
        ("(?i:a)", "look-around is not regular here"),
        (r"^(a)\1$", "back-references are not regular"),
        ("[]", "it has an empty class"),
        ("a\\", "it ends in a backslash"),
        (r"\u00g0", r"`\u` is not followed by 4 hex digits"),
        (r"\q", r"`\q` is not known here"),
    ] {
        let relation = compare(pattern, "^a$");
        assert_eq!(relation, Relation::Undecided(why.into()), "{pattern}");
    }
}

/// A pattern, texts in which it is found, and texts in which it is not.
#[rustfmt::skip]
const TAKEN: &[(&str, &[&str], &[&str])] = &[
    ("^a", &["a", "ab"], &["ba", ""]),
    ("^a.c$", &["abc", "a\u{e9}c"], &["a\nc", "a\u{2028}c", "ac"]),
    ("^[.]$", &["."], &["a"]),
    ("^(?:ab)+$", &["ab", "abab"], &["aba"]),
    ("^(?<first>a)b$", &["ab"], &["b"]),
    ("^[(]$", &["("], &["a"]),
    ("^[&~^[]+$", &["&&", "~~", "[^"], &["a"]),
    ("^[^a]$", &["b"], &["a"]),
    (r"^[\b]$", &["\u{8}"], &["b"]),
    (r"\bcat\b", &["a cat", "cat!"], &["cats"]),
    (r"^\x41\u0042\u{43}\0$", &["ABC\0"], &["ABC"]),
    (r"^\s\S\w\W\d\D$", &["\u{feff}aa-1a"], &["aaa-1a"]),
    (r"^[\S]$", &["a"], &[" "]),
    (r"^\.\-\n$", &[".-\n"], &["a-\n"]),
    (r"^\p{Lu}$", &["A"], &["a"]),
];

#[test]
fn a_pattern_takes_what_ecmascript_takes() {
    for (pattern, taken, refused) in TAKEN {
        for (texts, expected) in [(taken, true), (refused, false)] {
            for text in *texts {
                let found = contract::pattern::takes(pattern, text);
                assert_eq!(found, Some(expected), "{pattern} {text:?}");
                let regex = regress::Regex::with_flags(pattern, "u");
                if let Ok(regex) = regex {
                    assert_eq!(regex.find(text).is_some(), expected, "{pattern} {text:?}");
                }
            }
        }
    }
    assert_eq!(contract::pattern::takes("^(?=a)", "a"), None);
}

#[test]
fn a_sample_is_as_long_as_it_has_to_be() {
    for (pattern, shortest, longest, expected) in [
        ("^a*$", 0, None, Some("")),
        ("^a*$", 3, None, Some("aaa")),
        ("^a{5}$", 0, Some(5), Some("aaaaa")),
        ("^a{5}$", 0, Some(4), None),
        ("^a{5}$", 6, None, None),
        ("^[0-9]+$", 2, Some(2), Some("00")),
        // A bound that is too large to be counted is left out.
        ("^a{5}$", 0, Some(301), Some("aaaaa")),
        ("^a{5}$", 0, Some(100_000), Some("aaaaa")),
        ("^[\\t ]$", 0, None, Some(" ")),
        ("^(?=a)", 0, None, None),
    ] {
        let made = contract::pattern::sample(pattern, shortest, longest);
        assert_eq!(
            made.as_deref(),
            expected,
            "{pattern} {shortest} {longest:?}"
        );
    }
}

proptest! {
    /// What is said of two patterns holds for texts that were drawn without looking at the proof.
    #[test]
    fn no_text_contradicts_a_proof(
        before in "\\^?[ab]{0,2}([ab]|\\[ab\\]|\\[\\^a\\]|\\(a\\|b\\)|a\\?|b\\*|a\\+|\\.){1,4}\\$?",
        after in "\\^?[ab]{0,2}([ab]|\\[ab\\]|\\[\\^a\\]|\\(a\\|b\\)|a\\?|b\\*|a\\+|\\.){1,4}\\$?",
        texts in proptest::collection::vec("[abc]{0,6}", 8),
    ) {
        let relation = check(&before, &after);
        for text in texts {
            let (one, other) = (takes(&before, &text), takes(&after, &text));
            match relation {
                Relation::Equal => prop_assert_eq!(one, other, "{}", text),
                Relation::Wider(_) => prop_assert!(!one || other, "{}", text),
                Relation::Narrower(_) => prop_assert!(one || !other, "{}", text),
                _ => {}
            }
        }
    }
}
