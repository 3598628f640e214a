//! Answers that are odd and whole, and what is never done about one.

use crate::certificates::{Certificate, welcome};
use crate::server::{Reply, Server, Welcome, answer, session, session_json};
use crate::{client, code, number, session_id};

#[tokio::test]
async fn what_is_odd_but_whole_is_taken() {
    let json = session_json("VERIFIED", 0);
    let http_1_0 = format!("HTTP/1.0 200 OK\r\n\r\n{json}").into_bytes();
    let chunked = format!(
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n{:x}\r\n{json}\r\n0\r\n\r\n",
        json.len()
    )
    .into_bytes();
    let text = answer("200 OK", "Content-Type: text/plain\r\n", &json);
    for bytes in [http_1_0, chunked, text] {
        let server = Server::answering(Reply::Bytes(bytes)).await;
        let client = client(server.url()).build().unwrap();
        let (id, code, number) = (session_id(), code(), number());
        let outcome = client.check(&id, &code).claiming(&number).await.unwrap();
        assert!(outcome.is_verified());
        assert_eq!(server.requests().len(), 1);
    }
}

#[tokio::test]
async fn a_connection_reset_at_once_is_a_check_lost_or_not_sent() {
    // Whether the reset is seen while connecting or while sending is a matter of microseconds.
    let server = Server::start(Welcome::Reset, |_| session("VERIFIED", 0)).await;
    let client = client(server.url())
        .resolve_lost_answers(false)
        .build()
        .unwrap();
    let (id, code, number) = (session_id(), code(), number());
    let error = client
        .check(&id, &code)
        .claiming(&number)
        .await
        .unwrap_err();
    assert!(error.is_transport() && !error.is_timeout(), "{error:?}");
    assert_eq!(server.requests().len(), 0);
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    let other = Server::answering(session("VERIFIED", 0)).await;
    let location = format!("Location: {}/elsewhere\r\n", other.url());
    for status in [
        "301 Moved",
        "302 Found",
        "303 See Other",
        "307 Temporary",
        "308 Permanent",
    ] {
        let server = Server::answering(Reply::Bytes(answer(status, &location, ""))).await;
        let client = client(server.url())
            .resolve_lost_answers(false)
            .build()
            .unwrap();
        let read = client.session(&session_id()).await.unwrap_err();
        assert!(read.is_unexpected_answer(), "{read:?}");
        let (id, code, number) = (session_id(), code(), number());
        let check = client
            .check(&id, &code)
            .claiming(&number)
            .await
            .unwrap_err();
        assert!(
            check.is_unexpected_answer() && check.may_have_counted(),
            "{check:?}"
        );
        assert_eq!(server.requests().len(), 2);
    }
    assert_eq!(other.connections(), 0);
}

#[tokio::test]
async fn a_certificate_of_an_own_root_is_trusted() {
    let (welcome, root) = welcome(Certificate::Good);
    let server = Server::start(welcome, |_| session("WAITING", 0)).await;
    let client = client(server.url())
        .root_certificates(root)
        .build()
        .unwrap();
    let session = client.session(&session_id()).await.unwrap();
    assert_eq!(session.attempts_left(), Some(5));
}
