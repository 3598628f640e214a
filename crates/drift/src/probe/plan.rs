//! The requests that cost nothing.

use std::fmt;

use contract::facts::Step;
use contract::{Document, ParameterPlace, pattern};

/// The operation that reads a session; without a code it changes nothing.
const READING: (&str, &str) = (
    "GET",
    "/api/v2/subaccounts/{subAccountId}/sessions/{sessionId}",
);
/// The operation that tells whether a silent verification can work.
const COVERAGE: (&str, &str) = ("POST", "/api/v2/subaccounts/{subAccountId}/sma/coverage");

/// The operation that starts a session, which costs a message.
pub(super) const STARTING: (&str, &str) = ("POST", "/api/v2/subaccounts/{subAccountId}/sessions");

/// A session that does not exist.
const UNKNOWN_SESSION: &str = "00000000000040008000000000000000";
/// A sub-account that does not exist.
const UNKNOWN_SUB_ACCOUNT: &str = "nobody-0f3c9b7a51d2";
/// An address that [RFC 5737](https://www.rfc-editor.org/rfc/rfc5737) reserves for documentation.
const COVERAGE_OF_NOBODY: &str = r#"{"clientIp":"192.0.2.1"}"#;
const COVERAGE_OF_NO_NUMBER: &str = r#"{"clientIp":"192.0.2.1","destination":"no number"}"#;

/// One request to the service.
///
/// The requests of a [`plan`] carry no code and start no session; those of
/// [`Spending`](super::Spending) do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Probe {
    /// The name in reports.
    pub name: &'static str,
    /// What the request asks for, in a few words.
    pub asks: &'static str,
    /// The method.
    pub method: &'static str,
    /// The path, without a query.
    pub path: String,
    /// The code that the query carries.
    pub code: Option<Hidden>,
    /// The operation that the response is compared with; `None` if the contract has none.
    pub operation: Option<Step>,
    /// The API key that the request carries.
    pub credential: Credential,
    /// Additional headers.
    pub headers: &'static [(&'static str, &'static str)],
    /// The JSON body.
    pub body: Option<Hidden>,
    /// Whether the client offers TLS 1.2 at most.
    pub old_tls: bool,
    /// Whether the contract says that the service refuses the request.
    pub is_wrong: bool,
    /// A status that the vendor describes in prose and does not declare.
    pub prose_status: Option<u16>,
    /// What the request can cost.
    pub cost: Cost,
    /// The assumption of `verify-sim` that the response decides.
    pub assumption: Option<&'static str>,
}

/// The cost of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cost {
    /// Nothing; the request changes nothing.
    Nothing,
    /// A message.
    Message,
    /// An attempt of a session, or the session: the request carries a code.
    Attempt,
}

/// A text that `Debug` masks: a code or a number.
#[derive(Clone, PartialEq, Eq)]
pub struct Hidden(String);

impl Hidden {
    /// The text, for sending.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl From<String> for Hidden {
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl From<&str> for Hidden {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

impl fmt::Debug for Hidden {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[hidden]")
    }
}

/// Which API key a request carries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Credential {
    /// The caller's key.
    Right,
    /// A key that does not exist.
    Wrong,
    /// No key.
    Missing,
}

impl Probe {
    /// The name of the response in messages.
    #[must_use]
    pub fn source_name(&self) -> String {
        format!("answer to {}", self.name)
    }
}

/// Why there is no plan.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PlanError {
    /// The contract does not have an operation that a probe asks for.
    #[error("the contract has no operation `{0}`, which the probes need")]
    NoOperation(String),
    /// The sub-account is not one that the contract allows.
    #[error("the sub-account has to be {0}; the given one is not")]
    SubAccount(String),
    /// The session id could change the path.
    #[error(
        "a session id is 1 to 100 letters, digits, dashes, and underscores; the given one is not"
    )]
    Session,
    /// The number is not in international form.
    #[error(
        "the number has to be in international form, such as `+15551234567`: a plus sign and 7 to 15 digits"
    )]
    Number,
    /// The typed text is not a code.
    #[error("a code has six letters or digits; the typed text has not")]
    Code,
}

/// Whether a request costs nothing with any parameters.
pub(super) fn costs_nothing(method: &str, path: &str) -> bool {
    [READING, COVERAGE].contains(&(method, path))
}

/// The target of the requests.
#[derive(Clone, Copy, Debug)]
pub struct Target<'t> {
    /// The sub-account.
    pub sub_account: &'t str,
    /// An existing session to read without a code.
    pub session: Option<&'t str>,
    /// Whether the service is called over TLS: only then the TLS version is probed.
    pub over_tls: bool,
}

/// The requests that compare the service with the contract, in the order to send them.
///
/// # Errors
///
/// The contract lacks an operation, or an id could change the path.
pub fn plan(contract: &Document, target: &Target<'_>) -> Result<Vec<Probe>, PlanError> {
    let Target {
        sub_account,
        session,
        over_tls,
    } = *target;
    for (method, path) in [READING, COVERAGE] {
        check_operation(contract, method, path, sub_account)?;
    }
    if session.is_some_and(|id| !is_plain(id)) {
        return Err(PlanError::Session);
    }
    let unknown = |name, asks| reading(name, asks, sub_account, UNKNOWN_SESSION);
    let coverage = |name, asks, body: &str| Probe {
        method: COVERAGE.0,
        path: fill(COVERAGE.1, sub_account, ""),
        operation: Some(step(COVERAGE)),
        headers: &[
            ("accept", "application/json"),
            ("content-type", "application/json"),
        ],
        body: Some(Hidden::from(body)),
        ..unknown(name, asks)
    };
    let mut plan = vec![
        Probe {
            assumption: Some("unknown-session"),
            ..unknown("unknown-session", "a session that does not exist")
        },
        Probe {
            credential: Credential::Wrong,
            assumption: Some("wrong-key"),
            ..unknown("wrong-key", "a wrong API key")
        },
        Probe {
            credential: Credential::Missing,
            ..unknown("missing-key", "no API key")
        },
        Probe {
            assumption: Some("unknown-sub-account"),
            ..reading(
                "unknown-sub-account",
                "a sub-account of nobody",
                UNKNOWN_SUB_ACCOUNT,
                UNKNOWN_SESSION,
            )
        },
        Probe {
            headers: &[
                ("accept", "application/xml;q=0.1"),
                ("accept-language", "tlh"),
                ("x-probe", "1"),
            ],
            ..unknown("odd-headers", "headers that a client never sends")
        },
        Probe {
            path: format!("{}/nothing", fill(READING.1, sub_account, UNKNOWN_SESSION)),
            operation: None,
            ..unknown("no-path", "a path that does not exist")
        },
        Probe {
            method: "DELETE",
            operation: None,
            ..unknown("no-method", "a method that the path does not have")
        },
        Probe {
            is_wrong: false,
            ..coverage(
                "coverage",
                "silent coverage of a documentation address",
                COVERAGE_OF_NOBODY,
            )
        },
        Probe {
            assumption: Some("illegal-body"),
            ..coverage("illegal-body", "silent coverage of no address", "{}")
        },
        Probe {
            assumption: Some("illegal-number"),
            ..coverage(
                "illegal-number",
                "silent coverage of a number with letters",
                COVERAGE_OF_NO_NUMBER,
            )
        },
    ];
    if over_tls {
        plan.push(Probe {
            old_tls: true,
            ..unknown("old-tls", "a client that offers TLS 1.2 at most")
        });
    }
    if let Some(session) = session {
        plan.push(Probe {
            is_wrong: false,
            ..reading("session", "a session, without a code", sub_account, session)
        });
        if let Some(other) = respelled(session) {
            plan.push(Probe {
                is_wrong: false,
                assumption: Some("session-ids"),
                ..reading(
                    "session-respelled",
                    "the same session, with other dashes",
                    sub_account,
                    &other,
                )
            });
        }
    }
    Ok(plan)
}

/// The step of an operation.
pub(super) fn step((method, path): (&str, &str)) -> Step {
    Step::Operation {
        method: method.into(),
        path: path.into(),
    }
}

/// A session is read.
pub(super) fn reading(
    name: &'static str,
    asks: &'static str,
    sub_account: &str,
    session: &str,
) -> Probe {
    Probe {
        name,
        asks,
        method: READING.0,
        path: fill(READING.1, sub_account, session),
        code: None,
        operation: Some(step(READING)),
        credential: Credential::Right,
        headers: &[("accept", "application/json")],
        body: None,
        old_tls: false,
        is_wrong: true,
        prose_status: None,
        cost: Cost::Nothing,
        assumption: None,
    }
}

/// Whether an id can only be a path segment.
pub(super) fn is_plain(id: &str) -> bool {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    (1..=100).contains(&id.len()) && id.chars().all(is_plain)
}

/// Checks that the contract has the operation and that it allows the sub-account.
pub(super) fn check_operation(
    contract: &Document,
    method: &str,
    path: &str,
    sub_account: &str,
) -> Result<(), PlanError> {
    let missing = || PlanError::NoOperation(format!("{method} {path}"));
    let operations = contract.operations().map_err(|_| missing())?;
    let operation = operations
        .iter()
        .find(|it| it.method == method && it.path == path)
        .ok_or_else(missing)?;
    let parameter = operation
        .parameters
        .iter()
        .find(|it| it.place == ParameterPlace::Path && it.name == "subAccountId")
        .ok_or_else(missing)?;
    let pattern = parameter
        .schema
        .keyword("pattern")
        .and_then(|it| it.as_str());
    // An id that is not a path segment is refused even if the contract allows it.
    let is_segment = |c: char| c.is_ascii_alphanumeric() || "-._&".contains(c);
    let is_plain = sub_account.chars().all(is_segment) && !["", ".", ".."].contains(&sub_account);
    let is_legal = pattern.is_none_or(|it| pattern::takes(it, sub_account) != Some(false));
    if is_plain && is_legal {
        return Ok(());
    }
    let pattern = pattern.unwrap_or("a path segment");
    Err(PlanError::SubAccount(format!("`{pattern}`")))
}

pub(super) fn fill(path: &str, sub_account: &str, session: &str) -> String {
    path.replace("{subAccountId}", sub_account)
        .replace("{sessionId}", session)
}

/// An id of 32 hexadecimal digits with dashes added, or removed.
fn respelled(session: &str) -> Option<String> {
    let digits: String = session.chars().filter(|it| *it != '-').collect();
    if digits.len() != 32 || !digits.chars().all(|it| it.is_ascii_hexdigit()) {
        return None;
    }
    if session.contains('-') {
        return Some(digits);
    }
    let groups = [0..8, 8..12, 12..16, 16..20, 20..32].map(|group| &digits[group]);
    Some(groups.join("-"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::Source;

    fn contract() -> Document {
        let text = include_str!("../../../../openapi/verify.yaml");
        Document::read(Source::new("verify.yaml", text)).expect("the contract")
    }

    fn target<'t>(sub_account: &'t str, session: Option<&'t str>) -> Target<'t> {
        Target {
            sub_account,
            session,
            over_tls: true,
        }
    }

    #[test]
    fn no_request_carries_a_code_or_starts_a_session() {
        let ids = ["a44a91be5ea5ea118169020897df5459", "not-hex", "A_b"];
        for session in ids.map(Some).into_iter().chain([None]) {
            let plan = plan(&contract(), &target("acme&co", session)).expect("a plan");
            for probe in plan {
                assert!(!probe.path.contains(['?', '#', '%']), "{}", probe.path);
                assert!(!probe.path.ends_with("/sessions"), "{}", probe.path);
                assert_eq!((&probe.code, probe.cost), (&None, Cost::Nothing));
                assert_ne!(
                    probe.method == "POST",
                    !probe.path.ends_with("/sma/coverage")
                );
                assert!(["GET", "POST", "DELETE"].contains(&probe.method));
                let is_real = session.is_some_and(|id| probe.path.ends_with(id));
                assert!(probe.method != "DELETE" || !is_real);
            }
        }
    }

    #[test]
    fn ids_that_could_mean_another_path_are_refused_and_not_repeated() {
        for session in ["", ".", "..", "x?code=1234", "a/b", "a%2fb", "é", "a#b"] {
            let refused = plan(&contract(), &target("acme", Some(session)));
            assert_eq!(refused, Err(PlanError::Session), "{session}");
        }
        for sub_account in ["", "..", "ab", "a/b/c", "a?code=1", "acme#", "ac me"] {
            let refused = plan(&contract(), &target(sub_account, None));
            let error = refused.expect_err(sub_account).to_string();
            assert!(
                error.starts_with("the sub-account has to be `^[A-Za-z0-9"),
                "{error}"
            );
        }
    }

    #[test]
    fn an_id_is_spelled_with_and_without_dashes() {
        let [dashed, plain] = [
            "18b526ad-d063-48c0-bb93-4e71f042f047",
            "18b526add06348c0bb934e71f042f047",
        ];
        assert_eq!(respelled(dashed).as_deref(), Some(plain));
        assert_eq!(respelled(plain).as_deref(), Some(dashed));
        assert_eq!(respelled("opaque"), None);
    }

    #[test]
    fn a_contract_without_the_operations_is_refused() {
        let text = "openapi: 3.0.3\npaths: {}\n";
        let contract = Document::read(Source::new("empty.yaml", text)).expect("a document");
        let error = plan(&contract, &target("acme", None)).expect_err("no operations");
        assert!(matches!(error, PlanError::NoOperation(_)));
    }
}
