//! Decides whether a line of a page is a drawn line.

use super::page_line::{Kind, PageLine};
use crate::page::Form;
use crate::page::draw::{Aspect, DrawnLine, Role};

/// Returns whether a line of a page may be in a slot for prose.
pub(super) fn is_prose(drawn: &DrawnLine, shown: &PageLine) -> bool {
    match shown.kind {
        Kind::Any => true,
        Kind::Text => shown.depth == drawn.depth,
        _ => false,
    }
}

/// Returns whether a line of a page is a drawn line of a role other than prose.
pub(super) fn is_same(drawn: &DrawnLine, shown: &PageLine, form: Form) -> bool {
    let is_kind = matches!(
        (&drawn.role, shown.kind),
        (_, Kind::Any)
            | (Role::Heading, Kind::Heading)
            | (Role::Tab, Kind::Tab)
            | (Role::Panel, Kind::Panel)
            | (Role::Head, Kind::Head)
            | (Role::Badge, Kind::Badge)
            | (Role::Code, Kind::Code)
            | (Role::Text | Role::Bracket, Kind::Text)
    );
    if !is_kind || drawn.depth != shown.depth || drawn.is_summary != shown.is_summary {
        return false;
    }
    if drawn.aspect == Aspect::PossibleValues
        && shown.kind == Kind::Text
        && drawn.code_spans != shown.code_spans
    {
        return false;
    }
    match drawn.role {
        // A tag stripper drops blanks between the parts of a head and inside an example.
        Role::Head if form == Form::Imported => {
            is_same_but_for_blanks(&drawn.text, &shown.text) || is_same_untitled(drawn, &shown.text)
        }
        Role::Code if form == Form::Imported => is_same_code(&drawn.text, &shown.text),
        Role::Bracket if form == Form::Imported => {
            drawn.text == shown.text.trim_start_matches(['•', '-', '*', ' '])
        }
        _ => drawn.text == shown.text || is_same_untitled(drawn, &shown.text),
    }
}

fn is_same_but_for_blanks(drawn: &str, shown: &str) -> bool {
    let visible = |text: &'_ str| -> Vec<char> { text.chars().filter(|it| *it != ' ').collect() };
    drawn == shown || drawn.len().abs_diff(shown.len()) <= 2 && visible(drawn) == visible(shown)
}

/// Returns whether a head equals the drawn one except for the title of its schema, which is not a
/// fact.
fn is_same_untitled(drawn: &DrawnLine, shown: &str) -> bool {
    let Some(plain) = &drawn.untitled else {
        return false;
    };
    if plain == shown {
        return true;
    }
    if drawn.aspect != Aspect::Type {
        // The name and the type are one text here: another title may be another name.
        return false;
    }
    // `Title (string)` is `string`.
    let (types, list) = match plain.strip_suffix("[]") {
        Some(types) => (types, "[]"),
        None => (plain.as_str(), ""),
    };
    let titled = shown.strip_suffix(list).and_then(|it| it.strip_suffix(')'));
    titled
        .and_then(|it| it.strip_suffix(types))
        .is_some_and(|it| it.ends_with(" ("))
}

/// Returns whether two lines of code are equal except for white space outside of strings.
fn is_same_code(one: &str, other: &str) -> bool {
    fn without_white_space(text: &str) -> impl Iterator<Item = char> {
        let (mut is_inside, mut is_escaped) = (false, false);
        text.chars().filter(move |&it| {
            let is_mark = it == '"' && !is_escaped;
            is_escaped = it == '\\' && !is_escaped;
            is_inside ^= is_mark;
            is_inside || !it.is_whitespace()
        })
    }
    without_white_space(one).eq(without_white_space(other))
}
