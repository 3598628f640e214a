//! Contracts and what follows from them: a client, or a refusal.

mod growth;
mod refusals;

/// The contract that the tests edit.
const CONTRACT: &str = include_str!("session.yaml");
