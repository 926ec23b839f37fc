"""What is seen of a night from outside: what it opens, who could read what, and where it runs."""

import itertools
import os
import re
import subprocess
import time

from night import ENVIRONMENT

NETWORK = ("socket", "connect", "bind", "sendto", "sendmsg", "recvfrom", "socketpair")
SYSTEM = (
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


def traced(nights, name):
    """No network, no file outside of inputs, state, reports and the system's own."""
    nights.restore(name)
    nights.run(name, "-e", "trace=%file,%network")
    # What the program is linked with, wherever it lies.
    linked = subprocess.run(["ldd", nights.program], capture_output=True, text=True).stdout
    libraries = {os.path.dirname(p) for p in re.findall(r"(/\S+) \(0x", linked)}
    allowed = (nights.path(name), *libraries, *SYSTEM)
    for line in nights.trace():
        match = re.match(r"\d+\s+(\w+)\((.*)", line)
        if not match:
            continue
        if match.group(1) in NETWORK:
            nights.fault(f"{name}: network: {line[:120]}")
        if match.group(1) not in ("open", "openat", "creat") or "= -1" in line:
            continue
        path = re.search(r'"((?:[^"\\]|\\.)*)"', match.group(2))
        path = path.group(1) if path else ""
        if path.startswith("/") and not path.startswith(allowed):
            nights.fault(f"{name}: opened {path}")


def private(nights, name):
    """No file is open to others at any time: looks at all modes while the night is slowed."""
    nights.restore(name)
    where = nights.path(name)
    before = {os.path.join(d, n) for d, ds, fs in os.walk(where) for n in ds + fs}
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
        for folder, folders, files in os.walk(where):
            for entry in folders + files:
                path = os.path.join(folder, entry)
                try:
                    mode = os.lstat(path).st_mode
                except FileNotFoundError:
                    continue
                if path not in before and mode & 0o077:
                    nights.fault(f"{name}: {os.path.relpath(path, where)} had {mode & 0o777:o}")
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
