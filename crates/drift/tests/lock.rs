//! The lock as people and `--accept` write it.

use chrono::NaiveDate;
use compat::change::{Action, Change, Class, Rust, Wire};
use contract::facts::{Address, Step};
use contract::{Diagnostic, Source};
use drift::lock::{Entry, Lock, ProseText, Run, Said, prose_places};
use serde_json::json;

const LOCK: &str = "\
# Ours.
version: 1
# Not ours.
sources:
  - source: a.txt # gone after an accept
    form: page, imported text
    accepted: 2026-03-01
    facts: 00112233445566778899aabbccddeeff
    prose:
      \"GET /a › query b\": 0011223344556677

# Why we differ.
exceptions:
  - id: x-changed   # kept
    place: GET /a › query b
    after: 4
    reason: They say so.
    until: 2026-06-30
    owner: Ann
  - { id: y-changed, place: response 200, source: b.txt, reason: 'Kept.' }
";

fn read(text: &str) -> Result<Lock, Diagnostic> {
    Lock::read(Source::new("openapi/a.lock.yaml", text))
}

fn date(text: &str) -> NaiveDate {
    text.parse().expect("it is a day")
}

fn address(path: &str, steps: &[&str]) -> Address {
    let operation = Step::Operation {
        method: "GET".into(),
        path: path.into(),
    };
    let steps = steps.iter().map(|step| Step::Property((*step).into()));
    Address([operation].into_iter().chain(steps).collect())
}

fn change(id: &str, address: Address, after: i64) -> Change {
    Change {
        id: id.into(),
        also: Vec::new(),
        action: Action::Changed,
        class: Class::Contract,
        wire: Wire::Safe,
        rust: Rust::Patch,
        reason: String::new(),
        places: vec![address.clone()],
        address,
        keyword: None,
        before: None,
        after: Some(json!(after)),
        message: "m".into(),
        details: Vec::new(),
        witness: None,
        contract: None,
        source: None,
    }
}

fn run(today: &str, sources: &[&str], operations: &[&str]) -> Run {
    let owned = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect();
    Run {
        today: date(today),
        sources: owned(sources),
        operations: owned(operations),
    }
}

#[test]
fn a_lock_is_read() {
    let lock = read(LOCK).expect("it reads");
    let entry = lock.said("a.txt").expect("it is there");
    assert_eq!(entry.accepted, date("2026-03-01"));
    assert_eq!(entry.prose["GET /a › query b"], "0011223344556677");
    let exception = &lock.exceptions()[0];
    assert_eq!(exception.after, Some(json!(4)));
    assert_eq!(exception.owner.as_deref(), Some("Ann"));
    assert_eq!(lock.exceptions()[1].source.as_deref(), Some("b.txt"));
}

#[test]
fn what_is_wrong_is_said_where_it_is() {
    let entry = "version: 1\nsources:\n  - ";
    let exception = "version: 1\nexceptions:\n  - ";
    let table = [
        ("", "1:1", "holds no document"),
        ("[1]", "1:1", "expected a mapping"),
        ("sources: []", "1:1", "has no `version`"),
        ("version: 2", "1:10", "not known here"),
        (
            "version: 1\nsauces: []",
            "2:1",
            "`sauces` is not known here",
        ),
        ("version: 1\nsources: 3", "2:10", "has to be a list"),
        (
            &format!("{entry}{{ source: a, facts: b }}"),
            "3:5",
            "has no `form`",
        ),
        (
            &format!("{entry}{{ source: a, form: b, accepted: May, facts: c }}"),
            "3:37",
            "`May` is no day",
        ),
        (
            &format!(
                "{entry}{{ source: a, form: b, accepted: 2026-01-01, facts: c, optional: 1 }}"
            ),
            "3:69",
            "expected `true` or `false`",
        ),
        (
            &format!("{exception}{{ id: a, place: b }}"),
            "3:5",
            "has no `reason`",
        ),
        (
            &format!("{exception}{{ id: a, place: b, reason: ' ' }}"),
            "3:5",
            "has no `reason`",
        ),
        (
            &format!("{exception}{{ id: a, place: b, reason: c, until: 2026-02-30 }}"),
            "3:42",
            "`2026-02-30` is no day",
        ),
        (
            &format!("{exception}{{ id: a, place: b, reason: c, untli: 2026-02-03 }}"),
            "3:35",
            "`untli` is not known here",
        ),
    ];
    for (text, place, message) in table {
        let error = read(text).expect_err(text);
        let at = error.location();
        assert_eq!(
            format!("{}:{}", at.line, at.column),
            place,
            "{text}: {error}"
        );
        assert!(error.message().contains(message), "{text}: {error}");
    }
    let twice = LOCK.replace(
        "\n# Why",
        "  - { source: a.txt, form: x, accepted: 2026-01-01, facts: y }\n# Why",
    );
    assert!(
        read(&twice)
            .expect_err("twice")
            .message()
            .contains("stands twice")
    );
}

#[test]
fn an_exception_holds_until_its_day_and_for_its_value_only() {
    let lock = read(LOCK).expect("it reads");
    let at = address("/a", &["query b"]);
    let both = run("2026-06-30", &["a.txt", "b.txt"], &["GET /a"]);
    let y = change("y-changed", address("/a", &["response 200"]), 1);
    let table = [
        // On the last day, for what it names: held.
        (
            change("x-changed", at.clone(), 4),
            "a.txt",
            "2026-06-30",
            1,
            0,
        ),
        // A day later it has lapsed.
        (
            change("x-changed", at.clone(), 4),
            "a.txt",
            "2026-07-01",
            0,
            1,
        ),
        // Another value, another id, another place: not held, and it matches nothing.
        (
            change("x-changed", at.clone(), 5),
            "a.txt",
            "2026-06-30",
            0,
            1,
        ),
        (
            change("z-changed", at.clone(), 4),
            "a.txt",
            "2026-06-30",
            0,
            1,
        ),
        (
            change("x-changed", address("/a", &[]), 4),
            "a.txt",
            "2026-06-30",
            0,
            1,
        ),
    ];
    for (change, source, today, held, findings) in table {
        let run = run(today, &["a.txt", "b.txt"], &["GET /a"]);
        let text = format!("{} {} {today}", change.id, change.address);
        let judged = lock.hold(
            vec![(source.into(), change), ("b.txt".into(), y.clone())],
            &run,
        );
        assert_eq!(judged.held.len(), held + 1, "{text}");
        assert_eq!(judged.findings.len(), findings, "{text}");
    }
    // The second is held for its source only.
    let judged = lock.hold(vec![("a.txt".into(), y)], &both);
    assert_eq!((judged.changes.len(), judged.findings.len()), (1, 2));
    assert!(
        judged.findings[1]
            .message
            .contains("matches nothing any more")
    );
    assert_eq!(judged.findings[1].site.location().line, 20);
}

#[test]
fn a_run_that_did_not_read_what_an_exception_is_about_says_nothing_of_it() {
    let lock = read(LOCK).expect("it reads");
    let findings = |run: &Run| lock.hold(Vec::new(), run).findings.len();
    assert_eq!(findings(&run("2026-01-01", &["b.txt"], &["GET /b"])), 1);
    // Another page of the operation, while the source that the lock knows was not read.
    assert_eq!(findings(&run("2026-01-01", &["c.txt"], &["GET /a"])), 0);
    assert_eq!(findings(&run("2026-01-01", &["a.txt"], &["GET /b"])), 0);
    assert_eq!(findings(&run("2026-01-01", &["a.txt"], &["GET /a"])), 1);
    assert_eq!(findings(&run("2026-01-01", &[], &[])), 0);
    // That one lapsed is true whatever was read.
    assert_eq!(findings(&run("2027-01-01", &[], &[])), 1);
}

fn texts(texts: &[(&str, &str)]) -> (Source, Vec<ProseText>) {
    let mut whole = String::new();
    let mut prose = Vec::new();
    for (place, text) in texts {
        let start = whole.len();
        whole.push_str(text);
        prose.push((
            address("/a", &[place]),
            (*text).to_owned(),
            start..whole.len(),
        ));
        whole.push('\n');
    }
    (Source::new("page.txt", whole), prose)
}

fn said(prose: &[ProseText]) -> Said {
    Said {
        form: "page".into(),
        accepted: date("2026-03-01"),
        facts: "f".into(),
        prose: prose_places(prose)
            .into_iter()
            .map(|(place, (print, _))| (place, print))
            .collect(),
    }
}

fn entry(prose: &[ProseText]) -> Entry {
    Entry {
        source: "page.txt".into(),
        optional: false,
        said: Some(said(prose)),
    }
}

fn reworded(before: &[(&str, &str)], after: &[(&str, &str)]) -> Vec<String> {
    let accepted = said(&texts(before).1);
    let (source, prose) = texts(after);
    let changes = accepted.reworded(&source, &prose);
    let say = |change: &Change| {
        let at = change.source.as_ref().expect("it has a place").location();
        format!("{} {} {}", change.id, change.address.place(), at.line)
    };
    changes.iter().map(say).collect()
}

#[test]
fn reworded_texts_are_found_and_moved_ones_are_not() {
    let before = [
        ("a", "One text."),
        ("b", "Another text."),
        ("c", "A third."),
    ];
    let nothing: [&str; 0] = [];
    assert_eq!(reworded(&before, &before), nothing);
    let wrapped = [
        ("a", "one\n  TEXT."),
        ("b", "- Another\n text."),
        ("c", "A *third*."),
    ];
    assert_eq!(reworded(&before, &wrapped), nothing);
    let changed = [
        ("a", "One text."),
        ("b", "Another word."),
        ("c", "A third."),
    ];
    assert_eq!(reworded(&before, &changed), ["prose-reworded b 2"]);
    let more = [
        ("a", "One text."),
        ("b", "Another text."),
        ("c", "A third."),
        ("d", "New."),
    ];
    assert_eq!(reworded(&before, &more), ["prose-added d 4"]);
    assert_eq!(reworded(&more, &before).len(), 1);
    assert!(reworded(&more, &before)[0].starts_with("prose-removed"));
    // A part went, and those after it moved up.
    let up = [("a", "One text."), ("b", "A third.")];
    assert_eq!(reworded(&before, &up).len(), 1);
    assert!(reworded(&before, &up)[0].starts_with("prose-removed b"));
    let renamed = [
        ("a", "One text."),
        ("b2", "Another text."),
        ("c", "A third."),
    ];
    assert_eq!(reworded(&before, &renamed), nothing);
    // Two texts that changed places are two other texts there.
    let swapped = [
        ("a", "Another text."),
        ("b", "One text."),
        ("c", "A third."),
    ];
    assert_eq!(
        reworded(&before, &swapped),
        ["prose-reworded a 1", "prose-reworded b 2"]
    );
    // A text that stands in two places is reworded once.
    let shared = [("a", "One text."), ("b", "One text.")];
    let other = [("a", "Other text."), ("b", "Other text.")];
    assert_eq!(reworded(&shared, &other), ["prose-reworded a 1"]);
    // A place with two texts keeps them apart.
    let two = [("a", "One."), ("a", "Two."), ("b", "")];
    assert_eq!(said(&texts(&two).1).prose.len(), 2);
    assert_eq!(
        reworded(&two, &[("a", "One."), ("a", "Deux.")]),
        ["prose-reworded a 2"]
    );
}

#[test]
fn accepting_rewrites_sources_and_nothing_else() {
    let lock = read(LOCK).expect("it reads");
    let (_, prose) = texts(&[("q\"", "One text.")]);
    let mut new = entry(&prose);
    new.source = "a.txt".into();
    let mut more = entry(&[]);
    more.source = "https://x.example/p?q=1#f".into();
    let text = lock.accept(&[new.clone(), more.clone()]);
    let (head, tail) = (
        LOCK.find("sources").expect("a"),
        LOCK.find("\n# Why").expect("b"),
    );
    assert!(text.starts_with(&LOCK[..head]));
    assert!(text.ends_with(&LOCK[tail..]), "{text}");
    let again = read(&text).expect("it reads");
    assert_eq!(again.entries(), [new.clone(), more.clone()]);
    assert_eq!(again.exceptions().len(), 2);
    // Twice changes nothing.
    assert_eq!(again.accept(&[new.clone(), more.clone()]), text);
    assert_eq!(again.accept(&[]), text);
    // From nothing, and into a file that has no sources yet.
    let fresh = Lock::empty("l").accept(&[more.clone()]);
    assert_eq!(read(&fresh).expect("it reads").entries(), [more.clone()]);
    let bare = "version: 1\nexceptions: []";
    let text = read(bare).expect("it reads").accept(&[more.clone()]);
    assert!(text.starts_with(bare));
    assert_eq!(read(&text).expect("it reads").entries(), [more]);
}

#[test]
fn a_source_can_be_named_before_it_is_accepted() {
    let lock = read("version: 1\nsources:\n  - source: https://x.example/\n").expect("it reads");
    assert_eq!(lock.entries().len(), 1);
    assert_eq!(lock.said("https://x.example/"), None);
    let again = read(&lock.accept(&[])).expect("it reads");
    assert_eq!(again.entries(), lock.entries());
}

#[test]
fn a_source_that_may_be_missing_stays_so() {
    let text = LOCK.replace("    form", "    optional: true\n    form");
    let lock = read(&text).expect("it reads");
    let mut new = entry(&[]);
    new.source = "a.txt".into();
    let again = read(&lock.accept(&[new])).expect("it reads");
    assert!(again.entries()[0].optional);
}

#[test]
fn a_lock_with_lone_carriage_returns_is_written_as_it_is_read() {
    let text = "#\r\r# Ours.\nversion: 1\nsources:\n  - source: a.txt\n";
    let written = read(text).expect("it reads").accept(&[]);
    assert!(
        written.starts_with("#\r\r# Ours.\nversion: 1\nsources:\n"),
        "{written:?}"
    );
    read(&written).expect("what was written reads");
}
