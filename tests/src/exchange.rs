//! Calls of the generated client against a server that shows what was really sent.

use percent_encoding::percent_decode_str;
use serde_json::{Map, Value};
use verify_api::{ApiKey, BaseUrl, Client};

use crate::generated;
use crate::outcome::Outcome;
use crate::server::RawServer;

/// The API key of every call; nothing that is printed may contain it.
pub(crate) const CANARY_KEY: &str = "canary-key-5d41402abc4b2a76b9719d911017c592";

/// What an operation is called with.
#[derive(Clone, Debug)]
pub(crate) struct Input {
    /// The parameters, by their names on the wire.
    pub(crate) parameters: Map<String, Value>,
    pub(crate) body: Option<Value>,
}

/// A client and the server it talks to.
pub(crate) struct Exchange {
    runtime: tokio::runtime::Runtime,
    server: RawServer,
    client: Client,
}

impl Exchange {
    pub(crate) fn new() -> Self {
        let server = RawServer::start();
        let client = client(&server.url());
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .expect("a runtime starts");
        Self {
            runtime,
            server,
            client,
        }
    }

    /// Calls an operation and lets the server answer; gives what came of it and what was sent.
    ///
    /// `None` for an operation that the client does not have.
    pub(crate) fn call(
        &self,
        operation: &str,
        input: &Input,
        answer: Vec<u8>,
    ) -> Option<(Outcome, Vec<String>)> {
        self.server.answer(answer);
        let outcome = self.runtime.block_on(generated::call(
            &self.client,
            operation,
            &input.parameters,
            input.body.as_ref(),
        ))?;
        Some((outcome, self.server.take_requests()))
    }
}

/// A client as a caller would make it.
#[expect(
    clippy::disallowed_methods,
    reason = "the generated client is what is proven"
)]
pub(crate) fn client(url: &str) -> Client {
    let base_url = BaseUrl::parse(url).expect("a loopback URL is a base URL");
    let key = ApiKey::new(CANARY_KEY).expect("the key is a key");
    Client::new(&base_url, key).expect("a client can be made")
}

/// The bytes of an answer that ends where it says it does.
pub(crate) fn answer(status: u16, media_type: &str, body: &[u8]) -> Vec<u8> {
    answer_with(status, media_type, "", body)
}

/// The same with more headers, each with its line break.
pub(crate) fn answer_with(status: u16, media_type: &str, headers: &str, body: &[u8]) -> Vec<u8> {
    let mut answer = format!(
        "HTTP/1.1 {status} Status\r\nContent-Type: {media_type}\r\n{headers}Content-Length: {}\r\n\
         Location: /elsewhere\r\nConnection: close\r\n\r\n",
        body.len()
    )
    .into_bytes();
    answer.extend_from_slice(body);
    answer
}

/// A request, decoded as a server would.
#[derive(Debug)]
pub(crate) struct Request {
    pub(crate) method: String,
    pub(crate) segments: Vec<String>,
    pub(crate) query: Vec<(String, String)>,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: String,
}

impl Request {
    pub(crate) fn parse(request: &str) -> Option<Self> {
        let (head, body) = request.split_once("\r\n\r\n")?;
        let mut lines = head.split("\r\n");
        let mut words = lines.next()?.split(' ');
        let (method, target) = (words.next()?, words.next()?);
        let (path, query) = target.split_once('?').unwrap_or((target, ""));
        Some(Self {
            method: method.to_owned(),
            segments: path.split('/').skip(1).map(decode).collect(),
            query: query
                .split('&')
                .filter(|pair| !pair.is_empty())
                .map(|pair| {
                    let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
                    (
                        decode(&name.replace('+', " ")),
                        decode(&value.replace('+', " ")),
                    )
                })
                .collect(),
            headers: lines
                .filter_map(|line| line.split_once(": "))
                .map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned()))
                .collect(),
            body: body.to_owned(),
        })
    }
}

fn decode(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().into_owned()
}
