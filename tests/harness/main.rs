//! Breaks the contract on purpose, one edit at a time; the right check has to speak.
//!
//! The client under test stays the one of the project's contract, so every edit is something that
//! the client does not honour.

use std::collections::BTreeSet;

use contract::coverage::{Table, cells};
use contract_tests::{Contract, Coverage, Finding, checks};

/// One edit of the contract, and who has to notice.
struct Break {
    /// What is done to the contract, for the message of a failing test.
    what: &'static str,
    /// The text that is replaced, at its first place after `after`.
    from: &'static str,
    to: &'static str,
    /// Where to start looking.
    after: &'static str,
    /// The check that has to report it.
    check: &'static str,
    /// Words of the finding.
    says: [&'static str; 2],
}

const BREAKS: [Break; 19] = [
    Break {
        what: "an enum value dropped",
        from: "        - EXPIRED\n",
        to: "",
        after: "SessionStatus:",
        check: "schemas",
        says: ["component SessionStatus", "cargo xtask regen"],
    },
    Break {
        what: "an enum value added",
        from: "        - EXPIRED\n",
        to: "        - EXPIRED\n        - CANCELLED\n",
        after: "SessionStatus:",
        check: "responses",
        says: ["200 › status = CANCELLED", "does not know `CANCELLED`"],
    },
    Break {
        what: "a length widened",
        from: "maxLength: 10",
        to: "maxLength: 12",
        after: "VerificationCode:",
        check: "parameters",
        says: ["query code", "a legal value was refused"],
    },
    Break {
        what: "a length narrowed",
        from: "maxLength: 10",
        to: "maxLength: 8",
        after: "VerificationCode:",
        check: "parameters",
        says: ["query code › maxLength", "an illegal value was sent"],
    },
    Break {
        what: "a shortest length raised",
        from: "minLength: 3",
        to: "minLength: 4",
        after: "VerificationCode:",
        check: "parameters",
        says: ["query code › minLength", "an illegal value was sent"],
    },
    Break {
        what: "a pattern narrowed",
        from: "^[A-Za-z0-9\\-._&]{3,50}$",
        to: "^[a-z]{3,50}$",
        after: "SubAccountId:",
        check: "parameters",
        says: ["path subAccountId › pattern", "an illegal value was sent"],
    },
    Break {
        what: "an optional parameter made required",
        from: "in: query\n",
        to: "in: query\n          required: true\n",
        after: "name: code",
        check: "parameters",
        says: ["query code › required", "an illegal value was sent"],
    },
    Break {
        what: "a query parameter added",
        from: "      responses:\n",
        to: "        - { name: locale, in: query, schema: { type: string } }\n      responses:\n",
        after: "name: code",
        check: "parameters",
        says: ["query locale", "expected the query"],
    },
    Break {
        what: "a header parameter added",
        from: "      responses:\n",
        to: "        - { name: X-Trace, in: header, schema: { type: string, minLength: 1 } }\n      responses:\n",
        after: "name: code",
        check: "parameters",
        says: ["header X-Trace", "expected the header"],
    },
    Break {
        what: "an operation renamed",
        from: "operationId: validateVerification",
        to: "operationId: readSession",
        after: "paths:",
        check: "parameters",
        says: ["GET /api/v2", "no such operation"],
    },
    Break {
        what: "an example out of range",
        from: "attempt: 0",
        to: "attempt: 300",
        after: "waiting:",
        check: "schemas",
        says: [
            "200 › example waiting",
            "300 is greater than the maximum of 255",
        ],
    },
    Break {
        what: "an example with a date that is none",
        from: "2025-12-18T05:59:54.09Z",
        to: "in a moment",
        after: "verified:",
        check: "schemas",
        says: ["200 › example verified", "date-time"],
    },
    Break {
        what: "an example with a member that no property stands for",
        from: "status: WAITING\n",
        to: "status: WAITING\n                    brand: Acme\n",
        after: "waiting:",
        check: "schemas",
        says: ["200 › example waiting", "`/brand`"],
    },
    Break {
        what: "a range widened",
        from: "maximum: 255",
        to: "maximum: 65535",
        after: "attempt:",
        check: "schemas",
        says: ["component Session", "65535"],
    },
    Break {
        what: "a status changed",
        from: "\"500\":",
        to: "\"503\":",
        after: "responses:",
        check: "examples",
        says: [
            "503 › example foreignSubAccount",
            "found UnexpectedResponse",
        ],
    },
    Break {
        what: "a status added",
        from: "\"500\":",
        to: "\"409\":\n          description: Busy.\n          content: { application/json: { schema: { $ref: \"#/components/schemas/ApiError\" } } }\n        \"500\":",
        after: "responses:",
        check: "responses",
        says: ["response 409", "UnexpectedResponse"],
    },
    Break {
        what: "a status removed",
        from: "\"404\":",
        to: "\"410\":",
        after: "responses:",
        check: "faults",
        says: [
            "GET /api/v2",
            "expected UnexpectedResponse, found ErrorResponse",
        ],
    },
    Break {
        what: "the security requirement dropped",
        from: "security:\n  - apiKey: []\n",
        to: "security: []\n",
        after: "servers:",
        check: "wire",
        says: ["least parameters", "`Authorization` is sent"],
    },
    Break {
        what: "a member marked sensitive",
        from: "type: string\n          description: Where",
        to: "type: string\n          x-sensitive: true\n          description: Where",
        after: "verifyUri:\n          type",
        check: "leaks",
        says: ["sensitive members", "the outcome prints"],
    },
];

fn project_text() -> String {
    std::fs::read_to_string(Contract::path()).expect("the contract is there")
}

impl Break {
    fn apply(&self, text: &str) -> String {
        let start = text
            .find(self.after)
            .unwrap_or_else(|| panic!("{}: no `{}`", self.what, self.after));
        let (before, rest) = text.split_at(start);
        assert!(
            rest.contains(self.from),
            "{}: no `{}`",
            self.what,
            self.from
        );
        format!("{before}{}", rest.replacen(self.from, self.to, 1))
    }

    fn findings(&self, contract: &Contract) -> Vec<Finding> {
        let coverage = Coverage::default();
        match self.check {
            "examples" => checks::examples(contract, &coverage).0,
            "schemas" => checks::schemas(contract),
            "responses" => checks::responses(contract, &coverage),
            "parameters" => checks::parameters(contract, &coverage),
            "faults" => checks::faults(contract),
            "leaks" => checks::leaks(contract),
            "wire" => checks::wire(contract).0,
            other => panic!("there is no check `{other}`"),
        }
    }
}

#[test]
fn every_break_is_reported_by_the_right_check() {
    let text = project_text();
    let mut silent = Vec::new();
    for broken in &BREAKS {
        let findings = broken.findings(&Contract::from_text(&broken.apply(&text)));
        let heard = findings.iter().any(|finding| {
            let said = finding.to_string();
            finding.check == broken.check && broken.says.iter().all(|words| said.contains(words))
        });
        if !heard {
            let list: Vec<String> = findings.iter().map(ToString::to_string).collect();
            silent.push(format!(
                "{}: expected [{}] with {:?}, found:\n{}",
                broken.what,
                broken.check,
                broken.says,
                list.join("\n")
            ));
        }
    }
    assert!(silent.is_empty(), "{}", silent.join("\n\n"));
}

#[test]
fn every_check_is_seen_to_fail() {
    let broken: BTreeSet<&str> = BREAKS.iter().map(|broken| broken.check).collect();
    let checks = [
        "examples",
        "faults",
        "leaks",
        "parameters",
        "responses",
        "schemas",
        "wire",
    ];
    assert_eq!(broken, BTreeSet::from(checks));
}

#[test]
fn what_nothing_exercised_is_an_empty_cell() {
    let contract = Contract::of_the_project();
    let coverage = Coverage::default();
    let _ = checks::examples(&contract, &coverage);
    let _ = checks::responses(&contract, &coverage);
    let _ = checks::parameters(&contract, &coverage);
    let exercised = coverage.into_inner();

    let grown = project_text().replacen(
        "                verified:\n",
        "                late: { value: { status: EXPIRED } }\n                verified:\n",
        1,
    );
    let cells_of = |contract: &Contract| cells(contract.document()).expect("the contract reads");
    let table = |contract: &Contract| Table::new(cells_of(contract), exercised.clone());
    let empty = |contract: &Contract| -> Vec<String> {
        let cells = table(contract);
        cells.empty_cells().map(|cell| cell.name.clone()).collect()
    };
    assert_eq!(empty(&contract), [""; 0]);
    assert_eq!(empty(&Contract::from_text(&grown)), ["200 › late"]);
}
