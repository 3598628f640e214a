//! Failures of a browser, played by a script.

use wiremock::matchers::method;
use wiremock::{Mock, MockServer, ResponseTemplate};

use super::folder::Folder;
use crate::run::{Run, run};

/// Runs the command on a page that has to be rendered, with a script as the browser.
async fn rendered_by(script: &'static str) -> Run {
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
        folder.program("chromium", script);
        let mut command = folder.command(&[&url, "--browser"]);
        command.env("PATH", folder.path_with_programs());
        run(&mut command)
    };
    let run = tokio::task::spawn_blocking(run);
    run.await.expect("the run ends")
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
