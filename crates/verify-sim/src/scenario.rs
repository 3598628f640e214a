//! Scenarios: sessions, faults, and settings from YAML or JSON, with the place of every error.

use std::fmt;
use std::path::Path;
use std::time::Duration;

use contract::{Data, Diagnostic, Node, Source};

use crate::assumptions::Assumptions;
use crate::clock::Clock;
use crate::fault::{Calls, Fault, FaultRule, When};
use crate::law::Law;
use crate::seed::Seed;
use crate::session::State;

/// What a simulator starts with, as a file says it. `Debug` shows how much of it there is.
///
/// ```
/// use verify_sim::Scenario;
///
/// let scenario = Scenario::parse(
///     "login.yaml",
///     "sessions:\n  - id: 18b526ad\n    code: \"1234\"\n    attempt: 4\n",
/// )?;
/// # let _ = scenario;
///
/// let error = Scenario::parse("login.yaml", "sessions:\n  - id: 18b526ad\n    code: 1234\n");
/// let message = error.unwrap_err().to_string();
/// assert_eq!(message, "login.yaml:3:11: `code` has to be a string, this is a number");
/// # Ok::<(), verify_sim::InvalidScenario>(())
/// ```
#[derive(Clone)]
pub struct Scenario {
    pub(crate) api_key: Option<String>,
    pub(crate) sub_accounts: Vec<String>,
    pub(crate) assumptions: Vec<(String, String)>,
    pub(crate) frozen: bool,
    pub(crate) seed: Option<u64>,
    pub(crate) sessions: Vec<Seed>,
    pub(crate) faults: Vec<FaultRule>,
}

impl fmt::Debug for Scenario {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Scenario")
            .field("sessions", &self.sessions.len())
            .field("faults", &self.faults.len())
            .finish_non_exhaustive()
    }
}

/// A scenario that is none: `file:line:column` and what is wrong there.
#[derive(Debug, thiserror::Error)]
#[error(transparent)]
pub struct InvalidScenario(Box<Diagnostic>);

impl InvalidScenario {
    /// Draws the message the way a compiler does: the line, marked, and what to do about it.
    #[must_use]
    pub fn render(&self, color: bool) -> String {
        self.0.render(color)
    }
}

impl From<Diagnostic> for InvalidScenario {
    fn from(diagnostic: Diagnostic) -> Self {
        Self(Box::new(diagnostic))
    }
}

impl Scenario {
    /// Reads a file.
    ///
    /// # Errors
    ///
    /// [`InvalidScenario`] says where and what is wrong; a file that cannot be read counts as wrong
    /// at its first character.
    pub fn read(path: &Path) -> Result<Self, InvalidScenario> {
        let source = Source::read(path).map_err(|error| {
            let source = Source::new(path.display().to_string(), "");
            Diagnostic::new(&source, 0..0, format!("the file cannot be read: {error}"))
        })?;
        Ok(Self::of(&source)?)
    }

    /// Reads a text; `name` is what messages call it.
    ///
    /// # Errors
    ///
    /// [`InvalidScenario`] says where and what is wrong.
    pub fn parse(name: &str, text: &str) -> Result<Self, InvalidScenario> {
        Ok(Self::of(&Source::new(name, text))?)
    }

    fn of(source: &Source) -> Result<Self, Diagnostic> {
        let root = Node::parse(source)?;
        let known = [
            "api-key",
            "sub-accounts",
            "assume",
            "frozen",
            "seed",
            "sessions",
            "faults",
        ];
        let fields = Fields::of(source, &root, &known)?;
        let mut assumptions = Vec::new();
        if let Some(node) = fields.get("assume") {
            let mut probe = Assumptions::default();
            let statuses = Law::of_the_project().error_statuses();
            for (name, member) in fields.mapping(node)?.members() {
                let value = fields.text(name, &member.value)?;
                if let Err(problem) = probe.set(name, &value, &statuses) {
                    return Err(fields.wrong(&member.value, problem.to_string()));
                }
                assumptions.push((name.to_owned(), value));
            }
        }
        Ok(Self {
            api_key: fields.string("api-key")?,
            sub_accounts: fields
                .list("sub-accounts")?
                .map(|node| fields.text("sub-accounts", node))
                .collect::<Result<_, _>>()?,
            assumptions,
            frozen: match fields.get("frozen") {
                None => false,
                Some(node) => node.as_bool().ok_or_else(|| {
                    fields.wrong(node, "`frozen` has to be `true` or `false`".to_owned())
                })?,
            },
            seed: fields.number("seed")?,
            sessions: sessions(source, fields.get("sessions"))?,
            faults: fields
                .list("faults")?
                .map(|node| fault_rule(source, node))
                .collect::<Result<_, _>>()?,
        })
    }
}

/// Reads a list of sessions.
pub(crate) fn sessions(source: &Source, list: Option<&Node>) -> Result<Vec<Seed>, Diagnostic> {
    let Some(list) = list else {
        return Ok(Vec::new());
    };
    require_list(source, "sessions", list)?;
    let (clock, assume) = (
        Clock::new(std::time::SystemTime::UNIX_EPOCH, true),
        Assumptions::default(),
    );
    list.elements()
        .map(|node| {
            let seed = session(source, node)?;
            // Whatever else is wrong with it shows here, while its place is known.
            match seed.session(clock.now(), &assume) {
                Ok(_) => Ok(seed),
                Err(error) => Err(Diagnostic::new(
                    source,
                    node.span.clone(),
                    error.to_string(),
                )),
            }
        })
        .collect()
}

fn session(source: &Source, node: &Node) -> Result<Seed, Diagnostic> {
    let known = [
        "id",
        "code",
        "destination",
        "sub-account",
        "status",
        "attempt",
        "expires-in",
        "resend-in",
        "sma-url",
    ];
    let fields = Fields::of(source, node, &known)?;
    let Some(id) = fields.string("id")? else {
        return Err(fields.wrong(node, "this session has no `id`".to_owned()));
    };
    let mut seed = Seed::new(id);
    seed.code = fields.string("code")?.unwrap_or(seed.code);
    seed.destination = fields.string("destination")?.unwrap_or(seed.destination);
    seed.sub_account = fields.string("sub-account")?;
    seed.sma_url = fields.string("sma-url")?;
    seed.expires_in = fields.duration("expires-in")?;
    seed.resend_in = fields.duration("resend-in")?;
    if let Some(node) = fields.get("status") {
        let text = fields.text("status", node)?;
        let state = State::ALL.into_iter().find(|state| state.as_str() == text);
        seed.state = state.ok_or_else(|| {
            let states = State::ALL.map(State::as_str).join(", ");
            fields.wrong(node, format!("`status` has to be one of {states}"))
        })?;
    }
    // What is beyond the range is refused by the state machine, in its own words.
    let attempt = fields.number("attempt")?;
    seed.attempt = attempt.map(|attempt| u8::try_from(attempt).unwrap_or(u8::MAX));
    Ok(seed)
}

/// Reads a fault and when it strikes.
pub(crate) fn fault_rule(source: &Source, node: &Node) -> Result<FaultRule, Diagnostic> {
    let known = ["fault", "nth", "every", "rate", "session", "calls"];
    let fields = Fields::of(source, node, &known)?;
    let Some(named) = fields.get("fault") else {
        return Err(fields.wrong(node, "this rule has no `fault`".to_owned()));
    };
    let mut rule = fault(source, named)?.once();
    let whens = ["nth", "every", "rate"];
    let mut given = whens
        .iter()
        .filter_map(|name| Some((*name, fields.get(name)?)));
    if let Some((name, node)) = given.next() {
        rule.when = match (name, fields.number(name)) {
            ("nth", number) => When::Nth(number?.unwrap_or_default()),
            ("every", number) => When::Every(number?.unwrap_or_default()),
            _ => When::Rate(node.to_json().as_f64().unwrap_or(f64::NAN)),
        };
        if let Some((other, node)) = given.next() {
            return Err(fields.wrong(node, format!("keep one of `{name}` and `{other}`")));
        }
    }
    rule.session = fields.string("session")?;
    if let Some(node) = fields.get("calls") {
        rule.calls = match node.as_str() {
            Some("all") => Calls::All,
            Some("checks") => Calls::Checks,
            Some("reads") => Calls::Reads,
            _ => {
                let message = "`calls` has to be `all`, `checks`, or `reads`";
                return Err(fields.wrong(node, message.to_owned()));
            }
        };
    }
    match rule.problem() {
        Some(problem) => Err(fields.wrong(node, problem.to_owned())),
        None => Ok(rule),
    }
}

/// A fault by its name, or a mapping of the name to its value.
fn fault(source: &Source, node: &Node) -> Result<Fault, Diagnostic> {
    let plain = node
        .as_str()
        .and_then(|name| Fault::PLAIN.into_iter().find(|fault| fault.name() == name));
    if let Some(fault) = plain {
        return Ok(fault);
    }
    let mut members = node.members();
    if let (Some((name, _)), None) = (members.next(), members.next()) {
        let fields = Fields::of(source, node, &[name])?;
        let status = || -> Result<u16, Diagnostic> {
            let number = fields.number(name)?.unwrap_or_default();
            Ok(u16::try_from(number).unwrap_or_default())
        };
        let duration =
            || -> Result<Duration, Diagnostic> { Ok(fields.duration(name)?.unwrap_or_default()) };
        match name {
            "delay" => return Ok(Fault::Delay(duration()?)),
            "throttled" => return Ok(Fault::Throttled(duration()?)),
            "status" => return Ok(Fault::Status(status()?)),
            "html-error" => return Ok(Fault::HtmlError(status()?)),
            _ => {}
        }
    }
    let plain = Fault::PLAIN.map(Fault::name).join(", ");
    Err(
        Diagnostic::new(source, node.span.clone(), "this is no fault").with_help(format!(
            "use one of {plain}, or a mapping such as `delay: 2s`, `throttled: 5s`, `status: 503`, \
             `html-error: 502`"
        )),
    )
}

fn require_list(source: &Source, name: &str, node: &Node) -> Result<(), Diagnostic> {
    if matches!(node.data, Data::Sequence(_)) {
        return Ok(());
    }
    let message = format!("`{name}` has to be a list, this is {}", node.kind());
    Err(Diagnostic::new(source, node.span.clone(), message))
}

/// The members of a mapping, none of them unknown.
struct Fields<'a> {
    source: &'a Source,
    node: &'a Node,
}

impl<'a> Fields<'a> {
    fn of(source: &'a Source, node: &'a Node, known: &[&str]) -> Result<Self, Diagnostic> {
        let fields = Self { source, node };
        for (name, member) in fields.mapping(node)?.members() {
            if !known.contains(&name) {
                let message = format!("there is no `{name}` here");
                return Err(Diagnostic::new(source, member.key_span.clone(), message)
                    .with_help(format!("use one of {}", known.join(", "))));
            }
        }
        Ok(fields)
    }

    fn wrong(&self, node: &Node, message: String) -> Diagnostic {
        Diagnostic::new(self.source, node.span.clone(), message)
    }

    fn mapping<'n>(&self, node: &'n Node) -> Result<&'n Node, Diagnostic> {
        if matches!(node.data, Data::Mapping(_)) {
            return Ok(node);
        }
        let message = format!("a mapping has to stand here, this is {}", node.kind());
        Err(self.wrong(node, message))
    }

    fn get(&self, name: &str) -> Option<&'a Node> {
        self.node.get(name)
    }

    fn list(&self, name: &str) -> Result<impl Iterator<Item = &'a Node> + use<'a>, Diagnostic> {
        let list = self.get(name);
        if let Some(list) = list {
            require_list(self.source, name, list)?;
        }
        Ok(list.into_iter().flat_map(Node::elements))
    }

    fn text(&self, name: &str, node: &Node) -> Result<String, Diagnostic> {
        let message = || format!("`{name}` has to be a string, this is {}", node.kind());
        let text = node.as_str().ok_or_else(|| {
            let wrong = self.wrong(node, message());
            match node.data {
                // YAML reads 0123 as a number, and its zero would be lost.
                Data::Number(_) | Data::Bool(_) => wrong.with_help("put it in quotes"),
                _ => wrong,
            }
        })?;
        Ok(text.to_owned())
    }

    fn string(&self, name: &str) -> Result<Option<String>, Diagnostic> {
        self.get(name).map(|node| self.text(name, node)).transpose()
    }

    fn number(&self, name: &str) -> Result<Option<u64>, Diagnostic> {
        let Some(node) = self.get(name) else {
            return Ok(None);
        };
        let number = node.as_u64().ok_or_else(|| {
            let kind = node.kind();
            self.wrong(
                node,
                format!("`{name}` has to be a whole number from 0 on, this is {kind}"),
            )
        })?;
        Ok(Some(number))
    }

    fn duration(&self, name: &str) -> Result<Option<Duration>, Diagnostic> {
        let Some(node) = self.get(name) else {
            return Ok(None);
        };
        let duration = humantime::parse_duration(node.as_str().unwrap_or_default());
        let duration = duration.map_err(|_| {
            let message = format!("`{name}` has to be a duration, such as 90s, 5m, or 250ms");
            self.wrong(node, message)
        })?;
        Ok(Some(duration))
    }
}
