//! Reads the schemas of unit tests.

use contract::facts::{Facts, Step, SubjectId};
use contract::{Document, Source};

/// The facts of a document whose one response has this schema, given as the members of a YAML flow
/// mapping, and the schema's subject. `Cat` and `Chain`, which requires itself, are components.
pub(crate) fn facts_of(schema: &str) -> (Facts, SubjectId) {
    let text = format!(
        "openapi: 3.1.0
paths: {{ /a: {{ get: {{ responses: {{ '200': {{ content: {{ application/json: {{ schema: {{ {schema} }} }} }} }} }} }} }} }}
components:
  schemas:
    Cat: {{ type: object, required: [lives], properties: {{ lives: {{ type: integer }} }} }}
    Chain: {{ type: object, required: [next], properties: {{ next: {{ $ref: '#/components/schemas/Chain' }} }} }}
"
    );
    let document = Document::read(Source::new("schema.yaml", text.as_str()))
        .unwrap_or_else(|error| panic!("{}", error.render(false)));
    let facts = document.facts();
    let mut subject = facts.root();
    for is_next in [
        |step: &Step| matches!(step, Step::Operation { .. }),
        |step: &Step| matches!(step, Step::Response(_)),
        |step: &Step| matches!(step, Step::MediaType(_)),
    ] {
        let mut parts = facts.subject(subject).parts.iter();
        let next = parts.find(|part| is_next(&part.step));
        subject = next.expect("the document has it").subject;
    }
    (facts, subject)
}

/// The same schema as JSON Schema, for another validator.
pub(crate) fn json_schema_of(schema: &str) -> serde_json::Value {
    let text = format!(
        "openapi: 3.1.0
paths: {{}}
components:
  schemas:
    Root: {{ {schema} }}
    Cat: {{ type: object, required: [lives], properties: {{ lives: {{ type: integer }} }} }}
"
    );
    let document = Document::read(Source::new("schema.yaml", text.as_str()))
        .unwrap_or_else(|error| panic!("{}", error.render(false)));
    let root = document.schemas().next().expect("there is a schema");
    root.to_json_schema()
}
