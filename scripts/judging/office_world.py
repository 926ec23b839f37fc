"""The invented office (Berlin, FreePBX, Freshdesk, German and English): its people and its tools.

Each function writes a mail or a call as they happen there; `T` notes what is true.
"""

import random
from datetime import timedelta
from zoneinfo import ZoneInfo

import cast as kit
from cast import t, z
from office_words import *
from scenario import S

BER = ZoneInfo("Europe/Berlin")

R = random.Random()
s = S("office", "office", languages="[en, de]")
s.tz = s.fdtz = BER
s.pbx = "freepbx"
people = []


def begin(seed, plain):
    """Settles the dice, the words and who works where; once, before anything else of here."""
    R.seed(seed)
    s.name = f"office-{seed}"
    kit.USERS.clear()
    kit.USERS.update(
        {
            900 + i: (n, f"{k}@nordlicht-it.example", None, 4)
            for i, (k, (n, e)) in enumerate(TECH.items())
        }
    )
    kit.ORG.clear()
    yaml = []
    n = 0
    for ci, (cid, cname) in enumerate(CL):
        rows = []
        for f in R.sample(FIRST, 19):
            n += 1
            addr, num = f"{f.lower()}@{cid}.example", f"+49305550{n:03d}"
            second = f"{f.lower()}.{cid}@freemail.example" if R.random() < 0.2 else None
            kit.USERS[1000 + n] = (f"{f} {cname.split()[-1]}", addr, None, 0)
            kit.ORG[1000 + n] = None
            people.append(
                dict(
                    name=kit.USERS[1000 + n][0],
                    addr=addr,
                    second=second,
                    num=num,
                    uid=1000 + n,
                    client=cid,
                    key=addr,
                )
            )
            rows.append(
                f'      - {{ name: "{people[-1]["name"]}", addresses: [{addr}{", " + second if second else ""}], numbers: ["{num}"] }}'
            )
        yaml.append(
            f'  - id: {cid}\n    name: "{cname}"\n    domains: [{cid}.example]\n    numbers: ["+49305557{ci}00"]\n    people:\n'
            + "\n".join(rows)
        )
    s.config = (
        'provider:\n  name: Nordlicht IT\n  domains: [nordlicht-it.example]\n  numbers: ["+49305556000"]\n  extensions: ["1x", "60"]\n  region: DE\n  zone: Europe/Berlin\n  technicians:\n'
        + "\n".join(
            f'    - {{ id: {k}, name: "{nm}", addresses: [{k}@nordlicht-it.example], extensions: ["{e}"] }}'
            for k, (nm, e) in TECH.items()
        )
        + '\nhours: { mon-fri: "08:00-17:00" }\nclients:\n'
        + "\n".join(yaml)
        + '\nsources:\n  - path: "*.mbox"\nmatch: { chase_within: 7d }\nsignals: { languages: [en, de] }\n'
    )

    if not plain:
        THANKS.extend(NATURAL_THANKS)
        WITHDRAW.extend(NATURAL_WITHDRAW)
        FOLLOW.extend(NATURAL_FOLLOW)
        ASKS.extend(NATURAL_ASKS)


truth = []
sn = 0


def topic():
    global sn
    sn += 1
    return f"{R.choice(TOPICS)} {R.choice(['(Platz', '- room', '/ Gerät'])} {sn}{')' if R.random() < .3 else ''}"


def at(x, **k):
    return x + timedelta(**k)


def m(x, frm, to, subj, body, **k):
    off = int(x.astimezone(BER).utcoffset().total_seconds() // 3600)
    box = k.pop("box", None) or R.choice(["hilfe", "hilfe", "hilfe", "jo", "mira"])
    if k.pop("dup", R.random() < 0.06):
        mid = s.mail(x, frm, to, subj, body, tz=off, box="archiv", **k)
        k["mid"] = mid
    return s.mail(x, frm, to, subj, body, tz=off, box=box, **k)


def who(p):
    return f"{p['name']} <{p['second'] if p['second'] and R.random() < .4 else p['addr']}>"


def tech():
    return R.choice(list(TECH))


def num(n):
    """the same number as a trunk may write it"""
    return R.choice([n, "0" + n[3:], "00" + n[1:]])


def reply(x, p, subj, irt, k=None, cc=None, body=None):
    """an answer by mail; gives the technician that can be told and how it is tied"""
    k = k or tech()
    nm = TECH[k][0]
    form = R.random()
    frm, tell = (
        (f"{nm} <{k}@nordlicht-it.example>", k)
        if form < 0.55
        else (f"{nm} <hilfe@nordlicht-it.example>", k) if form < 0.85 else (SUPPORT, None)
    )
    sig = f"\n\n-- \n{nm}\nNordlicht IT | 030 5556000"
    quote = "\n\nAm 12.10.2026 um 09:12 schrieb Kunde:\n> Könnt ihr bitte draufschauen?\n"
    style = R.random()
    kw = (
        dict(irt=irt, refs=irt)
        if style < 0.6
        else dict(refs=["fremd1", irt]) if style < 0.8 else dict()
    )
    pre = R.choice(["AW: ", "Re: ", "RE: ", "Aw: "])
    mid = m(x, frm, who(p), pre + subj, (body or R.choice(ANSW)) + sig + quote, cc=cc, **kw)
    return tell, mid


def T(p, ch, opened, att, state="unanswered", ans=None, by=None, how=None, kind="", ack=None):
    truth.append(
        (
            kind,
            dict(
                client=p["client"] if p else None,
                person=p["key"] if p else None,
                channel=ch,
                opened=z(opened),
                attempts=att,
                state=state,
                answered=z(ans) if ans else None,
                answered_by=by,
                matched_by=how,
                acknowledged=z(ack) if ack else None,
            ),
        )
    )


def delay():
    return timedelta(seconds=int(min(4 * 86400, max(900, R.lognormvariate(9.2, 1.3)))))


def dst(k):
    return TECH[k][1]


def live_rows(x, n, k, ring, talk):
    """IVR, then ring group or queue with Local channels, or straight"""
    form = R.random()
    u = s.uid(x)
    ch = f"PJSIP/trunk-{R.getrandbits(32):08x}"
    e = dst(k)
    if form < 0.3:
        s.row(
            x,
            n,
            e,
            f"PJSIP/{e}-{R.getrandbits(32):08x}",
            "Dial",
            f"PJSIP/{e}/sip:{e}@10.0.0.5,,HhTtrM",
            at(x, seconds=ring),
            at(x, seconds=ring + talk),
            "ANSWERED",
            uid=u,
            chan=ch,
            ctx="ext-local",
            did="305556000",
        )
        return ring
    ivr = 6
    s.row(
        x,
        n,
        "s",
        "",
        "BackGround",
        "custom/begruessung",
        x,
        at(x, seconds=ivr),
        "ANSWERED",
        uid=u,
        chan=ch,
        ctx="ivr-1",
        did="305556000",
    )
    y = at(x, seconds=ivr)
    if form < 0.65:
        for e2 in ("11", "12", "13", "14"):
            hit = e2 == e
            s.row(
                y,
                n,
                "60",
                f"PJSIP/{e2}-{R.getrandbits(32):08x}",
                "Dial",
                "PJSIP/11&PJSIP/12&PJSIP/13&PJSIP/14,30,tr",
                at(y, seconds=ring) if hit else None,
                at(y, seconds=ring + (talk if hit else 0)),
                "ANSWERED" if hit else "NO ANSWER",
                uid=u,
                chan=ch,
                ctx="ext-group",
                did="305556000",
            )
    else:
        loc = f"Local/{e}@from-queue-{R.getrandbits(32):08x}"
        s.row(
            y,
            n,
            "60",
            loc + ";1",
            "Queue",
            "60,t,,,90",
            at(y, seconds=ring),
            at(y, seconds=ring + talk),
            "ANSWERED",
            uid=u,
            chan=ch,
            ctx="ext-queues",
            did="305556000",
        )
        s.row(
            at(y, seconds=1),
            n,
            e,
            f"PJSIP/{e}-{R.getrandbits(32):08x}",
            "Dial",
            f"PJSIP/{e},15,tr",
            at(y, seconds=ring),
            at(y, seconds=ring + talk),
            "ANSWERED",
            uid=u,
            chan=loc + ";2",
            ctx="from-queue",
            did="",
        )
    return ivr + ring


def missed_rows(x, n, vm=False, total=None):
    u = s.uid(x)
    ch = f"PJSIP/trunk-{R.getrandbits(32):08x}"
    ivr, ring = R.choice([0, 6]), R.randint(8, 40)
    if ivr:
        s.row(
            x,
            n,
            "s",
            "",
            "BackGround",
            "custom/begruessung",
            x,
            at(x, seconds=ivr),
            "ANSWERED",
            uid=u,
            chan=ch,
            ctx="ivr-1",
            did="305556000",
        )
    y = at(x, seconds=ivr)
    if R.random() < 0.3:
        s.row(
            y,
            n,
            "60",
            "",
            "Queue",
            "60,t,,,90",
            y,
            at(y, seconds=ring),
            "ANSWERED",
            uid=u,
            chan=ch,
            ctx="ext-queues",
            did="305556000",
        )
    else:
        for e2 in R.choice([("11", "12", "13", "14"), (dst(tech()),)]):
            s.row(
                y,
                n,
                "60",
                f"PJSIP/{e2}-{R.getrandbits(32):08x}",
                "Dial",
                "PJSIP/11,30,tr",
                None,
                at(y, seconds=ring),
                R.choice(["NO ANSWER", "NO ANSWER", "BUSY"]),
                uid=u,
                chan=ch,
                ctx="ext-group",
                did="305556000",
            )
    end = at(y, seconds=ring)
    if vm:
        msg = R.randint(9, 80)
        s.row(
            end,
            n,
            "vmu60",
            "",
            "VoiceMail",
            "60@default,u",
            end,
            at(end, seconds=msg),
            "ANSWERED",
            uid=u,
            chan=ch,
            ctx="ext-local",
            did="305556000",
        )
        end = at(end, seconds=msg)
    return end


def call(x, p, notice=True):
    """a missed call or a voicemail with its notice; gives its channel"""
    n = num(p["num"])
    if R.random() < 0.5:
        missed_rows(x, n)
        return "call"
    end = missed_rows(x, n, vm=True)
    if notice and R.random() < 0.8:
        s.notice(
            at(end, seconds=R.randint(3, 200)),
            n,
            mailbox="60",
            name=R.choice([None, p["name"].upper()]),
            dur=22,
        )
        b = s.boxes["support"].pop()
        s.boxes.setdefault("hilfe", []).append(
            (b[0], b[1].replace("harborit.example", "nordlicht-it.example"))
        )
    return "voicemail"


def back(x, p, k, talk=None, ring=None):
    ring = ring or R.randint(4, 25)
    s.out(
        x,
        R.choice(["0" + p["num"][3:], p["num"]]),
        ring=ring,
        talk=R.randint(15, 900) if talk is None else talk,
        ext=dst(k),
    )
    return at(x, seconds=ring)
