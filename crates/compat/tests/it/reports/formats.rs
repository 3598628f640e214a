//! Every format, as it is written.

use compat::report::{FailOn, Format};

use super::specimen::{HOSTILE, clean, full};

pub(super) fn fail_on(levels: &str) -> FailOn {
    levels.parse().expect("these are levels")
}

const FORMATS: [(&str, Format); 6] = [
    ("human", Format::Human),
    ("json", Format::Json),
    ("github", Format::Github),
    ("sarif", Format::Sarif),
    ("junit", Format::Junit),
    ("markdown", Format::Markdown),
];

#[test]
fn every_format_writes_a_full_report_and_a_clean_one() {
    for (name, format) in FORMATS {
        let level = fail_on("contract");
        insta::assert_snapshot!(format!("full_{name}"), full().render(format, &level, false));
        insta::assert_snapshot!(
            format!("clean_{name}"),
            clean().render(format, &level, false)
        );
    }
}

#[test]
fn only_the_human_form_is_colored() {
    for (name, format) in FORMATS {
        let level = fail_on("contract");
        let colored = full().render(format, &level, true);
        assert_eq!(colored.contains('\u{1b}'), name == "human", "{name}");
        assert!(!colored.contains(HOSTILE), "{name}");
    }
}

#[test]
fn nothing_from_outside_steers_what_shows_a_report() {
    let mut report = full();
    // Hostile text in every place that a vendor's text can reach.
    for change in &mut report.changes {
        change.id = HOSTILE.into();
        change.message = HOSTILE.into();
        change.reason = HOSTILE.into();
        change.details = vec![HOSTILE.into()];
        change.witness = Some(HOSTILE.into());
        change.decision = Some(HOSTILE.into());
        change.before = Some(HOSTILE.into());
        change.after = Some(HOSTILE.into());
        let steps = &mut change.address.0;
        steps.push(contract::facts::Step::Property(HOSTILE.into()));
        change.places.push(change.address.clone());
        let hostile = contract::Source::new(format!("dir/{HOSTILE}"), HOSTILE);
        for site in [&mut change.contract, &mut change.source]
            .into_iter()
            .flatten()
        {
            site.text = hostile.clone();
            site.span = 0..HOSTILE.len();
        }
    }
    for source in &mut report.sources {
        source.name = HOSTILE.into();
        source.form = HOSTILE.into();
        source.copy_of = Some(HOSTILE.into());
        source.operation = Some(HOSTILE.into());
        source.not_in_contract = vec![HOSTILE.into()];
        source.compared.insert(HOSTILE.into(), 1);
    }
    for entry in &mut report.not_compared {
        entry.source = HOSTILE.into();
        entry.what = HOSTILE.into();
        entry.why = HOSTILE.into();
    }
    for refused in &mut report.refused {
        refused.source = HOSTILE.into();
        refused.message = HOSTILE.into();
        refused.help = Some(HOSTILE.into());
    }
    report.unread[0].expected = HOSTILE.into();
    report.unread[0].correction = Some(HOSTILE.into());
    for finding in &mut report.lock_findings {
        finding.message = HOSTILE.into();
    }
    report.held[0].1 = HOSTILE.into();
    report.command = HOSTILE.into();
    report.next = vec![HOSTILE.into()];
    for (name, format) in FORMATS {
        let text = report.render(format, &fail_on("contract"), false);
        for steering in ['\u{1b}', '\u{9b}', '\u{202e}', '\r'] {
            assert!(!text.contains(steering), "{name} lets {steering:?} through");
        }
        match format {
            // Each line is one command, and none of them the vendor's.
            Format::Github => {
                for line in text.lines() {
                    let known = ["::error ", "::warning ", "::notice "];
                    assert!(known.iter().any(|start| line.starts_with(start)), "{line}");
                    let (properties, data) = line[2..].split_once("::").expect("a command");
                    assert!(!properties.contains("%0A\n") && !data.contains('\n'));
                    // What was a percent sign must not read back as a line end.
                    assert!(!data.contains("a%0A"), "{line}");
                }
            }
            Format::Markdown => {
                for bad in ["|`b`", "@all", "<b>", "[l](u)", " #1"] {
                    assert!(!text.contains(bad), "Markdown lets {bad} through:\n{text}");
                }
                for row in text.lines().filter(|line| line.starts_with("| ")) {
                    let cells = row.matches('|').count();
                    assert!([7, 3, 4].contains(&cells), "a cell was opened: {row}");
                }
            }
            Format::Junit => assert!(!text.contains("<b>") && !text.contains("]]>"), "{text}"),
            Format::Json | Format::Sarif => {
                serde_json::from_str::<serde_json::Value>(&text).expect("it is JSON");
            }
            Format::Human => {}
        }
    }
}

#[test]
fn levels_take_in_what_is_worse_and_nothing_else() {
    use compat::change::{Class, Rust, Wire};
    let table = [
        (
            "wire:breaking",
            Class::Contract,
            Wire::Breaking,
            Rust::Patch,
            true,
        ),
        (
            "wire:breaking",
            Class::Contract,
            Wire::Risky,
            Rust::Major,
            false,
        ),
        (
            "wire:risky",
            Class::Contract,
            Wire::Breaking,
            Rust::Patch,
            true,
        ),
        (
            "wire:risky",
            Class::Contract,
            Wire::Safe,
            Rust::Major,
            false,
        ),
        (
            "rust:major",
            Class::Contract,
            Wire::Breaking,
            Rust::Minor,
            false,
        ),
        ("rust:minor", Class::Contract, Wire::Safe, Rust::Major, true),
        ("contract", Class::Contract, Wire::Safe, Rust::Patch, true),
        ("contract", Class::Example, Wire::Safe, Rust::Patch, false),
        ("example", Class::Contract, Wire::Safe, Rust::Patch, true),
        ("example", Class::Prose, Wire::Safe, Rust::Patch, false),
        ("prose", Class::Example, Wire::Safe, Rust::Patch, true),
        ("prose", Class::Equivalent, Wire::Safe, Rust::Patch, false),
        (
            "contract,rust:major",
            Class::Prose,
            Wire::Safe,
            Rust::Major,
            true,
        ),
        ("never", Class::Contract, Wire::Breaking, Rust::Major, false),
    ];
    for (levels, class, wire, rust, fails) in table {
        let mut report = clean();
        let mut change = full().changes.remove(0);
        (change.class, change.wire, change.rust) = (class, wire, rust);
        report.changes = vec![change];
        assert_eq!(
            report.fails(&fail_on(levels)),
            fails,
            "{levels} {class} {wire} {rust}"
        );
    }
}

#[test]
fn what_may_hide_a_change_fails_at_class_contract() {
    let mut unread = clean();
    unread.unread = full().unread;
    let mut lapsed = clean();
    lapsed.lock_findings = full().lock_findings;
    for report in [unread, lapsed] {
        assert!(report.fails(&fail_on("contract")));
        assert!(report.fails(&fail_on("prose")));
        assert!(!report.fails(&fail_on("wire:risky")));
        assert!(!report.fails(&fail_on("never")));
    }
}

#[test]
fn a_line_of_a_megabyte_is_shown_in_part() {
    let mut report = full();
    let text = format!("{}here{}", "é".repeat(500_000), "x".repeat(500_000));
    let start = text.find("here").expect("it is there");
    let site = contract::Site {
        text: contract::Source::new("saved.html", text),
        span: start..start + 4,
        exact: true,
    };
    report.changes[0].source = Some(site);
    let shown = report.render(Format::Human, &fail_on("contract"), false);
    assert!(shown.contains("here"));
    assert!(shown.contains(" ::: saved.html:1:500001\n"), "{shown}");
    assert!(shown.len() < 20_000, "{} bytes", shown.len());
}

/// A title names the place once: where the message does, only the operation stands in front of it.
#[test]
fn a_title_names_the_place_once() {
    let mut report = clean();
    let change = full().changes.remove(0);
    let mut title = |message: &str| {
        let mut change = change.clone();
        change.message = message.into();
        report.changes = vec![change];
        let shown = report.render(Format::Human, &fail_on("contract"), false);
        shown.lines().next().unwrap_or_default().to_owned()
    };
    assert_eq!(
        title("`maximum` of `query page` decreased from 10 to 5"),
        "error[request-parameter-max-decreased]: GET /loans/{loanId}: `maximum` of `query page` \
         decreased from 10 to 5"
    );
    assert_eq!(
        title("`maximum` decreased from 10 to 5"),
        "error[request-parameter-max-decreased]: GET /loans/{loanId} › query page: `maximum` \
         decreased from 10 to 5"
    );
}

#[test]
fn sources_that_leave_the_same_out_are_listed_together() {
    let mut report = clean();
    report.not_compared = [
        ("a.txt", "prose", false),
        ("b.txt", "prose", false),
        ("c.txt", "security", true),
        ("c.txt", "names", false),
        ("c.txt", "bounds", true),
    ]
    .map(|(source, what, is_inherent)| compat::report::NotCompared {
        source: source.into(),
        what: what.into(),
        why: "a reason".into(),
        is_inherent,
    })
    .into();
    let shown = report.render(Format::Human, &fail_on("contract"), false);
    let listed = "not compared with a.txt, b.txt:
  prose: a reason
not compared with c.txt:
  names: a reason
  2 kinds of facts that this form never shows: `--format markdown` lists them
";
    assert!(shown.contains(listed), "{shown}");
    let markdown = report.render(Format::Markdown, &fail_on("contract"), false);
    for what in ["prose", "security", "names", "bounds"] {
        assert!(
            markdown.contains(&format!(": {what}: a reason")),
            "{markdown}"
        );
    }
}
