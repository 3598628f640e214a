#![doc = include_str!("../README.md")]

mod answer;
mod api;
mod assumptions;
mod backend;
mod builder;
mod clock;
mod connection;
mod control;
mod fault;
mod input;
mod operation;
mod record;
#[cfg(feature = "wiremock")]
mod respond;
#[cfg(feature = "scenario")]
mod scenario;
mod seeded_session;
mod server;
mod session;
mod simulator;
mod spec;
mod state;
mod store;

pub use assumptions::{Assumption, InvalidAssumption};
pub use builder::{SimulatorBuilder, StartError};
pub use fault::{Fault, FaultRule};
pub use record::{Record, RecordedRequest, RecordedTransition};
#[cfg(feature = "scenario")]
pub use scenario::{InvalidScenario, Scenario};
pub use seeded_session::SeededSession;
pub use session::State;
pub use simulator::Simulator;
pub use spec::InvalidSession;
