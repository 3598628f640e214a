//! Sources that are fetched, from a server of our own.

use wiremock::matchers::{header, method, path};
use wiremock::{Mock, MockServer, ResponseTemplate};

use super::folder::{CONTRACT, Folder};
use crate::run::Run;

const SECRET: &str = "Bearer sesame";

async fn serve(at: &str, answer: ResponseTemplate) -> MockServer {
    let server = MockServer::start().await;
    Mock::given(method("GET"))
        .and(path(at))
        .respond_with(answer)
        .mount(&server)
        .await;
    server
}

/// Runs the command on a URL, away from the server's thread.
async fn drift(url: String, more: &'static [&'static str]) -> Run {
    let run = move || {
        let arguments: Vec<&str> = std::iter::once(url.as_str())
            .chain(more.iter().copied())
            .collect();
        Folder::new().drift(&arguments)
    };
    tokio::task::spawn_blocking(run)
        .await
        .expect("the run ends")
}

#[tokio::test(flavor = "multi_thread")]
async fn the_form_of_a_page_follows_from_its_content() {
    let answer = ResponseTemplate::new(200).set_body_raw(CONTRACT, "text/html");
    let server = serve("/page.html", answer).await;
    let run = drift(format!("{}/page.html", server.uri()), &["--lock", "none"]).await;
    assert_eq!(run.status, 0, "{run:?}");
    assert!(run.stdout.contains("OpenAPI 3.0 document"), "{run:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn headers_go_to_the_host_and_are_printed_nowhere() {
    let server = MockServer::start().await;
    Mock::given(method("GET"))
        .and(path("/moved"))
        .respond_with(ResponseTemplate::new(302).insert_header("location", "/page"))
        .mount(&server)
        .await;
    Mock::given(path("/page"))
        .and(header("authorization", SECRET))
        .respond_with(ResponseTemplate::new(200).set_body_string(CONTRACT))
        .mount(&server)
        .await;
    for format in ["human", "json", "github", "sarif", "junit", "markdown"] {
        let url = format!("{}/moved", server.uri());
        let run = move || {
            let folder = Folder::new();
            let authorization = format!("Authorization: {SECRET}");
            folder.write(
                "headers.txt",
                format!("{authorization}\nAccept: text/html\n"),
            );
            let given = if format == "human" {
                "@headers.txt"
            } else {
                &authorization
            };
            folder.drift(&[&url, "--header", given, "--format", format])
        };
        let run = tokio::task::spawn_blocking(run)
            .await
            .expect("the run ends");
        assert_eq!(run.status, 0, "{run:?}");
        assert!(
            !format!("{}{}", run.stdout, run.stderr).contains("sesame"),
            "{run:?}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn no_redirect_leaves_the_host() {
    let other = serve(
        "/page",
        ResponseTemplate::new(200).set_body_string(CONTRACT),
    )
    .await;
    // The same address under another name, and another port.
    let elsewhere = format!("{}/page", other.uri());
    let renamed = elsewhere.replace("127.0.0.1", "localhost");
    for (target, why) in [(elsewhere, "is another port"), (renamed, "is another host")] {
        let answer = ResponseTemplate::new(301).insert_header("location", target.as_str());
        let server = serve("/page", answer).await;
        let run = drift(
            format!("{}/page", server.uri()),
            &["--header", "X-Key: sesame"],
        )
        .await;
        assert_eq!(run.status, 3, "{run:?}");
        assert!(run.stdout.contains(why), "{run:?}");
    }
    let seen = other
        .received_requests()
        .await
        .expect("requests are recorded");
    assert_eq!(seen.len(), 0, "a request went to the other host");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_the_page_is_refused_with_the_reason() {
    let large = vec![b'x'; (32 << 20) + 1];
    let table = [
        (ResponseTemplate::new(404), "responds with 404 Not Found"),
        (ResponseTemplate::new(401), "with `--header @FILE`"),
        (ResponseTemplate::new(503), "responds with 503"),
        (ResponseTemplate::new(204), "responds with 204"),
        (ResponseTemplate::new(200), "cannot be read"),
        (
            ResponseTemplate::new(200).set_body_string("Sign in"),
            "cannot be read",
        ),
        (
            ResponseTemplate::new(200).set_body_bytes([0xff, 0xfe]),
            "is not UTF-8",
        ),
        (
            ResponseTemplate::new(200).set_body_bytes(large),
            "larger than 32 MiB",
        ),
        (
            ResponseTemplate::new(302).insert_header("location", "/page"),
            "redirects more than 5 times",
        ),
        (
            ResponseTemplate::new(302).insert_header("location", "file:///etc/passwd"),
            "is not a web page",
        ),
        (ResponseTemplate::new(302), "responds with 302"),
    ];
    for (answer, reason) in table {
        let server = serve("/page", answer).await;
        let run = drift(format!("{}/page", server.uri()), &[]).await;
        assert_eq!(run.status, 3, "{reason}: {run:?}");
        assert!(run.stdout.contains(reason), "{reason}: {run:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_is_not_there_is_refused_in_the_report() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a port is free");
    let address = listener.local_addr().expect("it has an address");
    drop(listener);
    let run = drift(format!("http://{address}/page"), &[]).await;
    assert_eq!(run.status, 3, "{run:?}");
    assert!(run.stdout.contains("the request failed: "), "{run:?}");
}
