#!/usr/bin/env python3
"""Feed call logs that were made to hurt, each to every format of tables and logs that it may be.

    scripts/torture calls [--seconds 1] [--mib 64] [PROGRAM]

Each must end by itself within the time, with at most so much memory over that of an empty log, and
with a reject, a defect or a book in which every row is counted. Prints what fails, and a count.
"""
import argparse
import json
import os
import subprocess
import sys
import tempfile
import time

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
MIB = 1 << 20
ROW = ('"","4085550101","600","from-pstn","""A"" <4085550101>","PJSIP/t-1","PJSIP/201-2","Dial",'
       '"PJSIP/201,20","2024-03-04 09:00:00",,"2024-03-04 09:00:20",20,0,"NO ANSWER",'
       '"DOCUMENTATION","1709542800.%d","","","1709542800.%d",%d\n')
HEADER = "Call Time,Call ID,From,To,Direction,Status,Ringing,Talking\n"


def inputs():
    """Name, bytes: 2 to 8 MiB each."""
    yield "quotes", b'"' * (4 * MIB)
    yield "separators", b"," * (4 * MIB)
    yield "semicolons", b";" * (4 * MIB)
    yield "line ends", b"\n" * (2 * MIB)
    yield "NULs", b"\0" * (4 * MIB)
    yield "0xFF", b"\xff" * (4 * MIB)
    yield "quote and line end", b'"\n' * MIB
    yield "quote and separator", b'",' * (2 * MIB)
    yield "one field of 8 MiB", b'"' + b"a" * (8 * MIB) + b'"\n'
    yield "one line of 8 MiB", b"a" * (8 * MIB)
    yield "a quote never closed", (ROW % (1, 1, 1)).encode() + b'"' + (ROW % (2, 2, 2)).encode() * 12000
    yield "a lost quote in every row", ('"' + ROW % (1, 1, 1)).encode() * 12000
    yield "rows of 65,535 bytes", ("," * 65534 + "\n").encode() * 60
    yield "a million rows of one call", (ROW % (1, 1, 1)).encode() * 12000
    yield "legs of one call", "".join(ROW % (1, 1, i) for i in range(12000)).encode()
    yield "calls without end", "".join(ROW % (i, i, i) for i in range(12000)).encode()
    yield "marks in ids", (ROW % (1, 1, 1)).replace("1709542800.1", "e\u0301\u0327" * 900).encode() * 800
    yield "UTF-16 without an end", b"\xff\xfe" + "a,".encode("utf-16-le") * MIB
    yield "halves of pairs", b"\xff\xfe" + b"\x00\xd8" * MIB
    yield "a header 5,000 times", HEADER.encode() * 5000
    yield "a header of 60,000 columns", b",".join(b"c%d" % i for i in range(9000)) + b"\n"
    yield "rows of a report", (HEADER + '2024-03-04T09:00:00,1,"(((((((((",")))))",x,Answered,1,1\n'
                               * 40000).encode()
    yield "numbers beyond counting", (HEADER + "2024-03-04T09:00:00,1,2,3,x,Answered," + "9" * 400
                                      + ",1\n") .encode() * 4000
    yield "formulas", (HEADER + "=cmd|' /C calc'!A0,@SUM(1),+1,-1,x,y,1,1\n" * 40000).encode()
    yield "queue events", b"1709542805|1709542800.26|q|NONE|ENTERQUEUE||1|1\n" * 60000
    yield "bars", b"|" * (4 * MIB)


def main():
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("program", nargs="?", default=os.path.join(ROOT, ".build/release/ringback"))
    options.add_argument("--seconds", type=float, default=1)
    options.add_argument("--mib", type=float, default=64)
    options = options.parse_args()
    formats = ["asterisk-cdr", "asterisk-cdr-custom", "freepbx", "asterisk-queue-log",
               "asterisk-voicemail", "freeswitch", "fusionpbx", "3cx-cdr", "3cx-report",
               "grandstream", "cucm", "teams", "ringcentral", "zoom", "twilio", "8x8", "aircall",
               "dialpad", None]
    failed = ran = 0
    with tempfile.TemporaryDirectory() as work:
        path = os.path.join(work, "log.csv")

        def run(forced):
            command = [options.program, "parse", path, "--tolerate", "100"]
            command += ["--format", forced] if forced else []
            began = time.monotonic()
            with open(os.path.join(work, "out"), "wb") as out:
                process = subprocess.Popen(command, stdout=out, stderr=subprocess.DEVNULL)
                _, status, used = os.wait4(process.pid, 0)
            return time.monotonic() - began, used.ru_maxrss / 1024, os.waitstatus_to_exitcode(status)

        with open(path, "wb") as out:
            out.write((ROW % (1, 1, 1)).encode())
        empty = run(None)[1]
        for name, data in inputs():
            with open(path, "wb") as out:
                out.write(data)
            for forced in formats:
                ran += 1
                seconds, memory, status = run(forced)
                faults = []
                if seconds > options.seconds:
                    faults.append(f"took {seconds:.1f} s")
                if memory - empty > options.mib:
                    faults.append(f"held {memory - empty:.0f} MiB")
                if status not in (0, 65, 66):
                    faults.append(f"ended with {status}")
                with open(os.path.join(work, "out"), "rb") as out:
                    last = out.read().splitlines()[-1:]
                books = json.loads(last[0]) if last else {}
                for source in books.get("sources", []):
                    told = source["used"] + sum(source["excluded"].values()) + sum(
                        source["rejected"].values())
                    if told != source["read"]:
                        faults.append("does not balance")
                if not books:
                    faults.append("has no books")
                if faults:
                    failed += 1
                    print(f"{name}, as {forced or 'told by content'}: {', '.join(faults)}")
    print(f"{ran} runs, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
