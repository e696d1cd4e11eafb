#!/usr/bin/env bash
# A release build with profile-guided optimisation. The program is built so that it counts what it does, works on generated ledgers, and is
# built again by these counts. The result is target/pgo/collect. It is no part of the usual build: it takes two release builds, and needs the
# toolchain's own llvm-profdata.
set -euo pipefail
cd "$(dirname "$0")/.."

host=$(rustc -vV | sed -n 's/^host: //p')
profdata=$(rustc --print sysroot)/lib/rustlib/$host/bin/llvm-profdata
if [ ! -x "$profdata" ]; then
  echo "$profdata is missing, and one of another LLVM cannot read the counts. Add it: rustup component add llvm-tools" >&2
  exit 1
fi
mkdir -p "${CARGO_TARGET_DIR:-target}"
target=$(cd "${CARGO_TARGET_DIR:-target}" && pwd)
work=$target/pgo
mkdir -p "$work"
rm -rf "$work/counts" "$work/ledgers"

step() { printf '\n== %s\n' "$*"; }
# With a target named, the flags are for the program only, and not for build scripts.
build() { RUSTFLAGS="$1" cargo build --release --locked --bin collect --target "$host" --target-dir "$work/$2"; }

step "a program that counts"
build "-Cprofile-generate=$work/counts" counting
counting=$work/counting/$host/release/collect

step "ledgers that no benchmark uses"
for invoices in 100 1000 20000 200000; do
  cargo run --quiet --locked --example generate-ledger -- "$invoices" "$work/ledgers/$invoices" --seed 7
done

step "what it is to be good at"
# COMMAND INVOICES ARGUMENTS; `diff` may end with 1.
train() {
  local command=$1 ledger=$work/ledgers/$2
  shift 2
  echo "$command of ${ledger##*/} invoices"
  "$counting" "$command" -C "$ledger" --quiet "$@" >/dev/null 2>&1 || [ $? -le 1 ]
}
workflow=$PWD/benches/workflow.yaml
today=(--workflow "$workflow" --as-of 2026-09-30)
for _ in 1 2 3 4 5; do train plan 100 "${today[@]}" --format csv -o plan.csv; done
train plan 200000 "${today[@]}" --format csv -o plan.csv
train plan 20000 "${today[@]}" --format json
train status 20000 "${today[@]}" --format csv
train explain 200000 INV-00000721 "${today[@]}"
train draft 20000 "${today[@]}" --first-run
train draft 200000 "${today[@]}" --dry-run
train simulate 20000 --workflow "$workflow" --from 2025-10-01 --to 2026-09-30
train diff 1000 "$workflow" net30 --from 2024-10-01 --to 2026-09-30

step "the program built by these counts"
"$profdata" merge -o "$work/collect.profdata" "$work/counts"
build "-Cprofile-use=$work/collect.profdata" built
cp "$work/built/$host/release/collect" "$work/collect"
echo "$work/collect"
