//! Schemas: types, keywords, marks, and enums.

use super::{Row, check};

#[test]
fn schemas_that_cannot_be_honoured_are_refused_at_their_place() {
    check(&[
        Row {
            after: "VerificationCode:\n      type",
            from: "maxLength: 10",
            to: "maxLength: 10\n      uniqueItems: true",
            line: "uniqueItems: true",
            says: "cannot enforce `uniqueItems`",
            helps: "before a request is sent",
        },
        Row {
            after: "VerificationCode:\n      type",
            from: "maxLength: 10",
            to: "maxLength: 10\n      format: hostname",
            line: "format: hostname",
            says: "cannot enforce `format`",
            helps: "before a request is sent",
        },
        Row {
            after: "VerificationCode:\n      type",
            from: "maxLength: 10",
            to: "maxLength: ten",
            line: "maxLength: ten",
            says: "`maxLength` has to be a whole number",
            helps: "constrain nothing",
        },
        Row {
            after: "VerificationCode:\n      type",
            from: "x-sensitive: true",
            to: "x-sensitive: yes",
            line: "x-sensitive: yes",
            says: "`x-sensitive` has to be `true` or `false`",
            helps: "constrain nothing",
        },
        Row {
            after: "VerificationCode:\n      type",
            from: "x-sensitive: true",
            to: "x-sensitve: true",
            line: "x-sensitve: true",
            says: "`x-sensitve` marks nothing",
            helps: "did you mean `x-sensitive`?",
        },
        Row {
            after: "VerificationCode:\n      type",
            from: "maxLength: 10",
            to: "maxlength: 10",
            line: "maxlength: 10",
            says: "`maxlength` is no keyword",
            helps: "did you mean `maxLength`?",
        },
        Row {
            after: "attempt:",
            from: "type: integer",
            to: "type: interger",
            line: "type: interger",
            says: "no type of OpenAPI 3.0",
            helps: "boolean, integer",
        },
        Row {
            after: "attempt:",
            from: "type: integer",
            to: "type: integer\n          x-sensitive: true",
            line: "x-sensitive: true",
            says: "can be kept from being shown",
            helps: "the type `string`",
        },
        Row {
            after: "SessionStatus:\n",
            from: "enum:\n        - WAITING\n        - VERIFIED\n        - FAILED\n        - EXPIRED",
            to: "enum: WAITING",
            line: "enum: WAITING",
            says: "`enum` has to be a list",
            helps: "constrain nothing",
        },
        Row {
            after: "SubAccountId:",
            from: "^[A-Za-z0-9\\-._&]{3,50}$",
            to: "^[a-z$",
            line: "pattern:",
            says: "no regular expression",
            helps: "JavaScript's dialect",
        },
        Row {
            after: "SessionStatus:",
            from: "- FAILED",
            to: "- verified",
            line: "- verified",
            says: "`Verified` is taken",
            helps: "keep them apart",
        },
        Row {
            after: "SessionStatus:",
            from: "- FAILED",
            to: "- unrecognized",
            line: "- unrecognized",
            says: "`Unrecognized` is taken",
            helps: "keep them apart",
        },
    ]);
}
