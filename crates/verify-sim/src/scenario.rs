//! Scenarios: sessions, faults, and settings from YAML or JSON, with the place of every error.

use std::collections::BTreeMap;
use std::fmt;
use std::net::IpAddr;
use std::path::Path;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer};
use serde_saphyr::{DefaultMessageFormatter, Error, MessageFormatter as _};

use crate::assumptions::Assumptions;
use crate::fault::FaultRule;
use crate::spec::SessionSpec;

/// What a simulator starts with, as a file states it. `Debug` shows how much of it there is.
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
/// let error = Scenario::parse("login.yaml", "sessions:\n  - id: 18b526ad\n    code: \"12\"\n");
/// let message = error.unwrap_err().to_string();
/// assert_eq!(
///     message,
///     "login.yaml:3:11: VerificationCode: expected 3 to 10 characters, found 2"
/// );
/// # Ok::<(), verify_sim::InvalidScenario>(())
/// ```
#[derive(Clone)]
pub struct Scenario(pub(crate) Contents);

#[derive(Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub(crate) struct Contents {
    pub(crate) api_key: Option<String>,
    pub(crate) sub_accounts: Vec<String>,
    pub(crate) assume: AssumptionsByName,
    pub(crate) frozen: bool,
    pub(crate) covered: Vec<IpAddr>,
    pub(crate) seed: Option<u64>,
    pub(crate) sessions: Vec<SessionSpec>,
    pub(crate) faults: Vec<FaultRule>,
}

/// Assumptions by name, each with a value that it can have.
#[derive(Clone, Default)]
pub(crate) struct AssumptionsByName(pub(crate) Vec<(String, String)>);

impl<'de> Deserialize<'de> for AssumptionsByName {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let assumptions = BTreeMap::<String, String>::deserialize(deserializer)?;
        let mut probe = Assumptions::default();
        for (name, value) in &assumptions {
            probe.set(name, value).map_err(D::Error::custom)?;
        }
        Ok(Self(assumptions.into_iter().collect()))
    }
}

impl fmt::Debug for Scenario {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Scenario")
            .field("sessions", &self.0.sessions.len())
            .field("faults", &self.0.faults.len())
            .finish_non_exhaustive()
    }
}

impl Scenario {
    /// Reads a file.
    ///
    /// # Errors
    ///
    /// [`InvalidScenario`] states what is wrong and where, or why the file cannot be read.
    pub fn read(path: &Path) -> Result<Self, InvalidScenario> {
        let name = path.display().to_string();
        match std::fs::read_to_string(path) {
            Ok(text) => Self::parse(&name, &text),
            Err(source) => Err(InvalidScenario(Problem::File { name, source })),
        }
    }

    /// Reads a text; messages call it `name`.
    ///
    /// # Errors
    ///
    /// [`InvalidScenario`] states what is wrong and where.
    pub fn parse(name: &str, text: &str) -> Result<Self, InvalidScenario> {
        let options = serde_saphyr::options! {
            // A number is no string: 0123 would lose its zero.
            no_schema: true,
            strict_booleans: true,
        };
        serde_saphyr::from_str_with_options(text, options)
            .map(Self)
            .map_err(|error| {
                InvalidScenario(Problem::Contents {
                    name: name.to_owned(),
                    error: Box::new(error),
                })
            })
    }
}

/// A scenario that cannot be used: `file:line:column`, and what is wrong there.
#[derive(Debug)]
pub struct InvalidScenario(Problem);

#[derive(Debug)]
enum Problem {
    File {
        name: String,
        source: std::io::Error,
    },
    Contents {
        name: String,
        error: Box<Error>,
    },
}

impl InvalidScenario {
    /// Draws the message the way a compiler does, with the lines around the place.
    #[must_use]
    pub fn render(&self) -> String {
        match &self.0 {
            Problem::File { .. } => format!("error: {self}"),
            Problem::Contents { name, error } => {
                error.render_with_options(serde_saphyr::render_options! {
                    source_name: Some(name.as_str()),
                })
            }
        }
    }
}

impl fmt::Display for InvalidScenario {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Problem::File { name, source } => write!(f, "{name}: cannot be read: {source}"),
            Problem::Contents { name, error } => {
                f.write_str(name)?;
                if let Some(place) = error.location() {
                    write!(f, ":{}:{}", place.line(), place.column())?;
                }
                let message = DefaultMessageFormatter.format_message(error.without_snippet());
                write!(f, ": {message}")
            }
        }
    }
}

impl std::error::Error for InvalidScenario {}
