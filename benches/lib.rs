//! Measurements: `cargo bench --package benchmarks`.
