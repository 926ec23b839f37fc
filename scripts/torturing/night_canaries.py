"""Words that stand in every field of mail, calls and tickets, and must never be told on the side.

What is looked at: standard error of every command, the rejects, the notes of crashes, all that is
left of a run beside the state and the reports, and what it leaves where programs put what is
temporary.
"""

import gzip
import itertools
import os
import random
import re
import shutil
import sqlite3
import subprocess

from night import CALLS, ENVIRONMENT, MAIL, ROOT, TICKETS

WORD = re.compile(rb"Canary\d{4}Zyx|555-?01(?:77|88)|555\.?0199", re.I)
LEFT = 60
# Of one mail, each field that strangers fill in.
FIELDS = [
    "From",
    "Sender",
    "Reply-To",
    "To",
    "Cc",
    "Bcc",
    "Subject",
    "Date",
    "Message-ID",
    "In-Reply-To",
    "References",
    "Received",
    "List-Id",
    "Auto-Submitted",
    "X-Failed-Recipients",
    "X-Mailer",
    "Content-Type",
    "Content-Transfer-Encoding",
    "Content-Disposition",
    "MIME-Version",
]


class Canaries:
    """Runs commands on what holds canaries, and looks for them where they must not be."""

    def __init__(self, nights, most):
        self.nights, self.most = nights, most
        self.numbers = itertools.count()
        self.commands = self.paths = 0
        self.work = nights.path("canaries")
        shutil.rmtree(self.work, ignore_errors=True)
        os.makedirs(os.path.join(self.work, "tmp"))

    def word(self):
        return b"Canary%04dZyx" % (next(self.numbers) % 10_000)

    def look(self, text, what):
        found = WORD.search(text)
        if found:
            around = text[max(0, found.start() - LEFT) : found.end() + LEFT]
            self.nights.fault(f"canaries: {what} tells {around!r}")

    def run(self, *words, stdin=b"", what=None, program=None, may_leave=False, **more):
        """Runs a command, and looks at what it says and at what it leaves."""
        self.commands += 1
        environment = {**ENVIRONMENT, "TMPDIR": os.path.join(self.work, "tmp")}
        environment.update(more.pop("environment", {}))
        ended = subprocess.run(
            [*(program or []), self.nights.program, *words],
            cwd=self.work,
            env=environment,
            input=stdin,
            capture_output=True,
            timeout=120,
            **more,
        )
        what = what or " ".join(words[:2])
        self.look(ended.stderr, what + ": standard error")
        if words[0] in ("runs", "formats"):
            self.look(ended.stdout, what + ": standard output")
        self.left(what, may_leave or ended.returncode == 70)
        return ended

    def clear_away(self):
        for entry in os.listdir(self.work):
            if entry.endswith(".tmp"):
                shutil.rmtree(os.path.join(self.work, entry))

    def left(self, what, is_crash):
        """What lies where it must hold no canary."""
        for folder, _, files in os.walk(self.work):
            for file in files:
                path = os.path.join(folder, file)
                inside = os.path.relpath(path, self.work)
                if inside.startswith(("samples", "reports", "pipeline", "in", "trace")):
                    continue
                # A crash leaves them as a kill does: the owner's alone, and for the next run.
                if is_crash and re.match(r"\.reports\.\d+\.tmp/", inside):
                    continue
                if inside == ".ringback/state.sqlite":
                    self.state(path, what)
                    continue
                with open(path, "rb") as bytes:
                    self.look(bytes.read(), f"{what}: {inside}")

    def state(self, path, what):
        """The rejects and the books of a state; its events are private, and so is the file."""
        try:
            base = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
            for table, column, kept in (
                ("block", "lines", "party IS NULL"),
                ("books", "line", "1"),
                ("run", "number", "1"),
            ):
                for (value,) in base.execute(f"SELECT {column} FROM {table} WHERE {kept}"):
                    if isinstance(value, bytes):
                        self.look(value, f"{what}: {table} of the state")
            base.close()
        except sqlite3.DatabaseError:
            pass

    def write(self, name, text):
        path = os.path.join(self.work, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as file:
            file.write(text)
        return name

    # Hostile inputs

    def mail(self):
        """Messages of which each is broken in one field, and some as a whole."""
        head = {
            "From": b"%s <%s@%s.example>" % (self.word(), self.word(), self.word()),
            "To": b"%s <%s@acmedental.example>" % (self.word(), self.word()),
            "Subject": b"%s (415) 555-0177" % self.word(),
            "Date": b"Mon, 1 Dec 2025 09:00:00 +0000",
            "Message-ID": b"<%s@acmedental.example>" % self.word(),
        }
        broken = [
            b"%s",
            b"<%s",
            b"%s@@%s.example <",
            b"=?%s?b?%s?=",
            b"=?utf-8?q?%s",
            b"\xff\xfe%s\x1b[31m",
            b'"%s',
            b"(%s",
            b"multipart/mixed; boundary=%s",
            b"text/plain; charset=%s; name*0*=%s",
            b"Mon, 99 %s 2025",
        ]
        messages = []
        for field, value in itertools.product(FIELDS, broken):
            value = re.sub(rb"%s", lambda _: self.word(), value)
            fields = {**head, field: value}
            lines = b"".join(k.encode() + b": " + v + b"\n" for k, v in fields.items())
            envelope = b"From %s@%s.example Mon Dec  1 09:00:00 2025\n" % (self.word(), self.word())
            messages.append(envelope + lines + b"\n%s, 415-555-0188.\n\n" % self.word())
        long = b"X-Long: " + self.word() * 9000 + b"\n"
        deep = b"".join(
            b"--b%d\nContent-Type: multipart/mixed; boundary=b%d\n\n" % (i, i + 1)
            for i in range(200)
        )
        yield "in/mail.mbox", b"".join(messages)
        yield "in/long.mbox", messages[0].split(b"\n", 1)[0] + b"\n" + long * 40 + b"\nText\n"
        yield "in/deep.eml", b"From: %s <a@b.example>\n" % self.word() + (
            b"Content-Type: multipart/mixed; boundary=b0\n\n" + deep + self.word()
        )
        yield "in/headless.mbox", b"From a@b.example Mon Dec  1 09:00:00 2025\n" + self.word() * 3
        yield "in/none.mbox", b"%s\0%s\n" % (self.word(), self.word()) * 50
        packed = gzip.compress(b"".join(messages))
        yield "in/cut.mbox.gz", packed[: len(packed) // 2]
        yield "in/odd.mbox.gz", packed[:400] + bytes(200) + packed[600:]

    def calls(self):
        """Logs of every format, each of whose rows has a canary in another column."""
        for path in samples(".csv", ".log", ".txt", ""):
            with open(path, "rb") as file:
                lines = file.read().splitlines()
            if not lines or b"<" in lines[0] or len(lines) > 5000:
                continue
            rows = lines[:1]
            for line in lines[1:40]:
                separator = max((b",", b";", b"|", b"\t"), key=line.count)
                fields = line.split(separator)
                for i in range(len(fields)):
                    word = (
                        random.choice((b"%s", b'"%s"', b'"%s', b'%s"x"', b"\xff%s")) % self.word()
                    )
                    rows.append(separator.join(fields[:i] + [word] + fields[i + 1 :]))
                rows.append(line + (b",%s" % self.word()) * 3)
                rows.append(b"%s=%s" % (self.word(), self.word()))
            rows.append(b'"%s' % self.word())
            name = os.path.relpath(path, os.path.join(ROOT, "samples")).replace("/", "-")
            yield "in/" + name, b"\n".join(rows)
            # And names of columns.
            yield "in/head-" + name, lines[0] + b",%s\n" % self.word() + b"\n".join(rows[1:9])

    def tickets(self):
        """Exports of every format with a canary in a text, an attribute, a name or what is none."""
        for path in samples(".xml", ".html"):
            with open(path, "rb") as file:
                text = file.read()
            spans = [m.span(1) for m in re.finditer(rb">([^<>\n]+)<", text)]
            spans += [m.span(1) for m in re.finditer(rb'="([^"]*)"', text)]
            spans += [m.span(1) for m in re.finditer(rb"</?([\w:.-]+)", text)]
            wrecks = (
                b"%s",
                b"&%s;",
                b"<%s>",
                b"</%s>",
                b"\0%s",
                b"<![CDATA[%s",
                b"%s=<%s",
                b"\xff%s",
            )
            for i in range(min(self.most, 2 * len(spans))):
                begin, end = random.choice(spans)
                wreck = re.sub(rb"%s", lambda _: self.word(), random.choice(wrecks))
                name = os.path.relpath(path, os.path.join(ROOT, "samples")).replace("/", "-")
                yield f"in/{i}-{name}", text[:begin] + wreck + text[end:]
            entity = b'<!DOCTYPE %s [<!ENTITY %s "%s">]>' % (self.word(), self.word(), self.word())
            start = text.find(b"?>") + 2 if text.startswith(b"<?xml") else 0
            yield "in/entity.xml", text[:start] + entity + text[start:]
            encoded = b'<?xml version="1.0" encoding="%s"?>' % self.word()
            yield "in/encoding.xml", encoded + text[start:]

    def readers(self):
        """What each hostile input makes a reader say."""
        formats = [w.split()[0] for w in self.run("formats").stdout.decode().splitlines()]
        inputs = list(itertools.chain(self.mail(), self.calls(), self.tickets()))
        for name, text in inputs:
            self.write(name, text)
            rejects = os.path.join(self.work, "rejects")
            forced = random.choice(formats)
            for more in ([], ["-v", "--tolerate", "100"], ["--format", forced]):
                self.run("parse", name, "--rejects", rejects, *more, what=f"parse {name} {more}")
            if random.random() < 0.2:
                self.run("audit", name, "-v", "--to", "reports", what=f"audit {name}")
                self.run("discover", name, what=f"discover {name}")
            self.paths += 1
        return inputs

    def stages(self):
        """Lines that are none, or none of this stage, on a stage's standard input."""
        lines = self.run("parse", MAIL, CALLS, TICKETS).stdout
        for stage in ("normalize", "match", "report"):
            wrecked = []
            for line in lines.splitlines()[:60]:
                line = re.sub(rb'"(text|subject|name)":"', lambda m: m[0] + self.word(), line)
                cut = random.randrange(1, len(line))
                key = re.sub(rb'"(\w+)":', b'"%s":' % self.word(), line, count=random.randint(1, 4))
                kind = re.sub(rb":(\d+|\"[^\"]*\")", b':"%s"' % self.word(), line, count=6)
                wrecked += [line[:cut], key, kind, line + self.word(), b"[%s]" % line, self.word()]
            rejects = os.path.join(self.work, "rejects")
            wreck = b"\n".join(wrecked)
            self.run(stage, "-v", "--rejects", rejects, stdin=wreck, what=f"{stage} of wrecks")
            self.paths += 1
            lines = self.run(stage, stdin=lines).stdout or lines

    def nights_that_fail(self):
        """Whole nights, and what may go wrong in them."""
        for path in (CALLS, TICKETS, "samples/helpdesk/users.xml", "pipeline.yml"):
            with open(os.path.join(ROOT, path), "rb") as file:
                text = file.read()
            if path == TICKETS or path.endswith("users.xml"):
                text = re.sub(
                    rb"(<(?:subject|description|value|name)>)", lambda m: m[0] + self.word(), text
                )
            if path == CALLS:
                text = re.sub(rb'"""[^"]+"" <', lambda _: b'"""%s 555-0177"" <' % self.word(), text)
                text += b"%s,broken\n" % self.word()
            self.write(path, text)
        self.write(MAIL, b"".join(text for name, text in self.mail() if name == "in/mail.mbox"))
        self.run("check", "-c", "pipeline.yml")

        def night(what, *more, fresh=True, **options):
            if fresh:
                for kept in (".ringback", "reports"):
                    shutil.rmtree(os.path.join(self.work, kept), ignore_errors=True)
            self.paths += 1
            return self.run("run", "-v", *more, what="run, " + what, **options)

        night("usual")
        night("strict", "--strict")
        night("dry", "--dry-run", fresh=False)
        self.run("runs")
        for size in (1, 20, 100, 400):
            night(f"files of {size} KiB", program=["prlimit", f"--fsize={size << 10}"])
        tracer = ["strace", "-f", "-qq", "-o", "/dev/null", "-e"]
        points = self.nights.calls("first")
        for call, n in random.sample(points, min(self.most, len(points))):
            for signal in ("SEGV", "ABRT", "BUS", "TERM"):
                inject = [*tracer, f"inject={call}:signal={signal}:when={n}"]
                ended = night(f"{signal} at {call} {n}", program=inject)
                if ended.returncode < 0:
                    self.nights.fault(f"canaries: {signal} at {call} {n} ends without a word")
                self.clear_away()
            for code in ("EIO", "ENOSPC"):
                inject = [*tracer, f"inject={call}:error={code}:when={n}+"]
                # What cannot be opened or removed cannot be cleared away.
                stays = call in ("openat", "unlinkat")
                night(f"{code} from {call} {n} on", program=inject, may_leave=stays)
                self.clear_away()
        # Only a build for tests has this trap.
        night("poison", environment={"RINGBACK_TRAP": "piece:Canary"})
        night("poison of records", environment={"RINGBACK_TRAP": "record:Canary"})
        night("usual")
        state = os.path.join(self.work, ".ringback/state.sqlite")
        with open(state, "rb") as file:
            sound = file.read()
        for step in (1000, 4096, 9999):
            wreck = bytearray(sound)
            for i in range(step, len(wreck), step):
                wreck[i] ^= 0x55
            self.write(".ringback/state.sqlite", bytes(wreck))
            night(f"every {step}th byte of the state wrong", fresh=False)
            self.run("due")
            self.run("runs")
        self.write(".ringback/state.sqlite", sound)
        os.chmod(state, 0o644)
        night("state open to others", fresh=False)
        os.chmod(state, 0o600)
        os.chmod(os.path.join(self.work, "reports"), 0o500)
        night("reports not to be written", fresh=False)
        os.chmod(os.path.join(self.work, "reports"), 0o700)
        self.run("explain", "nothing")
        self.run("settle", "nothing", "--no-answer-needed")


def samples(*ends):
    found = []
    for folder, _, files in os.walk(os.path.join(ROOT, "samples")):
        for file in files:
            if os.path.splitext(file)[1] in ends and file != "README.md":
                found.append(os.path.join(folder, file))
    return sorted(found)


def sought(nights, most):
    """:return: how many canaries, commands and ways to fail there were."""
    canaries = Canaries(nights, most)
    canaries.readers()
    canaries.stages()
    canaries.nights_that_fail()
    return next(canaries.numbers), canaries.commands, canaries.paths
