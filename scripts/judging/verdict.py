"""Runs the stages on a scenario's files, and says where contacts differ from those expected."""

import json
import os
import subprocess

from cast import ANY


def pipe(binary, d, files, zone=None):
    z_ = ["--zone", zone] if zone else []
    env = dict(os.environ, TZ="UTC")
    p = subprocess.run(
        [binary, "parse", "--tolerate", "100", *z_, *files], cwd=d, capture_output=True, env=env
    )
    n = subprocess.run(
        [binary, "normalize", "-c", "pipeline.yml"],
        cwd=d,
        input=p.stdout,
        capture_output=True,
        env=env,
    )
    m = subprocess.run(
        [binary, "match", "-c", "pipeline.yml"], cwd=d, input=n.stdout, capture_output=True, env=env
    )
    for name, data in (("records", p.stdout), ("events", n.stdout), ("contacts", m.stdout)):
        open(os.path.join(d, name + ".ndjson"), "wb").write(data)
    err = b"".join(x.stderr for x in (p, n, m)).decode(errors="replace")
    codes = [x.returncode for x in (p, n, m)]
    cs = []
    for line in m.stdout.decode().splitlines():
        o = json.loads(line)
        if "contact" in o:
            cs.append(o)
    return cs, err, codes


KEYS = [
    "client",
    "person",
    "channel",
    "opened",
    "attempts",
    "state",
    "answered",
    "answered_by",
    "matched_by",
    "acknowledged",
]


def short(c):
    return " ".join(str(c.get(k)) for k in KEYS[:6]) + "".join(
        f" {k}={c[k]}" for k in KEYS[6:] if c.get(k) not in (None, ANY)
    )


def compare(expected, got):
    rest = [{k: c.get(k) for k in KEYS} for c in got]
    eq = lambda e, g: all(e[k] is ANY or e[k] == g[k] for k in KEYS)
    bad = []
    for e in list(expected):
        for g in rest:
            if eq(e, g):
                rest.remove(g)
                break
        else:
            bad.append(e)
    out = []
    for e in bad:
        near = sorted(rest, key=lambda g: -sum(e[k] == g[k] for k in KEYS))
        near = [
            g
            for g in near
            if g["opened"] == e["opened"] and (g["person"] == e["person"] or e["person"] is ANY)
        ] or [g for g in near if g["opened"] == e["opened"]]
        if near:
            g = near[0]
            rest.remove(g)
            out.append(
                f"{e['person']}@{e['opened'][5:-1]}: "
                + ", ".join(
                    f"{k} want {e[k]} got {g[k]}" for k in KEYS if e[k] is not ANY and e[k] != g[k]
                )
            )
        else:
            out.append("missing: " + short(e))
    out += ["extra: " + short(g) for g in rest]
    return out
