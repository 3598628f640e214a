//! Operations that the contract lacks, added from a document and from a page.

use super::project::{CONTRACT, Project};

const OPERATION: &str = "POST /api/v2/subaccounts/{subAccountId}/notes";

/// A document with everything that the page shows, and one more operation.
fn document(project: &Project) -> String {
    let contract = project.read(CONTRACT);
    let operation = r##"  /api/v2/subaccounts/{subAccountId}/notes:
    post:
      operationId: write-note
      summary: Theirs.
      parameters:
        - name: subAccountId
          in: path
          required: true
          schema: { type: string, minLength: 3, maxLength: 50, pattern: '^[A-Za-z0-9\-._&]{3,50}$' }
      responses:
        "200":
          description: Theirs.
          content:
            application/json:
              schema: { $ref: "#/components/schemas/NoteV2" }
"##;
    let schema = "    NoteV2: { type: object, description: Theirs., properties: { text: { type: [string, \
                  'null'] } } }\n";
    let text = contract.replacen("components:\n", &format!("{operation}components:\n"), 1);
    text.replacen("openapi: 3.0.3", "openapi: 3.1.0", 1) + schema
}

#[test]
fn a_name_stands_beside_the_one_that_it_replaces() {
    let project = Project::new();
    for wrong in ["=Ours", "Theirs=", "Theirs", "="] {
        let run = project.sync(&["--name", wrong]);
        assert_eq!(run.status, 2, "{wrong}: {run:?}");
        assert!(run.stderr.contains("such as `LoanDto=Loan`"), "{run:?}");
    }
}

#[test]
fn an_operation_is_named_then_added_and_a_second_run_changes_nothing() {
    let project = Project::new();
    project.write("vendor.yaml", &document(&project));
    let contract = project.read(CONTRACT);
    let run = project.run(&["sync", "vendor.yaml", "--no-prove"]);
    assert_eq!(run.status, 0, "{run:?}");
    assert!(
        run.stdout.contains(&format!(
            "missing  {OPERATION}: to add it, give --add '{OPERATION}'"
        )),
        "{run:?}"
    );
    assert_eq!(project.read(CONTRACT), contract);

    let add = [
        "sync",
        "vendor.yaml",
        "--no-prove",
        "--add",
        OPERATION,
        "--name",
        "NoteV2=Note",
    ];
    let before = project.state();
    let run = project.run(&[&add[..], &["--dry-run"]].concat());
    assert!(run.stdout.contains("\n+    Note:\n"), "{run:?}");
    assert!(project.state() == before, "something was written");

    let run = project.run(&add);
    assert_eq!(run.status, 1, "{run:?}");
    assert!(
        run.stdout
            .contains(&format!("applied  `{OPERATION}` was added")),
        "{run:?}"
    );
    assert!(
        run.stdout.contains("then run `cargo xtask regen`"),
        "{run:?}"
    );
    let after = project.read(CONTRACT);
    assert!(
        after.contains("#/components/schemas/Note\"") && after.contains("nullable: true"),
        "{after}"
    );
    assert!(
        !after.contains("NoteV2") && !after.contains("Theirs"),
        "{after}"
    );
    let uses = |contract: &str| {
        contract
            .matches("#/components/schemas/SubAccountId")
            .count()
    };
    assert_eq!(uses(&after), uses(&contract) + 1, "{after}");
    assert!(project.read("CHANGELOG.md").contains(OPERATION));
    let state = project.state();
    assert_eq!(project.run(&add).status, 1);
    assert!(project.state() == state, "a second run writes something");
    assert_eq!(project.run(&["drift", "vendor.yaml"]).status, 0);
}

#[test]
fn an_operation_that_is_nowhere_is_an_error_that_names_those_that_are_there() {
    let project = Project::new();
    let before = project.state();
    let run = project.sync(&["--add", "PUT /nowhere"]);
    assert_eq!(run.status, 2, "{run:?}");
    assert!(
        run.stderr
            .contains("has no `PUT /nowhere`: it has GET /api/v2"),
        "{run:?}"
    );
    let run = project.sync(&["--add", "nowhere"]);
    assert_eq!(run.status, 2, "{run:?}");
    assert!(run.stderr.contains("POST /loans/{loanId}"), "{run:?}");
    let run = project.sync(&["--name", "Nothing=Something"]);
    assert_eq!(run.status, 2, "{run:?}");
    assert!(run.stderr.contains("no schema `Nothing`"), "{run:?}");
    assert!(project.state() == before, "something was written");
}

#[test]
fn a_page_adds_its_operation_when_it_is_asked_for() {
    let project = Project::new();
    let page = project.read("page.txt");
    let page = page
        .replace("GET https", "PUT https")
        .replace("/sessions/:sessionId", "/visits/:sessionId");
    project.write("page.txt", &page);
    let run = project.sync(&[]);
    assert_eq!(run.status, 3, "{run:?}");
    assert!(run.stderr.contains("--add"), "{run:?}");
    let operation = "PUT /api/v2/subaccounts/{subAccountId}/visits/{sessionId}";
    let run = project.sync(&["--add", operation]);
    assert_eq!(run.status, 1, "{run:?}");
    assert!(
        run.stdout
            .contains(&format!("applied  `{operation}` was added")),
        "{run:?}"
    );
    assert!(
        run.stdout.contains(
            "the page does not show its status; it may be 406, since its description is \"The \
             request is not acceptable\""
        ),
        "{run:?}"
    );
    let state = project.state();
    assert_eq!(project.sync(&["--add", operation]).status, 1);
    assert!(project.state() == state, "a second run writes something");
}
