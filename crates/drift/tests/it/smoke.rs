//! The fuzz targets on a stable toolchain: the seeds, and spoilt copies of them.
//!
//! `SMOKE_ROUNDS=1000` looks further.

#[allow(unreachable_pub, reason = "the fuzz targets are a crate of their own")]
#[path = "../../../../fuzz/src/lib.rs"]
mod targets;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

/// How many bytes may be allocated in all for one input. The search for what a spoilt page means
/// costs most: it ends after 500,000 drawn lines, and each of them takes some two kilobytes. Time
/// depends on the machine, allocations do not.
const ALLOCATED_AT_MOST: u64 = 1_200_000_000;

/// A generator of numbers that is the same everywhere.
struct Numbers(u64);

impl Numbers {
    fn next(&mut self, below: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % below.max(1) as u64).unwrap_or(0)
    }
}

/// Spoils some bytes: sets, removes, doubles, and moves them about.
fn spoilt(seed: &[u8], number: u64) -> Vec<u8> {
    const TOKENS: [&str; 16] = [
        "[",
        "{",
        "\"",
        "<div>",
        "</",
        "&amp;",
        "\n",
        "    ",
        "$ref: '#'",
        "*a",
        "&a ",
        "oneOf",
        "Array [",
        "Schema",
        "\u{feff}",
        "- ",
    ];
    let mut bytes = seed.to_vec();
    let mut numbers = Numbers(number.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
    for _ in 0..=numbers.next(6) {
        let at = numbers.next(bytes.len());
        let end = (at + numbers.next(40)).min(bytes.len());
        match numbers.next(6) {
            0 => bytes[at..end].fill(u8::try_from(numbers.next(256)).unwrap_or(0)),
            1 => drop(bytes.drain(at..end)),
            2 => {
                let piece = bytes[at..end].repeat(1 + numbers.next(50));
                bytes.splice(at..at, piece);
            }
            3 => {
                let token = TOKENS[numbers.next(TOKENS.len())].repeat(1 + numbers.next(300));
                bytes.splice(at..at, token.into_bytes());
            }
            4 => {
                let piece: Vec<u8> = bytes.drain(at..end).collect();
                let to = numbers.next(bytes.len());
                bytes.splice(to..to, piece);
            }
            _ => bytes.truncate(at),
        }
        if bytes.is_empty() {
            break;
        }
    }
    bytes
}

/// Runs a target over its own seeds and some of the committed pages.
fn smoke(target: &str, pages: &[&str], run: fn(&[u8])) {
    let rounds = std::env::var("SMOKE_ROUNDS")
        .ok()
        .and_then(|it| it.parse().ok());
    let rounds: u64 = rounds.unwrap_or(25);
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let own = std::fs::read_dir(here.join("../../fuzz/seeds").join(target));
    let mut seeds: Vec<_> = own
        .into_iter()
        .flatten()
        .map(|it| it.expect("the folder reads").path())
        .collect();
    seeds.sort();
    seeds.extend(
        pages
            .iter()
            .map(|page| here.join("../pages/tests/pages").join(page)),
    );
    assert!(!seeds.is_empty(), "`{target}` has seeds");
    for path in seeds {
        let seed = std::fs::read(&path).expect("a seed reads");
        run(&seed);
        for number in 1..=rounds {
            let bytes = spoilt(&seed, number);
            let mut ran = Ok(());
            let allocated = allocation_counter::measure(|| {
                ran = catch_unwind(AssertUnwindSafe(|| run(&bytes)));
            });
            let what = format!("round {number} of {}", path.display());
            assert!(ran.is_ok(), "{what} panicked");
            assert!(
                allocated.bytes_total <= ALLOCATED_AT_MOST,
                "{what} allocated {} bytes in all for {} bytes of input, more than {ALLOCATED_AT_MOST}",
                allocated.bytes_total,
                bytes.len(),
            );
        }
    }
}

#[test]
fn documents() {
    smoke(
        "document",
        &["check-session.openapi.yaml", "lending.openapi.yaml"],
        targets::document,
    );
}

#[test]
fn texts() {
    smoke(
        "text",
        &[
            "open-loan.copied.txt",
            "open-loan.imported.txt",
            "read-loan.copied.txt",
            "read-loan.imported.txt",
        ],
        targets::text,
    );
}

#[test]
fn pages_of_html() {
    smoke(
        "html",
        &[
            "open-loan.static.html",
            "read-loan.saved.html",
            "read-loan.static.html",
        ],
        targets::html,
    );
}

#[test]
fn locks() {
    smoke("lock", &[], targets::lock);
}

#[test]
fn drifts() {
    smoke(
        "drift",
        &[
            "lending.openapi.yaml",
            "open-loan.imported.txt",
            "read-loan.copied.txt",
            "read-loan.saved.html",
            "read-loan.static.html",
        ],
        targets::drift,
    );
}
