//! A simulator that runs, and what a test can do with it.

use std::net::IpAddr;
use std::time::{Duration, SystemTime};

use crate::assumptions::{Assumption, Assumptions};
use crate::backend::Shared;
use crate::builder::SimulatorBuilder;
use crate::fault::FaultRule;
use crate::number::digits;
use crate::outbox::Message;
use crate::record::Record;
use crate::seeded_session::SeededSession;
use crate::server::Server;
use crate::session::State;
use crate::spec::SessionSpec;

/// A stand-in for the service, in the process of the test.
///
/// It listens until it is dropped. There can be any number of them: nothing is shared.
pub struct Simulator {
    pub(crate) backend: Shared,
    service: Option<Server>,
    control: Option<Server>,
    base_url: String,
    control_url: Option<String>,
}

impl Simulator {
    /// Starts with every setting at its default.
    pub fn builder() -> SimulatorBuilder {
        SimulatorBuilder::new()
    }

    pub(crate) fn new(
        backend: Shared,
        service: Server,
        control: Option<Server>,
        control_url: Option<String>,
    ) -> Self {
        Self {
            backend,
            base_url: service.url(),
            service: Some(service),
            control,
            control_url,
        }
    }

    /// The assumptions with their defaults: what the simulator does where the vendor's documents
    /// are silent.
    #[must_use]
    pub fn assumptions() -> Vec<Assumption> {
        Assumptions::default().list()
    }

    /// Where the service is, such as `http://127.0.0.1:39041`.
    #[must_use]
    pub fn base_url(&self) -> &str {
        &self.base_url
    }

    /// Where the page and the control endpoint are, if they were asked for.
    #[must_use]
    pub fn control_url(&self) -> Option<&str> {
        self.control_url.as_deref()
    }

    /// The API key that is right.
    #[must_use]
    pub fn api_key(&self) -> &str {
        &self.backend.api_key
    }

    /// Makes a session at once, in place of one of the same id: `WAITING`, with the code `123456`,
    /// for `6598765432`, unless its methods set something else. Nothing is sent.
    ///
    /// ```
    /// # async fn example() -> Result<(), Box<dyn std::error::Error>> {
    /// let sim = verify_sim::Simulator::builder().start().await?;
    /// sim.session("18b526ad").code("1234").destination("+65 8123 4567").attempt(3);
    /// # Ok(())
    /// # }
    /// # tokio::runtime::Runtime::new()?.block_on(example())?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Panics
    ///
    /// If the id could not stand in a path, or there is no room.
    #[track_caller]
    pub fn session(&self, id: impl Into<String>) -> SeededSession<'_> {
        SeededSession::start(self, SessionSpec::new(id))
    }

    /// Where a session stands now; `None` if there is none.
    #[must_use]
    pub fn state(&self, id: &str) -> Option<State> {
        self.backend.session(id).map(|session| session.state)
    }

    /// How many wrong codes a session has seen; `None` if there is none.
    #[must_use]
    pub fn attempts(&self, id: &str) -> Option<u8> {
        self.backend.session(id).map(|session| session.attempt)
    }

    /// Makes a session `FAILED`, in any state.
    ///
    /// # Panics
    ///
    /// If there is no session of that id.
    #[track_caller]
    pub fn fail(&self, id: &str) {
        assert!(self.backend.fail(id), "{}", self.no_session(id));
    }

    /// What the simulator's clock shows.
    #[must_use]
    pub fn now(&self) -> SystemTime {
        self.backend.state().clock.now().system_time()
    }

    /// Sets the clock forward; sessions whose time is up then are `EXPIRED`.
    pub fn advance(&self, by: Duration) {
        self.backend.advance(by);
    }

    /// Stops the clock until it is advanced or resumed.
    pub fn freeze(&self) {
        self.backend.state().clock.freeze();
    }

    /// Lets the clock go on from where it stands.
    pub fn resume(&self) {
        self.backend.state().clock.resume();
    }

    /// Lets calls meet a fault; a bare [`Fault`](crate::Fault) strikes the next call, once.
    ///
    /// # Panics
    ///
    /// If a status is not from 400 to 599, a rate not from 0 to 1, or calls are counted from 0.
    #[track_caller]
    pub fn inject(&self, rule: impl Into<FaultRule>) {
        if let Err(problem) = self.backend.inject(rule.into()) {
            panic!("the fault cannot be injected: {problem}");
        }
    }

    /// Takes all faults back.
    pub fn clear_faults(&self) {
        self.backend.state().faults.clear();
    }

    /// What happened so far.
    #[must_use]
    pub fn record(&self) -> Record {
        self.backend.record(0, usize::MAX)
    }

    /// Waits until so many requests have come in all, answered or not.
    ///
    /// It makes a test of what happens while a call is under way independent of time.
    pub async fn wait_for_requests(&self, number: usize) {
        let mut requests = self.backend.state().log.requests();
        // The sender lives as long as the simulator.
        let _ = requests.wait_for(|requests| *requests >= number).await;
    }

    /// What was sent so far, in order; the newest if there was more than it keeps.
    #[must_use]
    pub fn outbox(&self) -> Vec<Message> {
        self.backend.state().outbox.all()
    }

    /// The last message to a number, which is written with its country code; `None` if there is
    /// none.
    ///
    /// ```
    /// # async fn example() -> Result<(), Box<dyn std::error::Error>> {
    /// let sim = verify_sim::Simulator::builder().start().await?;
    /// assert_eq!(sim.last_message("+65 9876 5432"), None);
    /// # Ok(())
    /// # }
    /// # tokio::runtime::Runtime::new()?.block_on(example())?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn last_message(&self, to: &str) -> Option<Message> {
        self.backend.state().outbox.last_to(&digits(to))
    }

    /// Waits until a message to a number is there; gives the last one.
    pub async fn wait_for_message(&self, to: &str) -> Message {
        let to = digits(to);
        let mut count = self.backend.state().outbox.count();
        loop {
            count.mark_unchanged();
            if let Some(message) = self.backend.state().outbox.last_to(&to) {
                return message;
            }
            // The sender lives as long as the simulator.
            let _ = count.changed().await;
        }
    }

    /// Lets silent verification work for the device at an address from now on.
    pub fn cover(&self, address: impl Into<IpAddr>) {
        self.backend.state().covered.insert(address.into());
    }

    /// Takes no more connections, and waits until what is under way is done, up to five seconds.
    pub async fn stop(mut self) {
        if let Some(service) = self.service.take() {
            service.stop().await;
        }
        if let Some(control) = self.control.take() {
            control.stop().await;
        }
    }

    /// Answers in the name of this simulator from a `wiremock` server: same sessions, same clock,
    /// same record.
    ///
    /// wiremock cannot break a connection, so that faults which would are answered with an empty
    /// 500.
    #[cfg(feature = "wiremock")]
    #[must_use]
    pub fn responder(&self) -> impl wiremock::Respond + 'static {
        crate::respond::Responder::new(std::sync::Arc::clone(&self.backend))
    }

    #[track_caller]
    pub(crate) fn seed(&self, seed: &SessionSpec) {
        if let Err(error) = self.backend.seed(seed) {
            panic!("{error}");
        }
    }
}

impl std::fmt::Debug for Simulator {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Simulator")
            .field("base_url", &self.base_url)
            .field("control_url", &self.control_url)
            .finish_non_exhaustive()
    }
}
