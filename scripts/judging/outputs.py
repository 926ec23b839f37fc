"""What goes to other programs, as those programs read it.

eml        Python's email; openmetrics: prometheus_client's parser; ocel: pm4py; csv: Python's csv;
json, lines    the program's own schemas, by jsonschema; completions: bash, zsh and fish
man pages  mandoc's linter, else groff's warnings
redaction  every name, address, number and subject as a canary
terminals  wcwidth: names of wide, joined and right-to-left letters, and what moves a cursor

Says which of them are not installed (pip install prometheus_client pm4py jsonschema wcwidth; apt-get
install zsh fish mandoc).
"""

import base64
import collections
import csv
import ctypes
import email
import email.policy
import glob
import html
import importlib.util
import io
import json
import locale
import os
import re
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


def redaction(outputs):
    """Nothing that names anybody leaves, in any format, once `privacy: { redact: true }` stands."""
    path = os.path.join(outputs.folder, "pipeline.yml")
    with open(path, encoding="utf-8") as file:
        plain = file.read()
    canaries = set(re.findall(r'(?:name: |organizations: \[)"([^"]+)"', plain))
    canaries |= set(re.findall(r"[\w.+-]+@[\w.-]+\w|\+1\d{10}|\w[\w-]+\.example", plain))
    for contact in outputs.lines(outputs.contacts, "contact"):
        canaries |= {contact.get(key, "").removeprefix("tel:") for key in ("person", "subject")}
    canaries = {one for one in canaries if len(one) > 5}
    every = "formats: [html, text, csv, json, eml, openmetrics, ocel]"
    told = re.sub(r"formats: \[[^]]*\]", every, plain.replace("redact: false", "redact: true"))
    assert told.count("redact: true") == 1 and every in told
    ids = [one["contact"] for one in outputs.lines(outputs.contacts, "contact")]
    with open(path, "w", encoding="utf-8") as file:
        file.write(told)
    try:
        outputs.run("run")
        texts = {"runs": outputs.run("runs"), "settle": outputs.run("settle")}
        for form in ("text", "csv", "json"):
            texts["due " + form] = outputs.run("due", "--format", form)
        for id in ids[::9]:
            texts["explain " + id] = outputs.run("explain", id)
    finally:
        with open(path, "w", encoding="utf-8") as file:
            file.write(plain)
    for name in glob.glob(os.path.join(outputs.folder, "reports", "*")):
        with open(name, "rb") as file:
            data = file.read()
        if name.endswith(".eml"):
            mail = email.message_from_bytes(data, policy=email.policy.default)
            data = "\n".join([str(mail["Subject"])] + [p.get_content() for p in mail.iter_parts()])
            data = data.encode()
        texts[os.path.basename(name)] = os.path.basename(name).encode() + data
    for name, data in texts.items():
        text = data.decode()
        leaks = sorted(one for one in canaries if one in text or html.escape(one) in text)
        assert not leaks, (name, leaks[:5])
    assert len(texts) > 20, sorted(texts)
    return "%d names, addresses, numbers and subjects, in none of %d texts" % (
        len(canaries),
        len(texts),
    )


NAMES = [
    "\u5c71\u7530\u592a\u90ce\u682a\u5f0f\u4f1a\u793e\u6771\u4eac\u672c\u793e\u30b5\u30dd\u30fc\u30c8\u90e8",
    "\uae40\ucca0\uc218",
    "\u05d3\u05e0\u05d9\u05d0\u05dc \u05db\u05d4\u05df",
    "\u0645\u062d\u0645\u062f \u0639\u0644\u064a",
    "\U0001f4de\U0001f1e9\U0001f1ea Zo\u0308e",
    "Zo" + "e\u0301\u0327" * 40,
    "x" * 300,
    "\u202egnp.exe\u202c",
    "a\x1b[2Jb\x07",
    "\u200fIT\u200e \u2067x\u2069",
    "\u0e19\u0e49\u0e33\u0e43\u0e08",
    "\u0939\u093f\u0928\u094d\u0926\u0940",
    "\U0001f468\u200d\U0001f469\u200d\U0001f467",
]
MOVES = re.compile(
    "[\0-\x09\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u061c\u2028-\u202e\u2060-\u2069\ufeff]"
)


def coded(text):
    """As an encoded word (RFC 2047), however long."""
    return "=?utf-8?b?%s?=" % base64.b64encode(text.encode()).decode()


def terminals(outputs):
    """Everything that a person reads is 80 columns wide, and the list of who waits is aligned."""
    wcwidth = needs("wcwidth")
    folder = os.path.join(outputs.folder, "wide")
    os.makedirs(folder, exist_ok=True)
    clients = [
        {"id": "c%d" % i, "name": NAMES[i], "domains": ["client%d.example" % i], "people": []}
        for i in range(4)
    ]
    mails = []
    for i, name in enumerate(NAMES):
        address = "p%d@client%d.example" % (i, i % 4)
        clients[i % 4]["people"].append({"name": name, "addresses": [address]})
        waits, answered = "%d.waits@client.example" % i, "%d.answered@client.example" % i
        mails.append((address, name, name, waits, None, 8 + i % 9))
        mails.append((address, name, name + ": " + name, answered, None, 8 + i % 9))
        mails.append(("kim@us.example", name, "Re: " + name, "re." + answered, answered, 18))
    path = os.path.join(folder, NAMES[0] + ".mbox")
    with open(path, "wb") as file:
        for sender, name, subject, id, answers, hour in mails:
            to = "help@us.example" if not answers else mails[int(id.split(".")[1]) * 3][0]
            file.write(b"From x Mon Mar  4 09:15:00 2024\n")
            for header, value in [
                ("From", "%s <%s>" % (coded(name), sender)),
                ("To", to),
                ("Subject", coded(subject)),
                ("Message-ID", "<%s>" % id),
                ("In-Reply-To", answers and "<%s>" % answers),
                ("Date", "Mon, 4 Mar 2024 %02d:15:00 +0100" % hour),
            ]:
                file.write(b"%s: %s\n" % (header.encode(), value.encode()) if value else b"")
            file.write(b"\nPlease call.\n\n")
    kim = {"id": "kim", "name": NAMES[3], "addresses": ["kim@us.example"]}
    provider = {"name": NAMES[0], "domains": ["us.example"], "zone": "Europe/Berlin"}
    with open(os.path.join(folder, "pipeline.yml"), "w", encoding="utf-8") as file:
        json.dump(
            {
                "provider": dict(provider, technicians=[kim]),
                "clients": clients,
                "sources": [{"path": "*.mbox"}],
            },
            file,
            # YAML is a superset of JSON but for surrogates.
            ensure_ascii=False,
        )

    def told(*arguments):
        done = subprocess.run([outputs.bin, *arguments], cwd=folder, capture_output=True)
        assert done.returncode == 0, (arguments, done.returncode, done.stderr[-300:])
        return done.stdout.decode() + done.stderr.decode()

    due = told("due")
    ids = [json.loads(one)["contact"] for one in told("due", "--format", "json").splitlines()]
    assert len(ids) >= len(NAMES), len(ids)
    texts = [
        ("due", due),
        ("run", told("run", "-v")),
        ("runs", told("runs")),
        ("check", told("check")),
    ]
    with open(os.path.join(folder, "reports", "report.txt"), encoding="utf-8") as file:
        texts.append(("report", file.read()))
    texts.append(("due in German", told("due", "--language", "de")))
    texts.append(("audit", told("audit", os.path.basename(path))))
    texts.append(("discover", told("discover", os.path.basename(path))))
    texts += [("explain", told("explain", id)) for id in ids]
    lines = 0
    for command, text in texts:
        assert not MOVES.search(text), (command, MOVES.search(text))
        for line in text.splitlines() if command not in ("discover", "run") else []:
            lines += 1
            assert wcwidth.wcswidth(line) <= 80, (command, wcwidth.wcswidth(line), line)
    # Of joined pictures and of vowel signs terminals differ; the C library's are the most common.
    locale.setlocale(locale.LC_CTYPE, "C.UTF-8")
    width = ctypes.CDLL(None).wcwidth
    width.argtypes = [ctypes.c_wchar]
    ends = [sum(map(width, line)) for line in due.splitlines() if line.endswith(":15")]
    assert ends == [80] * len(ids), ends
    return "%d lines, none wider than 80 columns" % lines


def main(options):
    outputs = Outputs(options)
    wrong = 0
    for check in (
        eml,
        openmetrics,
        ocel,
        tables,
        schemas,
        completions,
        terminals,
        redaction,
        man_pages,
    ):
        try:
            told = "ok      " + check(outputs)
        except Missing as missing:
            told = "skipped %s is not installed" % missing
        except AssertionError as fault:
            wrong += 1
            told = "WRONG   %s" % (fault,)
        print("%-12s %s" % (check.__name__, told))
    return 1 if wrong else 0
