#!/usr/bin/env python3
"""Writes invoices.csv and events.csv into a folder: a ledger of any size, the same for the same number of customers.

    ledger.py FOLDER [--customers 36]
"""

import argparse
import csv
import random
from datetime import date, timedelta
from pathlib import Path

AS_OF = date(2026, 3, 31)

INVOICE = "invoice_id customer_id customer_name email issue_date due_date amount currency settled_date segment account_owner".split()
EVENT = "date type invoice_id customer_id amount currency until reason channel stage ref by note id".split()

# What a careless split of lines or fields would break.
NAMES = [
    "Acme, Inc.", "Bäcker & Söhne", 'The "Old" Dock', "Carta\nAttn: Accounts, 2nd floor", "Delta Ltd", "東京商事",
    "Echo; Foxtrot", "Golf\tClub", "-Hotel-", "India, Juliet\r\nand Kilo", "Lima", "Müller 'n' Co",
]  # fmt: skip


class Ledger:
    def __init__(self):
        # Of `random` only `random()` is promised to give the same numbers in every version of Python.
        self.chance = random.Random(20260331).random
        self.invoices, self.events = [], []

    def pick(self, choices):
        return choices[int(self.chance() * len(choices))]

    def between(self, low, high):
        return low + int(self.chance() * (high - low + 1))

    def event(self, day, kind, invoice="", **cells):
        self.events.append({"date": day, "type": kind, "invoice_id": invoice, **cells})

    def invoice(self, customer, due, **cells):
        currency = self.pick(customer["currencies"])
        amount = self.between(40, 9000) * 100 + self.pick([0, 0, 50, 99])
        row = {
            **{name: customer[name] for name in ("customer_id", "customer_name", "email", "segment", "account_owner")},
            "invoice_id": f"INV-{customer['number']:05}-{len(customer['invoices']):02}",
            "issue_date": due - timedelta(30),
            "due_date": due,
            "amount": amount,
            "currency": currency,
            **cells,
        }
        customer["invoices"].append(row)
        self.invoices.append(row)
        return row

    def customer(self, number):
        currencies = self.pick([["EUR"], ["EUR"], ["USD"], ["JPY"], ["EUR", "USD"]])
        customer = {
            "number": number,
            "customer_id": f"C-{number:05}",
            "customer_name": NAMES[number % len(NAMES)],
            "email": self.pick(["", f"ap@c{number}.example", f"ap@c{number}.example"]),
            "segment": self.pick(["key", "smb", "smb", ""]),
            "account_owner": self.pick(["", "ar", "ar-manager"]),
            "currencies": currencies,
            "invoices": [],
        }
        for _ in range(self.between(3, 9)):
            due = AS_OF + timedelta(self.between(-110, 20))
            row = self.invoice(customer, due)
            for _ in range(self.between(0, 2)):
                self.pick(STORIES)(self, row, due + timedelta(self.between(-2, 40)))
        self.pick(HABITS)(self, customer)

    def shuffled(self, rows):
        return [row for _, row in sorted(((self.chance(), row) for row in rows), key=lambda pair: pair[0])]


def days(day, count):
    return day + timedelta(count)


def written(minor, currency):
    return str(minor // 100) if currency == "JPY" else f"{minor // 100}.{minor % 100:02}"


def share(row, percent):
    return written(row["amount"] * percent // 10000 * 100, row["currency"])


# What happens to one invoice, from a day on.


def paid(ledger, row, day):
    ledger.event(day, "payment", row["invoice_id"])


def paid_in_part(ledger, row, day):
    ledger.event(day, "payment", row["invoice_id"], amount=share(row, ledger.pick([30, 60, 95])), id=f"BANK-{len(ledger.events)}")


def paid_short(ledger, row, day):
    ledger.event(days(AS_OF, -ledger.between(1, 12)), "payment", row["invoice_id"], amount=share(row, 95))


def paid_too_much(ledger, row, day):
    ledger.event(day, "payment", row["invoice_id"], amount=share(row, 120))


def settled(ledger, row, day):
    row["settled_date"] = day


def bounced(ledger, row, day):
    ledger.event(day, "payment", row["invoice_id"], amount=share(row, 100))
    ledger.event(days(day, 4), "reversal", row["invoice_id"], amount=share(row, 50))
    ledger.event(days(day, 5), "fee", row["invoice_id"], amount="15")


def credited(ledger, row, day):
    ledger.event(day, ledger.pick(["credit", "write_off"]), row["invoice_id"], amount=share(row, ledger.pick([20, 100])))


def promised(ledger, row, day):
    ledger.event(day, "promise", row["invoice_id"], until=days(day, 7), amount=share(row, 40), note="on the phone,\nvery friendly")
    if ledger.chance() < 0.3:
        ledger.event(days(day, 6), "payment", row["invoice_id"], amount=share(row, 50))


def disputed(ledger, row, day):
    ledger.event(day, "dispute", row["invoice_id"], reason=ledger.pick(["pricing", "service", "delivery", ""]))
    if ledger.chance() < 0.4:
        ledger.event(days(day, ledger.pick([0, 9])), "dispute_resolved", row["invoice_id"])


def undecided(ledger, row, day):
    # Three events of one date, in any order: which one is last decides what the day is like.
    for kind in ledger.shuffled(["dispute", "dispute_resolved", "promise"]):
        ledger.event(day, kind, row["invoice_id"], until=days(day, 10) if kind == "promise" else "")


def replied(ledger, row, day):
    last = days(AS_OF, -ledger.between(0, 6))
    rows = [("reply", {"note": 'said "soon"'}), ("touch", {"channel": "call", "by": "Dana"})]
    for kind, cells in ledger.shuffled(rows) if ledger.chance() < 0.6 else rows[:1]:
        ledger.event(last, kind, row["invoice_id"], **cells)


def touched(ledger, row, day):
    for count in range(ledger.between(1, 4)):
        ref, channel = ledger.pick([("first-overdue/email/1", "email"), ("escalation/call/1", "call"), ("", "letter"), ("", "call")])
        ledger.event(days(day, 3 * count), "touch", row["invoice_id"], channel=channel, ref=ref and f"{row['invoice_id']}/{ref}")


def paused(ledger, row, day):
    ledger.event(day, "pause", row["invoice_id"], until=days(day, 60))
    if ledger.chance() < 0.5:
        ledger.event(days(day, 5), "resume", f" {row['invoice_id']} ")


def moved(ledger, row, day):
    if ledger.chance() < 0.5:
        ledger.event(day, "extend", row["invoice_id"], until=days(day, 10))
    else:
        ledger.event(day, "escalate", row["invoice_id"], stage="escalation")


STORIES = [
    paid, paid, paid_in_part, paid_in_part, paid_short, paid_too_much, settled, bounced, credited, promised, promised, promised, disputed,
    disputed, undecided, replied, touched, touched, touched, paused, moved,
]  # fmt: skip


# What concerns a whole customer.


def plain(ledger, customer):
    pass


def pays_without_a_word(ledger, customer):
    amount = ledger.pick([50_00, 900_00, 90_000_00])
    currency = customer["currencies"][0]
    ledger.event(days(AS_OF, -9), "payment", customer_id=customer["customer_id"], amount=written(amount, currency), currency=currency)


def waits(ledger, customer):
    ledger.event(days(AS_OF, -20), "pause", customer_id=customer["customer_id"], until=days(AS_OF, ledger.pick([-2, 14])))


def promises_all(ledger, customer):
    ledger.event(days(AS_OF, -12), "promise", customer_id=customer["customer_id"], until=days(AS_OF, ledger.pick([-4, 4])))


def was_written_to(ledger, customer):
    ledger.event(days(AS_OF, -2), "touch", customer_id=customer["customer_id"], channel="email")
    ledger.event(days(AS_OF, 3), "reply", customer_id=customer["customer_id"], note="not known yet on the day of the plan")


def pays_later_and_later(ledger, customer):
    for count in range(6):
        due = days(AS_OF, -170 + 14 * count)
        ledger.invoice(customer, due, settled_date=days(due, 8 * count))
    ledger.invoice(customer, days(AS_OF, -25))


def is_silent(ledger, customer):
    row = ledger.invoice(customer, days(AS_OF, -30))
    for day in (-22, -15, -8):
        ledger.event(days(AS_OF, day), "touch", row["invoice_id"], channel="email")


HABITS = [plain, pays_without_a_word, pays_without_a_word, waits, promises_all, was_written_to, pays_later_and_later, is_silent, is_silent]


def strays(ledger):
    """Rows that change nothing, or must not."""
    ledger.event(days(AS_OF, -10), "payment", "INV-00000-99", note="an invoice that is gone from the export")
    ledger.event(days(AS_OF, -10), "pause", customer_id="C-99999", note="a customer that is gone, too")
    # The bank's key was given to rows of different customers: these are different payments, and all count.
    for row in ledger.invoices[:: max(1, len(ledger.invoices) // 5)]:
        ledger.event(days(AS_OF, -3), "payment", row["invoice_id"], id="BANK-TWICE")


def write(path, header, rows):
    with open(path, "w", newline="", encoding="utf-8") as file:
        out = csv.DictWriter(file, header, restval="", lineterminator="\n")
        out.writeheader()
        out.writerows(rows)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--customers", type=int, default=36)
    arguments = parser.parse_args()
    ledger = Ledger()
    for number in range(1, arguments.customers + 1):
        ledger.customer(number)
    # Customers lie across each other in both files, and events are not in the order of their dates.
    invoices = ledger.shuffled(ledger.invoices)
    strays(ledger)
    events = sorted(ledger.events, key=lambda row: days(row["date"], ledger.between(0, 2)))
    for row in invoices:
        row["amount"] = written(row["amount"], row["currency"])
    arguments.folder.mkdir(parents=True, exist_ok=True)
    write(arguments.folder / "invoices.csv", INVOICE, invoices)
    write(arguments.folder / "events.csv", EVENT, events)


if __name__ == "__main__":
    main()
