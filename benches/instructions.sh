#!/usr/bin/env bash
# How many instructions a plan takes for each invoice, by callgrind, next to the number that was recorded last: a line to look at
# after every change, which no other load on the machine can blur. `--record` writes the number down.
set -euo pipefail
cd "$(dirname "$0")/.."

if ! command -v valgrind >/dev/null; then
  echo "valgrind is not installed: instructions are not counted, SKIPPED"
  exit 0
fi
mkdir -p "${CARGO_TARGET_DIR:-target}"
target=$(cd "${CARGO_TARGET_DIR:-target}" && pwd)
invoices=20000
ledger=$target/bench/instructions
recorded=benches/instructions.txt

# The binary is that of the README's first command, so in CI it is there already; the generator need not be fast.
cargo build --quiet --release --locked --bin collect
cargo run --quiet --locked --example generate-ledger -- "$invoices" "$ledger" >/dev/null
log=$ledger/callgrind.log
valgrind --tool=callgrind --callgrind-out-file=/dev/null --log-file="$log" \
  "$target/release/collect" plan -C "$ledger" --workflow "$PWD/benches/workflow.yaml" --as-of 2026-09-30 --format csv -o "$ledger/plan.csv" 2>/dev/null >&2
count=$(awk '/Collected/ { print $NF }' "$log")
now=$((count / invoices))
[ "${1:-}" != --record ] || echo "$now" >"$recorded"
before=$(cat "$recorded")
awk -v now="$now" -v before="$before" 'BEGIN { printf "instructions per invoice: %d (recorded: %d, %+.1f %%)\n", now, before, (now / before - 1) * 100 }'
