"""Nights of a small office that can be run again and again from the same beginning.

The inputs stay where they are - the program knows a mailbox by its inode - and only the state and
the reports are put back before each run.
"""

import hashlib
import os
import re
import shutil
import signal
import sqlite3
import subprocess
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
# What changes something, or may tell the program that it did not.
CHANGING = (
    "openat,write,pwrite64,fsync,fdatasync,rename,renameat,renameat2,unlink,unlinkat,rmdir,"
    "ftruncate,mkdir,mkdirat,close,flock,fcntl"
).split(",")
CANARY = "Canary%03dZyx"
ENVIRONMENT = {"PATH": "/usr/bin:/bin", "TZ": "UTC", "LC_ALL": "C"}
MESSAGE = (
    "From x@y.example Mon Dec  1 09:%02d:00 2025\nMessage-ID: <canary-%d@acmedental.example>\n"
    "Date: Mon, 1 Dec 2025 09:%02d:00 +0000\nFrom: %s <ivan@acmedental.example>\n"
    "To: support@harborit.example\nSubject: %s\n\n%s is broken.\n\n"
)
MAIL, CALLS, TICKETS = (
    "samples/" + name for name in ("mail/support.mbox", "calls/Master.csv", "helpdesk/tickets.xml")
)
# Long ago, so that nothing is still being written.
WRITTEN = 1_764_600_000


class Ended:
    """How a process ended, and what it said."""

    def __init__(self, status, said):
        self.returncode, self.said = status, said


class Nights:
    """`first` was not run before; of `grown` each file got longer since the night before, of
    `changed` the mailbox was compacted and the call log is gone, and of `rewritten` the mailbox was
    compacted and then grew beyond its old size."""

    def __init__(self, program, folder, names=("first", "grown", "changed", "rewritten")):
        self.program = program
        self.folder = folder
        self.faults = []
        self.before = {}
        self.names = list(names)
        for name in self.names:
            self.make(name)

    def fault(self, text):
        self.faults.append(text)
        print(text, flush=True)

    def path(self, *names):
        return os.path.join(self.folder, *names)

    # The inputs

    def make(self, name):
        where = self.path(name)
        for path in (MAIL, CALLS, TICKETS, "samples/helpdesk/users.xml", "pipeline.yml"):
            if os.path.exists(os.path.join(ROOT, path)):
                target = os.path.join(where, path)
                os.makedirs(os.path.dirname(target), exist_ok=True)
                shutil.copyfile(os.path.join(ROOT, path), target)
        self.mail(name, range(32))
        if name != "first":
            self.age(name)
            ended = self.run(name)
            if ended.returncode not in (0, 65):
                raise SystemExit(f"the night before fails: {ended.said.decode()}")
        if name == "grown":
            self.mail(name, [50])
            with open(self.path(name, CALLS), "rb") as calls:
                last = calls.read().splitlines()[-1]
            with open(self.path(name, CALLS), "ab") as calls:
                calls.write(last.replace(b"2025", b"2026") + b"\n")
        if name in ("changed", "rewritten"):
            with open(self.path(name, MAIL), "rb") as mailbox:
                messages = re.split(rb"(?m)(?=^From )", mailbox.read())
            with open(self.path(name, MAIL), "wb") as mailbox:
                mailbox.write(b"".join(m for i, m in enumerate(messages) if i % 5 != 2))
        if name == "changed":
            os.remove(self.path(name, CALLS))
        if name == "rewritten":
            self.mail(name, range(60, 100))
        self.age(name)
        for kept in (".ringback", "reports"):
            if os.path.exists(self.path(name, kept)):
                shutil.copytree(self.path(name, kept), self.path(name + ".before", kept))
        self.before[name] = self.outcome(name)

    def mail(self, name, minutes):
        with open(self.path(name, MAIL), "a", encoding="utf-8") as mailbox:
            for i in minutes:
                words = [CANARY % (3 * i + j) for j in range(3)]
                mailbox.write(MESSAGE % (i % 60, i, i % 60, *words))

    def age(self, name):
        for folder, _, files in os.walk(self.path(name, "samples")):
            for file in files:
                os.utime(os.path.join(folder, file), (WRITTEN, WRITTEN))

    # A night

    def restore(self, name):
        """Everything as it was before the night."""
        for entry in os.listdir(self.path(name)):
            if entry not in ("samples", "pipeline.yml"):
                shutil.rmtree(self.path(name, entry), ignore_errors=True)
        if os.path.exists(self.path(name + ".before")):
            shutil.copytree(self.path(name + ".before"), self.path(name), dirs_exist_ok=True)

    def run(self, name, *inject, prefix=(), environment=None, seconds=60, **options):
        """Runs the night, with a program before it or with options of strace(1) to `inject`, whose
        trace is then in `trace`."""
        command = [self.program, "run", "-c", self.path(name, "pipeline.yml")]
        if inject:
            # Stopping at nothing else is faster, but strace 6.1 then injects no signals.
            quick = [] if any("signal=" in i for i in inject) else ["--seccomp-bpf"]
            command = ["strace", "-f", "-qq", *quick, "-o", self.path("trace"), *inject, *command]
        command = [*prefix, *command]
        options.setdefault("cwd", self.path(name))
        # A file, since what is left behind would keep a pipe open.
        with tempfile.TemporaryFile() as said:
            process = subprocess.Popen(
                command,
                env=ENVIRONMENT if environment is None else environment,
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=said,
                start_new_session=True,
                **options,
            )
            try:
                status = process.wait(seconds)
            except subprocess.TimeoutExpired:
                status = None
                # strace alone would let go of the program, which goes on.
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
            said.seek(0)
            return Ended(status, said.read())

    def trace(self):
        with open(self.path("trace"), errors="replace") as trace:
            return trace.read().splitlines()

    def calls(self, name):
        """Each system call from the reading of pipeline.yml on, with its number of its kind."""
        self.restore(name)
        self.run(name, "-e", "trace=" + ",".join(CHANGING))
        seen, points, begun = {}, [], False
        for line in self.trace():
            match = re.match(r"\d+\s+(\w+)\(", line)
            if not match:
                continue
            call = match.group(1)
            seen[call] = seen.get(call, 0) + 1
            # What stands before is the dynamic loader's and Swift's.
            begun = begun or call == "openat" and "pipeline.yml" in line
            if begun:
                points.append((call, seen[call]))
        return points

    # What came of it

    def outcome(self, name):
        """Every file published, the rejects, every row kept but of what tells when, and what does
        not belong there."""
        result = {}
        reports = self.path(name, "reports")
        for file in sorted(os.listdir(reports)) if os.path.isdir(reports) else []:
            with open(os.path.join(reports, file), "rb") as bytes:
                result["reports/" + file] = hashlib.sha256(bytes.read()).hexdigest()
        rejects = self.path(name, ".ringback/rejects.ndjson")
        if os.path.exists(rejects):
            with open(rejects, "rb") as bytes:
                result["rejects"] = bytes.read()
        state = self.path(name, ".ringback/state.sqlite")
        if os.path.exists(state) and os.path.getsize(state):
            result.update(kept(state))
        left = []
        for folder, folders, files in os.walk(self.path(name)):
            for entry in files + folders:
                path = os.path.join(folder, entry)
                if entry.endswith((".tmp", "-journal", "-wal", "-shm")):
                    left.append(entry)
                inside = os.path.relpath(path, self.path(name))
                if not inside.startswith(("samples", "pipeline")):
                    if os.lstat(path).st_mode & 0o077:
                        self.fault(f"{name}: others may read {inside}")
        if left:
            result["left"] = ",".join(sorted(left))
        return result

    def anew(self, name, golden):
        """The reports are those of a first night over the same files."""
        shutil.rmtree(self.path(name, ".ringback"))
        shutil.rmtree(self.path(name, "reports"))
        self.run(name)
        again = self.outcome(name)
        odd = [k for k in again if k.startswith("reports/") and golden[1].get(k) != again[k]]
        if odd or not again:
            self.fault(f"{name}: a first night over these files gives something else: {odd[:5]}")

    def golden(self, name):
        self.restore(name)
        ended = self.run(name)
        if ended.returncode == 0 and ended.said:
            self.fault(f"{name}: success says something")
        return ended.returncode, self.outcome(name)


def kept(state):
    """Digests of the tables of a state, and whether it is sound."""
    result = {}
    base = sqlite3.connect(state)
    try:
        if base.execute("PRAGMA integrity_check").fetchone()[0] != "ok":
            result["state"] = "damaged"
        tables = [r[0] for r in base.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for table in sorted(tables):
            if table in ("run", "secret", "sqlite_sequence"):
                continue
            if table == "block":
                # How the lines are cut into blocks says nothing.
                blocks = {}
                for unit, tail, party, lines in base.execute(
                    "SELECT unit, is_tail, party, lines FROM block"
                    " ORDER BY unit, is_tail, party, number"
                ):
                    key = (unit, tail, party)
                    blocks[key] = blocks.get(key, b"") + lines
                rows = sorted(map(repr, blocks.items()))
            elif table == "unit":
                # Without a marker the mailbox is read whole when it has grown, which is no fault.
                base.row_factory = sqlite3.Row
                units = [dict(row) for row in base.execute("SELECT * FROM unit ORDER BY key")]
                base.row_factory = None
                rows = [repr(sorted({**unit, "marker": None}.items())) for unit in units]
            elif table == "matched":
                # As of when a client was matched last, which may be several nights ago. That what is
                # kept of it is right shows in the reports, which are made of it.
                columns = "party, configuration, latest, used, dropped_calls, settled"
                rows = sorted(map(repr, base.execute(f"SELECT {columns} FROM matched")))
            else:
                rows = sorted(map(repr, base.execute(f"SELECT * FROM {table}")))
            digest = hashlib.sha256("\n".join(rows).encode()).hexdigest()
            result["table " + table] = digest
    except sqlite3.DatabaseError as error:
        result["state"] = str(error)
    finally:
        base.close()
    return result
