//! Rules of the keywords of numbers: bounds and `multipleOf`.

use super::rule::{EXPECTED, SET, STILL_TAKEN, SURPRISE, schema_rules};
use crate::change::Rust::Patch;
use crate::change::Wire::{Breaking, Risky, Safe};

schema_rules! {
    RANGE_RESPELLED [
        "request-parameter-range-respelled" "request-parameter-property-range-respelled"
        "request-body-range-respelled" "request-property-range-respelled"
        "request-read-only-property-range-respelled" "response-header-range-respelled"
        "response-body-range-respelled" "response-property-range-respelled"
        "response-write-only-property-range-respelled" "unused-schema-range-respelled"
    ] {
        "format": "type: integer, format: uint8" => "type: integer, minimum: 0, maximum: 255", mirror RANGE_RESPELLED;
        request Safe Patch "The set of values is the same, written differently.";
        response Safe Patch "The set of values is the same, written differently.";
    }

    MAX_SET [
        "request-parameter-max-set" "request-parameter-property-max-set"
        "request-body-max-set" "request-property-max-set"
        "request-read-only-property-max-set" "response-header-max-set"
        "response-body-max-set" "response-property-max-set"
        "response-write-only-property-max-set" "unused-schema-max-set"
    ] {
        "maximum": "type: integer" => "maximum: 10", mirror MAX_UNSET;
        request Risky Patch SET;
        response Safe Patch EXPECTED;
    }

    MAX_UNSET [
        "request-parameter-max-unset" "request-parameter-property-max-unset"
        "request-body-max-unset" "request-property-max-unset"
        "request-read-only-property-max-unset" "response-header-max-unset"
        "response-body-max-unset" "response-property-max-unset"
        "response-write-only-property-max-unset" "unused-schema-max-unset"
    ] {
        "maximum": "maximum: 10" => "type: integer", mirror MAX_SET;
        request Safe Patch STILL_TAKEN;
        response Breaking Patch SURPRISE;
    }

    MAX_DECREASED [
        "request-parameter-max-decreased" "request-parameter-property-max-decreased"
        "request-body-max-decreased" "request-property-max-decreased"
        "request-read-only-property-max-decreased" "response-header-max-decreased"
        "response-body-max-decreased" "response-property-max-decreased"
        "response-write-only-property-max-decreased" "unused-schema-max-decreased"
    ] {
        "maximum": "maximum: 10" => "maximum: 5", mirror MAX_INCREASED;
        request Breaking Patch "The service refuses a larger number that it accepted before.";
        response Safe Patch EXPECTED;
    }

    MAX_INCREASED [
        "request-parameter-max-increased" "request-parameter-property-max-increased"
        "request-body-max-increased" "request-property-max-increased"
        "request-read-only-property-max-increased" "response-header-max-increased"
        "response-body-max-increased" "response-property-max-increased"
        "response-write-only-property-max-increased" "unused-schema-max-increased"
    ] {
        "maximum": "maximum: 5" => "maximum: 10", mirror MAX_DECREASED;
        request Safe Patch STILL_TAKEN;
        response Breaking Patch SURPRISE;
    }

    MIN_SET [
        "request-parameter-min-set" "request-parameter-property-min-set"
        "request-body-min-set" "request-property-min-set"
        "request-read-only-property-min-set" "response-header-min-set"
        "response-body-min-set" "response-property-min-set"
        "response-write-only-property-min-set" "unused-schema-min-set"
    ] {
        "minimum": "type: integer" => "minimum: 1", mirror MIN_UNSET;
        request Risky Patch SET;
        response Safe Patch EXPECTED;
    }

    MIN_UNSET [
        "request-parameter-min-unset" "request-parameter-property-min-unset"
        "request-body-min-unset" "request-property-min-unset"
        "request-read-only-property-min-unset" "response-header-min-unset"
        "response-body-min-unset" "response-property-min-unset"
        "response-write-only-property-min-unset" "unused-schema-min-unset"
    ] {
        "minimum": "minimum: 1" => "type: integer", mirror MIN_SET;
        request Safe Patch STILL_TAKEN;
        response Breaking Patch SURPRISE;
    }

    MIN_INCREASED [
        "request-parameter-min-increased" "request-parameter-property-min-increased"
        "request-body-min-increased" "request-property-min-increased"
        "request-read-only-property-min-increased" "response-header-min-increased"
        "response-body-min-increased" "response-property-min-increased"
        "response-write-only-property-min-increased" "unused-schema-min-increased"
    ] {
        "minimum": "minimum: 1" => "minimum: 3", mirror MIN_DECREASED;
        request Breaking Patch "The service refuses a smaller number that it accepted before.";
        response Safe Patch EXPECTED;
    }

    MIN_DECREASED [
        "request-parameter-min-decreased" "request-parameter-property-min-decreased"
        "request-body-min-decreased" "request-property-min-decreased"
        "request-read-only-property-min-decreased" "response-header-min-decreased"
        "response-body-min-decreased" "response-property-min-decreased"
        "response-write-only-property-min-decreased" "unused-schema-min-decreased"
    ] {
        "minimum": "minimum: 3" => "minimum: 1", mirror MIN_INCREASED;
        request Safe Patch STILL_TAKEN;
        response Breaking Patch SURPRISE;
    }

    EXCLUSIVE_MAX_SET [
        "request-parameter-exclusive-max-set" "request-parameter-property-exclusive-max-set"
        "request-body-exclusive-max-set" "request-property-exclusive-max-set"
        "request-read-only-property-exclusive-max-set" "response-header-exclusive-max-set"
        "response-body-exclusive-max-set" "response-property-exclusive-max-set"
        "response-write-only-property-exclusive-max-set" "unused-schema-exclusive-max-set"
    ] {
        "exclusiveMaximum": "type: integer" => "exclusiveMaximum: 10", mirror EXCLUSIVE_MAX_UNSET;
        request Risky Patch SET;
        response Safe Patch EXPECTED;
    }

    EXCLUSIVE_MAX_UNSET [
        "request-parameter-exclusive-max-unset" "request-parameter-property-exclusive-max-unset"
        "request-body-exclusive-max-unset" "request-property-exclusive-max-unset"
        "request-read-only-property-exclusive-max-unset" "response-header-exclusive-max-unset"
        "response-body-exclusive-max-unset" "response-property-exclusive-max-unset"
        "response-write-only-property-exclusive-max-unset" "unused-schema-exclusive-max-unset"
    ] {
        "exclusiveMaximum": "exclusiveMaximum: 10" => "type: integer", mirror EXCLUSIVE_MAX_SET;
        request Safe Patch STILL_TAKEN;
        response Breaking Patch SURPRISE;
    }

    EXCLUSIVE_MAX_DECREASED [
        "request-parameter-exclusive-max-decreased" "request-parameter-property-exclusive-max-decreased"
        "request-body-exclusive-max-decreased" "request-property-exclusive-max-decreased"
        "request-read-only-property-exclusive-max-decreased" "response-header-exclusive-max-decreased"
        "response-body-exclusive-max-decreased" "response-property-exclusive-max-decreased"
        "response-write-only-property-exclusive-max-decreased" "unused-schema-exclusive-max-decreased"
    ] {
        "exclusiveMaximum": "exclusiveMaximum: 10" => "exclusiveMaximum: 5", mirror EXCLUSIVE_MAX_INCREASED;
        request Breaking Patch "The service refuses a larger number that it accepted before.";
        response Safe Patch EXPECTED;
    }

    EXCLUSIVE_MAX_INCREASED [
        "request-parameter-exclusive-max-increased" "request-parameter-property-exclusive-max-increased"
        "request-body-exclusive-max-increased" "request-property-exclusive-max-increased"
        "request-read-only-property-exclusive-max-increased" "response-header-exclusive-max-increased"
        "response-body-exclusive-max-increased" "response-property-exclusive-max-increased"
        "response-write-only-property-exclusive-max-increased" "unused-schema-exclusive-max-increased"
    ] {
        "exclusiveMaximum": "exclusiveMaximum: 5" => "exclusiveMaximum: 10", mirror EXCLUSIVE_MAX_DECREASED;
        request Safe Patch STILL_TAKEN;
        response Breaking Patch SURPRISE;
    }

    EXCLUSIVE_MIN_SET [
        "request-parameter-exclusive-min-set" "request-parameter-property-exclusive-min-set"
        "request-body-exclusive-min-set" "request-property-exclusive-min-set"
        "request-read-only-property-exclusive-min-set" "response-header-exclusive-min-set"
        "response-body-exclusive-min-set" "response-property-exclusive-min-set"
        "response-write-only-property-exclusive-min-set" "unused-schema-exclusive-min-set"
    ] {
        "exclusiveMinimum": "type: integer" => "exclusiveMinimum: 1", mirror EXCLUSIVE_MIN_UNSET;
        request Risky Patch SET;
        response Safe Patch EXPECTED;
    }

    EXCLUSIVE_MIN_UNSET [
        "request-parameter-exclusive-min-unset" "request-parameter-property-exclusive-min-unset"
        "request-body-exclusive-min-unset" "request-property-exclusive-min-unset"
        "request-read-only-property-exclusive-min-unset" "response-header-exclusive-min-unset"
        "response-body-exclusive-min-unset" "response-property-exclusive-min-unset"
        "response-write-only-property-exclusive-min-unset" "unused-schema-exclusive-min-unset"
    ] {
        "exclusiveMinimum": "exclusiveMinimum: 1" => "type: integer", mirror EXCLUSIVE_MIN_SET;
        request Safe Patch STILL_TAKEN;
        response Breaking Patch SURPRISE;
    }

    EXCLUSIVE_MIN_INCREASED [
        "request-parameter-exclusive-min-increased" "request-parameter-property-exclusive-min-increased"
        "request-body-exclusive-min-increased" "request-property-exclusive-min-increased"
        "request-read-only-property-exclusive-min-increased" "response-header-exclusive-min-increased"
        "response-body-exclusive-min-increased" "response-property-exclusive-min-increased"
        "response-write-only-property-exclusive-min-increased" "unused-schema-exclusive-min-increased"
    ] {
        "exclusiveMinimum": "exclusiveMinimum: 1" => "exclusiveMinimum: 3", mirror EXCLUSIVE_MIN_DECREASED;
        request Breaking Patch "The service refuses a smaller number that it accepted before.";
        response Safe Patch EXPECTED;
    }

    EXCLUSIVE_MIN_DECREASED [
        "request-parameter-exclusive-min-decreased" "request-parameter-property-exclusive-min-decreased"
        "request-body-exclusive-min-decreased" "request-property-exclusive-min-decreased"
        "request-read-only-property-exclusive-min-decreased" "response-header-exclusive-min-decreased"
        "response-body-exclusive-min-decreased" "response-property-exclusive-min-decreased"
        "response-write-only-property-exclusive-min-decreased" "unused-schema-exclusive-min-decreased"
    ] {
        "exclusiveMinimum": "exclusiveMinimum: 3" => "exclusiveMinimum: 1", mirror EXCLUSIVE_MIN_INCREASED;
        request Safe Patch STILL_TAKEN;
        response Breaking Patch SURPRISE;
    }

    MULTIPLE_OF_SET [
        "request-parameter-multiple-of-set" "request-parameter-property-multiple-of-set"
        "request-body-multiple-of-set" "request-property-multiple-of-set"
        "request-read-only-property-multiple-of-set" "response-header-multiple-of-set"
        "response-body-multiple-of-set" "response-property-multiple-of-set"
        "response-write-only-property-multiple-of-set" "unused-schema-multiple-of-set"
    ] {
        "multipleOf": "type: integer" => "multipleOf: 10", mirror MULTIPLE_OF_UNSET;
        request Risky Patch SET;
        response Safe Patch EXPECTED;
    }

    MULTIPLE_OF_UNSET [
        "request-parameter-multiple-of-unset" "request-parameter-property-multiple-of-unset"
        "request-body-multiple-of-unset" "request-property-multiple-of-unset"
        "request-read-only-property-multiple-of-unset" "response-header-multiple-of-unset"
        "response-body-multiple-of-unset" "response-property-multiple-of-unset"
        "response-write-only-property-multiple-of-unset" "unused-schema-multiple-of-unset"
    ] {
        "multipleOf": "multipleOf: 10" => "type: integer", mirror MULTIPLE_OF_SET;
        request Safe Patch STILL_TAKEN;
        response Risky Patch SURPRISE;
    }

    MULTIPLE_OF_CHANGED [
        "request-parameter-multiple-of-changed" "request-parameter-property-multiple-of-changed"
        "request-body-multiple-of-changed" "request-property-multiple-of-changed"
        "request-read-only-property-multiple-of-changed" "response-header-multiple-of-changed"
        "response-body-multiple-of-changed" "response-property-multiple-of-changed"
        "response-write-only-property-multiple-of-changed" "unused-schema-multiple-of-changed"
    ] {
        "multipleOf": "multipleOf: 10" => "multipleOf: 3", mirror MULTIPLE_OF_CHANGED;
        request Breaking Patch "The service refuses a multiple of the old step that is not a multiple of the new one.";
        response Risky Patch SURPRISE;
    }

    MULTIPLE_OF_GENERALIZED [
        "request-parameter-multiple-of-generalized" "request-parameter-property-multiple-of-generalized"
        "request-body-multiple-of-generalized" "request-property-multiple-of-generalized"
        "request-read-only-property-multiple-of-generalized" "response-header-multiple-of-generalized"
        "response-body-multiple-of-generalized" "response-property-multiple-of-generalized"
        "response-write-only-property-multiple-of-generalized" "unused-schema-multiple-of-generalized"
    ] {
        "multipleOf": "multipleOf: 10" => "multipleOf: 5", mirror MULTIPLE_OF_SPECIALIZED;
        request Safe Patch STILL_TAKEN;
        response Risky Patch SURPRISE;
    }

    MULTIPLE_OF_SPECIALIZED [
        "request-parameter-multiple-of-specialized" "request-parameter-property-multiple-of-specialized"
        "request-body-multiple-of-specialized" "request-property-multiple-of-specialized"
        "request-read-only-property-multiple-of-specialized" "response-header-multiple-of-specialized"
        "response-body-multiple-of-specialized" "response-property-multiple-of-specialized"
        "response-write-only-property-multiple-of-specialized" "unused-schema-multiple-of-specialized"
    ] {
        "multipleOf": "multipleOf: 5" => "multipleOf: 10", mirror MULTIPLE_OF_GENERALIZED;
        request Breaking Patch "The service refuses a multiple of the old step that is not a multiple of the new one.";
        response Safe Patch EXPECTED;
    }
}
