//! Which findings make a run fail.

use std::fmt;
use std::str::FromStr;

use crate::change::{Change, Class, Rust, Wire};

/// The levels at which a run fails, as given to `--fail-on`: `wire:breaking,contract`.
///
/// A level includes everything worse of its kind: `wire:risky` also fails on breaking changes,
/// `rust:minor` on major ones, and `prose` on examples and on differences from the contract. Only a
/// level of `wire` or `rust` can fail a run for a change of class equivalent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FailOn(Vec<Level>);

/// One level of [`FailOn`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Level {
    /// The effect on a deployed client is this or worse.
    Wire(Wire),
    /// The effect on a crate that uses the generated types is this or worse.
    Rust(Rust),
    /// The class is this one or a more important one.
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

/// The rank of a class; 0 for a change that no level of class covers.
fn weight(class: Class) -> u8 {
    match class {
        Class::Equivalent => 0,
        Class::Prose => 1,
        Class::Example => 2,
        Class::Contract => 3,
    }
}

impl FailOn {
    /// Fails at any of these levels; without levels, never.
    #[must_use]
    pub fn new(levels: impl IntoIterator<Item = Level>) -> Self {
        Self(levels.into_iter().collect())
    }

    /// Whether a change reaches one of the levels.
    #[must_use]
    pub fn covers(&self, change: &Change) -> bool {
        self.level_of(change).is_some()
    }

    /// The first level that a change reaches.
    pub(super) fn level_of(&self, change: &Change) -> Option<Level> {
        self.0.iter().copied().find(|level| level.covers(change))
    }

    /// Whether the levels cover findings that may hide a change, such as an unread line.
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

/// Why a text is not a list of levels.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum FailOnError {
    /// A name that is not a level.
    #[error(
        "`{0}` is not a level; the levels are {names}, and `never`",
        names = LEVELS.map(|(name, _)| format!("`{name}`")).join(", ")
    )]
    Unknown(String),
    /// `never` beside a level.
    #[error("`never` excludes other levels: remove `never` or the other levels")]
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
    fn an_unknown_level_is_named_with_the_levels() {
        let refuse = |text: &str| {
            text.parse::<FailOn>()
                .expect_err("it is refused")
                .to_string()
        };
        assert_eq!(
            refuse("breaking"),
            "`breaking` is not a level; the levels are `wire:breaking`, `wire:risky`, `rust:major`, \
             `rust:minor`, `contract`, `example`, `prose`, and `never`"
        );
        assert!(refuse("").starts_with("`` is not a level"));
        assert!(refuse("contract,").starts_with("`` is not a level"));
        assert!(refuse("wire:safe").starts_with("`wire:safe` is not a level"));
        assert!(refuse("contract,never").starts_with("`never` excludes other levels"));
    }
}
