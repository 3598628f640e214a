//! Names, types, and marks: items that changed, came, or have another name.

use serde_json::{Map, Value, json};

use super::edit::{Edit, escaped, keys, split};
use super::look::{Look, Part, flag, part, places, schema_of};
use crate::page::align::Kind;
use crate::page::draw::{self, Says};
use crate::page::expected::VALUES_NAME;
use crate::page::label::{self, Label};

/// The marks, in the order in which they follow a type.
const MARKS: [&str; 3] = ["nullable", "required", "deprecated"];
/// In how many ways the name and the type of a head are told apart at most.
const MAX_SPLITS: usize = 8;
/// How many lines are looked through for what is nested in an object.
const LOOK_AHEAD: usize = 12;

/// The head of an item as a page shows it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Head {
    pub(super) name: String,
    pub(super) label: String,
    pub(super) marks: Vec<&'static str>,
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
        if !matches!(line.kind, Kind::Any | Kind::Head) {
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
        let label = Label::parse(label, Some(&known), is_parameter);
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
            one.extend(typed(&label));
            return replacing(schema, one);
        }
        if label.array {
            target += "/items";
        }
        let old = self.value(&target);
        let new = typed(&label);
        for keyword in ["type", "format"] {
            match (old.get(keyword), new.get(keyword)) {
                (old, Some(new)) if old != Some(new) => {
                    edits.push(Edit::set(&target, keyword, new.clone()));
                }
                (Some(_), None) => edits.push(Edit::remove(&target, keyword)),
                _ => {}
            }
        }
        if let (Some(title), Some(kind)) = (&label.title, &label.kind)
            && old["title"] != **title
            && !kind.is_empty()
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

    /// A property that the page shows, as a member of each schema that could have it here: `before`
    /// is the item that was drawn in its place, `above` the one above it.
    pub(super) fn new_properties(
        &self,
        before: Option<&str>,
        above: Option<&str>,
    ) -> Vec<Vec<Edit>> {
        let mut places: Vec<(String, Option<String>)> = Vec::new();
        if let Some(before) = before
            && let Part::Property(holder, name) = part(before)
        {
            places.push((holder.to_owned(), Some(name)));
        }
        // The theme draws a line for an object without properties.
        if let Some(before) = before
            && part(before) == Part::Schema
            && self.value(before)["type"] == "object"
            && !self.has(before, "properties")
        {
            places.push((before.to_owned(), None));
        }
        if let Some(above) = above {
            for place in self.places_below(above) {
                if !places.contains(&place) {
                    places.push(place);
                }
            }
        }
        let mut all = Vec::new();
        for (head, length) in self.heads(0) {
            if head.name.is_empty() || head.name == VALUES_NAME {
                continue;
            }
            for schema in self.schemas_of(&head, length) {
                for (holder, before) in &places {
                    all.push(self.with_property(holder, before.clone(), &head, schema.clone()));
                }
            }
        }
        all
    }

    fn with_property(
        &self,
        holder: &str,
        before: Option<String>,
        head: &Head,
        schema: Value,
    ) -> Vec<Edit> {
        let mut edits = Vec::new();
        if self.value(holder)["properties"].is_object() {
            edits.push(Edit::Insert {
                at: format!("{holder}/properties"),
                key: head.name.clone(),
                before,
                value: schema,
            });
        } else {
            let properties = Map::from_iter([(head.name.clone(), schema)]);
            edits.push(Edit::set(holder, "properties", properties));
        }
        if head.marks.contains(&"required") {
            edits.push(self.with_required(holder, &head.name, true));
        }
        edits
    }

    /// Where a property could stand below an item: in it, or behind it in each schema around it.
    fn places_below(&self, pointer: &str) -> Vec<(String, Option<String>)> {
        let mut places = Vec::new();
        let mut open = vec![schema_of(pointer)];
        while let Some(schema) = open.pop() {
            let value = self.value(&schema);
            let is_object = value["type"] == "object" || value.get("properties").is_some();
            if is_object {
                let first = value["properties"]
                    .as_object()
                    .and_then(|it| it.keys().next());
                places.push((schema.clone(), first.cloned()));
            }
            for below in ["items", "additionalProperties"] {
                if value[below].is_object() {
                    open.push(format!("{schema}/{below}"));
                }
            }
        }
        let mut inner = schema_of(pointer);
        while let Some((around, key)) = split(&inner) {
            let around = around.to_owned();
            if let Part::Property(holder, name) = part(&inner) {
                places.push((holder.to_owned(), self.behind(holder, &name)));
            } else if let Some((choice, keyword)) = split(&around)
                && matches!(keyword.as_str(), "oneOf" | "anyOf")
                && key.parse::<usize>().is_ok()
            {
                let first = self.value(choice)["properties"].as_object();
                let first = first.and_then(|it| it.keys().next());
                places.push((choice.to_owned(), first.cloned()));
            }
            inner = around;
        }
        places
    }

    /// The property behind another.
    fn behind(&self, holder: &str, name: &str) -> Option<String> {
        let properties = self.value(holder)["properties"].as_object()?;
        let mut names = properties.keys().skip_while(|it| *it != name);
        names.nth(1).cloned()
    }

    /// The schemas that an item with this head may have; of an object, also with what is nested in
    /// it first.
    fn schemas_of(&self, head: &Head, length: usize) -> Vec<Value> {
        let label = Label::parse(&head.label, None, false);
        let mut schema = schema_for(&label);
        for mark in ["nullable", "deprecated"] {
            if head.marks.contains(&mark) {
                schema.insert(mark.to_owned(), true.into());
            }
        }
        let mut all = vec![Value::Object(schema.clone())];
        let kind = label.kind.as_deref();
        if kind == Some("object") || (label.array && kind.is_none()) {
            let nested = (length..length + LOOK_AHEAD).find_map(|offset| {
                let heads = self.heads(offset);
                let (head, length) = heads
                    .into_iter()
                    .find(|(head, _)| label::is_type(&head.label) && !head.name.is_empty())?;
                let inner = self.schemas_of(&head, offset + length);
                Some((head, inner.into_iter().next_back()?))
            });
            if let Some((inner, value)) = nested {
                let mut holder = Map::from_iter([
                    ("type".to_owned(), "object".into()),
                    (
                        "properties".to_owned(),
                        Map::from_iter([(inner.name.clone(), value)]).into(),
                    ),
                ]);
                if inner.marks.contains(&"required") {
                    holder.insert("required".to_owned(), json!([inner.name]));
                }
                let mut schema = schema;
                if label.array {
                    schema.insert("items".to_owned(), holder.into());
                } else {
                    schema.extend(holder);
                }
                all.push(schema.into());
            }
        }
        all
    }

    /// A parameter that the page shows, in each place and order that it could stand in.
    pub(super) fn new_parameters(
        &self,
        before: Option<&str>,
        above: Option<&str>,
        offset: usize,
        place: Option<&str>,
    ) -> Vec<Vec<Edit>> {
        let own = format!("{}/parameters", self.operation);
        let mut all = Vec::new();
        let mut spots: Vec<(String, Option<String>, String)> = Vec::new();
        for (near, is_before) in [(before, true), (above, false)] {
            let Some(near) = near.filter(|near| part(near) == Part::Parameter) else {
                continue;
            };
            let place = self.value(near)["in"].as_str().unwrap_or_default();
            if let Some((list, at)) = split(near) {
                let at: usize = at.parse().unwrap_or_default();
                let at = (at + usize::from(!is_before)).to_string();
                spots.push((list.to_owned(), Some(at), place.to_owned()));
            }
        }
        if let Some(place) = place {
            spots.clear();
            spots.push((own.clone(), None, place.to_owned()));
        }
        for (head, _) in self.heads(offset) {
            if head.name.is_empty() {
                continue;
            }
            let label = Label::parse(&head.label, None, true);
            let mut schema = schema_for(&label);
            if schema.get("format").is_some() && schema.get("type").is_none() {
                schema.insert("type".to_owned(), "string".into());
            }
            for (list, at, place) in &spots {
                let mut parameter = Map::new();
                parameter.insert("name".to_owned(), head.name.as_str().into());
                parameter.insert("in".to_owned(), place.as_str().into());
                for mark in ["required", "deprecated"] {
                    if head.marks.contains(&mark) {
                        parameter.insert(mark.to_owned(), true.into());
                    }
                }
                parameter.insert("schema".to_owned(), schema.clone().into());
                let parameter = Value::Object(parameter);
                if self.value(list).is_array() {
                    all.push(vec![Edit::Insert {
                        at: list.clone(),
                        key: String::new(),
                        before: at.clone(),
                        value: parameter,
                    }]);
                } else {
                    let parameters = json!([parameter]);
                    all.push(vec![Edit::set(self.operation, "parameters", parameters)]);
                }
            }
        }
        all
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
        {
            push(&plain[..at], label);
        }
        before = Some(next);
    }
    if !plain.contains(' ') {
        push(plain, "");
    }
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

/// The keywords that a label states.
fn typed(label: &Label) -> Map<String, Value> {
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

fn schema_for(label: &Label) -> Map<String, Value> {
    let mut schema = typed(label);
    if let Some(title) = &label.title {
        schema.insert("title".to_owned(), title.as_str().into());
    }
    if label.array {
        schema = Map::from_iter([
            ("type".to_owned(), "array".into()),
            ("items".to_owned(), schema.into()),
        ]);
    }
    schema
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
