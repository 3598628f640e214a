//! Starting a verification, and asking for coverage.

use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

use super::{Client, OwnRuntime};
use crate::channel::Channel;
use crate::error::Error;
use crate::number::PhoneNumber;
use crate::start::StartOutcome;
use verify_api::types::CodeType;

impl Client {
    /// Starts a verification of a number, as [`Client::start`](crate::Client::start) does.
    pub fn start(&self, number: &PhoneNumber) -> Start {
        Start {
            runtime: Arc::clone(&self.runtime),
            start: self.client.start(number),
        }
    }

    /// Asks whether a silent verification can work, as
    /// [`Client::silent_coverage`](crate::Client::silent_coverage) does.
    pub fn silent_coverage(&self, address: IpAddr) -> SilentCoverage {
        SilentCoverage {
            runtime: Arc::clone(&self.runtime),
            coverage: self.client.silent_coverage(address),
        }
    }
}

/// A start, ready to be run.
#[derive(Debug)]
#[must_use = "nothing is sent before a start is run"]
pub struct Start {
    runtime: Arc<OwnRuntime>,
    start: crate::Start,
}

/// The settings of a start, each as that of the asynchronous one.
macro_rules! settings {
    ($($name:ident($($argument:ident: $of:ty)?),)*) => {
        impl Start {
            $(
                #[doc = concat!("As [`Start::", stringify!($name), "`](crate::Start::", stringify!($name), ").")]
                pub fn $name(mut self $(, $argument: $of)?) -> Self {
                    self.start = self.start.$name($($argument)?);
                    self
                }
            )*
        }
    };
}

settings! {
    channel(channel: impl Into<Channel>),
    country(code: impl AsRef<str>),
    brand(brand: impl Into<String>),
    code_length(characters: u8),
    code_type(code_type: CodeType),
    code_validity(validity: Duration),
    resend_interval(interval: Duration),
    reset_session(),
    client_ip(address: IpAddr),
    callback_url(url: impl Into<String>),
}

impl Start {
    /// Sends it, and returns when the service has answered.
    ///
    /// # Errors
    ///
    /// Every kind of [`Error`]; ask [`may_have_sent`](Error::may_have_sent).
    pub fn run(self) -> Result<StartOutcome, Error> {
        self.runtime.run(self.start.into_future())
    }
}

/// A question for coverage, ready to be run.
#[derive(Debug)]
#[must_use = "it is asked when it is run"]
pub struct SilentCoverage {
    runtime: Arc<OwnRuntime>,
    coverage: crate::SilentCoverage,
}

impl SilentCoverage {
    /// As [`SilentCoverage::number`](crate::SilentCoverage::number).
    pub fn number(mut self, number: &PhoneNumber) -> Self {
        self.coverage = self.coverage.number(number);
        self
    }

    /// Asks, and returns when the service has answered.
    ///
    /// # Errors
    ///
    /// Every kind of [`Error`].
    pub fn run(self) -> Result<bool, Error> {
        self.runtime.run(self.coverage.into_future())
    }
}
