//! Requests on an HTTP client that is not the crate's own, and requests that cannot be sent.

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use verify_api::{ApiKey, BaseUrl, Client, Error};

/// Answers every connection so, on a free port of the loopback address.
async fn server(answer: String) -> String {
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
                connection.write_all(answer.as_bytes()).await
            });
        }
    });
    format!("http://{address}")
}

fn ok(body: &str) -> String {
    let length = body.len();
    format!("HTTP/1.1 200 OK\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{body}")
}

#[expect(clippy::disallowed_methods, reason = "this is what is tested")]
fn client(url: &str) -> Client {
    let base_url = BaseUrl::parse(url).expect("a base URL");
    let key = ApiKey::new("any").expect("a key");
    Client::with_http_client(&base_url, key, reqwest::Client::new())
}

#[expect(clippy::disallowed_methods, reason = "this is what is tested")]
async fn read(
    client: &Client,
    id: &str,
) -> Result<Option<i64>, Error<verify_api::types::ApiError>> {
    let call = client.validate_verification();
    let answer = call.sub_account_id("acme").session_id(id).send().await?;
    Ok(answer.attempt)
}

#[tokio::test]
async fn an_answer_from_where_a_redirect_led_is_unexpected() {
    let elsewhere = server(ok(r#"{"status":"VERIFIED"}"#)).await;
    let url = server(format!(
        "HTTP/1.1 302 Found\r\nLocation: {elsewhere}/\r\nContent-Length: 0\r\n\r\n"
    ))
    .await;
    let error = read(&client(&url), "a").await.expect_err("a redirect");
    assert!(matches!(error, Error::UnexpectedResponse(_)), "{error}");
    assert!(error.to_string().contains("followed a redirect"), "{error}");
}

#[tokio::test]
async fn a_request_too_long_for_a_url_is_refused_and_the_longest_is_sent() {
    let url = server(ok(r#"{"attempt":3}"#)).await;
    let client = client(&url);
    let path = format!("{url}/api/v2/subaccounts/acme/sessions/");
    // What the `http` crate takes, which `reqwest` hands every URL to.
    let longest = 65_534 - path.len();
    let attempt = read(&client, &"a".repeat(longest))
        .await
        .expect("an answer");
    assert_eq!(attempt, Some(3));
    // The second is short, but not once it is encoded.
    for id in ["a".repeat(longest + 1), "é".repeat(longest / 5)] {
        let error = read(&client, &id).await.expect_err("too long");
        assert!(matches!(error, Error::InvalidRequest(_)), "{error}");
        assert!(error.to_string().contains("65534 bytes"), "{error}");
    }
}
