//! Against a service that departs from the contract in one answer.

use super::service::{self, Request, error, json, with};
use super::{KEY, SESSION, probe, replay};
use crate::run::{command, run};

/// An answer that departs from the contract.
struct Lie {
    name: &'static str,
    /// The requests that get it.
    to: fn(&Request) -> bool,
    answer: fn() -> String,
    /// The id of the finding, or `refused`.
    id: &'static str,
    /// How the place of the finding begins, or the message of what is refused.
    place: &'static str,
}

// One probe sends each of these requests.

fn unknown_session(request: &Request) -> bool {
    let right = format!("Bearer {KEY}");
    request.method == "GET"
        && request.authorization == Some(right)
        && !request.is_odd
        && request
            .path
            .ends_with("/acme/sessions/00000000000040008000000000000000")
}

fn coverage(request: &Request) -> bool {
    request.body == r#"{"clientIp":"192.0.2.1"}"#
}

fn session(request: &Request) -> bool {
    request.path.ends_with(SESSION)
}

/// The documented answer about the session, with an edit.
fn edited(before: &str, after: &str) -> String {
    assert!(
        service::SESSION.contains(before),
        "the edit changes nothing"
    );
    json(200, &service::SESSION.replace(before, after))
}

const LIES: &[Lie] = &[
    Lie {
        name: "an undocumented error status",
        to: unknown_session,
        answer: || json(410, &error("1404", "")),
        id: "response-non-success-status-added",
        place: "response 410",
    },
    Lie {
        name: "an undocumented success status",
        to: coverage,
        answer: || json(202, r#"{"isAvailable":true}"#),
        id: "response-success-status-added",
        place: "response 202",
    },
    Lie {
        name: "a redirect",
        to: coverage,
        answer: || with(307, "location: /elsewhere\r\n", ""),
        id: "response-non-success-status-added",
        place: "response 307",
    },
    Lie {
        name: "a missing member",
        to: unknown_session,
        answer: || {
            let id = "a1b2c3d4-e5f6-7890-1234-567890abcdef";
            json(404, &format!(r#"{{"code":1404,"errorId":"{id}"}}"#))
        },
        id: "response-property-became-optional",
        place: "response 404 › timestamp",
    },
    Lie {
        name: "a number for a string",
        to: session,
        answer: || edited(r#""+6598765432""#, "6598765432"),
        id: "response-property-type-changed",
        place: "response 200 › destination",
    },
    Lie {
        name: "a string for a number",
        to: unknown_session,
        answer: || json(404, &error(r#""1404""#, "")),
        id: "response-property-type-changed",
        place: "response 404 › code",
    },
    Lie {
        name: "a string for a boolean",
        to: coverage,
        answer: || json(200, r#"{"isAvailable":"yes"}"#),
        id: "response-property-type-changed",
        place: "response 200 › isAvailable",
    },
    Lie {
        name: "null for a boolean",
        to: coverage,
        answer: || json(200, r#"{"isAvailable":null}"#),
        id: "response-property-became-nullable",
        place: "response 200 › isAvailable",
    },
    Lie {
        name: "an undocumented enum value",
        to: session,
        answer: || edited("WAITING", "UNDER_REVIEW"),
        id: "response-property-enum-value-added",
        place: "response 200 › status",
    },
    Lie {
        name: "a number for an enum value",
        to: session,
        answer: || edited(r#""WAITING""#, "3"),
        id: "response-property-type-changed",
        place: "response 200 › status",
    },
    Lie {
        name: "a number out of bounds",
        to: session,
        answer: || edited(r#""attempt":0"#, r#""attempt":256"#),
        id: "response-property-max-increased",
        place: "response 200 › attempt",
    },
    Lie {
        name: "a time in another format",
        to: session,
        answer: || edited("2025-12-18T05:59:54.09Z", "18/12/2025"),
        id: "response-property-type-generalized",
        place: "response 200 › expiresAt",
    },
    Lie {
        name: "an undocumented member",
        to: unknown_session,
        answer: || {
            let member = format!(r#","{KEY}":"{KEY} +6598765432""#);
            json(404, &error("1404", &member))
        },
        id: "response-optional-property-added",
        place: "response 404 › [key]",
    },
    Lie {
        name: "an undocumented member in every error",
        to: |it| it.method == "GET" && !session(it),
        answer: || json(404, &error("1404", r#","hint":"x""#)),
        id: "response-optional-property-added",
        place: "response 404 › hint",
    },
    Lie {
        name: "a one-time code in an answer",
        to: coverage,
        answer: || json(200, r#"{"isAvailable":true,"code":739154}"#),
        id: "response-optional-property-added",
        place: "response 200 › code",
    },
    Lie {
        name: "an undocumented header",
        to: unknown_session,
        answer: || {
            let headers = "content-type: application/json\r\nretry-after: 3\r\n";
            with(404, headers, &error("1404", ""))
        },
        id: "response-header-added",
        place: "response 404 › header retry-after",
    },
    Lie {
        name: "HTML for JSON",
        to: unknown_session,
        answer: || with(404, "content-type: text/html\r\n", "<p>no</p>"),
        id: "response-media-type-added",
        place: "response 404 › text/html",
    },
    Lie {
        name: "no body",
        to: unknown_session,
        answer: || with(404, "", ""),
        id: "response-media-type-removed",
        place: "response 404",
    },
    Lie {
        name: "a wrong key is accepted",
        to: |it| it.authorization.as_deref() == Some("Bearer probe-key-of-nobody"),
        answer: || json(200, service::SESSION),
        id: "answer-not-refused",
        place: "response 200",
    },
    Lie {
        name: "an undocumented path is accepted",
        to: |it| it.path.ends_with("/nothing"),
        answer: || json(200, "{}"),
        id: "answer-not-refused",
        place: "",
    },
    Lie {
        name: "HTML that is declared as JSON",
        to: unknown_session,
        answer: || json(404, &format!("<p>no {KEY}</p>")),
        id: "refused",
        place: "the body of 28 bytes is declared as application/json, and is not",
    },
    Lie {
        name: "a closed connection",
        to: coverage,
        answer: String::new,
        id: "refused",
        place: "no response",
    },
    Lie {
        name: "half an answer",
        to: coverage,
        answer: || json(200, r#"{"isAvailable":true}"#).replace("length: 20", "length: 40"),
        id: "refused",
        place: "no response: the response is incomplete",
    },
];

#[test]
fn every_lie_is_one_finding_in_its_place_and_a_replay_finds_the_same() {
    let folder = tempfile::tempdir().expect("a folder");
    let kept = folder.path().join("kept.json");
    let kept = kept.to_str().expect("text");
    let mut wrong = Vec::new();
    for lie in LIES {
        let Lie {
            name, id, place, ..
        } = lie;
        let url = service::start(|it| (lie.to)(it).then(lie.answer));
        let arguments = [
            "--session",
            SESSION,
            "--format",
            "json",
            "--transcript",
            kept,
        ];
        let run = probe(&url, &arguments);
        let report = run.json();
        let transcript = std::fs::read_to_string(kept).expect("the transcript is written");
        for secret in [KEY, "98765432", "18/12/2025", "739154"] {
            assert!(!run.stdout.contains(secret), "{name}: {secret} shows");
            assert!(!transcript.contains(secret), "{name}: {secret} shows");
        }
        for secret in [SESSION, "a1b2c3d4"] {
            assert!(!transcript.contains(secret), "{name}: {secret} shows");
        }
        let again = replay(kept);
        assert_eq!(again.status, run.status, "{name}: {again:?}");
        assert_eq!(
            again.json(),
            report,
            "{name}: a replay finds something else"
        );

        let list = |name: &str| report[name].as_array().expect("a list").clone();
        let text = |it: &serde_json::Value| it.as_str().expect("a text").to_owned();
        let changes = list("changes");
        let changes = changes
            .iter()
            .map(|it| (text(&it["id"]), text(&it["location"])));
        let refused = list("refused");
        let refused = refused
            .iter()
            .map(|it| ("refused".to_owned(), text(&it["message"])));
        let found: Vec<(String, String)> = changes.chain(refused).collect();
        assert!(list("unread").is_empty(), "{name}: {report}");
        let is_found = matches!(&found[..], [(found, at)] if found == id && at.starts_with(place));
        let status = if *id == "refused" { 3 } else { 1 };
        if !is_found || run.status != status {
            wrong.push(format!("{name}: status {}, {found:?}", run.status));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_id_of_a_finding_is_explained() {
    let mut ids: Vec<&str> = LIES.iter().map(|lie| lie.id).collect();
    ids.retain(|id| *id != "refused");
    ids.sort_unstable();
    ids.dedup();
    for id in ids {
        let explained = run(&mut command(&["explain", id]));
        assert_eq!(explained.status, 0, "{id}: {explained:?}");
    }
}

#[test]
fn a_service_that_tells_no_lie_has_no_finding_and_every_format_is_written() {
    let url = service::start(|_| None);
    for format in ["human", "json", "github", "sarif", "junit", "markdown"] {
        let run = probe(&url, &["--format", format]);
        assert_eq!(run.status, 0, "{format}: {run:?}");
        assert!(
            !run.stdout.is_empty() || format == "github",
            "{format}: {run:?}"
        );
        let expected = "10 requests, one after another, 100 s at most";
        assert!(run.stderr.contains(expected), "{run:?}");
    }
}
