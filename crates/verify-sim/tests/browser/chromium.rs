//! A headless Chromium, driven over its `DevTools` protocol.

use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Child, Command, Stdio};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use futures_util::{SinkExt as _, StreamExt as _};
use serde_json::{Value, json};
use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async};

const NAMES: [&str; 4] = [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
];

/// One page of one browser; both end when it is dropped.
pub(crate) struct Page {
    socket: WebSocketStream<MaybeTlsStream<TcpStream>>,
    /// The page's, once it is attached to.
    session: Value,
    last_id: u64,
    _browser: Browser,
}

struct Browser {
    process: Child,
    _profile: tempfile::TempDir,
}

impl Drop for Browser {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

impl Page {
    /// Opens a page; `None`, with a message, if there is no Chromium.
    ///
    /// # Panics
    ///
    /// If there is no Chromium and the variable `CI` is set: there, nothing is skipped.
    pub(crate) async fn open(url: &str, width: u32, height: u32) -> Option<Self> {
        let (browser, address) = launch()?;
        let (socket, _) = connect_async(address).await.unwrap();
        let mut page = Self {
            socket,
            session: Value::Null,
            last_id: 0,
            _browser: browser,
        };
        let target = json!({ "url": "about:blank" });
        let target = page.command("Target.createTarget", target).await;
        let attach = json!({ "targetId": target["targetId"], "flatten": true });
        let attached = page.command("Target.attachToTarget", attach).await;
        page.session = attached["sessionId"].clone();
        let size = json!({
            "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false,
        });
        page.command("Emulation.setDeviceMetricsOverride", size)
            .await;
        page.command("Page.navigate", json!({ "url": url })).await;
        Some(page)
    }

    /// Lets the page use the clipboard, as a person would.
    pub(crate) async fn allow_clipboard(&mut self) {
        let permissions =
            json!({ "permissions": ["clipboardReadWrite", "clipboardSanitizedWrite"] });
        self.browser_command("Browser.grantPermissions", permissions)
            .await;
        self.command("Page.bringToFront", json!({})).await;
    }

    /// Types a text into the element that has the focus.
    pub(crate) async fn type_text(&mut self, text: &str) {
        self.command("Input.insertText", json!({ "text": text }))
            .await;
    }

    /// Evaluates an expression; a promise is waited for.
    pub(crate) async fn evaluate(&mut self, expression: &str) -> Value {
        let parameters =
            json!({ "expression": expression, "awaitPromise": true, "returnByValue": true });
        let result = self.command("Runtime.evaluate", parameters).await;
        assert!(
            result.get("exceptionDetails").is_none(),
            "{expression}: {result}"
        );
        result["result"]["value"].clone()
    }

    /// Waits until an expression holds in the page.
    ///
    /// # Panics
    ///
    /// After two minutes, with what the page shows.
    pub(crate) async fn until(&mut self, condition: &str) {
        let script = format!(
            "new Promise((resolve) => {{
                const end = Date.now() + 120000;
                (async function look() {{
                    let holds = false;
                    try {{ holds = await ({condition}); }} catch {{ /* The page is not there yet. */ }}
                    if (holds || Date.now() > end) resolve(!!holds);
                    else setTimeout(look, 20);
                }})();
            }})"
        );
        if self.evaluate(&script).await != Value::Bool(true) {
            let shown = self.evaluate("document.body.innerText").await;
            panic!(
                "this never became true: {condition}\n{}",
                shown.as_str().unwrap_or_default()
            );
        }
    }

    /// Presses and releases the mouse on the first element that a selector finds.
    pub(crate) async fn click(&mut self, selector: &str) {
        let selector = Value::from(selector);
        let place = self
            .evaluate(&format!(
                "(() => {{
                    const box = document.querySelector({selector}).getBoundingClientRect();
                    return [box.x + box.width / 2, box.y + box.height / 2];
                }})()"
            ))
            .await;
        for kind in ["mousePressed", "mouseReleased"] {
            let event = json!({
                "type": kind, "x": place[0], "y": place[1], "button": "left", "clickCount": 1,
            });
            self.command("Input.dispatchMouseEvent", event).await;
        }
    }

    /// The page as a PNG.
    pub(crate) async fn screenshot(&mut self) -> Vec<u8> {
        let shot = self.command("Page.captureScreenshot", json!({})).await;
        STANDARD.decode(shot["data"].as_str().unwrap()).unwrap()
    }

    async fn command(&mut self, method: &str, parameters: Value) -> Value {
        let session = self.session.clone();
        self.send(method, parameters, session).await
    }

    async fn browser_command(&mut self, method: &str, parameters: Value) -> Value {
        self.send(method, parameters, Value::Null).await
    }

    async fn send(&mut self, method: &str, parameters: Value, session: Value) -> Value {
        self.last_id += 1;
        let mut command = json!({ "id": self.last_id, "method": method, "params": parameters });
        if session.is_string() {
            command["sessionId"] = session;
        }
        let command = Message::text(command.to_string());
        self.socket.send(command).await.unwrap();
        loop {
            let message = self.socket.next().await.unwrap().unwrap();
            let Message::Text(text) = message else {
                continue;
            };
            let mut answer: Value = serde_json::from_str(&text).unwrap();
            // Events come in between, and have no id.
            if answer["id"] == self.last_id {
                assert!(answer.get("error").is_none(), "{method}: {answer}");
                return answer["result"].take();
            }
        }
    }
}

/// Starts the browser; gives where it can be driven.
fn launch() -> Option<(Browser, String)> {
    let profile = tempfile::tempdir().unwrap();
    let started = NAMES.iter().find_map(|name| {
        Command::new(name)
            .args([
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--no-proxy-server",
                "--remote-debugging-port=0",
            ])
            .arg(format!("--user-data-dir={}", profile.path().display()))
            .stderr(Stdio::piped())
            .stdout(Stdio::null())
            .spawn()
            .ok()
    });
    let Some(mut process) = started else {
        let message = format!(
            "THIS TEST DID NOT RUN: this machine has no Chromium (looked for {}); \
             run `apt-get install chromium`, or .ci/run, which does",
            NAMES.join(", ")
        );
        assert!(std::env::var_os("CI").is_none(), "{message}");
        // Past the capture of the test harness, so that it is seen.
        let _ = writeln!(std::io::stderr(), "{message}");
        return None;
    };
    let mut lines = BufReader::new(process.stderr.take().unwrap()).lines();
    let address = lines.find_map(|line| {
        let line = line.ok()?;
        Some(line.strip_prefix("DevTools listening on ")?.to_owned())
    });
    // Somebody has to read on, or the browser stops when the pipe is full.
    std::thread::spawn(move || for _ in lines {});
    let browser = Browser {
        process,
        _profile: profile,
    };
    Some((browser, address.expect("Chromium prints where it listens")))
}
