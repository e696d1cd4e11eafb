#!/usr/bin/env bash
# How many decimals does an amount on an invoice have? Babel 2.19.0 asks CLDR, the crate iso_currency 0.7.1 asks ISO 4217.
# Expected from memory: the same, at least for currencies that are written on invoices with decimals.
# Seen: CLDR says 0 for the forint, the Iraqi dinar, the lek and the Lebanese pound, where ISO 4217 says 2, 3, 2 and 2. Babel's
# format_currency then rounds what is owed: 1234.50 HUF is shown as 1,234 and 1234.567 IQD as 1,235, without a warning. A table of
# decimals that came from CLDR also makes minor units of the wrong size.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"
python3 -m venv env; env/bin/pip -q install Babel==2.19.0
mkdir -p iso/src; cat > iso/Cargo.toml <<'T'
[package]
name = "iso"
version = "0.1.0"
edition = "2021"
[dependencies]
iso_currency = "=0.7.1"
T
cat > iso/src/main.rs <<'R'
fn main() {
    for code in ["HUF", "IQD", "ALL", "LBP"] {
        println!("{code} {}", iso_currency::Currency::from_code(code).and_then(|c| c.exponent()).unwrap());
    }
}
R
cargo run -q --manifest-path iso/Cargo.toml > iso.txt
env/bin/python - > cldr.txt <<'P'
from babel.numbers import get_currency_precision
for code in ["HUF", "IQD", "ALL", "LBP"]:
    print(code, get_currency_precision(code))
P
env/bin/python - > shown.txt <<'P'
from decimal import Decimal
from babel.numbers import format_currency
for amount, code in [("1234.50", "HUF"), ("1234.567", "IQD")]:
    print(amount, code, "->", ascii(format_currency(Decimal(amount), code, locale="en_US")))
P
echo "ISO 4217 (iso_currency 0.7.1): $(tr '\n' ' ' < iso.txt)"; echo "CLDR (Babel 2.19.0): $(tr '\n' ' ' < cldr.txt)"; cat shown.txt
[ "$(tr '\n' ' ' < iso.txt)" = "HUF 2 IQD 3 ALL 2 LBP 2 " ] && [ "$(tr '\n' ' ' < cldr.txt)" = "HUF 0 IQD 0 ALL 0 LBP 0 " ]
grep -q "1234.50 HUF -> 'HUF1,234'" shown.txt && grep -q "1234.567 IQD -> 'IQD1,235'" shown.txt
