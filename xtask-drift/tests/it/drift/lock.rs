//! The lock: accepted texts, exceptions, and how much each source showed.

use super::folder::{CONTRACT, Folder, VENDOR};

/// A page of the operation, imported as text.
const PAGE: &str = "\
List the loans.

GET https://loans.example/loans

Every loan that is open.

Request

Query Parameters

    page integer

    Possible values: >= 1 and <= 10

    Which page to show.

The loans.

Schema

    statestring

    How it stands.

    Possible values: [OPEN, CLOSED]

{
\"state\":\"OPEN\"
}
";

#[test]
fn accepted_texts_are_compared_by_their_words() {
    let folder = Folder::new();
    let run = folder.drift_copy(&["--accept"]);
    let accepted =
        format!("accepted  {VENDOR} in loans.lock.yaml: 12 of 12 facts can be compared\n");
    assert_eq!((run.status, run.stderr), (0, accepted));
    let lock = folder.read("loans.lock.yaml");
    assert!(
        !lock.contains("Which page"),
        "a sentence is in the lock:\n{lock}"
    );
    // Line breaks and markup do not count.
    folder.vendor(
        "Which page to show.",
        ">-\n            Which *page*\n            to show.",
    );
    let run = folder.drift_copy(&["--fail-on", "prose"]);
    assert_eq!(run.status, 0, "{run:?}");
    folder.vendor("Which page to show.", "Which page to leave out.");
    let run = folder.drift_copy(&["--fail-on", "prose"]);
    assert_eq!(run.status, 1, "{run:?}");
    assert!(run.stdout.contains("error[prose-reworded]"), "{run:?}");
    assert!(run.stdout.contains("vendor.yaml:13:11"), "{run:?}");
    // With the default level it is reported, and does not fail the run.
    assert_eq!(folder.drift_copy(&[]).status, 0);
    assert!(
        folder
            .drift_copy(&[])
            .stdout
            .contains("note[prose-reworded]")
    );
    assert_eq!(
        folder
            .drift(&["--lock", "none", "vendor.yaml", "--fail-on", "prose"])
            .status,
        0
    );
    // Accepting it removes the finding.
    assert_eq!(
        folder
            .drift_copy(&["--accept", "--fail-on", "prose"])
            .status,
        0
    );
    assert_eq!(folder.drift_copy(&["--fail-on", "prose"]).status, 0);
    let lock = folder.read("loans.lock.yaml");
    assert_eq!(folder.drift_copy(&["--accept"]).status, 0);
    assert_eq!(
        folder.read("loans.lock.yaml"),
        lock,
        "accepting twice changes the lock"
    );
}

#[test]
fn accepting_silences_no_fact() {
    let folder = Folder::new();
    folder.vendor("maximum: 10", "maximum: 5");
    assert_eq!(folder.drift_copy(&["--accept"]).status, 1);
    assert_eq!(folder.drift_copy(&[]).status, 1);
}

#[test]
fn a_new_text_that_contradicts_the_facts_is_reported() {
    let folder = Folder::new();
    assert_eq!(folder.drift_copy(&["--accept"]).status, 0);
    folder.vendor(
        "Which page to show.",
        "Which page. It must be between 2 and 10.",
    );
    let run = folder.drift_copy(&[]);
    assert!(run.stdout.contains("[prose-contradicts-fact]"), "{run:?}");
    let next = "next: ask the vendor whether each contradicting text or its fact is right";
    assert!(run.stdout.contains(next), "{run:?}");
    let run = folder.drift_copy(&["--accept"]);
    assert!(run.stdout.contains("[prose-contradicts-fact]"), "{run:?}");
    assert!(!run.stdout.contains("[prose-reworded]"), "{run:?}");
    assert!(!folder.drift_copy(&[]).stdout.contains("prose-contradicts"));
}

#[test]
fn differences_are_held_until_their_day() {
    let folder = Folder::new();
    assert_eq!(folder.drift_copy(&["--accept"]).status, 0);
    folder.vendor("maximum: 10", "maximum: 5");
    let lock = folder.read("loans.lock.yaml");
    let exception = |until: &str, id: &str| {
        format!(
            "{lock}\n# Ours.\nexceptions:\n  - id: {id}\n    place: GET /loans › query page\n    \
             source: {VENDOR}\n    reason: They will mend it.\n    until: {until}\n"
        )
    };
    folder.write(
        "loans.lock.yaml",
        exception("2999-12-31", "request-parameter-max-decreased"),
    );
    let run = folder.drift_copy(&[]);
    assert_eq!(run.status, 0, "{run:?}");
    assert!(
        run.stdout.contains("1 difference excepted by the lock"),
        "{run:?}"
    );
    assert!(run.stdout.contains("They will mend it."), "{run:?}");
    // `--accept` keeps what people wrote.
    assert_eq!(folder.drift_copy(&["--accept"]).status, 0);
    assert!(
        folder
            .read("loans.lock.yaml")
            .contains("\n# Ours.\nexceptions:\n  - id: request")
    );
    folder.write(
        "loans.lock.yaml",
        exception("2020-01-01", "request-parameter-max-decreased"),
    );
    let run = folder.drift_copy(&[]);
    assert_eq!(run.status, 1, "{run:?}");
    assert!(run.stdout.contains("lapsed on 2020-01-01"), "{run:?}");
    folder.vendor("maximum: 10", "maximum: 10");
    folder.write(
        "loans.lock.yaml",
        exception("2999-12-31", "request-parameter-max-decreased"),
    );
    let run = folder.drift_copy(&[]);
    assert_eq!(run.status, 1, "{run:?}");
    assert!(
        run.stdout.contains("no longer matches a difference"),
        "{run:?}"
    );
    assert!(run.stdout.contains("loans.lock.yaml:"), "{run:?}");
}

#[test]
fn a_page_names_the_source_it_is_a_copy_of() {
    let folder = Folder::new();
    let page = format!("{PAGE}\nSource: https://loans.example/p/ · The docs.\n");
    folder.write("page.txt", &page);
    let run = folder.drift(&["page.txt", "--accept"]);
    assert_eq!(run.status, 0, "{run:?}");
    assert!(
        run.stdout
            .contains("fine as far as compared: no drift; 11 of the contract's 12 facts compared"),
        "{run:?}"
    );
    let lock = folder.read("loans.lock.yaml");
    assert!(
        lock.contains("source: \"https://loans.example/p/\""),
        "{lock}"
    );
    // Another copy, which does not state its URL, gets it as an argument; a trailing slash does not matter.
    folder.write("copy.txt", PAGE.replace("Which page to", "Whose page to"));
    let arguments = [
        "copy.txt",
        "--as",
        "https://loans.example/p",
        "--fail-on",
        "prose",
    ];
    let run = folder.drift(&arguments);
    assert_eq!(run.status, 1, "{run:?}");
    assert!(run.stdout.contains("error[prose-reworded]"), "{run:?}");
    assert!(
        run.stdout.contains("a copy of https://loans.example/p/"),
        "{run:?}"
    );
    // Without a URL, no text is compared, and the report says why.
    let run = folder.drift(&["copy.txt", "--fail-on", "prose"]);
    assert_eq!(run.status, 0, "{run:?}");
    assert!(
        run.stdout.contains("the URL of this copy is unknown"),
        "{run:?}"
    );
}

#[test]
fn a_page_does_not_show_less_when_the_contract_gets_another_operation() {
    let folder = Folder::new();
    folder.write(
        "page.txt",
        format!("{PAGE}\nSource: https://loans.example/p\n"),
    );
    assert_eq!(folder.drift(&["page.txt", "--accept"]).status, 0);
    // The operation of the page loses a fact at the same time.
    let more = CONTRACT.replace("minimum: 1, ", "").replace(
        "paths:\n",
        "paths:\n  /books:\n    get:\n      responses:\n        '200': { description: Them. }\n",
    );
    folder.write("loans.yaml", more);
    let run = folder.drift(&["page.txt", "--fail-on", "never"]);
    assert!(!run.stdout.contains("shows-less"), "{run:?}");
    assert!(run.stdout.contains("10 of 13 facts compared"), "{run:?}");
}

#[test]
fn a_source_that_shows_less_than_when_it_was_accepted_fails_the_run() {
    let folder = Folder::new();
    let url = "https://loans.example/p";
    folder.write("page.txt", PAGE);
    assert_eq!(
        folder.drift(&["page.txt", "--as", url, "--accept"]).status,
        0
    );
    let lock = folder.read("loans.lock.yaml");
    let lock = lock.replace("compared: 11", "compared: 12");
    assert!(lock.contains("of: 12"), "{lock}");
    folder.write("loans.lock.yaml", &lock);
    let less = "shows 11 of 12 facts that the contract states about it; it showed 12 of 12";
    let rule = "shows-less";
    for (format, parts) in [
        ("human", ["error[shows-less]", less]),
        ("github", ["::error file=loans.lock.yaml", less]),
        ("sarif", [rule, less]),
        ("junit", ["<failure", "about it; it showed 12 of 12"]),
        (
            "markdown",
            [
                "### A vendor source shows less",
                "11 of 12 facts that the contract",
            ],
        ),
    ] {
        let run = folder.drift(&["page.txt", "--as", url, "--format", format]);
        assert_eq!(run.status, 1, "{run:?}");
        for part in parts {
            let part = part.replace("&#39;", "'");
            assert!(
                run.stdout.replace("&apos;", "'").contains(&part),
                "{format}: {part}: {run:?}"
            );
        }
    }
    let run = folder.drift(&["page.txt", "--as", url, "--format", "json"]);
    let report = run.json();
    assert_eq!(report["lock"][0]["kind"], rule);
    assert_eq!(report["sources"][0]["facts"], 11);
    assert_eq!(report["sources"][0]["accepted"]["facts"], 12);
    assert_eq!(report["contract"]["facts"], 12);
    // A level of `wire` or `rust` alone does not cover it.
    let arguments = ["page.txt", "--as", url, "--fail-on", "wire:breaking"];
    assert_eq!(folder.drift(&arguments).status, 0);
    // Accepting reports it.
    let run = folder.drift(&["page.txt", "--as", url, "--accept"]);
    assert_eq!(run.status, 0, "{run:?}");
    assert!(
        run.stderr
            .contains("11 of 12 facts can be compared; it was 12 of 12"),
        "{run:?}"
    );
    assert_eq!(folder.drift(&["page.txt", "--as", url]).status, 0);
}
