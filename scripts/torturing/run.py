#!/usr/bin/env python3
"""Kill the nightly run, fail its system calls and watch it, on the samples.

    scripts/torture run [--points N] [--pairs N] [--errors N] [--seed N] [--build debug|release]

Needs strace. A reference night is read anew, and a second one after the mailbox, the call log and
the tickets grew; each is run with a fault at one system call that changes something, and again
without. What is published and kept must then be what it is without the fault. 0 means all of them.

  kill     the process is killed at each such call; with --pairs again during the run after it
  errors   the call fails, once or from there on; exit 0 with a wrong result is a fault
  traced   no network, no file outside of inputs, state, reports and the system's own
  private  no file is open to others at any call, no canary in what was said or left behind
  places   the same bytes under 24 combinations of TZ, LC_ALL, folder, umask and no environment
  twice    of two at once one ends with 75 in a second

Prints a line for each fault, and the counts.
"""

import argparse
import hashlib
import itertools
import os
import random
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
CHANGING = (
    "openat,write,pwrite64,fsync,fdatasync,rename,renameat,renameat2,unlink,unlinkat,rmdir,"
    "ftruncate,mkdir,mkdirat,close,flock,fcntl"
).split(",")
ERRORS = ["ENOSPC", "EIO", "EDQUOT", "EACCES", "EINTR"]
CANARY = "Canary%03dZyx"
ENVIRONMENT = {"PATH": "/usr/bin:/bin", "TZ": "UTC", "LC_ALL": "C"}
MESSAGE = (
    "From x@y.example Mon Dec  1 09:%02d:00 2025\nMessage-ID: <canary-%d@acmedental.example>\n"
    "Date: Mon, 1 Dec 2025 09:%02d:00 +0000\nFrom: %s <ivan@acmedental.example>\n"
    "To: support@harborit.example\nSubject: %s\n\n%s is broken.\n\n"
)


class Harness:
    def __init__(self, program, folder):
        self.program = program
        self.folder = folder
        self.faults = []

    def fault(self, text):
        self.faults.append(text)
        print(text, flush=True)

    def copy(self, source, name):
        """A copy that keeps the inputs' times, so that nothing looks changed."""
        target = os.path.join(self.folder, name)
        shutil.rmtree(target, ignore_errors=True)
        subprocess.run(["cp", "-a", os.path.join(self.folder, source), target], check=True)
        return target

    def office(self):
        """`first` has not been run; `second` was, and its inputs grew since."""
        first = os.path.join(self.folder, "first")
        os.makedirs(first)
        shutil.copytree(os.path.join(ROOT, "samples"), os.path.join(first, "samples"))
        shutil.copy(os.path.join(ROOT, "pipeline.yml"), first)
        with open(os.path.join(first, "samples/mail/support.mbox"), "a", encoding="utf-8") as box:
            for i in range(32):
                box.write(
                    MESSAGE
                    % (i, i, i, CANARY % (3 * i), CANARY % (3 * i + 1), CANARY % (3 * i + 2))
                )
        second = self.copy("first", "second")
        if self.run(second).returncode not in (0, 65):
            raise SystemExit("the reference run fails: " + self.run(second).stderr.decode())
        with open(os.path.join(second, "samples/mail/support.mbox"), "a", encoding="utf-8") as box:
            box.write(MESSAGE % (50, 50, 50, CANARY % 96, CANARY % 97, CANARY % 98))
        log = os.path.join(second, "samples/calls/Master.csv")
        with open(log, "rb") as calls:
            last = calls.read().splitlines()[-1]
        with open(log, "ab") as calls:
            calls.write(last.replace(b"2025", b"2026") + b"\n")

    def run(self, where, *inject, program=None, environment=None, **options):
        command = [program or self.program, "run", "-c", os.path.join(where, "pipeline.yml")]
        if inject:
            command = [
                "strace",
                "-f",
                "-qq",
                "-o",
                os.path.join(self.folder, "trace"),
                *inject,
            ] + command
        options.setdefault("cwd", where)
        return subprocess.run(
            command,
            env=ENVIRONMENT if environment is None else environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=120,
            **options,
        )

    def trace(self):
        with open(os.path.join(self.folder, "trace"), errors="replace") as trace:
            return trace.read().splitlines()

    @staticmethod
    def outcome(where):
        """Every file published, the rejects, and every row kept but of what tells when."""
        result = {}
        top = os.path.join(where, "reports")
        for name in sorted(os.listdir(top)) if os.path.isdir(top) else []:
            with open(os.path.join(top, name), "rb") as file:
                result["reports/" + name] = hashlib.sha256(file.read()).hexdigest()
        state = os.path.join(where, ".ringback/state.sqlite")
        if os.path.exists(state):
            with sqlite3.connect(state) as base:
                if base.execute("PRAGMA integrity_check").fetchone()[0] != "ok":
                    result["state"] = "damaged"
        left = []
        for folder, folders, files in os.walk(where):
            left += [n for n in files + folders if n.endswith((".tmp", "-journal"))]
        if left:
            result["left"] = ",".join(sorted(left))
        return result

    def golden(self, source):
        where = self.copy(source, "golden")
        ended = self.run(where)
        if ended.stdout or (ended.returncode == 0 and ended.stderr):
            self.fault(f"{source}: success says something")
        return ended.returncode, self.outcome(where)

    def calls(self, source):
        """How often each system call is made from the first use of the state on."""
        where = self.copy(source, "counted")
        self.run(where, "-e", "trace=" + ",".join(CHANGING))
        seen, points = {}, []
        begun = False
        for line in self.trace():
            match = re.match(r"\d+\s+(\w+)\(", line)
            if not match:
                continue
            call = match.group(1)
            seen[call] = seen.get(call, 0) + 1
            # What stands before is the dynamic loader's and Swift's.
            begun = begun or "pipeline.yml" in line and call == "openat"
            if begun:
                points.append((call, seen[call]))
        return points

    def recovered(self, where, golden, what):
        status, wanted = golden
        again = self.run(where)
        if again.returncode != status:
            self.fault(
                f"{what}: the next run ends with {again.returncode}: {again.stderr.decode()[:200]}"
            )
        elif self.outcome(where) != wanted:
            got = self.outcome(where)
            odd = [k for k in set(got) | set(wanted) if got.get(k) != wanted.get(k)]
            self.fault(f"{what}: the next run gives other bytes: {sorted(odd)[:5]}")

    def torn(self, where, before, golden, what):
        """A reader sees the earlier set or the new one."""
        published = {k: v for k, v in self.outcome(where).items() if k.startswith("reports/")}
        sets = [
            {k: v for k, v in o.items() if k.startswith("reports/")} for o in (before, golden[1])
        ]
        if published not in sets:
            self.fault(f"{what}: the reports are torn")

    def kill(self, source, point, golden, second=None):
        call, n = point
        what = f"{source}: killed at {call} {n}"
        before = self.outcome(os.path.join(self.folder, source))
        where = self.copy(source, "work")
        ended = self.run(where, "-e", f"trace={call}", "-e", f"inject={call}:signal=KILL:when={n}")
        if ended.returncode not in (-9, 137):
            return 0
        self.torn(where, before, golden, what)
        if second:
            call, n = second
            what += f", then at {call} {n}"
            self.run(where, "-e", f"trace={call}", "-e", f"inject={call}:signal=KILL:when={n}")
        self.recovered(where, golden, what)
        return 1

    def error(self, source, point, golden, name, sticky):
        call, n = point
        # A call that is interrupted for ever is rightly tried for ever.
        when = f"{n}..{n + 3}" if sticky and name == "EINTR" else f"{n}+" if sticky else n
        what = f"{source}: {name} at {call} {when}"
        where = self.copy(source, "work")
        try:
            ended = self.run(
                where, "-e", f"trace={call}", "-e", f"inject={call}:error={name}:when={when}"
            )
        except subprocess.TimeoutExpired:
            self.fault(f"{what}: does not end")
            return 1
        if not any("(INJECTED)" in line for line in self.trace()):
            return 0
        got = self.outcome(where)
        got.pop("left", None)
        wanted = {k: v for k, v in golden[1].items() if k != "left"}
        if ended.returncode == 0 and got != wanted:
            self.fault(f"{what}: exit 0 with a wrong result")
        elif ended.returncode not in (0, 65, 66, 70, 73, 74, 75, 78):
            self.fault(f"{what}: ended with {ended.returncode}")
        elif ended.returncode == 70:
            self.fault(f"{what}: crashed")
        self.canaries(ended.stderr + ended.stdout, what)
        self.recovered(where, golden, what)
        return 1

    def canaries(self, text, what):
        if re.search(rb"Canary\d{3}Zyx", text):
            self.fault(f"{what}: a canary is told")

    def traced(self, source):
        where = self.copy(source, "work")
        self.run(where, "-e", "trace=%file,%network")
        # What the program is linked with, wherever it lies.
        linked = subprocess.run(["ldd", self.program], capture_output=True, text=True).stdout
        libraries = {os.path.dirname(p) for p in re.findall(r"(/\S+) \(0x", linked)}
        allowed = (
            where,
            *libraries,
            "/usr/lib/locale",
            "/usr/share/zoneinfo",
            "/etc/ld.so",
            "/etc/localtime",
            "/proc/self",
            "/proc/sys",
            "/proc/cpuinfo",
            "/proc/meminfo",
            "/sys/devices/system/cpu",
            "/sys/fs/cgroup",
            "/dev/null",
            "/dev/urandom",
        )
        for line in self.trace():
            match = re.match(r"\d+\s+(\w+)\((.*)", line)
            if not match:
                continue
            if match.group(1) in (
                "socket",
                "connect",
                "bind",
                "sendto",
                "sendmsg",
                "recvfrom",
                "socketpair",
            ):
                self.fault(f"{source}: network: {line[:120]}")
            if match.group(1) not in ("open", "openat", "creat") or "= -1" in line:
                continue
            path = re.search(r'"((?:[^"\\]|\\.)*)"', match.group(2))
            path = path.group(1) if path else ""
            if path.startswith("/") and not path.startswith(allowed):
                self.fault(f"{source}: opened {path}")

    def private(self, source):
        """Looks at the modes of all that stands there while it is slowed at each call."""
        where = self.copy(source, "work")
        before = {os.path.join(d, n) for d, ds, fs in os.walk(where) for n in ds + fs}
        command = [
            "strace",
            "-f",
            "-qq",
            "-o",
            "/dev/null",
            "-e",
            "trace=openat,renameat2,renameat,fchmod",
            "-e",
            "inject=openat,renameat2,renameat,fchmod:delay_exit=3000",
            self.program,
            "run",
            "-c",
            os.path.join(where, "pipeline.yml"),
        ]
        looks = 0
        child = subprocess.Popen(command, env=ENVIRONMENT, cwd=where, stdin=subprocess.DEVNULL)
        while child.poll() is None:
            looks += 1
            for folder, folders, files in os.walk(where):
                for name in folders + files:
                    path = os.path.join(folder, name)
                    try:
                        mode = os.lstat(path).st_mode
                    except FileNotFoundError:
                        continue
                    if path not in before and mode & 0o077:
                        self.fault(
                            f"{source}: {os.path.relpath(path, where)} had the mode {mode & 0o777:o}"
                        )
        return looks

    def places(self, golden):
        count = 0
        for zone, locale, mask in itertools.product(
            ["UTC", "Asia/Tokyo", "America/New_York", ":/nowhere"],
            ["C", "de_DE.UTF-8", None],
            [0o022, 0o000],
        ):
            where = self.copy("first", "work")
            environment = (
                {} if locale is None else {"TZ": zone, "LC_ALL": locale, "PATH": "/usr/bin:/bin"}
            )
            if locale is None and mask:
                environment = {"TZ": zone}
            ended = self.run(where, environment=environment, cwd="/" if mask else where, umask=mask)
            count += 1
            if (ended.returncode, self.outcome(where)) != golden:
                self.fault(f"first: TZ={zone} LC_ALL={locale} umask={mask:o}: other bytes")
        return count

    def twice(self):
        where = self.copy("first", "work")
        slow = subprocess.Popen(
            [
                "strace",
                "-f",
                "-qq",
                "-o",
                "/dev/null",
                "-e",
                "trace=fsync,fdatasync",
                "-e",
                "inject=fsync,fdatasync:delay_exit=300000",
                self.program,
                "run",
                "-c",
                os.path.join(where, "pipeline.yml"),
            ],
            env=ENVIRONMENT,
            cwd=where,
            stdin=subprocess.DEVNULL,
        )
        while not os.path.exists(os.path.join(where, ".ringback/state.sqlite")):
            time.sleep(0.005)
        began = time.monotonic()
        ended = self.run(where)
        took = time.monotonic() - began
        if ended.returncode != 75 or took > 1:
            self.fault(f"twice: the second ended with {ended.returncode} after {took:.2f} s")
        slow.wait()
        return took


def main():
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--points", type=int, default=0, help="how many kills; 0 for all")
    options.add_argument("--pairs", type=int, default=500)
    options.add_argument("--errors", type=int, default=1500)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--build", default="release", choices=["debug", "release"])
    options = options.parse_args()
    if not shutil.which("strace"):
        print("skipped: strace is not here (Debian's package strace)")
        return 0
    random.seed(options.seed)
    counts = dict.fromkeys(["kills", "pairs", "errors"], 0)
    with tempfile.TemporaryDirectory() as folder:
        harness = Harness(os.path.join(ROOT, ".build", options.build, "ringback"), folder)
        harness.office()
        golden = {source: harness.golden(source) for source in ("first", "second")}
        points = [(s, p) for s in golden for p in harness.calls(s)]
        print(
            f"{len(points)} system calls of two nights, which end with "
            f"{golden['first'][0]} and {golden['second'][0]}",
            flush=True,
        )
        for source in golden:
            harness.traced(source)
            print(f"{source}: {harness.private(source)} looks at all modes", flush=True)
        print(
            f"{harness.places(golden['first'])} places; the second of two ended "
            f"after {harness.twice():.2f} s",
            flush=True,
        )
        kills = (
            points
            if options.points == 0
            else random.sample(points, min(options.points, len(points)))
        )
        for source, point in kills:
            counts["kills"] += harness.kill(source, point, golden[source])
        print(f"{counts['kills']} kills", flush=True)
        for _ in range(options.pairs):
            source, point = random.choice(points)
            other = random.choice([p for s, p in points if s == source])
            counts["pairs"] += harness.kill(source, point, golden[source], other)
        print(f"{counts['pairs']} pairs", flush=True)
        for _ in range(options.errors):
            source, point = random.choice(points)
            counts["errors"] += harness.error(
                source, point, golden[source], random.choice(ERRORS), random.random() < 0.5
            )
        print(
            ", ".join(f"{n} {name}" for name, n in counts.items())
            + f"; {len(harness.faults)} faults"
        )
    return 1 if harness.faults else 0


if __name__ == "__main__":
    sys.exit(main())
