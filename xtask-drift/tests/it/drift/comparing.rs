//! What a comparison reports, at which level it fails, and in which formats.

use super::folder::{CONTRACT, Folder};

#[test]
fn what_says_the_same_is_fine() {
    let run = Folder::new().drift_copy(&[]);
    assert_eq!(run.status, 0, "{run:?}");
    assert!(
        run.stdout
            .contains("fine: no drift; all 12 facts of the contract compared"),
        "{run:?}"
    );
    assert!(
        run.stdout.contains("the source was never accepted"),
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
        "drift: 1 difference from the contract",
        "next: edit `loans.yaml`",
    ] {
        assert!(
            run.stdout.contains(part),
            "{part} is missing:\n{}",
            run.stdout
        );
    }
    let run = folder.drift(&["vendor.yaml", "--lock", "none", "--format", "json"]);
    let report = run.json();
    assert_eq!(report["changes"].as_array().map(Vec::len), Some(1));
    assert_eq!(report["changes"][0]["location"], "query page");
    assert_eq!(report["changes"][0]["source"]["line"], 14);
}

/// A security scheme that every operation requires, before the servers.
const SECURITY: &str = "\
security: [ { key: [] } ]
components: { securitySchemes: { key: { type: http, scheme: bearer } } }
servers:";

#[test]
fn the_next_step_promises_sync_only_where_sync_applies_a_change() {
    let applies =
        "next: edit `loans.yaml` to match the source, or run `cargo xtask sync vendor.yaml";
    let leaves = "next: edit `loans.yaml` by hand: each difference says what to decide";
    for (before, after, step, help) in [
        ("maximum: 10", "maximum: 5", applies, ""),
        (
            "name: page",
            "name: pages",
            leaves,
            "= help: this may be a rename",
        ),
        (
            "type: integer",
            "type: intger",
            leaves,
            "= help: `intger` is not a known type",
        ),
        (
            "servers:",
            SECURITY,
            leaves,
            "= help: `sync` does not edit `security`",
        ),
    ] {
        let folder = Folder::new();
        folder.vendor(before, after);
        let run = folder.drift(&["vendor.yaml", "--lock", "none"]);
        assert_eq!(run.status, 1, "{run:?}");
        assert!(run.stdout.contains(step), "{after}: {}", run.stdout);
        assert!(run.stdout.contains(help), "{after}: {}", run.stdout);
        assert!(!run.stdout.contains("`exceptions`"), "{}", run.stdout);
        assert_eq!(
            run.stdout.contains("did you mean `integer`?"),
            after.contains("intger"),
            "{}",
            run.stdout
        );
    }
}

#[test]
fn an_error_names_the_level_that_makes_it_one() {
    let folder = Folder::new();
    folder.vendor("enum: [OPEN, CLOSED]", "enum: [OPEN]");
    for (level, note) in [
        (
            "contract",
            "wire: safe, rust: major; an error because of `--fail-on contract`",
        ),
        (
            "wire:breaking,rust:minor",
            "an error because of `--fail-on rust:minor`",
        ),
        ("wire:breaking", "wire: safe, rust: major\n"),
    ] {
        let run = folder.drift(&["vendor.yaml", "--lock", "none", "--fail-on", level]);
        assert!(run.stdout.contains(note), "{level}: {}", run.stdout);
        assert!(
            run.stdout
                .contains("wire: the effect on clients that are already deployed"),
            "{}",
            run.stdout
        );
    }
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
            .contains("`breaking` is not a level; the levels are"),
        "{run:?}"
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
fn a_source_that_shows_few_facts_is_reported_as_such() {
    let folder = Folder::new();
    let pages = concat!(env!("CARGO_MANIFEST_DIR"), "/../crates/pages/tests/pages");
    let contract = format!("{pages}/check-session.openapi.yaml");
    let contract = std::fs::read_to_string(contract).expect("the document is committed");
    folder.write("loans.yaml", contract);
    for (form, verdict) in [
        (
            "saved.html",
            "fine as far as compared: no drift; 67 of the contract's 75 facts",
        ),
        (
            "static.html",
            "fine, but most facts were not compared: no drift; 8 of the contract's 75 facts compared",
        ),
    ] {
        let page = format!("{pages}/check-session.{form}");
        let run = folder.drift(&[&page]);
        assert_eq!(run.status, 0, "{run:?}");
        assert!(run.stdout.contains(verdict), "{run:?}");
    }
}

#[test]
fn an_unread_line_says_in_every_format_what_to_do_and_what_it_may_misspell() {
    let folder = Folder::new();
    let pages = concat!(env!("CARGO_MANIFEST_DIR"), "/../crates/pages/tests/pages");
    let read = |name: &str| std::fs::read_to_string(format!("{pages}/{name}")).expect("committed");
    folder.write("loans.yaml", read("check-session.openapi.yaml"));
    let page = read("check-session.copied.txt");
    for (line, edited, correction) in [
        ("Path Parameters", "Pth Parameters", Some("Path Parameters")),
        (
            "Possible values: ",
            "Posible values: ",
            Some("Possible values:"),
        ),
        ("Path Parameters", "What is this", None),
    ] {
        folder.write("page.txt", page.replacen(line, edited, 1));
        for format in ["human", "json", "github", "sarif", "junit", "markdown"] {
            let run = folder.drift(&["page.txt", "--lock", "none", "--format", format]);
            assert_eq!(run.status, 1, "{edited}: {run:?}");
            let said = run.stdout.replace("&#96;", "`");
            let explained = "`cargo xtask explain unread` says how";
            assert!(said.contains(explained), "{edited}, {format}: {said}");
            let words = "this may be a misspelling of `";
            let named = said.split(words).nth(1);
            let named = named.map(|rest| rest.split('`').next().unwrap_or_default());
            assert_eq!(named, correction, "{edited}, {format}: {said}");
        }
    }
}

#[test]
fn what_follows_a_page_is_to_be_deleted() {
    let folder = Folder::new();
    let pages = concat!(env!("CARGO_MANIFEST_DIR"), "/../crates/pages/tests/pages");
    let read = |name: &str| std::fs::read_to_string(format!("{pages}/{name}")).expect("committed");
    folder.write("loans.yaml", read("check-session.openapi.yaml"));
    let page = read("check-session.copied.txt");
    folder.write("page.txt", page + "\nWas this page helpful?\n");
    let run = folder.drift(&["page.txt", "--lock", "none"]);
    assert_eq!(run.status, 1, "{run:?}");
    for advice in [
        "delete it and everything below",
        "next: delete what follows the page",
    ] {
        assert!(run.stdout.contains(advice), "{run:?}");
    }
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
