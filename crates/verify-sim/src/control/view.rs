//! What the control endpoint shows, as JSON.

use serde_json::{Value, json};

use crate::clock::Moment;
use crate::outbox::Message;
use crate::record::{Entry, RecordedRequest, RecordedTransition};
use crate::request::Call;
use crate::session::Session;

pub(super) fn session(session: &Session, now: Moment) -> Value {
    json!({
        "id": session.id(),
        "sub-account": session.sub_account(),
        "code": Some(session.code()).filter(|code| !code.is_empty()),
        "sma-url": session.sma_url(),
        "destination": session.destination(),
        "status": session.state.as_str(),
        "attempt": session.attempt,
        "expires-at": session.expires_at.text(),
        "expires-in-ms": u64::try_from(session.expires_at.since(now).as_millis()).unwrap_or(u64::MAX),
    })
}

pub(super) fn entry(entry: &Entry) -> Value {
    let at = |time: std::time::SystemTime| Moment::from(time).text();
    match entry {
        Entry::Request(RecordedRequest {
            number,
            at: time,
            method,
            path,
            session,
            code,
            status,
            body,
            faults,
            call,
            sent,
        }) => json!({
            "number": number, "at": at(*time), "kind": "request", "method": method, "path": path,
            "call": call.map(Call::as_str), "sent": String::from_utf8_lossy(sent),
            "session": session, "code": code, "status": status,
            "body": String::from_utf8_lossy(body), "faults": faults,
        }),
        Entry::Transition(RecordedTransition {
            number,
            at: time,
            session,
            from,
            to,
            attempt,
            callback_url,
        }) => json!({
            "number": number, "at": at(*time), "kind": "transition", "session": session,
            "from": from.as_str(), "to": to.as_str(), "attempt": attempt, "callback-url": callback_url,
        }),
    }
}

pub(super) fn message(message: &Message) -> Value {
    json!({
        "number": message.number,
        "at": Moment::from(message.at).text(),
        "channel": message.channel,
        "to": message.to,
        "session": message.session,
        "sub-account": message.sub_account,
        "text": message.text,
        "code": message.code,
        "source": message.source,
        "language": message.language,
        "template-name": message.template_name,
    })
}
