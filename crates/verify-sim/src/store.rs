//! The sessions, bounded: the oldest finished one makes room for the next.

use std::collections::hash_map::RandomState;
use std::collections::{HashMap, VecDeque};
use std::hash::BuildHasher as _;

use indexmap::IndexMap;
use verify_api::types::Channel;

use crate::clock::Moment;
use crate::record::RecordedTransition;
use crate::session::Session;

/// A session's id as it is looked up.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Key {
    /// 32 hex digits, as real ids are: half the size, and no allocation.
    Hex([u8; 16]),
    Text(Box<str>),
}

impl Key {
    pub(crate) fn new(id: &str, ignore_dashes: bool) -> Self {
        if !ignore_dashes {
            return Self::Text(id.into());
        }
        let mut bytes = [0; 16];
        let mut length = 0;
        for character in id.chars().filter(|character| *character != '-') {
            match character.to_digit(16).map(u8::try_from) {
                Some(Ok(digit)) if length < 32 => {
                    bytes[length / 2] = bytes[length / 2] << 4 | digit;
                    length += 1;
                }
                _ => return Self::text(id),
            }
        }
        if length == 32 {
            Self::Hex(bytes)
        } else {
            Self::text(id)
        }
    }

    fn text(id: &str) -> Self {
        Self::Text(id.replace('-', "").to_lowercase().into())
    }
}

/// Why there is no room: every session is still going on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Full;

pub(crate) struct Store {
    sessions: IndexMap<Key, Session>,
    max: usize,
    /// Finished sessions, the oldest first, as of the last search; some may be gone or anew.
    finished: VecDeque<(Key, Moment)>,
    /// The session that was last started for a number, by a hash of the number and who asked. An
    /// entry can be out of date: what it names has to be looked at.
    started: HashMap<u64, Key>,
    hasher: RandomState,
}

impl Store {
    pub(crate) fn new(max: usize) -> Self {
        Self {
            sessions: IndexMap::new(),
            max,
            finished: VecDeque::new(),
            started: HashMap::new(),
            hasher: RandomState::new(),
        }
    }

    pub(crate) fn len(&self) -> usize {
        self.sessions.len()
    }

    #[cfg(test)]
    fn get(&self, key: &Key) -> Option<&Session> {
        self.sessions.get(key)
    }

    pub(crate) fn get_mut(&mut self, key: &Key) -> Option<&mut Session> {
        self.sessions.get_mut(key)
    }

    pub(crate) fn remove(&mut self, key: &Key) {
        self.sessions.swap_remove(key);
    }

    pub(crate) fn clear(&mut self) {
        self.sessions.clear();
        self.finished.clear();
        self.started.clear();
    }

    /// The session that was last started for a number, in a sub-account and, if it counts, over a
    /// channel.
    pub(crate) fn of_number(
        &self,
        sub_account: &str,
        number: &str,
        channel: Option<&Channel>,
    ) -> Option<Key> {
        let hash = self.hasher.hash_one((sub_account, number, channel));
        let key = self.started.get(&hash)?;
        let session = self.sessions.get(key)?;
        let is_same = session.sub_account() == Some(sub_account) && session.destination() == number;
        is_same.then(|| key.clone())
    }

    /// Remembers the session that was started for a number.
    pub(crate) fn remember(
        &mut self,
        sub_account: &str,
        number: &str,
        channel: Option<&Channel>,
        key: Key,
    ) {
        // Entries of sessions that are gone are let go now and then, so that they stay bounded.
        if self.started.len() > 2 * self.max {
            let sessions = &self.sessions;
            self.started.retain(|_, key| sessions.contains_key(key));
        }
        let hash = self.hasher.hash_one((sub_account, number, channel));
        self.started.insert(hash, key);
    }

    /// The sessions, those that came last first as far as none was taken out.
    pub(crate) fn iter_mut(&mut self) -> impl Iterator<Item = (&Key, &mut Session)> {
        self.sessions.iter_mut().rev()
    }

    /// Puts a session in, in place of one of the same key.
    ///
    /// Gives what expired on the way, and takes the oldest finished session out if there is no
    /// room.
    pub(crate) fn insert(
        &mut self,
        key: Key,
        session: Session,
        now: Moment,
    ) -> Result<Vec<RecordedTransition>, Full> {
        let mut expired = Vec::new();
        if self.sessions.len() >= self.max && !self.sessions.contains_key(&key) {
            expired = self.make_room(now)?;
        }
        self.sessions.insert(key, session);
        Ok(expired)
    }

    fn make_room(&mut self, now: Moment) -> Result<Vec<RecordedTransition>, Full> {
        if self.take_oldest_finished() {
            return Ok(Vec::new());
        }
        // All that were known to be finished are used up. What finished since finished later than
        // they did, so that one search serves until it is used up in turn.
        let mut expired = Vec::new();
        let mut found: Vec<(Key, Moment)> = Vec::new();
        for (key, session) in &mut self.sessions {
            if let Some(change) = session.settle(now) {
                expired.push(session.recorded(change));
            }
            if session.is_final() {
                found.push((key.clone(), session.finished_at));
            }
        }
        found.sort_by_key(|(_, finished_at)| *finished_at);
        self.finished = found.into();
        if self.take_oldest_finished() {
            Ok(expired)
        } else {
            Err(Full)
        }
    }

    fn take_oldest_finished(&mut self) -> bool {
        while let Some((key, finished_at)) = self.finished.pop_front() {
            let same = self
                .sessions
                .get(&key)
                .is_some_and(|session| session.is_final() && session.finished_at == finished_at);
            if same {
                self.sessions.swap_remove(&key);
                return true;
            }
        }
        false
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, SystemTime};

    use super::*;
    use crate::session::{State, Texts};

    fn moment(seconds: u64) -> Moment {
        (SystemTime::UNIX_EPOCH + Duration::from_secs(seconds)).into()
    }

    fn session(id: &str, expires_at: u64) -> Session {
        Session {
            texts: Texts::new(id, "1234", "65", "acme"),
            rare: None,
            state: State::Waiting,
            attempt: 0,
            expires_at: moment(expires_at),
            retry_after: moment(0),
            finished_at: moment(0),
        }
    }

    fn insert(store: &mut Store, id: &str, expires_at: u64, now: u64) -> Result<usize, Full> {
        let key = Key::new(id, true);
        let expired = store.insert(key, session(id, expires_at), moment(now))?;
        Ok(expired.len())
    }

    #[test]
    fn ids_are_the_same_without_dashes_and_case_or_exactly() {
        let key = |id| Key::new(id, true);
        let hex = key("18b526ad-d063-48c0-bb93-4e71f042f047");
        assert!(matches!(hex, Key::Hex(_)));
        assert_eq!(hex, key("18B526ADD06348C0BB934E71F042F047"));
        assert_ne!(hex, key("18b526add06348c0bb934e71f042f04"));
        assert_eq!(key("My-Session"), key("mysession"));
        assert_ne!(Key::new("a-b", false), Key::new("ab", false));
    }

    #[test]
    fn the_oldest_finished_session_makes_room_and_one_that_goes_on_never_does() {
        let mut store = Store::new(3);
        for (id, expires_at) in [("a", 30), ("b", 10), ("c", 20)] {
            assert_eq!(insert(&mut store, id, expires_at, 0), Ok(0));
        }
        assert_eq!(insert(&mut store, "d", 99, 5), Err(Full));
        // At 25, `b` and then `c` are over.
        assert_eq!(insert(&mut store, "d", 99, 25), Ok(2));
        assert_eq!(store.get(&Key::new("b", true)).map(|it| it.state), None);
        assert_eq!(insert(&mut store, "e", 99, 25), Ok(0));
        assert!(store.get(&Key::new("a", true)).is_some());
        assert_eq!(insert(&mut store, "f", 99, 25), Err(Full));
        assert_eq!(store.len(), 3);
    }

    #[test]
    fn a_number_leads_to_the_session_that_was_last_started_for_it() {
        let (key, sms, call) = (Key::new("a", true), Some(Channel::Sms), Some(Channel::Call));
        let mut store = Store::new(3);
        let of = |store: &Store, sub, to, channel: &Option<Channel>| {
            store.of_number(sub, to, channel.as_ref())
        };
        insert(&mut store, "a", 30, 0).unwrap();
        store.remember("acme", "65", sms.as_ref(), key.clone());
        assert_eq!(of(&store, "acme", "65", &sms), Some(key.clone()));
        for (sub, to, channel) in [
            ("acme", "66", &sms),
            ("other", "65", &sms),
            ("acme", "65", &call),
        ] {
            assert_eq!(of(&store, sub, to, channel), None, "{sub} {to} {channel:?}");
        }
        // Another session took the id.
        let mut other = session("a", 30);
        other.texts = Texts::new("a", "1234", "66", "acme");
        store.insert(key.clone(), other, moment(0)).unwrap();
        assert_eq!(of(&store, "acme", "65", &sms), None);
        store.remove(&key);
        assert_eq!((store.len(), of(&store, "acme", "66", &sms)), (0, None));
    }

    #[test]
    fn numbers_whose_sessions_are_gone_are_forgotten_now_and_then() {
        let mut store = Store::new(3);
        insert(&mut store, "a", 30, 0).unwrap();
        store.remember("acme", "65", None, Key::new("a", true));
        let mut lengths = Vec::new();
        for number in 0..8 {
            let gone = Key::new("gone", true);
            store.remember("acme", &number.to_string(), None, gone);
            lengths.push(store.started.len());
        }
        // Twice as many as there can be sessions, and one more.
        assert_eq!(lengths, [2, 3, 4, 5, 6, 7, 2, 3]);
        assert!(store.of_number("acme", "65", None).is_some());
    }

    #[test]
    fn a_session_that_took_the_id_of_a_finished_one_is_not_the_oldest() {
        let mut store = Store::new(3);
        for (id, expires_at) in [("a", 10), ("b", 20), ("c", 22)] {
            insert(&mut store, id, expires_at, 0).unwrap();
        }
        insert(&mut store, "d", 99, 25).unwrap();
        let is_there =
            |store: &Store| ["b", "c", "d"].map(|id| store.get(&Key::new(id, true)).is_some());
        assert_eq!(is_there(&store), [true, true, true]);
        let mut later = session("b", 20);
        (later.state, later.finished_at) = (State::Failed, moment(24));
        store
            .insert(Key::new("b", true), later, moment(25))
            .unwrap();
        insert(&mut store, "e", 99, 25).unwrap();
        assert_eq!(is_there(&store), [true, false, true]);
    }
}
