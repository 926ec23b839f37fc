"""The same contacts and figures must come of records and events in any order, cutting and number."""

import json
import os
import random
import subprocess
from concurrent.futures import ThreadPoolExecutor

import verdict
from scenarios import ALL


def contacts(data):
    """The contacts of an output, without what tells of the order of the input."""
    found = []
    for line in data.decode().splitlines():
        if line.startswith('{"contact"'):
            fields = json.loads(line).items()
            kept = {k: v for k, v in fields if k not in ("evidence", "observed_until")}
            found.append(json.dumps(kept, sort_keys=True))
    return sorted(found)


def differs(s, options):
    """What is found more, and what less, once records and events are shuffled; None if the same."""
    d, files = s.write(options.folder)
    verdict.pipe(options.bin, d, [f for f in files if f not in getattr(s, "drop", [])], s.zone)

    def read(name):
        with open(os.path.join(d, name + ".ndjson"), "rb") as file:
            return file.read()

    def run(stage, lines):
        command = [options.bin, stage, "-c", "pipeline.yml"]
        if stage == "report":
            command += ["--format", "csv", "--to", "figures"]
        return subprocess.run(command, cwd=d, input=b"".join(lines), capture_output=True).stdout

    shuffle = random.Random(s.name).shuffle
    records = read("records").splitlines(keepends=True)
    shuffle(records)
    events = run("normalize", records).splitlines(keepends=True)
    shuffle(events)
    def figures(lines):
        """The figures of a report on these contacts, without the tally that stands in the books."""
        run("report", [x for x in lines if x.startswith(b'{"contact"')])
        with open(os.path.join(d, "figures", "figures.csv"), "rb") as file:
            return file.read()

    found = run("match", events)
    want, got = contacts(read("contacts")), contacts(found)
    if got == want:
        # The figures as well: of contacts in another order, and of events twice in other halves.
        usual = figures(read("contacts").splitlines(keepends=True))
        shuffled = found.splitlines(keepends=True)
        shuffle(shuffled)
        halves = events[len(events) // 2 :] + events
        for lines in (shuffled, run("match", halves).splitlines(keepends=True)):
            if figures(lines) != usual:
                return ["other figures"], ["the usual ones"]
        return None
    return [x for x in got if x not in want][:2], [x for x in want if x not in got][:2]


def main(options):
    """Exits with 1 where a scenario's contacts change with the order."""
    chosen = [s for s in ALL if options.k in s.name]
    bad = 0
    with ThreadPoolExecutor(4) as pool:
        results = list(pool.map(lambda s: differs(s, options), chosen))
    for s, result in zip(chosen, results):
        if result:
            bad += 1
            print(f"{s.name} differs: {result[0]} was {result[1]}")
    print(f"{len(chosen)} scenarios, {bad} differ")
    return 1 if bad else 0
