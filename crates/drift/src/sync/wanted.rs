//! Operations to add to a contract.

use std::fmt;
use std::str::FromStr;

use super::place::is_same_operation;
use contract::facts::Step;

/// An operation of a source to add to a contract.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// Every operation of the source.
    All,
    /// One operation.
    Operation {
        /// The method in upper case.
        method: String,
        /// The path template; the names of its parameters do not matter.
        path: String,
    },
}

impl Wanted {
    /// Whether this operation is meant.
    #[must_use]
    pub fn takes(&self, operation: &Step) -> bool {
        match self {
            Self::All => matches!(operation, Step::Operation { .. }),
            Self::Operation { method, path } => {
                let step = Step::Operation {
                    method: method.clone(),
                    path: path.clone(),
                };
                is_same_operation(&step, operation)
            }
        }
    }
}

impl fmt::Display for Wanted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::All => f.write_str("all"),
            Self::Operation { method, path } => write!(f, "{method} {path}"),
        }
    }
}

/// The error of a text that is neither `all` nor an operation.
#[derive(Clone, Debug, thiserror::Error)]
#[error("expected `all` or an operation such as `POST /loans/{{loanId}}`, found `{found}`")]
pub struct NotAnOperation {
    found: String,
}

impl FromStr for Wanted {
    type Err = NotAnOperation;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text == "all" {
            return Ok(Self::All);
        }
        let parts = text.trim().split_once(char::is_whitespace);
        let operation = parts.map(|(method, path)| (method.to_ascii_uppercase(), path.trim()));
        match operation {
            Some((method, path))
                if path.starts_with('/') && !path.contains(char::is_whitespace) =>
            {
                Ok(Self::Operation {
                    method,
                    path: path.to_owned(),
                })
            }
            _ => Err(NotAnOperation {
                found: text.to_owned(),
            }),
        }
    }
}
