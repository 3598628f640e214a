//! Answers that are not quite what is documented, and what is still read of them.

use std::collections::BTreeSet;

use serde::Deserialize;
use serde::de::value::{BytesDeserializer, Error, MapDeserializer};
use serde_json::json;
use verify_api::Json;
use verify_api::types::{ApiError, PhoneNumber, Session, SessionStatus, VerificationCode};

fn session(json: serde_json::Value) -> Session {
    serde_json::from_value(json).expect("any object is a session")
}

#[test]
fn what_is_odd_does_not_hide_what_is_readable() {
    let read = session(json!({
        "status": "VERIFIED",
        "attempt": "three",
        "expiresAt": "soon",
        "destination": 6_598_765_432_u64,
        "sessionId": "..",
        "sma": [],
        "brand": "Acme",
    }));
    assert_eq!(read.status, Some(SessionStatus::Verified));
    assert_eq!(read.destination, Some(PhoneNumber::from("6598765432")));
    assert_eq!(read.expires_at.expect("carried as text").as_str(), "soon");
    assert_eq!(
        (read.attempt, read.session_id, read.sma),
        (None, None, None)
    );
    let others: BTreeSet<&str> = read.other_members.iter().map(|(name, _)| name).collect();
    assert_eq!(
        others,
        BTreeSet::from(["attempt", "brand", "sessionId", "sma"])
    );
    assert!(!read.other_members.is_empty());
    assert!(session(json!({ "attempt": 3 })).other_members.is_empty());
}

#[test]
fn an_unknown_status_keeps_its_text() {
    let read = session(json!({ "status": "PENDING" }));
    let status = read.status.clone().expect("the status was read");
    assert!(matches!(status, SessionStatus::Unrecognized(_)));
    assert_eq!(status.as_str(), "PENDING");
    assert_eq!(
        serde_json::to_value(&read).expect("it can be written"),
        json!({ "status": "PENDING" })
    );
}

#[test]
fn null_is_absent_and_is_written_back() {
    let read = session(json!({ "attempt": null, "status": "WAITING" }));
    assert_eq!(
        (read.attempt, &read.status),
        (None, &Some(SessionStatus::Waiting))
    );
    assert_eq!(
        serde_json::to_value(&read).expect("it can be written"),
        json!({ "attempt": null, "status": "WAITING" })
    );
}

#[test]
fn an_error_without_its_id_is_still_an_error() {
    let read: ApiError =
        serde_json::from_value(json!({ "code": 1404, "message": "no" })).expect("it is an object");
    assert_eq!((read.code, read.error_id), (Some(1404), None));
    assert_eq!(read.message.expect("the message was read").expose(), "no");
}

#[test]
fn a_code_is_a_string_and_a_refusal_does_not_repeat_it() {
    // As a number it may have lost its leading zeros.
    for json in [
        "739281",
        "7392.5",
        "\"73\"",
        "\"73928104657\"",
        "[739281]",
        "{\"739281\":1}",
    ] {
        let refused = serde_json::from_str::<VerificationCode>(json).expect_err("it is no code");
        let said = format!("{refused} {refused:?}");
        assert!(!said.contains("7392"), "{json}: {said}");
    }
    let code: VerificationCode = serde_json::from_str("\"0739\"").expect("it is a code");
    assert_eq!(code.expose(), "0739");
}

#[test]
fn of_two_members_of_one_name_the_last_counts() {
    let table = [
        (
            r#"{"status":"VERIFIED","status":"FAILED"}"#,
            Some(SessionStatus::Failed),
            0,
        ),
        (r#"{"status":"VERIFIED","status":null}"#, None, 1),
        (
            r#"{"status":[1],"status":"WAITING"}"#,
            Some(SessionStatus::Waiting),
            0,
        ),
        (
            r#"{"\u0073tatus":"EXPIRED"}"#,
            Some(SessionStatus::Expired),
            0,
        ),
    ];
    for (json, status, others) in table {
        let read: Session = serde_json::from_str(json).expect("any object is a session");
        assert_eq!(read.status, status, "{json}");
        assert_eq!(read.other_members.iter().count(), others, "{json}");
    }
}

#[test]
fn what_a_server_puts_into_an_answer_is_not_printed() {
    let canary = "7392810465";
    let read = session(json!({
        "status": canary, "expiresAt": canary, canary: canary, "attempt": canary,
    }));
    assert_eq!(read.status.as_ref().expect("carried").as_str(), canary);
    let printed = format!("{read:?}");
    assert!(!printed.contains(canary), "{printed}");
    // How much there was is printed.
    for expected in ["Unrecognized(10 characters)", "2 members"] {
        assert!(printed.contains(expected), "no {expected} in {printed}");
    }
    assert_eq!(format!("{:?}", Json(json!([canary]))), "Json(***)");
}

#[test]
fn an_error_says_what_was_expected() {
    let list = serde_json::from_str::<Session>("[]").expect_err("it is no object");
    let number = serde_json::from_str::<VerificationCode>("-1").expect_err("it is no string");
    let flag = serde_json::from_str::<VerificationCode>("true").expect_err("it is no string");
    // JSON has neither of these.
    let name = Session::deserialize(MapDeserializer::<_, Error>::new([(1, 2)].into_iter()));
    let bytes = [("status", BytesDeserializer::<Error>::new(b"VERIFIED"))];
    let bytes = Session::deserialize(MapDeserializer::new(bytes.into_iter()));
    for (expected, error) in [
        ("an object", list.to_string()),
        ("a string, found a number", number.to_string()),
        ("a string", flag.to_string()),
        ("a name", name.expect_err("it is no name").to_string()),
        ("any value", bytes.expect_err("it is no value").to_string()),
    ] {
        let expected = format!("expected {expected}");
        assert!(error.contains(&expected), "no `{expected}` in `{error}`");
    }
}

#[test]
fn whole_numbers_are_the_text_of_a_phone_number_and_others_are_none() {
    for (json, expected) in [
        ("6598765432", Some("6598765432")),
        ("-65", Some("-65")),
        ("6.5", None),
    ] {
        let read = serde_json::from_str::<PhoneNumber>(json).ok();
        assert_eq!(read, expected.map(PhoneNumber::from), "{json}");
    }
}
