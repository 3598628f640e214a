//! What people see, in a real browser.
//!
//! Without a Chromium these tests are skipped, and say so; where the variable `CI` is set they
//! fail. `UPDATE_DOCS=1 cargo test -p verify-sim --test browser` takes the pictures of the README
//! anew.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot set itself up has failed"
)]

mod chromium;
mod login;
mod page;

use std::path::Path;

use chromium::Page;
use verify_sim::Simulator;

/// Starts a verification over HTTP; gives the session's id.
async fn start(sim: &Simulator, body: &str) -> String {
    let url = format!("{}/api/v2/subaccounts/acme/sessions", sim.base_url());
    let http = reqwest::Client::builder().no_proxy().build().unwrap();
    let request = http
        .post(url)
        .bearer_auth(sim.api_key())
        .header("content-type", "application/json")
        .body(body.to_owned());
    let answer = request.send().await.unwrap().bytes().await.unwrap();
    let answer: serde_json::Value = serde_json::from_slice(&answer).unwrap();
    answer["sessionId"].as_str().unwrap().to_owned()
}

/// Takes a picture of the README anew if it is asked for, and looks whether it is there.
async fn picture(page: &mut Page, name: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("docs")
        .join(name);
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(&path, page.screenshot().await).unwrap();
    }
    assert!(std::fs::read(&path).unwrap().starts_with(b"\x89PNG"));
}
