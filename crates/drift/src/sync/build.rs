//! What a page states, as a document would write it.

use std::collections::HashSet;

use serde_json::{Map, Value, json};

use super::pointer::Pointer;
use contract::facts::{
    Address, Fact, Facts, Part, Step, Subject, SubjectId, is_annotation, is_example,
};
use contract::{Document, Node, PLACEHOLDER, Source};

/// How many parts an added part may bring.
const MAX_PARTS: usize = 400;

/// A description for a person to write.
fn placeholder(name: &str) -> Value {
    format!("{PLACEHOLDER}{name} in our own words.").into()
}

/// What a page states, as a document in the words of OpenAPI 3.1.
pub(super) fn document(contract: &Document, stated: &Facts) -> Document {
    let mut paths = Map::new();
    for part in &stated.subject(stated.root()).parts {
        if let Step::Operation { method, path } = &part.step {
            let at = super::place::find(contract.root(), &Address(vec![part.step.clone()]));
            // A text that does not show a media type shows what all other bodies are.
            let at = at.map_or(Pointer::default().key("paths"), |place| place.node);
            let builder = Builder {
                facts: stated,
                media: only_media_type(contract.root(), &at),
            };
            let operation = builder.operation(part);
            paths.insert(
                path.clone(),
                json!({ method.to_ascii_lowercase(): operation }),
            );
        }
    }
    let value = json!({ "openapi": "3.1.0", "paths": paths });
    let text = Source::new("page", value.to_string());
    let empty = || Document::from_tree(text.clone(), contract.root().clone());
    Document::read(text.clone()).unwrap_or_else(|_| empty())
}

/// Writes parts of a page.
struct Builder<'f> {
    facts: &'f Facts,
    /// What media types are called where the source does not show it.
    media: Option<String>,
}

type Built = Result<Value, String>;

impl Builder<'_> {
    /// An operation; a part that cannot be written is left out.
    fn operation(&self, part: &Part) -> Value {
        let subject = self.facts.subject(part.subject);
        let mut value = Map::new();
        for fact in &subject.facts {
            if !fact.keyword.contains(['/', ' ']) {
                value.insert(fact.keyword.clone(), fact.value.clone());
            }
        }
        let mut responses: Vec<(String, Value)> = Vec::new();
        for part in &subject.parts {
            let Ok(built) = self.part(part) else { continue };
            let list = match &part.step {
                Step::Server(_) => "servers",
                Step::Parameter(..) => "parameters",
                Step::RequestBody => {
                    value.insert("requestBody".into(), built);
                    continue;
                }
                Step::Response(status) => {
                    responses.push((status.clone(), built));
                    continue;
                }
                _ => continue,
            };
            let list = value.entry(list).or_insert_with(|| json!([]));
            if let Some(list) = list.as_array_mut() {
                list.push(built);
            }
        }
        responses.sort_by(|(one, _), (other, _)| one.cmp(other));
        let responses: Map<String, Value> = responses.into_iter().collect();
        value.insert("responses".into(), responses.into());
        value.into()
    }

    /// The part as its holder has it: without the name, except for a parameter.
    fn part(&self, part: &Part) -> Built {
        let mut left = MAX_PARTS;
        self.build(part, &mut left)
    }

    fn build(&self, part: &Part, left: &mut usize) -> Built {
        *left = left
            .checked_sub(1)
            .ok_or("it is too large, or holds itself")?;
        match &part.step {
            Step::Server(url) => Ok(json!({ "url": url })),
            Step::Parameter(place, name) => {
                let mut value = Map::new();
                value.insert("name".into(), name.as_str().into());
                value.insert("in".into(), place.to_string().into());
                self.holder(part, name, &mut value, left)?;
                Ok(value.into())
            }
            Step::Header(name) => {
                let mut value = Map::new();
                self.holder(part, name, &mut value, left)?;
                Ok(value.into())
            }
            Step::Response(status) => {
                let mut value = Map::new();
                value.insert("description".into(), placeholder(status));
                self.content(part.subject, &mut value, left)?;
                Ok(value.into())
            }
            Step::RequestBody => {
                let mut value = Map::new();
                for fact in &self.facts.subject(part.subject).facts {
                    match fact.keyword.as_str() {
                        "description" => {
                            let text = placeholder("the request's body");
                            value.insert("description".into(), text);
                        }
                        "required" => {
                            value.insert("required".into(), fact.value.clone());
                        }
                        _ => {}
                    }
                }
                self.content(part.subject, &mut value, left)?;
                Ok(value.into())
            }
            Step::MediaType(_) => self.media(part, left),
            Step::Property(name) => self.schema(part, Some(name), left),
            Step::Items | Step::Values => self.schema(part, None, left),
            step => Err(format!("`{step}` is added by hand")),
        }
    }

    /// A parameter or a header, around its schema.
    fn holder(
        &self,
        part: &Part,
        name: &str,
        value: &mut Map<String, Value>,
        left: &mut usize,
    ) -> Result<(), String> {
        let placed = |keyword: &str| part.facts.iter().find(|fact| fact.keyword == keyword);
        if let Some(fact) = placed("required") {
            value.insert("required".into(), fact.value.clone());
        }
        value.insert("description".into(), placeholder(name));
        let mut bare = Part {
            facts: Vec::new(),
            ..part.clone()
        };
        for fact in &part.facts {
            match fact.keyword.as_str() {
                "required" | "description" => {}
                "deprecated" | "style" | "explode" | "allowEmptyValue" | "allowReserved" => {
                    value.insert(fact.keyword.clone(), fact.value.clone());
                }
                "content" => return Err("its value is written in a media type".into()),
                keyword if is_annotation(keyword) || is_example(keyword) => {}
                _ => bare.facts.push(fact.clone()),
            }
        }
        value.insert("schema".into(), self.schema(&bare, None, left)?);
        for fact in part.facts.iter().filter(|fact| is_example(&fact.keyword)) {
            Self::example(&fact.keyword, &fact.value, value);
        }
        Ok(())
    }

    /// Headers and media types of a response or a request's body.
    fn content(
        &self,
        id: SubjectId,
        value: &mut Map<String, Value>,
        left: &mut usize,
    ) -> Result<(), String> {
        for part in &self.facts.subject(id).parts {
            let (group, name) = match &part.step {
                Step::Header(name) => ("headers", name.clone()),
                Step::MediaType(name) if name == "*" => {
                    let name = self.media.clone();
                    (
                        "content",
                        name.ok_or("the source does not show its media type")?,
                    )
                }
                Step::MediaType(name) => ("content", name.clone()),
                step => return Err(format!("`{step}` is added by hand")),
            };
            let built = self.build(part, left)?;
            let group = value.entry(group).or_insert_with(|| json!({}));
            if let Some(group) = group.as_object_mut() {
                group.insert(name, built);
            }
        }
        Ok(())
    }

    fn media(&self, part: &Part, left: &mut usize) -> Built {
        let mut value = Map::new();
        let subject = self.facts.subject(part.subject);
        if !subject.facts.is_empty() || !subject.parts.is_empty() {
            let bare = Part {
                facts: Vec::new(),
                ..part.clone()
            };
            value.insert("schema".into(), self.schema(&bare, None, left)?);
        }
        for fact in &part.facts {
            match fact.keyword.as_str() {
                "encoding" => return Err("its encoding is written by hand".into()),
                keyword if is_annotation(keyword) => {}
                keyword => Self::example(keyword, &fact.value, &mut value),
            }
        }
        Ok(value.into())
    }

    /// A schema; one that has a name is to be described.
    fn schema(&self, part: &Part, name: Option<&str>, left: &mut usize) -> Built {
        self.written(&part.facts, self.facts.subject(part.subject), name, left)
    }

    fn written(
        &self,
        placed: &[Fact],
        subject: &Subject,
        name: Option<&str>,
        left: &mut usize,
    ) -> Built {
        let mut value = Map::new();
        let mut required: Vec<Value> = Vec::new();
        for fact in placed.iter().chain(&subject.facts) {
            match fact.keyword.as_str() {
                "required" | "allOf" => {}
                keyword if is_annotation(keyword) => {}
                keyword if keyword.starts_with("required/") => {
                    required.push(keyword["required/".len()..].into());
                }
                _ => self.keyword(fact, &mut value)?,
            }
        }
        // In 3.1, a list of values has to list `null` as well.
        let is_nullable = value.get("type").is_some_and(Value::is_array);
        if let Some(Value::Array(values)) = value.get_mut("enum").filter(|_| is_nullable) {
            values.push(Value::Null);
        }
        // A page shows the format of a parameter in the place of its type.
        if !value.contains_key("type")
            && let Some(format) = value.get("format").and_then(Value::as_str)
        {
            let kind = match format {
                "int32" | "int64" => "integer",
                "float" | "double" => "number",
                _ => "string",
            };
            value.insert("type".into(), kind.into());
        }
        if let Some(name) = name {
            value.insert("description".into(), placeholder(name));
        }
        let mut properties = Map::new();
        for below in &subject.parts {
            *left = left
                .checked_sub(1)
                .ok_or("it is too large, or holds itself")?;
            match &below.step {
                Step::Property(name) => {
                    let is_required = |fact: &Fact| fact.keyword == "required";
                    if below.facts.iter().any(is_required) {
                        required.push(name.as_str().into());
                    }
                    properties.insert(name.clone(), self.schema(below, Some(name), left)?);
                }
                Step::Items => {
                    value.insert("items".into(), self.schema(below, None, left)?);
                }
                Step::Values => {
                    let values = self.schema(below, None, left)?;
                    value.insert("additionalProperties".into(), values);
                }
                Step::Choice(keyword, label) => {
                    let mut choice = self.schema(below, None, left)?;
                    if let Some(choice) = choice.as_object_mut()
                        && choice.get("$ref").is_none()
                        && choice.get("type").and_then(Value::as_str) != Some(label)
                    {
                        choice.shift_insert(0, "title".into(), label.as_str().into());
                    }
                    let list = value.entry(keyword).or_insert_with(|| json!([]));
                    if let Some(list) = list.as_array_mut() {
                        list.push(choice);
                    }
                }
                step => return Err(format!("`{step}` is added by hand")),
            }
        }
        if !required.is_empty() {
            value.insert("required".into(), required.into());
        }
        if !properties.is_empty() {
            value.insert("properties".into(), properties.into());
        }
        Ok(value.into())
    }

    fn keyword(&self, fact: &Fact, value: &mut Map<String, Value>) -> Result<(), String> {
        let said = fact.value.clone();
        let keyword = fact.keyword.as_str();
        match keyword {
            "nullable" => {
                let kinds = value.get("type").cloned();
                let kinds = kinds.ok_or("it has no type that could be `null` as well")?;
                value.insert("type".into(), with_null(kinds));
            }
            "enum" | "x-extensible-enum" => {
                let ordered = in_order_of_source(self.facts, fact, said);
                value.insert(keyword.into(), ordered);
            }
            "discriminator" => {
                value.insert("discriminator".into(), json!({ "propertyName": said }));
            }
            _ if keyword.starts_with("examples/") => {}
            _ if keyword.contains(['/', ' ']) => {
                return Err(format!("`{keyword}` is added by hand"));
            }
            _ => {
                value.insert(keyword.into(), said);
            }
        }
        Ok(())
    }

    /// Writes an example of a parameter or a media type, which may have a name.
    fn example(keyword: &str, said: &Value, value: &mut Map<String, Value>) {
        match keyword.strip_prefix("examples/") {
            // A page shows one that the theme made up of the schema.
            Some("Example (auto)") => {}
            // It gives one without a name this title.
            Some("" | "Example") => {
                value.insert("example".into(), said.clone());
            }
            Some(name) => {
                let examples = value.entry("examples").or_insert_with(|| json!({}));
                if let Some(examples) = examples.as_object_mut() {
                    examples.insert(name.to_owned(), json!({ "value": said }));
                }
            }
            None if keyword == "example" => {
                value.insert("example".into(), said.clone());
            }
            None => {}
        }
    }
}

/// A type, or a list of types, with `null` among them.
fn with_null(kinds: Value) -> Value {
    let mut kinds = match kinds {
        Value::Array(kinds) => kinds,
        kind => vec![kind],
    };
    if !kinds.iter().any(|kind| kind == "null") {
        kinds.push("null".into());
    }
    kinds.into()
}

/// The values of a list in the order in which the source shows them; a fact holds them sorted.
fn in_order_of_source(stated: &Facts, fact: &Fact, values: Value) -> Value {
    let Value::Array(mut values) = values else {
        return values;
    };
    let text = stated.source().text().get(fact.span.start..);
    let text = text.unwrap_or_default();
    values.sort_by_cached_key(|value| {
        let word = value
            .as_str()
            .map_or_else(|| value.to_string(), str::to_owned);
        let is_part = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || "_-".contains(c));
        text.match_indices(&word)
            .map(|(at, _)| at)
            .find(|&at| {
                !is_part(text[..at].chars().next_back())
                    && !is_part(text[at + word.len()..].chars().next())
            })
            .unwrap_or(usize::MAX)
    });
    values.into()
}

/// The media type of all bodies below a place, if there is exactly one.
fn only_media_type(root: &Node, at: &Pointer) -> Option<String> {
    fn collect(root: &Node, at: &Pointer, found: &mut HashSet<String>) {
        let Some(at) = at.resolved(root) else { return };
        for (key, member) in at.node(root).into_iter().flat_map(Node::members) {
            match key {
                "content" => found.extend(member.value.members().map(|(it, _)| it.to_owned())),
                "schema" | "parameters" | "headers" | "examples" => {}
                _ => collect(root, &at.key(key), found),
            }
        }
    }
    let mut found = HashSet::new();
    collect(root, at, &mut found);
    let mut found = found.into_iter();
    found.next().filter(|_| found.next().is_none())
}
