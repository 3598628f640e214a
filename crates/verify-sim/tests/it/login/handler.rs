use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use verify_ext::{Client, Outcome, PhoneNumber, SessionId, VerificationCode};

/// What was stored when the session was made. The browser never says whose login this is.
pub struct Login {
    pub client: Client,
    pub session: SessionId,
    pub number: PhoneNumber,
}

pub async fn login(State(login): State<Arc<Login>>, typed: String) -> (StatusCode, &'static str) {
    let Ok(code) = VerificationCode::new(typed) else {
        return (StatusCode::UNPROCESSABLE_ENTITY, "that is no code");
    };
    let check = login.client.check(&login.session, &code);
    match check.claiming(&login.number).await {
        Ok(Outcome::Verified) => (StatusCode::OK, "welcome"),
        Ok(Outcome::WrongCode { .. }) => (StatusCode::UNPROCESSABLE_ENTITY, "wrong code"),
        Ok(Outcome::Locked | Outcome::Expired) => (StatusCode::GONE, "ask for a new code"),
        Ok(_) => (StatusCode::FORBIDDEN, "start again"),
        // The attempt may be spent: nobody should be told to try the same code again.
        Err(error) if error.may_have_counted() => {
            (StatusCode::SERVICE_UNAVAILABLE, "wait a moment")
        }
        Err(_) => (StatusCode::BAD_GATEWAY, "try again later"),
    }
}
