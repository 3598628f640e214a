//! The contract: which calls there are, what their parameters may be, what an answer has to be.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::LazyLock;

use contract::{Document, Operation, ParameterPlace, Schema, Source};
use jsonschema::Validator;
use percent_encoding::percent_decode_str;
use serde_json::Value;

/// What the simulator gives life to.
const OPERATION: &str = "validateVerification";

static LAW: LazyLock<Law> = LazyLock::new(|| {
    let source = Source::new(
        "openapi/verify.yaml",
        include_str!("../../../openapi/verify.yaml"),
    );
    Law::read(source).expect("`cargo xtask regen` takes no contract that cannot be read")
});

/// The facts of the contract, ready to judge by.
pub(crate) struct Law {
    method: String,
    path: Vec<Segment>,
    parameters: Vec<Parameter>,
    answers: BTreeMap<u16, Validator>,
    error: Validator,
}

enum Segment {
    Literal(String),
    Parameter(String),
}

struct Parameter {
    name: String,
    place: ParameterPlace,
    required: bool,
    schema: Validator,
}

/// What stands at a path.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Route<'p> {
    /// The operation, with the parameters of its path; `None` for one that is not UTF-8.
    Operation(Vec<(&'static str, Option<Cow<'p, str>>)>),
    /// The path is known, the method is not.
    OtherMethod,
    /// Nothing.
    Unknown,
}

/// A parameter that the contract does not allow.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Illegal {
    pub(crate) parameter: &'static str,
    /// Says what is wrong and never what was sent.
    pub(crate) reason: String,
}

impl Law {
    /// The project's contract, as it was at build time.
    pub(crate) fn of_the_project() -> &'static Self {
        &LAW
    }

    fn read(source: Source) -> Result<Self, String> {
        let document = Document::read(source).map_err(|problem| problem.to_string())?;
        let operations = document
            .operations()
            .map_err(|problem| problem.to_string())?;
        let operation = operations
            .iter()
            .find(|operation| operation.id == Some(OPERATION))
            .ok_or_else(|| format!("the contract has no operation `{OPERATION}`"))?;
        Self::of(operation)
    }

    fn of(operation: &Operation<'_>) -> Result<Self, String> {
        let mut answers = BTreeMap::new();
        let mut error = None;
        for response in &operation.responses {
            let (Ok(status), Some(schema)) = (
                response.status.parse::<u16>(),
                response.content.first().and_then(|media| media.schema),
            ) else {
                continue;
            };
            if status >= 400 && error.is_none() {
                error = Some(validator(schema)?);
            }
            answers.insert(status, validator(schema)?);
        }
        Ok(Self {
            method: operation.method.clone(),
            path: operation.path.split('/').map(Segment::read).collect(),
            parameters: operation
                .parameters
                .iter()
                .map(|parameter| {
                    Ok(Parameter {
                        name: parameter.name.to_owned(),
                        place: parameter.place,
                        required: parameter.required,
                        schema: validator(parameter.schema)?,
                    })
                })
                .collect::<Result<_, String>>()?,
            answers,
            error: error.ok_or("the contract documents no error")?,
        })
    }

    /// The one method of the path, for `Allow`.
    pub(crate) fn method(&'static self) -> &'static str {
        &self.method
    }

    /// The documented error statuses.
    pub(crate) fn error_statuses(&self) -> Vec<u16> {
        let statuses = self.answers.keys().copied();
        statuses.filter(|status| *status >= 400).collect()
    }

    /// Finds what stands at a path as it was sent, percent-encoded.
    pub(crate) fn route<'p>(&'static self, method: &str, path: &'p str) -> Route<'p> {
        let mut parameters = Vec::new();
        let mut sent = path.split('/');
        for segment in &self.path {
            match (segment, sent.next()) {
                (Segment::Literal(expected), Some(found)) if expected == found => {}
                (Segment::Parameter(name), Some(found)) if !found.is_empty() => {
                    parameters.push((name.as_str(), percent_decode_str(found).decode_utf8().ok()));
                }
                _ => return Route::Unknown,
            }
        }
        if sent.next().is_some() {
            Route::Unknown
        } else if method == self.method {
            Route::Operation(parameters)
        } else {
            Route::OtherMethod
        }
    }

    /// Judges the parameters of one place; `values` has each as often as it was sent, `None` for
    /// what is not UTF-8.
    pub(crate) fn judge(
        &'static self,
        place: ParameterPlace,
        values: &[(impl AsRef<str>, Option<Cow<'_, str>>)],
    ) -> Result<(), Illegal> {
        let parameters = self.parameters.iter().filter(|it| it.place == place);
        for parameter in parameters {
            let illegal = |reason: String| Illegal {
                parameter: &parameter.name,
                reason,
            };
            let mut sent = values
                .iter()
                .filter(|(name, _)| name.as_ref() == parameter.name);
            let Some((_, value)) = sent.next() else {
                if parameter.required {
                    return Err(illegal("it has to be there".to_owned()));
                }
                continue;
            };
            if sent.next().is_some() {
                return Err(illegal("it can stand only once".to_owned()));
            }
            let Some(value) = value else {
                return Err(illegal("it is not UTF-8".to_owned()));
            };
            let value = Value::from(value.as_ref());
            // Saying what is wrong is work that most calls do not need.
            if !parameter.schema.is_valid(&value) {
                let reason = parameter.schema.validate(&value).map_err(|error| {
                    let error = error.masked_with("the value");
                    error.to_string()
                });
                return Err(illegal(reason.err().unwrap_or_default()));
            }
        }
        Ok(())
    }

    /// What is wrong with an answer of that status; nothing if the contract allows it.
    ///
    /// A status that the contract does not know, such as 405, has to carry the documented error.
    pub(crate) fn fault_in(&self, status: u16, media_type: &str, body: &[u8]) -> Option<String> {
        if media_type != "application/json" {
            return Some(format!("expected application/json, found {media_type}"));
        }
        let body: Value = match serde_json::from_slice(body) {
            Ok(body) => body,
            Err(error) => return Some(format!("expected JSON: {error}")),
        };
        let schema = match self.answers.get(&status) {
            Some(schema) => schema,
            None if status >= 400 => &self.error,
            None => return Some(format!("the contract documents no status {status}")),
        };
        schema
            .validate(&body)
            .err()
            .map(|error| format!("at `{}`: {}", error.instance_path(), error.masked()))
    }
}

impl Segment {
    fn read(text: &str) -> Self {
        match text
            .strip_prefix('{')
            .and_then(|text| text.strip_suffix('}'))
        {
            Some(name) => Self::Parameter(name.to_owned()),
            None => Self::Literal(text.to_owned()),
        }
    }
}

fn validator(schema: Schema<'_>) -> Result<Validator, String> {
    jsonschema::options()
        .should_validate_formats(true)
        .build(&schema.to_json_schema())
        .map_err(|error| error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn query(value: &str) -> Result<(), Illegal> {
        Law::of_the_project().judge(ParameterPlace::Query, &[("code", Some(value.into()))])
    }

    #[test]
    fn paths_and_methods_are_found_as_http_wants() {
        let law = Law::of_the_project();
        let path = "/api/v2/subaccounts/a%26b/sessions/x%2Fy";
        let parameters = vec![
            ("subAccountId", Some("a&b".into())),
            ("sessionId", Some("x/y".into())),
        ];
        assert_eq!(law.route("GET", path), Route::Operation(parameters));
        assert_eq!(law.route("HEAD", path), Route::OtherMethod);
        for path in [
            "/",
            "/api/v2/subaccounts/abc/sessions/",
            "/api/v2/subaccounts/a/sessions/b/c",
        ] {
            assert_eq!(law.route("GET", path), Route::Unknown, "{path}");
        }
    }

    #[test]
    fn parameters_are_judged_by_the_facts_and_never_repeated() {
        assert_eq!(query("123"), Ok(()));
        assert_eq!(query("1234567890"), Ok(()));
        for value in ["", "12", "98765432101"] {
            let illegal = query(value).unwrap_err();
            assert_eq!(illegal.parameter, "code");
            assert!(
                value.is_empty() || !illegal.reason.contains(value),
                "{illegal:?}"
            );
        }
        let law = Law::of_the_project();
        let twice = [("code", Some("1234".into())), ("code", Some("1234".into()))];
        assert!(law.judge(ParameterPlace::Query, &twice).is_err());
        let path = |account: &'static str| {
            let parameters = [
                ("subAccountId", Some(account.into())),
                ("sessionId", Some("x".into())),
            ];
            law.judge(ParameterPlace::Path, &parameters)
        };
        assert_eq!(path("a.b&c"), Ok(()));
        assert!(path("ab").is_err() && path("a b c").is_err());
        assert!(
            law.judge(
                ParameterPlace::Path,
                &[("subAccountId", Some("abc".into()))]
            )
            .is_err()
        );
    }

    #[test]
    fn an_answer_that_breaks_the_contract_is_seen() {
        let law = Law::of_the_project();
        let json = "application/json";
        assert_eq!(law.fault_in(200, json, br#"{"status":"WAITING"}"#), None);
        assert!(law.fault_in(200, json, br#"{"status":"PAUSED"}"#).is_some());
        assert!(law.fault_in(200, json, br#"{"attempt":256}"#).is_some());
        assert!(
            law.fault_in(200, json, br#"{"expiresAt":"soon"}"#)
                .is_some()
        );
        assert!(law.fault_in(200, "text/html", b"{}").is_some());
        assert!(law.fault_in(204, json, b"{}").is_some());
        assert!(law.fault_in(405, json, b"{}").is_some());
    }
}
