#!/usr/bin/env python3
"""How much `collect plan` needs, against a bare read of its files, against DuckDB and Polars doing the same work, and at its start.

It builds, generates a ledger, installs the peers, checks that DuckDB's plan is the same row for row (if not: exit code 1, and
nothing is measured), lets all run in turn, and prints tables and targets. Whatever it makes lies in target/bench. Needed are
cargo, Python 3.10 or later with venv, and Linux.
"""

import argparse
import os
import pathlib
import shutil
import subprocess
import sys

from contest import Contest, Program, run_once

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent
TARGET = pathlib.Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target")).resolve()
WORK = TARGET / "bench"
RELEASE = TARGET / "release"
COLLECT = RELEASE / "collect"
EMPTY = RELEASE / "examples" / "empty"
# As in benches/ledger.rs.
AS_OF = "2026-09-30"
PEERS = ("duckdb", "polars")


def do(*command):
    """A step of the preparation, shown as it goes."""
    command = [str(part) for part in command]
    print("$", " ".join(command), file=sys.stderr, flush=True)
    if subprocess.run(command, cwd=ROOT).returncode:
        sys.exit(f"failed: {' '.join(command)}")


def build():
    examples = [part for name in ("generate-ledger", "bare-read", "empty") for part in ("--example", name)]
    do("cargo", "build", "--release", "--locked", *examples)
    # Apart: with the examples it would be built with the features that the tests' crates ask of its own.
    do("cargo", "build", "--release", "--locked", "--bin", "collect")


def ledger(invoices, settled=75):
    """The folder of a generated ledger. It is written anew each time: that is quick, and never stale."""
    folder = WORK / f"ledger-{invoices}-{settled}"
    do(RELEASE / "examples" / "generate-ledger", invoices, folder, "--settled", settled)
    return folder


def python_with_peers():
    """A virtual environment with the pinned peers, installed again when the pins change."""
    pins = HERE / "peers" / "requirements.txt"
    place, installed = WORK / "venv", WORK / "venv" / "installed.txt"
    if not installed.exists() or installed.read_text() != pins.read_text():
        do(sys.executable, "-m", "venv", "--clear", place)
        do(place / "bin" / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--requirement", pins)
        installed.write_text(pins.read_text())
    return place / "bin" / "python"


def collect(folder):
    """`collect plan` on a ledger; -C keeps it away from any other project's files."""
    files = ["--invoices", folder / "invoices.csv", "--events", folder / "events.csv"]
    return [COLLECT, "plan", "-C", folder, "--workflow", HERE / "workflow.yaml", *files, "--as-of", AS_OF, "--format", "csv",
            "-o", folder / "collect.csv"]


def peer(name, python, folder):
    return [python, "-B", HERE / "peers" / f"{name}_plan.py", folder / "invoices.csv", folder / "events.csv", AS_OF, folder / f"{name}.csv"]


def agree(folder, python):
    """Stops unless all plans are the same. In processes of their own: what this one holds would count as its children's memory."""
    for name, command in [("collect", collect(folder)), *((name, peer(name, python, folder)) for name in PEERS)]:
        run_once(Program(name, command))
    for name in PEERS:
        print(f"collect against {name}: ", end="", flush=True)
        if subprocess.run([sys.executable, "-B", HERE / "agreement.py", folder / "collect.csv", folder / f"{name}.csv"]).returncode:
            sys.exit("nothing was measured")


def contest(options, folder, python):
    files = [folder / "invoices.csv", folder / "events.csv"]
    return Contest([
        Program("collect, all cores", collect(folder)),
        Program("collect, one core", collect(folder), one_core=True),
        Program("bare read, one core", [RELEASE / "examples" / "bare-read", *files], one_core=True),
        *(Program(name, peer(name, python, folder)) for name in PEERS),
    ], options.rounds)


def start_up(rounds):
    # Copies, as installed programs are: the pages that the linker wrote last are kept in smaller pieces and take longer to map.
    installed, empty = (shutil.copy(program, WORK / f"installed-{program.name}") for program in (COLLECT, EMPTY))
    # So short that one run says nothing.
    return Contest([
        Program("collect --version", [installed, "--version"]),
        Program("plan of 100 invoices", [installed, *collect(ledger(100))[1:]]),
        Program("empty program", [empty]),
    ], rounds * 10)


def settled(options):
    shares = {f"{percent} % settled": ledger(options.n, percent) for percent in (95, 5)}
    return Contest([Program(name, collect(folder)) for name, folder in shares.items()], options.rounds)


def targets(options, whole, start):
    """Lines of what is wanted, what was measured, and whether that is enough."""
    bytes_each = whole.median("collect, all cores", "peak") / options.n
    measured = [
        ("one core against the bare read, cpu", whole.ratio("collect, one core", "bare read, one core", "cpu"), 1.5),
        *((f"all cores against {name}, wall", whole.ratio("collect, all cores", name, "wall"), 0.2) for name in PEERS),
        ("all cores against one, wall", whole.ratio("collect, all cores", "collect, one core", "wall"), 0.65),
        ("peak memory for each invoice, bytes", bytes_each, 100),
        ("--version against an empty program, wall", start.ratio("collect --version", "empty program", "wall"), 1.2),
        ("plan of 100 invoices against an empty program, wall", start.ratio("plan of 100 invoices", "empty program", "wall"), 3),
    ]
    yield f"{'':52}  {'measured':>8}  {'target':>8}"
    for name, value, target in measured:
        yield f"{name:52}  {value:8.2f}  {f'≤ {target:.2f}':>8}  {'met' if value <= target else 'missed'}"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("-n", type=int, default=1_000_000, metavar="INVOICES", help="default: 1,000,000")
    parser.add_argument("--rounds", type=int, default=5, help="default: 5")
    options = parser.parse_args()

    WORK.mkdir(parents=True, exist_ok=True)
    build()
    python = python_with_peers()
    folder = ledger(options.n)
    agree(folder, python)

    print(f"\n{options.n:,} invoices, {len(os.sched_getaffinity(0))} cores, load before {os.getloadavg()[0]:.1f}")
    whole = contest(options, folder, python)
    print(whole.table("bare read, one core"))
    print(f"load after {os.getloadavg()[0]:.1f}; where it is above the number of cores, trust cpu and not wall\n")
    start = start_up(options.rounds)
    print(start.table("empty program"), "\n")
    print(settled(options).table("5 % settled"), "\n")
    print("\n".join(targets(options, whole, start)))


if __name__ == "__main__":
    main()
