//! Schemas: properties in their boxes, arrays between their brackets, choices behind their tabs.

use super::dom::Id;
use super::reader::Reader;
use crate::page::{Item, Kind, Refusal, Text};

/// What opens the elements of an array.
const OPENING: &str = "Array [";
/// What closes them.
const CLOSING: &str = "]";

impl Reader<'_> {
    /// The schema of a body: what is shown in a list.
    pub(super) fn root_schema(&mut self, list: Id) -> Result<Vec<Item>, Refusal> {
        let mut items = self.schema_in(list)?;
        if let [item] = items.as_mut_slice()
            && item.is_named_after_its_type()
        {
            item.kind = Kind::Root;
        }
        Ok(items)
    }

    /// The headers of a response.
    pub(super) fn headers(&mut self, list: Id) -> Result<Vec<Item>, Refusal> {
        let mut items = Vec::new();
        for id in self.shown(list) {
            if self.is_item(id) {
                items.extend(self.item(id, Kind::Header)?);
            } else {
                self.unread(id, "a header");
            }
        }
        Ok(items)
    }

    /// What a box, a panel, or a list shows of a schema.
    fn schema_in(&mut self, parent: Id) -> Result<Vec<Item>, Refusal> {
        let mut nodes = Vec::new();
        for id in self.shown(parent) {
            self.unwrap(id, &mut nodes);
        }
        self.schema(&nodes)
    }

    fn schema(&mut self, nodes: &[Id]) -> Result<Vec<Item>, Refusal> {
        let mut nodes = nodes.iter().copied().peekable();
        let items = self.parts(&mut nodes, false)?;
        Ok(items)
    }

    /// The parts of a schema, up to the end or, in an array, to its closing bracket.
    fn parts(
        &mut self,
        nodes: &mut std::iter::Peekable<impl Iterator<Item = Id>>,
        in_array: bool,
    ) -> Result<Vec<Item>, Refusal> {
        let mut items = Vec::new();
        while let Some(&id) = nodes.peek() {
            let bracket = self.bracket(id);
            if in_array && bracket == Some(CLOSING) {
                break;
            }
            nodes.next();
            if self.is_item(id) {
                items.extend(self.item(id, Kind::Property)?);
            } else if bracket == Some(OPENING) {
                let opening = self.line_of(id);
                let elements = self.parts(nodes, true)?;
                match nodes.next() {
                    Some(closing) => _ = self.line_of(closing),
                    None => self.note(opening.span.clone(), "the bracket that closes this array"),
                }
                let mut array = Item::new(Kind::Items);
                array.name.span = opening.span;
                array.items = elements;
                items.push(array);
            } else if let Some(keyword) = self.badge(id) {
                match nodes.next_if(|&next| self.is_choice(next)) {
                    Some(tabs) => {
                        self.line_of(id);
                        items.extend(self.choices(
                            tabs,
                            keyword,
                            "openapi-tabs__schema-list-container",
                        )?);
                    }
                    None => self.unread(id, "the tabs of this choice"),
                }
            } else if self.is_choice(id) {
                self.unread(id, "`oneOf` or `anyOf` in front of these tabs");
            } else {
                self.unread(id, "a property, an array, or a choice");
            }
        }
        Ok(items)
    }

    /// One property, header, or nameless value.
    fn item(&mut self, id: Id, kind: Kind) -> Result<Option<Item>, Refusal> {
        let tree = self.tree;
        let parts = self.shown(id);
        let mut item = match parts.as_slice() {
            [part] if tree.is(*part, "details") => self.boxed(*part)?,
            [part] if tree.is_plain(*part, "div") => {
                if tree.has_class(id, "openapi-discriminator__item") {
                    self.discriminator(*part)?
                } else {
                    Some(self.leaf(*part))
                }
            }
            _ => {
                self.unread(id, "one property");
                None
            }
        };
        if let Some(item) = &mut item {
            item.kind = match item.name.text.as_str() {
                _ if kind == Kind::Header => kind,
                "" => Kind::Root,
                "property name*" => Kind::Values,
                _ => kind,
            };
        }
        Ok(item)
    }

    /// A property that holds no others.
    fn leaf(&mut self, id: Id) -> Item {
        let mut parts = self.shown(id);
        let mut item = self.head_of(&mut parts, id);
        let told = parts
            .iter()
            .position(|&part| self.value_label(part).is_some())
            .unwrap_or(parts.len());
        let (mut before, values) = parts.split_at(told);
        if let [description @ .., last] = before
            && let Some(possible) = self.possible_values(*last)
        {
            item.possible_values = Some(possible);
            before = description;
        }
        item.description = self.prose(before);
        for &part in values {
            self.value(part, &mut item);
        }
        item
    }

    /// A property that is shown as a box with what it holds.
    fn boxed(&mut self, id: Id) -> Result<Option<Item>, Refusal> {
        let Some(details) = self.details(id) else {
            return Ok(None);
        };
        let mut summary = self.shown(details.summary);
        let mut item = self.head_of(&mut summary, id);
        for part in summary {
            self.unread(part, "nothing beside a property's name, type, and marks");
        }
        for (index, part) in self.shown(details.content).into_iter().enumerate() {
            if index == 0 && self.tree.is_plain(part, "div") {
                let parts = self.shown(part);
                let rest = self.introduction(&parts, &mut item);
                let mut nodes = Vec::new();
                for &part in rest {
                    self.unwrap(part, &mut nodes);
                }
                item.items.extend(self.schema(&nodes)?);
            } else {
                self.unread(part, "what this property holds");
            }
        }
        Ok(Some(item))
    }

    /// A property whose value says which of the tabs below it holds.
    fn discriminator(&mut self, id: Id) -> Result<Option<Item>, Refusal> {
        let tree = self.tree;
        let mut parts = self.shown(id);
        let mut item = self.head_of(&mut parts, id);
        for (index, part) in parts.into_iter().enumerate() {
            if tree.has_class(part, "openapi-tabs__container") {
                let choices = self.choices(
                    part,
                    "discriminator",
                    "openapi-tabs__discriminator-list-container",
                )?;
                item.items.extend(choices);
            } else if tree.is_plain(part, "div") && index == 0 {
                let parts = self.shown(part);
                for &part in self.introduction(&parts, &mut item) {
                    self.unread(part, "the description of this property");
                }
            } else {
                self.unread(part, "the tabs that this property chooses from");
            }
        }
        Ok(Some(item))
    }

    /// Reads the description and the possible values in front of what a box holds; the rest is
    /// what it holds.
    fn introduction<'n>(&mut self, parts: &'n [Id], item: &mut Item) -> &'n [Id] {
        let tree = self.tree;
        let count = parts
            .iter()
            .take_while(|&&part| tree.is_plain(part, "div") && !self.is_wrapper(part))
            .count();
        let (mut introduction, rest) = parts.split_at(count);
        if let [before @ .., last] = introduction
            && let [paragraph] = self.shown(*last).as_slice()
            && let Some(possible) = self.possible_values(*paragraph)
        {
            item.possible_values = Some(possible);
            introduction = before;
        }
        if let [description, extra @ ..] = introduction {
            item.description = self.prose(&[*description]);
            for &part in extra {
                self.unread(part, "possible values, or what this property holds");
            }
        }
        rest
    }

    fn choices(&mut self, container: Id, keyword: &str, class: &str) -> Result<Vec<Item>, Refusal> {
        let mut choices = Vec::new();
        for (label, panel) in self.tabs(container, class)? {
            let mut choice = Item::new(Kind::Choice(keyword.to_owned()));
            choice.name = label;
            choice.items = self.schema_in(panel)?;
            choices.push(choice);
        }
        Ok(choices)
    }

    /// Takes the head off the front of an item's parts.
    fn head_of(&mut self, parts: &mut Vec<Id>, item: Id) -> Item {
        match parts.first() {
            Some(&head) if self.is_head(head) => {
                parts.remove(0);
                self.head(head, "openapi-schema__name")
            }
            _ => {
                self.note(self.tree.span(item), "a name, a type, and marks");
                Item {
                    name: Text {
                        text: String::new(),
                        span: self.tree.span(item),
                    },
                    ..Item::new(Kind::Property)
                }
            }
        }
    }

    fn is_item(&self, id: Id) -> bool {
        self.tree.is(id, "div") && self.tree.has_class(id, "openapi-schema__list-item")
    }

    fn is_choice(&self, id: Id) -> bool {
        self.tree.has_class(id, "openapi-tabs__schema-container")
    }

    /// The bracket of an array that an element is.
    fn bracket(&self, id: Id) -> Option<&'static str> {
        let mut parts = self.tree.elements(id);
        let inner = parts.next().filter(|_| self.tree.is_plain(id, "li"))?;
        if parts.next().is_some() || self.tree.elements(inner).next().is_some() {
            return None;
        }
        let text = self.peek(id);
        [OPENING, CLOSING].into_iter().find(|it| *it == text)
    }

    /// The keyword of a choice that an element announces.
    fn badge(&self, id: Id) -> Option<&'static str> {
        if !self.tree.has_class(id, "badge--info") {
            return None;
        }
        let text = self.peek(id);
        ["oneOf", "anyOf"].into_iter().find(|it| *it == text)
    }

    /// Whether an element only wraps parts of a schema, as composed ones are.
    fn is_wrapper(&self, id: Id) -> bool {
        let mut id = id;
        while self.tree.is_plain(id, "div") {
            let Some(first) = self.tree.elements(id).next() else {
                return false;
            };
            if self.is_item(first)
                || self.is_choice(first)
                || self.tree.has_class(first, "badge--info")
                || self.bracket(first).is_some()
            {
                return true;
            }
            id = first;
        }
        false
    }

    /// Puts the parts of a schema in one row, whatever wraps them.
    fn unwrap(&self, id: Id, nodes: &mut Vec<Id>) {
        if self.is_wrapper(id) {
            for part in self.shown(id) {
                self.unwrap(part, nodes);
            }
        } else {
            nodes.push(id);
        }
    }
}
