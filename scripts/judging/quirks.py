"""Offices of make-office with one quirk turned up at a time, held to their truth."""

import json
import os
import subprocess

FIELDS = ("state", "answered", "answered_by", "attempts")


def quirks(maker):
    out = subprocess.run([maker, "--list-quirks"], capture_output=True, text=True, check=True)
    return [line.split(":")[0].split()[0] for line in out.stdout.splitlines() if line.strip()]


def lines(path, noun=None):
    with open(path, encoding="utf-8") as file:
        return [json.loads(x) for x in file if noun is None or x.startswith('{"%s"' % noun)]


def key(c):
    return c.get("client"), c.get("person"), c["opened"]


def office(quirk, options):
    """The truth of an office with a lot of one quirk, and the contacts that are found in it."""
    folder = os.path.join(options.folder, quirk)
    subprocess.run(
        [options.maker, "--seed", str(options.seed), "--contacts", str(options.size), "--weeks",
         "10", "--quirk", f"{quirk}={options.share}", "--out", folder],
        check=True, capture_output=True)  # fmt: skip
    files = []
    for kind in ("mail", "calls", "helpdesk"):
        folder_of = os.path.join(folder, kind)
        if os.path.isdir(folder_of):
            files += [os.path.join(kind, name) for name in sorted(os.listdir(folder_of))]
    stages = (
        ["parse", "--zone", "America/Los_Angeles", *files],
        ["normalize", "-c", "pipeline.yml"],
        ["match", "-c", "pipeline.yml"],
    )
    data = None
    for stage in stages:
        done = subprocess.run([options.bin, *stage], cwd=folder, input=data, capture_output=True)
        if done.returncode:
            raise SystemExit(f"{quirk}: {stage[0]} ended with {done.returncode}")
        data = done.stdout
    found = [json.loads(x) for x in data.splitlines() if x.startswith(b'{"contact"')]
    return lines(os.path.join(folder, "truth.ndjson")), found


def main(options):
    """Exits with 1 where any share of any quirk is under 99 %."""
    share = lambda a, b: a / b if b else 1.0
    names = [q for q in quirks(options.maker) if options.k in q]
    print("| quirk | contacts | with it | precision | recall | state | answered | technician | "
          "attempts | echoes |")  # fmt: skip
    print("|" + " --- |" * 10)
    bad = 0
    for quirk in names:
        truth, found = office(quirk, options)
        by_key = {}
        for c in found:
            by_key.setdefault(key(c), []).append(c)
        pairs = [(x, by_key[key(x)].pop()) for x in truth if by_key.get(key(x))]
        right = {f: sum(x.get(f) == c.get(f) for x, c in pairs) for f in FIELDS}
        # A second sight that is taken for an attempt shows as one attempt too many.
        seen = [(x, c) for x, c in pairs if any(e["role"] == "echo" for e in c["evidence"])]
        shares = [share(len(pairs), len(found)), share(len(pairs), len(truth))]
        shares += [share(right[f], len(pairs)) for f in FIELDS]
        shares.append(share(sum(x["attempts"] == c["attempts"] for x, c in seen), len(seen)))
        bad += any(s < 0.99 for s in shares)
        cells = [quirk, str(len(truth)), str(sum(quirk in x["quirks"] for x in truth))]
        print("| " + " | ".join(cells + [f"{100 * s:.1f} %" for s in shares]) + " |", flush=True)
    print(f"\n{len(names)} quirks at {options.share}, {bad} below 99 %")
    return 1 if bad or not names else 0
