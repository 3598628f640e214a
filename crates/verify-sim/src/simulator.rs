//! A simulator that runs, and what a test can do with it.

use std::time::{Duration, SystemTime};

use crate::assumptions::{Assumption, Assumptions};
use crate::backend::Shared;
use crate::builder::SimulatorBuilder;
use crate::fault::FaultRule;
use crate::record::{Record, RecordedRequest};
use crate::seeded_session::SeededSession;
use crate::server::Server;
use crate::session::State;
use crate::spec::SessionSpec;

/// A stand-in for the service, in the process of the test.
///
/// It listens until it is dropped. There can be any number of them: nothing is shared.
pub struct Simulator {
    backend: Shared,
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

    /// Starts a session at once, in place of one of the same id: `WAITING`, code `123456`, for
    /// `6598765432`, until something else is said.
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

    /// Makes a session `FAILED`, whatever it was.
    ///
    /// # Panics
    ///
    /// If there is none of that id.
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

    /// Requires that a session has seen so many wrong codes.
    ///
    /// # Panics
    ///
    /// If it has not, with the record of the session.
    #[track_caller]
    pub fn assert_attempts(&self, id: &str, expected: u8) {
        let found = self.attempts(id);
        assert!(found.is_some(), "{}", self.no_session(id));
        assert!(
            found == Some(expected),
            "expected {expected} wrong codes in session `{id}`, found {}\n{}",
            found.unwrap_or_default(),
            self.story(id)
        );
    }

    /// Requires that a session stands there.
    ///
    /// # Panics
    ///
    /// If it does not, with the record of the session.
    #[track_caller]
    pub fn assert_state(&self, id: &str, expected: State) {
        let Some(found) = self.state(id) else {
            panic!("{}", self.no_session(id));
        };
        assert!(
            found == expected,
            "expected session `{id}` to be {expected}, found {found}\n{}",
            self.story(id)
        );
    }

    /// Requires that so many requests with a code came for a session, whatever became of them.
    ///
    /// # Panics
    ///
    /// If there were more or fewer, with the record of the session; or if the record has no room
    /// for all requests any more.
    #[track_caller]
    pub fn assert_checks(&self, id: &str, expected: usize) {
        self.assert_count(id, "with a code", expected, |it| it.code.is_some());
    }

    /// Requires that so many requests without a code came for a session, whatever became of them.
    ///
    /// # Panics
    ///
    /// As [`assert_checks`](Simulator::assert_checks).
    #[track_caller]
    pub fn assert_reads(&self, id: &str, expected: usize) {
        self.assert_count(id, "without a code", expected, |it| it.code.is_none());
    }

    #[track_caller]
    fn assert_count(
        &self,
        id: &str,
        what: &str,
        expected: usize,
        counts: impl Fn(&RecordedRequest) -> bool,
    ) {
        let record = self.record();
        assert!(
            record.dropped() == 0,
            "the record has lost {} entries and cannot be counted; give `max_records` more",
            record.dropped()
        );
        let (key, ignore_dashes) = (
            self.backend.key(id),
            self.backend.assumptions.ids_ignore_dashes,
        );
        let requests = record.requests();
        let found = requests
            .filter(|request| request.is_for(&key, ignore_dashes) && counts(request))
            .count();
        assert!(
            found == expected,
            "expected {expected} requests {what} for session `{id}`, found {found}\n{}",
            self.story(id)
        );
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

    fn no_session(&self, id: &str) -> String {
        let mut state = self.backend.state();
        let known: Vec<String> = state
            .sessions
            .iter_mut()
            .take(10)
            .map(|(_, session)| format!("`{}`", session.id()))
            .collect();
        format!(
            "there is no session `{id}` (any more); there are {}",
            if known.is_empty() {
                "none".to_owned()
            } else {
                known.join(", ")
            }
        )
    }

    /// What happened to one session, for a message: no code is in it.
    fn story(&self, id: &str) -> String {
        let (key, ignore_dashes) = (
            self.backend.key(id),
            self.backend.assumptions.ids_ignore_dashes,
        );
        let record = self.record();
        let requests = record.requests();
        let lines: Vec<String> = requests
            .filter(|request| request.is_for(&key, ignore_dashes))
            .map(|request| {
                let what = if request.code.is_some() {
                    "check"
                } else {
                    "read"
                };
                let answer = request
                    .status
                    .map_or("no answer".to_owned(), |status| status.to_string());
                let faults = request.faults.join(", ");
                format!("  {:>4}  {what:5}  {answer}  {faults}", request.number)
            })
            .collect();
        if lines.is_empty() {
            "no request came for it".to_owned()
        } else {
            format!("its requests were:\n{}", lines.join("\n"))
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
