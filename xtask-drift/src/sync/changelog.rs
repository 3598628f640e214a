//! The entry in `CHANGELOG.md`, and the version that the unreleased changes require.
//!
//! The unreleased section states the next version and the released one. A second drift before a release
//! therefore raises the version only as far as both drifts together require, and a release, whose
//! heading replaces that of the section, starts again. Before the first release there is no version to
//! raise.

use anyhow::{Context as _, Result};
use compat::change::{Action, Change, Class, Rust};

use super::version::Version;

const HEADING: &str = "## Unreleased";
const NEXT: &str = "Next: ";
/// The kinds of entries, in the order of Keep a Changelog.
const KINDS: [&str; 6] = [
    "Added",
    "Changed",
    "Deprecated",
    "Removed",
    "Fixed",
    "Security",
];
const WIDTH: usize = 100;

/// The versions of the published crates at the last release, and the next ones.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Next {
    /// A crate, its next version, and the released one.
    pub(super) versions: Vec<(String, Version, Version)>,
    pub(super) level: Rust,
}

impl Next {
    fn line(&self) -> String {
        let versions = self
            .versions
            .iter()
            .map(|(name, new, old)| format!("`{name}` {new} after {old}"));
        format!(
            "{NEXT}{}; {} for users of the types.",
            versions.collect::<Vec<_>>().join(", "),
            self.level
        )
    }

    fn parse(line: &str) -> Option<Self> {
        let (versions, level) = line.strip_prefix(NEXT)?.split_once("; ")?;
        let level = match level.split_once(' ')?.0 {
            "major" => Rust::Major,
            "minor" => Rust::Minor,
            "patch" => Rust::Patch,
            _ => return None,
        };
        let versions = versions.split(", ").map(|one| {
            let (name, versions) = one.strip_prefix('`')?.split_once("` ")?;
            let (new, old) = versions.split_once(" after ")?;
            Some((name.to_owned(), Version::parse(new)?, Version::parse(old)?))
        });
        let versions = versions.collect::<Option<Vec<_>>>()?;
        Some(Self { versions, level })
    }
}

/// A changelog, divided at its unreleased section.
pub(super) struct Changelog<'t> {
    text: &'t str,
    start: usize,
    end: usize,
}

impl<'t> Changelog<'t> {
    pub(super) fn read(text: &'t str) -> Result<Self> {
        let heading = text
            .match_indices(HEADING)
            .find(|(at, _)| *at == 0 || text[..*at].ends_with('\n'));
        let (at, _) =
            heading.with_context(|| format!("CHANGELOG.md has no heading `{HEADING}`: add one"))?;
        let start = text[at..].find('\n').map_or(text.len(), |end| at + end + 1);
        let end = text[start..]
            .find("\n## ")
            .map_or(text.len(), |end| start + end + 1);
        Ok(Self { text, start, end })
    }

    fn section(&self) -> &'t str {
        &self.text[self.start..self.end]
    }

    /// Whether a version was released: it has a heading below the unreleased section.
    pub(super) fn has_release(&self) -> bool {
        self.text[self.end..].starts_with("## ")
    }

    /// The next versions that the section states.
    pub(super) fn next(&self) -> Option<Next> {
        self.section().lines().find_map(Next::parse)
    }

    /// The changelog with these changes, and the next versions if there was a release.
    pub(super) fn with(&self, changes: &[Change], next: Option<&Next>) -> String {
        let mut section = self.section().trim_matches('\n').to_owned();
        if !section.is_empty() {
            section.push('\n');
        }
        if let Some(line) = next.map(Next::line) {
            let known = section.lines().find(|line| Next::parse(line).is_some());
            section = match known.map(str::to_owned) {
                Some(known) => section.replacen(&known, &line, 1),
                None => format!("{line}\n\n{section}"),
            };
        }
        for (kind, entry) in entries(changes) {
            if !section.contains(&entry) {
                section = add(&section, kind, &entry);
            }
        }
        let (before, after) = (&self.text[..self.start], &self.text[self.end..]);
        let gap = if after.is_empty() { "" } else { "\n" };
        format!("{before}\n{section}{gap}{after}")
    }
}

/// The entries about the changes for users of the crates.
fn entries(changes: &[Change]) -> Vec<(&'static str, String)> {
    let told: Vec<&Change> = changes
        .iter()
        .filter(|change| change.class == Class::Contract)
        .collect();
    if told.is_empty() {
        let entry = "The documented examples follow the vendor's.";
        return vec![("Changed", wrapped(entry))];
    }
    let of = |change: &&Change| {
        let kind = match change.action {
            Action::Added => "Added",
            Action::Removed => "Removed",
            Action::Changed | Action::Renamed => "Changed",
        };
        let operation = change
            .address
            .operation()
            .map_or_else(String::new, |operation| format!("`{operation}`: "));
        let entry = format!("{operation}{}. {}", change.message, change.reason);
        (kind, wrapped(entry.trim()))
    };
    told.iter().map(of).collect()
}

/// A list entry, wrapped at the line width.
fn wrapped(text: &str) -> String {
    let mut entry = String::from("-");
    let mut width = 1;
    for word in text.split_whitespace() {
        let length = word.chars().count();
        if width > 1 && width + 1 + length > WIDTH {
            entry.push_str("\n ");
            width = 1;
        }
        entry.push(' ');
        entry.push_str(word);
        width += 1 + length;
    }
    entry.push('\n');
    entry
}

/// Adds an entry at the end of its kind, with the heading of the kind if it is missing.
fn add(section: &str, kind: &str, entry: &str) -> String {
    let place = |kind: &str| {
        let heading = format!("### {kind}\n");
        section.find(&heading).map(|at| (at, at + heading.len()))
    };
    if let Some((_, start)) = place(kind) {
        let end = section[start..]
            .find("\n### ")
            .map_or(section.len(), |end| start + end);
        let (before, after) = (section[..end].trim_end_matches('\n'), &section[end..]);
        let gap = if before.ends_with(&format!("### {kind}")) {
            "\n\n"
        } else {
            "\n"
        };
        return format!("{before}{gap}{entry}{after}");
    }
    let rank = KINDS.iter().position(|known| *known == kind).unwrap_or(0);
    let next = KINDS[rank..].iter().find_map(|later| place(later));
    if let Some((at, _)) = next {
        let (before, after) = section.split_at(at);
        format!("{before}### {kind}\n\n{entry}\n{after}")
    } else {
        let before = section.trim_end_matches('\n');
        let gap = if before.is_empty() { "" } else { "\n\n" };
        format!("{before}{gap}### {kind}\n\n{entry}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn next(level: Rust) -> Next {
        let version = |text| Version::parse(text).expect("it is one");
        Next {
            versions: vec![("verify-api".into(), version("0.1.1"), version("0.1.0"))],
            level,
        }
    }

    #[test]
    fn what_comes_next_is_read_back() {
        let line = next(Rust::Minor).line();
        assert_eq!(
            line,
            "Next: `verify-api` 0.1.1 after 0.1.0; minor for users of the types."
        );
        for level in [Rust::Major, Rust::Minor, Rust::Patch] {
            assert_eq!(Next::parse(&next(level).line()), Some(next(level)));
        }
        assert_eq!(Next::parse(&line.replace("; minor", "; tiny")), None);
        // That of a release before does not count.
        let text = format!("# Changelog\n\n## Unreleased\n\n## 0.1.1\n\n{line}\n");
        assert_eq!(Changelog::read(&text).expect("it reads").next(), None);
    }

    #[test]
    fn the_heading_begins_a_line() {
        for before in ["", "# Changelog\n\n", "What `## Unreleased` says.\n"] {
            let text = format!("{before}## Unreleased\n\n- One.\n\n## 0.1.0\n");
            let changelog = Changelog::read(&text).expect("it has the heading");
            assert_eq!(changelog.section(), "\n- One.\n\n", "{text}");
        }
        let none = Changelog::read("What ## Unreleased says.\n");
        assert!(none.is_err_and(|error| error.to_string().contains("has no heading")));
    }

    #[test]
    fn an_entry_is_written_once_and_headings_stand_between_blank_lines() {
        let line = next(Rust::Patch).line();
        let entry = "### Changed\n\n- The documented examples follow the vendor's.\n";
        for (section, written) in [
            ("", entry.to_owned()),
            ("Words.\n", format!("Words.\n\n{entry}")),
            (
                "### Fixed\n\n- One.\n",
                format!("{entry}\n### Fixed\n\n- One.\n"),
            ),
            (entry, entry.to_owned()),
        ] {
            for after in ["", "\n## 0.1.0\n\n- First.\n"] {
                let gap = if section.is_empty() { "" } else { "\n" };
                let text = format!("# Changelog\n\n## Unreleased\n{gap}{section}{after}");
                for next in [None, Some(&next(Rust::Patch))] {
                    let line = next.map_or_else(String::new, |_| format!("{line}\n\n"));
                    let expected =
                        format!("# Changelog\n\n## Unreleased\n\n{line}{written}{after}");
                    let once = Changelog::read(&text).expect("it reads").with(&[], next);
                    assert_eq!(once, expected);
                    let twice = Changelog::read(&once).expect("it reads").with(&[], next);
                    assert_eq!(twice, once);
                }
            }
        }
    }

    #[test]
    fn entries_go_where_their_kind_is() {
        let text = "\n### Added\n\n- One.\n\n### Fixed\n\n- Two.\n";
        let added = add(text, "Added", "- New.\n");
        assert_eq!(
            added,
            "\n### Added\n\n- One.\n- New.\n\n### Fixed\n\n- Two.\n"
        );
        let changed = add(&added, "Changed", "- Other.\n");
        assert!(
            changed.contains("- New.\n\n### Changed\n\n- Other.\n\n### Fixed"),
            "{changed}"
        );
        let removed = add("- x\n", "Removed", "- Gone.\n");
        assert_eq!(removed, "- x\n\n### Removed\n\n- Gone.\n");
        // The kinds stand in their order, whichever comes first.
        for first in 0..KINDS.len() {
            let kinds = KINDS.iter().cycle().skip(first).take(KINDS.len());
            let section = kinds.fold(String::new(), |it, kind| add(&it, kind, "- One.\n"));
            let headings = section.lines().filter_map(|it| it.strip_prefix("### "));
            assert!(headings.eq(KINDS), "{section}");
        }
    }

    #[test]
    fn a_long_entry_goes_on_in_the_next_line() {
        let words: Vec<_> = (1..60).map(|at| "ö".repeat(at * 7 % 20 + 1)).collect();
        let entry = wrapped(&words.join(" "));
        let lines: Vec<_> = entry.lines().collect();
        let width = |line: &str| line.chars().count();
        assert!(lines.iter().all(|line| width(line) <= WIDTH), "{entry}");
        // No line ends where the next word had room.
        for pair in lines.windows(2) {
            let next = pair[1].strip_prefix("  ").expect("a line is indented");
            let word = next.split(' ').next().unwrap_or_default();
            assert!(width(pair[0]) + 1 + width(word) > WIDTH, "{entry}");
        }
        assert_eq!(entry.split_whitespace().skip(1).collect::<Vec<_>>(), words);
        // A line may be as long as is bearable, and no longer.
        let word = "x".repeat(WIDTH - "-  y".len());
        assert_eq!(wrapped(&format!("{word} y")), format!("- {word} y\n"));
        assert_eq!(wrapped(&format!("{word} yy")), format!("- {word}\n  yy\n"));
        // A word that fits nowhere stands alone.
        let long = "x".repeat(WIDTH);
        assert_eq!(wrapped(&format!("{long} y")), format!("- {long}\n  y\n"));
    }
}
