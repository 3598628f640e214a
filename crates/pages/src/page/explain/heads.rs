//! Candidates for names, types, and marks of parameters, headers, and properties.

use serde_json::{Value, json};

use super::difference::{Difference, Part, flag, part, places, schema_of};
use super::edit::{Edit, split};
use super::values::labelled;
use crate::page::align::{Kind, is_misspelt, is_misspelt_mark};
use crate::page::draw::{self, Aspect, VALUES_NAME};
use crate::page::label::{self, Label};

/// The marks, in the order in which the theme shows them after a type.
const MARKS: [&str; 3] = ["nullable", "required", "deprecated"];
/// The headings of lists. Some of them look like a name followed by a title.
const HEADINGS: [&str; 7] = [
    "Path Parameters",
    "Query Parameters",
    "Header Parameters",
    "Cookie Parameters",
    "Response Headers",
    "Responses",
    "Schema",
];
/// The number of ways to split a line into a name and a type that are tried at most.
const MAX_SPLITS: usize = 8;

/// The head of a parameter, header, or property: its name, type, and marks.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Head {
    pub(super) name: String,
    pub(super) label: String,
    pub(super) marks: Vec<&'static str>,
}

/// Returns whether a line is fixed text of the theme, and so neither a name nor a description.
pub(super) fn is_of_theme(text: &str) -> bool {
    HEADINGS.contains(&text)
        || matches!(text, "Example (auto)" | "Array [")
        || text.chars().all(|it| "[]{},".contains(it))
        || labelled(text).is_some()
        || is_misspelt(text)
        || is_misspelt_mark(text)
}

/// Splits the marks off the end of a head.
fn without_marks(text: &str) -> (&str, Vec<&'static str>) {
    let (mut rest, mut marks) = (text, Vec::new());
    for mark in MARKS.into_iter().rev() {
        if let Some(shorter) = rest.strip_suffix(mark) {
            rest = shorter;
            marks.insert(0, mark);
        }
    }
    (rest.trim_end(), marks)
}

pub(super) fn mark(text: &str) -> Option<&'static str> {
    MARKS.into_iter().find(|mark| *mark == text)
}

impl Difference<'_> {
    /// Returns the heads that may begin at a line, most likely first, each with its number of
    /// lines.
    pub(super) fn heads(&self, offset: usize) -> Vec<(Head, usize)> {
        let Some(line) = self.shown.get(self.first + offset) else {
            return Vec::new();
        };
        if !matches!(line.kind, Kind::Any | Kind::Head) || is_of_theme(&line.text) {
            return Vec::new();
        }
        if self.is_imported() {
            let heads = heads_in(&line.text, &self.labels()).into_iter();
            return heads.map(|head| (head, 1)).collect();
        }
        let mut label = self.line(offset + 1);
        let is_label = self.shown.get(self.first + offset + 1).is_some_and(|next| {
            next.kind == Kind::Head
                || label::is_type(label)
                || is_label(label)
                || is_title(label)
                || self.labels().iter().any(|known| known == label)
        });
        let mut length = 2;
        if !is_label || mark(label).is_some() {
            label = "";
            length = 1;
        }
        let marks = (0..3).map_while(|at| mark(self.line(offset + length + at)));
        let marks: Vec<&'static str> = marks.collect();
        let length = length + marks.len();
        let head = Head {
            name: line.text.clone(),
            label: label.to_owned(),
            marks,
        };
        vec![(head, length)]
    }

    /// Returns whether a line is the heading of a list.
    pub(super) fn is_heading(&self, offset: usize) -> bool {
        HEADINGS.contains(&self.line(offset))
    }

    /// Returns the drawn types of the items that are expected here.
    fn labels(&self) -> Vec<String> {
        let mut labels = Vec::new();
        for line in self.expected.iter().filter_map(|at| self.drawn.get(*at)) {
            for place in places(line)
                .into_iter()
                .filter(|_| begins_item(line.aspect))
            {
                let is_parameter = part(place) == Part::Parameter;
                let schema = self.value(&schema_of(place));
                for of in [draw::type_of, draw::untitled_type_of] {
                    labels.push(of(schema, is_parameter));
                }
                // A schema without a type shows its title alone.
                labels.extend(schema["title"].as_str().map(str::to_owned));
            }
        }
        labels.retain(|label| !label.is_empty());
        labels
    }

    /// Returns the edits that give the item at `pointer` the head that the page shows.
    pub(super) fn with_head(&self, pointer: &str, head: &Head) -> Option<Vec<Edit>> {
        let schema = schema_of(pointer);
        let mut edits = Vec::new();
        let (now, is_parameter) = match part(pointer) {
            Part::Parameter => (
                self.value(pointer)["name"].as_str().unwrap_or_default(),
                true,
            ),
            Part::Header(_) | Part::Property(..) => ("", false),
            Part::Schema => {
                // The theme names the values of a map; any other schema that is not a property is
                // named after its type, or not at all.
                let is_map = pointer.ends_with("/additionalProperties");
                let label = Label::parse(&head.label, None, false);
                let is_called_so = head.name.is_empty() || Some(&head.name) == label.kind.as_ref();
                if is_map != (head.name == VALUES_NAME) || !(is_map || is_called_so) {
                    return None;
                }
                ("", false)
            }
        };
        let label = draw::type_of(self.value(&schema), is_parameter);
        let plain = draw::untitled_type_of(self.value(&schema), is_parameter);
        if label != head.label && plain != head.label {
            edits.extend(self.with_type(&schema, &head.label, is_parameter));
        }
        let has = |keyword: &str, at: &str| self.value(at)[keyword] == true;
        let marks = |mark: &str| head.marks.contains(&mark);
        let annotated = if is_parameter { pointer } else { &schema };
        if has("deprecated", annotated) != marks("deprecated") {
            edits.push(flag(annotated, "deprecated", marks("deprecated")));
        }
        if !is_parameter && has("nullable", &schema) != marks("nullable") {
            let lists_null = self.value(&schema)["type"].is_array();
            if !lists_null {
                edits.push(flag(&schema, "nullable", marks("nullable")));
            }
        }
        let required = self.with_requirement(pointer, marks("required"));
        if is_parameter {
            let is_required = self.value(pointer)["required"] == true;
            if is_required != marks("required") {
                edits.extend(required.into_iter().next().into_iter().flatten());
            }
        } else {
            edits.extend(required.into_iter().next().into_iter().flatten());
        }
        let is_same = match part(pointer) {
            Part::Parameter => now == head.name,
            Part::Header(name) | Part::Property(_, name) => name == head.name,
            Part::Schema => true,
        };
        if !is_same {
            // The edit that renames a property also updates `required`.
            edits.retain(|edit| !matches!(edit, Edit::Set(_, key, _) if key == "required"));
            edits.extend(self.with_name(pointer, &head.name)?);
        }
        (!edits.is_empty()).then_some(edits)
    }

    /// Returns the edits that rename the item at `pointer`.
    pub(super) fn with_name(&self, pointer: &str, name: &str) -> Option<Vec<Edit>> {
        if name.is_empty() || is_of_theme(name) {
            return None;
        }
        match part(pointer) {
            Part::Parameter => {
                let (list, _) = split(pointer)?;
                let location = self.value(pointer)["in"].as_str()?;
                let is_free = !self.has_parameter(list, name, location);
                is_free.then(|| vec![Edit::set(pointer, "name", name)])
            }
            Part::Header(_) => Some(vec![rename(pointer, name)?]),
            Part::Property(holder, known) => {
                let mut edits = vec![rename(pointer, name)?];
                let names = self.value(holder)["required"].as_array();
                if let Some(names) = names.filter(|names| names.iter().any(|it| *it == *known)) {
                    let names = names.iter().map(|it| {
                        if *it == *known {
                            name.into()
                        } else {
                            it.clone()
                        }
                    });
                    edits.push(Edit::set(holder, "required", names.collect::<Vec<Value>>()));
                }
                Some(edits)
            }
            Part::Schema => None,
        }
    }

    /// Returns the candidates that set or remove a mark of an item.
    pub(super) fn with_mark(&self, pointer: &str, mark: &str, is_set: bool) -> Vec<Vec<Edit>> {
        match mark {
            "required" => self.with_requirement(pointer, is_set),
            "nullable" => {
                let schema = schema_of(pointer);
                let kind = self.value(&schema)["type"].as_str();
                let mut all = vec![vec![flag(&schema, "nullable", is_set)]];
                if let (Some(kind), true, false) = (kind, is_set, self.is_3_0) {
                    all.insert(0, vec![Edit::set(&schema, "type", json!([kind, "null"]))]);
                }
                all
            }
            _ => {
                let at = match part(pointer) {
                    Part::Parameter => pointer.to_owned(),
                    _ => schema_of(pointer),
                };
                vec![vec![flag(&at, "deprecated", is_set)]]
            }
        }
    }
}

/// Returns whether a drawn line begins an item.
fn begins_item(aspect: Aspect) -> bool {
    matches!(aspect, Aspect::Head | Aspect::Name)
}

/// Returns the heads that a line of imported text may be, split into the name and the type at
/// different positions.
///
/// A title before the type begins with a capital, or is the title of a drawn label.
fn heads_in(text: &str, drawn: &[String]) -> Vec<Head> {
    let (plain, marks) = without_marks(text);
    let mut heads = Vec::new();
    let mut push = |name: &str, label: &str| {
        let head = Head {
            name: name.trim_end().to_owned(),
            label: label.trim_start().to_owned(),
            marks: marks.clone(),
        };
        if looks_like_a_name(&head.name) && heads.len() < MAX_SPLITS && !heads.contains(&head) {
            heads.push(head);
        }
    };
    for label in drawn {
        if let Some(name) = plain.strip_suffix(label.as_str()) {
            push(name, label);
        }
    }
    let mut before = None;
    for (at, next) in plain.char_indices() {
        let label = plain[at..].trim_start();
        let begins_a_title =
            next.is_uppercase() && before.is_some_and(|it: char| !it.is_uppercase());
        if label::is_type(label)
            || label::is_format(label)
            || ((begins_a_title || before == Some(' ')) && is_label(label))
            || (before == Some(' ') && is_title(label) && !plain[..at].trim_end().contains(' '))
        {
            push(&plain[..at], label);
        }
        before = Some(next);
    }
    if !plain.contains(' ') {
        push(plain, "");
    }
    // A property often has the same name as the component that is its type.
    heads.sort_by_key(|head| {
        let title = head.label.split(' ').next().unwrap_or_default();
        !head.name.eq_ignore_ascii_case(title.trim_end_matches("[]"))
    });
    let label = plain.to_owned();
    if label::is_type(&label) || is_label(&label) || drawn.contains(&label) {
        heads.push(Head {
            name: String::new(),
            label,
            marks,
        });
    }
    heads
}

/// Returns whether a text may be the name of a parameter or property.
fn looks_like_a_name(text: &str) -> bool {
    !text.is_empty() && !text.ends_with('.') && !text.contains(['"', '{', '}', '<'])
}

/// Returns whether a text is a format, as a parameter shows it, or a type with a title.
fn is_label(text: &str) -> bool {
    let text = text.strip_suffix("[]").unwrap_or(text);
    label::is_format(text)
        || text
            .strip_suffix(')')
            .and_then(|it| it.rsplit_once(" ("))
            .is_some_and(|(_, types)| label::is_type(types))
}

/// Returns whether a text may be the title that a parameter shows instead of its type.
pub(super) fn is_title(text: &str) -> bool {
    let text = text.strip_suffix("[]").unwrap_or(text);
    text.starts_with(char::is_uppercase)
        && text.chars().all(char::is_alphanumeric)
        && !HEADINGS.contains(&text)
}

impl Head {
    /// Returns whether this is a name with a type.
    pub(super) fn is_property(&self) -> bool {
        let is_word = !self.name.is_empty() && !self.name.contains(' ') || self.name == VALUES_NAME;
        let is_titled = |text: &str| text.ends_with(')') && is_label(text);
        let label = self.label.trim_end_matches("[]");
        is_word && (label::is_type(&self.label) || is_titled(label))
    }
}

fn rename(pointer: &str, name: &str) -> Option<Edit> {
    let (at, key) = split(pointer)?;
    Some(Edit::Rename(at.to_owned(), key, name.to_owned()))
}
