//! Which Rust types follow from a contract, and where each stands.

use std::collections::{BTreeMap, HashMap};

use contract::{Diagnostic, Document, Node, Operation, ParameterPlace, Schema, Span};
use heck::{ToPascalCase, ToSnakeCase};

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
                responses: Vec::new(),
            });
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

    /// The shape of a value in an answer; what no answer holds is any JSON.
    pub(crate) fn response_shape(&self, schema: Schema<'_>) -> &Shape {
        let node: *const Node = schema.node();
        self.shapes.get(&node).unwrap_or(&Shape::Json)
    }
}

struct Builder<'d> {
    document: &'d Document,
    types: BTreeMap<String, TypePlan<'d>>,
    /// The shapes of the schemas that answers hold.
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
        let constrained =
            |keywords: &[&str]| keywords.iter().any(|key| schema.keyword(key).is_some());
        match schema.kind() {
            Some("string") if schema.keyword("enum").is_some() => {
                // Not the component's name: answers may hold the same enum, and there it is open.
                self.add(place.to_owned(), schema, Role::ClosedEnum)
            }
            Some("string")
                if in_path
                    || schema.name().is_some()
                    || schema.is_sensitive()
                    || constrained(&["minLength", "maxLength", "pattern"]) =>
            {
                self.add(
                    type_name(schema, place),
                    schema,
                    Role::CheckedText { in_path },
                )
            }
            Some("string") => Ok(Shape::Text),
            Some("integer" | "number") if constrained(&["minimum", "maximum"]) => {
                self.add(type_name(schema, place), schema, Role::CheckedNumber)
            }
            Some("integer") => Ok(Shape::Integer),
            Some("number") => Ok(Shape::Number),
            _ => Ok(Shape::Boolean),
        }
    }

    /// The shape of a value in an answer.
    fn response(&mut self, schema: Schema<'d>, place: &str) -> Result<Shape, Diagnostic> {
        let node: *const Node = schema.node();
        if let Some(known) = self.shapes.get(&node) {
            return Ok(known.clone());
        }
        // A list that reaches itself without an object in between is carried as JSON.
        self.shapes.insert(node, Shape::Json);
        let shape = self.new_response(schema, place)?;
        self.shapes.insert(node, shape.clone());
        Ok(shape)
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

fn format_of(schema: Schema<'_>) -> Option<&str> {
    schema.keyword("format").and_then(Node::as_str)
}

fn is_same(one: Schema<'_>, other: Schema<'_>) -> bool {
    std::ptr::eq(one.node(), other.node())
}
