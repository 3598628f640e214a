//! What the scheduled job makes of a run: one issue, opened, updated, and closed.

use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::Command;

use crate::folder::Folder;

/// Runs the job's script with a `gh` of our own that writes down what it is asked; gives that, and
/// the exit status.
fn issue(status: &str, open: &str) -> (String, i32) {
    let folder = Folder::new();
    folder.write("target/drift.md", "### What moved\n");
    folder.write(
        "bin/gh",
        format!(
            "#!/bin/sh\necho \"$@\" | sed 's/--body-file .*/--body-file/' >>calls\n\
             [ \"$2\" = list ] && echo '{open}'\n\
             while [ $# -gt 0 ]; do [ \"$1\" = --body-file ] && cat \"$2\" >body; shift; done\n\
             exit 0\n"
        ),
    );
    let gh = folder.path().join("bin/gh");
    std::fs::set_permissions(gh, std::fs::Permissions::from_mode(0o755)).expect("it is there");
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../.github/drift-issue.sh");
    let path = std::env::var("PATH").expect("there is a path");
    let run = Command::new(script)
        .current_dir(folder.path())
        .env(
            "PATH",
            format!("{}:{path}", folder.path().join("bin").display()),
        )
        .env("STATUS", status)
        .env("RUN", "https://ci.example/1")
        .output()
        .expect("the script starts");
    if folder.path().join("body").exists() {
        let body = folder.read("body");
        assert_eq!(body, "### What moved\n\n\nFound by https://ci.example/1\n");
    }
    let calls = folder.path().join("calls");
    let calls = std::fs::read_to_string(calls).unwrap_or_default();
    let without_list: Vec<&str> = calls
        .lines()
        .filter(|call| !call.contains("list"))
        .collect();
    (without_list.join("\n"), run.status.code().expect("it ends"))
}

#[test]
fn drift_opens_an_issue_once() {
    let (calls, status) = issue("1", "");
    assert_eq!(status, 0);
    let lines: Vec<&str> = calls.lines().collect();
    assert!(lines[0].starts_with("label create drift"), "{calls}");
    assert_eq!(
        lines[1],
        "issue create --title The vendor's documentation no longer matches the contract --label \
         drift --body-file"
    );
    let (calls, status) = issue("1", "7");
    assert_eq!(status, 0);
    assert!(
        calls.starts_with("issue edit 7 --title The vendor's"),
        "{calls}"
    );
}

#[test]
fn a_source_that_cannot_be_read_is_another_title() {
    let (calls, _) = issue("3", "7");
    assert!(
        calls.contains("A source of the vendor's could not be read"),
        "{calls}"
    );
}

#[test]
fn the_issue_is_closed_when_all_is_well_again() {
    assert_eq!(issue("0", ""), (String::new(), 0));
    let (calls, status) = issue("0", "7");
    assert_eq!(status, 0);
    assert!(calls.starts_with("issue close 7 --comment"), "{calls}");
}

#[test]
fn a_run_that_went_wrong_fails_the_job() {
    assert_eq!(issue("2", ""), (String::new(), 1));
}
