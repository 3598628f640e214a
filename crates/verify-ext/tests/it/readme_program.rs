use std::process::ExitCode;

use verify_ext::{Client, Outcome, PhoneNumber, StartOutcome, VerificationCode};

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

async fn verify() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::from_env()?;
    let number = PhoneNumber::new("+65 9876 5432")?;
    let StartOutcome::Started(started) = client.start(&number).brand("Acme").await? else {
        return Err("a code was sent a moment ago: try again later".into());
    };
    println!("Which code did you get?");
    let mut typed = String::new();
    std::io::stdin().read_line(&mut typed)?;
    let code = VerificationCode::new(&typed)?;
    let check = client.check(started.session_id(), &code);
    match check.claiming(started.number()).await? {
        Outcome::Verified => println!("verified"),
        other => println!("not verified: {other:?}"),
    }
    Ok(())
}
