//! How a client is made: what is refused, what is sent, and what it is to the compiler.

use std::path::Path;
use std::time::Duration;

use contract::{Document, Source};
use verify_ext::{
    BaseUrl, BuildError, Check, ClaimingWait, Client, ClientBuilder, Error, Outcome, Region,
    RetryPolicy, Session, UnboundCheck, UnknownRegion, Wait,
};

use crate::server::{Reply, Server, answer, session};
use crate::{KEY, client, code, number, session_id};

#[test]
fn regions_are_the_servers_of_the_contract() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../openapi/verify.yaml");
    let contract = Document::read(Source::read(Path::new(path)).unwrap()).unwrap();
    let documented: Vec<&str> = contract.servers().collect();
    let regions: Vec<_> = Region::ALL.iter().map(|region| region.base_url()).collect();
    let regions: Vec<&str> = regions.iter().map(BaseUrl::as_str).collect();
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
        (new().user_agent_suffix("secret\tshop"), "user agent"),
        (new().user_agent_suffix("sécret"), "user agent"),
        (new().deadline(Duration::ZERO), "deadline"),
        (new().concurrent_polls(0), "polls"),
        (new().concurrent_polls(usize::MAX), "polls"),
        (new().base_url("http://a.test"), "`allow_cleartext`"),
        (new().proxy("secret proxy"), "proxy"),
        (new().root_certificates("secret"), "root certificate"),
        (
            new().base_url("http://[::1]").proxy("http://a.test"),
            "proxy",
        ),
        (
            new().base_url("https://localhost").proxy("http://a.test"),
            "proxy",
        ),
        (
            new()
                .base_url("http://a.test")
                .allow_cleartext()
                .proxy("http://b.test"),
            "proxy",
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
    assert!(new().user_agent_suffix("Acme shop/1.0").build().is_ok());
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
async fn clones_share_their_connections_and_a_check_has_its_own() {
    let server = Server::answering(session("WAITING", 0)).await;
    let read_and_check = async |client: Client| {
        let (id, code, number) = (session_id(), code(), number());
        let _ = client.session(&id).await.unwrap();
        let _ = client.check(&id, &code).claiming(&number).await.unwrap();
    };
    let shared = client(server.url()).build().unwrap();
    for client in [shared.clone(), shared] {
        read_and_check(client).await;
    }
    assert_eq!((server.requests().len(), server.connections()), (4, 3));

    let reusing = client(server.url()).reuse_connections(true);
    read_and_check(reusing.build().unwrap()).await;
    assert_eq!((server.requests().len(), server.connections()), (6, 4));

    let without_pool = client(server.url())
        .reuse_connections(true)
        .pool_max_idle(0);
    read_and_check(without_pool.build().unwrap()).await;
    assert_eq!((server.requests().len(), server.connections()), (8, 6));
}

#[tokio::test(start_paused = true)]
async fn the_retry_policy_says_how_often_a_request_is_sent_again() {
    for retries in [0, 1, 5] {
        let server = Server::answering(Reply::Bytes(answer("503 Busy", "", ""))).await;
        let policy = RetryPolicy::default().retries(retries);
        let client = client(server.url()).retry(policy).build().unwrap();
        client.session(&session_id()).await.unwrap_err();
        assert_eq!(server.requests().len(), 1 + retries as usize);
        let (id, code, number) = (session_id(), code(), number());
        let check = client.check(&id, &code).claiming(&number);
        check.await.unwrap_err();
        // The check, and the reads that look for its answer.
        assert_eq!(server.checks(), 1);
        assert_eq!(server.requests().len(), 2 + 2 * retries as usize);
    }
}

#[cfg(feature = "reqwest-0-13")]
#[tokio::test]
async fn the_http_client_is_configured_but_not_where_it_must_not_be() {
    use verify_ext::reqwest_0_13 as reqwest;

    let elsewhere = Server::answering(session("VERIFIED", 0)).await;
    let location = format!("Location: {}/\r\n", elsewhere.url());
    let server = Server::answering(Reply::Bytes(answer("302 Found", &location, ""))).await;
    let proxy = elsewhere.url();
    let client = client(server.url())
        .resolve_lost_answers(false)
        .configure_reqwest(move |http| {
            let mut headers = reqwest::header::HeaderMap::new();
            headers.insert("x-of-the-caller", "1".parse().unwrap());
            http.default_headers(headers)
                .redirect(reqwest::redirect::Policy::default())
                .proxy(reqwest::Proxy::all(&proxy).unwrap())
                .gzip(true)
        })
        .build()
        .unwrap();
    let (id, code, number) = (session_id(), code(), number());
    let check = client.check(&id, &code).claiming(&number).await;
    assert!(check.unwrap_err().is_unexpected_answer());
    client.session(&id).await.unwrap_err();
    assert_eq!(elsewhere.connections(), 0);
    for head in server.requests() {
        assert!(head.contains("x-of-the-caller: 1"), "{head}");
        assert!(!head.contains("accept-encoding"), "{head}");
    }
}

#[test]
fn public_types_and_futures_can_be_sent_and_shared() {
    fn sent_and_shared<T: Send + Sync + Unpin + 'static>() {}
    fn sent<T: Send>(_: T) {}
    fn spawned<T: Future + Send + Unpin + 'static>() {}
    sent_and_shared::<Client>();
    sent_and_shared::<ClientBuilder>();
    sent_and_shared::<BuildError>();
    sent_and_shared::<Error>();
    sent_and_shared::<Outcome>();
    sent_and_shared::<Session>();
    sent_and_shared::<Region>();
    sent_and_shared::<UnknownRegion>();
    sent_and_shared::<UnboundCheck<'static>>();
    sent_and_shared::<Check<'static>>();
    let client = client("http://localhost:1").build().unwrap();
    let (id, code, number) = (session_id(), code(), number());
    sent(client.session(&id));
    spawned::<Wait>();
    spawned::<ClaimingWait>();
    sent(client.changes(&id));
    sent(client.changes(&id).next());
    sent(client.check(&id, &code).claiming(&number).into_future());
}
