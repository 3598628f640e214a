//! Bodies as a caller makes them, and as a server reads them.

use serde_json::json;
use verify_api::incoming::read_body;
use verify_api::types::{CallOptions, Channel, CoverageRequest, SmsOptions, StartRequest};
use verify_api::{ApiKey, BaseUrl, Client, Error};

fn spoken() -> StartRequest {
    StartRequest::new("+6598765432").channel(Channel::Call)
}

#[test]
fn what_was_not_set_is_not_written() {
    let written = serde_json::to_value(StartRequest::new("+6598765432")).expect("it is JSON");
    assert_eq!(written, json!({ "destination": "+6598765432" }));
    let request = spoken()
        .code_length(5)
        .reset_session(false)
        .call(CallOptions::new().speed(0.8));
    let written = serde_json::to_value(&request).expect("it is JSON");
    let expected = json!({
        "destination": "+6598765432",
        "channel": "call",
        "codeLength": 5,
        "resetSession": false,
        "call": { "speed": 0.8 },
    });
    assert_eq!(written, expected);
    let read: StartRequest = serde_json::from_value(expected).expect("it is legal");
    assert_eq!(read, request);
}

#[tokio::test]
#[expect(
    clippy::disallowed_methods,
    reason = "the generated client is what is tested"
)]
async fn an_illegal_member_is_named_by_its_path_and_nothing_is_sent() {
    // Nobody listens there: a request that was sent would fail for another reason.
    let base_url = BaseUrl::parse("http://127.0.0.1:9").expect("it is a base URL");
    let key = ApiKey::new("key").expect("it is a key");
    let client = Client::new(&base_url, key).expect("a client can be made");
    let table = [
        (
            spoken().call(CallOptions::new().speed(f64::NAN)),
            "call › speed: expected a number >= 0.5 and <= 2",
        ),
        (
            spoken().call(CallOptions::new().repetition(4)),
            "call › repetition: expected a whole number >= 1 and <= 3",
        ),
        (
            spoken().sms(SmsOptions::new().encoding("UTF8")),
            "sms › encoding: expected one of AUTO, GSM7, UCS2",
        ),
        (
            spoken().channel("pigeon"),
            "channel: expected one of sms, call, whatsapp, viber, sma",
        ),
        (
            spoken().country("SGP"),
            "country: expected 2 characters or fewer, found 3",
        ),
        (
            spoken().callback_url("example.com/secret"),
            "callbackUrl: expected a URI with its scheme, percent-encoded",
        ),
    ];
    for (body, expected) in table {
        assert_eq!(
            body.validate().expect_err("it is illegal").to_string(),
            expected
        );
        let request = client.start_verification().sub_account_id("demo-account");
        match request.body(body).send().await {
            Err(Error::InvalidRequest(reason)) => assert_eq!(reason, expected),
            other => panic!("expected {expected}, found {other:?}"),
        }
    }
    match client
        .start_verification()
        .sub_account_id("demo")
        .send()
        .await
    {
        Err(Error::InvalidRequest(reason)) => assert_eq!(reason, "body: it has to be set"),
        other => panic!("a request without its body gave {other:?}"),
    }
}

#[test]
fn what_is_sensitive_is_masked() {
    let start = spoken()
        .client_ip("203.0.113.7")
        .callback_url("https://example.com/73928");
    let coverage = CoverageRequest::new("203.0.113.7").destination("+6598765432");
    let shown = format!("{start:?} {start:#?} {coverage:?} {coverage:#?}");
    for secret in ["6598765432", "203.0.113.7", "73928"] {
        assert!(!shown.contains(secret), "{shown}");
    }
    assert!(shown.contains("Call"), "{shown}");
}

#[test]
fn a_server_reads_what_a_client_sends_as_strictly() {
    let read = read_body::<StartRequest>(br#"{"destination":"+65","codeLength":4,"new":1}"#);
    assert_eq!(read, Ok(StartRequest::new("+65").code_length(4)));
    for (body, place) in [
        (r#"{"codeLength":4}"#, "destination"),
        (r#"{"destination":6598765432}"#, "destination"),
        (r#"{"destination":"+65","codeLength":11}"#, "codeLength"),
        (r#"{"destination":"+65","country":null}"#, "country"),
        (
            r#"{"destination":"+65","sms":{"encoding":"UTF8"}}"#,
            "sms › encoding",
        ),
        ("[]", "body"),
    ] {
        let refused = read_body::<StartRequest>(body.as_bytes()).expect_err("it is illegal");
        assert_eq!(refused.place(), place, "{body}: {refused}");
        assert!(!refused.to_string().contains("6598765432"), "{refused}");
    }
}
