#![doc = include_str!("../README.md")]

mod api_key;
mod base_url;
mod client;
mod error;
#[rustfmt::skip]
#[allow(
    clippy::pedantic,
    unreachable_pub,
    reason = "written by a generator that follows the contract, not our style"
)]
mod generated;
mod hooks;
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
pub use generated::{Client, builder, types};
pub use json::Json;
pub use open_enum::Unrecognized;
pub use other_members::OtherMembers;
pub use response::{MAX_BODY_BYTES, ResponseValue, UnexpectedResponse};
pub use text::InvalidValue;
pub use timestamp::Timestamp;
