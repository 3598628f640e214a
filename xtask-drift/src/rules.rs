//! `cargo xtask rules` and `cargo xtask explain`: the meaning of each change id.

use anyhow::Result;
use compat::rules::{Direction, Finding, Rule, explain, findings, rules};

use xtask::Verdict;

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Prints the rules as JSON.
    #[arg(long)]
    json: bool,
}

#[derive(clap::Args)]
pub(crate) struct ExplainArguments {
    /// The id of a change, such as `response-property-enum-value-added`, or of another finding of a
    /// report, such as `unread`; or `exceptions`, for how to keep a difference.
    id: String,
}

/// How to keep a difference, which is no finding and no change.
const EXCEPTIONS: (&str, &str) = (
    "exceptions",
    "\
exceptions
  means     Entries of the lock, such as openapi/verify.lock.yaml, for differences that are kept on purpose.
  next      Add an entry by hand. `cargo xtask drift` then lists the difference as excepted, and reports an entry
            that has lapsed or no longer matches a difference. The form:

exceptions:
  - id: request-parameter-max-length-decreased   # as the report names it
    place: GET /loans › query page               # with the operation, or without
    source: https://docs.example/loans           # as `sources` names it
    reason: The vendor takes ten; support said so on 2 March.
    until: 2026-06-30                            # optional; a lapsed entry fails the run
    before: 10                                   # optional; else it holds for any value
    after: 8
    owner: Ann                                   # optional
",
);

pub(crate) fn run(arguments: &Arguments) -> Result<Verdict> {
    if arguments.json {
        anstream::println!("{}", serde_json::to_string_pretty(rules())?);
        return Ok(Verdict::Fine);
    }
    for rule in rules() {
        let case = rule
            .case
            .map(|case| format!(" ({case})"))
            .unwrap_or_default();
        anstream::println!("{:9} {:6} {}{case}", rule.wire, rule.rust, rule.id);
    }
    for finding in findings() {
        anstream::println!("{:9} {:6} {}", "-", "-", finding.id);
    }
    Ok(Verdict::Fine)
}

pub(crate) fn run_explain(arguments: &ExplainArguments) -> Verdict {
    let (id, form) = EXCEPTIONS;
    if arguments.id == id {
        anstream::println!("{form}");
        return Verdict::Fine;
    }
    if let Some(finding) = findings().iter().find(|it| it.id == arguments.id) {
        let Finding {
            id,
            meaning,
            cause,
            next,
        } = finding;
        anstream::println!(
            "{id}\n  means     {meaning}\n  why       {cause}\n  next      {next}\n"
        );
        return Verdict::Fine;
    }
    let found: Vec<&Rule> = explain(&arguments.id).collect();
    if found.is_empty() {
        anstream::eprintln!("error: there is no rule `{}`", arguments.id);
        for near in similar_ids(&arguments.id) {
            anstream::eprintln!("  did you mean `{near}`?");
        }
        anstream::eprintln!("run: cargo xtask rules");
        return Verdict::Refused;
    }
    for rule in found {
        anstream::println!("{}", describe(rule));
    }
    Verdict::Fine
}

fn describe(rule: &Rule) -> String {
    let case = rule
        .case
        .map(|case| format!(", {case}"))
        .unwrap_or_default();
    let direction = match rule.direction {
        Direction::Request => "from a client to the service",
        Direction::Response => "from the service to a client",
        Direction::Neither => "the document or an operation as a whole",
    };
    let mirror = match (rule.mirror, rule.no_mirror) {
        (Some(mirror), _) => mirror.to_owned(),
        (None, Some(why)) => format!("none: {why}"),
        (None, None) => "none".to_owned(),
    };
    format!(
        "{}{case}\n  wire      {}\n  rust      {}\n  why       {}\n  where     {}, {direction}\n  \
         keyword   {}\n  before    {}\n  after     {}\n  opposite  {mirror}\n",
        rule.id, rule.wire, rule.rust, rule.why, rule.place, rule.keyword, rule.before, rule.after
    )
}

/// The known ids that are most similar to an unknown one.
fn similar_ids(id: &str) -> Vec<&'static str> {
    let mut ids: Vec<&'static str> = rules().iter().map(|rule| rule.id).collect();
    ids.extend(findings().iter().map(|finding| finding.id));
    ids.push(EXCEPTIONS.0);
    // An id has a rule for each of its cases.
    ids.sort_unstable();
    ids.dedup();
    similar::get_close_matches(id, &ids, 3, 0.7)
}
