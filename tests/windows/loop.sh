#!/usr/bin/env bash
# The day's loop with the Windows program under wine, and with the program of this machine: both must print the same and leave the same files.
#
#   tests/windows/loop.sh COLLECT COLLECT.EXE
set -euo pipefail
here=$(cd "$(dirname "$0")/../.." && pwd)
native=$1 windows=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export WINEDEBUG=-all WINEPREFIX="${WINEPREFIX:-$work/wine}"

# Older versions of wine lack a library of Windows with one function that the standard library calls.
cp "$windows" "$work/collect.exe"
windows=$work/collect.exe
if ! wine "$windows" --version >/dev/null 2>&1; then
  cat >"$work/random.c" <<'EOF'
#include <windows.h>
#include <ntsecapi.h>
__declspec(dllexport) BOOL WINAPI ProcessPrng(PBYTE data, SIZE_T length) { return RtlGenRandom(data, (ULONG)length); }
EOF
  x86_64-w64-mingw32-gcc -shared -o "$work/bcryptprimitives.dll" "$work/random.c" -ladvapi32
  wine "$windows" --version >/dev/null
fi

cat >"$work/export.csv" <<'EOF'
Invoice No,Customer,Email,Invoice Date,Due Date,Total,Open Balance,Currency
1001,Acme Ltd,ap@acme.example,2026-01-10,2026-02-09,1200.00,1200.00,USD
1002,Bolt: Nuts & Co.,ap@bolt.example,2026-01-20,2026-02-19,80.50,80.50,USD
1003,CON,ap@con.example,2026-02-01,2026-03-03,300.00,300.00,USD
EOF

step() { # NAME ARGUMENTS...: both programs, and what they print and leave
  local name=$1 code_native=0 code_windows=0
  shift
  (cd "$work/native" && "$native" "$@" >"$work/native.out" 2>"$work/native.err") || code_native=$?
  (cd "$work/windows" && wine "$windows" "$@" >"$work/windows.out" 2>"$work/windows.err") || code_windows=$?
  # Lines end alike, and paths are written with either stroke.
  for stream in out err; do
    sed -i 's/\r$//; s/\\/\//g' "$work/windows.$stream"
    sed -i 's/\\/\//g' "$work/native.$stream"
    diff "$work/native.$stream" "$work/windows.$stream" >"$work/diff" || { echo "$name: standard $stream differs"; head -40 "$work/diff"; exit 1; }
  done
  [ "$code_native" = "$code_windows" ] || { echo "$name: exit code $code_native here, $code_windows on Windows"; exit 1; }
  diff -r "$work/native" "$work/windows" >"$work/diff" || { echo "$name: the files differ"; head -40 "$work/diff"; exit 1; }
  echo "$name: the same (exit code $code_native)"
}

begin() {
  rm -rf "$work/native" "$work/windows"
  mkdir "$work/native"
  cp -r "$1" "$work/native"
  cp -r "$work/native" "$work/windows"
}

begin "$here/examples/quickstart/."
step "plan" plan --as-of 2026-03-31 --format csv
step "status" status --as-of 2026-03-31
step "draft" draft --as-of 2026-03-31 --first-run
step "record" record outbox/2026-03-31 --as-of 2026-03-31
step "the next plan" plan --as-of 2026-04-01 --format json
step "log" log promise INV-1900 --until 2026-04-10 --as-of 2026-04-01
step "undo" undo --as-of 2026-04-01
step "explain" explain INV-1900 --as-of 2026-04-01

begin "$work/export.csv"
step "init" init --yes --open-on as_of
step "sync" sync --as-of 2026-03-10
step "draft of an export" draft --as-of 2026-03-10 --first-run
sed -i '3d' "$work/native/export.csv" "$work/windows/export.csv"
step "sync of the next export" sync --as-of 2026-03-11
step "plan of the book" plan --as-of 2026-03-11 --format csv
