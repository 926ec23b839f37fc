#!/usr/bin/env python3
"""Runs the tests of mailboxes' histories and prefixes for long.

    scripts/torture histories [--histories 1000000] [--prefixes 500000] [--seed 1]

Each history is ten things that happen to mailboxes, with nights between them, held to a model; each
prefix of a mailbox is read in a night before the whole of it is. In a release build of the tests.
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
    options.add_argument("--prefixes", type=int, default=500_000)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--debug", action="store_true", help="in the build of `swift test`")
    options = options.parse_args()
    environment = {
        **os.environ,
        "RINGBACK_HISTORIES": str(options.histories),
        "RINGBACK_PREFIXES": str(options.prefixes),
        "RINGBACK_SEED": str(options.seed),
    }
    how = [] if options.debug else ["-c", "release", "-Xswiftc", "-enable-testing"]
    how += ["--filter", "MailboxHistoryTests"]
    return subprocess.run(["swift", "test", *how], cwd=ROOT, env=environment).returncode


if __name__ == "__main__":
    sys.exit(main())
