//! What `benches/simulator.sh` compares the simulator with: one axum route that answers with the
//! bytes of a file, and knows nothing.

use axum::Router;
use axum::http::header::CONTENT_TYPE;
use axum::routing::get;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let file = std::env::args().nth(1).ok_or("expected a file")?;
    let body = axum::body::Bytes::from(std::fs::read(file)?);
    let answer = move || {
        let body = body.clone();
        async move { ([(CONTENT_TYPE, "application/json")], body) }
    };
    let path = "/api/v2/subaccounts/{subAccountId}/sessions/{sessionId}";
    let router = Router::new().route(path, get(answer));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    eprintln!("service  http://{}", listener.local_addr()?);
    axum::serve(listener, router).await?;
    Ok(())
}
