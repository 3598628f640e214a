#!/usr/bin/env bash
# Checks that a tag may be released: `release-check.sh vX.Y.Z`. With `--notes` it prints the section
# of the changelog instead.
set -euo pipefail
cd "$(dirname "$0")/.."

tag="$1"
version="${tag#v}"
section="$(awk -v heading="## $version" '
    index($0, heading) == 1 && substr($0, length(heading) + 1, 1) ~ /^$|[ -]/ { inside = 1; next }
    /^## / { inside = 0 }
    inside' CHANGELOG.md)"

if [ "${2:-}" = --notes ]; then
    printf '%s\n' "$section"
    exit 0
fi

problems=()
[ -n "${section//[[:space:]]/}" ] ||
    problems+=("CHANGELOG.md has no section \`## $version\` with entries: give the unreleased section that heading.")
if grep -q '^Next: ' <<<"$section"; then
    problems+=("The section \`## $version\` of CHANGELOG.md still has its \`Next:\` line: drop it.")
fi
manifest="$(sed -n 's/^version = "\(.*\)"/\1/p' crates/verify-ext/Cargo.toml)"
[ "$manifest" = "$version" ] ||
    problems+=("crates/verify-ext/Cargo.toml says $manifest, the tag says $version: tag the version of verify-ext.")
if grep -q 'TODO: describe' openapi/verify.yaml; then
    problems+=("openapi/verify.yaml has descriptions that are still to be written (\`TODO: describe\`).")
fi
for problem in "${problems[@]}"; do
    echo "error: $problem" >&2
done
[ "${#problems[@]}" = 0 ]
