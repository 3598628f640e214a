//! What a run writes, and that a second run writes nothing.

use std::path::Path;

use super::project::{CONTRACT, LOCK, Project, URL};
use crate::run::Run;

const STATUSES: &str = "Possible values: [WAITING, VERIFIED, FAILED, EXPIRED]";
const MORE_STATUSES: &str = "Possible values: [WAITING, VERIFIED, FAILED, CANCELLED, EXPIRED]";

/// The lines that one text has and the other does not.
fn added(before: &str, after: &str) -> Vec<String> {
    let is_new = |line: &&str| !before.lines().any(|known| known == *line);
    after.lines().filter(is_new).map(str::to_owned).collect()
}

#[test]
fn a_dry_run_shows_a_patch_and_writes_nothing() {
    let project = Project::new();
    project.page_says(STATUSES, MORE_STATUSES);
    let before = project.state();
    let run = project.sync(&["--dry-run"]);
    assert_eq!(run.status, 0, "{run:?}");
    for part in [
        "--- a/openapi/verify.yaml\n+++ b/openapi/verify.yaml\n",
        "\n+        - CANCELLED\n",
        "+++ b/openapi/verify.lock.yaml\n",
        "+++ b/CHANGELOG.md\n",
        "\n+version = \"0.3.1\"\n",
        "crates/verify-api/src/generated.rs would be regenerated",
    ] {
        assert!(run.stdout.contains(part), "{part}\n{}", run.stdout);
    }
    assert!(project.state() == before, "something was written");
}

#[test]
fn a_change_is_followed_everywhere_and_a_second_run_changes_nothing() {
    let project = Project::new();
    let contract = project.read(CONTRACT);
    project.page_says(STATUSES, MORE_STATUSES);
    let run = project.sync(&[]);
    assert_eq!(run.status, 0, "{run:?}");
    assert_eq!(
        added(&contract, &project.read(CONTRACT)),
        ["        - CANCELLED"]
    );
    assert!(project.read(LOCK).contains("form: \"page, imported text\""));
    let changelog = project.read("CHANGELOG.md");
    assert!(
        changelog.starts_with(
            "# Changelog\n\n## Unreleased\n\nNext: `verify-api` 0.3.1 after 0.3.0, `verify-ext` \
             0.3.1 after 0.3.0; minor for users of the types.\n\n### Added\n\n- A second thing.\n- \
             `POST /api/v2/"
        ) && changelog.contains("CANCELLED"),
        "{changelog}"
    );
    assert_eq!(project.read("Cargo.toml").matches("0.3.1").count(), 2);
    assert_eq!(project.read("Cargo.lock").matches("0.3.1").count(), 2);
    assert!(
        project
            .read("crates/verify-ext/Cargo.toml")
            .contains("0.3.1")
    );
    let after = project.state();
    assert!(
        project
            .read("crates/verify-api/src/generated.rs")
            .contains("Cancelled")
    );
    assert!(project.is_generated());
    assert_eq!(project.run(&["drift", "page.txt"]).status, 0);

    let run = project.sync(&[]);
    assert_eq!(run.status, 0, "{run:?}");
    assert!(run.stdout.contains("nothing to write"), "{run:?}");
    assert!(project.state() == after, "a second run writes something");
}

#[test]
fn before_the_first_release_there_is_no_version_to_raise() {
    let project = Project::new();
    project.write("CHANGELOG.md", "# Changelog\n\n## Unreleased\n");
    project.page_says(STATUSES, MORE_STATUSES);
    let run = project.sync(&[]);
    assert_eq!(run.status, 0, "{run:?}");
    let changelog = project.read("CHANGELOG.md");
    assert!(
        changelog.contains("CANCELLED") && !changelog.contains("Next: "),
        "{changelog}"
    );
    for manifest in ["Cargo.toml", "crates/verify-api/Cargo.toml"] {
        assert!(!project.read(manifest).contains("0.3.1"), "{manifest}");
    }
}

#[test]
fn a_second_drift_before_a_release_raises_the_version_no_further_than_both_ask_for() {
    let project = Project::new();
    project.page_says(STATUSES, MORE_STATUSES);
    assert_eq!(project.sync(&[]).status, 0);
    project.page_says("<= 10 characters", "<= 8 characters");
    let run = project.sync(&[]);
    assert_eq!(run.status, 0, "{run:?}");
    let changelog = project.read("CHANGELOG.md");
    assert_eq!(changelog.matches("Next: ").count(), 1, "{changelog}");
    assert!(
        changelog.contains("`verify-api` 0.3.1 after 0.3.0"),
        "{changelog}"
    );
    assert!(changelog.contains("from 10 to 8"), "{changelog}");
    assert!(
        project
            .read("crates/verify-api/Cargo.toml")
            .contains("\"0.3.1\"")
    );
    // The heading of a release replaces that of the section, and the next version counts from it.
    let released = changelog.replacen("## Unreleased\n", "## Unreleased\n\n## 0.3.1\n", 1);
    project.write("CHANGELOG.md", &released);
    project.page_says("<= 8 characters", "<= 9 characters");
    assert_eq!(project.sync(&[]).status, 0);
    assert!(
        project
            .read("crates/verify-api/Cargo.toml")
            .contains("\"0.3.2\"")
    );
}

#[test]
fn each_crate_counts_from_its_own_release() {
    let project = Project::new();
    project.page_says(STATUSES, MORE_STATUSES);
    assert_eq!(project.sync(&[]).status, 0);
    let edit = |path: &str, before: &str, after: &str| {
        let text = project.read(path);
        assert!(text.contains(before), "{text}");
        project.write(path, &text.replacen(before, after, 1));
    };
    let [before, after] =
        ["0.3.1 after 0.3.0", "0.5.1 after 0.5.0"].map(|it| format!("`verify-ext` {it}"));
    edit("CHANGELOG.md", &before, &after);
    edit("crates/verify-ext/Cargo.toml", "\"0.3.1\"", "\"0.5.1\"");
    project.page_says("<= 10 characters", "<= 8 characters");
    let run = project.sync(&[]);
    assert_eq!(run.status, 0, "{run:?}");
    let next = format!("Next: `verify-api` 0.3.1 after 0.3.0, {after};");
    let changelog = project.read("CHANGELOG.md");
    assert!(changelog.contains(&next), "{changelog}");
}

#[test]
fn the_contract_of_the_project_is_known_by_its_path() {
    let project = Project::new();
    project.page_says(STATUSES, MORE_STATUSES);
    let run = project.sync(&["--contract", CONTRACT]);
    assert_eq!(run.status, 0, "{run:?}");
    assert!(run.stdout.contains("written  CHANGELOG.md"), "{run:?}");
    assert!(project.is_generated());
}

#[test]
fn another_contract_is_moved_by_itself() {
    let project = Project::new();
    project.write("other.yaml", &project.read(CONTRACT));
    project.page_says(STATUSES, MORE_STATUSES);
    let before = project.state();
    let run = project.run(&[
        "sync",
        "page.txt",
        "--contract",
        "other.yaml",
        "--lock",
        LOCK,
    ]);
    assert_eq!(run.status, 0, "{run:?}");
    let after = project.state();
    let written: Vec<_> = after
        .iter()
        .filter(|(path, text)| before.get(*path) != Some(text))
        .map(|(path, _)| path.file_name().expect("a file has a name"))
        .collect();
    assert_eq!(written, ["verify.lock.yaml", "other.yaml"]);
}

#[test]
fn a_reworded_text_is_listed_until_it_is_accepted() {
    let project = Project::new();
    assert_eq!(project.run(&["drift", "page.txt", "--accept"]).status, 0);
    project.page_says("The session to look at.", "The session that is read.");
    project.page_says("<= 10 characters", "<= 8 characters");
    let listed = |run: &Run, word: &str| -> Vec<String> {
        let lines = run.stdout.lines().map(str::to_owned);
        lines.filter(|it| it.starts_with(word)).collect()
    };
    let run = project.sync(&[]);
    assert_eq!(run.status, 0, "{run:?}");
    let read = listed(&run, "read     ");
    assert!(
        read.len() == 1 && read[0].contains("page.txt:19:"),
        "{run:?}"
    );
    assert_eq!(listed(&run, "applied  ").len(), 1, "{run:?}");
    assert_eq!(listed(&run, "next: read the texts").len(), 1, "{run:?}");
    let run = project.sync(&[]);
    assert_eq!(listed(&run, "read     ").len(), 1, "{run:?}");
    assert_eq!(project.run(&["drift", "page.txt", "--accept"]).status, 0);
    let run = project.sync(&[]);
    assert_eq!(run.status, 0, "{run:?}");
    assert!(listed(&run, "read     ").is_empty(), "{run:?}");
}

#[test]
fn a_source_that_shows_less_is_not_recorded() {
    let project = Project::new();
    assert_eq!(project.run(&["drift", "page.txt", "--accept"]).status, 0);
    let page = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../crates/pages/tests/pages/check-session.static.html");
    std::fs::copy(page, project.path("page.html")).expect("the file can be copied");
    let before = project.state();
    let run = project.run(&["sync", "page.html", "--as", URL, "--no-prove"]);
    assert_eq!(run.status, 1, "{run:?}");
    assert!(
        run.stderr.contains("The others may have changed"),
        "{run:?}"
    );
    assert!(project.state() == before, "it writes something");
}
