//! Decides whether a line in a slot for prose is prose: it is in the contract's own text, or does
//! not look like any other line.

use std::cell::OnceCell;
use std::collections::HashSet;

use super::page_line::{Kind, PageLine};
use crate::page::draw::{DrawnLine, Role};
use crate::page::{Form, label};

/// The text of the contract in a slot for prose.
pub(super) struct Known<'d> {
    markdown: &'d str,
    lines: OnceCell<HashSet<String>>,
    words: OnceCell<String>,
}

/// The text of a line of a page.
pub(super) struct LineText<'p> {
    text: &'p str,
    words: OnceCell<String>,
}

impl<'p> LineText<'p> {
    pub(super) fn new(text: &'p str) -> Self {
        Self {
            text,
            words: OnceCell::new(),
        }
    }

    fn words(&self) -> &str {
        self.words.get_or_init(|| words(self.text))
    }
}

impl<'d> Known<'d> {
    pub(super) fn of(line: &'d DrawnLine) -> Self {
        let markdown = match &line.role {
            Role::Prose(prose) => prose.markdown.as_str(),
            _ => "",
        };
        Self {
            markdown,
            lines: OnceCell::new(),
            words: OnceCell::new(),
        }
    }

    /// Returns whether a line of the page is a line of the text.
    pub(super) fn has_line(&self, line: &LineText<'_>) -> bool {
        if self.markdown.is_empty() {
            return false;
        }
        let words = line.words();
        if words.is_empty() {
            // Punctuation alone could be a line of an example.
            return self.markdown.lines().any(|it| it.trim() == line.text);
        }
        let lines = self.lines.get_or_init(|| {
            let lines = self.markdown.split(['\n', '|']);
            lines
                .map(|line| self::words(&without_markup(line)))
                .collect()
        });
        lines.contains(words)
    }

    /// Returns whether a line of the page is part of the text, regardless of line breaks.
    pub(super) fn has_part(&self, line: &LineText<'_>) -> bool {
        let words = line.words();
        self.has_line(line) || (words.len() >= LONG && self.words().contains(words))
    }

    /// Returns the letters and digits of the whole text.
    fn words(&self) -> &str {
        self.words
            .get_or_init(|| words(&without_markup(self.markdown)))
    }

    /// Returns whether lines of the page are the whole text.
    pub(super) fn is_all(&self, lines: &[&str]) -> bool {
        let is_marks = |line: &&str| words(line).is_empty() && !self.has_line(&LineText::new(line));
        let shown = words(&lines.concat());
        !shown.is_empty() && !lines.iter().any(is_marks) && shown == self.words()
    }
}

/// Returns whether a line of a page is a line of the contract's text in a slot for prose.
pub(in crate::page) fn is_text_of(drawn: &DrawnLine, line: &str) -> bool {
    Known::of(drawn).has_line(&LineText::new(line))
}

/// The number of letters from which on a part of a text is not equal to another text by chance.
const LONG: usize = 12;

/// Returns the letters and digits of a text.
fn words(text: &str) -> String {
    text.chars().filter(|it| it.is_alphanumeric()).collect()
}

/// Returns a text without what Markdown and HTML do not show: tags, link targets, names of
/// languages.
fn without_markup(markdown: &str) -> String {
    let mut shown = String::with_capacity(markdown.len());
    let mut rest = markdown;
    while let Some(at) = rest.find(['<', ']', '`', '&']) {
        shown.push_str(&rest[..at]);
        rest = &rest[at..];
        let hidden = if rest.starts_with("](") {
            rest.find(')').map(|end| end + 1)
        } else if rest.starts_with("```") {
            // The name of the language follows the fence that opens a block.
            Some(rest.find('\n').unwrap_or(rest.len()))
        } else if rest.starts_with('&') {
            let end = rest.find(';').filter(|end| *end <= 8);
            end.filter(|&end| {
                rest[1..end]
                    .chars()
                    .all(|it| it.is_alphanumeric() || it == '#')
            })
            .map(|end| end + 1)
        } else if rest[1..]
            .starts_with(|it: char| it.is_ascii_alphabetic() || it == '/' || it == '!')
            && rest.starts_with('<')
        {
            // An autolink shows its address.
            let is_address = |end: &usize| {
                let scheme = rest[1..*end].split_once("://").map(|(scheme, _)| scheme);
                scheme.is_some_and(|it| it.chars().all(|it| it.is_ascii_alphanumeric()))
            };
            let end = rest.find('>').filter(|end| !is_address(end));
            end.map(|end| end + 1)
        } else {
            None
        };
        if hidden.is_none() {
            shown.push_str(&rest[..1]);
        }
        rest = &rest[hidden.unwrap_or(1)..];
    }
    shown.push_str(rest);
    shown
}

/// The labels that begin a line of the theme about values.
const LABELS: [&str; 5] = [
    "Possible values:",
    "Constant value:",
    "Default value:",
    "Example:",
    "Examples:",
];

/// Whole lines of the theme.
const LINES: [&str; 19] = [
    "]",
    "Array [",
    "Body",
    "Body array",
    "Body arrayrequired",
    "Bodyrequired",
    "Callbacks",
    "Cookie Parameters",
    "Example (auto)",
    "Header Parameters",
    "Path Parameters",
    "Query Parameters",
    "Request",
    "Response Headers",
    "Responses",
    "Schema",
    "anyOf",
    "oneOf",
    "property name*",
];

/// Returns whether a line in a slot for prose may be something else. `is_elsewhere` is whether its
/// indentation is that of another place.
pub(super) fn looks_structural(line: &PageLine, is_elsewhere: bool, form: Form) -> bool {
    let text = line.text.trim_start_matches(['•', '*', '-']).trim_start();
    let is_own = LABELS.iter().any(|label| text.starts_with(label))
        || LINES.contains(&text)
        || matches!(text, "deprecated" | "required" | "nullable");
    if is_own || is_misspelt(text) {
        return true;
    }
    if line.kind != Kind::Any {
        // The class names decide the rest.
        return false;
    }
    // `{name}: …` is prose, not JSON.
    let is_object = text.strip_prefix('{').is_some_and(|rest| {
        let rest = rest.trim_start();
        rest.is_empty() || rest.starts_with(['"', '}'])
    });
    if is_object
        || text.starts_with(['}', '[', ']', '<'])
        || text.contains("\":")
        || text.ends_with("\",")
    {
        return true;
    }
    if text.ends_with([':', '.']) {
        // Names and types do not end like this.
        return is_elsewhere && form == Form::Imported;
    }
    let words = line.text.split_whitespace().count();
    if form == Form::Copied {
        return words <= 1 || label::is_type(text) || ends_in_a_type(text);
    }
    is_elsewhere || words <= 1 || ends_in_a_type(text)
}

/// Returns whether a line is a fixed text of the theme, of several words, with one wrong letter.
pub(in crate::page) fn is_misspelt(text: &str) -> bool {
    correction_of_words(text).is_some()
}

/// Returns whether a line is a mark of the theme, such as `required`, with one wrong letter.
pub(in crate::page) fn is_misspelt_mark(text: &str) -> bool {
    correction_of_mark(text).is_some()
}

/// Returns the fixed text of the documentation theme that a line of a page misspells by one letter.
#[must_use]
pub fn correction(line: &str) -> Option<&'static str> {
    correction_of_words(line).or_else(|| correction_of_mark(line))
}

fn correction_of_mark(line: &str) -> Option<&'static str> {
    let mut marks = ["required", "deprecated", "nullable"].into_iter();
    marks.find(|mark| differs_by_one_letter(mark, line))
}

fn correction_of_words(line: &str) -> Option<&'static str> {
    let label = line.split_inclusive(':').next().unwrap_or_default();
    let has_words = |it: &&&str| it.contains(' ');
    let mut labels = LABELS.iter().filter(has_words);
    let mut lines = LINES.iter().filter(has_words);
    let whole = lines.find(|it| differs_by_one_letter(it, line));
    let found = whole.or_else(|| labels.find(|it| differs_by_one_letter(it, label)));
    found.copied()
}

/// Returns whether a text begins like the label of values, in other words than the theme's:
/// `Allowed values: …`.
pub(in crate::page) fn is_label_of_values(text: &str) -> bool {
    let words = text
        .split_once(':')
        .and_then(|(label, _)| label.split_once(' '));
    words.is_some_and(|(first, last)| {
        first.starts_with(char::is_uppercase) && matches!(last, "value" | "values")
    })
}

fn differs_by_one_letter(one: &str, other: &str) -> bool {
    if one == other {
        return false;
    }
    let most = one.len().max(other.len());
    let same = |(one, other): &(u8, u8)| one == other;
    let start = one.bytes().zip(other.bytes()).take_while(same).count();
    let ends = one.bytes().rev().zip(other.bytes().rev());
    most.abs_diff(one.len().min(other.len())) <= 1
        && start + ends.take_while(same).count() + 1 >= most
}

/// Returns whether a line of a copied text is one of at least three words on consecutive lines
/// without types. They are a list; a single word could be the name of a property without a type.
pub(super) fn is_of_list_of_words(shown: &[PageLine], at: usize, form: Form) -> bool {
    if form != Form::Copied {
        return false;
    }
    let is_type = |at: usize| {
        let text = shown.get(at).map_or("", |line| line.text.as_str());
        label::is_type(text)
            || label::is_format(text)
            || text.ends_with(')')
            || matches!(text, "deprecated" | "required" | "nullable")
            || is_misspelt_mark(text)
    };
    let is_own =
        |text: &str| LINES.contains(&text) || LABELS.iter().any(|label| text.starts_with(label));
    let is_word = |at: usize| {
        let text = shown.get(at).map_or("", |line| line.text.as_str());
        let is_one = !text.is_empty() && !text.contains(' ') && !is_own(text);
        is_one && !text.contains(['"', '{', '}', '[', ']', '/']) && !is_type(at) && !is_type(at + 1)
    };
    let before = (0..at).rev().take_while(|at| is_word(*at)).count();
    let behind = (at..at + 3).take_while(|at| is_word(*at)).count();
    // The labels of tabs follow a fixed line of the theme.
    let above = (at - before).checked_sub(1).and_then(|at| shown.get(at));
    let is_in_prose = above.is_some_and(|line| !is_own(&line.text));
    is_in_prose && behind > 0 && before + behind >= 3
}

/// Returns whether a line ends like the head of a parameter or property.
fn ends_in_a_type(text: &str) -> bool {
    let mut head = text;
    for mark in ["deprecated", "required", "nullable"] {
        head = head.strip_suffix(mark).unwrap_or(head);
    }
    let last = head.rsplit(' ').next().unwrap_or_default();
    let in_brackets = head
        .strip_suffix("[]")
        .unwrap_or(head)
        .strip_suffix(')')
        .and_then(|it| it.rsplit_once(" ("))
        .is_some_and(|(_, types)| label::is_type(types));
    in_brackets
        || head.len() < text.len()
        || label::split_glued(last, |_| false).is_some()
        // A sentence may end in the name of a format; a head has nothing before it but the name.
        || (head.split_whitespace().count() <= 2 && label::is_format(last))
}
