//! `cargo xtask compat` as a maintainer and a CI job meet it.

use std::path::Path;
use std::process::Command;

use serde_json::Value;

use crate::run::{self, Run, run};

const FORMATS: [&str; 6] = ["human", "json", "github", "sarif", "junit", "markdown"];

/// A document whose one operation has the parameter and the properties that are given, and that has
/// whatever other operations and components are given.
fn document(parameter: &str, properties: &str, more: &str) -> String {
    format!(
        "openapi: 3.0.3
info: {{ title: Pets, version: '1' }}
paths:
  /pets:
    get:
      parameters: [ {{ name: limit, in: query, schema: {{ {parameter} }} }} ]
      responses:
        '200':
          description: Pets.
          content: {{ application/json: {{ schema: {{ type: object, properties: {{ {properties} }} }} }} }}
{more}"
    )
}

const LIMIT: &str = "type: integer, maximum: 100";
const NAME: &str = "name: { type: string }";

/// An operation that brings components with it.
const ADDED: &str = "    post:
      operationId: addPet
      tags: [new]
      parameters: [ { $ref: '#/components/parameters/Kind' } ]
      requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/Pet' } } } }
      responses: { '201': { description: Made. } }
components:
  parameters: { Kind: { name: kind, in: query, schema: { type: string } } }
  schemas: { Pet: { type: object, properties: { name: { type: string } } } }
";

/// Two texts as files of a folder.
struct Texts(tempfile::TempDir);

impl Texts {
    fn new(base: &str, revision: &str) -> Self {
        let folder = tempfile::tempdir().expect("a folder can be made");
        for (name, text) in [("base.yaml", base), ("revision.yaml", revision)] {
            std::fs::write(folder.path().join(name), text).expect("a file can be written");
        }
        Self(folder)
    }

    fn compat(&self, arguments: &[&str]) -> Run {
        let files = ["base.yaml", "revision.yaml"];
        compat_in(self.0.path(), &[&files, arguments].concat())
    }
}

/// Compares two texts from the folder that holds them.
fn compat(base: &str, revision: &str, arguments: &[&str]) -> Run {
    Texts::new(base, revision).compat(arguments)
}

fn compat_in(folder: &Path, arguments: &[&str]) -> Run {
    let mut command = run::command(&["compat"]);
    command
        .args(arguments)
        .current_dir(folder)
        .env("CARGO_MANIFEST_DIR", folder.join("xtask-drift"));
    run(&mut command)
}

#[test]
fn every_format_shows_the_break_first_and_annotates_the_revision() {
    let base = document(LIMIT, NAME, "");
    let revision = document(
        "type: integer, maximum: 50",
        "name: { type: string }, age: { type: integer }",
        "",
    );
    for format in FORMATS {
        let run = compat(&base, &revision, &["--format", format]);
        assert_eq!(run.status, 1, "{format}: {}{}", run.stdout, run.stderr);
        let at = |what: &str| {
            let at = run.stdout.find(what);
            at.unwrap_or_else(|| panic!("{format} has no {what}: {}", run.stdout))
        };
        assert!(
            at("request-parameter-max-decreased") < at("response-optional-property-added")
                || format == "junit",
            "{format}: {}",
            run.stdout
        );
        for word in ["contract base.yaml", "class | contract", "vendor"] {
            assert!(!run.stdout.contains(word), "{format}: {}", run.stdout);
        }
    }

    let sarif = compat(&base, &revision, &["--format", "sarif"]).json();
    for result in sarif["runs"][0]["results"].as_array().expect("results") {
        let place = &result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"];
        let file = Path::new(place.as_str().expect("a URI")).file_name();
        assert_eq!(file, Some("revision.yaml".as_ref()), "{result}");
    }
    let github = compat(&base, &revision, &["--format", "github"]).stdout;
    assert!(
        github.starts_with("::error file=revision.yaml,line=6,"),
        "{github}"
    );
    assert!(
        github.contains("::notice file=revision.yaml,line=10,"),
        "{github}"
    );
}

#[test]
fn an_operation_that_was_added_is_one_line() {
    let (base, revision) = (document(LIMIT, NAME, ""), document(LIMIT, NAME, ADDED));
    let run = compat(&base, &revision, &["--format", "json"]);
    assert_eq!(run.status, 0, "{}{}", run.stdout, run.stderr);
    let report = run.json();
    let changes = report["changes"].as_array().expect("changes");
    assert_eq!(changes.len(), 1, "{changes:#?}");
    assert_eq!(changes[0]["id"], "endpoint-added");
    assert_eq!(changes[0]["details"], Value::Array(Vec::new()));

    let compared = &report["sources"][0]["compared"];
    let facts = compared.as_object().expect("a count for each group");
    let facts: u64 = facts.values().filter_map(Value::as_u64).sum();
    assert_eq!(report["contract"]["facts"], facts, "{compared}");

    let back = compat(&revision, &base, &[]);
    assert_eq!(back.status, 1, "{}", back.stdout);
    assert!(
        back.stdout.contains("not compatible: 1 breaking change;"),
        "{}",
        back.stdout
    );
}

#[test]
fn documents_that_say_the_same_are_fine() {
    let text = document(LIMIT, NAME, ADDED);
    let markdown = compat(&text, &text, &["--format", "markdown"]);
    assert_eq!(markdown.status, 0, "{}", markdown.stdout);
    assert!(
        markdown
            .stdout
            .starts_with("### The revision equals the base"),
        "{}",
        markdown.stdout
    );
}

#[test]
fn a_document_that_cannot_be_read_is_reported_in_every_format() {
    let good = document(LIMIT, NAME, "");
    let dangling = document("$ref: '#/components/schemas/Gone'", NAME, "");
    let swagger = "swagger: '2.0'\ninfo: { title: Pets, version: '1' }\npaths: {}\n";
    for (bad, words, place) in [
        (&*dangling, "the document has no `components`", 6),
        (swagger, "expected `openapi: 3.0.x`", 1),
    ] {
        for (base, revision, file) in [(bad, &*good, "base.yaml"), (&*good, bad, "revision.yaml")] {
            for format in FORMATS {
                let texts = Texts::new(base, revision);
                let run = texts.compat(&["--format", format, "--output", "json=report.json"]);
                assert_eq!(run.status, 3, "{format}: {}{}", run.stdout, run.stderr);
                assert!(
                    run.stdout.replace("&#96;", "`").contains(words) && run.stdout.contains(file),
                    "{format} does not say `{words}` of {file}: {}",
                    run.stdout
                );
                if format == "human" {
                    let place = format!("{file}:{place}:");
                    assert!(run.stdout.contains(&place), "{}", run.stdout);
                }
                let written = std::fs::read(texts.0.path().join("report.json"));
                let written = written.expect("the report is written");
                let written: Value = serde_json::from_slice(&written).expect("it is JSON");
                assert_eq!(written["summary"]["refused"], 1, "{written}");
            }
        }
    }
    let both = compat(&dangling, swagger, &["--format", "json"]);
    assert_eq!(both.json()["summary"]["refused"], 2);
}

/// A document whose answer is a schema in another file.
const REFERRING: &str = "openapi: 3.1.0
info: { title: t, version: '1' }
paths:
  /a:
    get:
      responses:
        '200':
          description: d
          content: { application/json: { schema: { $ref: './schemas/pet.yaml#/Pet' } } }
";

/// Two folders with one document, whose file behind the reference differs.
fn two_folders() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder can be made");
    for (name, length) in [("old", 5), ("new", 9)] {
        let schemas = folder.path().join(name).join("schemas");
        std::fs::create_dir_all(&schemas).expect("a folder can be made");
        let write = |file: &Path, text: &str| std::fs::write(file, text).expect("it is written");
        write(&folder.path().join(name).join("api.yaml"), REFERRING);
        let pet = format!("Pet:\n  type: string\n  maxLength: {length}\n");
        write(&schemas.join("pet.yaml"), &pet);
    }
    folder
}

/// Compares two documents of a folder; returns the exit status, and all that was printed.
fn run_in(folder: &Path, arguments: &[&str]) -> (i32, String) {
    let run = compat_in(folder, arguments);
    (run.status, run.stdout + &run.stderr)
}

#[test]
fn a_change_behind_a_reference_to_a_file_is_found_in_that_file() {
    let folder = two_folders();
    let (status, said) = run_in(folder.path(), &["old/api.yaml", "new/api.yaml"]);
    assert_eq!(status, 1, "{said}");
    assert!(
        said.contains("response-body-max-length-increased"),
        "{said}"
    );
    for format in ["human", "json", "github", "sarif"] {
        let arguments = ["old/api.yaml", "new/api.yaml", "--format", format];
        let (_, said) = run_in(folder.path(), &arguments);
        assert!(said.contains("new/schemas/pet.yaml"), "{format}: {said}");
    }
    let same = run_in(folder.path(), &["old/api.yaml", "old/api.yaml"]);
    assert_eq!(same.0, 0, "{}", same.1);

    // Out of the folder, by name or by a link, nothing is read.
    let pet = folder.path().join("new/schemas/pet.yaml");
    std::fs::remove_file(&pet).expect("it is there");
    let (status, said) = run_in(folder.path(), &["old/api.yaml", "new/api.yaml"]);
    assert_eq!(status, 3, "{said}");
    assert!(said.contains("new/api.yaml:9"), "{said}");
    assert!(said.contains("there is no such file"), "{said}");
    #[cfg(unix)]
    {
        let outside = folder.path().join("old/schemas/pet.yaml");
        std::os::unix::fs::symlink(outside, &pet).expect("a link can be made");
        let (status, said) = run_in(folder.path(), &["old/api.yaml", "new/api.yaml"]);
        assert_eq!(status, 3, "{said}");
        assert!(said.contains("a symbolic link leads out"), "{said}");
    }
}

fn git(folder: &Path, arguments: &[&str]) {
    let status = Command::new("git")
        .args(["-c", "user.name=t", "-c", "user.email=t@example"])
        .args(arguments)
        .current_dir(folder)
        .output()
        .expect("git starts")
        .status;
    assert!(status.success(), "{arguments:?}");
}

#[test]
fn an_argument_that_names_no_document_is_refused_with_the_reason() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let write = |file: &str, bytes: &[u8]| {
        std::fs::write(folder.path().join(file), bytes).expect("a file can be written");
    };
    write("good.yaml", document(LIMIT, NAME, "").as_bytes());
    write("latin.yaml", b"info: { title: Caf\xe9 }\n");
    git(folder.path(), &["init", "-q"]);
    git(folder.path(), &["add", "."]);
    git(folder.path(), &["commit", "-q", "-m", "a"]);
    for (name, status, reason) in [
        ("gone.yaml", 2, "; give a file, or `git:REV[:PATH]`"),
        ("git:", 2, "is not a git revision: write `git:REV`"),
        ("git::good.yaml", 2, "is not a git revision"),
        ("git:--output=x", 2, "is not a git revision"),
        (
            "git:nowhere",
            2,
            "git has no openapi/verify.yaml at nowhere: fatal: ",
        ),
        (
            "git:HEAD:gone.yaml",
            2,
            "git has no gone.yaml at HEAD: fatal: ",
        ),
        ("latin.yaml", 3, "is not text in UTF-8"),
        ("git:HEAD:latin.yaml", 3, "is not text in UTF-8"),
        ("git:HEAD:good.yaml", 0, ""),
    ] {
        for arguments in [[name, "good.yaml"], ["good.yaml", name]] {
            let (found, said) = run_in(folder.path(), &arguments);
            assert_eq!(found, status, "{arguments:?}: {said}");
            assert!(said.contains(reason), "{arguments:?}: {said}");
        }
    }
}

#[test]
fn the_revision_is_the_contract_of_the_project_by_default_in_any_folder() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let inner = folder.path().join("openapi/inner");
    std::fs::create_dir_all(&inner).expect("a folder can be made");
    let write = |name: &str, text: &str| {
        let file = folder.path().join("openapi").join(name);
        std::fs::write(file, text).expect("a file can be written");
    };
    write(
        "verify.yaml",
        &document("type: integer, maximum: 50", NAME, ""),
    );
    write("inner/base.yaml", &document(LIMIT, NAME, ""));
    let mut command = run::command(&["compat", "base.yaml"]);
    command
        .current_dir(inner)
        .env("CARGO_MANIFEST_DIR", folder.path().join("xtask-drift"));
    let run = run(&mut command);
    assert_eq!(run.status, 1, "{run:?}");
    assert!(run.stdout.contains("::: openapi/verify.yaml:6"), "{run:?}");
}

#[test]
fn files_behind_references_are_read_from_the_revision_of_git() {
    let folder = two_folders();
    let git = |arguments: &[&str]| git(folder.path(), arguments);
    git(&["init", "-q"]);
    git(&["add", "."]);
    git(&["commit", "-q", "-m", "a"]);
    let pet = folder.path().join("old/schemas/pet.yaml");
    std::fs::write(&pet, "Pet:\n  type: string\n  maxLength: 6\n").expect("it is written");
    let (status, said) = run_in(folder.path(), &["git:HEAD:old/api.yaml", "old/api.yaml"]);
    assert_eq!(status, 1, "{said}");
    assert!(said.contains("git:HEAD:old/schemas/pet.yaml"), "{said}");
    assert!(
        said.contains("response-body-max-length-increased"),
        "{said}"
    );

    #[cfg(unix)]
    {
        std::fs::remove_file(&pet).expect("it is there");
        std::os::unix::fs::symlink("../../new/schemas/pet.yaml", &pet).expect("a link");
        git(&["add", "."]);
        git(&["commit", "-q", "-m", "b"]);
        let (status, said) = run_in(folder.path(), &["git:HEAD:old/api.yaml", "new/api.yaml"]);
        assert_eq!(status, 3, "{said}");
        assert!(said.contains("it is not a file"), "{said}");
    }
}
