//! A login by code behind axum: what a browser sends is never taken for who it is.
//!
//! The session id and the number stay on this side, under a name that says nothing. One verified
//! session opens one door once.
//!
//! ```console
//! $ export VERIFY_SUB_ACCOUNT_ID=acme VERIFY_API_KEY=… VERIFY_REGION=europe
//! $ cargo run --example axum_login -- 18b526add06348c0bb934e71f042f047 "+65 9876 5432"
//! $ curl -i localhost:3000/login -H 'content-type: application/json' \
//!     -d '{"login":"first","code":"123456"}'
//! ```

use std::collections::HashMap;
use std::error::Error;
use std::sync::{Arc, Mutex, PoisonError};

use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::post;
use axum::{Json, Router};
use serde_json::Value;
use verify_ext::{Client, Outcome, PhoneNumber, SessionId, VerificationCode};

/// A login that waits for its code, as it was stored when the session was made.
#[derive(Clone)]
struct Pending {
    session_id: SessionId,
    number: PhoneNumber,
}

#[derive(Clone)]
struct App {
    client: Client,
    pending: Arc<Mutex<HashMap<String, Pending>>>,
}

impl App {
    fn pending(&self, login: &str) -> Option<Pending> {
        let pending = self.pending.lock().unwrap_or_else(PoisonError::into_inner);
        pending.get(login).cloned()
    }

    /// Takes a login out; whoever gets it is the only one.
    fn take(&self, login: &str) -> Option<Pending> {
        let mut pending = self.pending.lock().unwrap_or_else(PoisonError::into_inner);
        pending.remove(login)
    }
}

async fn login(State(app): State<App>, Json(form): Json<Value>) -> (StatusCode, &'static str) {
    let (Some(login), Some(typed)) = (form["login"].as_str(), form["code"].as_str()) else {
        return (StatusCode::BAD_REQUEST, "a login and a code are needed");
    };
    let Some(pending) = app.pending(login) else {
        return (StatusCode::GONE, "start again");
    };
    let Ok(code) = VerificationCode::new(typed) else {
        return (StatusCode::UNPROCESSABLE_ENTITY, "that is no code");
    };
    let check = app.client.check(&pending.session_id, &code);
    match check.claiming(&pending.number).await {
        Ok(Outcome::Verified) => match app.take(login) {
            Some(_) => (StatusCode::OK, "welcome"),
            None => (StatusCode::GONE, "start again"),
        },
        Ok(Outcome::WrongCode { .. }) => (StatusCode::UNPROCESSABLE_ENTITY, "wrong code"),
        Ok(_) => {
            app.take(login);
            (StatusCode::GONE, "start again")
        }
        Err(error) => {
            eprintln!("a check failed: {error}");
            if error.is_not_found() {
                app.take(login);
                (StatusCode::GONE, "start again")
            } else {
                (StatusCode::SERVICE_UNAVAILABLE, "wait a moment")
            }
        }
    }
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let (Some(session_id), Some(number)) = (arguments.next(), arguments.next()) else {
        return Err("expected a session id and a phone number".into());
    };
    let pending = Pending {
        session_id: SessionId::new(session_id)?,
        number: PhoneNumber::new(number)?,
    };
    let app = App {
        client: Client::from_env()?,
        pending: Arc::new(Mutex::new(HashMap::from([("first".to_owned(), pending)]))),
    };
    let router = Router::new().route("/login", post(login)).with_state(app);
    let listener = tokio::net::TcpListener::bind("127.0.0.1:3000").await?;
    axum::serve(listener, router).await?;
    Ok(())
}
