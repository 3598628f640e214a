// Written by `cargo xtask regen` from the contract; edit that, not this.
// Generator: progenitor 0.15.1. Contract: sha256 17520c7558b7e6168f52466c1e26c989ce3726852d0b7914728d6a846987c011.

use serde_json::{Map, Value};
#[allow(unused_imports)]
use verify_api::{Client, InvalidValue, ResponseValue, headers, incoming, types};
#[allow(unused_imports)]
use crate::outcome::{Outcome, json, number, text, truth, whole};
/// The generated types that stand for schemas of the contract.
pub(crate) const TYPES: &[&str] = &[
    "ApiError",
    "CallOptions",
    "CallbackUrl",
    "Channel",
    "ClientIp",
    "CodeType",
    "Coverage",
    "CoverageRequest",
    "Destination",
    "ErrorMessage",
    "PhoneNumber",
    "Session",
    "SessionId",
    "SessionStatus",
    "Sma",
    "SmsEncoding",
    "SmsOptions",
    "StartRequest",
    "SubAccountId",
    "VerificationCode",
    "VerificationUrl",
    "WhatsAppOptions",
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
            "startVerification" => {
                #[allow(unused_mut)]
                let mut call = client.start_verification();
                let mut shown = String::new();
                if let Some(value) = parameters.get("subAccountId") {
                    call = call.sub_account_id(text(value));
                }
                if let Some(body) = body {
                    let Some(body) = make_start_request(body) else {
                        return Some(Outcome::cannot_be_made());
                    };
                    shown = format!("{body:?} {body:#?}");
                    call = call.body(body);
                }
                Outcome::of(call.send().await).with_shown(&shown)
            }
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
            "checkSilentCoverage" => {
                #[allow(unused_mut)]
                let mut call = client.check_silent_coverage();
                let mut shown = String::new();
                if let Some(value) = parameters.get("subAccountId") {
                    call = call.sub_account_id(text(value));
                }
                if let Some(body) = body {
                    let Some(body) = make_coverage_request(body) else {
                        return Some(Outcome::cannot_be_made());
                    };
                    shown = format!("{body:?} {body:#?}");
                    call = call.body(body);
                }
                Outcome::of(call.send().await).with_shown(&shown)
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
        "startVerification" => {
            Some(
                incoming::read_body::<types::StartRequest>(body).map(|read| json(&read)),
            )
        }
        "checkSilentCoverage" => {
            Some(
                incoming::read_body::<types::CoverageRequest>(body)
                    .map(|read| json(&read)),
            )
        }
        _ => None,
    }
}
fn make_call_options(json: &Value) -> Option<types::CallOptions> {
    #[allow(unused_mut)]
    let mut made = types::CallOptions::new();
    if let Some(value) = json.get("source") {
        made = made.source(text(value));
    }
    if let Some(value) = json.get("speed") {
        made = made.speed(number(value));
    }
    if let Some(value) = json.get("repetition") {
        made = made.repetition(whole(value));
    }
    if let Some(value) = json.get("voiceProfile") {
        made = made.voice_profile(text(value));
    }
    Some(made)
}
fn make_coverage_request(json: &Value) -> Option<types::CoverageRequest> {
    #[allow(unused_mut)]
    let mut made = types::CoverageRequest::new({
        let value = json.get("clientIp")?;
        text(value)
    });
    if let Some(value) = json.get("destination") {
        made = made.destination(text(value));
    }
    if let Some(value) = json.get("country") {
        made = made.country(text(value));
    }
    Some(made)
}
fn make_sms_options(json: &Value) -> Option<types::SmsOptions> {
    #[allow(unused_mut)]
    let mut made = types::SmsOptions::new();
    if let Some(value) = json.get("source") {
        made = made.source(text(value));
    }
    if let Some(value) = json.get("encoding") {
        made = made.encoding(text(value));
    }
    Some(made)
}
fn make_start_request(json: &Value) -> Option<types::StartRequest> {
    #[allow(unused_mut)]
    let mut made = types::StartRequest::new({
        let value = json.get("destination")?;
        text(value)
    });
    if let Some(value) = json.get("country") {
        made = made.country(text(value));
    }
    if let Some(value) = json.get("channel") {
        made = made.channel(text(value));
    }
    if let Some(value) = json.get("brand") {
        made = made.brand(text(value));
    }
    if let Some(value) = json.get("codeLength") {
        made = made.code_length(whole(value));
    }
    if let Some(value) = json.get("codeValidity") {
        made = made.code_validity(whole(value));
    }
    if let Some(value) = json.get("codeType") {
        made = made.code_type(text(value));
    }
    if let Some(value) = json.get("template") {
        made = made.template(text(value));
    }
    if let Some(value) = json.get("language") {
        made = made.language(text(value));
    }
    if let Some(value) = json.get("resetSession") {
        made = made.reset_session(truth(value));
    }
    if let Some(value) = json.get("resendingInterval") {
        made = made.resending_interval(whole(value));
    }
    if let Some(value) = json.get("callbackUrl") {
        made = made.callback_url(text(value));
    }
    if let Some(value) = json.get("sms") {
        made = made.sms(make_sms_options(value)?);
    }
    if let Some(value) = json.get("call") {
        made = made.call(make_call_options(value)?);
    }
    if let Some(value) = json.get("whatsapp") {
        made = made.whatsapp(make_whats_app_options(value)?);
    }
    if let Some(value) = json.get("clientIp") {
        made = made.client_ip(text(value));
    }
    Some(made)
}
fn make_whats_app_options(json: &Value) -> Option<types::WhatsAppOptions> {
    #[allow(unused_mut)]
    let mut made = types::WhatsAppOptions::new();
    if let Some(value) = json.get("templateName") {
        made = made.template_name(text(value));
    }
    Some(made)
}
/// The documented headers of an answer, by their names in lower case.
pub(crate) fn headers<T>(answer: &ResponseValue<T>) -> Map<String, Value> {
    #[allow(unused_mut)]
    let mut read = Map::new();
    if let Some(value) = answer.header(headers::UPGRADE) {
        read.insert("upgrade".to_owned(), json(&value));
    }
    read
}
/// The JSON Schema that a type says it has.
pub(crate) fn json_schema(schema: &str) -> Option<Value> {
    let schema = match schema {
        "ApiError" => ::schemars::schema_for!(types::ApiError),
        "CallOptions" => ::schemars::schema_for!(types::CallOptions),
        "CallbackUrl" => ::schemars::schema_for!(types::CallbackUrl),
        "Channel" => ::schemars::schema_for!(types::Channel),
        "ClientIp" => ::schemars::schema_for!(types::ClientIp),
        "CodeType" => ::schemars::schema_for!(types::CodeType),
        "Coverage" => ::schemars::schema_for!(types::Coverage),
        "CoverageRequest" => ::schemars::schema_for!(types::CoverageRequest),
        "Destination" => ::schemars::schema_for!(types::Destination),
        "ErrorMessage" => ::schemars::schema_for!(types::ErrorMessage),
        "PhoneNumber" => ::schemars::schema_for!(types::PhoneNumber),
        "Session" => ::schemars::schema_for!(types::Session),
        "SessionId" => ::schemars::schema_for!(types::SessionId),
        "SessionStatus" => ::schemars::schema_for!(types::SessionStatus),
        "Sma" => ::schemars::schema_for!(types::Sma),
        "SmsEncoding" => ::schemars::schema_for!(types::SmsEncoding),
        "SmsOptions" => ::schemars::schema_for!(types::SmsOptions),
        "StartRequest" => ::schemars::schema_for!(types::StartRequest),
        "SubAccountId" => ::schemars::schema_for!(types::SubAccountId),
        "VerificationCode" => ::schemars::schema_for!(types::VerificationCode),
        "VerificationUrl" => ::schemars::schema_for!(types::VerificationUrl),
        "WhatsAppOptions" => ::schemars::schema_for!(types::WhatsAppOptions),
        _ => return None,
    };
    Some(schema.to_value())
}
