//! What reports say about their findings, whatever the format.

use compat::report::{Compared, FailOn, Format};

use super::formats::fail_on;
use super::specimen::{clean, full};

#[test]
fn the_outcome_says_what_was_found_and_how_much_was_compared() {
    let mut partial = clean();
    partial.compared_facts = 6;
    let mut little = clean();
    little.compared_facts = 5;
    for (report, verdict) in [
        (&clean(), "fine: no drift; all 10 facts"),
        (&partial, "fine as far as compared: no drift; 6 of"),
        (
            &little,
            "fine, but most facts were not compared: no drift; 5 of",
        ),
        (&full(), "unreadable: "),
    ] {
        let shown = report.render(Format::Human, &fail_on("contract"), false);
        let found = shown.lines().any(|line| line.starts_with(verdict));
        assert!(found, "{verdict}: {shown}");
    }
    let mut changed = full();
    changed.refused.clear();
    for (mut report, level, title) in [
        (clean(), "contract", "The revision equals the base"),
        (
            changed.clone(),
            "never",
            "The revision is compatible with the base",
        ),
        (
            changed,
            "wire:breaking",
            "The revision is not compatible with the base",
        ),
        (full(), "wire:breaking", "A document could not be read"),
    ] {
        report.compared = Compared::Revisions;
        let written = report.render(Format::Markdown, &fail_on(level), false);
        assert!(
            written.starts_with(&format!("### {title}\n")),
            "{title}: {written}"
        );
    }
    let mut source = clean().sources.remove(0);
    assert!(!source.has_url());
    source.copy_of = Some("https://vendor.example".into());
    assert!(source.has_url());
    source.copy_of = None;
    source.name = "http://vendor.example".into();
    assert!(source.has_url());
}

#[test]
fn the_heading_names_the_worst_finding() {
    use compat::change::Class;
    let mut report = full();
    report.refused.clear();
    let mut titles = Vec::new();
    let mut note = |report: &compat::report::Report| {
        let text = report.render(Format::Markdown, &fail_on("never"), false);
        titles.push(text.lines().next().unwrap_or_default().to_owned());
    };
    note(&report);
    report.changes.retain(|it| it.class != Class::Contract);
    note(&report);
    report.unread.clear();
    note(&report);
    report.lock_findings.pop();
    note(&report);
    report.lock_findings.clear();
    note(&report);
    report.changes.retain(|it| it.class != Class::Example);
    note(&report);
    report.changes.retain(|it| it.class != Class::Prose);
    note(&report);
    report.compared_facts = report.contract_facts;
    note(&report);
    let expected = "\
### The vendor's documentation differs from the contract
### The vendor's documentation has unread lines
### A vendor source shows less than when it was accepted
### An exception in the lock no longer applies
### The vendor's examples differ from the contract
### The vendor reworded its documentation
### The vendor's documentation matches the contract, as far as it was compared
### The vendor's documentation matches the contract";
    assert_eq!(titles.join("\n"), expected);
}

/// A program that posts the report can tell a finding that it posted before.
#[test]
fn findings_have_an_identity_that_lines_and_days_do_not_change() {
    let identity = |report: &compat::report::Report| {
        let text = report.render(Format::Markdown, &fail_on("contract"), false);
        let second = text.lines().nth(1).unwrap_or_default().to_owned();
        second.starts_with("<!-- findings: ").then_some(second)
    };
    assert_eq!(identity(&clean()), None);
    let posted = identity(&full());
    assert!(posted.is_some());
    let mut moved = full();
    for site in moved.changes.iter_mut().filter_map(|it| it.source.as_mut()) {
        site.span = 0..1;
    }
    assert_eq!(identity(&moved), posted);
    let edits: [fn(&mut compat::report::Report); 6] = [
        |it| it.changes[0].after = Some(4.into()),
        |it| it.changes[6].after = Some("reworded again".into()),
        |it| drop(it.changes.pop()),
        |it| drop(it.unread.pop()),
        |it| drop(it.lock_findings.pop()),
        |it| drop(it.refused.pop()),
    ];
    for edit in edits {
        let mut other = full();
        edit(&mut other);
        assert_ne!(identity(&other), posted);
    }
}

/// A reader of one annotation, alert, or test case sees no next steps below it.
#[test]
fn every_finding_says_what_to_do_in_formats_that_show_it_alone() {
    const SYNC: &str =
        "edit `loans.yaml` to match the source, or run `cargo xtask sync 'a b.txt' --lock l.yaml`";
    const KEEP: &str =
        "add an exception to the lock: `cargo xtask explain exceptions` shows its form";
    const EXPLAIN: &str = "`cargo xtask explain request-parameter-max-decreased` explains it";
    let mut report = clean();
    report.changes = vec![full().changes.remove(0)];
    report.changes[0].decision = None;
    report.sources.truncate(1);
    report.next = vec![
        SYNC.into(),
        "add an entry under `exceptions` in `l.yaml`".into(),
    ];
    let mut undecided = report.clone();
    undecided.changes[0].decision = Some("decide".into());
    let mut without_lock = report.clone();
    without_lock.next.pop();
    let mut two = report.clone();
    two.sources.push(full().sources.remove(0));
    let named = "or run `cargo xtask sync pages/read loan.txt`";
    for (report, said, unsaid) in [
        (&report, vec![SYNC, KEEP, EXPLAIN], None),
        (&undecided, vec!["decide", KEEP, EXPLAIN], Some(SYNC)),
        (&without_lock, vec![SYNC, EXPLAIN], Some(KEEP)),
        (&two, vec![named, KEEP, EXPLAIN], Some(SYNC)),
    ] {
        let written = |format| report.render(format, &fail_on("contract"), false);
        let github = written(Format::Github);
        let sarif: serde_json::Value =
            serde_json::from_str(&written(Format::Sarif)).expect("it is JSON");
        let sarif = sarif["runs"][0]["results"][0]["message"]["text"].as_str();
        let junit = written(Format::Junit).replace("&apos;", "'");
        for text in [github.lines().next(), sarif, Some(&junit)] {
            let text = text.expect("the finding is written");
            for part in &said {
                assert!(text.contains(part), "{part}: {text}");
            }
            assert!(!unsaid.is_some_and(|it| text.contains(it)), "{text}");
        }
        // The steps of the whole report stand in the outcome, which is the first notice.
        let outcome = github.lines().find(|line| line.starts_with("::notice"));
        assert!(outcome.is_some_and(|line| line.contains(SYNC)), "{github}");
    }
}

/// A report on two revisions names them, and annotates the one that a person can change.
#[test]
fn a_report_on_revisions_is_about_the_revision() {
    let mut report = full();
    report.compared = Compared::Revisions;
    let level: FailOn = "wire:breaking".parse().expect("it is a level");
    let written = |format| report.render(format, &level, false);
    let human = written(Format::Human);
    assert!(human.contains("the base says 10"), "{human}");
    assert!(human.contains("the revision says 5"), "{human}");
    assert!(!human.contains("the contract says"), "{human}");
    let github = written(Format::Github);
    let annotated = "::error file=pages/read loan.txt,line=3,col=22";
    assert!(github.contains(annotated), "{github}");
    assert!(github.contains("1 breaking change"), "{github}");
    assert!(github.contains("::notice title=compat::"), "{github}");
    let sarif: serde_json::Value =
        serde_json::from_str(&written(Format::Sarif)).expect("it is JSON");
    let location = "/runs/0/results/0/locations/0/physicalLocation/artifactLocation/uri";
    assert_eq!(
        sarif.pointer(location),
        Some(&"pages/read%20loan.txt".into())
    );
}

/// A report on answers names the service, and annotates the contract, which is a file.
#[test]
fn a_report_on_answers_is_about_the_service() {
    let mut judged = full();
    judged.compared = Compared::Answers;
    judged.lock_findings.clear();
    let refused = judged.clone();
    judged.refused.clear();
    let level: FailOn = "contract".parse().expect("it is a level");
    for (report, format, part) in [
        (&judged, Format::Human, "the service says 5"),
        (&judged, Format::Human, "\nnot as documented: "),
        (&refused, Format::Human, "\nincomplete: "),
        (&refused, Format::Human, "cannot be judged: "),
        (&judged, Format::Github, "::notice title=probe::"),
        (&judged, Format::Github, "seen in"),
        (&refused, Format::Github, "could not be judged"),
        (&judged, Format::Sarif, "\"name\": \"probe\""),
        (&judged, Format::Sarif, "what the service says"),
        (&judged, Format::Junit, "answer pages/read loan.txt:3:22"),
        (&refused, Format::Junit, "the answer can be judged"),
        (&judged, Format::Markdown, "### The service does not follow"),
        (&refused, Format::Markdown, "### An answer of the service"),
        (&judged, Format::Markdown, "| answer | request and status |"),
    ] {
        let written = report.render(format, &level, false);
        assert!(written.contains(part), "{format:?}: {part}: {written}");
        for word in [
            "drift:",
            "title=drift",
            "the source",
            "| source |",
            "read in",
        ] {
            assert!(!written.contains(word), "{format:?}: {word}: {written}");
        }
    }
}
