//! The client against servers that misbehave.

#![cfg(any(feature = "rustls", feature = "native-tls"))]
#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot set itself up has failed"
)]

mod answers;
mod at_most_once;
#[cfg(feature = "blocking")]
mod blocking;
mod certificates;
mod compiler_messages;
mod connections;
mod construction;
mod errors;
mod fault;
mod faults;
mod frozen_server;
mod leaks;
mod oldest_rust;
mod outcomes;
mod printed;
mod properties;
mod proxies;
mod readme;
#[expect(unreachable_pub, reason = "it is an example")]
mod readme_login;
#[expect(clippy::print_stdout, reason = "it talks to a terminal")]
mod readme_program {
    // A part of this module, so that its `main` can be called as it is.
    include!("readme_program.rs");

    #[test]
    #[ignore = "another test starts it in a process of its own"]
    fn runs() -> ExitCode {
        main()
    }
}
mod server;
mod start;
mod waiting;

use verify_ext::{Client, ClientBuilder, PhoneNumber, SessionId, VerificationCode};
use verify_sim::{SeededSession, Simulator};

const ID: &str = "18b526ad-d063-48c0-bb93-4e71f042f047";
const KEY: &str = "canary-key-5d41402abc4b2a76b9719d911017c592";
const CODE: &str = "7392810465";
const NUMBER: &str = "65987654321";

/// A client for a local server.
fn client(url: impl Into<String>) -> ClientBuilder {
    Client::builder()
        .base_url(url)
        .sub_account("acme")
        .api_key(KEY)
}

fn session_id() -> SessionId {
    SessionId::new(ID).unwrap()
}

/// A simulator, and a client for it; [`NUMBER`] and [`CODE`] are right for a session of its own.
async fn simulator() -> (Simulator, ClientBuilder) {
    let sim = Simulator::builder().api_key(KEY).start().await.unwrap();
    let client = client(sim.base_url());
    (sim, client)
}

/// Starts the session that [`session_id`] names.
fn session(sim: &Simulator) -> SeededSession<'_> {
    sim.session(ID).code(CODE).destination(NUMBER)
}

fn code() -> VerificationCode {
    VerificationCode::new(CODE).unwrap()
}

fn number() -> PhoneNumber {
    PhoneNumber::new("+65 9876 54321").unwrap()
}
