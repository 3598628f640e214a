//! How a client is made: what is refused, what is sent, and what it is to the compiler.

use std::path::Path;
use std::time::Duration;

use contract::{Document, Source};
use verify_ext::{
    BuildError, Check, CheckWithoutNumber, Client, ClientBuilder, Error, Outcome, Region, Session,
    UnknownRegion, Wait, reqwest,
};

use crate::server::{Server, session};
use crate::{KEY, client, code, number, session_id};

#[test]
fn regions_are_the_servers_of_the_contract() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../openapi/verify.yaml");
    let contract = Document::read(Source::read(Path::new(path)).unwrap()).unwrap();
    let documented: Vec<&str> = contract.servers().collect();
    let regions: Vec<_> = Region::ALL.iter().map(|region| region.base_url()).collect();
    let regions: Vec<&str> = regions
        .iter()
        .map(verify_ext::api::BaseUrl::as_str)
        .collect();
    assert_eq!(regions, documented);
    assert_eq!(Region::ALL[0], Region::default());
}

#[test]
fn a_setting_that_cannot_hold_is_named_when_the_client_is_made() {
    let new = || client("https://secret.test");
    let table: Vec<(ClientBuilder, &str)> = vec![
        (Client::builder().api_key("secret"), "sub-account"),
        (Client::builder().sub_account("acme"), "API key"),
        (new().sub_account("a/secret"), "sub-account"),
        (new().api_key("secret key"), "API key"),
        (new().base_url("secret"), "base URL"),
        (new().base_url("http://secret.test"), "base URL"),
        (new().base_url("https://u:secret@a.test"), "base URL"),
        (new().user_agent_suffix(""), "user agent"),
        (new().user_agent_suffix("secret\r\nHost: a"), "user agent"),
        (new().user_agent_suffix(" secret"), "user agent"),
        (new().deadline(Duration::ZERO), "deadline"),
        (new().concurrent_polls(0), "polls"),
        (new().concurrent_polls(usize::MAX), "polls"),
        (
            new()
                .http_client(reqwest::Client::new())
                .connect_timeout(Duration::from_secs(1)),
            "HTTP client",
        ),
    ];
    for (builder, expected) in table {
        let error = builder.build().unwrap_err();
        let printed = format!("{error} {error:?}");
        assert!(error.to_string().contains(expected), "{printed}");
        assert!(!printed.contains("secret"), "{printed}");
        assert_eq!(error.variable(), None);
    }
    assert!(
        new()
            .base_url("http://a.test")
            .allow_cleartext()
            .build()
            .is_ok()
    );
    assert!(new().region(Region::Indonesia).build().is_ok());
}

#[tokio::test]
async fn a_request_says_who_asks_and_nothing_that_is_not_documented() {
    let server = Server::answering(session("WAITING", 0)).await;
    let client = client(server.url())
        .user_agent_suffix("shop/2.1")
        .build()
        .unwrap();
    let _ = client.session(&session_id()).await.unwrap();
    let (id, code, number) = (session_id(), code(), number());
    let _ = client.check(&id, &code).claiming(&number).await.unwrap();
    let path = "/api/v2/subaccounts/acme/sessions/18b526ad-d063-48c0-bb93-4e71f042f047";
    let targets = [path.to_owned(), format!("{path}?code={}", crate::CODE)];
    for (head, target) in server.requests().iter().zip(targets) {
        let mut lines: Vec<_> = head
            .trim_end()
            .split("\r\n")
            .map(str::to_lowercase)
            .collect();
        lines[1..].sort();
        let host = server.url().replace("http://", "host: ");
        let expected = [
            format!("get {target} http/1.1"),
            "accept: application/json".to_owned(),
            format!("authorization: bearer {KEY}"),
            host,
            format!(
                "user-agent: verify-ext/{} shop/2.1",
                env!("CARGO_PKG_VERSION")
            ),
        ];
        assert_eq!(lines, expected);
    }
}

#[tokio::test]
async fn no_deadline_is_too_long() {
    let server = Server::answering(session("VERIFIED", 0)).await;
    let client = client(server.url())
        .deadline(Duration::MAX)
        .connect_timeout(Duration::MAX)
        .build()
        .unwrap();
    let (id, code, number) = (session_id(), code(), number());
    let _ = client.session(&id).await.unwrap();
    let outcome = client.check(&id, &code).claiming(&number).await.unwrap();
    assert!(outcome.is_verified());
    let session = client.wait(&id).within(Duration::MAX).await.unwrap();
    assert!(session.is_final());
}

#[tokio::test]
async fn clones_share_their_connections() {
    let server = Server::answering(session("WAITING", 0)).await;
    let client = client(server.url()).build().unwrap();
    for client in [client.clone(), client] {
        let _ = client.session(&session_id()).await.unwrap();
    }
    assert_eq!((server.requests().len(), server.connections()), (2, 1));
}

#[tokio::test]
async fn a_client_of_the_callers_is_used() {
    let server = Server::answering(session("WAITING", 0)).await;
    let mut headers = reqwest::header::HeaderMap::new();
    headers.insert("x-of-the-caller", "1".parse().unwrap());
    let http = reqwest::Client::builder()
        .default_headers(headers)
        .build()
        .unwrap();
    let client = client(server.url()).http_client(http).build().unwrap();
    let _ = client.session(&session_id()).await.unwrap();
    assert!(server.requests()[0].contains("x-of-the-caller: 1"));
}

#[test]
fn public_types_and_futures_can_be_sent_and_shared() {
    fn sent_and_shared<T: Send + Sync + Unpin + 'static>() {}
    fn sent<T: Send>(_: T) {}
    sent_and_shared::<Client>();
    sent_and_shared::<ClientBuilder>();
    sent_and_shared::<BuildError>();
    sent_and_shared::<Error>();
    sent_and_shared::<Outcome>();
    sent_and_shared::<Session>();
    sent_and_shared::<Region>();
    sent_and_shared::<UnknownRegion>();
    sent_and_shared::<Wait>();
    sent_and_shared::<CheckWithoutNumber<'static>>();
    sent_and_shared::<Check<'static>>();
    let client = client("http://localhost:1").build().unwrap();
    let (id, code, number) = (session_id(), code(), number());
    sent(client.session(&id));
    sent(client.wait(&id).into_future());
    sent(client.changes(&id));
    sent(client.changes(&id).next());
    sent(client.check(&id, &code).claiming(&number).into_future());
}
