//! The README's login handler, end to end: a browser's request, the handler, the client, and the
//! simulator in place of the service.

#[expect(unreachable_pub, reason = "it is an example")]
mod handler;

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::routing::post;
use handler::{Login, login};
use tokio::net::TcpListener;
use verify_ext::{Client, PhoneNumber, SessionId};
use verify_sim::{Fault, Simulator, State};

use crate::contract::StartChecked as _;
use crate::{ID, client, frozen};

const CLAIMED: &str = "+65 9876 5432";

/// An application with the handler, and what a browser sees of it.
struct App {
    url: String,
}

impl App {
    async fn start(sim: &Simulator) -> Self {
        let client = Client::builder()
            .base_url(sim.base_url())
            .sub_account("acme")
            .api_key(sim.api_key());
        let state = Login {
            client: client.build().unwrap(),
            session: SessionId::new(ID).unwrap(),
            number: PhoneNumber::new(CLAIMED).unwrap(),
        };
        let router = Router::new()
            .route("/login", post(login))
            .with_state(Arc::new(state));
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/login", listener.local_addr().unwrap());
        tokio::spawn(async move { axum::serve(listener, router).await });
        Self { url }
    }

    async fn login(&self, typed: &'static str) -> (u16, String) {
        let response = client().post(&self.url).body(typed).send().await.unwrap();
        (response.status().as_u16(), response.text().await.unwrap())
    }
}

fn says(status: u16, text: &str) -> (u16, String) {
    (status, text.to_owned())
}

#[tokio::test]
async fn a_right_code_is_let_in_and_a_wrong_one_is_not() {
    let sim = frozen().checked().await;
    sim.session(ID).code("1234").destination("6598765432");
    let app = App::start(&sim).await;
    assert_eq!(app.login("0000").await, says(422, "wrong code"));
    sim.assert_attempts(ID, 1);
    // What cannot be a code costs nothing.
    assert_eq!(app.login("12").await, says(422, "that is no code"));
    sim.assert_checks(ID, 1);
    assert_eq!(app.login(" 1234\n").await, says(200, "welcome"));
    sim.assert_state(ID, State::Verified);
}

#[tokio::test]
async fn a_locked_session_needs_a_new_code() {
    let sim = frozen().checked().await;
    sim.session(ID).code("1234").attempt(4);
    let app = App::start(&sim).await;
    assert_eq!(app.login("0000").await, says(410, "ask for a new code"));
    assert_eq!(app.login("1234").await, says(410, "ask for a new code"));
    sim.assert_state(ID, State::Failed);
}

#[tokio::test]
async fn an_expired_session_needs_a_new_code() {
    let sim = frozen().checked().await;
    sim.session(ID).code("1234");
    let app = App::start(&sim).await;
    sim.advance(Duration::from_secs(5 * 60));
    assert_eq!(app.login("1234").await, says(410, "ask for a new code"));
    sim.assert_state(ID, State::Expired);
}

#[tokio::test]
async fn another_persons_number_opens_nothing() {
    let sim = frozen().checked().await;
    sim.session(ID).code("1234").destination("+65 1111 1111");
    let app = App::start(&sim).await;
    assert_eq!(app.login("1234").await, says(403, "start again"));
}

#[tokio::test]
async fn an_answer_that_is_lost_after_the_attempt_was_counted_is_never_asked_for_again() {
    let sim = frozen().checked().await;
    sim.session(ID).code("1234");
    let app = App::start(&sim).await;
    sim.inject(Fault::ResetAfter.once().for_checks());
    assert_eq!(app.login("0000").await, says(503, "wait a moment"));
    sim.assert_attempts(ID, 1);
    sim.assert_checks(ID, 1);
    // The right code: what became of it is read, and not tried again.
    sim.inject(Fault::ResetAfter.once().for_checks());
    assert_eq!(app.login("1234").await, says(200, "welcome"));
    sim.assert_checks(ID, 2);
}

#[test]
fn the_readme_shows_this_handler() {
    let readme = include_str!("../../README.md");
    let handler = include_str!("login/handler.rs");
    assert!(readme.contains(&format!("```rust\n{handler}```\n")));
}
