//! Exit statuses, the lock, and what is written where.

use crate::folder::{CONTRACT, Folder, Run};

fn json(run: &Run) -> serde_json::Value {
    serde_json::from_str(&run.stdout).unwrap_or_else(|error| panic!("{error}: {run:?}"))
}

#[test]
fn what_says_the_same_is_fine() {
    let run = Folder::new().drift(&["vendor.yaml"]);
    assert_eq!(run.status, 0, "{run:?}");
    assert!(run.stdout.contains("fine: no drift"), "{run:?}");
    assert!(
        run.stdout.contains("the source has never been accepted"),
        "{run:?}"
    );
    assert!(
        !run.stdout.contains('\u{1b}'),
        "colored where no terminal is"
    );
}

#[test]
fn one_edit_is_one_change_at_its_place_in_both_files() {
    let folder = Folder::new();
    folder.vendor("maximum: 10", "maximum: 5");
    let run = folder.drift(&["vendor.yaml", "--lock", "none"]);
    assert_eq!(run.status, 1, "{run:?}");
    for part in [
        "error[request-parameter-max-decreased]",
        "--> loans.yaml:14:48",
        "::: vendor.yaml:14:48",
        "wire: breaking",
        "drift: 1 change of the contract",
        "next: edit `loans.yaml`",
    ] {
        assert!(
            run.stdout.contains(part),
            "{part} is missing:\n{}",
            run.stdout
        );
    }
    let report = json(&folder.drift(&["vendor.yaml", "--lock", "none", "--format", "json"]));
    assert_eq!(report["changes"].as_array().map(Vec::len), Some(1));
    assert_eq!(report["changes"][0]["location"], "query page");
    assert_eq!(report["changes"][0]["source"]["line"], 14);
}

#[test]
fn the_level_decides() {
    let folder = Folder::new();
    folder.vendor("maximum: 10", "maximum: 50");
    let table = [
        ("contract", 1),
        ("prose", 1),
        ("wire:breaking", 0),
        ("wire:breaking,contract", 1),
        ("never", 0),
    ];
    for (level, status) in table {
        let run = folder.drift(&["vendor.yaml", "--fail-on", level]);
        assert_eq!(run.status, status, "{level}: {run:?}");
    }
    let run = folder.drift(&["vendor.yaml", "--fail-on", "breaking"]);
    assert_eq!(run.status, 2);
    assert!(
        run.stderr
            .contains("`breaking` is no level; the levels are"),
        "{run:?}"
    );
}

#[test]
fn accepted_texts_are_compared_by_their_words() {
    let folder = Folder::new();
    let run = folder.drift(&["vendor.yaml", "--accept"]);
    assert_eq!(
        (run.status, run.stderr.as_str()),
        (0, "accepted  vendor.yaml in loans.lock.yaml\n")
    );
    let lock = folder.read("loans.lock.yaml");
    assert!(
        !lock.contains("Which page"),
        "a sentence is in the lock:\n{lock}"
    );
    // Without arguments: what the lock names. Other wraps and marks are no other words.
    folder.vendor(
        "Which page to show.",
        ">-\n            Which *page*\n            to show.",
    );
    let run = folder.drift(&["--fail-on", "prose"]);
    assert_eq!(run.status, 0, "{run:?}");
    folder.vendor("Which page to show.", "Which page to leave out.");
    let run = folder.drift(&["--fail-on", "prose"]);
    assert_eq!(run.status, 1, "{run:?}");
    assert!(run.stdout.contains("error[prose-reworded]"), "{run:?}");
    assert!(run.stdout.contains("vendor.yaml:13:11"), "{run:?}");
    // At class contract it is said, and does not fail.
    assert_eq!(folder.drift(&[]).status, 0);
    assert!(folder.drift(&[]).stdout.contains("note[prose-reworded]"));
    assert_eq!(
        folder
            .drift(&["--lock", "none", "vendor.yaml", "--fail-on", "prose"])
            .status,
        0
    );
    // Reading it again and accepting it settles it.
    assert_eq!(folder.drift(&["--accept", "--fail-on", "prose"]).status, 0);
    assert_eq!(folder.drift(&["--fail-on", "prose"]).status, 0);
    let lock = folder.read("loans.lock.yaml");
    assert_eq!(folder.drift(&["--accept"]).status, 0);
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
    assert_eq!(folder.drift(&["vendor.yaml", "--accept"]).status, 1);
    assert_eq!(folder.drift(&[]).status, 1);
}

#[test]
fn a_text_that_contradicts_the_facts_is_said_when_it_is_new() {
    let folder = Folder::new();
    assert_eq!(folder.drift(&["vendor.yaml", "--accept"]).status, 0);
    folder.vendor(
        "Which page to show.",
        "Which page. It must be between 2 and 10.",
    );
    let run = folder.drift(&[]);
    assert!(
        run.stdout.contains("[prose-contradicts-minimum]"),
        "{run:?}"
    );
    let run = folder.drift(&["--accept"]);
    assert!(
        run.stdout.contains("[prose-contradicts-minimum]"),
        "{run:?}"
    );
    assert!(!run.stdout.contains("[prose-reworded]"), "{run:?}");
    assert!(!folder.drift(&[]).stdout.contains("prose-contradicts"));
}

#[test]
fn differences_are_held_until_their_day() {
    let folder = Folder::new();
    assert_eq!(folder.drift(&["vendor.yaml", "--accept"]).status, 0);
    folder.vendor("maximum: 10", "maximum: 5");
    let lock = folder.read("loans.lock.yaml");
    let exception = |until: &str, id: &str| {
        format!(
            "{lock}\n# Ours.\nexceptions:\n  - id: {id}\n    place: GET /loans › query page\n    \
             reason: They will mend it.\n    until: {until}\n"
        )
    };
    folder.write(
        "loans.lock.yaml",
        exception("2999-12-31", "request-parameter-max-decreased"),
    );
    let run = folder.drift(&[]);
    assert_eq!(run.status, 0, "{run:?}");
    assert!(
        run.stdout.contains("1 difference held on purpose"),
        "{run:?}"
    );
    assert!(run.stdout.contains("They will mend it."), "{run:?}");
    // `--accept` leaves what people wrote.
    assert_eq!(folder.drift(&["--accept"]).status, 0);
    assert!(
        folder
            .read("loans.lock.yaml")
            .contains("\n# Ours.\nexceptions:\n  - id: request")
    );
    folder.write(
        "loans.lock.yaml",
        exception("2020-01-01", "request-parameter-max-decreased"),
    );
    let run = folder.drift(&[]);
    assert_eq!(run.status, 1, "{run:?}");
    assert!(run.stdout.contains("lapsed on 2020-01-01"), "{run:?}");
    folder.vendor("maximum: 10", "maximum: 10");
    folder.write(
        "loans.lock.yaml",
        exception("2999-12-31", "request-parameter-max-decreased"),
    );
    let run = folder.drift(&[]);
    assert_eq!(run.status, 1, "{run:?}");
    assert!(run.stdout.contains("matches nothing any more"), "{run:?}");
    assert!(run.stdout.contains("loans.lock.yaml:"), "{run:?}");
}

#[test]
fn what_cannot_be_read_is_never_no_drift() {
    let folder = Folder::new();
    folder.write("empty.txt", "");
    folder.write("prose.txt", "Welcome to our help centre.\n");
    folder.write("latin.txt", b"caf\xe9 GET /loans");
    folder.write("other.yaml", CONTRACT.replace("/loans:", "/books:"));
    folder.write(
        "cut.yaml",
        &CONTRACT[..CONTRACT.find("paths").expect("it has paths")],
    );
    folder.write("bad.json", "{\"openapi\": ");
    for name in [
        "empty.txt",
        "prose.txt",
        "latin.txt",
        "other.yaml",
        "cut.yaml",
        "bad.json",
    ] {
        let run = folder.drift(&[name, "vendor.yaml"]);
        assert_eq!(run.status, 3, "{name}: {run:?}");
        assert!(
            run.stdout
                .contains(&format!("error: {name} cannot be read: ")),
            "{run:?}"
        );
        assert!(
            run.stdout
                .contains("unreadable: 1 source could not be read"),
            "{run:?}"
        );
        // Nor can it be accepted.
        let run = folder.drift(&[name, "--accept"]);
        assert_eq!(run.status, 3, "{run:?}");
        assert!(!folder.read("loans.lock.yaml").contains(name));
    }
    assert!(
        folder
            .drift(&["other.yaml"])
            .stdout
            .contains("operation not found")
    );
}

#[test]
fn operations_that_the_contract_does_not_have_are_named_once() {
    let folder = Folder::new();
    let more = CONTRACT.replace(
        "paths:\n",
        "paths:\n  /books:\n    post:\n      responses:\n        '201': { description: Made. }\n",
    );
    folder.write("vendor.yaml", more);
    let run = folder.drift(&["vendor.yaml"]);
    assert_eq!(run.status, 0, "{run:?}");
    assert_eq!(run.stdout.matches("/books").count(), 1, "{run:?}");
    assert!(
        run.stdout.contains("not in the contract: POST /books"),
        "{run:?}"
    );
}

#[test]
fn wrong_use_ends_with_two() {
    let folder = Folder::new();
    let table: [(&[&str], &str); 9] = [
        (&[], "loans.lock.yaml names none yet"),
        (&["--lock", "none"], "name a source"),
        (&["nothing.txt"], "nothing.txt cannot be read"),
        (
            &["vendor.yaml", "--lock", "nothing.yaml"],
            "nothing.yaml cannot be read",
        ),
        (
            &["vendor.yaml", "--lock", "none", "--accept"],
            "--lock none",
        ),
        (&["vendor.yaml", "--format", "xml"], "invalid value 'xml'"),
        (&["vendor.yaml", "--output", "sarif"], "sarif=drift.sarif"),
        (
            &["https://user:secret@loans.example/"],
            "a user or a password",
        ),
        (
            &["vendor.yaml", "--header", "Bearer secret"],
            "number 1 is not `Name: value`",
        ),
    ];
    for (arguments, message) in table {
        let run = folder.drift(arguments);
        assert_eq!(run.status, 2, "{arguments:?}: {run:?}");
        assert!(run.stderr.contains(message), "{arguments:?}: {run:?}");
        assert!(!run.stderr.contains("secret"), "{arguments:?}: {run:?}");
    }
    folder.write("loans.lock.yaml", "version: 1\nsauces: []\n");
    let run = folder.drift(&["vendor.yaml"]);
    assert_eq!(run.status, 2);
    assert!(run.stderr.contains("loans.lock.yaml:2:1"), "{run:?}");
}

#[test]
fn one_run_writes_many_formats() {
    let folder = Folder::new();
    folder.vendor("maximum: 10", "maximum: 5");
    let outputs = [
        "json=a/r.json",
        "sarif=r.sarif",
        "junit=r.xml",
        "markdown=r.md",
        "github=r.txt",
    ];
    let mut arguments = vec!["vendor.yaml", "--fail-on", "never"];
    for output in &outputs {
        arguments.extend(["--output", output]);
    }
    let run = folder.drift(&arguments);
    assert_eq!(run.status, 0, "{run:?}");
    assert!(
        run.stdout
            .contains("warning[request-parameter-max-decreased]")
    );
    for (file, begins) in [
        ("a/r.json", "{\n  \"version\": 1"),
        ("r.sarif", "{\n  \"$schema\""),
        ("r.xml", "<?xml"),
        ("r.md", "### "),
        ("r.txt", "::warning file=loans.yaml,line=14,"),
    ] {
        assert!(folder.read(file).starts_with(begins), "{file}");
    }
}

#[test]
fn a_source_may_be_missing_where_the_lock_says_so() {
    let folder = Folder::new();
    assert_eq!(folder.drift(&["vendor.yaml", "--accept"]).status, 0);
    std::fs::remove_file(folder.path().join("vendor.yaml")).expect("it is there");
    assert_eq!(folder.drift(&[]).status, 2);
    let lock = folder
        .read("loans.lock.yaml")
        .replace("    form", "    optional: true\n    form");
    folder.write("loans.lock.yaml", lock);
    // A run that read nothing has nothing to say.
    let run = folder.drift(&[]);
    assert_eq!(run.status, 2, "{run:?}");
    assert!(run.stderr.contains("nothing is left to read"), "{run:?}");
    folder.write("more.yaml", CONTRACT);
    assert_eq!(folder.drift(&["more.yaml", "--accept"]).status, 0);
    let run = folder.drift(&[]);
    assert_eq!(run.status, 0, "{run:?}");
    assert!(
        run.stdout.contains("the lock says that it may be missing"),
        "{run:?}"
    );
}

#[test]
fn a_run_that_fetches_nothing_says_what_it_left_out() {
    let folder = Folder::new();
    let lock =
        "version: 1\nsources:\n  - source: vendor.yaml\n  - source: https://loans.example/p\n";
    folder.write("loans.lock.yaml", lock);
    let run = folder.drift(&["--offline"]);
    assert_eq!(run.status, 0, "{run:?}");
    assert!(
        run.stdout
            .contains("not compared with https://loans.example/p:\n  the whole source: this run"),
        "{run:?}"
    );
    let run = folder.drift(&["--offline", "https://loans.example/p"]);
    assert_eq!(run.status, 2, "{run:?}");
}

#[test]
fn the_lock_names_sources_from_where_it_stands() {
    let folder = Folder::new();
    folder.write("pages/vendor.yaml", CONTRACT);
    folder.write("locks/l.yaml", "version: 1\n");
    let run = folder.drift(&["pages/vendor.yaml", "--lock", "locks/l.yaml", "--accept"]);
    assert_eq!(run.status, 0, "{run:?}");
    assert!(
        folder
            .read("locks/l.yaml")
            .contains("source: \"../pages/vendor.yaml\"")
    );
    let run = folder.drift(&["--lock", "locks/l.yaml"]);
    assert_eq!(run.status, 0, "{run:?}");
    assert!(
        run.stdout.contains("\npages/vendor.yaml: ")
            || run.stdout.starts_with("pages/vendor.yaml: ")
    );
}
