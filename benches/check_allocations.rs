//! Heap allocations of a `check` against the same request written by hand.
//!
//! Run with `cargo bench --package benchmarks --bench check_allocations`. The counts are the same in
//! every run, so it fails where a check needs a tenth more than the request written by hand.

#![expect(clippy::print_stdout, reason = "a benchmark prints what it measured")]

mod loopback;

use std::process::ExitCode;

use loopback::{ByHand, Connections, Ours, serve};

#[global_allocator]
static ALLOCATOR: dhat::Alloc = dhat::Alloc;

const CALLS: u64 = 500;
/// How many allocations a check may make for each of the request written by hand.
const LIMIT: f64 = 1.1;

fn main() -> ExitCode {
    let profiler = dhat::Profiler::builder().testing().build();
    let url = serve();
    let ours = Ours::new(&url, Connections::Reused);
    let by_hand = ByHand::new(&url, Connections::Reused);
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime starts");
    let ours = count(&runtime, || ours.check());
    let by_hand = count(&runtime, || by_hand.check());
    let ratio = ours.0 / by_hand.0;
    println!(
        "allocations a call: verify-ext {:.1} ({:.0} bytes), by hand {:.1} ({:.0} bytes), ratio {ratio:.3}",
        ours.0, ours.1, by_hand.0, by_hand.1,
    );
    drop(profiler);
    if ratio > LIMIT {
        println!(
            "a check allocates more than {LIMIT} times as often as the request written by hand: \
             look for what `verify-ext` or `verify-api` copies for each call, or for a layer that \
             reqwest clones"
        );
        return ExitCode::FAILURE;
    }
    ExitCode::SUCCESS
}

/// Blocks and bytes a call, once the connection is open.
#[allow(
    clippy::cast_precision_loss,
    reason = "the counts are far below what a float holds"
)]
fn count<F: Future<Output = ()>>(
    runtime: &tokio::runtime::Runtime,
    call: impl Fn() -> F,
) -> (f64, f64) {
    let many = |calls: u64| {
        runtime.block_on(async {
            for _ in 0..calls {
                call().await;
            }
        });
    };
    many(20);
    let before = dhat::HeapStats::get();
    many(CALLS);
    let after = dhat::HeapStats::get();
    let per_call = |one: u64, other: u64| (other - one) as f64 / CALLS as f64;
    (
        per_call(before.total_blocks, after.total_blocks),
        per_call(before.total_bytes, after.total_bytes),
    )
}
