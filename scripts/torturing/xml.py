#!/usr/bin/env python3
"""Feed the release program what is hostile, and hold it to its promises.

    scripts/torture xml [--only WORDS]

Each case goes through standard input. It must end in time and within its memory, never by a
signal, and say what was wrong: by a reject, by a defect, or not at all where nothing is.
"""
import argparse
import json
import os
import subprocess
import sys
import tempfile
import threading
import time

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
OURS = os.path.join(ROOT, ".build/release/ringback")
MEMORY = 64
FORMAT = "zendesk"


def run(pieces, name):
    """What came out, the processor's seconds, MiB at most, MB fed, and the exit code."""
    with tempfile.TemporaryDirectory() as folder:
        rejects, out = os.path.join(folder, "rejects"), os.path.join(folder, "out")
        with open(out, "wb") as sink:
            process = subprocess.Popen(
                [OURS, "parse", "--format", name, "--rejects", rejects],
                stdin=subprocess.PIPE, stdout=sink, stderr=subprocess.DEVNULL)
            fed = 0

            def feed():
                nonlocal fed
                try:
                    for piece in pieces:
                        fed += len(piece)
                        process.stdin.write(piece)
                    process.stdin.close()
                except BrokenPipeError:
                    pass

            thread = threading.Thread(target=feed)
            thread.start()
            _, status, used = os.wait4(process.pid, 0)
            thread.join()
        with open(out, "rb") as lines:
            records = [json.loads(line) for line in lines]
        codes = set()
        if os.path.exists(rejects):
            with open(rejects, "rb") as lines:
                codes = {json.loads(line)["reject"] for line in lines}
    code = os.waitstatus_to_exitcode(status)
    return records, codes, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, fed / 1e6, code


def main():
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--only", default="", help="the cases whose names have these words")
    options = options.parse_args()
    subprocess.run(["swift", "build", "-c", "release", "--product", "ringback"],
                   cwd=ROOT, check=True, stdout=sys.stderr)
    cases = __import__("xml_cases").CASES
    base = run([b"<tickets></tickets>"], FORMAT)[3]
    failed = 0
    print(f"{'case':36} {'MB':>6} {'CPU s':>6} {'MiB':>5}  what was said")
    for name, (make, wanted) in cases.items():
        if options.only not in name:
            continue
        records, codes, cpu, memory, fed, code = run(make(), FORMAT)
        defects = {d for record in records for d in record.get("defects", [])}
        defects.discard("requester-unknown")
        tickets = sum(record.get("record") == "ticket" for record in records)
        faults = []
        if code not in (0, 65):
            faults.append(f"ended with {code}")
        if cpu > max(1, fed / 20):
            faults.append("took too long")
        if memory - base > MEMORY:
            faults.append("took too much memory")
        said = {"reject": bool(codes), "defect": bool(codes or defects),
                "tickets": bool(tickets or defects or codes)}[wanted]
        if not said:
            faults.append(f"no {wanted}")
        failed += bool(faults)
        print(f"{name:36} {fed:6.0f} {cpu:6.2f} {memory - base:5.0f}  "
              f"{' '.join(sorted(codes | defects)) or f'{tickets} tickets'}"
              f"{'  FAILED: ' + ', '.join(faults) if faults else ''}", flush=True)
    if failed:
        sys.exit(f"torture: {failed} cases failed")


if __name__ == "__main__":
    main()
