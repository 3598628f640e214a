//! Refuses pages that lost their layout or their end.

use std::collections::HashSet;

use super::Page;
use super::draw::{DrawnLine, Role};
use super::refusal::Refusal;
use contract::{Diagnostic, Source, Span};

/// The least number of names that is enough to tell that a text lost its layout.
const MIN_PARTS: usize = 4;
const GIVE_ANOTHER_FORM: &str = "give the page in a form that keeps the layout: saved or copied \
                                 from a browser, or its URL with `--browser`";

/// Refuses a text that contains the names of the parameters and properties, but without their
/// types: some converters collect the names at the end, or join everything into one line.
pub(super) fn refuse_lost_layout(
    source: &Source,
    drawn: &[DrawnLine],
    page: &Page,
) -> Result<(), Refusal> {
    let heads = || drawn.iter().filter(|line| line.role == Role::Head);
    let names: HashSet<String> = heads().filter_map(name).collect();
    let is_alone = |name: &str| heads().any(|head| head.text == name);
    let follows = |at: usize| page.lines.get(at + 1).map(|line| line.text.as_str());
    // A name is in its place if its type follows, in the same line or in the next.
    let is_placed = |name: &str| {
        page.lines.iter().enumerate().any(|(at, line)| {
            let rest = line.text.strip_prefix(name);
            rest.is_some_and(|rest| {
                !rest.is_empty()
                    || is_alone(name) && follows(at).is_some_and(|next| !names.contains(next))
            })
        })
    };
    // Examples name properties too, in quotes.
    let is_named = |name: &str| {
        page.lines.iter().any(|line| {
            let mut all = line.text.match_indices(name);
            all.any(|(at, _)| !line.text[..at].ends_with('"'))
        })
    };
    let is_displaced = |name: &&String| !is_placed(name) && is_named(name);
    let displaced = names.iter().filter(is_displaced).count();
    if names.len() < MIN_PARTS || displaced * 2 <= names.len() {
        return Ok(());
    }
    Err(Refusal::LostLayout(
        Diagnostic::new(
            source,
            0..source.text().lines().next().map_or(0, str::len),
            format!(
                "this text does not have the layout of a page: {displaced} of {} parameters and \
                 properties are named in it, but not followed by a type",
                names.len()
            ),
        )
        .with_label("expected each name followed by its type, in the order of the page")
        .with_help(GIVE_ANOTHER_FORM),
    ))
}

/// Refuses a page that ends before all drawn lines are matched.
pub(super) fn cut_off(source: &Source, last: &Span, expected: &str) -> Refusal {
    Refusal::Truncated(
        Diagnostic::new(source, last.clone(), "the page is cut off after this line")
            .with_label(format!("expected {expected} here or in a later line"))
            .with_help("save, copy, or fetch the page again, from its heading to its end"),
    )
}

/// Returns the name of the parameter or property that a head shows.
fn name(head: &DrawnLine) -> Option<String> {
    let at = head.pointers.split('\n').next()?;
    if let Some((_, name)) = at.rsplit_once("/properties/")
        && !name.contains('/')
    {
        return Some(name.replace("~1", "/").replace("~0", "~"));
    }
    head.text.split_whitespace().next().map(str::to_owned)
}
