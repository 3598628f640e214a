//! The simulator behind a wiremock server.

use verify_sim::{Fault, State};
use wiremock::matchers::{any, path_regex};
use wiremock::{Mock, MockServer};

use crate::{ID, client, frozen};

#[tokio::test]
async fn a_mock_server_answers_with_the_simulators_sessions() {
    let sim = frozen().start().await.unwrap();
    sim.session(ID).code("1234");
    let server = MockServer::start().await;
    Mock::given(path_regex("/sessions/"))
        .respond_with(sim.responder())
        .mount(&server)
        .await;
    let call = |code: &str| {
        let url = format!(
            "{}/api/v2/subaccounts/acme/sessions/{ID}?code={code}",
            server.uri()
        );
        client().get(url).bearer_auth(sim.api_key()).send()
    };
    assert!(
        call("0000")
            .await
            .unwrap()
            .text()
            .await
            .unwrap()
            .contains("\"attempt\":1")
    );
    assert!(
        call("1234")
            .await
            .unwrap()
            .text()
            .await
            .unwrap()
            .contains("VERIFIED")
    );
    sim.assert_state(ID, State::Verified);
    sim.assert_checks(ID, 2);

    sim.inject(Fault::Throttled(std::time::Duration::from_secs(3)));
    let throttled = call("1234").await.unwrap();
    assert_eq!(
        (
            throttled.status().as_u16(),
            &throttled.headers()["retry-after"]
        ),
        (429, &"3".parse().unwrap())
    );
    sim.inject(Fault::ResetAfter);
    assert_eq!(call("1234").await.unwrap().status(), 500);
}

#[tokio::test]
async fn a_mock_server_refuses_as_the_service_does() {
    let sim = frozen().start().await.unwrap();
    let server = MockServer::start().await;
    Mock::given(any())
        .respond_with(sim.responder())
        .mount(&server)
        .await;
    let url = format!("{}/api/v2/subaccounts/acme/sessions/{ID}", server.uri());
    let response = client().get(url).send().await.unwrap();
    assert_eq!(response.status(), 401);
    assert!(response.headers().contains_key("www-authenticate"));
}

#[tokio::test]
async fn a_mock_server_starts_verifications() {
    let sim = frozen().start().await.unwrap();
    let server = MockServer::start().await;
    let mock = Mock::given(any()).respond_with(sim.responder());
    mock.mount(&server).await;
    let url = format!("{}/api/v2/subaccounts/acme/sessions", server.uri());
    let request = client().post(url).bearer_auth(sim.api_key());
    let request = request
        .header("content-type", "application/json")
        .body(r#"{"destination":"+6598765432"}"#);
    assert_eq!(request.send().await.unwrap().status(), 200);
    assert!(sim.last_message("+6598765432").is_some());
}
