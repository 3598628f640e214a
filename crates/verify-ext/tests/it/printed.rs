//! What `Debug` and `Display` show: what helps to find a fault, and nothing of a person.

use std::time::Duration;

use serde_json::json;
use verify_ext::{ErrorKind, Language, SessionStatus, testing};

use crate::{client, code, number, session_id};

#[test]
fn debug_shows_what_helps_and_nothing_of_a_person() {
    let builder = client("http://127.0.0.1:9");
    let client = builder.clone().build().unwrap();
    let (id, code, number) = (session_id(), code(), number());
    let session = || {
        let moment = std::time::UNIX_EPOCH + Duration::from_secs(60);
        let session = testing::session(SessionStatus::Waiting).attempts_used(1);
        session.destination(&number).expires_at(moment)
    };
    let error = || testing::error(ErrorKind::NotFound).code(1404);
    let within = Duration::from_secs(5);
    let a_client = "Client { sub_account: \"acme\", base_url: \"http://127.0.0.1:9\", .. }";
    let table = [
        (format!("{builder:?}"), "ClientBuilder { .. }"),
        (format!("{client:?}"), a_client),
        (format!("{code:?}"), "VerificationCode(***)"),
        (format!("{number:?}"), "PhoneNumber(***)"),
        (
            format!("{:?}", client.check(&id, &code)),
            "UnboundCheck { .. }",
        ),
        (
            format!("{:?}", client.check(&id, &code).claiming(&number)),
            "Check { .. }",
        ),
        (format!("{:?}", client.start(&number)), "Start { .. }"),
        (
            format!("{:?}", client.silent_coverage([203, 0, 113, 7].into())),
            "SilentCoverage { .. }",
        ),
        (
            format!("{:?}", client.wait(&id).within(within)),
            "Wait { within: 5s, .. }",
        ),
        (
            format!("{:?}", client.wait(&id).within(within).claiming(&number)),
            "ClaimingWait { within: 5s, .. }",
        ),
        (
            format!("{:?}", client.changes(&id).within(within)),
            "Changes { within: 5s, .. }",
        ),
        (format!("{:?}", session()), "SessionBuilder { .. }"),
        (
            format!("{:?}", session().build()),
            "Session { status: Waiting, attempts_used: Some(1), \
             expires_at: Some(1970-01-01T00:01:00Z), resend_allowed_at: None, .. }",
        ),
        (format!("{:?}", error()), "ErrorBuilder { .. }"),
        (
            format!("{:?}", error().build()),
            "Error { kind: NotFound, message: None, status: None, code: Some(1404), \
             error_id: None, retry_after: None, may_have_counted: false, may_have_sent: false, \
             source: None }",
        ),
    ];
    for (printed, expected) in table {
        assert_eq!(printed, expected);
    }
    #[cfg(feature = "blocking")]
    {
        let client = builder.build_blocking().unwrap();
        assert_eq!(format!("{client:?}"), a_client);
    }
}

#[tokio::test]
async fn a_start_shows_its_session_without_what_names_it() {
    let body = json!({
        "sessionId": crate::ID, "destination": format!("+{}", crate::NUMBER), "status": "WAITING",
    });
    let reply = crate::server::answer("200 OK", "", &body.to_string());
    let server = crate::server::Server::answering(crate::server::Reply::Bytes(reply)).await;
    let client = client(server.url()).build().unwrap();
    let started = client.start(&number()).await.unwrap();
    assert_eq!(
        format!("{started:?}"),
        "Started(Started { session: Session { status: Waiting, attempts_used: None, \
         expires_at: None, resend_allowed_at: None, .. }, .. })"
    );
}

#[test]
fn a_language_is_displayed_by_its_name() {
    for language in [Language::EN_US, Language::new("tlh")] {
        assert_eq!(language.to_string(), language.as_str());
    }
}

#[cfg(feature = "raw-api-may-send-a-code-twice")]
#[test]
fn the_raw_session_is_the_answer_as_it_came() {
    let session = testing::session(SessionStatus::Failed)
        .attempts_used(5)
        .build();
    assert_eq!(session.raw().status, Some(SessionStatus::Failed));
    assert_eq!(session.raw().attempt, Some(5));
}
