//! Holds one answer against the contract.
//!
//! What an answer shows is put into the contract's facts, as if a source had stated it, and the two
//! are compared: an answer so gets the kinds of change and the verdicts that a document would.

use compat::change::{Action, Change, Class, Rust, Wire};
use compat::report::{NotCompared, Refused, Unread};
use contract::facts::{Address, Fact, Facts, Part, Step, Subject, SubjectId};
use contract::{Document, Response, Site, Span};
use jsonschema::error::ValidationErrorKind;
use serde_json::Value;

use super::answer::{escaped, masked, without};
use super::{Answer, Context, Evidence, Found, Probe};
use crate::check::differences;

/// Headers that HTTP itself, a server, or a proxy sets; they say nothing about the API.
const USUAL_HEADERS: [&str; 40] = [
    "accept-ranges",
    "access-control-allow-credentials",
    "access-control-allow-headers",
    "access-control-allow-methods",
    "access-control-allow-origin",
    "access-control-expose-headers",
    "age",
    "allow",
    "alt-svc",
    "cache-control",
    "cf-cache-status",
    "cf-ray",
    "connection",
    "content-encoding",
    "content-language",
    "content-length",
    "content-security-policy",
    "content-type",
    "cross-origin-opener-policy",
    "cross-origin-resource-policy",
    "date",
    "etag",
    "expires",
    "keep-alive",
    "last-modified",
    "location",
    "nel",
    "permissions-policy",
    "pragma",
    "referrer-policy",
    "report-to",
    "server",
    "server-timing",
    "strict-transport-security",
    "transfer-encoding",
    "vary",
    "via",
    "www-authenticate",
    "x-content-type-options",
    "x-frame-options",
];

/// What an answer shows that the contract does not state.
enum Shown {
    /// A part that is not there.
    Added(Step, Option<&'static str>),
    /// A part that is never sent.
    Absent(Step),
    /// A value for a keyword; `None` if the keyword does not hold.
    Keyword(String, Option<Value>),
}

/// Says what an answer shows otherwise, and which response of the contract it was held against.
pub(super) fn judge(
    contract: &Document,
    facts: &Facts,
    probe: &Probe,
    answer: &Answer,
    evidence: &Evidence,
    context: &Context<'_>,
    found: &mut Found,
) -> Option<Address> {
    if answer.status >= 500 {
        found.not_compared.push(NotCompared {
            source: probe.source_name(),
            what: probe.asks.into(),
            why: format!("status {} is a fault of the service", answer.status),
        });
    }
    let Some(operation) = &probe.operation else {
        if (200..300).contains(&answer.status) {
            taken(probe, evidence, found, Address::default(), None);
        }
        return None;
    };
    let mut judge = Judge {
        facts,
        probe,
        evidence,
        context,
        found,
    };
    let at = Address(vec![operation.clone()]);
    let operations = contract.operations().unwrap_or_default();
    let responses = operations
        .iter()
        .find(|it| Some(it.key()) == at.operation())
        .map_or(&[][..], |it| it.responses.as_slice());
    let Some(response) = documented(responses, answer.status) else {
        let step = Step::Response(answer.status.to_string());
        judge.shows(&at, Shown::Added(step, None), evidence.status());
        return None;
    };
    let at = at.then(Step::Response(response.status.to_owned()));
    if probe.is_wrong && (200..300).contains(&answer.status) {
        taken(
            probe,
            evidence,
            judge.found,
            at.clone(),
            Some(response.span.clone()),
        );
        if let Some(change) = judge.found.changes.last_mut() {
            change.contract = change.contract.take().map(|site| Site {
                text: contract.source().clone(),
                ..site
            });
        }
        return Some(at);
    }
    judge.headers(&at, response, answer);
    judge.body(&at, response, answer);
    Some(at)
}

/// A request that the contract wants refused was not.
fn taken(probe: &Probe, evidence: &Evidence, found: &mut Found, at: Address, span: Option<Span>) {
    let change = Change {
        id: "answer-not-refused".into(),
        also: Vec::new(),
        action: Action::Changed,
        class: Class::Contract,
        wire: Wire::Breaking,
        rust: Rust::Patch,
        reason: "A client relies on the refusal.".into(),
        places: vec![at.clone()],
        address: at,
        keyword: None,
        before: None,
        after: None,
        message: format!("{} is not refused", probe.asks),
        details: vec![format!("the answer to `{}`", probe.name)],
        witness: None,
        contract: span.map(|span| evidence.site(span)),
        source: Some(evidence.site(evidence.status())),
    };
    found.change(format!("answer-not-refused {}", probe.name), change, probe);
}

fn documented<'r, 'd>(responses: &'r [Response<'d>], status: u16) -> Option<&'r Response<'d>> {
    let exact = status.to_string();
    let range = format!("{}XX", status / 100);
    [exact.as_str(), range.as_str(), "default"]
        .iter()
        .find_map(|status| responses.iter().find(|it| it.status == *status))
}

struct Judge<'j, 'k> {
    facts: &'j Facts,
    probe: &'j Probe,
    evidence: &'j Evidence,
    context: &'j Context<'k>,
    found: &'j mut Found,
}

impl Judge<'_, '_> {
    fn headers(&mut self, at: &Address, response: &Response<'_>, answer: &Answer) {
        for (name, _) in &answer.headers {
            let name = name.to_ascii_lowercase();
            let mut documented = response.headers.iter();
            if USUAL_HEADERS.contains(&name.as_str())
                || documented.any(|it| it.name.eq_ignore_ascii_case(&name))
            {
                continue;
            }
            let place = self.evidence.header(&name);
            let shown = without(&name, self.context.api_key);
            let step = Step::Header(shown);
            self.shows(at, Shown::Added(step, Some("string")), place);
        }
    }

    fn body(&mut self, at: &Address, response: &Response<'_>, answer: &Answer) {
        if response.content.is_empty() {
            return;
        }
        let sent = answer.media_type();
        if answer.body.is_empty() && sent.is_none() {
            let name = response.content[0].name;
            let absent = Shown::Absent(Step::MediaType(name.to_owned()));
            self.shows(at, absent, self.evidence.status());
            return;
        }
        let sent = sent.unwrap_or_else(|| "application/octet-stream".into());
        let media = response
            .content
            .iter()
            .find(|it| it.name.eq_ignore_ascii_case(&sent));
        let Some(media) = media else {
            let step = Step::MediaType(without(&sent, self.context.api_key));
            let place = self.evidence.header("content-type");
            self.shows(at, Shown::Added(step, None), place);
            return;
        };
        let at = at.then(Step::MediaType(media.name.to_owned()));
        if !sent.contains("json") {
            return;
        }
        let Some(value) = self.evidence.value() else {
            self.found.refused.push(Refused {
                source: self.probe.source_name(),
                site: Some(self.evidence.site(self.evidence.header("content-type"))),
                message: format!(
                    "the {} bytes of the body say that they are {sent}, and are not",
                    answer.body.len()
                ),
                help: Some("look at what stands between here and the service".into()),
            });
            return;
        };
        let Some(schema) = media.schema else { return };
        match jsonschema::options()
            .should_validate_formats(true)
            .build(&schema.to_json_schema())
        {
            Ok(validator) => {
                let mut judged: Vec<String> = Vec::new();
                let mut errors: Vec<_> = validator.iter_errors(value).collect();
                // A value of another type breaks what the type allows, too.
                errors.sort_by_key(|it| !matches!(it.kind(), ValidationErrorKind::Type { .. }));
                for error in errors {
                    let pointer = error.instance_path().as_str().to_owned();
                    let kind = error.kind();
                    if let ValidationErrorKind::Required { property } = kind {
                        let name = property.as_str().unwrap_or_default().to_owned();
                        let place = below(&at, value, &pointer).then(Step::Property(name));
                        let shown = Shown::Keyword("required".into(), None);
                        self.shows(&place, shown, self.evidence.place(&pointer));
                        continue;
                    }
                    if judged.contains(&pointer) {
                        continue;
                    }
                    let place = below(&at, value, &pointer);
                    let instance = error.instance().as_ref();
                    self.breaks(&place, kind.keyword(), instance, &pointer);
                    judged.push(pointer);
                }
            }
            Err(_) => self.found.not_compared.push(NotCompared {
                source: self.probe.source_name(),
                what: at.to_string(),
                why: "the contract's schema cannot be checked as JSON Schema".into(),
            }),
        }
        if let Some(id) = self.subject(&at) {
            self.members(&at, id, value, "");
        }
    }

    fn subject(&self, at: &Address) -> Option<SubjectId> {
        at.0.iter().try_fold(self.facts.root(), |id, step| {
            let parts = &self.facts.subject(id).parts;
            Some(parts.iter().find(|part| part.step == *step)?.subject)
        })
    }

    /// A value does not keep a keyword.
    fn breaks(&mut self, at: &Address, keyword: &str, value: &Value, pointer: &str) {
        let place = self.evidence.place(pointer);
        let shown = masked(self.facts, self.subject(at), value);
        let length = value.as_str().map(|text| text.chars().count());
        let shown = match keyword {
            "type" if value.is_null() => Shown::Keyword("nullable".into(), Some(true.into())),
            "type" => Shown::Keyword("type".into(), Some(kind(value).into())),
            "enum" => {
                let id = self.subject(at);
                let facts = id.map(|id| &self.facts.subject(id).facts);
                let fact = facts.and_then(|it| it.iter().find(|it| it.keyword == "enum"));
                let mut listed = fact.map_or_else(Vec::new, |fact| {
                    fact.value.as_array().cloned().unwrap_or_default()
                });
                listed.push(shown);
                Shown::Keyword("enum".into(), Some(listed.into()))
            }
            "minimum" | "maximum" => Shown::Keyword(keyword.into(), Some(shown)),
            "minLength" | "maxLength" => Shown::Keyword(keyword.into(), length.map(Value::from)),
            _ => Shown::Keyword(keyword.into(), None),
        };
        self.shows(at, shown, place);
    }

    /// Members that are documented nowhere.
    fn members(&mut self, at: &Address, id: SubjectId, value: &Value, pointer: &str) {
        let parts = &self.facts.subject(id).parts;
        let part = |step: &Step| parts.iter().find(|part| part.step == *step);
        // Which of several schemas a value is of is not told here.
        if parts.iter().any(|it| matches!(it.step, Step::Choice(..))) {
            return;
        }
        match value {
            Value::Object(members) if part(&Step::Values).is_none() => {
                for (name, member) in members {
                    let below = format!("{pointer}/{}", escaped(name));
                    let step = Step::Property(name.clone());
                    if let Some(part) = part(&step) {
                        self.members(&at.then(step), part.subject, member, &below);
                        continue;
                    }
                    // An object that says nothing of its members takes any.
                    if parts.is_empty() {
                        continue;
                    }
                    let shown = Step::Property(without(name, self.context.api_key));
                    let place = self.evidence.place(&below);
                    self.shows(at, Shown::Added(shown, Some(kind(member))), place);
                }
            }
            Value::Array(elements) => {
                for (number, element) in elements.iter().enumerate() {
                    if let Some(part) = part(&Step::Items) {
                        let below = format!("{pointer}/{number}");
                        self.members(&at.then(Step::Items), part.subject, element, &below);
                    }
                }
            }
            _ => {}
        }
    }

    /// Compares the contract with what it would say if it said what was shown.
    fn shows(&mut self, at: &Address, shown: Shown, place: Span) {
        let (seen, what) = match &shown {
            Shown::Added(step, _) | Shown::Absent(step) => {
                (at.then(step.clone()), step.to_string())
            }
            Shown::Keyword(keyword, _) => (at.clone(), format!("`{keyword}`")),
        };
        let stated = self.subject(&match (&shown, at.0.split_last()) {
            // That a part has to be there is said where it is listed.
            (Shown::Keyword(..), Some((_, above))) => Address(above.to_vec()),
            _ => at.clone(),
        });
        let mut revised = self.facts.stated_by(self.evidence.source(), &place);
        let changes = match stated {
            Some(parent) => {
                say(&mut revised, parent, at, shown, &place);
                differences(self.facts, &revised, self.context.today, false)
            }
            None => Vec::new(),
        };
        let Some(mut change) = changes.into_iter().next() else {
            // What the comparison has no word for is still not what the contract says.
            self.found.unread.push(Unread {
                site: self.evidence.site(place),
                expected: format!("what the contract says of {seen}: {what}"),
            });
            return;
        };
        let stated = change.contract.as_ref().map(|site| site.span.clone());
        let key = format!(
            "{} {stated:?} {what} {:?} {:?}",
            change.id, change.before, change.after
        );
        // A shared schema is first reached from another answer than the one that was seen.
        let [first, here] = [&change.address, &seen].map(|it| format!("`{}`", it.place()));
        change.message = change.message.replace(&first, &here);
        change.source = Some(self.evidence.site(place));
        change.address = seen.clone();
        change.places = vec![seen];
        change
            .details
            .push(format!("the answer to `{}` shows it", self.probe.name));
        self.found.change(key, change, self.probe);
    }
}

/// The address of a place in the body.
fn below(at: &Address, body: &Value, pointer: &str) -> Address {
    let mut address = at.clone();
    let mut value = Some(body);
    for segment in pointer.split('/').skip(1) {
        let name = segment.replace("~1", "/").replace("~0", "~");
        let (step, next) = match value {
            Some(Value::Array(elements)) => (
                Step::Items,
                name.parse::<usize>().ok().and_then(|at| elements.get(at)),
            ),
            _ => (
                Step::Property(name.clone()),
                value.and_then(|it| it.get(&name)),
            ),
        };
        address = address.then(step);
        value = next;
    }
    address
}

/// Puts what was shown into facts; `parent` is what lists the part at the address, or gets one.
fn say(facts: &mut Facts, parent: SubjectId, at: &Address, shown: Shown, place: &Span) {
    match shown {
        Shown::Added(step, kind) => {
            let kind = kind.map(|kind| Fact::new("type", kind, place.clone()));
            let mut schema = Subject {
                span: place.clone(),
                ..Subject::default()
            };
            schema.facts.extend(kind);
            let subject = facts.add(schema);
            facts.subject_mut(parent).parts.push(Part {
                step,
                subject,
                facts: Vec::new(),
                span: place.clone(),
            });
        }
        Shown::Absent(step) => facts
            .subject_mut(parent)
            .parts
            .retain(|part| part.step != step),
        Shown::Keyword(keyword, value) => {
            let step = at.0.last();
            let part = facts
                .subject_mut(parent)
                .parts
                .iter_mut()
                .find(|part| Some(&part.step) == step);
            let Some(part) = part else { return };
            let subject = part.subject;
            part.facts.retain(|fact| fact.keyword != keyword);
            let said = &mut facts.subject_mut(subject).facts;
            let known = said.iter().position(|fact| fact.keyword == keyword);
            let fact = value.map(|value| Fact::new(keyword, value, place.clone()));
            match (known, fact) {
                (Some(known), Some(fact)) => said[known] = fact,
                (Some(known), None) => {
                    said.remove(known);
                }
                (None, fact) => said.extend(fact),
            }
        }
    }
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(number) if number.is_f64() => "number",
        Value::Number(_) => "integer",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    }
}
