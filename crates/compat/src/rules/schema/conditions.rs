//! Rules of `not`, `if`, boolean schemas, and unknown keywords.

use super::rule::{EXPECTED, STILL_TAKEN, SURPRISE, schema_rules};
use crate::change::Rust::Patch;
use crate::change::Wire::{Breaking, Risky, Safe};

schema_rules! {
    KEYWORD_ADDED [
        "request-parameter-keyword-added" "request-parameter-property-keyword-added"
        "request-body-keyword-added" "request-property-keyword-added"
        "request-read-only-property-keyword-added" "response-header-keyword-added"
        "response-body-keyword-added" "response-property-keyword-added"
        "response-write-only-property-keyword-added" "unused-schema-keyword-added"
    ] {
        "any other": "type: object" => "type: object, odd: 1", mirror KEYWORD_REMOVED;
        request Risky Patch "The comparison does not model this keyword. It may make the service refuse values.";
        response Risky Patch "The comparison does not model this keyword. It may change what a response contains.";
    }

    KEYWORD_REMOVED [
        "request-parameter-keyword-removed" "request-parameter-property-keyword-removed"
        "request-body-keyword-removed" "request-property-keyword-removed"
        "request-read-only-property-keyword-removed" "response-header-keyword-removed"
        "response-body-keyword-removed" "response-property-keyword-removed"
        "response-write-only-property-keyword-removed" "unused-schema-keyword-removed"
    ] {
        "any other": "type: object, odd: 1" => "type: object", mirror KEYWORD_ADDED;
        request Risky Patch "The comparison does not model this keyword. It may have made the service refuse values.";
        response Risky Patch "The comparison does not model this keyword. It may have limited what a response contains.";
    }

    KEYWORD_CHANGED [
        "request-parameter-keyword-changed" "request-parameter-property-keyword-changed"
        "request-body-keyword-changed" "request-property-keyword-changed"
        "request-read-only-property-keyword-changed" "response-header-keyword-changed"
        "response-body-keyword-changed" "response-property-keyword-changed"
        "response-write-only-property-keyword-changed" "unused-schema-keyword-changed"
    ] {
        "any other": "minLength: three" => "minLength: four", mirror KEYWORD_CHANGED;
        request Risky Patch "The comparison does not model this keyword or its value. It may make the service refuse values.";
        response Risky Patch "The comparison does not model this keyword or its value. It may change what a response contains.";
    }

    NOT_ADDED [
        "request-parameter-not-added" "request-parameter-property-not-added"
        "request-body-not-added" "request-property-not-added"
        "request-read-only-property-not-added" "response-header-not-added"
        "response-body-not-added" "response-property-not-added"
        "response-write-only-property-not-added" "unused-schema-not-added"
    ] {
        "not": "type: string" => "not: { enum: [a] }", mirror NOT_REMOVED;
        request Breaking Patch "The service refuses a value that matches the schema under `not`.";
        response Safe Patch EXPECTED;
    }

    NOT_REMOVED [
        "request-parameter-not-removed" "request-parameter-property-not-removed"
        "request-body-not-removed" "request-property-not-removed"
        "request-read-only-property-not-removed" "response-header-not-removed"
        "response-body-not-removed" "response-property-not-removed"
        "response-write-only-property-not-removed" "unused-schema-not-removed"
    ] {
        "not": "not: { enum: [a] }" => "type: string", mirror NOT_ADDED;
        request Safe Patch STILL_TAKEN;
        response Risky Patch SURPRISE;
    }

    NOT_CHANGED [
        "request-parameter-not-changed" "request-parameter-property-not-changed"
        "request-body-not-changed" "request-property-not-changed"
        "request-read-only-property-not-changed" "response-header-not-changed"
        "response-body-not-changed" "response-property-not-changed"
        "response-write-only-property-not-changed" "unused-schema-not-changed"
    ] {
        "not": "not: { enum: [a] }" => "not: { enum: [b] }", mirror NOT_CHANGED;
        request Risky Patch "The service refuses other values than before. The comparison does not determine which.";
        response Risky Patch "A response may contain other values than before. The comparison does not determine which.";
    }

    IF_CHANGED [
        "request-parameter-if-changed" "request-parameter-property-if-changed"
        "request-body-if-changed" "request-property-if-changed"
        "request-read-only-property-if-changed" "response-header-if-changed"
        "response-body-if-changed" "response-property-if-changed"
        "response-write-only-property-if-changed" "unused-schema-if-changed"
    ] {
        "if": "if: { required: [a] }" => "if: { required: [b] }", mirror IF_CHANGED;
        request Risky Patch "The condition applies to other values. The comparison does not determine what changes for them.";
        response Risky Patch "The condition applies to other values. The comparison does not determine what changes for them.";
    }

    BECAME_FORBIDDEN [
        "request-parameter-became-forbidden" "request-parameter-property-became-forbidden"
        "request-body-became-forbidden" "request-property-became-forbidden"
        "request-read-only-property-became-forbidden" "response-header-became-forbidden"
        "response-body-became-forbidden" "response-property-became-forbidden"
        "response-write-only-property-became-forbidden" "unused-schema-became-forbidden"
    ] {
        "any": "items: true" => "items: false", mirror BECAME_ALLOWED;
        request Breaking Patch "The service refuses every value in this place.";
        response Safe Patch EXPECTED;
    }

    BECAME_ALLOWED [
        "request-parameter-became-allowed" "request-parameter-property-became-allowed"
        "request-body-became-allowed" "request-property-became-allowed"
        "request-read-only-property-became-allowed" "response-header-became-allowed"
        "response-body-became-allowed" "response-property-became-allowed"
        "response-write-only-property-became-allowed" "unused-schema-became-allowed"
    ] {
        "any": "items: false" => "items: true", mirror BECAME_FORBIDDEN;
        request Safe Patch STILL_TAKEN;
        response Breaking Patch "A response may contain a value where the old contract allows none.";
    }
}
