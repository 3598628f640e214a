//! Which sources a run reads, and their texts.

use std::io::{self, Read as _};
use std::path::{Component, Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use compat::report::Refused;
use contract::Source;
use drift::lock::Lock;

use super::File;
use super::fetch::{self, Headers};

/// A source that a run is to read.
pub(crate) struct Named {
    /// What messages call it: a path as it can be opened from here, or a URL.
    pub(crate) name: String,
    /// What the lock calls it.
    pub(crate) key: String,
    place: Place,
    /// Whether a run goes on without it.
    optional: bool,
}

impl Named {
    pub(crate) fn is_url(&self) -> bool {
        matches!(self.place, Place::Url(_))
    }

    /// Whether it is a file that is none of a folder's.
    pub(crate) fn is_outside(&self, folder: &Path) -> bool {
        let Place::File(path) = &self.place else {
            return false;
        };
        match (path.canonicalize(), folder.canonicalize()) {
            (Ok(path), Ok(folder)) => !path.starts_with(folder),
            _ => false,
        }
    }
}

enum Place {
    File(PathBuf),
    Url(reqwest::Url),
    StandardInput,
}

/// What came of a source.
pub(crate) enum Found {
    Source(Source),
    /// It is there, and cannot be what it should be.
    Refused(Refused),
    /// It is not there, and may be missing.
    Missing,
}

/// The sources that were given, or else those of the lock.
pub(crate) fn named(
    given: &[String],
    lock: Option<&Lock>,
    lock_file: Option<&File>,
) -> Result<Vec<Named>> {
    if !given.is_empty() {
        return given
            .iter()
            .map(|text| one(text, lock, lock_file))
            .collect();
    }
    let (Some(lock), Some(file)) = (lock, lock_file) else {
        bail!("name a source: a file or a URL; without a lock there is none to take it from");
    };
    if lock.entries().is_empty() {
        bail!(
            "name a source: a file or a URL; {} names none yet, and `--accept` adds one",
            file.name
        );
    }
    lock.entries()
        .iter()
        .map(|entry| {
            let place = match url(&entry.source)? {
                Some(url) => Place::Url(url),
                None => Place::File(beside(&file.path, &entry.source)),
            };
            Ok(Named {
                name: match &place {
                    Place::File(_) => beside(Path::new(&file.name), &entry.source)
                        .display()
                        .to_string(),
                    _ => entry.source.clone(),
                },
                key: entry.source.clone(),
                place,
                optional: entry.optional,
            })
        })
        .collect()
}

fn one(text: &str, lock: Option<&Lock>, lock_file: Option<&File>) -> Result<Named> {
    let place = match url(text)? {
        _ if text == "-" => Place::StandardInput,
        Some(url) => Place::Url(url),
        None => Place::File(text.into()),
    };
    let key = match (&place, lock, lock_file) {
        (Place::File(path), Some(lock), Some(file)) => key(path, lock, &file.path),
        _ => text.to_owned(),
    };
    Ok(Named {
        name: if text == "-" { "standard input" } else { text }.to_owned(),
        key,
        place,
        optional: false,
    })
}

/// The URL that a text is; a text that begins like one and is none is an error.
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
        .context("a source is not a URL, though it begins like one")?;
    if !url.username().is_empty() || url.password().is_some() {
        bail!("a source has a user or a password in its URL: use `--header 'Authorization: …'`");
    }
    Ok(Some(url))
}

/// A path that a lock gives, which starts from the lock's folder, without needless `..`.
fn beside(lock: &Path, source: &str) -> PathBuf {
    let mut path = PathBuf::new();
    let folder = lock.parent().unwrap_or(Path::new(""));
    for part in folder.join(source).components() {
        match (part, path.components().next_back()) {
            (Component::ParentDir, Some(Component::Normal(_))) => {
                path.pop();
            }
            (Component::CurDir, _) => {}
            _ => path.push(part),
        }
    }
    path
}

/// What the lock calls a file: as it does already, or its path from the lock's folder.
fn key(path: &Path, lock: &Lock, lock_file: &Path) -> String {
    let whole = |path: &Path| {
        path.canonicalize()
            .or_else(|_| std::path::absolute(path))
            .ok()
    };
    let wanted = whole(path);
    let known = lock
        .entries()
        .iter()
        .find(|entry| wanted.is_some() && whole(&beside(lock_file, &entry.source)) == wanted);
    if let Some(entry) = known {
        return entry.source.clone();
    }
    let folder = std::path::absolute(lock_file)
        .ok()
        .and_then(|lock| whole(lock.parent()?));
    match (wanted, folder) {
        (Some(wanted), Some(folder)) => from(&folder, &wanted),
        _ => path.display().to_string(),
    }
}

/// The path that leads from a folder to a file.
fn from(folder: &Path, file: &Path) -> String {
    let folder: Vec<Component<'_>> = folder.components().collect();
    let file: Vec<Component<'_>> = file.components().collect();
    let shared = folder
        .iter()
        .zip(&file)
        .take_while(|(one, other)| one == other)
        .count();
    let up = folder[shared..].iter().map(|_| "..".to_owned());
    let down = file[shared..]
        .iter()
        .map(|part| part.as_os_str().to_string_lossy().into_owned());
    up.chain(down).collect::<Vec<_>>().join("/")
}

/// Reads a source from wherever it is.
pub(crate) fn take(named: &Named, headers: &Headers) -> Result<Found> {
    let text = match &named.place {
        Place::File(path) if named.optional && !path.exists() => return Ok(Found::Missing),
        Place::File(path) => read(path, &named.name)?,
        Place::Url(url) => fetch::fetch(url, headers)?.and_then(|bytes| decode(bytes, &named.name)),
        Place::StandardInput => {
            let mut bytes = Vec::new();
            io::stdin()
                .take(fetch::LARGEST + 1)
                .read_to_end(&mut bytes)
                .context("standard input cannot be read")?;
            decode(bytes, &named.name)
        }
    };
    Ok(match text {
        Ok(source) => Found::Source(source),
        Err(refused) => Found::Refused(refused),
    })
}

/// Reads a file; one that is not a text of a bearable size is refused.
pub(crate) fn read(path: &Path, name: &str) -> Result<Result<Source, Refused>> {
    let unreadable = || format!("{name} cannot be read");
    let mut bytes = Vec::new();
    std::fs::File::open(path)
        .with_context(unreadable)?
        .take(fetch::LARGEST + 1)
        .read_to_end(&mut bytes)
        .with_context(unreadable)?;
    Ok(decode(bytes, name))
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
            "no page or document of a service is that long; look at what it holds",
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
