//! Heads: a name, a type, and marks.

use super::below::strip_marks;
use super::{Below, Flat, Items, Run, VALUES_NAME};
use crate::page::{Form, Item, Kind, Text, label};

impl Items<'_, '_> {
    pub(super) fn head(&self) -> Option<(Item, usize)> {
        // A head follows a blank line, another head, or a line that cannot run on.
        // In a copied page lists and tables run into what follows them.
        let free = self.at == 0
            || self.form == Form::Copied
            || self.lines[self.at - 1].is_blank()
            || matches!(
                self.below.last(),
                Some(Below::Default(_) | Below::Constant(_) | Below::Example(_))
            )
            || self.below.is_empty();
        if !free {
            return None;
        }
        self.head_at(self.at)
    }

    pub(super) fn head_at(&self, at: usize) -> Option<(Item, usize)> {
        match self.form {
            Form::Copied => self.copied_head(at),
            _ => self.imported_head(at).map(|item| (item, at + 1)),
        }
    }

    fn kind(&self, name: &str) -> Kind {
        match self.run {
            Run::Parameters(place) => Kind::Parameter(place),
            Run::Headers => Kind::Header,
            Run::Properties if name == VALUES_NAME => Kind::Values,
            Run::Properties if name.is_empty() => Kind::Root,
            Run::Properties => Kind::Property,
        }
    }

    fn imported_head(&self, at: usize) -> Option<Item> {
        let line = &self.lines[at];
        let (head, marks) = strip_marks(line.text, self.run);
        let text = |part: &str| -> Text {
            if part.is_empty() {
                return Text {
                    text: String::new(),
                    span: line.span.end..line.span.end,
                };
            }
            let start = part.as_ptr() as usize - line.text.as_ptr() as usize;
            Text {
                text: part.to_owned(),
                span: line.span.start + start..line.span.start + start + part.len(),
            }
        };
        let (name, kind) = match self.run {
            Run::Parameters(_) => self.parameter_head(head)?,
            Run::Headers => self.header_head(line.text, at)?,
            Run::Properties => self.property_head(head)?,
        };
        let prose = self.known.is_prose(line.text) && !self.known.is_name(name);
        if prose {
            return None;
        }
        let mut item = Item::named(self.kind(name), text(name));
        item.label = text(kind);
        let mut end = line.text.len();
        for (mark, length) in marks.into_iter().rev() {
            let span = line.span.start + end - length..line.span.start + end;
            end -= length;
            match mark {
                "required" => item.required = Some(span),
                "nullable" => item.nullable = Some(span),
                _ => item.deprecated = Some(span),
            }
        }
        Some(item)
    }

    fn parameter_head<'t>(&self, head: &'t str) -> Option<(&'t str, &'t str)> {
        let (name, kind) = head.split_once(char::is_whitespace)?;
        let kind = kind.trim_start();
        let bare = kind.strip_suffix("[]").unwrap_or(kind);
        let fits = label::is_type(kind)
            || self.known.is_title(bare)
            || self.known.is_format(bare)
            || label::is_format(bare)
            || (self.known.is_name(name) && !kind.is_empty());
        fits.then_some((name, kind))
    }

    /// A header shows its name alone; what follows is its description, if it has one.
    fn header_head<'t>(&self, text: &'t str, at: usize) -> Option<(&'t str, &'t str)> {
        let (name, _) = strip_marks(text, Run::Headers);
        let one_word = !name.contains(char::is_whitespace)
            && name
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c));
        let known = self.known.is_name(name);
        let sentence = name.ends_with('.') && !known;
        let after_head = at > 0 && !known && self.ends_head(at);
        (one_word && !sentence && !after_head).then_some((name, ""))
    }

    /// Whether the nearest line above is a head: what stands here is then its description.
    fn ends_head(&self, at: usize) -> bool {
        self.below.is_empty()
            && matches!(self.flats.last(), Some(Flat::Head(_)))
            && self.lines[at - 1].is_blank()
    }

    fn property_head<'t>(&self, head: &'t str) -> Option<(&'t str, &'t str)> {
        if let Some(label) = head.strip_prefix(VALUES_NAME) {
            return Some((&head[..VALUES_NAME.len()], label.trim_start()));
        }
        if self.known.is_untyped(head) {
            return Some((head, ""));
        }
        if let Some((name, kind)) = label::split_glued(head, |name| self.known.is_name(name)) {
            let plausible = !name.contains(char::is_whitespace)
                || self.known.is_name(name)
                || name == VALUES_NAME;
            // `undefined` and `any` are words; nobody names a property with nothing else.
            return plausible.then_some((name, kind));
        }
        self.titled_head(head)
    }

    /// `nameTitle (string)`: the title is known, else it starts where a known name ends.
    fn titled_head<'t>(&self, head: &'t str) -> Option<(&'t str, &'t str)> {
        let bare = head.strip_suffix("[]").unwrap_or(head);
        let inner = bare.strip_suffix(')')?;
        let (front, types) = inner.rsplit_once(" (")?;
        if !label::is_type(types) {
            return None;
        }
        let ends = || front.char_indices().map(|(at, c)| at + c.len_utf8());
        let is_name = |end: &usize| self.known.is_name(front[..*end].trim_end());
        let is_title = |end: &usize| self.known.is_title(front[*end..].trim_start());
        // A name that changed in front of a known title matters, a title that changed behind a
        // known name does not: where it may be either, it is taken for the former.
        let name = ends()
            .find(|end| is_name(end) && is_title(end))
            .or_else(|| ends().find(is_title))
            .or_else(|| ends().filter(is_name).max())
            .or_else(|| {
                let mut inner = front.char_indices().skip(1);
                inner.find(|(_, c)| c.is_uppercase()).map(|(at, _)| at)
            })?;
        let (name, kind) = head.split_at(name);
        (!name.trim().contains(char::is_whitespace)).then(|| (name.trim_end(), kind.trim_start()))
    }

    /// In a copied page every part of a head stands on a line of its own.
    fn copied_head(&self, at: usize) -> Option<(Item, usize)> {
        let first = &self.lines[at];
        let mut next = at;
        let (name, nameless) = if self.starts_nameless(at) {
            (Text::default(), true)
        } else {
            next += 1;
            (first.to_text(), false)
        };
        if !nameless
            && (name.text.contains(char::is_whitespace) && !self.known.is_name(&name.text))
            && name.text != VALUES_NAME
        {
            return None;
        }
        let mut item = Item::named(self.kind(&name.text), name);
        if nameless {
            item.name.span = first.span.start..first.span.start;
        }
        let mut typed = false;
        if let Some(line) = self.lines.get(next)
            && self.is_type_line(line.text, &item.name.text)
        {
            item.label = line.to_text();
            typed = true;
            next += 1;
        }
        let mut marked = false;
        while let Some(line) = self.lines.get(next) {
            let span = Some(line.span.clone());
            match line.text.to_ascii_lowercase().as_str() {
                "required" if item.required.is_none() => item.required = span,
                "nullable" if item.nullable.is_none() => item.nullable = span,
                "deprecated" if item.deprecated.is_none() => item.deprecated = span,
                _ => break,
            }
            marked = true;
            next += 1;
        }
        let is_header = self.run == Run::Headers && self.header_head(first.text, at).is_some();
        let fits = typed
            || is_header
            || (self.known.is_untyped(&item.name.text)
                || (marked && self.known.is_name(&item.name.text)));
        if !fits {
            return None;
        }
        let quoted = (at..next).all(|line| self.known.is_prose(self.lines[line].text))
            && !self.known.is_name(&item.name.text);
        (!quoted).then_some((item, next))
    }

    fn starts_nameless(&self, at: usize) -> bool {
        if self.run != Run::Properties {
            return false;
        }
        let text = self.lines[at].text;
        let next = self.lines.get(at + 1).map_or("", |line| line.text);
        // `string` and `string`: a whole schema is named after its type.
        label::is_type(text) && !label::is_type(next) && !self.known.is_name(text)
    }

    fn is_type_line(&self, text: &str, name: &str) -> bool {
        if label::is_type(text) {
            return true;
        }
        let bare = text.strip_suffix("[]").unwrap_or(text);
        let titled = bare
            .strip_suffix(')')
            .and_then(|rest| rest.rsplit_once(" ("))
            .is_some_and(|(_, types)| label::is_type(types));
        let word = self.known.is_format(bare)
            || self.known.is_title(bare)
            || (label::is_format(bare) && matches!(self.run, Run::Parameters(_)));
        (name == VALUES_NAME && !text.is_empty() && !text.starts_with("Possible values:"))
            || titled
            || (word && (self.known.is_name(name) || matches!(self.run, Run::Parameters(_))))
    }
}
