//! A request, taken apart and held against the contract before anything changes.

use std::borrow::Cow;

use crate::assumptions::Reply;
use crate::backend::Backend;
use crate::operation::{Code, Target};
use crate::start::{Coverage, Start};
use crate::store::Key;

/// A request as it came, as far as it counts.
#[derive(Clone, Copy)]
pub(crate) struct Incoming<'a> {
    pub(crate) method: &'a str,
    pub(crate) path: &'a str,
    pub(crate) query: Option<&'a str>,
    pub(crate) authorization: Option<&'a [u8]>,
    pub(crate) content_type: Option<&'a [u8]>,
    pub(crate) body: &'a [u8],
}

/// What a request asks for, by the contract's operations.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Call {
    /// `startVerification`: a code is sent, or a silent verification begins.
    Start,
    /// `validateVerification` without a code: the session is read.
    Read,
    /// `validateVerification` with a code: the code is tried.
    Check,
    /// `checkSilentCoverage`: whether a silent verification can work.
    Coverage,
}

impl Call {
    /// The call's name in the record over the control endpoint: `start`, `read`, `check`,
    /// `coverage`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Start => "start",
            Self::Read => "read",
            Self::Check => "check",
            Self::Coverage => "coverage",
        }
    }
}

/// A request of one of the operations.
pub(crate) struct Request<'a> {
    pub(crate) call: Call,
    pub(crate) sub_account: Cow<'a, str>,
    /// The session that it names, as it was sent.
    pub(crate) session: Option<Cow<'a, str>>,
    /// The session that it names, as it is looked up.
    pub(crate) key: Option<Key>,
    /// The code that was sent, whether or not it is legal.
    pub(crate) code: Option<String>,
    pub(crate) action: Result<Action, Refusal>,
}

/// What is carried out.
pub(crate) enum Action {
    /// Read the session, and check the code if there is one.
    Validate,
    Start(Box<Start>),
    Coverage(Coverage),
}

/// Why a request is not carried out.
pub(crate) enum Refusal {
    NotAuthenticated { key_was_sent: bool },
    SubAccount,
    Parameter(String),
    Code(String),
    MediaType,
    Body(String),
    Number(String),
    WhatsAppTemplate,
}

impl<'a> Request<'a> {
    /// Takes a request apart. Nothing here needs the state.
    pub(crate) fn of(backend: &Backend, sent: Incoming<'a>, target: Target<'a>) -> Self {
        let authentic = backend.authenticate(sent.authorization);
        match target {
            Target::Session {
                sub_account,
                session,
            } => {
                let code = Code::of(sent.query);
                let action = authentic
                    .and_then(|()| backend.accept(sub_account.as_deref()))
                    .and_then(|()| match session {
                        Some(_) => Ok(()),
                        None => Err(Refusal::Parameter("`sessionId`: it is not UTF-8".into())),
                    })
                    .and_then(|()| match &code {
                        Code::Illegal { reason, .. } => Err(Refusal::Code(reason.clone())),
                        Code::Absent | Code::Legal(_) => Ok(Action::Validate),
                    });
                Self {
                    call: match code {
                        Code::Absent => Call::Read,
                        _ => Call::Check,
                    },
                    key: Some(backend.key(session.as_deref().unwrap_or_default())),
                    sub_account: sub_account.unwrap_or_default(),
                    session,
                    code: code.sent().map(str::to_owned),
                    action,
                }
            }
            Target::Start { sub_account } => {
                let action = authentic
                    .and_then(|()| backend.accept(sub_account.as_deref()))
                    .and_then(|()| require_json(&sent))
                    .and_then(|()| Start::read(sent.body, &backend.assumptions))
                    .map(|start| Action::Start(Box::new(start)));
                Self::without_session(Call::Start, sub_account, action)
            }
            Target::Coverage { sub_account } => {
                let action = authentic
                    .and_then(|()| backend.accept(sub_account.as_deref()))
                    .and_then(|()| require_json(&sent))
                    .and_then(|()| Coverage::read(sent.body))
                    .map(Action::Coverage);
                Self::without_session(Call::Coverage, sub_account, action)
            }
        }
    }

    fn without_session(
        call: Call,
        sub_account: Option<Cow<'a, str>>,
        action: Result<Action, Refusal>,
    ) -> Self {
        Self {
            call,
            sub_account: sub_account.unwrap_or_default(),
            session: None,
            key: None,
            code: None,
            action,
        }
    }
}

/// Requires that a body, which may be left out by the contract, is JSON.
fn require_json(sent: &Incoming<'_>) -> Result<(), Refusal> {
    if sent.body.is_empty() {
        return Ok(());
    }
    let media_type = sent
        .content_type
        .unwrap_or_default()
        .split(|byte| *byte == b';')
        .next();
    let is_json =
        media_type.is_some_and(|it| it.trim_ascii().eq_ignore_ascii_case(b"application/json"));
    if is_json {
        Ok(())
    } else {
        Err(Refusal::MediaType)
    }
}

/// The error that answers a refusal: status, code, and message.
impl Refusal {
    pub(crate) fn reply(&self, backend: &Backend) -> (Reply, Cow<'_, str>) {
        let assume = &backend.assumptions;
        let error = |status, code| Reply::Error { status, code };
        match self {
            Self::NotAuthenticated { .. } => {
                (assume.wrong_key, "the API key is missing or wrong".into())
            }
            Self::SubAccount => (
                assume.unknown_sub_account,
                "the subAccountId is not one of this account's".into(),
            ),
            Self::Parameter(message) | Self::Code(message) => (error(400, 1000), message.into()),
            Self::MediaType => (
                error(415, 1000),
                "the body has to be application/json".into(),
            ),
            Self::Body(message) => (assume.invalid_body, message.into()),
            Self::Number(message) => (assume.invalid_number, message.into()),
            Self::WhatsAppTemplate => (
                assume.whatsapp_without_template,
                "`whatsapp › templateName`: the channel needs it".into(),
            ),
        }
    }
}
