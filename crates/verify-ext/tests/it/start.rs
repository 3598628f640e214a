//! Starting a verification: what is sent, what is refused before, and what an answer means.

use std::net::IpAddr;
use std::time::Duration;

use serde_json::{Value, json};
use tokio::task::JoinSet;
use verify_ext::{
    Call, Channel, CodeType, ErrorKind, Language, Outcome, PhoneNumber, Sms, SmsEncoding, Start,
    StartOutcome, Started, VerificationCode, WhatsApp,
};
use verify_sim::Fault;

use crate::server::{Reply, Server, Welcome, answer, is_check, is_start, session_json};
use crate::{ID, NUMBER, client, number};

const DEVICE: IpAddr = IpAddr::V4(std::net::Ipv4Addr::new(203, 0, 113, 7));

/// A session as the vendor answers a start.
fn opened() -> Value {
    json!({
        "sessionId": ID, "verifyUri": format!("/api/v2/subaccounts/acme/sessions/{ID}"),
        "destination": format!("+{NUMBER}"), "status": "WAITING", "attempt": 0,
        "expiresAt": "2025-12-18T05:59:54.09Z", "retryAfter": "2025-12-18T05:55:04.09Z",
    })
}

fn ok(body: &Value) -> Reply {
    Reply::BytesAndKeep(answer("200 OK", "", &body.to_string()))
}

fn body(request: &str) -> Value {
    let (_, body) = request.split_once("\r\n\r\n").unwrap();
    serde_json::from_str(body).unwrap()
}

fn started(outcome: StartOutcome) -> Started {
    match outcome {
        StartOutcome::Started(started) => started,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_request_holds_what_was_set_and_nothing_else() {
    let server = Server::answering(ok(&opened())).await;
    let client = client(server.url()).build().unwrap();
    let to = "+65987654321";
    let start = || client.start(&PhoneNumber::new("+65 9876-54321").unwrap());
    let seconds = Duration::from_secs;
    let cases: Vec<(Start, Value)> = vec![
        (start(), json!({"destination": to, "channel": "sms"})),
        (
            start()
                .brand("Acme")
                .code_length(6)
                .code_type(CodeType::NumericWithDash)
                .code_validity(seconds(30))
                .resend_interval(seconds(7200))
                .reset_session()
                .client_ip(DEVICE)
                .callback_url("https://acme.test/told")
                .channel(
                    Sms::new()
                        .template("{brand}: {code}")
                        .source("Acme")
                        .encoding(SmsEncoding::Gsm7),
                ),
            json!({
                "destination": to, "channel": "sms", "brand": "Acme", "codeLength": 6,
                "codeType": "NUMERIC_WITH_DASH", "codeValidity": 30, "resendingInterval": 7200,
                "resetSession": true, "clientIp": "203.0.113.7",
                "callbackUrl": "https://acme.test/told", "template": "{brand}: {code}",
                "sms": {"source": "Acme", "encoding": "GSM7"},
            }),
        ),
        (
            start().channel(
                Call::new()
                    .template("{code}")
                    .language(Language::DE_DE)
                    .source("+6598765432")
                    .speed(0.5)
                    .repetition(3)
                    .voice_profile("de-DE-Vicki"),
            ),
            json!({
                "destination": to, "channel": "call", "template": "{code}", "language": "de-DE",
                "call": {
                    "source": "+6598765432", "speed": 0.5, "repetition": 3,
                    "voiceProfile": "de-DE-Vicki",
                },
            }),
        ),
        (
            start().channel(WhatsApp::new("login").language(Language::new("xx-YY"))),
            json!({
                "destination": to, "channel": "whatsapp", "language": "xx-YY",
                "whatsapp": {"templateName": "login"},
            }),
        ),
        (
            start().channel(Channel::Viber),
            json!({"destination": to, "channel": "viber"}),
        ),
        (
            start().channel(Channel::Silent),
            json!({"destination": to, "channel": "sma"}),
        ),
    ];
    let count = cases.len();
    for (place, (start, expected)) in cases.into_iter().enumerate() {
        let started = started(start.await.unwrap());
        assert_eq!(started.session_id().as_str(), ID);
        let request = &server.requests()[place];
        assert!(
            request.starts_with("POST /api/v2/subaccounts/acme/sessions HTTP/1.1\r\n"),
            "{request}"
        );
        assert!(request.contains("content-type: application/json\r\n"));
        assert_eq!(body(request), expected);
    }
    // Each has a connection of its own, like a check.
    assert_eq!(server.connections(), count);
}

#[tokio::test]
async fn what_cannot_be_sent_is_refused_before_anything_is() {
    let server = Server::answering(ok(&opened())).await;
    let client = client(server.url()).build().unwrap();
    let start = || client.start(&number());
    let national = PhoneNumber::new("9876 5432").unwrap();
    let seconds = Duration::from_secs;
    let cases: Vec<(Start, &str)> = vec![
        (client.start(&national), "needs a country"),
        (client.start(&national).country("SGP"), "two letters"),
        (start().country("5G"), "two letters"),
        (start().brand("x".repeat(31)), "brand"),
        (start().code_length(2), "codeLength"),
        (start().code_length(11), "codeLength"),
        (start().code_validity(seconds(29)), "codeValidity"),
        (start().code_validity(seconds(7201)), "codeValidity"),
        (
            start().code_validity(Duration::from_millis(30_500)),
            "whole seconds",
        ),
        (start().resend_interval(seconds(9)), "resendingInterval"),
        (start().resend_interval(Duration::MAX), "whole seconds"),
        (start().channel(Sms::new().template("hello")), "no `{code}`"),
        (
            start().channel(Call::new().template("{brand} {code}")),
            "no brand",
        ),
        (start().channel(WhatsApp::new(" ")), "WhatsApp template"),
        (start().channel(Call::new().speed(0.4)), "call › speed"),
        (start().channel(Call::new().speed(f64::NAN)), "call › speed"),
        (
            start().channel(Call::new().repetition(4)),
            "call › repetition",
        ),
        (
            start().channel(Call::new().voice_profile("x".repeat(51))),
            "call › voiceProfile",
        ),
    ];
    for (start, expected) in cases {
        let error = start.await.unwrap_err();
        assert!(
            error.is_invalid_input() && !error.may_have_sent(),
            "{error:?}"
        );
        let said = error.to_string();
        assert!(said.contains("nothing was sent"), "{said}");
        assert!(said.contains(expected), "{said} in place of {expected}");
    }
    assert_eq!(server.connections(), 0);
}

#[tokio::test]
async fn destinations_that_are_not_allowed_are_refused_before_anything_is_sent() {
    let server = Server::answering(ok(&opened())).await;
    let client = client(server.url())
        .allowed_country_codes(["+65", "60"])
        .build()
        .unwrap();
    // Written without `+`, a number is a typing mistake, and none that a fraud would be counted by.
    let table = [
        ("+1 876 555 0100", true),
        ("+6", true),
        ("65987654321", false),
    ];
    for (number, elsewhere) in table {
        let number = PhoneNumber::new(number).unwrap();
        let error = client.start(&number).country("SG").await.unwrap_err();
        assert_eq!(error.is_destination_not_allowed(), elsewhere, "{error:?}");
        assert_eq!(error.is_invalid_input(), !elsewhere, "{error:?}");
        assert!(!error.may_have_sent() && !error.to_string().contains("555"));
    }
    assert_eq!(server.connections(), 0);
    let _ = client.start(&number()).await.unwrap();
    for codes in [vec![], vec!["SG"], vec!["65", ""]] {
        let builder = crate::client(server.url()).allowed_country_codes(codes);
        let error = builder.build().unwrap_err();
        assert!(error.to_string().contains("country code"), "{error}");
    }
}

#[tokio::test]
async fn too_soon_is_an_answer_and_other_refusals_are_not() {
    use ErrorKind::{NotAuthenticated, ServerFault, Throttled};
    let id = "a1b2c3d4-e5f6-7890-1234-567890abcdef";
    let seconds = |seconds| Ok(Duration::from_secs(seconds));
    let table = [
        ("403", "", json!({"code": 1400, "errorId": id}), seconds(25)),
        (
            "403",
            "Retry-After: 7\r\n",
            json!({"code": 1400}),
            seconds(7),
        ),
        ("403", "", json!({"errorId": id}), seconds(25)),
        ("400", "", json!({"code": 1400}), seconds(25)),
        (
            "403",
            "",
            json!({"code": 1201, "errorId": id}),
            Err(NotAuthenticated),
        ),
        ("403", "", json!({"message": "no"}), Err(NotAuthenticated)),
        ("401", "", json!({"errorId": id}), Err(NotAuthenticated)),
        (
            "429",
            "Retry-After: 7\r\n",
            json!({"code": 1400}),
            Err(Throttled),
        ),
        ("500", "", json!({"code": 1400}), Err(ServerFault)),
    ];
    for (status, headers, error, expected) in table {
        let bytes = answer(&format!("{status} No"), headers, &error.to_string());
        let server = Server::answering(Reply::Bytes(bytes)).await;
        let client = client(server.url()).build().unwrap();
        let start = client.start(&number());
        match start.resend_interval(Duration::from_secs(25)).await {
            Ok(outcome) => {
                let come_back_in = expected.unwrap();
                assert_eq!(outcome, StartOutcome::TooSoon { come_back_in });
            }
            Err(found) => {
                assert_eq!(expected, Err(found.kind()), "{status} {error}");
                assert_eq!(found.may_have_sent(), found.is_server_fault());
            }
        }
        assert_eq!(server.requests().len(), 1);
    }
}

#[tokio::test]
async fn a_start_that_is_throttled_says_nothing_of_a_message() {
    let (sim, client) = crate::simulator().await;
    let client = client.build().unwrap();
    let wait = Duration::from_secs(3);
    sim.inject(Fault::Throttled(wait).once().for_starts());
    let error = client.start(&number()).await.unwrap_err();
    assert!(error.is_throttled() && !error.may_have_sent(), "{error:?}");
    assert_eq!(error.retry_after(), Some(wait));
    assert!(sim.outbox().is_empty());
    let _ = started(client.start(&number()).await.unwrap());
    // Now a code is on its way.
    let outcome = client.start(&number()).await.unwrap();
    assert!(
        matches!(outcome, StartOutcome::TooSoon { .. }),
        "{outcome:?}"
    );
    assert_eq!(sim.outbox().len(), 1);
}

#[tokio::test]
async fn an_answer_that_leaves_a_gap_is_an_error() {
    let without = |member: &str| {
        let mut answer = opened();
        answer.as_object_mut().unwrap().remove(member);
        answer
    };
    let with = |member: &str, value: Value| {
        let mut answer = opened();
        answer[member] = value;
        answer
    };
    let international = number();
    let national = PhoneNumber::new("0987654321").unwrap();
    let digits = Some(NUMBER);
    let table = [
        (opened(), &international, digits),
        (opened(), &national, digits),
        (with("destination", json!(NUMBER)), &international, digits),
        (without("destination"), &international, digits),
        (without("destination"), &national, None),
        (without("sessionId"), &international, None),
        (with("sessionId", json!("..")), &international, None),
        (without("status"), &international, None),
        (
            with("destination", json!("+6511111111")),
            &international,
            None,
        ),
        (with("destination", json!("+6511111111")), &national, None),
        (with("destination", json!("65****21")), &international, None),
    ];
    for (answer, to, expected) in table {
        let server = Server::answering(ok(&answer)).await;
        let client = client(server.url()).build().unwrap();
        let result = client.start(to).country("SG").await;
        if let Some(digits) = expected {
            let number = PhoneNumber::new(format!("+{digits}")).unwrap();
            assert_eq!(*started(result.unwrap()).number(), number, "{answer}");
        } else {
            let error = result.unwrap_err();
            assert!(error.is_unexpected_answer(), "{answer}: {error:?}");
            assert!(error.may_have_sent() && !error.may_have_counted());
        }
        assert_eq!(server.requests().len(), 1, "{answer}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn starts_at_once_on_one_client_are_each_sent_once() {
    const STARTS: usize = 64;
    let server = Server::start(Welcome::Plain, |request| {
        let to = body(request)["destination"].as_str().unwrap().to_owned();
        let mut answer = opened();
        answer["destination"] = json!(to);
        match to.bytes().next_back().unwrap() % 3 {
            0 => Reply::BytesAndReset(Vec::new()),
            1 => Reply::Bytes(Vec::new()),
            _ => ok(&answer),
        }
    })
    .await;
    let client = client(server.url()).build().unwrap();
    let mut starts = JoinSet::new();
    for place in 0..STARTS {
        let client = client.clone();
        starts.spawn(async move {
            let number = PhoneNumber::new(format!("+65{:06}", 100_000 + place)).unwrap();
            match client.start(&number).await {
                Ok(outcome) => assert_eq!(*started(outcome).number(), number),
                Err(error) => assert!(error.may_have_sent(), "{error:?}"),
            }
        });
    }
    starts.join_all().await;
    let requests = server.requests();
    let numbers: std::collections::HashSet<String> = requests
        .iter()
        .map(|it| body(it)["destination"].to_string())
        .collect();
    assert_eq!((requests.len(), numbers.len()), (STARTS, STARTS));
}

#[tokio::test(start_paused = true)]
async fn a_dropped_start_may_have_been_sent_and_is_not_sent_again() {
    let server = Server::answering(Reply::BytesAndSilence(Vec::new())).await;
    let client = client(server.url()).build().unwrap();
    let start = client.start(&number()).into_future();
    tokio::select! {
        biased;
        outcome = start => panic!("{outcome:?}"),
        () = server.request_arrives() => {}
    }
    // What comes later on the same client is something else.
    let _ = client.session(&crate::session_id()).await;
    let requests = server.requests();
    let starts = requests.iter().filter(|request| is_start(request)).count();
    assert_eq!(starts, 1);
}

#[tokio::test]
async fn the_way_from_a_start_to_a_check_has_no_gap() {
    let server = Server::start(Welcome::Plain, |request| {
        if is_check(request) {
            let right = request.contains("code=123456");
            let status = if right { "VERIFIED" } else { "WAITING" };
            Reply::BytesAndKeep(answer("200 OK", "", &session_json(status, 1)))
        } else {
            ok(&opened())
        }
    })
    .await;
    let client = client(server.url()).build().unwrap();
    let national = PhoneNumber::new("987654321").unwrap();
    let started = started(client.start(&national).country("sg").await.unwrap());
    assert_eq!(started.session().attempts_left(), Some(5));
    for (typed, expected) in [
        (
            "000000",
            Outcome::WrongCode {
                attempts_left: Some(4),
            },
        ),
        ("123 456", Outcome::Verified),
    ] {
        let code = VerificationCode::new(typed).unwrap();
        let check = client.check(started.session_id(), &code);
        assert_eq!(check.claiming(started.number()).await.unwrap(), expected);
    }
}

#[tokio::test(start_paused = true)]
async fn a_silent_verification_gives_a_url_and_ends_by_itself() {
    let server = Server::start(Welcome::Plain, |request| {
        if request.starts_with("GET ") {
            return Reply::BytesAndKeep(answer("200 OK", "", &session_json("VERIFIED", 0)));
        }
        if request.contains("/sma/coverage ") {
            return ok(&json!({"isAvailable": body(request)["destination"] == "+65987654321"}));
        }
        let mut answer = opened();
        answer["sma"] = json!({"verificationUrl": "https://verify.test/sma/1"});
        ok(&answer)
    })
    .await;
    let client = client(server.url()).build().unwrap();
    assert!(!client.silent_coverage(DEVICE).await.unwrap());
    assert!(
        client
            .silent_coverage(DEVICE)
            .number(&number())
            .await
            .unwrap()
    );
    let expected = json!({"clientIp": "203.0.113.7", "destination": "+65987654321"});
    assert_eq!(body(&server.requests()[1]), expected);

    let start = client.start(&number()).channel(Channel::Silent);
    let started = started(start.client_ip(DEVICE).await.unwrap());
    let url = started.session().verification_url().unwrap();
    assert_eq!(url.expose(), "https://verify.test/sma/1");
    let wait = client.wait(started.session_id());
    let outcome = wait.claiming(started.number()).await.unwrap();
    assert_eq!(outcome, Outcome::Verified);
}

#[tokio::test]
async fn coverage_that_is_not_told_is_an_error() {
    let server = Server::answering(ok(&json!({}))).await;
    let client = client(server.url()).build().unwrap();
    let error = client.silent_coverage(DEVICE).await.unwrap_err();
    assert!(error.is_unexpected_answer() && !error.may_have_sent());
}
