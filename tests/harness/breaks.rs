//! Edits of the contract, and who has to notice each.

/// A kind of edit, words for what is done or where, the check that has to report the first such edit, and
/// words of the finding.
type Break = (
    &'static str,
    &'static [&'static str],
    &'static str,
    [&'static str; 2],
);

/// They need a contract with a body, with headers, and with examples and constraints of every kind.
#[rustfmt::skip]
pub(crate) const BREAKS: &[Break] = &[
    ("enum value removed", &["› response"], "schemas", ["component", "cargo xtask regen"]),
    ("enum value added", &["› response", "SUSPENDED"], "responses", ["= SUSPENDED", "the client does not know"]),
    ("maxLength added", &["/properties/", "› response"], "schemas", ["component", "60"]),
    ("x-sensitive added", &["/properties/", "› response"], "leaks", ["sensitive members", "the outcome prints"]),

    ("maxLength raised", &["› query"], "parameters", ["›", "a legal value was refused"]),
    ("maxLength lowered", &["› query"], "parameters", ["› maxLength", "an illegal value was sent"]),
    ("minLength raised", &["› query"], "parameters", ["› minLength", "an illegal value was sent"]),
    ("pattern changed", &["› path", "[a-z]"], "parameters", ["› pattern", "an illegal value was sent"]),
    ("required added", &["› query"], "parameters", ["› required", "an illegal value was sent"]),
    ("parameter added", &["query"], "parameters", ["query region", "expected the query"]),
    ("parameter added", &["X-Region"], "parameters", ["header X-Region", "expected the header"]),

    ("operationId changed", &[], "parameters", ["/", "no such operation"]),
    ("security removed", &[], "wire", ["least parameters", "`Authorization` is sent"]),
    ("status renamed", &["response 4"], "examples", ["› example", "found UnexpectedResponse"]),
    ("status added", &["418"], "responses", ["response 418", "UnexpectedResponse"]),
    ("status removed", &["response 4"], "faults", ["/", "expected UnexpectedResponse, found ErrorResponse"]),

    ("example member changed", &["› response", " = 5"], "schemas", ["› example", "5 is not"]),
    ("example member changed", &["› response", "At = \"changed"], "schemas", ["› example", "date-time"]),
    ("example member added", &["› response"], "schemas", ["› example", "`/odd`"]),

    ("request body added", &[], "bodies", ["request body", "the server saw"]),
    ("request body removed", &[], "wire", ["parameters", "expected one request, the server saw 0"]),
    ("maxLength raised", &["request body ›"], "bodies", ["request body ›", "a legal body was refused"]),
    ("maxLength lowered", &["request body ›"], "bodies", ["› maxLength", "an illegal body was sent"]),
    ("minimum raised", &["request body ›"], "bodies", ["› minimum", "an illegal body was sent"]),
    ("maximum raised", &["request body ›"], "bodies", ["request body ›", "a legal body was refused"]),
    ("enum value removed", &["request body ›"], "schemas", ["component", "cargo xtask regen"]),
    ("enum value added", &["request body ›", "SUSPENDED"], "bodies", ["= SUSPENDED", "a legal body was refused"]),
    ("enum added", &["/properties/", "request body ›"], "bodies", ["› enum", "an illegal body was sent"]),
    ("format added", &["/properties/", "request body ›", "uri"], "bodies", ["› format", "an illegal body was sent"]),
    ("pattern added", &["/properties/", "request body ›"], "bodies", ["› pattern", "an illegal body was sent"]),
    ("property required added", &["request body"], "bodies", ["› required", "an illegal body was sent"]),
    ("property required removed", &["request body"], "bodies", ["request body", "a legal body was refused"]),
    ("property added", &["request body"], "bodies", ["› region", "the server saw"]),
    ("type changed", &["/properties/", "request body", "boolean"], "bodies", ["request body ›", "the server saw"]),
    ("x-sensitive added", &["/properties/", "request body"], "leaks", ["/", "the outcome prints"]),

    ("example member changed", &["/requestBody/", " = 5"], "schemas", ["request body › example", "5 is not"]),
    ("example member added", &["/requestBody/"], "schemas", ["request body › example", "`/odd`"]),
    ("example member added", &["/requestBody/"], "examples", ["request body › example", "the server saw"]),
    ("example became a text", &["/properties/", "request body"], "schemas", ["› example", "integer"]),

    ("type changed", &["› header", "integer"], "responses", ["› header", "was read as"]),
    ("header added", &[], "responses", ["› header X-Rest", "was read as None"]),
];
