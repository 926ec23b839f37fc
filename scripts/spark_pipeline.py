#!/usr/bin/env python3
"""Run Ringback's stages on Apache Spark: files, and ranges of large mailboxes, each in a task.

    scripts/spark_pipeline.py -c pipeline.yml --to DIR [--master URL] FILE...

A large mailbox is read in ranges by `parse --range`; each range, and each smaller mailbox, is one
task of `parse | normalize`. All other files (call logs, helpdesk exports, archives, directories)
are read together by one task, since the legs of a call and the parts of an export stand in
several files. `normalize --parts` cuts the events by client; Spark's shuffle, which spills to
disk, brings each part of the clients to a task of `match --part`; `merge` puts these together and
`report` writes what was asked for. What comes out are the contacts, signs and figures of one
process, byte for byte, however the input was cut. DIR gets contacts.ndjson, rejects.ndjson and
the reports, each whole or not at all.

A task that fails is run again by Spark, and only what it gave in the end counts. Python moves
blocks of lines and never looks into one. Every path, the program's too, must be seen by each
worker under the same name: a shared or mounted file system. Needs spark-requirements.txt, Java 17.
"""

import argparse
import glob
import os
import stat
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
BLOCK = 4 << 20
# What a block holds beside the events of a part, whose numbers begin at 1.
REST, LOST_IN_PARSE, LOST_IN_NORMALIZE = 0, -1, -2
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


def check(status, what):
    if status not in USABLE:
        raise RuntimeError(f"ringback {what} ended with {status}")


def blocks(path):
    with open(path, "rb") as file:
        while block := file.read(BLOCK):
            yield block


def events_of(program, config, parse, count, arguments):
    """What one task gives for each part of the clients; nothing before all of it is made."""
    with tempfile.TemporaryDirectory(prefix="ringback-") as folder:
        made = {
            LOST_IN_PARSE: os.path.join(folder, "parse"),
            LOST_IN_NORMALIZE: os.path.join(folder, "normalize"),
            REST: os.path.join(folder, "rest.ndjson"),
        }
        for part in range(1, count + 1):
            made[part] = os.path.join(folder, f"part-{part}.ndjson")
        first = subprocess.Popen(
            [program, "parse", "--tolerate", "100", "--rejects", made[LOST_IN_PARSE]]
            + parse
            + arguments,
            stdout=subprocess.PIPE,
        )
        second = subprocess.Popen(
            [program, "normalize", "-c", config, "--parts", str(count), "--to", folder]
            + ["--tolerate", "100", "--rejects", made[LOST_IN_NORMALIZE]],
            stdin=first.stdout,
        )
        first.stdout.close()
        check(second.wait(), "normalize")
        check(first.wait(), "parse")
        for part, path in made.items():
            for block in blocks(path):
                yield part, block
            os.unlink(path)


def match(program, config, to, more, part, count, rest, parts):
    """Matches one part of the clients, whose contacts stand in a file of DIR when it is done."""
    made = os.path.join(to, f"part-{part}.ndjson")
    with tempfile.NamedTemporaryFile(dir=to, prefix=".part-", delete=False) as out:
        try:
            process = subprocess.Popen(
                [program, "match", "-c", config, "--part", f"{part}/{count}"]
                + ["--tolerate", "100"]
                + more,
                stdin=subprocess.PIPE,
                stdout=out,
            )
            process.stdin.write(rest)
            for block in parts:
                process.stdin.write(block)
            process.stdin.close()
            check(process.wait(), "match")
            # Of several attempts at the task each writes the same bytes.
            os.replace(out.name, made)
        except BaseException:
            os.unlink(out.name)
            raise
    return made


def write_whole(path, parts):
    """Writes blocks to a file that appears whole or not at all; only its owner may read it."""
    new = path + ".new"
    with open(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
        for block in parts:
            out.write(block)
    os.replace(new, path)


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
    options.add_argument("--parts", type=int, help="of the clients; one for each core of Spark")
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
    # What is wrong with the configuration is said once, before Spark begins.
    status = subprocess.run(
        [program, "normalize", "-c", config], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL
    ).returncode
    if status:
        sys.exit(status)
    parse = ["--zone", options.zone] if options.zone else []
    more = ["--as-of", options.as_of] if options.as_of else []
    work = list(enumerate(tasks(files, options.split)))

    def read(some):
        os.chdir(here)
        for number, arguments in some:
            made = events_of(program, config, parse, count, arguments)
            for place, (part, block) in enumerate(made):
                yield (max(part, 0), number, place), (part, block)

    def gather(part, parts):
        os.chdir(here)
        if part > 0:
            yield match(program, config, folder, more, part, count, rest.value, parts)

    settings = SparkConf().setAppName("ringback").setMaster(options.master)
    settings.setIfMissing("spark.ui.enabled", "false")
    settings.setIfMissing("spark.ui.showConsoleProgress", "false")
    settings.setIfMissing("spark.log.level", "ERROR")
    context = SparkContext(conf=settings)
    count = options.parts or context.defaultParallelism
    try:
        with tempfile.TemporaryDirectory(prefix=".spark-", dir=to) as folder:
            # In the order of one process, where of an event read twice the first counts.
            shuffled = (
                context.parallelize(work, min(options.partitions or len(work), len(work)))
                .mapPartitions(read)
                .repartitionAndSortWithinPartitions(count + 1, lambda key: key[0])
                .values()
            )
            # The books, and when all events were, which each part must know before it begins.
            first = context.runJob(shuffled, list, [REST])
            rest = context.broadcast(b"".join(block for kind, block in first if kind == REST))
            write_whole(
                os.path.join(to, "rejects.ndjson"),
                (
                    block
                    for wanted in (LOST_IN_PARSE, LOST_IN_NORMALIZE)
                    for kind, block in first
                    if kind == wanted
                ),
            )
            matched = shuffled.map(lambda one: one[1]).mapPartitionsWithIndex(gather)
            made = context.runJob(matched, list, range(1, count + 1))
            whole = os.path.join(folder, "contacts.ndjson")
            with open(os.open(whole, os.O_WRONLY | os.O_CREAT, 0o600), "wb") as out:
                status = subprocess.run(
                    [program, "merge", "--tolerate", str(options.tolerate)] + made, stdout=out
                ).returncode
            check(status, "merge")
            os.replace(whole, os.path.join(to, "contacts.ndjson"))
    finally:
        context.stop()
    for name in options.format or ["json"]:
        subprocess.run(
            [program, "report", os.path.join(to, "contacts.ndjson")]
            + ["-c", config, "--format", name, "--to", to]
            + more,
            check=True,
        )
    sys.exit(status)


if __name__ == "__main__":
    main()
