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
