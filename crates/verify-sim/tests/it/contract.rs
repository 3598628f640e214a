//! Every answer of every test, held against the contract.

use std::ops::Deref;
use std::sync::LazyLock;

use jsonschema::Validator;
use serde_json::{Value, json};
use verify_sim::{RecordedRequest, Simulator, SimulatorBuilder};

use crate::client;

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
            let is_contrary = request.faults.iter().any(|fault| CONTRARY.contains(fault));
            // The device of a person opens such a URL, whose path and answer are not documented.
            if is_contrary || request.path.starts_with("/sma/") {
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

#[tokio::test]
async fn every_operation_is_there_under_its_method() {
    let sim = Simulator::builder().start().await.unwrap();
    let mut operations = 0;
    for (template, documented) in members(&CONTRACT_JSON["paths"]) {
        let path = template
            .replace("{subAccountId}", "acme")
            .replace("{sessionId}", "unknown");
        for method in ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD"] {
            let is_documented = documented.get(method.to_lowercase()).is_some();
            operations += usize::from(is_documented);
            let url = format!("{}{path}", sim.base_url());
            let request = client().request(method.parse().unwrap(), url);
            let status = request.bearer_auth(sim.api_key()).send().await.unwrap();
            assert_eq!(status.status() != 405, is_documented, "{method} {template}");
        }
    }
    assert_eq!(
        operations, 3,
        "the simulator has to learn an operation, or forget one"
    );
    let unknown = |it: &&RecordedRequest| it.call.is_none() && it.status != Some(405);
    assert_eq!(sim.record().requests().filter(unknown).count(), 0);
}

/// The statuses that an assumption can be set to.
async fn settable(name: &str) -> Vec<u16> {
    let mut statuses = Vec::new();
    for status in [400, 401, 403, 404, 426, 429, 500, 503] {
        let builder = Simulator::builder().assume(name, format!("{status}/1"));
        if builder.start().await.is_ok() {
            statuses.push(status);
        }
    }
    statuses
}

#[tokio::test]
async fn an_assumed_error_has_a_documented_status() {
    let of = |method: &str, end: &str| -> Vec<u16> {
        let of_operation = RESPONSES
            .iter()
            .filter(|it| it.method == method && it.path.ends_with(end) && it.status >= 400);
        let mut statuses: Vec<u16> = of_operation.map(|it| it.status).collect();
        statuses.sort_unstable();
        statuses
    };
    let (reading, mut starting) = (of("GET", "{sessionId}"), of("POST", "/sessions"));
    let coverage = of("POST", "/coverage");
    let mut common = coverage.clone();
    common.retain(|status| reading.contains(status) && starting.contains(status));
    // Prose describes it for a repeat that comes too soon, and no response declares it.
    starting.push(403);
    starting.sort_unstable();
    assert_eq!(settable("unknown-session").await, reading);
    assert_eq!(settable("wrong-code").await, reading);
    assert_eq!(settable("resend-too-soon").await, starting);
    assert_eq!(settable("whatsapp-without-template").await, starting);
    assert_eq!(settable("wrong-key").await, common);
    assert_eq!(settable("illegal-body").await, common);
}
