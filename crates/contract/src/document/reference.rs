//! Following `$ref`.

use percent_encoding::percent_decode_str;

use super::files::{Absent, Outside};
use super::root::Document;
use crate::diagnostic::Diagnostic;
use crate::tree::{Data, Node};

/// How many references may lead to one another; each is followed wherever the first one stands.
const MAX_CHAIN: usize = 100;
/// How many names a message lists.
const MAX_NAMED: usize = 20;

/// Where a chain of references ends.
#[derive(Clone, Copy, Debug)]
pub struct Resolved<'d> {
    /// What the last reference names.
    pub node: &'d Node,
    /// The component's name, when the last reference led into `components/…/NAME`.
    pub name: Option<&'d str>,
}

impl Document {
    /// Follows `$ref` until there is none.
    ///
    /// # Errors
    ///
    /// A reference that leads nowhere, to a file that is not read, or back to itself.
    pub fn resolve<'d>(&'d self, node: &'d Node) -> Result<Resolved<'d>, Diagnostic> {
        let mut resolved = Resolved { node, name: None };
        let mut followed: Vec<(&str, &str)> = Vec::new();
        while let Some(reference) = resolved.node.get("$ref") {
            let Some(text) = reference.as_str() else {
                return Err(self.diagnostic(reference.span.clone(), "a `$ref` has to be a string"));
            };
            let link = (self.file_of(resolved.node), text);
            if followed.contains(&link) {
                return Err(self
                    .diagnostic(
                        reference.span.clone(),
                        format!("the reference `{text}` leads back to itself"),
                    )
                    .with_help("let one link of the chain be a schema of its own"));
            }
            if followed.len() == MAX_CHAIN {
                return Err(self.diagnostic(
                    reference.span.clone(),
                    format!("more than {MAX_CHAIN} references lead to one another"),
                ));
            }
            followed.push(link);
            resolved = self.follow(reference, text)?;
        }
        Ok(resolved)
    }

    /// Follows a pointer such as `#/components/schemas/Problem`, and then `$ref` until there is none;
    /// `at` is where the pointer is written. A discriminator's mapping has such pointers.
    ///
    /// # Errors
    ///
    /// A pointer that leads nowhere, to a file that is not read, or back to itself.
    pub fn resolve_pointer<'d>(
        &'d self,
        at: &Node,
        pointer: &str,
    ) -> Result<Resolved<'d>, Diagnostic> {
        let first = self.follow(at, pointer)?;
        let last = self.resolve(first.node)?;
        Ok(Resolved {
            name: last.name.or(first.name),
            ..last
        })
    }

    fn follow<'d>(&'d self, reference: &Node, text: &str) -> Result<Resolved<'d>, Diagnostic> {
        let (file, pointer) = match text.find('#') {
            Some(at) => text.split_at(at),
            None => (text, "#"),
        };
        let Some(tokens) = pointer_keys(pointer) else {
            return Err(self
                .diagnostic(
                    reference.span.clone(),
                    format!("the reference `{text}` names an anchor"),
                )
                .with_help("refer to it by its place, as in `#/components/schemas/NAME`: anchors are not followed"));
        };
        let place = reference.span.start;
        let root = if file.is_empty() {
            self.bundle.root_at(place)
        } else {
            let found = self.bundle.find(place, file);
            found.map_err(|outside| self.leads_outside(reference, text, file, outside))?
        };
        let mut node = root.unwrap_or(self.root());
        let mut name = None;
        for (at, token) in tokens.iter().enumerate() {
            let next = match &node.data {
                Data::Mapping(members) => members
                    .get_key_value(token.as_str())
                    .map(|(key, member)| (Some(key.as_str()), &member.value)),
                Data::Sequence(elements) => token
                    .parse::<usize>()
                    .ok()
                    .and_then(|index| elements.get(index))
                    .map(|element| (None, element)),
                _ => None,
            };
            let Some((key, child)) = next else {
                return Err(self.leads_nowhere(reference, text, node, &tokens[..at], token));
            };
            // What another file calls a thing is no name of a component.
            name = key.filter(|_| at == 2 && tokens[0] == "components" && root.is_none());
            node = child;
        }
        Ok(Resolved { node, name })
    }

    fn leads_outside(
        &self,
        reference: &Node,
        text: &str,
        file: &str,
        outside: Outside<'_>,
    ) -> Diagnostic {
        const BUNDLE: &str =
            "bundle the files into one document first, for example with `npx @redocly/cli bundle`";
        let (message, help) = match outside {
            Outside::NotRead => (
                format!("the reference `{text}` leads out of the document"),
                BUNDLE,
            ),
            Outside::Url => (
                format!("the reference `{text}` is a URL, and nothing is fetched for it"),
                BUNDLE,
            ),
            Outside::Folder => (
                format!("the reference `{text}` leads out of the document's folder"),
                "move the file into the folder of the document, or bundle the files first",
            ),
            Outside::Absent(Absent::Broken(problem)) => return problem.clone(),
            Outside::Absent(Absent::Unread(why)) => (
                format!("the file `{file}` of the reference `{text}` cannot be read: {why}"),
                "mend the reference, or add the file beside the document",
            ),
        };
        self.diagnostic(reference.span.clone(), message)
            .with_help(help)
    }

    fn leads_nowhere(
        &self,
        reference: &Node,
        text: &str,
        reached: &Node,
        walked: &[String],
        missing: &str,
    ) -> Diagnostic {
        let place = if walked.is_empty() {
            "the document".to_owned()
        } else {
            format!("`{}`", walked.join("/"))
        };
        let known: Vec<String> = reached
            .members()
            .take(MAX_NAMED)
            .map(|(key, _)| format!("`{key}`"))
            .collect();
        let help = if known.is_empty() {
            format!("add `{missing}`, or mend the reference")
        } else {
            format!("add `{missing}` there, or use one of {}", known.join(", "))
        };
        self.diagnostic(
            reference.span.clone(),
            format!("the reference `{text}` leads nowhere"),
        )
        .with_label(format!("{place} has no `{missing}`"))
        .with_help(help)
    }
}

/// The keys on the way to what a reference names; `None` for one that leads out of the document.
///
/// A reference is a JSON pointer (RFC 6901) in a URI fragment.
#[must_use]
pub fn pointer_keys(reference: &str) -> Option<Vec<String>> {
    let pointer = reference.strip_prefix('#')?;
    if !pointer.is_empty() && !pointer.starts_with('/') {
        return None;
    }
    Some(pointer.split('/').skip(1).map(decode_token).collect())
}

/// Undoes what a JSON pointer in a URI fragment does to a key: percent-encoding, then `~1` and `~0`.
fn decode_token(token: &str) -> String {
    percent_decode_str(token)
        .decode_utf8_lossy()
        .replace("~1", "/")
        .replace("~0", "~")
}
