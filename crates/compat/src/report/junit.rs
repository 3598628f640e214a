//! The report as `JUnit` XML: a case for each group of facts, so that a clean run shows what was
//! compared.

use std::collections::BTreeMap;

use quick_junit::{NonSuccessKind, Report as Document, TestCase, TestCaseStatus, TestSuite};

use super::advice;
use super::compared::Compared;
use super::contents::{Refused, Report, SourceSummary};
use super::fail_on::FailOn;
use super::plain;
use crate::change::Change;
use crate::rules::findings::UNREAD;

pub(super) fn render(report: &Report, fail_on: &FailOn) -> String {
    let mut document = Document::new(plain::line(&report.command));
    for source in &report.sources {
        document.add_test_suite(suite(report, source, fail_on));
    }
    for refused in &report.refused {
        document.add_test_suite(refusal(refused, report.compared));
    }
    let mut lock = TestSuite::new("lock");
    for finding in &report.lock_findings {
        lock.add_test_case(failure(
            &finding.site.location().to_string(),
            finding.kind.finding().id,
            &finding.message,
            Some(finding.kind.help()),
            fail_on.covers_unsettled(),
        ));
    }
    if !lock.test_cases.is_empty() {
        document.add_test_suite(lock);
    }
    document.to_string().expect(
        "writing XML to memory cannot fail, and quick-junit filters characters that XML forbids",
    )
}

fn suite(report: &Report, source: &SourceSummary, fail_on: &FailOn) -> TestSuite {
    let mut groups: BTreeMap<String, (usize, Vec<&Change>)> = source
        .compared
        .iter()
        .map(|(group, facts)| (group.clone(), (*facts, Vec::new())))
        .collect();
    let is_of = |change: &&Change| {
        report
            .source_of(change)
            .is_some_and(|one| std::ptr::eq(one, source))
    };
    for change in report.changes.iter().filter(is_of) {
        let group = groups.entry(source.group(&change.address)).or_default();
        group.1.push(change);
    }
    let mut suite = TestSuite::new(plain::line(&source.name));
    suite.add_property(("form", plain::line(&source.form).as_str()));
    let seen = format!("{} of {}", source.facts(), report.contract_facts);
    suite.add_property(("facts", seen.as_str()));
    let class = source.operation.as_deref().unwrap_or(&source.form);
    for (group, (facts, changes)) in groups {
        let mut case = case(&group, class, &changes, report, fail_on);
        case.set_assertions(facts);
        suite.add_test_case(case);
    }
    for unread in &report.unread {
        if unread.site.text.name() == source.name {
            let help = unread.help(report.compared);
            suite.add_test_case(failure(
                &unread.site.location().to_string(),
                UNREAD.id,
                &format!("unread: expected {}; {help}", unread.expected),
                None,
                fail_on.covers_unsettled(),
            ));
        }
    }
    suite
}

fn case(
    group: &str,
    class: &str,
    changes: &[&Change],
    report: &Report,
    fail_on: &FailOn,
) -> TestCase {
    let (failing, others): (Vec<&&Change>, Vec<&&Change>) =
        changes.iter().partition(|change| fail_on.covers(change));
    let status = match failing.first() {
        None => TestCaseStatus::success(),
        Some(first) => {
            let mut status = TestCaseStatus::non_success(NonSuccessKind::Failure);
            status
                .set_message(plain::line(&first.message))
                .set_type(plain::line(&first.id))
                .set_description(describe(&failing, report));
            status
        }
    };
    let mut case = TestCase::new(plain::line(group), status);
    case.set_classname(plain::line(class));
    if !others.is_empty() {
        case.set_system_out(describe(&others, report));
    }
    case
}

/// A line for each change, and one for each thing to do about it.
fn describe(changes: &[&&Change], report: &Report) -> String {
    let [base, revision] = report.compared.words().columns;
    let lines: Vec<String> = changes
        .iter()
        .flat_map(|change| {
            let place = |site: &Option<contract::Site>| {
                site.as_ref()
                    .map_or_else(|| "nowhere".to_owned(), |site| site.location().to_string())
            };
            let decision = change.decision.as_ref();
            let decision = decision.map_or_else(String::new, |it| format!("; {it}"));
            let what = plain::line(&format!(
                "[{}] {}: {} (wire {}, rust {}; {base} {}, {revision} {}){decision}",
                change.id,
                change.address,
                change.message,
                change.wire,
                change.rust,
                place(&change.contract),
                place(&change.source)
            ));
            let advice = advice::of(change, report);
            let advice = advice.into_iter().map(|it| plain::line(&format!("  {it}")));
            std::iter::once(what).chain(advice).collect::<Vec<_>>()
        })
        .collect();
    lines.join("\n")
}

fn failure(name: &str, class: &str, message: &str, help: Option<&str>, fails: bool) -> TestCase {
    let mut status = if fails {
        TestCaseStatus::non_success(NonSuccessKind::Failure)
    } else {
        TestCaseStatus::skipped()
    };
    status.set_message(plain::line(message));
    if let Some(help) = help {
        status.set_description(plain::line(help));
    }
    let mut case = TestCase::new(plain::line(name), status);
    case.set_classname(class);
    case
}

fn refusal(refused: &Refused, compared: Compared) -> TestSuite {
    let mut suite = TestSuite::new(plain::line(&refused.source));
    let mut status = TestCaseStatus::non_success(NonSuccessKind::Error);
    status.set_message(plain::line(&refused.message));
    if let Some(help) = &refused.help {
        status.set_description(plain::line(help));
    }
    let mut case = TestCase::new(compared.words().readable, status);
    case.set_classname("refused");
    suite.add_test_case(case);
    suite
}
