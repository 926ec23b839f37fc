"""Contacts and reports from Spark must be the bytes of one process, whatever breaks on the way."""

import os
import random
import shutil
import socket
import subprocess
import sys
import time

from made_office import keep_people

HERE = os.path.dirname(os.path.abspath(__file__))
SCRIPT = os.path.join(os.path.dirname(HERE), "spark_pipeline.py")
ZONE = "America/Los_Angeles"

# Breaks a run once at each stage: `parse` dies with half of its output written, `normalize` takes
# the Python process that reads it along, and `match` that process or, where that is another than
# the driver's, the whole executor with all that it had shuffled.
BREAKER = """#!/bin/sh
case "$1 $4" in
"parse "*) mkdir broke-parse 2>/dev/null && { '%(bin)s' "$@" | head -c 100000; kill -9 $$; };;
"normalize --parts") mkdir broke-normalize 2>/dev/null && { head -c 100000 > /dev/null; kill -9 $PPID $$; };;
"match "*) mkdir broke-match 2>/dev/null && {
  parent() { while read -r key value; do [ $key = PPid: ] && echo $value; done < /proc/$1/status; }
  head -c 100000 > /dev/null
  [ '%(executor)s' ] && kill -9 $(parent $(parent $PPID))
  kill -9 $PPID $$
};;
esac
exec '%(bin)s' "$@"
"""


def cut(path, weights):
    """Cuts a mailbox into files of about such shares, before lines that look like a first one."""
    with open(path, "rb") as file:
        text = file.read()
    starts, done = [0], 0
    for weight in weights[:-1]:
        done += weight
        at = text.find(b"\n\nFrom ", max(starts[-1], len(text) * done // sum(weights)))
        if at < 0:
            break
        starts.append(at + 2)
    os.unlink(path)
    for number, (start, end) in enumerate(zip(starts, starts[1:] + [len(text)])):
        with open(f"{path[:-5]}-{number:03}.mbox", "wb") as file:
            file.write(text[start:end])


def office(options, folder):
    """Makes an office up in so many files; gives their names, mailboxes first."""
    subprocess.run(
        [options.maker, "--seed", str(options.seed), "--clients", "40", "--people", "10"]
        + ["--weeks", "260", "--contacts", str(options.contacts), "--out", folder],
        check=True,
    )
    keep_people(folder)
    boxes = [os.path.join(folder, "mail", name) for name in os.listdir(folder + "/mail")]
    others = sum(len(os.listdir(os.path.join(folder, kind))) for kind in ("calls", "helpdesk"))
    whole = sum(map(os.path.getsize, boxes))
    chance = random.Random(options.seed)
    for path in sorted(boxes):
        share = max(1, round((options.files - others) * os.path.getsize(path) / whole))
        cut(path, [chance.randint(1, 3) for _ in range(share)])
    return [
        os.path.join(kind, name)
        for kind in ("mail", "calls", "helpdesk")
        for name in sorted(os.listdir(os.path.join(folder, kind)))
    ]


class Cluster:
    """A standalone master and two workers of one core each, on loopback."""

    def __init__(self, folder):
        import pyspark

        home = os.path.dirname(pyspark.__file__)
        self.folder, self.processes = folder, []
        self.environment = {**os.environ, "SPARK_HOME": home, "SPARK_LOCAL_IP": "127.0.0.1"}
        self.java = os.path.join(home, "bin", "spark-class")
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.url = f"spark://127.0.0.1:{port}"
        self.start(
            "master.Master", ["--port", str(port), "--webui-port", "0"], "I have been elected"
        )
        for number in (1, 2):
            self.start(
                "worker.Worker",
                [
                    "-c",
                    "1",
                    "-m",
                    "1g",
                    "-d",
                    f"{folder}/worker-{number}",
                    "--webui-port",
                    "0",
                    self.url,
                ],
                "Successfully registered with master",
            )

    def start(self, name, arguments, sign):
        log = os.path.join(self.folder, f"{name}-{len(self.processes)}.log")
        with open(log, "wb") as out:
            command = [self.java, "org.apache.spark.deploy." + name, "--host", "127.0.0.1"]
            self.processes.append(
                subprocess.Popen(
                    command + arguments,
                    stdout=out,
                    stderr=out,
                    env=self.environment,
                )
            )
        for _ in range(600):
            with open(log, errors="replace") as file:
                if sign in file.read():
                    return
            time.sleep(0.1)
        self.stop()
        sys.exit(f"spark: {name} did not start; {log}")

    def stop(self):
        for process in reversed(self.processes):
            process.terminate()
            process.wait()


def same(one, other):
    return subprocess.run(["cmp", one, other], stdout=subprocess.DEVNULL).returncode == 0


def main(options):
    """Exits with 1 where Spark's contacts or report are others than those of one process."""
    try:
        import pyspark
    except ImportError:
        sys.exit("spark: pyspark is not here; pip install -r scripts/spark-requirements.txt")
    folder = os.path.join(options.folder, "office")
    files = office(options, folder)
    pipe = f"""set -e; cd '{folder}'
    '{options.bin}' parse --zone {ZONE} "$@" > records
    '{options.bin}' normalize -c pipeline.yml --tolerate 100 records > events; rm records
    '{options.bin}' match -c pipeline.yml events > one.ndjson
    '{options.bin}' report one.ndjson -c pipeline.yml --format json > one.json
    grep -c '"event"' events; rm events"""
    one = subprocess.run(["sh", "-c", pipe, "-"] + files, stdout=subprocess.PIPE, text=True)
    if one.returncode:
        sys.exit(f"spark: one process ended with {one.returncode}")
    print(f"{int(one.stdout):,} events in {len(files)} files", flush=True)
    mean = sum(os.path.getsize(os.path.join(folder, name)) for name in files) // len(files)
    # So that the larger mailboxes are read by ranges.
    split = str(mean * 5 // 4)
    cluster = Cluster(options.folder) if "standalone" in options.masters else None
    bad = 0
    try:
        for master in options.masters.split(","):
            for partitions in map(int, options.partitions.split(",")):
                program = os.path.join(folder, "breaks-once")
                with open(program, "w") as file:
                    executor = "yes" if master == "standalone" else ""
                    file.write(BREAKER % {"bin": options.bin, "executor": executor})
                os.chmod(program, 0o755)
                began = time.monotonic()
                spark = subprocess.run(
                    [sys.executable, SCRIPT, "-c", "pipeline.yml", "--zone", ZONE, "--to", "out"]
                    + ["--split", split, "--partitions", str(partitions), "--program", program]
                    + ["--master", cluster.url if master == "standalone" else "local[2,4]"]
                    + ["--parts", str(partitions), *files],
                    cwd=folder,
                    env=cluster.environment if cluster else os.environ,
                    stderr=None if options.v else subprocess.PIPE,
                )
                broke = [
                    os.path.exists(f"{folder}/broke-{stage}")
                    for stage in ("parse", "normalize", "match")
                ]
                found = {
                    "contacts": same(f"{folder}/one.ndjson", f"{folder}/out/contacts.ndjson"),
                    "report": same(f"{folder}/one.json", f"{folder}/out/report.json"),
                    "all three stages broke once": all(broke),
                    "status 0": spark.returncode == 0,
                }
                wrong = [name for name, is_so in found.items() if not is_so]
                bad += bool(wrong)
                print(
                    f"{master}, {partitions} partitions, {time.monotonic() - began:.0f} s: "
                    + ("the same bytes" if not wrong else "NOT SO: " + ", ".join(wrong)),
                    flush=True,
                )
                if wrong and not options.v:
                    print(spark.stderr.decode(errors="replace")[-2000:])
                shutil.rmtree(os.path.join(folder, "out"), ignore_errors=True)
                for stage in ("parse", "normalize", "match"):
                    shutil.rmtree(f"{folder}/broke-{stage}", ignore_errors=True)
    finally:
        if cluster:
            cluster.stop()
    return 1 if bad else 0
