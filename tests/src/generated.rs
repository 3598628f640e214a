// Written by `cargo xtask regen` from the contract; edit that, not this.
// Generator: progenitor 0.15.1. Contract: sha256 5767fbe3987b2bc0db806cd848ab5489a52b2f847405d6906008ff252e8e229b.

use serde_json::{Map, Value};
#[allow(unused_imports)]
use verify_api::{Client, InvalidValue, ResponseValue, headers, incoming, types};
#[allow(unused_imports)]
use crate::outcome::{Outcome, json, number, text, truth, whole};
/// The generated types that stand for schemas of the contract.
pub(crate) const TYPES: &[&str] = &[
    "ApiError",
    "ErrorMessage",
    "PhoneNumber",
    "Session",
    "SessionId",
    "SessionStatus",
    "Sma",
    "SubAccountId",
    "VerificationCode",
    "VerificationUrl",
];
/// Calls an operation by its `operationId`, with parameters by their names on the wire and
/// with a body; `None` for an operation that the client does not have.
pub(crate) async fn call(
    client: &Client,
    operation: &str,
    parameters: &Map<String, Value>,
    body: Option<&Value>,
) -> Option<Outcome> {
    Some(
        match operation {
            "validateVerification" => {
                #[allow(unused_mut)]
                let mut call = client.validate_verification();
                if let Some(value) = parameters.get("subAccountId") {
                    call = call.sub_account_id(text(value));
                }
                if let Some(value) = parameters.get("sessionId") {
                    call = call.session_id(text(value));
                }
                if let Some(value) = parameters.get("code") {
                    call = call.code(text(value));
                }
                Outcome::of(call.send().await)
            }
            _ => return None,
        },
    )
}
/// Reads a body as a server would, and writes what was read; `None` for an operation that
/// has no body.
pub(crate) fn read_body(
    operation: &str,
    body: &[u8],
) -> Option<Result<Value, InvalidValue>> {
    match operation {
        _ => None,
    }
}
/// The documented headers of an answer, by their names in lower case.
pub(crate) fn headers<T>(answer: &ResponseValue<T>) -> Map<String, Value> {
    #[allow(unused_mut)]
    let mut read = Map::new();
    read
}
/// The JSON Schema that a type says it has.
pub(crate) fn json_schema(schema: &str) -> Option<Value> {
    let schema = match schema {
        "ApiError" => ::schemars::schema_for!(types::ApiError),
        "ErrorMessage" => ::schemars::schema_for!(types::ErrorMessage),
        "PhoneNumber" => ::schemars::schema_for!(types::PhoneNumber),
        "Session" => ::schemars::schema_for!(types::Session),
        "SessionId" => ::schemars::schema_for!(types::SessionId),
        "SessionStatus" => ::schemars::schema_for!(types::SessionStatus),
        "Sma" => ::schemars::schema_for!(types::Sma),
        "SubAccountId" => ::schemars::schema_for!(types::SubAccountId),
        "VerificationCode" => ::schemars::schema_for!(types::VerificationCode),
        "VerificationUrl" => ::schemars::schema_for!(types::VerificationUrl),
        _ => return None,
    };
    Some(schema.to_value())
}
