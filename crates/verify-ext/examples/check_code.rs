//! Checks a code from the terminal.
//!
//! ```console
//! $ export VERIFY_SUB_ACCOUNT_ID=acme VERIFY_API_KEY=… VERIFY_REGION=europe
//! $ cargo run --example check_code -- 18b526add06348c0bb934e71f042f047 "+65 9876 5432"
//! The code that was sent to you: 123456
//! ```
#![allow(clippy::print_stdout, reason = "it talks to a terminal")]

use std::error::Error;
use std::io::Write;

use verify_ext::{Client, Outcome, PhoneNumber, SessionId, VerificationCode};

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let (Some(session_id), Some(number)) = (arguments.next(), arguments.next()) else {
        return Err("expected a session id and a phone number".into());
    };
    let client = Client::from_env()?;
    let session_id = SessionId::new(session_id)?;
    let number = PhoneNumber::new(number)?;
    loop {
        print!("The code that was sent to you: ");
        std::io::stdout().flush()?;
        let mut typed = String::new();
        if std::io::stdin().read_line(&mut typed)? == 0 {
            return Ok(());
        }
        let code = match VerificationCode::new(&typed) {
            Ok(code) => code,
            Err(reason) => {
                println!("That is no code: {reason}.");
                continue;
            }
        };
        match client.check(&session_id, &code).claiming(&number).await {
            Ok(Outcome::Verified) => {
                println!("Welcome.");
                return Ok(());
            }
            Ok(Outcome::WrongCode { attempts_left }) => match attempts_left {
                Some(left) => println!("That is not it. {left} more may be tried."),
                None => println!("That is not it."),
            },
            Ok(outcome) => return Err(format!("this session is over: {outcome:?}").into()),
            Err(error) if error.may_have_counted() => {
                println!("No answer came: {error}.");
                let session = client.session(&session_id).await?;
                println!(
                    "Codes that may still be tried: {:?}.",
                    session.attempts_left()
                );
            }
            Err(error) => return Err(error.into()),
        }
    }
}
