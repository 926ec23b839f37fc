#!/usr/bin/env python3
"""Runs the tests of nights over files with any history, and of prefixes of mailboxes, for long.

    scripts/torture histories [--histories 1000000] [--offices 10000] [--prefixes 500000] [--seed 1]

A history is what happens to small mailboxes, with nights between, held to a model; that of an office
also has call logs and exports, and is held to one night over what the files hold in the end. Each
prefix of a mailbox is read in a night before the whole of it is. What fails is named with its seed
and its steps. In one process, in memory (/dev/shm), and in a release build of the tests.
"""

import argparse
import os
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


def main():
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--histories", type=int, default=1_000_000)
    options.add_argument("--offices", type=int, default=10_000)
    options.add_argument("--prefixes", type=int, default=500_000)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--debug", action="store_true", help="in the build of `swift test`")
    options = options.parse_args()
    environment = {
        **os.environ,
        "RINGBACK_HISTORIES": str(options.histories),
        "RINGBACK_OFFICE_HISTORIES": str(options.offices),
        "RINGBACK_PREFIXES": str(options.prefixes),
        "RINGBACK_SEED": str(options.seed),
    }
    if os.path.isdir("/dev/shm"):
        environment["TMPDIR"] = "/dev/shm"
    how = [] if options.debug else ["-c", "release", "-Xswiftc", "-enable-testing"]
    how += ["--filter", "MailboxHistoryTests|NightHistoryTests"]
    return subprocess.run(["swift", "test", *how], cwd=ROOT, env=environment).returncode


if __name__ == "__main__":
    sys.exit(main())
