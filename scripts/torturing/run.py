#!/usr/bin/env python3
"""Kill the nightly run, fail its system calls and watch it, on the samples.

    scripts/torture run [PHASE ...] [--points N] [--pairs N] [--errors N] [--seed N] [--bin PROGRAM]

Needs strace. Three nights - a first one, one after every file grew, one after the mailbox was
compacted and a file went - are run with a fault at one system call that changes something, and
again without. What is published and kept must then be what it is without the fault.

  watch    no network, no file outside of inputs, state, reports and the system's own; none open
           to others at any call; the same bytes under 24 combinations of TZ, LC_ALL, folder,
           umask and no environment; of two at once one ends with 75 in a second
  kills    the process is killed before such a call: each of them, or --points of them
  pairs    and before another one in the run after it
  errors   the call fails, once or from there on: exit 0 with a wrong result is a fault

Without a phase all of them. Prints a line for each fault, and the counts.
"""

import argparse
import os
import random
import shutil
import sys
import tempfile
import time

import night_faults
import night_watch
from night import ROOT, Nights

PHASES = ["watch", "kills", "pairs", "errors"]


def watch(nights, golden):
    for name in nights.names:
        night_watch.traced(nights, name)
        print(f"{name}: {night_watch.private(nights, name)} looks at all modes", flush=True)
    count = night_watch.places(nights, golden["first"])
    took = night_watch.twice(nights)
    print(f"{count} places; the second of two ended after {took:.2f} s", flush=True)


def faults(nights, golden, options, phases):
    points = [(name, point) for name in nights.names for point in nights.calls(name)]
    print(f"{len(points)} system calls in {len(nights.names)} nights", flush=True)

    def told(phase, count, began):
        seconds = time.monotonic() - began
        print(f"{count} {phase} in {seconds:.0f} s; {len(nights.faults)} faults", flush=True)

    if "kills" in phases:
        began = time.monotonic()
        some = random.sample(points, min(options.points or len(points), len(points)))
        count = sum(night_faults.kill(nights, n, p, golden[n]) for n, p in some)
        told("kills", count, began)
    if "pairs" in phases:
        began, count, tries = time.monotonic(), 0, 0
        while count < options.pairs and tries < 10 * options.pairs:
            tries += 1
            name, point = random.choice(points)
            other = random.choice([p for n, p in points if n == name])
            count += night_faults.kill(nights, name, point, golden[name], other)
        told("pairs", count, began)
    if "errors" in phases:
        began, count, tries = time.monotonic(), 0, 0
        while count < options.errors and tries < 10 * options.errors:
            tries += 1
            name, point = random.choice(points)
            code, sticky = random.choice(night_faults.ERRORS), random.random() < 0.5
            count += night_faults.error(nights, name, point, golden[name], code, sticky)
        told("errors", count, began)


def main():
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("phases", nargs="*", metavar="PHASE", help=", ".join(PHASES))
    options.add_argument("--points", type=int, default=0, help="how many kills; 0 for all")
    options.add_argument("--pairs", type=int, default=500)
    options.add_argument("--errors", type=int, default=1500)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--bin", default=os.path.join(ROOT, ".build/release/ringback"))
    options.add_argument("--folder", help="where to work; in memory where there is such a place")
    options = options.parse_args()
    phases = options.phases or PHASES
    if set(phases) - set(PHASES):
        raise SystemExit("no such phase; there are " + ", ".join(PHASES))
    if not shutil.which("strace"):
        print("skipped: strace is not here (Debian's package strace)")
        return 0
    random.seed(options.seed)
    place = options.folder or ("/dev/shm" if os.access("/dev/shm", os.W_OK) else None)
    with tempfile.TemporaryDirectory(dir=place) as folder:
        nights = Nights(os.path.abspath(options.bin), folder)
        golden = {name: nights.golden(name) for name in nights.names}
        told = ", ".join(f"{name} ends with {golden[name][0]}" for name in golden)
        print(f"seed {options.seed}: {told}", flush=True)
        if "watch" in phases:
            watch(nights, golden)
        if set(phases) - {"watch"}:
            faults(nights, golden, options, phases)
        print(f"{len(nights.faults)} faults")
    return 1 if nights.faults else 0


if __name__ == "__main__":
    sys.exit(main())
