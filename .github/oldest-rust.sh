#!/usr/bin/env bash
# Builds each published crate with the oldest Rust that its manifest names.
set -euo pipefail
cd "$(dirname "$0")/.."

cargo metadata --no-deps --format-version 1 |
    jq -r '.packages[] | select(.publish == null) | "\(.name) \(.rust_version)"' |
    while read -r package rust; do
        echo "=== $package with Rust $rust"
        rustup toolchain install "$rust" --profile minimal --no-self-update
        cargo "+$rust" check --package "$package" --all-features </dev/null
    done
