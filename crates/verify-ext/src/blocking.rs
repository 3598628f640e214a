//! The client for code without a runtime: the same names, and calls that return when they are done.
//!
//! ```no_run
//! use verify_ext::{Outcome, PhoneNumber, SessionId, VerificationCode, blocking::Client};
//!
//! let client = Client::from_env()?;
//! let session_id = SessionId::new("18b526add06348c0bb934e71f042f047")?;
//! let (code, number) = (VerificationCode::new("123456")?, PhoneNumber::new("+65 9876 5432")?);
//! let outcome = client.check(&session_id, &code).claiming(&number).run()?;
//! assert_eq!(outcome, Outcome::Verified);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! A call holds its thread until it is done, anywhere: in a thread of your own, in
//! `tokio::task::spawn_blocking`, and in an asynchronous task too, where it holds up every other task
//! of that thread. Use the [asynchronous client](crate::Client) there.

mod start;

use std::fmt;
use std::sync::{Arc, mpsc};
use std::time::Duration;

use tokio::runtime::Runtime;

use crate::build_error::{BuildError, Repr};
use crate::builder::ClientBuilder;
use crate::error::Error;
use crate::outcome::Outcome;
use crate::session::Session;
use crate::{PhoneNumber, SessionId, VerificationCode};

pub use start::{SilentCoverage, Start};

/// A client for one sub-account, whose calls block.
///
/// Make one and keep it: it holds a pool of connections, and one thread that does the work. It
/// is `Send` and `Sync`, and cheap to clone; clones share both.
#[derive(Clone)]
pub struct Client {
    client: crate::Client,
    runtime: Arc<OwnRuntime>,
}

impl Client {
    /// Starts a client; end it with [`ClientBuilder::build_blocking`].
    pub fn builder() -> ClientBuilder {
        ClientBuilder::new()
    }

    /// Makes a client from the environment, as [`Client::from_env`](crate::Client::from_env) does.
    ///
    /// # Errors
    ///
    /// [`BuildError`] names the variable that is missing or not valid, never its value.
    pub fn from_env() -> Result<Self, BuildError> {
        ClientBuilder::from_env()?.build_blocking()
    }

    /// Reads where a session stands, as [`Client::session`](crate::Client::session) does.
    ///
    /// # Errors
    ///
    /// Every kind of [`Error`]; [`may_have_counted`](Error::may_have_counted) is always false.
    pub fn session(&self, id: &SessionId) -> Result<Session, Error> {
        let (client, id) = (self.client.clone(), id.clone());
        self.runtime.run(async move { client.session(&id).await })
    }

    /// Checks a code that a person typed in, as [`Client::check`](crate::Client::check) does.
    pub fn check<'a>(
        &'a self,
        session_id: &'a SessionId,
        code: &'a VerificationCode,
    ) -> UnboundCheck<'a> {
        UnboundCheck {
            client: self,
            session_id,
            code,
        }
    }

    /// Waits until a session is over, as [`Client::wait`](crate::Client::wait) does.
    pub fn wait(&self, session_id: &SessionId) -> Wait<'_> {
        Wait {
            client: self,
            wait: self.client.wait(session_id),
        }
    }

    /// The changes of a session as an iterator, read as by
    /// [`Client::changes`](crate::Client::changes).
    pub fn changes(&self, session_id: &SessionId) -> Changes {
        Changes {
            runtime: Arc::clone(&self.runtime),
            changes: Some(self.client.changes(session_id)),
        }
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.client.fmt(f)
    }
}

impl ClientBuilder {
    /// Makes a client whose calls block. Nothing is sent.
    ///
    /// # Errors
    ///
    /// [`BuildError`] as of [`build`](ClientBuilder::build), or if no thread can be started.
    pub fn build_blocking(self) -> Result<Client, BuildError> {
        let client = self.build()?;
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(1)
            .thread_name("verify-ext")
            .enable_all()
            .build()
            .map_err(Repr::Runtime)?;
        let runtime = Arc::new(OwnRuntime(Some(runtime)));
        Ok(Client { client, runtime })
    }
}

/// A check that does not know yet which number it is for.
#[derive(Debug)]
#[must_use = "a check is sent when it is told the number, by `claiming`, and run"]
pub struct UnboundCheck<'a> {
    client: &'a Client,
    session_id: &'a SessionId,
    code: &'a VerificationCode,
}

impl<'a> UnboundCheck<'a> {
    /// Binds the check to a number, as [`claiming`](crate::UnboundCheck::claiming) does.
    pub fn claiming(self, number: &'a PhoneNumber) -> Check<'a> {
        self.bound_to(Some(number))
    }

    /// Checks the code for the number of the session, whichever it is; see
    /// [the asynchronous one](crate::UnboundCheck::any_number).
    pub fn any_number(self) -> Check<'a> {
        self.bound_to(None)
    }

    fn bound_to(self, claimed: Option<&'a PhoneNumber>) -> Check<'a> {
        Check {
            unbound: self,
            claimed,
            before: None,
        }
    }
}

/// A check, ready to be run.
#[derive(Debug)]
#[must_use = "a check is sent when it is run"]
pub struct Check<'a> {
    unbound: UnboundCheck<'a>,
    claimed: Option<&'a PhoneNumber>,
    before: Option<&'a Session>,
}

impl<'a> Check<'a> {
    /// Tells what is known of the session from before, as
    /// [`with_prior_read`](crate::Check::with_prior_read) does.
    pub fn with_prior_read(mut self, before: &'a Session) -> Self {
        self.before = Some(before);
        self
    }

    /// Sends the check, and returns when its outcome is known.
    ///
    /// # Errors
    ///
    /// Every kind of [`Error`]; ask [`may_have_counted`](Error::may_have_counted).
    pub fn run(self) -> Result<Outcome, Error> {
        let UnboundCheck {
            client,
            session_id,
            code,
        } = self.unbound;
        let (inner, session_id, code) = (client.client.clone(), session_id.clone(), code.clone());
        let (claimed, before) = (self.claimed.cloned(), self.before.cloned());
        client.runtime.run(async move {
            let unbound = inner.check(&session_id, &code);
            let mut check = match &claimed {
                Some(number) => unbound.claiming(number),
                None => unbound.any_number(),
            };
            if let Some(before) = &before {
                check = check.with_prior_read(before);
            }
            check.await
        })
    }
}

/// A wait for the end of a session, ready to be run.
#[derive(Debug)]
#[must_use = "a wait starts when it is run"]
pub struct Wait<'a> {
    client: &'a Client,
    wait: crate::Wait,
}

impl Wait<'_> {
    /// How long to wait at most; ten minutes unless told otherwise.
    pub fn within(mut self, within: Duration) -> Self {
        self.wait = self.wait.within(within);
        self
    }

    /// Returns when the session is over.
    ///
    /// # Errors
    ///
    /// As of [`Client::wait`](crate::Client::wait).
    pub fn run(self) -> Result<Session, Error> {
        self.client.runtime.run(self.wait)
    }
}

impl<'a> Wait<'a> {
    /// Binds the wait to a number, as [`claiming`](crate::Wait::claiming) does.
    pub fn claiming(self, number: &PhoneNumber) -> ClaimingWait<'a> {
        ClaimingWait {
            client: self.client,
            wait: self.wait.claiming(number),
        }
    }
}

/// A wait that ends in an outcome for a number, ready to be run.
#[derive(Debug)]
#[must_use = "a wait starts when it is run"]
pub struct ClaimingWait<'a> {
    client: &'a Client,
    wait: crate::ClaimingWait,
}

impl ClaimingWait<'_> {
    /// How long to wait at most; ten minutes unless told otherwise.
    pub fn within(mut self, within: Duration) -> Self {
        self.wait = self.wait.within(within);
        self
    }

    /// Returns when the session is over.
    ///
    /// # Errors
    ///
    /// As of [`Client::wait`](crate::Client::wait).
    pub fn run(self) -> Result<Outcome, Error> {
        self.client.runtime.run(self.wait)
    }
}

/// The changes of a session, one by one.
#[derive(Debug)]
#[must_use = "an iterator does nothing unless it is asked for the next item"]
pub struct Changes {
    runtime: Arc<OwnRuntime>,
    changes: Option<crate::Changes>,
}

impl Changes {
    /// How long to watch at most, from the first item asked for; ten minutes unless told otherwise.
    pub fn within(mut self, within: Duration) -> Self {
        self.changes = self.changes.map(|changes| changes.within(within));
        self
    }
}

impl Iterator for Changes {
    type Item = Result<Session, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        let mut changes = self.changes.take()?;
        let (changes, next) = self.runtime.run(async move {
            let next = changes.next().await;
            (changes, next)
        });
        self.changes = next.is_some().then_some(changes);
        next
    }
}

/// A runtime that may be dropped anywhere.
#[derive(Debug)]
struct OwnRuntime(Option<Runtime>);

impl OwnRuntime {
    /// Runs a call on the runtime's own thread, and holds the calling one until it is done. It does
    /// not enter the runtime: a thread that belongs to another runtime must not.
    fn run<T: Send + 'static>(&self, call: impl Future<Output = T> + Send + 'static) -> T {
        let (tell, told) = mpsc::sync_channel(1);
        if let Some(runtime) = &self.0 {
            runtime.spawn(async move {
                // Nobody hears it if the caller is gone, which a thread that waits is not.
                let _ = tell.send(call.await);
            });
        }
        told.recv()
            .expect("a runtime that is not dropped runs a call to its end, and no call panics")
    }
}

impl Drop for OwnRuntime {
    fn drop(&mut self) {
        // Waiting for its thread would panic inside another runtime.
        if let Some(runtime) = self.0.take() {
            runtime.shutdown_background();
        }
    }
}
