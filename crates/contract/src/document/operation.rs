//! Operations with their parameters, responses, and examples.

use std::collections::HashSet;

use super::root::Document;
use super::schema::Schema;
use crate::diagnostic::Diagnostic;
use crate::parameter_place::ParameterPlace;
use crate::source::Span;
use crate::tree::{Data, Member, Node};

pub(super) const METHODS: [&str; 8] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace",
];

/// One operation: a method on a path.
#[derive(Debug)]
pub struct Operation<'d> {
    /// The method in upper case.
    pub method: String,
    /// The path template.
    pub path: &'d str,
    /// The `operationId`, if there is one.
    pub id: Option<&'d str>,
    /// The parameters, those of the path item first unless the operation states them again.
    pub parameters: Vec<Parameter<'d>>,
    /// What a request may carry as its body, if anything.
    pub body: Option<RequestBody<'d>>,
    /// The responses, in the order of the document.
    pub responses: Vec<Response<'d>>,
    /// The schemes a request may be authenticated with: the operation's own list, else the
    /// document's.
    pub security: Vec<&'d str>,
    /// Where the method stands.
    pub span: Span,
    /// What all this was read from.
    pub node: &'d Node,
}

impl Operation<'_> {
    /// The operation as people write it: `GET /path`.
    #[must_use]
    pub fn key(&self) -> String {
        format!("{} {}", self.method, self.path)
    }
}

/// One parameter of an operation.
#[derive(Debug)]
pub struct Parameter<'d> {
    /// Its name on the wire.
    pub name: &'d str,
    /// Where in the request it stands.
    pub place: ParameterPlace,
    /// Whether a request has to carry it.
    pub required: bool,
    /// What its value may be.
    pub schema: Schema<'d>,
    /// What all this was read from.
    pub node: &'d Node,
}

/// The body of an operation's requests.
#[derive(Debug)]
pub struct RequestBody<'d> {
    /// Whether a request has to carry it; a document that does not say so leaves it optional.
    pub required: bool,
    /// What it can be, by media type, in the order of the document.
    pub content: Vec<MediaType<'d>>,
    /// Where the keyword stands.
    pub span: Span,
    /// What all this was read from.
    pub node: &'d Node,
}

impl<'d> RequestBody<'d> {
    /// The schema of the first media type.
    #[must_use]
    pub fn schema(&self) -> Option<Schema<'d>> {
        self.content.first()?.schema
    }

    /// Whether nothing can be sent without it: the document says so, or the body has members that
    /// have to be there.
    #[must_use]
    pub fn is_needed(&self) -> bool {
        self.required
            || self
                .schema()
                .is_some_and(|schema| schema.required().next().is_some())
    }
}

/// One documented response of an operation.
#[derive(Debug)]
pub struct Response<'d> {
    /// The status as the document writes it: `200`, `4XX`, `default`.
    pub status: &'d str,
    /// What it can carry, by media type, in the order of the document.
    pub content: Vec<MediaType<'d>>,
    /// Its headers, in the order of the document.
    pub headers: Vec<Header<'d>>,
    /// Where the status stands.
    pub span: Span,
    /// What all this was read from.
    pub node: &'d Node,
}

/// One header of a response.
#[derive(Debug)]
pub struct Header<'d> {
    /// Its name as the document writes it; names are compared without regard to case.
    pub name: &'d str,
    /// What its value may be.
    pub schema: Schema<'d>,
    /// The examples, in the order of the document.
    pub examples: Vec<Example<'d>>,
    /// Where the name stands.
    pub span: Span,
    /// What all this was read from.
    pub node: &'d Node,
}

/// One media type of a request's body or a response.
#[derive(Debug)]
pub struct MediaType<'d> {
    /// The media type's name, such as `application/json`.
    pub name: &'d str,
    /// What a body may be, if the document says so.
    pub schema: Option<Schema<'d>>,
    /// The examples, in the order of the document.
    pub examples: Vec<Example<'d>>,
    /// Where the media type stands.
    pub span: Span,
}

/// One documented example.
#[derive(Debug)]
pub struct Example<'d> {
    /// Its name; the single unnamed example of a media type is called `example`.
    pub name: &'d str,
    /// Its value.
    pub value: &'d Node,
}

impl Document {
    /// The operations, in the order of the document.
    ///
    /// # Errors
    ///
    /// A part that is not what OpenAPI wants in its place.
    pub fn operations(&self) -> Result<Vec<Operation<'_>>, Diagnostic> {
        read_all(self)
    }
}

fn read_all(document: &Document) -> Result<Vec<Operation<'_>>, Diagnostic> {
    let mut operations = Vec::new();
    for (path, member) in document
        .root()
        .get("paths")
        .into_iter()
        .flat_map(Node::members)
    {
        let item = document.resolve(&member.value)?.node;
        expect_mapping(document, member, "a path item")?;
        for (method, member) in item.members() {
            if METHODS.contains(&method) {
                operations.push(read_operation(document, path, item, method, member)?);
            }
        }
    }
    Ok(operations)
}

fn read_operation<'d>(
    document: &'d Document,
    path: &'d str,
    item: &'d Node,
    method: &str,
    member: &'d Member,
) -> Result<Operation<'d>, Diagnostic> {
    expect_mapping(document, member, "an operation")?;
    let node = &member.value;
    let mut responses = Vec::new();
    for (status, member) in node.get("responses").into_iter().flat_map(Node::members) {
        if !status.starts_with("x-") {
            responses.push(read_response(document, status, member)?);
        }
    }
    let body = node
        .member("requestBody")
        .map(|member| read_body(document, member))
        .transpose()?;
    Ok(Operation {
        method: method.to_ascii_uppercase(),
        path,
        id: node.get("operationId").and_then(Node::as_str),
        parameters: read_parameters(document, item, node)?,
        body,
        responses,
        security: node
            .get("security")
            .or_else(|| document.root().get("security"))
            .into_iter()
            .flat_map(Node::elements)
            .flat_map(Node::members)
            .map(|(scheme, _)| scheme)
            .collect(),
        span: member.key_span.clone(),
        node,
    })
}

fn read_parameters<'d>(
    document: &'d Document,
    item: &'d Node,
    operation: &'d Node,
) -> Result<Vec<Parameter<'d>>, Diagnostic> {
    let mut parameters: Vec<Parameter<'d>> = Vec::new();
    let mut known = HashSet::new();
    for holder in [item, operation] {
        let Some(list) = holder.get("parameters") else {
            continue;
        };
        if !matches!(list.data, Data::Sequence(_)) {
            return Err(document.diagnostic(
                list.span.clone(),
                format!("`parameters` has to be a list, this is {}", list.kind()),
            ));
        }
        for node in list.elements() {
            let parameter = read_parameter(document, node)?;
            // The operation's own word replaces the path item's.
            if !known.insert((parameter.name, parameter.place)) {
                parameters
                    .retain(|known| (known.name, known.place) != (parameter.name, parameter.place));
            }
            parameters.push(parameter);
        }
    }
    Ok(parameters)
}

fn read_parameter<'d>(document: &'d Document, node: &'d Node) -> Result<Parameter<'d>, Diagnostic> {
    let resolved = document.resolve(node)?.node;
    let Some(name) = resolved.get("name").and_then(Node::as_str) else {
        return Err(document
            .diagnostic(node.span.clone(), "this parameter has no `name`")
            .with_help("give it the name it has on the wire"));
    };
    let place = match resolved.get("in").and_then(Node::as_str) {
        Some("path") => ParameterPlace::Path,
        Some("query") => ParameterPlace::Query,
        Some("header") => ParameterPlace::Header,
        Some("cookie") => ParameterPlace::Cookie,
        _ => {
            let span = resolved
                .get("in")
                .map_or(node.span.clone(), |found| found.span.clone());
            return Err(document
                .diagnostic(
                    span,
                    format!("the parameter `{name}` does not say where it stands"),
                )
                .with_help("set `in` to `path`, `query`, `header`, or `cookie`"));
        }
    };
    let content = resolved
        .get("content")
        .and_then(|content| content.members().next());
    let schema = resolved
        .get("schema")
        .or_else(|| content.and_then(|(_, media)| media.value.get("schema")));
    let Some(schema) = schema else {
        return Err(document
            .diagnostic(
                node.span.clone(),
                format!("the parameter `{name}` has no `schema`"),
            )
            .with_help("say what its value may be"));
    };
    Ok(Parameter {
        name,
        place,
        required: resolved.get("required").and_then(Node::as_bool) == Some(true),
        schema: Schema::read(document, schema)?,
        node: resolved,
    })
}

fn read_body<'d>(
    document: &'d Document,
    member: &'d Member,
) -> Result<RequestBody<'d>, Diagnostic> {
    expect_mapping(document, member, "a request body")?;
    let node = document.resolve(&member.value)?.node;
    let mut content = Vec::new();
    for (name, member) in node.get("content").into_iter().flat_map(Node::members) {
        content.push(read_media_type(document, name, member)?);
    }
    Ok(RequestBody {
        required: node.get("required").and_then(Node::as_bool) == Some(true),
        content,
        span: member.key_span.clone(),
        node,
    })
}

fn read_header<'d>(
    document: &'d Document,
    name: &'d str,
    member: &'d Member,
) -> Result<Header<'d>, Diagnostic> {
    expect_mapping(document, member, "a header")?;
    let node = document.resolve(&member.value)?.node;
    let Some(schema) = node.get("schema") else {
        return Err(document
            .diagnostic(
                member.key_span.clone(),
                format!("the header `{name}` has no `schema`"),
            )
            .with_help("say what its value may be"));
    };
    Ok(Header {
        name,
        schema: Schema::read(document, schema)?,
        examples: read_examples(document, node)?,
        span: member.key_span.clone(),
        node,
    })
}

fn read_response<'d>(
    document: &'d Document,
    status: &'d str,
    member: &'d Member,
) -> Result<Response<'d>, Diagnostic> {
    let node = document.resolve(&member.value)?.node;
    let mut content = Vec::new();
    for (name, member) in node.get("content").into_iter().flat_map(Node::members) {
        content.push(read_media_type(document, name, member)?);
    }
    let mut headers = Vec::new();
    for (name, member) in node.get("headers").into_iter().flat_map(Node::members) {
        headers.push(read_header(document, name, member)?);
    }
    Ok(Response {
        status,
        content,
        headers,
        span: member.key_span.clone(),
        node,
    })
}

fn read_media_type<'d>(
    document: &'d Document,
    name: &'d str,
    member: &'d Member,
) -> Result<MediaType<'d>, Diagnostic> {
    let node = &member.value;
    Ok(MediaType {
        name,
        schema: node
            .get("schema")
            .map(|schema| Schema::read(document, schema))
            .transpose()?,
        examples: read_examples(document, node)?,
        span: member.key_span.clone(),
    })
}

/// The examples that a media type or a header states.
fn read_examples<'d>(
    document: &'d Document,
    node: &'d Node,
) -> Result<Vec<Example<'d>>, Diagnostic> {
    let mut examples = Vec::new();
    if let Some(value) = node.get("example") {
        examples.push(Example {
            name: "example",
            value,
        });
    }
    for (name, member) in node.get("examples").into_iter().flat_map(Node::members) {
        if let Some(value) = document.resolve(&member.value)?.node.get("value") {
            examples.push(Example { name, value });
        }
    }
    Ok(examples)
}

fn expect_mapping(document: &Document, member: &Member, what: &str) -> Result<(), Diagnostic> {
    if matches!(member.value.data, Data::Mapping(_)) {
        return Ok(());
    }
    Err(document.diagnostic(
        member.key_span.clone(),
        format!(
            "{what} has to be a mapping, this is {}",
            member.value.kind()
        ),
    ))
}
