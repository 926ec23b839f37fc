"""Kaplan-Meier and Aalen-Johansen estimates of random contacts against lifelines.

Each case is a client of its own in one stream of contacts, which `ringback report --format json`
tells; lifelines (pip install lifelines) fits the same durations. Both must agree to 1e-9.
"""

import json
import math
import os
import random
import subprocess
import warnings
from datetime import datetime, timedelta, timezone

START = datetime(2024, 1, 1, tzinfo=timezone.utc)
STATES = ["answered", "unanswered", "closed-unanswered", "withdrawn"]


def rfc(seconds):
    return (START + timedelta(seconds=seconds)).strftime("%Y-%m-%dT%H:%M:%SZ")


def cases(seed, n):
    """Contacts of each client: (opened, wait, state, observed until), all in seconds."""
    rng = random.Random(seed)
    for _ in range(n):
        size = rng.choice([1, 2, 3, 5, 8, 13, 40, 120])
        scale = rng.choice([30, 3600, 86_400, 400_000])
        weights = rng.choice([(8, 2, 0, 0), (5, 3, 1, 1), (1, 1, 1, 1), (10, 0, 0, 0), (1, 9, 0, 0)])
        until = 3_000_000
        # lifelines shakes times at which different ends meet, and counts none at zero.
        ends = {}
        contacts = []
        while len(contacts) < size:
            wait = 1 + int(rng.expovariate(1 / scale))
            if rng.random() < 0.3:
                wait = 1 + wait // 1000 * 1000
            state = rng.choices(STATES, weights)[0]
            if state != "unanswered" and ends.setdefault(wait, state) != state:
                continue
            opened = rng.randrange(0, 100_000)
            contacts.append((opened, wait, state, until))
        yield contacts


def write(all_cases, path):
    with open(path, "w", encoding="utf-8") as out:
        for number, contacts in enumerate(all_cases):
            for i, (opened, wait, state, until) in enumerate(contacts):
                line = {
                    "contact": f"{number:06d}{i:06d}",
                    "v": 1,
                    "client": f"c{number:06d}",
                    "channel": "email",
                    "opened": rfc(opened),
                    "attempts": 1,
                    "channels": ["email"],
                    "state": state,
                    "wait_s": wait,
                    "open_wait_s": wait,
                    "observed_until": rfc(opened + wait if state == "unanswered" else until),
                    "evidence": [],
                }
                if state == "answered":
                    line["answered"] = rfc(opened + wait)
                elif state != "unanswered":
                    line["ended"] = rfc(opened + wait)
                out.write(json.dumps(line) + "\n")


def close(a, b):
    return a == b or abs(a - b) < 1e-9


def limit(value):
    return None if math.isinf(value) or math.isnan(value) else round(value)


def judge(contacts, line, fitters):
    """What differs between a client's line and lifelines."""
    KaplanMeierFitter, AalenJohansenFitter, median_survival_times, qth = fitters
    faults = []
    # A closed ticket has not been answered up to the end of what was observed.
    waits = [u - o if s == "closed-unanswered" else w for o, w, s, u in contacts]
    km = KaplanMeierFitter().fit(waits, [s == "answered" for _, _, s, _ in contacts])
    ci = km.confidence_interval_
    low, high = ci.iloc[:, 0], ci.iloc[:, 1]
    wait = line["figures"]["wait"]
    # A curve of products is at its level where rounding alone keeps it above.
    for name, level in (("median", 0.5), ("p90", 0.1)):
        for key, curve in (("seconds", km.survival_function_.iloc[:, 0]), ("low_s", low), ("high_s", high)):
            at = curve[curve <= level + 1e-12]
            wanted = None if at.empty or not any(s == "answered" for _, _, s, _ in contacts) else at.index[0]
            # Before the first event both curves of the interval are 1.
            found = wait[name].get(key)
            if wanted is not None and found != limit(wanted):
                faults.append(f"{name} {key}: {found}, lifelines {wanted}")
            if wanted is None and found is not None:
                faults.append(f"{name} {key}: {found}, lifelines never")
    if not math.isinf(km.median_survival_time_):
        found = wait["median"].get("seconds")
        if found != limit(km.median_survival_time_) and not close(
            float(km.predict(found)), 0.5
        ):
            faults.append(f"median {found}, lifelines {km.median_survival_time_}")
    for at in line["figures"]["within"]:
        seconds = at["seconds"]
        known = km.survival_function_.index[km.survival_function_.index <= seconds][-1]
        for key, value in (
            ("share", 1 - km.survival_function_.loc[known].iloc[0]),
            ("low", 1 - high.loc[known]),
            ("high", 1 - low.loc[known]),
        ):
            if not math.isnan(value) and not close(at["answered_by"][key], value):
                faults.append(f"answered by {seconds} {key}: {at['answered_by'][key]}, {value}")
    durations = [w for _, w, _, _ in contacts]
    for code, name in ((1, "answered"), (2, "closed_unanswered"), (3, "withdrawn")):
        kinds = {"answered": 1, "closed-unanswered": 2, "withdrawn": 3, "unanswered": 0}
        events = [kinds[s] for _, _, s, _ in contacts]
        if code not in events:
            for at in line["figures"]["within"]:
                if at[name]["share"] != 0:
                    faults.append(f"{name}: {at[name]['share']} of none")
            continue
        aj = AalenJohansenFitter().fit(durations, events, event_of_interest=code)
        curve = aj.cumulative_density_.iloc[:, 0]
        upper, lower = aj.confidence_interval_.iloc[:, 0], aj.confidence_interval_.iloc[:, 1]
        for at in line["figures"]["within"]:
            index = curve.index[curve.index <= at["seconds"]][-1]
            # lifelines' first label is of the lower limit.
            limits = sorted((lower.loc[index], upper.loc[index]))
            for key, value in (
                ("share", curve.loc[index]),
                ("variance", aj.variance_.loc[index]),
                ("low", limits[0]),
                ("high", limits[1]),
            ):
                if math.isnan(value) or math.isinf(value):
                    continue
                if not close(at[name][key], value):
                    faults.append(f"{name} by {at['seconds']} {key}: {at[name][key]}, {value}")
    return faults


def main(options):
    try:
        from lifelines import AalenJohansenFitter, KaplanMeierFitter
        from lifelines.utils import median_survival_times, qth_survival_times
    except ImportError:
        print("figures: skipped, lifelines is not installed (pip install lifelines)")
        return 0
    warnings.simplefilter("ignore")
    all_cases = list(cases(options.seed, options.n))
    path = os.path.join(options.folder, "contacts.jsonl")
    write(all_cases, path)
    out = subprocess.run(
        [options.bin, "report", path, "--format", "json"],
        capture_output=True, cwd=options.folder, check=True,
    ).stdout
    lines = {}
    for text in out.decode().splitlines():
        if text.startswith('{"report":"client"'):
            line = json.loads(text)
            lines[line["client"]] = line
    bad = 0
    fitters = (KaplanMeierFitter, AalenJohansenFitter, median_survival_times, qth_survival_times)
    for number, contacts in enumerate(all_cases):
        faults = judge(contacts, lines[f"c{number:06d}"], fitters)
        bad += bool(faults)
        for fault in faults[: 3 if bad <= 10 else 0]:
            print(f"case {number} ({len(contacts)} contacts): {fault}")
    print(f"figures: {len(all_cases)} cases, {bad} differ from lifelines by more than 1e-9")
    return 1 if bad else 0
