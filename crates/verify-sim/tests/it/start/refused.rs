//! What is refused, and sends nothing.

use reqwest::header::CONTENT_TYPE;
use serde_json::json;

use super::{NUMBER, start, to, with};
use crate::contract::StartChecked as _;
use crate::{client, frozen};

#[tokio::test]
async fn what_prose_and_contract_do_not_allow_is_refused_and_sends_nothing() {
    let sim = frozen().sub_account("acme").checked().await;
    let whole = [
        (json!({}), 1000, "destination"),
        (json!([]), 1000, "body"),
        (to(""), 1002, "destination"),
        (to("8765 4321"), 1002, "national form"),
        (to("+65 CALL ME"), 1002, "destination"),
        (to("+12345"), 1002, "7 to 15 digits"),
    ];
    // Each in the place of one member of a body that is right; the message names `expected`.
    let members = [
        ("destination", json!(6_598_765_432_u64), "destination"),
        ("country", json!("XX"), "country"),
        ("country", json!("SGP"), "country"),
        ("channel", json!("telegram"), "channel"),
        ("channel", json!(null), "channel"),
        ("channel", json!("whatsapp"), "templateName"),
        ("brand", json!("x".repeat(31)), "brand"),
        ("codeLength", json!(2), "codeLength"),
        ("codeLength", json!(4.5), "codeLength"),
        ("codeValidity", json!(7201), "codeValidity"),
        ("codeType", json!("DIGITS"), "codeType"),
        ("resendingInterval", json!(9), "resendingInterval"),
        ("resetSession", json!("true"), "resetSession"),
        ("callbackUrl", json!("no url"), "callbackUrl"),
        ("sms", json!({ "encoding": "UTF8" }), "encoding"),
        ("call", json!({ "speed": 2.5 }), "speed"),
        ("call", json!({ "repetition": 0 }), "repetition"),
    ];
    let members = members.map(|(name, value, expected)| {
        let body = with(to(NUMBER), name, value);
        (body, 1000, expected)
    });
    let no_template = json!({ "destination": NUMBER, "channel": "whatsapp", "whatsapp": {} });
    let table = whole.into_iter().chain(members);
    for (body, code, expected) in table.chain([(no_template, 1000, "templateName")]) {
        let (status, error) = start(&sim, body.clone()).await;
        assert_eq!(
            (status, &error["code"]),
            (400, &code.into()),
            "{body}: {error}"
        );
        let message = error["message"].as_str().unwrap();
        assert!(message.contains(expected), "{body}: {message}");
        assert!(!message.contains("98765432"), "{message}");
    }
    assert_eq!(sim.outbox(), []);
}

#[tokio::test]
async fn a_request_that_is_not_one_for_this_operation_is_refused_and_sends_nothing() {
    let sim = frozen().sub_account("acme").checked().await;
    let body = to(NUMBER).to_string();
    let url = format!("{}/api/v2/subaccounts/acme/sessions", sim.base_url());
    let at = |sub_account| {
        let url = url.replace("acme", sub_account);
        client().post(url).bearer_auth(sim.api_key())
    };
    let typed = |request: reqwest::RequestBuilder, content_type| {
        request
            .header(CONTENT_TYPE, content_type)
            .body(body.clone())
    };
    let json = |request| typed(request, "application/json");
    let table = [
        (at("acme").body(body.clone()), 415),
        (typed(at("acme"), "text/json"), 415),
        (json(at("acme")).body("{"), 400),
        (json(at("acme")).body(""), 400),
        (at("acme"), 400),
        (json(at("acme")).body(vec![b' '; 65 * 1024]), 413),
        (json(client().post(&url)), 401),
        (json(at("other")), 400),
        (json(at("a")), 400),
        (client().get(&url).bearer_auth(sim.api_key()), 405),
    ];
    for (at, (request, expected)) in table.into_iter().enumerate() {
        let response = request.send().await.unwrap();
        assert_eq!(response.status(), expected, "row {at}");
        if expected == 405 {
            assert_eq!(response.headers()["allow"], "POST");
        }
    }
    assert_eq!(sim.outbox(), []);
}
