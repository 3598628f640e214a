//! What a request's body must keep: JSON objects of texts, numbers, booleans, and objects.

use std::collections::BTreeMap;

use contract::{Node, Operation, RequestBody, Schema};

use super::{ANNOTATIONS, Checker, is_scalar};
use crate::sent::field_name;

/// Keywords of an object that the generated types keep.
const OBJECT_KEYWORDS: [&str; 2] = ["properties", "required"];

/// Refuses a body that the client could not check or send.
pub(super) fn check<'d>(checker: &mut Checker<'d>, operation: &Operation<'d>) {
    let Some(body) = &operation.body else {
        return;
    };
    let whose = format!("{}, request body", operation.key());
    required_is_a_truth(checker, body, &whose);
    if operation.parameters.iter().any(|it| it.name == "body") {
        checker.problem(
            checker
                .document
                .diagnostic(body.span.clone(), format!("{whose}: a parameter is called `body`"))
                .with_help("both would be set by one method; `crates/generator` would need a step that keeps them apart"),
        );
    }
    let mut problems = Vec::new();
    if body.content.is_empty() {
        problems.push((body.span.clone(), "it has no `content`".to_owned()));
    }
    for media in &body.content {
        if media.name != "application/json" {
            problems.push((
                media.span.clone(),
                format!("the media type `{}` is not supported", media.name),
            ));
        } else if media.schema.is_none() {
            problems.push((media.span.clone(), "it has no schema".to_owned()));
        }
    }
    for (span, message) in problems {
        checker.problem(
            checker
                .document
                .diagnostic(span, format!("{whose}: {message}"))
                .with_help("the client sends `application/json` with a `schema` only"),
        );
    }
    if let Some(schema) = body.schema() {
        object(checker, &whose, schema, &mut Vec::new());
    }
}

fn required_is_a_truth(checker: &mut Checker<'_>, body: &RequestBody<'_>, whose: &str) {
    if let Some(required) = body.node.get("required")
        && required.as_bool().is_none()
    {
        checker.problem(
            checker
                .document
                .diagnostic(
                    required.span.clone(),
                    format!("{whose}: `required` has to be `true` or `false`"),
                )
                .with_help("write `true` or `false`; as it is, the body may be left out"),
        );
    }
}

/// Refuses what cannot be sent in an object; `inside` holds the objects around it.
fn object<'d>(
    checker: &mut Checker<'d>,
    whose: &str,
    schema: Schema<'d>,
    inside: &mut Vec<*const Node>,
) {
    let refuse = |checker: &mut Checker<'d>, message: &str, help: &str| {
        checker.problem_once(
            checker
                .document
                .diagnostic(schema.node().span.clone(), format!("{whose}: {message}"))
                .with_help(help),
        );
    };
    if schema.kind() != Some("object") {
        refuse(
            checker,
            "only objects, strings, numbers, and booleans are supported in bodies, and only an \
             object as a body",
            "`crates/generator` would need a step that checks and sends such values",
        );
        return;
    }
    let node: *const Node = schema.node();
    if inside.contains(&node) {
        refuse(
            checker,
            "an object that is sent holds itself",
            "`crates/generator` would need a step that puts it behind a pointer",
        );
        return;
    }
    for (keyword, member) in schema.node().members() {
        let is_known = ANNOTATIONS.contains(&keyword)
            || OBJECT_KEYWORDS.contains(&keyword)
            || keyword.starts_with("x-");
        if !is_known {
            checker.cannot_enforce(whose, keyword, member);
        }
    }
    fields_have_names(checker, whose, schema);
    inside.push(node);
    for (name, member) in schema.properties() {
        let whose = format!("{whose} › {name}");
        if is_scalar(member) {
            checker.scalar(&whose, member);
        } else {
            object(checker, &whose, member, inside);
        }
    }
    inside.pop();
}

fn fields_have_names<'d>(checker: &mut Checker<'d>, whose: &str, schema: Schema<'d>) {
    let mut fields = BTreeMap::new();
    let properties = schema.keyword("properties").into_iter();
    for (name, member) in properties.flat_map(Node::members) {
        let message = match field_name(name) {
            None => format!("{whose}: `{name}` makes no name for a field"),
            Some(field) => match fields.insert(field, name) {
                Some(other) => {
                    format!("{whose}: `{name}` and `{other}` make one name for a field")
                }
                None => continue,
            },
        };
        checker.problem_once(
            checker
                .document
                .diagnostic(member.key_span.clone(), message)
                .with_help("`crates/generator` would need a step that gives it another"),
        );
    }
    for required in schema
        .keyword("required")
        .into_iter()
        .flat_map(Node::elements)
    {
        let is_property = required
            .as_str()
            .is_some_and(|name| schema.properties().any(|(property, _)| property == name));
        if !is_property {
            checker.problem_once(
                checker
                    .document
                    .diagnostic(
                        required.span.clone(),
                        format!("{whose}: `required` names what is no property"),
                    )
                    .with_help("add it under `properties`, or take it out"),
            );
        }
    }
}
