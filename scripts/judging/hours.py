"""Waits in opening hours against counting them out with Python's zoneinfo."""

import json
import os
import random
import subprocess
from datetime import date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

ZONES = ("UTC", "America/Los_Angeles", "Europe/Berlin", "Australia/Lord_Howe", "Asia/Kolkata",
         "America/Sao_Paulo", "Africa/Casablanca", "Pacific/Apia", "Asia/Beirut")  # fmt: skip
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def week(R):
    """Random spans of minutes for each day, apart and in order; split shifts and whole days."""
    def day():
        kind = R.random()
        if kind < 0.15:
            return []
        if kind < 0.3:
            return [(0, 1440)]
        ends = sorted(R.sample(range(0, 1441), 2 * R.choice((1, 2, 2, 3))))
        return list(zip(ends[::2], ends[1::2]))
    return [day() for _ in DAYS]


def written(hours):
    clock = lambda m: f"{m // 60:02}:{m % 60:02}"
    spans = lambda day: ", ".join(f"{clock(a)}-{clock(b)}" for a, b in day) or "closed"
    return "{ " + ", ".join(f'{d}: "{spans(s)}"' for d, s in zip(DAYS, hours)) + " }"


def is_open(hours, holidays, zone, moment):
    local = datetime.fromtimestamp(moment, zone)
    minute = local.hour * 60 + local.minute
    return local.date() not in holidays and any(
        a <= minute < b for a, b in hours[local.weekday()])


def counted(hours, holidays, zone, start, end):
    """Second by second where that is short, else minute by minute: no zone since 1972 and no
    opening has a change within a minute."""
    if end - start < 4000:
        return sum(is_open(hours, holidays, zone, s) for s in range(start, end))
    total, at = 0, start
    while at < end:
        until = min(end, at - at % 60 + 60)
        if is_open(hours, holidays, zone, at):
            total += until - at
        at = until
    return total


def stamp(moment):
    return datetime.fromtimestamp(moment, timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def office(seed, n, folder):
    """A calendar and as many waits in it; those near a change of the clock come often."""
    R = random.Random(seed)
    name = R.choice(ZONES)
    zone = ZoneInfo(name)
    hours = {"acme": week(R), "north": week(R)}
    first = datetime(R.randint(2006, 2030), 1, 1, tzinfo=timezone.utc)
    holidays = {date(first.year, 1, 1) + timedelta(R.randrange(730)) for _ in range(12)}
    day = lambda k: (first + timedelta(k)).astimezone(zone).utcoffset()
    changes = [k for k in range(700) if day(k) != day(k + 1)]
    events, waits = [], {}
    for i in range(n):
        k = R.choice(changes) if changes and R.random() < 0.6 else R.randrange(700)
        start = int(first.timestamp()) + 86400 * k + R.randrange(-86400, 2 * 86400)
        length = R.choice((R.randrange(3600), R.randrange(2 * 86400), R.randrange(12 * 86400)))
        client = R.choice(list(hours))
        person = f"p{i}@{client}.example"
        common = {"channel": "email", "kind": "message"}
        tail = {"format": "mbox", "source": "m", "offset": i}
        events.append({"event": f"{2 * i:016x}", "v": 1, "at": stamp(start), **common,
                       "direction": "inbound", "client": client, "person": person,
                       "wants_answer": True, "thread": [f"message:{i}"], **tail})  # fmt: skip
        events.append({"event": f"{2 * i + 1:016x}", "v": 1, "at": stamp(start + length), **common,
                       "direction": "outbound", "client": client, "person": person,
                       "technician": "t", "wants_answer": False, "because": "ours",
                       "thread": [f"message:r{i}", f"reply-to:{i}"], "addressed": [person],
                       **tail})  # fmt: skip
        waits[person] = counted(hours[client], holidays, zone, start, start + length)
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, "pipeline.yml"), "w", encoding="utf-8") as out:
        out.write(f"provider: {{ name: H, domains: [h.example], zone: {name} }}\n"
                  f"hours: {written(hours['acme'])}\n"
                  f"holidays: [{', '.join(map(str, sorted(holidays)))}]\nclients:\n"
                  "  - { id: acme, name: Acme, domains: [acme.example] }\n"
                  f"  - {{ id: north, name: North, domains: [north.example], "
                  f"hours: {written(hours['north'])} }}\nsources: [m]\n")  # fmt: skip
    R.shuffle(events)
    return "".join(json.dumps(e, separators=(",", ":")) + "\n" for e in events), waits, name


def main(options):
    """Exits with 1 where a wait differs by a second."""
    bad = total = 0
    for seed in range(options.seed, options.seed + options.n):
        folder = os.path.join(options.folder, f"hours-{seed}")
        events, waits, zone = office(seed, options.length, folder)
        done = subprocess.run([options.bin, "match", "-c", "pipeline.yml"], cwd=folder,
                              input=events.encode(), capture_output=True)  # fmt: skip
        if done.returncode:
            raise SystemExit(f"seed {seed}: {done.stderr.decode()}")
        for line in done.stdout.splitlines():
            contact = json.loads(line)
            if "contact" not in contact:
                continue
            total += 1
            want = waits.pop(contact["person"])
            if contact["open_wait_s"] != want:
                bad += 1
                print(f"seed {seed} {zone} {contact['opened']} to {contact['answered']}: "
                      f"want {want} got {contact['open_wait_s']}")  # fmt: skip
        bad += len(waits)
    print(f"{total} waits, {bad} differ")
    return 1 if bad or not total else 0
