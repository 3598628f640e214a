//! White space as a browser shows it.

/// Returns a text with white space collapsed and zero-width characters removed.
pub(in crate::page) fn collapsed(text: &str) -> String {
    let is_blank = |it: char| {
        it.is_whitespace() || matches!(it, '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}')
    };
    let mut collapsed = String::with_capacity(text.len());
    for word in text.split(is_blank).filter(|word| !word.is_empty()) {
        if !collapsed.is_empty() {
            collapsed.push(' ');
        }
        collapsed.push_str(word);
    }
    collapsed
}
