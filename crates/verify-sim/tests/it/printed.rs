//! What `Debug` shows: what helps to find a fault, and no code.

use serde_json::json;
use verify_sim::{Fault, Scenario, State};

use crate::contract::StartChecked as _;
use crate::start::started;
use crate::{call, frozen};

#[tokio::test]
async fn debug_shows_what_helps_and_no_code() {
    let builder = frozen();
    assert_eq!(
        format!("{builder:?}"),
        "SimulatorBuilder { listen: 127.0.0.1:0, .. }"
    );
    let scenario = Scenario::parse("s.yaml", "sessions: [{id: a}, {id: b}]").unwrap();
    assert_eq!(
        format!("{scenario:?}"),
        "Scenario { sessions: 2, faults: 0, .. }"
    );
    let sim = builder.checked().await;
    let url = sim.base_url();
    let printed = format!("Simulator {{ base_url: \"{url}\", control_url: None, .. }}");
    assert_eq!(format!("{:?}", *sim), printed);
    let seeded = sim.session("a").code("739281").inject(Fault::ExtraFields);
    assert_eq!(format!("{seeded:?}"), "SeededSession { id: \"a\", .. }");
    call(&sim, "a", Some("739281")).await;
    sim.assert_state("a", State::Verified);
    let record = sim.record();
    assert_eq!(
        format!("{:?}", record.requests().next().unwrap()),
        "RecordedRequest { number: 2, method: \"GET\", call: Some(Check), session: Some(\"a\"), \
         status: Some(200), faults: [\"extra-fields\"], .. }"
    );
    assert_eq!(
        format!("{:?}", record.transitions().next().unwrap()),
        "RecordedTransition { number: 1, session: \"a\", from: Waiting, to: Verified, attempt: 0, \
         has_callback_url: false, .. }"
    );
    let id = started(&sim, json!({ "destination": "+6598765432" })).await;
    let expected = format!("Message {{ number: 1, channel: Sms, session: \"{id}\", .. }}");
    assert_eq!(format!("{:?}", sim.outbox()[0]), expected);
}
