//! Reasons why a file is refused as a page.

use contract::Diagnostic;

/// A file that is not a complete page of an operation.
///
/// Treating such a file as unchanged would hide drift, and comparing it would report everything as
/// removed. It is refused with the reason, the position, and what to do.
#[derive(Clone, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Refusal {
    /// The file is empty.
    #[error(transparent)]
    Empty(Diagnostic),
    /// The file is not a page of the theme, or shows more than one operation.
    #[error(transparent)]
    NotAPage(Diagnostic),
    /// A login page.
    #[error(transparent)]
    LoginPage(Diagnostic),
    /// An error page, such as `404 Not Found`.
    #[error(transparent)]
    ErrorPage(Diagnostic),
    /// A page that redirects to another page.
    #[error(transparent)]
    RedirectShell(Diagnostic),
    /// A page whose scripts have not run, so that it shows no content.
    #[error(transparent)]
    Unfilled(Diagnostic),
    /// A page that is cut off, or lacks a part in between.
    #[error(transparent)]
    Truncated(Diagnostic),
    /// A text that names the parameters and properties, but not in the layout of a page.
    #[error(transparent)]
    LostLayout(Diagnostic),
    /// A page of an operation that the contract does not have.
    #[error(transparent)]
    OtherOperation(Diagnostic),
    /// HTML that nests deeper than the limit.
    #[error(transparent)]
    TooDeep(Diagnostic),
    /// A page that is larger than the limit.
    #[error(transparent)]
    TooLarge(Diagnostic),
}

impl Refusal {
    /// Returns the message, the position, and what to do.
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
