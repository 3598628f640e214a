//! Pages that have lost their layout, or their end.

use std::collections::HashSet;

use super::Page;
use super::draw::{Line, Role};
use super::refusal::Refusal;
use contract::{Diagnostic, Source, Span};

/// How many parts a page has to have before they can be said to be out of their places.
const FEWEST_PARTS: usize = 4;
const GIVE_ANOTHER_FORM: &str = "give the page in a form that keeps its layout: saved from a \
                                 browser, selected and copied from one, or its URL with `--browser`";

/// Refuses a text whose names are there and not in their places: some converters gather them at the
/// end, or glue everything into one line.
pub(super) fn refuse_lost(source: &Source, drawn: &[Line], page: &Page) -> Result<(), Refusal> {
    let heads = || drawn.iter().filter(|line| line.role == Role::Head);
    let names: HashSet<String> = heads().filter_map(name).collect();
    let is_alone = |name: &str| heads().any(|head| head.text == name);
    let follows = |at: usize| page.lines.get(at + 1).map(|line| line.text.as_str());
    // A name stands in its place if its type does too: in the same line, or in the next.
    let is_placed = |name: &str| {
        page.lines.iter().enumerate().any(|(at, line)| {
            let rest = line.text.strip_prefix(name);
            rest.is_some_and(|rest| {
                !rest.is_empty()
                    || is_alone(name) && follows(at).is_some_and(|next| !names.contains(next))
            })
        })
    };
    let is_displaced = |name: &&String| !is_placed(name) && source.text().contains(name.as_str());
    let displaced = names.iter().filter(is_displaced).count();
    if names.len() < FEWEST_PARTS || displaced * 2 <= names.len() {
        return Ok(());
    }
    Err(Refusal::LostLayout(
        Diagnostic::new(
            source,
            0..source.text().lines().next().map_or(0, str::len),
            format!(
                "this text is in none of the layouts of a page: of {} parameters and properties, \
                 {displaced} are named in it but stand in no place of their own",
                names.len()
            ),
        )
        .with_label("expected each name with its type, in the order of the page")
        .with_help(GIVE_ANOTHER_FORM),
    ))
}

/// A page that ends where more was drawn.
pub(super) fn cut_off(source: &Source, last: &Span, expected: &str) -> Refusal {
    Refusal::Truncated(
        Diagnostic::new(source, last.clone(), "the page ends in its midst")
            .with_label(format!("expected {expected} here or behind it"))
            .with_help("save, copy, or fetch the whole page"),
    )
}

/// The name of the parameter or property that a line is about.
fn name(head: &Line) -> Option<String> {
    let at = head.at.split('\n').next()?;
    if let Some((_, name)) = at.rsplit_once("/properties/")
        && !name.contains('/')
    {
        return Some(name.replace("~1", "/").replace("~0", "~"));
    }
    head.text.split_whitespace().next().map(str::to_owned)
}
