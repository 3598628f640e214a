//! Writes the lines of a page in each form.

use std::rc::Rc;

use serde_json::Value;

use super::super::Form;
use super::drawn_line::{Aspect, DrawnLine, Prose, Role};
use super::javascript::{child, entries, set, template, text_or_json};
use super::label;
use super::pointer::at;
use super::white_space::collapsed;

/// Writes the lines of a page.
pub(super) struct Pen {
    form: Form,
    lines: Vec<DrawnLine>,
    depth: usize,
    in_list: bool,
    /// The pointers of the next lines.
    pointers: Rc<str>,
    aspect: Aspect,
}

/// The label of a tab, and the pointers of what it shows.
pub(super) struct Label {
    text: String,
    pointers: Rc<str>,
}

impl Label {
    pub(super) fn new(text: impl Into<String>, at: &str) -> Self {
        Self {
            text: text.into(),
            pointers: at.into(),
        }
    }
}

/// The head of a parameter, header, or property.
#[derive(Default)]
pub(super) struct Head<'h> {
    pub(super) name: &'h str,
    pub(super) kind: &'h str,
    /// The type without the title of the schema.
    pub(super) plain: &'h str,
    /// The marks that are set, in the order of [`marks`].
    pub(super) marks: Vec<&'static str>,
    /// Whether it is the summary of a collapsible section.
    pub(super) is_summary: bool,
    /// Whether a blank separates the name and the type.
    pub(super) is_spaced: bool,
}

/// Returns the marks that are set, in the order in which the theme shows them.
pub(super) fn marks(nullable: bool, required: bool, deprecated: bool) -> Vec<&'static str> {
    let marks = [
        (nullable, "nullable"),
        (required, "required"),
        (deprecated, "deprecated"),
    ];
    let set = marks.into_iter().filter(|(is_set, _)| *is_set);
    set.map(|(_, mark)| mark).collect()
}

/// The label above the examples of a parameter.
const EXAMPLES: &str = "Examples:";

impl Pen {
    pub(super) fn new(form: Form) -> Self {
        Self {
            form,
            lines: Vec::new(),
            depth: 0,
            in_list: false,
            pointers: "".into(),
            aspect: Aspect::Other,
        }
    }

    /// Sets the part that the next lines show.
    pub(super) fn about(&mut self, value: &Value) {
        self.about_pointer(at(value));
    }

    /// Sets the pointers of the next lines.
    pub(super) fn about_pointer(&mut self, at: &str) {
        if *self.pointers != *at {
            self.pointers = at.into();
        }
    }

    pub(super) fn finish(mut self) -> Vec<DrawnLine> {
        let is_response =
            |line: &DrawnLine| matches!(&line.role, Role::Prose(it) if it.is_response);
        for at in (1..self.lines.len()).rev() {
            let runs_on = is_response(&self.lines[at]);
            if let Role::Prose(prose) = &mut self.lines[at - 1].role {
                prose.is_response |= runs_on && !prose.in_list;
            }
        }
        self.lines
    }

    fn is_html(&self) -> bool {
        matches!(self.form, Form::Saved | Form::Static)
    }

    pub(super) fn is_static(&self) -> bool {
        self.form == Form::Static
    }

    fn put(&mut self, text: &str, role: Role) {
        let text = collapsed(text);
        let shows = matches!(role, Role::Panel | Role::Prose(_)) || !text.is_empty();
        if shows {
            let depth = if self.is_html() { self.depth } else { 0 };
            self.lines.push(DrawnLine {
                text,
                role,
                depth,
                pointers: Rc::clone(&self.pointers),
                aspect: self.aspect,
                untitled: None,
                code_spans: Vec::new(),
                is_summary: false,
            });
        }
    }

    pub(super) fn heading(&mut self, text: &str) {
        self.put(text, Role::Heading);
    }

    pub(super) fn text(&mut self, text: &str) {
        self.put(text, Role::Text);
    }

    /// Writes a line of fixed text that shows a detail of the current part.
    pub(super) fn labelled(&mut self, aspect: Aspect, text: &str) {
        self.aspect = aspect;
        self.text(text);
        self.aspect = Aspect::Other;
    }

    /// Writes a method and a path, on one line in imported text.
    pub(super) fn endpoint(&mut self, method: &str, path: &str) {
        if self.form == Form::Imported {
            self.heading(&format!("{method} {path}"));
        } else {
            self.heading(method);
            self.heading(path);
        }
    }

    pub(super) fn badge(&mut self, text: &str) {
        self.put(text, Role::Badge);
    }

    pub(super) fn bracket(&mut self, text: &str) {
        self.put(text, Role::Bracket);
    }

    pub(super) fn code(&mut self, code: &str, aspect: Aspect) {
        self.aspect = aspect;
        for line in code.split('\n') {
            self.put(line, Role::Code);
        }
        self.aspect = Aspect::Other;
    }

    /// Writes a slot for prose.
    pub(super) fn prose(&mut self, markdown: &str) {
        self.slot(markdown, false);
    }

    /// Writes a slot for the summary of an example. Without a summary there is no slot, since prose
    /// there could not be told from the example.
    pub(super) fn summary(&mut self, markdown: &str) {
        if !markdown.is_empty() {
            self.prose(markdown);
        }
    }

    /// Writes a slot for the description of a response.
    pub(super) fn response_prose(&mut self, markdown: &str) {
        self.slot(markdown, true);
    }

    fn slot(&mut self, markdown: &str, is_response: bool) {
        let is_first = !self.lines.iter().any(|line| line.role == Role::Heading);
        let prose = Prose {
            markdown: markdown.to_owned(),
            is_first,
            in_list: self.in_list,
            is_response,
        };
        self.put("", Role::Prose(prose));
    }

    /// Writes tabs: all labels, then each panel. Imported text has no labels.
    pub(super) fn tabs(&mut self, labels: &[Label], mut panel: impl FnMut(&mut Self, usize)) {
        if self.form != Form::Imported {
            for label in labels {
                self.about_pointer(&label.pointers);
                self.put(&label.text, Role::Tab);
            }
        }
        for (at, label) in labels.iter().enumerate() {
            self.about_pointer(&label.pointers);
            self.depth += 1;
            if self.is_html() {
                self.put("", Role::Panel);
            }
            panel(self, at);
            self.depth -= 1;
        }
    }

    /// Writes the heading of tabs, which imported text does not have either.
    pub(super) fn tabs_heading(&mut self, text: &str) {
        if self.form != Form::Imported {
            self.heading(text);
        }
    }

    /// Writes a collapsible section.
    pub(super) fn section(&mut self, write: impl FnOnce(&mut Self)) {
        self.depth += 1;
        write(self);
        self.depth -= 1;
    }

    /// Writes a list of parameters, headers, or properties.
    pub(super) fn list(&mut self, write: impl FnOnce(&mut Self)) {
        let outside = std::mem::replace(&mut self.in_list, true);
        write(self);
        self.in_list = outside;
    }

    pub(super) fn head(&mut self, head: &Head<'_>) {
        let first = self.lines.len();
        let marks = head.marks.iter().copied();
        if self.form == Form::Imported {
            let between = if head.is_spaced { " " } else { "" };
            let marks: String = marks.collect();
            let line = |kind: &str| format!("{}{between}{kind}{marks}", head.name);
            self.aspect = Aspect::Head;
            self.put(&line(head.kind), Role::Head);
            self.set_untitled(&line(head.plain));
        } else {
            let parts = [(Aspect::Name, head.name), (Aspect::Type, head.kind)];
            for (aspect, part) in parts.into_iter().chain(marks.map(|it| (Aspect::Mark, it))) {
                self.aspect = aspect;
                self.put(part, Role::Head);
                if aspect == Aspect::Type {
                    self.set_untitled(head.plain);
                }
            }
        }
        self.aspect = Aspect::Other;
        if self.is_html() {
            let lines = self.lines.iter_mut().skip(first);
            lines.for_each(|line| line.is_summary = head.is_summary);
        }
    }

    /// Stores the text of the last line without the title of the schema.
    fn set_untitled(&mut self, plain: &str) {
        let last = self.lines.last_mut().filter(|line| line.role == Role::Head);
        if let Some(last) = last.filter(|_| !plain.is_empty()) {
            last.untitled = Some(collapsed(plain));
        }
    }

    pub(super) fn possible_values(&mut self, schema: &Value) {
        if let Some(values) = label::possible_values(schema) {
            let (shown, code_spans) =
                label::render_code_spans(&format!("Possible values: {values}"));
            self.labelled(Aspect::PossibleValues, &shown);
            if let Some(last) = self.lines.last_mut() {
                last.code_spans = code_spans;
            }
        }
    }

    /// Writes the head and the description of a schema that is not collapsible.
    pub(super) fn leaf(&mut self, name: &str, kind: &str, required: bool, schema: &Value) {
        self.about(schema);
        let lists_null = |it: &Value| {
            it.as_array()
                .is_some_and(|kinds| kinds.iter().any(|it| it == "null"))
        };
        let plain = label::untitled(schema, kind);
        self.head(&Head {
            name,
            kind,
            plain: &plain,
            marks: marks(
                set(schema, "nullable").is_some() || schema.get("type").is_some_and(lists_null),
                required,
                set(schema, "deprecated").is_some(),
            ),
            is_summary: false,
            is_spaced: false,
        });
        self.description(schema);
    }

    /// Writes a slot for the description of a schema and the table of its enum values.
    pub(super) fn description(&mut self, schema: &Value) {
        let mut markdown = set(schema, "description").map(template).unwrap_or_default();
        markdown += &enum_table(schema.get("x-enumDescriptions"));
        self.prose(&markdown);
    }

    pub(super) fn values(&mut self, schema: &Value) {
        self.about(schema);
        for (keyword, title, aspect) in [
            ("const", "Constant value", Aspect::Constant),
            ("default", "Default value", Aspect::Default),
            ("example", "Example", Aspect::Example),
        ] {
            if let Some(value) = schema.get(keyword) {
                self.labelled(aspect, &format!("{title}: {}", text_or_json(value)));
            }
        }
    }

    /// Returns the head that the next text is joined to: in imported text, one without a description
    /// and possible values.
    fn open_head(&mut self) -> Option<&mut DrawnLine> {
        let is_empty = |line: &&mut DrawnLine| matches!(&line.role, Role::Prose(prose) if prose.markdown.is_empty());
        let mut above = self.lines.iter_mut().rev().skip_while(is_empty);
        let is_imported = self.form == Form::Imported;
        above
            .next()
            .filter(|line| is_imported && line.role == Role::Head)
    }

    /// Writes the examples of a parameter, each in a tab.
    pub(super) fn examples(&mut self, examples: &Value) {
        let Some(examples) = examples.as_object() else {
            return;
        };
        let examples = entries(examples);
        let label = |(name, example): &(&String, &Value)| Label::new(name.as_str(), at(example));
        let labels: Vec<Label> = examples.iter().map(label).collect();
        match self.open_head() {
            Some(head) => {
                head.text.push_str(EXAMPLES);
                head.untitled = head.untitled.take().map(|plain| plain + EXAMPLES);
            }
            None => self.text(EXAMPLES),
        }
        self.tabs(&labels, |pen, number| {
            let (_, example) = examples[number];
            pen.summary(&set(example, "summary").map(child).unwrap_or_default());
            if let Some(description) = set(example, "description") {
                pen.prose(&format!("Description: {}", child(description)));
            }
            let value = example.get("value").map(child).unwrap_or_default();
            pen.about_pointer(&format!("{}/value", at(example)));
            pen.labelled(Aspect::DocumentedExample, &format!("Example: {value}"));
        });
    }
}

/// Returns the table of `x-enumDescriptions` as Markdown.
pub(super) fn enum_table(descriptions: Option<&Value>) -> String {
    let rows = descriptions.and_then(Value::as_object);
    let rows = rows.filter(|it| !it.is_empty()).map(|rows| {
        let rows = entries(rows).into_iter();
        let rows = rows.map(|(value, text)| format!("\n| {value} | {} |", template(text)));
        format!(
            "\n\n| Enum Value | Description |{}",
            rows.collect::<String>()
        )
    });
    rows.unwrap_or_default()
}
