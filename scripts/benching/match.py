"""Matching of a million events beside DuckDB, and the stages in a pipe beside one process."""

import importlib.util
import os
import statistics
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
OURS = os.path.join(ROOT, ".build/release/ringback")
MAKER = os.path.join(ROOT, ".build/release/make-office")
EVENTS = 1_000_000

DUCKDB = """
import duckdb, sys
print(duckdb.sql(f'''
with event as (
  select "at", direction, coalesce(
    list_filter(thread, lambda x: x like 'reply-to:%')[1][10:],
    list_filter(thread, lambda x: x like 'message:%')[1][9:],
    list_filter(thread, lambda x: x like 'ticket:%')[1]) as thread
  from read_json('{sys.argv[1]}', format = 'newline_delimited', columns = {{
    'at': 'TIMESTAMP', 'direction': 'VARCHAR', 'thread': 'VARCHAR[]'}}))
select count(*), count(answered), median(answered - opened) from (
  select min("at") filter (direction = 'inbound') as opened,
    min("at") filter (direction = 'outbound') as answered
  from event where thread is not null group by thread)
''').fetchall())
"""


def office(work, contacts):
    """An office of about so many contacts, with its records and events beside it."""
    folder = os.path.join(work, f"office-{contacts}")
    events = os.path.join(folder, "events.ndjson")
    if not os.path.exists(events):
        subprocess.run([MAKER, "--seed", "11", "--clients", "40", "--people", "10", "--weeks",
                        "260", "--contacts", str(contacts), "--out", folder], check=True)
        inputs = sources(folder)
        for stage, target in ((["parse", "--zone", "America/Los_Angeles"] + inputs, "records"),
                              (["normalize", "-c", "pipeline.yml", "records.ndjson"], "events")):
            with open(os.path.join(folder, target + ".new"), "wb") as out:
                subprocess.run([OURS] + stage, cwd=folder, stdout=out, check=True)
            os.rename(os.path.join(folder, target + ".new"),
                      os.path.join(folder, target + ".ndjson"))
    return folder


def sources(folder):
    return [os.path.join(kind, name) for kind in ("mail", "calls", "helpdesk")
            for name in sorted(os.listdir(os.path.join(folder, kind)))]


def first(source, target, count):
    """The first lines of a file, as a file of its own."""
    if not os.path.exists(target):
        with open(source, "rb") as lines, open(target, "wb") as out:
            for number, line in enumerate(lines):
                if number == count:
                    break
                out.write(line)
    return target


def earlier(source, target):
    """The earlier half of events: the first half of a file may be of one channel alone."""
    if not os.path.exists(target):
        def moment(line):
            start = line.find(b'"at":"') + 6
            return line[start:start + 20] if line.startswith(b'{"event"') else b""
        with open(source, "rb") as lines:
            middle = statistics.median_high(filter(None, map(moment, lines)))
        with open(source, "rb") as lines, open(target + ".new", "wb") as out:
            out.writelines(line for line in lines if moment(line) < middle)
        os.rename(target + ".new", target)
    return target


def rounds(runs, run, turns):
    """The fastest of each: seconds that passed, of processor time, and MiB."""
    best = {}
    for _ in range(turns):
        for name, command in runs:
            got = run(command, os.devnull)
            best[name] = tuple(map(min, got, best.get(name, got)))
    return best


def match(options, work, run):
    folder = office(work, EVENTS * 45 // 100)
    events = os.path.join(folder, "events.ndjson")
    with open(events, "rb") as lines:
        total = sum(1 for _ in lines)
    count = min(EVENTS, total)
    whole = first(events, os.path.join(folder, "events-whole.ndjson"), count)
    half = earlier(whole, os.path.join(folder, "events-earlier.ndjson"))
    notes = [f"{count:,} events, {os.path.getsize(whole) / 1e6:.0f} MB."]
    runs = [("ringback match, earlier half", [OURS, "match", half]), ("ringback match", [OURS, "match", whole]),
            ("ringback match | report", ["sh", "-c", f"'{OURS}' match '{whole}' | '{OURS}' report"])]
    if importlib.util.find_spec("duckdb"):
        runs.append(("DuckDB, first reply per thread", [sys.executable, "-c", DUCKDB, whole]))
    else:
        notes.append("DuckDB: not measured (pip install duckdb).")
    best = rounds(runs, run, options.rounds)
    base = best.get("DuckDB, first reply per thread")
    rows = []
    for name, (wall, cpu, memory) in best.items():
        ratio = [f"{a / b:.2f}" if base else "-" for a, b in zip((wall, cpu, memory), base or (1,) * 3)]
        rows.append((name, f"{wall:.2f}", f"{cpu:.2f}", f"{memory:.0f}", *ratio))
    growth = best["ringback match"][1] / best["ringback match, earlier half"][1]
    notes.append(f"Twice the events: {growth:.2f} times the processor time.")
    return ("program", "s", "CPU s", "peak MiB", "s / DuckDB", "CPU / DuckDB", "MiB / DuckDB"), rows, notes


def pipeline(options, work, run):
    folder = office(work, 100_000)
    paths = " ".join(f"'{folder}/{name}'" for name in sources(folder))
    config = f"-c '{folder}/pipeline.yml'"
    pipe = (f"'{OURS}' parse --zone America/Los_Angeles {paths} | '{OURS}' normalize {config} | "
            f"'{OURS}' match {config} | '{OURS}' report {config}")
    to = os.path.join(folder, "reports")
    one = f"rm -rf '{folder}/.ringback' '{folder}/reports'; '{OURS}' run {config}"
    best = rounds([("parse | normalize | match | report", ["sh", "-c", pipe]),
                   ("run", ["sh", "-c", one])], run, options.rounds)
    rows = [(name, f"{wall:.2f}", f"{cpu:.2f}", f"{memory:.0f}")
            for name, (wall, cpu, memory) in best.items()]
    share = best["parse | normalize | match | report"][1] / best["run"][1]
    return ("program", "s", "CPU s", "peak MiB"), rows, [
        f"An office of 100,000 contacts. The pipe takes {share:.2f} times the processor time of "
        f"one process, which also writes its reports to {os.path.basename(to)}/."]
