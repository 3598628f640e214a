//! Maps parts that were added or removed to change ids.

use super::lifecycle::{Announced, announced, is_unstable};
use super::outline::Outline;
use super::place::{Kind, Place};
use super::placed::{is_required, says_true};
use super::walk::Walk;
use crate::inclusion::includes;
use crate::rules::schema::{self, SchemaRule};
use crate::rules::{Direction, Id, id};
use contract::ParameterPlace;
use contract::facts::{Part, Step};

impl<'f> Walk<'f> {
    /// The id of a part that was added or removed, and the case of its rule.
    pub(super) fn id_of_part(
        &self,
        at: usize,
        outlines: &[Outline<'f>; 2],
        part: &'f Part,
        is_added: bool,
    ) -> (Id, Option<&'static str>) {
        let either = |added: Id, removed: Id| if is_added { added } else { removed };
        let place = self.place_of(at);
        let facts = if is_added { self.revision } else { self.base };
        let subject = facts.subject(part.subject);
        let below = place.then(&part.step);
        let says =
            |keyword: &str| says_true(&part.facts, keyword) || says_true(&subject.facts, keyword);
        let today = self.options.today.as_deref();
        let mut case = None;
        let id = match &part.step {
            Step::Operation { .. } if is_added => id!("endpoint-added"),
            Step::Operation { path, .. } => {
                let announced = announced(&subject.facts, today);
                // An unstable operation guarantees nothing, so its removal counts as announced.
                let is_unstable = is_unstable(subject);
                case = (announced == Announced::WithoutDate && !is_unstable)
                    .then_some("no sunset date");
                match (self.revision_has_path(path), announced) {
                    (true, _) if is_unstable => id!("api-removed-with-deprecation"),
                    (false, _) if is_unstable => id!("api-path-removed-with-deprecation"),
                    (true, Announced::Not) => id!("api-removed-without-deprecation"),
                    (false, Announced::Not) => id!("api-path-removed-without-deprecation"),
                    (true, Announced::ForLater) => id!("api-removed-before-sunset"),
                    (false, Announced::ForLater) => id!("api-path-removed-before-sunset"),
                    (true, _) => id!("api-removed-with-deprecation"),
                    (false, _) => id!("api-path-removed-with-deprecation"),
                }
            }
            Step::Webhook { .. } => either(id!("webhook-added"), id!("webhook-removed")),
            Step::Callback { .. } => either(id!("callback-added"), id!("callback-removed")),
            Step::RequestBody if place.is_reversed => either(
                id!("webhook-request-body-added"),
                id!("webhook-request-body-removed"),
            ),
            Step::Response(status) if place.is_reversed => {
                case = (!is_added && !status.starts_with('2')).then_some("not a 2xx status");
                either(
                    id!("webhook-response-status-added"),
                    id!("webhook-response-status-removed"),
                )
            }
            Step::Server(_) => either(id!("server-added"), id!("server-removed")),
            Step::SecurityScheme(_) => either(
                id!("api-security-component-added"),
                id!("api-security-component-removed"),
            ),
            Step::Parameter(..) | Step::Header(_) if below.kind == Kind::Header => {
                match (is_added, is_required(part)) {
                    (true, _) => id!("response-header-added"),
                    (false, true) => id!("required-response-header-removed"),
                    (false, false) => id!("optional-response-header-removed"),
                }
            }
            Step::Parameter(..) | Step::Header(_) if !is_added => {
                let announced = announced(&part.facts, today);
                case = (announced == Announced::WithoutDate).then_some("no sunset date");
                match announced {
                    Announced::Not => id!("request-parameter-removed"),
                    Announced::ForLater => id!("request-parameter-removed-before-sunset"),
                    Announced::InTime | Announced::WithoutDate => {
                        id!("request-parameter-removed-with-deprecation")
                    }
                }
            }
            Step::Parameter(ParameterPlace::Path, _) => id!("new-request-path-parameter"),
            Step::Parameter(..) | Step::Header(_) => {
                match (
                    is_required(part),
                    self.revision.is_of_whole_path(&part.span),
                ) {
                    (true, true) => id!("new-required-request-default-parameter-to-existing-path"),
                    (false, true) => id!("new-optional-request-default-parameter-to-existing-path"),
                    (true, false) => id!("new-required-request-parameter"),
                    (false, false) => id!("new-optional-request-parameter"),
                }
            }
            Step::RequestBody if !is_added => id!("request-body-removed"),
            Step::RequestBody if says("required") => id!("request-body-added-required"),
            Step::RequestBody => id!("request-body-added-optional"),
            Step::Response(status) if status.starts_with('2') => either(
                id!("response-success-status-added"),
                id!("response-success-status-removed"),
            ),
            Step::Response(_) => either(
                id!("response-non-success-status-added"),
                id!("response-non-success-status-removed"),
            ),
            Step::MediaType(_) if place.direction == Direction::Response => either(
                id!("response-media-type-added"),
                id!("response-media-type-removed"),
            ),
            Step::MediaType(_) => either(
                id!("request-body-media-type-added"),
                id!("request-body-media-type-removed"),
            ),
            Step::Property(_) => {
                let mut facts = part.facts.iter().chain(&subject.facts);
                let has_default = facts.any(|fact| fact.keyword == "default");
                property(below, is_required(part), has_default, &says, is_added)
            }
            Step::Other(name) if place.kind == Kind::Document && name.starts_with("schema ") => {
                either(id!("api-schema-added"), id!("api-schema-removed"))
            }
            Step::Other(name)
                if place.kind == Kind::Document && name.starts_with("indirect schema ") =>
            {
                case = Some("named by a discriminator");
                either(id!("api-schema-added"), id!("api-schema-removed"))
            }
            _ => return self.id_of_schema_part(at, outlines, part, is_added),
        };
        (id, case)
    }

    /// The id of a part of a schema that was added or removed, and the case of its rule.
    fn id_of_schema_part(
        &self,
        at: usize,
        outlines: &[Outline<'f>; 2],
        part: &Part,
        is_added: bool,
    ) -> (Id, Option<&'static str>) {
        let place = self.place_of(at);
        let other = &outlines[usize::from(!is_added)];
        let unknown = if is_added {
            id!("part-added")
        } else {
            id!("part-removed")
        };
        let Some(of_schema) = place.schema() else {
            return (unknown, None);
        };
        let either = |added: &'static SchemaRule, removed: &'static SchemaRule| {
            if is_added { added } else { removed }
        };
        let mut case = None;
        let rule = match &part.step {
            Step::Items => either(&schema::ITEMS_SPECIALIZED, &schema::ITEMS_GENERALIZED),
            Step::Values if other.forbids("additionalProperties") => either(
                &schema::ADDITIONAL_PROPERTIES_ALLOWED,
                &schema::ADDITIONAL_PROPERTIES_FORBIDDEN,
            ),
            Step::Values => either(
                &schema::ADDITIONAL_PROPERTIES_SPECIALIZED,
                &schema::ADDITIONAL_PROPERTIES_GENERALIZED,
            ),
            Step::Choice(keyword, _) => {
                case = match (other.has_choice(keyword), is_added) {
                    (true, _) => None,
                    (false, true) => Some("first alternatives"),
                    // The remaining schema may be one of the alternatives.
                    (false, false) => {
                        let key = &self.pairs[at].key;
                        let before = (self.base, key.base);
                        (!includes(before, (self.revision, key.revision)))
                            .then_some("last alternatives")
                    }
                };
                if keyword.starts_with("oneOf") {
                    either(&schema::ONE_OF_ADDED, &schema::ONE_OF_REMOVED)
                } else {
                    either(&schema::ANY_OF_ADDED, &schema::ANY_OF_REMOVED)
                }
            }
            // Where the other side limits such a property or element, the change both widens and narrows
            // the schema: the rule is that of the change which is worse in this direction.
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
                either(
                    &schema::ADDITIONAL_PROPERTIES_ALLOWED,
                    &schema::ADDITIONAL_PROPERTIES_FORBIDDEN,
                )
            }
            Step::Other(keyword)
                if keyword.starts_with("prefixItems ")
                    && (place.direction == Direction::Response) == is_added
                    && self.others_are_limited(other, part, is_added, ("items", &Step::Items)) =>
            {
                either(&schema::ITEMS_GENERALIZED, &schema::ITEMS_SPECIALIZED)
            }
            Step::Other(keyword) => match inner_rules(keyword) {
                Some([added, removed]) => either(added, removed),
                None => return (unknown, None),
            },
            _ => return (unknown, None),
        };
        (rule.id(of_schema), case)
    }
}

impl Walk<'_> {
    /// Whether the side without a part limits what the part names: by `keyword: false`, or by a schema
    /// for all others that does not include the part's.
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
) -> Id {
    match below.direction {
        _ if below.kind == Kind::Unused => id!("unused-schema-property-changed"),
        Direction::Response => match (is_required, says("writeOnly"), is_added) {
            (true, false, true) => id!("response-required-property-added"),
            (true, false, false) => id!("response-required-property-removed"),
            (false, false, true) => id!("response-optional-property-added"),
            (false, false, false) => id!("response-optional-property-removed"),
            (true, true, true) => id!("response-required-write-only-property-added"),
            (true, true, false) => id!("response-required-write-only-property-removed"),
            (false, true, true) => id!("response-optional-write-only-property-added"),
            (false, true, false) => id!("response-optional-write-only-property-removed"),
        },
        _ if says("readOnly") && is_added => id!("new-request-read-only-property"),
        _ if says("readOnly") => id!("request-read-only-property-removed"),
        _ if !is_added => id!("request-property-removed"),
        _ if !is_required => id!("new-optional-request-property"),
        _ if below.is_header_property() => id!("new-required-request-header-property"),
        _ if has_default => id!("new-required-request-property-with-default"),
        _ => id!("new-required-request-property"),
    }
}

/// The rules of a keyword that holds another schema, added and removed; `None` for one of which it is
/// not known whether it narrows or widens.
fn inner_rules(keyword: &str) -> Option<[&'static SchemaRule; 2]> {
    Some(match keyword.split(' ').next()? {
        "not" => [&schema::NOT_ADDED, &schema::NOT_REMOVED],
        "contains" => [&schema::CONTAINS_ADDED, &schema::CONTAINS_REMOVED],
        "prefixItems" => [&schema::PREFIX_ITEMS_ADDED, &schema::PREFIX_ITEMS_REMOVED],
        "patternProperties" => [
            &schema::PATTERN_PROPERTIES_ADDED,
            &schema::PATTERN_PROPERTIES_REMOVED,
        ],
        "propertyNames" => [
            &schema::PROPERTY_NAMES_ADDED,
            &schema::PROPERTY_NAMES_REMOVED,
        ],
        "dependentSchemas" => [
            &schema::DEPENDENT_SCHEMAS_ADDED,
            &schema::DEPENDENT_SCHEMAS_REMOVED,
        ],
        "unevaluatedProperties" => [
            &schema::UNEVALUATED_PROPERTIES_ADDED,
            &schema::UNEVALUATED_PROPERTIES_REMOVED,
        ],
        "unevaluatedItems" => [
            &schema::UNEVALUATED_ITEMS_ADDED,
            &schema::UNEVALUATED_ITEMS_REMOVED,
        ],
        _ => return None,
    })
}
