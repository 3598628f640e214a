//! What a contract must keep so that the generated client can honour all of it.

mod bodies;
mod headers;

use std::collections::BTreeMap;

use contract::{
    Diagnostic, Dialect, Document, Member, Node, Operation, Parameter, ParameterPlace, Response,
    Schema,
};
use heck::ToSnakeCase;

use crate::constraints::is_known_format;

/// Keywords that say nothing about which values are legal.
const ANNOTATIONS: [&str; 6] = [
    "type",
    "description",
    "title",
    "default",
    "example",
    "deprecated",
];
const TEXT_CONSTRAINTS: [&str; 4] = ["minLength", "maxLength", "pattern", "enum"];
const NUMBER_CONSTRAINTS: [&str; 4] =
    ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"];
/// Headers the client sets itself; OpenAPI says that parameters of these names are ignored.
const OWN_HEADERS: [&str; 4] = ["accept", "authorization", "content-type", "user-agent"];

/// Finds everything that the generated client could not honour.
pub(crate) fn check(document: &Document) -> Result<(), Vec<Diagnostic>> {
    let mut checker = Checker {
        document,
        problems: Vec::new(),
    };
    checker.document().map_err(|problem| vec![problem])?;
    if checker.problems.is_empty() {
        Ok(())
    } else {
        Err(checker.problems)
    }
}

struct Checker<'d> {
    document: &'d Document,
    problems: Vec<Diagnostic>,
}

impl<'d> Checker<'d> {
    fn document(&mut self) -> Result<(), Diagnostic> {
        if self.document.dialect() != Dialect::V3_0
            && let Some(version) = self.document.root().get("openapi")
        {
            return Err(self
                .document
                .diagnostic(version.span.clone(), "the generator reads OpenAPI 3.0 only")
                .with_label("expected `3.0.x`")
                .with_help(
                    "write the contract as 3.0.3; a vendor document in 3.1 is compared with it, \
                     not copied over it",
                ));
        }
        self.document.check()?;
        self.problems.extend(crate::keywords::check(self.document));
        if !self.problems.is_empty() {
            // What follows would misread a misspelt schema, and say so at the wrong place.
            return Ok(());
        }
        self.problems.extend(contract::placeholders(self.document));
        self.sensitive_values_are_texts(self.document.root());
        let operations = self.document.operations()?;
        let mut names = BTreeMap::new();
        for operation in &operations {
            self.operation_id(operation, &mut names);
            self.security(operation);
            bodies::check(self, operation);
            for parameter in &operation.parameters {
                self.parameter(operation, parameter);
            }
            self.path_is_filled(operation);
            self.responses(operation);
        }
        headers::check(self, &operations);
        Ok(())
    }

    fn problem(&mut self, problem: Diagnostic) {
        self.problems.push(problem);
    }

    /// Reports a problem of a component that several places may share.
    fn problem_once(&mut self, problem: Diagnostic) {
        let is_known = self
            .problems
            .iter()
            .any(|known| known.location() == problem.location());
        if !is_known {
            self.problem(problem);
        }
    }

    fn sensitive_values_are_texts(&mut self, node: &'d Node) {
        if let Some(mark) = node.member("x-sensitive")
            && mark.value.as_bool() != Some(false)
            && (node.get("type").and_then(Node::as_str) != Some("string")
                || node.get("enum").is_some())
        {
            self.problem(
                self.document
                    .diagnostic(
                        mark.key_span.clone(),
                        "only a text without an `enum` can be kept from being shown",
                    )
                    .with_help("mark the texts in it, or give the value the type `string`"),
            );
        }
        for element in node.elements() {
            self.sensitive_values_are_texts(element);
        }
        for (_, member) in node.members() {
            self.sensitive_values_are_texts(&member.value);
        }
    }

    fn operation_id(&mut self, operation: &Operation<'d>, names: &mut BTreeMap<String, String>) {
        let Some(id) = operation.id else {
            self.problem(
                self.document
                    .diagnostic(
                        operation.span.clone(),
                        format!("{} has no `operationId`", operation.key()),
                    )
                    .with_help("add an `operationId`: it becomes the name of the client's method"),
            );
            return;
        };
        let span = operation
            .node
            .get("operationId")
            .map_or(operation.span.clone(), |node| node.span.clone());
        let method = id.to_snake_case();
        if syn::parse_str::<syn::Ident>(&method).is_err() {
            self.problem(
                self.document
                    .diagnostic(span, format!("`{id}` makes no name for a method"))
                    .with_help("use letters and digits, a letter first, and no word of Rust's own"),
            );
        } else if let Some(first) = names.insert(method, operation.key()) {
            self.problem(
                self.document
                    .diagnostic(span, format!("the `operationId` `{id}` is taken already"))
                    .with_help(format!(
                        "{first} has it; give this operation a name of its own"
                    )),
            );
        }
    }

    fn security(&mut self, operation: &Operation<'d>) {
        let schemes = self
            .document
            .root()
            .get("components")
            .and_then(|components| components.get("securitySchemes"));
        for name in &operation.security {
            let scheme = schemes.and_then(|schemes| schemes.get(name));
            let word = |keyword| {
                scheme
                    .and_then(|scheme| scheme.get(keyword))
                    .and_then(Node::as_str)
            };
            if word("type") != Some("http") || word("scheme") != Some("bearer") {
                self.problem(
                    self.document
                        .diagnostic(
                            operation.span.clone(),
                            format!("{} wants the security scheme `{name}`", operation.key()),
                        )
                        .with_help(
                            "the client sends a bearer token only: declare the scheme under \
                             `components/securitySchemes` with `type: http` and `scheme: bearer`",
                        ),
                );
            }
        }
    }

    fn path_is_filled(&mut self, operation: &Operation<'d>) {
        for name in template_names(operation.path) {
            let declared = operation
                .parameters
                .iter()
                .find(|known| known.place == ParameterPlace::Path && known.name == name);
            if declared.is_none_or(|parameter| !parameter.required) {
                self.problem(
                    self.document
                        .diagnostic(
                            operation.span.clone(),
                            format!("{}: nothing fills `{{{name}}}`", operation.key()),
                        )
                        .with_help(format!(
                            "declare a parameter `{name}` with `in: path` and `required: true`"
                        )),
                );
            }
        }
    }

    fn parameter(&mut self, operation: &Operation<'d>, parameter: &Parameter<'d>) {
        let whose = format!(
            "{}, {} {}",
            operation.key(),
            parameter.place,
            parameter.name
        );
        let refuse = |message: &str, help: &str| {
            self.document
                .diagnostic(parameter.node.span.clone(), format!("{whose}: {message}"))
                .with_help(help)
        };
        if let Some(required) = parameter.node.get("required")
            && required.as_bool().is_none()
        {
            self.problem(
                self.document
                    .diagnostic(
                        required.span.clone(),
                        format!("{whose}: `required` has to be `true` or `false`"),
                    )
                    .with_help("write `true` or `false`; as it is, the parameter is optional"),
            );
        }
        let misplaced = match parameter.place {
            ParameterPlace::Path
                if !template_names(operation.path).any(|name| name == parameter.name) =>
            {
                Some(refuse(
                    "the path has no place for it",
                    "add it to the path in braces, or remove the parameter",
                ))
            }
            ParameterPlace::Cookie => Some(refuse(
                "the generator cannot send cookies",
                "`crates/generator` would need a step that can",
            )),
            ParameterPlace::Header
                if OWN_HEADERS.contains(&parameter.name.to_ascii_lowercase().as_str()) =>
            {
                Some(refuse(
                    "the client sets this header itself",
                    "remove the parameter; OpenAPI ignores parameters of this name",
                ))
            }
            _ => None,
        };
        let schema = parameter.schema;
        let is_scalar = is_scalar(schema);
        let problem = (!is_scalar).then(|| {
            refuse(
                "only strings, numbers, and booleans are supported in parameters",
                "`crates/generator` would need a step that checks and sends such values",
            )
        });
        self.problems.extend(misplaced);
        self.problems.extend(problem);
        if is_scalar {
            self.scalar(&whose, schema);
        }
    }

    /// Refuses what a text, a number, or a boolean that is sent cannot be held to.
    fn scalar(&mut self, whose: &str, schema: Schema<'d>) {
        let allowed: &[&str] = match schema.kind() {
            Some("string") => &TEXT_CONSTRAINTS,
            Some("integer" | "number") => &NUMBER_CONSTRAINTS,
            _ => &[],
        };
        for (keyword, member) in schema.node().members() {
            let is_known = ANNOTATIONS.contains(&keyword)
                || allowed.contains(&keyword)
                || keyword.starts_with("x-")
                || (keyword == "format" && member.value.as_str().is_some_and(is_known_format));
            if !is_known {
                self.cannot_enforce(whose, keyword, member);
            }
        }
        self.pattern(schema);
        if schema.kind() == Some("string") {
            self.enum_words(schema);
        }
    }

    fn cannot_enforce(&mut self, whose: &str, keyword: &str, member: &Member) {
        self.problem_once(
            self.document
                .diagnostic(
                    member.key_span.clone(),
                    format!("{whose}: the client cannot enforce `{keyword}`"),
                )
                .with_help(
                    "`crates/generator` would need a step that checks it before a request is sent; \
                     until then the contract cannot state it",
                ),
        );
    }

    fn pattern(&mut self, schema: Schema<'d>) {
        let Some(pattern) = schema.keyword("pattern") else {
            return;
        };
        let problem = match pattern.as_str().map(regress::Regex::new) {
            Some(Ok(_)) => return,
            Some(Err(error)) => format!("this pattern is no regular expression: {error}"),
            None => "a pattern has to be a string".to_owned(),
        };
        let problem = self
            .document
            .diagnostic(pattern.span.clone(), problem)
            .with_help("write it in JavaScript's dialect, as OpenAPI wants");
        self.problem_once(problem);
    }

    fn enum_words(&mut self, schema: Schema<'d>) {
        for value in schema.enum_values() {
            if value.as_str().is_none() {
                self.problem_once(
                    self.document
                        .diagnostic(
                            value.span.clone(),
                            format!("an enum of strings holds {}", value.kind()),
                        )
                        .with_help("put it in quotes"),
                );
            }
        }
    }

    fn responses(&mut self, operation: &Operation<'d>) {
        if operation.responses.is_empty() {
            self.problem(
                self.document
                    .diagnostic(
                        operation.span.clone(),
                        format!("{} documents no response", operation.key()),
                    )
                    .with_help("add its statuses under `responses`"),
            );
        }
        for response in &operation.responses {
            self.response(operation, response);
        }
        for (what, is_success) in [("success", true), ("error", false)] {
            let mut same_kind = operation
                .responses
                .iter()
                .filter(|response| response.status.starts_with('2') == is_success);
            let Some(first) = same_kind.next() else {
                continue;
            };
            for other in same_kind {
                if body_of(first) != body_of(other) {
                    self.problem(
                        self.document
                            .diagnostic(
                                other.span.clone(),
                                format!(
                                    "{} has two {what} schemas: {} has another than {}",
                                    operation.key(),
                                    other.status,
                                    first.status
                                ),
                            )
                            .with_help(format!(
                                "the generator gives an operation one {what} type: let all its \
                                 {what} statuses refer to one component"
                            )),
                    );
                }
            }
        }
    }

    fn response(&mut self, operation: &Operation<'d>, response: &Response<'d>) {
        let whose = format!("{}, response {}", operation.key(), response.status);
        if response.status.parse::<u16>().is_err() {
            self.problem(
                self.document
                    .diagnostic(
                        response.span.clone(),
                        format!("{whose}: only single statuses are supported"),
                    )
                    .with_help(
                        "list the statuses the vendor documents; any other arrives as \
                         `Error::UnexpectedResponse`, with its status and body",
                    ),
            );
        }
        for media in &response.content {
            if media.name != "application/json" {
                self.problem(
                    self.document
                        .diagnostic(
                            media.span.clone(),
                            format!("{whose}: the media type `{}` is not supported", media.name),
                        )
                        .with_help("the client reads `application/json` only"),
                );
            }
            if media.schema.is_none() {
                self.problem(
                    self.document
                        .diagnostic(media.span.clone(), format!("{whose} has no schema"))
                        .with_help("say what the body is, with a `schema`"),
                );
            }
        }
    }
}

/// What the body of a response is: its component, or all of its schema when it is written in place.
fn body_of(response: &Response<'_>) -> Option<serde_json::Value> {
    let schema = response.content.first()?.schema?;
    Some(match schema.name() {
        Some(name) => name.into(),
        None => schema.node().to_json(),
    })
}

/// Whether a value is one that a text can stand for.
fn is_scalar(schema: Schema<'_>) -> bool {
    matches!(
        schema.kind(),
        Some("string" | "integer" | "number" | "boolean")
    )
}

fn template_names(path: &str) -> impl Iterator<Item = &str> {
    path.split('{')
        .skip(1)
        .filter_map(|rest| Some(rest.split_once('}')?.0))
}
