//! Requests on an HTTP client that is not the crate's own, and requests that cannot be sent.

use verify_api::Error;

use crate::server::{answer, client, read, server};

#[tokio::test]
async fn an_answer_from_where_a_redirect_led_is_unexpected() {
    let elsewhere = server(answer("200 OK", "", r#"{"status":"VERIFIED"}"#)).await;
    let location = format!("Location: {elsewhere}/\r\n");
    let url = server(answer("302 Found", &location, "")).await;
    let error = read(&client(&url), "a").await.expect_err("a redirect");
    assert!(matches!(error, Error::UnexpectedResponse(_)), "{error}");
    assert!(error.to_string().contains("followed a redirect"), "{error}");
}

#[tokio::test]
async fn a_request_too_long_for_a_url_is_refused_and_the_longest_is_sent() {
    let url = server(answer("200 OK", "", r#"{"attempt":3}"#)).await;
    let client = client(&url);
    let path = format!("{url}/api/v2/subaccounts/acme/sessions/");
    // What the `http` crate takes, which `reqwest` hands every URL to.
    let longest = 65_534 - path.len();
    let session = read(&client, &"a".repeat(longest))
        .await
        .expect("an answer");
    assert_eq!(session.attempt, Some(3));
    // The second is short, but not once it is encoded.
    for id in ["a".repeat(longest + 1), "é".repeat(longest / 5)] {
        let error = read(&client, &id).await.expect_err("too long");
        assert!(matches!(error, Error::InvalidRequest(_)), "{error}");
        assert!(error.to_string().contains("65534 bytes"), "{error}");
    }
}

#[tokio::test]
async fn a_parameter_that_cannot_be_sent_is_named_with_what_was_expected() {
    let url = server("").await;
    let error = read(&client(&url), "a/b").await.expect_err("no segment");
    let Error::InvalidRequest(reason) = error else {
        panic!("{error}");
    };
    assert_eq!(
        reason,
        "session_id: expected a single path segment: not empty, not `.` or `..`, and without slashes, \
         backslashes, and control characters"
    );
}
