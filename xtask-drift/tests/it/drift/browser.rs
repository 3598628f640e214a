//! Failures of a browser, played by a script.

use wiremock::matchers::method;
use wiremock::{Mock, MockServer, ResponseTemplate};

use super::folder::Folder;
use crate::run::{Run, run};

/// Runs the command on a page that has to be rendered, with a script as the browser.
async fn rendered_by(script: impl Into<String>) -> Run {
    let script = script.into();
    let server = MockServer::start().await;
    let shell =
        ResponseTemplate::new(200).set_body_raw("<!doctype html><html></html>", "text/html");
    Mock::given(method("GET"))
        .respond_with(shell)
        .mount(&server)
        .await;
    let url = format!("{}/page", server.uri());
    let run = move || {
        let folder = Folder::new();
        folder.program("chromium", &script);
        let mut command = folder.command(&[&url, "--browser"]);
        command.env("PATH", folder.path_with_programs());
        run(&mut command)
    };
    let run = tokio::task::spawn_blocking(run);
    run.await.expect("the run ends")
}

#[tokio::test(flavor = "multi_thread")]
async fn the_sandbox_is_off_only_if_the_browser_has_none() {
    let refuses = "echo 'an open sandbox' >&2; exit 1";
    let shows = "head -c 33554433 /dev/zero";
    let [no_flag, flag] = [(shows, refuses), (refuses, shows)].map(|(without, with)| {
        format!("case \"$*\" in *--no-sandbox*) {with} ;; *) {without} ;; esac")
    });
    for script in [no_flag, flag] {
        let run = rendered_by(script).await;
        // What the browser shows is refused by its size, so the browser showed it.
        assert!(run.stdout.contains("larger than 32 MiB"), "{run:?}");
    }
    // After any other failure, it is not run again.
    let script = format!("case \"$*\" in *--no-sandbox*) {shows} ;; *) exit 3 ;; esac");
    let run = rendered_by(script).await;
    assert!(run.stdout.contains("exit status: 3"), "{run:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_browser_that_fails_or_shows_too_much_is_refused_with_the_reason() {
    for (script, reason) in [
        (
            "echo early >&2; echo 'no display' >&2; echo >&2; exit 3",
            "the browser ended with exit status: 3 and showed 0 bytes: no display",
        ),
        ("echo '<html>'; exit 1", "showed 7 bytes: it gave no reason"),
        ("exit 0", "showed 0 bytes: it gave no reason"),
        // One byte more than the limit: the page is refused, not truncated.
        ("head -c 33554433 /dev/zero", "larger than 32 MiB"),
    ] {
        let run = rendered_by(script).await;
        assert_eq!(run.status, 3, "{script}: {run:?}");
        assert!(run.stdout.contains(reason), "{script}: {run:?}");
    }
}
