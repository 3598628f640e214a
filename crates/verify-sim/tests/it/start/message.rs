//! The message that a start sends: its code, its text, and its channel.

use serde_json::json;

use super::{NUMBER, start, started, to, with};
use crate::contract::StartChecked as _;
use crate::frozen;

#[tokio::test]
async fn codes_are_drawn_by_length_and_type_and_the_same_for_the_same_seed() {
    let codes = |seed| async move {
        let sim = frozen().seed(seed).checked().await;
        let types = [
            "NUMERIC",
            "NUMERIC_WITH_DASH",
            "ALPHANUMERIC",
            "ALPHANUMERIC_CAPITALS",
            "ALPHANUMERIC_EASY",
        ];
        for (at, of) in types.into_iter().enumerate() {
            let body = with(to(&format!("+659876543{at}")), "codeType", of);
            // What is refused draws nothing.
            assert_eq!(
                start(&sim, with(body.clone(), "codeLength", 11)).await.0,
                400
            );
            started(&sim, with(body, "codeLength", at + 6)).await;
        }
        let messages = sim.outbox();
        messages.into_iter().map(|it| it.code).collect::<Vec<_>>()
    };
    let first = codes(7).await;
    assert_eq!(first, codes(7).await);
    assert_ne!(first, codes(8).await);
    let lengths: Vec<_> = first.iter().map(String::len).collect();
    assert_eq!(lengths, [6, 7, 8, 9, 10]);
    assert_eq!(first[1].find('-'), Some(3), "{first:?}");
    let sim = frozen().checked().await;
    started(&sim, to(NUMBER)).await;
    assert_eq!(sim.outbox()[0].code.len(), 4);
}

#[tokio::test]
async fn the_text_is_the_template_with_code_and_brand_filled_in_once() {
    let sim = frozen()
        .assume("message-text", "{brand}={code}")
        .checked()
        .await;
    let table = [
        (
            json!({ "template": "{brand}: {code}!", "brand": "{code}" }),
            "{code}: CODE!",
        ),
        (
            json!({ "template": "{ {brand} {code", "brand": "A" }),
            "{ A {code",
        ),
        (json!({ "template": "no place" }), "no place"),
        (
            json!({ "template": "{code}{code}", "channel": "call" }),
            "CODECODE",
        ),
        (
            json!({ "channel": "viber", "template": "for texts and calls only", "brand": "B" }),
            "B=CODE",
        ),
        (
            json!({ "whatsapp": { "templateName": "for another channel" } }),
            "=CODE",
        ),
        (
            json!({ "channel": "whatsapp", "whatsapp": { "templateName": "abc" } }),
            "=CODE",
        ),
    ];
    for (at, (mut body, text)) in table.into_iter().enumerate() {
        body["destination"] = format!("+659876543{at}").into();
        started(&sim, body).await;
        let message = sim.outbox().pop().unwrap();
        assert_eq!(
            message.text,
            text.replace("CODE", &message.code),
            "row {at}"
        );
    }
    let messages = sim.outbox();
    let channels: Vec<_> = messages.iter().map(|it| it.channel.as_str()).collect();
    assert_eq!(
        channels,
        ["sms", "sms", "sms", "call", "viber", "sms", "whatsapp"]
    );
    assert_eq!(messages[5].template_name, None);
    assert_eq!(messages[6].template_name.as_deref(), Some("abc"));
}

#[tokio::test]
async fn a_message_has_what_its_channel_was_given() {
    let sim = frozen().checked().await;
    let body = json!({
        "destination": "8765 4321", "country": "SG", "language": "en-US", "channel": "call",
        "call": { "source": "+19876543210", "speed": 0.8 }, "sms": { "source": "ABC" },
    });
    started(&sim, body).await;
    let message = sim.last_message("6587654321").unwrap();
    assert_eq!(message.to, "+6587654321");
    assert_eq!(message.sub_account, "acme");
    assert_eq!(message.source.as_deref(), Some("+19876543210"));
    assert_eq!(message.language.as_deref(), Some("en-US"));
    let shown = format!("{message:?} {:?}", sim.record());
    for secret in [&*message.code, "8765", &message.text] {
        assert!(!shown.contains(secret), "{shown}");
    }
}
