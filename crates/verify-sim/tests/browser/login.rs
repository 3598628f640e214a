//! The example `login`, as a person uses it.

#[path = "../../examples/login/app.rs"]
mod app;

use std::sync::Arc;

use app::App;
use tokio::net::TcpListener;
use verify_ext::Client;
use verify_sim::{Fault, Simulator};

use crate::chromium::Page;
use crate::picture;

const NUMBER: &str = "+65 9876 5432";

/// The login in a browser; `None` if there is no browser.
async fn open() -> Option<(Arc<Simulator>, Page)> {
    let sim = Arc::new(Simulator::builder().frozen().start().await.unwrap());
    let client = Client::builder()
        .base_url(sim.base_url())
        .sub_account("acme")
        .api_key(sim.api_key())
        .build()
        .unwrap();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/", listener.local_addr().unwrap());
    let router = App::new(client, Arc::clone(&sim)).router();
    tokio::spawn(async move { axum::serve(listener, router).await });
    let page = Page::open(&url, 800, 470).await?;
    Some((sim, page))
}

async fn enter(page: &mut Page, field: &str, text: &str) {
    page.until(&format!("document.activeElement.id === '{field}'"))
        .await;
    page.evaluate("document.activeElement.value = ''").await;
    page.type_text(text).await;
    page.click(&format!("#{field}-form button")).await;
}

async fn shows(page: &mut Page, text: &str) {
    page.until(&format!("document.body.innerText.includes({text:?})"))
        .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_person_logs_in_by_the_code_on_the_phone_after_a_wrong_one() {
    let Some((sim, mut page)) = open().await else {
        return;
    };
    enter(&mut page, "number", NUMBER).await;
    let message = sim.wait_for_message(NUMBER).await;
    shows(&mut page, &message.text).await;
    enter(&mut page, "code", "none").await;
    shows(&mut page, "That code is wrong.").await;
    picture(&mut page, "login.png").await;
    enter(&mut page, "code", "x").await;
    shows(&mut page, "That is not a code.").await;
    sim.assert_attempts(&message.session, 1);
    enter(&mut page, "code", &message.code).await;
    shows(&mut page, "Welcome").await;
    shows(&mut page, "You are logged in.").await;
    sim.assert_checks(&message.session, 2);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_lost_answer_to_the_right_code_lets_in_and_one_to_a_wrong_code_counts_once() {
    let Some((sim, mut page)) = open().await else {
        return;
    };
    enter(&mut page, "number", NUMBER).await;
    let message = sim.wait_for_message(NUMBER).await;
    sim.inject(Fault::ResetAfter.once().for_checks());
    enter(&mut page, "code", "none").await;
    shows(&mut page, "We do not know yet whether that was right.").await;
    sim.assert_attempts(&message.session, 1);
    sim.inject(Fault::ResetAfter.once().for_checks());
    enter(&mut page, "code", &message.code).await;
    shows(&mut page, "Welcome").await;
    sim.assert_checks(&message.session, 2);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_lost_answer_to_the_number_sends_the_same_code_again_and_never_twice_at_once() {
    let Some((sim, mut page)) = open().await else {
        return;
    };
    sim.inject(Fault::ResetAfter.once().for_starts());
    enter(&mut page, "number", NUMBER).await;
    shows(&mut page, "We do not know whether a code is on its way.").await;
    let lost = sim.wait_for_message(NUMBER).await;
    enter(&mut page, "number", NUMBER).await;
    shows(&mut page, "We sent you a code a moment ago.").await;
    assert_eq!(sim.outbox().len(), 1);
    sim.advance(std::time::Duration::from_secs(10));
    enter(&mut page, "number", NUMBER).await;
    shows(&mut page, "The code we sent you").await;
    let again = sim.last_message(NUMBER).unwrap();
    assert_eq!((&again.session, &again.code), (&lost.session, &lost.code));
    enter(&mut page, "code", &again.code).await;
    shows(&mut page, "Welcome").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_no_number_and_what_is_locked_is_said() {
    let Some((sim, mut page)) = open().await else {
        return;
    };
    enter(&mut page, "number", "12 34").await;
    shows(&mut page, "That is not a phone number.").await;
    assert_eq!(sim.outbox(), []);
    enter(&mut page, "number", NUMBER).await;
    let message = sim.wait_for_message(NUMBER).await;
    sim.fail(&message.session);
    enter(&mut page, "code", &message.code).await;
    shows(&mut page, "Ask for a new one.").await;
    // Back at the number, a new code opens the door.
    enter(&mut page, "number", NUMBER).await;
    shows(&mut page, "The code we sent you").await;
    let code = sim.last_message(NUMBER).unwrap().code;
    enter(&mut page, "code", &code).await;
    shows(&mut page, "Welcome").await;
}
