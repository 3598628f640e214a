//! Responses to questions that the vendor's documents leave open.

/// The response to a question that the vendor's documents leave open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenAnswer {
    /// The name of the probe.
    pub probe: &'static str,
    /// What the request asks for.
    pub asks: &'static str,
    /// The response: a status and an error code, such as `404/1404`.
    pub answer: String,
    /// The assumption of `verify-sim` that the response decides, if `verify-sim` supports it.
    pub assumption: Option<&'static str>,
}
