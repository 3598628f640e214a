//! The files that the references of a document lead to.

use std::collections::{HashMap, HashSet, VecDeque};
use std::io;
use std::path::{Path, PathBuf};

use percent_encoding::percent_decode_str;

use super::references::references;
use crate::diagnostic::Diagnostic;
use crate::parse::parse;
use crate::source::Source;
use crate::tree::Node;

/// How many files one document may be made of.
const MAX_FILES: usize = 1_000;

/// Where the files beside a document are read from.
pub trait Files {
    /// Reads a file; `path` leads there from the document's folder, with `/` and without `..`.
    ///
    /// # Errors
    ///
    /// Why the file cannot be read, in a few words.
    fn read(&self, path: &str) -> Result<Source, String>;
}

/// The folder of a document on disk, out of which no reference leads.
#[derive(Clone, Debug)]
pub struct Folder {
    /// As messages name it.
    shown: PathBuf,
    root: PathBuf,
}

impl Folder {
    /// The folder that holds a document.
    ///
    /// # Errors
    ///
    /// There is no such folder, or it cannot be read.
    pub fn of(document: &Path) -> io::Result<Self> {
        let shown = document.parent().unwrap_or(Path::new("")).to_owned();
        let root = if shown.as_os_str().is_empty() {
            Path::new(".").canonicalize()?
        } else {
            shown.canonicalize()?
        };
        Ok(Self { shown, root })
    }
}

impl Files for Folder {
    fn read(&self, path: &str) -> Result<Source, String> {
        let why = |error: io::Error| match error.kind() {
            io::ErrorKind::NotFound => "there is no such file".to_owned(),
            io::ErrorKind::InvalidData => "it is not text in UTF-8".to_owned(),
            _ => error.to_string(),
        };
        let file = self.root.join(path).canonicalize().map_err(why)?;
        if !file.starts_with(&self.root) {
            return Err("a symbolic link leads out of the document's folder".to_owned());
        }
        if !file.is_file() {
            return Err("it is not a file".to_owned());
        }
        let text = std::fs::read_to_string(file).map_err(why)?;
        let name = self.shown.join(path).display().to_string();
        Ok(Source::new(name, text))
    }
}

/// A file that was read.
#[derive(Debug)]
struct File {
    /// Its path from the document's folder.
    path: String,
    /// Where it starts in the joined text.
    start: usize,
    root: Node,
}

/// Why a file was not read.
#[derive(Clone, Debug)]
pub(super) enum Absent {
    /// There is none, or none that may be read.
    Unread(String),
    /// It is neither JSON nor YAML.
    Broken(Diagnostic),
}

/// The files that a document is made of besides itself.
#[derive(Debug, Default)]
pub(super) struct Bundle {
    /// The path of the document itself; `None` where no other files are read.
    document: Option<String>,
    /// In the order of the joined text.
    files: Vec<File>,
    by_path: HashMap<String, Result<usize, Absent>>,
}

impl Bundle {
    /// Reads every file that a reference leads to, and joins their texts behind the document's.
    pub(super) fn read(
        document: &Source,
        root: &Node,
        path: &str,
        files: &dyn Files,
    ) -> (Self, Source) {
        let mut bundle = Self {
            document: Some(path.to_owned()),
            ..Self::default()
        };
        let mut known = HashSet::from([path.to_owned()]);
        let mut waiting: VecDeque<String> = targets(path, root).into();
        let mut sources = Vec::new();
        let mut start = document.text().len() + 1;
        while let Some(path) = waiting.pop_front() {
            if !known.insert(path.clone()) {
                continue;
            }
            let read = if known.len() > MAX_FILES {
                let why = format!("the document is made of more than {MAX_FILES} files");
                Err(Absent::Unread(why))
            } else {
                let source = files.read(&path).map_err(Absent::Unread);
                source.and_then(|source| {
                    let root = parse(&source).map_err(Absent::Broken)?;
                    Ok((source, root))
                })
            };
            let found = read.map(|(source, mut root)| {
                waiting.extend(targets(&path, &root));
                root.shift(start);
                bundle.files.push(File {
                    path: path.clone(),
                    start,
                    root,
                });
                start += source.text().len() + 1;
                sources.push(source);
                bundle.files.len() - 1
            });
            bundle.by_path.insert(path, found);
        }
        let source = if sources.is_empty() {
            document.clone()
        } else {
            Source::joined(document, &sources)
        };
        (bundle, source)
    }

    /// The number of the file that a place falls into; `None` for the document itself.
    fn at(&self, offset: usize) -> Option<&File> {
        let next = self.files.partition_point(|file| file.start <= offset);
        self.files.get(next.checked_sub(1)?)
    }

    /// The path of the file that a place falls into.
    pub(super) fn path_at(&self, offset: usize) -> &str {
        let document = || self.document.as_deref().unwrap_or_default();
        self.at(offset).map_or_else(document, |file| &file.path)
    }

    /// The root of the file that a place falls into; `None` for the document itself.
    pub(super) fn root_at(&self, offset: usize) -> Option<&Node> {
        self.at(offset).map(|file| &file.root)
    }

    /// Finds the file that a reference at a place names: its root, or `None` for the document itself.
    pub(super) fn find(&self, offset: usize, file: &str) -> Result<Option<&Node>, Outside<'_>> {
        let Some(document) = &self.document else {
            return Err(Outside::NotRead);
        };
        let path = target(self.path_at(offset), file)?;
        if path == *document {
            return Ok(None);
        }
        match self.by_path.get(&path) {
            Some(Ok(at)) => Ok(Some(&self.files[*at].root)),
            Some(Err(absent)) => Err(Outside::Absent(absent)),
            None => Err(Outside::NotRead),
        }
    }
}

/// Why a reference is not followed into another file.
#[derive(Clone, Copy, Debug)]
pub(super) enum Outside<'d> {
    Url,
    /// It leads out of the document's folder.
    Folder,
    /// No other files are read.
    NotRead,
    Absent(&'d Absent),
}

/// The files that a file's references lead to.
fn targets(path: &str, root: &Node) -> Vec<String> {
    let mut found = Vec::new();
    references(root, &mut |_, reference| {
        let file = reference.split('#').next().unwrap_or_default();
        if !file.is_empty()
            && let Ok(target) = target(path, file)
        {
            found.push(target);
        }
    });
    found
}

/// The path, from the document's folder, of the file that a reference in another file names.
fn target<'d>(from: &str, reference: &str) -> Result<String, Outside<'d>> {
    let decoded = percent_decode_str(reference).decode_utf8_lossy();
    // What has a scheme, an authority, or a query is a URL; a drive has a colon too.
    if decoded.contains([':', '?', '\\', '\0']) || decoded.starts_with("//") {
        return Err(Outside::Url);
    }
    if decoded.starts_with('/') {
        return Err(Outside::Folder);
    }
    let mut steps: Vec<&str> = from.split('/').collect();
    steps.pop();
    for step in decoded.split('/') {
        match step {
            "" | "." => {}
            ".." => {
                steps.pop().ok_or(Outside::Folder)?;
            }
            step => steps.push(step),
        }
    }
    Ok(steps.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_target_stays_in_the_folder() {
        for (from, reference, expected) in [
            ("a.yaml", "./schemas/pet.yaml", "schemas/pet.yaml"),
            ("schemas/pet.yaml", "owner.yaml", "schemas/owner.yaml"),
            ("schemas/pet.yaml", "../a.yaml", "a.yaml"),
            ("a.yaml", "x/../y%20z.yaml", "y z.yaml"),
        ] {
            assert_eq!(target(from, reference).ok().as_deref(), Some(expected));
        }
        for reference in [
            "../a.yaml",
            "x/../../a.yaml",
            "%2e%2e/a.yaml",
            "/etc/passwd",
        ] {
            let found = target("a.yaml", reference);
            assert!(matches!(found, Err(Outside::Folder)), "{reference}");
        }
        for reference in [
            "https://a.example/b.yaml",
            "//a.example/b.yaml",
            "c:/b.yaml",
            "..\\b.yaml",
            "urn:b",
            "b.yaml?c",
        ] {
            let found = target("a.yaml", reference);
            assert!(matches!(found, Err(Outside::Url)), "{reference}");
        }
    }
}
