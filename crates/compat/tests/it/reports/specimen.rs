//! A report with one of everything, made by hand.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use compat::change::{Action, Change, Class, Rust, Wire};
use compat::report::{
    Accepted, Compared, LockFinding, LockFindingKind, NotCompared, Refused, Report, SourceSummary,
    Unread,
};
use contract::facts::{Address, Step};
use contract::{ParameterPlace, Site, Source};
use serde_json::json;

const CONTRACT: &str = "\
paths:
  /loans/{loanId}:
    get:
      parameters:
        - name: page
          schema: { type: integer, maximum: 10 }
      responses:
        \"200\":
          properties:
            state:
              enum: [OPEN, CLOSED]
            due: { type: string }
            note: { example: a }
";

const PAGE: &str = "\
GET /loans/:loanId
    page integer
    Possible values: <= 5
    statestring
    Possible values: [OPEN, CLOSED, LOST]
    dueDatestring
    notestring
    a text that was written anew
    what is this line
";

const LOCK: &str = "\
exceptions:
  - id: response-success-status-removed
    until: 2020-01-01
";

/// A vendor's text that tries to control its reader.
pub(crate) const HOSTILE: &str =
    "a%0A\n::error::x|`b`\u{1b}[31m\u{9b}\u{202e}</failure>]]><b>@all #1 [l](u),: \"";

pub(crate) fn contract() -> Source {
    Source::new("openapi/loans.yaml", CONTRACT)
}

fn page() -> Source {
    Source::new("pages/read loan.txt", PAGE)
}

fn site(source: &Source, marked: &str) -> Site {
    let start = source.text().find(marked).expect("the text has it");
    Site {
        text: source.clone(),
        span: start..start + marked.len(),
        exact: true,
    }
}

fn near(source: &Source, marked: &str) -> Site {
    Site {
        exact: false,
        ..site(source, marked)
    }
}

fn operation() -> Address {
    Address(vec![Step::Operation {
        method: "GET".into(),
        path: "/loans/{loanId}".into(),
    }])
}

fn in_response(property: &str) -> Address {
    operation()
        .then(Step::Response("200".into()))
        .then(Step::MediaType("application/json".into()))
        .then(Step::Property(property.into()))
}

pub(crate) fn change(id: &str, address: &Address) -> Change {
    Change {
        id: id.into(),
        also: Vec::new(),
        action: Action::Changed,
        class: Class::Contract,
        wire: Wire::Safe,
        rust: Rust::Patch,
        reason: String::new(),
        address: address.clone(),
        places: vec![address.clone()],
        keyword: None,
        before: None,
        after: None,
        message: id.replace('-', " "),
        details: Vec::new(),
        witness: None,
        decision: None,
        contract: None,
        source: None,
    }
}

/// A report that found nothing.
pub(crate) fn clean() -> Report {
    let command = "cargo xtask drift 'pages/read loan.txt'".into();
    Report {
        facts_in_question: 10,
        compared_facts: 10,
        sources: vec![SourceSummary {
            name: "pages/read loan.txt".into(),
            copy_of: None,
            form: "page, imported text".into(),
            operation: Some("GET /loans/{loanId}".into()),
            compared: BTreeMap::from([("query page".into(), 3), ("response 200".into(), 7)]),
            not_in_contract: Vec::new(),
            accepted: Some(Accepted {
                on: date("2026-03-01"),
                facts_differ: false,
                facts: 10,
                contract_facts: 10,
            }),
        }],
        not_compared: vec![NotCompared {
            source: "pages/read loan.txt".into(),
            what: "status numbers".into(),
            why: "this form of a page does not show them".into(),
            is_inherent: true,
        }],
        ..Report::new(command, Compared::Sources, contract(), 10)
    }
}

/// A report with one of everything.
pub(crate) fn full() -> Report {
    let (contract, page) = (contract(), page());
    let query = operation().then(Step::Parameter(ParameterPlace::Query, "page".into()));
    let narrowed = Change {
        wire: Wire::Breaking,
        rust: Rust::Patch,
        keyword: Some("maximum".into()),
        before: Some(json!(10)),
        after: Some(json!(5)),
        message: "`maximum` of `query page` decreased from 10 to 5".into(),
        reason: "The service refuses a larger number that it accepted before.".into(),
        witness: Some(json!({ "page": 10 })),
        contract: Some(site(&contract, "maximum: 10")),
        source: Some(site(&page, "<= 5")),
        ..change("request-parameter-max-decreased", &query)
    };
    let added = Change {
        action: Action::Added,
        wire: Wire::Risky,
        rust: Rust::Minor,
        keyword: Some("enum".into()),
        after: Some(json!("LOST")),
        message: "the value `LOST` was added".into(),
        reason: "A client that matches the values exhaustively does not handle the new one.".into(),
        contract: Some(near(&contract, "[OPEN, CLOSED]")),
        source: Some(site(&page, "LOST")),
        places: ["200", "201", "202", "203", "204", "205"]
            .map(|status| operation().then(Step::Response(status.into())))
            .into(),
        ..change("response-property-enum-value-added", &in_response("state"))
    };
    let renamed = Change {
        action: Action::Renamed,
        rust: Rust::Major,
        before: Some(json!("due")),
        after: Some(json!("dueDate")),
        message: "`due` was renamed to `dueDate`".into(),
        details: vec!["type = string".into()],
        decision: Some("this may be a rename: edit the contract by hand".into()),
        contract: Some(site(&contract, "due")),
        source: Some(site(&page, "dueDate")),
        ..change("response-optional-property-removed", &in_response("due"))
    };
    let removed = Change {
        action: Action::Removed,
        contract: Some(site(&contract, "note: { example: a }")),
        source: Some(near(&page, "GET /loans/:loanId")),
        ..change("response-optional-property-removed", &in_response("note"))
    };
    let example = Change {
        class: Class::Example,
        before: Some(json!("a")),
        after: Some(json!(HOSTILE)),
        message: format!("the example changed to {HOSTILE}"),
        contract: Some(site(&contract, "example: a")),
        source: Some(site(&page, "notestring")),
        ..change("response-property-example-changed", &in_response("note"))
    };
    let equivalent = Change {
        class: Class::Equivalent,
        ..change("response-property-written-otherwise", &in_response("state"))
    };
    let prose = Change {
        class: Class::Prose,
        message: "the text was reworded after it was accepted: read it again".into(),
        source: Some(site(&page, "a text that was written anew")),
        ..change("prose-reworded", &in_response("note"))
    };
    let held = change("response-success-status-removed", &operation());
    let lock = Source::new("openapi/loans.lock.yaml", LOCK);
    Report {
        contract_facts: 14,
        facts_in_question: 14,
        compared_facts: 12,
        changes: vec![
            narrowed, added, renamed, removed, example, equivalent, prose,
        ],
        held: vec![(held, "the page forgets it".into())],
        lock_findings: vec![
            LockFinding {
                kind: LockFindingKind::Exception,
                site: site(&lock, "2020-01-01"),
                message: "this exception lapsed on 2020-01-01".into(),
            },
            LockFinding {
                kind: LockFindingKind::ShowsLess,
                site: site(&lock, "2020-01-01"),
                message: "the page shows 3 of 9 facts, and showed 8 of 9".into(),
            },
        ],
        unread: vec![Unread {
            site: site(&page, "what is this line"),
            expected: "a name and a type".into(),
            is_after_page: false,
            correction: Some("What is this line?".into()),
        }],
        refused: vec![Refused {
            source: "https://vendor.example/loans".into(),
            site: None,
            message: "the page holds no operation".into(),
            help: Some("open it in a browser and save it".into()),
        }],
        sources: clean()
            .sources
            .into_iter()
            .chain([SourceSummary {
                name: "vendor.yaml".into(),
                copy_of: Some("https://vendor.example/loans.yaml".into()),
                form: "OpenAPI 3.1 document".into(),
                operation: None,
                compared: BTreeMap::from([("GET /loans/{loanId} › query page".into(), 3)]),
                not_in_contract: vec!["POST /loans".into()],
                accepted: None,
            }])
            .collect(),
        next: vec!["edit `openapi/loans.yaml`, then run `cargo xtask regen`".into()],
        ..clean()
    }
}

fn date(text: &str) -> NaiveDate {
    text.parse().expect("it is a date")
}
