//! A login by phone number for a browser, with the simulator in place of the service.
//!
//! ```console
//! $ cargo run -p verify-sim --example login
//! login      http://127.0.0.1:34567/
//! simulator  http://127.0.0.1:45678/_sim/
//! ```
//!
//! The first page has the login, and beside it the messages that the phone gets. The second one is
//! the simulator's: lose an answer there, or let time pass, and see what the login makes of it.

mod app;

use std::error::Error;
use std::net::Ipv4Addr;
use std::sync::Arc;

use app::App;
use tokio::net::TcpListener;
use verify_ext::Client;
use verify_sim::Simulator;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let simulator = Simulator::builder()
        .control((Ipv4Addr::LOCALHOST, 0))
        // Another message on every run: the codes of the default seed would be known by heart.
        .seed(getrandom::u64()?)
        .start()
        .await?;
    let client = Client::builder()
        .base_url(simulator.base_url())
        .sub_account("acme")
        .api_key(simulator.api_key())
        .build()?;
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
    anstream::println!("login      http://{}/", listener.local_addr()?);
    if let Some(url) = simulator.control_url() {
        anstream::println!("simulator  {url}");
    }
    let app = App::new(client, Arc::new(simulator));
    axum::serve(listener, app.router()).await?;
    Ok(())
}
