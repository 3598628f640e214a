//! The steps of the daily workflow against a test server.
//!
//! The server has an OpenAPI document, and a page that shows nothing before its scripts ran.

use std::process::Command;
use std::sync::Arc;

use wiremock::matchers::{method, path};
use wiremock::{Mock, MockServer, ResponseTemplate};

use super::folder::Folder;
use super::issue::run_script;
use crate::run::{self, Run, run};

const WORKFLOW: &str = include_str!("../../../../.github/workflows/drift.yml");
const DOCUMENT: &str =
    include_str!("../../../../crates/pages/tests/pages/check-session.openapi.yaml");
const PAGE: &str = include_str!("../../../../crates/pages/tests/pages/check-session.saved.html");
/// The page before its scripts ran: they fetch and show its content some time after it has loaded.
const SHELL: &str = r#"<!doctype html>
<html><head><title>Check a session</title></head><body>
<div class="openapi-left-panel__container"><div class="openapi-skeleton"></div></div>
<script>
  setTimeout(async () => {
    const text = await (await fetch("/saved")).text();
    const page = new DOMParser().parseFromString(text, "text/html");
    document.replaceChild(document.adoptNode(page.documentElement), document.documentElement);
  }, 1500);
</script>
</body></html>
"#;

/// Whether there is a browser; without one, what needs it is not tested, except in CI.
fn has_browser() -> bool {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let found = std::env::split_paths(&path).any(|folder| {
        [
            "chromium",
            "chromium-browser",
            "google-chrome",
            "google-chrome-stable",
        ]
        .iter()
        .any(|name| folder.join(name).is_file())
    });
    if !found {
        let message = "THE BROWSER WAS NOT TESTED: this machine has no Chromium; run `apt-get \
                       install chromium`, or .ci/run, which does";
        let ci = std::env::var_os("CI").unwrap_or_default();
        assert!(ci.is_empty(), "{message}");
        eprintln!("{message}");
    }
    found
}

async fn serve(server: &MockServer, at: &str, answer: ResponseTemplate) {
    Mock::given(method("GET"))
        .and(path(at))
        .respond_with(answer)
        .mount(server)
        .await;
}

/// Serves the document, if there is one, and the page.
async fn publish(server: &MockServer, document: Option<&str>, page: &str) {
    server.reset().await;
    let html = |text: &str| ResponseTemplate::new(200).set_body_raw(text.to_owned(), "text/html");
    let found = |text: &str| ResponseTemplate::new(200).set_body_string(text);
    let document = document.map_or_else(|| ResponseTemplate::new(404), found);
    serve(server, "/api.json", document).await;
    serve(server, "/page", html(SHELL)).await;
    serve(server, "/saved", html(page)).await;
}

/// The script of a step, by its id.
fn step(id: &str) -> String {
    let workflow = contract::Node::parse(&contract::Source::new("drift.yml", WORKFLOW))
        .expect("the workflow is YAML")
        .to_json();
    let steps = workflow["jobs"]["drift"]["steps"].as_array().cloned();
    let steps = steps.expect("the job has steps");
    let step = steps.iter().find(|step| step["id"] == id);
    let script = step.and_then(|step| step["run"].as_str());
    script.expect("the step runs a script").to_owned()
}

/// Runs the step that compares, then the one that maintains the issue; returns the status that the first
/// passes on, its output, the calls of `gh`, and the body of the issue.
fn day(folder: &Folder, open: &str) -> (String, Run, String, String) {
    folder.write("output", "");
    folder.write("summary.md", "");
    let mut command = Command::new("bash");
    command
        .args(["-e", "-c", &step("drift")])
        .current_dir(folder.path())
        .env("PATH", folder.path_with_programs())
        .env("CARGO_MANIFEST_DIR", folder.path().join("xtask-drift"))
        .env("GITHUB_OUTPUT", "output")
        .env("GITHUB_STEP_SUMMARY", "summary.md")
        .env("NO_PROXY", "127.0.0.1,localhost");
    let run = run(&mut command);
    assert_eq!(run.status, 0, "{run:?}");
    let output = folder.read("output");
    let status = output.trim().strip_prefix("status=");
    let status = status.expect("the step hands on its status").to_owned();
    assert_eq!(folder.read("summary.md"), folder.read("target/drift.md"));
    let (calls, body, script) = run_script(folder, &status, open);
    assert_eq!(script, 0);
    (status, run, calls, body)
}

/// A project whose lock has the sources in their current state.
fn project(vendor: &str, with_page: bool) -> Folder {
    let folder = Folder::new();
    folder.write("openapi/verify.yaml", DOCUMENT);
    folder.program(
        "cargo",
        &format!(
            "[ \"$1\" = xtask ] && shift\nexec '{}' \"$@\"\n",
            env!("CARGO_BIN_EXE_xtask-drift")
        ),
    );
    let mut sources = vec![(format!("{vendor}/api.json"), None)];
    if with_page {
        sources.push((format!("{vendor}/page"), Some("--browser")));
    }
    for (url, rendered) in sources {
        let mut command = run::command(&["drift", &url, "--accept"]);
        command
            .args(rendered)
            .current_dir(folder.path())
            .env("CARGO_MANIFEST_DIR", folder.path().join("xtask-drift"));
        let run = run(&mut command);
        assert_eq!(run.status, 0, "{run:?}");
    }
    folder
}

#[tokio::test(flavor = "multi_thread")]
async fn a_vendor_that_changes_its_document_or_takes_it_away_becomes_the_issue() {
    let with_page = has_browser();
    let server = Arc::new(MockServer::start().await);
    publish(&server, Some(DOCUMENT), PAGE).await;
    let vendor = server.uri();
    let folder = tokio::task::spawn_blocking(move || project(&vendor, with_page))
        .await
        .expect("the sources are accepted");
    let folder = Arc::new(folder);
    let today = |open: &'static str| {
        let folder = Arc::clone(&folder);
        tokio::task::spawn_blocking(move || day(&folder, open))
    };
    let lock = folder.read("openapi/verify.lock.yaml");
    assert_eq!(lock.contains("browser: true"), with_page, "{lock}");

    // Nothing has changed.
    let (status, run, calls, _) = today("").await.expect("the day ends");
    assert_eq!(status, "0", "{run:?}");
    assert!(
        run.stdout
            .contains("fine: no drift; all 75 facts of the contract compared"),
        "{run:?}"
    );
    assert_eq!(calls, "");
    let report = folder.read("target/drift.md");
    assert!(
        report.contains("OpenAPI 3.0 document | 75 of 75 |"),
        "{report}"
    );
    if with_page {
        assert!(report.contains("page, saved HTML | 67 of 75 |"), "{report}");
    }

    // One `maxLength` changed.
    let shorter = |text: &str, before: &str, after: &str| {
        assert_eq!(text.matches(before).count(), 1, "{before}");
        text.replace(before, after)
    };
    let document = shorter(DOCUMENT, "maxLength: 10", "maxLength: 8");
    publish(&server, Some(&document), PAGE).await;
    let (status, run, calls, body) = today("").await.expect("the day ends");
    assert_eq!(status, "1", "{run:?}");
    let title =
        "issue create --title The vendor's documentation differs from the contract --label drift";
    assert!(calls.contains(title), "{calls}");
    for part in [
        "### The vendor's documentation differs from the contract\n",
        "1 difference from the contract; all 75 facts of the contract compared",
        "decreased from 10 to 8 (request-parameter-max-length-decreased) | breaking | patch |",
        "/api.json:",
        "or run `cargo xtask sync http://",
        "`, which applies what needs no decision and lists the rest\n",
    ] {
        assert!(body.contains(part), "{part}\n{body}");
    }

    // It changed on the page too, which only a browser shows.
    if with_page {
        let page = shorter(PAGE, "&lt;= 10 characters", "&lt;= 8 characters");
        publish(&server, Some(DOCUMENT), &page).await;
        let (status, run, calls, body) = today("7").await.expect("the day ends");
        assert_eq!(status, "1", "{run:?}");
        // The same finding in another source notifies nobody again.
        assert!(
            calls.starts_with("issue edit 7 --title The vendor's"),
            "{calls}"
        );
        assert!(body.contains("/page:"), "{body}");
        assert!(body.contains("decreased from 10 to 8"), "{body}");
    }

    // A change that both show is reported once, with both places.
    if with_page {
        let page = shorter(PAGE, "&lt;= 10 characters", "&lt;= 8 characters");
        publish(&server, Some(&document), &page).await;
        let (status, run, _, body) = today("7").await.expect("the day ends");
        assert_eq!(status, "1", "{run:?}");
        assert!(body.contains("1 difference from the contract;"), "{body}");
        assert!(run.stdout.contains(" shows it too"), "{run:?}");
    }

    // The document is gone; the page is still compared.
    publish(&server, None, PAGE).await;
    let (status, run, calls, body) = today("7").await.expect("the day ends");
    assert_eq!(status, "3", "{run:?}");
    let lines: Vec<&str> = calls.lines().collect();
    assert_eq!(
        lines,
        [
            "issue comment 7 --body-file",
            "issue edit 7 --title A vendor source could not be read --body-file"
        ]
    );
    for part in [
        "responds with 404 Not Found",
        "the page moved or was removed: find it, and give its new URL",
        "give its new URL in `openapi/verify.lock.yaml`",
    ] {
        assert!(body.contains(part), "{part}\n{body}");
    }
    if with_page {
        assert!(body.contains("67 of 75"), "{body}");
    }

    // Everything matches again.
    publish(&server, Some(DOCUMENT), PAGE).await;
    let (status, run, calls, _) = today("7").await.expect("the day ends");
    assert_eq!(status, "0", "{run:?}");
    assert!(calls.starts_with("issue close 7 --comment"), "{calls}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reworded_text_keeps_the_issue_open_until_a_person_has_read_it() {
    const TEXT: &str = "The session as it stands now";
    let server = MockServer::start().await;
    publish(&server, Some(DOCUMENT), PAGE).await;
    let vendor = server.uri();
    let url = format!("{vendor}/api.json");
    let folder = tokio::task::spawn_blocking(move || project(&vendor, false));
    let folder = Arc::new(folder.await.expect("the source is accepted"));
    assert_eq!(DOCUMENT.matches(TEXT).count(), 1);
    let reworded = |words: &str| DOCUMENT.replace(TEXT, words);
    let title = "--title The vendor reworded its documentation";
    for (words, open, expected) in [
        (
            "Three codes are tried",
            "",
            vec!["label create drift", "issue create"],
        ),
        ("Three codes are tried", "7", vec!["issue edit 7"]),
        // The same text, reworded again.
        (
            "Two codes are tried",
            "7",
            vec!["issue comment 7", "issue edit 7"],
        ),
        (TEXT, "7", vec!["issue close 7"]),
    ] {
        publish(&server, Some(&reworded(words)), PAGE).await;
        let folder = Arc::clone(&folder);
        let today = tokio::task::spawn_blocking(move || day(&folder, open)).await;
        let (status, run, calls, body) = today.expect("the day ends");
        let lines: Vec<&str> = calls.lines().collect();
        assert_eq!(lines.len(), expected.len(), "{words}: {calls}");
        for (line, start) in lines.iter().zip(&expected) {
            assert!(line.starts_with(start), "{words}: {calls}");
        }
        if words == TEXT {
            assert_eq!(status, "0", "{run:?}");
            continue;
        }
        assert_eq!(status, "1", "{run:?}");
        assert!(calls.contains(title), "{calls}");
        for part in [
            "1 changed text; all 75 facts of the contract compared",
            "› response 200<br>the text was reworded after it was accepted on ",
            &format!("| {url}:"),
            "read the reworded texts, then record them with `cargo xtask drift --accept`",
        ] {
            assert!(body.contains(part), "{part}\n{body}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_browser_that_is_not_there_is_said_to_be_needed() {
    let run = tokio::task::spawn_blocking(|| {
        let folder = Folder::new();
        let mut command = folder.command(&["https://loans.example/page", "--browser"]);
        command.env("PATH", folder.path());
        run(&mut command)
    });
    let run = run.await.expect("the run ends");
    assert_eq!(run.status, 2, "{run:?}");
    for part in [
        "no browser was found",
        "apt-get install chromium",
        "--as URL",
    ] {
        assert!(run.stderr.contains(part), "{run:?}");
    }
}
