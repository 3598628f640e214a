//! The login: a number, then the code that was sent to it.
//!
//! The browser holds a name that states nothing. Which session and whose number it stands for is
//! stored on this side, and one verified session opens one door once.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Html;
use axum::routing::{get, post};
use axum::{Json, Router};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use verify_ext::{Client, Outcome, PhoneNumber, SessionId, StartOutcome, VerificationCode};
use verify_sim::Simulator;

const NO_NUMBER: &str = "That is not a phone number. Begin with + and the country code.";
const PAGE: &str = include_str!("page.html");

/// The application, as its handlers share it.
#[derive(Clone)]
pub(crate) struct App {
    client: Client,
    /// In a real application the phone is somebody's, and this is not here.
    phone: Arc<Simulator>,
    logins: Arc<Mutex<HashMap<String, Login>>>,
}

/// A login that waits for its code.
#[derive(Clone)]
struct Login {
    session: SessionId,
    number: PhoneNumber,
}

#[derive(Deserialize)]
struct NumberForm {
    number: String,
}

#[derive(Deserialize)]
struct CodeForm {
    login: String,
    code: String,
}

/// What the page shows next.
#[derive(Serialize)]
struct Next {
    step: Step,
    message: &'static str,
    /// The name of the login that goes on.
    login: Option<String>,
}

#[derive(Clone, Copy, Serialize)]
#[serde(rename_all = "lowercase")]
enum Step {
    Number,
    Code,
    Welcome,
}

type Answer = (StatusCode, Json<Next>);

fn next(status: StatusCode, step: Step, message: &'static str) -> Answer {
    let login = None;
    (
        status,
        Json(Next {
            step,
            message,
            login,
        }),
    )
}

impl App {
    pub(crate) fn new(client: Client, phone: Arc<Simulator>) -> Self {
        Self {
            client,
            phone,
            logins: Arc::default(),
        }
    }

    pub(crate) fn router(self) -> Router {
        Router::new()
            .route("/", get(async || Html(PAGE)))
            .route("/number", post(send_code))
            .route("/code", post(check_code))
            .route("/phone", get(phone))
            .with_state(self)
    }

    fn login(&self, name: &str) -> Option<Login> {
        let logins = self.logins.lock().unwrap_or_else(PoisonError::into_inner);
        logins.get(name).cloned()
    }

    /// Takes a login out; whoever gets it is the only one.
    fn take(&self, name: &str) -> Option<Login> {
        let mut logins = self.logins.lock().unwrap_or_else(PoisonError::into_inner);
        logins.remove(name)
    }

    fn remember(&self, login: Login) -> Result<String, getrandom::Error> {
        let mut random = [0; 16];
        getrandom::fill(&mut random)?;
        let name = format!("{:032x}", u128::from_ne_bytes(random));
        let mut logins = self.logins.lock().unwrap_or_else(PoisonError::into_inner);
        logins.insert(name.clone(), login);
        Ok(name)
    }
}

async fn check_code(State(app): State<App>, Json(form): Json<CodeForm>) -> Answer {
    let Some(login) = app.login(&form.login) else {
        return next(StatusCode::GONE, Step::Number, "Start again, please.");
    };
    let Ok(code) = VerificationCode::new(form.code.trim()) else {
        let message = "That is not a code.";
        return next(StatusCode::UNPROCESSABLE_ENTITY, Step::Code, message);
    };
    let check = app.client.check(&login.session, &code);
    match check.claiming(&login.number).await {
        Ok(Outcome::Verified) if app.take(&form.login).is_some() => {
            next(StatusCode::OK, Step::Welcome, "You are logged in.")
        }
        Ok(Outcome::WrongCode { .. }) => {
            let message = "That code is wrong. Look again.";
            next(StatusCode::UNPROCESSABLE_ENTITY, Step::Code, message)
        }
        Ok(_) => {
            app.take(&form.login);
            let message = "That code does not count any more. Ask for a new one.";
            next(StatusCode::GONE, Step::Number, message)
        }
        // The attempt may be spent, so that nobody is told to send the same code again and again.
        Err(error) if error.may_have_counted() => {
            let message = "We do not know yet whether that was right. Wait a moment.";
            next(StatusCode::SERVICE_UNAVAILABLE, Step::Code, message)
        }
        Err(_) => next(StatusCode::BAD_GATEWAY, Step::Code, "Try again later."),
    }
}

/// What the phone shows: for the demonstration only.
async fn phone(State(app): State<App>) -> Json<Value> {
    let messages = app.phone.outbox();
    let messages = messages.iter().rev().take(5).map(
        |message| json!({ "channel": message.channel, "to": message.to, "text": message.text }),
    );
    Json(messages.collect())
}

async fn send_code(State(app): State<App>, Json(form): Json<NumberForm>) -> Answer {
    let Ok(number) = PhoneNumber::new(form.number.trim()) else {
        return next(StatusCode::UNPROCESSABLE_ENTITY, Step::Number, NO_NUMBER);
    };
    let started = match app.client.start(&number).await {
        Ok(StartOutcome::Started(started)) => started,
        Ok(_) => {
            let message = "We sent you a code a moment ago. Wait a little for another one.";
            return next(StatusCode::TOO_MANY_REQUESTS, Step::Number, message);
        }
        Err(error) if error.is_invalid_input() => {
            return next(StatusCode::UNPROCESSABLE_ENTITY, Step::Number, NO_NUMBER);
        }
        // Without the session a code that arrives opens nothing. The same start again, once the
        // resend interval is over, sends the same code.
        Err(error) if error.may_have_sent() => {
            let message = "We do not know whether a code is on its way. Ask again in a moment.";
            return next(StatusCode::SERVICE_UNAVAILABLE, Step::Number, message);
        }
        Err(_) => {
            let message = "We could not send a code. Try again later.";
            return next(StatusCode::BAD_GATEWAY, Step::Number, message);
        }
    };
    let login = Login {
        session: started.session_id().clone(),
        number: started.number().clone(),
    };
    match app.remember(login) {
        Ok(name) => {
            let (status, Json(mut code)) = next(StatusCode::OK, Step::Code, "");
            code.login = Some(name);
            (status, Json(code))
        }
        Err(_) => next(
            StatusCode::INTERNAL_SERVER_ERROR,
            Step::Number,
            "Try again later.",
        ),
    }
}
