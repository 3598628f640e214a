//! Sends a code to a number and checks it, from the terminal.
//!
//! ```console
//! $ export VERIFY_SUB_ACCOUNT_ID=acme VERIFY_API_KEY=… VERIFY_REGION=europe
//! $ cargo run --example code_login -- "+65 9876 5432"
//! The code that was sent to you: 123456
//! ```
#![allow(clippy::print_stdout, reason = "it talks to a terminal")]

use std::error::Error;
use std::io::Write;
use std::process::ExitCode;

use verify_ext::{Client, Outcome, PhoneNumber, StartOutcome, Started, VerificationCode};

#[tokio::main]
async fn main() -> ExitCode {
    match verify().await {
        Ok(()) => ExitCode::SUCCESS,
        // An error that `main` returns is printed by `Debug`. `Display` says what happened.
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn verify() -> Result<(), Box<dyn Error>> {
    let Some(number) = std::env::args().nth(1) else {
        return Err("expected a phone number".into());
    };
    let client = Client::from_env()?;
    let started = send(&client, &PhoneNumber::new(number)?).await?;
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
        let check = client.check(started.session_id(), &code);
        match check.claiming(started.number()).await {
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
                let session = client.session(started.session_id()).await?;
                println!(
                    "Codes that may still be tried: {:?}.",
                    session.attempts_left()
                );
            }
            Err(error) => return Err(error.into()),
        }
    }
}

/// Sends a code. An answer that was lost is asked for once more when that costs one message at most.
async fn send(client: &Client, number: &PhoneNumber) -> Result<Started, Box<dyn Error>> {
    let mut asked_again = false;
    loop {
        let wait = match client.start(number).await {
            Ok(StartOutcome::Started(started)) => return Ok(started),
            Ok(StartOutcome::TooSoon { come_back_in }) => come_back_in,
            Ok(other) => return Err(format!("not started: {other:?}").into()),
            Err(error) if error.may_have_sent() && !asked_again => {
                asked_again = true;
                // The resend interval, which this start leaves as the vendor has it.
                std::time::Duration::from_secs(10)
            }
            Err(error) => return Err(error.into()),
        };
        println!("Please wait {} s.", wait.as_secs());
        tokio::time::sleep(wait).await;
    }
}
