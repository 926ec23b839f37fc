"""Compares `parse --text whole` with Python's `email`, message by message."""

import datetime
import json
import os
import re
import subprocess
import sys

import framing
from known_mail import KNOWN_MAIL
from pythons_mail import Reading

FIELDS = "message-id in-reply-to references from to cc subject date text".split()
MOST_IDS = 200
# What a record's text holds at most, and from where on a cut is no disagreement.
TEXT = 4096


def mailboxes(folder):
    if os.path.isfile(folder):
        return [folder]
    found = []
    for where, _, names in sorted(os.walk(folder)):
        found += [os.path.join(where, n) for n in sorted(names) if is_mailbox(os.path.join(where, n))]
    return found


def is_mailbox(path):
    if path.endswith((".ndjson", ".json", ".md", ".msf")):
        return False
    with open(path, "rb") as file:
        head = file.read(4096)
    return bool(re.match(rb"(?:\xef\xbb\xbf)?\s*From ", head)) or path.endswith(".mbox")


def records(binary, path):
    # Rejects of a damaged mailbox are no failure here.
    run = subprocess.run(
        [binary, "parse", "--format", "mbox", "--text", "whole", "--tolerate", "100", path],
        capture_output=True,
    )
    if run.returncode != 0:
        sys.exit(f"{path}: status {run.returncode}: {run.stderr.decode(errors='replace')}")
    lines = (json.loads(line) for line in run.stdout.splitlines())
    return [r for r in lines if r.get("record") == "mail"]


def spaced(text):
    """With single blanks: where a folded line was broken is no content."""
    return " ".join(re.sub(r"[\x00-\x20\x7f\u00a0]+", " ", text).split())


def lines(text):
    return text.replace("\r\n", "\n").replace("\r", "\n")


def trimmed(text):
    """At most as much as a record holds, without white space at the end."""
    raw = lines(text).encode("utf-8", "replace")
    return raw[:TEXT].decode("utf-8", "ignore").rstrip(" \t\n\r\f\v\0")


def unquoted(text):
    return re.sub(r"(?m)^>(>*From )", r"\1", lines(text))


def seconds(stamp):
    if stamp is None:
        return None
    return int(datetime.datetime.fromisoformat(stamp.replace("Z", "+00:00")).timestamp())


def addresses(people):
    return [p["address"] for p in people if "@" in p.get("address", "")]


def compare(ours, theirs):
    """Gives each field's reading of both sides where they differ, None where they agree."""
    mine = {
        "message-id": None if ours["id"].startswith("sha256:") else ours["id"],
        "in-reply-to": ours.get("in_reply_to", []),
        "references": ours.get("references", []),
        "from": addresses([ours.get("from", {})]),
        "to": addresses(ours.get("to", [])),
        "cc": addresses(ours.get("cc", [])),
        "subject": spaced(ours.get("subject", ""))[:400],
        "date": seconds(ours.get("date")),
        "text": ours.get("text", "").rstrip(" \t\n\r\f\v\0"),
    }
    other = {
        "message-id": theirs.id,
        "in-reply-to": theirs.in_reply_to[:MOST_IDS],
        "references": theirs.references[:MOST_IDS],
        "from": theirs.sender,
        "to": theirs.to,
        "cc": theirs.cc,
        "subject": spaced(theirs.subject)[:400],
        "date": theirs.date,
        "text": None if theirs.text is None else trimmed(theirs.text),
    }
    for field in FIELDS:
        if field == "text":
            # Where there is no plain text, ours is made of HTML, which Python does not do.
            agree = theirs.text is None or mine["text"] in (
                other["text"],
                trimmed(unquoted(theirs.text)),
            )
        else:
            agree = mine[field] == other[field]
        yield field, None if agree else (mine[field], other[field])


def why(field, ours, theirs, reading):
    for rule in KNOWN_MAIL:
        if field in rule.fields and rule.holds(field, ours, theirs, reading):
            return rule
    return None


class Tally:
    def __init__(self):
        self.all = {f: [0, 0] for f in FIELDS}
        self.clean = {f: [0, 0] for f in FIELDS}
        self.explained = {}
        self.unexplained = 0
        self.unframed = 0

    def note(self, field, agrees, clean):
        for table in [self.all] + ([self.clean] if clean else []):
            table[field][0] += agrees
            table[field][1] += 1


def frames(path, data, found):
    """Tells where the framing differs from the truth beside the mailbox, or else from the rule."""
    truth = path + ".truth.ndjson"
    stem = os.path.splitext(path)[0] + ".truth.ndjson"
    for candidate in (truth, stem):
        if os.path.exists(candidate):
            wanted = [json.loads(line)["offset"] for line in open(candidate, encoding="utf-8")]
            name = "truth"
            break
    else:
        wanted, name = framing.offsets(data), "rule"
    differ = 0
    for at in sorted(set(wanted) ^ set(found)):
        side = f"only in the {name}" if at in wanted else "only ours"
        if at in wanted and not framing.is_separator(data, at):
            side += ": no header follows its From_ line, as in a body that quotes one"
        else:
            differ += 1
        print(f"{path}:{at}: message {side}")
    return name, len(wanted), differ


def main(options):
    tally = Tally()
    for path in mailboxes(options.folder_of_mail):
        data = open(path, "rb").read()
        mails = records(options.bin, path)
        name, wanted, differ = frames(path, data, [m["offset"] for m in mails])
        tally.unframed += differ
        if options.v:
            print(f"{path}: {len(mails)} messages, {wanted} by the {name}, {differ} differ")
        for ours in mails:
            start = ours["offset"]
            raw = data[start : start + ours["bytes"]]
            if raw.startswith(b"From "):
                raw = raw[raw.find(b"\n") + 1 :] if b"\n" in raw else b""
            reading = Reading(raw)
            clean = not reading.defects
            for field, difference in compare(ours, reading):
                tally.note(field, difference is None, clean)
                if difference is None:
                    continue
                rule = why(field, *difference, reading)
                if rule:
                    tally.explained[rule.name] = tally.explained.get(rule.name, 0) + 1
                    tally_known(tally, field, clean)
                else:
                    tally.unexplained += 1
                if rule is None or options.v:
                    said = rule.name if rule else "unexplained"
                    mark = "" if clean else f" ({', '.join(sorted(set(reading.defects))[:3])})"
                    print(f"{path}:{start}: {field}: {said}{mark}")
                    if options.values:
                        print(f"    ours   {str(difference[0])[:300]!r}")
                        print(f"    python {str(difference[1])[:300]!r}")
    return tell(tally)


def tally_known(tally, field, clean):
    known = tally.__dict__.setdefault("known", {f: [0, 0] for f in FIELDS})
    known[field][0] += 1
    known[field][1] += clean


def percent(right, all_):
    return "       -" if all_ == 0 else f"{100 * right / all_:7.3f}%"


def tell(tally):
    known = tally.__dict__.get("known", {f: [0, 0] for f in FIELDS})
    print(f"{'field':12} {'all':>8} {'clean':>8} {'clean, with reasons':>20} {'messages':>9}")
    good = True
    for field in FIELDS:
        (right, n), (clean, m) = tally.all[field], tally.clean[field]
        justified = clean + known[field][1]
        good = good and (m == 0 or justified / m >= (0.995 if field == "text" else 0.999))
        print(
            f"{field:12} {percent(right, n)} {percent(clean, m)} "
            f"{percent(justified, m):>20} {m:>9} of {n}"
        )
    for rule in KNOWN_MAIL:
        if rule.name in tally.explained:
            print(f"known, {tally.explained[rule.name]} times: {rule.name}: {rule.reason}")
    print(f"unexplained: {tally.unexplained} values, {tally.unframed} beginnings of messages")
    return 0 if good else 1
