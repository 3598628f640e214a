//! Sentences and words, and what a word can only be: a number, a value.

use serde_json::{Number, Value};

/// What a sentence pauses or ends at.
const PAUSES: &str = ".,;:!?)";
const EMPHASIS: &str = "*_";

/// What ends a sentence.
const STOPS: &str = ".;!?";

/// A word of a sentence.
pub(super) struct Word<'t> {
    /// As it is written, without marks and punctuation.
    pub(super) text: &'t str,
    pub(super) lower: String,
    /// The sentence pauses or ends after it.
    pub(super) pauses: bool,
    /// It stands in quotes, or as code.
    pub(super) marked: bool,
}

/// The sentences of a block.
pub(super) fn sentences(block: &str) -> Vec<Vec<Word<'_>>> {
    let mut sentences = vec![Vec::new()];
    for word in block.split_whitespace() {
        let text = word.trim_end_matches(|c| PAUSES.contains(c) || EMPHASIS.contains(c));
        let after = &word[text.len()..];
        let text = text.trim_start_matches(|c| c == '(' || EMPHASIS.contains(c));
        let bare = text.trim_matches(['`', '"', '\'', '“', '”', '‘', '’']);
        if let Some(sentence) = sentences.last_mut() {
            sentence.push(Word {
                text: bare,
                lower: bare.to_lowercase(),
                pauses: after.contains(|c| PAUSES.contains(c)),
                marked: bare.len() < text.len(),
            });
        }
        if after.contains(|c| STOPS.contains(c)) {
            sentences.push(Vec::new());
        }
    }
    sentences
}

/// A number, a truth, or a name that can be nothing but a value.
pub(super) fn literal(word: &Word<'_>) -> Option<Value> {
    if let Some(number) = number(word) {
        return Some(number.into());
    }
    match word.text {
        "true" => Some(true.into()),
        "false" => Some(false.into()),
        text if word.marked || is_constant(text) => Some(text.into()),
        _ => None,
    }
}

pub(super) fn number(word: &Word<'_>) -> Option<Number> {
    let digits = word.text.strip_prefix('-').unwrap_or(word.text);
    if !digits.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    match word.text.parse::<i64>() {
        Ok(whole) => Some(whole.into()),
        Err(_) => Number::from_f64(word.text.parse().ok()?),
    }
}

/// `WAITING`, `NOT_FOUND`: two capitals or more, and nothing but capitals, digits, and lines.
pub(super) fn is_constant(text: &str) -> bool {
    let fits = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || matches!(c, '_' | '-');
    text.chars().all(fits) && text.chars().filter(char::is_ascii_uppercase).count() >= 2
}
