#!/usr/bin/env bash
# How many instructions five commands take for each invoice of a generated ledger, by callgrind, next to the numbers that were recorded
# last: lines to look at after every change, which no other load on the machine can blur. More than a tenth above is told in red.
#
#   benches/instructions.sh [--record] [PROGRAM]
#
# `--record` writes the numbers down. PROGRAM is measured instead of the release build.
set -euo pipefail
cd "$(dirname "$0")/.."

if ! command -v valgrind >/dev/null; then
  echo "valgrind is not installed: instructions are not counted, SKIPPED"
  exit 0
fi
record=
[ "${1:-}" != --record ] || { record=1 && shift; }
recorded=benches/instructions.txt
mkdir -p "${CARGO_TARGET_DIR:-target}"
target=$(cd "${CARGO_TARGET_DIR:-target}" && pwd)
ledgers=$target/bench/instructions
mkdir -p "$ledgers"
# The binary is that of the README's first command, so in CI it is there already; the generator need not be fast.
[ -n "${1:-}" ] || cargo build --quiet --release --locked --bin collect
program=${1:-$target/release/collect}
for invoices in 400 2000 10000; do
  cargo run --quiet --locked --example generate-ledger -- "$invoices" "$ledgers/$invoices" >/dev/null
done
later=$ledgers/later.yaml
sed 's/day: 3 }/day: 7 }/' benches/workflow.yaml >"$later"

count() {
  local name=$1 invoices=$2 log=$ledgers/callgrind.$1.log
  shift 2
  # Nothing that is found in a generated ledger is a failure of this script, and `diff` may end with 1.
  valgrind --tool=callgrind --callgrind-out-file=/dev/null --log-file="$log" "$program" "$name" -C "$ledgers/$invoices" "$@" >/dev/null 2>&1 || true
  local total before now
  total=$(awk '/Collected/ { print $NF }' "$log")
  now=$((${total:?"$name was not counted"} / invoices))
  before=$(awk -v name="$name" '$1 == name { print $2 }' "$recorded")
  [ -z "$record" ] || echo "$name $now" >>"$ledgers/recorded.txt"
  awk -v name="$name" -v now="$now" -v before="${before:-$now}" -v colour="${NO_COLOR-yes}" 'BEGIN {
    more = (now / before - 1) * 100
    line = sprintf("%-9s %7d instructions for each invoice (recorded: %d, %+.1f %%)", name, now, before, more)
    print (more > 10 && colour ? "\033[31m" line "\033[0m" : line)
  }'
}

: >"$ledgers/recorded.txt"
workflow=$PWD/benches/workflow.yaml
# NAME, INVOICES and the arguments of the command, which works in the folder of the ledger.
count plan 10000 --workflow "$workflow" --as-of 2026-09-30 --format csv -o plan.csv
count explain 10000 INV-00000721 --workflow "$workflow" --as-of 2026-09-30
count draft 10000 --workflow "$workflow" --as-of 2026-09-30 --dry-run
count simulate 2000 --workflow "$workflow" --from 2025-10-01 --to 2026-09-30
count diff 400 "$workflow" "$later" --from 2024-10-01 --to 2026-09-30
[ -z "$record" ] || mv "$ledgers/recorded.txt" "$recorded"
