//! A page as text: through a tag stripper, or selected and copied.

use super::page::{Example, Item, Page, Part, Response};
use super::words::{Block, plain};

pub(super) fn write(page: &Page, is_imported: bool) -> String {
    let mut out = Out {
        is_imported,
        text: String::new(),
        indent: "",
        gap: false,
        after_code: false,
    };
    out.page(page);
    if is_imported {
        out.text.push('\n');
    }
    out.text
}

struct Out {
    is_imported: bool,
    text: String,
    indent: &'static str,
    /// Whether what was written last keeps its distance.
    gap: bool,
    after_code: bool,
}

impl Out {
    /// Writes a line; whether blank lines have to stand before and after it.
    fn put(&mut self, line: &str, before: bool, after: bool) {
        if !self.text.is_empty() {
            self.text.push('\n');
            if self.gap || (before && self.is_imported) {
                self.text.push('\n');
            }
        }
        self.text.push_str(self.indent);
        self.text.push_str(line);
        self.gap = after;
        self.after_code = false;
    }

    fn heading(&mut self, line: &str) {
        let after = self.is_imported;
        self.put(line, true, after);
    }

    fn label(&mut self, line: &str) {
        if !self.is_imported {
            self.put(line, false, false);
        }
    }

    fn inside(&mut self, write: impl FnOnce(&mut Self)) {
        let outside = self.indent;
        self.indent = if self.is_imported { "    " } else { "" };
        write(self);
        self.indent = outside;
    }

    fn page(&mut self, page: &Page) {
        self.heading(&page.title);
        let url = format!("{}{}", page.server, page.path);
        if self.is_imported {
            self.heading(&format!("{} {url}", page.method));
        } else {
            self.label(&page.method);
            self.label(&url);
        }
        if page.is_deprecated {
            self.heading("deprecated");
            self.put("This endpoint has been deprecated and may be replaced or removed in future versions of the API.", true, true);
        }
        self.blocks(&page.description);
        if page.has_request {
            self.heading("Request");
        }
        for (title, items) in &page.parameters {
            self.heading(title);
            self.inside(|out| items.iter().for_each(|item| out.item(item)));
        }
        if let Some(body) = &page.body {
            let array = if body.is_array { " array" } else { "" };
            let required = if body.is_required { "required" } else { "" };
            body.media.iter().for_each(|(name, _)| self.label(name));
            for (_, parts) in &body.media {
                self.heading(&format!("Body{array}{required}"));
                self.blocks(&body.description);
                self.inside(|out| out.parts(parts));
            }
        }
        self.label("Responses");
        for response in &page.responses {
            self.label(&response.status);
        }
        for response in &page.responses {
            self.response(response);
        }
    }

    fn response(&mut self, response: &Response) {
        self.blocks(&response.description);
        if let Some(headers) = &response.headers {
            self.heading("Response Headers");
            self.inside(|out| headers.iter().for_each(|item| out.item(item)));
        }
        for media in &response.media {
            self.label(&media.name);
        }
        for media in &response.media {
            self.label("Schema");
            for example in &media.examples {
                self.label(&example.label);
            }
            self.heading("Schema");
            self.inside(|out| out.parts(&media.schema));
            for example in &media.examples {
                self.blocks(&example.summary);
                self.code(&shown(example, self.is_imported));
            }
        }
    }

    fn parts(&mut self, parts: &[Part]) {
        let mark = if self.is_imported { "• " } else { "" };
        for part in parts {
            match part {
                Part::Item(item) => self.item(item),
                Part::Opening => self.put(&format!("{mark}Array ["), false, false),
                Part::Closing => self.put(&format!("{mark}]"), false, false),
                Part::Choice(keyword, options) => {
                    self.put(keyword, false, false);
                    for (label, _) in options {
                        self.label(label);
                    }
                    for (_, parts) in options {
                        self.parts(parts);
                    }
                }
            }
        }
    }

    fn item(&mut self, item: &Item) {
        let marks = [
            (item.is_nullable, "nullable"),
            (item.is_required, "required"),
            (item.is_deprecated, "deprecated"),
        ];
        let marks = marks.into_iter().filter(|(is_set, _)| *is_set);
        let marks = marks.map(|(_, mark)| mark);
        let is_box = item.content.is_some();
        if self.is_imported {
            let between = if item.is_parameter || is_box { " " } else { "" };
            let marks: String = marks.collect();
            let head = format!("{}{between}{}{marks}", item.name, item.label);
            self.put(&head, is_box, false);
        } else {
            for word in [item.name.as_str(), &item.label].into_iter().chain(marks) {
                if !word.is_empty() {
                    self.put(word, false, false);
                }
            }
        }
        if item.is_parameter {
            self.possible_values(item);
            self.blocks(&item.description);
        } else {
            self.blocks(&item.description);
            self.possible_values(item);
        }
        let values = [
            ("Constant value", &item.constant),
            ("Default value", &item.default),
            ("Example", &item.example),
        ];
        for (title, value) in values {
            if let Some(value) = value {
                self.put(&format!("{title}: {value}"), false, false);
            }
        }
        self.parts(item.content.as_deref().unwrap_or_default());
    }

    fn possible_values(&mut self, item: &Item) {
        if !item.possible_values.is_empty() {
            let values = plain(&item.possible_values);
            self.put(&format!("Possible values: {values}"), true, true);
        }
    }

    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            match block {
                Block::Paragraph(runs) => self.put(&plain(runs), true, true),
                Block::Code(code) if self.is_imported => self.code(&code.replace("\": ", "\":")),
                Block::Code(code) => self.code(code),
                Block::List(entries) => {
                    let mark = if self.is_imported { "• " } else { "" };
                    for (at, runs) in entries.iter().enumerate() {
                        let is_last = at + 1 == entries.len() && self.is_imported;
                        self.put(&format!("{mark}{}", plain(runs)), at == 0, is_last);
                    }
                }
            }
        }
    }

    fn code(&mut self, code: &str) {
        let follows = self.after_code && self.is_imported;
        self.gap &= !follows;
        for (at, line) in code.lines().enumerate() {
            self.put(line, at == 0 && !follows, false);
        }
        (self.gap, self.after_code) = (true, true);
    }
}

/// An example as a page shows it; the tag stripper loses the blanks.
fn shown(example: &Example, is_imported: bool) -> String {
    let code = example.code();
    if !is_imported {
        return code;
    }
    let lines = code
        .lines()
        .map(|line| line.trim().replacen("\": ", "\":", 1));
    lines.collect::<Vec<_>>().join("\n")
}
