//! Contracts that the generated client could not honour, and what is said about them.

use contract::{Diagnostic, Document, Source};

const CONTRACT: &str = include_str!("session.yaml");

/// Generates from a contract with one text replaced, at its first place after `after`.
fn refusals(after: &str, from: &str, to: &str) -> (String, Vec<Diagnostic>) {
    let start = CONTRACT
        .find(after)
        .unwrap_or_else(|| panic!("the contract has no `{after}`"));
    let (before, rest) = CONTRACT.split_at(start);
    assert!(
        rest.contains(from),
        "the contract has no `{from}` after `{after}`"
    );
    let text = format!("{before}{}", rest.replacen(from, to, 1));
    let source = Source::new("openapi/verify.yaml", text.clone());
    let problems = match Document::read(source) {
        Ok(document) => generator::generate(&document).err().unwrap_or_default(),
        Err(problem) => vec![problem],
    };
    (text, problems)
}

#[test]
fn what_cannot_be_honoured_is_refused_at_its_place() {
    // (after, from, to, the line the message points at, what it says, what it tells to do)
    let table = [
        (
            "openapi",
            "openapi: 3.0.3",
            "openapi: 3.1.0",
            "openapi: 3.1.0",
            "OpenAPI 3.0 only",
            "3.0.3",
        ),
        (
            "    get:",
            "      operationId: validateVerification\n",
            "",
            "get:",
            "no `operationId`",
            "add an `operationId`",
        ),
        (
            "paths:",
            "validateVerification",
            "9 lives",
            "operationId: 9 lives",
            "makes no name",
            "a letter first",
        ),
        (
            "\"500\":",
            "$ref: \"#/components/schemas/ApiError\"",
            "{ type: object, properties: { why: { type: string } } }",
            "\"500\":",
            "two error schemas",
            "refer to one component",
        ),
        (
            "\"500\":",
            "schema:\n                $ref: \"#/components/schemas/ApiError\"\n",
            "example: {}\n",
            "application/json:",
            "has no schema",
            "with a `schema`",
        ),
        (
            "\"404\":",
            "application/json",
            "text/plain",
            "text/plain:",
            "media type `text/plain`",
            "`application/json` only",
        ),
        (
            "responses:",
            "\"500\":",
            "5XX:",
            "5XX:",
            "only single statuses",
            "UnexpectedResponse",
        ),
        (
            "requestBody:",
            "content:\n          application/json:\n            schema:\n              $ref: \"#/components/schemas/StartRequest\"",
            "content: {}",
            "requestBody:",
            "it has no `content`",
            "`application/json` with a `schema`",
        ),
        (
            "requestBody:",
            "application/json",
            "application/xml",
            "application/xml:",
            "media type `application/xml`",
            "`application/json` with a `schema`",
        ),
        (
            "requestBody:",
            "schema:\n              $ref: \"#/components/schemas/StartRequest\"",
            "example: {}",
            "application/json:",
            "request body: it has no schema",
            "`application/json` with a `schema`",
        ),
        (
            "requestBody:",
            "content:",
            "required: yes\n        content:",
            "required: yes",
            "request body: `required` has to be",
            "the body may be left out",
        ),
        (
            "requestBody:",
            "$ref: \"#/components/schemas/StartRequest\"",
            "{ type: array, items: { type: string } }",
            "type: array",
            "only an object as a body",
            "a step that checks and sends",
        ),
        (
            "requestBody:",
            "$ref: \"#/components/schemas/StartRequest\"",
            "$ref: \"#/components/schemas/Session\"",
            "type: object",
            "`Session` is both sent and answered",
            "a component each",
        ),
        (
            "startVerification",
            "- name: subAccountId",
            "- { name: body, in: query, schema: { type: string } }\n        - name: subAccountId",
            "requestBody:",
            "a parameter is called `body`",
            "keeps them apart",
        ),
        (
            "StartRequest:\n",
            "type: object",
            "type: object\n      additionalProperties: true",
            "additionalProperties: true",
            "cannot enforce `additionalProperties`",
            "before a request is sent",
        ),
        (
            "StartRequest:\n",
            "[destination]",
            "[destination, source]",
            "required:",
            "`required` names what is no property",
            "take it out",
        ),
        (
            "StartRequest:\n",
            "brand:\n          type: string\n          maxLength: 30",
            "brand:\n          type: array\n          items: { type: string }",
            "type: array",
            "only objects, strings, numbers, and booleans",
            "checks and sends",
        ),
        (
            "StartRequest:\n",
            "brand:\n          type: string\n          maxLength: 30",
            "brand:\n          oneOf: [{ type: string }]",
            "oneOf:",
            "only objects, strings, numbers, and booleans",
            "checks and sends",
        ),
        (
            "StartRequest:\n",
            "maxLength: 30",
            "nullable: true",
            "nullable: true",
            "brand: the client cannot enforce `nullable`",
            "before a request is sent",
        ),
        (
            "StartRequest:\n",
            "maxLength: 30",
            "format: hostname",
            "format: hostname",
            "brand: the client cannot enforce `format`",
            "before a request is sent",
        ),
        (
            "StartRequest:\n",
            "minimum: 3",
            "multipleOf: 3",
            "multipleOf: 3",
            "codeLength: the client cannot enforce `multipleOf`",
            "before a request is sent",
        ),
        (
            "StartRequest:\n",
            "maxLength: 30",
            "pattern: \"[\"",
            "pattern:",
            "no regular expression",
            "JavaScript's dialect",
        ),
        (
            "StartRequest:\n",
            "brand:",
            "code-length:",
            "codeLength:",
            "make one name for a field",
            "gives it another",
        ),
        (
            "StartRequest:\n",
            "brand:",
            "\"9 lives\":",
            "9 lives",
            "makes no name for a field",
            "gives it another",
        ),
        (
            "SmsOptions:\n",
            "encoding:\n          type: string\n          enum:\n            - AUTO\n            - GSM7",
            "sms:\n          $ref: \"#/components/schemas/SmsOptions\"",
            "type: object",
            "holds itself",
            "behind a pointer",
        ),
        (
            "SmsOptions:\n",
            "- GSM7",
            "- 7",
            "- 7",
            "an enum of strings holds",
            "put it in quotes",
        ),
        (
            "Upgrade:",
            "type: string",
            "type: array\n                items: { type: string }",
            "Upgrade:",
            "are supported in headers",
            "reads such values",
        ),
        (
            "Upgrade:",
            "type: string",
            "type: string\n                x-sensitive: true",
            "Upgrade:",
            "a header cannot be kept from being shown",
            "masks its value",
        ),
        (
            "\"404\":",
            "description: No such session.",
            "description: No such session.\n          headers: { upgrade: { schema: { type: integer } } }",
            "upgrade:",
            "documents it with another type",
            "give it one type",
        ),
        (
            "Upgrade:",
            "Upgrade:",
            "Up grade:",
            "Up grade:",
            "no name of a header",
            "letters, digits, and dashes",
        ),
        (
            "VerificationCode:\n      type",
            "maxLength: 10",
            "maxLength: 10\n      uniqueItems: true",
            "uniqueItems: true",
            "cannot enforce `uniqueItems`",
            "before a request is sent",
        ),
        (
            "VerificationCode:\n      type",
            "maxLength: 10",
            "maxLength: 10\n      format: hostname",
            "format: hostname",
            "cannot enforce `format`",
            "before a request is sent",
        ),
        (
            "VerificationCode:\n      type",
            "maxLength: 10",
            "maxLength: ten",
            "maxLength: ten",
            "`maxLength` has to be a whole number",
            "constrain nothing",
        ),
        (
            "VerificationCode:\n      type",
            "x-sensitive: true",
            "x-sensitive: yes",
            "x-sensitive: yes",
            "`x-sensitive` has to be `true` or `false`",
            "constrain nothing",
        ),
        (
            "name: code",
            "$ref: \"#/components/schemas/VerificationCode\"",
            "{ type: integer, minimum: 0.5 }",
            "minimum: 0.5",
            "`minimum` has to be a whole number",
            "constrain nothing",
        ),
        (
            "SessionStatus:\n",
            "enum:\n        - WAITING\n        - VERIFIED\n        - FAILED\n        - EXPIRED",
            "enum: WAITING",
            "enum: WAITING",
            "`enum` has to be a list",
            "constrain nothing",
        ),
        (
            "VerificationCode:\n      type",
            "x-sensitive: true",
            "x-sensitve: true",
            "x-sensitve: true",
            "`x-sensitve` marks nothing",
            "did you mean `x-sensitive`?",
        ),
        (
            "name: code",
            "schema:\n            $ref",
            "schema:\n            x-sensitive: true\n            $ref",
            "x-sensitive: true",
            "beside a `$ref`",
            "move it into the component",
        ),
        (
            "name: code",
            "in: query",
            "in: query\n          required: yes",
            "required: yes",
            "`required` has to be",
            "the parameter is optional",
        ),
        (
            "name: code",
            "in: query",
            "in: query\n          x-sensitive: yes",
            "x-sensitive: yes",
            "kept from being shown",
            "the type `string`",
        ),
        (
            "attempt:",
            "type: integer",
            "type: interger",
            "type: interger",
            "no type of OpenAPI 3.0",
            "boolean, integer",
        ),
        (
            "VerificationCode:\n      type",
            "maxLength: 10",
            "maxlength: 10",
            "maxlength: 10",
            "`maxlength` is no keyword",
            "did you mean `maxLength`?",
        ),
        (
            "attempt:",
            "type: integer",
            "type: integer\n          x-sensitive: true",
            "x-sensitive: true",
            "can be kept from being shown",
            "the type `string`",
        ),
        (
            "name: code",
            "$ref: \"#/components/schemas/VerificationCode\"",
            "{ type: array, items: { type: string } }",
            "name: code",
            "only strings, numbers, and booleans",
            "checks and sends",
        ),
        (
            "name: code",
            "in: query",
            "in: cookie",
            "name: code",
            "cannot send cookies",
            "a step that can",
        ),
        (
            "name: code",
            "in: query",
            "in: path\n          required: true",
            "name: code",
            "no place for it",
            "in braces",
        ),
        (
            "- name: sessionId",
            "in: path",
            "in: query",
            "get:",
            "nothing fills `{sessionId}`",
            "declare a parameter `sessionId`",
        ),
        (
            "- name: code",
            "code\n          in: query",
            "User-Agent\n          in: header",
            "name: User-Agent",
            "sets this header itself",
            "remove the parameter",
        ),
        (
            "SubAccountId:",
            "^[A-Za-z0-9\\-._&]{3,50}$",
            "^[a-z$",
            "pattern:",
            "no regular expression",
            "JavaScript's dialect",
        ),
        (
            "securitySchemes:",
            "scheme: bearer",
            "scheme: basic",
            "post:",
            "security scheme `apiKey`",
            "`scheme: bearer`",
        ),
        (
            "SessionStatus:",
            "- FAILED",
            "- verified",
            "- verified",
            "`Verified` is taken",
            "keep them apart",
        ),
        (
            "SessionStatus:",
            "- FAILED",
            "- unrecognized",
            "- unrecognized",
            "`Unrecognized` is taken",
            "keep them apart",
        ),
        (
            "responses:",
            "$ref: \"#/components/schemas/Session\"",
            "$ref: \"#/components/schemas/Sesion\"",
            "$ref:",
            "leads nowhere",
            "`Session`",
        ),
        (
            "info:",
            "title: Sessions",
            "title: [Sessions",
            "title:",
            "this is not YAML",
            "mend the syntax",
        ),
    ];
    for (after, from, to, line, says, helps) in table {
        let (text, problems) = refusals(after, from, to);
        let lines: Vec<&str> = text.lines().collect();
        let met = problems.iter().any(|problem| {
            let place = problem.location();
            // A text that is not YAML shows it at or just below its place.
            let near = lines[place.line.saturating_sub(3)..place.line.min(lines.len())].join("\n");
            near.contains(line)
                && problem.message().contains(says)
                && problem.help().is_some_and(|help| help.contains(helps))
        });
        let said: Vec<String> = problems
            .iter()
            .map(|problem| problem.render(false))
            .collect();
        assert!(
            met,
            "`{from}` -> `{to}`: expected `{line}`, `{says}`, `{helps}`, got:\n{}",
            said.join("\n")
        );
    }
}

#[test]
fn two_operations_with_one_name_are_refused() {
    let second = "  /other:\n    get:\n      operationId: ValidateVerification\n      responses: { \"204\": { description: d } }\ncomponents:\n  securitySchemes:";
    let (_, problems) = refusals("components:", "components:\n  securitySchemes:", second);
    assert!(
        problems[0].message().contains("is taken already"),
        "{}",
        problems[0]
    );
}

#[test]
fn everything_wrong_is_said_at_once() {
    let (_, problems) = refusals(
        "- name: code",
        "- name: code\n          in: query",
        "- { name: page, in: query, schema: { type: array } }\n        - name: code\n          in: cookie",
    );
    assert_eq!(problems.len(), 2, "{problems:?}");
}
