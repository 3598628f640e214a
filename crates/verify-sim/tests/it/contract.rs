//! Every answer of every test, held against the contract.

use std::ops::Deref;
use std::sync::LazyLock;

use jsonschema::Validator;
use serde_json::{Value, json};
use verify_sim::{RecordedRequest, Simulator, SimulatorBuilder};

const CONTRACT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../openapi/verify.yaml");
/// Faults that are there to answer what the contract does not allow.
const CONTRARY: [&str; 3] = ["html-error", "unknown-status", "nulls"];

static CONTRACT_JSON: LazyLock<Value> =
    LazyLock::new(|| serde_saphyr::from_str(&std::fs::read_to_string(CONTRACT).unwrap()).unwrap());

/// What the contract documents for one status of one operation.
struct Response {
    method: String,
    /// The path, with its parameters in braces.
    path: String,
    status: u16,
    body: Validator,
}

static RESPONSES: LazyLock<Vec<Response>> = LazyLock::new(|| {
    let mut responses = Vec::new();
    for (path, operations) in members(&CONTRACT_JSON["paths"]) {
        for (method, operation) in members(operations) {
            for (status, response) in members(&operation["responses"]) {
                responses.push(Response {
                    method: method.to_uppercase(),
                    path: path.clone(),
                    status: status.parse().unwrap(),
                    body: validator(&response["content"]["application/json"]["schema"]),
                });
            }
        }
    }
    responses
});

static ERROR: LazyLock<Validator> =
    LazyLock::new(|| validator(&json!({ "$ref": "#/components/schemas/ApiError" })));

fn members(value: &Value) -> &serde_json::Map<String, Value> {
    value.as_object().unwrap()
}

/// A schema of the contract; the references in it find their components.
fn validator(schema: &Value) -> Validator {
    let mut schema = schema.clone();
    schema["components"] = CONTRACT_JSON["components"].clone();
    jsonschema::options()
        .should_validate_formats(true)
        .build(&schema)
        .unwrap()
}

fn matches(template: &str, path: &str) -> bool {
    let (expected, found) = (template.split('/'), path.split('/'));
    expected.clone().count() == found.clone().count()
        && expected
            .zip(found)
            .all(|(expected, found)| expected.starts_with('{') || expected == found)
}

/// What is wrong with an answer. A status that the contract does not document, such as 405, has to
/// carry the documented error.
fn fault_in(request: &RecordedRequest) -> Option<String> {
    let status = request.status?;
    let documented = RESPONSES.iter().find(|response| {
        response.status == status
            && response.method == request.method
            && matches(&response.path, &request.path)
    });
    let schema = match documented {
        Some(response) => &response.body,
        None if status >= 400 => &*ERROR,
        None => return Some(format!("status {status} is not documented")),
    };
    let body: Value = match serde_json::from_slice(&request.body) {
        Ok(body) => body,
        Err(error) => return Some(format!("the body is not JSON: {error}")),
    };
    let error = schema.validate(&body).err()?;
    Some(format!("at `{}`: {error}", error.instance_path()))
}

/// A simulator whose answers are held against the contract when the test is over.
pub(crate) struct Checked(Option<Simulator>);

impl Deref for Checked {
    type Target = Simulator;

    fn deref(&self) -> &Simulator {
        self.0.as_ref().unwrap()
    }
}

impl Checked {
    pub(crate) async fn stop(mut self) {
        self.check();
        self.0.take().unwrap().stop().await;
    }

    fn check(&self) {
        for request in self.record().requests() {
            if request.faults.iter().any(|fault| CONTRARY.contains(fault)) {
                continue;
            }
            if let Some(fault) = fault_in(request) {
                panic!("the contract does not allow this answer: {fault}\n{request:?}");
            }
        }
    }
}

impl Drop for Checked {
    fn drop(&mut self) {
        if self.0.is_some() && !std::thread::panicking() {
            self.check();
        }
    }
}

pub(crate) trait StartChecked {
    /// Starts a simulator whose answers are held against the contract.
    async fn checked(self) -> Checked;
}

impl StartChecked for SimulatorBuilder {
    async fn checked(self) -> Checked {
        Checked(Some(self.start().await.unwrap()))
    }
}

#[test]
fn an_answer_that_breaks_the_contract_is_seen() {
    let session = |body: &[u8]| {
        let response = RESPONSES
            .iter()
            .find(|it| it.method == "GET" && it.status == 200);
        let body = serde_json::from_slice(body).unwrap();
        response.unwrap().body.is_valid(&body)
    };
    assert!(session(br#"{"status":"WAITING"}"#));
    assert!(!session(br#"{"status":"PAUSED"}"#));
    assert!(!session(br#"{"attempt":256}"#));
    assert!(!session(br#"{"expiresAt":"soon"}"#));
    assert!(!ERROR.is_valid(&json!({})));
    assert!(matches("/a/{b}/c", "/a/x/c") && !matches("/a/{b}", "/a/x/c"));
}
