//! Responses, and the parts of them that reports show.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::time::Duration;

use contract::facts::{Facts, Step, SubjectId};
use contract::{Site, Source, Span};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::Probe;

/// A response of the service.
#[derive(Clone)]
pub struct Answer {
    /// The status.
    pub status: u16,
    /// The headers, in order.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Vec<u8>,
}

/// The outcome of a request.
#[derive(Clone)]
pub enum Received {
    /// The service responded.
    Answer(Answer),
    /// The service did not respond.
    Nothing(NoAnswer),
}

/// Why there is no response. A reason may contain the API key, and no other secret.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum NoAnswer {
    /// The certificate of the service is not valid.
    Certificate(String),
    /// The service refused the TLS handshake.
    Handshake(String),
    /// The complete response did not arrive in this time.
    Slow(#[serde(with = "milliseconds")] Duration),
    /// Anything else.
    Other(String),
}

mod milliseconds {
    use std::time::Duration;

    use serde::{Deserialize as _, Deserializer, Serializer};

    pub(super) fn serialize<S: Serializer>(time: &Duration, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_u64(u64::try_from(time.as_millis()).unwrap_or(u64::MAX))
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Duration, D::Error> {
        u64::deserialize(from).map(Duration::from_millis)
    }
}

impl NoAnswer {
    /// The reason without the key.
    pub(super) fn without(&self, api_key: &str) -> Self {
        let clean = |why: &str| without(why, api_key);
        match self {
            Self::Certificate(why) => Self::Certificate(clean(why)),
            Self::Handshake(why) => Self::Handshake(clean(why)),
            Self::Slow(time) => Self::Slow(*time),
            Self::Other(why) => Self::Other(clean(why)),
        }
    }

    pub(super) fn message(&self) -> String {
        match self {
            Self::Certificate(why) => format!("the certificate of the service is not valid: {why}"),
            Self::Handshake(why) => format!("the service refuses the TLS handshake: {why}"),
            Self::Slow(time) => format!("no response in {} s", time.as_secs_f64()),
            Self::Other(why) => format!("no response: {why}"),
        }
    }

    pub(super) fn help(&self) -> &'static str {
        match self {
            Self::Certificate(_) => {
                "nothing was sent, not even the API key: tell the vendor; behind a proxy that intercepts \
                 TLS, give its root certificate with `--ca-file`"
            }
            Self::Handshake(_) => {
                "check the base URL, and proxies between this machine and the service"
            }
            Self::Slow(_) => {
                "run the command again; if the service is always this slow, wait longer with \
                 `--deadline`, and give clients a longer timeout"
            }
            Self::Other(_) => "check the connection and the base URL, then run the command again",
        }
    }
}

impl Answer {
    /// The media type without its parameters, in lower case.
    #[must_use]
    pub fn media_type(&self) -> Option<String> {
        let (_, value) = self
            .headers
            .iter()
            .find(|(name, _)| name.eq_ignore_ascii_case("content-type"))?;
        let essence = value.split(';').next().unwrap_or_default().trim();
        Some(essence.to_ascii_lowercase())
    }
}

/// The error code of a refusal. A `code` in any other response may be a one-time code.
pub(super) fn error_code(status: u16, body: Option<&Value>) -> Option<i64> {
    let code = body.filter(|_| status >= 400)?.get("code")?;
    code.as_i64()
}

/// A response as a report may show it.
///
/// Personal texts and numbers, ids, and the key are masked: letters become `a` or `x`, and digits `9`,
/// unless the contract declares a text as a time or an `enum`.
pub(super) struct Evidence {
    text: Source,
    value: Option<Value>,
    places: HashMap<String, Span>,
    headers: HashMap<String, Span>,
    status: Span,
}

impl Evidence {
    pub(super) fn of(facts: &Facts, probe: &Probe, answer: &Answer, api_key: &str) -> Self {
        let mut text = String::new();
        let path = match &probe.operation {
            Some(Step::Operation { path, .. }) => path.as_str(),
            _ => "(a path or method that is not in the contract)",
        };
        // Writing to a string cannot fail.
        let _ = writeln!(text, "{} {path}", probe.method);
        let start = text.len();
        let _ = write!(text, "status {}", answer.status);
        let status = start..text.len();
        text.push('\n');
        let mut headers = HashMap::new();
        for (name, _) in &answer.headers {
            let name = name.to_ascii_lowercase();
            let start = text.len();
            text.push_str(&without(&name, api_key));
            if name == "content-type" {
                let media = answer.media_type().unwrap_or_default();
                let _ = write!(text, ": {}", without(&media, api_key));
            }
            headers.insert(name, start..text.len());
            text.push('\n');
        }
        text.push('\n');
        let value: Option<Value> = serde_json::from_slice(&answer.body).ok();
        let mut printer = Printer {
            facts,
            api_key,
            text,
            places: HashMap::new(),
        };
        if let Some(value) = &value {
            printer.print(value, body_of(facts, probe, answer), "", 0);
        }
        Self {
            text: Source::new(probe.source_name(), printer.text),
            value,
            places: printer.places,
            headers,
            status,
        }
    }

    /// The body, if it is JSON.
    pub(super) fn value(&self) -> Option<&Value> {
        self.value.as_ref()
    }

    pub(super) fn source(&self) -> &Source {
        &self.text
    }

    pub(super) fn status(&self) -> Span {
        self.status.clone()
    }

    pub(super) fn header(&self, name: &str) -> Span {
        self.headers
            .get(name)
            .map_or_else(|| self.status(), Clone::clone)
    }

    /// The value at a JSON pointer into the body.
    pub(super) fn place(&self, pointer: &str) -> Span {
        self.places
            .get(pointer)
            .map_or_else(|| self.status(), Clone::clone)
    }

    pub(super) fn site(&self, span: Span) -> Site {
        Site {
            text: self.text.clone(),
            span,
            exact: true,
        }
    }
}

/// The schema of the body, if the contract has one for the response.
pub(super) fn body_of(facts: &Facts, probe: &Probe, answer: &Answer) -> Option<SubjectId> {
    let status = answer.status.to_string();
    let media = answer.media_type()?;
    let steps = [
        probe.operation.clone()?,
        Step::Response(status),
        Step::MediaType(media),
    ];
    steps
        .iter()
        .try_fold(facts.root(), |id, step| part_of(facts, id, step))
}

fn part_of(facts: &Facts, id: SubjectId, step: &Step) -> Option<SubjectId> {
    let parts = &facts.subject(id).parts;
    let part = parts.iter().find(|part| part.step == *step)?;
    Some(part.subject)
}

struct Printer<'f> {
    facts: &'f Facts,
    api_key: &'f str,
    text: String,
    places: HashMap<String, Span>,
}

impl Printer<'_> {
    fn print(&mut self, value: &Value, schema: Option<SubjectId>, pointer: &str, depth: usize) {
        let start = self.text.len();
        match value {
            Value::Object(members) if !members.is_empty() => {
                self.text.push('{');
                self.places.insert(pointer.into(), start..self.text.len());
                for (at, (name, member)) in members.iter().enumerate() {
                    self.line(at, depth + 1);
                    let start = self.text.len();
                    let shown = without(name, self.api_key);
                    let _ = write!(self.text, "{}: ", Value::from(shown));
                    let below = format!("{pointer}/{}", escaped(name));
                    let step = Step::Property(name.clone());
                    let schema = schema.and_then(|id| part_of(self.facts, id, &step));
                    self.print(member, schema, &below, depth + 1);
                    if !member.is_object() && !member.is_array() {
                        self.places.insert(below, start..self.text.len());
                    }
                }
                self.line(0, depth);
                self.text.push('}');
            }
            Value::Array(elements) if !elements.is_empty() => {
                self.text.push('[');
                self.places.insert(pointer.into(), start..self.text.len());
                let schema = schema.and_then(|id| part_of(self.facts, id, &Step::Items));
                for (at, element) in elements.iter().enumerate() {
                    self.line(at, depth + 1);
                    self.print(element, schema, &format!("{pointer}/{at}"), depth + 1);
                }
                self.line(0, depth);
                self.text.push(']');
            }
            value => {
                let shown = masked(self.facts, schema, value).to_string();
                self.text.push_str(&without(&shown, self.api_key));
                self.places.insert(pointer.into(), start..self.text.len());
            }
        }
    }

    fn line(&mut self, at: usize, depth: usize) {
        if at > 0 {
            self.text.push(',');
        }
        self.text.push('\n');
        self.text.push_str(&"  ".repeat(depth));
    }
}

/// A masked value, for reports.
pub(super) fn masked(facts: &Facts, schema: Option<SubjectId>, value: &Value) -> Value {
    let said = |keyword: &str| {
        let facts = &facts.subject(schema?).facts;
        let fact = facts.iter().find(|fact| fact.keyword == keyword)?;
        Some(&fact.value)
    };
    let is_sensitive = said("x-sensitive") == Some(&Value::Bool(true));
    match value {
        Value::String(text) => {
            let is_word = |c: char| c.is_ascii_uppercase() || c == '_';
            let is_listed = said("enum").is_some_and(|list| {
                let mut list = list.as_array().into_iter().flatten();
                list.any(|it| it == value) || text.len() <= 40 && text.chars().all(is_word)
            });
            let is_time = said("format").and_then(Value::as_str) == Some("date-time")
                && text.len() <= 40
                && text.chars().all(|c| "0123456789-:.+TZ".contains(c))
                && text.contains('T');
            if !is_sensitive && (is_listed || is_time) {
                value.clone()
            } else {
                text.chars().map(mask).collect::<String>().into()
            }
        }
        Value::Number(number) => {
            let is_number = matches!(
                said("type").and_then(Value::as_str),
                Some("integer" | "number")
            );
            if is_number && !is_sensitive {
                value.clone()
            } else if number.is_f64() {
                9.5.into()
            } else {
                let digits = number.to_string().len().min(18);
                "9".repeat(digits)
                    .parse::<u64>()
                    .map_or(Value::from(9), Value::from)
            }
        }
        other => other.clone(),
    }
}

/// A masked body, for transcripts.
pub(super) fn masked_body(
    facts: &Facts,
    schema: Option<SubjectId>,
    value: &Value,
    api_key: &str,
) -> Value {
    let below = |step: &Step| schema.and_then(|id| part_of(facts, id, step));
    match value {
        Value::Object(members) => members
            .iter()
            .map(|(name, member)| {
                let schema = below(&Step::Property(name.clone()));
                let member = masked_body(facts, schema, member, api_key);
                (without(name, api_key), member)
            })
            .collect::<serde_json::Map<_, _>>()
            .into(),
        Value::Array(elements) => {
            let schema = below(&Step::Items);
            let elements = elements.iter();
            elements
                .map(|it| masked_body(facts, schema, it, api_key))
                .collect()
        }
        value => match masked(facts, schema, value) {
            Value::String(text) => without(&text, api_key).into(),
            other => other,
        },
    }
}

fn mask(c: char) -> char {
    match c {
        c if c.is_ascii_digit() => '9',
        // Hexadecimal digits are masked as such: an id keeps its format, and no other text gains one.
        'a'..='f' | 'A'..='F' => 'a',
        c if c.is_ascii_punctuation() || c == ' ' => c,
        _ => 'x',
    }
}

pub(super) fn without(text: &str, api_key: &str) -> String {
    if api_key.is_empty() {
        return text.to_owned();
    }
    text.replace(&api_key.to_ascii_lowercase(), "[key]")
        .replace(api_key, "[key]")
}

pub(super) fn escaped(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}
