//! Texts inside a line of Markdown: commands and values in backticks become code, and nothing else becomes markup.

use super::super::plain;

/// The longest text of a finding.
const LONGEST: usize = 300;

/// The element of the report that contains a text.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Cell,
    Item,
}

/// A text in a table cell, shortened if it is long.
pub(super) fn cell(text: &str) -> String {
    written(&shortened(text), Place::Cell)
}

/// A text in a table cell, in full.
pub(super) fn whole_cell(text: &str) -> String {
    written(text, Place::Cell)
}

/// A text outside a table, shortened if it is long.
pub(super) fn item(text: &str) -> String {
    written(&shortened(text), Place::Item)
}

/// A text outside a table, in full.
pub(super) fn whole_item(text: &str) -> String {
    written(text, Place::Item)
}

/// Cuts a long text, before the word and before the code that the limit is in.
fn shortened(text: &str) -> String {
    let Some((limit, _)) = text.char_indices().nth(LONGEST) else {
        return text.to_owned();
    };
    let mut kept = &text[..limit];
    if let Some((before, _)) = kept.rsplit_once(' ') {
        kept = before;
    }
    let is_in_code = kept.matches('`').count() % 2 == 1;
    if let Some((before, _)) = kept.rsplit_once('`').filter(|_| is_in_code) {
        kept = before;
    }
    format!("{}…", kept.trim_end())
}

/// Writes a text without mentions, references, table cells, and markup except code.
fn written(text: &str, place: Place) -> String {
    let text = plain::line(text);
    let mut safe = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some(at) = rest.find('`') {
        let (before, from) = rest.split_at(at);
        escape(before, &mut safe);
        let length = code(&text[..text.len() - from.len()], from, place);
        match length {
            Some(length) => safe.push_str(&from[..length]),
            None => safe.push_str("&#96;"),
        }
        rest = &from[length.unwrap_or(1)..];
    }
    escape(rest, &mut safe);
    safe
}

/// The length of the code, with its backticks, that `from` begins with; `None` if Markdown might read it as
/// something else.
fn code(before: &str, from: &str, place: Place) -> Option<usize> {
    // In a word, the backtick might belong to a URL, which GitHub turns into a link up to the next blank.
    let outside = before.strip_suffix('(').unwrap_or(before);
    let begins_word = outside.is_empty() || outside.ends_with(' ');
    let (inside, after) = from[1..].split_once('`')?;
    let is_padded = inside.trim() != inside || inside.is_empty();
    let splits_cell = place == Place::Cell && inside.contains('|');
    let is_code = begins_word && !is_padded && !splits_cell && !after.starts_with('`');
    is_code.then(|| inside.len() + 2)
}

fn escape(text: &str, safe: &mut String) {
    for c in text.chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '|' => safe.push_str("&#124;"),
            // A zero-width space keeps GitHub from notifying people and linking issues.
            '@' => safe.push_str("@\u{200B}"),
            '#' => safe.push_str("&#35;\u{200B}"),
            '\\' | '*' | '_' | '[' | ']' | '~' | '!' | '$' => {
                safe.push('\\');
                safe.push(c);
            }
            c => safe.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn commands_are_code_and_can_be_copied() {
        let step = "run `cargo xtask sync 'a b.txt' --lock none`, or edit (`x_y`)";
        assert_eq!(whole_item(step), step);
        assert_eq!(whole_cell(step), step);
        for (text, expected) in [
            ("a`b`", "a&#96;b&#96;"),
            ("`a|b`", "&#96;a&#124;b&#96;"),
            ("``", "&#96;&#96;"),
            ("`a``b`", "&#96;a&#96;&#96;b&#96;"),
            ("` a`", "&#96; a&#96;"),
            ("one ` and `two`", "one &#96; and `two`"),
            (
                "https://x.example/`a @all`",
                "https://x.example/&#96;a @\u{200B}all&#96;",
            ),
        ] {
            assert_eq!(whole_cell(text), expected, "{text}");
        }
        assert_eq!(whole_item("`a|b`"), "`a|b`");
    }

    #[test]
    fn a_long_text_is_cut_before_a_word_and_before_code() {
        let words = "word ".repeat(100);
        assert_eq!(
            shortened(&words),
            format!("{}…", "word ".repeat(60).trim_end())
        );
        let code = format!("{} `cargo xtask drift`", "x".repeat(290));
        assert_eq!(shortened(&code), format!("{}…", "x".repeat(290)));
        assert_eq!(shortened(&"é".repeat(400)).chars().count(), LONGEST + 1);
    }

    /// The text of a document as GitHub's dialect reads it, and the tags it contains.
    fn read(markdown: &str) -> (String, Vec<String>) {
        let mut options = comrak::Options::default();
        options.extension.table = true;
        options.extension.autolink = true;
        options.extension.strikethrough = true;
        options.extension.math_dollars = true;
        options.extension.math_code = true;
        options.render.r#unsafe = true;
        let html = comrak::markdown_to_html(markdown, &options);
        let (mut text, mut tags, mut is_inert) = (String::new(), Vec::new(), false);
        for part in html.split_inclusive('>') {
            let (words, tag) = part.split_once('<').unwrap_or((part, ""));
            if !is_inert {
                text.push_str(words);
            }
            let name: String = tag
                .trim_start_matches('/')
                .chars()
                .take_while(char::is_ascii_alphanumeric)
                .collect();
            // GitHub turns no `@name` in code or in a link into a mention.
            is_inert = ["code", "a"].contains(&name.as_str()) && !tag.starts_with('/');
            tags.push(name);
        }
        (text, tags)
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2000))]
        #[test]
        fn no_text_becomes_markup_other_than_code(
            pieces in prop::collection::vec(
                prop::sample::select(vec![
                    "`", "`", "`", " ", "a", "\\", "|", "@all", "#1", "<b>", "</code>", "<!--", "-->", "[l](u)",
                    "![", "]", "(", ")", "*", "_", "~~", "$", "https://x.example/", "www.x.example", "&lt;",
                    "&#96;", ":", "\n", "--", "- ",
                ]),
                0..14,
            ),
        ) {
            let text = format!("x {}", pieces.concat());
            let table = format!("| a | b |\n| --- | --- |\n| {} | end |\n", whole_cell(&text));
            let list = format!("- {}\n", whole_item(&text));
            for (markdown, known) in [
                (table, &["table", "thead", "tbody", "tr", "th", "td"][..]),
                (list, &["ul", "li"][..]),
            ] {
                let (shown, tags) = read(&markdown);
                for tag in &tags {
                    let is_known = known.contains(&tag.as_str());
                    prop_assert!(
                        is_known || ["", "code", "a"].contains(&tag.as_str()),
                        "<{tag}> in {markdown}"
                    );
                }
                let cells = tags.iter().filter(|tag| *tag == "td").count();
                prop_assert!([0, 4].contains(&cells), "{markdown}");
                prop_assert!(!shown.contains("@all") && !shown.contains("#1"), "{shown} in {markdown}");
            }
        }
    }
}
