//! The edits, and who has to notice each.

use serde_json::{Value, json};

use super::places::{
    components, example, first_operation, operation_where, parameter_with, parameters,
    plain_property, responses, shift, take_error,
};

/// One edit of the contract.
pub(crate) struct Break {
    /// What is done, for the message of a failing test.
    pub(crate) what: &'static str,
    /// Does it; `None` if the contract has no place for it.
    pub(crate) apply: fn(&mut Value) -> Option<()>,
    /// The check that has to report it.
    pub(crate) check: &'static str,
    /// Words of the finding.
    pub(crate) says: [&'static str; 2],
}

pub(crate) const ODD: &str = "brokenOnPurpose";

pub(crate) const BREAKS: &[Break] = &[
    Break {
        what: "an enum value dropped",
        apply: |document| {
            components(document)
                .find_map(|schema| schema.get_mut("enum")?.as_array_mut())?
                .pop()
                .map(drop)
        },
        check: "schemas",
        says: ["component", "cargo xtask regen"],
    },
    Break {
        what: "an enum value added",
        apply: |document| {
            let values = components(document).find_map(|schema| schema.get_mut("enum"))?;
            values.as_array_mut()?.push(ODD.into());
            Some(())
        },
        check: "responses",
        says: ["= brokenOnPurpose", "the client does not know"],
    },
    Break {
        what: "a longest length raised",
        apply: |document| shift(parameter_with(document, "maxLength")?, "maxLength", 2),
        check: "parameters",
        says: ["›", "a legal value was refused"],
    },
    Break {
        what: "a longest length lowered",
        apply: |document| shift(parameter_with(document, "maxLength")?, "maxLength", -1),
        check: "parameters",
        says: ["› maxLength", "an illegal value was sent"],
    },
    Break {
        what: "a shortest length raised",
        apply: |document| shift(parameter_with(document, "minLength")?, "minLength", 1),
        check: "parameters",
        says: ["› minLength", "an illegal value was sent"],
    },
    Break {
        what: "a pattern narrowed",
        apply: |document| {
            parameter_with(document, "pattern")?.insert("pattern".into(), "^[a-f]+$".into());
            Some(())
        },
        check: "parameters",
        says: ["› pattern", "an illegal value was sent"],
    },
    Break {
        what: "an optional parameter made required",
        apply: |document| {
            let is_optional = |parameter: &Value| parameter["required"] != true;
            let operation = operation_where(document, |operation| {
                operation["parameters"]
                    .as_array()?
                    .iter()
                    .find(|it| is_optional(it))
                    .map(drop)
            })?;
            let mut parameters = operation.get_mut("parameters")?.as_array_mut()?.iter_mut();
            parameters.find(|it| is_optional(it))?["required"] = true.into();
            Some(())
        },
        check: "parameters",
        says: ["› required", "an illegal value was sent"],
    },
    Break {
        what: "a query parameter added",
        apply: |document| {
            let parameter = json!({ "name": ODD, "in": "query", "schema": { "type": "string" } });
            parameters(document)?.push(parameter);
            Some(())
        },
        check: "parameters",
        says: ["query brokenOnPurpose", "expected the query"],
    },
    Break {
        what: "a header parameter added",
        apply: |document| {
            let schema = json!({ "type": "string", "minLength": 1 });
            parameters(document)?.push(json!({ "name": ODD, "in": "header", "schema": schema }));
            Some(())
        },
        check: "parameters",
        says: ["header brokenOnPurpose", "expected the header"],
    },
    Break {
        what: "an operation renamed",
        apply: |document| {
            first_operation(document)?.insert("operationId".into(), ODD.into());
            Some(())
        },
        check: "parameters",
        says: ["/", "no such operation"],
    },
    Break {
        what: "an example with a value of another type",
        apply: |document| {
            *example(document)?
                .values_mut()
                .find(|value| value.is_string())? = 5.into();
            Some(())
        },
        check: "schemas",
        says: ["› example", "5 is not"],
    },
    Break {
        what: "an example with a date that is none",
        apply: |document| {
            let is_moment = |value: &Value| {
                value
                    .as_str()
                    .is_some_and(|text| text.get(10..11) == Some("T"))
            };
            *example(document)?
                .values_mut()
                .find(|value| is_moment(value))? = "soon".into();
            Some(())
        },
        check: "schemas",
        says: ["› example", "date-time"],
    },
    Break {
        what: "an example with a member that no property stands for",
        apply: |document| {
            example(document)?.insert(ODD.into(), 1.into());
            Some(())
        },
        check: "schemas",
        says: ["› example", "`/brokenOnPurpose`"],
    },
    Break {
        what: "a constraint added to a property of an answer",
        apply: |document| {
            plain_property(document)?.insert("maxLength".into(), 7777.into());
            Some(())
        },
        check: "schemas",
        says: ["component", "7777"],
    },
    Break {
        what: "a status changed",
        apply: |document| {
            let error = take_error(document)?;
            responses(document)?.insert("599".into(), error);
            Some(())
        },
        check: "examples",
        says: ["› 599 › example", "found UnexpectedResponse"],
    },
    Break {
        what: "a status added",
        apply: |document| {
            let error = take_error(document)?;
            let responses = responses(document)?;
            responses.insert("598".into(), error.clone());
            Some(())
        },
        check: "responses",
        says: ["response 598", "UnexpectedResponse"],
    },
    Break {
        what: "a status removed",
        apply: |document| take_error(document).map(drop),
        check: "faults",
        says: ["/", "expected UnexpectedResponse, found ErrorResponse"],
    },
    Break {
        what: "the security requirement dropped",
        apply: |document| {
            first_operation(document)?.insert("security".into(), json!([]));
            Some(())
        },
        check: "wire",
        says: ["least parameters", "`Authorization` is sent"],
    },
    Break {
        what: "a property of an answer marked sensitive",
        apply: |document| {
            plain_property(document)?.insert("x-sensitive".into(), true.into());
            Some(())
        },
        check: "leaks",
        says: ["sensitive members", "the outcome prints"],
    },
];
