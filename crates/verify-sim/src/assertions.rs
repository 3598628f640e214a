//! What a test can require of a simulator, with the record in the message.

use crate::request::Call;
use crate::session::State;
use crate::simulator::Simulator;

impl Simulator {
    /// Requires that a session has seen this many wrong codes.
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

    /// Requires that a session is in this state.
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

    /// Requires that this many requests with a code came for a session, answered or not.
    ///
    /// # Panics
    ///
    /// If there were more or fewer, with the record of the session; or if the record has no room
    /// for all requests any more.
    #[track_caller]
    pub fn assert_checks(&self, id: &str, expected: usize) {
        self.assert_count(id, "with a code", expected, Call::Check);
    }

    /// Requires that this many requests without a code came for a session, answered or not.
    ///
    /// # Panics
    ///
    /// As [`assert_checks`](Simulator::assert_checks).
    #[track_caller]
    pub fn assert_reads(&self, id: &str, expected: usize) {
        self.assert_count(id, "without a code", expected, Call::Read);
    }

    #[track_caller]
    fn assert_count(&self, id: &str, what: &str, expected: usize, call: Call) {
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
            .filter(|request| request.is_for(&key, ignore_dashes) && request.call == Some(call))
            .count();
        assert!(
            found == expected,
            "expected {expected} requests {what} for session `{id}`, found {found}\n{}",
            self.story(id)
        );
    }

    pub(crate) fn no_session(&self, id: &str) -> String {
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
                let what = request.call.map_or("", Call::as_str);
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
