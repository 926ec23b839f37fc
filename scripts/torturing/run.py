#!/usr/bin/env python3
"""Kill the nightly run, fail its system calls and watch it, on the samples.

    scripts/torture run [PHASE ...] [--points N] [--pairs N] [--errors N] [--seed N] [--bin PROGRAM]

Needs strace. Four nights - a first one, one after every file grew, one after the mailbox was
compacted and a file went, one after the mailbox was rewritten and grew - are run with a fault at
one system call that changes something, and again without. What is published and kept must then be
what it is without the fault.

  content  the reports of a later night are those of a first one over the same files
  trace    no command makes a network call or opens a file outside of inputs, state, reports and the
           system's own
  order    what takes its place is synced before, and its directory after; the state likewise
  modes    nothing is open to others at any moment, with a umask of 0
  places   the same bytes under 24 combinations of TZ, LC_ALL, folder, umask and no environment
  twice    of two runs at once one ends with 75 in a second
  canaries words in every field of mail, calls and tickets: none is told on standard error, in rejects
           or notes of crashes, nor left in temporary files, however a command fails
  sizes    no file may grow beyond a size (SIGXFSZ), for all sizes up to the needed one
  full     the disk is full, for all sizes up to the needed one; as root
  cuts     the power of an ext4 disk goes, --cuts times; as root, where there are loop devices
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

import night_canaries
import night_disk
import night_faults
import night_order
import night_watch
from night import ROOT, Nights

FAULTS = ["kills", "pairs", "errors"]
DISKS = ["sizes", "full", "cuts"]
PHASES = ["content", "trace", "order", "modes", "places", "twice", "canaries", *DISKS, *FAULTS]


def watch(nights, golden, phases):
    if "content" in phases:
        for name in ("grown", "rewritten"):
            nights.restore(name)
            nights.run(name)
            nights.anew(name, golden[name])
        print("grown, rewritten: compared with a first night", flush=True)
    for name in nights.names:
        told = []
        if "trace" in phases:
            told.append(f"{night_watch.traced(nights, name)} files opened")
        if "order" in phases:
            told.append(f"{night_order.ordered(nights, name)} times something took its place")
        if "modes" in phases:
            told.append(f"{night_watch.private(nights, name)} looks at all modes")
        if told:
            print(f"{name}: {', '.join(told)}", flush=True)
    if "places" in phases:
        print(f"{night_watch.places(nights, golden['first'])} places", flush=True)
    if "twice" in phases:
        print(f"the second of two ended after {night_watch.twice(nights):.2f} s", flush=True)


def disks(nights, golden, options, phases):
    if "sizes" in phases:
        print(
            f"{night_disk.limited(nights, golden, options.step << 10)} sizes of files", flush=True
        )
    if "full" in phases:
        count = night_disk.full(nights.program, nights.folder, options.step << 10, nights.fault)
        print(
            f"{count} full disks" if count else "full: skipped, no disk can be mounted", flush=True
        )
    if "cuts" in phases:
        began = time.monotonic()
        count = night_disk.cuts(nights.program, nights.folder, options.cuts, nights.fault)
        told = "skipped, no disk can be mounted"
        if count:
            seconds = time.monotonic() - began
            told = f"{count[0]} in {seconds:.0f} s, {count[1]} of them after the end"
        print(f"cuts: {told}", flush=True)


def faults(nights, golden, options, phases):
    points = [(name, point) for name in nights.names for point in nights.calls(name)]
    if options.calls:
        points = [p for p in points if p[1][0] in options.calls.split(",")]
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
    options.add_argument("--calls", help="only these, as unlink,renameat2")
    options.add_argument("--pairs", type=int, default=500)
    options.add_argument("--errors", type=int, default=1500)
    options.add_argument("--canaries", type=int, default=40, help="exports wrecked of each format")
    options.add_argument("--step", type=int, default=24, help="KiB from one size to the next")
    options.add_argument("--cuts", type=int, default=1000)
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
    # Where mount(8) and its like are.
    os.environ["PATH"] += ":/usr/sbin:/sbin"
    place = options.folder or ("/dev/shm" if os.access("/dev/shm", os.W_OK) else None)
    with tempfile.TemporaryDirectory(dir=place) as folder:
        nights = Nights(os.path.abspath(options.bin), folder)
        golden = {name: nights.golden(name) for name in nights.names}
        told = ", ".join(f"{name} ends with {golden[name][0]}" for name in golden)
        print(f"seed {options.seed}: {told}", flush=True)
        watch(nights, golden, phases)
        if "canaries" in phases:
            words, commands, paths = night_canaries.sought(nights, options.canaries)
            print(f"{words} canaries, {commands} commands, {paths} ways to fail", flush=True)
        disks(nights, golden, options, phases)
        if set(phases) & set(FAULTS):
            faults(nights, golden, options, phases)
        print(f"{len(nights.faults)} faults")
    return 1 if nights.faults else 0


if __name__ == "__main__":
    sys.exit(main())
