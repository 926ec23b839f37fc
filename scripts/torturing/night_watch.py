"""What is seen of a night from outside: what it opens, who could read what, and where it runs."""

import contextlib
import itertools
import os
import re
import subprocess
import time

from night import CALLS, ENVIRONMENT, MAIL, TICKETS

MAILBOXES = [MAIL]
SOURCES = [MAIL, CALLS, TICKETS, "samples/helpdesk/users.xml"]

# io_uring could do both without a trace.
NETWORK = (
    "socket",
    "connect",
    "bind",
    "listen",
    "sendto",
    "sendmsg",
    "recvfrom",
    "recvmsg",
    "socketpair",
    "io_uring_setup",
)
SYSTEM = (
    "/usr/lib/locale/",
    "/usr/share/zoneinfo",
    "/etc/ld.so.",
    "/etc/localtime",
    "/proc/self/",
    "/proc/sys/",
    "/proc/cpuinfo",
    "/proc/meminfo",
    "/sys/devices/system/cpu",
    "/sys/fs/cgroup",
    "/dev/null",
    "/dev/urandom",
)
MATCHED = "contacts.ndjson"
# Each command, and what stands on its standard input, where that is a file.
COMMANDS = [
    (["run"], None),
    (["run", "--dry-run"], None),
    (["runs"], None),
    (["check"], None),
    (["due"], None),
    (["audit", *MAILBOXES, "--provider", "harborit.example"], None),
    (["audit", *SOURCES, "--zone", "UTC", "--to", "reports", "--rejects", "reports/rejects"], None),
    (["discover", *SOURCES], None),
    (["parse", *SOURCES], None),
    (["normalize"], "records.ndjson"),
    (["match"], "events.ndjson"),
    (["report"], MATCHED),
    (["report", "--format", "html", "--to", "reports"], MATCHED),
    (["report", "--format", "ocel"], MATCHED),
    (["explain", "nothing"], None),
    (["settle", "nothing", "--no-answer-needed"], None),
    (["formats"], None),
    (["schema", "contact"], None),
]


def allowed(nights, name, path, is_written, libraries):
    """Whether a command may open a file, by its resolved path."""
    where = nights.path(name)
    if path.startswith(where):
        inside = path[len(where) :].lstrip("/").split("/")[0]
        if inside in ("reports", ".ringback") or re.fullmatch(r"\.reports\.\d+\.tmp", inside):
            return True
        # The folder itself is synced.
        return not is_written and inside in ("", "samples", "pipeline.yml")
    if is_written:
        return path == "/dev/null"
    return path.startswith((*libraries, *SYSTEM))


def opened(line):
    """The path of a call that opened a file, as the kernel resolved it; with `strace -y`."""
    result = re.search(r"= \d+<(/[^>]*)>", line)
    path = result.group(1) if result else None
    if path and '"/proc/self/' in line:
        path = re.sub(r"^/proc/\d+/", "/proc/self/", path)
    return path


def entries(where):
    return {os.path.join(d, n) for d, ds, fs in os.walk(where) for n in ds + fs}


def open_to_others(nights, name, before, what):
    """Nothing that was made since may be read by others."""
    for path in entries(nights.path(name)) - before:
        try:
            mode = os.lstat(path).st_mode & 0o777
        except FileNotFoundError:
            continue
        if mode & 0o077:
            path = os.path.relpath(path, nights.path(name))
            nights.fault(f"{name}: {what}: {path} had {mode:o}")


def traced(nights, name):
    """No command makes a network call, starts another program or opens a file outside of inputs,
    state, reports and the system's own.
    :return: how many opened files were looked at."""
    nights.restore(name)
    for stage, source in (("parse", SOURCES), ("normalize", []), ("match", [])):
        before = {"normalize": "records", "match": "events"}.get(stage)
        after = {"parse": "records", "normalize": "events", "match": "contacts"}[stage]
        with contextlib.ExitStack() as files:
            read = subprocess.DEVNULL
            if before:
                read = files.enter_context(open(nights.path(before + ".ndjson"), "rb"))
            subprocess.run(
                [nights.program, stage, *source],
                cwd=nights.path(name),
                env=ENVIRONMENT,
                stdin=read,
                stdout=files.enter_context(open(nights.path(after + ".ndjson"), "wb")),
                stderr=subprocess.DEVNULL,
            )
    before = entries(nights.path(name))
    # What the program is linked with, wherever it lies.
    linked = subprocess.run(["ldd", nights.program], capture_output=True, text=True).stdout
    libraries = {
        os.path.dirname(os.path.realpath(p)) + "/" for p in re.findall(r"(/\S+) \(0x", linked)
    }
    count = 0
    for words, source in COMMANDS:
        what = " ".join(words[:2])
        with contextlib.ExitStack() as files:
            read = subprocess.DEVNULL
            if source:
                read = files.enter_context(open(nights.path(source), "rb"))
            subprocess.run(
                ["strace", "-f", "-qq", "-y", "-o", nights.path("trace")]
                + ["-e", "trace=%file,%network,io_uring_setup", nights.program, *words],
                cwd=nights.path(name),
                env=ENVIRONMENT,
                stdin=read,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                timeout=120,
                umask=0,
            )
        open_to_others(nights, name, before, what)
        programs = 0
        for line in nights.trace():
            match = re.match(r"\d+\s+(\w+)\((.*)", line)
            if not match:
                continue
            programs += match.group(1) == "execve"
            if match.group(1) in NETWORK or programs > 1:
                nights.fault(f"{name}: {what}: network or another program: {line[:120]}")
            path = (
                opened(line) if match.group(1) in ("open", "openat", "openat2", "creat") else None
            )
            if path is None:
                continue
            count += 1
            is_written = re.search(r"O_WRONLY|O_RDWR|O_CREAT|O_TRUNC", line) is not None
            if not allowed(nights, name, path, is_written, libraries):
                how = "wrote to" if is_written else "opened"
                nights.fault(f"{name}: {what}: {how} {path}")
        if programs == 0:
            nights.fault(f"{name}: {what}: was not traced")
    return count


def private(nights, name):
    """No file is open to others at any time: looks at all modes while the night is slowed."""
    nights.restore(name)
    where = nights.path(name)
    before = entries(where)
    slowed = "openat,renameat2,renameat,fchmod,mkdirat,mkdir"
    command = ["strace", "-f", "-qq", "-o", "/dev/null", "-e", "trace=" + slowed]
    command += ["-e", f"inject={slowed}:delay_exit=3000"]
    command += [nights.program, "run", "-c", os.path.join(where, "pipeline.yml")]
    looks = 0
    child = subprocess.Popen(
        command,
        env=ENVIRONMENT,
        cwd=where,
        stdin=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        umask=0,
    )
    while child.poll() is None:
        looks += 1
        open_to_others(nights, name, before, "run")
    return looks


def places(nights, golden):
    """The same bytes under combinations of TZ, LC_ALL, folder, umask and no environment."""
    count = 0
    for zone, locale, mask in itertools.product(
        ["UTC", "Asia/Tokyo", "America/New_York", ":/nowhere"],
        ["C", "de_DE.UTF-8", None],
        [0o022, 0o000],
    ):
        nights.restore("first")
        environment = {"TZ": zone, "LC_ALL": locale, "PATH": "/usr/bin:/bin"} if locale else {}
        if locale is None and mask:
            environment = {"TZ": zone}
        ended = nights.run(
            "first",
            environment=environment,
            cwd="/" if mask else nights.path("first"),
            umask=mask,
        )
        count += 1
        if (ended.returncode, nights.outcome("first")) != golden:
            nights.fault(f"first: TZ={zone} LC_ALL={locale} umask={mask:o}: other bytes")
    return count


def twice(nights):
    """Of two at once the second ends with 75 in a second."""
    nights.restore("first")
    command = ["strace", "-f", "-qq", "-o", "/dev/null", "-e", "trace=fsync,fdatasync"]
    command += ["-e", "inject=fsync,fdatasync:delay_exit=200000", nights.program, "run"]
    slow = subprocess.Popen(
        command + ["-c", nights.path("first", "pipeline.yml")],
        env=ENVIRONMENT,
        cwd=nights.path("first"),
        stdin=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    while not os.path.exists(nights.path("first", ".ringback/state.sqlite")):
        time.sleep(0.005)
    began = time.monotonic()
    ended = nights.run("first")
    took = time.monotonic() - began
    if ended.returncode != 75 or took > 1:
        nights.fault(f"twice: the second ended with {ended.returncode} after {took:.2f} s")
    slow.wait()
    return took
