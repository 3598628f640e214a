//! What is left to a person.

use super::project::{CONTRACT, Project, URL};

const ATTEMPT: &str = "    attemptinteger\n";

#[test]
fn a_new_field_is_not_published_until_a_person_described_it() {
    let project = Project::new();
    let code = project.read("crates/verify-api/src/generated.rs");
    let added = format!("    locale string\n\n    Possible values: <= 5 characters\n\n{ATTEMPT}");
    project.page_says(ATTEMPT, &added);
    let run = project.sync(&[]);
    assert_eq!(run.status, 1, "{run:?}");
    let contract = project.read(CONTRACT);
    assert!(
        contract.contains(
            "        locale:\n          type: string\n          maxLength: 5\n          description: \"TODO: describe locale in our own words.\"\n"
        ),
        "{contract}"
    );
    let line = contract
        .lines()
        .position(|line| line.contains("TODO: describe"))
        .expect("it is there");
    let place = format!("openapi/verify.yaml:{}:24", line + 1);
    assert!(run.stderr.contains(&place), "{place}: {}", run.stderr);
    assert!(
        run.stdout.contains("then run `cargo xtask regen`"),
        "{run:?}"
    );
    assert!(project.read("CHANGELOG.md").contains("locale"));
    assert!(
        project
            .read("crates/verify-api/Cargo.toml")
            .contains("0.3.1")
    );

    for reason in [
        "nobody has described this yet",
        "put a sentence of our own here",
    ] {
        assert!(run.stderr.contains(reason), "{run:?}");
    }
    assert!(!project.is_generated());
    assert_eq!(project.read("crates/verify-api/src/generated.rs"), code);

    let again = project.state();
    assert_eq!(project.sync(&[]).status, 1);
    assert!(project.state() == again, "a second run writes something");

    let described = contract.replace("TODO: describe locale in our own words.", "The language.");
    project.write(CONTRACT, &described);
    let run = project.sync(&[]);
    assert_eq!(run.status, 0, "{run:?}");
    assert!(project.is_generated());
    assert_eq!(project.read(CONTRACT), described);
}

#[test]
fn what_another_contract_does_not_describe_is_named_too() {
    let project = Project::new();
    project.write("other.yaml", &project.read(CONTRACT));
    let added = format!("    locale string\n\n    Possible values: <= 5 characters\n\n{ATTEMPT}");
    project.page_says(ATTEMPT, &added);
    let run = project.sync(&["--contract", "other.yaml", "--lock", "none"]);
    assert_eq!(run.status, 1, "{run:?}");
    assert!(
        run.stderr.contains("nobody has described this yet"),
        "{run:?}"
    );
    assert!(run.stderr.contains("--> other.yaml:"), "{run:?}");
    let next = "next: write the descriptions named above\n";
    assert!(run.stdout.ends_with(next), "{run:?}");
}

#[test]
fn a_rename_is_listed_and_not_guessed() {
    let project = Project::new();
    let contract = project.read(CONTRACT);
    project.page_says("    verifyUristring", "    verifyUrl string");
    let run = project.sync(&[]);
    assert_eq!(run.status, 1, "{run:?}");
    assert!(run.stdout.contains("left     "), "{run:?}");
    assert!(
        run.stdout
            .contains("this may be a rename, or a removal and an addition"),
        "{run:?}"
    );
    assert!(
        run.stdout
            .contains("next: edit the contract by hand for the changes left"),
        "{run:?}"
    );
    assert!(run.stdout.contains("source: page.txt:"), "{run:?}");
    assert_eq!(project.read(CONTRACT), contract);

    let run = project.sync(&["--lock", "none"]);
    assert_eq!(run.status, 1, "{run:?}");
    assert!(run.stdout.contains("\nnothing to write\n"), "{run:?}");
}

#[test]
fn what_cannot_be_read_moves_nothing() {
    let project = Project::new();
    project.write("page.txt", "<html><body><h1>Sign in</h1></body></html>");
    let before = project.state();
    let run = project.sync(&[]);
    assert_eq!(run.status, 3, "{run:?}");
    assert!(project.state() == before, "something was written");
    let run = project.run(&["sync", "nothing.txt"]);
    assert_eq!(run.status, 3, "{run:?}");
    assert!(run.stderr.contains("nothing.txt cannot be read"), "{run:?}");
    assert_eq!(project.run(&["sync", "-"]).status, 2);
    let run = project.run(&["sync", URL, "--browser", "--header", "A: secret"]);
    assert_eq!(run.status, 2, "{run:?}");
    assert!(run.stderr.contains("a browser cannot send"), "{run:?}");
    assert!(!run.stderr.contains("secret"), "{run:?}");
}
