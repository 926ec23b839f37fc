"""What goes to other programs, as those programs read it.

eml        Python's email; openmetrics: prometheus_client's parser; ocel: pm4py; csv: Python's csv;
json, lines    the program's own schemas, by jsonschema; completions: bash, zsh and fish
man pages  mandoc's linter, else groff's warnings

Says which of them are not installed (pip install prometheus_client pm4py jsonschema; apt-get
install zsh fish mandoc).
"""

import collections
import csv
import email
import email.policy
import glob
import importlib.util
import io
import json
import os
import shutil
import subprocess

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


class Missing(Exception):
    """A program or module that is not installed."""


class Outputs:
    def __init__(self, options):
        self.bin, self.folder = options.bin, options.folder
        for part in ("samples", "pipeline.yml"):
            source, target = os.path.join(ROOT, part), os.path.join(self.folder, part)
            (shutil.copytree if os.path.isdir(source) else shutil.copy)(source, target)
        files = sorted(glob.glob(os.path.join(self.folder, "samples/mail/*.mbox")))
        files += [os.path.join(self.folder, "samples/calls/Master.csv")]
        files += sorted(glob.glob(os.path.join(self.folder, "samples/helpdesk/*.xml")))
        names = [os.path.relpath(f, self.folder) for f in files]
        self.records = self.run("parse", *names, "--zone", "America/Los_Angeles")
        self.events = self.run("normalize", input=self.records)
        self.contacts = self.run("match", input=self.events)

    def run(self, *arguments, input=None):
        done = subprocess.run(
            [self.bin, *arguments], cwd=self.folder, input=input, capture_output=True
        )
        assert done.returncode == 0, (arguments, done.returncode, done.stderr[-300:])
        return done.stdout

    def report(self, form, *more):
        return self.run("report", "--format", form, *more, input=self.contacts)

    def lines(self, data, noun):
        return [one for one in map(json.loads, data.splitlines()) if noun in one]


def needs(module):
    if not importlib.util.find_spec(module):
        raise Missing(module)
    return importlib.import_module(module)


def eml(outputs):
    raw = outputs.report("eml", "--mail-to", "owner@acme.example")
    mail = email.message_from_bytes(raw, policy=email.policy.strict)
    parts = list(mail.walk())
    assert not any(part.defects for part in parts), [part.defects for part in parts]
    assert mail.get_content_type() == "multipart/alternative"
    text, page = mail.iter_parts()
    assert text.get_content().encode() == outputs.report("text")
    outputs.report("html", "--to", "pages")
    with open(os.path.join(outputs.folder, "pages", "index.html"), encoding="utf-8") as file:
        assert page.get_content() == file.read()
    assert max(map(len, raw.split(b"\n"))) <= 78 and all(byte < 128 for byte in raw)
    assert [a.addr_spec for a in mail["To"].addresses] == ["owner@acme.example"]
    return "%d bytes, no defect" % len(raw)


def openmetrics(outputs):
    parser = needs("prometheus_client.openmetrics.parser")
    text = outputs.report("openmetrics").decode()
    families = list(parser.text_string_to_metric_families(text))
    older = needs("prometheus_client.parser")
    again = list(older.text_string_to_metric_families(text))
    assert sum(len(f.samples) for f in families) == sum(len(f.samples) for f in again)
    waiting, came = collections.Counter(), collections.Counter()
    for contact in outputs.lines(outputs.contacts, "contact"):
        if "client" in contact:
            waiting[contact["client"]] += contact["state"] == "unanswered"
            came[contact["client"], contact["channel"]] += 1
    told = {f.name: {tuple(s.labels.values()): s.value for s in f.samples} for f in families}
    assert {k[0]: v for k, v in told["ringback_waiting"].items()} == waiting
    assert told["ringback_contacts"] == came
    return "%d families, %d samples" % (len(families), sum(len(f.samples) for f in families))


def ocel(outputs):
    needs("pm4py")
    path = os.path.join(outputs.folder, "events.ocel.json")
    with open(path, "wb") as file:
        file.write(outputs.report("ocel"))
    # In a process of its own: it prints a banner, and warns of its own parts.
    program = """
import sys, json, pm4py
log = pm4py.read_ocel2_json(sys.argv[1])
flat = pm4py.ocel_flattening(log, "contact")
print("\\n" + json.dumps([len(log.events), log.objects["ocel:type"].value_counts().to_dict(),
    flat["case:concept:name"].nunique(), len(log.relations)]))
"""
    done = subprocess.run(["python3", "-W", "ignore", "-c", program, path], capture_output=True)
    assert done.returncode == 0, done.stderr.decode()[-500:]
    events, kinds, cases, relations = json.loads(done.stdout.decode().splitlines()[-1])
    contacts = outputs.lines(outputs.contacts, "contact")
    pieces = {e["event"] for c in contacts for e in c["evidence"]}
    assert events == len(pieces) and kinds["contact"] == len(contacts) == cases, (events, kinds)
    for kind in ("client", "person"):
        assert kinds[kind] == len({c[kind] for c in contacts if kind in c}), kinds
    return "%d events, %d relations, %s" % (events, relations, kinds)


def tables(outputs):
    outputs.report("csv", "--to", "tables")
    cells = 0
    for path in sorted(glob.glob(os.path.join(outputs.folder, "tables", "*.csv"))):
        with open(path, "rb") as file:
            data = file.read()
        assert data.endswith(b"\r\n") and data.count(b"\n") == data.count(b"\r\n"), path
        rows = list(csv.reader(io.StringIO(data.decode(), newline=""), strict=True))
        assert len({len(row) for row in rows}) == 1, path
        for cell in (cell for row in rows for cell in row):
            cells += 1
            runs = cell.lstrip()[:1] in tuple("=+-@\uff1d\uff0b\uff0d\uff20\t\r") and cell.lstrip()
            assert not runs or cell.lstrip("+-").replace(".", "").isdigit(), (path, cell)
    return "%d cells, none runs" % cells


def schemas(outputs):
    jsonschema = needs("jsonschema")
    lines = 0
    for noun, data in [
        ("record", outputs.records),
        ("event", outputs.events),
        ("contact", outputs.contacts),
        ("sign", outputs.contacts),
        ("report", outputs.report("json")),
    ]:
        schema = json.loads(outputs.run("schema", noun))
        jsonschema.Draft202012Validator.check_schema(schema)
        check = jsonschema.Draft202012Validator(schema)
        found = outputs.lines(data, noun)
        assert found, noun
        for line in found:
            check.validate(line)
        lines += len(found)
    return "%d lines" % lines


BASH = """
source completions/bash && complete -p ringback > /dev/null
COMP_WORDS=(%s) COMP_CWORD=%d COMP_LINE="%s" COMP_POINT=${#COMP_LINE} COMP_TYPE=9
offer=$(complete -p ringback | sed 's/.*-F \\([^ ]*\\).*/\\1/')
$offer ringback "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"; printf '%%s\\n' "${COMPREPLY[@]}"
"""


def completions(outputs):
    folder = os.path.join(outputs.folder, "completions")
    os.makedirs(folder, exist_ok=True)
    told = []
    for shell in ("bash", "zsh", "fish"):
        path = os.path.join(folder, shell)
        with open(path, "wb") as file:
            file.write(outputs.run("--generate-completion-script", shell))
        if not shutil.which(shell):
            told.append("no " + shell)
            continue
        done = subprocess.run([shell, "-n", path], capture_output=True)
        assert done.returncode == 0 and not done.stderr, (shell, done.stderr)
        told.append(shell)
    for words, wanted in [
        (("r",), {"report", "run", "runs"}),
        (("report", "--format", ""), {"ocel"}),
    ]:
        line = " ".join(("ringback",) + words)
        asked = []
        if shutil.which("bash"):
            quoted = " ".join("'%s'" % word for word in ("ringback",) + words)
            asked.append(["bash", "--norc", "-c", BASH % (quoted, len(words), line)])
        if shutil.which("fish"):
            script = "source completions/fish; complete -C '%s'" % line
            asked.append(["fish", "--no-config", "-c", script])
        for command in asked:
            env = dict(os.environ, PATH=os.path.dirname(outputs.bin) + ":" + os.environ["PATH"])
            done = subprocess.run(command, cwd=outputs.folder, capture_output=True, env=env)
            offered = {one.split("\t")[0].strip() for one in done.stdout.decode().splitlines()}
            assert wanted <= offered, (command[0], line, offered, done.stderr[-300:])
    return ", ".join(told)


def man_pages(outputs):
    if not shutil.which("swift"):
        raise Missing("swift")
    pages = os.path.join(outputs.folder, "man")
    os.makedirs(pages, exist_ok=True)
    subprocess.run(
        ["swift", "package", "generate-manual", "--multi-page", "--output-directory", pages],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    files = sorted(glob.glob(os.path.join(pages, "ringback*.1")))
    assert len(files) > 12, files
    if shutil.which("mandoc"):
        # The date and the order of sections are the generator's; what is odd to read is a fault.
        command = ["mandoc", "-T", "lint", "-W", "error"]
    elif shutil.which("groff"):
        command = ["groff", "-mandoc", "-ww", "-z", "-Tutf8"]
    else:
        raise Missing("mandoc or groff")
    for path in files:
        done = subprocess.run(command + [path], capture_output=True)
        assert not done.stdout and not done.stderr, (path, done.stdout[:300], done.stderr[:300])
    return "%d pages, %s" % (len(files), command[0])


def main(options):
    outputs = Outputs(options)
    wrong = 0
    for check in (eml, openmetrics, ocel, tables, schemas, completions, man_pages):
        try:
            told = "ok      " + check(outputs)
        except Missing as missing:
            told = "skipped %s is not installed" % missing
        except AssertionError as fault:
            wrong += 1
            told = "WRONG   %s" % (fault,)
        print("%-12s %s" % (check.__name__, told))
    return 1 if wrong else 0
