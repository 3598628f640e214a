#!/usr/bin/env bash
# Holds the public API of each published crate against the last release: the version in the manifest
# has to allow what changed.
set -euo pipefail
cd "$(dirname "$0")/.."

if ! tag="$(git describe --tags --abbrev=0 --match 'v*' 2>/dev/null)"; then
    echo "There is no tag v* yet: nothing was released that could break."
    exit 0
fi
packages="$(cargo metadata --no-deps --format-version 1 |
    jq -r '.packages[] | select(.publish == null) | .name')"
failed=0
for package in $packages; do
    if ! git cat-file -e "$tag:crates/$package/Cargo.toml" 2>/dev/null; then
        echo "$package is newer than $tag."
        continue
    fi
    cargo semver-checks --package "$package" --baseline-rev "$tag" || failed=1
done
exit "$failed"
