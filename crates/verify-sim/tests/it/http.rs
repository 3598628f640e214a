//! HTTP as it should be: unknown paths, methods, keys, and parameters.

use crate::contract::StartChecked as _;
use crate::{ID, call, client, frozen, request};

const ERRORS: [&str; 3] = ["code", "errorId", "timestamp"];

async fn parts(
    request: reqwest::RequestBuilder,
) -> (u16, reqwest::header::HeaderMap, serde_json::Value) {
    let response = request.send().await.unwrap();
    let (status, headers) = (response.status().as_u16(), response.headers().clone());
    let body = response.bytes().await.unwrap();
    (status, headers, serde_json::from_slice(&body).unwrap())
}

#[tokio::test]
async fn refusals_are_what_http_wants_and_carry_the_documented_error() {
    let sim = frozen().sub_account("acme").checked().await;
    sim.session(ID);
    let base = sim.base_url();
    let path = format!("{base}/api/v2/subaccounts/acme/sessions/{ID}");
    let get = |url: &str| client().get(url.to_owned()).bearer_auth(sim.api_key());
    let table = [
        (get(&format!("{base}/")), 404, 1300),
        (
            get(&format!("{base}/api/v2/subaccounts/acme/sessions/")),
            404,
            1300,
        ),
        (client().post(&path).bearer_auth(sim.api_key()), 405, 1000),
        (client().get(&path), 401, 1200),
        (client().get(&path).bearer_auth("wrong"), 401, 1200),
        (
            client().get(&path).basic_auth("verify-sim-key", Some("")),
            401,
            1200,
        ),
        (
            get(&format!("{base}/api/v2/subaccounts/other/sessions/{ID}")),
            400,
            1001,
        ),
        (
            get(&format!("{base}/api/v2/subaccounts/ab/sessions/{ID}")),
            400,
            1000,
        ),
        (
            get(&format!(
                "{base}/api/v2/subaccounts/a%20b%20c/sessions/{ID}"
            )),
            400,
            1000,
        ),
        (
            get(&format!("{base}/api/v2/subaccounts/acme/sessions/%ff")),
            400,
            1000,
        ),
        (get(&format!("{path}?code=")), 400, 1000),
        (get(&format!("{path}?code")), 400, 1000),
        (get(&format!("{path}?code=12")), 400, 1000),
        (get(&format!("{path}?code=12345678901")), 400, 1000),
        (get(&format!("{path}?code=%ff%ff%ff")), 400, 1000),
        (get(&format!("{path}?code=1234&code=1234")), 400, 1000),
        (
            get(&format!("{base}/api/v2/subaccounts/acme/sessions/unknown")),
            404,
            1404,
        ),
        (get(&format!("{path}?pad={}", "x".repeat(9_000))), 414, 1000),
    ];
    for (number, (request, expected, code)) in table.into_iter().enumerate() {
        let (status, headers, body) = parts(request).await;
        assert_eq!(
            (status, &body["code"]),
            (expected, &code.into()),
            "row {number}: {body}"
        );
        assert_eq!(headers["content-type"], "application/json", "row {number}");
        assert!(
            ERRORS.iter().all(|name| body.get(name).is_some()),
            "row {number}: {body}"
        );
        assert_eq!(
            headers.contains_key("www-authenticate"),
            expected == 401,
            "row {number}"
        );
        assert_eq!(
            headers.contains_key("allow"),
            expected == 405,
            "row {number}"
        );
        if expected == 405 {
            assert_eq!(headers["allow"], "GET");
        }
    }
    sim.assert_attempts(ID, 0);
    assert_eq!(sim.record().requests().count(), 18);
}

#[tokio::test]
async fn a_method_that_is_not_documented_changes_nothing_even_with_a_right_code() {
    let sim = frozen().checked().await;
    sim.session(ID).code("1234");
    let url = format!(
        "{}/api/v2/subaccounts/acme/sessions/{ID}?code=1234",
        sim.base_url()
    );
    for method in ["HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE", "BREW"] {
        let method = reqwest::Method::from_bytes(method.as_bytes()).unwrap();
        let response = client().request(method, &url).bearer_auth(sim.api_key());
        assert_eq!(response.send().await.unwrap().status(), 405);
    }
    sim.assert_state(ID, verify_sim::State::Waiting);
}

#[tokio::test]
async fn ids_and_codes_arrive_as_they_were_sent() {
    let sim = frozen().checked().await;
    sim.session("naïve & 100%").code("é +&=?#%");
    let id = "na%C3%AFve%20%26%20100%25";
    let (status, body) = call(&sim, id, Some("%C3%A9+%2B%26%3D%3F%23%25")).await;
    assert_eq!((status, &body["status"]), (200, &"VERIFIED".into()));
    assert_eq!(body["sessionId"], "naïve & 100%");
    let record = sim.record();
    let sent = record.requests().next().unwrap();
    assert_eq!(sent.code.as_deref(), Some("é +&=?#%"));
    assert_eq!(sent.session.as_deref(), Some("naïve & 100%"));
}

#[tokio::test]
async fn a_scheme_counts_in_any_case_and_a_key_does_not() {
    let sim = frozen().api_key("Key").checked().await;
    sim.session(ID);
    for (value, expected) in [
        ("bearer Key", 200),
        ("BEARER Key", 200),
        ("Bearer key", 401),
        ("Bearer", 401),
        ("Key", 401),
    ] {
        let url = format!("{}/api/v2/subaccounts/acme/sessions/{ID}", sim.base_url());
        let response = client()
            .get(url)
            .header("authorization", value)
            .send()
            .await
            .unwrap();
        assert_eq!(response.status(), expected, "{value}");
    }
}

#[tokio::test]
async fn whether_it_is_up_can_be_asked() {
    let sim = frozen().checked().await;
    let url = format!("{}/healthz", sim.base_url());
    assert_eq!(client().get(url).send().await.unwrap().status(), 200);
    assert!(request(&sim, ID, None).send().await.unwrap().status() == 404);
}

#[tokio::test]
async fn a_key_that_no_client_could_send_is_refused() {
    for key in ["", "a b", "a\n", "é"] {
        let error = frozen().api_key(key).start().await.unwrap_err();
        assert!(
            error.to_string().starts_with("the API key has to be"),
            "{key:?}: {error}"
        );
    }
}

#[tokio::test]
async fn a_wrong_key_is_challenged_with_401_and_with_no_other_status() {
    for (assumed, status) in [("401/1200", 401), ("400/1200", 400)] {
        let sim = frozen().assume("wrong-key", assumed).checked().await;
        let url = format!("{}/api/v2/subaccounts/acme/sessions/{ID}", sim.base_url());
        let response = client().get(url).bearer_auth("wrong").send().await.unwrap();
        assert_eq!(response.status(), status);
        let challenged = response.headers().contains_key("www-authenticate");
        assert_eq!(challenged, status == 401);
    }
}
