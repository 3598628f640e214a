//! Which Rust types follow from a contract, and where each stands.

use std::collections::{BTreeMap, HashMap};

use contract::{Diagnostic, Document, Node, Operation, ParameterPlace, RequestBody, Schema, Span};
use heck::{ToPascalCase, ToSnakeCase};

use crate::constraints::is_constrained;

/// The types and operations that the generated code consists of.
pub(crate) struct Plan<'d> {
    pub(crate) operations: Vec<OperationPlan<'d>>,
    pub(crate) types: BTreeMap<String, TypePlan<'d>>,
    shapes: HashMap<*const Node, Shape>,
}

/// One method of the client.
pub(crate) struct OperationPlan<'d> {
    pub(crate) operation: Operation<'d>,
    pub(crate) id: &'d str,
    /// One shape for each parameter of the operation, in its order.
    pub(crate) parameters: Vec<Shape>,
    /// The name of the body's type; `None` for an operation that is sent without.
    pub(crate) body: Option<String>,
    /// One shape for each response of the operation, in its order; `None` without a body.
    pub(crate) responses: Vec<Option<Shape>>,
}

impl OperationPlan<'_> {
    /// The name of the client's method.
    pub(crate) fn method(&self) -> String {
        self.id.to_snake_case()
    }
}

/// A type of our own in the generated code.
pub(crate) struct TypePlan<'d> {
    pub(crate) schema: Schema<'d>,
    pub(crate) role: Role,
}

/// What a type is for, which decides how strict it is.
pub(crate) enum Role {
    /// A text that is sent, and so keeps its constraints.
    CheckedText { in_path: bool },
    /// A text that only answers hold, and that must not be shown.
    CarriedText,
    /// A number that is sent, and so keeps its bounds.
    CheckedNumber,
    /// An enum that is sent: the documented values and no other.
    ClosedEnum,
    /// An enum that answers hold: the documented values and whatever else comes.
    OpenEnum,
    /// An object of an answer.
    Object,
    /// An object that is sent, and so keeps what its members have to be.
    SentObject,
}

/// How a value looks in Rust.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Shape {
    /// A type of [`Plan::types`].
    Named(String),
    Text,
    Integer,
    Number,
    Boolean,
    Timestamp,
    List(Box<Shape>),
    /// Any JSON.
    Json,
}

impl<'d> Plan<'d> {
    pub(crate) fn of(document: &'d Document) -> Result<Self, Diagnostic> {
        let mut builder = Builder {
            document,
            types: BTreeMap::new(),
            shapes: HashMap::new(),
        };
        let mut operations = Vec::new();
        // Parameters first: a text that is sent anywhere keeps its constraints everywhere.
        for operation in document.operations()? {
            let id = operation.id.unwrap_or_default();
            let mut parameters = Vec::new();
            for parameter in &operation.parameters {
                let name = format!("{id} {}", parameter.name).to_pascal_case();
                let in_path = parameter.place == ParameterPlace::Path;
                parameters.push(builder.parameter(parameter.schema, &name, in_path)?);
            }
            operations.push(OperationPlan {
                operation,
                id,
                parameters,
                body: None,
                responses: Vec::new(),
            });
        }
        for plan in &mut operations {
            let body = plan.operation.body.as_ref();
            if let Some(schema) = body.and_then(RequestBody::schema) {
                let name = format!("{} request", plan.id).to_pascal_case();
                plan.body = Some(builder.body(schema, &name)?);
            }
        }
        for plan in &mut operations {
            for response in &plan.operation.responses {
                let name = format!("{} response {}", plan.id, response.status).to_pascal_case();
                let schema = response.content.first().and_then(|media| media.schema);
                plan.responses.push(
                    schema
                        .map(|schema| builder.response(schema, &name))
                        .transpose()?,
                );
            }
        }
        Ok(Self {
            operations,
            types: builder.types,
            shapes: builder.shapes,
        })
    }

    /// The shape of a value in a body or an answer; what neither holds is any JSON.
    pub(crate) fn shape(&self, schema: Schema<'_>) -> &Shape {
        let node: *const Node = schema.node();
        self.shapes.get(&node).unwrap_or(&Shape::Json)
    }
}

struct Builder<'d> {
    document: &'d Document,
    types: BTreeMap<String, TypePlan<'d>>,
    /// The shapes of the schemas that bodies and answers hold.
    shapes: HashMap<*const Node, Shape>,
}

impl<'d> Builder<'d> {
    /// The shape of a parameter's value; `place` names its type where the contract does not.
    fn parameter(
        &mut self,
        schema: Schema<'d>,
        place: &str,
        in_path: bool,
    ) -> Result<Shape, Diagnostic> {
        match schema.kind() {
            Some("string") if schema.keyword("enum").is_some() => {
                // Not the component's name: answers may hold the same enum, and there it is open.
                self.add(place.to_owned(), schema, Role::ClosedEnum)
            }
            Some("string")
                if in_path
                    || schema.name().is_some()
                    || schema.is_sensitive()
                    || is_constrained(schema) =>
            {
                self.add(
                    type_name(schema, place),
                    schema,
                    Role::CheckedText { in_path },
                )
            }
            Some("string") => Ok(Shape::Text),
            Some("integer") if !is_constrained(schema) => Ok(Shape::Integer),
            // Every number is checked: not all that Rust takes for one can be written.
            Some("integer" | "number") => {
                self.add(type_name(schema, place), schema, Role::CheckedNumber)
            }
            _ => Ok(Shape::Boolean),
        }
    }

    /// The type of an object that is sent, and of all that it holds; gives its name.
    ///
    /// `requirements` has made sure that there is nothing in it that cannot be sent.
    fn body(&mut self, schema: Schema<'d>, place: &str) -> Result<String, Diagnostic> {
        let name = type_name(schema, place);
        let is_new = !self.types.contains_key(&name);
        let shape = self.add(name.clone(), schema, Role::SentObject)?;
        if is_new {
            self.shapes.insert(schema.node(), shape);
            for (property, value) in schema.properties() {
                let place = format!("{name} {property}").to_pascal_case();
                if value.kind() == Some("object") {
                    self.body(value, &place)?;
                } else {
                    self.response(value, &place)?;
                }
            }
        }
        Ok(name)
    }

    /// The shape of a value in an answer, or of one in a body that is no object.
    fn response(&mut self, schema: Schema<'d>, place: &str) -> Result<Shape, Diagnostic> {
        let node: *const Node = schema.node();
        if let Some(known) = self.shapes.get(&node) {
            let known = known.clone();
            self.is_not_sent(&known, schema)?;
            return Ok(known);
        }
        // A list that reaches itself without an object in between is carried as JSON.
        self.shapes.insert(node, Shape::Json);
        let shape = self.new_response(schema, place)?;
        self.shapes.insert(node, shape.clone());
        Ok(shape)
    }

    /// Refuses an object that is sent where an answer holds it.
    fn is_not_sent(&self, shape: &Shape, schema: Schema<'d>) -> Result<(), Diagnostic> {
        let Shape::Named(name) = shape else {
            return Ok(());
        };
        let role = self.types.get(name).map(|planned| &planned.role);
        if !matches!(role, Some(Role::SentObject)) {
            return Ok(());
        }
        Err(self
            .document
            .diagnostic(
                schema.node().span.clone(),
                format!("`{name}` is both sent and answered"),
            )
            .with_help(
                "what is sent is checked, what is answered is read leniently: give the request \
                 and the response a component each",
            ))
    }

    fn new_response(&mut self, schema: Schema<'d>, place: &str) -> Result<Shape, Diagnostic> {
        let name = type_name(schema, place);
        match schema.kind() {
            Some("string") if schema.keyword("enum").is_some() => {
                self.add(name, schema, Role::OpenEnum)
            }
            Some("string") => match self.types.get(&name) {
                Some(known) if is_same(known.schema, schema) => Ok(Shape::Named(name)),
                _ if schema.is_sensitive() => self.add(name, schema, Role::CarriedText),
                _ if format_of(schema) == Some("date-time") => Ok(Shape::Timestamp),
                _ => Ok(Shape::Text),
            },
            Some("integer") => Ok(Shape::Integer),
            Some("number") => Ok(Shape::Number),
            Some("boolean") => Ok(Shape::Boolean),
            Some("array") => Ok(match schema.items() {
                Some(items) => {
                    Shape::List(Box::new(self.response(items, &format!("{place}Item"))?))
                }
                None => Shape::Json,
            }),
            Some("object") if schema.keyword("properties").is_some() => {
                let shape = self.add(name.clone(), schema, Role::Object)?;
                self.shapes.insert(schema.node(), shape.clone());
                for (property, value) in schema.properties() {
                    self.response(value, &format!("{name} {property}").to_pascal_case())?;
                }
                Ok(shape)
            }
            // Other objects, choices, and values of no stated type are carried as they come.
            _ => Ok(Shape::Json),
        }
    }

    fn add(&mut self, name: String, schema: Schema<'d>, role: Role) -> Result<Shape, Diagnostic> {
        if let Some(known) = self.types.get_mut(&name) {
            if !is_same(known.schema, schema) {
                return Err(self.name_taken(&name, schema.node().span.clone()));
            }
            if let (Role::CheckedText { in_path: known }, Role::CheckedText { in_path }) =
                (&mut known.role, &role)
            {
                *known |= in_path;
            }
        } else {
            if matches!(role, Role::OpenEnum | Role::ClosedEnum) {
                self.check_variants(schema)?;
            }
            self.types.insert(name.clone(), TypePlan { schema, role });
        }
        Ok(Shape::Named(name))
    }

    fn check_variants(&self, schema: Schema<'d>) -> Result<(), Diagnostic> {
        let mut taken = vec![variant_name(UNRECOGNIZED)];
        for value in schema.enum_values() {
            let name = variant_name(value.as_str().unwrap_or_default());
            if taken.contains(&name) {
                return Err(self.name_taken(&name, value.span.clone()));
            }
            taken.push(name);
        }
        Ok(())
    }

    fn name_taken(&self, name: &str, span: Span) -> Diagnostic {
        self.document
            .diagnostic(span, format!("the Rust name `{name}` is taken already"))
            .with_help("two things of the contract would get one name: remove one, or let `crates/generator` keep them apart")
    }
}

/// The variant that keeps what an open enum does not know.
pub(crate) const UNRECOGNIZED: &str = "Unrecognized";

/// The name of an enum's variant.
pub(crate) fn variant_name(value: &str) -> String {
    let name = value.to_pascal_case();
    if syn::parse_str::<syn::Ident>(&name).is_ok() {
        name
    } else {
        format!("Value{name}")
    }
}

fn type_name(schema: Schema<'_>, place: &str) -> String {
    schema.name().unwrap_or(place).to_pascal_case()
}

pub(crate) fn format_of(schema: Schema<'_>) -> Option<&str> {
    schema.keyword("format").and_then(Node::as_str)
}

fn is_same(one: Schema<'_>, other: Schema<'_>) -> bool {
    std::ptr::eq(one.node(), other.node())
}
