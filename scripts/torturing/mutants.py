#!/usr/bin/env python3
"""Break the program on purpose, and see that the tests of its reliability tell.

    scripts/torture mutants [-k WORD] [--tree FOLDER]

Each mutant is one change of the sources, made in a copy of this tree, that takes away what a promise
rests on. It is built and given to a phase of `scripts/torture run`, or to a suite of `swift test`,
which must fail. Prints a line for each, and exits with 1 where one is not caught, or no longer fits
the sources. Takes a build of the whole tree and some minutes.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
PIPELINE = "Sources/Pipeline/"
FOLDER = PIPELINE + "PublishedFolder.swift"
STATE = PIPELINE + "State/StateDatabase.swift"
UNITS = PIPELINE + "State/StateDatabase+Units.swift"
PUBLISHED_FIRST = [
    (
        STATE,
        '    path = directory + "/state.sqlite"\n',
        """    path = directory + "/work.sqlite"
    let old = (try? FileBytes.read(directory + "/state.sqlite", limit: 1 << 30)) ?? []
    unlink(path)
    let work = open(path, O_WRONLY | O_CREAT, 0o600)
    _ = pwrite(work, old, old.count, 0)
    close(work)
""",
    ),
    (
        PIPELINE + "State/StateDatabase+Runs.swift",
        "import GRDB\n",
        "import GRDB\nimport Glibc\n",
    ),
    (
        PIPELINE + "State/StateDatabase+Runs.swift",
        "  public func end(_ run: RunRecord) throws(Failure) {\n",
        """  public func end(_ run: RunRecord) throws(Failure) {
    defer { rename(path, path.replacing("work.sqlite", with: "state.sqlite")) }
""",
    ),
]
# Name, the changes, the phase or suite that tells.
MUTANTS = [
    (
        "reports are not synced",
        [(FOLDER, "    if failure == nil && fsync(file) != 0 { failure = errno }\n", "")],
        ["order"],
    ),
    (
        "the directory of the reports is not synced",
        [
            (
                FOLDER,
                "guard fsync(descriptor) == 0 || errno == EINVAL else",
                "guard descriptor > 0 else",
            )
        ],
        ["order"],
    ),
    ("the state is not synced", [(STATE, "synchronous = EXTRA", "synchronous = OFF")], ["order"]),
    (
        "the state's directory is not synced",
        [(STATE, "synchronous = EXTRA", "synchronous = FULL")],
        ["order"],
    ),
    (
        "nothing is synced, and the power goes",
        [
            (FOLDER, "    if failure == nil && fsync(file) != 0 { failure = errno }\n", ""),
            (FOLDER, "guard fsync(descriptor) == 0 ||", "guard descriptor > 0 ||"),
            (STATE, "synchronous = EXTRA", "synchronous = OFF"),
        ],
        ["cuts", "--cuts", "60"],
    ),
    (
        "the checkpoint before the events",
        [
            (
                UNITS,
                "      let groups = try StateDatabase.groups(db, of: unit.key)\n",
                """    }
    try write { db in
      let groups = try StateDatabase.groups(db, of: unit.key)
""",
            )
        ],
        ["kills", "--calls", "unlink"],
    ),
    (
        "published before it is kept",
        PUBLISHED_FIRST,
        ["kills", "--calls", "rename,renameat2,fsync"],
    ),
    (
        "the lock is not heeded",
        [(PIPELINE + "RunLock.swift", "LOCK_EX | LOCK_NB) != 0 {", "LOCK_SH | LOCK_NB) != 0 {")],
        ["twice"],
    ),
    (
        "the marker is not looked at",
        [
            (
                PIPELINE + "Night.swift",
                "present.utf8.elementsEqual(marker.utf8)",
                "!present.isEmpty, !marker.isEmpty",
            )
        ],
        "MailboxHistoryTests",
    ),
    (
        "files are open to others",
        [
            ("Sources/ringback/Terminal/ProcessSetup.swift", "umask(0o077)", "umask(0)"),
            (FOLDER, "O_NOFOLLOW | O_CLOEXEC, 0o600)", "O_NOFOLLOW | O_CLOEXEC, 0o644)"),
        ],
        ["modes"],
    ),
    (
        "a full disk is not noticed",
        [(FOLDER, "return n < 0 ? errno : EIO", "return nil")],
        ["errors", "--calls", "write", "--errors", "60"],
    ),
    (
        "files are renamed one by one",
        [
            (
                FOLDER,
                '    clearAway(".\\(name).", isFolder: true)\n',
                "    if !path.isEmpty { return false }\n",
            )
        ],
        ["kills", "--calls", "renameat,renameat2,fsync"],
    ),
    (
        "crashes are not handled",
        [("Sources/ringback/Terminal/ProcessSetup.swift", "    catchCrashes()\n", "")],
        ["canaries", "--canaries", "1"],
    ),
    (
        "an error tells the text",
        [
            (
                "Sources/Intake/Calls/CallLeg.swift",
                '"\\(name) is not YYYY-MM-DD',
                '"\\(row.with(i) { String(decoding: $0, as: UTF8.self) }) is not YYYY-MM-DD',
            )
        ],
        ["canaries", "--canaries", "1"],
    ),
    (
        "an unfinished message is read",
        [
            (
                PIPELINE + "Night+Reading.swift",
                ": isFresh ? MailboxEnds.brokenTail(of: path, size: state.size, from: from) : nil",
                ": nil",
            )
        ],
        "MailboxHistoryTests",
    ),
    (
        "a gone file takes its events along",
        [
            (
                PIPELINE + "Night.swift",
                "try database.noteGone(unit.key)",
                "try database.forget(unit.key)",
            )
        ],
        "MailboxHistoryTests",
    ),
]


def said(command, tree):
    return subprocess.run(command, cwd=tree, capture_output=True, text=True)


def built(tree, what):
    """:return: None, or what the compiler says."""
    done = said(["swift", "build", *what], tree)
    if done.returncode == 0:
        return None
    errors = [line for line in done.stdout.splitlines() if "error:" in line]
    return "\n".join(errors[:3]) or done.stderr[-300:]


def caught(tree, check):
    """:return: whether the check fails, and the first line that says why."""
    if isinstance(check, str):
        done = said(["swift", "test", "--skip-build", "--filter", check], tree)
        lines = [line for line in done.stdout.splitlines() if "recorded an issue" in line]
    else:
        program = os.path.join(tree, ".build/debug/ringback")
        done = said(["scripts/torture", "run", *check, "--bin", program], tree)
        lines = [line for line in done.stdout.splitlines() if ": " in line and "seed" not in line]
        lines = lines or done.stderr.splitlines()[-1:]
    return done.returncode != 0, (lines or [""])[0][:120]


def tried(tree, name, changes, check):
    kept = {}
    try:
        for path, old, new in changes:
            path = os.path.join(tree, path)
            with open(path, encoding="utf-8") as file:
                text = file.read()
            kept.setdefault(path, text)
            if old not in text:
                return f"NO LONGER FITS {os.path.relpath(path, tree)}"
            with open(path, "w", encoding="utf-8") as file:
                file.write(text.replace(old, new, 1))
        what = ["--build-tests"] if isinstance(check, str) else ["--product", "ringback"]
        fault = built(tree, what)
        if fault:
            return f"DOES NOT BUILD: {fault}"
        is_caught, why = caught(tree, check)
        if not is_caught and "skipped" in why:
            return "caught: not tried, as it was skipped"
        return f"caught: {why}" if is_caught else "NOT CAUGHT"
    finally:
        for path, text in kept.items():
            with open(path, "w", encoding="utf-8") as file:
                file.write(text)


def main():
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("-k", default="", metavar="WORD", help="only those whose name holds it")
    options.add_argument("--tree", help="a copy of the sources, with its build, to change in place")
    options = options.parse_args()
    missed = 0
    with tempfile.TemporaryDirectory() as folder:
        tree = options.tree or os.path.join(folder, "tree")
        if not options.tree:
            shutil.copytree(
                ROOT, tree, ignore=shutil.ignore_patterns(".build*", ".git"), symlinks=True
            )
        for name, changes, check in MUTANTS:
            if options.k not in name:
                continue
            told = tried(tree, name, changes, check)
            missed += not told.startswith("caught")
            print(f"{name:45} {told}", flush=True)
    print(f"{missed} not caught")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
