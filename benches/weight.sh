#!/usr/bin/env bash
# What the project costs to build, from nothing: seconds of CPU (which other jobs on the machine
# change little), crates, and gigabytes of `target`.
#
#   benches/weight.sh REVISION [REVISION]   the README's two commands at each revision
#   benches/weight.sh --downstream [JAR]    a program that uses verify-ext, one with plain reqwest, and,
#                                           with openapi-generator's JAR (PyPI openapi-generator-cli),
#                                           the client it makes from the same contract
#
# Downloads are made first, and are not counted.
set -euo pipefail
cd "$(dirname "$0")/.."
root="$PWD"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT

# Runs a command, and prints its seconds of CPU.
cpu() {
    local log="$work/log"
    if ! bash -c 'TIMEFORMAT="%U %S"; time "$@" >"$0" 2>&1' "$log" "$@" 2>"$work/time"; then
        tail -n 20 "$log" >&2
        return 1
    fi
    awk '{ printf "%.0f", $1 + $2 }' "$work/time"
}

gigabytes() {
    du -sk "$1" | awk '{ printf "%.1f", $1 / 1048576 }'
}

if [ "${1:-}" != --downstream ]; then
    echo "| revision | main job, s of CPU | then the tests' build, s of CPU | target, GB | crates |"
    echo "| --- | --- | --- | --- | --- |"
    for revision in "$@"; do
        git clone -q "$root" "$work/clone"
        cd "$work/clone"
        git checkout -q "$(git -C "$root" rev-parse "$revision")"
        export CARGO_TARGET_DIR="$work/target"
        cargo fetch -q --locked
        main="$(cpu cargo xtask regen)"
        tests="$(cpu cargo test --workspace --no-run)"
        crates="$(cargo tree --workspace --prefix none --no-dedupe | sort -u | wc -l)"
        echo "| $(git rev-parse --short HEAD) | $main | $tests | $(gigabytes "$work/target") | $crates |"
        unset CARGO_TARGET_DIR
        cd "$root"
        rm -rf "$work/clone" "$work/target"
    done
    exit
fi

# Builds a program with the dependencies on standard input.
program() {
    local name="$1" folder="$work/$1"
    mkdir -p "$folder/src"
    {
        printf '[package]\nname = "program"\nversion = "0.0.0"\nedition = "2024"\n\n[workspace]\n\n[dependencies]\n'
        cat
    } >"$folder/Cargo.toml"
    echo "fn main() {}" >"$folder/src/main.rs"
    cp "$root/Cargo.lock" "$folder/"
    (cd "$folder" && cargo fetch -q && cargo tree --prefix none -e normal --no-dedupe | sort -u >"$work/$name.crates")
    local debug release
    debug="$(cd "$folder" && cpu cargo build)"
    release="$(cd "$folder" && cpu cargo build --release)"
    echo "| $name | $(($(wc -l <"$work/$name.crates") - 1)) | $debug | $release | $(gigabytes "$folder/target") |"
}

echo "| program with | crates | debug build, s of CPU | release build, s of CPU | target, GB |"
echo "| --- | --- | --- | --- | --- |"
tokio='tokio = { version = "1", features = ["macros", "rt-multi-thread"] }'
reqwest='reqwest = { version = "0.13", default-features = false, features = ["json", "query", "rustls"] }'
program reqwest <<EOF
$tokio
$reqwest
serde = { version = "1", features = ["derive"] }
EOF
program verify-ext <<EOF
$tokio
verify-ext = { path = "$root/crates/verify-ext" }
EOF
if [ -n "${2:-}" ]; then
    java -jar "$2" generate -i openapi/verify.yaml -g rust -o "$work/generated" \
        --additional-properties=packageName=generated_client >"$work/log" 2>&1
    program openapi-generator <<EOF
$tokio
generated_client = { path = "$work/generated", default-features = false, features = ["rustls"] }
EOF
fi
