//! The files to write, all decided before the first is written.

use std::path::Path;

use anyhow::{Context as _, Result};
use compat::change::{Class, Rust};
use compat::compare;
use contract::{Diagnostic, Document};
use drift::lock::{AcceptedSource, Entry, Lock};

use super::changelog::{Changelog, Next};
use super::version;
use xtask::transaction::{self, Step, Write};
use xtask::{project, regen};

const CHANGELOG: &str = "CHANGELOG.md";
const GENERATED: &str = "generated.rs";

/// Whether the file is generated, so that nobody reviews its diff.
pub(super) fn is_generated(path: &str) -> bool {
    path.ends_with(GENERATED)
}

/// The files that change, with their new text.
#[derive(Default)]
pub(super) struct Plan {
    writes: Vec<Write>,
}

impl Plan {
    pub(super) fn writes(&self) -> &[Write] {
        &self.writes
    }

    fn add(&mut self, path: String, before: String, after: String) {
        if before != after {
            self.writes.push(Write {
                path,
                before,
                after,
            });
        }
    }

    pub(super) fn contract(&mut self, file: &Path, before: &str, after: &str) {
        self.add(path(file), before.to_owned(), after.to_owned());
    }

    /// Records the current state of the source. If it is unchanged, the date is unchanged too.
    ///
    /// The fingerprint of a reworded text stays: a person reads the text before it is accepted.
    pub(super) fn lock(&mut self, file: &Path, lock: &Lock, mut entries: Vec<Entry>) {
        for entry in &mut entries {
            let known = lock.accepted(&entry.source).into_iter();
            let known = known.flat_map(|known| &known.prose);
            for (place, fingerprint) in known {
                let now = entry.accepted.as_mut();
                if let Some(now) = now.and_then(|now| now.prose.get_mut(place)) {
                    now.clone_from(fingerprint);
                }
            }
        }
        entries.retain(|entry| {
            let known = lock.accepted(&entry.source);
            let is_same = match (known, &entry.accepted) {
                (Some(known), Some(now)) => {
                    // The date is unchanged.
                    let on = known.on;
                    *known == AcceptedSource { on, ..now.clone() }
                }
                _ => false,
            };
            !is_same
        });
        if !entries.is_empty() {
            let before = lock.source().text().to_owned();
            self.add(path(file), before, lock.accept(&entries));
        }
    }

    /// Adds the changelog entry, and the required versions of the published crates.
    pub(super) fn release(&mut self, before: &Document, after: &Document) -> Result<()> {
        let mut options = compat::Options::default();
        options.prose = false;
        let mut changes = compare(&before.facts(), &after.facts(), &options);
        changes.retain(|change| matches!(change.class, Class::Contract | Class::Example));
        let asked = changes.iter().map(|change| change.rust).max();
        let text = text(CHANGELOG)?;
        let changelog = Changelog::read(&text)?;
        let known = changelog.next();
        if known.is_none() && !changelog.has_release() {
            let logged = changelog.with(&changes, None);
            self.add(CHANGELOG.to_owned(), text.clone(), logged);
            return Ok(());
        }
        let level = [asked, known.as_ref().map(|next| next.level)]
            .into_iter()
            .flatten()
            .max()
            .unwrap_or(Rust::Patch);
        let mut next = Next {
            versions: Vec::new(),
            level,
        };
        let root = project::root();
        let mut raises = Vec::new();
        for name in version::PUBLISHED {
            let now = version::read(&root, name)?;
            let released = known
                .as_ref()
                .and_then(|next| next.versions.iter().find(|(known, ..)| known == name))
                .map_or(now, |(_, _, released)| *released);
            // A person may have raised the version further.
            let to_come = released.after(level).max(now);
            raises.push((name, now, to_come));
            next.versions.push((name.to_owned(), to_come, released));
        }
        let logged = changelog.with(&changes, Some(&next));
        self.add(CHANGELOG.to_owned(), text.clone(), logged);
        for path in version::files() {
            let before = self::text(&path)?;
            let mut after = before.clone();
            for (name, old, new) in &raises {
                after = version::raised(&path, &after, name, *old, *new);
            }
            self.add(path, before, after);
        }
        Ok(())
    }

    /// Adds the code generated from the contract; the error says why the contract is invalid.
    pub(super) fn code(&mut self, contract: &Document) -> Result<(), Vec<Diagnostic>> {
        let generated = generator::generate(contract)?;
        for (path, code) in regen::files(&generated) {
            let before = std::fs::read_to_string(project::root().join(path)).unwrap_or_default();
            self.add(path.to_owned(), before, code.to_owned());
        }
        Ok(())
    }

    pub(super) fn write(&self, step: Step<'_>) -> Result<()> {
        transaction::write(&project::root(), &self.writes, step)
    }
}

/// A path relative to the project's folder, or absolute for a file outside it.
fn path(file: &Path) -> String {
    let whole = std::path::absolute(file).unwrap_or_else(|_| file.to_owned());
    let root = project::root();
    let inside = whole.strip_prefix(&root).unwrap_or(&whole);
    inside.display().to_string()
}

fn text(path: &str) -> Result<String> {
    std::fs::read_to_string(Path::new(&project::root()).join(path))
        .with_context(|| format!("{path} cannot be read"))
}
