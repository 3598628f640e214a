//! The issue that the scheduled job opens, updates, and closes.

use std::path::Path;
use std::process::Command;

use super::folder::Folder;

const TITLE: &str = "What moved";

/// Runs the job's script in a folder that has a report, with a script as `gh` that records its calls and
/// prints `open` as the number of the open issue. Returns the calls, except the first, which asks for that
/// number, the body of the issue, and the exit status.
pub(super) fn run_script(folder: &Folder, status: &str, open: &str) -> (String, String, i32) {
    for name in ["calls", "body"] {
        // What an earlier run left.
        let _ = std::fs::remove_file(folder.path().join(name));
    }
    folder.program(
        "gh",
        &format!(
            "echo \"$@\" | sed 's/--body-file .*/--body-file/' >>calls\n\
             [ \"$2\" = list ] && echo '{open}'\n\
             while [ $# -gt 0 ]; do [ \"$1\" = --body-file ] && cat \"$2\" >body; shift; done\n\
             exit 0\n"
        ),
    );
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../.github/drift-issue.sh");
    let run = Command::new(script)
        .current_dir(folder.path())
        .env("PATH", folder.path_with_programs())
        .env("STATUS", status)
        .env("RUN", "https://ci.example/1")
        .output()
        .expect("the script starts");
    let written =
        |name: &str| std::fs::read_to_string(folder.path().join(name)).unwrap_or_default();
    let calls = written("calls");
    let without_list: Vec<&str> = calls
        .lines()
        .filter(|call| !call.contains("list"))
        .collect();
    (
        without_list.join("\n"),
        written("body"),
        run.status.code().expect("it ends"),
    )
}

fn issue(status: &str, open: &str) -> (String, i32) {
    let folder = Folder::new();
    folder.write("target/drift.md", format!("### {TITLE}\n"));
    let (calls, body, status) = run_script(&folder, status, open);
    let expected = if calls.contains("--body-file") {
        format!("### {TITLE}\n\n\nFound by https://ci.example/1\n")
    } else {
        String::new()
    };
    assert_eq!(body, expected, "{calls}");
    (calls, status)
}

#[test]
fn drift_opens_an_issue_once() {
    let (calls, status) = issue("1", "");
    assert_eq!(status, 0);
    let lines: Vec<&str> = calls.lines().collect();
    assert!(lines[0].starts_with("label create drift"), "{calls}");
    assert_eq!(
        lines[1],
        "issue create --title What moved --label drift --body-file"
    );
    let (calls, status) = issue("1", "7");
    assert_eq!(status, 0);
    assert!(
        calls.starts_with("issue edit 7 --title What moved"),
        "{calls}"
    );
}

#[test]
fn a_source_that_cannot_be_read_is_an_issue_too() {
    let (calls, status) = issue("3", "7");
    assert_eq!(status, 0);
    assert!(
        calls.starts_with("issue edit 7 --title What moved"),
        "{calls}"
    );
}

#[test]
fn a_report_without_a_heading_fails_the_job() {
    let folder = Folder::new();
    folder.write("target/drift.md", "");
    assert_eq!(run_script(&folder, "1", "").2, 1);
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
