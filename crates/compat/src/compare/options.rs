//! What is compared.

/// What to compare, and what the comparison knows besides the two sets of facts.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Options {
    /// Whether descriptions and other texts for people are compared.
    pub prose: bool,
    /// Whether an operation that only the revision has is a change.
    pub new_operations: bool,
    /// The day of the comparison as `YYYY-MM-DD`: a sunset date before it is in the past. Without it,
    /// every sunset date is in the future.
    pub today: Option<String>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            prose: true,
            new_operations: true,
            today: None,
        }
    }
}
