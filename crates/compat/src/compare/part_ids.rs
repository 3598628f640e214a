//! Maps parts that were added or removed to change ids.

use super::lifecycle::{Announced, announced, is_unstable};
use super::outline::Outline;
use super::place::{Kind, Place};
use super::placed::{is_required, says_true};
use super::walk::Walk;
use crate::inclusion::includes;
use crate::rules::{self, Direction};
use contract::ParameterPlace;
use contract::facts::{Part, Step};

impl<'f> Walk<'f> {
    /// The id of a part that came or went, and what the verdict depends on beyond it.
    pub(super) fn id_of_part(
        &self,
        at: usize,
        outlines: &[Outline<'f>; 2],
        part: &'f Part,
        is_added: bool,
    ) -> (String, Option<&'static str>) {
        let either = |added, removed| if is_added { added } else { removed };
        let place = self.place_of(at);
        let facts = if is_added { self.revision } else { self.base };
        let subject = facts.subject(part.subject);
        let below = place.then(&part.step);
        let says =
            |keyword: &str| says_true(&part.facts, keyword) || says_true(&subject.facts, keyword);
        let today = self.options.today.as_deref();
        let mut case = None;
        let id = match &part.step {
            Step::Operation { .. } if is_added => "endpoint-added",
            Step::Operation { path, .. } => {
                let announced = announced(&subject.facts, today);
                // What promised nothing is gone without breaking a promise.
                let is_unstable = is_unstable(subject);
                case = (announced == Announced::WithoutDate && !is_unstable).then_some("no date");
                match (self.revision_has_path(path), announced) {
                    (true, _) if is_unstable => "api-removed-with-deprecation",
                    (false, _) if is_unstable => "api-path-removed-with-deprecation",
                    (true, Announced::Not) => "api-removed-without-deprecation",
                    (false, Announced::Not) => "api-path-removed-without-deprecation",
                    (true, Announced::ForLater) => "api-removed-before-sunset",
                    (false, Announced::ForLater) => "api-path-removed-before-sunset",
                    (true, _) => "api-removed-with-deprecation",
                    (false, _) => "api-path-removed-with-deprecation",
                }
            }
            Step::Webhook { .. } => either("webhook-added", "webhook-removed"),
            Step::Callback { .. } => either("callback-added", "callback-removed"),
            Step::RequestBody if place.is_reversed => {
                either("webhook-request-body-added", "webhook-request-body-removed")
            }
            Step::Response(status) if place.is_reversed => {
                case = (!is_added && !status.starts_with('2')).then_some("no success");
                either(
                    "webhook-response-status-added",
                    "webhook-response-status-removed",
                )
            }
            Step::Server(_) => either("server-added", "server-removed"),
            Step::SecurityScheme(_) => either(
                "api-security-component-added",
                "api-security-component-removed",
            ),
            Step::Parameter(..) | Step::Header(_) if below.kind == Kind::Header => {
                match (is_added, is_required(part)) {
                    (true, _) => "response-header-added",
                    (false, true) => "required-response-header-removed",
                    (false, false) => "optional-response-header-removed",
                }
            }
            Step::Parameter(..) | Step::Header(_) if !is_added => {
                let announced = announced(&part.facts, today);
                case = (announced == Announced::WithoutDate).then_some("no date");
                match announced {
                    Announced::Not => "request-parameter-removed",
                    Announced::ForLater => "request-parameter-removed-before-sunset",
                    Announced::InTime | Announced::WithoutDate => {
                        "request-parameter-removed-with-deprecation"
                    }
                }
            }
            Step::Parameter(ParameterPlace::Path, _) => "new-request-path-parameter",
            Step::Parameter(..) | Step::Header(_) => {
                match (
                    is_required(part),
                    self.revision.is_of_whole_path(&part.span),
                ) {
                    (true, true) => "new-required-request-default-parameter-to-existing-path",
                    (false, true) => "new-optional-request-default-parameter-to-existing-path",
                    (true, false) => "new-required-request-parameter",
                    (false, false) => "new-optional-request-parameter",
                }
            }
            Step::RequestBody if !is_added => "request-body-removed",
            Step::RequestBody if says("required") => "request-body-added-required",
            Step::RequestBody => "request-body-added-optional",
            Step::Response(status) if status.starts_with('2') => either(
                "response-success-status-added",
                "response-success-status-removed",
            ),
            Step::Response(_) => either(
                "response-non-success-status-added",
                "response-non-success-status-removed",
            ),
            Step::MediaType(_) if place.direction == Direction::Response => {
                either("response-media-type-added", "response-media-type-removed")
            }
            Step::MediaType(_) => either(
                "request-body-media-type-added",
                "request-body-media-type-removed",
            ),
            Step::Property(_) => {
                let mut facts = part.facts.iter().chain(&subject.facts);
                let has_default = facts.any(|fact| fact.keyword == "default");
                property(below, is_required(part), has_default, &says, is_added)
            }
            Step::Other(name) if place.kind == Kind::Document && name.starts_with("schema ") => {
                either("api-schema-added", "api-schema-removed")
            }
            Step::Other(name)
                if place.kind == Kind::Document && name.starts_with("indirect schema ") =>
            {
                case = Some("used indirectly");
                either("api-schema-added", "api-schema-removed")
            }
            _ => return self.id_of_schema_part(at, outlines, part, is_added),
        };
        (id.to_owned(), case)
    }

    /// The id of a part of a schema: the place, then what the part's coming or going does there, as
    /// the tables of the rules have it.
    fn id_of_schema_part(
        &self,
        at: usize,
        outlines: &[Outline<'f>; 2],
        part: &Part,
        is_added: bool,
    ) -> (String, Option<&'static str>) {
        let suffix = if is_added { "added" } else { "removed" };
        let place = self.place_of(at);
        let other = &outlines[usize::from(!is_added)];
        let Some(prefix) = place.prefix() else {
            return (format!("part-{suffix}"), None);
        };
        let narrows = if is_added {
            "specialized"
        } else {
            "generalized"
        };
        let name = match &part.step {
            Step::Items => format!("items-{narrows}"),
            Step::Values => {
                let was_forbidden = other.forbids("additionalProperties");
                match (was_forbidden, is_added) {
                    (true, true) => "additional-properties-allowed".to_owned(),
                    (true, false) => "additional-properties-forbidden".to_owned(),
                    _ => format!("additional-properties-{narrows}"),
                }
            }
            Step::Choice(keyword, _) => {
                let word = if keyword.starts_with("oneOf") {
                    "one-of"
                } else {
                    "any-of"
                };
                let case = match (other.has_choice(keyword), is_added) {
                    (true, _) => None,
                    (false, true) => Some("the first ones"),
                    // What is left may be one of what was offered.
                    (false, false) => {
                        let key = &self.pairs[at].key;
                        let before = (self.base, key.base);
                        (!includes(before, (self.revision, key.revision)))
                            .then_some("the last ones")
                    }
                };
                return (rules::id_of(prefix, &format!("{word}-{suffix}")), case);
            }
            // Where the other side limits what such a member or element is, this both widens and
            // narrows: the id is that of the move which hurts in this direction.
            Step::Other(keyword)
                if keyword.starts_with("patternProperties ")
                    && (place.direction == Direction::Response) == is_added
                    && self.others_are_limited(
                        other,
                        part,
                        is_added,
                        ("additionalProperties", &Step::Values),
                    ) =>
            {
                let verb = if is_added { "allowed" } else { "forbidden" };
                format!("additional-properties-{verb}")
            }
            Step::Other(keyword)
                if keyword.starts_with("prefixItems ")
                    && (place.direction == Direction::Response) == is_added
                    && self.others_are_limited(other, part, is_added, ("items", &Step::Items)) =>
            {
                let verb = if is_added {
                    "generalized"
                } else {
                    "specialized"
                };
                format!("items-{verb}")
            }
            Step::Other(keyword) => match inner_keyword(keyword) {
                Some(word) => format!("{word}-{suffix}"),
                None => return (format!("part-{suffix}"), None),
            },
            _ => return (format!("part-{suffix}"), None),
        };
        (rules::id_of(prefix, &name), None)
    }
}

impl Walk<'_> {
    /// Whether the side without a part says less of what the part names than the part does: by
    /// `keyword: false`, or by a schema for all others that does not take in the part's.
    fn others_are_limited(
        &self,
        other: &Outline<'_>,
        part: &Part,
        is_added: bool,
        (keyword, step): (&str, &Step),
    ) -> bool {
        let (facts, own) = if is_added {
            (self.base, self.revision)
        } else {
            (self.revision, self.base)
        };
        other.forbids(keyword)
            || other
                .others(step)
                .is_some_and(|others| !includes((facts, others.subject), (own, part.subject)))
    }
}

fn property(
    below: Place,
    is_required: bool,
    has_default: bool,
    says: &impl Fn(&str) -> bool,
    is_added: bool,
) -> &'static str {
    match below.direction {
        _ if below.kind == Kind::Unused => "unused-schema-property-changed",
        Direction::Response => match (is_required, says("writeOnly"), is_added) {
            (true, false, true) => "response-required-property-added",
            (true, false, false) => "response-required-property-removed",
            (false, false, true) => "response-optional-property-added",
            (false, false, false) => "response-optional-property-removed",
            (true, true, true) => "response-required-write-only-property-added",
            (true, true, false) => "response-required-write-only-property-removed",
            (false, true, true) => "response-optional-write-only-property-added",
            (false, true, false) => "response-optional-write-only-property-removed",
        },
        _ if says("readOnly") && is_added => "new-request-read-only-property",
        _ if says("readOnly") => "request-read-only-property-removed",
        _ if !is_added => "request-property-removed",
        _ if !is_required => "new-optional-request-property",
        _ if below.is_header_property() => "new-required-request-header-property",
        _ if has_default => "new-required-request-property-with-default",
        _ => "new-required-request-property",
    }
}

/// What the ids of a keyword that holds another schema begin with; `None` for one whose coming may
/// narrow and may widen.
fn inner_keyword(keyword: &str) -> Option<&'static str> {
    Some(match keyword.split(' ').next()? {
        "not" => "not",
        "contains" => "contains",
        "prefixItems" => "prefix-items",
        "patternProperties" => "pattern-properties",
        "propertyNames" => "property-names",
        "dependentSchemas" => "dependent-schemas",
        "unevaluatedProperties" => "unevaluated-properties",
        "unevaluatedItems" => "unevaluated-items",
        _ => return None,
    })
}
