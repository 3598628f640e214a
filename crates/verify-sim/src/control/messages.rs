//! The messages of the outbox, and waiting for one.

use std::time::Duration;

use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;
use serde_json::{Value, json};
use tokio::time::timeout;

use super::{json_answer, problem, view};
use crate::backend::Shared;
use crate::number::digits;

/// How long a request can wait at most.
const LONGEST_WAIT: Duration = Duration::from_secs(5 * 60);

/// Which messages are asked for.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Wanted {
    /// The number; without it, all numbers.
    to: Option<String>,
    /// Messages after this place in the outbox.
    #[serde(default)]
    after: u64,
    /// How long to wait for the first one.
    wait: Option<String>,
}

/// The messages in the order in which they were sent. If there is none, it waits for one, as long
/// as `wait` allows.
pub(super) async fn get(State(backend): State<Shared>, Query(wanted): Query<Wanted>) -> Response {
    let refuse = |message| problem(StatusCode::BAD_REQUEST, message);
    let wait = wanted.wait.as_deref().map(humantime::parse_duration);
    let Ok(wait) = wait.transpose() else {
        return refuse("`wait` has to be a duration, such as 5s");
    };
    // A plus sign that is not percent-encoded arrives as a blank: digits are all that counts.
    let to = wanted.to.as_deref().map(digits);
    if to.as_deref() == Some("") {
        return refuse("`to` has to be a number with its country code");
    }
    let mut count = backend.state().outbox.count();
    let found = async {
        loop {
            count.mark_unchanged();
            let messages = backend.state().outbox.to(to.as_deref(), wanted.after);
            // The sender lives as long as the backend.
            if !messages.is_empty() || count.changed().await.is_err() {
                return messages;
            }
        }
    };
    let wait = wait.unwrap_or_default().min(LONGEST_WAIT);
    let messages = timeout(wait, found).await.unwrap_or_default();
    let messages: Vec<Value> = messages.iter().map(view::message).collect();
    let dropped = backend.state().outbox.dropped();
    json_answer(&json!({ "dropped": dropped, "messages": messages }))
}
