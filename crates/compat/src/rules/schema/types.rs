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
        request Breaking Major "A value of the old type is refused. The argument has another type.";
        response Breaking Major "An answer holds a value of another type. The field has another type.";
    } {
        ["read alike"] "format": "format: uuid" => "format: email", mirror TYPE_CHANGED;
        request Breaking Patch REFUSED;
        response Breaking Patch "An answer holds values of another form. The field is the same text.";
    }

    TYPE_GENERALIZED [
        "request-parameter-type-generalized" "request-parameter-property-type-generalized"
        "request-body-type-generalized" "request-property-type-generalized"
        "request-read-only-property-type-generalized" "response-header-type-generalized"
        "response-body-type-generalized" "response-property-type-generalized"
        "response-write-only-property-type-generalized" "unused-schema-type-generalized"
    ] {
        "type": "type: integer" => "type: number", mirror TYPE_CHANGED;
        request Safe Major "Every value that was taken before still is. The argument has another type.";
        response Breaking Major "An answer may hold a value that does not fit the old type. The field has another type.";
    } {
        ["read alike"] "format": "format: int32" => "format: int64", mirror TYPE_CHANGED;
        request Safe Patch STILL_TAKEN;
        response Breaking Patch "An answer may hold a value that does not fit where the old one did. The client generated here reads both.";
    }

    TYPE_SPECIALIZED [
        "request-parameter-type-specialized" "request-parameter-property-type-specialized"
        "request-body-type-specialized" "request-property-type-specialized"
        "request-read-only-property-type-specialized" "response-header-type-specialized"
        "response-body-type-specialized" "response-property-type-specialized"
        "response-write-only-property-type-specialized" "unused-schema-type-specialized"
    ] {
        "type": "type: number" => "type: integer", mirror TYPE_GENERALIZED;
        request Breaking Major "A value that was taken before is refused. The argument has another type.";
        response Safe Major "Every answer is one that clients were told of before. The field has another type.";
    } {
        ["read alike"] "format": "format: int64" => "format: int32", mirror TYPE_GENERALIZED;
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
        request Safe Patch "The values are the same, written otherwise.";
        response Safe Patch "The values are the same, written otherwise.";
    }

    LIST_OF_TYPES_WIDENED [
        "request-parameter-list-of-types-widened" "request-parameter-property-list-of-types-widened"
        "request-body-list-of-types-widened" "request-property-list-of-types-widened"
        "request-read-only-property-list-of-types-widened" "response-header-list-of-types-widened"
        "response-body-list-of-types-widened" "response-property-list-of-types-widened"
        "response-write-only-property-list-of-types-widened" "unused-schema-list-of-types-widened"
    ] {
        "type": "type: [string]" => "type: [string, integer]", mirror LIST_OF_TYPES_NARROWED;
        request Safe Major "Every value that was taken before still is. The argument has another type.";
        response Breaking Major "An answer may hold a value of a type that clients were not told of. The field has another type.";
    }

    LIST_OF_TYPES_NARROWED [
        "request-parameter-list-of-types-narrowed" "request-parameter-property-list-of-types-narrowed"
        "request-body-list-of-types-narrowed" "request-property-list-of-types-narrowed"
        "request-read-only-property-list-of-types-narrowed" "response-header-list-of-types-narrowed"
        "response-body-list-of-types-narrowed" "response-property-list-of-types-narrowed"
        "response-write-only-property-list-of-types-narrowed" "unused-schema-list-of-types-narrowed"
    ] {
        "type": "type: [integer, boolean]" => "type: integer", mirror LIST_OF_TYPES_WIDENED;
        request Breaking Major "A value of the type that was dropped is refused. The argument has another type.";
        response Safe Major "Every answer is one that clients were told of before. The field has another type.";
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
        response Breaking Patch "An answer may hold `null`, which clients were not told of. The client generated here takes it for a value that is not there.";
    }

    BECAME_NOT_NULLABLE [
        "request-parameter-became-not-nullable" "request-parameter-property-became-not-nullable"
        "request-body-became-not-nullable" "request-property-became-not-nullable"
        "request-read-only-property-became-not-nullable" "response-header-became-not-nullable"
        "response-body-became-not-nullable" "response-property-became-not-nullable"
        "response-write-only-property-became-not-nullable" "unused-schema-became-not-nullable"
    ] {
        "nullable": "type: string, nullable: true" => "type: string", mirror BECAME_NULLABLE;
        request Breaking Patch "A `null` that was taken before is refused.";
        response Safe Patch EXPECTED;
    }
}
