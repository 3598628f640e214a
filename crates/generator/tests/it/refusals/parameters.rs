//! Parameters: where they are sent, and what they take.

use super::{Row, check};

#[test]
fn parameters_that_cannot_be_honoured_are_refused_at_their_place() {
    check(&[
        Row {
            after: "name: code",
            from: "$ref: \"#/components/schemas/VerificationCode\"",
            to: "{ type: integer, minimum: 0.5 }",
            line: "minimum: 0.5",
            says: "`minimum` has to be a whole number",
            helps: "constrain nothing",
        },
        Row {
            after: "name: code",
            from: "schema:\n            $ref",
            to: "schema:\n            x-sensitive: true\n            $ref",
            line: "x-sensitive: true",
            says: "beside a `$ref`",
            helps: "move it into the component",
        },
        Row {
            after: "name: code",
            from: "in: query",
            to: "in: query\n          required: yes",
            line: "required: yes",
            says: "`required` has to be",
            helps: "the parameter is optional",
        },
        Row {
            after: "name: code",
            from: "in: query",
            to: "in: query\n          x-sensitive: yes",
            line: "x-sensitive: yes",
            says: "kept from being shown",
            helps: "the type `string`",
        },
        Row {
            after: "name: code",
            from: "$ref: \"#/components/schemas/VerificationCode\"",
            to: "{ type: array, items: { type: string } }",
            line: "name: code",
            says: "only strings, numbers, and booleans",
            helps: "checks and sends",
        },
        Row {
            after: "name: code",
            from: "in: query",
            to: "in: cookie",
            line: "name: code",
            says: "cannot send cookies",
            helps: "a step that can",
        },
        Row {
            after: "name: code",
            from: "in: query",
            to: "in: path\n          required: true",
            line: "name: code",
            says: "no place for it",
            helps: "in braces",
        },
        Row {
            after: "- name: sessionId",
            from: "in: path",
            to: "in: query",
            line: "get:",
            says: "nothing fills `{sessionId}`",
            helps: "declare a parameter `sessionId`",
        },
        Row {
            after: "- name: code",
            from: "code\n          in: query",
            to: "User-Agent\n          in: header",
            line: "name: User-Agent",
            says: "sets this header itself",
            helps: "remove the parameter",
        },
    ]);
}
