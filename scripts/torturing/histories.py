#!/usr/bin/env python3
"""Hold nights over files with any history to one night over what the files hold in the end.

    scripts/torture histories [--count N] [--seed N] [--debug]

Mailboxes, call logs and exports grow, are cut, compacted, rotated, compressed, merged, replaced
and flagged in place, with nights between; contacts, signs, books and rejects must be those of a
first night. In one process and in memory (/dev/shm); a history that fails is named with its seed
and its steps. Builds the tests first, optimized unless --debug.
"""

import argparse
import os
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--debug", action="store_true")
    options = parser.parse_args()
    environment = dict(
        os.environ,
        RINGBACK_HISTORIES=str(options.count),
        RINGBACK_SEED=str(options.seed),
        TMPDIR="/dev/shm" if os.path.isdir("/dev/shm") else os.environ.get("TMPDIR", "/tmp"),
    )
    command = ["swift", "test", "--filter", "NightHistoryTests"]
    if not options.debug:
        command[2:2] = ["-c", "release", "-Xswiftc", "-enable-testing"]
    sys.exit(subprocess.run(command, cwd=ROOT, env=environment).returncode)


if __name__ == "__main__":
    main()
