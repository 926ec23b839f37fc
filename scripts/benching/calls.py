"""What `scripts/bench calls` measures: an Asterisk log to records of calls, beside programs that only
turn the same CSV into JSON, row by row.

Ours joins the legs of calls as well, and writes fewer, longer lines. DuckDB is the Python package; its
start and its import are within its times. Miller is `mlr`. Each is left out, and said, where absent.
"""
import os
import shutil
import subprocess
import sys

DUCKDB = """
import duckdb, sys
connection = duckdb.connect(config={"threads": int(sys.argv[3])})
connection.execute("COPY (SELECT * FROM read_csv('%s', header=false)) TO '%s' (FORMAT json)"
                   % (sys.argv[1], sys.argv[2]))
"""

PYTHON = """
import csv, json, sys
with open(sys.argv[1], newline="") as rows, open(sys.argv[2], "w") as out:
    for row in csv.reader(rows):
        out.write(json.dumps(row) + "\\n")
"""

HEAD = ("program", "wall s", "CPU s", "MB/s by CPU", "wall / ours", "CPU / ours", "peak MiB")


def measure(options, work, here, ours, run):
    """Rows of the table and notes, by `run`, which runs a command and gives wall, CPU and MiB."""
    log, notes = os.path.join(work, f"Master-{options.mib}.csv"), []
    if not os.path.exists(log):
        subprocess.run([os.path.join(here, "make-call-log"), log + ".new", "--mib",
                        str(options.mib)], check=True)
        os.rename(log + ".new", log)
    out = os.path.join(work, "out.json")
    one, two = ["taskset", "-c", "0"], ["taskset", "-c", "0,1"]
    python = [sys.executable, "-c"]
    runs = [("ringback parse, one core", one + [ours, "parse", log], options.rounds),
            ("ringback parse, two cores", two + [ours, "parse", log], options.rounds),
            ("Python csv and json", one + python + [PYTHON, log, out], 1)]
    if subprocess.run(python + ["import duckdb"], stderr=subprocess.DEVNULL).returncode == 0:
        for cores, pin in ((1, one), (2, two)):
            runs.append((f"DuckDB to NDJSON, threads={cores}",
                         pin + python + [DUCKDB, log, out, str(cores)], options.rounds))
    else:
        notes.append("DuckDB: not measured (the Python package duckdb is not installed).")
    if shutil.which("mlr"):
        runs.append(("miller, --icsv --ojsonl cat, one core",
                     one + ["mlr", "--icsv", "--implicit-csv-header", "--ojsonl", "cat", log], 1))
        runs.append(("miller, --icsv --ojsonl cat, two cores",
                     two + ["mlr", "--icsv", "--implicit-csv-header", "--ojsonl", "cat", log], 1))
    else:
        notes.append("Miller: not measured (mlr is not installed).")
    best = {}
    for turn in range(options.rounds):
        for name, command, rounds in runs:
            if turn < rounds:
                got = run(command, out)
                best[name] = tuple(map(min, got, best.get(name, got)))
    size, rows = os.path.getsize(log), []
    for name, (wall, cpu, memory) in best.items():
        base = best["ringback parse, two cores" if "two" in name or "threads=2" in name
                    else "ringback parse, one core"]
        rows.append((name, f"{wall:.2f}", f"{cpu:.2f}", f"{size / 1e6 / cpu:.0f}",
                     f"{wall / base[0]:.2f}", f"{cpu / base[1]:.2f}", f"{memory:.0f}"))
    notes.append(f"The log has {size / 1e6:.0f} MB. \"/ ours\" is to ringback on as many cores. Memory "
                 "is the peak of the resident set, as GNU time tells it; all write to a file, "
                 "miller through its standard output.")
    return rows, notes
