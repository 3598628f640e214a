//! Why a file is not read as a page.

use contract::Diagnostic;

/// A file that is not the page it is said to be.
///
/// Silence about such a file would look like "nothing changed", and reading on would look like
/// "everything was removed": so it is refused, with the reason, the place, and what to do.
#[derive(Clone, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Refusal {
    /// The file holds nothing.
    #[error(transparent)]
    Empty(Diagnostic),
    /// The file holds something, but no page of this theme, or more than one.
    #[error(transparent)]
    NotAPage(Diagnostic),
    /// A page that asks who one is, in the place of the one that was meant.
    #[error(transparent)]
    LoginPage(Diagnostic),
    /// A page that says that there is no such page, or that the server failed.
    #[error(transparent)]
    ErrorPage(Diagnostic),
    /// A page that only leads to another.
    #[error(transparent)]
    RedirectShell(Diagnostic),
    /// The frame of a page that its scripts have not filled.
    #[error(transparent)]
    Unfilled(Diagnostic),
    /// A page that stops before its end, or lost something in its midst.
    #[error(transparent)]
    Truncated(Diagnostic),
    /// A text whose names do not stand in their places.
    #[error(transparent)]
    LostLayout(Diagnostic),
    /// A page of an operation that is not the one it is held against.
    #[error(transparent)]
    OtherOperation(Diagnostic),
    /// A page that nests beyond reason.
    #[error(transparent)]
    TooDeep(Diagnostic),
    /// A page that is larger than any real one.
    #[error(transparent)]
    TooLarge(Diagnostic),
}

impl Refusal {
    /// What was expected, what was found, where, and what to do.
    #[must_use]
    pub fn diagnostic(&self) -> &Diagnostic {
        match self {
            Self::Empty(diagnostic)
            | Self::NotAPage(diagnostic)
            | Self::LoginPage(diagnostic)
            | Self::ErrorPage(diagnostic)
            | Self::RedirectShell(diagnostic)
            | Self::Unfilled(diagnostic)
            | Self::Truncated(diagnostic)
            | Self::LostLayout(diagnostic)
            | Self::OtherOperation(diagnostic)
            | Self::TooDeep(diagnostic)
            | Self::TooLarge(diagnostic) => diagnostic,
        }
    }
}
