//! Reads a page, and refuses a text that only looks like one.

use std::collections::HashSet;

use compat::change::Change;
use contract::facts::{Facts, Step};
use contract::{Diagnostic, Document, Source};
use pages::Reading;

/// How many parts a page has to have before they can be said to be out of their places.
const FEWEST_PARTS: usize = 4;
const GIVE_ANOTHER_FORM: &str = "give the page in a form that keeps its layout: saved from a \
                                 browser, selected and copied from one, or its URL with `--browser`";

/// Reads a page and holds it against the operation of the contract that it shows.
///
/// # Errors
///
/// What is no page of the theme, is the source that a page is built from, or has lost its layout.
pub(crate) fn read(contract: &Document, source: &Source) -> Result<Reading, Diagnostic> {
    refuse_mdx(source)?;
    let reading = pages::read(contract, source).map_err(|it| it.diagnostic().clone())?;
    refuse_lost_layout(source, &reading)?;
    Ok(reading)
}

/// Says of each change that only some readings of a page have what the others have in its place.
///
/// A text does not show nesting: where a property is added behind an object, it may as well be one
/// of the object's own.
pub(crate) fn name_alternatives(changes: &mut [Change], others: &[Vec<Change>]) {
    let all = changes.to_vec();
    for change in changes {
        if let Some(places) = other_places(change, &all, others) {
            change.details.push(format!(
                "the page does not show where this belongs: it may be {places} as well"
            ));
        }
    }
}

/// Where a change may belong as well, if not every reading of a page has it.
pub(crate) fn other_places(
    change: &Change,
    all: &[Change],
    others: &[Vec<Change>],
) -> Option<String> {
    let is_same = |it: &Change| {
        (&it.id, &it.address, &it.keyword, &it.before, &it.after)
            == (
                &change.id,
                &change.address,
                &change.keyword,
                &change.before,
                &change.after,
            )
    };
    let mut places: Vec<String> = Vec::new();
    let mut is_sure = true;
    for other in others.iter().filter(|other| !other.iter().any(is_same)) {
        is_sure = false;
        let is_alike = |it: &&Change| {
            it.action == change.action
                && it.address.0.last() == change.address.0.last()
                && !all.iter().any(|known| known.address == it.address)
        };
        for place in other.iter().filter(is_alike).map(|it| it.address.place()) {
            let place = format!("`{place}`");
            if !places.contains(&place) {
                places.push(place);
            }
        }
    }
    if is_sure {
        return None;
    }
    Some(if places.is_empty() {
        "another change".to_owned()
    } else {
        places.join(" or ")
    })
}

/// Refuses the MDX that the theme's pages are built from: it begins with front matter and imports
/// the theme's components, which hold the operation as compressed JSON.
fn refuse_mdx(source: &Source) -> Result<(), Diagnostic> {
    let text = source.text();
    let mut lines = text.split_inclusive('\n');
    let has_front_matter = lines.next().is_some_and(|line| line.trim_end() == "---");
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let is_import = line.starts_with("import ") && line.contains(" from ");
        let is_operation = has_front_matter && line.starts_with("api: ");
        if is_operation
            || (is_import && line.contains("@theme/"))
            || (is_import && has_front_matter)
        {
            let found = Diagnostic::new(
                source,
                at..at + line.trim_end().len().min(60),
                "this is MDX, which a page is built from, and not the page",
            );
            return Err(found
                .with_label("a page shows no such line")
                .with_help("give the page that the site makes of it, or the OpenAPI document"));
        }
        at += line.len();
    }
    Ok(())
}

/// Refuses a text whose names are there and not in their places: some converters gather them at the
/// end, or glue everything into one line. Read on, each would be a parameter or property that went.
fn refuse_lost_layout(source: &Source, reading: &Reading) -> Result<(), Diagnostic> {
    let (expected, stated) = (names(&reading.expected), names(&reading.stated));
    let lost: Vec<&String> = expected.difference(&stated).collect();
    let is_there = |name: &&&String| source.text().contains(name.as_str());
    let displaced = lost.iter().filter(is_there).count();
    if expected.len() < FEWEST_PARTS || displaced * 2 <= expected.len() {
        return Ok(());
    }
    Err(Diagnostic::new(
        source,
        0..source.text().lines().next().map_or(0, str::len),
        format!(
            "this text is in none of the layouts of a page: of {} parameters and properties, {} \
             are named in it but stand in no place of their own",
            expected.len(),
            displaced
        ),
    )
    .with_label("expected each name with its type, in the order of the page")
    .with_help(GIVE_ANOTHER_FORM))
}

/// The names of parameters and properties.
fn names(facts: &Facts) -> HashSet<String> {
    let mut names = HashSet::new();
    let mut open = vec![facts.root()];
    let mut seen = HashSet::new();
    while let Some(id) = open.pop() {
        if !seen.insert(id) {
            continue;
        }
        for part in &facts.subject(id).parts {
            if let Step::Parameter(_, name) | Step::Property(name) = &part.step {
                names.insert(name.clone());
            }
            open.push(part.subject);
        }
    }
    names
}
