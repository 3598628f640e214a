//! The sources that a command reads: their arguments, and their texts.

mod browser;
mod fetch;

use std::collections::BTreeSet;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use compat::report::Refused;
use contract::Source;
use drift::Input;
use drift::lock::Lock;

use browser::Browser;
use fetch::Headers;
pub(crate) use fetch::{innermost, is_private};

#[derive(clap::Args)]
pub(crate) struct FetchArguments {
    /// Renders each URL in a local Chromium, for pages whose content is rendered by scripts. In the
    /// lock, `browser: true` does the same for one source.
    #[arg(long)]
    pub(crate) browser: bool,
    /// A request header for the host of the URLs, `Name: value`; or `@FILE`, which has a header in each
    /// line. Cargo prints the arguments of a command, so a secret belongs in a file.
    // Not parsed by clap, whose error messages repeat the value.
    #[arg(long = "header", value_name = "HEADER")]
    headers: Vec<String>,
}

impl FetchArguments {
    /// Reads the given sources, or else those of the lock; one that cannot be read is refused.
    ///
    /// `copies_of` has the URLs that the files are copies of.
    ///
    /// # Errors
    ///
    /// An argument is wrong, or something is wrong with this machine and not with a source.
    pub(crate) fn read(
        &self,
        given: &[String],
        copies_of: &[String],
        lock: Option<&Lock>,
    ) -> Result<Vec<Result<Input, Refused>>> {
        let headers = Headers::read(&self.headers)?;
        let named = named(given, copies_of, self.browser, lock)?;
        let is_rendered = named.iter().any(Named::is_rendered);
        if is_rendered && !self.headers.is_empty() {
            bail!("a browser cannot send `--header`: save the page from one that is logged in");
        }
        if !self.headers.is_empty() {
            check_hosts(&named)?;
        }
        let browser = is_rendered.then(Browser::find).transpose()?;
        let sources = named.iter();
        sources
            .map(|source| read(source, &headers, browser.as_ref()))
            .collect()
    }
}

/// A source that a command is to read.
struct Named {
    /// Its name in messages: a path as it can be opened from here, or a URL.
    name: String,
    place: Place,
    /// The URL that a file is a copy of.
    copy_of: Option<String>,
}

enum Place {
    File(PathBuf),
    Url {
        url: reqwest::Url,
        /// Whether a browser is to render it.
        rendered: bool,
    },
    StandardInput,
}

impl Named {
    fn is_rendered(&self) -> bool {
        matches!(self.place, Place::Url { rendered: true, .. })
    }
}

/// Checks that headers, which may be secret, go to one host, under TLS or on this machine.
fn check_hosts(named: &[Named]) -> Result<()> {
    let urls = named.iter().filter_map(|source| match &source.place {
        Place::Url { url, .. } => Some(url),
        Place::File(_) | Place::StandardInput => None,
    });
    let urls: Vec<&reqwest::Url> = urls.collect();
    if let Some(url) = urls.iter().find(|url| !is_private(url)) {
        bail!("`--header` is sent under TLS only, and {url} is not: give its `https://` URL");
    }
    let origins = urls.iter().map(|url| url.origin().ascii_serialization());
    let origins: BTreeSet<String> = origins.collect();
    if origins.len() > 1 {
        let origins: Vec<String> = origins.into_iter().collect();
        bail!(
            "`--header` is for one host, and the sources have {}: {}; run the command for each host",
            origins.len(),
            origins.join(", ")
        );
    }
    Ok(())
}

/// The given sources, or else those of the lock.
///
/// # Errors
///
/// There is no source, or an option does not apply to one: `--as` to a URL, `--browser` to a file.
fn named(
    given: &[String],
    copies_of: &[String],
    rendered: bool,
    lock: Option<&Lock>,
) -> Result<Vec<Named>> {
    if !given.is_empty() {
        if !copies_of.is_empty() && copies_of.len() != given.len() {
            bail!(
                "`--as` gives the URL that one file is a copy of: give one `--as` for each file, in the \
                 same order"
            );
        }
        let copies_of = copies_of.iter().map(Some).chain(std::iter::repeat(None));
        return given
            .iter()
            .zip(copies_of)
            .map(|(text, copy_of)| one(text, copy_of, rendered, lock))
            .collect();
    }
    if !copies_of.is_empty() {
        bail!("`--as` needs a file that is a copy: `drift page.txt --as URL`");
    }
    let Some(lock) = lock else {
        bail!("give a source, a file or a URL: with `--lock none`, no lock names any");
    };
    if lock.entries().is_empty() {
        bail!(
            "give a source, a file or a URL: {} names none yet, and `--accept` adds one",
            lock.source().name()
        );
    }
    lock.entries()
        .iter()
        .map(|entry| one(&entry.source, None, rendered, Some(lock)))
        .collect()
}

fn one(text: &str, copy_of: Option<&String>, rendered: bool, lock: Option<&Lock>) -> Result<Named> {
    let place = match url(text)? {
        _ if text == "-" => Place::StandardInput,
        Some(url) => Place::Url {
            url,
            rendered: rendered
                || lock
                    .and_then(|lock| lock.entry(text))
                    .is_some_and(|entry| entry.browser),
        },
        None => Place::File(text.into()),
    };
    let is_url = matches!(place, Place::Url { .. });
    if rendered && !is_url {
        bail!("`--browser` renders a URL, and {text} is a file: remove `--browser`");
    }
    if let Some(original) = copy_of {
        if is_url {
            bail!(
                "`--as` gives the URL that a file is a copy of, and {text} is a URL: remove `--as`"
            );
        }
        if url(original)?.is_none() {
            bail!("`--as {original}` is not a URL: give the URL of the vendor's page or document");
        }
    }
    Ok(Named {
        name: if text == "-" { "standard input" } else { text }.to_owned(),
        place,
        copy_of: copy_of.cloned(),
    })
}

/// The URL in a text; `None` if the text does not begin like a URL.
fn url(text: &str) -> Result<Option<reqwest::Url>> {
    let lower = text.to_ascii_lowercase();
    if !["http://", "https://"]
        .iter()
        .any(|scheme| lower.starts_with(scheme))
    {
        return Ok(None);
    }
    // Neither message repeats the text: it may hold a password.
    let url = reqwest::Url::parse(text)
        .ok()
        .context("a source begins like a URL, and is not a valid one")?;
    if !url.username().is_empty() || url.password().is_some() {
        bail!(
            "a source has a user or a password in its URL: remove both, and give the `Authorization` header \
             with `--header @FILE`"
        );
    }
    Ok(Some(url))
}

/// Reads a source; one that cannot be read is refused.
///
/// # Errors
///
/// Something is wrong with this machine and not with the source.
fn read(
    named: &Named,
    headers: &Headers,
    browser: Option<&Browser>,
) -> Result<Result<Input, Refused>> {
    let text = match &named.place {
        Place::File(path) => read_file(path, &named.name),
        Place::Url { url, rendered } => {
            // A browser shows a page of its own for a server that does not respond, and follows a
            // redirect to anywhere: fetching first finds both.
            let mut bytes = fetch::fetch(url, headers)?;
            let browser = browser.filter(|_| *rendered);
            if let (Ok(_), Some(browser)) = (&bytes, browser) {
                bytes = browser.render(url)?;
            }
            let text = bytes.and_then(|bytes| decode(bytes, &named.name));
            return Ok(text.map(|source| Input {
                source,
                url: Some(named.name.clone()),
                rendered: browser.is_some(),
            }));
        }
        Place::StandardInput => {
            let mut bytes = Vec::new();
            io::stdin()
                .take(fetch::LARGEST + 1)
                .read_to_end(&mut bytes)
                .context("standard input cannot be read")?;
            decode(bytes, &named.name)
        }
    };
    Ok(text.map(|source| Input::copy(source, named.copy_of.clone())))
}

/// Reads a file; one that does not exist, is too large, or is not text is refused.
pub(crate) fn read_file(path: &Path, name: &str) -> Result<Source, Refused> {
    let mut bytes = Vec::new();
    let read = std::fs::File::open(path)
        .and_then(|file| file.take(fetch::LARGEST + 1).read_to_end(&mut bytes));
    match read {
        Ok(_) => decode(bytes, name),
        Err(error) => Err(Refused {
            source: name.to_owned(),
            site: None,
            message: format!("the file cannot be opened: {error}"),
            help: Some(
                "check the path: it is relative to the folder that the command runs in".into(),
            ),
        }),
    }
}

fn decode(bytes: Vec<u8>, name: &str) -> Result<Source, Refused> {
    let refuse = |message: String, help: &str| Refused {
        source: name.to_owned(),
        site: None,
        message,
        help: Some(help.to_owned()),
    };
    if bytes.len() as u64 > fetch::LARGEST {
        return Err(refuse(
            format!("is larger than {} MiB", fetch::LARGEST >> 20),
            "no page or document of a service is that large: check what the source is",
        ));
    }
    let text = String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        refuse(
            format!("is not UTF-8 text: byte {} begins no character", at + 1),
            "save it as UTF-8",
        )
    })?;
    let text = text
        .strip_prefix('\u{FEFF}')
        .map_or(text.clone(), str::to_owned);
    Ok(Source::new(name, text))
}
