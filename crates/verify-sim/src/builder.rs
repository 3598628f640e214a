//! How a simulator is made.

use std::io;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use axum::Router;
use axum::routing::get;

use crate::assumptions::{Assumptions, InvalidAssumption};
use crate::backend::{Backend, Settings, Shared};
use crate::fault::FaultRule;
#[cfg(feature = "scenario")]
use crate::scenario::Scenario;
use crate::server::{Answering, Server};
use crate::simulator::Simulator;
use crate::spec::{InvalidSession, SessionSpec};
use crate::{api, control};

/// The API key of a simulator that was not given one.
pub(crate) const API_KEY: &str = "verify-sim-key";
const SEED: u64 = 8_008;
const MAX_SESSIONS: usize = 100_000;
const MAX_RECORDS: usize = 100_000;
const MAX_MESSAGES: usize = 100_000;
const PATIENCE: Duration = Duration::from_secs(10);

/// Where the control endpoint listens.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Control {
    Off,
    /// On the port of the service, under `/_sim/`.
    Same,
    On(SocketAddr),
}

/// The settings of a [`Simulator`]; each has a default.
///
/// Nothing is checked before [`start`](SimulatorBuilder::start).
#[derive(Clone)]
#[must_use = "a simulator is made by `start`"]
pub struct SimulatorBuilder {
    listen: SocketAddr,
    control: Control,
    api_key: String,
    sub_accounts: Vec<String>,
    assumptions: Vec<(String, String)>,
    start: Option<SystemTime>,
    frozen: bool,
    seed: u64,
    max_sessions: usize,
    max_records: usize,
    max_messages: usize,
    covered: Vec<IpAddr>,
    patience: Duration,
    sessions: Vec<SessionSpec>,
    faults: Vec<FaultRule>,
}

impl SimulatorBuilder {
    pub(crate) fn new() -> Self {
        Self {
            listen: (Ipv4Addr::LOCALHOST, 0).into(),
            control: Control::Off,
            api_key: API_KEY.to_owned(),
            sub_accounts: Vec::new(),
            assumptions: Vec::new(),
            start: None,
            frozen: false,
            seed: SEED,
            max_sessions: MAX_SESSIONS,
            max_records: MAX_RECORDS,
            max_messages: MAX_MESSAGES,
            covered: Vec::new(),
            patience: PATIENCE,
            sessions: Vec::new(),
            faults: Vec::new(),
        }
    }

    /// Sets the address to listen on. The default is a free port of the loopback address.
    pub fn listen(mut self, address: impl Into<SocketAddr>) -> Self {
        self.listen = address.into();
        self
    }

    /// Serves the control endpoint and the page, on a port of their own; without this there are
    /// none. Port 0 is a free one.
    pub fn control(mut self, address: impl Into<SocketAddr>) -> Self {
        self.control = Control::On(address.into());
        self
    }

    /// Serves the control endpoint and the page on the port of the service, under `/_sim/`.
    pub fn control_on_the_same_port(mut self) -> Self {
        self.control = Control::Same;
        self
    }

    /// Sets the API key to accept. The default is `verify-sim-key`.
    pub fn api_key(mut self, key: impl Into<String>) -> Self {
        self.api_key = key.into();
        self
    }

    /// Adds a sub-account of that key. Until there is one, every sub-account is.
    pub fn sub_account(mut self, id: impl Into<String>) -> Self {
        self.sub_accounts.push(id.into());
        self
    }

    /// Sets an assumption by its name; [`Simulator::assumptions`] lists them.
    pub fn assume(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.assumptions.push((name.into(), value.into()));
        self
    }

    /// Sets what the clock shows at the start. The default is the machine's time.
    pub fn starting_at(mut self, time: SystemTime) -> Self {
        self.start = Some(time);
        self
    }

    /// Starts with a clock that stands still until it is advanced.
    pub fn frozen(mut self) -> Self {
        self.frozen = true;
        self
    }

    /// Sets what codes, session ids, and faults at a rate are drawn from; the same for the same
    /// seed.
    pub fn seed(mut self, seed: u64) -> Self {
        self.seed = seed;
        self
    }

    /// Limits the sessions, by default to 100,000. The oldest finished one makes room.
    pub fn max_sessions(mut self, sessions: usize) -> Self {
        self.max_sessions = sessions;
        self
    }

    /// Limits the entries of the record, by default to 100,000. The oldest go first.
    pub fn max_records(mut self, entries: usize) -> Self {
        self.max_records = entries;
        self
    }

    /// Limits the messages of the outbox, by default to 100,000. The oldest go first.
    pub fn max_messages(mut self, messages: usize) -> Self {
        self.max_messages = messages;
        self
    }

    /// Lets silent verification work for the device at an address; without any, it works for none.
    ///
    /// A start over the channel `sma` with such a `clientIp` verifies at once, and the coverage of
    /// the address is available.
    pub fn covered(mut self, address: impl Into<IpAddr>) -> Self {
        self.covered.push(address.into());
        self
    }

    /// Cuts a client off that takes longer to send the head or the body of a request, or to take
    /// any of an answer. The default is 10 s.
    pub fn patience(mut self, patience: Duration) -> Self {
        self.patience = patience;
        self
    }

    /// Adds what a scenario has: sessions, faults, assumptions, and settings.
    #[cfg(feature = "scenario")]
    pub fn scenario(mut self, Scenario(scenario): Scenario) -> Self {
        if let Some(key) = scenario.api_key {
            self.api_key = key;
        }
        if let Some(seed) = scenario.seed {
            self.seed = seed;
        }
        self.frozen |= scenario.frozen;
        self.sub_accounts.extend(scenario.sub_accounts);
        self.assumptions.extend(scenario.assume.0);
        self.sessions.extend(scenario.sessions);
        self.faults.extend(scenario.faults);
        self.covered.extend(scenario.covered);
        self
    }

    /// Starts it on the runtime of the caller. It stops when it is dropped.
    ///
    /// # Errors
    ///
    /// [`StartError`] if an address cannot be listened on, or a setting is not valid.
    pub async fn start(self) -> Result<Simulator, StartError> {
        let (listen, control, patience) = (self.listen, self.control, self.patience);
        let backend = self.backend()?;
        let healthy = || Router::new().route("/healthz", get(api::healthy));
        let mut beside = healthy();
        if matches!(control, Control::Same) {
            beside = beside.merge(control::router(Arc::clone(&backend)));
        }
        let answering = Answering {
            beside,
            service: Some(Arc::clone(&backend)),
        };
        let bound = |address: SocketAddr| move |source| StartError::Listen { address, source };
        let service = Server::start(listen, patience, answering)
            .await
            .map_err(bound(listen))?;
        backend.listens_at(service.url());
        let (control, control_url) = match control {
            Control::Off => (None, None),
            Control::Same => (None, Some(format!("{}/_sim/", service.url()))),
            Control::On(address) => {
                let answering = Answering {
                    beside: healthy().merge(control::router(Arc::clone(&backend))),
                    service: None,
                };
                let server = Server::start(address, patience, answering)
                    .await
                    .map_err(bound(address))?;
                let url = format!("{}/_sim/", server.url());
                (Some(server), Some(url))
            }
        };
        Ok(Simulator::new(backend, service, control, control_url))
    }

    fn backend(self) -> Result<Shared, StartError> {
        let mut assumptions = Assumptions::default();
        for (name, value) in &self.assumptions {
            assumptions.set(name, value)?;
        }
        let is_key = |byte: u8| byte.is_ascii_graphic();
        if self.api_key.is_empty() || !self.api_key.bytes().all(is_key) {
            return Err(StartError::ApiKey);
        }
        let backend = Backend::new(Settings {
            assumptions,
            api_key: self.api_key,
            sub_accounts: self.sub_accounts,
            start: self.start.unwrap_or_else(SystemTime::now),
            frozen: self.frozen,
            seed: self.seed,
            max_sessions: self.max_sessions,
            max_records: self.max_records,
            max_messages: self.max_messages,
            covered: self.covered,
        });
        for seed in &self.sessions {
            backend.seed(seed)?;
        }
        for rule in self.faults {
            backend.inject(rule).map_err(StartError::Fault)?;
        }
        Ok(Arc::new(backend))
    }
}

impl std::fmt::Debug for SimulatorBuilder {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SimulatorBuilder")
            .field("listen", &self.listen)
            .finish_non_exhaustive()
    }
}

/// Why a simulator did not start.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StartError {
    /// An address cannot be listened on.
    #[error("{address} cannot be listened on; give another, or port 0 for a free one")]
    Listen {
        /// The address.
        address: SocketAddr,
        /// The error of the system.
        source: io::Error,
    },
    /// An assumption does not exist, or cannot have its value.
    #[error(transparent)]
    Assumption(#[from] InvalidAssumption),
    /// A session cannot be made.
    #[error(transparent)]
    Session(#[from] InvalidSession),
    /// A fault cannot be injected.
    #[error("a fault cannot be injected: {0}")]
    Fault(&'static str),
    /// No client could send the API key.
    #[error("the API key has to be visible ASCII characters, one or more")]
    ApiKey,
}
