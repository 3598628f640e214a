//! Facts, written as a document and read again, are the same facts.

use std::collections::{BTreeMap, BTreeSet};

use compat::{Options, compare};
use contract::facts::{Fact, Facts, Part, Step, SubjectId};
use edits::edits;
use serde_json::{Map, Value, json};

use crate::drawn::hold::read;
use crate::drawn::{document, in_parallel};

/// Writes facts as an OpenAPI document.
struct Writer<'f> {
    facts: &'f Facts,
    schemas: Map<String, Value>,
    names: BTreeMap<SubjectId, String>,
    begun: BTreeSet<SubjectId>,
}

/// Puts facts into an object: `examples/NAME` is the value of an example, `examples KEYWORD/NAME`
/// what is said about it.
fn put(facts: &[Fact], into: &mut Value) {
    for fact in facts {
        let place = fact.keyword.split_once('/').and_then(|(keyword, name)| {
            let keyword = keyword.strip_prefix("examples")?.trim_start();
            Some((if keyword.is_empty() { "value" } else { keyword }, name))
        });
        match place {
            Some((keyword, name)) => into["examples"][name][keyword] = fact.value.clone(),
            None => into[&fact.keyword] = fact.value.clone(),
        }
    }
}

impl Writer<'_> {
    fn document(&mut self) -> Value {
        let root = self.facts.subject(self.facts.root());
        let mut document = json!({ "openapi": "3.0.3", "info": {}, "paths": {} });
        for fact in &root.facts {
            let is_info = matches!(&*fact.keyword, "title" | "version" | "description");
            let into = if is_info {
                &mut document["info"]
            } else {
                &mut document
            };
            into[&fact.keyword] = fact.value.clone();
        }
        for part in &root.parts {
            let subject = self.facts.subject(part.subject);
            let mut value = json!({});
            put(&part.facts, &mut value);
            put(&subject.facts, &mut value);
            match &part.step {
                Step::Server(url) => {
                    value["url"] = json!(url);
                    push(&mut document["servers"], value);
                }
                Step::SecurityScheme(name) => {
                    document["components"]["securitySchemes"][name] = value;
                }
                Step::Operation { method, path } => {
                    for part in &subject.parts {
                        self.part_of_operation(part, &mut value);
                    }
                    document["paths"][path][method.to_lowercase()] = value;
                }
                // A component that nothing uses.
                Step::Other(name) => {
                    let name = name.strip_prefix("schema ").expect("a schema");
                    self.names.insert(part.subject, name.to_owned());
                    self.schema(part.subject);
                }
                other => panic!("{other} is no part of a document"),
            }
        }
        document["components"]["schemas"] = Value::Object(std::mem::take(&mut self.schemas));
        document
    }

    fn part_of_operation(&mut self, part: &Part, operation: &mut Value) {
        match &part.step {
            Step::Parameter(place, name) => {
                let mut parameter = self.with_schema(part);
                parameter["name"] = json!(name);
                parameter["in"] = json!(place.to_string());
                push(&mut operation["parameters"], parameter);
            }
            Step::RequestBody => operation["requestBody"] = self.with_content(part),
            Step::Response(status) => operation["responses"][status] = self.with_content(part),
            other => panic!("{other} is no part of an operation"),
        }
    }

    /// A request body or response.
    fn with_content(&mut self, part: &Part) -> Value {
        let subject = self.facts.subject(part.subject);
        let mut value = json!({});
        put(&part.facts, &mut value);
        put(&subject.facts, &mut value);
        for part in &subject.parts {
            match &part.step {
                Step::Header(name) => value["headers"][name] = self.with_schema(part),
                Step::MediaType(name) => value["content"][name] = self.with_schema(part),
                other => panic!("{other} is no part of a response"),
            }
        }
        value
    }

    /// A parameter, header, or media type: what is said of it in its place, and its schema.
    fn with_schema(&mut self, part: &Part) -> Value {
        let mut value = json!({});
        put(&part.facts, &mut value);
        let subject = self.facts.subject(part.subject);
        if !subject.facts.is_empty() || !subject.parts.is_empty() {
            value["schema"] = self.schema(part.subject);
        }
        value
    }

    /// Every schema is a component, so that one that contains itself can be written.
    fn schema(&mut self, id: SubjectId) -> Value {
        let number = self.names.len();
        let name = self
            .names
            .entry(id)
            .or_insert_with(|| format!("schema-{number}"))
            .clone();
        if self.begun.insert(id) {
            // In front of what it refers to: of components that nothing uses, the first is named.
            self.schemas.insert(name.clone(), Value::Null);
            let subject = self.facts.subject(id);
            let mut schema = json!({});
            put(&subject.facts, &mut schema);
            for part in &subject.parts {
                let inner = self.placed(part);
                match &part.step {
                    Step::Property(name) => {
                        if part.facts.iter().any(|fact| fact.keyword == "required") {
                            push(&mut schema["required"], json!(name));
                        }
                        schema["properties"][name] = inner;
                    }
                    Step::Items => schema["items"] = inner,
                    Step::Values => schema["additionalProperties"] = inner,
                    Step::Choice(keyword, _) => push(&mut schema[keyword], inner),
                    other => panic!("{other} is no part of a schema"),
                }
            }
            self.schemas.insert(name.clone(), schema);
        }
        json!({ "$ref": format!("#/components/schemas/{name}") })
    }

    /// A schema in its place; what is said of it there only stands beside it.
    fn placed(&mut self, part: &Part) -> Value {
        let schema = self.schema(part.subject);
        let here: Vec<Fact> = part
            .facts
            .iter()
            .filter(|it| it.keyword != "required")
            .cloned()
            .collect();
        if here.is_empty() {
            return schema;
        }
        let mut value = json!({ "allOf": [schema] });
        put(&here, &mut value);
        value
    }
}

fn push(list: &mut Value, value: Value) {
    if list.is_null() {
        *list = json!([]);
    }
    list.as_array_mut().expect("a list").push(value);
}

fn problem(facts: &Facts) -> Option<String> {
    let mut writer = Writer {
        facts,
        schemas: Map::new(),
        names: BTreeMap::new(),
        begun: BTreeSet::new(),
    };
    let written = writer.document();
    let again = read(&written).facts();
    let (before, after) = (facts.all().len(), again.all().len());
    let changes = compare(facts, &again, &Options::default());
    let sentences: Vec<&str> = changes.iter().map(|it| it.message.as_str()).collect();
    (before != after || !changes.is_empty())
        .then(|| format!("{before} facts became {after}: {}", sentences.join("; ")))
}

#[test]
fn facts_written_as_a_document_are_read_as_the_same_facts() {
    for name in [
        "../../openapi/verify.yaml",
        "tests/pages/lending.openapi.yaml",
    ] {
        let value = document(name);
        let edits = edits(&value);
        let problems = in_parallel(&edits, |edit| {
            let found = problem(&read(&edit.apply(&value)).facts())?;
            Some(format!("{name}, {edit}: {found}"))
        });
        let problems: Vec<String> = problems.into_iter().flatten().collect();
        assert!(
            problems.is_empty(),
            "{} of {}\n{}",
            problems.len(),
            edits.len(),
            problems.join("\n")
        );
        assert_eq!(problem(&read(&value).facts()), None);
    }
}
