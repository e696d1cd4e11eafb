"""Programs in turn, and what each needed: wall, cpu, peak memory. Only ratios between neighbours of a round mean something.

A busy machine slows neighbours alike, so the ratio of two that ran one after the other holds where their seconds drift.
"""

import os
import statistics
import sys
import tempfile
import time
from typing import NamedTuple


class Run(NamedTuple):
    """What one run needed: seconds, seconds, bytes."""

    wall: float
    cpu: float
    peak: int


class Program(NamedTuple):
    """A command, and the cores it may have: all of them, or one."""

    name: str
    command: list
    one_core: bool = False


def run_once(program):
    """Runs a program without showing what it prints; if it fails, that ends the comparison."""
    command = [str(part) for part in program.command]
    cores = os.sched_getaffinity(0)
    with tempfile.TemporaryFile() as said:
        actions = [(os.POSIX_SPAWN_DUP2, said.fileno(), 1), (os.POSIX_SPAWN_DUP2, said.fileno(), 2)]
        try:
            if program.one_core:
                # A child has the cores of its parent.
                os.sched_setaffinity(0, {min(cores)})
            begin = time.perf_counter()
            pid = os.posix_spawn(command[0], command, os.environ, file_actions=actions)
            _, status, usage = os.wait4(pid, 0)
            wall = time.perf_counter() - begin
        finally:
            os.sched_setaffinity(0, cores)
        if code := os.waitstatus_to_exitcode(status):
            said.seek(0)
            sys.exit(f"{' '.join(command)}: exit code {code}\n{said.read().decode(errors='replace')[-3000:]}")
    # Linux counts kilobytes.
    return Run(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024)


class Contest:
    """Rounds in which each program runs once, in the same order."""

    def __init__(self, programs, rounds):
        for program in programs:
            # Not counted: it fills the caches of files.
            run_once(program)
        self.names = [program.name for program in programs]
        self.rounds = [{program.name: run_once(program) for program in programs} for _ in range(rounds)]

    def median(self, name, measure):
        return statistics.median(getattr(round_[name], measure) for round_ in self.rounds)

    def ratio(self, name, other, measure):
        """The median of the rounds' ratios."""
        # Clocks of cpu time are coarse: a program that is too short for them counts as one tick.
        ratios = [getattr(round_[name], measure) / max(getattr(round_[other], measure), 1e-4) for round_ in self.rounds]
        return statistics.median(ratios)

    def table(self, yardstick):
        """All programs, as multiples of one."""
        width = max(map(len, self.names))
        lines = [f"{'':{width}}  {'wall s':>8}  {'cpu s':>8}  {'peak MiB':>8}  {'x wall':>7}  {'x cpu':>7}  {'x peak':>7}"]
        for name in self.names:
            medians = f"{self.median(name, 'wall'):8.3f}  {self.median(name, 'cpu'):8.3f}  {self.median(name, 'peak') / 2**20:8.1f}"
            ratios = "  ".join(f"{self.ratio(name, yardstick, measure):7.2f}" for measure in ("wall", "cpu", "peak"))
            lines.append(f"{name:{width}}  {medians}  {ratios}")
        return "\n".join(lines + [f"(x: multiples of {yardstick}; medians of {len(self.rounds)} rounds)"])
