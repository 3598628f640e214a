//! Exit statuses, the lock, and what is written where.

use crate::folder::{CONTRACT, Folder, Run, VENDOR};

fn json(run: &Run) -> serde_json::Value {
    serde_json::from_str(&run.stdout).unwrap_or_else(|error| panic!("{error}: {run:?}"))
}

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
    let run = folder.drift_copy(&["--accept"]);
    let accepted =
        format!("accepted  {VENDOR} in loans.lock.yaml: 12 of 12 facts can be compared\n");
    assert_eq!((run.status, run.stderr), (0, accepted));
    let lock = folder.read("loans.lock.yaml");
    assert!(
        !lock.contains("Which page"),
        "a sentence is in the lock:\n{lock}"
    );
    // Other wraps and marks are no other words.
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
    // At class contract it is said, and does not fail.
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
    // Reading it again and accepting it settles it.
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
fn a_text_that_contradicts_the_facts_is_said_when_it_is_new() {
    let folder = Folder::new();
    assert_eq!(folder.drift_copy(&["--accept"]).status, 0);
    folder.vendor(
        "Which page to show.",
        "Which page. It must be between 2 and 10.",
    );
    let run = folder.drift_copy(&[]);
    assert!(
        run.stdout.contains("[prose-contradicts-minimum]"),
        "{run:?}"
    );
    let run = folder.drift_copy(&["--accept"]);
    assert!(
        run.stdout.contains("[prose-contradicts-minimum]"),
        "{run:?}"
    );
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
        run.stdout.contains("1 difference held on purpose"),
        "{run:?}"
    );
    assert!(run.stdout.contains("They will mend it."), "{run:?}");
    // `--accept` leaves what people wrote.
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
        let run = folder.drift(&[name, "--as", VENDOR, "--accept"]);
        assert_eq!(run.status, 3, "{run:?}");
        assert!(!folder.read("loans.lock.yaml").contains(VENDOR));
    }
    assert!(
        folder
            .drift(&["other.yaml"])
            .stdout
            .contains("operation not found")
    );
}

#[test]
fn a_text_that_is_no_page_any_more_is_refused_and_not_read_as_removals() {
    let folder = Folder::new();
    let pages = concat!(env!("CARGO_MANIFEST_DIR"), "/../crates/pages/tests/pages");
    let read = |name: &str| std::fs::read_to_string(format!("{pages}/{name}")).expect("committed");
    folder.write("loans.yaml", read("check-session.openapi.yaml"));
    let page = read("check-session.imported.txt");
    // A converter that keeps names together at the end.
    let names = [
        "subAccountId",
        "sessionId",
        "verifyUri",
        "destination",
        "status",
        "attempt",
        "expiresAt",
        "retryAfter",
        "errorId",
        "timestamp",
        "message",
        "verificationUrl",
    ];
    let mut gathered = page.clone();
    for name in names {
        gathered = gathered.replace(&format!("    {name}"), "    ");
    }
    gathered.push_str(&names.join("\n"));
    // One that knows no lines.
    let (head, rest) = page.split_at(page.find("Path Parameters").expect("it has some"));
    let glued = format!(
        "{head}{}",
        rest.split_whitespace().collect::<Vec<_>>().join(" ")
    );
    let mdx = "---\nid: check-session\napi: eJzNVUtv2zAM\n---\n\nimport ParamsDetails from \
               \"@theme/ParamsDetails\";\n\n<MethodEndpoint method={\"get\"} path={\"/loans\"}>\n";
    let shell = "<!doctype html><html><head><meta http-equiv=\"refresh\" content=\"0; \
                 url=/connect/reference/page\"></head><body></body></html>";
    let script = "<!doctype html><html><head><script>window.location.href = '/page'</script></head>\
                  <body></body></html>";
    for (name, text, reason, help) in [
        (
            "gathered.txt",
            gathered.as_str(),
            "",
            "saved from a browser",
        ),
        ("glued.txt", &glued, "", ""),
        ("page.mdx", mdx, "this is MDX", "the OpenAPI document"),
        (
            "shell.html",
            shell,
            "only leads to another",
            "give the page it leads to",
        ),
        (
            "script.html",
            script,
            "only leads to another",
            "give the page it leads to",
        ),
    ] {
        folder.write(name, text);
        let run = folder.drift(&[name]);
        assert_eq!(run.status, 3, "{name}: {run:?}");
        assert!(run.stdout.contains(reason), "{name}: {}", run.stdout);
        assert!(run.stdout.contains(help), "{name}: {}", run.stdout);
        assert!(!run.stdout.contains("error["), "{name}: {}", run.stdout);
    }
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
    let table: [(&[&str], &str); 15] = [
        (&[], "loans.lock.yaml names none yet"),
        (&["--lock", "none"], "name a source"),
        (
            &["vendor.yaml", "--lock", "nothing.yaml"],
            "the lock nothing.yaml: the file cannot be opened",
        ),
        (&["--as", VENDOR], "needs the file that is a copy"),
        (&["vendor.yaml", "--as", "page"], "`--as page` is not a URL"),
        (&[VENDOR, "--as", VENDOR], "is a URL"),
        (
            &["vendor.yaml", "loans.yaml", "--as", VENDOR],
            "one `--as` for each file",
        ),
        (&["vendor.yaml", "--browser"], "vendor.yaml is a file"),
        (
            &[VENDOR, "--browser", "--header", "A: secret"],
            "a browser sends no `--header`",
        ),
        (&["vendor.yaml", "--accept"], "add `--as URL`"),
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
fn a_file_that_is_not_there_does_not_lose_the_report_of_the_others() {
    let folder = Folder::new();
    folder.vendor("maximum: 10", "maximum: 5");
    let run = folder.drift(&["nothing.txt", "vendor.yaml"]);
    assert_eq!(run.status, 3, "{run:?}");
    for part in [
        "error: nothing.txt cannot be read: the file cannot be opened",
        "error[request-parameter-max-decreased]",
    ] {
        assert!(run.stdout.contains(part), "{part}: {run:?}");
    }
}

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
fn a_page_says_itself_of_which_source_it_is_a_copy() {
    let folder = Folder::new();
    let page = format!("{PAGE}\nSource: https://loans.example/p/ · The docs.\n");
    folder.write("page.txt", &page);
    let run = folder.drift(&["page.txt", "--accept"]);
    assert_eq!(run.status, 0, "{run:?}");
    assert!(
        run.stdout.contains(
            "fine as far as was compared: no drift; 11 of the contract's 12 facts compared"
        ),
        "{run:?}"
    );
    let lock = folder.read("loans.lock.yaml");
    assert!(
        lock.contains("source: \"https://loans.example/p/\""),
        "{lock}"
    );
    // Another copy, which says nothing of it, is told to be one; the slash does not matter.
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
    // Without a word of it, no text is compared, and the report says why.
    let run = folder.drift(&["copy.txt", "--fail-on", "prose"]);
    assert_eq!(run.status, 0, "{run:?}");
    assert!(
        run.stdout.contains("of which source this is a copy"),
        "{run:?}"
    );
}

#[test]
fn a_sliver_is_said_to_be_one() {
    let folder = Folder::new();
    let pages = concat!(env!("CARGO_MANIFEST_DIR"), "/../crates/pages/tests/pages");
    let contract = format!("{pages}/check-session.openapi.yaml");
    let contract = std::fs::read_to_string(contract).expect("the document is committed");
    folder.write("loans.yaml", contract);
    for (form, verdict) in [
        (
            "saved.html",
            "fine as far as was compared: no drift; 67 of the contract's 75 facts",
        ),
        (
            "static.html",
            "says little: no drift; 9 of the contract's 75 facts compared",
        ),
    ] {
        let page = format!("{pages}/check-session.{form}");
        let run = folder.drift(&[&page]);
        assert_eq!(run.status, 0, "{run:?}");
        assert!(run.stdout.contains(verdict), "{run:?}");
    }
}

#[test]
fn a_page_does_not_show_less_when_the_contract_gets_another_operation() {
    let folder = Folder::new();
    folder.write(
        "page.txt",
        format!("{PAGE}\nSource: https://loans.example/p\n"),
    );
    assert_eq!(folder.drift(&["page.txt", "--accept"]).status, 0);
    // The page's own operation loses a fact at the same time.
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
    let less = "shows 11 of 12 facts that the contract states about it, and showed 12 of 12";
    let rule = "shows-less";
    for (format, parts) in [
        ("human", ["error[shows-less]", less]),
        ("github", ["::error file=loans.lock.yaml", less]),
        ("sarif", [rule, less]),
        ("junit", ["<failure", "about it, and showed 12 of 12"]),
        (
            "markdown",
            [
                "### A source of the vendor&#39;s shows less",
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
    let report = json(&run);
    assert_eq!(report["lock"][0]["kind"], rule);
    assert_eq!(report["sources"][0]["facts"], 11);
    assert_eq!(report["sources"][0]["accepted"]["facts"], 12);
    assert_eq!(report["contract"]["facts"], 12);
    // A level of verdicts alone is not about it.
    let arguments = ["page.txt", "--as", url, "--fail-on", "wire:breaking"];
    assert_eq!(folder.drift(&arguments).status, 0);
    // Accepting says so.
    let run = folder.drift(&["page.txt", "--as", url, "--accept"]);
    assert_eq!(run.status, 0, "{run:?}");
    assert!(
        run.stderr
            .contains("11 of 12 facts can be compared; it was 12 of 12"),
        "{run:?}"
    );
    assert_eq!(folder.drift(&["page.txt", "--as", url]).status, 0);
}
