#!/usr/bin/env bash
# A historical ledger has invoices in currencies that are no longer in force. Which of them does the crate iso_currency 0.7.1 know?
# Expected from memory: either the list in force, or that list and all that was withdrawn.
# Seen: it knows HRK (withdrawn in 2023), ZWL (2024) and CUC (2021), and it does not know ANG, withdrawn in 2025 in favour of XCG.
# So an export of 2024 from Curaçao is refused where one of 2022 from Croatia is read.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"
mkdir src; cat > Cargo.toml <<'T'
[package]
name = "withdrawn"
version = "0.1.0"
edition = "2021"
[dependencies]
iso_currency = "=0.7.1"
T
cat > src/main.rs <<'R'
fn main() {
    for code in ["HRK", "ZWL", "CUC", "ANG", "XCG"] {
        print!("{code}: {} ", iso_currency::Currency::from_code(code).is_some());
    }
}
R
seen=$(cargo run -q); echo "iso_currency 0.7.1 knows: $seen"
[ "$seen" = "HRK: true ZWL: true CUC: true ANG: false XCG: true " ] || [ "$seen" = "HRK: true ZWL: true CUC: true ANG: false XCG: true" ]
