//! `check` against the same request written by hand: latency one after another, and 64 at a time.
//!
//! Both sides take turns in one run, so that what slows the machine slows both. Run with
//! `cargo bench --package benchmarks --bench check`.

#![expect(clippy::print_stdout, reason = "a benchmark prints what it measured")]

mod loopback;

use std::time::{Duration, Instant};

use loopback::{ByHand, Connections, Ours, serve};

const ROUNDS: usize = 100;
/// Rounds that open the connections and warm the caches.
const WARMING: usize = 5;
const PARALLEL: usize = 64;

fn main() {
    let url = serve();
    let ours = Ours::new(&url, Connections::Reused);
    let by_hand = ByHand::new(&url, Connections::Reused);
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime starts");
    // Call by call: a core that goes to sleep between two calls does so for both sides.
    report("one after another", |_| {
        runtime.block_on(async {
            let (mut our_time, mut their_time) = (Duration::ZERO, Duration::ZERO);
            for _ in 0..PARALLEL {
                our_time += timed(ours.check()).await;
                their_time += timed(by_hand.check()).await;
            }
            (our_time, their_time)
        })
    });
    // What a check does unless it is told otherwise, against the same by hand, and against itself on
    // a connection of the pool. Without TLS: over the network, round trips count.
    let fresh = Ours::new(&url, Connections::Fresh);
    let by_hand_fresh = ByHand::new(&url, Connections::Fresh);
    report("a connection for each, one after another", |_| {
        runtime.block_on(async {
            let (mut our_time, mut their_time) = (Duration::ZERO, Duration::ZERO);
            for _ in 0..PARALLEL {
                our_time += timed(fresh.check()).await;
                their_time += timed(by_hand_fresh.check()).await;
            }
            (our_time, their_time)
        })
    });
    report(
        "a connection for each, against reusing one, both verify-ext",
        |_| {
            runtime.block_on(async {
                let (mut fresh_time, mut reused_time) = (Duration::ZERO, Duration::ZERO);
                for _ in 0..PARALLEL {
                    fresh_time += timed(fresh.check()).await;
                    reused_time += timed(ours.check()).await;
                }
                (fresh_time, reused_time)
            })
        },
    );
    for (what, ours, by_hand) in [
        ("64 at a time", &ours, &by_hand),
        (
            "a connection for each, 64 at a time",
            &fresh,
            &by_hand_fresh,
        ),
    ] {
        report(what, |ours_first| {
            runtime.block_on(async {
                if ours_first {
                    let our_time = timed(at_once(|| ours.check())).await;
                    (our_time, timed(at_once(|| by_hand.check())).await)
                } else {
                    let their_time = timed(at_once(|| by_hand.check())).await;
                    (timed(at_once(|| ours.check())).await, their_time)
                }
            })
        });
    }
}

async fn at_once<F: Future<Output = ()>>(call: impl Fn() -> F) {
    futures_util::future::join_all((0..PARALLEL).map(|_| call())).await;
}

async fn timed(work: impl Future) -> Duration {
    let start = Instant::now();
    work.await;
    start.elapsed()
}

/// Prints the medians of both sides and of the ratio, round by round; `round` makes `PARALLEL`
/// calls on each side, and is told which side goes first.
fn report(what: &str, round: impl Fn(bool) -> (Duration, Duration)) {
    let (mut ours, mut theirs, mut ratios) = (Vec::new(), Vec::new(), Vec::new());
    for number in 0..ROUNDS + WARMING {
        let (our_time, their_time) = round(number % 2 == 0);
        if number >= WARMING {
            ours.push(our_time.as_secs_f64());
            theirs.push(their_time.as_secs_f64());
            ratios.push(our_time.as_secs_f64() / their_time.as_secs_f64());
        }
    }
    let per_call = |times: Vec<f64>| median(times) / 64.0 * 1e6;
    println!(
        "{what}: {:.1} µs a call, the other {:.1} µs a call, ratio {:.3}",
        per_call(ours),
        per_call(theirs),
        median(ratios),
    );
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
