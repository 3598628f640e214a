//! Reads a page, and refuses the MDX source of a page.

use compat::change::Change;
use contract::{Diagnostic, Document, Source};
use pages::Reading;

/// Reads a page and compares it with the operation of the contract that it shows.
///
/// # Errors
///
/// Returns a diagnostic if the source is not a page of the theme, or is the MDX source of one.
pub(crate) fn read(contract: &Document, source: &Source) -> Result<Reading, Diagnostic> {
    refuse_mdx(source)?;
    pages::read(contract, source).map_err(|it| it.diagnostic().clone())
}

/// Adds to each change that not all explanations of a page have where else it may belong.
///
/// Text does not show nesting: a property that is added after an object may as well be a property
/// of that object.
pub(crate) fn name_alternatives(changes: &mut [Change], others: &[Vec<Change>]) {
    let all = changes.to_vec();
    for change in changes {
        if let Some(places) = other_places(change, &all, others) {
            change.details.push(format!(
                "the page does not show where this belongs: it may also be {places}"
            ));
        }
    }
}

/// Returns where else a change may belong; `None` if every explanation of the page has it.
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

/// Refuses the MDX that the theme's pages are built from. It begins with front matter and imports
/// components of the theme, which contain the operation as compressed JSON.
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
                "this is the MDX source of a page, not the page",
            );
            return Err(found
                .with_label("a page does not show this line")
                .with_help(
                    "give the page that the site renders from it, or the OpenAPI document",
                ));
        }
        at += line.len();
    }
    Ok(())
}
