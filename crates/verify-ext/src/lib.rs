#![doc = include_str!("../README.md")]

mod answer;
#[cfg(feature = "blocking")]
pub mod blocking;
mod build_error;
mod builder;
mod check;
mod client;
mod deadline;
mod environment;
mod error;
mod excerpt;
mod number;
mod outcome;
mod polling;
mod region;
mod retry;
mod session;
mod telemetry;
mod waiting;

pub use build_error::BuildError;
pub use builder::ClientBuilder;
pub use check::{Check, CheckWithoutNumber};
pub use client::Client;
pub use error::Error;
pub use outcome::Outcome;
pub use region::{Region, UnknownRegion};
pub use session::Session;
pub use waiting::{Changes, ClaimingWait, Wait};

/// The HTTP client underneath, in the version that the builder takes.
pub use reqwest;
/// The generated client and its types, for what this crate does not cover.
pub use verify_api as api;
pub use verify_api::types::{
    PhoneNumber, SessionId, SessionStatus, SubAccountId, VerificationCode, VerificationUrl,
};
