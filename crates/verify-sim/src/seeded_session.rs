//! A session that a test makes without a start.

use std::time::Duration;

use crate::fault::FaultRule;
use crate::session::State;
use crate::simulator::Simulator;
use crate::spec::SessionSpec;

/// A session that a test made. Each method makes it again, with one more property set.
///
/// `Debug` shows the id only.
pub struct SeededSession<'s> {
    simulator: &'s Simulator,
    seed: SessionSpec,
}

#[allow(
    clippy::must_use_candidate,
    clippy::return_self_not_must_use,
    reason = "each method has taken effect when it returns"
)]
impl<'s> SeededSession<'s> {
    #[track_caller]
    pub(crate) fn start(simulator: &'s Simulator, seed: SessionSpec) -> Self {
        simulator.seed(&seed);
        Self { simulator, seed }
    }

    /// Sets the code that is right.
    ///
    /// # Panics
    ///
    /// If the contract does not allow the code: it takes 3 to 10 characters.
    #[track_caller]
    pub fn code(mut self, code: impl Into<String>) -> Self {
        self.seed.code = code.into();
        Self::start(self.simulator, self.seed)
    }

    /// Sets the number that the session is for, which is answered as it is written here.
    #[track_caller]
    pub fn destination(mut self, number: impl Into<String>) -> Self {
        self.seed.destination = number.into();
        Self::start(self.simulator, self.seed)
    }

    /// Sets the sub-account that the session belongs to; without this, every one finds it.
    #[track_caller]
    pub fn sub_account(mut self, id: impl Into<String>) -> Self {
        self.seed.sub_account = Some(id.into());
        Self::start(self.simulator, self.seed)
    }

    /// Sets where the session stands.
    ///
    /// # Panics
    ///
    /// If it does not go with the attempts.
    #[track_caller]
    pub fn state(mut self, state: State) -> Self {
        self.seed.state = state;
        Self::start(self.simulator, self.seed)
    }

    /// Sets how many wrong codes the session has seen.
    ///
    /// # Panics
    ///
    /// If it is 5 or more, and the session is not `FAILED`.
    #[track_caller]
    pub fn attempt(mut self, attempt: u8) -> Self {
        self.seed.attempt = Some(attempt);
        Self::start(self.simulator, self.seed)
    }

    /// Sets how long from now, by the simulator's clock, the session expires.
    #[track_caller]
    pub fn expires_in(mut self, time: Duration) -> Self {
        self.seed.expires_in = Some(time);
        Self::start(self.simulator, self.seed)
    }

    /// Sets how long from now a code may be sent again.
    #[track_caller]
    pub fn resend_in(mut self, time: Duration) -> Self {
        self.seed.resend_in = Some(time);
        Self::start(self.simulator, self.seed)
    }

    /// Gives the session a verification URL for silent mobile authentication.
    #[track_caller]
    pub fn sma_url(mut self, url: impl Into<String>) -> Self {
        self.seed.sma_url = Some(url.into());
        Self::start(self.simulator, self.seed)
    }

    /// Lets calls for this session meet a fault; a bare [`Fault`](crate::Fault) strikes the next
    /// one, once.
    ///
    /// # Panics
    ///
    /// As [`Simulator::inject`].
    #[track_caller]
    pub fn inject(self, rule: impl Into<FaultRule>) -> Self {
        self.simulator.inject(rule.into().on(self.seed.id.as_str()));
        self
    }
}

impl std::fmt::Debug for SeededSession<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SeededSession")
            .field("id", &self.seed.id)
            .finish_non_exhaustive()
    }
}
