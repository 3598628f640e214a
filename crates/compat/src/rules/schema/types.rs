//! Rules of `type`, `format`, and `nullable`.

use super::rule::{EXPECTED, REFUSED, STILL_TAKEN, schema_rules};
use crate::change::Rust::{Major, Patch};
use crate::change::Wire::{Breaking, Safe};

schema_rules! {
    TYPE_CHANGED [
        "request-parameter-type-changed" "request-parameter-property-type-changed"
        "request-body-type-changed" "request-property-type-changed"
        "request-read-only-property-type-changed" "response-header-type-changed"
        "response-body-type-changed" "response-property-type-changed"
        "response-write-only-property-type-changed" "unused-schema-type-changed"
    ] {
        "type": "type: integer" => "type: string", mirror TYPE_CHANGED;
        request Breaking Major "The service refuses a value of the old type. The argument changes its type.";
        response Breaking Major "A response contains a value of another type. The field changes its type.";
    } {
        ["same Rust type"] "format": "format: uuid" => "format: email", mirror TYPE_CHANGED;
        request Breaking Patch REFUSED;
        response Breaking Patch "A response contains a value of another format. The field keeps its type.";
    }

    TYPE_GENERALIZED [
        "request-parameter-type-generalized" "request-parameter-property-type-generalized"
        "request-body-type-generalized" "request-property-type-generalized"
        "request-read-only-property-type-generalized" "response-header-type-generalized"
        "response-body-type-generalized" "response-property-type-generalized"
        "response-write-only-property-type-generalized" "unused-schema-type-generalized"
    ] {
        "type": "type: integer" => "type: number", mirror TYPE_CHANGED;
        request Safe Major "The service still accepts every value that it accepted before. The argument changes its type.";
        response Breaking Major "A response may contain a value that is not of the old type. The field changes its type.";
    } {
        ["same Rust type"] "format": "format: int32" => "format: int64", mirror TYPE_CHANGED;
        request Safe Patch STILL_TAKEN;
        response Breaking Patch "A response may contain a value that does not fit the old format. The generated client reads both.";
    }

    TYPE_SPECIALIZED [
        "request-parameter-type-specialized" "request-parameter-property-type-specialized"
        "request-body-type-specialized" "request-property-type-specialized"
        "request-read-only-property-type-specialized" "response-header-type-specialized"
        "response-body-type-specialized" "response-property-type-specialized"
        "response-write-only-property-type-specialized" "unused-schema-type-specialized"
    ] {
        "type": "type: number" => "type: integer", mirror TYPE_GENERALIZED;
        request Breaking Major "The service refuses a value that it accepted before. The argument changes its type.";
        response Safe Major "Every response is valid under the old contract. The field changes its type.";
    } {
        ["same Rust type"] "format": "format: int64" => "format: int32", mirror TYPE_GENERALIZED;
        request Breaking Patch REFUSED;
        response Safe Patch EXPECTED;
    }

    TYPE_RESPELLED [
        "request-parameter-type-respelled" "request-parameter-property-type-respelled"
        "request-body-type-respelled" "request-property-type-respelled"
        "request-read-only-property-type-respelled" "response-header-type-respelled"
        "response-body-type-respelled" "response-property-type-respelled"
        "response-write-only-property-type-respelled" "unused-schema-type-respelled"
    ] {
        "type": "properties: { a: {} }" => "type: object, properties: { a: {} }", mirror TYPE_RESPELLED;
        request Safe Patch "The set of values is the same, written differently.";
        response Safe Patch "The set of values is the same, written differently.";
    }

    LIST_OF_TYPES_WIDENED [
        "request-parameter-list-of-types-widened" "request-parameter-property-list-of-types-widened"
        "request-body-list-of-types-widened" "request-property-list-of-types-widened"
        "request-read-only-property-list-of-types-widened" "response-header-list-of-types-widened"
        "response-body-list-of-types-widened" "response-property-list-of-types-widened"
        "response-write-only-property-list-of-types-widened" "unused-schema-list-of-types-widened"
    ] {
        "type": "type: [string]" => "type: [string, integer]", mirror LIST_OF_TYPES_NARROWED;
        request Safe Major "The service still accepts every value that it accepted before. The argument changes its type.";
        response Breaking Major "A response may contain a value of a type that the old contract does not allow. The field changes its type.";
    }

    LIST_OF_TYPES_NARROWED [
        "request-parameter-list-of-types-narrowed" "request-parameter-property-list-of-types-narrowed"
        "request-body-list-of-types-narrowed" "request-property-list-of-types-narrowed"
        "request-read-only-property-list-of-types-narrowed" "response-header-list-of-types-narrowed"
        "response-body-list-of-types-narrowed" "response-property-list-of-types-narrowed"
        "response-write-only-property-list-of-types-narrowed" "unused-schema-list-of-types-narrowed"
    ] {
        "type": "type: [integer, boolean]" => "type: integer", mirror LIST_OF_TYPES_WIDENED;
        request Breaking Major "The service refuses a value of the removed type. The argument changes its type.";
        response Safe Major "Every response is valid under the old contract. The field changes its type.";
    }

    BECAME_NULLABLE [
        "request-parameter-became-nullable" "request-parameter-property-became-nullable"
        "request-body-became-nullable" "request-property-became-nullable"
        "request-read-only-property-became-nullable" "response-header-became-nullable"
        "response-body-became-nullable" "response-property-became-nullable"
        "response-write-only-property-became-nullable" "unused-schema-became-nullable"
    ] {
        "nullable": "type: string" => "type: string, nullable: true", mirror BECAME_NOT_NULLABLE;
        request Safe Patch STILL_TAKEN;
        response Breaking Patch "A response may contain `null`, which the old contract does not allow. The generated client reads `null` as an absent value.";
    }

    BECAME_NOT_NULLABLE [
        "request-parameter-became-not-nullable" "request-parameter-property-became-not-nullable"
        "request-body-became-not-nullable" "request-property-became-not-nullable"
        "request-read-only-property-became-not-nullable" "response-header-became-not-nullable"
        "response-body-became-not-nullable" "response-property-became-not-nullable"
        "response-write-only-property-became-not-nullable" "unused-schema-became-not-nullable"
    ] {
        "nullable": "type: string, nullable: true" => "type: string", mirror BECAME_NULLABLE;
        request Breaking Patch "The service refuses `null`, which it accepted before.";
        response Safe Patch EXPECTED;
    }
}
