//! Proxies of the environment, which a process reads once: each case runs in a process of its own.

use std::process::{Command, Output};

use crate::server::{Reply, Server, session};
use crate::{client, code, number, session_id};

/// Reads a session and checks a code in a process with the proxy in its environment.
fn call_through(proxy: &str, base_url: &str) -> Output {
    let mut this = Command::new(std::env::current_exe().unwrap());
    this.args(["--exact", "proxies::calls_a_server", "--ignored"]);
    for variable in ["HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "ALL_PROXY"] {
        this.env(variable, proxy);
    }
    for variable in ["NO_PROXY", "no_proxy", "REQUEST_METHOD"] {
        this.env_remove(variable);
    }
    this.env("BASE_URL", base_url).output().unwrap()
}

#[tokio::test]
#[ignore = "the other tests start it in a process of its own"]
async fn calls_a_server() {
    let url = std::env::var("BASE_URL").unwrap();
    let client = client(url).allow_cleartext().build().unwrap();
    let (id, code, number) = (session_id(), code(), number());
    let _ = client.session(&id).await.unwrap();
    let check = client.check(&id, &code).claiming(&number).await;
    assert!(check.unwrap().is_verified());
}

#[tokio::test(flavor = "multi_thread")]
async fn cleartext_goes_through_no_proxy_and_the_rest_does() {
    let server = Server::answering(session("VERIFIED", 0)).await;
    let proxy = Server::answering(Reply::Bytes(Vec::new())).await;
    let output = call_through(&proxy.url(), &server.url());
    assert!(output.status.success(), "{output:?}");
    assert_eq!(server.requests().len(), 2);
    assert_eq!(proxy.connections(), 0);

    // A name that nobody has, so that only the proxy could be reached.
    let output = call_through(&proxy.url(), "http://service.invalid");
    assert!(!output.status.success(), "{output:?}");
    assert_eq!(proxy.connections(), 0);

    call_through(&proxy.url(), "https://service.invalid");
    let requests = proxy.requests();
    assert!(requests[0].starts_with("CONNECT service.invalid:443 "));
    let shown = requests.concat();
    assert!(!shown.contains(crate::KEY) && !shown.contains(crate::CODE));
}
