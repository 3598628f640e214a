//! The lock as people and `--accept` write it.

use chrono::NaiveDate;
use compat::change::{Action, Change, Class, Rust, Wire};
use contract::facts::{Address, Step};
use contract::{Diagnostic, Source};
use drift::lock::{AcceptedSource, Entry, Lock, ProseText, Run, prose_places};
use serde_json::json;

const A: &str = "https://x.example/a";
const B: &str = "https://x.example/b";

const LOCK: &str = "\
# Ours.
version: 1
# Not ours.
sources:
  - source: https://x.example/a # gone after an accept
    form: page, imported text
    accepted: 2026-03-01
    compared: 7
    of: 9
    facts: 00112233445566778899aabbccddeeff
    prose:
      \"GET /a › query b\": 0011223344556677
  - source: https://x.example/b

# Why we differ.
exceptions:
  - id: x-changed   # kept
    place: GET /a › query b
    source: https://x.example/a
    after: 4
    reason: They say so.
    until: 2026-06-30
    owner: Ann
  - { id: y-changed, place: response 200, source: https://x.example/b, reason: 'Kept.' }
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
        decision: None,
        contract: None,
        source: None,
    }
}

fn run(today: &str, sources: &[&str]) -> Run {
    Run {
        today: date(today),
        sources: sources.iter().map(|&source| source.to_owned()).collect(),
    }
}

#[test]
fn a_lock_is_read() {
    let lock = read(LOCK).expect("it reads");
    // A fragment and a slash at the end do not tell one page from another.
    for url in [A, "https://x.example/a/", "https://x.example/a#top"] {
        let accepted = lock.accepted(url).expect("it is there");
        assert_eq!(accepted.on, date("2026-03-01"));
        assert_eq!((accepted.compared, accepted.of), (7, 9));
        assert_eq!(accepted.prose["GET /a › query b"], "0011223344556677");
    }
    assert_eq!(lock.accepted("https://x.example/a?b"), None);
    let exception = &lock.exceptions()[0];
    assert_eq!(exception.after, Some(json!(4)));
    assert_eq!(exception.owner.as_deref(), Some("Ann"));
    assert_eq!(lock.exceptions()[1].source, B);
}

#[test]
fn what_is_wrong_is_said_where_it_is() {
    let entry = "version: 1\nsources:\n  - ";
    let exception = "version: 1\nsources: [{ source: http://a }]\nexceptions:\n  - ";
    let accepted = "source: http://a, form: b, accepted: 2026-01-01, facts: c, compared: 1, of: 2";
    let table = [
        ("", "1:1", "holds no document"),
        ("[1]", "1:1", "expected a mapping"),
        ("sources: []", "1:1", "has no `version`"),
        ("version: 2", "1:10", "unknown version"),
        ("version: 1\nsauces: []", "2:1", "unknown member `sauces`"),
        ("version: 1\nsources: 3", "2:10", "has to be a list"),
        (
            &format!("{entry}{{ source: ../a.txt }}"),
            "3:15",
            "`../a.txt` is not the URL of a source",
        ),
        (
            &format!("{entry}{{ source: http://a, facts: b }}"),
            "3:5",
            "has no `form`",
        ),
        (
            &format!("{entry}{{ source: http://a, form: b, accepted: May, facts: c }}"),
            "3:44",
            "`May` is not a date",
        ),
        (
            &format!("{entry}{{ {accepted} }}").replace(", of: 2", ""),
            "3:5",
            "has no `of`",
        ),
        (
            &format!("{entry}{{ {accepted} }}").replace("compared: 1", "compared: all"),
            "3:76",
            "expected a number of facts as `compared`",
        ),
        (
            &format!("{entry}{{ {accepted}, browser: 1 }}"),
            "3:95",
            "expected `true` or `false`",
        ),
        (
            &format!("{exception}{{ id: a, place: b, source: http://a }}"),
            "4:5",
            "has no `reason`",
        ),
        (
            &format!("{exception}{{ id: a, place: b, source: http://a, reason: ' ' }}"),
            "4:5",
            "has no `reason`",
        ),
        (
            &format!("{exception}{{ id: a, place: b, reason: c }}"),
            "4:5",
            "has no `source`",
        ),
        (
            &format!("{exception}{{ id: a, place: b, reason: c, source: http://b }}"),
            "4:43",
            "`sources` has no `http://b`",
        ),
        (
            &format!(
                "{exception}{{ id: a, place: b, reason: c, until: 2026-02-30, source: http://a }}"
            ),
            "4:42",
            "`2026-02-30` is not a date",
        ),
        (
            &format!("{exception}{{ id: a, place: b, reason: c, untli: 2026-02-03 }}"),
            "4:35",
            "unknown member `untli`",
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
    let twice = LOCK.replace("\n# Why", "  - { source: https://x.example/a/ }\n# Why");
    assert!(
        read(&twice)
            .expect_err("twice")
            .message()
            .contains("is listed twice")
    );
}

#[test]
fn an_exception_holds_until_its_day_and_for_its_value_only() {
    let lock = read(LOCK).expect("it reads");
    let at = address("/a", &["query b"]);
    let both = run("2026-06-30", &[A, B]);
    let y = change("y-changed", address("/a", &["response 200"]), 1);
    let table = [
        // On the last day, for what it names: held.
        (change("x-changed", at.clone(), 4), A, "2026-06-30", 1, 0),
        // A day later it has lapsed.
        (change("x-changed", at.clone(), 4), A, "2026-07-01", 0, 1),
        // Another value, another id, another place: not held, and it matches nothing.
        (change("x-changed", at.clone(), 5), A, "2026-06-30", 0, 1),
        (change("z-changed", at.clone(), 4), A, "2026-06-30", 0, 1),
        (
            change("x-changed", address("/a", &[]), 4),
            A,
            "2026-06-30",
            0,
            1,
        ),
    ];
    for (change, source, today, held, findings) in table {
        let run = run(today, &[A, B]);
        let text = format!("{} {} {today}", change.id, change.address);
        let changes = vec![(Some(source.into()), change), (Some(B.into()), y.clone())];
        let judged = lock.apply_exceptions(changes, &run);
        assert_eq!(judged.held.len(), held + 1, "{text}");
        assert_eq!(judged.findings.len(), findings, "{text}");
    }
    // The second is held for its source only, and for none that has no name.
    for source in [Some(A.to_owned()), None] {
        let judged = lock.apply_exceptions(vec![(source, y.clone())], &both);
        assert_eq!((judged.changes.len(), judged.findings.len()), (1, 2));
    }
    let judged = lock.apply_exceptions(vec![(None, y)], &both);
    assert!(
        judged.findings[1]
            .message
            .contains("no longer matches a difference")
    );
    assert_eq!(judged.findings[1].site.location().line, 24);
}

#[test]
fn a_run_that_did_not_read_what_an_exception_is_about_says_nothing_of_it() {
    let lock = read(LOCK).expect("it reads");
    let findings = |run: &Run| lock.apply_exceptions(Vec::new(), run).findings.len();
    assert_eq!(findings(&run("2026-01-01", &[B])), 1);
    assert_eq!(findings(&run("2026-01-01", &["https://x.example/c"])), 0);
    assert_eq!(findings(&run("2026-01-01", &[A])), 1);
    assert_eq!(findings(&run("2026-01-01", &[])), 0);
    // That one lapsed is true whatever was read.
    assert_eq!(findings(&run("2027-01-01", &[])), 1);
}

#[test]
fn a_source_shows_less_only_if_more_is_left_out() {
    let accepted = accepted(&[]);
    let table = [
        // What it showed, and more.
        (7, 9, false),
        (9, 9, false),
        // Less of the same contract.
        (6, 9, true),
        (0, 9, true),
        // A contract that has two facts fewer, both of which it showed.
        (5, 7, false),
        (4, 7, true),
        // A contract that has more.
        (7, 20, false),
        (6, 20, true),
    ];
    for (compared, of, less) in table {
        assert_eq!(
            accepted.showed_more(compared, of),
            less,
            "{compared} of {of}"
        );
    }
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

fn accepted(prose: &[ProseText]) -> AcceptedSource {
    AcceptedSource {
        form: "page".into(),
        on: date("2026-03-01"),
        compared: 7,
        of: 9,
        facts: "f".into(),
        prose: prose_places(prose)
            .into_iter()
            .map(|(place, (print, _))| (place, print))
            .collect(),
    }
}

fn entry(prose: &[ProseText]) -> Entry {
    Entry {
        source: "https://x.example/page".into(),
        browser: false,
        accepted: Some(accepted(prose)),
    }
}

fn reworded(before: &[(&str, &str)], after: &[(&str, &str)]) -> Vec<String> {
    let accepted = accepted(&texts(before).1);
    let (source, prose) = texts(after);
    let changes = accepted.reworded(&source, &prose, |_| true);
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
    assert_eq!(accepted(&texts(&two).1).prose.len(), 2);
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
    new.source = A.into();
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
    let bare = lock.entries()[1].clone();
    assert_eq!(again.entries(), [new.clone(), bare, more.clone()]);
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
    assert_eq!(lock.accepted("https://x.example/"), None);
    let again = read(&lock.accept(&[])).expect("it reads");
    assert_eq!(again.entries(), lock.entries());
}

#[test]
fn a_source_that_wants_a_browser_stays_so() {
    let text = LOCK.replace("    form", "    browser: true\n    form");
    let lock = read(&text).expect("it reads");
    let mut new = entry(&[]);
    new.source = A.into();
    let again = read(&lock.accept(&[new])).expect("it reads");
    assert!(again.entries()[0].browser);
}

#[test]
fn what_a_form_does_not_show_is_not_gone() {
    let known = accepted(&texts(&[("a", "One text."), ("b", "Another.")]).1);
    let (source, prose) = texts(&[("a", "One text.")]);
    let only_a = |place: &str| place.ends_with('a');
    assert!(known.reworded(&source, &prose, only_a).is_empty());
    assert_eq!(known.reworded(&source, &prose, |_| true).len(), 1);
}

#[test]
fn a_lock_with_lone_carriage_returns_is_written_as_it_is_read() {
    let text = "#\r\r# Ours.\nversion: 1\nsources:\n  - source: https://x.example/a\n";
    let written = read(text).expect("it reads").accept(&[]);
    assert!(
        written.starts_with("#\r\r# Ours.\nversion: 1\nsources:\n"),
        "{written:?}"
    );
    read(&written).expect("what was written reads");
}
