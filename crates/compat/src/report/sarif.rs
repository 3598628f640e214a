//! The report as SARIF 2.1.0, for code scanning.

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use serde::Serialize;
use serde_json::{Value, json};

use super::advice;
use super::compared::Compared;
use super::contents::Report;
use super::fail_on::FailOn;
use super::json::pretty;
use super::region::Region;
use crate::change::Change;
use crate::rules::findings::{Finding, UNREAD};
use crate::rules::{self, explain, findings};
use contract::{Site, digest};

/// What a path may not hold in a URI reference.
const PATH: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'[')
    .add(b'\\')
    .add(b']')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Log {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [Run; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run {
    tool: Value,
    invocations: [Value; 1],
    column_kind: &'static str,
    results: Vec<Outcome>,
    properties: Value,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Rule {
    id: String,
    short_description: Text,
    #[serde(skip_serializing_if = "Option::is_none")]
    full_description: Option<Text>,
    #[serde(skip_serializing_if = "Option::is_none")]
    help: Option<Help>,
}

#[derive(Serialize)]
struct Help {
    text: String,
    markdown: String,
}

#[derive(Serialize)]
struct Text {
    text: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Outcome {
    rule_id: String,
    rule_index: usize,
    level: &'static str,
    message: Text,
    locations: Vec<Location>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Location>,
    partial_fingerprints: Value,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    suppressions: Vec<Value>,
    properties: Value,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Location {
    physical_location: Value,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<Text>,
}

pub(super) fn render(report: &Report, fail_on: &FailOn) -> String {
    let mut rules = Rules(Vec::new());
    let mut results: Vec<Outcome> = report
        .changes
        .iter()
        .map(|change| {
            let level = level(change, fail_on, report.compared);
            let advice = advice::of(change, report);
            outcome(report, &mut rules, change, level, &advice)
        })
        .collect();
    for (change, because) in &report.held {
        let mut held = outcome(report, &mut rules, change, "note", &[]);
        held.suppressions = vec![json!({ "kind": "external", "justification": because })];
        results.push(held);
    }
    let unsettled = if fail_on.covers_unsettled() {
        "error"
    } else {
        "warning"
    };
    for unread in &report.unread {
        let text = format!("Unread: expected {}.", unread.expected);
        let mut result = own(&mut rules, &UNREAD, unsettled, text, &unread.site);
        // The fingerprint does not depend on the advice.
        let help = unread.help(report.compared);
        result.message.text = format!("{}\n{help}", result.message.text);
        results.push(result);
    }
    for finding in &report.lock_findings {
        let text = finding.message.clone();
        let rule = finding.kind.finding();
        let mut result = own(&mut rules, rule, unsettled, text, &finding.site);
        result.message.text = format!("{}\n{}", result.message.text, finding.kind.help());
        results.push(result);
    }
    let refusals: Vec<Value> = report
        .refused
        .iter()
        .map(|refused| {
            let help = refused.help.as_deref().unwrap_or_default();
            let text = format!("{}: {}", refused.source, refused.message);
            let locations: Vec<Location> =
                refused.site.iter().map(|site| place(site, None)).collect();
            json!({
                "level": "error",
                "message": { "text": format!("{text}\n{help}").trim_end() },
                "locations": locations,
            })
        })
        .collect();
    let facts: serde_json::Map<String, Value> = report
        .sources
        .iter()
        .map(|source| (source.name.clone(), source.facts().into()))
        .collect();
    pretty(&Log {
        schema: "https://json.schemastore.org/sarif-2.1.0.json",
        version: "2.1.0",
        runs: [Run {
            tool: json!({ "driver": {
                "name": report.compared.words().tool,
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": rules.0,
            } }),
            invocations: [json!({
                "commandLine": report.command,
                "executionSuccessful": report.refused.is_empty(),
                "toolExecutionNotifications": refusals,
            })],
            // Columns count characters; SARIF's default is UTF-16 code units.
            column_kind: "unicodeCodePoints",
            results,
            properties: json!({
                "facts": report.compared_facts,
                "contractFacts": report.contract_facts,
                "sources": facts,
            }),
        }],
    })
}

/// The rules that the results name, in the order of their first use.
struct Rules(Vec<Rule>);

impl Rules {
    /// The index of a rule, added with its description if it is new.
    fn index(&mut self, id: &str, compared: Compared) -> usize {
        let known = self.0.iter().position(|rule| rule.id == id);
        known.unwrap_or_else(|| {
            self.0.push(described(id, compared));
            self.0.len() - 1
        })
    }
}

/// The rule with an id, with what it means and what to do about it.
fn described(id: &str, compared: Compared) -> Rule {
    let text = |text: String| Text { text };
    let help = |text: String| Help {
        markdown: text.clone(),
        text,
    };
    if let Some(finding) = findings().into_iter().find(|it| it.id == id) {
        return Rule {
            id: id.to_owned(),
            short_description: text(finding.meaning.to_owned()),
            full_description: Some(text(finding.cause.to_owned())),
            help: Some(help(finding.next.to_owned())),
        };
    }
    let cases: Vec<&'static rules::Rule> = explain(id).collect();
    // The case without a condition is the usual one.
    let usual = cases.iter().find(|it| it.case.is_none());
    let Some(usual) = usual.or(cases.first()) else {
        return Rule {
            id: id.to_owned(),
            short_description: text(format!("{}.", id.replace('-', " "))),
            full_description: None,
            help: None,
        };
    };
    let verdicts = cases.iter().map(|rule| {
        let case = rule
            .case
            .map_or_else(String::new, |case| format!("{case}: "));
        format!(
            "{case}{} Wire: {}, rust: {}.",
            rule.why, rule.wire, rule.rust
        )
    });
    let verdicts: Vec<String> = verdicts.collect();
    Rule {
        id: id.to_owned(),
        short_description: text(usual.why.to_owned()),
        full_description: Some(text(format!(
            "Where: {}, keyword `{}`. {}",
            usual.place,
            usual.keyword,
            verdicts.join(" ")
        ))),
        help: Some(help(format!(
            "For example, `{}` becomes `{}`. {}\n\n`cargo xtask explain {id}` shows all of the rule.",
            usual.before,
            usual.after,
            repair(compared)
        ))),
    }
}

/// What to do about a change.
fn repair(compared: Compared) -> &'static str {
    match compared {
        Compared::Sources => {
            "`cargo xtask sync SOURCE` applies it to the contract. To keep the difference, add an exception to the \
             lock: `cargo xtask explain exceptions` shows its form."
        }
        Compared::Answers => {
            "Edit the contract to match the service, or ask the vendor which of the two is right."
        }
        Compared::Revisions => {
            "Undo it, make it in a way that is compatible, or release it with the version bump that it requires."
        }
    }
}

fn level(change: &Change, fail_on: &FailOn, compared: Compared) -> &'static str {
    if fail_on.covers(change) {
        "error"
    } else if compared.is_warning(change) {
        "warning"
    } else {
        "note"
    }
}

fn outcome(
    report: &Report,
    rules: &mut Rules,
    change: &Change,
    level: &'static str,
    advice: &[String],
) -> Outcome {
    let mut text = format!("{}: {}", change.address, change.message);
    let more = [&change.reason].into_iter().chain(&change.details);
    for more in more.chain(&change.decision).chain(advice) {
        if !more.is_empty() {
            text.push('\n');
            text.push_str(more);
        }
    }
    let [shown, other] = report.compared.sites(change);
    let [base, revision] = report.compared.words().sides;
    let said_by = match report.compared {
        Compared::Sources | Compared::Answers => revision,
        Compared::Revisions => base,
    };
    // Code scanning does not show a result without a location, so every change names a file.
    let file = match (report.compared, report.sources.first()) {
        (Compared::Revisions, Some(revision)) => revision.name.as_str(),
        _ => report.contract.name(),
    };
    let location = shown.map_or_else(|| whole_file(file), |site| place(site, None));
    Outcome {
        rule_id: change.id.clone(),
        rule_index: rules.index(&change.id, report.compared),
        level,
        message: Text { text },
        locations: vec![location],
        related_locations: other
            .map(|site| place(site, Some(&format!("what {said_by} says"))))
            .into_iter()
            .collect(),
        partial_fingerprints: fingerprint(&[
            &change.id,
            &change.address.to_string(),
            change.keyword.as_deref().unwrap_or_default(),
            &value_text(change.before.as_ref()),
            &value_text(change.after.as_ref()),
        ]),
        suppressions: Vec::new(),
        properties: json!({
            "class": change.class,
            "wire": change.wire,
            "rust": change.rust,
            "action": change.action,
            "witness": change.witness,
        }),
    }
}

fn own(
    rules: &mut Rules,
    which: &Finding,
    level: &'static str,
    text: String,
    site: &Site,
) -> Outcome {
    let id = which.id;
    let shown = &site.text.text()[super::region::first_line(site)];
    Outcome {
        rule_id: id.to_owned(),
        // A finding without a rule means the same in every comparison.
        rule_index: rules.index(id, Compared::Sources),
        level,
        partial_fingerprints: fingerprint(&[id, site.text.file(site.span.start).0, shown, &text]),
        message: Text { text },
        locations: vec![place(site, None)],
        related_locations: Vec::new(),
        suppressions: Vec::new(),
        properties: json!({}),
    }
}

fn place(site: &Site, message: Option<&str>) -> Location {
    let region = Region::of(site);
    Location {
        physical_location: json!({
            "artifactLocation": { "uri": uri(&region.file) },
            "region": {
                "startLine": region.line,
                "startColumn": region.column,
                "endLine": region.end_line,
                "endColumn": region.end_column,
            },
        }),
        message: message.map(|text| Text { text: text.into() }),
    }
}

fn whole_file(name: &str) -> Location {
    Location {
        physical_location: json!({ "artifactLocation": { "uri": uri(name) } }),
        message: None,
    }
}

/// A file name as a URI reference; a URL is unchanged.
fn uri(name: &str) -> String {
    if name.starts_with("http://") || name.starts_with("https://") {
        return name.to_owned();
    }
    let path = utf8_percent_encode(name, PATH).to_string();
    if path.starts_with('/') {
        return format!("file://{path}");
    }
    // The first segment of a relative reference must not look like a scheme.
    match path
        .split_once('/')
        .map_or(path.as_str(), |(first, _)| first)
    {
        first if first.contains(':') => format!("./{path}"),
        _ => path,
    }
}

/// A fingerprint that does not depend on lines, by which code scanning identifies a finding.
fn fingerprint(parts: &[&str]) -> Value {
    json!({ "change/v1": digest(parts.iter().copied()) })
}

fn value_text(value: Option<&Value>) -> String {
    value.map_or_else(String::new, Value::to_string)
}
