//! Rules of `allOf`, `oneOf`, `anyOf`, and `discriminator`.

use super::rule::{EXPECTED, STILL_TAKEN, schema_rules};
use crate::change::Rust::{Major, Minor, Patch};
use crate::change::Wire::{Breaking, Risky, Safe};

schema_rules! {
    ALL_OF_ADDED [
        "request-parameter-all-of-added" "request-parameter-property-all-of-added"
        "request-body-all-of-added" "request-property-all-of-added"
        "request-read-only-property-all-of-added" "response-header-all-of-added"
        "response-body-all-of-added" "response-property-all-of-added"
        "response-write-only-property-all-of-added" "unused-schema-all-of-added"
    ] {
        "allOf": "allOf: [A]" => "allOf: [A, B]", mirror ALL_OF_REMOVED;
        request Breaking Major "The service refuses a request that does not match the added schema. The type changes its fields.";
        response Safe Minor "Every response is valid under the old contract. The type gains fields.";
    }

    ALL_OF_REMOVED [
        "request-parameter-all-of-removed" "request-parameter-property-all-of-removed"
        "request-body-all-of-removed" "request-property-all-of-removed"
        "request-read-only-property-all-of-removed" "response-header-all-of-removed"
        "response-body-all-of-removed" "response-property-all-of-removed"
        "response-write-only-property-all-of-removed" "unused-schema-all-of-removed"
    ] {
        "allOf": "allOf: [A, B]" => "allOf: [A]", mirror ALL_OF_ADDED;
        request Risky Major "The service may ignore or refuse what the removed schema described. The type loses fields.";
        response Risky Major "A response may omit what the removed schema requires. The generated client requires no field of a response. The type loses fields.";
    }

    ONE_OF_ADDED [
        "request-parameter-one-of-added" "request-parameter-property-one-of-added"
        "request-body-one-of-added" "request-property-one-of-added"
        "request-read-only-property-one-of-added" "response-header-one-of-added"
        "response-body-one-of-added" "response-property-one-of-added"
        "response-write-only-property-one-of-added" "unused-schema-one-of-added"
    ] {
        "oneOf": "oneOf: [A]" => "oneOf: [A, B]", mirror ONE_OF_REMOVED;
        request Safe Minor "The service still accepts every value that it accepted before, unless the value now matches two of the alternatives.";
        response Breaking Minor "A response may match an alternative that is not in the old contract.";
    } {
        ["first alternatives"] "oneOf": "type: object" => "oneOf: [A, B]", mirror ONE_OF_REMOVED;
        request Risky Major "The service refuses a value that matches none of the alternatives.";
        response Breaking Major "A response matches one of several alternatives, and a client has to tell which.";
    }

    ONE_OF_REMOVED [
        "request-parameter-one-of-removed" "request-parameter-property-one-of-removed"
        "request-body-one-of-removed" "request-property-one-of-removed"
        "request-read-only-property-one-of-removed" "response-header-one-of-removed"
        "response-body-one-of-removed" "response-property-one-of-removed"
        "response-write-only-property-one-of-removed" "unused-schema-one-of-removed"
    ] {
        "oneOf": "oneOf: [A, B]" => "oneOf: [A]", mirror ONE_OF_ADDED;
        request Breaking Major "The service refuses a value of the removed alternative.";
        response Safe Major "Every response is valid under the old contract.";
    } {
        ["last alternatives"] "oneOf": "oneOf: [A, B]" => "type: object", mirror ONE_OF_ADDED;
        request Safe Major "A value no longer has to match an alternative; the rest of the schema still applies.";
        response Breaking Major "A response may match none of the alternatives of the old contract.";
    }

    ANY_OF_ADDED [
        "request-parameter-any-of-added" "request-parameter-property-any-of-added"
        "request-body-any-of-added" "request-property-any-of-added"
        "request-read-only-property-any-of-added" "response-header-any-of-added"
        "response-body-any-of-added" "response-property-any-of-added"
        "response-write-only-property-any-of-added" "unused-schema-any-of-added"
    ] {
        "anyOf": "anyOf: [A]" => "anyOf: [A, B]", mirror ANY_OF_REMOVED;
        request Safe Minor STILL_TAKEN;
        response Risky Minor "A response may match an alternative that is not in the old contract.";
    } {
        ["first alternatives"] "anyOf": "type: object" => "anyOf: [A, B]", mirror ANY_OF_REMOVED;
        request Risky Major "The service refuses a value that matches none of the alternatives.";
        response Risky Major "A response matches one of several alternatives, and a client has to tell which.";
    }

    ANY_OF_REMOVED [
        "request-parameter-any-of-removed" "request-parameter-property-any-of-removed"
        "request-body-any-of-removed" "request-property-any-of-removed"
        "request-read-only-property-any-of-removed" "response-header-any-of-removed"
        "response-body-any-of-removed" "response-property-any-of-removed"
        "response-write-only-property-any-of-removed" "unused-schema-any-of-removed"
    ] {
        "anyOf": "anyOf: [A, B]" => "anyOf: [A]", mirror ANY_OF_ADDED;
        request Breaking Major "The service refuses a value of the removed alternative.";
        response Safe Major EXPECTED;
    } {
        ["last alternatives"] "anyOf": "anyOf: [A, B]" => "type: object", mirror ANY_OF_ADDED;
        request Safe Major "A value no longer has to match an alternative; the rest of the schema still applies.";
        response Breaking Major "A response may match none of the alternatives of the old contract.";
    }

    WRAPPED_IN_ONE_OF [
        "request-parameter-wrapped-in-one-of" "request-parameter-property-wrapped-in-one-of"
        "request-body-wrapped-in-one-of" "request-property-wrapped-in-one-of"
        "request-read-only-property-wrapped-in-one-of" "response-header-wrapped-in-one-of"
        "response-body-wrapped-in-one-of" "response-property-wrapped-in-one-of"
        "response-write-only-property-wrapped-in-one-of" "unused-schema-wrapped-in-one-of"
    ] {
        "oneOf": "schema: A" => "oneOf: [A, B]", mirror UNWRAPPED_FROM_ONE_OF;
        request Breaking Major "The service refuses a value that matches two of the alternatives. The argument changes its type.";
        response Breaking Major "A response may match an alternative that is not in the old contract. The field changes its type.";
    }

    UNWRAPPED_FROM_ONE_OF [
        "request-parameter-unwrapped-from-one-of" "request-parameter-property-unwrapped-from-one-of"
        "request-body-unwrapped-from-one-of" "request-property-unwrapped-from-one-of"
        "request-read-only-property-unwrapped-from-one-of" "response-header-unwrapped-from-one-of"
        "response-body-unwrapped-from-one-of" "response-property-unwrapped-from-one-of"
        "response-write-only-property-unwrapped-from-one-of" "unused-schema-unwrapped-from-one-of"
    ] {
        "oneOf": "oneOf: [A, B]" => "schema: A", mirror WRAPPED_IN_ONE_OF;
        request Breaking Major "The service refuses a value of a removed alternative. The argument changes its type.";
        response Safe Major "Every response is valid under the old contract. The field changes its type.";
    }

    DISCRIMINATOR_ADDED [
        "request-parameter-discriminator-added" "request-parameter-property-discriminator-added"
        "request-body-discriminator-added" "request-property-discriminator-added"
        "request-read-only-property-discriminator-added" "response-header-discriminator-added"
        "response-body-discriminator-added" "response-property-discriminator-added"
        "response-write-only-property-discriminator-added" "unused-schema-discriminator-added"
    ] {
        "discriminator": "oneOf: [A, B]" => "discriminator: { propertyName: kind }", mirror DISCRIMINATOR_REMOVED;
        request Safe Patch "A discriminator tells the alternatives apart and does not change the values that they allow.";
        response Safe Patch "A discriminator tells the alternatives apart and does not change the values that they allow.";
    }

    DISCRIMINATOR_REMOVED [
        "request-parameter-discriminator-removed" "request-parameter-property-discriminator-removed"
        "request-body-discriminator-removed" "request-property-discriminator-removed"
        "request-read-only-property-discriminator-removed" "response-header-discriminator-removed"
        "response-body-discriminator-removed" "response-property-discriminator-removed"
        "response-write-only-property-discriminator-removed" "unused-schema-discriminator-removed"
    ] {
        "discriminator": "discriminator: { propertyName: kind }" => "oneOf: [A, B]", mirror DISCRIMINATOR_ADDED;
        request Safe Patch "A discriminator tells the alternatives apart and does not change the values that they allow.";
        response Safe Patch "A discriminator tells the alternatives apart and does not change the values that they allow.";
    }

    DISCRIMINATOR_PROPERTY_NAME_CHANGED [
        "request-parameter-discriminator-property-name-changed" "request-parameter-property-discriminator-property-name-changed"
        "request-body-discriminator-property-name-changed" "request-property-discriminator-property-name-changed"
        "request-read-only-property-discriminator-property-name-changed" "response-header-discriminator-property-name-changed"
        "response-body-discriminator-property-name-changed" "response-property-discriminator-property-name-changed"
        "response-write-only-property-discriminator-property-name-changed" "unused-schema-discriminator-property-name-changed"
    ] {
        "discriminator": "discriminator: { propertyName: kind }" => "discriminator: { propertyName: type }", mirror DISCRIMINATOR_PROPERTY_NAME_CHANGED;
        request Safe Patch "A discriminator tells the alternatives apart and does not change the values that they allow.";
        response Safe Patch "A discriminator tells the alternatives apart and does not change the values that they allow.";
    }

    DISCRIMINATOR_MAPPING_ADDED [
        "request-parameter-discriminator-mapping-added" "request-parameter-property-discriminator-mapping-added"
        "request-body-discriminator-mapping-added" "request-property-discriminator-mapping-added"
        "request-read-only-property-discriminator-mapping-added" "response-header-discriminator-mapping-added"
        "response-body-discriminator-mapping-added" "response-property-discriminator-mapping-added"
        "response-write-only-property-discriminator-mapping-added" "unused-schema-discriminator-mapping-added"
    ] {
        "discriminator": "discriminator: { propertyName: kind }" => "discriminator: { propertyName: kind, mapping: { cat: Cat } }", mirror DISCRIMINATOR_MAPPING_DELETED;
        request Safe Patch "A discriminator tells the alternatives apart and does not change the values that they allow.";
        response Safe Patch "A discriminator tells the alternatives apart and does not change the values that they allow.";
    }

    DISCRIMINATOR_MAPPING_CHANGED [
        "request-parameter-discriminator-mapping-changed" "request-parameter-property-discriminator-mapping-changed"
        "request-body-discriminator-mapping-changed" "request-property-discriminator-mapping-changed"
        "request-read-only-property-discriminator-mapping-changed" "response-header-discriminator-mapping-changed"
        "response-body-discriminator-mapping-changed" "response-property-discriminator-mapping-changed"
        "response-write-only-property-discriminator-mapping-changed" "unused-schema-discriminator-mapping-changed"
    ] {
        "discriminator": "discriminator: { propertyName: kind, mapping: { cat: Cat } }" => "discriminator: { propertyName: kind, mapping: { cat: Dog } }", mirror DISCRIMINATOR_MAPPING_CHANGED;
        request Safe Patch "A discriminator tells the alternatives apart and does not change the values that they allow.";
        response Safe Patch "A discriminator tells the alternatives apart and does not change the values that they allow.";
    }

    DISCRIMINATOR_MAPPING_DELETED [
        "request-parameter-discriminator-mapping-deleted" "request-parameter-property-discriminator-mapping-deleted"
        "request-body-discriminator-mapping-deleted" "request-property-discriminator-mapping-deleted"
        "request-read-only-property-discriminator-mapping-deleted" "response-header-discriminator-mapping-deleted"
        "response-body-discriminator-mapping-deleted" "response-property-discriminator-mapping-deleted"
        "response-write-only-property-discriminator-mapping-deleted" "unused-schema-discriminator-mapping-deleted"
    ] {
        "discriminator": "discriminator: { propertyName: kind, mapping: { cat: Cat } }" => "discriminator: { propertyName: kind }", mirror DISCRIMINATOR_MAPPING_ADDED;
        request Safe Patch "A discriminator tells the alternatives apart and does not change the values that they allow.";
        response Safe Patch "A discriminator tells the alternatives apart and does not change the values that they allow.";
    }
}
