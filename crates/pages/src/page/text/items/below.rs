//! What stands below a head.

use super::{Below, Known, Run};
use crate::page::{Example, Item, PossibleValues, Prose, Text};
use contract::Span;

pub(super) fn into_text(below: Below) -> Option<Text> {
    match below {
        Below::Examples => None,
        Below::Paragraph(text)
        | Below::PossibleValues(text)
        | Below::Constant(text)
        | Below::Default(text)
        | Below::Example(text) => Some(text),
    }
}

pub(super) fn assign(
    item: &mut Item,
    below: Vec<Below>,
    run: Run,
    known: &Known,
    unread: &mut Vec<(Span, String)>,
) {
    let is_prose = |label: &str, text: &Text| known.is_prose(&format!("{label} {}", text.text));
    // Behind the last paragraph of the description stands what the theme wrote.
    let described = below
        .iter()
        .take_while(|part| !matches!(part, Below::Examples))
        .enumerate()
        .filter(|(_, part)| matches!(part, Below::Paragraph(_)))
        .last()
        .map_or(0, |(at, _)| at + 1);
    let mut in_examples = false;
    let mut summary = Vec::new();
    for (at, part) in below.into_iter().enumerate() {
        let behind = at >= described;
        match part {
            Below::Examples => in_examples = true,
            Below::Paragraph(text) if in_examples => summary.push(text),
            Below::Paragraph(text) => item.description.0.push(text),
            Below::PossibleValues(text) => {
                let first = at == 0 && matches!(run, Run::Parameters(_));
                let own = if matches!(run, Run::Parameters(_)) {
                    first
                } else {
                    behind
                };
                if !own || is_prose("Possible values:", &text) {
                    item.description.0.push(text);
                } else if item.possible_values.is_some() {
                    unread.push((text.span, "`Possible values:` only once".to_owned()));
                } else {
                    item.possible_values = Some(PossibleValues {
                        whole: text,
                        codes: Vec::new(),
                    });
                }
            }
            Below::Constant(text) => {
                set(
                    &mut item.constant,
                    text,
                    behind,
                    "Constant value:",
                    &mut item.description.0,
                    unread,
                    &is_prose,
                );
            }
            Below::Default(text) => {
                set(
                    &mut item.default,
                    text,
                    behind,
                    "Default value:",
                    &mut item.description.0,
                    unread,
                    &is_prose,
                );
            }
            Below::Example(text) => {
                if in_examples || (behind && !is_prose("Example:", &text)) {
                    item.examples.push(Example {
                        description: Prose(std::mem::take(&mut summary)),
                        ..text.into()
                    });
                } else {
                    item.description.0.push(text);
                }
            }
        }
    }
    // A summary with no example behind it.
    for text in summary {
        unread.push((text.span, "`Example:` behind this summary".to_owned()));
    }
}

fn set(
    slot: &mut Option<Text>,
    text: Text,
    behind: bool,
    label: &str,
    prose: &mut Vec<Text>,
    unread: &mut Vec<(Span, String)>,
    is_prose: &dyn Fn(&str, &Text) -> bool,
) {
    if !behind || is_prose(label, &text) {
        prose.push(text);
    } else if slot.is_some() {
        unread.push((text.span, format!("`{label}` only once")));
    } else {
        *slot = Some(text);
    }
}

/// Takes `nullable`, `required`, and `deprecated` from the end of a head.
pub(super) fn strip_marks(text: &str, run: Run) -> (&str, Vec<(&'static str, usize)>) {
    let mut rest = text;
    let mut marks = Vec::new();
    for mark in ["deprecated", "required", "nullable"] {
        if mark == "nullable" && matches!(run, Run::Parameters(_)) {
            continue;
        }
        if let Some(shorter) = rest.strip_suffix(mark)
            && !shorter.trim_end().is_empty()
        {
            marks.insert(0, (mark, mark.len()));
            rest = shorter;
        }
    }
    (rest.trim_end(), marks)
}
