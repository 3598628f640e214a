//! What the vendor does not document about starting, and a test can choose.

use std::time::Duration;

use verify_sim::State;

use super::{NUMBER, start, started, to, with};
use crate::contract::StartChecked as _;
use crate::{call, frozen};

#[tokio::test]
async fn assumptions_about_starting_can_be_set() {
    let assuming = |name: &'static str, value: &'static str| async move {
        frozen().assume(name, value).checked().await
    };
    let ten = Duration::from_secs(10);

    let sim = assuming("resend-too-soon", "400/1400").await;
    started(&sim, to(NUMBER)).await;
    assert_eq!(start(&sim, to(NUMBER)).await.0, 400);

    let sim = assuming("resend-attempts", "forgotten").await;
    let id = started(&sim, to(NUMBER)).await;
    call(&sim, &id, Some("none")).await;
    sim.advance(ten);
    assert_eq!(started(&sim, to(NUMBER)).await, id);
    sim.assert_attempts(&id, 0);

    let sim = assuming("reset-session", "new-id").await;
    let id = started(&sim, to(NUMBER)).await;
    sim.advance(ten);
    assert_ne!(
        started(&sim, with(to(NUMBER), "resetSession", true)).await,
        id
    );

    let sim = assuming("reset-too-soon", "sent").await;
    let id = started(&sim, to(NUMBER)).await;
    assert_eq!(
        started(&sim, with(to(NUMBER), "resetSession", true)).await,
        id
    );
    assert_eq!(sim.outbox().len(), 2);

    let sim = assuming("start-after-final", "same-id").await;
    let id = started(&sim, to(NUMBER)).await;
    sim.fail(&id);
    assert_eq!(started(&sim, to(NUMBER)).await, id);
    sim.assert_state(&id, State::Waiting);
    sim.assert_attempts(&id, 0);

    let sim = assuming("same-session", "number-and-channel").await;
    let id = started(&sim, to(NUMBER)).await;
    assert_ne!(started(&sim, with(to(NUMBER), "channel", "call")).await, id);
    assert_eq!(start(&sim, to(NUMBER)).await.0, 403);

    let sim = assuming("illegal-body", "400/1010").await;
    assert_eq!(
        start(&sim, with(to(NUMBER), "codeLength", 1)).await.1["code"],
        1010
    );

    let sim = assuming("illegal-number", "400/1000").await;
    assert_eq!(start(&sim, to("8765 4321")).await.1["code"], 1000);

    let sim = assuming("whatsapp-without-template", "sent").await;
    started(&sim, with(to(NUMBER), "channel", "whatsapp")).await;

    let sim = assuming("code-type", "ALPHANUMERIC_CAPITALS").await;
    started(&sim, with(to(NUMBER), "codeLength", 10)).await;
    let code = &sim.outbox()[0].code;
    assert!(code.bytes().any(|byte| byte.is_ascii_uppercase()), "{code}");
}
