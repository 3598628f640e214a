//! Rules of the keywords of strings: `pattern`, `maxLength`, and `minLength`.

use super::rule::{EXPECTED, SET, STILL_TAKEN, SURPRISE, schema_rules};
use crate::change::Rust::{Major, Patch};
use crate::change::Wire::{Breaking, Risky, Safe};

schema_rules! {
    PATTERN_ADDED [
        "request-parameter-pattern-added" "request-parameter-property-pattern-added"
        "request-body-pattern-added" "request-property-pattern-added"
        "request-read-only-property-pattern-added" "response-header-pattern-added"
        "response-body-pattern-added" "response-property-pattern-added"
        "response-write-only-property-pattern-added" "unused-schema-pattern-added"
    ] {
        "pattern": "type: string" => "pattern: '^[a-z]+$'", mirror PATTERN_REMOVED;
        request Breaking Major "The service refuses a string that does not match. The argument's type validates the string.";
        response Safe Patch EXPECTED;
    }

    PATTERN_REMOVED [
        "request-parameter-pattern-removed" "request-parameter-property-pattern-removed"
        "request-body-pattern-removed" "request-property-pattern-removed"
        "request-read-only-property-pattern-removed" "response-header-pattern-removed"
        "response-body-pattern-removed" "response-property-pattern-removed"
        "response-write-only-property-pattern-removed" "unused-schema-pattern-removed"
    ] {
        "pattern": "pattern: '^[a-z]+$'" => "type: string", mirror PATTERN_ADDED;
        request Safe Major "The service still accepts every value that it accepted before. The argument's type no longer validates the string.";
        response Risky Patch "A response may contain any string, and a client that validates it may refuse it. The generated client does not validate it.";
    }

    PATTERN_GENERALIZED [
        "request-parameter-pattern-generalized" "request-parameter-property-pattern-generalized"
        "request-body-pattern-generalized" "request-property-pattern-generalized"
        "request-read-only-property-pattern-generalized" "response-header-pattern-generalized"
        "response-body-pattern-generalized" "response-property-pattern-generalized"
        "response-write-only-property-pattern-generalized" "unused-schema-pattern-generalized"
    ] {
        "pattern": "pattern: '^[a-z]+$'" => "pattern: '^[a-z0-9]+$'", mirror PATTERN_CHANGED;
        request Safe Patch "Every string that matched the old pattern matches the new one; this is proved, or the new pattern matches every string.";
        response Risky Patch "A response may contain a string that does not match the old pattern, and a client that validates it refuses it. The generated client does not validate it.";
    }

    PATTERN_CHANGED [
        "request-parameter-pattern-changed" "request-parameter-property-pattern-changed"
        "request-body-pattern-changed" "request-property-pattern-changed"
        "request-read-only-property-pattern-changed" "response-header-pattern-changed"
        "response-body-pattern-changed" "response-property-pattern-changed"
        "response-write-only-property-pattern-changed" "unused-schema-pattern-changed"
    ] {
        ["proved narrower"] "pattern": "pattern: '^[a-z0-9]+$'" => "pattern: '^[a-z]+$'", mirror PATTERN_GENERALIZED;
        request Breaking Patch "The service refuses a string that matched the old pattern; this is proved, and the witness is such a string.";
        response Safe Patch EXPECTED;
    } {
        ["proved different"] "pattern": "pattern: '^[a-z]+$'" => "pattern: '^[0-9]+$'", mirror PATTERN_CHANGED;
        request Breaking Patch "The service refuses a string that matched the old pattern; this is proved, and the witness is such a string.";
        response Risky Patch "A response may contain a string that does not match the old pattern, and a client that validates it refuses it. The generated client does not validate it.";
    } {
        "pattern": "pattern: '^(?=a)'" => "pattern: '^(?=b)'", mirror PATTERN_CHANGED;
        request Risky Patch "Whether the service refuses a string that matched the old pattern cannot be decided for these two patterns.";
        response Risky Patch "A response may contain a string that does not match the old pattern. The generated client does not validate it.";
    }

    PATTERN_RESPELLED [
        "request-parameter-pattern-respelled" "request-parameter-property-pattern-respelled"
        "request-body-pattern-respelled" "request-property-pattern-respelled"
        "request-read-only-property-pattern-respelled" "response-header-pattern-respelled"
        "response-body-pattern-respelled" "response-property-pattern-respelled"
        "response-write-only-property-pattern-respelled" "unused-schema-pattern-respelled"
    ] {
        "pattern": "pattern: '^[0-9]$'" => "pattern: '^\\d$'", mirror PATTERN_RESPELLED;
        request Safe Patch "Both patterns match the same strings; this is proved.";
        response Safe Patch "Both patterns match the same strings; this is proved.";
    }

    MAX_LENGTH_SET [
        "request-parameter-max-length-set" "request-parameter-property-max-length-set"
        "request-body-max-length-set" "request-property-max-length-set"
        "request-read-only-property-max-length-set" "response-header-max-length-set"
        "response-body-max-length-set" "response-property-max-length-set"
        "response-write-only-property-max-length-set" "unused-schema-max-length-set"
    ] {
        "maxLength": "type: string" => "maxLength: 10", mirror MAX_LENGTH_UNSET;
        request Risky Patch SET;
        response Safe Patch EXPECTED;
    }

    MAX_LENGTH_UNSET [
        "request-parameter-max-length-unset" "request-parameter-property-max-length-unset"
        "request-body-max-length-unset" "request-property-max-length-unset"
        "request-read-only-property-max-length-unset" "response-header-max-length-unset"
        "response-body-max-length-unset" "response-property-max-length-unset"
        "response-write-only-property-max-length-unset" "unused-schema-max-length-unset"
    ] {
        "maxLength": "maxLength: 10" => "type: string", mirror MAX_LENGTH_SET;
        request Safe Patch STILL_TAKEN;
        response Breaking Patch SURPRISE;
    }

    MAX_LENGTH_DECREASED [
        "request-parameter-max-length-decreased" "request-parameter-property-max-length-decreased"
        "request-body-max-length-decreased" "request-property-max-length-decreased"
        "request-read-only-property-max-length-decreased" "response-header-max-length-decreased"
        "response-body-max-length-decreased" "response-property-max-length-decreased"
        "response-write-only-property-max-length-decreased" "unused-schema-max-length-decreased"
    ] {
        "maxLength": "maxLength: 10" => "maxLength: 5", mirror MAX_LENGTH_INCREASED;
        request Breaking Patch "The service refuses a longer string that it accepted before.";
        response Safe Patch EXPECTED;
    }

    MAX_LENGTH_INCREASED [
        "request-parameter-max-length-increased" "request-parameter-property-max-length-increased"
        "request-body-max-length-increased" "request-property-max-length-increased"
        "request-read-only-property-max-length-increased" "response-header-max-length-increased"
        "response-body-max-length-increased" "response-property-max-length-increased"
        "response-write-only-property-max-length-increased" "unused-schema-max-length-increased"
    ] {
        "maxLength": "maxLength: 5" => "maxLength: 10", mirror MAX_LENGTH_DECREASED;
        request Safe Patch STILL_TAKEN;
        response Breaking Patch SURPRISE;
    }

    MIN_LENGTH_INCREASED [
        "request-parameter-min-length-increased" "request-parameter-property-min-length-increased"
        "request-body-min-length-increased" "request-property-min-length-increased"
        "request-read-only-property-min-length-increased" "response-header-min-length-increased"
        "response-body-min-length-increased" "response-property-min-length-increased"
        "response-write-only-property-min-length-increased" "unused-schema-min-length-increased"
    ] {
        "minLength": "minLength: 1" => "minLength: 3", mirror MIN_LENGTH_DECREASED;
        request Breaking Patch "The service refuses a shorter string that it accepted before.";
        response Safe Patch EXPECTED;
    }

    MIN_LENGTH_DECREASED [
        "request-parameter-min-length-decreased" "request-parameter-property-min-length-decreased"
        "request-body-min-length-decreased" "request-property-min-length-decreased"
        "request-read-only-property-min-length-decreased" "response-header-min-length-decreased"
        "response-body-min-length-decreased" "response-property-min-length-decreased"
        "response-write-only-property-min-length-decreased" "unused-schema-min-length-decreased"
    ] {
        "minLength": "minLength: 3" => "minLength: 1", mirror MIN_LENGTH_INCREASED;
        request Safe Patch STILL_TAKEN;
        response Breaking Patch SURPRISE;
    }
}
