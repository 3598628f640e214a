//! The next command after an interrupted run.
//!
//! The unit tests of `transaction.rs` interrupt a run at every step.

use super::project::{CONTRACT, Project};

/// A project after a run that was interrupted between its two files.
fn cut_off() -> (Project, String) {
    let project = Project::new();
    let before = project.read(CONTRACT);
    let after = format!("{before}# The end.\n");
    let changelog = project.read("CHANGELOG.md");
    project.write("openapi/.sync/paths", "CHANGELOG.md\nopenapi/verify.yaml\n");
    project.write("openapi/.sync/0.before", &changelog);
    project.write("openapi/.sync/1.before", &before);
    project.write("openapi/.sync/1.after", &after);
    (project, after)
}

#[test]
fn any_command_ends_what_was_begun() {
    let (project, after) = cut_off();
    let run = project.run(&["rules"]);
    assert_eq!(run.status, 0, "{run:?}");
    assert_eq!(project.read(CONTRACT), after);
    assert!(!project.path("openapi/.sync").exists());
}

#[test]
fn what_was_not_decided_yet_is_cleared() {
    let project = Project::new();
    let before = project.state();
    project.write("openapi/.sync.prepared/0.after", "half a fi");
    assert_eq!(project.run(&["rules"]).status, 0);
    assert!(project.state() == before, "something is left");
}

#[test]
fn an_edit_made_in_between_is_kept() {
    let (project, _) = cut_off();
    let edited = format!("# Edited.\n{}", project.read(CONTRACT));
    project.write(CONTRACT, &edited);
    let run = project.run(&["sync", "page.txt"]);
    assert_eq!(run.status, 2, "{run:?}");
    assert!(
        run.stderr
            .contains("openapi/verify.yaml was edited after a `cargo xtask sync`"),
        "{run:?}"
    );
    assert_eq!(project.read(CONTRACT), edited);
}
