//! Names, types, and marks: items that changed or have another name.

use serde_json::{Map, Value, json};

use super::edit::{Edit, escaped, keys, split};
use super::look::{Look, Part, flag, part, places, schema_of};
use super::values::labelled;
use crate::page::align::Kind;
use crate::page::draw::{self, Says, VALUES_NAME};
use crate::page::label::{self, Label};

/// The marks, in the order in which they follow a type.
const MARKS: [&str; 3] = ["nullable", "required", "deprecated"];
/// The headings of lists, some of which look like a name and a title.
const HEADINGS: [&str; 7] = [
    "Path Parameters",
    "Query Parameters",
    "Header Parameters",
    "Cookie Parameters",
    "Response Headers",
    "Responses",
    "Schema",
];
/// In how many ways the name and the type of a head are told apart at most.
const MAX_SPLITS: usize = 8;

/// The head of an item as a page shows it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Head {
    pub(super) name: String,
    pub(super) label: String,
    pub(super) marks: Vec<&'static str>,
}

/// Whether a line is the theme's own, and no name or description.
pub(super) fn is_of_theme(text: &str) -> bool {
    HEADINGS.contains(&text) || labelled(text).is_some()
}

/// The marks at the end of a head, and what stands before them.
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

fn mark(text: &str) -> Option<&'static str> {
    MARKS.into_iter().find(|mark| *mark == text)
}

impl Look<'_> {
    /// The heads that may begin at a line, the likeliest first, each with how many lines it takes.
    pub(super) fn heads(&self, offset: usize) -> Vec<(Head, usize)> {
        let Some(line) = self.shown.get(self.at + offset) else {
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
        let is_label = self.shown.get(self.at + offset + 1).is_some_and(|next| {
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

    /// Whether a line is the heading of a list of items.
    pub(super) fn is_heading(&self, offset: usize) -> bool {
        HEADINGS.contains(&self.line(offset))
    }

    /// The types of the items that could stand here, as they were drawn.
    fn labels(&self) -> Vec<String> {
        let mut labels = Vec::new();
        for line in self.expected.iter().filter_map(|at| self.drawn.get(*at)) {
            for place in places(line).into_iter().filter(|_| begins(line.says)) {
                let is_parameter = part(place) == Part::Parameter;
                let schema = self.value(&schema_of(place));
                for of in [draw::type_of, draw::untitled_type_of] {
                    let label = of(schema, is_parameter);
                    labels.extend((!label.is_empty()).then_some(label));
                }
            }
        }
        labels
    }

    /// What it takes for a drawn item to have the head that the page shows.
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
                // The values of a map have a name of the theme's; a schema that is no property is
                // called like its type, or has no name.
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
        let required = self.requiring(pointer, marks("required"));
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
            // The list of what is required is written once.
            edits.retain(|edit| !matches!(edit, Edit::Set(_, key, _) if key == "required"));
            edits.extend(self.named(pointer, &head.name)?);
        }
        (!edits.is_empty()).then_some(edits)
    }

    /// What it takes for a drawn item to have another name.
    pub(super) fn named(&self, pointer: &str, name: &str) -> Option<Vec<Edit>> {
        if name.is_empty() {
            return None;
        }
        match part(pointer) {
            Part::Parameter => Some(vec![Edit::set(pointer, "name", name)]),
            Part::Header(_) => Some(vec![renaming(pointer, name)?]),
            Part::Property(holder, known) => {
                let mut edits = vec![renaming(pointer, name)?];
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

    /// The edits that give a schema the type that a label shows.
    pub(super) fn with_type(&self, schema: &str, label: &str, is_parameter: bool) -> Vec<Edit> {
        let now = self.value(schema);
        let known = draw::type_of(now, is_parameter);
        let known = self.kind_of(schema, &known, is_parameter);
        let text = label;
        let label = Label::parse(label, Some(&known), is_parameter);
        // Only a parameter shows a title in the place of its type; any other word is no type.
        let is_title_alone = label.title.is_some() && label.title != known.title;
        if is_title_alone && !text.ends_with(')') && !(is_parameter && is_title(text)) {
            return Vec::new();
        }
        let mut edits = Vec::new();
        let mut target = schema.to_owned();
        let is_array = now.get("items").is_some();
        if label.array && !is_array {
            let keep = ["title", "description", "deprecated", "nullable"];
            let mut list = kept(now, &keep);
            list.insert("type".to_owned(), "array".into());
            let mut items = now.as_object().cloned().unwrap_or_default();
            items.retain(|key, _| !keep.contains(&key.as_str()));
            items.extend(typed(&label));
            list.insert("items".to_owned(), items.into());
            return replacing(schema, list);
        }
        if !label.array && is_array {
            let mut one = kept(now, &["title", "description", "deprecated", "nullable"]);
            let (items, typed) = (&now["items"], typed(&label));
            if items.get("type") == typed.get("type") {
                for (key, value) in items.as_object().into_iter().flatten() {
                    one.entry(key.as_str()).or_insert_with(|| value.clone());
                }
            }
            one.extend(typed);
            return replacing(schema, one);
        }
        if label.array {
            target += "/items";
        }
        let old = self.value(&target);
        let new = typed(&label);
        // The elements became arrays of themselves.
        if label.array && label.kind.as_deref() == Some("array") && old.get("items").is_none() {
            let items = json!({ "type": "array", "items": old });
            return vec![Edit::set(schema, "items", items)];
        }
        if let Some(items) = old
            .get("items")
            .filter(|it| it.get("type") == new.get("type"))
        {
            return vec![Edit::set(schema, "items", items.clone())];
        }
        for keyword in ["type", "format"] {
            match (old.get(keyword), new.get(keyword)) {
                (old, Some(new)) if old != Some(new) => {
                    edits.push(Edit::set(&target, keyword, new.clone()));
                }
                (Some(_), None) => edits.push(Edit::remove(&target, keyword)),
                _ => {}
            }
        }
        if let Some(title) = &label.title
            && old["title"] != **title
        {
            edits.push(Edit::set(&target, "title", title.as_str()));
        }
        edits
    }

    /// What the label of a drawn schema says, with the type that a parameter's format hides.
    fn kind_of(&self, schema: &str, label: &str, is_parameter: bool) -> Label {
        let mut known = Label::parse(label, None, is_parameter);
        let value = self.value(schema);
        let value = if known.array { &value["items"] } else { value };
        if let Some(kind) = value["type"].as_str() {
            known.kind = Some(kind.to_owned());
        }
        known.format = value["format"].as_str().map(str::to_owned);
        known.title = value["title"].as_str().map(str::to_owned);
        known
    }

    /// Toggles a mark of an item.
    pub(super) fn marking(&self, pointer: &str, mark: &str, is_set: bool) -> Vec<Vec<Edit>> {
        match mark {
            "required" => self.requiring(pointer, is_set),
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

/// Whether a drawn line begins an item.
fn begins(says: Says) -> bool {
    matches!(says, Says::Head | Says::Name)
}

/// The heads that a line of a text may be, with the name and the type told apart in several ways.
///
/// A title in front of the type begins with a capital, or with what the label of a drawn item does.
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
    // A component is often called like the property that it is the type of.
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

/// Whether a text can be the name of a parameter or property.
fn looks_like_a_name(text: &str) -> bool {
    !text.is_empty() && !text.ends_with('.') && !text.contains(['"', '{', '}', '<'])
}

/// Whether a text is a type as a parameter shows it, or one with a title.
fn is_label(text: &str) -> bool {
    let text = text.strip_suffix("[]").unwrap_or(text);
    label::is_format(text)
        || text
            .strip_suffix(')')
            .and_then(|it| it.rsplit_once(" ("))
            .is_some_and(|(_, types)| label::is_type(types))
}

/// Whether a text may be the title of a schema that stands in the place of its type.
fn is_title(text: &str) -> bool {
    let text = text.strip_suffix("[]").unwrap_or(text);
    text.starts_with(char::is_uppercase)
        && text.chars().all(char::is_alphanumeric)
        && !HEADINGS.contains(&text)
}

impl Head {
    /// Whether this is a name with a type.
    pub(super) fn is_property(&self) -> bool {
        let is_word = !self.name.is_empty() && !self.name.contains(' ') || self.name == VALUES_NAME;
        let is_titled = |text: &str| text.ends_with(')') && is_label(text);
        let label = self.label.trim_end_matches("[]");
        is_word && (label::is_type(&self.label) || is_titled(label))
    }
}

/// The keywords that a label states.
pub(super) fn typed(label: &Label) -> Map<String, Value> {
    let mut keywords = Map::new();
    if let Some(kind) = &label.kind {
        let mut kinds: Vec<Value> = kind.split(',').map(Value::from).collect();
        if label.nullable {
            kinds.push("null".into());
        }
        let value = match kinds.len() {
            1 => kinds.swap_remove(0),
            _ => Value::Array(kinds),
        };
        keywords.insert("type".to_owned(), value);
    }
    if let Some(format) = &label.format {
        keywords.insert("format".to_owned(), format.as_str().into());
    }
    keywords
}

fn kept(schema: &Value, keywords: &[&str]) -> Map<String, Value> {
    let members = schema.as_object().into_iter().flatten();
    let members = members.filter(|(key, _)| keywords.contains(&key.as_str()));
    members
        .map(|(key, value)| (key.clone(), value.clone()))
        .collect()
}

fn replacing(pointer: &str, schema: Map<String, Value>) -> Vec<Edit> {
    split(pointer)
        .map(|(at, key)| vec![Edit::set(at, &key, schema)])
        .unwrap_or_default()
}

fn renaming(pointer: &str, name: &str) -> Option<Edit> {
    let (at, key) = split(pointer)?;
    Some(Edit::Rename(at.to_owned(), key, name.to_owned()))
}

/// The pointer of the response that a pointer leads into.
pub(super) fn response_of(pointer: &str) -> Option<String> {
    let keys = keys(pointer);
    let at = keys.iter().position(|key| key == "responses")?;
    let status = keys.get(at + 1)?;
    let method = escaped(keys.first()?);
    (at == 1).then(|| format!("/{method}/responses/{}", escaped(status)))
}
