//! Positions in a YAML text.

use contract::{Data, Member, Node};

/// A YAML text, and where its values begin and end.
pub(super) struct Layout<'t> {
    pub(super) text: &'t str,
}

impl<'t> Layout<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self { text }
    }

    pub(super) fn line_break(&self) -> &'t str {
        if self.text.contains("\r\n") {
            "\r\n"
        } else {
            "\n"
        }
    }

    /// Whether a value is in flow style.
    pub(super) fn is_flow(&self, node: &Node) -> bool {
        let text = self.text.get(node.span.start..).unwrap_or_default();
        match node.data {
            Data::Mapping(_) => text.starts_with('{'),
            Data::Sequence(_) => text.starts_with('['),
            _ => false,
        }
    }

    /// The end of a value, without white space or comments after it.
    pub(super) fn end(&self, node: &Node) -> usize {
        let trimmed = |end: usize| {
            let text = self.text.get(node.span.start..end).unwrap_or_default();
            node.span.start + text.trim_end().len()
        };
        match &node.data {
            _ if self.is_flow(node) => trimmed(node.end),
            Data::Mapping(members) => members
                .last()
                .map_or(node.span.end, |(_, member)| self.member_end(member)),
            Data::Sequence(elements) => elements
                .last()
                .map_or(node.span.end, |element| self.end(element)),
            _ => trimmed(node.span.end),
        }
    }

    pub(super) fn member_end(&self, member: &Member) -> usize {
        self.end(&member.value).max(self.after_colon(member))
    }

    pub(super) fn after_colon(&self, member: &Member) -> usize {
        let end = member.key_span.end;
        let rest = self.text.get(end..).unwrap_or_default();
        rest.find(':').map_or(end, |at| end + at + 1)
    }

    /// The position of the dash in front of an element.
    pub(super) fn dash(&self, element: &Node) -> Option<usize> {
        let before = self.text.get(..element.span.start)?.trim_end();
        let line = self.line_start(before.len());
        let start = before[line..].trim_start();
        let is_block_scalar = start
            .strip_prefix("- ")
            .is_some_and(|mark| mark.trim_start().starts_with(['|', '>']));
        if is_block_scalar {
            return Some(before.len() - start.len());
        }
        before.ends_with('-').then(|| before.len() - 1)
    }

    pub(super) fn line_start(&self, at: usize) -> usize {
        self.text[..at].rfind('\n').map_or(0, |line| line + 1)
    }

    /// The end of a line, before its break.
    pub(super) fn line_end(&self, at: usize) -> usize {
        let end = self.text[at..]
            .find('\n')
            .map_or(self.text.len(), |line| at + line);
        at + self.text[at..end].trim_end_matches('\r').len()
    }

    pub(super) fn next_line(&self, at: usize) -> usize {
        self.text[at..]
            .find('\n')
            .map_or(self.text.len(), |line| at + line + 1)
    }

    /// The indentation of a line whose first word is in this column.
    pub(super) fn indent_at(&self, at: usize) -> String {
        let before = &self.text[self.line_start(at)..at];
        " ".repeat(before.chars().count())
    }
}
