//! Rules of the keywords of arrays.

use super::rule::{EXPECTED, SET, STILL_TAKEN, SURPRISE, schema_rules};
use crate::change::Rust::{Major, Patch};
use crate::change::Wire::{Breaking, Risky, Safe};

schema_rules! {
    MIN_ITEMS_SET [
        "request-parameter-min-items-set" "request-parameter-property-min-items-set"
        "request-body-min-items-set" "request-property-min-items-set"
        "request-read-only-property-min-items-set" "response-header-min-items-set"
        "response-body-min-items-set" "response-property-min-items-set"
        "response-write-only-property-min-items-set" "unused-schema-min-items-set"
    ] {
        "minItems": "type: array" => "minItems: 1", mirror MIN_ITEMS_UNSET;
        request Risky Patch SET;
        response Safe Patch EXPECTED;
    }

    MIN_ITEMS_UNSET [
        "request-parameter-min-items-unset" "request-parameter-property-min-items-unset"
        "request-body-min-items-unset" "request-property-min-items-unset"
        "request-read-only-property-min-items-unset" "response-header-min-items-unset"
        "response-body-min-items-unset" "response-property-min-items-unset"
        "response-write-only-property-min-items-unset" "unused-schema-min-items-unset"
    ] {
        "minItems": "minItems: 1" => "type: array", mirror MIN_ITEMS_SET;
        request Safe Patch STILL_TAKEN;
        response Breaking Patch SURPRISE;
    }

    MIN_ITEMS_INCREASED [
        "request-parameter-min-items-increased" "request-parameter-property-min-items-increased"
        "request-body-min-items-increased" "request-property-min-items-increased"
        "request-read-only-property-min-items-increased" "response-header-min-items-increased"
        "response-body-min-items-increased" "response-property-min-items-increased"
        "response-write-only-property-min-items-increased" "unused-schema-min-items-increased"
    ] {
        "minItems": "minItems: 1" => "minItems: 3", mirror MIN_ITEMS_DECREASED;
        request Breaking Patch "The service refuses a shorter array that it accepted before.";
        response Safe Patch EXPECTED;
    }

    MIN_ITEMS_DECREASED [
        "request-parameter-min-items-decreased" "request-parameter-property-min-items-decreased"
        "request-body-min-items-decreased" "request-property-min-items-decreased"
        "request-read-only-property-min-items-decreased" "response-header-min-items-decreased"
        "response-body-min-items-decreased" "response-property-min-items-decreased"
        "response-write-only-property-min-items-decreased" "unused-schema-min-items-decreased"
    ] {
        "minItems": "minItems: 3" => "minItems: 1", mirror MIN_ITEMS_INCREASED;
        request Safe Patch STILL_TAKEN;
        response Breaking Patch SURPRISE;
    }

    MAX_ITEMS_SET [
        "request-parameter-max-items-set" "request-parameter-property-max-items-set"
        "request-body-max-items-set" "request-property-max-items-set"
        "request-read-only-property-max-items-set" "response-header-max-items-set"
        "response-body-max-items-set" "response-property-max-items-set"
        "response-write-only-property-max-items-set" "unused-schema-max-items-set"
    ] {
        "maxItems": "type: array" => "maxItems: 10", mirror MAX_ITEMS_UNSET;
        request Risky Patch SET;
        response Safe Patch EXPECTED;
    }

    MAX_ITEMS_UNSET [
        "request-parameter-max-items-unset" "request-parameter-property-max-items-unset"
        "request-body-max-items-unset" "request-property-max-items-unset"
        "request-read-only-property-max-items-unset" "response-header-max-items-unset"
        "response-body-max-items-unset" "response-property-max-items-unset"
        "response-write-only-property-max-items-unset" "unused-schema-max-items-unset"
    ] {
        "maxItems": "maxItems: 10" => "type: array", mirror MAX_ITEMS_SET;
        request Safe Patch STILL_TAKEN;
        response Breaking Patch SURPRISE;
    }

    MAX_ITEMS_DECREASED [
        "request-parameter-max-items-decreased" "request-parameter-property-max-items-decreased"
        "request-body-max-items-decreased" "request-property-max-items-decreased"
        "request-read-only-property-max-items-decreased" "response-header-max-items-decreased"
        "response-body-max-items-decreased" "response-property-max-items-decreased"
        "response-write-only-property-max-items-decreased" "unused-schema-max-items-decreased"
    ] {
        "maxItems": "maxItems: 10" => "maxItems: 5", mirror MAX_ITEMS_INCREASED;
        request Breaking Patch "The service refuses a longer array that it accepted before.";
        response Safe Patch EXPECTED;
    }

    MAX_ITEMS_INCREASED [
        "request-parameter-max-items-increased" "request-parameter-property-max-items-increased"
        "request-body-max-items-increased" "request-property-max-items-increased"
        "request-read-only-property-max-items-increased" "response-header-max-items-increased"
        "response-body-max-items-increased" "response-property-max-items-increased"
        "response-write-only-property-max-items-increased" "unused-schema-max-items-increased"
    ] {
        "maxItems": "maxItems: 5" => "maxItems: 10", mirror MAX_ITEMS_DECREASED;
        request Safe Patch STILL_TAKEN;
        response Breaking Patch SURPRISE;
    }

    UNIQUE_ITEMS_ADDED [
        "request-parameter-unique-items-added" "request-parameter-property-unique-items-added"
        "request-body-unique-items-added" "request-property-unique-items-added"
        "request-read-only-property-unique-items-added" "response-header-unique-items-added"
        "response-body-unique-items-added" "response-property-unique-items-added"
        "response-write-only-property-unique-items-added" "unused-schema-unique-items-added"
    ] {
        "uniqueItems": "type: array" => "uniqueItems: true", mirror UNIQUE_ITEMS_REMOVED;
        request Breaking Patch "The service refuses an array with duplicate elements.";
        response Safe Patch EXPECTED;
    }

    UNIQUE_ITEMS_REMOVED [
        "request-parameter-unique-items-removed" "request-parameter-property-unique-items-removed"
        "request-body-unique-items-removed" "request-property-unique-items-removed"
        "request-read-only-property-unique-items-removed" "response-header-unique-items-removed"
        "response-body-unique-items-removed" "response-property-unique-items-removed"
        "response-write-only-property-unique-items-removed" "unused-schema-unique-items-removed"
    ] {
        "uniqueItems": "uniqueItems: true" => "type: array", mirror UNIQUE_ITEMS_ADDED;
        request Safe Patch STILL_TAKEN;
        response Risky Patch "A response may contain duplicate elements, which a client that stores them as a set does not expect.";
    }

    ITEMS_SPECIALIZED [
        "request-parameter-items-specialized" "request-parameter-property-items-specialized"
        "request-body-items-specialized" "request-property-items-specialized"
        "request-read-only-property-items-specialized" "response-header-items-specialized"
        "response-body-items-specialized" "response-property-items-specialized"
        "response-write-only-property-items-specialized" "unused-schema-items-specialized"
    ] {
        "items": "type: array" => "items: { type: string }", mirror ITEMS_GENERALIZED;
        request Breaking Major "The service refuses an array with elements of another type. The elements become typed.";
        response Safe Major "Every response is valid under the old contract. The elements become typed.";
    }

    ITEMS_GENERALIZED [
        "request-parameter-items-generalized" "request-parameter-property-items-generalized"
        "request-body-items-generalized" "request-property-items-generalized"
        "request-read-only-property-items-generalized" "response-header-items-generalized"
        "response-body-items-generalized" "response-property-items-generalized"
        "response-write-only-property-items-generalized" "unused-schema-items-generalized"
    ] {
        "items": "items: { type: string }" => "type: array", mirror ITEMS_SPECIALIZED;
        request Safe Major "The service still accepts every value that it accepted before. The elements become untyped.";
        response Breaking Major "A response may contain elements of any type. The elements become untyped.";
    }

    CONTAINS_ADDED [
        "request-parameter-contains-added" "request-parameter-property-contains-added"
        "request-body-contains-added" "request-property-contains-added"
        "request-read-only-property-contains-added" "response-header-contains-added"
        "response-body-contains-added" "response-property-contains-added"
        "response-write-only-property-contains-added" "unused-schema-contains-added"
    ] {
        "contains": "type: array" => "contains: { type: string }", mirror CONTAINS_REMOVED;
        request Breaking Patch "The service refuses an array without a matching element.";
        response Safe Patch EXPECTED;
    }

    CONTAINS_REMOVED [
        "request-parameter-contains-removed" "request-parameter-property-contains-removed"
        "request-body-contains-removed" "request-property-contains-removed"
        "request-read-only-property-contains-removed" "response-header-contains-removed"
        "response-body-contains-removed" "response-property-contains-removed"
        "response-write-only-property-contains-removed" "unused-schema-contains-removed"
    ] {
        "contains": "contains: { type: string }" => "type: array", mirror CONTAINS_ADDED;
        request Safe Patch STILL_TAKEN;
        response Risky Patch SURPRISE;
    }

    PREFIX_ITEMS_ADDED [
        "request-parameter-prefix-items-added" "request-parameter-property-prefix-items-added"
        "request-body-prefix-items-added" "request-property-prefix-items-added"
        "request-read-only-property-prefix-items-added" "response-header-prefix-items-added"
        "response-body-prefix-items-added" "response-property-prefix-items-added"
        "response-write-only-property-prefix-items-added" "unused-schema-prefix-items-added"
    ] {
        "prefixItems": "type: array" => "prefixItems: [{ type: string }]", mirror PREFIX_ITEMS_REMOVED;
        request Breaking Patch "The service refuses an array whose element at that position does not match.";
        response Safe Patch EXPECTED;
    }

    PREFIX_ITEMS_REMOVED [
        "request-parameter-prefix-items-removed" "request-parameter-property-prefix-items-removed"
        "request-body-prefix-items-removed" "request-property-prefix-items-removed"
        "request-read-only-property-prefix-items-removed" "response-header-prefix-items-removed"
        "response-body-prefix-items-removed" "response-property-prefix-items-removed"
        "response-write-only-property-prefix-items-removed" "unused-schema-prefix-items-removed"
    ] {
        "prefixItems": "prefixItems: [{ type: string }]" => "type: array", mirror PREFIX_ITEMS_ADDED;
        request Safe Patch STILL_TAKEN;
        response Breaking Patch SURPRISE;
    }

    UNEVALUATED_ITEMS_ADDED [
        "request-parameter-unevaluated-items-added" "request-parameter-property-unevaluated-items-added"
        "request-body-unevaluated-items-added" "request-property-unevaluated-items-added"
        "request-read-only-property-unevaluated-items-added" "response-header-unevaluated-items-added"
        "response-body-unevaluated-items-added" "response-property-unevaluated-items-added"
        "response-write-only-property-unevaluated-items-added" "unused-schema-unevaluated-items-added"
    ] {
        "unevaluatedItems": "type: array" => "unevaluatedItems: { type: string }", mirror UNEVALUATED_ITEMS_REMOVED;
        request Breaking Patch "The service refuses an element that no other keyword evaluates and that does not match.";
        response Safe Patch EXPECTED;
    }

    UNEVALUATED_ITEMS_REMOVED [
        "request-parameter-unevaluated-items-removed" "request-parameter-property-unevaluated-items-removed"
        "request-body-unevaluated-items-removed" "request-property-unevaluated-items-removed"
        "request-read-only-property-unevaluated-items-removed" "response-header-unevaluated-items-removed"
        "response-body-unevaluated-items-removed" "response-property-unevaluated-items-removed"
        "response-write-only-property-unevaluated-items-removed" "unused-schema-unevaluated-items-removed"
    ] {
        "unevaluatedItems": "unevaluatedItems: { type: string }" => "type: array", mirror UNEVALUATED_ITEMS_ADDED;
        request Safe Patch STILL_TAKEN;
        response Risky Patch SURPRISE;
    }

    MIN_CONTAINS_SET [
        "request-parameter-min-contains-set" "request-parameter-property-min-contains-set"
        "request-body-min-contains-set" "request-property-min-contains-set"
        "request-read-only-property-min-contains-set" "response-header-min-contains-set"
        "response-body-min-contains-set" "response-property-min-contains-set"
        "response-write-only-property-min-contains-set" "unused-schema-min-contains-set"
    ] {
        "minContains": "type: array" => "minContains: 3", mirror MIN_CONTAINS_UNSET;
        request Risky Patch SET;
        response Safe Patch EXPECTED;
    }

    MIN_CONTAINS_UNSET [
        "request-parameter-min-contains-unset" "request-parameter-property-min-contains-unset"
        "request-body-min-contains-unset" "request-property-min-contains-unset"
        "request-read-only-property-min-contains-unset" "response-header-min-contains-unset"
        "response-body-min-contains-unset" "response-property-min-contains-unset"
        "response-write-only-property-min-contains-unset" "unused-schema-min-contains-unset"
    ] {
        "minContains": "minContains: 3" => "type: array", mirror MIN_CONTAINS_SET;
        request Safe Patch STILL_TAKEN;
        response Risky Patch SURPRISE;
    }

    MIN_CONTAINS_INCREASED [
        "request-parameter-min-contains-increased" "request-parameter-property-min-contains-increased"
        "request-body-min-contains-increased" "request-property-min-contains-increased"
        "request-read-only-property-min-contains-increased" "response-header-min-contains-increased"
        "response-body-min-contains-increased" "response-property-min-contains-increased"
        "response-write-only-property-min-contains-increased" "unused-schema-min-contains-increased"
    ] {
        "minContains": "minContains: 1" => "minContains: 3", mirror MIN_CONTAINS_DECREASED;
        request Breaking Patch "The service refuses an array that it accepted before.";
        response Safe Patch EXPECTED;
    }

    MIN_CONTAINS_DECREASED [
        "request-parameter-min-contains-decreased" "request-parameter-property-min-contains-decreased"
        "request-body-min-contains-decreased" "request-property-min-contains-decreased"
        "request-read-only-property-min-contains-decreased" "response-header-min-contains-decreased"
        "response-body-min-contains-decreased" "response-property-min-contains-decreased"
        "response-write-only-property-min-contains-decreased" "unused-schema-min-contains-decreased"
    ] {
        "minContains": "minContains: 3" => "minContains: 1", mirror MIN_CONTAINS_INCREASED;
        request Safe Patch STILL_TAKEN;
        response Breaking Patch SURPRISE;
    }

    MAX_CONTAINS_SET [
        "request-parameter-max-contains-set" "request-parameter-property-max-contains-set"
        "request-body-max-contains-set" "request-property-max-contains-set"
        "request-read-only-property-max-contains-set" "response-header-max-contains-set"
        "response-body-max-contains-set" "response-property-max-contains-set"
        "response-write-only-property-max-contains-set" "unused-schema-max-contains-set"
    ] {
        "maxContains": "type: array" => "maxContains: 2", mirror MAX_CONTAINS_UNSET;
        request Risky Patch SET;
        response Safe Patch EXPECTED;
    }

    MAX_CONTAINS_UNSET [
        "request-parameter-max-contains-unset" "request-parameter-property-max-contains-unset"
        "request-body-max-contains-unset" "request-property-max-contains-unset"
        "request-read-only-property-max-contains-unset" "response-header-max-contains-unset"
        "response-body-max-contains-unset" "response-property-max-contains-unset"
        "response-write-only-property-max-contains-unset" "unused-schema-max-contains-unset"
    ] {
        "maxContains": "maxContains: 2" => "type: array", mirror MAX_CONTAINS_SET;
        request Safe Patch STILL_TAKEN;
        response Risky Patch SURPRISE;
    }

    MAX_CONTAINS_DECREASED [
        "request-parameter-max-contains-decreased" "request-parameter-property-max-contains-decreased"
        "request-body-max-contains-decreased" "request-property-max-contains-decreased"
        "request-read-only-property-max-contains-decreased" "response-header-max-contains-decreased"
        "response-body-max-contains-decreased" "response-property-max-contains-decreased"
        "response-write-only-property-max-contains-decreased" "unused-schema-max-contains-decreased"
    ] {
        "maxContains": "maxContains: 5" => "maxContains: 2", mirror MAX_CONTAINS_INCREASED;
        request Breaking Patch "The service refuses an array that it accepted before.";
        response Safe Patch EXPECTED;
    }

    MAX_CONTAINS_INCREASED [
        "request-parameter-max-contains-increased" "request-parameter-property-max-contains-increased"
        "request-body-max-contains-increased" "request-property-max-contains-increased"
        "request-read-only-property-max-contains-increased" "response-header-max-contains-increased"
        "response-body-max-contains-increased" "response-property-max-contains-increased"
        "response-write-only-property-max-contains-increased" "unused-schema-max-contains-increased"
    ] {
        "maxContains": "maxContains: 2" => "maxContains: 5", mirror MAX_CONTAINS_DECREASED;
        request Safe Patch STILL_TAKEN;
        response Breaking Patch SURPRISE;
    }
}
