"""Runs the scenarios: a line for each that differs, and a total."""

import json
import os
from concurrent.futures import ThreadPoolExecutor

import verdict
from known import KNOWN
from scenarios import ALL


def judge(s, options):
    """The contacts found for a scenario, and in words where they differ from those expected."""
    d, files = s.write(options.folder)
    files = [f for f in files if f not in getattr(s, "drop", [])]
    got, err, codes = verdict.pipe(options.bin, d, files, s.zone)
    diff = verdict.compare(s.expected, got)
    for stage in ("records", "events", "contacts"):
        with open(os.path.join(d, stage + ".ndjson"), encoding="utf-8") as lines:
            for line in lines:
                if not line.startswith('{"books"'):
                    continue
                books = json.loads(line)
                if books["rejected"] and not getattr(s, "latin", 0):
                    diff.append(f"{books['books']} rejected {books['rejected']}")
    if any(codes):
        diff.append(f"exit {codes}: {err.strip()[:200]}")
    return got, diff


def main(options):
    """Exits with 1 where one differs that is not in KNOWN, or one in KNOWN does not differ."""
    names = [s.name for s in ALL]
    assert len(set(names)) == len(names), [n for n in names if names.count(n) > 1]
    chosen = [s for s in ALL if options.k in s.name]
    with ThreadPoolExecutor(4) as pool:
        results = list(pool.map(lambda s: judge(s, options), chosen))
    failed = known = 0
    for s, (got, diff) in zip(chosen, results):
        if s.name in KNOWN and not diff:
            diff = ["agrees now: take it out of KNOWN"]
        elif s.name in KNOWN:
            known += 1
            if options.v:
                print(f"known {s.name}: {KNOWN[s.name]}")
            continue
        if not diff:
            if options.v:
                print(f"ok    {s.name}")
            continue
        failed += 1
        print(f"FAIL  {s.name}: " + " | ".join(diff))
        print(f"      why: {s.why}" + (f"\n      note: {s.note}" if s.note else ""))
        if options.v:
            for g in got:
                print("      got: " + verdict.short(g))
    agree = len(chosen) - failed - known
    print(
        f"{len(chosen)} scenarios: {agree} agree, {failed} disagree, "
        f"{known} differ by a known reading"
    )
    return 1 if failed or not chosen else 0
