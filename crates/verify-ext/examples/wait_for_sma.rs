//! Waits for a session that verifies silently over mobile data.
//!
//! ```console
//! $ export VERIFY_SUB_ACCOUNT_ID=acme VERIFY_API_KEY=… VERIFY_REGION=europe
//! $ cargo run --example wait_for_sma -- 18b526add06348c0bb934e71f042f047 "+65 9876 5432"
//! ```
#![allow(clippy::print_stdout, reason = "it talks to a terminal")]

use std::error::Error;
use std::time::{Duration, SystemTime};

use verify_ext::{Client, PhoneNumber, SessionId, SessionStatus};

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let (Some(session_id), Some(number)) = (arguments.next(), arguments.next()) else {
        return Err("expected a session id and a phone number".into());
    };
    let client = Client::from_env()?;
    let session_id = SessionId::new(session_id)?;
    let number = PhoneNumber::new(number)?;

    let mut changes = client.changes(&session_id).within(Duration::from_secs(300));
    while let Some(session) = changes.next().await {
        let session = session?;
        match session.status() {
            SessionStatus::Verified if session.is_for_number(&number) == Some(true) => {
                println!("Welcome.");
            }
            SessionStatus::Verified => println!("Verified, but for another number."),
            status => match session.time_to_expiry(SystemTime::now()) {
                Some(left) => println!("{status}, and {} s are left.", left.as_secs()),
                None => println!("{status}."),
            },
        }
    }
    Ok(())
}
