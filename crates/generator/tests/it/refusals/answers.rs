//! Answers: statuses, media types, error schemas, and headers.

use super::{Row, check};

#[test]
fn answers_that_cannot_be_honoured_are_refused_at_their_place() {
    check(&[
        Row {
            after: "\"500\":",
            from: "$ref: \"#/components/schemas/ApiError\"",
            to: "{ type: object, properties: { why: { type: string } } }",
            line: "\"500\":",
            says: "two error schemas",
            helps: "refer to one component",
        },
        Row {
            after: "\"500\":",
            from: "schema:\n                $ref: \"#/components/schemas/ApiError\"\n",
            to: "example: {}\n",
            line: "application/json:",
            says: "has no schema",
            helps: "with a `schema`",
        },
        Row {
            after: "\"404\":",
            from: "application/json",
            to: "text/plain",
            line: "text/plain:",
            says: "media type `text/plain`",
            helps: "`application/json` only",
        },
        Row {
            after: "responses:",
            from: "\"500\":",
            to: "5XX:",
            line: "5XX:",
            says: "only single statuses",
            helps: "UnexpectedResponse",
        },
        Row {
            after: "Upgrade:",
            from: "type: string",
            to: "type: array\n                items: { type: string }",
            line: "Upgrade:",
            says: "are supported in headers",
            helps: "reads such values",
        },
        Row {
            after: "Upgrade:",
            from: "type: string",
            to: "type: string\n                x-sensitive: true",
            line: "Upgrade:",
            says: "a header cannot be kept from being shown",
            helps: "masks its value",
        },
        Row {
            after: "\"404\":",
            from: "description: No such session.",
            to: "description: No such session.\n          headers: { upgrade: { schema: { type: integer } } }",
            line: "upgrade:",
            says: "documents it with another type",
            helps: "give it one type",
        },
        Row {
            after: "Upgrade:",
            from: "Upgrade:",
            to: "Up grade:",
            line: "Up grade:",
            says: "no name of a header",
            helps: "letters, digits, and dashes",
        },
    ]);
}
