//! Reads the facts of an OpenAPI document.

use serde_json::Value;

use super::{Address, Fact, Place};
use crate::diagnostic::Diagnostic;
use crate::document::{Document, Operation, Schema};
use crate::source::Span;
use crate::tree::Node;

pub(super) fn read(document: &Document) -> Result<Vec<Fact>, Diagnostic> {
    let mut reader = Reader {
        document,
        facts: Vec::new(),
        inside: Vec::new(),
    };
    reader.read_document();
    for operation in document.operations()? {
        reader.read_operation(&operation)?;
    }
    Ok(reader.facts)
}

/// Keywords of a schema whose values are facts of their own, at addresses of their own.
const CHILDREN: [&str; 7] = [
    "properties",
    "required",
    "items",
    "allOf",
    "oneOf",
    "anyOf",
    "additionalProperties",
];

struct Reader<'d> {
    document: &'d Document,
    facts: Vec<Fact>,
    /// The components the walk is inside of: a component that reaches itself is not entered again.
    inside: Vec<&'d str>,
}

impl<'d> Reader<'d> {
    fn say(&mut self, address: &Address, keyword: &str, value: Value, span: &Span) {
        self.facts.push(Fact {
            address: address.clone(),
            keyword: keyword.to_owned(),
            value,
            location: self.document.source().location(span.start),
        });
    }

    /// States every member of a node except those that are read on their own.
    fn say_members(&mut self, address: &Address, node: &Node, read_elsewhere: &[&str]) {
        for (key, member) in node.members() {
            if !read_elsewhere.contains(&key) {
                self.say(address, key, member.value.to_json(), &member.key_span);
            }
        }
    }

    fn read_document(&mut self) {
        let root = self.document.root();
        let at = |place| Address {
            operation: None,
            place,
            path: Vec::new(),
        };
        self.say_members(
            &at(Place::Whole),
            root,
            &["paths", "components", "servers", "security"],
        );
        for server in root.get("servers").into_iter().flat_map(Node::elements) {
            if let Some(url) = server.get("url") {
                self.say(&at(Place::Servers), "url", url.to_json(), &url.span);
            }
        }
        if let Some(security) = root.member("security") {
            self.say(
                &at(Place::Security),
                "security",
                security.value.to_json(),
                &security.key_span,
            );
        }
        let schemes = root
            .get("components")
            .and_then(|components| components.get("securitySchemes"));
        for (name, scheme) in schemes.into_iter().flat_map(Node::members) {
            let mut address = at(Place::Security);
            address.path.push(name.to_owned());
            self.say_members(&address, &scheme.value, &[]);
        }
    }

    fn read_operation(&mut self, operation: &Operation<'d>) -> Result<(), Diagnostic> {
        let at = |place| Address {
            operation: Some(operation.key()),
            place,
            path: Vec::new(),
        };
        self.say_members(
            &at(Place::Whole),
            operation.node,
            &["parameters", "requestBody", "responses", "security"],
        );
        if let Some(security) = operation.node.member("security") {
            self.say(
                &at(Place::Security),
                "security",
                security.value.to_json(),
                &security.key_span,
            );
        }
        for parameter in &operation.parameters {
            let address = at(Place::Parameter(parameter.place, parameter.name.to_owned()));
            self.say_members(&address, parameter.node, &["name", "in", "schema"]);
            self.read_schema(&address, parameter.schema);
        }
        if let Some(body) = operation.node.get("requestBody") {
            for (media, member) in body.get("content").into_iter().flat_map(Node::members) {
                let address = at(Place::RequestBody(media.to_owned()));
                self.say_members(&address, body, &["content"]);
                if let Some(schema) = member.value.get("schema") {
                    self.read_schema(&address, Schema::read(self.document, schema)?);
                }
                self.say_examples(&address, &member.value);
            }
        }
        for response in &operation.responses {
            let status = response.status.to_owned();
            let address = at(Place::Response(status.clone()));
            self.say(
                &address,
                "status",
                Value::String(status.clone()),
                &response.span,
            );
            self.say_members(&address, response.node, &["content", "headers"]);
            let headers = response.node.get("headers").into_iter();
            for (name, header) in headers.flat_map(Node::members) {
                let address = at(Place::ResponseHeader(status.clone(), name.to_owned()));
                self.say_members(&address, &header.value, &["schema"]);
                if let Some(schema) = header.value.get("schema") {
                    self.read_schema(&address, Schema::read(self.document, schema)?);
                }
            }
            for media in &response.content {
                let address = at(Place::ResponseBody(status.clone(), media.name.to_owned()));
                self.say(
                    &address,
                    "media type",
                    Value::String(media.name.to_owned()),
                    &media.span,
                );
                if let Some(schema) = media.schema {
                    self.read_schema(&address, schema);
                }
                for example in &media.examples {
                    self.say(
                        &address,
                        &format!("examples/{}", example.name),
                        example.value.to_json(),
                        &example.value.span,
                    );
                }
            }
        }
        Ok(())
    }

    fn say_examples(&mut self, address: &Address, media: &Node) {
        for (name, member) in media.get("examples").into_iter().flat_map(Node::members) {
            let keyword = format!("examples/{name}");
            self.say(address, &keyword, member.value.to_json(), &member.key_span);
        }
    }

    fn read_schema(&mut self, address: &Address, schema: Schema<'d>) {
        if let Some(name) = schema.name() {
            if self.inside.contains(&name) {
                self.say(
                    address,
                    "recursion",
                    Value::String(name.to_owned()),
                    &schema.node().span,
                );
                return;
            }
            self.inside.push(name);
        }
        self.say_members(address, schema.node(), &CHILDREN);
        let below = |step: String| {
            let mut address = address.clone();
            address.path.push(step);
            address
        };
        for (name, property) in schema.properties() {
            let address = below(name.to_owned());
            self.say_property(&address, schema, name);
            self.read_schema(&address, property);
        }
        if let Some(items) = schema.items() {
            self.read_schema(&below("[]".into()), items);
        }
        for keyword in ["allOf", "oneOf", "anyOf"] {
            for (at, part) in schema.parts(keyword).enumerate() {
                self.read_schema(&below(format!("{keyword} {at}")), part);
            }
        }
        if let Some(member) = schema.node().member("additionalProperties") {
            match Schema::read(self.document, &member.value) {
                Ok(values) if member.value.as_bool().is_none() => {
                    self.read_schema(&below("{}".into()), values);
                }
                _ => self.say(
                    address,
                    "additionalProperties",
                    member.value.to_json(),
                    &member.key_span,
                ),
            }
        }
        if schema.name().is_some() {
            self.inside.pop();
        }
    }

    fn say_property(&mut self, address: &Address, parent: Schema<'d>, name: &str) {
        let properties = parent.keyword("properties");
        let span = properties.and_then(|node| node.member(name));
        if let Some(member) = span {
            self.say(
                address,
                "property",
                Value::String(name.to_owned()),
                &member.key_span,
            );
        }
        let required = parent.keyword("required").into_iter();
        let listed = required
            .flat_map(Node::elements)
            .find(|node| node.as_str() == Some(name));
        if let Some(node) = listed {
            self.say(address, "required", Value::Bool(true), &node.span);
        }
    }
}
