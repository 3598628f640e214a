//! Sources held against a contract, and contracts moved to what they say.

mod bounds;
#[path = "../../../pages/tests/it/in_parallel.rs"]
mod in_parallel;
mod lock;
mod smoke;
mod sync;
