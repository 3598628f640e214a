//! A copy of the files that the command reads and writes, and runs in it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use contract::{Document, Source};

use crate::run::{self, Run, run};

pub(super) const CONTRACT: &str = "openapi/verify.yaml";
pub(super) const LOCK: &str = "openapi/verify.lock.yaml";
const COPIED: [&str; 3] = [
    CONTRACT,
    "crates/verify-api/src/generated.rs",
    "tests/src/generated.rs",
];
const PAGE: &str = "crates/pages/tests/pages/check-session.imported.txt";
/// The URL that the page states.
pub(super) const URL: &str = "https://docs.example/check-session";
/// Files that the copy has its own text of, since those of the project change.
const WRITTEN: [(&str, &str); 6] = [
    (
        LOCK,
        "version: 1\nsources:\n  - source: https://docs.example/check-session\n",
    ),
    (
        "CHANGELOG.md",
        "# Changelog\n\n## Unreleased\n\n### Added\n\n- A second thing.\n\n## 0.3.0\n\n- A first thing.\n",
    ),
    (
        "Cargo.toml",
        "[workspace.dependencies]\nverify-api = { path = \"a\", version = \"0.3.0\" }\n\
         verify-ext = { path = \"b\", version = \"0.3.0\" }\nother = { version = \"0.3.0\" }\n",
    ),
    (
        "Cargo.lock",
        "[[package]]\nname = \"other\"\nversion = \"0.3.0\"\n\n[[package]]\nname = \"verify-api\"\n\
         version = \"0.3.0\"\n\n[[package]]\nname = \"verify-ext\"\nversion = \"0.3.0\"\n",
    ),
    (
        "crates/verify-api/Cargo.toml",
        "[package]\nname = \"verify-api\"\nversion = \"0.3.0\"\n",
    ),
    (
        "crates/verify-ext/Cargo.toml",
        "[package]\nname = \"verify-ext\"\nversion = \"0.3.0\"\n",
    ),
];

pub(super) struct Project {
    folder: tempfile::TempDir,
    page: String,
}

impl Project {
    /// A project whose contract matches `page.txt`.
    pub(super) fn new() -> Self {
        let checkout = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let read =
            |name: &str| std::fs::read_to_string(checkout.join(name)).expect("it is committed");
        let project = Self {
            folder: tempfile::tempdir().expect("a folder can be made"),
            page: format!("{}\nSource: {URL}\n", read(PAGE)),
        };
        for name in COPIED {
            project.write(name, &read(name));
        }
        for (name, text) in WRITTEN {
            project.write(name, text);
        }
        project.write("page.txt", &project.page);
        project
    }

    pub(super) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(super) fn write(&self, name: &str, text: &str) {
        let path = self.path(name);
        let folder = path.parent().expect("a file stands in a folder");
        std::fs::create_dir_all(folder).expect("a folder can be made");
        std::fs::write(path, text).expect("a file can be written");
    }

    pub(super) fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.path(name)).expect("the file is there")
    }

    /// Edits the page.
    pub(super) fn page_says(&self, before: &str, after: &str) {
        let page = self.read("page.txt");
        assert!(page.contains(before), "the edit changes nothing");
        self.write("page.txt", &page.replacen(before, after, 1));
    }

    /// Every file with its text.
    pub(super) fn state(&self) -> BTreeMap<PathBuf, String> {
        fn collect(folder: &Path, files: &mut BTreeMap<PathBuf, String>) {
            for entry in std::fs::read_dir(folder).expect("the folder can be read") {
                let path = entry.expect("it can be read").path();
                if path.is_dir() {
                    collect(&path, files);
                } else {
                    let text = std::fs::read_to_string(&path).expect("it is a text");
                    files.insert(path, text);
                }
            }
        }
        let mut files = BTreeMap::new();
        collect(self.folder.path(), &mut files);
        files
    }

    pub(super) fn run(&self, arguments: &[&str]) -> Run {
        let mut command = run::command(arguments);
        command
            .current_dir(self.folder.path())
            .env("CARGO_MANIFEST_DIR", self.path("xtask-drift"));
        run(&mut command)
    }

    /// Whether the generated code is up to date with the contract.
    pub(super) fn is_generated(&self) -> bool {
        let contract = Document::read(Source::new(CONTRACT, self.read(CONTRACT)));
        let contract = contract.expect("the contract reads");
        generator::generate(&contract).is_ok_and(|generated| {
            let mut files = xtask::regen::files(&generated).into_iter();
            files.all(|(path, code)| self.read(path) == code)
        })
    }

    /// Applies the page to the contract, without the proof, which needs the whole project.
    pub(super) fn sync(&self, more: &[&str]) -> Run {
        let mut arguments = vec!["sync", "page.txt", "--no-prove"];
        arguments.extend(more);
        self.run(&arguments)
    }
}
