//! Verifies a number silently, over the mobile data connection of the person's device.
//!
//! ```console
//! $ export VERIFY_SUB_ACCOUNT_ID=acme VERIFY_API_KEY=… VERIFY_REGION=europe
//! $ cargo run --example silent_login -- "+65 9876 5432" 203.0.113.7
//! ```
#![allow(clippy::print_stdout, reason = "it talks to a terminal")]

use std::error::Error;
use std::net::IpAddr;
use std::process::ExitCode;
use std::time::Duration;

use verify_ext::{Channel, Client, Outcome, PhoneNumber, StartOutcome};

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
    let mut arguments = std::env::args().skip(1);
    let (Some(number), Some(address)) = (arguments.next(), arguments.next()) else {
        return Err("expected a phone number, and the address of the device".into());
    };
    let client = Client::from_env()?;
    let number = PhoneNumber::new(number)?;
    let address: IpAddr = address.parse()?;

    if !client.silent_coverage(address).number(&number).await? {
        return Err("there is no coverage: send a code in its place".into());
    }
    let start = client.start(&number).channel(Channel::Silent);
    let StartOutcome::Started(started) = start.client_ip(address).await? else {
        return Err("this number was tried a moment ago".into());
    };
    if let Some(url) = started.session().verification_url() {
        // To the device, and to nobody else: whoever opens it over mobile data is who they are.
        println!("Open this on the device: {}", url.expose());
    }
    let wait = client.wait(started.session_id()).claiming(started.number());
    match wait.within(Duration::from_secs(300)).await? {
        Outcome::Verified => println!("Welcome."),
        outcome => println!("Not verified: {outcome:?}."),
    }
    Ok(())
}
