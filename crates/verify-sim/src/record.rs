//! What came in, and what it changed.

use std::collections::VecDeque;
use std::fmt;
use std::time::SystemTime;

use axum::body::Bytes;
use tokio::sync::watch;

use crate::clock::Moment;
use crate::request::Call;
use crate::session::State;
use crate::store::Key;

/// A request as it was answered. Requests and transitions are numbered together, from 1, in the
/// order in which they took effect.
///
/// `Debug` shows neither the code nor a body.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct RecordedRequest {
    /// Its place in the record.
    pub number: u64,
    /// When it took effect, by the simulator's clock.
    pub at: SystemTime,
    /// The method, such as `GET`.
    pub method: String,
    /// The path as it was sent, without the query; cut after 300 bytes.
    pub path: String,
    /// The operation that it asked for; `None` if the contract has no operation with its path
    /// and method.
    pub call: Option<Call>,
    /// The body that it carried; cut after 16 KiB.
    pub sent: Bytes,
    /// The session that it asked for, as it was sent, or that it started.
    pub session: Option<String>,
    /// The code that it carried; `None` if there was no `code` at all.
    pub code: Option<String>,
    /// The status of the answer, whether or not the answer arrived; `None` if there was none.
    pub status: Option<u16>,
    /// The body of the answer, before any of it was lost.
    pub body: Bytes,
    /// The names of the faults that struck.
    pub faults: Vec<&'static str>,
}

/// A session that changed.
///
/// `Debug` does not show the callback URL.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct RecordedTransition {
    /// Its place in the record.
    pub number: u64,
    /// When it happened, by the simulator's clock. An expiry is recorded when the session is next
    /// looked at, with the moment at which its time was up.
    pub at: SystemTime,
    /// The session, as it was written when it was made.
    pub session: String,
    /// Where it stood before.
    pub from: State,
    /// Where it stands since; the same as before if a wrong code was counted.
    pub to: State,
    /// The wrong codes counted since.
    pub attempt: u8,
    /// The callback URL that the service would have called. The simulator does not call it, since
    /// the vendor documents no payload.
    pub callback_url: Option<String>,
}

/// What happened so far, in order; a copy that does not change any more.
#[derive(Clone, Debug)]
pub struct Record {
    entries: Vec<Entry>,
    dropped: u64,
}

#[derive(Clone, Debug)]
pub(crate) enum Entry {
    Request(RecordedRequest),
    Transition(RecordedTransition),
}

impl Record {
    /// The requests, in the order in which they took effect.
    #[must_use]
    pub fn requests(&self) -> impl DoubleEndedIterator<Item = &RecordedRequest> {
        self.entries.iter().filter_map(|entry| match entry {
            Entry::Request(request) => Some(request),
            Entry::Transition(_) => None,
        })
    }

    /// The transitions, in the order in which they took effect.
    #[must_use]
    pub fn transitions(&self) -> impl DoubleEndedIterator<Item = &RecordedTransition> {
        self.entries.iter().filter_map(|entry| match entry {
            Entry::Transition(transition) => Some(transition),
            Entry::Request(_) => None,
        })
    }

    /// How many entries there was no room for any more; the oldest go first.
    #[must_use]
    pub fn dropped(&self) -> u64 {
        self.dropped
    }

    pub(crate) fn entries(&self) -> &[Entry] {
        &self.entries
    }
}

impl Entry {
    pub(crate) fn number(&self) -> u64 {
        match self {
            Self::Request(request) => request.number,
            Self::Transition(transition) => transition.number,
        }
    }
}

/// The entries that are kept.
pub(crate) struct Log {
    entries: VecDeque<Entry>,
    max: usize,
    count: u64,
    /// How many requests there were, those included that are gone.
    requests: watch::Sender<usize>,
}

impl Log {
    pub(crate) fn new(max: usize) -> Self {
        Self {
            entries: VecDeque::new(),
            max,
            count: 0,
            requests: watch::Sender::new(0),
        }
    }

    pub(crate) fn request(&mut self, mut request: RecordedRequest) {
        self.count += 1;
        request.number = self.count;
        self.push(Entry::Request(request));
        self.requests.send_modify(|requests| *requests += 1);
    }

    pub(crate) fn transition(&mut self, mut transition: RecordedTransition) {
        self.count += 1;
        transition.number = self.count;
        self.push(Entry::Transition(transition));
    }

    fn push(&mut self, entry: Entry) {
        self.entries.push_back(entry);
        if self.entries.len() > self.max {
            self.entries.pop_front();
        }
    }

    /// Follows how many requests there were.
    pub(crate) fn requests(&self) -> watch::Receiver<usize> {
        self.requests.subscribe()
    }

    pub(crate) fn clear(&mut self) {
        self.entries.clear();
    }

    /// What comes after an entry, at most `limit` entries, the newest if there are more.
    pub(crate) fn after(&self, number: u64, limit: usize) -> Record {
        let first = self.entries.front().map_or(self.count + 1, Entry::number);
        let entries = self.entries.iter().rev();
        let mut entries: Vec<Entry> = entries
            .take_while(|entry| entry.number() > number)
            .take(limit)
            .cloned()
            .collect();
        entries.reverse();
        Record {
            entries,
            dropped: first - 1,
        }
    }
}

impl RecordedRequest {
    pub(crate) fn new(at: Moment, method: &str, path: &str) -> Self {
        Self {
            number: 0,
            at: at.system_time(),
            method: method.to_owned(),
            path: cut(path, 300),
            call: None,
            sent: Bytes::new(),
            session: None,
            code: None,
            status: None,
            body: Bytes::new(),
            faults: Vec::new(),
        }
    }

    pub(crate) fn is_for(&self, key: &Key, ignore_dashes: bool) -> bool {
        let session = self.session.as_deref();
        session.is_some_and(|id| Key::new(id, ignore_dashes) == *key)
    }
}

/// The beginning of a text that a client can make as long as it likes.
pub(crate) fn cut(text: &str, bytes: usize) -> String {
    let mut ends = (0..=bytes.min(text.len())).rev();
    let end = ends.find(|end| text.is_char_boundary(*end));
    text[..end.unwrap_or(0)].to_owned()
}

impl fmt::Debug for RecordedRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RecordedRequest")
            .field("number", &self.number)
            .field("method", &self.method)
            .field("call", &self.call)
            .field("session", &self.session)
            .field("status", &self.status)
            .field("faults", &self.faults)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for RecordedTransition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RecordedTransition")
            .field("number", &self.number)
            .field("session", &self.session)
            .field("from", &self.from)
            .field("to", &self.to)
            .field("attempt", &self.attempt)
            .field("has_callback_url", &self.callback_url.is_some())
            .finish_non_exhaustive()
    }
}
