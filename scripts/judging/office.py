"""A second invented office with the truth beside it, and what the program finds in it."""

from collections import Counter, defaultdict

import verdict
from cast import ANY
from office_episodes import *

START, END = t("2026-10-05 05:00"), t("2026-11-09 20:00")


def clock(d):
    """a moment of an office day near d"""
    return d.replace(hour=R.randint(5, 16), minute=R.randint(0, 59), second=R.randint(0, 59))


def fill(plain):
    """Five weeks of the office."""
    kinds = KINDS + ([] if plain else [(e_list, "ok", 4)])
    pairs, singles = people[:12], people[12:]
    for p in singles:
        x = clock(START + timedelta(days=R.randint(0, 12)))
        while x < END - timedelta(days=4):
            f, st, _ = R.choices(kinds, [w for *_, w in kinds])[0]
            end, leaves = f(p, x, st)
            if leaves:
                break
            x = clock(end + timedelta(days=R.randint(1, 9)))
    for p, q in zip(pairs[::2], pairs[1::2]):  # a colleague in the thread
        x = clock(START + timedelta(days=R.randint(0, 20)))
        subj = topic()
        mid = m(x, who(p), SUPPORT, subj, ASKS[0], cc=q["addr"])
        y = at(x, hours=3)
        c = m(
            y,
            who(q),
            SUPPORT,
            "AW: " + subj,
            R.choice(["Bei mir auch. Wann kommt jemand?", "For me as well, please hurry."]),
            irt=mid,
            cc=p["addr"],
        )
        w = y + delay()
        by, _ = reply(w, R.choice([p, q]), subj, c)
        T(p, "email", x, 2, "answered", w, by, "thread", kind="colleague in the thread")
    for ci, (cid, _) in enumerate(CL):  # shared numbers, strangers, withheld
        sh = dict(client=cid, key=f"tel:+49305557{ci}00", num=f"+49305557{ci}00", name="Zentrale")
        x = clock(START + timedelta(days=R.randint(0, 10)))
        ch = call(x, sh)
        k = tech()
        ans = back(at(x, hours=5), sh, k)
        T(sh, ch, x, 1, "answered", ans, k, "number", kind="shared number called back")
        x = clock(START + timedelta(days=R.randint(20, 30)))
        ch = call(x, sh)
        T(sh, ch, x, 1, kind="shared number, not called back")
        st = dict(client=None, key=f"tel:+4940777{ci}123", num=f"+4940777{ci}123", name="Fremd")
        x = clock(START + timedelta(days=R.randint(0, 30)))
        ch = call(x, st)
        T(st, ch, x, 1, kind="stranger")
        x = clock(START + timedelta(days=R.randint(0, 30)))
        missed_rows(x, R.choice(["anonymous", "", "unknown"]))
        T(None, "call", x, 1, kind="withheld missed")
        x = clock(START + timedelta(days=R.randint(0, 30)))
        k = tech()
        r = live_rows(x, "anonymous", k, 7, 60)
        T(None, "call", x, 1, "answered", at(x, seconds=r), k, "live", kind="withheld live")
    # the hour that comes twice: 25 October, 02:00-03:00 local = 00:00-02:00 UTC
    p = people[0]
    x = t("2026-10-25 00:41:10")
    missed_rows(x, p["num"])
    ans = back(t("2026-10-25 01:05:00"), p, "tom", talk=90, ring=9)
    T(p, "call", x, 1, "answered", ans, "tom", "person", kind="the hour that comes twice")
    # noise
    for i in range(40):
        x = clock(START + timedelta(days=R.randint(0, 34)))
        f = i % 8
        p = R.choice(singles)
        if f == 0:
            m(
                x,
                "Jo Brandis <jo@nordlicht-it.example>",
                "Mira Kask <mira@nordlicht-it.example>",
                "Mittag?",
                "Um zwölf in der Kantine?",
            )
        elif f == 1:
            m(
                x,
                f"Monitoring <nagios@{p['client']}.example>",
                SUPPORT,
                f"PROBLEM: disk usage on srv{i}",
                "disk is 91 % full",
                hdr=["Auto-Submitted: auto-generated"],
            )
        elif f == 2:
            m(
                x,
                "Hersteller News <news@hersteller.example>",
                SUPPORT,
                "Neue Firmware",
                "Unsere neue Firmware ist da.",
                hdr=[
                    "List-Unsubscribe: <mailto:ab@hersteller.example>",
                    "Precedence: bulk",
                    "List-Id: <news.hersteller.example>",
                ],
            )
        elif f == 3:
            s.row(
                x,
                "11",
                "13",
                "PJSIP/13-1",
                "Dial",
                "PJSIP/13,20",
                None,
                at(x, seconds=20),
                "NO ANSWER",
                chan="PJSIP/11-1",
                ctx="from-internal",
                did="",
            )
        elif f == 4:
            s.row(
                x,
                num(p["num"]),
                "s",
                "",
                "BackGround",
                "custom/begruessung",
                x,
                at(x, seconds=R.randint(1, 4)),
                "ANSWERED",
                ctx="ivr-1",
                did="305556000",
            )
        elif f == 5:
            s.fd(x, p["uid"], "Win a prize", source=1, spam=True)
        elif f == 6:
            s.row(
                x,
                "12",
                "*97",
                "",
                "VoiceMailMain",
                "60@default",
                x,
                at(x, seconds=40),
                "ANSWERED",
                chan="PJSIP/12-1",
                ctx="from-internal",
                did="",
            )
        else:
            s.fd(x, TID["jo"], f"Wartung Switch {i}", source=2, status=5)


def main(options):
    """Exits with 1 where a contact is wrong, missing or invented."""
    begin(options.seed, options.plain)
    fill(options.plain)
    s.expected = [e for _, e in truth]
    d, files = s.write(options.folder)
    got, err, codes = verdict.pipe(options.bin, d, files)
    if any(codes):
        print("exit", codes, err[:500])
    rest = defaultdict(list)
    for g in got:
        rest[(g.get("person"), g["opened"])].append(g)
    errs, good = defaultdict(list), 0
    for kind, e in truth:
        found = rest.get((e["person"], e["opened"]))
        if not found:
            errs["missing: " + kind].append(verdict.short(e))
            continue
        g = found.pop(0)
        wrong = [k for k in verdict.KEYS if e[k] is not ANY and e[k] != g.get(k)]
        if wrong:
            told = ", ".join(f"{k} want {e[k]} got {g.get(k)}" for k in wrong)
            errs[f"{'+'.join(wrong)}: {kind}"].append(f"{e['person']}@{e['opened']} {told}")
        else:
            good += 1
    for left in rest.values():
        for g in left:
            errs["invented"].append(verdict.short(g))
    for k in sorted(errs, key=lambda k: -len(errs[k])):
        print(f"{len(errs[k]):4} {k}")
        for x in errs[k] if options.v else errs[k][:2]:
            print("       " + x)
    missing = sum(len(v) for k, v in errs.items() if k.startswith("missing"))
    invented = len(errs["invented"])
    wrong = sum(len(v) for v in errs.values()) - missing - invented
    print(
        f"seed {options.seed}: {len(truth)} true contacts {dict(Counter(e['state'] for _, e in truth))}; "
        f"program {len(got)} {dict(Counter(g['state'] for g in got))}; "
        f"fully right {good}, wrong {wrong}, missing {missing}, invented {invented}"
    )
    if options.v:
        print("kinds:", dict(Counter(k for k, _ in truth)))
    return 1 if any(codes) or wrong or missing or invented else 0
