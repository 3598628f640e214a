//! The moves of the keywords that say which values are legal, with a verdict in each direction.

use crate::change::Rust::{self, Major, Minor, Patch};
use crate::change::Wire::{self, Breaking, Risky, Safe};

/// One move of one keyword.
pub(super) struct Move {
    /// What the id ends in.
    pub(super) name: &'static str,
    pub(super) case: Option<&'static str>,
    pub(super) keyword: &'static str,
    pub(super) before: &'static str,
    pub(super) after: &'static str,
    /// The opposite move; the empty string where there is none.
    pub(super) mirror: &'static str,
    pub(super) request: (Wire, Rust, &'static str),
    pub(super) response: (Wire, Rust, &'static str),
}

pub(super) const REFUSED: &str = "A value that was taken before is refused.";
pub(super) const STILL_TAKEN: &str = "Every value that was taken before still is.";
pub(super) const SURPRISE: &str = "An answer may hold a value that no client was told of. The client generated \
     here reads it all the same; one that checks or stores by the old words may not.";
pub(super) const EXPECTED: &str = "Every answer is one that clients were told of before.";
pub(super) const SET: &str = "A value outside is refused, if it was not all along: limits are often written \
     down long after they are enforced.";

macro_rules! moves {
    ($($name:literal $([$case:literal])? $keyword:literal: $before:literal => $after:literal, mirror $mirror:literal;
       request $rw:ident $rr:ident $rwhy:expr; response $aw:ident $ar:ident $awhy:expr;)+) => {
        &[$(Move {
            name: $name,
            case: moves!(@case $($case)?),
            keyword: $keyword,
            before: $before,
            after: $after,
            mirror: $mirror,
            request: ($rw, $rr, $rwhy),
            response: ($aw, $ar, $awhy),
        }),+]
    };
    (@case) => { None };
    (@case $case:literal) => { Some($case) };
}
pub(super) use moves;

pub(super) const MOVES: &[Move] = moves! {
    "type-changed" "type": "type: integer" => "type: string", mirror "type-changed";
        request Breaking Major "A value of the old type is refused. The argument has another type.";
        response Breaking Major "An answer holds a value of another type. The field has another type.";
    "type-changed" ["read alike"] "format": "format: uuid" => "format: email", mirror "type-changed";
        request Breaking Patch REFUSED;
        response Breaking Patch "An answer holds values of another form. The field is the same text.";
    "type-generalized" "type": "type: integer" => "type: number", mirror "type-changed";
        request Safe Major "Every value that was taken before still is. The argument has another type.";
        response Breaking Major "An answer may hold a value that does not fit the old type. The field has another type.";
    "type-generalized" ["read alike"] "format": "format: int32" => "format: int64", mirror "type-changed";
        request Safe Patch STILL_TAKEN;
        response Breaking Patch "An answer may hold a value that does not fit where the old one did. The client generated here reads both.";
    "type-specialized" "type": "type: number" => "type: integer", mirror "type-generalized";
        request Breaking Major "A value that was taken before is refused. The argument has another type.";
        response Safe Major "Every answer is one that clients were told of before. The field has another type.";
    "type-specialized" ["read alike"] "format": "format: int64" => "format: int32", mirror "type-generalized";
        request Breaking Patch REFUSED;
        response Safe Patch EXPECTED;
    "type-respelled" "type": "properties: {}" => "type: object, properties: {}", mirror "type-respelled";
        request Safe Patch "The values are the same, written otherwise.";
        response Safe Patch "The values are the same, written otherwise.";
    "list-of-types-widened" "type": "type: [string]" => "type: [string, integer]", mirror "list-of-types-narrowed";
        request Safe Major "Every value that was taken before still is. The argument has another type.";
        response Breaking Major "An answer may hold a value of a type that clients were not told of. The field has another type.";
    "list-of-types-narrowed" "type": "type: [string, integer]" => "type: [string]", mirror "list-of-types-widened";
        request Breaking Major "A value of the type that was dropped is refused. The argument has another type.";
        response Safe Major "Every answer is one that clients were told of before. The field has another type.";
    "became-nullable" "nullable": "type: string" => "type: string, nullable: true", mirror "became-not-nullable";
        request Safe Patch STILL_TAKEN;
        response Breaking Patch "An answer may hold `null`, which clients were not told of. The client generated here takes it for a value that is not there.";
    "became-not-nullable" "nullable": "type: string, nullable: true" => "type: string", mirror "became-nullable";
        request Breaking Patch "A `null` that was taken before is refused.";
        response Safe Patch EXPECTED;
    "enum-value-added" "enum": "enum: [a]" => "enum: [a, b]", mirror "enum-value-removed";
        request Safe Minor "Every value that was taken before still is. There is a new variant.";
        response Risky Minor "A client that knows all values does not know this one. The client generated here carries it as text, and regenerating adds a variant to an open enum.";
    "enum-value-removed" "enum": "enum: [a, b]" => "enum: [a]", mirror "enum-value-added";
        request Breaking Major "The value that was dropped is refused. The variant is gone.";
        response Safe Major "Every answer is one that clients were told of before. The variant is gone.";
    "became-enum" "enum": "type: string" => "type: string, enum: [a, b]", mirror "enum-removed";
        request Breaking Major "A value that is not listed is refused. The argument is an enum.";
        response Safe Major "Every answer is one that clients were told of before. The field is an enum.";
    "enum-removed" "enum": "type: string, enum: [a, b]" => "type: string", mirror "became-enum";
        request Safe Major "Every value that was taken before still is. The enum is gone.";
        response Risky Major "A client that knows all values may meet others. The enum is gone.";
    "const-added" "const": "type: string" => "const: a", mirror "const-removed";
        request Breaking Patch "Any other value is refused.";
        response Safe Patch EXPECTED;
    "const-changed" "const": "const: a" => "const: b", mirror "const-changed";
        request Breaking Patch "The value that had to be sent is refused.";
        response Breaking Patch "An answer holds a value that clients were not told of.";
    "const-removed" "const": "const: a" => "type: string", mirror "const-added";
        request Safe Patch STILL_TAKEN;
        response Breaking Patch SURPRISE;
    "x-extensible-enum-value-added" "x-extensible-enum": "x-extensible-enum: [a]" => "x-extensible-enum: [a, b]", mirror "x-extensible-enum-value-removed";
        request Safe Patch STILL_TAKEN;
        response Safe Patch "The list says of itself that it grows.";
    "x-extensible-enum-value-removed" "x-extensible-enum": "x-extensible-enum: [a, b]" => "x-extensible-enum: [a]", mirror "x-extensible-enum-value-added";
        request Breaking Patch "The value that was dropped is refused.";
        response Safe Patch EXPECTED;
    "pattern-added" "pattern": "type: string" => "pattern: ^[a-z]+$", mirror "pattern-removed";
        request Breaking Major "A text that does not match is refused. The argument checks its text.";
        response Safe Patch EXPECTED;
    "pattern-removed" "pattern": "pattern: ^[a-z]+$" => "type: string", mirror "pattern-added";
        request Safe Major "Every value that was taken before still is. The argument no longer checks its text.";
        response Risky Patch "An answer may hold any text, and a client that checks it refuses some. The client generated here does not check it.";
    "pattern-generalized" "pattern": "pattern: ^[a-z]+$" => "pattern: ^[a-z0-9]+$", mirror "pattern-changed";
        request Safe Patch "Every text that matched still does: this is proved, or the new pattern takes everything.";
        response Risky Patch "An answer may hold a text that did not match, and a client that checks it refuses it. The client generated here does not check it.";
    "pattern-changed" ["proved narrower"] "pattern": "pattern: ^[a-z0-9]+$" => "pattern: ^[a-z]+$", mirror "pattern-generalized";
        request Breaking Patch "A text that matched before is refused: this is proved, and the witness is one.";
        response Safe Patch EXPECTED;
    "pattern-changed" ["proved different"] "pattern": "pattern: ^[a-z]+$" => "pattern: ^[0-9]+$", mirror "pattern-changed";
        request Breaking Patch "A text that matched before is refused: this is proved, and the witness is one.";
        response Risky Patch "An answer may hold a text that did not match, and a client that checks it refuses it. The client generated here does not check it.";
    "pattern-changed" "pattern": "pattern: ^(?=a)" => "pattern: ^(?=b)", mirror "pattern-changed";
        request Risky Patch "Whether a text that matched before is refused cannot be decided for these patterns.";
        response Risky Patch "An answer may hold a text that did not match. The client generated here does not check it.";
    "pattern-respelled" "pattern": "pattern: ^[0-9]$" => "pattern: ^\\d$", mirror "pattern-respelled";
        request Safe Patch "The same texts match: this is proved.";
        response Safe Patch "The same texts match: this is proved.";
    "range-respelled" "format": "format: uint8" => "minimum: 0, maximum: 255", mirror "range-respelled";
        request Safe Patch "The values are the same, written otherwise.";
        response Safe Patch "The values are the same, written otherwise.";
    "max-length-set" "maxLength": "type: string" => "maxLength: 10", mirror "max-length-unset";
        request Risky Patch SET;
        response Safe Patch EXPECTED;
    "max-length-unset" "maxLength": "maxLength: 10" => "type: string", mirror "max-length-set";
        request Safe Patch STILL_TAKEN;
        response Breaking Patch SURPRISE;
    "max-length-decreased" "maxLength": "maxLength: 10" => "maxLength: 5", mirror "max-length-increased";
        request Breaking Patch "A longer text that was taken before is refused.";
        response Safe Patch EXPECTED;
    "max-length-increased" "maxLength": "maxLength: 5" => "maxLength: 10", mirror "max-length-decreased";
        request Safe Patch STILL_TAKEN;
        response Breaking Patch SURPRISE;
    "min-length-increased" "minLength": "minLength: 1" => "minLength: 3", mirror "min-length-decreased";
        request Breaking Patch "A shorter text that was taken before is refused.";
        response Safe Patch EXPECTED;
    "min-length-decreased" "minLength": "minLength: 3" => "minLength: 1", mirror "min-length-increased";
        request Safe Patch STILL_TAKEN;
        response Breaking Patch SURPRISE;
    "max-set" "maximum": "type: integer" => "maximum: 10", mirror "max-unset";
        request Risky Patch SET;
        response Safe Patch EXPECTED;
    "max-unset" "maximum": "maximum: 10" => "type: integer", mirror "max-set";
        request Safe Patch STILL_TAKEN;
        response Breaking Patch SURPRISE;
    "max-decreased" "maximum": "maximum: 10" => "maximum: 5", mirror "max-increased";
        request Breaking Patch "A larger number that was taken before is refused.";
        response Safe Patch EXPECTED;
    "max-increased" "maximum": "maximum: 5" => "maximum: 10", mirror "max-decreased";
        request Safe Patch STILL_TAKEN;
        response Breaking Patch SURPRISE;
    "min-set" "minimum": "type: integer" => "minimum: 1", mirror "min-unset";
        request Risky Patch SET;
        response Safe Patch EXPECTED;
    "min-unset" "minimum": "minimum: 1" => "type: integer", mirror "min-set";
        request Safe Patch STILL_TAKEN;
        response Breaking Patch SURPRISE;
    "min-increased" "minimum": "minimum: 1" => "minimum: 3", mirror "min-decreased";
        request Breaking Patch "A smaller number that was taken before is refused.";
        response Safe Patch EXPECTED;
    "min-decreased" "minimum": "minimum: 3" => "minimum: 1", mirror "min-increased";
        request Safe Patch STILL_TAKEN;
        response Breaking Patch SURPRISE;
    "exclusive-max-set" "exclusiveMaximum": "type: integer" => "exclusiveMaximum: 10", mirror "exclusive-max-unset";
        request Risky Patch SET;
        response Safe Patch EXPECTED;
    "exclusive-max-unset" "exclusiveMaximum": "exclusiveMaximum: 10" => "type: integer", mirror "exclusive-max-set";
        request Safe Patch STILL_TAKEN;
        response Breaking Patch SURPRISE;
    "exclusive-max-decreased" "exclusiveMaximum": "exclusiveMaximum: 10" => "exclusiveMaximum: 5", mirror "exclusive-max-increased";
        request Breaking Patch "A larger number that was taken before is refused.";
        response Safe Patch EXPECTED;
    "exclusive-max-increased" "exclusiveMaximum": "exclusiveMaximum: 5" => "exclusiveMaximum: 10", mirror "exclusive-max-decreased";
        request Safe Patch STILL_TAKEN;
        response Breaking Patch SURPRISE;
    "exclusive-min-set" "exclusiveMinimum": "type: integer" => "exclusiveMinimum: 1", mirror "exclusive-min-unset";
        request Risky Patch SET;
        response Safe Patch EXPECTED;
    "exclusive-min-unset" "exclusiveMinimum": "exclusiveMinimum: 1" => "type: integer", mirror "exclusive-min-set";
        request Safe Patch STILL_TAKEN;
        response Breaking Patch SURPRISE;
    "exclusive-min-increased" "exclusiveMinimum": "exclusiveMinimum: 1" => "exclusiveMinimum: 3", mirror "exclusive-min-decreased";
        request Breaking Patch "A smaller number that was taken before is refused.";
        response Safe Patch EXPECTED;
    "exclusive-min-decreased" "exclusiveMinimum": "exclusiveMinimum: 3" => "exclusiveMinimum: 1", mirror "exclusive-min-increased";
        request Safe Patch STILL_TAKEN;
        response Breaking Patch SURPRISE;
    "multiple-of-set" "multipleOf": "type: integer" => "multipleOf: 10", mirror "multiple-of-unset";
        request Risky Patch SET;
        response Safe Patch EXPECTED;
    "multiple-of-unset" "multipleOf": "multipleOf: 10" => "type: integer", mirror "multiple-of-set";
        request Safe Patch STILL_TAKEN;
        response Risky Patch SURPRISE;
    "multiple-of-changed" "multipleOf": "multipleOf: 10" => "multipleOf: 3", mirror "multiple-of-changed";
        request Breaking Patch "A number that is a multiple of the old step, and not of the new one, is refused.";
        response Risky Patch SURPRISE;
    "multiple-of-generalized" "multipleOf": "multipleOf: 10" => "multipleOf: 5", mirror "multiple-of-specialized";
        request Safe Patch STILL_TAKEN;
        response Risky Patch SURPRISE;
    "multiple-of-specialized" "multipleOf": "multipleOf: 5" => "multipleOf: 10", mirror "multiple-of-generalized";
        request Breaking Patch "A number that is a multiple of the old step, and not of the new one, is refused.";
        response Safe Patch EXPECTED;
    "min-items-set" "minItems": "type: array" => "minItems: 1", mirror "min-items-unset";
        request Risky Patch SET;
        response Safe Patch EXPECTED;
    "min-items-unset" "minItems": "minItems: 1" => "type: array", mirror "min-items-set";
        request Safe Patch STILL_TAKEN;
        response Breaking Patch SURPRISE;
    "min-items-increased" "minItems": "minItems: 1" => "minItems: 3", mirror "min-items-decreased";
        request Breaking Patch "A shorter list that was taken before is refused.";
        response Safe Patch EXPECTED;
    "min-items-decreased" "minItems": "minItems: 3" => "minItems: 1", mirror "min-items-increased";
        request Safe Patch STILL_TAKEN;
        response Breaking Patch SURPRISE;
    "max-items-set" "maxItems": "type: array" => "maxItems: 10", mirror "max-items-unset";
        request Risky Patch SET;
        response Safe Patch EXPECTED;
    "max-items-unset" "maxItems": "maxItems: 10" => "type: array", mirror "max-items-set";
        request Safe Patch STILL_TAKEN;
        response Breaking Patch SURPRISE;
    "max-items-decreased" "maxItems": "maxItems: 10" => "maxItems: 5", mirror "max-items-increased";
        request Breaking Patch "A longer list that was taken before is refused.";
        response Safe Patch EXPECTED;
    "max-items-increased" "maxItems": "maxItems: 5" => "maxItems: 10", mirror "max-items-decreased";
        request Safe Patch STILL_TAKEN;
        response Breaking Patch SURPRISE;
    "unique-items-added" "uniqueItems": "type: array" => "uniqueItems: true", mirror "unique-items-removed";
        request Breaking Patch "A list with one value twice is refused.";
        response Safe Patch EXPECTED;
    "unique-items-removed" "uniqueItems": "uniqueItems: true" => "type: array", mirror "unique-items-added";
        request Safe Patch STILL_TAKEN;
        response Risky Patch "An answer may hold one value twice, which a client that keeps a set does not expect.";
    "min-properties-set" "minProperties": "type: object" => "minProperties: 1", mirror "min-properties-unset";
        request Risky Patch SET;
        response Safe Patch EXPECTED;
    "min-properties-unset" "minProperties": "minProperties: 1" => "type: object", mirror "min-properties-set";
        request Safe Patch STILL_TAKEN;
        response Breaking Patch SURPRISE;
    "min-properties-increased" "minProperties": "minProperties: 1" => "minProperties: 3", mirror "min-properties-decreased";
        request Breaking Patch "An object with fewer members that was taken before is refused.";
        response Safe Patch EXPECTED;
    "min-properties-decreased" "minProperties": "minProperties: 3" => "minProperties: 1", mirror "min-properties-increased";
        request Safe Patch STILL_TAKEN;
        response Breaking Patch SURPRISE;
    "max-properties-set" "maxProperties": "type: object" => "maxProperties: 10", mirror "max-properties-unset";
        request Risky Patch SET;
        response Safe Patch EXPECTED;
    "max-properties-unset" "maxProperties": "maxProperties: 10" => "type: object", mirror "max-properties-set";
        request Safe Patch STILL_TAKEN;
        response Breaking Patch SURPRISE;
    "max-properties-decreased" "maxProperties": "maxProperties: 10" => "maxProperties: 5", mirror "max-properties-increased";
        request Breaking Patch "An object with more members that was taken before is refused.";
        response Safe Patch EXPECTED;
    "max-properties-increased" "maxProperties": "maxProperties: 5" => "maxProperties: 10", mirror "max-properties-decreased";
        request Safe Patch STILL_TAKEN;
        response Breaking Patch SURPRISE;
    "default-value-added" "default": "type: integer" => "default: 10", mirror "default-value-removed";
        request Safe Patch "A value that is left out was left out before too.";
        response Safe Patch "The client generated here does not fill in values that were not sent.";
    "default-value-changed" "default": "default: 10" => "default: 20", mirror "default-value-changed";
        request Safe Patch "A value that is sent means what it meant. One that is left out is another value now.";
        response Safe Patch "The client generated here does not fill in values that were not sent.";
    "default-value-removed" "default": "default: 10" => "type: integer", mirror "default-value-added";
        request Safe Patch "A value that is sent means what it meant.";
        response Safe Patch "The client generated here does not fill in values that were not sent.";
    "additional-properties-forbidden" "additionalProperties": "type: object" => "additionalProperties: false", mirror "additional-properties-allowed";
        request Breaking Patch "A request with a member that is not listed is refused.";
        response Safe Patch EXPECTED;
    "additional-properties-allowed" "additionalProperties": "additionalProperties: false" => "type: object", mirror "additional-properties-forbidden";
        request Safe Patch STILL_TAKEN;
        response Risky Patch "An answer may hold members that clients were not told of. The client generated here keeps them in `other_members`.";
    "additional-properties-specialized" "additionalProperties": "type: object" => "additionalProperties: { type: string }", mirror "additional-properties-generalized";
        request Breaking Major "A request with a member of another type is refused. The values of the map have a type.";
        response Safe Major "Every answer is one that clients were told of before. The values of the map have a type.";
    "additional-properties-generalized" "additionalProperties": "additionalProperties: { type: string }" => "type: object", mirror "additional-properties-specialized";
        request Safe Major "Every value that was taken before still is. The values of the map have no type any more.";
        response Risky Major "An answer may hold members of any type. The values of the map have no type any more.";
    "items-specialized" "items": "type: array" => "items: { type: string }", mirror "items-generalized";
        request Breaking Major "A list with elements of another type is refused. The elements have a type.";
        response Safe Major "Every answer is one that clients were told of before. The elements have a type.";
    "items-generalized" "items": "items: { type: string }" => "type: array", mirror "items-specialized";
        request Safe Major "Every value that was taken before still is. The elements have no type any more.";
        response Breaking Major "An answer may hold elements of any type. The elements have no type any more.";
    "all-of-added" "allOf": "allOf: [A]" => "allOf: [A, B]", mirror "all-of-removed";
        request Breaking Major "A request has to fit the added schema too. The type has other fields.";
        response Safe Minor "Every answer is one that clients were told of before. The type has more fields.";
    "all-of-removed" "allOf": "allOf: [A, B]" => "allOf: [A]", mirror "all-of-added";
        request Risky Major "What the schema asked for means nothing any more. The type has fewer fields.";
        response Risky Major "An answer may lack what the schema promised. The client generated here requires no field of an answer. The type has fewer fields.";
    "one-of-added" "oneOf": "oneOf: [A]" => "oneOf: [A, B]", mirror "one-of-removed";
        request Safe Minor "Every value that was taken before still is, unless it fits two of the schemas now.";
        response Breaking Minor "An answer may be of a kind that clients were not told of.";
    "one-of-added" ["the first ones"] "oneOf": "type: object" => "oneOf: [A, B]", mirror "one-of-removed";
        request Risky Major "A value that fits none of the schemas is refused.";
        response Breaking Major "An answer is one of several kinds now, and a client has to tell which.";
    "one-of-removed" "oneOf": "oneOf: [A, B]" => "oneOf: [A]", mirror "one-of-added";
        request Breaking Major "A value of the kind that was dropped is refused.";
        response Safe Major "Every answer is one that clients were told of before.";
    "one-of-removed" ["the last ones"] "oneOf": "oneOf: [A, B]" => "type: object", mirror "one-of-added";
        request Safe Major "No choice is left to fit; what else the schema says of the value decides.";
        response Breaking Major "An answer may be none of the kinds that clients were told of.";
    "any-of-added" "anyOf": "anyOf: [A]" => "anyOf: [A, B]", mirror "any-of-removed";
        request Safe Minor STILL_TAKEN;
        response Risky Minor "An answer may be of a kind that clients were not told of.";
    "any-of-added" ["the first ones"] "anyOf": "type: object" => "anyOf: [A, B]", mirror "any-of-removed";
        request Risky Major "A value that fits none of the schemas is refused.";
        response Risky Major "An answer is one of several kinds now, and a client has to tell which.";
    "any-of-removed" "anyOf": "anyOf: [A, B]" => "anyOf: [A]", mirror "any-of-added";
        request Breaking Major "A value of the kind that was dropped is refused.";
        response Safe Major EXPECTED;
    "any-of-removed" ["the last ones"] "anyOf": "anyOf: [A, B]" => "type: object", mirror "any-of-added";
        request Safe Major "No choice is left to fit; what else the schema says of the value decides.";
        response Breaking Major "An answer may be none of the kinds that clients were told of.";
    "wrapped-in-one-of" "oneOf": "schema: A" => "oneOf: [A, B]", mirror "unwrapped-from-one-of";
        request Breaking Major "A value that fits two of the schemas is refused, and requests have to be told apart. The argument has another type.";
        response Breaking Major "An answer may be of a kind that clients were not told of. The field has another type.";
    "unwrapped-from-one-of" "oneOf": "oneOf: [A, B]" => "schema: A", mirror "wrapped-in-one-of";
        request Breaking Major "A value of a kind that was dropped is refused. The argument has another type.";
        response Safe Major "Every answer is one that clients were told of before. The field has another type.";
    "discriminator-added" "discriminator": "oneOf: [A, B]" => "discriminator: { propertyName: kind }", mirror "discriminator-removed";
        request Safe Patch "It says how the kinds are told apart, and changes none of them.";
        response Safe Patch "It says how the kinds are told apart, and changes none of them.";
    "discriminator-removed" "discriminator": "discriminator: { propertyName: kind }" => "oneOf: [A, B]", mirror "discriminator-added";
        request Safe Patch "It said how the kinds are told apart, and changes none of them.";
        response Safe Patch "It said how the kinds are told apart, and changes none of them.";
    "discriminator-property-name-changed" "discriminator": "propertyName: kind" => "propertyName: type", mirror "discriminator-property-name-changed";
        request Safe Patch "It says how the kinds are told apart, and changes none of them.";
        response Safe Patch "It says how the kinds are told apart, and changes none of them.";
    "discriminator-mapping-added" "discriminator": "propertyName: kind" => "mapping: { cat: Cat }", mirror "discriminator-mapping-deleted";
        request Safe Patch "It says how the kinds are told apart, and changes none of them.";
        response Safe Patch "It says how the kinds are told apart, and changes none of them.";
    "discriminator-mapping-changed" "discriminator": "mapping: { cat: Cat }" => "mapping: { cat: Dog }", mirror "discriminator-mapping-changed";
        request Safe Patch "It says how the kinds are told apart, and changes none of them.";
        response Safe Patch "It says how the kinds are told apart, and changes none of them.";
    "discriminator-mapping-deleted" "discriminator": "mapping: { cat: Cat }" => "propertyName: kind", mirror "discriminator-mapping-added";
        request Safe Patch "It said how the kinds are told apart, and changes none of them.";
        response Safe Patch "It said how the kinds are told apart, and changes none of them.";
    "keyword-added" "any other": "type: object" => "if: {}, then: {}", mirror "keyword-removed";
        request Risky Patch "This keyword is not understood here; it may refuse values.";
        response Risky Patch "This keyword is not understood here; it may say something about answers.";
    "keyword-removed" "any other": "if: {}, then: {}" => "type: object", mirror "keyword-added";
        request Risky Patch "This keyword is not understood here; it may have refused values.";
        response Risky Patch "This keyword is not understood here; it may have said something about answers.";
    "keyword-changed" "any other": "minLength: three" => "minLength: four", mirror "keyword-changed";
        request Risky Patch "This keyword, or its value, is not understood here; it may refuse values.";
        response Risky Patch "This keyword, or its value, is not understood here; it may say something about answers.";
};
