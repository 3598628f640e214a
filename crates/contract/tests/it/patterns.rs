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
        "^(?:[a-z]{1,500}x){1,500}$",
    ] {
        assert!(
            matches!(compare(pattern, "^a$"), Relation::Undecided(_)),
            "{pattern}: {:?}",
            compare(pattern, "^a$")
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
