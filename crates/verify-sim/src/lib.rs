#![doc = include_str!("../README.md")]

mod answer;
mod api;
mod assertions;
mod assumptions;
mod backend;
mod builder;
mod clock;
mod code;
mod connection;
mod control;
mod fault;
mod input;
mod number;
mod operation;
mod outbox;
mod record;
mod request;
#[cfg(feature = "wiremock")]
mod respond;
#[cfg(feature = "scenario")]
mod scenario;
mod seeded_session;
mod server;
mod session;
mod simulator;
mod spec;
mod start;
mod state;
mod store;

pub use assumptions::{Assumption, InvalidAssumption};
pub use builder::{SimulatorBuilder, StartError};
pub use fault::{Fault, FaultRule};
pub use outbox::Message;
pub use record::{Record, RecordedRequest, RecordedTransition};
pub use request::Call;
#[cfg(feature = "scenario")]
pub use scenario::{InvalidScenario, Scenario};
pub use seeded_session::SeededSession;
pub use session::State;
pub use simulator::Simulator;
pub use spec::InvalidSession;
pub use verify_api::types::Channel;
