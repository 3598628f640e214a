//! The versions of the published crates, and the files that state them.

use std::fmt;
use std::path::Path;

use anyhow::{Context as _, Result};
use compat::change::Rust;

/// The published crates. Both get the same version bump, because `verify-ext` exposes types of
/// `verify-api`.
pub(super) const PUBLISHED: [&str; 2] = ["verify-api", "verify-ext"];

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Version {
    major: u64,
    minor: u64,
    patch: u64,
}

impl Version {
    pub(super) fn parse(text: &str) -> Option<Self> {
        let mut numbers = text.split('.').map(|part| part.parse().ok());
        let version = Self {
            major: numbers.next()??,
            minor: numbers.next()??,
            patch: numbers.next()??,
        };
        numbers.next().is_none().then_some(version)
    }

    /// The next version. Below 1.0, a minor version is incompatible for Cargo, and a patch version
    /// compatible.
    pub(super) fn after(self, level: Rust) -> Self {
        let Self {
            major,
            minor,
            patch,
        } = self;
        let (major, minor, patch) = match (level, major) {
            (Rust::Major, 0) => (0, minor + 1, 0),
            (_, 0) => (0, minor, patch + 1),
            (Rust::Major, _) => (major + 1, 0, 0),
            (Rust::Minor, _) => (major, minor + 1, 0),
            (Rust::Patch, _) => (major, minor, patch + 1),
        };
        Self {
            major,
            minor,
            patch,
        }
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}.{}", self.major, self.minor, self.patch)
    }
}

/// The files that state a crate's version.
pub(super) fn files() -> Vec<String> {
    let manifests = PUBLISHED.map(manifest);
    let shared = ["Cargo.toml".to_owned(), "Cargo.lock".to_owned()];
    manifests.into_iter().chain(shared).collect()
}

pub(super) fn manifest(name: &str) -> String {
    format!("crates/{name}/Cargo.toml")
}

/// The version in a crate's manifest.
pub(super) fn read(root: &Path, name: &str) -> Result<Version> {
    let path = manifest(name);
    let text = std::fs::read_to_string(root.join(&path))
        .with_context(|| format!("{path} cannot be read"))?;
    let line = text
        .lines()
        .find_map(|line| line.strip_prefix("version = "));
    line.and_then(|value| Version::parse(value.trim().trim_matches('"')))
        .with_context(|| format!("{path}: expected a line such as `version = \"0.1.0\"`"))
}

/// The text of a file with a new version of a crate.
pub(super) fn raised(path: &str, text: &str, name: &str, old: Version, new: Version) -> String {
    let (old, new) = (
        format!("version = \"{old}\""),
        format!("version = \"{new}\""),
    );
    if path == manifest(name) {
        return text.replacen(&format!("\n{old}\n"), &format!("\n{new}\n"), 1);
    }
    let entry = format!("name = \"{name}\"\n");
    if path == "Cargo.lock" {
        return text.replacen(&format!("{entry}{old}\n"), &format!("{entry}{new}\n"), 1);
    }
    let requires = format!("{name} = {{");
    let lines = text.split_inclusive('\n').map(|line| {
        if line.starts_with(&requires) {
            line.replacen(&old, &new, 1)
        } else {
            line.to_owned()
        }
    });
    lines.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_version_follows_cargos_rules() {
        let table = [
            ("0.1.0", Rust::Major, "0.2.0"),
            ("0.1.4", Rust::Minor, "0.1.5"),
            ("0.1.4", Rust::Patch, "0.1.5"),
            ("1.2.3", Rust::Major, "2.0.0"),
            ("1.2.3", Rust::Minor, "1.3.0"),
            ("1.2.3", Rust::Patch, "1.2.4"),
        ];
        for (old, level, new) in table {
            let old = Version::parse(old).expect("it is one");
            assert_eq!(old.after(level).to_string(), new);
        }
    }

    #[test]
    fn only_the_crate_that_is_meant_is_raised() {
        let [old, new] = ["0.1.0", "0.2.0"].map(|it| Version::parse(it).expect("it is one"));
        let raise = |path: &str, text: &str| raised(path, text, "a", old, new);
        assert_eq!(
            raise(
                "Cargo.toml",
                "a = { path = \"a\", version = \"0.1.0\" }\nab = { version = \"0.1.0\" }\n"
            ),
            "a = { path = \"a\", version = \"0.2.0\" }\nab = { version = \"0.1.0\" }\n"
        );
        assert_eq!(
            raise(
                "Cargo.lock",
                "name = \"a\"\nversion = \"0.1.0\"\n\nname = \"b\"\nversion = \"0.1.0\"\n"
            ),
            "name = \"a\"\nversion = \"0.2.0\"\n\nname = \"b\"\nversion = \"0.1.0\"\n"
        );
        assert_eq!(
            raise(
                "crates/a/Cargo.toml",
                "[package]\nname = \"a\"\nversion = \"0.1.0\"\nb = \"1\"\n"
            ),
            "[package]\nname = \"a\"\nversion = \"0.2.0\"\nb = \"1\"\n"
        );
    }
}
