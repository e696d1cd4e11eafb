#!/usr/bin/env bash
# Two plain-text accounting tools and the amount "$1,000", followed by a late fee of "$40.50".
# Expected from memory: 1,040.50 in both, or an error, since the comma alone can be read in two ways.
# Seen: hledger 1.25 takes a comma that stands alone for a decimal mark, also where another amount of the same currency has a
# decimal point: the invoice is one dollar, and the balance is shown as "$41,500", which is 41.5. Standard error stays empty.
# Beancount 3.2.3 reads one thousand. With "decimal-mark ." at the head of the journal, hledger does, too.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"
apt-get download -q hledger=1.25-2+b5 >/dev/null 2>&1; dpkg -x hledger_*.deb tools
python3 -m venv env; env/bin/pip -q install beancount==3.2.3
tools/usr/bin/hledger --version; echo "beancount 3.2.3"

cat > book.journal <<'J'
2026-03-01 invoice
  assets:receivable   $1,000
  income

2026-03-02 late fee
  assets:receivable   $40.50
  income
J
(echo 'decimal-mark .'; cat book.journal) > marked.journal
cat > book.beancount <<'J'
2020-01-01 open Assets:Receivable
2020-01-01 open Income:Sales
2026-03-01 * "invoice"
  Assets:Receivable  1,000 USD
  Income:Sales
2026-03-02 * "late fee"
  Assets:Receivable  40.50 USD
  Income:Sales
J
balance() { tools/usr/bin/hledger -f "$1" balance -N assets 2>>stderr.txt | awk '{print $1}'; }
plain=$(balance book.journal); marked=$(balance marked.journal)
beancount=$(env/bin/python -c "
from beancount import loader
entries, errors, _ = loader.load_file('book.beancount')
print(sum(p.units.number for e in entries if hasattr(e, 'postings') for p in e.postings if p.account == 'Assets:Receivable'))")
echo "hledger: $plain; with decimal-mark: $marked; Beancount: $beancount; bytes on hledger's standard error: $(wc -c < stderr.txt)"
[ "$plain" = '$41,500' ] && [ "$marked" = '$1,040.50' ] && [ ! -s stderr.txt ] && [ "$beancount" = 1040.50 ]
