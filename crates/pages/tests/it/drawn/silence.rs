//! Nobody takes a spoilt page for one that says nothing new.
//!
//! `ALL_DAMAGE=1` looks at every damage of each page, and at a larger share of those of edited pages.

use std::collections::BTreeSet;

use crate::drawn::damage::{Damage, some};
use crate::drawn::draw::{Form, draw};
use crate::drawn::hold::{Held, hold, read};
use crate::drawn::on_page::on_page;
use crate::drawn::{PAGES, document, in_parallel};
use edits::edits;

/// One damage in so many is looked at.
fn one_in(usual: usize, at_night: usize) -> usize {
    if std::env::var_os("ALL_DAMAGE").is_some() {
        at_night
    } else {
        usual
    }
}

fn words(page: &str) -> Vec<&str> {
    page.split_whitespace().collect()
}

fn prose(held: &Held) -> &[(String, String)] {
    match held {
        Held::Read { prose, .. } => prose,
        Held::Refused(_) => &[],
    }
}

/// What the column of an operation shows, without markup and white space.
fn shown(html: &str) -> String {
    let start = html.find("openapi-left-panel__container");
    let end = html.find("openapi-right-panel__container");
    let column = &html[start.unwrap_or(0)..end.unwrap_or(html.len())];
    let texts = column
        .split('<')
        .filter_map(|it| Some(it.split_once('>')?.1));
    texts.flat_map(str::split_whitespace).collect()
}

/// What a spoilt page may be silent about, as it is no fact and nothing that is read as prose.
fn may_be_silent(form: Form, damage: &Damage, page: &str) -> bool {
    if !form.is_text() {
        // The tests of the reader of HTML see to what markup means.
        return shown(&damage.page) == shown(page);
    }
    let line = damage.line.trim();
    // Blank lines and marks of lists.
    let same_words = words(&damage.page.replace('•', "")) == words(&page.replace('•', ""));
    // White space between the parts of an example.
    let bare = |page: &str| page.split_whitespace().collect::<String>();
    let is_code = line.starts_with(['"', '{', '}', '[', ']']);
    let same_code = is_code && bare(&damage.page) == bare(page);
    // Above the title anything may stand.
    let above = damage.number == 1 && damage.what.ends_with("doubled");
    // The order of members in an example.
    let order = damage.what.ends_with("swapped with the next") && line.starts_with('"');
    // The theme's own sentence is the same on all pages.
    let sentence = line.starts_with("This endpoint has been deprecated");
    // An example without a name may be given one.
    let unnamed = form == Form::Copied && line == "Example";
    // The name of a schema, in front of its type or on the tab of a choice.
    let is_spelt_otherwise = damage.what.contains("letters")
        || damage.what.contains("noise")
        || damage.what.contains("swapped")
        || damage.what.ends_with("cut in two");
    let title = form == Form::Copied
        && is_spelt_otherwise
        && (line.ends_with(')') || matches!(line, "Counter" | "Locker"));
    same_words || same_code || above || order || sentence || unnamed || title
}

fn complain(silent: Vec<Option<String>>) {
    let silent: Vec<String> = silent.into_iter().flatten().collect();
    assert!(silent.is_empty(), "{}", silent.join("\n"));
}

#[test]
fn a_page_that_was_spoilt_is_not_taken_for_the_whole() {
    let mut all = Vec::new();
    for (name, method, path) in PAGES {
        let value = document(name);
        let original = read(&value);
        for form in Form::ALL {
            let page = draw(&value, method, path, form);
            let before = hold(&original, &page);
            assert!(before.is_silent(), "{name} {form}: {before:#?}");
            let step = if form.is_text() { 13 } else { 199 };
            let step = one_in(step, 1);
            let damages: Vec<Damage> = some(&page, 0, step);
            all.extend(in_parallel(&damages, |damage| {
                let held = hold(&original, &damage.page);
                let is_missed = held.is_silent()
                    && prose(&held) == prose(&before)
                    && !may_be_silent(form, damage, &page);
                is_missed
                    .then(|| format!("{name} {method} {form} {}: {:?}", damage.what, damage.line))
            }));
        }
    }
    complain(all);
}

#[test]
fn a_drift_is_not_lost_with_a_line() {
    let mut all = Vec::new();
    for (page_number, (name, method, path)) in PAGES.into_iter().enumerate() {
        let value = document(name);
        let original = read(&value);
        let mut kinds = BTreeSet::new();
        // One edit of each kind, of which the pages share the kinds.
        let edits: Vec<_> = edits(&value)
            .into_iter()
            .filter(|edit| edit.moved.is_none() && kinds.insert(edit.kind.clone()))
            .skip(page_number)
            .step_by(one_in(9, 3))
            .collect();
        for form in Form::ALL {
            let page = draw(&value, method, path, form);
            let before = hold(&original, &page);
            let mut damages = Vec::new();
            for (at, edit) in edits.iter().enumerate() {
                let drifted = draw(&edit.apply(&value), method, path, form);
                let is_seen = on_page(edit, &value, form).is_none_or(|it| !it.is_empty());
                if !is_seen || hold(&original, &drifted).is_silent() {
                    continue;
                }
                let step = if form.is_text() { 211 } else { 1_709 };
                let step = one_in(step, step / 10);
                let some = some(&drifted, at * 37, step);
                damages.extend(some.into_iter().map(|damage| (edit.kind.as_str(), damage)));
            }
            all.extend(in_parallel(&damages, |(kind, damage)| {
                let held = hold(&original, &damage.page);
                // What was spoilt may be what was edited, and the page as it was again.
                let is_missed = held.is_silent()
                    && prose(&held) == prose(&before)
                    && words(&damage.page) != words(&page)
                    && !may_be_silent(form, damage, &page);
                is_missed.then(|| {
                    format!(
                        "{name} {method} {form} {kind}: {} {:?}",
                        damage.what, damage.line
                    )
                })
            }));
        }
    }
    complain(all);
}
