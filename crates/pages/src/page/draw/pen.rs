//! The lines of a page, and how each form writes them.

use std::rc::Rc;

use serde_json::Value;

use super::super::Form;
use super::javascript::{child, entries, set, template, text_or_json};
use super::label;
use super::place::at;

/// What a line of a page is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::page) enum Role {
    /// A heading, or the summary of a section.
    Heading,
    /// The label of a tab.
    Tab,
    /// Where the panel of a tab begins; only HTML shows it, and without a text.
    Panel,
    /// A name, a type, and marks; in HTML and copied text each is a line.
    Head,
    /// A line of the theme's own: `Possible values: …`, `Default value: …`.
    Text,
    /// `oneOf` or `anyOf`.
    Badge,
    /// `Array [` or `]`.
    Bracket,
    /// A line of an example.
    Code,
    /// Where prose stands: any number of lines.
    Prose(Prose),
}

/// What a line states of the part at its place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::page) enum Says {
    /// That it is there, or nothing of its own.
    #[default]
    Nothing,
    /// Name, type, and marks.
    Head,
    /// Its name.
    Name,
    /// Its type.
    Type,
    /// `nullable`, `required`, or `deprecated`.
    Mark,
    /// `Possible values: …`.
    Values,
    /// `Constant value: …`.
    Constant,
    /// `Default value: …`.
    Default,
    /// `Example: …`.
    Example,
    /// An example of the document.
    Given,
    /// The example that the theme makes up.
    Automatic,
}

/// A description in the contract, in whose place a page may say anything.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::page) struct Prose {
    /// The description as it is written, in Markdown; empty where the contract has none.
    pub(in crate::page) markdown: String,
    /// Whether it is that of the operation, in front of everything else.
    pub(in crate::page) is_first: bool,
    /// Whether it stands in the list of parameters or of a schema.
    pub(in crate::page) in_list: bool,
    /// Whether it is that of a response, or runs into one as no line stands between the two.
    pub(in crate::page) is_response: bool,
}

/// A line of a drawn page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::page) struct Line {
    /// The text, its white space collapsed.
    pub(in crate::page) text: String,
    pub(in crate::page) role: Role,
    /// In how many open sections and panels of tabs it stands; zero where the form shows no depth.
    pub(in crate::page) depth: usize,
    /// What the line is about: JSON pointers into the path item, with references followed; several,
    /// a line each, where `allOf` merges what stands in several places.
    pub(in crate::page) at: Rc<str>,
    /// What the line states of it.
    pub(in crate::page) says: Says,
    /// Of a head, what it is without the title of its schema.
    pub(in crate::page) untitled: Option<String>,
    /// Of possible values, each piece that is code: markup shows where one ends.
    pub(in crate::page) codes: Vec<String>,
    /// Whether it is the head of a section that can be folded away, where the form shows that.
    pub(in crate::page) is_summary: bool,
}

/// Writes a page line by line.
pub(super) struct Pen {
    form: Form,
    lines: Vec<Line>,
    depth: usize,
    in_list: bool,
    /// What the lines that are being written are about.
    at: Rc<str>,
    says: Says,
}

/// The label of a tab, and what it is about.
pub(super) struct Label {
    text: String,
    at: Rc<str>,
}

impl Label {
    pub(super) fn new(text: impl Into<String>, at: &str) -> Self {
        Self {
            text: text.into(),
            at: at.into(),
        }
    }
}

/// The head of a parameter or property.
#[derive(Default)]
pub(super) struct Head<'h> {
    pub(super) name: &'h str,
    pub(super) kind: &'h str,
    /// The type without a title.
    pub(super) plain: &'h str,
    /// `nullable`, `required`, `deprecated`: those that are set, in this order.
    pub(super) marks: Vec<&'static str>,
    /// Whether a section begins with it.
    pub(super) is_summary: bool,
    /// Whether a blank stands before the type.
    pub(super) is_spaced: bool,
}

/// The marks that are set, in the order in which they are shown.
pub(super) fn marks(nullable: bool, required: bool, deprecated: bool) -> Vec<&'static str> {
    let marks = [
        (nullable, "nullable"),
        (required, "required"),
        (deprecated, "deprecated"),
    ];
    let set = marks.into_iter().filter(|(is_set, _)| *is_set);
    set.map(|(_, mark)| mark).collect()
}

impl Pen {
    pub(super) fn new(form: Form) -> Self {
        Self {
            form,
            lines: Vec::new(),
            depth: 0,
            in_list: false,
            at: "".into(),
            says: Says::Nothing,
        }
    }

    /// What the next lines are about.
    pub(super) fn about(&mut self, value: &Value) {
        self.about_place(at(value));
    }

    /// Where what the next lines are about stands.
    pub(super) fn about_place(&mut self, at: &str) {
        if *self.at != *at {
            self.at = at.into();
        }
    }

    pub(super) fn finish(mut self) -> Vec<Line> {
        let is_response = |line: &Line| matches!(&line.role, Role::Prose(it) if it.is_response);
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
            self.lines.push(Line {
                text,
                role,
                depth,
                at: Rc::clone(&self.at),
                says: self.says,
                untitled: None,
                codes: Vec::new(),
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

    /// A line that states something of what the lines are about.
    pub(super) fn states(&mut self, says: Says, text: &str) {
        self.says = says;
        self.text(text);
        self.says = Says::Nothing;
    }

    /// A method and a path: one line where tags were stripped.
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

    pub(super) fn code(&mut self, code: &str, says: Says) {
        self.says = says;
        for line in code.split('\n') {
            self.put(line, Role::Code);
        }
        self.says = Says::Nothing;
    }

    /// A place for prose.
    pub(super) fn prose(&mut self, markdown: &str) {
        self.slot(markdown, false);
    }

    /// The summary of an example. Where there is none, there is no place for one: it could not be
    /// told from the example.
    pub(super) fn summary(&mut self, markdown: &str) {
        if !markdown.is_empty() {
            self.prose(markdown);
        }
    }

    /// The place for the description of a response.
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

    /// Tabs: all labels, then the panels. The imported form drops the labels.
    pub(super) fn tabs(&mut self, labels: &[Label], mut panel: impl FnMut(&mut Self, usize)) {
        if self.form != Form::Imported {
            for label in labels {
                self.about_place(&label.at);
                self.put(&label.text, Role::Tab);
            }
        }
        for (at, label) in labels.iter().enumerate() {
            self.about_place(&label.at);
            self.depth += 1;
            if self.is_html() {
                self.put("", Role::Panel);
            }
            panel(self, at);
            self.depth -= 1;
        }
    }

    /// The label of what has tabs beside it, which the imported form drops with them.
    pub(super) fn label_of_tabs(&mut self, text: &str) {
        if self.form != Form::Imported {
            self.heading(text);
        }
    }

    /// What can be folded away.
    pub(super) fn section(&mut self, write: impl FnOnce(&mut Self)) {
        self.depth += 1;
        write(self);
        self.depth -= 1;
    }

    /// A list of parameters, headers, or properties.
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
            self.says = Says::Head;
            self.put(&line(head.kind), Role::Head);
            self.without_title(&line(head.plain));
        } else {
            let parts = [(Says::Name, head.name), (Says::Type, head.kind)];
            for (says, part) in parts.into_iter().chain(marks.map(|it| (Says::Mark, it))) {
                self.says = says;
                self.put(part, Role::Head);
                if says == Says::Type {
                    self.without_title(head.plain);
                }
            }
        }
        self.says = Says::Nothing;
        if self.is_html() {
            let lines = self.lines.iter_mut().skip(first);
            lines.for_each(|line| line.is_summary = head.is_summary);
        }
    }

    /// Notes what the last line is without the title of its schema.
    fn without_title(&mut self, plain: &str) {
        let last = self.lines.last_mut().filter(|line| line.role == Role::Head);
        if let Some(last) = last.filter(|_| !plain.is_empty()) {
            last.untitled = Some(collapsed(plain));
        }
    }

    pub(super) fn possible_values(&mut self, schema: &Value) {
        if let Some(values) = label::possible_values(schema) {
            let (shown, codes) = label::shown(&format!("Possible values: {values}"));
            self.states(Says::Values, &shown);
            if let Some(last) = self.lines.last_mut() {
                last.codes = codes;
            }
        }
    }

    /// A leaf: head, description, and all that is said of its values.
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
        self.described(schema);
    }

    /// The description of a schema, and the table of its values.
    pub(super) fn described(&mut self, schema: &Value) {
        let mut markdown = set(schema, "description").map(template).unwrap_or_default();
        markdown += &enum_table(schema.get("x-enumDescriptions"));
        self.prose(&markdown);
    }

    pub(super) fn values(&mut self, schema: &Value) {
        self.about(schema);
        for (keyword, title, says) in [
            ("const", "Constant value", Says::Constant),
            ("default", "Default value", Says::Default),
            ("example", "Example", Says::Example),
        ] {
            if let Some(value) = schema.get(keyword) {
                self.states(says, &format!("{title}: {}", text_or_json(value)));
            }
        }
    }

    /// Examples of a parameter, a tab each.
    pub(super) fn examples(&mut self, examples: &Value) {
        let Some(examples) = examples.as_object() else {
            return;
        };
        let examples = entries(examples);
        let label = |(name, example): &(&String, &Value)| Label::new(name.as_str(), at(example));
        let labels: Vec<Label> = examples.iter().map(label).collect();
        self.text("Examples:");
        self.tabs(&labels, |pen, number| {
            let (_, example) = examples[number];
            pen.summary(&set(example, "summary").map(child).unwrap_or_default());
            if let Some(description) = set(example, "description") {
                pen.prose(&format!("Description: {}", child(description)));
            }
            let value = example.get("value").map(child).unwrap_or_default();
            pen.about_place(&format!("{}/value", at(example)));
            pen.states(Says::Given, &format!("Example: {value}"));
        });
    }
}

/// The table of what each value means.
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

/// A text with its white space collapsed, and without what shows nothing.
pub(in crate::page) fn collapsed(text: &str) -> String {
    let is_blank = |it: char| {
        it.is_whitespace() || matches!(it, '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}')
    };
    let mut collapsed = String::with_capacity(text.len());
    for word in text.split(is_blank).filter(|word| !word.is_empty()) {
        if !collapsed.is_empty() {
            collapsed.push(' ');
        }
        collapsed.push_str(word);
    }
    collapsed
}
