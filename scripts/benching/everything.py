"""All stages, one process, a pipe and Spark, on offices and mailboxes of growing size."""

import importlib.util
import os
import shutil
import subprocess
import sys

import match
from made_office import keep_people

HERE = os.path.dirname(os.path.abspath(__file__))
SCRIPTS = os.path.dirname(HERE)
ROOT = os.path.dirname(SCRIPTS)
OURS = os.path.join(ROOT, ".build/release/ringback")
MAKER = os.path.join(ROOT, ".build/release/make-office")
ZONE = "America/Los_Angeles"
HEAD = ("input", "program", "s", "CPU s", "peak MiB", "s / peer", "CPU / peer")

# What any program does that reads lines of JSON and writes them again.
JSON = """
import json, sys
for line in open(sys.argv[1]):
    json.dumps(json.loads(line))
"""
BOXES = """provider:
  name: Harbor IT
  domains: [harborit.example]
  zone: America/Los_Angeles
clients:
%ssources:
  - path: "*.mbox"
"""


def office(work, events):
    """An office of a little more than so many events."""
    folder = os.path.join(work, f"office-of-{events}")
    if not os.path.exists(folder):
        # Bigger providers have more clients, not busier ones.
        clients = max(4, min(events // 25_000, 400))
        subprocess.run(
            [MAKER, "--seed", "11", "--clients", str(clients), "--people", "5"]
            + ["--weeks", "52" if events < 1_000_000 else "260"]
            + ["--contacts", str(events * 457 // 1000), "--out", folder + ".new"],
            check=True,
        )
        keep_people(folder + ".new")
        os.rename(folder + ".new", folder)
    return folder


def mailboxes(work, gigabytes):
    """Mailboxes of 1 GB, or one of less, with a configuration beside them."""
    folder = os.path.join(work, f"mail-of-{gigabytes}-gb")
    if not os.path.exists(folder):
        new = folder + ".new"
        os.makedirs(new, exist_ok=True)
        for seed in range(1, max(1, round(gigabytes)) + 1):
            mib = str(round(min(gigabytes, 1) * 1e9 / 2**20))
            command = [os.path.join(SCRIPTS, "make-mailbox"), f"{new}/{seed:02}.mbox"]
            subprocess.run(command + ["--mib", mib, "--seed", str(seed)], check=True)
        firms = ("acmedental", "northwind", "bluepeak", "fernhill", "oakfield")
        with open(os.path.join(new, "pipeline.yml"), "w") as file:
            file.write(
                BOXES
                % "".join(f"  - {{ id: {x}, name: {x}, domains: [{x}.example] }}\n" for x in firms)
            )
        os.rename(new, folder)
    return folder


class Table:
    """Runs programs, the peer first, and keeps what each took."""

    def __init__(self, run, work):
        self.run, self.work, self.rows, self.took = run, work, [], {}

    def add(self, input, name, command, turns=1, sink=os.devnull, before=None, peer=None):
        best = None
        for _ in range(turns):
            if before:
                before()
            got = self.run(command, sink)
            best = tuple(map(min, got, best or got))
        self.took[input, name] = best
        ratios = ["-", "-"]
        if peer:
            theirs = self.took[input, peer]
            ratios = [f"{best[i] / theirs[i]:.2f}" for i in (0, 1)]
        shown = name.replace("|", "\\|")
        self.rows.append(
            (input, shown, f"{best[0]:.2f}", f"{best[1]:.2f}", f"{best[2]:.0f}", *ratios)
        )
        print("  ".join(self.rows[-1]), file=sys.stderr, flush=True)


def stages(table, folder, events, turns):
    """Each stage from a file to a file, then all in one process and in a pipe."""
    name = f"{events:,} events"
    files = [os.path.join(folder, source) for source in match.sources(folder)]
    config = ["-c", os.path.join(folder, "pipeline.yml")]
    at = lambda kind: os.path.join(table.work, kind + ".ndjson")
    # Ten million events are matched in parts, so that it needs no more memory than one million.
    parts = ["--in-parts", str(events // 2_500_000)] if events > 5_000_000 else []
    duckdb = importlib.util.find_spec("duckdb")
    table.add(name, "cat", ["cat", *files], turns, at("cat"))
    os.unlink(at("cat"))
    table.add(
        name, "parse", [OURS, "parse", "--zone", ZONE, *files], turns, at("records"), peer="cat"
    )
    table.add(name, "Python json, records", [sys.executable, "-c", JSON, at("records")])
    table.add(
        name,
        "normalize",
        [OURS, "normalize", *config, at("records")],
        turns,
        at("events"),
        peer="Python json, records",
    )
    os.unlink(at("records"))
    if duckdb:
        table.add(
            name,
            "DuckDB, first reply per thread",
            [sys.executable, "-c", match.DUCKDB, at("events")],
            turns,
        )
    table.add(
        name,
        " ".join(["match", *parts]),
        [OURS, "match", *parts, *config, at("events")],
        turns,
        at("contacts"),
        peer="DuckDB, first reply per thread" if duckdb else None,
    )
    os.unlink(at("events"))
    table.add(name, "Python json, contacts", [sys.executable, "-c", JSON, at("contacts")])
    for kind in ("json", "html"):
        to = os.path.join(table.work, "pages")
        table.add(
            name,
            f"report --format {kind}",
            [OURS, "report", *config, "--format", kind, "--to", to, at("contacts")],
            turns,
            peer="Python json, contacts",
        )
        shutil.rmtree(to, ignore_errors=True)
    os.unlink(at("contacts"))


def together(table, folder, events, turns):
    """The stages in a pipe beside `run`, and `run` again when a hundredth is new."""
    name = f"{events:,} events"
    sources = " ".join(f"'{folder}/{source}'" for source in match.sources(folder))
    config = f"-c '{folder}/pipeline.yml'"
    support = os.path.join(folder, "mail", "support.mbox")

    def forget():
        for made in (".ringback", "reports"):
            shutil.rmtree(os.path.join(folder, made), ignore_errors=True)

    table.add(
        name, "run, first", [OURS, "run", *config.replace("'", "").split()], turns, before=forget
    )
    table.add(
        name,
        "parse | normalize | match | report",
        [
            "sh",
            "-c",
            f"'{OURS}' parse --zone {ZONE} {sources} | '{OURS}' normalize {config} |"
            f" '{OURS}' match {config} | '{OURS}' report {config} --format html --to '{table.work}/pages'",
        ],
        turns,
        peer="run, first",
    )
    size = os.path.getsize(support)
    with open(support, "r+b") as file:
        # No more than that: what this process holds counts in the peak of each that it begins.
        file.seek(size * 99 // 100)
        last = file.read()
        cut = last.find(b"\n\nFrom ") + 2
        file.truncate(size - len(last) + cut)
    forget()
    try:
        table.run([OURS, "run", *config.replace("'", "").split()], os.devnull)
    finally:
        with open(support, "ab") as file:
            file.write(last[cut:])
    table.add(
        name,
        "run, 1 % of the mail new",
        [OURS, "run", *config.replace("'", "").split()],
        peer="run, first",
    )
    forget()


def spark(table, folder, gigabytes, turns):
    """One mailbox beside grep, then `audit` beside Spark on all of them."""
    name = f"{gigabytes} GB of mail"
    boxes = sorted(os.path.join(folder, x) for x in os.listdir(folder) if x.endswith(".mbox"))
    out = os.path.join(table.work, "out")
    table.add(name, "grep -c '^From '", ["grep", "-c", "^From ", *boxes], turns, out)
    table.add(name, "parse", [OURS, "parse", *boxes], turns, peer="grep -c '^From '")
    audit = [OURS, "audit", "--provider", "harborit.example", "--zone", ZONE, "--format", "json"]
    table.add(name, "audit", [*audit, *boxes], turns, out)
    if importlib.util.find_spec("pyspark"):
        to = os.path.join(table.work, "spark")
        command = [sys.executable, os.path.join(SCRIPTS, "spark_pipeline.py"), "--to", to]
        command += ["-c", os.path.join(folder, "pipeline.yml"), "--program", OURS]
        table.add(
            name,
            "Spark, local[2]",
            [*command, "--master", "local[2,4]", *boxes],
            turns,
            peer="audit",
        )
        shutil.rmtree(to, ignore_errors=True)


def measure(options, work, run):
    """The rows and notes of all that was measured."""
    table = Table(run, work)
    sizes = [10_000, 20_000, 100_000] if options.quick else [10_000, 20_000, 1_000_000, 2_000_000]
    large = [] if options.quick else [5_000_000, 10_000_000]
    mail = [0.1] if options.quick else [1, 10]
    if options.most:
        sizes = [size for size in sizes if size <= options.most]
        large = [size for size in large if size <= options.most]
        mail = [size for size in mail if size * 1_000_000 <= options.most]
    for events in sizes + large:
        folder = office(work, events)
        turns = 3 if events < 100_000 else 1
        stages(table, folder, events, turns)
        if events in (10_000, 100_000, 1_000_000):
            together(table, folder, events, turns)
        if events in large:
            shutil.rmtree(folder)
    for gigabytes in mail:
        folder = mailboxes(work, gigabytes)
        spark(table, folder, gigabytes, 1)
        if gigabytes > 1:
            shutil.rmtree(folder)
    notes = []
    for n in sizes + large:
        if (f"{2 * n:,} events", "parse") in table.took:
            grown = []
            for stage in ("parse", "normalize", "match", "report --format json"):
                found = {
                    size: took[1]
                    for (input, name), took in table.took.items()
                    for size in (n, 2 * n)
                    if input == f"{size:,} events"
                    and (name == stage or name.startswith(stage + " --in-parts"))
                }
                grown.append(f"{stage} {found[2 * n] / max(found[n], 0.01):.2f}")
            notes.append(
                f"From {n:,} to {2 * n:,} events the processor time grows: {', '.join(grown)} times."
            )
    notes.append(
        "A peak is that of the largest process; those of a pipe and of Spark stand beside."
    )
    return HEAD, table.rows, notes


BEGIN, END = "<!-- written by scripts/bench all -->\n", "<!-- until here -->\n"


def write_readme(rows, machine, results):
    """Writes the table of README's section on performance anew, between its marks."""
    inputs = []
    for input, *_ in rows:
        if input not in inputs:
            inputs.append(input)
    ours = ("parse", "normalize", "match", "report", "run", "audit", "Spark")
    cells = {}
    for input, name, wall, cpu, memory, *_ in rows:
        if name.startswith(ours):
            shown = "match" if name.startswith("match") else name
            cells.setdefault(shown, {})[input] = f"{wall} s, {cpu} CPU s, {memory} MiB"
    lines = [f"One round on {machine}, the largest process's memory ([{results[-13:-3]}]"]
    lines[0] += f"(scripts/results/{results})):"
    for kind in (" events", " GB of mail"):
        some = [input for input in inputs if input.endswith(kind)]
        if kind == " events":
            some = [x for x in some if x.startswith(("10,000 ", "1,000,000 ", "10,000,000 "))]
        lines += ["", "| | " + " | ".join(some) + " |", "| --- |" + " --- |" * len(some)]
        for name, found in cells.items():
            if any(input in found for input in some):
                row = [found.get(input, "") for input in some]
                lines.append(f"| `{name}` | " + " | ".join(row) + " |")
    path = os.path.join(ROOT, "README.md")
    with open(path) as file:
        text = file.read()
    if BEGIN not in text:
        sys.exit("bench: README.md has no marks of the table")
    before, rest = text.split(BEGIN)
    after = rest.split(END)[1]
    with open(path, "w") as file:
        file.write(before + BEGIN + "\n".join(lines) + "\n" + END + after)
