//! Operations: their ids, their security, and references.

use super::{Row, check};

#[test]
fn operations_that_cannot_be_honoured_are_refused_at_their_place() {
    check(&[
        Row {
            after: "    get:",
            from: "      operationId: validateVerification\n",
            to: "",
            line: "get:",
            says: "no `operationId`",
            helps: "add an `operationId`",
        },
        Row {
            after: "paths:",
            from: "validateVerification",
            to: "9 lives",
            line: "operationId: 9 lives",
            says: "makes no name",
            helps: "a letter first",
        },
        Row {
            after: "securitySchemes:",
            from: "scheme: bearer",
            to: "scheme: basic",
            line: "post:",
            says: "security scheme `apiKey`",
            helps: "`scheme: bearer`",
        },
        Row {
            after: "responses:",
            from: "$ref: \"#/components/schemas/Session\"",
            to: "$ref: \"#/components/schemas/Sesion\"",
            line: "$ref:",
            says: "leads nowhere",
            helps: "`Session`",
        },
    ]);
}
