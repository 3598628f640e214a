//! Compares descriptions by their words.
//!
//! The contract has descriptions of its own, so the vendor's text is compared with the
//! [`fingerprint`] of the text that a person accepted. Case, white space, line breaks, list
//! markers, and markup are ignored; words, numbers, and punctuation are not. Markdown and its
//! rendering on a page have the same fingerprint.

mod constraint;
mod markup;
mod sentence;

pub use constraint::{Contradiction, StatedConstraint, contradictions, stated_constraints};

use contract::digest;

/// Returns the words of a text, in lower case and separated by one space.
#[must_use]
pub fn normalize(text: &str) -> String {
    let mut words: Vec<String> = Vec::new();
    for block in markup::blocks(text) {
        // The imported form has no blanks in JSON.
        let block = markup::without_emphasis(&block).replace("\": ", "\":");
        let kept = block.split_whitespace().filter(|word| !is_mark(word));
        words.extend(kept.map(str::to_lowercase));
    }
    words.join(" ")
}

/// Returns a fingerprint of the words of a text: 16 hexadecimal digits.
#[must_use]
pub fn fingerprint(text: &str) -> String {
    let mut name = digest([normalize(text).as_str()]);
    name.truncate(16);
    name
}

/// Returns whether a word is only a separator: a list marker, a dash, the border of a table.
fn is_mark(word: &str) -> bool {
    let marks = "-–—*•◦▪‣·|:";
    word.chars().all(|c| marks.contains(c)) || word.chars().all(|c| c == '#')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use proptest::test_runner::RngSeed;

    use super::*;

    #[test]
    fn markdown_and_the_page_give_the_same_words() {
        let table = [
            ("**Bold** and _slanted_ words.", "Bold and slanted words."),
            (
                "A [link](https://x.example/a_b \"title\") here",
                "A link here",
            ),
            ("See <https://x.example>.", "See https://x.example."),
            ("The `code` span, `a_b`", "The code span, a_b"),
            ("a \\* b \\_c\\_", "a * b _c_"),
            ("Keep &lt;id&gt; &amp; go", "Keep <id> & go"),
            ("Line<br/>break and <b>bold</b>", "Line break and bold"),
            ("- one\n- two\n  more\n", "• one\n• two more"),
            ("* one\n\n* two", "one\n\ntwo"),
            ("First:\n1. one\n2. two", "First:\none\ntwo"),
            ("# Title\n\nText", "Title\nText"),
            ("Title\n=====\nText", "Title Text"),
            ("> quoted\n> text", "quoted text"),
            ("```json\ncode here\n```", "code here"),
            ("| a | b |\n|---|:--|\n| 1 | 2 |", "a\tb\n1\t2"),
            ("{\"a\": 1, \"b\": \"c\"}", "{\"a\":1, \"b\":\"c\"}"),
            (":::note\n\nMind this.\n\n:::", "note\nMind this."),
            ("![a picture](x.png) then", "then"),
            ("zero\u{200b}width\u{a0}space", "zerowidth space"),
            ("<!-- hidden -->PageLine", "PageLine"),
            ("It's ~~old~~ new", "It's old new"),
        ];
        for (markdown, page) in table {
            assert_eq!(normalize(markdown), normalize(page), "{markdown:?}");
        }
    }

    #[test]
    fn meaningful_differences_are_kept() {
        let table = [
            ("at most 5", "at most 6"),
            ("at most 1.5", "at most 15"),
            ("from -5", "from 5"),
            ("x >= 3", "x <= 3"),
            ("x > 3", "x 3"),
            ("it can be used", "it cannot be used"),
            ("use snake_case", "use snakecase"),
            ("costs 5%", "costs 5"),
            ("the <id> there", "the there"),
            ("values [A, B]", "values A, B"),
            ("is 5. Then", "is 6. Then"),
            ("after that, wait", "after, that wait"),
        ];
        for (one, other) in table {
            assert_ne!(normalize(one), normalize(other));
            assert_ne!(fingerprint(one), fingerprint(other));
        }
        assert_eq!(fingerprint("One text.").len(), 16);
    }

    #[test]
    fn a_number_after_a_line_break_is_not_a_list_marker() {
        assert_eq!(
            normalize("the limit is\n5. Then it ends"),
            normalize("the limit is 5. Then it ends")
        );
    }

    fn word() -> impl Strategy<Value = String> {
        prop_oneof![
            6 => "[a-zA-Z]{1,8}",
            1 => "[0-9]{1,4}",
            1 => "[0-9]\\.[0-9]{1,2}",
            1 => "[a-z]{1,4}_[a-z]{1,4}",
            1 => "[a-z]{1,6}[,;:?]",
            1 => "-[0-9]{1,2}",
        ]
    }

    fn words() -> impl Strategy<Value = Vec<String>> {
        proptest::collection::vec(word(), 1..30)
    }

    /// Uses a fixed seed, so that every run tries the same cases.
    fn cases() -> ProptestConfig {
        ProptestConfig {
            rng_seed: RngSeed::Fixed(8008),
            failure_persistence: None,
            ..ProptestConfig::default()
        }
    }

    proptest! {
        #![proptest_config(cases())]

        #[test]
        fn line_breaks_case_markers_and_emphasis_are_ignored(
            words in words(),
            breaks in proptest::collection::vec(0..4_usize, 30),
            dress in proptest::collection::vec(0..6_usize, 30),
        ) {
            let plain = words.join(" ");
            let gaps = [" ", "\n", "  \n    ", "\r\n\t"];
            let mut dressed = String::from("  ");
            for ((word, gap), dress) in words.iter().zip(breaks).zip(dress) {
                let word = match dress {
                    0 => format!("**{word}**"),
                    1 => format!("*{word}*"),
                    2 => format!("`{word}`"),
                    3 => word.to_uppercase(),
                    4 => format!("[{word}](https://x.example)"),
                    _ => format!("{word}\u{200b}"),
                };
                dressed.push_str(&word);
                dressed.push_str(gaps[gap]);
            }
            prop_assert_eq!(fingerprint(&plain), fingerprint(&dressed));
            let listed: Vec<String> = words.iter().map(|word| format!("- {word}")).collect();
            prop_assert_eq!(fingerprint(&plain), fingerprint(&listed.join("\n")));
            let bullets: Vec<String> = words.iter().map(|word| format!("    • {word}")).collect();
            prop_assert_eq!(fingerprint(&plain), fingerprint(&bullets.join("\n")));
            let numbered: Vec<String> =
                words.iter().enumerate().map(|(at, word)| format!("{}. {word}", at + 1)).collect();
            prop_assert_eq!(fingerprint(&plain), fingerprint(&numbered.join("\n\n")));
        }

        #[test]
        fn a_changed_word_counts(words in words(), at in 0..30_usize, other in word()) {
            let at = at % words.len();
            prop_assume!(words[at].to_lowercase() != other.to_lowercase());
            let mut changed = words.clone();
            changed[at] = other;
            prop_assert_ne!(fingerprint(&words.join(" ")), fingerprint(&changed.join(" ")));
            let mut shorter = words.clone();
            shorter.remove(at);
            prop_assert_ne!(fingerprint(&words.join(" ")), fingerprint(&shorter.join(" ")));
        }

        #[test]
        fn any_text_is_accepted(text in "\\PC{0,200}", markup in "[<>\\[\\]()!`*_\\\\&#;:|\n -]{0,60}") {
            let _ = fingerprint(&text);
            let _ = stated_constraints(&markup);
            // Normalized text is valid input, too.
            let once = normalize(&format!("{markup}{text}"));
            let _ = normalize(&once);
        }
    }
}
