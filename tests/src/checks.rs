//! The checks, one idea each.

mod bodies;
mod examples;
mod faults;
mod leaks;
mod parameters;
mod responses;
mod schemas;
mod wire;

pub use bodies::bodies;
pub use examples::examples;
pub use faults::faults;
pub use leaks::leaks;
pub use parameters::parameters;
pub use responses::responses;
pub use schemas::schemas;
pub use wire::wire;

/// A finding that an operation of the contract has no method in the client.
fn not_in_the_client(check: &'static str, operation: &contract::Operation<'_>) -> crate::Finding {
    crate::Finding {
        check,
        about: operation.key(),
        message: "the client has no such operation; run `cargo xtask regen`".to_owned(),
    }
}
