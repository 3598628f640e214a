#!/usr/bin/env bash
# The simulator's status read under load, against one bare axum route that answers with the same
# bytes and against Prism, the three taking turns; then what a million live sessions weigh.
#
# Needs wrk, curl, and, for Prism, npm; Prism is left out where `--without-prism` says so.
# ROUNDS and SECONDS_EACH make it longer.
set -euo pipefail
cd "$(dirname "$0")/.."

rounds=${ROUNDS:-5}
seconds=${SECONDS_EACH:-5}
prism=@stoplight/prism-cli@5.14.2
id=18b526add06348c0bb934e71f042f047
path=/api/v2/subaccounts/acme/sessions/$id
key="Authorization: Bearer verify-sim-key"
work=$(mktemp -d)
started=()
trap 'kill "${started[@]}" 2>/dev/null || true; rm -rf "$work"' EXIT

cargo build --quiet --release --package verify-sim --package benchmarks --bins
target=$(cargo metadata --format-version 1 --no-deps | sed 's/.*"target_directory":"\([^"]*\)".*/\1/')

# Starts a program that says where it serves; gives the address.
start() { # NAME COMMAND…
    local name=$1
    shift
    "$@" >"$work/$name" 2>&1 &
    started+=($!)
    until grep -qs '^service' "$work/$name"; do
        kill -0 "${started[-1]}" || { cat "$work/$name" >&2; exit 1; }
    done
    address=$(sed -n 's/^service *//p' "$work/$name")
}

# Requests a second. Every answer has to be a 200: a refusal is quick, and would count for nothing.
# Prism lets some wait for more than wrk's two seconds; that is its speed, and no fault of the run.
load() { # URL
    wrk -t2 -c64 -d"${seconds}s" -H "$key" "$1$path" >"$work/wrk"
    if grep -q 'Non-2xx\|connect [1-9]\|read [1-9]\|write [1-9]' "$work/wrk"; then
        cat "$work/wrk" >&2
        return 1
    fi
    sed -n 's/^Requests\/sec: *//p' "$work/wrk"
}

printf 'sessions:\n  - id: %s\n    expires-in: 1h\n' $id >"$work/scenario.yaml"
start simulator "$target/release/verify-sim" --scenario "$work/scenario.yaml" --max-sessions 1100000
simulator=$address
simulator_pid=${started[-1]}
control=$(sed -n 's/^control *//p' "$work/simulator")
curl -sf -H "$key" "$simulator$path" >"$work/body"
start axum "$target/release/bare-axum" "$work/body"
axum=$address
servers=(axum simulator)
if [ "${1:-}" != --without-prism ]; then
    npm install --silent --prefix "$work/npm" $prism >/dev/null
    port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
    "$work/npm/node_modules/.bin/prism" mock --port "$port" --verboseLevel silent openapi/verify.yaml >"$work/prism" 2>&1 &
    started+=($!)
    prism_url=http://127.0.0.1:$port
    until curl -sf -o "$work/prism-body" -H "$key" "$prism_url$path"; do
        kill -0 "${started[-1]}" || { cat "$work/prism" >&2; exit 1; }
    done
    servers+=(prism)
fi

echo "round,server,requests_per_second"
for round in $(seq "$rounds"); do
    for server in "${servers[@]}"; do
        case $server in
        axum) url=$axum ;;
        simulator) url=$simulator ;;
        prism) url=$prism_url ;;
        esac
        speed=$(load "$url")
        echo "$round,$server,$speed" | tee -a "$work/figures"
    done
done
awk -F, '
    { figure[$1, $2] = $3; rounds = $1; known[$2] = 1 }
    function ratio(other,   round, count, list, at, swap) {
        for (round = 1; round <= rounds; round++) list[round] = figure[round, "simulator"] / figure[round, other]
        for (round = 1; round <= rounds; round++)
            for (at = round + 1; at <= rounds; at++)
                if (list[at] < list[round]) { swap = list[at]; list[at] = list[round]; list[round] = swap }
        printf "simulator to %s: %.2f in the middle of %d rounds (%.2f to %.2f)\n", other, list[int((rounds + 1) / 2)], rounds, list[1], list[rounds]
    }
    END { ratio("axum"); if ("prism" in known) ratio("prism") }
' "$work/figures"

session_count() { # CONTROL
    curl -sf "${1}state" | grep -o '"session-count":[0-9]*' | cut -d: -f2
}

memory() { # PID
    awk '/^Vm(HWM|RSS)/ { printf "%s %.0f MB\n", $1, $2 * 1024 / 1e6 }' "/proc/$1/status"
}

echo "making a million sessions over the control endpoint"
for batch in $(seq 0 99); do
    awk -v batch="$batch" 'BEGIN {
        printf "["
        for (n = 0; n < 10000; n++) {
            id = batch * 10000 + n
            printf "%s{\"id\":\"%08x-d063-48c0-bb93-4e71f042f047\",\"code\":\"%06d\",\"destination\":\"+65%08d\",\"expires-in\":\"1h\"}", n ? "," : "", id, id % 1000000, id
        }
        printf "]"
    }' | curl -sf -o /dev/null -H 'Content-Type: application/json' --data-binary @- "${control}sessions"
done
session_count "$control"
curl -sf -H "$key" "$simulator/api/v2/subaccounts/acme/sessions/000f423f-d063-48c0-bb93-4e71f042f047" | grep -o '"status":"[A-Z]*"'
memory "$simulator_pid"

echo "starting a million sessions, each for a number of its own"
kill "$simulator_pid"
start starting "$target/release/verify-sim" --max-sessions 2000000
starting=$address
starting_pid=${started[-1]}
control=$(sed -n 's/^control *//p' "$work/starting")
cat >"$work/start.lua" <<'LUA'
local threads = 0
function setup(thread)
    thread:set("index", threads)
    threads = threads + 1
end
function init(arguments)
    number = (tonumber(arguments[1]) * 2 + index) * 1000000
    wrk.headers["Content-Type"] = "application/json"
end
function request()
    number = number + 1
    local body = string.format('{"destination":"+65%08d","codeValidity":7200}', number)
    return wrk.format("POST", nil, nil, body)
end
LUA
round=0
until [ "$(session_count "$control")" -ge 1000000 ]; do
    wrk -t2 -c64 -d5s -H "$key" -s "$work/start.lua" "$starting/api/v2/subaccounts/acme/sessions" -- $round |
        sed -n 's/^Requests\/sec: */starts a second: /p'
    round=$((round + 1))
done
session_count "$control"
memory "$starting_pid"
