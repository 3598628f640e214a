//! The simulator, seen from outside: over HTTP, as callers see it.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot set itself up has failed"
)]

mod assumptions;
mod connections;
mod contract;
mod control;
mod faults;
mod http;
mod lifecycle;
mod limits;
mod load;
mod login;
mod model;
mod outbox;
mod printed;
mod program;
mod scenario;
mod silent;
mod start;
mod start_model;
mod wiremock;

use std::sync::LazyLock;

use verify_sim::{Simulator, SimulatorBuilder};

const ID: &str = "18b526ad-d063-48c0-bb93-4e71f042f047";

/// A simulator whose clock stands still.
fn frozen() -> SimulatorBuilder {
    Simulator::builder().frozen()
}

/// Sends a request, with a code or without; gives the status and the body.
async fn call(sim: &Simulator, id: &str, code: Option<&str>) -> (u16, serde_json::Value) {
    let response = request(sim, id, code).send().await.unwrap();
    let status = response.status().as_u16();
    let body = response.bytes().await.unwrap();
    (status, serde_json::from_slice(&body).unwrap())
}

/// A request of the operation, as a client would send it.
fn request(sim: &Simulator, id: &str, code: Option<&str>) -> reqwest::RequestBuilder {
    let query = code.map_or_else(String::new, |code| format!("?code={code}"));
    let url = format!(
        "{}/api/v2/subaccounts/acme/sessions/{id}{query}",
        sim.base_url()
    );
    client().get(url).bearer_auth(sim.api_key())
}

/// A client that keeps no connection, so that nothing is sent twice behind a test's back. Made once:
/// reading the root certificates takes long.
fn client() -> reqwest::Client {
    static CLIENT: LazyLock<reqwest::Client> = LazyLock::new(|| {
        reqwest::Client::builder()
            .no_proxy()
            .pool_max_idle_per_host(0)
            .retry(reqwest::retry::never())
            .build()
            .unwrap()
    });
    CLIENT.clone()
}
