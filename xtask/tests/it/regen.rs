//! `cargo xtask regen --check` as a maintainer and a CI job run it.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const FILES: [&str; 3] = [
    "openapi/verify.yaml",
    "crates/verify-api/src/generated.rs",
    "tests/src/generated.rs",
];

fn project() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// A folder with nothing but the contract and the code generated from it.
struct Checkout(tempfile::TempDir);

impl Checkout {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder can be made");
        for file in FILES {
            let target = folder.path().join(file);
            std::fs::create_dir_all(target.parent().expect("a file stands in a folder"))
                .expect("a folder can be made");
            std::fs::copy(project().join(file), target).expect("the project's file is there");
        }
        Self(folder)
    }

    fn edit(&self, edit: impl Fn(&str) -> String) {
        let path = self.0.path().join(FILES[0]);
        let text = std::fs::read_to_string(&path).expect("the contract is there");
        let edited = edit(&text);
        assert_ne!(text, edited, "the edit changed nothing");
        std::fs::write(path, edited).expect("the contract can be written");
    }

    fn run(&self, arguments: &[&str]) -> (i32, String, String) {
        let Output {
            status,
            stdout,
            stderr,
        } = Command::new(env!("CARGO_BIN_EXE_xtask"))
            .args(arguments)
            // Another working directory, on purpose.
            .current_dir(std::env::temp_dir())
            .env("CARGO_MANIFEST_DIR", self.0.path().join("xtask"))
            .output()
            .expect("the command starts");
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("the command prints UTF-8");
        (
            status.code().expect("the command ends by itself"),
            text(stdout),
            text(stderr),
        )
    }

    fn read(&self, file: &str) -> String {
        std::fs::read_to_string(self.0.path().join(file)).expect("the file is there")
    }

    fn generated(&self) -> Vec<String> {
        FILES[1..].iter().map(|file| self.read(file)).collect()
    }
}

#[test]
fn fresh_code_passes() {
    let (status, stdout, _) = Checkout::new().run(&["regen", "--check"]);
    assert_eq!(
        (status, stdout.matches("fresh").count()),
        (0, 2),
        "{stdout}"
    );
}

/// Inserts a text after the first occurrence of another.
fn insert(text: &str, after: &str, inserted: &str) -> String {
    text.replacen(after, &format!("{after}{inserted}"), 1)
}

/// Raises the first `maxLength` by two.
fn raise_a_length(text: &str) -> String {
    let (before, rest) = text
        .split_once("maxLength: ")
        .expect("the contract has lengths");
    let (length, rest) = rest.split_once('\n').expect("a line ends");
    let raised = length.parse::<u64>().expect("a length is a number") + 2;
    format!("{before}maxLength: {raised}\n{rest}")
}

#[test]
fn an_edited_contract_fails_with_its_diff_and_the_command_to_run() {
    type Edit = fn(&str) -> String;
    let table: [(Edit, &str); 4] = [
        (
            |text| insert(text, "      enum:\n", "        - BROKEN_ON_PURPOSE\n"),
            "+        BrokenOnPurpose,",
        ),
        (raise_a_length, "+        max_length: Some("),
        (
            |text| {
                insert(
                    text,
                    "      properties:\n",
                    "        brokenOnPurpose: { type: string }\n",
                )
            },
            "+        pub broken_on_purpose: ::std::option::Option<::std::string::String>,",
        ),
        (|text| insert(text, "summary: ", "Indeed "), "+// Generator"),
    ];
    for (edit, line) in table {
        let checkout = Checkout::new();
        checkout.edit(edit);
        let before = checkout.generated();
        let (status, stdout, stderr) = checkout.run(&["regen", "--check"]);
        assert_eq!(status, 1, "{stdout}{stderr}");
        assert!(
            stdout.contains("--- a/crates/verify-api/src/generated.rs"),
            "{stdout}"
        );
        assert!(
            stdout.lines().any(|found| found.starts_with(line)),
            "no `{line}` in:\n{stdout}"
        );
        assert_eq!(
            stdout.lines().last(),
            Some("run: cargo xtask regen"),
            "{stdout}"
        );
        assert!(
            stdout.contains("`git restore openapi/verify.yaml` undoes it"),
            "{stdout}"
        );
        assert_eq!(checkout.generated(), before, "`--check` wrote something");
    }
}

#[test]
fn nothing_is_proved_while_the_code_is_stale() {
    let checkout = Checkout::new();
    checkout.edit(raise_a_length);
    let (status, stdout, _) = checkout.run(&["prove"]);
    assert_eq!(status, 1, "{stdout}");
    assert!(stdout.contains("there is nothing to prove yet"), "{stdout}");
    assert!(stdout.ends_with("\nrun: cargo xtask regen\n"), "{stdout}");
}

#[test]
fn code_edited_by_hand_is_told_from_an_edited_contract() {
    let checkout = Checkout::new();
    let path = checkout.0.path().join(FILES[2]);
    let code = std::fs::read_to_string(&path).expect("the file is there");
    std::fs::write(path, format!("{code}// By hand.\n")).expect("the file can be written");
    let (status, stdout, _) = checkout.run(&["regen", "--check"]);
    assert_eq!(status, 1, "{stdout}");
    assert!(stdout.contains("\n-// By hand.\n"), "{stdout}");
    assert!(
        stdout.contains("tests/src/generated.rs was generated from openapi/verify.yaml as it is"),
        "{stdout}"
    );
    assert!(!stdout.contains("git restore"), "{stdout}");
    assert!(stdout.ends_with("\nrun: cargo xtask regen\n"), "{stdout}");
}

#[test]
fn a_contract_that_cannot_be_taken_is_refused_and_changes_nothing() {
    let table = [
        ("openapi: 3.0.3", "openapi: 3.1.0"),
        ("title: ", "title: ["),
        ("#/components/schemas/", "#/components/schemas/No"),
        ("operationId: ", "x-operation: "),
        ("description: ", "description: \"TODO: describe\" #"),
    ];
    for (from, to) in table {
        let checkout = Checkout::new();
        checkout.edit(|text| text.replacen(from, to, 1));
        let before = checkout.generated();
        for arguments in [&["regen"][..], &["regen", "--check"]] {
            let (status, stdout, stderr) = checkout.run(arguments);
            assert_eq!(status, 2, "{stdout}{stderr}");
            for part in ["--> openapi/verify.yaml:", "help:"] {
                assert!(stderr.contains(part), "`{to}`: no `{part}` in:\n{stderr}");
            }
            assert!(
                !stderr.contains('\u{1b}'),
                "color without a terminal:\n{stderr}"
            );
        }
        assert_eq!(
            checkout.generated(),
            before,
            "`{to}`: the old code was touched"
        );
    }
}

#[test]
fn a_contract_that_is_not_there_is_said_to_be_missing() {
    let checkout = Checkout::new();
    std::fs::remove_file(checkout.0.path().join(FILES[0])).expect("the contract is there");
    let (status, _, stderr) = checkout.run(&["regen", "--check"]);
    assert_eq!(status, 2);
    assert!(
        stderr.contains("openapi/verify.yaml cannot be read"),
        "{stderr}"
    );
}

#[test]
fn an_interrupted_sync_is_completed_first() {
    let checkout = Checkout::new();
    let before = checkout.read(FILES[0]);
    let after = format!("{before}# The end.\n");
    let decided = checkout.0.path().join("openapi/.sync");
    std::fs::create_dir(&decided).expect("a folder can be made");
    for (name, text) in [
        ("paths", FILES[0]),
        ("0.before", &before),
        ("0.after", &after),
    ] {
        std::fs::write(decided.join(name), text).expect("a file can be written");
    }
    let (status, stdout, stderr) = checkout.run(&["regen", "--check"]);
    assert_eq!(status, 0, "{stdout}{stderr}");
    assert_eq!(checkout.read(FILES[0]), after);
    assert!(!decided.exists());
}

#[test]
fn wrong_usage_ends_with_2() {
    let (status, _, stderr) = Checkout::new().run(&["regen", "--no-such-flag"]);
    assert_eq!(status, 2, "{stderr}");
}

#[test]
fn the_table_of_recorded_checks_fails_for_what_nothing_exercised() {
    let checkout = Checkout::new();
    let records = checkout.0.path().join("records");
    let show = |records: &Path| {
        let folder = records.to_str().expect("the folder's name is UTF-8");
        checkout.run(&["prove", "--recorded", folder])
    };
    let (status, _, said) = show(&records);
    assert_eq!(status, 2, "{said}");
    assert!(said.contains("cannot be read"), "{said}");

    std::fs::create_dir(&records).expect("a folder can be made");
    let (status, said, _) = show(&records);
    assert_eq!(status, 1, "{said}");
    assert!(said.contains("nothing exercised GET /api"), "{said}");

    let text = std::fs::read_to_string(project().join(FILES[0])).expect("the contract is there");
    let document = contract::Document::read(contract::Source::new("verify.yaml", text))
        .expect("the contract reads");
    let cells = contract::coverage::cells(&document).expect("the contract has cells");
    let recorded: Vec<_> = cells.iter().map(|cell| (cell, "a check")).collect();
    let recorded = serde_json::to_string(&recorded).expect("cells are plain data");
    std::fs::write(records.join("all.json"), recorded).expect("a file can be written");
    let (status, said, _) = show(&records);
    assert_eq!(status, 0, "{said}");
    let all = cells.len();
    assert!(
        said.contains(&format!("{all} of {all} cells exercised")),
        "{said}"
    );
}
