//! Reading a session again and again, slowly, until it is over.

use std::sync::Arc;
use std::time::{Duration, SystemTime};

use tokio::sync::Semaphore;
use tokio::time::{Instant, sleep_until, timeout_at};

use crate::deadline;
use crate::error::{Error, ErrorKind};
use crate::session::Session;

const FIRST: Duration = Duration::from_secs(2);
const LONGEST: Duration = Duration::from_secs(10);
/// The last read comes this long after a session expires, so that it finds it expired.
const GRACE: Duration = Duration::from_secs(1);

/// Where sessions are read from.
pub(crate) trait Source {
    fn read(&self, deadline: Instant) -> impl Future<Output = Result<Session, Error>> + Send;
}

/// Reads one session until it is over, time is up, or reading makes no sense any more.
pub(crate) struct Poller<S> {
    source: S,
    /// Shared by all that poll through one client.
    gate: Arc<Semaphore>,
    deadline: Instant,
    /// The moment the session expires, by the runtime's clock; taken when it is first told, since
    /// that clock and the system's can drift apart.
    expiry: Option<(SystemTime, Instant)>,
    interval: Duration,
    /// The last error that may pass, to be told if time runs out.
    trouble: Option<Error>,
    last_read_done: bool,
}

impl<S: Source> Poller<S> {
    pub(crate) fn new(source: S, gate: Arc<Semaphore>, within: Duration) -> Self {
        Self {
            source,
            gate,
            deadline: deadline::from_now(within),
            expiry: None,
            interval: FIRST,
            trouble: None,
            last_read_done: false,
        }
    }

    /// The session as of the next read that works.
    pub(crate) async fn next(&mut self) -> Result<Session, Error> {
        loop {
            self.wait().await?;
            // The permit is waited for within the deadline too; a full gate must not hold anyone.
            let read = async {
                let _permit = self.gate.acquire().await;
                self.source.read(self.deadline).await
            };
            match timeout_at(self.deadline, read).await {
                Err(_) => return Err(self.out_of_time()),
                Ok(Ok(session)) => {
                    self.trouble = None;
                    self.note_expiry(&session);
                    return Ok(session);
                }
                Ok(Err(error)) if may_pass(&error) => self.trouble = Some(error),
                Ok(Err(error)) => return Err(error),
            }
        }
    }

    /// The session when it is over.
    pub(crate) async fn last(&mut self) -> Result<Session, Error> {
        loop {
            let session = self.next().await?;
            if session.is_final() {
                return Ok(session);
            }
        }
    }

    /// Waits for the time of the next read; an error if there is to be none.
    async fn wait(&mut self) -> Result<(), Error> {
        if self.last_read_done {
            return Err(self.out_of_time());
        }
        let told = self.trouble.as_ref().and_then(Error::retry_after);
        let wait = jittered(self.interval).max(told.unwrap_or_default());
        self.interval = (self.interval * 3 / 2).min(LONGEST);
        let mut until = Instant::now().checked_add(wait).unwrap_or(self.deadline);
        if let Some((_, expiry)) = self.expiry
            && until >= expiry + GRACE
        {
            until = (expiry + GRACE).max(Instant::now());
            self.last_read_done = true;
        }
        if until >= self.deadline {
            sleep_until(self.deadline).await;
            return Err(self.out_of_time());
        }
        sleep_until(until).await;
        Ok(())
    }

    fn note_expiry(&mut self, session: &Session) {
        let Some(expires_at) = session.expires_at() else {
            return;
        };
        if self.expiry.is_none_or(|(known, _)| known != expires_at) {
            let left = expires_at
                .duration_since(SystemTime::now())
                .unwrap_or_default();
            self.expiry = Instant::now().checked_add(left).map(|at| (expires_at, at));
        }
    }

    fn out_of_time(&mut self) -> Error {
        self.trouble
            .take()
            .unwrap_or_else(|| Error::of(ErrorKind::NotOver))
    }
}

fn may_pass(error: &Error) -> bool {
    error.is_transient() || error.is_timeout() || error.is_server_fault()
}

/// Up to a quarter more or less, so that waiters who started together drift apart.
fn jittered(interval: Duration) -> Duration {
    interval.mul_f64(0.75 + fastrand::f64() / 2.0)
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    /// Tells a session's story: each read takes the next line, and the last line stays.
    struct Story {
        lines: Vec<Result<String, ErrorKind>>,
        told: Mutex<Vec<Instant>>,
    }

    impl Source for Arc<Story> {
        async fn read(&self, _: Instant) -> Result<Session, Error> {
            let mut told = self.told.lock().unwrap();
            let line = &self.lines[told.len().min(self.lines.len() - 1)];
            told.push(Instant::now());
            match line {
                Ok(json) => Ok(Session::read(serde_json::from_str(json).unwrap()).unwrap()),
                Err(kind) => Err(Error::of(*kind)),
            }
        }
    }

    fn poller(lines: &[Result<&str, ErrorKind>], within: u64) -> Poller<Arc<Story>> {
        let lines = lines.iter().copied().map(|line| line.map(str::to_owned));
        let story = Arc::new(Story {
            lines: lines.collect(),
            told: Mutex::default(),
        });
        let gate = Arc::new(Semaphore::new(1));
        Poller::new(story, gate, Duration::from_secs(within))
    }

    const WAITING: Result<&str, ErrorKind> = Ok(r#"{"status":"WAITING"}"#);
    const VERIFIED: Result<&str, ErrorKind> = Ok(r#"{"status":"VERIFIED"}"#);

    #[tokio::test(start_paused = true)]
    async fn waits_grow_from_two_seconds_to_ten() {
        let started = Instant::now();
        let mut poller = poller(&[WAITING], 200);
        let error = poller.last().await.unwrap_err();
        assert!(error.is_timeout() && !error.is_transport(), "{error:?}");
        assert_eq!(started.elapsed().as_secs(), 200);
        let told = poller.source.told.lock().unwrap();
        let mut before = started;
        let expected = [2.0, 3.0, 4.5, 6.75]
            .into_iter()
            .chain(std::iter::repeat(10.0));
        for (at, expected) in told.iter().zip(expected) {
            let waited = at.duration_since(before).as_secs_f64();
            before = *at;
            let range = expected * 0.74..expected * 1.26;
            assert!(
                range.contains(&waited),
                "{waited} s in place of {expected} s"
            );
        }
        assert!((17..=28).contains(&told.len()), "{} reads", told.len());
    }

    #[tokio::test(start_paused = true)]
    async fn what_may_pass_does_not_end_a_wait_and_the_rest_does() {
        let passing = [
            ErrorKind::Transport,
            ErrorKind::Throttled,
            ErrorKind::ServerFault,
            ErrorKind::Deadline,
        ];
        let mut lines: Vec<_> = passing.into_iter().map(Err).collect();
        lines.push(VERIFIED);
        assert!(poller(&lines, 600).last().await.unwrap().is_final());
        for kind in [
            ErrorKind::NotFound,
            ErrorKind::NotAuthenticated,
            ErrorKind::InvalidInput,
            ErrorKind::UnexpectedAnswer,
        ] {
            let mut poller = poller(&[WAITING, Err(kind)], 600);
            let error = poller.last().await.unwrap_err();
            assert_eq!(error.kind(), kind, "{error:?}");
            assert_eq!(poller.source.told.lock().unwrap().len(), 2, "{error:?}");
        }
        // Trouble that lasts is what is told when time is up.
        let error = poller(&[Err(ErrorKind::ServerFault)], 60)
            .last()
            .await
            .unwrap_err();
        assert!(error.is_server_fault(), "{error:?}");
    }

    #[tokio::test(start_paused = true)]
    async fn reads_go_on_until_soon_after_the_session_expires() {
        let left = Duration::from_secs(30);
        let expiry = SystemTime::now() + left;
        let expiry = chrono::DateTime::<chrono::Utc>::from(expiry).to_rfc3339();
        let line = format!(r#"{{"status":"WAITING","expiresAt":"{expiry}"}}"#);
        // The waits are jittered; so many of them hit every second.
        let mut read_around_expiry = false;
        for _ in 0..200 {
            let mut poller = poller(&[Ok(&line)], 600);
            assert!(poller.last().await.unwrap_err().is_timeout());
            let told = poller.source.told.lock().unwrap();
            // The clock stands still between reads: the thirty seconds start with the first one.
            let at = |read: &Instant| read.duration_since(told[0]);
            let last = at(told.last().unwrap());
            assert!(left <= last && last <= left + GRACE, "{last:?}");
            let around = |read: &Instant| at(read) + GRACE > left && at(read) < last;
            read_around_expiry |= told.iter().any(around);
        }
        assert!(read_around_expiry, "no read came just before the last");
    }

    #[tokio::test(start_paused = true)]
    async fn a_thousand_sessions_pass_through_the_gate_a_few_at_a_time() {
        #[derive(Default)]
        struct Crowd {
            inside: AtomicUsize,
            most: AtomicUsize,
        }
        impl Source for Arc<Crowd> {
            async fn read(&self, _: Instant) -> Result<Session, Error> {
                let inside = self.inside.fetch_add(1, Ordering::SeqCst) + 1;
                self.most.fetch_max(inside, Ordering::SeqCst);
                tokio::time::sleep(Duration::from_millis(20)).await;
                self.inside.fetch_sub(1, Ordering::SeqCst);
                let json = VERIFIED.unwrap();
                Ok(Session::read(serde_json::from_str(json).unwrap()).unwrap())
            }
        }
        let crowd = Arc::new(Crowd::default());
        let gate = Arc::new(Semaphore::new(8));
        let mut waiters = tokio::task::JoinSet::new();
        for _ in 0..1000 {
            let mut poller = Poller::new(
                Arc::clone(&crowd),
                Arc::clone(&gate),
                Duration::from_secs(60),
            );
            waiters.spawn(async move { poller.last().await.unwrap().is_final() });
        }
        assert!(waiters.join_all().await.into_iter().all(|over| over));
        assert_eq!(crowd.most.load(Ordering::SeqCst), 8);
    }
}
