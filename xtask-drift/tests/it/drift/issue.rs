//! The issue that the scheduled job opens, updates, and closes.

use std::path::Path;
use std::process::Command;

use super::folder::Folder;

const TITLE: &str = "What moved";

/// Runs the job's script in a folder that has a report, with a script as `gh` that records its calls, prints
/// `open` as the number of the open issue, and keeps its body in `issue`. Returns the calls, except those that
/// only ask, the body that was posted last, and the exit status.
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
             [ \"$2\" = view ] && cat issue\n\
             kind=$2\n\
             while [ $# -gt 0 ]; do [ \"$1\" = --body-file ] && cat \"$2\" >body; shift; done\n\
             case $kind in create | edit) cp body issue ;; esac\n\
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
        .filter(|call| !call.starts_with("issue list") && !call.starts_with("issue view"))
        .collect();
    (
        without_list.join("\n"),
        written("body"),
        run.status.code().expect("it ends"),
    )
}

/// A report on findings with this identity.
fn report(identity: &str, text: &str) -> String {
    format!("### {TITLE}\n<!-- findings: {identity} -->\n\n{text}\n")
}

fn issue(status: &str, open: &str) -> (String, i32) {
    let folder = Folder::new();
    folder.write("target/drift.md", report("1", "text"));
    folder.write("issue", report("1", "text"));
    let (calls, body, status) = run_script(&folder, status, open);
    let expected = if calls.contains("--body-file") {
        format!("{}\n\nFound by https://ci.example/1\n", report("1", "text"))
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
fn a_finding_that_changed_becomes_a_comment_once() {
    let folder = Folder::new();
    let day = |identity: &str, text: &str, open: &str| {
        folder.write("target/drift.md", report(identity, text));
        let (calls, body, status) = run_script(&folder, "1", open);
        assert_eq!(status, 0);
        assert!(body.contains(text), "{body}");
        let of = |call: &str| calls.lines().filter(|it| it.starts_with(call)).count();
        (
            of("issue create"),
            of("issue comment 7"),
            of("issue edit 7"),
        )
    };
    assert_eq!(day("1", "first", ""), (1, 0, 0));
    // The same finding on another line of the source.
    assert_eq!(day("1", "first, moved", "7"), (0, 0, 1));
    assert_eq!(day("2", "second", "7"), (0, 1, 1));
    assert_eq!(day("2", "second", "7"), (0, 0, 1));
    assert_eq!(day("1", "first", "7"), (0, 1, 1));
}

#[test]
fn a_long_report_is_cut_between_lines() {
    let folder = Folder::new();
    let line = format!("- `{}`\n", "é".repeat(40));
    folder.write("target/drift.md", report("1", &line.repeat(2000)));
    let (_, body, status) = run_script(&folder, "1", "");
    assert_eq!(status, 0);
    assert!(body.len() < 65_000, "{}", body.len());
    let lines = body.lines().filter(|it| it.starts_with("- "));
    assert!(lines.clone().count() > 500);
    // Half a line could end inside code, which keeps the vendor's text from being markup.
    for shown in lines {
        assert_eq!(shown, line.trim_end());
    }
    assert!(
        body.contains("The report is longer: "),
        "{}",
        &body[body.len() - 200..]
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
