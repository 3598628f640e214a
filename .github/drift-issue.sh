#!/usr/bin/env bash
# Opens, updates, or closes the one issue about drift. Reads what the run found from the environment:
# STATUS is the exit status of `cargo xtask drift`, RUN the URL of its log. The heading of the report is the
# title of the issue. Editing an issue notifies nobody, so a run that found something else than the run
# before also adds a comment: the second line of the report, `<!-- findings: … -->`, identifies what was found.
set -euo pipefail

label=drift
report=target/drift.md
case "$STATUS" in
    0) title="" ;;
    1 | 3) title="$(sed -n '1s/^### //p' "$report")" ;;
    *) echo "status $STATUS: the run failed, so there is no report" >&2 && exit 1 ;;
esac

open="$(gh issue list --label "$label" --state open --limit 1 --json number --jq '.[].number')"

if [ "$STATUS" = 0 ]; then
    if [ -n "$open" ]; then
        gh issue close "$open" --comment "The sources match the contract again: $RUN"
    fi
    exit 0
fi
if [ -z "$title" ]; then
    echo "$report begins with no heading" >&2
    exit 1
fi

body="$(mktemp)"
trap 'rm -f "$body"' EXIT
# An issue or a comment holds 65,536 characters.
if [ "$(wc -c <"$report")" -le 60000 ]; then
    cat "$report" >"$body"
else
    # Whole lines: half of one could end inside code, which keeps a text of the vendor from being markup.
    head -c 60000 "$report" | sed '$d' >"$body"
    printf '\n%s\n' "The report is longer: the summary of the run has all of it." >>"$body"
fi
printf '\n\n%s\n' "Found by $RUN" >>"$body"

if [ -n "$open" ]; then
    findings="$(sed -n '2s/^<!-- findings: .* -->$/&/p' "$report")"
    if [ -z "$findings" ]; then
        echo "the second line of $report does not identify the findings" >&2
        exit 1
    fi
    known="$(gh issue view "$open" --json body --jq .body)"
    # The comment comes first: if it fails, the next run adds it.
    if ! grep -qF -- "$findings" <<<"$known"; then
        gh issue comment "$open" --body-file "$body"
    fi
    gh issue edit "$open" --title "$title" --body-file "$body"
else
    gh label create "$label" --description "The vendor's documentation differs from the contract" 2>/dev/null || true
    gh issue create --title "$title" --label "$label" --body-file "$body"
fi
