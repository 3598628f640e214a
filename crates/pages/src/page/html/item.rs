//! Heads, possible values, and values: what parameters and properties have in common.

use super::dom::Id;
use super::reader::Reader;
use crate::page::{Example, Item, Kind, PossibleValues, Prose, Refusal, Text};
use contract::{ParameterPlace, Span};

/// The label in front of constraints.
const POSSIBLE_VALUES: &str = "Possible values:";

/// What stands in front of a single value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ValueLabel {
    Constant,
    Default,
    Example,
}

impl ValueLabel {
    fn read(text: &str) -> Option<Self> {
        match text {
            "Constant value:" => Some(Self::Constant),
            "Default value:" => Some(Self::Default),
            "Example:" => Some(Self::Example),
            _ => None,
        }
    }
}

impl Reader<'_> {
    /// The parameters of one place.
    pub(super) fn parameters(
        &mut self,
        list: Id,
        place: ParameterPlace,
    ) -> Result<Vec<Item>, Refusal> {
        let mut items = Vec::new();
        for id in self.shown(list) {
            if self.tree.has_class(id, "openapi-params__list-item") {
                let mut item = self.parameter(id)?;
                item.kind = Kind::Parameter(place);
                items.push(item);
            } else {
                self.unread(id, "a parameter");
            }
        }
        Ok(items)
    }

    fn parameter(&mut self, id: Id) -> Result<Item, Refusal> {
        let parts = self.shown(id);
        let mut parts = parts.as_slice();
        let mut item = match parts.split_first() {
            Some((&head, rest)) if self.is_head(head) => {
                parts = rest;
                self.head(head, "openapi-schema__type")
            }
            _ => {
                self.note(self.tree.span(id), "a name, a type, and marks");
                Item::new(Kind::Property)
            }
        };
        if let [first, rest @ ..] = parts
            && let Some(possible) = self.possible_values(*first)
        {
            item.possible_values = Some(possible);
            parts = rest;
        }
        let told = parts
            .iter()
            .position(|&part| self.value_label(part).is_some() || self.is_examples(part))
            .unwrap_or(parts.len());
        let (description, values) = parts.split_at(told);
        item.description = self.prose(description);
        let mut values = values.iter().copied();
        while let Some(part) = values.next() {
            if !self.is_examples(part) {
                self.value(part, &mut item);
                continue;
            }
            match values.next() {
                Some(tabs) if self.tree.has_class(tabs, "openapi-tabs__schema-container") => {
                    self.line_of(part);
                    for (label, panel) in self.tabs(tabs, "openapi-tabs__schema-list-container")? {
                        let example = self.named_example(label, panel);
                        item.examples.push(example);
                    }
                }
                _ => self.unread(part, "the tabs of these examples"),
            }
        }
        Ok(item)
    }

    /// One of a parameter's examples: a summary, a description, a value.
    fn named_example(&mut self, label: Text, panel: Id) -> Example {
        let parts = self.shown(panel);
        let mut description = Prose::default();
        let mut code = None;
        for &part in &parts {
            let shown = self.shown(part);
            let label = shown.first().filter(|&&id| self.tree.is(id, "strong"));
            let label = label.map(|&id| (id, self.peek(id)));
            match label {
                Some((id, text)) if text == "Example:" && code.is_none() => {
                    self.line_of(id);
                    code = Some(self.value_of(&shown[1..], part));
                }
                Some((id, text)) if text == "Description:" => {
                    self.line_of(id);
                    description.0.extend(self.prose(&shown[1..]).0);
                }
                _ if code.is_none() => description.0.extend(self.prose(&[part]).0),
                _ => self.unread(part, "nothing after the value of an example"),
            }
        }
        Example {
            label: Some(label),
            description,
            code: code.unwrap_or_else(|| {
                self.note(self.tree.span(panel), "the value of this example");
                Text::default()
            }),
        }
    }

    pub(super) fn is_head(&self, id: Id) -> bool {
        self.tree.has_class(id, "openapi-schema__container")
    }

    /// The line with a name, a type, and marks; the type has a class of its own for parameters.
    pub(super) fn head(&mut self, id: Id, type_class: &str) -> Item {
        let tree = self.tree;
        let mut item = Item::new(Kind::Property);
        let mut struck = None;
        let mut name = None;
        let mut label = None;
        // An empty name or type shows nothing and still says something.
        for part in tree.children(id) {
            if tree.has_class(part, "openapi-schema__property") && name.is_none() {
                struck = tree
                    .has_class(part, "openapi-schema__strikethrough")
                    .then(|| tree.span(part));
                name = Some(self.line_of(part));
            } else if tree.has_class(part, type_class) && label.is_none() {
                label = Some(self.line_of(part));
            } else if tree.has_class(part, "openapi-schema__required") && item.required.is_none() {
                item.required = self.mark(part, "required");
            } else if tree.has_class(part, "openapi-schema__nullable") && item.nullable.is_none() {
                item.nullable = self.mark(part, "nullable");
            } else if tree.has_class(part, "openapi-schema__deprecated")
                && item.deprecated.is_none()
            {
                item.deprecated = self.mark(part, "deprecated");
            } else if tree.has_text(part) {
                self.unread(part, "a name, a type, and marks, each once");
            }
        }
        if struck.is_some() != item.deprecated.is_some() {
            let at = struck.or(item.deprecated.clone()).unwrap_or_default();
            self.note(
                at,
                "a struck-through name and the mark `deprecated` together",
            );
        }
        if name.is_none() {
            self.note(tree.span(id), "a name");
        }
        // Only a discriminator may be without a type.
        if label.is_none() && !self.is_discriminator_head(id) {
            self.note(tree.span(id), "a type");
        }
        let empty = || Text {
            text: String::new(),
            span: tree.span(id),
        };
        item.name = name.unwrap_or_else(empty);
        item.label = label.unwrap_or_else(empty);
        item
    }

    fn is_discriminator_head(&self, id: Id) -> bool {
        self.tree
            .elements(id)
            .any(|part| self.tree.has_class(part, "openapi-discriminator__name"))
    }

    /// A mark such as `required`; `None`, and unread, where it says something else.
    pub(super) fn mark(&mut self, id: Id, word: &str) -> Option<Span> {
        let text = self.line_of(id);
        if text.text == word {
            return Some(text.span);
        }
        self.note(self.tree.span(id), &format!("the mark `{word}`"));
        None
    }

    /// The constraints, where an element is the paragraph that gives them.
    pub(super) fn possible_values(&mut self, id: Id) -> Option<PossibleValues> {
        let tree = self.tree;
        let parts = self.shown(id);
        let (&label, rest) = parts.split_first().filter(|_| tree.is(id, "p"))?;
        if !tree.is(label, "strong") || self.peek(label) != POSSIBLE_VALUES {
            return None;
        }
        self.line_of(label);
        let whole = self.line(rest).unwrap_or_else(|| Text {
            text: String::new(),
            span: tree.span(id),
        });
        let codes = tree
            .descendants(id)
            .filter(|&node| tree.is(node, "code"))
            .map(|code| self.verbatim(code))
            .collect();
        Some(PossibleValues { whole, codes })
    }

    /// What a line says in front of a single value, where an element is such a line.
    pub(super) fn value_label(&self, id: Id) -> Option<ValueLabel> {
        let tree = self.tree;
        let strong = tree
            .children(id)
            .next()
            .filter(|&first| tree.is_plain(id, "div") && tree.is_plain(first, "strong"))?;
        ValueLabel::read(&self.peek(strong))
    }

    fn is_examples(&self, id: Id) -> bool {
        self.tree.is_plain(id, "strong") && self.peek(id) == "Examples:"
    }

    /// Reads a line with a single value into its item.
    pub(super) fn value(&mut self, id: Id, item: &mut Item) {
        let parts: Vec<Id> = self.tree.children(id).collect();
        let (Some(label), [strong, rest @ ..]) = (self.value_label(id), parts.as_slice()) else {
            return self.unread(id, "a default value, an example, or the next item");
        };
        let taken = match label {
            ValueLabel::Constant => item.constant.is_some(),
            ValueLabel::Default => item.default.is_some(),
            ValueLabel::Example => !item.examples.is_empty(),
        };
        if taken {
            return self.unread(id, "each value once");
        }
        self.line_of(*strong);
        let value = self.value_of(rest, id);
        match label {
            ValueLabel::Constant => item.constant = Some(value),
            ValueLabel::Default => item.default = Some(value),
            ValueLabel::Example => item.examples.push(Example {
                label: None,
                description: Prose::default(),
                code: value,
            }),
        }
    }

    /// A value as it is; white space in it counts.
    fn value_of(&mut self, nodes: &[Id], line: Id) -> Text {
        let mut value = Text {
            text: String::new(),
            span: self.tree.span(line),
        };
        let pieces: Vec<Text> = nodes.iter().map(|&node| self.verbatim(node)).collect();
        let mut shown = pieces.iter().filter(|piece| !piece.text.is_empty());
        if let Some(first) = shown.next() {
            value.span = first.span.start..shown.next_back().unwrap_or(first).span.end;
        }
        for piece in pieces {
            value.text.push_str(&piece.text);
        }
        value
    }
}
