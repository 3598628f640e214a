//! Which operation of the contract a request is for, and what its parameters may be.
//!
//! The types of `verify-api` carry the constraints; the paths and methods are written out here, and
//! a test compares them with the contract.

use std::borrow::Cow;

use percent_encoding::percent_decode_str;
use verify_api::types::{SubAccountId, VerificationCode};

/// A parameter of the path, percent-decoded; `None` if it is not UTF-8.
type Segment<'p> = Option<Cow<'p, str>>;

/// What a path of the contract stands for.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Target<'p> {
    /// The sessions of a sub-account, to start one.
    Start { sub_account: Segment<'p> },
    /// One session, to be read or checked.
    Session {
        sub_account: Segment<'p>,
        session: Segment<'p>,
    },
    /// The coverage of silent verification.
    Coverage { sub_account: Segment<'p> },
}

impl<'p> Target<'p> {
    /// Finds what stands at a path as it was sent, percent-encoded.
    pub(crate) fn of(path: &'p str) -> Option<Self> {
        let rest = path.strip_prefix("/api/v2/subaccounts/")?;
        let (sub_account, rest) = rest.split_once('/')?;
        if sub_account.is_empty() {
            return None;
        }
        let sub_account = decode(sub_account);
        match rest {
            "sessions" => Some(Self::Start { sub_account }),
            "sma/coverage" => Some(Self::Coverage { sub_account }),
            _ => {
                let session = rest.strip_prefix("sessions/")?;
                let is_segment = !session.is_empty() && !session.contains('/');
                is_segment.then(|| Self::Session {
                    sub_account,
                    session: decode(session),
                })
            }
        }
    }

    /// The one method that the path takes.
    pub(crate) fn method(&self) -> &'static str {
        match self {
            Self::Session { .. } => "GET",
            Self::Start { .. } | Self::Coverage { .. } => "POST",
        }
    }
}

fn decode(segment: &str) -> Segment<'_> {
    percent_decode_str(segment).decode_utf8().ok()
}

/// Checks a sub-account id against the contract; the error never repeats what was sent.
pub(crate) fn sub_account(sent: Option<&str>) -> Result<(), String> {
    let text = sent.ok_or("`subAccountId`: it is not UTF-8")?;
    match SubAccountId::new(text) {
        Ok(_) => Ok(()),
        Err(error) => Err(format!("`subAccountId`: {error}")),
    }
}

/// The parameter `code` of a query.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Code<'q> {
    Absent,
    Legal(Cow<'q, str>),
    /// Sent, and not what the contract allows. The reason never repeats what was sent.
    Illegal {
        sent: String,
        reason: String,
    },
}

impl<'q> Code<'q> {
    pub(crate) fn of(query: Option<&'q str>) -> Self {
        let pairs = query.into_iter().flat_map(|query| query.split('&'));
        let mut sent = pairs
            .map(|pair| pair.split_once('=').unwrap_or((pair, "")))
            .filter(|(name, _)| decode_form(name).as_deref() == Some("code"));
        let Some((_, value)) = sent.next() else {
            return Self::Absent;
        };
        let value = decode_form(value);
        let reason = if sent.next().is_some() {
            "`code`: it can be sent only once".to_owned()
        } else if let Some(value) = &value {
            match VerificationCode::new(&**value) {
                Ok(_) => return Self::Legal(value.clone()),
                Err(error) => format!("`code`: {error}"),
            }
        } else {
            "`code`: it is not UTF-8".to_owned()
        };
        Self::Illegal {
            sent: value.unwrap_or_default().into_owned(),
            reason,
        }
    }

    /// What was sent, whether or not it is legal.
    pub(crate) fn sent(&self) -> Option<&str> {
        match self {
            Self::Absent => None,
            Self::Legal(code) => Some(code),
            Self::Illegal { sent, .. } => Some(sent),
        }
    }
}

/// Decodes a name or a value of a query, where a plus sign is a blank.
fn decode_form(text: &str) -> Option<Cow<'_, str>> {
    if text.contains('+') {
        let text = text.replace('+', " ");
        let text = percent_decode_str(&text).decode_utf8().ok()?;
        return Some(Cow::Owned(text.into_owned()));
    }
    percent_decode_str(text).decode_utf8().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_found_segment_by_segment() {
        let session = Target::Session {
            sub_account: Some("a&b".into()),
            session: Some("x/y".into()),
        };
        let path = "/api/v2/subaccounts/a%26b/sessions/x%2Fy";
        assert_eq!(Target::of(path), Some(session));
        let sub_account = || Some("a&b".into());
        for (path, target) in [
            (
                "/api/v2/subaccounts/a%26b/sessions",
                Target::Start {
                    sub_account: sub_account(),
                },
            ),
            (
                "/api/v2/subaccounts/a%26b/sma/coverage",
                Target::Coverage {
                    sub_account: sub_account(),
                },
            ),
        ] {
            assert_eq!(Target::of(path), Some(target));
        }
        for path in [
            "/",
            "/api/v2/subaccounts//sessions",
            "/api/v2/subaccounts/a/sma",
            "/api/v2/subaccounts/a/sma/coverage/",
            "/api/v2/subaccounts//sessions/a",
            "/api/v2/subaccounts/abc/sessions/",
            "/api/v2/subaccounts/a/sessions/b/c",
            "/api/v2/subaccounts/a/sessions/b/",
        ] {
            assert_eq!(Target::of(path), None, "{path}");
        }
    }

    #[test]
    fn parameters_keep_the_contract_and_are_never_repeated() {
        for legal in ["123", "1234567890"] {
            assert_eq!(Code::of(Some(&format!("code={legal}"))).sent(), Some(legal));
        }
        assert_eq!(Code::of(None), Code::Absent);
        assert_eq!(Code::of(Some("other=1234&")), Code::Absent);
        for query in [
            "code",
            "code=",
            "code=12",
            "code=98765432101",
            "code=9871&code=9871",
        ] {
            let Code::Illegal { reason, .. } = Code::of(Some(query)) else {
                panic!("{query} was taken");
            };
            assert!(!reason.contains("987"), "{reason}");
        }
        assert_eq!(sub_account(Some("a.b&c")), Ok(()));
        assert!(sub_account(Some("ab")).is_err());
        assert!(sub_account(Some("a b c")).is_err());
        assert!(sub_account(None).is_err());
    }
}
