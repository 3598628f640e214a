//! Whether a silent verification can work.

use std::fmt;
use std::future::IntoFuture;
use std::net::IpAddr;
use std::pin::Pin;

use verify_api::types::{Coverage, CoverageRequest, Destination};

use crate::client::{Client, Sending, wait};
use crate::deadline;
use crate::error::{Error, ErrorKind};
use crate::number::PhoneNumber;

impl Client {
    /// Asks whether a silent verification can work for a device, by its address.
    ///
    /// It needs a mobile data connection of a network that the vendor covers. It sends no message;
    /// whether it costs anything is not documented, so it is sent again only when no connection was
    /// made.
    ///
    /// ```
    /// # use std::net::IpAddr;
    /// # use verify_ext::{Channel, Client, Error, PhoneNumber};
    /// # async fn login(client: &Client, address: IpAddr, number: &PhoneNumber) -> Result<(), Error> {
    /// let covered = client.silent_coverage(address).number(number).await?;
    /// let channel = if covered { Channel::Silent } else { Channel::default() };
    /// let outcome = client.start(number).channel(channel).client_ip(address).await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn silent_coverage(&self, address: IpAddr) -> SilentCoverage {
        SilentCoverage {
            client: self.clone(),
            request: CoverageRequest::new(address.to_string()),
        }
    }
}

/// A question for coverage, ready to be awaited; see [`Client::silent_coverage`].
#[must_use = "it is asked when it is awaited"]
pub struct SilentCoverage {
    client: Client,
    request: CoverageRequest,
}

impl SilentCoverage {
    /// The number to be verified, written with `+`; not every number of a network is covered.
    pub fn number(mut self, number: &PhoneNumber) -> Self {
        self.request = self.request.destination(number.expose());
        self
    }

    async fn run(self) -> Result<bool, Error> {
        let Self { client, request } = self;
        let shared = client.shared();
        let deadline = deadline::from_now(shared.deadline);
        let mut backoff = shared.retry.start();
        loop {
            let sending = Sending {
                api: &shared.once,
                method: "POST",
                resend_count: backoff.waits(),
                deadline,
                secret: request.destination.as_ref().map(Destination::expose),
            };
            let call = shared.once.client.check_silent_coverage();
            let call = call.sub_account_id(&shared.sub_account);
            let call = Box::pin(call.body(request.clone()).send());
            let judged = |coverage: Coverage| {
                coverage.is_available.ok_or_else(|| {
                    Error::of(ErrorKind::UnexpectedAnswer)
                        .saying("the service answered without saying whether there is coverage")
                })
            };
            let error = match client.send(call, sending, judged).await {
                Ok(available) => return Ok(available),
                Err(error) => error,
            };
            if !error.is_unsent() || !wait(&mut backoff, &error, deadline).await {
                return Err(error);
            }
        }
    }
}

impl IntoFuture for SilentCoverage {
    type Output = Result<bool, Error>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.run())
    }
}

impl fmt::Debug for SilentCoverage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SilentCoverage").finish_non_exhaustive()
    }
}
