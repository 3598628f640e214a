//! What both sides of the `check` benchmarks share: a server in the same process, and the request
//! written by hand.

use std::io::{Read as _, Write as _};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::time::Duration;

use serde::Deserialize;
use verify_ext::{Client, Outcome, PhoneNumber, SessionId, VerificationCode};

const ANSWER: &[u8] = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 279\r\n\r\n\
{\"sessionId\":\"a44a91be5ea5ea118169020897df5459\",\"verifyUri\":\"/api/v2/subaccounts/demo-account-123/sessions/a44a91be5ea5ea118169020897df5459\",\"destination\":\"+19876543210\",\"status\":\"VERIFIED\",\"attempt\":0,\"expiresAt\":\"2025-12-18T05:59:54.09Z\",\"retryAfter\":\"2025-12-18T05:55:04.09Z\"}";

const SESSION: &str = "a44a91be5ea5ea118169020897df5459";
const KEY: &str = "3f9a-not-a-real-key";

/// Starts the server; it answers every request with one session, and allocates nothing for it.
pub(crate) fn serve() -> String {
    let length = ANSWER.len()
        - ANSWER
            .windows(4)
            .position(|w| w == b"\r\n\r\n")
            .unwrap_or(0)
        - 4;
    assert_eq!(length, 279, "the stated length is the body's");
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a loopback port is free");
    let address = listener
        .local_addr()
        .expect("a bound listener has an address");
    std::thread::spawn(move || {
        for connection in listener.incoming().flatten() {
            std::thread::spawn(move || answer_all(connection));
        }
    });
    format!("http://{address}")
}

fn answer_all(mut connection: TcpStream) {
    let mut buffer = [0; 4096];
    let mut filled = 0;
    while let Ok(length @ 1..) = connection.read(&mut buffer[filled..]) {
        filled += length;
        if buffer[..filled].ends_with(b"\r\n\r\n") {
            filled = 0;
            if connection.write_all(ANSWER).is_err() {
                return;
            }
        }
    }
}

/// Whether calls share connections or each makes one.
#[derive(Clone, Copy)]
pub(crate) enum Connections {
    Reused,
    #[allow(dead_code, reason = "one of the benchmarks does not measure it")]
    Fresh,
}

/// The HTTP client, with the settings that both sides use.
fn http(connections: Connections) -> reqwest::Client {
    let idle = match connections {
        Connections::Reused => 128,
        Connections::Fresh => 0,
    };
    reqwest::Client::builder()
        .pool_max_idle_per_host(idle)
        .connect_timeout(Duration::from_secs(3))
        .redirect(reqwest::redirect::Policy::none())
        .referer(false)
        .retry(reqwest::retry::never())
        .no_proxy()
        .build()
        .expect("a client can be made")
}

/// `verify-ext` as its README shows it.
pub(crate) struct Ours {
    client: Client,
    session: SessionId,
    code: VerificationCode,
    number: PhoneNumber,
}

impl Ours {
    pub(crate) fn new(url: &str, connections: Connections) -> Self {
        let client = Client::builder()
            .base_url(url)
            .sub_account("demo-account-123")
            .api_key(KEY)
            .reuse_connections(matches!(connections, Connections::Reused))
            .pool_max_idle(128)
            .build()
            .expect("a client can be made");
        Self {
            client,
            session: SessionId::new(SESSION).expect("an id"),
            code: VerificationCode::new("123456").expect("a code"),
            number: PhoneNumber::new("+1 987 654 3210").expect("a number"),
        }
    }

    pub(crate) async fn check(&self) {
        let outcome = self
            .client
            .check(&self.session, &self.code)
            .claiming(&self.number)
            .await;
        assert_eq!(outcome.expect("an answer"), Outcome::Verified);
    }
}

/// The same request as somebody would write it with `reqwest` and `serde`.
pub(crate) struct ByHand {
    client: reqwest::Client,
    url: String,
}

#[derive(Deserialize)]
#[expect(clippy::struct_field_names, reason = "the vendor's names")]
#[serde(rename_all = "camelCase")]
struct Session {
    session_id: Option<String>,
    verify_uri: Option<String>,
    destination: Option<String>,
    status: Option<String>,
    attempt: Option<u8>,
    expires_at: Option<String>,
    retry_after: Option<String>,
}

impl ByHand {
    pub(crate) fn new(url: &str, connections: Connections) -> Self {
        Self {
            client: http(connections),
            url: url.to_owned(),
        }
    }

    pub(crate) async fn check(&self) {
        let url = format!(
            "{}/api/v2/subaccounts/demo-account-123/sessions/{SESSION}",
            self.url
        );
        let session: Session = self
            .client
            .get(url)
            .query(&[("code", "123456")])
            .bearer_auth(KEY)
            .header("accept", "application/json")
            .header("user-agent", "by-hand/1.0")
            .timeout(Duration::from_secs(10))
            .send()
            .await
            .and_then(reqwest::Response::error_for_status)
            .expect("an answer")
            .json()
            .await
            .expect("a session");
        assert!(session.session_id.is_some() && session.verify_uri.is_some());
        assert!(session.expires_at.is_some() && session.retry_after.is_some());
        assert_eq!(session.attempt, Some(0));
        assert_eq!(session.status.as_deref(), Some("VERIFIED"));
        assert_eq!(session.destination.as_deref(), Some("+19876543210"));
    }
}
