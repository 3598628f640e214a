//! What the contract already knows of a page, to tell apart what looks alike in a text.

use std::collections::{HashMap, HashSet};

use crate::page::label::Label;
use crate::page::{Item, Kind, Page, Prose};

/// Names, titles, and sentences of the contract.
#[derive(Debug, Default)]
pub(super) struct Known {
    names: HashSet<String>,
    untyped: HashSet<String>,
    titles: HashSet<String>,
    options: HashSet<String>,
    words: HashSet<String>,
    lines: HashMap<String, usize>,
}

impl Known {
    pub(super) fn of(page: &Page) -> Self {
        let mut known = Self::default();
        known.add_prose(&page.description);
        known.add_items(&page.parameters);
        if let Some(body) = &page.body {
            known.add_prose(&body.description);
            for media in &body.media {
                known.add_items(&media.schema);
            }
        }
        for response in &page.responses {
            known.add_prose(&response.description);
            known.add_items(&response.headers);
            for media in &response.media {
                known.add_items(&media.schema);
            }
        }
        known
    }

    fn add_items(&mut self, items: &[Item]) {
        for item in items {
            let is_named = !matches!(item.kind, Kind::Choice(_) | Kind::Items);
            if matches!(item.kind, Kind::Choice(_)) {
                self.options.insert(item.name.text.clone());
            }
            if is_named {
                self.names.insert(item.name.text.clone());
            }
            if is_named && item.kind != Kind::Header && item.label.text.is_empty() {
                self.untyped.insert(item.name.text.clone());
            }
            let label = Label::parse(&item.label.text, None, false);
            self.titles.extend(label.title);
            self.words.extend(label.format);
            if let Some(origin) = &item.origin {
                self.titles.extend(origin.label.title.clone());
                self.words.extend(origin.label.format.clone());
            }
            self.add_prose(&item.description);
            self.add_items(&item.items);
        }
    }

    fn add_prose(&mut self, prose: &Prose) {
        for text in &prose.0 {
            for line in text.text.lines() {
                *self.lines.entry(plain(line)).or_default() += 1;
            }
            // Soft breaks are blanks on the page: a paragraph may be one line there.
            for paragraph in text.text.split("\n\n") {
                *self.lines.entry(plain(paragraph)).or_default() += 1;
            }
        }
    }

    pub(super) fn is_name(&self, name: &str) -> bool {
        !name.is_empty() && self.names.contains(name)
    }

    pub(super) fn is_untyped(&self, name: &str) -> bool {
        !name.is_empty() && self.untyped.contains(name)
    }

    pub(super) fn is_title(&self, text: &str) -> bool {
        self.titles.contains(text)
    }

    /// Whether the contract has a choice with an option of this name.
    pub(super) fn is_option(&self, text: &str) -> bool {
        self.options.contains(text)
    }

    pub(super) fn is_format(&self, text: &str) -> bool {
        self.words.contains(text)
    }

    /// Whether the contract says the same in a description.
    pub(super) fn is_prose(&self, text: &str) -> bool {
        self.lines.contains_key(&plain(text))
    }
}

/// A line without markup, case, and blanks.
pub(super) fn plain(text: &str) -> String {
    let text = text.trim_start_matches(['-', '*', '+', '•', '#', '>', ' ']);
    text.chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '*' | '_' | '`' | '\\'))
        .flat_map(char::to_lowercase)
        .collect()
}
