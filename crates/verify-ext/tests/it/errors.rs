//! What each answer that is not a session becomes, and what its error says.

use verify_ext::{Error, ErrorKind, RetryPolicy, VerificationCode};

use crate::server::{Reply, Server, answer};
use crate::{KEY, client, number, session_id};

const UUID: &str = "a1b2c3d4-e5f6-7890-1234-567890abcdef";

/// The error of a check with this code when every request is answered so.
async fn checked(key: &str, code: &str, bytes: Vec<u8>) -> Error {
    let server = Server::answering(Reply::Bytes(bytes)).await;
    let client = client(server.url()).api_key(key);
    let client = client.resolve_lost_answers(false).build().unwrap();
    let (id, code, number) = (session_id(), VerificationCode::new(code).unwrap(), number());
    let error = client.check(&id, &code).claiming(&number).await;
    assert_eq!(server.requests().len(), 1);
    error.unwrap_err()
}

#[tokio::test]
async fn an_answer_becomes_the_error_that_it_means() {
    use ErrorKind::{
        InvalidInput, NotAuthenticated, NotFound, ServerFault, Throttled, TlsTooOld, Transport,
        UnexpectedAnswer,
    };
    let undocumented = |status| format!("the service answered {status}, which is not documented");
    let not_the_error =
        |status| format!("the service answered {status}, and its body is not the documented error");
    let json = |text: &str| Some(text.to_owned());
    let table = [
        (
            "400 Bad Request",
            r#"{"code":1201}"#,
            InvalidInput,
            None,
            None,
        ),
        (
            "400 Bad Request",
            r#"{"errorId":"x"}"#,
            InvalidInput,
            None,
            None,
        ),
        (
            "400 Bad Request",
            r#"{"message":"no"}"#,
            UnexpectedAnswer,
            Some(not_the_error("400 Bad Request")),
            json(r#"{"message":"no"}"#),
        ),
        ("400 Bad Request", r#"{"code":1014}"#, TlsTooOld, None, None),
        ("401 Unauthorized", "{}", NotAuthenticated, None, None),
        ("403 Forbidden", "no", NotAuthenticated, None, json("no")),
        ("404 Not Found", r#"{"code":1404}"#, NotFound, None, None),
        (
            "404 Not Found",
            "{}",
            UnexpectedAnswer,
            Some(not_the_error("404 Not Found")),
            json("{}"),
        ),
        (
            "418 Teapot",
            "no",
            UnexpectedAnswer,
            Some(undocumented("418 I'm a teapot")),
            json("no"),
        ),
        (
            "418 Teapot",
            r#"{"code":1014}"#,
            TlsTooOld,
            None,
            json(r#"{"code":***}"#),
        ),
        ("426 Upgrade Required", "", TlsTooOld, None, None),
        ("429 Too Many Requests", "", Throttled, None, None),
        ("500 Error", r#"{"code":1500}"#, ServerFault, None, None),
        ("503 Busy", "no", ServerFault, None, json("no")),
        (
            "200 OK",
            r#"{"sessionId":"another","status":"VERIFIED"}"#,
            UnexpectedAnswer,
            Some("the service answered with another session than the one asked for".into()),
            json(r#"{"sessionId":"another","status":"VERIFIED"}"#),
        ),
    ];
    for (status, body, kind, message, excerpt) in table {
        let case = format!("{status} {body}");
        let headers = "X-Request-Id: r-1\r\nRetry-After: 7\r\n";
        let error = checked(KEY, crate::CODE, answer(status, headers, body)).await;
        assert_eq!(error.kind(), kind, "{case}: {error:?}");
        if let Some(message) = message {
            assert!(error.to_string().starts_with(&message), "{case}: {error}");
        }
        assert_eq!(error.excerpt(), excerpt.as_deref(), "{case}");
        let number: u16 = status[..3].parse().unwrap();
        assert_eq!(error.status().unwrap(), number, "{case}");
        if number != 200 {
            assert_eq!(error.request_id(), Some("r-1"), "{case}");
            assert_eq!(error.retry_after().unwrap().as_secs(), 7, "{case}");
        }
        // What was answered with 4xx was not carried out.
        assert_eq!(
            error.may_have_counted(),
            !(400..500).contains(&number),
            "{case}"
        );
        assert!(!error.may_have_sent(), "{case}");
    }
    let half = b"HTTP/1.1 200 OK\r\nContent-Length: 90\r\n\r\n{\"a\":".to_vec();
    let error = checked(KEY, crate::CODE, half).await;
    assert_eq!(error.kind(), Transport, "{error:?}");
    assert!(
        error
            .to_string()
            .starts_with("no whole answer came (status 200)"),
        "{error}"
    );
}

#[tokio::test]
async fn what_an_answer_repeats_of_the_request_is_not_printed() {
    // The key, the code, and whether the error's code and id may be printed then.
    let table = [
        (KEY, "739281", true),
        (KEY, "1404", false),
        (KEY, "7890", false),
        (UUID, "739281", false),
    ];
    for (key, code, is_printed) in table {
        let body = format!(r#"{{"code":1404,"errorId":"{UUID}"}}"#);
        let error = checked(key, code, answer("404 Not Found", "", &body)).await;
        assert_eq!((error.code(), error.error_id()), (Some(1404), Some(UUID)));
        let expected = if is_printed {
            format!("the service knows no such session (status 404, code 1404, error id {UUID})")
        } else {
            "the service knows no such session (status 404)".to_owned()
        };
        assert_eq!(error.to_string(), expected, "{code}");
    }
}

#[tokio::test(start_paused = true)]
async fn only_what_was_certainly_not_sent_is_sent_again() {
    let waits = std::time::Duration::from_millis(700);
    let busy = Server::answering(Reply::Bytes(answer("503 Busy", "", ""))).await;
    // Nobody listens on the first.
    let nobody = "http://127.0.0.1:9";
    for (url, reuse) in [(nobody, false), (nobody, true), (&*busy.url(), false)] {
        let client = client(url)
            .retry(RetryPolicy::default())
            .reuse_connections(reuse)
            .resolve_lost_answers(false)
            .build()
            .unwrap();
        let (id, code, number) = (session_id(), crate::code(), number());
        let device = std::net::IpAddr::from([203, 0, 113, 7]);
        for call in ["check", "start", "coverage"] {
            let before = (busy.requests().len(), tokio::time::Instant::now());
            let error = match call {
                "check" => client.check(&id, &code).claiming(&number).await.err(),
                "start" => client.start(&number).await.err(),
                _ => client.silent_coverage(device).number(&number).await.err(),
            };
            let error = error.unwrap();
            let (sent, waited) = (busy.requests().len() - before.0, before.1.elapsed());
            if error.is_server_fault() {
                assert_eq!(sent, 1, "a {call}");
            } else {
                assert!(error.to_string().contains("nothing was sent"), "{error}");
                assert!(waited >= waits / 2, "a {call} gave up after {waited:?}");
            }
        }
    }
}
