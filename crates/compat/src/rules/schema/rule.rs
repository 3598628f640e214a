//! Rules of schema keywords, and the macro that declares them.

use crate::change::Rust::{self, Patch};
use crate::change::Wire::{self, Safe};
use crate::rules::id::Id;
use crate::rules::rule::{Direction, Rule};

/// A place that can hold a schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SchemaPlace {
    Parameter,
    /// Inside a parameter: a property, an element, or a value of a map.
    ParameterProperty,
    RequestBody,
    RequestProperty,
    RequestReadOnlyProperty,
    ResponseHeader,
    ResponseBody,
    ResponseProperty,
    ResponseWriteOnlyProperty,
    /// A component that no operation reaches.
    Unused,
}

pub(super) const PLACES: [SchemaPlace; 10] = [
    SchemaPlace::Parameter,
    SchemaPlace::ParameterProperty,
    SchemaPlace::RequestBody,
    SchemaPlace::RequestProperty,
    SchemaPlace::RequestReadOnlyProperty,
    SchemaPlace::ResponseHeader,
    SchemaPlace::ResponseBody,
    SchemaPlace::ResponseProperty,
    SchemaPlace::ResponseWriteOnlyProperty,
    SchemaPlace::Unused,
];

impl SchemaPlace {
    fn words(self) -> &'static str {
        match self {
            Self::Parameter => "parameter",
            Self::ParameterProperty => "inside a parameter",
            Self::RequestBody => "request body",
            Self::RequestProperty => "property of a request body",
            Self::RequestReadOnlyProperty => "read-only property of a request body",
            Self::ResponseHeader => "header of a response",
            Self::ResponseBody => "response body",
            Self::ResponseProperty => "property of a response body",
            Self::ResponseWriteOnlyProperty => "write-only property of a response body",
            Self::Unused => "component that no operation reaches",
        }
    }

    fn direction(self) -> Direction {
        match self {
            Self::Parameter
            | Self::ParameterProperty
            | Self::RequestBody
            | Self::RequestProperty
            | Self::RequestReadOnlyProperty => Direction::Request,
            Self::ResponseHeader
            | Self::ResponseBody
            | Self::ResponseProperty
            | Self::ResponseWriteOnlyProperty => Direction::Response,
            Self::Unused => Direction::Neither,
        }
    }

    /// Why no change in this place can break a client.
    fn harmless(self) -> Option<&'static str> {
        match self {
            Self::RequestReadOnlyProperty => Some("A read-only property is not part of a request."),
            Self::ResponseWriteOnlyProperty => {
                Some("A write-only property is not part of a response.")
            }
            Self::Unused => Some("No operation uses this component."),
            _ => None,
        }
    }
}

/// One kind of change of one keyword.
pub(crate) struct SchemaRule {
    /// The ids, in the order of [`PLACES`].
    pub(super) ids: [&'static str; PLACES.len()],
    /// The verdicts, one for each case.
    pub(super) verdicts: &'static [Verdict],
}

pub(super) type Judgement = (Wire, Rust, &'static str);

pub(crate) struct Verdict {
    pub(super) case: Option<&'static str>,
    pub(super) keyword: &'static str,
    pub(super) before: &'static str,
    pub(super) after: &'static str,
    /// The opposite change.
    pub(super) mirror: &'static SchemaRule,
    pub(super) request: Judgement,
    pub(super) response: Judgement,
    /// The verdict for a parameter itself, where it differs from that for a request.
    pub(super) parameter: Option<Judgement>,
}

impl SchemaRule {
    /// The id of the change in a place.
    pub(crate) const fn id(&self, place: SchemaPlace) -> Id {
        Id::of_schema(self.ids[place as usize])
    }
}

impl Verdict {
    pub(super) fn rule(&self, of: &SchemaRule, place: SchemaPlace) -> Rule {
        let (wire, rust, why) = match (place, place.direction()) {
            (SchemaPlace::Parameter, _) => self.parameter.unwrap_or(self.request),
            (_, Direction::Response) => self.response,
            _ => self.request,
        };
        let (wire, rust, why) = match (place, place.harmless()) {
            (SchemaPlace::Unused, Some(why)) => (Safe, Patch, why),
            (_, Some(why)) => (Safe, rust, why),
            (_, None) => (wire, rust, why),
        };
        Rule {
            id: of.id(place).as_str(),
            case: self.case,
            direction: place.direction(),
            place: place.words(),
            keyword: self.keyword,
            wire,
            rust,
            why,
            before: self.before,
            after: self.after,
            mirror: Some(self.mirror.id(place).as_str()),
            no_mirror: None,
        }
    }
}

pub(super) const REFUSED: &str = "The service refuses a value that it accepted before.";
pub(super) const STILL_TAKEN: &str =
    "The service still accepts every value that it accepted before.";
pub(super) const SURPRISE: &str = "A response may contain a value that the old contract does not allow. The \
     generated client reads it; code that validates or stores values by the old contract may fail.";
pub(super) const EXPECTED: &str = "Every response is valid under the old contract.";
pub(super) const SET: &str = "The service refuses a value outside the limit. It may always have done so, because \
     limits are often documented long after they are enforced.";

/// Declares a constant for each rule, with its ids in the order of [`PLACES`] and its verdicts:
/// `NAME [IDS] { [CASE] KEYWORD: BEFORE => AFTER, mirror NAME; request …; response …; }`.
macro_rules! schema_rules {
    ($($name:ident [$($id:literal)+] $({
        $([$case:literal])? $keyword:literal: $before:literal => $after:literal, mirror $mirror:ident;
        request $rw:ident $rr:ident $rwhy:expr;
        response $aw:ident $ar:ident $awhy:expr;
        $(parameter $pw:ident $pr:ident $pwhy:expr;)?
    })+)+) => {
        $(pub(crate) static $name: $crate::rules::schema::rule::SchemaRule = $crate::rules::schema::rule::SchemaRule {
            ids: [$($id),+],
            verdicts: &[$($crate::rules::schema::rule::Verdict {
                case: $crate::rules::row::case!($($case)?),
                keyword: $keyword,
                before: $before,
                after: $after,
                mirror: &$mirror,
                request: ($rw, $rr, $rwhy),
                response: ($aw, $ar, $awhy),
                parameter: $crate::rules::row::case!($(($pw, $pr, $pwhy))?),
            }),+],
        };)+

        pub(super) static RULES: &[&$crate::rules::schema::rule::SchemaRule] = &[$(&$name),+];
    };
}
pub(super) use schema_rules;
