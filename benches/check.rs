//! `check` against the same request written by hand: latency one after another, and 64 at a time.
//!
//! Both sides take turns in small rounds of one run, so that what slows the machine slows both.
//! Run with `cargo bench --package benchmarks --bench check`.

#![expect(clippy::print_stdout, reason = "a benchmark prints what it measured")]

mod loopback;

use std::time::{Duration, Instant};

use loopback::{ByHand, Ours, serve};

const ROUNDS: usize = 60;
const CALLS: usize = 100;
const PARALLEL: usize = 64;

fn main() {
    let url = serve();
    let (ours, by_hand) = (Ours::new(&url), ByHand::new(&url));
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime starts");
    let one = || runtime.block_on(timed(|| async { repeat(|| ours.check()).await }));
    let other = || runtime.block_on(timed(|| async { repeat(|| by_hand.check()).await }));
    report("one after another", CALLS, &one, &other);

    let one = || runtime.block_on(timed(|| at_once(|| ours.check())));
    let other = || runtime.block_on(timed(|| at_once(|| by_hand.check())));
    report("64 at a time", PARALLEL, &one, &other);
}

async fn repeat<F: Future<Output = ()>>(call: impl Fn() -> F) {
    for _ in 0..CALLS {
        call().await;
    }
}

async fn at_once<F: Future<Output = ()>>(call: impl Fn() -> F) {
    futures_util::future::join_all((0..PARALLEL).map(|_| call())).await;
}

async fn timed<F: Future>(work: impl Fn() -> F) -> Duration {
    let start = Instant::now();
    work().await;
    start.elapsed()
}

/// Prints the medians of both sides and of the ratio, round by round.
fn report(what: &str, calls: usize, ours: &dyn Fn() -> Duration, by_hand: &dyn Fn() -> Duration) {
    let (mut our_times, mut their_times, mut ratios) = (Vec::new(), Vec::new(), Vec::new());
    for round in 0..ROUNDS + 5 {
        // Who goes first alternates.
        let (our_time, their_time) = if round % 2 == 0 {
            let our_time = ours();
            (our_time, by_hand())
        } else {
            let their_time = by_hand();
            (ours(), their_time)
        };
        // The first rounds open the connections.
        if round >= 5 {
            our_times.push(our_time.as_secs_f64());
            their_times.push(their_time.as_secs_f64());
            ratios.push(our_time.as_secs_f64() / their_time.as_secs_f64());
        }
    }
    let per_call =
        |times: Vec<f64>| median(times) / f64::from(u32::try_from(calls).unwrap_or(1)) * 1e6;
    println!(
        "{what}: verify-ext {:.1} µs a call, by hand {:.1} µs a call, ratio {:.3}",
        per_call(our_times),
        per_call(their_times),
        median(ratios),
    );
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
