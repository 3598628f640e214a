//! Pages whose schemas a person edited, but not the examples that the theme generates from them.

use compat::change::Class;
use compat::compare;
use contract::Source;
use edits::edits;

use crate::drawn::draw::{Form, draw};
use crate::drawn::hold::{prose_off, read};
use crate::drawn::{PAGES, document, in_parallel};

/// The lines of a text, its examples each as one.
fn blocks(page: &str) -> Vec<String> {
    let mut blocks: Vec<String> = Vec::new();
    let mut depth = 0_usize;
    for line in page.lines() {
        match blocks.last_mut().filter(|_| depth > 0) {
            Some(block) => block.extend(["\n", line]),
            None => blocks.push(line.to_owned()),
        }
        if depth > 0 || line == "{" {
            depth += line.matches(['{', '[']).count();
            depth -= line.matches(['}', ']']).count();
        }
    }
    blocks
}

fn is_example(block: &str) -> bool {
    block.starts_with("{\n")
}

/// The page `after` with the examples of the page `before`.
fn with_examples(before: &str, after: &str) -> String {
    let before = blocks(before).into_iter().filter(|it| is_example(it));
    let before: Vec<String> = before.collect();
    let after = blocks(after);
    assert_eq!(
        before.len(),
        after.iter().filter(|it| is_example(it)).count()
    );
    let mut examples = before.into_iter();
    let lines = after.into_iter().map(|block| {
        if is_example(&block) {
            examples.next().unwrap_or(block)
        } else {
            block
        }
    });
    lines.collect::<Vec<_>>().join("\n") + "\n"
}

/// The change of the schema is found, no example is taken for the vendor's, and the reading names those that
/// are not the page's own.
#[test]
fn an_example_that_was_not_edited_is_no_change() {
    let mut seen = 0;
    for (name, method, path) in PAGES {
        let value = document(name);
        let contract = read(&value);
        let kinds = [
            "type changed",
            "property removed",
            "property renamed",
            "format changed",
        ];
        let all: Vec<_> = edits(&value)
            .into_iter()
            .filter(|edit| kinds.contains(&edit.kind.as_str()))
            .collect();
        for form in [Form::Imported, Form::Copied] {
            let before = draw(&value, method, path, form);
            let results = in_parallel(&all, |edit| {
                let after = draw(&edit.apply(&value), method, path, form);
                let page = with_examples(&before, &after);
                let is_one_of_both = page == with_examples(&before, &before)
                    || page == with_examples(&after, &after);
                if is_one_of_both {
                    return None;
                }
                let reading = pages::read(&contract, &Source::new("page", page));
                let reading = match reading {
                    Ok(reading) => reading,
                    Err(refusal) => return Some(format!("{edit} in {form}: {refusal}\n")),
                };
                let changes = compare(&reading.expected, &reading.stated, &prose_off());
                let examples = changes.iter().filter(|it| it.class == Class::Example);
                let examples: Vec<&str> = examples.map(|it| it.message.as_str()).collect();
                let is_fine = examples.is_empty()
                    && !changes.is_empty()
                    && reading.unread.is_empty()
                    && !reading.kept_examples.is_empty();
                let complaint = || {
                    format!(
                        "{edit} in {form}: {examples:?}, {} changes, unread {:?}, kept {:?}\n",
                        changes.len(),
                        reading.unread,
                        reading.kept_examples
                    )
                };
                Some(if is_fine { String::new() } else { complaint() })
            });
            let results: Vec<String> = results.into_iter().flatten().collect();
            seen += results.len();
            assert!(results.iter().all(String::is_empty), "{}", results.concat());
        }
    }
    assert!(seen > 40, "{seen} pages");
}
