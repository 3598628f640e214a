//! The life of a session as the generated client sees it, against the simulator.

use std::time::Duration;

use verify_api::types::SessionStatus;
use verify_api::{ApiKey, BaseUrl, Client, Error};
use verify_sim::Simulator;

const ID: &str = "18b526ad-d063-48c0-bb93-4e71f042f047";

/// One call; gives the status and the attempts, or the HTTP status and the code of an error.
#[expect(
    clippy::disallowed_methods,
    reason = "the generated client is what is proven"
)]
async fn call(sim: &Simulator, code: Option<&str>) -> Result<(SessionStatus, i64), (u16, i64)> {
    let base_url = BaseUrl::parse(sim.base_url()).expect("a loopback URL is a base URL");
    let key = ApiKey::new(sim.api_key()).expect("the key is a key");
    let client = Client::new(&base_url, key).expect("a client can be made");
    let mut request = client.validate_verification();
    request = request.sub_account_id("acme").session_id(ID);
    if let Some(code) = code {
        request = request.code(code);
    }
    match request.send().await {
        Ok(session) => {
            let session = session.into_inner();
            Ok((
                session.status.expect("a status"),
                session.attempt.expect("a count"),
            ))
        }
        Err(Error::ErrorResponse(error)) => Err((
            error.http_status().as_u16(),
            error.into_inner().code.expect("a code"),
        )),
        Err(error) => panic!("{error}"),
    }
}

#[tokio::test]
async fn a_session_lives_as_it_is_documented() {
    use SessionStatus::{Expired, Failed, Verified, Waiting};
    let sim = Simulator::builder().frozen().start().await.unwrap();
    assert_eq!(call(&sim, None).await, Err((404, 1404)));
    sim.session(ID).code("1234");
    assert_eq!(call(&sim, None).await, Ok((Waiting, 0)));
    assert_eq!(call(&sim, Some("0000")).await, Ok((Waiting, 1)));
    assert_eq!(call(&sim, None).await, Ok((Waiting, 1)));
    assert_eq!(call(&sim, Some("1234")).await, Ok((Verified, 1)));
    assert_eq!(call(&sim, Some("0000")).await, Ok((Verified, 1)));

    sim.session(ID).code("1234");
    for attempt in 1..5 {
        assert_eq!(call(&sim, Some("0000")).await, Ok((Waiting, attempt)));
    }
    assert_eq!(call(&sim, Some("0000")).await, Ok((Failed, 5)));
    assert_eq!(call(&sim, Some("1234")).await, Ok((Failed, 5)));

    sim.session(ID).code("1234");
    sim.advance(Duration::from_mins(5));
    assert_eq!(call(&sim, Some("1234")).await, Ok((Expired, 0)));
}
