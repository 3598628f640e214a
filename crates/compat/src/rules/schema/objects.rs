//! Rules of the keywords of objects.

use super::rule::{EXPECTED, SET, STILL_TAKEN, SURPRISE, schema_rules};
use crate::change::Rust::{Major, Patch};
use crate::change::Wire::{Breaking, Risky, Safe};

schema_rules! {
    MIN_PROPERTIES_SET [
        "request-parameter-min-properties-set" "request-parameter-property-min-properties-set"
        "request-body-min-properties-set" "request-property-min-properties-set"
        "request-read-only-property-min-properties-set" "response-header-min-properties-set"
        "response-body-min-properties-set" "response-property-min-properties-set"
        "response-write-only-property-min-properties-set" "unused-schema-min-properties-set"
    ] {
        "minProperties": "type: object" => "minProperties: 1", mirror MIN_PROPERTIES_UNSET;
        request Risky Patch SET;
        response Safe Patch EXPECTED;
    }

    MIN_PROPERTIES_UNSET [
        "request-parameter-min-properties-unset" "request-parameter-property-min-properties-unset"
        "request-body-min-properties-unset" "request-property-min-properties-unset"
        "request-read-only-property-min-properties-unset" "response-header-min-properties-unset"
        "response-body-min-properties-unset" "response-property-min-properties-unset"
        "response-write-only-property-min-properties-unset" "unused-schema-min-properties-unset"
    ] {
        "minProperties": "minProperties: 1" => "type: object", mirror MIN_PROPERTIES_SET;
        request Safe Patch STILL_TAKEN;
        response Breaking Patch SURPRISE;
    }

    MIN_PROPERTIES_INCREASED [
        "request-parameter-min-properties-increased" "request-parameter-property-min-properties-increased"
        "request-body-min-properties-increased" "request-property-min-properties-increased"
        "request-read-only-property-min-properties-increased" "response-header-min-properties-increased"
        "response-body-min-properties-increased" "response-property-min-properties-increased"
        "response-write-only-property-min-properties-increased" "unused-schema-min-properties-increased"
    ] {
        "minProperties": "minProperties: 1" => "minProperties: 3", mirror MIN_PROPERTIES_DECREASED;
        request Breaking Patch "The service refuses an object with fewer properties that it accepted before.";
        response Safe Patch EXPECTED;
    }

    MIN_PROPERTIES_DECREASED [
        "request-parameter-min-properties-decreased" "request-parameter-property-min-properties-decreased"
        "request-body-min-properties-decreased" "request-property-min-properties-decreased"
        "request-read-only-property-min-properties-decreased" "response-header-min-properties-decreased"
        "response-body-min-properties-decreased" "response-property-min-properties-decreased"
        "response-write-only-property-min-properties-decreased" "unused-schema-min-properties-decreased"
    ] {
        "minProperties": "minProperties: 3" => "minProperties: 1", mirror MIN_PROPERTIES_INCREASED;
        request Safe Patch STILL_TAKEN;
        response Breaking Patch SURPRISE;
    }

    MAX_PROPERTIES_SET [
        "request-parameter-max-properties-set" "request-parameter-property-max-properties-set"
        "request-body-max-properties-set" "request-property-max-properties-set"
        "request-read-only-property-max-properties-set" "response-header-max-properties-set"
        "response-body-max-properties-set" "response-property-max-properties-set"
        "response-write-only-property-max-properties-set" "unused-schema-max-properties-set"
    ] {
        "maxProperties": "type: object" => "maxProperties: 10", mirror MAX_PROPERTIES_UNSET;
        request Risky Patch SET;
        response Safe Patch EXPECTED;
    }

    MAX_PROPERTIES_UNSET [
        "request-parameter-max-properties-unset" "request-parameter-property-max-properties-unset"
        "request-body-max-properties-unset" "request-property-max-properties-unset"
        "request-read-only-property-max-properties-unset" "response-header-max-properties-unset"
        "response-body-max-properties-unset" "response-property-max-properties-unset"
        "response-write-only-property-max-properties-unset" "unused-schema-max-properties-unset"
    ] {
        "maxProperties": "maxProperties: 10" => "type: object", mirror MAX_PROPERTIES_SET;
        request Safe Patch STILL_TAKEN;
        response Breaking Patch SURPRISE;
    }

    MAX_PROPERTIES_DECREASED [
        "request-parameter-max-properties-decreased" "request-parameter-property-max-properties-decreased"
        "request-body-max-properties-decreased" "request-property-max-properties-decreased"
        "request-read-only-property-max-properties-decreased" "response-header-max-properties-decreased"
        "response-body-max-properties-decreased" "response-property-max-properties-decreased"
        "response-write-only-property-max-properties-decreased" "unused-schema-max-properties-decreased"
    ] {
        "maxProperties": "maxProperties: 10" => "maxProperties: 5", mirror MAX_PROPERTIES_INCREASED;
        request Breaking Patch "The service refuses an object with more properties that it accepted before.";
        response Safe Patch EXPECTED;
    }

    MAX_PROPERTIES_INCREASED [
        "request-parameter-max-properties-increased" "request-parameter-property-max-properties-increased"
        "request-body-max-properties-increased" "request-property-max-properties-increased"
        "request-read-only-property-max-properties-increased" "response-header-max-properties-increased"
        "response-body-max-properties-increased" "response-property-max-properties-increased"
        "response-write-only-property-max-properties-increased" "unused-schema-max-properties-increased"
    ] {
        "maxProperties": "maxProperties: 5" => "maxProperties: 10", mirror MAX_PROPERTIES_DECREASED;
        request Safe Patch STILL_TAKEN;
        response Breaking Patch SURPRISE;
    }

    ADDITIONAL_PROPERTIES_FORBIDDEN [
        "request-parameter-additional-properties-forbidden" "request-parameter-property-additional-properties-forbidden"
        "request-body-additional-properties-forbidden" "request-property-additional-properties-forbidden"
        "request-read-only-property-additional-properties-forbidden" "response-header-additional-properties-forbidden"
        "response-body-additional-properties-forbidden" "response-property-additional-properties-forbidden"
        "response-write-only-property-additional-properties-forbidden" "unused-schema-additional-properties-forbidden"
    ] {
        "additionalProperties": "type: object" => "additionalProperties: false", mirror ADDITIONAL_PROPERTIES_ALLOWED;
        request Breaking Patch "The service refuses an object with a property that is not listed.";
        response Safe Patch EXPECTED;
    }

    ADDITIONAL_PROPERTIES_ALLOWED [
        "request-parameter-additional-properties-allowed" "request-parameter-property-additional-properties-allowed"
        "request-body-additional-properties-allowed" "request-property-additional-properties-allowed"
        "request-read-only-property-additional-properties-allowed" "response-header-additional-properties-allowed"
        "response-body-additional-properties-allowed" "response-property-additional-properties-allowed"
        "response-write-only-property-additional-properties-allowed" "unused-schema-additional-properties-allowed"
    ] {
        "additionalProperties": "additionalProperties: false" => "type: object", mirror ADDITIONAL_PROPERTIES_FORBIDDEN;
        request Safe Patch STILL_TAKEN;
        response Risky Patch "A response may contain properties that the old contract does not allow. The generated client keeps them in `other_members`.";
    }

    ADDITIONAL_PROPERTIES_SPECIALIZED [
        "request-parameter-additional-properties-specialized" "request-parameter-property-additional-properties-specialized"
        "request-body-additional-properties-specialized" "request-property-additional-properties-specialized"
        "request-read-only-property-additional-properties-specialized" "response-header-additional-properties-specialized"
        "response-body-additional-properties-specialized" "response-property-additional-properties-specialized"
        "response-write-only-property-additional-properties-specialized" "unused-schema-additional-properties-specialized"
    ] {
        "additionalProperties": "type: object" => "additionalProperties: { type: string }", mirror ADDITIONAL_PROPERTIES_GENERALIZED;
        request Breaking Major "The service refuses an additional property of another type. The values of the generated map become typed.";
        response Safe Major "Every response is valid under the old contract. The values of the generated map become typed.";
    }

    ADDITIONAL_PROPERTIES_GENERALIZED [
        "request-parameter-additional-properties-generalized" "request-parameter-property-additional-properties-generalized"
        "request-body-additional-properties-generalized" "request-property-additional-properties-generalized"
        "request-read-only-property-additional-properties-generalized" "response-header-additional-properties-generalized"
        "response-body-additional-properties-generalized" "response-property-additional-properties-generalized"
        "response-write-only-property-additional-properties-generalized" "unused-schema-additional-properties-generalized"
    ] {
        "additionalProperties": "additionalProperties: { type: string }" => "type: object", mirror ADDITIONAL_PROPERTIES_SPECIALIZED;
        request Safe Major "The service still accepts every value that it accepted before. The values of the generated map become untyped.";
        response Risky Major "A response may contain additional properties of any type. The values of the generated map become untyped.";
    }

    PATTERN_PROPERTIES_ADDED [
        "request-parameter-pattern-properties-added" "request-parameter-property-pattern-properties-added"
        "request-body-pattern-properties-added" "request-property-pattern-properties-added"
        "request-read-only-property-pattern-properties-added" "response-header-pattern-properties-added"
        "response-body-pattern-properties-added" "response-property-pattern-properties-added"
        "response-write-only-property-pattern-properties-added" "unused-schema-pattern-properties-added"
    ] {
        "patternProperties": "type: object" => "patternProperties: { ^a: { type: string } }", mirror PATTERN_PROPERTIES_REMOVED;
        request Breaking Patch "The service refuses a property whose name matches and whose value does not.";
        response Safe Patch EXPECTED;
    }

    PATTERN_PROPERTIES_REMOVED [
        "request-parameter-pattern-properties-removed" "request-parameter-property-pattern-properties-removed"
        "request-body-pattern-properties-removed" "request-property-pattern-properties-removed"
        "request-read-only-property-pattern-properties-removed" "response-header-pattern-properties-removed"
        "response-body-pattern-properties-removed" "response-property-pattern-properties-removed"
        "response-write-only-property-pattern-properties-removed" "unused-schema-pattern-properties-removed"
    ] {
        "patternProperties": "patternProperties: { ^a: { type: string } }" => "type: object", mirror PATTERN_PROPERTIES_ADDED;
        request Safe Patch STILL_TAKEN;
        response Breaking Patch SURPRISE;
    }

    PROPERTY_NAMES_ADDED [
        "request-parameter-property-names-added" "request-parameter-property-property-names-added"
        "request-body-property-names-added" "request-property-property-names-added"
        "request-read-only-property-property-names-added" "response-header-property-names-added"
        "response-body-property-names-added" "response-property-property-names-added"
        "response-write-only-property-property-names-added" "unused-schema-property-names-added"
    ] {
        "propertyNames": "type: object" => "propertyNames: { maxLength: 9 }", mirror PROPERTY_NAMES_REMOVED;
        request Breaking Patch "The service refuses a property whose name does not match.";
        response Safe Patch EXPECTED;
    }

    PROPERTY_NAMES_REMOVED [
        "request-parameter-property-names-removed" "request-parameter-property-property-names-removed"
        "request-body-property-names-removed" "request-property-property-names-removed"
        "request-read-only-property-property-names-removed" "response-header-property-names-removed"
        "response-body-property-names-removed" "response-property-property-names-removed"
        "response-write-only-property-property-names-removed" "unused-schema-property-names-removed"
    ] {
        "propertyNames": "propertyNames: { maxLength: 9 }" => "type: object", mirror PROPERTY_NAMES_ADDED;
        request Safe Patch STILL_TAKEN;
        response Risky Patch SURPRISE;
    }

    DEPENDENT_SCHEMAS_ADDED [
        "request-parameter-dependent-schemas-added" "request-parameter-property-dependent-schemas-added"
        "request-body-dependent-schemas-added" "request-property-dependent-schemas-added"
        "request-read-only-property-dependent-schemas-added" "response-header-dependent-schemas-added"
        "response-body-dependent-schemas-added" "response-property-dependent-schemas-added"
        "response-write-only-property-dependent-schemas-added" "unused-schema-dependent-schemas-added"
    ] {
        "dependentSchemas": "type: object" => "dependentSchemas: { a: { required: [b] } }", mirror DEPENDENT_SCHEMAS_REMOVED;
        request Breaking Patch "The service refuses an object that has the property and does not match the added schema.";
        response Safe Patch EXPECTED;
    }

    DEPENDENT_SCHEMAS_REMOVED [
        "request-parameter-dependent-schemas-removed" "request-parameter-property-dependent-schemas-removed"
        "request-body-dependent-schemas-removed" "request-property-dependent-schemas-removed"
        "request-read-only-property-dependent-schemas-removed" "response-header-dependent-schemas-removed"
        "response-body-dependent-schemas-removed" "response-property-dependent-schemas-removed"
        "response-write-only-property-dependent-schemas-removed" "unused-schema-dependent-schemas-removed"
    ] {
        "dependentSchemas": "dependentSchemas: { a: { required: [b] } }" => "type: object", mirror DEPENDENT_SCHEMAS_ADDED;
        request Safe Patch STILL_TAKEN;
        response Risky Patch SURPRISE;
    }

    DEPENDENT_REQUIRED_ADDED [
        "request-parameter-dependent-required-added" "request-parameter-property-dependent-required-added"
        "request-body-dependent-required-added" "request-property-dependent-required-added"
        "request-read-only-property-dependent-required-added" "response-header-dependent-required-added"
        "response-body-dependent-required-added" "response-property-dependent-required-added"
        "response-write-only-property-dependent-required-added" "unused-schema-dependent-required-added"
    ] {
        "dependentRequired": "type: object" => "dependentRequired: { a: [b] }", mirror DEPENDENT_REQUIRED_REMOVED;
        request Breaking Patch "The service refuses an object that has the property without the properties that it now requires.";
        response Safe Patch EXPECTED;
    }

    DEPENDENT_REQUIRED_REMOVED [
        "request-parameter-dependent-required-removed" "request-parameter-property-dependent-required-removed"
        "request-body-dependent-required-removed" "request-property-dependent-required-removed"
        "request-read-only-property-dependent-required-removed" "response-header-dependent-required-removed"
        "response-body-dependent-required-removed" "response-property-dependent-required-removed"
        "response-write-only-property-dependent-required-removed" "unused-schema-dependent-required-removed"
    ] {
        "dependentRequired": "dependentRequired: { a: [b] }" => "type: object", mirror DEPENDENT_REQUIRED_ADDED;
        request Safe Patch STILL_TAKEN;
        response Risky Patch SURPRISE;
    }

    UNEVALUATED_PROPERTIES_ADDED [
        "request-parameter-unevaluated-properties-added" "request-parameter-property-unevaluated-properties-added"
        "request-body-unevaluated-properties-added" "request-property-unevaluated-properties-added"
        "request-read-only-property-unevaluated-properties-added" "response-header-unevaluated-properties-added"
        "response-body-unevaluated-properties-added" "response-property-unevaluated-properties-added"
        "response-write-only-property-unevaluated-properties-added" "unused-schema-unevaluated-properties-added"
    ] {
        "unevaluatedProperties": "type: object" => "unevaluatedProperties: { type: string }", mirror UNEVALUATED_PROPERTIES_REMOVED;
        request Breaking Patch "The service refuses a property that no other keyword evaluates and whose value does not match.";
        response Safe Patch EXPECTED;
    }

    UNEVALUATED_PROPERTIES_REMOVED [
        "request-parameter-unevaluated-properties-removed" "request-parameter-property-unevaluated-properties-removed"
        "request-body-unevaluated-properties-removed" "request-property-unevaluated-properties-removed"
        "request-read-only-property-unevaluated-properties-removed" "response-header-unevaluated-properties-removed"
        "response-body-unevaluated-properties-removed" "response-property-unevaluated-properties-removed"
        "response-write-only-property-unevaluated-properties-removed" "unused-schema-unevaluated-properties-removed"
    ] {
        "unevaluatedProperties": "unevaluatedProperties: { type: string }" => "type: object", mirror UNEVALUATED_PROPERTIES_ADDED;
        request Safe Patch STILL_TAKEN;
        response Risky Patch SURPRISE;
    }
}
