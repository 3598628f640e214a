use verify_ext::{Client, Error, Outcome, PhoneNumber, StartOutcome, Started, VerificationCode};

/// Sends a code. Store what comes back on your own side, under a name that says nothing, and give
/// the browser that name only. `None`: it was sent a moment ago, and nothing was sent now.
pub async fn send_code(client: &Client, number: &PhoneNumber) -> Result<Option<Started>, Error> {
    match client.start(number).brand("Acme").await? {
        StartOutcome::Started(started) => Ok(Some(started)),
        _ => Ok(None),
    }
}

/// Whether what a person typed proves that the number is theirs.
pub async fn is_right(client: &Client, started: &Started, typed: &str) -> Result<bool, Error> {
    // What cannot be a code is a typing mistake: nothing is sent, and no attempt is used up.
    let Ok(code) = VerificationCode::new(typed) else {
        return Ok(false);
    };
    let check = client.check(started.session_id(), &code);
    Ok(check.claiming(started.number()).await? == Outcome::Verified)
}
