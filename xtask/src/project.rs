//! Where the project's files are.

use std::ffi::OsString;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result};
use contract::{Diagnostic, Document, Source};

/// The contract, as messages name it.
pub const CONTRACT: &str = "openapi/verify.yaml";

/// The project's folder.
#[must_use]
pub fn root() -> PathBuf {
    // Cargo sets it when it runs the command; it is this checkout even if another one built it.
    let package = std::env::var_os("CARGO_MANIFEST_DIR")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
    package
        .parent()
        .map_or_else(|| package.clone(), Path::to_owned)
}

/// The folder for the records of the proof.
#[must_use]
pub fn proof_folder() -> PathBuf {
    root().join("target/proof")
}

/// Reads the contract.
///
/// # Errors
///
/// The file cannot be read, or is not a valid contract.
pub fn read_contract() -> Result<Document> {
    let path = root().join(CONTRACT);
    let text = std::fs::read_to_string(&path)
        .with_context(|| format!("the contract {CONTRACT} cannot be read"))?;
    Ok(Document::read(Source::new(CONTRACT, text))?)
}

/// Prints a diagnostic; `anstream` removes the color if there is no terminal.
pub fn print(diagnostic: &Diagnostic) {
    anstream::eprintln!("{}\n", diagnostic.render(true));
}

/// Writes a file atomically.
///
/// # Errors
///
/// The file or its folder cannot be written.
pub fn write_atomically(path: &Path, text: &str) -> Result<()> {
    let folder = path.parent().context("a file stands in a folder")?;
    let write = || -> std::io::Result<()> {
        std::fs::create_dir_all(folder)?;
        let mut file = tempfile::NamedTempFile::new_in(folder)?;
        file.write_all(text.as_bytes())?;
        file.as_file().sync_all()?;
        file.persist(path)?;
        Ok(())
    };
    write().with_context(|| format!("{} cannot be written", path.display()))
}

/// The cargo that runs this command.
#[must_use]
pub fn cargo_program() -> OsString {
    std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into())
}

/// Cargo, in the project's folder.
#[must_use]
pub fn cargo(arguments: &[&str]) -> Command {
    let mut command = Command::new(cargo_program());
    command.args(arguments).current_dir(root());
    command
}
