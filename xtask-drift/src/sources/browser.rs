//! A local Chromium, which renders pages whose content is rendered by scripts.

use std::fs::File;
use std::io::Read as _;
use std::path::PathBuf;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};
use compat::report::Refused;
use reqwest::Url;

use super::fetch::LARGEST;

/// The names of a Chromium on the search path.
const NAMES: [&str; 5] = [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
];
/// The path on macOS.
const MACOS: &str = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome";

/// How long the page's virtual clock runs: timers elapse at once, and requests are awaited.
const PAGE_TIME: Duration = Duration::from_secs(30);
/// The time limit of a rendering.
const WHOLE: Duration = Duration::from_mins(2);
const LOOK_AGAIN: Duration = Duration::from_millis(20);

pub(super) struct Browser {
    program: PathBuf,
}

/// A process that is killed when this value is dropped.
struct Running(Child);

impl Running {
    /// Waits for the process to end; `None` if it takes longer than this time.
    fn wait_for(&mut self, time: Duration) -> std::io::Result<Option<ExitStatus>> {
        let start = Instant::now();
        loop {
            match self.0.try_wait()? {
                Some(status) => return Ok(Some(status)),
                None if start.elapsed() > time => return Ok(None),
                None => std::thread::sleep(LOOK_AGAIN),
            }
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // Killing a process that has ended fails, which needs no handling.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

impl Browser {
    /// Looks for a browser.
    ///
    /// # Errors
    ///
    /// No browser is installed.
    pub(super) fn find() -> Result<Self> {
        let path = std::env::var_os("PATH").unwrap_or_default();
        let on_path = std::env::split_paths(&path).flat_map(|folder| {
            NAMES.map(|name| folder.join(format!("{name}{}", std::env::consts::EXE_SUFFIX)))
        });
        let mut programs = on_path.chain([PathBuf::from(MACOS)]);
        match programs.find(|program| program.is_file()) {
            Some(program) => Ok(Self { program }),
            None => bail!(
                "no browser was found (looked for {}): install Chromium (`apt-get install \
                 chromium`) or Chrome; or save the page from any browser and run `cargo xtask \
                 drift FILE --as URL`",
                NAMES.join(", ")
            ),
        }
    }

    /// The HTML of a page after its scripts ran, as a browser saves it.
    ///
    /// # Errors
    ///
    /// The browser cannot be started.
    pub(super) fn render(&self, url: &Url) -> Result<Result<Vec<u8>, Refused>> {
        let mut ended = self.run(url, true)?;
        // Chromium has no sandbox for root, and in some containers.
        if matches!(&ended, Some(it) if it.failed() && it.said.contains("sandbox")) {
            ended = self.run(url, false)?;
        }
        let Some(ended) = ended else {
            let message = format!("the browser did not finish in {} s", WHOLE.as_secs());
            return Ok(Err(refuse(url, message)));
        };
        if ended.failed() {
            let last = ended.said.lines().rev();
            let last = last.map(str::trim).find(|line| !line.is_empty());
            return Ok(Err(refuse(
                url,
                format!(
                    "the browser ended with {} and showed {} bytes: {}",
                    ended.status,
                    ended.shown.len(),
                    last.unwrap_or("it gave no reason")
                ),
            )));
        }
        Ok(Ok(ended.shown))
    }

    /// Runs the browser once; `None` if it takes too long.
    fn run(&self, url: &Url, in_sandbox: bool) -> Result<Option<Ended>> {
        let profile = tempfile::tempdir().context("the browser's folder cannot be created")?;
        let shown = profile.path().join("shown.html");
        let said = profile.path().join("said.txt");
        let create = |path| File::create(path).context("the browser's folder cannot be written");
        let mut command = Command::new(&self.program);
        command.args([
            "--headless",
            "--disable-gpu",
            "--disable-quic",
            "--disable-dev-shm-usage",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--dump-dom",
        ]);
        if !in_sandbox {
            command.arg("--no-sandbox");
        }
        let process = command
            .arg(format!("--virtual-time-budget={}", PAGE_TIME.as_millis()))
            .arg(format!(
                "--user-data-dir={}",
                profile.path().join("profile").display()
            ))
            .arg(url.as_str())
            .stdin(Stdio::null())
            .stdout(create(&shown)?)
            .stderr(create(&said)?)
            .spawn()
            .with_context(|| format!("{} cannot be started", self.program.display()))?;
        let status = Running(process).wait_for(WHOLE);
        let Some(status) = status.context("the browser is lost")? else {
            return Ok(None);
        };
        let mut bytes = Vec::new();
        File::open(&shown)
            .and_then(|file| file.take(LARGEST + 1).read_to_end(&mut bytes))
            .context("the browser's output cannot be read")?;
        let said = std::fs::read(&said).unwrap_or_default();
        Ok(Some(Ended {
            status,
            shown: bytes,
            said: String::from_utf8_lossy(&said).into_owned(),
        }))
    }
}

/// A run of the browser that ended.
struct Ended {
    status: ExitStatus,
    /// The page.
    shown: Vec<u8>,
    /// Standard error.
    said: String,
}

impl Ended {
    fn failed(&self) -> bool {
        !self.status.success() || self.shown.is_empty()
    }
}

fn refuse(url: &Url, message: String) -> Refused {
    Refused {
        source: url.to_string(),
        site: None,
        message,
        help: Some(
            "open the page in a browser, save it, and run `cargo xtask drift FILE --as URL`".into(),
        ),
    }
}

#[cfg(all(test, unix))]
mod tests {
    use std::io::Write as _;
    use std::process::ChildStdin;

    use super::*;

    /// A process that ends when its input does.
    fn reader() -> (Running, ChildStdin) {
        let mut reader = Command::new("cat")
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .spawn()
            .expect("`cat` starts");
        let input = reader.stdin.take().expect("it is piped");
        (Running(reader), input)
    }

    #[test]
    fn a_process_is_waited_for_as_long_as_asked_and_ends_with_its_value() {
        let (mut process, input) = reader();
        let ended = process.wait_for(Duration::ZERO).expect("it is there");
        assert_eq!(ended, None);
        drop(input);
        let ended = process.wait_for(Duration::MAX).expect("it is there");
        assert!(ended.is_some_and(|status| status.success()), "{ended:?}");

        let (process, mut input) = reader();
        drop(process);
        let error = input.write(b"a").expect_err("nobody reads");
        assert_eq!(error.kind(), std::io::ErrorKind::BrokenPipe);
    }
}
