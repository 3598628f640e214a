//! Splits a text into sentences and words, and recognizes words that are values.

use serde_json::{Number, Value};

/// Characters at which a sentence pauses or ends.
const PAUSES: &str = ".,;:!?)";
const EMPHASIS: &str = "*_";

/// Characters at which a sentence ends.
const STOPS: &str = ".;!?";

/// A word of a sentence.
pub(super) struct Word<'t> {
    /// The word without quotes and punctuation.
    pub(super) text: &'t str,
    pub(super) lower: String,
    /// Whether punctuation follows the word.
    pub(super) pauses: bool,
    /// Whether the word is in quotes or backticks.
    pub(super) marked: bool,
}

/// Returns the sentences of a block.
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

/// Returns a word as a value if it is a number, a boolean, or a name that is certainly a value.
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

/// Returns whether a text looks like a constant (`WAITING`, `NOT_FOUND`): at least two capitals,
/// and otherwise only digits, `_`, and `-`.
pub(super) fn is_constant(text: &str) -> bool {
    let fits = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || matches!(c, '_' | '-');
    text.chars().all(fits) && text.chars().filter(char::is_ascii_uppercase).count() >= 2
}
