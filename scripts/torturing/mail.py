#!/usr/bin/env python3
"""Reads hostile mail with a small stack, and twice as much of it.

scripts/torture mail [--bin PROGRAM] [--scale 1.0] [-k WORD]

Each message is made to break a reader: nesting, headers, addresses, a long line, marks that combine.
`parse` must end with status 0 under a stack of 256 KiB, name the defect, and take at most 2.3 times
the processor time for twice the size (where it takes long enough to tell). Exits with 1 otherwise.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
STACK = 256 << 10
# Less is lost in the noise of starting a program.
SHORTEST = 0.08
RATIO = 2.3

HEAD = b"From x@y.example Mon Mar  4 09:15:00 2024\nMessage-ID: <a@y.example>\n"


def nested(n, repeat=False):
    parts = [HEAD, b"Content-Type: multipart/mixed; boundary=b0\n\n"]
    for i in range(n):
        j = 0 if repeat else i
        parts.append(b"--b%d\nContent-Type: multipart/mixed; boundary=b%d\n\n" % (j, j + 1 - repeat))
    return b"".join(parts)


def field(name, value):
    return HEAD + name + b": " + value + b"\n\nText\n"


def body(kind, text):
    return HEAD + b"Content-Type: " + kind + b"\n\n" + text + b"\n"


def marks(n):
    return "a\u0316\u0301".encode() * n


def html(n, text):
    return body(b"text/html; charset=utf-8", text * n)


# Name, how many, what is made of so many, the defect that must be named.
CASES = [
    ("nested multiparts", 500_000, nested, "parts-too-deep"),
    ("one boundary nested", 500_000, lambda n: nested(n, True), "parts-too-deep"),
    ("headers", 500_000, lambda n: HEAD + b"X-A: b\n" * n + b"\nText\n", "headers-too-many"),
    (
        "equal headers",
        500_000,
        lambda n: HEAD + b"To: jo@acme.example\n" * n + b"\nText\n",
        "headers-too-many",
    ),
    ("folded lines", 500_000, lambda n: field(b"Subject", b"a" + b"\n b" * n), "header-too-long"),
    ("addresses", 500_000, lambda n: field(b"To", b"jo@acme.example, " * n), "to-cut"),
    ("comments nested", 1_000_000, lambda n: field(b"To", b"(" * n), "header-too-long"),
    ("groups", 500_000, lambda n: field(b"Cc", b"g:jo@acme.example;, " * n), "header-too-long"),
    ("references", 500_000, lambda n: field(b"References", b"<a@b>" * n), "references-cut"),
    ("encoded words", 500_000, lambda n: field(b"Subject", b"=?utf-8?q?a?= " * n), "header-too-long"),
    ("parameters", 500_000, lambda n: field(b"Content-Type", b"text/plain; " + b"a*0=b;" * n), None),
    ("long line", 70_000_000, lambda n: body(b"text/plain", b"x" * n), "message-too-long"),
    ("combining marks", 1_000_000, lambda n: body(b"text/plain; charset=utf-8", marks(n)), None),
    ("marks in a name", 40_000, lambda n: field(b"From", marks(n) + b" <a@b>"), None),
    ("quoted lines", 2_000_000, lambda n: body(b"text/plain", b"> a\n" * n), None),
    ("attributions", 500_000, lambda n: body(b"text/plain", b"On 1 a@b\n" * n), None),
    ("elements nested", 1_000_000, lambda n: html(n, b"<div>"), None),
    ("attributes", 1_000_000, lambda n: html(n, b"<a b=c "), None),
    ("files begun", 500_000, lambda n: body(b"text/plain", b"begin 644 a\n" * n), None),
    ("From lines", 500_000, lambda n: HEAD + b"\n" + b"From here to there\n" * n, None),
    ("messages", 200_000, lambda n: (HEAD + b"\nText\n\n") * n, None),
    ("no header", 5_000_000, lambda n: HEAD + b"\n" * n, None),
]


def run(program, path):
    def limit():
        resource.setrlimit(resource.RLIMIT_STACK, (STACK, STACK))
        # On several processors a large file costs some more than a small one, which one reads.
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})

    with tempfile.TemporaryFile() as out:
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        start = time.monotonic()
        done = subprocess.run(
            [program, "parse", "--format", "mbox", "--tolerate", "100", path],
            stdout=out,
            stderr=subprocess.PIPE,
            preexec_fn=limit,
            timeout=600,
        )
        took = time.monotonic() - start
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        out.seek(0)
        first = out.readline()
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return done, first, used, took


def torture(program, name, count, make, defect, folder):
    times = []
    for n in (count, 2 * count):
        path = os.path.join(folder, "box.mbox")
        with open(path, "wb") as file:
            file.write(make(n))
        done, first, used, _ = run(program, path)
        size = os.path.getsize(path)
        # The best of two where it takes long: the machine may have others at work.
        if used > SHORTEST:
            used = min(used, run(program, path)[2])
        times.append(used)
        if done.returncode != 0:
            return f"status {done.returncode}: {done.stderr[-200:].decode(errors='replace')}", None
        mail = json.loads(first)
        if mail.get("record") != "mail":
            return "no record", None
        # What is cut only at some size is whole in a smaller one.
        if defect and options.scale >= 1 and defect not in mail.get("defects", []):
            return f"defect {defect} is not named, but {mail.get('defects')}", None
    ratio = times[1] / max(times[0], 0.001)
    told = f"{size / 1e6:7.1f} MB {times[0]:6.2f} s {times[1]:6.2f} s  x {ratio:4.2f}"
    slow = times[1] > SHORTEST * 2 and times[0] > SHORTEST and ratio > RATIO
    return (f"not linear: {told}" if slow else None), told


parser = argparse.ArgumentParser(
    description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
)
parser.add_argument("--bin", default=os.path.join(ROOT, ".build", "release", "ringback"))
parser.add_argument("--scale", type=float, default=1.0, help="of all counts")
parser.add_argument("-k", default="", metavar="WORD", help="only cases whose name holds it")
options = parser.parse_args()
if not os.path.exists(options.bin):
    parser.error("no build: swift build -c release, or --bin PATH")
bad = 0
with tempfile.TemporaryDirectory(prefix="ringback-torture-") as folder:
    for name, count, make, defect in CASES:
        if options.k not in name:
            continue
        count = max(int(count * options.scale), 1)
        fault, told = torture(options.bin, name, count, make, defect, folder)
        bad += fault is not None
        print(f"{name:22} {fault or told}", flush=True)
sys.exit(1 if bad else 0)
