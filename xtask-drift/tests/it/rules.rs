//! `cargo xtask rules` and `cargo xtask explain`.

use crate::run::{command, run};

fn xtask(arguments: &[&str]) -> (i32, String, String) {
    let run = run(&mut command(arguments));
    (run.status, run.stdout, run.stderr)
}

#[test]
fn every_id_that_is_listed_is_explained() {
    let (status, listed, _) = xtask(&["rules"]);
    assert_eq!(status, 0);
    let mut ids: Vec<_> = listed
        .lines()
        .filter_map(|line| line.split_whitespace().nth(2))
        .collect();
    ids.dedup();
    assert!(ids.len() > 100, "{listed}");
    // A process each: a part of them is enough.
    for id in ids.iter().step_by(25).chain(ids.last()) {
        let (status, said, _) = xtask(&["explain", id]);
        assert_eq!(status, 0, "{id}");
        assert!(said.starts_with(id), "{said}");
        assert!(said.contains("\n  why       "), "{said}");
        assert_eq!(
            said.matches("\n  wire      ").count() > 0,
            ids.last() != Some(id),
            "{said}"
        );
    }
}

/// The form of an exception is the one that the lock is read with, and that CONTRIBUTING.md shows.
#[test]
fn the_form_of_an_exception_is_explained() {
    let (status, said, _) = xtask(&["explain", "exceptions"]);
    assert_eq!(status, 0);
    let form = said.find("\nexceptions:\n").expect("it has the form");
    let form = &said[form + 1..];
    let entry = form.trim_end().split_once('\n').expect("it has an entry").1;
    let contributing = include_str!("../../../CONTRIBUTING.md");
    assert!(contributing.contains(entry), "{entry}");

    let folder = tempfile::tempdir().expect("a folder can be made");
    let lock = folder.path().join("lock.yaml");
    let document = "openapi: 3.0.3\ninfo: { title: Loans, version: '1' }\npaths:\n  /loans:\n    \
                    get: { responses: { '200': { description: The loans. } } }\n";
    let contract = folder.path().join("loans.yaml");
    std::fs::write(&contract, document).expect("a file can be written");
    let sources = "sources:\n  - source: https://docs.example/loans\n";
    std::fs::write(&lock, format!("version: 1\n{sources}{form}")).expect("a file can be written");
    let run = run(command(&["drift", "--as", "https://docs.example/loans"])
        .arg(&contract)
        .arg("--contract")
        .arg(&contract)
        .arg("--lock")
        .arg(&lock));
    assert_eq!(run.status, 1, "it matches no difference: {run:?}");
    for part in [
        "error[lock]: the exception for `request-parameter-max-length-decreased`",
        "= help: `cargo xtask explain exceptions` shows the form of an exception",
    ] {
        assert!(run.stdout.contains(part), "{part}: {run:?}");
    }
    let (_, _, error) = xtask(&["explain", "exception"]);
    assert!(error.contains("did you mean `exceptions`?"), "{error}");
}

#[test]
fn an_id_that_is_misspelt_is_answered_with_those_it_may_mean() {
    let (status, said, error) = xtask(&["explain", "request-parameter-max-lenght-decreased"]);
    assert_eq!((status, &*said), (2, ""));
    let mut lines = error.lines();
    assert_eq!(
        lines.next(),
        Some("error: there is no rule `request-parameter-max-lenght-decreased`")
    );
    let near: Vec<_> = lines.by_ref().take(3).collect();
    assert!(
        near.contains(&"  did you mean `request-parameter-max-length-decreased`?"),
        "{error}"
    );
    assert_eq!(lines.collect::<Vec<_>>(), ["run: cargo xtask rules"]);

    let (_, _, error) = xtask(&["explain", "request"]);
    assert!(
        !error.contains("did you mean"),
        "one word is no likeness: {error}"
    );
}
