#!/usr/bin/env python3
"""How long `collect draft` takes for a hundred thousand letters, against a plain loop that writes as many files of the same sizes.

It builds, generates a ledger, drafts into a new folder and lets the plain loop write files of the same names and sizes into another, in
turn. Then: into one mbox, against rendering alone; and a second run, after which every file must be the one it was. Whatever it makes lies in
target/bench/letters and is removed at the end: on ext4, files made soon after as many were deleted take many times as long, so no folder
is used twice, and waiting some minutes between two measurements is wise. Needed are cargo, Python 3.10 or later, Linux, and 7 GB of disk.
"""

import argparse
import os
import shutil
import statistics
import sys

from compare import AS_OF, COLLECT, HERE, RELEASE, WORK, do
from contest import Program, run_once

PLACE = WORK / "letters"
PLAIN = RELEASE / "examples" / "plain-files"
PROJECT = """\
workflow: workflow.yaml
outbox: {outbox}
ledger:
  invoices: {{ path: ../invoices.csv }}
  events: [{{ path: ../events.csv }}]
sender: {{ name: Accounts Receivable, company: Example Ltd, email: ar@example.com, phone: "+1 555 0100" }}
"""


def project(name, outbox):
    """A folder with a project file of its own, so that no two runs share an outbox unless they are meant to."""
    folder = PLACE / name
    folder.mkdir()
    (folder / "collect.yaml").write_text(PROJECT.format(outbox=outbox))
    shutil.copy(HERE / "workflow.yaml", folder)
    return folder


def measured(name, *command):
    """One run that begins with a disk at rest."""
    os.sync()
    return run_once(Program(name, command))


def draft(folder, *options):
    return measured("draft", COLLECT, "draft", "-C", folder, "--as-of", AS_OF, "--first-run", "--again", *options)


def files_of(folder):
    """What a loop needs to make the same files: size and path of each."""
    found = []
    for part, _, names in os.walk(folder):
        for name in names:
            path = os.path.join(part, name)
            if not name.startswith(".") and name != "manifest.csv":
                found.append((os.stat(path).st_size, os.path.relpath(path, folder)))
    return found


def stamps(folder):
    """Which file each is, and when it was written; also of what is hidden."""
    found = {}
    for part, folders, names in os.walk(folder):
        for name in [*folders, *names]:
            path = os.path.join(part, name)
            stat = os.lstat(path)
            found[path] = (stat.st_ino, stat.st_mtime_ns, stat.st_ctime_ns, stat.st_size)
    return found


def median(runs, measure="wall"):
    return statistics.median(getattr(run, measure) for run in runs)


def told(name, runs):
    each = " ".join(f"{run.wall:.2f}" for run in runs)
    print(f"{name:34}  {median(runs):8.2f}  {median(runs, 'cpu'):8.2f}  {median(runs, 'peak') / 2**20:8.0f}  {each}")


def ratio(name, values, target):
    value = statistics.median(values)
    each = " ".join(f"{one:.2f}" for one in values)
    print(f"{name:52}  {value:5.2f}  {'≤':>2} {target:.1f}  {'met' if value <= target else 'missed'}  ({each})")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("-n", type=int, default=175_000, metavar="INVOICES", help="default: 175,000, which is about 110,000 letters")
    parser.add_argument("--settled", type=int, default=0, metavar="PERCENT", help="so many of a hundred invoices are settled; default: 0")
    parser.add_argument("--rounds", type=int, default=5, help="default: 5")
    parser.add_argument("--keep", action="store_true", help="do not remove the letters at the end")
    options = parser.parse_args()

    if PLACE.exists():
        sys.exit(f"{PLACE} is there: remove it, and wait some minutes")
    PLACE.mkdir(parents=True)
    do("cargo", "build", "--release", "--locked", "--example", "generate-ledger", "--example", "plain-files")
    do("cargo", "build", "--release", "--locked", "--bin", "collect")
    do(RELEASE / "examples" / "generate-ledger", options.n, PLACE, "--settled", options.settled)

    runs = {name: [] for name in ("draft", "plain", "plan", "render", "mbox", "again")}
    count = 0
    print(f"load before {os.getloadavg()[0]:.1f}", flush=True)
    for number in range(options.rounds + 1):
        folder = project(f"round-{number}", "outbox")
        drafted = draft(folder)
        day = folder / "outbox" / AS_OF
        files = files_of(day)
        count = len(files)
        (PLACE / "list").write_text("".join(f"{size} {path}\n" for size, path in files))
        plain = measured("plain loop", PLAIN, PLACE / "list", folder / "plain")
        # An outbox that is never made: only rendering is left of the work, once planning is taken off.
        empty = project(f"empty-{number}", "nowhere")
        render = draft(empty, "--dry-run")
        plan = measured("plan", COLLECT, "plan", "-C", empty, "--as-of", AS_OF, "--format", "csv", "-o", "/dev/null")
        before = stamps(day)
        again = draft(folder)
        if stamps(day) != before:
            sys.exit("the second run wrote something")
        # The letters are there: what is measured beside a second run is the mbox.
        mbox = draft(folder, "--mbox", folder / "day.mbox")
        if number == 0:
            # Not counted: it fills the caches of files.
            continue
        for name, run in dict(draft=drafted, plain=plain, plan=plan, render=render, mbox=mbox, again=again).items():
            runs[name].append(run)

    print(f"\n{count:,} letters, {len(os.sched_getaffinity(0))} cores, load after {os.getloadavg()[0]:.1f}\n")
    print(f"{'':34}  {'wall s':>8}  {'cpu s':>8}  {'peak MiB':>8}  each round")
    told("draft into a new folder", runs["draft"])
    told("plain loop, one thread", runs["plain"])
    told("plan", runs["plan"])
    told("plan and render (--dry-run)", runs["render"])
    told("second run, nothing written", runs["again"])
    told("second run, and a new mbox", runs["mbox"])
    rounds = list(zip(*(runs[name] for name in ("draft", "plain", "plan", "render", "again", "mbox"))))
    print()
    ratio("draft against the plain loop, wall", [drafted.wall / plain.wall for drafted, plain, *_ in rounds], 1.3)
    ratio("without planning, wall", [(drafted.wall - plan.wall) / plain.wall for drafted, plain, plan, *_ in rounds], 1.3)
    # Into one mbox: rendering, and what the mbox adds to a run that writes nothing else.
    into = [(render.wall - plan.wall, mbox.wall - again.wall) for _, _, plan, render, again, mbox in rounds]
    ratio("rendered into one mbox against rendering, wall", [(rendered + added) / rendered for rendered, added in into], 3)
    print("a second run left every file as it was")
    if not options.keep:
        shutil.rmtree(PLACE)


if __name__ == "__main__":
    main()
