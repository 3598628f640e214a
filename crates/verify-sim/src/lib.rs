#![doc = include_str!("../README.md")]

mod answer;
mod api;
mod assumptions;
mod backend;
mod book;
mod builder;
mod clock;
mod connection;
mod control;
mod fault;
mod law;
mod record;
#[cfg(feature = "wiremock")]
mod respond;
mod scenario;
mod seed;
mod seeded;
mod server;
mod session;
mod simulator;
mod store;

pub use assumptions::{Assumption, InvalidAssumption};
pub use builder::{SimulatorBuilder, StartError};
pub use fault::{Fault, FaultRule};
pub use record::{Record, RecordedRequest, RecordedTransition};
pub use scenario::{InvalidScenario, Scenario};
pub use seed::InvalidSession;
pub use seeded::SeededSession;
pub use session::State;
pub use simulator::Simulator;
