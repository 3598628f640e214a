//! The page of the simulator.

use std::net::Ipv4Addr;

use verify_ext::{Client, Outcome, PhoneNumber, SessionId, VerificationCode};
use verify_sim::{Fault, Simulator, State};

use crate::chromium::Page;
use crate::{picture, start};

const PICTURE: &str = "page.png";
const ID: &str = "18b526ad-d063-48c0-bb93-4e71f042f047";
/// What would run if it were taken for markup.
const HOSTILE: &str = "<img src=x onerror=document.title=1>";

async fn simulator() -> Simulator {
    let start = humantime::parse_rfc3339("2025-12-18T14:00:00Z").unwrap();
    Simulator::builder()
        .starting_at(start)
        .frozen()
        .control((Ipv4Addr::LOCALHOST, 0))
        .start()
        .await
        .unwrap()
}

async fn check(sim: &Simulator, id: &str, code: &str) -> Result<Outcome, verify_ext::Error> {
    let client = Client::builder()
        .base_url(sim.base_url())
        .sub_account("acme")
        .api_key(sim.api_key())
        .build()
        .unwrap();
    let (id, code) = (
        SessionId::new(id).unwrap(),
        VerificationCode::new(code).unwrap(),
    );
    let number = PhoneNumber::new("+65 9876 5432").unwrap();
    client.check(&id, &code).claiming(&number).await
}

/// An expression for the text of a session's cell, counted from 0.
fn cell(id: &str, at: usize) -> String {
    format!("document.querySelector('#sessions [data-key=\"{id}\"]').cells[{at}].textContent")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_page_shows_what_happens_and_its_buttons_do_what_they_say() {
    let sim = simulator().await;
    let other = start(&sim, r#"{"destination":"+19876543210","channel":"call"}"#).await;
    let text = r#"{"destination":"+6591234567","brand":"Kopi","template":"{code} opens {brand}"}"#;
    start(&sim, text).await;
    sim.session(ID).code("1234").destination("+6598765432");
    let Some(mut page) = Page::open(sim.control_url().unwrap(), 1200, 640).await else {
        return;
    };
    // What was sent shows, the newest first, with its code marked.
    let message = sim.last_message("+6591234567").unwrap();
    let row = |at: usize| format!("document.querySelector('#messages').rows[{at}].innerText");
    page.until(&format!(
        "{}.includes('{} opens Kopi')",
        row(0),
        message.code
    ))
    .await;
    page.until(&format!("{}.includes('call')", row(1))).await;
    let marked = "document.querySelector('#messages mark').textContent";
    assert_eq!(page.evaluate(marked).await, *message.code);
    page.until(&format!("{} === '1234'", cell(ID, 1))).await;
    page.until(&format!("{} === '5:00'", cell(ID, 5))).await;

    // What happens elsewhere shows by itself.
    let wrong = check(&sim, ID, "0000").await.unwrap();
    assert_eq!(
        wrong,
        Outcome::WrongCode {
            attempts_left: Some(4)
        }
    );
    page.until(&format!("{} === '1'", cell(ID, 4))).await;
    page.until("document.querySelector('#record').innerText.includes('wrong code 1')")
        .await;

    page.click("[data-advance='1m']").await;
    page.until(&format!("{} === '4:00'", cell(ID, 5))).await;

    // The form's first choice: the answer to the next call is lost.
    page.click("#inject button:not([type])").await;
    page.until("document.querySelector('#faults').textContent === 'reset-after, once'")
        .await;
    let right = check(&sim, ID, "1234").await.unwrap();
    assert_eq!(right, Outcome::Verified);
    sim.assert_state(ID, State::Verified);
    sim.assert_checks(ID, 2);
    page.until(&format!("{} === 'VERIFIED'", cell(ID, 3))).await;
    page.until("document.querySelector('#record').innerText.includes('reset-after')")
        .await;

    picture(&mut page, PICTURE).await;

    page.click(&format!("[data-fail='{other}']")).await;
    page.until(&format!("{} === 'FAILED'", cell(&other, 3)))
        .await;
    sim.assert_state(&other, State::Failed);

    page.click("#freeze").await;
    page.until("document.querySelector('#freeze').textContent === 'freeze'")
        .await;
    page.click("#freeze").await;
    page.until("document.querySelector('#frozen').textContent === 'frozen'")
        .await;

    sim.inject(Fault::Nulls.always());
    page.until("document.querySelector('#faults').textContent !== ''")
        .await;
    page.click("#clear").await;
    page.until("document.querySelector('#faults').textContent === ''")
        .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_page_loads_nothing_from_elsewhere_and_runs_nothing_that_a_client_sent() {
    let sim = simulator().await;
    sim.session("plain").destination(HOSTILE);
    let hostile = serde_json::json!({ "destination": "+6598765432", "template": HOSTILE });
    start(&sim, &hostile.to_string()).await;
    let Some(mut page) = Page::open(sim.control_url().unwrap(), 1200, 640).await else {
        return;
    };
    page.until(&format!("{} === '{HOSTILE}'", cell("plain", 2)))
        .await;
    let text = "document.querySelector('#messages .text').textContent";
    page.until(&format!("{text} === '{HOSTILE}'")).await;
    let others = "performance.getEntriesByType('resource')\
                  .filter((it) => !it.name.startsWith(location.origin) && !it.name.startsWith('data:')).length";
    assert_eq!(page.evaluate(others).await, 0);
    assert_eq!(page.evaluate("document.images.length").await, 0);
    assert_eq!(page.evaluate("document.title").await, "verify-sim");
    // The policy of the page stands by itself: even a script of the page's own gets nowhere else.
    let elsewhere =
        "fetch('http://127.0.0.1:9/').then(() => 'sent', (error) => error.constructor.name)";
    assert_eq!(page.evaluate(elsewhere).await, "TypeError");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn messages_are_found_by_number_and_a_code_is_copied_by_its_button() {
    let sim = simulator().await;
    start(&sim, r#"{"destination":"+6598765432"}"#).await;
    start(&sim, r#"{"destination":"+6591234567"}"#).await;
    let Some(mut page) = Page::open(sim.control_url().unwrap(), 1200, 640).await else {
        return;
    };
    page.until("document.querySelector('#messages').rows.length === 2")
        .await;
    page.click("[data-to='+6598765432']").await;
    page.until("document.querySelector('#messages').rows.length === 1")
        .await;
    // A new message to another number does not show while one is picked.
    start(&sim, r#"{"destination":"+6581111111"}"#).await;
    page.until("document.querySelector('#message-count').textContent === '1 of 3'")
        .await;
    let code = sim.last_message("+6598765432").unwrap().code;
    page.allow_clipboard().await;
    page.click(&format!("[data-copy='{code}']")).await;
    page.until(&format!(
        "navigator.clipboard.readText().then((text) => text === '{code}')"
    ))
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_link_of_a_silent_session_verifies_it_and_goes() {
    let sim = simulator().await;
    let id = start(&sim, r#"{"destination":"+6598765432","channel":"sma"}"#).await;
    let Some(mut page) = Page::open(sim.control_url().unwrap(), 1200, 640).await else {
        return;
    };
    page.until(&format!("{} === 'WAITING'", cell(&id, 3))).await;
    page.click("#sessions a").await;
    page.until(&format!("{} === 'VERIFIED'", cell(&id, 3)))
        .await;
    page.until("!document.querySelector('#sessions a')").await;
    sim.assert_state(&id, State::Verified);
}
