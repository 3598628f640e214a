//! The place of a subject in a request or a response, which decides what its changes mean.

use crate::rules::Direction;
use crate::rules::schema::SchemaPlace;
use contract::ParameterPlace;
use contract::facts::Step;

/// The kind of a subject, derived from the part that leads to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Kind {
    Document,
    Operation,
    Server,
    SecurityScheme,
    /// A request's body or a response, around its media types.
    Holder,
    Parameter,
    ParameterProperty,
    Header,
    Body,
    Property,
    /// A property that is not part of its direction: read-only in a request, write-only in a response.
    UnusedProperty,
    Unused,
}

/// The encoding of a value, where it affects the comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Carrier {
    /// JSON, or a parameter other than a header.
    Json,
    /// A body whose encoding has no types, such as a form.
    Text,
    /// A header of a request.
    Header,
}

/// The place of a pair of subjects.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Place {
    pub(super) kind: Kind,
    pub(super) direction: Direction,
    /// Whether the operation is marked as unstable.
    pub(super) is_unstable: bool,
    /// Whether the subject is a property or parameter that both sides require.
    pub(super) is_required: bool,
    /// Whether the service sends the request and the client answers it: a webhook or a callback.
    pub(super) is_reversed: bool,
    carrier: Carrier,
}

impl Place {
    pub(super) const ROOT: Self = Self {
        kind: Kind::Document,
        direction: Direction::Neither,
        is_unstable: false,
        is_required: false,
        is_reversed: false,
        carrier: Carrier::Json,
    };

    /// The place of a part of this subject.
    pub(super) fn then(self, step: &Step) -> Self {
        let below = |kind, direction| Self {
            kind,
            direction,
            is_required: false,
            ..self
        };
        match step {
            Step::Operation { .. } => below(Kind::Operation, Direction::Neither),
            Step::Webhook { .. } | Step::Callback { .. } => Self {
                is_reversed: !self.is_reversed,
                ..below(Kind::Operation, Direction::Neither)
            },
            // The parameters that the service sends are judged like response headers, and the headers
            // that a client returns like parameters.
            Step::Parameter(..) if self.is_reversed => below(Kind::Header, Direction::Response),
            Step::Header(_) if self.is_reversed => Self {
                carrier: Carrier::Header,
                ..below(Kind::Parameter, Direction::Request)
            },
            Step::RequestBody if self.is_reversed => below(Kind::Holder, Direction::Response),
            Step::Response(_) if self.is_reversed => below(Kind::Holder, Direction::Request),
            Step::Server(_) => below(Kind::Server, Direction::Neither),
            Step::SecurityScheme(_) => below(Kind::SecurityScheme, Direction::Neither),
            Step::Parameter(place, _) => Self {
                carrier: match place {
                    ParameterPlace::Header => Carrier::Header,
                    _ => Carrier::Json,
                },
                ..below(Kind::Parameter, Direction::Request)
            },
            Step::RequestBody => below(Kind::Holder, Direction::Request),
            Step::Response(_) => below(Kind::Holder, Direction::Response),
            Step::Header(_) => below(Kind::Header, Direction::Response),
            Step::MediaType(media) => Self {
                carrier: if media.contains("json") || media.contains('*') {
                    Carrier::Json
                } else {
                    Carrier::Text
                },
                ..below(Kind::Body, self.direction)
            },
            Step::Property(_) | Step::Items | Step::Values | Step::Other(_) | Step::Choice(..) => {
                let kind = match self.kind {
                    Kind::Document => Kind::Unused,
                    // An alternative has the place of the schema that it belongs to.
                    kind if matches!(step, Step::Choice(..)) => kind,
                    Kind::Parameter | Kind::ParameterProperty => Kind::ParameterProperty,
                    Kind::Header | Kind::Unused | Kind::UnusedProperty => self.kind,
                    _ => Kind::Property,
                };
                below(kind, self.direction)
            }
        }
    }

    /// The place that selects rules of schemas; `None` for a place that holds no schema.
    pub(super) fn schema(self) -> Option<SchemaPlace> {
        Some(match (self.kind, self.direction) {
            (Kind::Parameter, _) => SchemaPlace::Parameter,
            (Kind::ParameterProperty, _) => SchemaPlace::ParameterProperty,
            (Kind::Header, _) => SchemaPlace::ResponseHeader,
            (Kind::Body, Direction::Response) => SchemaPlace::ResponseBody,
            (Kind::Body, _) => SchemaPlace::RequestBody,
            (Kind::Property, Direction::Response) => SchemaPlace::ResponseProperty,
            (Kind::Property, _) => SchemaPlace::RequestProperty,
            (Kind::UnusedProperty, Direction::Response) => SchemaPlace::ResponseWriteOnlyProperty,
            (Kind::UnusedProperty, _) => SchemaPlace::RequestReadOnlyProperty,
            (Kind::Unused, _) => SchemaPlace::Unused,
            _ => return None,
        })
    }

    /// Whether this is a property of a header's value, whose changes have other ids.
    pub(super) fn is_header_property(self) -> bool {
        self.carrier == Carrier::Header && self.kind == Kind::ParameterProperty
    }

    /// Whether the place holds a schema.
    pub(super) fn is_schema(self) -> bool {
        self.schema().is_some()
    }

    /// Whether the value travels as text, so that a number is also a text.
    pub(super) fn is_text(self) -> bool {
        matches!(self.kind, Kind::Parameter | Kind::Header) || self.carrier == Carrier::Text
    }
}
