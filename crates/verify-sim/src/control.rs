//! The control endpoint: what tests in other languages, and the page, do to a simulator.

mod messages;
mod view;

use axum::Router;
use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, Path, Query, Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri, header};
use axum::middleware::{Next, from_fn};
use axum::response::{Html, IntoResponse as _, Response};
use axum::routing::{delete, get, post};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::backend::Shared;
use crate::fault::FaultRule;
use crate::input::ClockInput;
use crate::spec::SessionSpec;

/// How large a body may be: some ten thousand sessions.
const MAX_BODY: usize = 16 * 1024 * 1024;
/// How many sessions and entries are shown at once.
const SHOWN: usize = 200;
const PAGE: &str = include_str!("page.html");

/// The endpoint and the page, under `/_sim/`.
pub(crate) fn router(backend: Shared) -> Router {
    Router::new()
        .route("/_sim/", get(page))
        .route("/_sim/state", get(state))
        .route("/_sim/sessions", post(start_sessions))
        .route("/_sim/sessions/{id}", get(session))
        .route("/_sim/sessions/{id}/fail", post(fail))
        .route("/_sim/clock", get(clock).post(set_clock))
        .route("/_sim/faults", post(inject).delete(clear_faults))
        .route("/_sim/messages", get(messages::get))
        .route("/_sim/record", get(record))
        .route("/_sim/assumptions", get(assumptions))
        .route("/_sim/everything", delete(forget_everything))
        .layer(DefaultBodyLimit::max(MAX_BODY))
        .layer(from_fn(only_for_callers_of_this_endpoint))
        .with_state(backend)
}

/// Refuses what a page of another site could make a browser send: a name that only resolves to
/// here, and anything but JSON where something changes.
async fn only_for_callers_of_this_endpoint(request: Request, next: Next) -> Response {
    let headers = request.headers();
    let host = headers
        .get(header::HOST)
        .and_then(|host| host.to_str().ok())
        .and_then(|host| host.parse::<Uri>().ok())
        .and_then(|host| host.host().map(str::to_owned))
        .unwrap_or_default();
    let name = host.trim_start_matches('[').trim_end_matches(']');
    if name != "localhost" && name.parse::<std::net::IpAddr>().is_err() {
        return problem(
            StatusCode::FORBIDDEN,
            "call this endpoint by an address, or as localhost",
        );
    }
    let origin = headers
        .get(header::ORIGIN)
        .and_then(|origin| origin.to_str().ok());
    let same = |origin: &str| {
        let host = headers.get(header::HOST).map(HeaderValue::as_bytes);
        origin.split_once("://").map(|(_, rest)| rest.as_bytes()) == host
    };
    if origin.is_some_and(|origin| !same(origin)) {
        return problem(
            StatusCode::FORBIDDEN,
            "a page of another origin cannot call this endpoint",
        );
    }
    next.run(request).await
}

async fn page() -> Response {
    let policy = "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; \
                  connect-src 'self'; img-src data:; frame-ancestors 'none'";
    let mut headers = HeaderMap::new();
    headers.insert(
        header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_static(policy),
    );
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    (headers, Html(PAGE)).into_response()
}

/// Everything that the page shows: the newest sessions, messages, and entries.
async fn state(State(backend): State<Shared>) -> Response {
    let mut guard = backend.state();
    let state = &mut *guard;
    let now = state.clock.now();
    let mut sessions = Vec::new();
    for (_, session) in state.sessions.iter_mut().take(SHOWN) {
        if let Some(change) = session.settle(now) {
            state.log.transition(session.recorded(change));
        }
        sessions.push(view::session(session, now));
    }
    let messages = state.outbox.newest_first().take(SHOWN);
    let messages: Vec<Value> = messages.map(view::message).collect();
    let record = state.log.after(0, SHOWN);
    let entries: Vec<Value> = record.entries().iter().map(view::entry).collect();
    let faults: Vec<String> = state.faults.rules().map(ToString::to_string).collect();
    json_answer(&json!({
        "clock": { "now": now.text(), "frozen": state.clock.is_frozen() },
        "sessions": sessions,
        "session-count": state.sessions.len(),
        "messages": messages,
        "message-count": state.outbox.len(),
        "record": entries,
        "faults": faults,
    }))
}

async fn start_sessions(State(backend): State<Shared>, body: Bytes) -> Response {
    let sessions: Vec<SessionSpec> = match read(&body) {
        Ok(sessions) => sessions,
        Err(response) => return *response,
    };
    for session in &sessions {
        if let Err(error) = backend.seed(session) {
            return problem(StatusCode::CONFLICT, &error.to_string());
        }
    }
    json_answer(&json!({ "started": sessions.len() }))
}

async fn session(State(backend): State<Shared>, Path(id): Path<String>) -> Response {
    let now = backend.state().clock.now();
    match backend.session(&id) {
        Some(session) => json_answer(&view::session(&session, now)),
        None => no_session(),
    }
}

async fn fail(State(backend): State<Shared>, Path(id): Path<String>) -> Response {
    if backend.fail(&id) {
        StatusCode::NO_CONTENT.into_response()
    } else {
        no_session()
    }
}

async fn clock(State(backend): State<Shared>) -> Response {
    let state = backend.state();
    let (now, frozen) = (state.clock.now(), state.clock.is_frozen());
    json_answer(&json!({ "now": now.text(), "frozen": frozen }))
}

/// `{"advance": "5m"}`, `{"frozen": true}`, or both.
async fn set_clock(State(backend): State<Shared>, body: Bytes) -> Response {
    let ClockInput { advance, frozen } = match read(&body) {
        Ok(change) => change,
        Err(response) => return *response,
    };
    if advance.is_none() && frozen.is_none() {
        return problem(StatusCode::BAD_REQUEST, "give `advance`, `frozen`, or both");
    }
    match frozen {
        Some(true) => backend.state().clock.freeze(),
        Some(false) => backend.state().clock.resume(),
        None => {}
    }
    if let Some(by) = advance {
        backend.advance(by);
    }
    clock(State(backend)).await
}

async fn inject(State(backend): State<Shared>, body: Bytes) -> Response {
    let rule: FaultRule = match read(&body) {
        Ok(rule) => rule,
        Err(response) => return *response,
    };
    match backend.inject(rule) {
        Ok(()) => StatusCode::NO_CONTENT.into_response(),
        Err(message) => problem(StatusCode::CONFLICT, message),
    }
}

async fn clear_faults(State(backend): State<Shared>) -> StatusCode {
    backend.state().faults.clear();
    StatusCode::NO_CONTENT
}

/// The entries after number `after`, at most `limit`, the newest if there are more.
async fn record(
    State(backend): State<Shared>,
    Query(query): Query<Vec<(String, u64)>>,
) -> Response {
    let value = |name: &str| query.iter().find(|(known, _)| known == name).map(|it| it.1);
    let limit = usize::try_from(value("limit").unwrap_or(10_000)).unwrap_or(usize::MAX);
    let record = backend.record(value("after").unwrap_or_default(), limit);
    let entries: Vec<Value> = record.entries().iter().map(view::entry).collect();
    json_answer(&json!({ "dropped": record.dropped(), "entries": entries }))
}

async fn assumptions(State(backend): State<Shared>) -> Response {
    let mut list = Vec::new();
    for assumption in backend.assumptions.list() {
        list.push(json!({
            "name": assumption.name,
            "question": assumption.question,
            "values": assumption.values,
            "value": assumption.value,
        }));
    }
    json_answer(&list.into())
}

/// Forgets sessions, messages, faults, and the record; the clock goes on.
async fn forget_everything(State(backend): State<Shared>) -> StatusCode {
    let mut state = backend.state();
    state.sessions.clear();
    state.outbox.clear();
    state.faults.clear();
    state.log.clear();
    StatusCode::NO_CONTENT
}

/// Reads a body; what is wrong with it is answered with its line and column.
fn read<T: DeserializeOwned>(body: &[u8]) -> Result<T, Box<Response>> {
    serde_json::from_slice(body).map_err(|error| {
        let message = format!("the body: {error}");
        Box::new(problem(StatusCode::BAD_REQUEST, &message))
    })
}

fn problem(status: StatusCode, message: &str) -> Response {
    let mut response = json_answer(&json!({ "message": message }));
    *response.status_mut() = status;
    response
}

fn no_session() -> Response {
    problem(StatusCode::NOT_FOUND, "there is no such session")
}

fn json_answer(value: &Value) -> Response {
    let json = HeaderValue::from_static("application/json");
    ([(header::CONTENT_TYPE, json)], value.to_string()).into_response()
}
