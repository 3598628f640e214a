//! Rules of `enum`, `const`, `default`, and `x-extensible-enum` ([Zalando RESTful API Guidelines,
//! rule 112](https://opensource.zalando.com/restful-api-guidelines/#112)).

use super::rule::{EXPECTED, STILL_TAKEN, SURPRISE, schema_rules};
use crate::change::Rust::{Major, Minor, Patch};
use crate::change::Wire::{Breaking, Risky, Safe};

schema_rules! {
    ENUM_VALUE_ADDED [
        "request-parameter-enum-value-added" "request-parameter-property-enum-value-added"
        "request-body-enum-value-added" "request-property-enum-value-added"
        "request-read-only-property-enum-value-added" "response-header-enum-value-added"
        "response-body-enum-value-added" "response-property-enum-value-added"
        "response-write-only-property-enum-value-added" "unused-schema-enum-value-added"
    ] {
        "enum": "enum: [a]" => "enum: [a, b]", mirror ENUM_VALUE_REMOVED;
        request Safe Minor "The service still accepts every value that it accepted before. The generated enum gains a variant.";
        response Risky Minor "A client that matches the values exhaustively does not handle the new one. The generated client keeps it as text, and regenerating adds a variant to an open enum.";
    }

    ENUM_VALUE_REMOVED [
        "request-parameter-enum-value-removed" "request-parameter-property-enum-value-removed"
        "request-body-enum-value-removed" "request-property-enum-value-removed"
        "request-read-only-property-enum-value-removed" "response-header-enum-value-removed"
        "response-mediatype-enum-value-removed" "response-property-enum-value-removed"
        "response-write-only-property-enum-value-removed" "unused-schema-enum-value-removed"
    ] {
        "enum": "enum: [a, b]" => "enum: [a]", mirror ENUM_VALUE_ADDED;
        request Breaking Major "The service refuses the removed value. The generated enum loses a variant.";
        response Safe Major "Every response is valid under the old contract. The generated enum loses a variant.";
    }

    BECAME_ENUM [
        "request-parameter-became-enum" "request-parameter-property-became-enum"
        "request-body-became-enum" "request-property-became-enum"
        "request-read-only-property-became-enum" "response-header-became-enum"
        "response-body-became-enum" "response-property-became-enum"
        "response-write-only-property-became-enum" "unused-schema-became-enum"
    ] {
        "enum": "type: string" => "type: string, enum: [a, b]", mirror ENUM_REMOVED;
        request Breaking Major "The service refuses a value that is not listed. The argument becomes an enum.";
        response Safe Major "Every response is valid under the old contract. The field becomes an enum.";
    }

    ENUM_REMOVED [
        "request-parameter-enum-removed" "request-parameter-property-enum-removed"
        "request-body-enum-removed" "request-property-enum-removed"
        "request-read-only-property-enum-removed" "response-header-enum-removed"
        "response-body-enum-removed" "response-property-enum-removed"
        "response-write-only-property-enum-removed" "unused-schema-enum-removed"
    ] {
        "enum": "type: string, enum: [a, b]" => "type: string", mirror BECAME_ENUM;
        request Safe Major "The service still accepts every value that it accepted before. The generated enum is removed.";
        response Risky Major "A client that matches the values exhaustively may receive others. The generated enum is removed.";
    }

    CONST_ADDED [
        "request-parameter-const-added" "request-parameter-property-const-added"
        "request-body-const-added" "request-property-const-added"
        "request-read-only-property-const-added" "response-header-const-added"
        "response-body-const-added" "response-property-const-added"
        "response-write-only-property-const-added" "unused-schema-const-added"
    ] {
        "const": "type: string" => "const: a", mirror CONST_REMOVED;
        request Breaking Patch "The service refuses any other value.";
        response Safe Patch EXPECTED;
    }

    CONST_CHANGED [
        "request-parameter-const-changed" "request-parameter-property-const-changed"
        "request-body-const-changed" "request-property-const-changed"
        "request-read-only-property-const-changed" "response-header-const-changed"
        "response-body-const-changed" "response-property-const-changed"
        "response-write-only-property-const-changed" "unused-schema-const-changed"
    ] {
        "const": "const: a" => "const: b", mirror CONST_CHANGED;
        request Breaking Patch "The service refuses the value that it required before.";
        response Breaking Patch "A response contains a value that the old contract does not allow.";
    }

    CONST_REMOVED [
        "request-parameter-const-removed" "request-parameter-property-const-removed"
        "request-body-const-removed" "request-property-const-removed"
        "request-read-only-property-const-removed" "response-header-const-removed"
        "response-body-const-removed" "response-property-const-removed"
        "response-write-only-property-const-removed" "unused-schema-const-removed"
    ] {
        "const": "const: a" => "type: string", mirror CONST_ADDED;
        request Safe Patch STILL_TAKEN;
        response Breaking Patch SURPRISE;
    }

    X_EXTENSIBLE_ENUM_VALUE_ADDED [
        "request-parameter-x-extensible-enum-value-added" "request-parameter-property-x-extensible-enum-value-added"
        "request-body-x-extensible-enum-value-added" "request-property-x-extensible-enum-value-added"
        "request-read-only-property-x-extensible-enum-value-added" "response-header-x-extensible-enum-value-added"
        "response-body-x-extensible-enum-value-added" "response-property-x-extensible-enum-value-added"
        "response-write-only-property-x-extensible-enum-value-added" "unused-schema-x-extensible-enum-value-added"
    ] {
        "x-extensible-enum": "x-extensible-enum: [a]" => "x-extensible-enum: [a, b]", mirror X_EXTENSIBLE_ENUM_VALUE_REMOVED;
        request Safe Patch STILL_TAKEN;
        response Safe Patch "An extensible enum may gain values at any time, so clients have to accept unknown ones.";
    }

    X_EXTENSIBLE_ENUM_VALUE_REMOVED [
        "request-parameter-x-extensible-enum-value-removed" "request-parameter-property-x-extensible-enum-value-removed"
        "request-body-x-extensible-enum-value-removed" "request-property-x-extensible-enum-value-removed"
        "request-read-only-property-x-extensible-enum-value-removed" "response-header-x-extensible-enum-value-removed"
        "response-body-x-extensible-enum-value-removed" "response-property-x-extensible-enum-value-removed"
        "response-write-only-property-x-extensible-enum-value-removed" "unused-schema-x-extensible-enum-value-removed"
    ] {
        "x-extensible-enum": "x-extensible-enum: [a, b]" => "x-extensible-enum: [a]", mirror X_EXTENSIBLE_ENUM_VALUE_ADDED;
        request Breaking Patch "The service refuses the removed value.";
        response Safe Patch EXPECTED;
    }

    DEFAULT_VALUE_ADDED [
        "request-parameter-default-value-added" "request-parameter-property-default-value-added"
        "request-body-default-value-added" "request-property-default-value-added"
        "request-read-only-property-default-value-added" "response-header-default-value-added"
        "response-body-default-value-added" "response-property-default-value-added"
        "response-write-only-property-default-value-added" "unused-schema-default-value-added"
    ] {
        "default": "type: integer" => "default: 10", mirror DEFAULT_VALUE_REMOVED;
        request Safe Patch "A request may omit the value, as before.";
        response Safe Patch "The generated client does not fill in defaults for values that a response omits.";
        parameter Breaking Patch "A request that omits the parameter changes its meaning.";
    } {
        ["always sent"] "default": "type: integer" => "default: 10", mirror DEFAULT_VALUE_REMOVED;
        request Safe Patch "The value is required, so its default never applies.";
        response Safe Patch "The value is required, so its default never applies.";
    }

    DEFAULT_VALUE_CHANGED [
        "request-parameter-default-value-changed" "request-parameter-property-default-value-changed"
        "request-body-default-value-changed" "request-property-default-value-changed"
        "request-read-only-property-default-value-changed" "response-header-default-value-changed"
        "response-body-default-value-changed" "response-property-default-value-changed"
        "response-write-only-property-default-value-changed" "unused-schema-default-value-changed"
    ] {
        "default": "default: 10" => "default: 20", mirror DEFAULT_VALUE_CHANGED;
        request Safe Patch "A value that is sent keeps its meaning. An omitted one takes the new default.";
        response Safe Patch "The generated client does not fill in defaults for values that a response omits.";
        parameter Breaking Patch "A request that omits the parameter changes its meaning.";
    } {
        ["always sent"] "default": "default: 10" => "default: 20", mirror DEFAULT_VALUE_CHANGED;
        request Safe Patch "The value is required, so its default never applies.";
        response Safe Patch "The value is required, so its default never applies.";
    }

    DEFAULT_VALUE_REMOVED [
        "request-parameter-default-value-removed" "request-parameter-property-default-value-removed"
        "request-body-default-value-removed" "request-property-default-value-removed"
        "request-read-only-property-default-value-removed" "response-header-default-value-removed"
        "response-body-default-value-removed" "response-property-default-value-removed"
        "response-write-only-property-default-value-removed" "unused-schema-default-value-removed"
    ] {
        "default": "default: 10" => "type: integer", mirror DEFAULT_VALUE_ADDED;
        request Safe Patch "A value that is sent keeps its meaning.";
        response Safe Patch "The generated client does not fill in defaults for values that a response omits.";
        parameter Breaking Patch "A request that omits the parameter changes its meaning.";
    } {
        ["always sent"] "default": "default: 10" => "type: integer", mirror DEFAULT_VALUE_ADDED;
        request Safe Patch "The value is required, so its default never applies.";
        response Safe Patch "The value is required, so its default never applies.";
    }
}
