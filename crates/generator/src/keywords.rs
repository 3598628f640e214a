//! The words a schema may use: a misspelt one would otherwise say nothing at all.

use contract::{Data, Diagnostic, Document, Node};

const KEYWORDS: [&str; 34] = [
    "$ref",
    "additionalProperties",
    "allOf",
    "anyOf",
    "default",
    "deprecated",
    "description",
    "discriminator",
    "enum",
    "example",
    "exclusiveMaximum",
    "exclusiveMinimum",
    "externalDocs",
    "format",
    "items",
    "maxItems",
    "maxLength",
    "maxProperties",
    "maximum",
    "minItems",
    "minLength",
    "minProperties",
    "minimum",
    "multipleOf",
    "not",
    "nullable",
    "oneOf",
    "pattern",
    "properties",
    "readOnly",
    "required",
    "title",
    "type",
    "uniqueItems",
];
const TYPES: [&str; 6] = ["array", "boolean", "integer", "number", "object", "string"];

/// Finds types and keywords that OpenAPI 3.0 does not know, in every schema of a document.
pub(crate) fn check(document: &Document) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    find_schemas(document, document.root(), &mut problems);
    let components = document.root().get("components");
    let schemas = components.and_then(|components| components.get("schemas"));
    for (_, member) in schemas.into_iter().flat_map(Node::members) {
        check_schema(document, &member.value, &mut problems);
    }
    problems
}

/// Looks for what stands under `schema`: in parameters, headers, and media types.
fn find_schemas(document: &Document, node: &Node, problems: &mut Vec<Diagnostic>) {
    for (key, member) in node.members() {
        match key {
            "schema" => check_schema(document, &member.value, problems),
            "schemas" | "example" | "examples" => {}
            _ => find_schemas(document, &member.value, problems),
        }
    }
    for element in node.elements() {
        find_schemas(document, element, problems);
    }
}

fn check_schema(document: &Document, schema: &Node, problems: &mut Vec<Diagnostic>) {
    let is_integer = schema.get("type").and_then(Node::as_str) == Some("integer");
    for (key, member) in schema.members() {
        if key != "$ref" && schema.get("$ref").is_some() {
            problems.push(
                document
                    .diagnostic(
                        member.key_span.clone(),
                        format!("`{key}` stands beside a `$ref`, where OpenAPI 3.0 passes it over"),
                    )
                    .with_help("move it into the component that the `$ref` leads to"),
            );
            continue;
        }
        let expected = expected_value(key, is_integer);
        if let Some((words, fits)) = expected
            && !fits(&member.value)
        {
            problems.push(
                document
                    .diagnostic(
                        member.value.span.clone(),
                        format!("`{key}` has to be {words}, this is {}", member.value.kind()),
                    )
                    .with_help(format!(
                        "write {words}; as it is, it would constrain nothing"
                    )),
            );
            continue;
        }
        match key {
            "type" => {
                let is_known = member.value.as_str().is_some_and(|it| TYPES.contains(&it));
                if !is_known {
                    problems.push(
                        document
                            .diagnostic(member.value.span.clone(), "this is no type of OpenAPI 3.0")
                            .with_help(format!("use one of {}", TYPES.join(", "))),
                    );
                }
            }
            "properties" => {
                for (_, property) in member.value.members() {
                    check_schema(document, &property.value, problems);
                }
            }
            "items" | "not" | "additionalProperties" => {
                check_schema(document, &member.value, problems);
            }
            "allOf" | "oneOf" | "anyOf" => {
                for part in member.value.elements() {
                    check_schema(document, part, problems);
                }
            }
            "x-sensitive" => {}
            _ if key.starts_with("x-sens") => problems.push(
                document
                    .diagnostic(member.key_span.clone(), format!("`{key}` marks nothing"))
                    .with_help("did you mean `x-sensitive`?"),
            ),
            _ if key.starts_with("x-") || KEYWORDS.contains(&key) => {}
            _ => problems.push(
                document
                    .diagnostic(
                        member.key_span.clone(),
                        format!("`{key}` is no keyword of OpenAPI 3.0"),
                    )
                    .with_help(likely(key)),
            ),
        }
    }
}

type Fits = fn(&Node) -> bool;

/// What the value of a keyword has to be, where a wrong one would be passed over in silence.
fn expected_value(key: &str, is_integer: bool) -> Option<(&'static str, Fits)> {
    Some(match key {
        "minLength" | "maxLength" | "minItems" | "maxItems" | "minProperties" | "maxProperties" => {
            ("a whole number", |value| value.as_u64().is_some())
        }
        "minimum" | "maximum" if is_integer => (
            "a whole number",
            |value| matches!(&value.data, Data::Number(number) if number.is_i64()),
        ),
        "minimum" | "maximum" | "multipleOf" => {
            ("a number", |value| matches!(value.data, Data::Number(_)))
        }
        "exclusiveMinimum" | "exclusiveMaximum" | "nullable" | "readOnly" | "writeOnly"
        | "uniqueItems" | "deprecated" | "x-sensitive" => {
            ("`true` or `false`", |value| value.as_bool().is_some())
        }
        "pattern" | "format" | "title" | "description" => {
            ("a string", |value| value.as_str().is_some())
        }
        "enum" | "required" | "allOf" | "oneOf" | "anyOf" => {
            ("a list", |value| matches!(value.data, Data::Sequence(_)))
        }
        "properties" => ("a mapping", |value| matches!(value.data, Data::Mapping(_))),
        _ => return None,
    })
}

fn likely(key: &str) -> String {
    let plain = |word: &str| word.to_ascii_lowercase().replace(['-', '_'], "");
    KEYWORDS
        .iter()
        .find(|known| plain(known) == plain(key))
        .map_or_else(
            || "mend its name, or let it start with `x-` if it is ours".to_owned(),
            |known| format!("did you mean `{known}`?"),
        )
}
