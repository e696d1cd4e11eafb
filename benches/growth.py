#!/usr/bin/env python3
"""How the time of each command grows with its ledger: processor time at sizes that double, as the ratio of each to the one before.

A ratio of 2 is growth in proportion, one of 4 growth with the square. A ledger of one shape has N invoices, or one invoice with N events of one
kind. Ratios above 2.3 are marked, and the exit code is then 1. `benches/README.md` says how to read the table."""

import argparse
import datetime
import os
import resource
import shutil
import signal
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
AS_OF = datetime.date(2026, 3, 31)
MOST = 2.3
# A run that takes longer than this many seconds of processor time ends its row.
PATIENCE = 120

INVOICES = "invoice_id,customer_id,customer_name,email,issue_date,due_date,amount,currency\n"
EVENTS = "date,type,invoice_id,customer_id,amount,until,channel,stage,ref,reason,by,note,id,address\n"


def day(back):
    return (AS_OF - datetime.timedelta(days=back)).isoformat()


def event(when, kind, invoice="", customer="", amount="", until="", channel="", stage="", ref="", reason="", by="", note="", id="", address=""):
    return f"{when},{kind},{invoice},{customer},{amount},{until},{channel},{stage},{ref},{reason},{by},{note},{id},{address}\n"


def dice(number):
    """A number that looks random and is always the same."""
    number = (number * 0x9E3779B97F4A7C15 + 0x2545F491) & (1 << 64) - 1
    return (number ^ number >> 29) * 0xBF58476D1CE4E5B9 >> 24 & 0xFFFFFF


def many(customer_of, id_of=lambda i: f"INV-{i:06}"):
    """N invoices: half of them settled, the others at every stage, with an event each; few credit notes, and cash on account."""

    def shape(n):
        invoices, events = [INVOICES], [EVENTS]
        for i in range(n):
            id, customer, drawn = id_of(i), customer_of(i), dice(i)
            due = drawn % 120 - 20
            amount = 50 + drawn % 1000
            if i % 64 == 5:
                amount = -30
                # Of the whole customer few: what it does concerns each of its invoices.
                if i < 1000:
                    events.append(event(day(20), "payment", customer=customer, amount="10.00"))
            invoices.append(f"{id},{customer},Customer of {customer},{i % 97}@mail.example,{day(due + 30)},{day(due)},{amount}.00,EUR\n")
            sort = drawn // 128 % 32 if amount > 0 else 31
            since = max(due // 2, 0)
            if sort < 16:
                events.append(event(day(since), "payment", id, amount=f"{amount}.00"))
            elif sort < 18:
                events.append(event(day(since), "payment", id, amount="20.00"))
            elif sort < 19:
                events.append(event(day(since), "promise", id, until=day(since - 5)))
            elif sort < 20:
                events.append(event(day(since), "dispute", id, reason="pricing"))
            elif sort < 21:
                events.append(event(day(since), "reply", id))
            elif sort < 26:
                events.append(event(day(since), "touch", id, channel="email", ref=f"{id}/first-overdue/email/1"))
            elif sort < 30 and due > 50:
                events.append(event(day(due - 46), "touch", id, channel="letter", stage="final-notice"))
        return "".join(invoices), "".join(events)

    return shape


def on_one(rows, **fields):
    """One invoice, and N events of a kind spread over 36 years: `rows` has the fields of the i-th of them."""

    def shape(n):
        start = datetime.date(1990, 2, 2)
        first = ",".join(["INV-000001", "C1", "Customer", "a@mail.example", "1990-01-01", "1990-02-01", "999999999.00", "EUR"])
        events = [EVENTS]
        for i in range(n):
            when = start + datetime.timedelta(days=i * 13000 // n)
            given = rows(i, when) if callable(rows) else {"kind": rows}
            kind = given.pop("kind")
            own = {} if "customer" in given else {"invoice": "INV-000001"}
            events.append(event(given.pop("when", when.isoformat()), kind, **own, **fields, **given))
        return INVOICES + first + "\n", "".join(events)

    return shape


def later(when, days):
    return (when + datetime.timedelta(days=days)).isoformat()


def undone(n):
    """The rows of a log, every second of which takes the one before back."""
    invoices, _ = many(lambda i: f"C{i // 4}")(n // 10)
    events = [EVENTS]
    for i in range(n // 2):
        when = day(60 - i * 60 // n)
        events.append(event(when, "touch", f"INV-{i % (n // 10):06}", channel="call", id=f"log-{2 * i}"))
        events.append(event(when, "undo", ref=f"log-{2 * i}", id=f"log-{2 * i + 1}"))
    return invoices, "".join(events)


def undone_again(n):
    """One row that is taken back and put back again N times."""
    invoices, _ = many(lambda i: f"C{i // 4}")(10)
    rows = [EVENTS, event(day(50), "touch", "INV-000003", channel="call", id="log-0")]
    rows += [event(day(20), "undo", ref=f"log-{i}", id=f"log-{i + 1}") for i in range(n)]
    return invoices, "".join(rows)


ALTERNATE = lambda first, second: lambda i, when: dict(first if i % 2 == 0 else second)

SHAPES = {
    "ordinary": many(lambda i: f"C{i // 4}"),
    "one customer": many(lambda i: "C1"),
    "ids of text": many(lambda i: f"C/{i // 4}", lambda i: f"{dice(i):x}/{i}:{'é' * (i % 3)}"),
    "ids alike": many(lambda i: f"C{i // 4}", lambda i: f"INV {i // 16}" + "".join("/:*?"[(i % 16 >> bit) & 3] for bit in (0, 2))),
    "undone": undone,
    "undone again": undone_again,
    "payments": on_one("payment", amount="0.01"),
    "payments of all": on_one(ALTERNATE({"kind": "payment"}, {"kind": "fee", "amount": "5.00"})),
    "returned": on_one(ALTERNATE({"kind": "payment"}, {"kind": "reversal", "amount": "999999999.00"})),
    "credits": on_one("credit", amount="0.01"),
    "fees": on_one("fee", amount="0.01"),
    "write-offs": on_one("write_off", amount="0.01"),
    "promises": on_one(lambda i, when: {"kind": "promise", "amount": "5.00", "until": later(when, 20)}),
    "promises of much": on_one(lambda i, when: {"kind": "promise", "amount": "9999999999999.00", "until": later(when, 20)}),
    "promises of a day": on_one(lambda i, when: {"kind": "promise", "amount": "5.00", "until": later(AS_OF, i % 900), "when": day(9)}),
    "promises kept": on_one(
        lambda i, when: {"kind": "promise", "amount": "0.05", "until": later(when, 2)} if i % 2 == 0 else {"kind": "payment", "amount": "0.05"}
    ),
    "disputes": on_one(lambda i, when: {"kind": "dispute", "reason": f"r{i}"}),
    "disputes of a day": on_one(lambda i, when: {"kind": "dispute", "reason": f"r{i}", "when": day(9)}),
    "disputes resolved": on_one(lambda i, when: {"kind": ("dispute", "dispute_resolved")[i % 2], "reason": f"r{i // 2}"}),
    "pauses": on_one(lambda i, when: {"kind": "pause", "until": later(when, 400)}),
    "pauses ended": on_one(ALTERNATE({"kind": "pause"}, {"kind": "resume"})),
    "replies": on_one("reply"),
    "replies answered": on_one(
        lambda i, when: {"kind": "reply"} if i % 2 == 0 else {"kind": "note", "ref": f"INV-000001/reply/{i // 2 + 1}", "note": "x"}
    ),
    "touches": on_one("touch", channel="call"),
    "touches of a stage": on_one("touch", channel="email", stage="first-overdue"),
    "refs": on_one(lambda i, when: {"kind": "touch", "channel": "call", "ref": f"INV-000001/first-overdue/email/{i}", "id": f"e{i}"}),
    "refs of others": on_one(lambda i, when: {"kind": "touch", "channel": "call", "ref": f"other {i}"}),
    "notes": on_one(lambda i, when: {"kind": "note", "note": f"what was said {i}"}),
    "notes with refs": on_one(lambda i, when: {"kind": "note", "note": "x", "ref": f"INV-000001/dispute/{i}"}),
    "escalated": on_one("escalate", stage="final-notice"),
    # At most 65,534 new due dates count.
    "extended": on_one(lambda i, when: {"kind": "extend", "until": later(when, 30)} if i % 4 == 0 else {"kind": "touch", "channel": "call"}),
    "bounces": on_one(lambda i, when: {"kind": "bounce", "address": f"a{i}@mail.example"}),
    "opted out": on_one(lambda i, when: {"kind": "opt_out", "channel": "email", "until": later(when, 5)}),
    "alike": on_one(lambda i, when: {"kind": "touch", "channel": "call", "when": day(30)}),
    "same id": on_one("payment", amount="0.01", id="p1"),
    "touches of customers": on_one(lambda i, when: {"kind": "touch", "customer": "C1", "channel": "call"}),
    "cash of customers": on_one(lambda i, when: {"kind": "payment", "customer": "C1", "amount": "0.01"}),
    "promises of customers": on_one(lambda i, when: {"kind": "promise", "customer": "C1", "until": later(when, 20)}),
}


class Bench:
    def __init__(self, collect, folder):
        self.collect, self.folder = collect, folder

    def run(self, *words, fine=(0, 1, 3)):
        """Processor time of a run in seconds, that of the kernel included; None if it took too long."""
        words = [self.collect, words[0], "-C", self.folder, "-q", *words[1:]]
        with open(self.folder / "told", "wb") as told:
            child = subprocess.Popen(words, stdout=told, stderr=subprocess.STDOUT, preexec_fn=limited)
            _, status, usage = os.wait4(child.pid, 0)
            child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode in (-signal.SIGXCPU, -signal.SIGKILL):
            return None
        if child.returncode not in fine:
            sys.exit(f"{' '.join(map(str, words))}: exit {child.returncode}\n{(self.folder / 'told').read_text()[-2000:]}")
        return usage.ru_utime + usage.ru_stime

    def best(self, runs, *words, before=lambda: None):
        """The least of some runs."""
        least = None
        for _ in range(runs):
            before()
            took = self.run(*words)
            if took is None:
                return None
            least = took if least is None else min(least, took)
        return least

    def anew(self, invoices, events):
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)
        (self.folder / "invoices.csv").write_text(invoices)
        (self.folder / "log.csv").write_text(events)
        (self.folder / "collect.yaml").write_text("sender: { name: AR, company: Example, email: ar@mail.example, phone: '1' }\n")
        self.log = events

    def undrafted(self):
        shutil.rmtree(self.folder / "outbox", ignore_errors=True)
        (self.folder / "log.csv").write_text(self.log)

    def unrecorded(self):
        (self.folder / "log.csv").write_text(self.log)


def limited():
    resource.setrlimit(resource.RLIMIT_CPU, (PATIENCE, PATIENCE + 1))


def first(bench):
    """The id of an invoice in the middle of the file."""
    rows = (bench.folder / "invoices.csv").read_text().split("\n")
    return rows[len(rows) // 2].split(",")[0]


AT = ("--as-of", str(AS_OF))
COMMANDS = {
    "plan": lambda b, runs: b.best(runs, "plan", *AT, "--format", "csv"),
    "status": lambda b, runs: b.best(runs, "status", *AT, "--format", "csv"),
    "status table": lambda b, runs: b.best(runs, "status", *AT),
    "check": lambda b, runs: b.best(runs, "check", *AT),
    "explain": lambda b, runs: b.best(runs, "explain", first(b), *AT),
    "explain json": lambda b, runs: b.best(runs, "explain", first(b), *AT, "--format", "json"),
    "simulate": lambda b, runs: b.best(runs, "simulate", "--from", day(30), "--to", str(AS_OF)),
    "diff": lambda b, runs: b.best(runs, "diff", "net30", "five-step", *AT),
    "log": lambda b, runs: b.best(runs, "log", "note", first(b), "--note", "x", "--dry-run", *AT),
    "log touch": lambda b, runs: b.best(runs, "log", "call", first(b), "--note", "x", *AT, before=b.unrecorded),
    "undo": lambda b, runs: (b.run("log", "call", first(b), "--note", "x", *AT), b.best(runs, "undo", "--dry-run", *AT), b.unrecorded())[1],
    "draft": lambda b, runs: b.best(runs, "draft", *AT, "--first-run", "--max-actions", "99999999", before=b.undrafted),
    "draft again": lambda b, runs: b.best(runs, "draft", *AT, "--first-run", "--max-actions", "99999999"),
    "record": lambda b, runs: b.best(runs, "record", *AT, before=b.unrecorded),
}


def told(seconds):
    return "> " + str(PATIENCE) if seconds is None else f"{seconds:.2f}" if seconds < 10 else f"{seconds:.0f}"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--collect", default=ROOT / "target/release/collect", type=Path, help="the program; default: that of a release build")
    parser.add_argument("--smallest", default=10_000, type=int, help="the first size (default: 10000)")
    parser.add_argument("--doublings", default=4, type=int, help="how often it doubles (default: 4)")
    parser.add_argument("--runs", default=3, type=int, help="runs of each, of which the best counts (default: 3)")
    parser.add_argument("--folder", default=ROOT / "target/bench", type=Path, help="where the ledgers and drafts go: in memory, best of all")
    parser.add_argument("--shapes", default="", help=f"some of: {', '.join(SHAPES)}")
    parser.add_argument("--commands", default="", help=f"some of: {', '.join(COMMANDS)}")
    typed = parser.parse_args()
    shapes = [name.strip() for name in typed.shapes.split(",") if name] or list(SHAPES)
    commands = [name.strip() for name in typed.commands.split(",") if name] or list(COMMANDS)
    sizes = [typed.smallest << step for step in range(typed.doublings + 1)]
    bench = Bench(typed.collect.resolve(), typed.folder / f"growth-{os.getpid()}")
    try:
        print(f"| shape | command | s at {sizes[0]:,} |", " | ".join(f"{size:,}" for size in sizes[1:]), f"| s at {sizes[-1]:,} |")
        print("|" + "---|" * (len(sizes) + 3))
        worst = 0
        for shape in shapes:
            seconds = {command: [] for command in commands}
            for size in sizes:
                bench.anew(*SHAPES[shape](size))
                for command in commands:
                    if seconds[command] and seconds[command][-1] is None:
                        continue
                    seconds[command].append(COMMANDS[command](bench, typed.runs))
            for command in commands:
                ratios = []
                for before, now in zip(seconds[command], seconds[command][1:]):
                    ratio = float("inf") if now is None else now / before
                    worst = max(worst, ratio)
                    ratios.append(f"**{ratio:.2f}**" if ratio > MOST else f"{ratio:.2f}")
                ratios += [""] * (len(sizes) - 1 - len(ratios))
                last = told(seconds[command][-1]) if len(seconds[command]) == len(sizes) else ""
                print(f"| {shape} | {command} | {told(seconds[command][0])} |", " | ".join(ratios), f"| {last} |", flush=True)
        print(f"\nThe largest ratio: {worst:.2f}")
        return int(worst > MOST)
    finally:
        shutil.rmtree(bench.folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
