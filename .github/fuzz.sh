#!/usr/bin/env bash
# Fuzzes every target of fuzz/ for an equal part of the seconds that are given.
set -euo pipefail
cd "$(dirname "$0")/../fuzz"

mapfile -t targets < <(cargo +nightly fuzz list)
each=$(($1 / ${#targets[@]}))
failed=()
for target in "${targets[@]}"; do
    mkdir -p "corpus/$target"
    folders=("corpus/$target")
    [ ! -d "seeds/$target" ] || folders+=("seeds/$target")
    cargo +nightly fuzz run "$target" "${folders[@]}" -- \
        -max_total_time="$each" -rss_limit_mb=2048 -timeout=60 || failed+=("$target")
done
[ "${#failed[@]}" = 0 ] || {
    echo "Found by: ${failed[*]}. The input is below fuzz/artifacts; cut it down, put it into" \
        "fuzz/seeds, and mend the reader." >&2
    exit 1
}
