//! The arguments for the contract and its lock, and reading both.

use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
use contract::{Document, Source};
use drift::lock::Lock;

use crate::sources;
use xtask::project;

const LOCK: &str = "openapi/verify.lock.yaml";

#[derive(clap::Args)]
pub(crate) struct ContractArguments {
    /// The contract [default: openapi/verify.yaml].
    #[arg(long, value_name = "FILE")]
    pub(crate) contract: Option<PathBuf>,
}

impl ContractArguments {
    /// Whether the contract is the one that the project's client is generated from.
    pub(crate) fn is_of_project(&self) -> bool {
        let own = project::root().join(project::CONTRACT);
        let same = |given: &PathBuf| {
            let whole = [given, &own].map(|it| it.canonicalize().ok());
            whole[0].is_some() && whole[0] == whole[1]
        };
        self.contract.as_ref().is_none_or(same)
    }

    /// Reads the contract; returns its path with it.
    pub(crate) fn read(&self) -> Result<(PathBuf, Document)> {
        let (path, name) = match &self.contract {
            Some(path) => given(path),
            None => of_project(project::CONTRACT),
        };
        let document = Document::read(text("contract", &path, &name)?)?;
        Ok((path, document))
    }
}

#[derive(clap::Args)]
pub(crate) struct LockArguments {
    /// The lock, or `none` to compare no prose [default: `*.lock.yaml` beside the contract].
    #[arg(long, value_name = "FILE|none")]
    pub(crate) lock: Option<PathBuf>,
}

impl LockArguments {
    /// Reads the lock; returns its path with it, and nothing for `--lock none`.
    ///
    /// A lock that does not exist is empty, except one that was given, if `given_exists`.
    pub(crate) fn read(
        &self,
        contract: &ContractArguments,
        given_exists: bool,
    ) -> Result<Option<(PathBuf, Lock)>> {
        let (path, name) = match (&self.lock, &contract.contract) {
            (Some(lock), _) if lock.as_os_str() == "none" => return Ok(None),
            (Some(lock), _) => given(lock),
            (None, Some(contract)) => given(&contract.with_extension("lock.yaml")),
            (None, None) => of_project(LOCK),
        };
        let has_to_exist = given_exists && self.lock.is_some();
        let lock = if has_to_exist || path.exists() {
            Lock::read(text("lock", &path, &name)?)?
        } else {
            Lock::empty(&name)
        };
        Ok(Some((path, lock)))
    }
}

/// The path of a file that was given, and its name in messages.
fn given(path: &Path) -> (PathBuf, String) {
    (path.to_owned(), path.display().to_string())
}

/// The path of a file of the project, and its name in messages.
fn of_project(name: &str) -> (PathBuf, String) {
    (project::root().join(name), name.to_owned())
}

fn text(what: &str, path: &Path, name: &str) -> Result<Source> {
    match sources::read_file(path, name) {
        Ok(source) => Ok(source),
        Err(refused) => bail!("the {what} {name}: {}", refused.message),
    }
}
