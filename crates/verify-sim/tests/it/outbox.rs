//! The outbox, in process and over the control endpoint.

use std::net::Ipv4Addr;
use std::sync::Arc;
use std::time::Duration;

use serde_json::{Value, json};
use verify_sim::Simulator;

use crate::contract::{Checked, StartChecked as _};
use crate::start::{start, started};
use crate::{client, frozen};

const NUMBER: &str = "+6598765432";

async fn simulator() -> Checked {
    frozen().control((Ipv4Addr::LOCALHOST, 0)).checked().await
}

async fn messages(sim: &Simulator, query: &str) -> Value {
    let url = format!("{}messages{query}", sim.control_url().unwrap());
    let text = client()
        .get(url)
        .send()
        .await
        .unwrap()
        .text()
        .await
        .unwrap();
    serde_json::from_str(&text).unwrap()
}

#[tokio::test]
async fn messages_are_in_order_and_found_by_number() {
    let sim = simulator().await;
    for number in [NUMBER, "+6591234567"] {
        started(&sim, json!({ "destination": number })).await;
    }
    sim.advance(Duration::from_secs(10));
    started(&sim, json!({ "destination": NUMBER })).await;
    let numbers: Vec<_> = sim.outbox().iter().map(|it| it.number).collect();
    assert_eq!(numbers, [1, 2, 3]);
    let last = sim.last_message("65 9876 5432").unwrap();
    assert_eq!(last.number, 3);
    assert_eq!(sim.last_message("+6500000000"), None);

    let found = messages(&sim, "?to=%2B6598765432").await;
    assert_eq!(found["dropped"], 0);
    let found = found["messages"].as_array().unwrap();
    assert_eq!((found.len(), &found[0]["number"]), (2, &1.into()));
    assert_eq!(found[1]["code"], last.code);
    assert_eq!(found[1]["text"], last.text);
    assert_eq!(found[1]["channel"], "sms");
    // A plus sign that is not percent-encoded is a blank, and does not count.
    assert_eq!(
        messages(&sim, "?to=+6598765432&after=1").await["messages"][0]["number"],
        3
    );
    assert_eq!(
        messages(&sim, "").await["messages"]
            .as_array()
            .unwrap()
            .len(),
        3
    );
    for query in ["?wait=soon", "?to=nobody", "?too=1"] {
        let url = format!("{}messages{query}", sim.control_url().unwrap());
        assert_eq!(
            client().get(url).send().await.unwrap().status(),
            400,
            "{query}"
        );
    }
}

#[tokio::test]
async fn a_message_that_is_not_there_yet_is_waited_for() {
    let sim = Arc::new(simulator().await);
    // Nothing to wait for, and no message: an empty list.
    assert_eq!(
        messages(&sim, "?to=6598765432").await["messages"],
        json!([])
    );
    assert_eq!(
        messages(&sim, "?to=6598765432&wait=1ms").await["messages"],
        json!([])
    );
    let waiting = {
        let sim = Arc::clone(&sim);
        tokio::spawn(async move { messages(&sim, "?to=6598765432&wait=5m").await })
    };
    let in_process = {
        let sim = Arc::clone(&sim);
        tokio::spawn(async move { sim.wait_for_message(NUMBER).await })
    };
    // Another number's wakes nobody for good.
    started(&sim, json!({ "destination": "+6591234567" })).await;
    started(&sim, json!({ "destination": NUMBER })).await;
    let code = sim.last_message(NUMBER).unwrap().code;
    assert_eq!(waiting.await.unwrap()["messages"][0]["code"], code);
    assert_eq!(in_process.await.unwrap().code, code);
}

#[tokio::test]
async fn the_outbox_and_the_sessions_are_bounded() {
    let sim = frozen().max_messages(2).max_sessions(3).checked().await;
    for last in 0..3 {
        started(&sim, json!({ "destination": format!("+659876543{last}") })).await;
    }
    let numbers: Vec<_> = sim.outbox().iter().map(|it| it.number).collect();
    assert_eq!(numbers, [2, 3]);
    let (status, error) = start(&sim, json!({ "destination": "+6598765439" })).await;
    assert_eq!(status, 500, "{error}");
    // Those that are over make room, and nobody's number is remembered for them.
    sim.advance(Duration::from_secs(5 * 60));
    for last in 0..100 {
        started(
            &sim,
            json!({ "destination": format!("+65987654{last:02}") }),
        )
        .await;
        sim.advance(Duration::from_secs(5 * 60));
    }
    assert_eq!(sim.outbox().len(), 2);
}

#[tokio::test]
async fn a_message_comes_from_where_its_channel_was_told() {
    let sim = simulator().await;
    let sources = json!({ "sms": { "source": "Acme" }, "call": { "source": "6561234567" } });
    for (channel, expected) in [
        ("sms", Some("Acme")),
        ("call", Some("6561234567")),
        ("viber", None),
    ] {
        let mut body = json!({ "destination": NUMBER, "channel": channel, "resetSession": true });
        if let Some(source) = sources.get(channel) {
            body[channel] = source.clone();
        }
        sim.advance(Duration::from_secs(60));
        started(&sim, body).await;
        assert_eq!(
            sim.last_message(NUMBER).unwrap().source.as_deref(),
            expected,
            "{channel}"
        );
    }
}
