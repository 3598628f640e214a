//! Connections: clients that are slow, rude, or many, and stopping.

use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use verify_sim::{Fault, Simulator};

use crate::contract::StartChecked as _;
use crate::{ID, request};

async fn connect(sim: &Simulator) -> TcpStream {
    let address = sim.base_url().trim_start_matches("http://").to_owned();
    TcpStream::connect(address).await.unwrap()
}

fn head(sim: &Simulator, id: &str) -> String {
    format!(
        "GET /api/v2/subaccounts/acme/sessions/{id} HTTP/1.1\r\nHost: sim\r\n\
         Authorization: Bearer {}\r\n\r\n",
        sim.api_key()
    )
}

#[tokio::test]
async fn a_client_that_never_finishes_its_request_is_cut_off() {
    let sim = Simulator::builder()
        .patience(Duration::from_millis(50))
        .checked()
        .await;
    let mut connection = connect(&sim).await;
    connection
        .write_all(b"GET / HTTP/1.1\r\nHost:")
        .await
        .unwrap();
    let mut rest = Vec::new();
    // Were it not cut off, this would never end.
    let _ = connection.read_to_end(&mut rest).await;
    assert!(!rest.starts_with(b"HTTP/1.1 200"));
    assert_eq!(sim.record().requests().count(), 0);
}

#[tokio::test]
async fn a_client_that_never_finishes_its_body_is_cut_off() {
    let sim = Simulator::builder()
        .patience(Duration::from_millis(50))
        .checked()
        .await;
    let mut connection = connect(&sim).await;
    let head = "POST /api/v2/subaccounts/acme/sessions HTTP/1.1\r\nHost: sim\r\n\
                Content-Type: application/json\r\nContent-Length: 100\r\n\r\n{";
    connection.write_all(head.as_bytes()).await.unwrap();
    let mut rest = Vec::new();
    let _ = connection.read_to_end(&mut rest).await;
    assert!(rest.starts_with(b"HTTP/1.1 408"));
    let record = sim.record();
    let statuses: Vec<_> = record.requests().map(|it| it.status).collect();
    assert_eq!(statuses, [Some(408)]);
}

#[tokio::test(start_paused = true)]
async fn a_body_may_come_a_while_after_its_head() {
    let sim = Simulator::builder()
        .patience(Duration::from_secs(40))
        .checked()
        .await;
    let body = r#"{"destination":"+6598765432"}"#;
    let mut connection = connect(&sim).await;
    let head = format!(
        "POST /api/v2/subaccounts/acme/sessions HTTP/1.1\r\nHost: sim\r\n\
         Authorization: Bearer {}\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n",
        sim.api_key(),
        body.len()
    );
    connection.write_all(head.as_bytes()).await.unwrap();
    // The clock goes on once the server has nothing to do but wait.
    tokio::time::sleep(Duration::from_secs(30)).await;
    connection.write_all(body.as_bytes()).await.unwrap();
    let mut buffer = vec![0; 4096];
    let length = connection.read(&mut buffer).await.unwrap();
    assert!(buffer[..length].starts_with(b"HTTP/1.1 200"));
}

#[tokio::test]
async fn a_client_that_takes_no_answers_is_cut_off() {
    let sim = Simulator::builder()
        .patience(Duration::from_millis(50))
        .checked()
        .await;
    sim.session(ID)
        .sma_url("https://sma.test/".to_owned() + &"x".repeat(100_000));
    let mut connection = connect(&sim).await;
    let head = head(&sim, ID);
    // Sends and never reads, until nobody takes it any more.
    while connection.write_all(head.as_bytes()).await.is_ok() {}
    assert!(sim.record().requests().count() > 0);
}

#[tokio::test]
async fn a_head_that_never_ends_is_refused() {
    let sim = Simulator::builder().checked().await;
    let mut connection = connect(&sim).await;
    let mut sent = 0;
    connection.write_all(b"GET / HTTP/1.1\r\n").await.unwrap();
    while connection.write_all(b"X-Pad: 0123456789\r\n").await.is_ok() && sent < 1_000_000 {
        sent += 1;
    }
    assert!(sent < 1_000_000);
}

#[tokio::test]
async fn a_kept_connection_answers_again_and_a_reset_one_does_not() {
    let sim = Simulator::builder().checked().await;
    sim.session(ID).inject(Fault::ResetAfter.nth(3));
    let mut connection = connect(&sim).await;
    let head = head(&sim, ID);
    let mut buffer = vec![0; 4096];
    for _ in 0..2 {
        connection.write_all(head.as_bytes()).await.unwrap();
        let length = connection.read(&mut buffer).await.unwrap();
        assert!(buffer[..length].starts_with(b"HTTP/1.1 200"));
    }
    connection.write_all(head.as_bytes()).await.unwrap();
    let error = connection.read(&mut buffer).await.unwrap_err();
    assert_eq!(error.kind(), std::io::ErrorKind::ConnectionReset);
    sim.assert_reads(ID, 3);
}

#[tokio::test]
async fn stopping_waits_for_what_is_under_way() {
    let sim = Simulator::builder().checked().await;
    sim.session(ID)
        .inject(Fault::Delay(Duration::from_millis(100)));
    let answer = tokio::spawn(request(&sim, ID, None).send());
    sim.wait_for_requests(1).await;
    let url = sim.base_url().to_owned();
    sim.stop().await;
    assert_eq!(answer.await.unwrap().unwrap().status(), 200);
    assert!(
        crate::client()
            .get(url)
            .send()
            .await
            .unwrap_err()
            .is_connect()
    );
}

#[tokio::test]
async fn half_an_answer_is_the_first_half_of_what_its_head_promises() {
    let sim = Simulator::builder().checked().await;
    sim.session(ID).inject(Fault::TruncatedBody);
    let mut connection = connect(&sim).await;
    connection
        .write_all(head(&sim, ID).as_bytes())
        .await
        .unwrap();
    let mut answer = Vec::new();
    let _ = connection.read_to_end(&mut answer).await;
    let answer = String::from_utf8(answer).unwrap().to_lowercase();
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    let record = sim.record();
    let whole = record.requests().next().unwrap().body.len();
    assert!(head.contains(&format!("content-length: {whole}")), "{head}");
    assert_eq!(body.len(), whole / 2);
}

#[tokio::test(start_paused = true)]
async fn a_kept_connection_waits_for_the_next_request_as_long_as_for_the_first() {
    let patience = Duration::from_secs(40);
    let sim = Simulator::builder().patience(patience).checked().await;
    sim.session(ID);
    let mut connection = connect(&sim).await;
    let head = head(&sim, ID);
    let mut buffer = vec![0; 4096];
    for _ in 0..3 {
        // Longer in all than its patience.
        tokio::time::advance(patience * 3 / 4).await;
        connection.write_all(head.as_bytes()).await.unwrap();
        let length = connection.read(&mut buffer).await.unwrap();
        assert!(buffer[..length].starts_with(b"HTTP/1.1 200"));
    }
    let answered = tokio::time::Instant::now();
    assert_eq!(connection.read(&mut buffer).await.unwrap_or(0), 0);
    let waited = answered.elapsed();
    assert!(patience <= waited && waited <= patience * 2, "{waited:?}");
}

#[tokio::test(start_paused = true)]
async fn dropping_cuts_off_what_is_under_way() {
    let sim = Simulator::builder().checked().await;
    sim.session(ID).inject(Fault::Delay(Duration::from_secs(3)));
    let answer = tokio::spawn(request(&sim, ID, None).send());
    sim.wait_for_requests(1).await;
    drop(sim);
    assert!(answer.await.unwrap().is_err());
}

#[tokio::test]
async fn nobody_listens_once_a_simulator_is_dropped() {
    let sim = Simulator::builder().checked().await;
    let address = sim.base_url().trim_start_matches("http://").to_owned();
    assert!(TcpStream::connect(&address).await.is_ok());
    drop(sim);
    // The task that listens ends when the runtime gets to it.
    for _ in 0..1000 {
        if TcpStream::connect(&address).await.is_err() {
            return;
        }
        tokio::task::yield_now().await;
    }
    panic!("somebody still listens");
}
