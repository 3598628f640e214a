//! What would have been sent.

use std::collections::VecDeque;
use std::fmt;
use std::time::SystemTime;

use tokio::sync::watch;
use verify_api::types::Channel;

use crate::number::digits;

/// A message that the service would have sent.
///
/// `Debug` shows neither the number nor the text nor the code.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Message {
    /// Its place in the outbox; messages are numbered from 1.
    pub number: u64,
    /// When it was sent, by the simulator's clock.
    pub at: SystemTime,
    /// How it was sent.
    pub channel: Channel,
    /// The number that it went to, in international form with a plus sign.
    pub to: String,
    /// The session that it belongs to.
    pub session: String,
    /// The sub-account that sent it.
    pub sub_account: String,
    /// What the person reads or hears, with the code and the brand filled in.
    pub text: String,
    /// The code; it is not in the text if the template has no place for it.
    pub code: String,
    /// The sender that an SMS shows, or the caller that a phone shows, if the request named one.
    pub source: Option<String>,
    /// The language of a spoken message or of a template, if the request named one.
    pub language: Option<String>,
    /// The template that a `WhatsApp` message is made of, if the request named one.
    pub template_name: Option<String>,
}

impl fmt::Debug for Message {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Message")
            .field("number", &self.number)
            .field("channel", &self.channel)
            .field("session", &self.session)
            .finish_non_exhaustive()
    }
}

/// The messages that are kept: the newest.
pub(crate) struct Outbox {
    messages: VecDeque<Message>,
    max: usize,
    /// How many messages there were, those included that are gone.
    count: watch::Sender<u64>,
}

impl Outbox {
    pub(crate) fn new(max: usize) -> Self {
        Self {
            messages: VecDeque::new(),
            max,
            count: watch::Sender::new(0),
        }
    }

    pub(crate) fn push(&mut self, mut message: Message) {
        self.count.send_modify(|count| *count += 1);
        message.number = *self.count.borrow();
        self.messages.push_back(message);
        if self.messages.len() > self.max {
            self.messages.pop_front();
        }
    }

    /// The messages, the newest first.
    pub(crate) fn newest_first(&self) -> impl Iterator<Item = &Message> {
        self.messages.iter().rev()
    }

    pub(crate) fn all(&self) -> Vec<Message> {
        self.messages.iter().cloned().collect()
    }

    /// The messages to a number after a place, in order; all numbers' without one.
    pub(crate) fn to(&self, number: Option<&str>, after: u64) -> Vec<Message> {
        let wanted = |message: &&Message| {
            message.number > after && number.is_none_or(|number| digits(&message.to) == number)
        };
        self.messages.iter().filter(wanted).cloned().collect()
    }

    pub(crate) fn last_to(&self, number: &str) -> Option<Message> {
        self.newest_first()
            .find(|message| digits(&message.to) == number)
            .cloned()
    }

    pub(crate) fn len(&self) -> usize {
        self.messages.len()
    }

    /// How many messages there was no room for any more.
    pub(crate) fn dropped(&self) -> u64 {
        *self.count.borrow() - self.messages.len() as u64
    }

    /// Follows how many messages there were.
    pub(crate) fn count(&self) -> watch::Receiver<u64> {
        self.count.subscribe()
    }

    pub(crate) fn clear(&mut self) {
        self.messages.clear();
    }
}
