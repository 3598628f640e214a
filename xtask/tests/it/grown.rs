//! A contract with everything that the generator supports: new operations, parameters and bodies of every
//! kind, headers, nested and recursive responses. One command has to regenerate the client and prove it,
//! without an edit of a test.
//!
//! The test works on a copy of the project beside the build; only files that differ are written, so that a
//! second run builds nothing. The copy shares the build folder, so that dependencies are built once, and has
//! another version: Cargo would confuse two packages with the same name, version, and path in their workspace.

use std::path::{Path, PathBuf};
use std::process::Command;

const PATHS: &str = include_str!("grown/paths.yaml");
const SCHEMAS: &str = include_str!("grown/schemas.yaml");

/// The version of every package of the project.
const VERSION: &str = concat!("\"", env!("CARGO_PKG_VERSION"), "\"");

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("a folder can be made");
    for entry in std::fs::read_dir(from).expect("the project's folder is there") {
        let from = entry.expect("the project's folder can be read").path();
        let to = to.join(from.file_name().expect("an entry has a name"));
        if from.is_dir() {
            copy(&from, &to);
        } else {
            write_copy(&from, &to);
        }
    }
}

fn write_copy(from: &Path, to: &Path) {
    let bytes = std::fs::read(from).expect("the project's file can be read");
    if from.ends_with("Cargo.toml") {
        let text = String::from_utf8(bytes).expect("a manifest is text");
        write(to, text.replace(VERSION, "\"0.1.0-grown\"").as_bytes());
    } else {
        write(to, &bytes);
    }
}

fn write(path: &Path, bytes: &[u8]) {
    if std::fs::read(path).ok().as_deref() != Some(bytes) {
        std::fs::write(path, bytes).expect("a file can be written");
    }
}

#[test]
fn one_command_regenerates_and_proves_a_grown_contract() {
    let project = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let target: PathBuf = Path::new(env!("CARGO_TARGET_TMPDIR")).join("..");
    let grown = Path::new(env!("CARGO_TARGET_TMPDIR")).join("grown");
    // The code that the last run generated is kept, so that nothing is rebuilt.
    let kept = [
        "crates/verify-api/src/generated.rs",
        "tests/src/generated.rs",
    ];
    let generated = kept.map(|file| std::fs::read(grown.join(file)).ok());
    for folder in [
        ".cargo",
        "benches",
        "crates",
        "openapi",
        "tests",
        "xtask",
        "xtask-drift",
    ] {
        copy(&project.join(folder), &grown.join(folder));
    }
    for file in ["Cargo.toml", "Cargo.lock", "README.md"] {
        write_copy(&project.join(file), &grown.join(file));
    }
    for (file, bytes) in kept.iter().zip(generated) {
        if let Some(bytes) = bytes {
            write(&grown.join(file), &bytes);
        }
    }
    let contract = grown.join("openapi/verify.yaml");
    let text = std::fs::read_to_string(&contract).expect("the contract is there");
    let text = text
        .replacen(
            "components:\n  securitySchemes:",
            &format!("{PATHS}components:\n  securitySchemes:"),
            1,
        )
        .replacen(
            "    SubAccountId:\n",
            &format!("{SCHEMAS}    SubAccountId:\n"),
            1,
        );
    write(&contract, text.as_bytes());

    let output = Command::new(env!("CARGO_BIN_EXE_xtask"))
        .args(["regen", "--accept"])
        .env("CARGO_MANIFEST_DIR", grown.join("xtask"))
        .env("CARGO_TARGET_DIR", target)
        .output()
        .expect("the command starts");
    let said = [output.stdout, output.stderr].concat();
    let said = String::from_utf8_lossy(&said);
    assert!(output.status.success(), "{said}");
    for line in [
        "query order › enum",
        "200 › loans › [] › state = in transit",
        "path phone › maxLength",
        "request body › box › inner › deep › minimum",
        "request body › state = in transit",
        "request body › by/post",
        "201 › header X-Loan-Number",
    ] {
        assert!(said.contains(line), "the table has no `{line}`:\n{said}");
    }
    let wire = grown.join("tests/proof/snapshots/wire__list-loans.snap");
    let wire = std::fs::read_to_string(wire).expect("the snapshot was written");
    assert!(
        !wire.contains("authorization"),
        "an open operation was sent the key:\n{wire}"
    );
    assert!(wire.contains("x-desk-trace: 123456"), "{wire}");
}
