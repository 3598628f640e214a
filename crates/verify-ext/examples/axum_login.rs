//! A login by code behind axum: what a browser sends is never taken for who it is.
//!
//! The session id and the number stay on this side, under a name that says nothing. One verified
//! session opens one door once, and messages go to two countries only.
//!
//! ```console
//! $ export VERIFY_SUB_ACCOUNT_ID=acme VERIFY_API_KEY=… VERIFY_REGION=europe
//! $ cargo run --example axum_login
//! $ curl localhost:3000/start -H 'content-type: application/json' \
//!     -d '{"number":"+65 9876 5432"}'
//! 5f0c…
//! $ curl -i localhost:3000/login -H 'content-type: application/json' \
//!     -d '{"login":"5f0c…","code":"123456"}'
//! ```

use std::collections::HashMap;
use std::error::Error;
use std::process::ExitCode;
use std::sync::{Arc, Mutex, PoisonError};

use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::post;
use axum::{Json, Router};
use serde_json::Value;
use verify_ext::{
    Client, ClientBuilder, Outcome, PhoneNumber, StartOutcome, Started, VerificationCode,
};

#[derive(Clone)]
struct App {
    client: Client,
    /// Logins that wait for their code.
    pending: Arc<Mutex<HashMap<String, Started>>>,
}

impl App {
    fn remember(&self, started: Started) -> String {
        // It can be guessed, for the sake of few dependencies: take your own session cookie.
        let login = format!("{:032x}", fastrand::u128(..));
        let mut pending = self.pending.lock().unwrap_or_else(PoisonError::into_inner);
        pending.insert(login.clone(), started);
        login
    }

    fn pending(&self, login: &str) -> Option<Started> {
        let pending = self.pending.lock().unwrap_or_else(PoisonError::into_inner);
        pending.get(login).cloned()
    }

    /// Takes a login out; whoever gets it is the only one.
    fn take(&self, login: &str) -> Option<Started> {
        let mut pending = self.pending.lock().unwrap_or_else(PoisonError::into_inner);
        pending.remove(login)
    }
}

async fn start(State(app): State<App>, Json(form): Json<Value>) -> (StatusCode, String) {
    let say = |status, text: &str| (status, text.to_owned());
    let typed = form["number"].as_str().map(PhoneNumber::new);
    let Some(Ok(number)) = typed else {
        return say(StatusCode::UNPROCESSABLE_ENTITY, "that is no number");
    };
    match app.client.start(&number).brand("Acme").await {
        Ok(StartOutcome::Started(started)) => (StatusCode::OK, app.remember(started)),
        Ok(_) => say(StatusCode::TOO_MANY_REQUESTS, "your code is on its way"),
        Err(error) if error.is_destination_not_allowed() || error.is_invalid_input() => {
            say(StatusCode::UNPROCESSABLE_ENTITY, "we cannot send there")
        }
        Err(error) => {
            eprintln!("a start failed: {error}");
            say(StatusCode::SERVICE_UNAVAILABLE, "wait a moment")
        }
    }
}

async fn login(State(app): State<App>, Json(form): Json<Value>) -> (StatusCode, &'static str) {
    let (Some(login), Some(typed)) = (form["login"].as_str(), form["code"].as_str()) else {
        return (StatusCode::BAD_REQUEST, "a login and a code are needed");
    };
    let Some(started) = app.pending(login) else {
        return (StatusCode::GONE, "start again");
    };
    let Ok(code) = VerificationCode::new(typed) else {
        return (StatusCode::UNPROCESSABLE_ENTITY, "that is no code");
    };
    let check = app.client.check(started.session_id(), &code);
    match check.claiming(started.number()).await {
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
async fn main() -> ExitCode {
    match serve().await {
        Ok(()) => ExitCode::SUCCESS,
        // An error that `main` returns is printed by `Debug`. `Display` says what happened.
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn serve() -> Result<(), Box<dyn Error>> {
    let app = App {
        client: ClientBuilder::from_env()?
            .allowed_country_codes(["65", "60"])
            .build()?,
        pending: Arc::default(),
    };
    let router = Router::new()
        .route("/start", post(start))
        .route("/login", post(login))
        .with_state(app);
    let listener = tokio::net::TcpListener::bind("127.0.0.1:3000").await?;
    axum::serve(listener, router).await?;
    Ok(())
}
