#![doc = include_str!("../README.md")]

mod api_key;
mod base_url;
mod check;
mod client;
mod error;
mod format;
#[rustfmt::skip]
#[allow(
    clippy::pedantic,
    unreachable_pub,
    reason = "written by a generator that follows the contract, not our style"
)]
mod generated;
mod header;
mod hooks;
pub mod incoming;
mod invalid_value;
mod json;
mod json_repair;
#[cfg(feature = "schemars")]
mod json_schema;
mod open_enum;
mod other_members;
mod response;
mod runtime;
mod text;
mod timestamp;

pub use api_key::{ApiKey, InvalidApiKey};
pub use base_url::{BaseUrl, InvalidBaseUrl};
pub use client::BuildError;
pub use error::{Error, TransportError};
pub use generated::{Client, builder, headers, types};
pub use header::Header;
pub use invalid_value::InvalidValue;
pub use json::Json;
pub use open_enum::Unrecognized;
pub use other_members::OtherMembers;
pub use response::{MAX_BODY_BYTES, ResponseValue, UnexpectedResponse};
pub use timestamp::Timestamp;
