//! Transactions that replace several files: an interruption leaves all files unchanged, or the next run
//! completes the transaction.
//!
//! A transaction first writes each new file, with the one that it replaces, into a folder. Renaming that
//! folder commits it. After the commit the files are moved to their places one by one, and a run that
//! finds the folder moves the rest. A file that a person edited in between is not overwritten.

use std::fs;
use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};

use crate::project;

const PREPARED: &str = "openapi/.sync.prepared";
const DECIDED: &str = "openapi/.sync";

/// A file of the project, before and after the transaction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Write {
    /// The path from the project's folder.
    pub path: String,
    /// The text before.
    pub before: String,
    /// The text after.
    pub after: String,
}

/// Replaces the files. `step` is called before each step, and can stop the transaction there.
///
/// # Errors
///
/// A file cannot be written, or `step` stopped the transaction.
pub fn write(root: &Path, writes: &[Write], step: Step<'_>) -> Result<()> {
    prepare(root, writes, step).context("nothing was changed: the new files cannot be written")?;
    finish(root, step)
}

/// Called before each step of a transaction.
pub type Step<'s> = &'s mut dyn FnMut() -> Result<()>;

fn prepare(root: &Path, writes: &[Write], step: Step<'_>) -> Result<()> {
    let folder = root.join(PREPARED);
    step()?;
    fs::create_dir_all(&folder)?;
    let mut paths = String::new();
    for (at, write) in writes.iter().enumerate() {
        for (ending, text) in [("before", &write.before), ("after", &write.after)] {
            step()?;
            put(&folder.join(format!("{at}.{ending}")), text)?;
        }
        paths.push_str(&write.path);
        paths.push('\n');
    }
    step()?;
    put(&folder.join("paths"), &paths)?;
    sync_folder(&folder)?;
    step()?;
    fs::rename(&folder, root.join(DECIDED))?;
    sync_folder(&root.join("openapi"))?;
    Ok(())
}

/// Completes a committed transaction of an earlier run, and removes an uncommitted one.
///
/// # Errors
///
/// A file cannot be written or was edited in between, or `step` stopped the transaction.
pub fn finish(root: &Path, step: Step<'_>) -> Result<()> {
    let prepared = root.join(PREPARED);
    if prepared.exists() {
        step()?;
        remove(&prepared)?;
    }
    let folder = root.join(DECIDED);
    if !folder.exists() {
        return Ok(());
    }
    let named = |name: &str| folder.join(name);
    let unreadable = || {
        format!(
            "{DECIDED} is damaged, so the interrupted `cargo xtask sync` that left it cannot be completed: \
             remove the folder, and run `git status`"
        )
    };
    // The list is removed last, so a folder without it has nothing left to place.
    let paths = match fs::read_to_string(named("paths")) {
        Ok(paths) => paths,
        Err(error) if error.kind() == ErrorKind::NotFound => String::new(),
        Err(error) => return Err(error).with_context(unreadable),
    };
    for (at, path) in paths.lines().enumerate() {
        let new = named(&format!("{at}.after"));
        if !new.exists() {
            continue;
        }
        let before = fs::read_to_string(named(&format!("{at}.before"))).with_context(unreadable)?;
        let target = root.join(path);
        let now = match fs::read_to_string(&target) {
            Err(error) if error.kind() == ErrorKind::NotFound => String::new(),
            now => now.with_context(|| format!("{path} cannot be read"))?,
        };
        if now == fs::read_to_string(&new).with_context(unreadable)? {
            continue;
        }
        if now != before {
            bail!(
                "{path} was edited after a `cargo xtask sync` that was interrupted before it wrote the file: \
                 to keep the edit, remove the folder {DECIDED}; to complete the run, undo the edit with \
                 `git checkout {path}`, and run the command again"
            );
        }
        step()?;
        place(&new, &target).with_context(|| format!("{path} cannot be replaced"))?;
    }
    step()?;
    remove_if_there(&named("paths"))?;
    step()?;
    remove(&folder)
}

/// Moves a prepared file to its place.
fn place(new: &Path, target: &Path) -> Result<()> {
    match fs::rename(new, target) {
        // The file is outside the project, on another disk.
        Err(error) if error.kind() == ErrorKind::CrossesDevices => {
            project::write_atomically(target, &fs::read_to_string(new)?)?;
            fs::remove_file(new)?;
        }
        renamed => renamed?,
    }
    target.parent().map_or(Ok(()), sync_folder)
}

fn put(path: &Path, text: &str) -> Result<()> {
    let mut file = fs::File::create(path)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()?;
    Ok(())
}

/// Syncs the names in a folder to disk, where the system supports it.
fn sync_folder(folder: &Path) -> Result<()> {
    if cfg!(unix) {
        fs::File::open(folder)?.sync_all()?;
    }
    Ok(())
}

fn remove_if_there(path: &Path) -> Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != ErrorKind::NotFound => {
            Err(error).with_context(|| format!("{} cannot be removed", path.display()))
        }
        _ => Ok(()),
    }
}

fn remove(folder: &PathBuf) -> Result<()> {
    match fs::remove_dir_all(folder) {
        // Another run was faster.
        Err(error) if error.kind() != ErrorKind::NotFound => {
            Err(error).with_context(|| format!("{} cannot be removed", folder.display()))
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILES: [&str; 3] = ["openapi/a.yaml", "CHANGELOG.md", "crates/x/Cargo.toml"];
    /// Not there before.
    const NEW: &str = FILES[2];

    fn project() -> (tempfile::TempDir, Vec<Write>) {
        let folder = tempfile::tempdir().expect("a folder can be made");
        let writes = FILES.map(|path| {
            let target = folder.path().join(path);
            fs::create_dir_all(target.parent().expect("it stands in one")).expect("it can be made");
            let before = if path == NEW {
                String::new()
            } else {
                format!("old {path}")
            };
            if path != NEW {
                fs::write(&target, &before).expect("it can be written");
            }
            Write {
                path: path.to_owned(),
                before,
                after: format!("new {path}"),
            }
        });
        (folder, writes.to_vec())
    }

    fn state(root: &Path) -> Vec<String> {
        let read = |path: &str| fs::read_to_string(root.join(path)).unwrap_or_default();
        FILES.iter().map(|path| read(path)).collect()
    }

    fn is_clear(root: &Path) -> bool {
        !root.join(PREPARED).exists() && !root.join(DECIDED).exists()
    }

    /// Goes on for so many steps, and is cut off in front of the next.
    fn cut_off(steps: usize) -> impl FnMut() -> Result<()> {
        let mut left = steps;
        move || {
            left = left.checked_sub(1).context("cut off")?;
            Ok(())
        }
    }

    #[test]
    fn wherever_it_is_cut_off_the_files_are_all_old_or_all_new() {
        let mut seen = [0, 0];
        for steps in 0.. {
            let (folder, writes) = project();
            let root = folder.path();
            let is_done = write(root, &writes, &mut cut_off(steps)).is_ok();
            // The run after it may be cut off as well.
            for steps in 0..3 {
                let _ = finish(root, &mut cut_off(steps));
            }
            finish(root, &mut || Ok(())).expect("it can be ended");
            assert!(is_clear(root), "something is left after {steps} steps");
            let old: Vec<&String> = writes.iter().map(|it| &it.before).collect();
            let new: Vec<&String> = writes.iter().map(|it| &it.after).collect();
            let state = state(root);
            let is_new = state.iter().eq(new);
            assert!(is_new || state.iter().eq(old), "{steps} steps: {state:?}");
            seen[usize::from(is_new)] += 1;
            if is_done {
                break;
            }
        }
        assert!(seen[0] > 5 && seen[1] > 5, "{seen:?}");
    }

    #[test]
    fn what_a_person_edited_in_between_is_not_overwritten() {
        let (folder, writes) = project();
        let root = folder.path();
        // Seven files in front of the decision, which is the ninth step; then the first is placed.
        assert!(write(root, &writes, &mut cut_off(10)).is_err());
        let now = state(root);
        assert_eq!((&now[0], &now[1]), (&writes[0].after, &writes[1].before));
        fs::write(root.join(FILES[1]), "edited").expect("it can be written");
        let error = finish(root, &mut || Ok(())).expect_err("it is edited");
        assert!(error.to_string().contains("CHANGELOG.md"), "{error}");
        assert_eq!(state(root)[1], "edited");
    }
}
