#![doc = include_str!("../README.md")]

mod answer;
#[cfg(feature = "blocking")]
pub mod blocking;
mod build_error;
mod builder;
mod channel;
mod check;
mod client;
mod code;
mod connection;
mod coverage;
mod deadline;
mod destinations;
mod digits;
mod environment;
mod error;
mod excerpt;
mod http_client;
mod language;
mod number;
mod outcome;
mod polling;
mod region;
mod retry;
mod session;
mod start;
mod telemetry;
pub mod testing;
mod visible;
mod waiting;

pub use build_error::BuildError;
pub use builder::ClientBuilder;
pub use channel::{Call, Channel, Sms, WhatsApp};
pub use check::{Check, UnboundCheck};
pub use client::Client;
pub use code::VerificationCode;
pub use coverage::SilentCoverage;
pub use error::{Error, ErrorKind};
pub use http::StatusCode;
pub use language::Language;
pub use number::PhoneNumber;
pub use outcome::Outcome;
pub use region::{Region, UnknownRegion};
pub use retry::RetryPolicy;
pub use session::Session;
pub use start::{Start, StartOutcome, Started};
pub use verify_api::types::{
    CodeType, SessionId, SessionStatus, SmsEncoding, SubAccountId, VerificationUrl,
};
pub use verify_api::{BaseUrl, InvalidValue};
pub use waiting::{Changes, ClaimingWait, Wait};

/// The HTTP client underneath, in the version that
/// [`configure_reqwest`](ClientBuilder::configure_reqwest) takes.
#[cfg(feature = "reqwest-0-13")]
pub use reqwest as reqwest_0_13;
/// The generated client, for what this crate does not cover.
///
/// It sends what it is told, as often as it is told: nothing there keeps a code from being sent
/// twice, and a check without its code is a status read.
#[cfg(feature = "raw-api-may-send-a-code-twice")]
pub use verify_api as raw_api;
