//! Which findings make a run fail.

use std::fmt;
use std::str::FromStr;

use crate::change::{Change, Class, Rust, Wire};

/// The levels at which a run fails, as given to `--fail-on`: `wire:breaking,contract`.
///
/// A level takes in everything worse of its kind: `wire:risky` fails on what is breaking too,
/// `rust:minor` on what is major, `prose` on examples and on the contract. A value written
/// otherwise, class equivalent, is no drift: only a verdict can fail a run for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FailOn(Vec<Level>);

/// One level of [`FailOn`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Level {
    /// What it does to a deployed client is this or worse.
    Wire(Wire),
    /// What it does to a crate that uses the types is this or worse.
    Rust(Rust),
    /// It is of this class or a weightier one.
    Class(Class),
}

const LEVELS: [(&str, Level); 7] = [
    ("wire:breaking", Level::Wire(Wire::Breaking)),
    ("wire:risky", Level::Wire(Wire::Risky)),
    ("rust:major", Level::Rust(Rust::Major)),
    ("rust:minor", Level::Rust(Rust::Minor)),
    ("contract", Level::Class(Class::Contract)),
    ("example", Level::Class(Class::Example)),
    ("prose", Level::Class(Class::Prose)),
];

const NEVER: &str = "never";

impl Level {
    fn covers(self, change: &Change) -> bool {
        match self {
            Self::Wire(least) => change.wire >= least,
            Self::Rust(least) => change.rust >= least,
            Self::Class(least) => weight(change.class) >= weight(least).max(1),
        }
    }
}

/// How much a class matters; what is merely written otherwise does not.
fn weight(class: Class) -> u8 {
    match class {
        Class::Equivalent => 0,
        Class::Prose => 1,
        Class::Example => 2,
        Class::Contract => 3,
    }
}

impl FailOn {
    /// Fails at any of these levels; with none, never.
    #[must_use]
    pub fn new(levels: impl IntoIterator<Item = Level>) -> Self {
        Self(levels.into_iter().collect())
    }

    /// Whether a change reaches one of the levels.
    #[must_use]
    pub fn covers(&self, change: &Change) -> bool {
        self.0.iter().any(|level| level.covers(change))
    }

    /// Whether the levels take in what may hide a change of the contract.
    pub(super) fn covers_unsettled(&self) -> bool {
        let is_class = |level: &Level| matches!(level, Level::Class(_));
        self.0.iter().any(is_class)
    }
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Wire(least) => write!(f, "wire:{least}"),
            Self::Rust(least) => write!(f, "rust:{least}"),
            Self::Class(least) => least.fmt(f),
        }
    }
}

impl fmt::Display for FailOn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.is_empty() {
            return f.write_str(NEVER);
        }
        for (at, level) in self.0.iter().enumerate() {
            write!(f, "{}{level}", if at == 0 { "" } else { "," })?;
        }
        Ok(())
    }
}

impl FromStr for FailOn {
    type Err = FailOnError;

    fn from_str(text: &str) -> Result<Self, FailOnError> {
        if text.trim() == NEVER {
            return Ok(Self(Vec::new()));
        }
        let mut levels = Vec::new();
        for name in text.split(',').map(str::trim) {
            if name == NEVER {
                return Err(FailOnError::NeverWithOthers);
            }
            let known = LEVELS.iter().find(|(known, _)| *known == name);
            let &(_, level) = known.ok_or_else(|| FailOnError::Unknown(name.to_owned()))?;
            if !levels.contains(&level) {
                levels.push(level);
            }
        }
        Ok(Self(levels))
    }
}

/// Why a text names no levels.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum FailOnError {
    /// A name that is no level.
    #[error(
        "`{0}` is no level; the levels are {names}, and `never`",
        names = LEVELS.map(|(name, _)| format!("`{name}`")).join(", ")
    )]
    Unknown(String),
    /// `never` beside a level.
    #[error("`never` stands alone: leave it out, or leave the other levels out")]
    NeverWithOthers,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_read_and_write_back() {
        for (name, level) in LEVELS {
            assert_eq!(name.parse(), Ok(FailOn::new([level])));
            assert_eq!(level.to_string(), name);
        }
        let several: FailOn = "contract, wire:risky,contract".parse().expect("it reads");
        assert_eq!(several.to_string(), "contract,wire:risky");
        assert_eq!("never".parse(), Ok(FailOn::new([])));
        assert_eq!(FailOn::new([]).to_string(), "never");
    }

    #[test]
    fn what_is_no_level_is_named_with_the_levels() {
        let refuse = |text: &str| {
            text.parse::<FailOn>()
                .expect_err("it is refused")
                .to_string()
        };
        assert_eq!(
            refuse("breaking"),
            "`breaking` is no level; the levels are `wire:breaking`, `wire:risky`, `rust:major`, \
             `rust:minor`, `contract`, `example`, `prose`, and `never`"
        );
        assert!(refuse("").starts_with("`` is no level"));
        assert!(refuse("contract,").starts_with("`` is no level"));
        assert!(refuse("wire:safe").starts_with("`wire:safe` is no level"));
        assert!(refuse("contract,never").starts_with("`never` stands alone"));
    }
}
