//! Breaks the contract on purpose; the right check has to speak.
fn main() {}
