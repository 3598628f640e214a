//! The requests, as data.

use contract::facts::Step;
use contract::{Document, ParameterPlace, pattern};

/// The operation that reads a session: without a code it changes nothing.
const READING: (&str, &str) = (
    "GET",
    "/api/v2/subaccounts/{subAccountId}/sessions/{sessionId}",
);
/// The operation that tells whether a silent verification can work.
const COVERAGE: (&str, &str) = ("POST", "/api/v2/subaccounts/{subAccountId}/sma/coverage");

/// A session that does not exist.
const UNKNOWN_SESSION: &str = "00000000000040008000000000000000";
/// A sub-account that is nobody's.
const UNKNOWN_SUB_ACCOUNT: &str = "nobody-0f3c9b7a51d2";
/// An address that is reserved for documentation: RFC 5737.
const COVERAGE_OF_NOBODY: &str = r#"{"clientIp":"192.0.2.1"}"#;
const COVERAGE_OF_NO_NUMBER: &str = r#"{"clientIp":"192.0.2.1","destination":"no number"}"#;

/// One request to the service.
///
/// None of them carries a code, and none starts a session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Probe {
    /// What reports call it.
    pub name: &'static str,
    /// What it asks for, in a few words.
    pub asks: &'static str,
    /// The method.
    pub method: &'static str,
    /// The path, without a query.
    pub path: String,
    /// The operation that the answer is held against; `None` if the contract has none.
    pub operation: Option<Step>,
    /// Which API key it carries.
    pub credential: Credential,
    /// Headers besides that.
    pub headers: &'static [(&'static str, &'static str)],
    /// The JSON that it carries.
    pub body: Option<&'static str>,
    /// Whether the contract wants it refused.
    pub is_wrong: bool,
    /// The assumption of `verify-sim` that the answer decides.
    pub assumption: Option<&'static str>,
}

/// Which API key a request carries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Credential {
    /// The one that is right.
    Right,
    /// One that is nobody's.
    Wrong,
    /// None.
    Missing,
}

impl Probe {
    /// What messages call the answer.
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
    #[error("the contract has no operation `{0}`, and the probes were written for it")]
    NoOperation(String),
    /// The sub-account is not one that the contract allows.
    #[error("the sub-account has to be {0}; the one that was given is not")]
    SubAccount(String),
    /// The session id could mean another path.
    #[error(
        "a session id is 1 to 100 letters, digits, dashes, and underscores; the one that was given is not"
    )]
    Session,
}

/// Whether probes ask for an operation.
pub(super) fn may_be_asked(method: &str, path: &str) -> bool {
    [READING, COVERAGE].contains(&(method, path))
}

/// The requests that hold the service against the contract, in the order to send them.
///
/// `session` is one that exists: it is read, without a code.
///
/// # Errors
///
/// A contract without the operations that are asked for, or an id that could mean another path.
pub fn plan(
    contract: &Document,
    sub_account: &str,
    session: Option<&str>,
) -> Result<Vec<Probe>, PlanError> {
    for (method, path) in [READING, COVERAGE] {
        check_operation(contract, method, path, sub_account)?;
    }
    let is_plain = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    if session.is_some_and(|id| !(1..=100).contains(&id.len()) || !id.chars().all(is_plain)) {
        return Err(PlanError::Session);
    }
    let step = |(method, path): (&str, &str)| Step::Operation {
        method: method.into(),
        path: path.into(),
    };
    let reading = |name, asks, sub_account: &str, session: &str| Probe {
        name,
        asks,
        method: READING.0,
        path: fill(READING.1, sub_account, session),
        operation: Some(step(READING)),
        credential: Credential::Right,
        headers: &[("accept", "application/json")],
        body: None,
        is_wrong: true,
        assumption: None,
    };
    let unknown = |name, asks| reading(name, asks, sub_account, UNKNOWN_SESSION);
    let coverage = |name, asks, body| Probe {
        method: COVERAGE.0,
        path: fill(COVERAGE.1, sub_account, ""),
        operation: Some(step(COVERAGE)),
        headers: &[
            ("accept", "application/json"),
            ("content-type", "application/json"),
        ],
        body: Some(body),
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
            ..unknown("no-path", "a path that cannot be")
        },
        Probe {
            method: "DELETE",
            operation: None,
            ..unknown("no-method", "a method that cannot be")
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

/// The operation is there, and takes the sub-account.
fn check_operation(
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
    // What no path segment can hold is refused whatever the contract says.
    let is_segment = |c: char| c.is_ascii_alphanumeric() || "-._&".contains(c);
    let is_plain = sub_account.chars().all(is_segment) && !["", ".", ".."].contains(&sub_account);
    let is_legal = pattern.is_none_or(|it| pattern::takes(it, sub_account) != Some(false));
    if is_plain && is_legal {
        return Ok(());
    }
    let pattern = pattern.unwrap_or("a path segment");
    Err(PlanError::SubAccount(format!("`{pattern}`")))
}

fn fill(path: &str, sub_account: &str, session: &str) -> String {
    path.replace("{subAccountId}", sub_account)
        .replace("{sessionId}", session)
}

/// An id of 32 hexadecimal digits with dashes where it has none, or the other way about.
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

    #[test]
    fn no_request_carries_a_code_or_starts_a_session() {
        let ids = ["a44a91be5ea5ea118169020897df5459", "not-hex", "A_b"];
        for session in ids.map(Some).into_iter().chain([None]) {
            let plan = plan(&contract(), "acme&co", session).expect("a plan");
            for probe in plan {
                assert!(!probe.path.contains(['?', '#', '%']), "{}", probe.path);
                assert!(!probe.path.ends_with("/sessions"), "{}", probe.path);
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
            let refused = plan(&contract(), "acme", Some(session));
            assert_eq!(refused, Err(PlanError::Session), "{session}");
        }
        for sub_account in ["", "..", "ab", "a/b/c", "a?code=1", "acme#", "ac me"] {
            let refused = plan(&contract(), sub_account, None);
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
        let error = plan(&contract, "acme", None).expect_err("no operations");
        assert!(matches!(error, PlanError::NoOperation(_)));
    }
}
