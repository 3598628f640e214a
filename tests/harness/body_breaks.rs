//! The edits of request bodies and of response headers, and who has to notice each.

use serde_json::json;

use super::breaks::{Break, ODD};
use super::places::{
    body, body_example, body_member_with, body_schema, operation_where, plain_body_member,
    response_with_headers, shift,
};

/// They need a contract with a body whose schema is a component.
pub(crate) const BODY_BREAKS: &[Break] = &[
    Break {
        what: "a longest length of a member raised",
        apply: |document| shift(body_member_with(document, "maxLength")?, "maxLength", 2),
        check: "bodies",
        says: ["request body ›", "a legal body was refused"],
    },
    Break {
        what: "a longest length of a member lowered",
        apply: |document| shift(body_member_with(document, "maxLength")?, "maxLength", -1),
        check: "bodies",
        says: ["› maxLength", "an illegal body was sent"],
    },
    Break {
        what: "a lower bound of a member raised",
        apply: |document| shift(body_member_with(document, "minimum")?, "minimum", 1),
        check: "bodies",
        says: ["› minimum", "an illegal body was sent"],
    },
    Break {
        what: "an upper bound of a member raised",
        apply: |document| shift(body_member_with(document, "maximum")?, "maximum", 1),
        check: "bodies",
        says: ["request body ›", "a legal body was refused"],
    },
    Break {
        what: "a value of an enum of a body dropped",
        apply: |document| {
            let member = body_member_with(document, "enum")?;
            member.get_mut("enum")?.as_array_mut()?.pop().map(drop)
        },
        check: "schemas",
        says: ["component", "cargo xtask regen"],
    },
    Break {
        what: "a value of an enum of a body added",
        apply: |document| {
            let member = body_member_with(document, "enum")?;
            member.get_mut("enum")?.as_array_mut()?.push(ODD.into());
            Some(())
        },
        check: "bodies",
        says: ["= brokenOnPurpose", "a legal body was refused"],
    },
    Break {
        what: "a member restricted to an enum",
        apply: |document| {
            plain_body_member(document)?.insert("enum".into(), json!([ODD]));
            Some(())
        },
        check: "bodies",
        says: ["› enum", "an illegal body was sent"],
    },
    Break {
        what: "a format given to a member",
        apply: |document| {
            plain_body_member(document)?.insert("format".into(), "uri".into());
            Some(())
        },
        check: "bodies",
        says: ["› format", "an illegal body was sent"],
    },
    Break {
        what: "a pattern given to a member",
        apply: |document| {
            plain_body_member(document)?.insert("pattern".into(), "^[a-f]+$".into());
            Some(())
        },
        check: "bodies",
        says: ["› pattern", "an illegal body was sent"],
    },
    Break {
        what: "a member that may be left out made required",
        apply: |document| {
            let schema = body_schema(document)?;
            let required = schema.get("required").cloned().unwrap_or_else(|| json!([]));
            let is_optional = |name: &&String| {
                required
                    .as_array()
                    .is_some_and(|names| names.iter().all(|known| known != name.as_str()))
            };
            let properties = schema.get("properties")?.as_object()?;
            let name = properties.keys().find(is_optional)?.clone();
            let required = schema.entry("required").or_insert_with(|| json!([]));
            required.as_array_mut()?.push(name.into());
            Some(())
        },
        check: "bodies",
        says: ["› required", "an illegal body was sent"],
    },
    Break {
        what: "a member that has to be there made optional",
        apply: |document| body_schema(document)?.shift_remove("required").map(drop),
        check: "bodies",
        says: ["request body", "a legal body was refused"],
    },
    Break {
        what: "a member added",
        apply: |document| {
            let properties = body_schema(document)?
                .get_mut("properties")?
                .as_object_mut()?;
            properties.insert(ODD.into(), json!({ "type": "string" }));
            Some(())
        },
        check: "bodies",
        says: ["› brokenOnPurpose", "the server saw"],
    },
    Break {
        what: "a member of another type",
        apply: |document| {
            plain_body_member(document)?.insert("type".into(), "boolean".into());
            Some(())
        },
        check: "bodies",
        says: ["request body ›", "the server saw"],
    },
    Break {
        what: "a member marked sensitive",
        apply: |document| {
            plain_body_member(document)?.insert("x-sensitive".into(), true.into());
            Some(())
        },
        check: "leaks",
        says: ["/", "the outcome prints"],
    },
    Break {
        what: "a body given to an operation that has none",
        apply: |document| {
            let media = body(document)?.clone();
            let operation = operation_where(document, |operation| {
                operation.get("requestBody").is_none().then_some(())
            })?;
            let body = json!({ "content": { "application/json": media } });
            operation.insert("requestBody".into(), body);
            Some(())
        },
        check: "bodies",
        says: ["request body", "the server saw"],
    },
    Break {
        what: "a body taken from an operation",
        apply: |document| {
            let operation =
                operation_where(document, |operation| operation.get("requestBody").map(drop))?;
            operation.shift_remove("requestBody").map(drop)
        },
        check: "wire",
        says: ["parameters", "expected one request, the server saw 0"],
    },
    Break {
        what: "an example of a body with a value of another type",
        apply: |document| {
            *body_example(document)?
                .values_mut()
                .find(|value| value.is_string())? = 5.into();
            Some(())
        },
        check: "schemas",
        says: ["request body › example", "5 is not"],
    },
    Break {
        what: "an example of a body with a member that no property stands for",
        apply: |document| {
            body_example(document)?.insert(ODD.into(), 1.into());
            Some(())
        },
        check: "schemas",
        says: ["request body › example", "`/brokenOnPurpose`"],
    },
    Break {
        what: "an example of a body that the client cannot send",
        apply: |document| {
            body_example(document)?.insert(ODD.into(), 1.into());
            Some(())
        },
        check: "examples",
        says: ["request body › example", "the server saw"],
    },
    Break {
        what: "an example of a schema that breaks it",
        apply: |document| {
            let member = body_member_with(document, "maximum")?;
            member.insert("example".into(), (1_i64 << 40).into());
            Some(())
        },
        check: "schemas",
        says: ["› example", "maximum"],
    },
];

/// They need a contract with a response that documents headers.
pub(crate) const HEADER_BREAKS: &[Break] = &[
    Break {
        what: "a header of another type",
        apply: |document| {
            let headers = response_with_headers(document)?;
            headers.values_mut().next()?["schema"]["type"] = "integer".into();
            Some(())
        },
        check: "responses",
        says: ["› header", "was read as"],
    },
    Break {
        what: "a header added",
        apply: |document| {
            let header = json!({ "schema": { "type": "integer" } });
            response_with_headers(document)?.insert(ODD.into(), header);
            Some(())
        },
        check: "responses",
        says: ["› header brokenOnPurpose", "was read as None"],
    },
];
