//! What the coming and going of a part is called.

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
        let suffix = if is_added { "added" } else { "removed" };
        let place = self.place_of(at);
        let facts = if is_added { self.revision } else { self.base };
        let subject = facts.subject(part.subject);
        let below = place.then(&part.step);
        let says =
            |keyword: &str| says_true(&part.facts, keyword) || says_true(&subject.facts, keyword);
        let today = self.options.today.as_deref();
        let id = match &part.step {
            Step::Operation { .. } if is_added => "endpoint-added".to_owned(),
            Step::Operation { path, .. } => {
                let thing = if self.revision_has_path(path) {
                    "api"
                } else {
                    "api-path"
                };
                let announced = announced(&subject.facts, today);
                let how = match announced {
                    // What promised nothing is gone without breaking a promise.
                    _ if is_unstable(subject) => "with-deprecation",
                    Announced::Not => "without-deprecation",
                    Announced::ForLater => "before-sunset",
                    Announced::WithoutDate | Announced::InTime => "with-deprecation",
                };
                let case = (announced == Announced::WithoutDate && !is_unstable(subject))
                    .then_some("no date");
                return (format!("{thing}-removed-{how}"), case);
            }
            Step::Webhook { .. } => format!("webhook-{suffix}"),
            Step::Callback { .. } => format!("callback-{suffix}"),
            Step::RequestBody if place.is_reversed => format!("webhook-request-body-{suffix}"),
            Step::Response(status) if place.is_reversed => {
                let is_other = !is_added && !status.starts_with('2');
                let id = format!("webhook-response-status-{suffix}");
                return (id, is_other.then_some("no success"));
            }
            Step::Server(_) => format!("server-{suffix}"),
            Step::SecurityScheme(_) => format!("api-security-component-{suffix}"),
            Step::Parameter(..) | Step::Header(_) if below.kind == Kind::Header => {
                match (is_added, is_required(part)) {
                    (true, _) => "response-header-added".to_owned(),
                    (false, true) => "required-response-header-removed".to_owned(),
                    (false, false) => "optional-response-header-removed".to_owned(),
                }
            }
            Step::Parameter(..) | Step::Header(_) if !is_added => {
                match announced(&part.facts, today) {
                    Announced::Not => "request-parameter-removed".to_owned(),
                    Announced::ForLater => "request-parameter-removed-before-sunset".to_owned(),
                    Announced::InTime => "request-parameter-removed-with-deprecation".to_owned(),
                    Announced::WithoutDate => {
                        let id = "request-parameter-removed-with-deprecation".to_owned();
                        return (id, Some("no date"));
                    }
                }
            }
            Step::Parameter(ParameterPlace::Path, _) => "new-request-path-parameter".to_owned(),
            Step::Parameter(..) | Step::Header(_) => {
                let necessity = if is_required(part) {
                    "required"
                } else {
                    "optional"
                };
                if self.revision.is_of_whole_path(&part.span) {
                    format!("new-{necessity}-request-default-parameter-to-existing-path")
                } else {
                    format!("new-{necessity}-request-parameter")
                }
            }
            Step::RequestBody if !is_added => "request-body-removed".to_owned(),
            Step::RequestBody if says("required") => "request-body-added-required".to_owned(),
            Step::RequestBody => "request-body-added-optional".to_owned(),
            Step::Response(status) => {
                let success = if status.starts_with('2') {
                    "success"
                } else {
                    "non-success"
                };
                format!("response-{success}-status-{suffix}")
            }
            Step::MediaType(_) => match place.direction {
                Direction::Response => format!("response-media-type-{suffix}"),
                _ => format!("request-body-media-type-{suffix}"),
            },
            Step::Property(_) => {
                let mut facts = part.facts.iter().chain(&subject.facts);
                let has_default = facts.any(|fact| fact.keyword == "default");
                property(below, is_required(part), has_default, &says, is_added)
            }
            _ => return self.id_of_schema_part(at, outlines, part, is_added),
        };
        (id, None)
    }

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
            let id = match &part.step {
                Step::Other(name) if name.starts_with("schema ") => format!("api-schema-{suffix}"),
                Step::Other(name) if name.starts_with("indirect schema ") => {
                    return (format!("api-schema-{suffix}"), Some("used indirectly"));
                }
                _ => format!("part-{suffix}"),
            };
            return (id, None);
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
) -> String {
    let suffix = if is_added { "added" } else { "removed" };
    match below.direction {
        _ if below.kind == Kind::Unused => "unused-schema-property-changed".to_owned(),
        Direction::Response => {
            let necessity = if is_required { "required" } else { "optional" };
            let write_only = if says("writeOnly") { "write-only-" } else { "" };
            format!("response-{necessity}-{write_only}property-{suffix}")
        }
        _ if says("readOnly") && is_added => "new-request-read-only-property".to_owned(),
        _ if says("readOnly") => "request-read-only-property-removed".to_owned(),
        _ if !is_added => "request-property-removed".to_owned(),
        _ if !is_required => "new-optional-request-property".to_owned(),
        _ if below.is_header_property() => "new-required-request-header-property".to_owned(),
        _ if has_default => "new-required-request-property-with-default".to_owned(),
        _ => "new-required-request-property".to_owned(),
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
