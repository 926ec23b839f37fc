#!/usr/bin/env python3
"""Run Ringback's stages on Apache Spark: each file, or range of a mailbox, in a task of its own.

    scripts/spark_pipeline.py -c pipeline.yml --to DIR [--master URL] FILE...

A large mailbox is read in ranges by `parse --range`; each range, and each smaller mailbox, is one
task of `parse | normalize`. All other files (call logs, helpdesk exports, archives, directories)
are read together by one task, since the legs of a call and the parts of an export stand in
several files. Events go through Spark's shuffle, which spills to disk, to one task of `match`,
which sorts them itself; then `report` writes what was asked for. What comes out are the contacts,
signs and figures of one process, byte for byte, however the input was cut. DIR gets
contacts.ndjson, rejects.ndjson and the reports, each whole or not at all.

A task that fails is run again by Spark, and only what it gave in the end counts. Python moves
blocks of lines and never looks into one. Every path, the program's too, must be seen by each
worker under the same name: a shared or mounted file system. Needs spark-requirements.txt, Java 17.
"""

import argparse
import glob
import json
import os
import stat
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
BLOCK = 4 << 20
EVENTS, BOOKS, REJECTS = range(3)
# Done, and more rejects than are tolerated, which is judged over the whole.
USABLE = (0, 65)


def is_mailbox(path):
    """Whether it is a mailbox in a plain file, which can be read by ranges."""
    if not stat.S_ISREG(os.stat(path).st_mode):
        return False
    with open(path, "rb") as file:
        head = file.read(64).lstrip(b"\xef\xbb\xbf\r\n")
    return head.startswith(b"From ")


def tasks(files, split):
    """What each task reads, in the order of one process: lists of arguments for `parse`."""
    boxes = [path for path in files if is_mailbox(path)]
    rest = [path for path in files if path not in set(boxes)]
    ranges = []
    for path in boxes:
        size = os.path.getsize(path)
        if size <= split:
            ranges.append([path])
        else:
            ranges += [
                ["--range", f"{start}:{min(start + split, size)}", path]
                for start in range(0, size, split)
            ]
    others = [rest] if rest else []
    return ranges + others if files and files[0] in boxes else others + ranges


def blocks(file):
    """Blocks of whole lines."""
    while block := file.read(BLOCK):
        if not block.endswith(b"\n"):
            block += file.readline()
        yield block


def without_books(block):
    """A block without the lines of books, and these."""
    found = []
    mark = b'{"books":'
    at = 0 if block.startswith(mark) else block.find(b"\n" + mark) + 1
    while at or block.startswith(mark):
        end = block.index(b"\n", at) + 1
        found.append(block[at:end])
        block = block[:at] + block[end:]
        at = block.find(b"\n" + mark) + 1
    return block, found


def check(status, what):
    if status not in USABLE:
        raise RuntimeError(f"ringback {what} ended with {status}")


def events_of(program, config, parse, arguments):
    """The events, books and rejects of one task; nothing is given before all of it is made."""
    with tempfile.TemporaryDirectory(prefix="ringback-") as folder:
        made = os.path.join(folder, "events")
        lost = [os.path.join(folder, name) for name in ("parse", "normalize")]
        with open(made, "wb") as out:
            first = subprocess.Popen(
                [program, "parse", "--tolerate", "100", "--rejects", lost[0]] + parse + arguments,
                stdout=subprocess.PIPE,
            )
            second = subprocess.Popen(
                [program, "normalize", "-c", config, "--tolerate", "100", "--rejects", lost[1]],
                stdin=first.stdout,
                stdout=out,
            )
            first.stdout.close()
            check(second.wait(), "normalize")
            check(first.wait(), "parse")
        with open(made, "rb") as file:
            for block in blocks(file):
                block, books = without_books(block)
                if block:
                    yield EVENTS, block
                for line in books:
                    yield BOOKS, line
        for stage, path in enumerate(lost):
            with open(path, "rb") as file:
                for block in blocks(file):
                    yield REJECTS + stage, block


def counted(into, account):
    for key, value in account.items():
        if isinstance(value, dict):
            counted(into.setdefault(key, {}), value)
        elif isinstance(value, int):
            into[key] = into.get(key, 0) + value
        else:
            into.setdefault(key, value)


def merged(stage, all_books):
    """The books of a stage over all tasks: what was counted of one source is added up."""
    accounts, coverage = {}, {}
    for books in all_books:
        for account in books["sources"]:
            counted(accounts.setdefault(account["source"], {}), account)
        for span in books["coverage"]:
            known = coverage.setdefault((span["source"], span["channel"]), dict(span))
            known["from"] = min(known["from"], span["from"])
            known["until"] = max(known["until"], span["until"])
    return written(stage, list(accounts.values()), list(coverage.values()))


def written(stage, accounts, coverage, **more):
    books = {"books": stage, "v": 1, **more, "read": 0, "used": 0, "excluded": {}, "rejected": {}}
    for account in accounts:
        counted(books, {key: account[key] for key in ("read", "used", "excluded", "rejected")})
    books.update(coverage=coverage, sources=accounts)
    return books


def line(value):
    """A line as the program writes it, whose counts stand in the order of their names."""
    for counts in [value] + value["sources"]:
        for key in ("excluded", "rejected"):
            counts[key] = dict(sorted(counts[key].items(), key=lambda one: one[0].encode()))
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def settle(normalize, match):
    """Counts the doubles that several tasks read where one process does: in `normalize`."""
    ours, theirs = match["sources"][0], normalize["sources"][0] if normalize["sources"] else None
    doubled = ours["excluded"].pop("duplicate", 0)
    if not doubled or theirs is None:
        return
    ours["read"] -= doubled
    theirs["used"] -= doubled
    theirs["made"] -= doubled
    theirs["excluded"]["duplicate"] = theirs["excluded"].get("duplicate", 0) + doubled
    for books in (normalize, match):
        books.update(read=0, used=0, excluded={}, rejected={})
        for account in books["sources"]:
            counted(books, {k: account[k] for k in ("read", "used", "excluded", "rejected")})


def contacts_of(program, config, to, more, parts):
    """Feeds all events to one `match`; writes its contacts and all rejects, whole, and gives the
    books."""
    books, rejects = [], []
    with tempfile.TemporaryDirectory(prefix=".spark-", dir=to) as folder:
        made = os.path.join(folder, "matched")
        with open(made, "wb") as out:
            match = subprocess.Popen(
                [program, "match", "-c", config, "--tolerate", "100"] + more,
                stdin=subprocess.PIPE,
                stdout=out,
            )
            for kind, block in parts:
                if kind == EVENTS:
                    match.stdin.write(block)
                elif kind == BOOKS:
                    books.append(json.loads(block))
                else:
                    rejects.append((kind, block))
            parse, normalize = (
                merged(stage, [one for one in books if one["books"] == stage])
                for stage in ("parse", "normalize")
            )
            match.stdin.write(line(parse) + line(normalize))
            match.stdin.close()
            check(match.wait(), "match")
        whole = os.path.join(folder, "contacts.ndjson")
        size = os.path.getsize(made)
        with open(made, "rb") as file, open(whole, "wb") as out:
            # The books that were passed on come first, those of match last.
            file.readline(), file.readline()
            start = file.tell()
            tail = min(size - start, 64 << 10)
            while True:
                file.seek(size - tail)
                last = file.read().rstrip(b"\n").rpartition(b"\n")[2]
                if len(last) + 1 < tail or tail == size - start:
                    break
                tail = min(size - start, 4 * tail)
            own = json.loads(last)
            settle(normalize, own)
            out.write(line(parse) + line(normalize))
            file.seek(start)
            left = size - start - len(last) - 1
            while left:
                block = file.read(min(BLOCK, left))
                left -= len(block)
                out.write(block)
            out.write(line(own))
        lost = os.path.join(folder, "rejects.ndjson")
        with open(lost, "wb") as out:
            for _, block in sorted(rejects, key=lambda one: one[0]):
                out.write(block)
        for path in (whole, lost):
            os.chmod(path, 0o600)
            os.replace(path, os.path.join(to, os.path.basename(path)))
    return [parse, normalize, own]


def main():
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("files", nargs="*", help="files or patterns, as for `ringback parse`")
    options.add_argument("--manifest", help="a file that names further files, one a line")
    options.add_argument("-c", "--config", default="pipeline.yml")
    options.add_argument("--to", required=True, metavar="DIR")
    options.add_argument("--format", action="append", help="json unless said; may be given again")
    options.add_argument("--master", default="local[*,4]")
    options.add_argument("--split", type=int, default=256 << 20, help="bytes of a mailbox a task")
    options.add_argument("--partitions", type=int, help="of the reading; one for each task")
    options.add_argument("--zone")
    options.add_argument("--as-of")
    options.add_argument("--tolerate", type=float, default=1)
    options.add_argument("--program", default=os.path.join(ROOT, ".build/release/ringback"))
    options = options.parse_args()
    try:
        from pyspark import SparkConf, SparkContext
    except ImportError:
        sys.exit("spark_pipeline: pyspark is not here; pip install -r spark-requirements.txt")

    files = []
    if options.manifest:
        with open(options.manifest) as manifest:
            options.files += [name for name in manifest.read().splitlines() if name]
    for pattern in options.files:
        found = [pattern] if os.path.exists(pattern) else sorted(glob.glob(pattern))
        if not found:
            sys.exit(f"spark_pipeline: {pattern}: no file matches")
        files += found
    if not files:
        sys.exit("spark_pipeline: name files, or a --manifest of them")
    os.makedirs(options.to, mode=0o700, exist_ok=True)
    here, to = os.getcwd(), os.path.abspath(options.to)
    program, config = os.path.abspath(options.program), os.path.abspath(options.config)
    parse = ["--zone", options.zone] if options.zone else []
    more = ["--as-of", options.as_of] if options.as_of else []
    work = list(enumerate(tasks(files, options.split)))

    def read(some):
        os.chdir(here)
        for number, arguments in some:
            made = events_of(program, config, parse, arguments)
            for place, (kind, block) in enumerate(made):
                yield (number, place), (kind, block)

    def match(parts):
        os.chdir(here)
        yield contacts_of(program, config, to, more, (block for _, block in parts))

    settings = SparkConf().setAppName("ringback").setMaster(options.master)
    settings.setIfMissing("spark.ui.enabled", "false")
    settings.setIfMissing("spark.ui.showConsoleProgress", "false")
    settings.setIfMissing("spark.log.level", "ERROR")
    context = SparkContext(conf=settings)
    try:
        count = min(options.partitions or len(work), len(work))
        books = (
            context.parallelize(work, count)
            .mapPartitions(read)
            # In the order of one process, where of an event read twice the first counts.
            .repartitionAndSortWithinPartitions(1, lambda key: 0)
            .mapPartitions(match)
            .collect()[0]
        )
    finally:
        context.stop()
    for name in options.format or ["json"]:
        subprocess.run(
            [program, "report", os.path.join(to, "contacts.ndjson")]
            + ["-c", config, "--format", name, "--to", to]
            + more,
            check=True,
        )
    status = 0
    for stage in books:
        for account in stage["sources"]:
            lost = sum(account["rejected"].values())
            if lost * 100 > options.tolerate * account["read"]:
                print(
                    f"spark_pipeline: {account['source']}: {lost} of {account['read']} rejected; "
                    f"they are in {to}/rejects.ndjson",
                    file=sys.stderr,
                )
                status = 65
    sys.exit(status)


if __name__ == "__main__":
    main()
