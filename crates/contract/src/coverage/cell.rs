//! One thing to prove about a contract.

use serde::{Deserialize, Serialize};

use crate::parameter_place::ParameterPlace;

/// One thing to prove, such as a parameter's constraint, a response's status, or an example.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Cell {
    /// The operation as `METHOD path`.
    pub operation: String,
    /// What kind of thing it is.
    pub kind: CellKind,
    /// Which of its kind, such as `query code › maxLength`.
    pub name: String,
}

/// The kinds of things to prove.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CellKind {
    /// A value outside is refused before anything is sent, one at its edge arrives unchanged.
    ParameterConstraint,
    /// A member of a body arrives when it is set, and is not sent when it is not.
    BodyMember,
    /// A body with an illegal value of this member is refused before anything is sent, one with a
    /// value at its edge arrives unchanged.
    BodyConstraint,
    /// This value of an enum arrives in a body.
    BodyEnumValue,
    /// This example of a body goes out as documented.
    RequestExample,
    /// An answer of this status is read as what the contract says it is.
    ResponseStatus,
    /// This header of an answer is read by its type.
    ResponseHeader,
    /// This example comes back typed, and is written back the same.
    Example,
    /// This value of an enum in an answer is known to the client.
    EnumValue,
}

impl CellKind {
    pub(super) fn title(self) -> &'static str {
        match self {
            Self::ParameterConstraint => "parameter constraint",
            Self::BodyMember => "body member",
            Self::BodyConstraint => "body constraint",
            Self::BodyEnumValue => "body enum value",
            Self::RequestExample => "request example",
            Self::ResponseStatus => "response status",
            Self::ResponseHeader => "response header",
            Self::Example => "example",
            Self::EnumValue => "enum value",
        }
    }
}

impl Cell {
    /// The cell of a parameter's constraint.
    #[must_use]
    pub fn constraint(
        operation: &str,
        place: ParameterPlace,
        parameter: &str,
        constraint: &str,
    ) -> Self {
        Self::new(
            operation,
            CellKind::ParameterConstraint,
            format!("{place} {parameter} › {constraint}"),
        )
    }

    /// The cell of a member of a body.
    #[must_use]
    pub fn body_member(operation: &str, path: &[&str]) -> Self {
        Self::new(operation, CellKind::BodyMember, in_body(path))
    }

    /// The cell of a constraint of a member of a body, or of the body itself.
    #[must_use]
    pub fn body_constraint(operation: &str, path: &[&str], constraint: &str) -> Self {
        let name = format!("{} › {constraint}", in_body(path));
        Self::new(operation, CellKind::BodyConstraint, name)
    }

    /// The cell of a value that an enum in a body may have.
    #[must_use]
    pub fn body_enum_value(operation: &str, path: &[&str], value: &str) -> Self {
        let name = format!("{} = {value}", in_body(path));
        Self::new(operation, CellKind::BodyEnumValue, name)
    }

    /// The cell of an example of a body.
    #[must_use]
    pub fn request_example(operation: &str, example: &str) -> Self {
        Self::new(
            operation,
            CellKind::RequestExample,
            format!("request body › {example}"),
        )
    }

    /// The cell of a header of a response.
    #[must_use]
    pub fn response_header(operation: &str, status: &str, header: &str) -> Self {
        Self::new(
            operation,
            CellKind::ResponseHeader,
            format!("{status} › header {header}"),
        )
    }

    /// The cell of a response's status.
    #[must_use]
    pub fn status(operation: &str, status: &str) -> Self {
        Self::new(operation, CellKind::ResponseStatus, status.to_owned())
    }

    /// The cell of an example.
    #[must_use]
    pub fn example(operation: &str, status: &str, example: &str) -> Self {
        Self::new(
            operation,
            CellKind::Example,
            format!("{status} › {example}"),
        )
    }

    /// The cell of a value that an enum in a response may have; `path` leads to the enum.
    #[must_use]
    pub fn enum_value(operation: &str, status: &str, path: &[String], value: &str) -> Self {
        let path = path.join(" › ");
        Self::new(
            operation,
            CellKind::EnumValue,
            format!("{status} › {path} = {value}"),
        )
    }

    pub(super) fn new(operation: &str, kind: CellKind, name: String) -> Self {
        Self {
            operation: operation.to_owned(),
            kind,
            name,
        }
    }
}

fn in_body(path: &[&str]) -> String {
    let steps: Vec<&str> = std::iter::once("request body")
        .chain(path.iter().copied())
        .collect();
    steps.join(" › ")
}
