//! A server that says one thing to everybody, and clients for it.

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use verify_api::types::{ApiError, Session};
use verify_api::{ApiKey, BaseUrl, Client, Error, ResponseValue};

pub(crate) const KEY: &str = "key-7392810465";

/// Answers every connection with these bytes and closes it; gives the URL.
pub(crate) async fn server(answer: impl Into<Vec<u8>>) -> String {
    let answer = answer.into();
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let address = listener.local_addr().expect("an address");
    tokio::spawn(async move {
        while let Ok((mut connection, _)) = listener.accept().await {
            let answer = answer.clone();
            tokio::spawn(async move {
                let mut head = Vec::new();
                while !head.ends_with(b"\r\n\r\n") {
                    head.push(connection.read_u8().await?);
                }
                connection.write_all(&answer).await
            });
        }
    });
    format!("http://{address}")
}

/// An answer with its status, more header lines, and its body.
pub(crate) fn answer(status: &str, headers: &str, body: &str) -> String {
    let length = body.len();
    format!(
        "HTTP/1.1 {status}\r\nContent-Length: {length}\r\n{headers}Connection: close\r\n\r\n{body}"
    )
}

#[expect(clippy::disallowed_methods, reason = "this is what is tested")]
pub(crate) fn client_on(url: &str, http: reqwest::Client) -> Client {
    let base_url = BaseUrl::parse_allowing_cleartext(url).expect("a base URL");
    let key = ApiKey::new(KEY).expect("a key");
    Client::with_http_client(&base_url, key, http)
}

pub(crate) fn client(url: &str) -> Client {
    client_on(url, reqwest::Client::new())
}

#[expect(clippy::disallowed_methods, reason = "this is what is tested")]
pub(crate) async fn read(
    client: &Client,
    id: &str,
) -> Result<ResponseValue<Session>, Error<ApiError>> {
    let call = client.validate_verification();
    call.sub_account_id("acme").session_id(id).send().await
}
