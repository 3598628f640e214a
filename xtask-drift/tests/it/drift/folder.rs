//! A folder with a contract and a document of the vendor, and runs of the command in it.

use std::path::Path;
use std::process::Command;

use crate::run::{self, Run, run};

/// The URL of the document of these tests.
pub(super) const VENDOR: &str = "https://loans.example/vendor.yaml";

pub(super) const CONTRACT: &str = "\
openapi: 3.0.3
info: { title: Loans, version: '1' }
servers:
  - url: https://loans.example
paths:
  /loans:
    get:
      summary: List the loans.
      description: Every loan that is open.
      parameters:
        - name: page
          in: query
          description: Which page to show.
          schema: { type: integer, minimum: 1, maximum: 10 }
      responses:
        '200':
          description: The loans.
          content:
            application/json:
              schema:
                type: object
                properties:
                  state: { type: string, enum: [OPEN, CLOSED], description: How it stands. }
";

pub(super) struct Folder(tempfile::TempDir);

impl Folder {
    /// A folder with the contract `loans.yaml`, and with `vendor.yaml`, which says the same.
    pub(super) fn new() -> Self {
        let folder = Self(tempfile::tempdir().expect("a folder can be made"));
        folder.write("loans.yaml", CONTRACT);
        folder.write("vendor.yaml", CONTRACT);
        folder
    }

    pub(super) fn path(&self) -> &Path {
        self.0.path()
    }

    pub(super) fn write(&self, name: &str, text: impl AsRef<[u8]>) {
        let path = self.path().join(name);
        let folder = path.parent().expect("a file stands in a folder");
        std::fs::create_dir_all(folder).expect("a folder can be made");
        std::fs::write(path, text).expect("a file can be written");
    }

    /// Writes a shell script as a program, for [`Folder::path_with_programs`].
    #[cfg(unix)]
    pub(super) fn program(&self, name: &str, script: &str) {
        use std::os::unix::fs::PermissionsExt as _;

        let name = format!("bin/{name}");
        self.write(&name, format!("#!/bin/sh\n{script}"));
        let all = std::fs::Permissions::from_mode(0o755);
        std::fs::set_permissions(self.path().join(name), all).expect("it is there");
    }

    /// The search path, on which the folder's own programs come first.
    #[cfg(unix)]
    pub(super) fn path_with_programs(&self) -> String {
        let path = std::env::var("PATH").expect("there is a path");
        format!("{}:{path}", self.path().join("bin").display())
    }

    /// Writes the vendor's document with one edit.
    pub(super) fn vendor(&self, before: &str, after: &str) {
        assert!(CONTRACT.contains(before), "the edit changes nothing");
        self.write("vendor.yaml", CONTRACT.replace(before, after));
    }

    pub(super) fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.path().join(name)).expect("the file is there")
    }

    /// Runs the command on `vendor.yaml` as a copy of [`VENDOR`].
    pub(super) fn drift_copy(&self, arguments: &[&str]) -> Run {
        let all: Vec<&str> = ["vendor.yaml", "--as", VENDOR]
            .into_iter()
            .chain(arguments.iter().copied())
            .collect();
        self.drift(&all)
    }

    /// Runs the command with `--contract loans.yaml` and more.
    pub(super) fn drift(&self, arguments: &[&str]) -> Run {
        run(&mut self.command(arguments))
    }

    /// The command with `--contract loans.yaml` and more.
    pub(super) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = run::command(&["drift", "--contract", "loans.yaml"]);
        command.args(arguments).current_dir(self.path());
        command
    }
}
