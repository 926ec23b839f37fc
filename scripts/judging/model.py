"""Random soups of events against a second, naive matcher, written from rules 1 to 8 and 10."""

import random
from datetime import timedelta

import cast as kit
import verdict
from cast import t, z
from scenario import S

PEOPLE = {
    "pat": (kit.PAT, kit.pat, kit.P, 1001),
    "quinn": (kit.QUINN, kit.quinn, kit.Q, 1002),
    "uma": (kit.UMA, kit.uma, kit.U, 2001),
}
CLIENT = {"pat": "acme", "quinn": "acme", "uma": "northgate", "shared": "acme"}
KEY = {"pat": kit.pat, "quinn": kit.quinn, "uma": kit.uma, "shared": kit.shared}
SUBJ = ["Printer", "VPN tunnel", "Mail archive", "Desk phone"]
TECHS = {"dana": (kit.DANA, "201", 9001), "lee": (kit.LEE, "202", 9002)}
WEEK = timedelta(days=7)


class Thread:
    """A thread of mail: its subject, messages, and who wrote or was addressed in it."""

    def __init__(self, subj):
        self.subj, self.mids, self.writers, self.addrs, self.last = subj, [], set(), set(), None
        self.ticket = None


class Contact:
    """A contact while it is being matched."""


def soup(seed, length):
    """A scenario of random events with the contacts that the naive matcher finds, and its story."""
    R = random.Random(seed)
    s = S(f"fuzz-{seed}", "fuzz")
    log, contacts, threads, tickets = [], [], [], []  # tickets: dict
    now = t("3 08:00")

    def openc(p):
        return [c for c in contacts if c.state == "unanswered" and c.person == p]

    def tie(c):
        """A mail and the ticket opened from it are one matter, in later contacts as well (3)."""
        c.tickets += [T.ticket for T in c.threads if T.ticket and T.ticket not in c.tickets]
        mirrored = [K["thread"] for K in c.tickets if K.get("thread")]
        c.threads += [T for T in mirrored if T not in c.threads]

    def new(p, ch, at, thread=None, ticket=None, calls=False):
        c = Contact()
        c.person, c.channel, c.opened, c.attempts, c.last, c.state = p, ch, at, 1, at, "unanswered"
        c.threads, c.tickets, c.calls, c.answered, c.by, c.how, c.ack = (
            [thread] if thread else [],
            [ticket] if ticket else [],
            calls,
            None,
            None,
            None,
            None,
        )
        # Only a thread with mail of its own can be open: a tied one has been answered before (8).
        c.mail = bool(thread)
        contacts.append(c)
        tie(c)
        return c

    def join(c, at, thread=None, ticket=None):
        c.attempts += 1
        c.last = at
        c.mail = c.mail or bool(thread)
        if thread and thread not in c.threads:
            c.threads.append(thread)
            c.calls = False
        if ticket and ticket not in c.tickets:
            c.tickets.append(ticket)
            c.calls = False
        tie(c)

    def answer(c, at, by, how):
        c.state, c.answered, c.by, c.how = "answered", at, by, how

    def find_mail(p, at, T, isnew, subj):
        for c in contacts:
            if c.state == "unanswered" and T in c.threads:
                return c
        return find_new(p, at, subj) if isnew else None

    def find_new(p, at, subj):
        mine = openc(p)
        b = [
            c
            for c in mine
            if any(x.subj == subj for x in c.threads)
            or any(k["subj"] == subj for k in c.tickets if not k.get("vm"))
        ]
        if b:
            return max(b, key=lambda c: c.opened)
        if mine:
            c = max(mine, key=lambda c: c.opened)
            if c.calls and at - c.last <= WEEK:
                return c
        return None

    def find_call(p, at):
        m = [c for c in openc(p) if at - c.last <= WEEK]
        return max(m, key=lambda c: c.opened) if m else None

    def say(x):
        log.append(f"{z(now)} {x}")

    for _ in range(length):
        now += timedelta(
            seconds=R.choice(
                [R.randint(1300, 9000), R.randint(9000, 90000), R.randint(90000, 400000)]
            )
        )
        p = R.choice(["pat", "pat", "pat", "quinn", "uma"])
        hdr, addr, num, uid = PEOPLE[p]
        k = R.choice(list(TECHS))
        thdr, ext, tid = TECHS[k]
        act = R.choices(
            [
                "mail-new",
                "mail-reply",
                "thanks",
                "withdraw",
                "missed",
                "vm",
                "live",
                "shared",
                "ticket",
                "comment",
                "solve",
                "out-reply",
                "out-new",
                "out-call",
                "out-comment",
                "ack",
                "forward",
                "note",
                "bounced",
                "phone-ticket",
            ],
            [9, 8, 3, 3, 6, 5, 5, 3, 5, 4, 3, 7, 4, 5, 5, 2, 2, 1, 2, 2],
        )[0]
        mine = [T for T in threads if addr in T.addrs]
        if act == "mail-new":
            subj = R.choice(SUBJ)
            T = Thread(subj)
            threads.append(T)
            cc = R.choice([None, None, kit.QUINN if p == "pat" else None])
            mirror = R.random() < 0.3
            mid = s.mail(
                now,
                hdr,
                kit.SUP,
                R.choice([subj, subj.upper(), "[acme] " + subj]) if not mirror else subj,
                R.choice([kit.ASK, "Please look at this."]),
                cc=cc,
            )
            T.mids.append(mid)
            T.writers.add(p)
            T.addrs |= {addr} | ({kit.quinn} if cc else set())
            c = find_mail(p, now, T, True, subj)
            if c:
                join(c, now, T)
            else:
                c = new(p, "email", now, T)
            say(f"{p} new mail {mid} {subj!r}")
            if mirror:
                K = dict(
                    subj=subj,
                    who=p,
                    uid=uid,
                    at=now + timedelta(seconds=30),
                    via=4,
                    comments=[],
                    solved=None,
                    thread=T,
                )
                T.ticket = K
                tickets.append(K)
                if K not in c.tickets:
                    c.tickets.append(K)
                say("  mirrored as a ticket")
            T.last = now
        elif act in ("mail-reply", "thanks", "withdraw") and mine:
            T = R.choice(mine)
            body = {
                "mail-reply": "Do you have any news? We wait.",
                "thanks": "Thanks!",
                "withdraw": "Never mind, it works again.",
            }[act]
            last = T.mids[-1]
            irt = R.random() < 0.6
            mid = s.mail(
                now,
                hdr,
                kit.SUP,
                "Re: " + T.subj,
                body,
                irt=last if irt else None,
                refs=T.mids[0] if not irt else None,
            )
            T.mids.append(mid)
            T.addrs.add(addr)
            say(f"{p} {act} {mid} in {T.mids[0]} {T.subj!r}")
            if act != "thanks":
                T.writers.add(p)
            T.last = now
            c = find_mail(p, now, T, False, T.subj)
            if act == "mail-reply":
                if c:
                    join(c, now, T)
                else:
                    new(p, "email", now, T)
            elif act == "withdraw" and c:
                c.state = "withdrawn"
            if act == "thanks":
                T.writers.add(p)
        elif act in ("missed", "vm", "shared"):
            if act == "shared":
                p, num = "shared", kit.SH
            ch = "call"
            if act == "vm":
                s.vm(now, num)
                ch = "voicemail"
                if R.random() < 0.5:
                    s.notice(now + timedelta(seconds=70), num)
            else:
                s.missed(now, num)
            say(f"{p} {act}")
            c = find_call(p, now)
            if c:
                join(c, now)
            else:
                c = new(p, ch, now, calls=True)
            if act == "vm" and R.random() < 0.4:
                K = dict(
                    subj=f"Voicemail {s.n}",
                    who=p,
                    uid=uid,
                    at=now + timedelta(seconds=80),
                    via=33,
                    comments=[],
                    solved=None,
                    vm=True,
                    by=9001,
                )
                tickets.append(K)
                c.tickets.append(K)
                say("  voicemail ticket")
        elif act == "live":
            talk = R.choice([4, 10, 200])
            s.live(now, num, ring=7, talk=talk, ext=ext)
            pick = now + timedelta(seconds=7)
            say(f"{p} live talk {talk} by {k}")
            c = find_call(p, now)
            if c:
                join(c, now)
            else:
                x = new(p, "call", now, calls=True)
                answer(x, pick, k, "live")
            if talk >= 10:
                for o in openc(p):
                    answer(o, pick, k, "person")
            if R.random() < 0.4:
                K = dict(
                    subj=f"Phoned {s.n}",
                    who=p,
                    uid=uid,
                    at=now + timedelta(seconds=7 + talk + 100),
                    via=34,
                    comments=[],
                    solved=None,
                    by=tid,
                )
                say("  phone ticket (echo)")
                if c:
                    c.tickets.append(K)
                    c.calls = False
                tickets.append(K)
        elif act == "ticket":
            subj = R.choice(SUBJ)
            K = dict(subj=subj, who=p, uid=uid, at=now, via=0, comments=[], solved=None)
            tickets.append(K)
            c = find_new(p, now, subj)
            say(f"{p} web ticket {subj!r}")
            if c:
                join(c, now, ticket=K)
            else:
                new(p, "ticket", now, ticket=K)
        elif act == "phone-ticket":
            subj = R.choice(SUBJ)
            K = dict(subj=subj, who=p, uid=uid, at=now, via=34, comments=[], solved=None, by=tid)
            tickets.append(K)
            c = find_new(p, now, subj)
            say(f"{p} phone ticket, no call {subj!r}")
            if c:
                join(c, now, ticket=K)
            else:
                new(p, "ticket", now, ticket=K)
        elif act in ("comment", "out-comment", "solve", "note"):
            ks = [K for K in tickets if not K["solved"]]
            if not ks:
                continue
            K = R.choice(ks[-6:])
            c = next((c for c in contacts if c.state == "unanswered" and K in c.tickets), None)
            if act == "comment":
                K["comments"].append((now, K["uid"], True, "Is there any news?"))
                say(f"{K['who']} comments on {K['subj']!r} of {z(K['at'])}")
                if c:
                    join(c, now, ticket=None)
                else:
                    new(K["who"], "ticket", now, ticket=K)
            elif act == "note":
                K["comments"].append((now, tid, False, "Internal note."))
                say("note")
            elif act == "out-comment":
                K["comments"].append((now, tid, True, kit.REPLY))
                say(f"{k} comments on {K['subj']!r} of {z(K['at'])}")
                if c:
                    answer(c, now, k, "ticket")
                for o in openc(K["who"]):
                    if o.calls:
                        answer(o, now, k, "person")
            else:
                K["solved"] = now
                say(f"solved {K['subj']!r} of {z(K['at'])}")
                if c and not c.mail and all(x["solved"] for x in c.tickets):
                    c.state = "closed-unanswered"
        elif act in ("out-reply", "bounced", "ack", "forward") and threads:
            T = R.choice(threads[-5:])
            inv = [q for q in PEOPLE if PEOPLE[q][1] in T.addrs]
            to = R.sample(inv, R.randint(1, len(inv)))
            if act == "forward":
                mid = s.mail(
                    now,
                    thdr,
                    kit.LEE if k == "dana" else kit.DANA,
                    "Fwd: " + T.subj,
                    "Can you take it?",
                    irt=T.mids[-1],
                )
                T.mids.append(mid)
                say(f"{k} forwards {T.subj!r}")
                T.last = now
                continue
            f = R.random()
            hd = ["Auto-Submitted: auto-replied"] if act == "ack" else []
            mid = s.mail(
                now,
                thdr,
                ", ".join(PEOPLE[q][0] for q in to),
                R.choice(["Re: ", "AW: "]) + T.subj,
                kit.REPLY,
                irt=T.mids[-1] if f < 0.6 or act == "ack" else None,
                refs=T.mids[:2] if f >= 0.6 else None,
                hdr=hd,
            )
            T.mids.append(mid)
            T.last = now
            say(f"{k} {act} {mid} in {T.mids[0]} {T.subj!r} to {to}")
            if act == "bounced":
                # It names pat; of a mail that was not to pat it says nothing of whom it reached.
                s.bounce(now + timedelta(seconds=9), mid)
                to = [q for q in to if q != "pat"] if "pat" in to else []
                if not to:
                    continue
            cs = [c for c in contacts if c.state == "unanswered" and T in c.threads]
            if act == "ack":
                for c in [c for c in cs if any(q in T.writers or q == c.person for q in to)] + [
                    o for q in to for o in openc(q) if o.calls
                ]:
                    c.ack = c.ack or now
                continue
            for c in cs:
                if any(q in T.writers or q == c.person for q in to):
                    answer(c, now, k, "thread")
            for q in to:
                for o in openc(q):
                    if o.calls:
                        answer(o, now, k, "person")
        elif act == "out-new":
            subj = R.choice(SUBJ + ["Your call", "Offer"])
            T = Thread(subj)
            threads.append(T)
            mid = s.mail(now, thdr, hdr, subj, kit.REPLY)
            T.mids.append(mid)
            T.addrs.add(addr)
            T.last = now
            say(f"{k} new mail {mid} {subj!r} to {p}")
            for o in openc(p):
                if (
                    o.calls
                    or any(x.subj == subj for x in o.threads)
                    or any(x["subj"] == subj for x in o.tickets)
                ):
                    answer(o, now, k, "person")
        elif act == "out-call":
            if R.random() < 0.2:
                p, num = "shared", kit.SH
            talk = R.choice([0, 5, 10, 300])
            s.out(now, num, ring=6, talk=talk, ext=ext)
            say(f"{k} calls {p} talk {talk}")
            if talk >= 10:
                for o in openc(p):
                    answer(
                        o, now + timedelta(seconds=6), k, "number" if p == "shared" else "person"
                    )
    for K in tickets:
        s.ticket(
            K["at"],
            K["uid"],
            K["subj"],
            via=K["via"],
            comments=K["comments"],
            status=3 if K["solved"] else 1,
            solved=K["solved"],
            by=K.get("by"),
        )
    for c in contacts:
        s.exp(
            KEY[c.person],
            c.channel,
            c.opened,
            c.attempts,
            c.state,
            c.answered,
            c.by,
            c.how,
            client=CLIENT[c.person],
            ack=c.ack,
        )
    return s, log


def main(options):
    """Exits with 1 where program and naive matcher disagree on a soup."""
    bad = total = 0
    for seed in range(options.seed, options.seed + options.n):
        s, log = soup(seed, options.length)
        d, files = s.write(options.folder)
        got, err, codes = verdict.pipe(options.bin, d, files)
        diff = verdict.compare(s.expected, got)
        total += len(s.expected)
        if any(codes):
            diff.append(f"exit {codes} {err[:200]}")
        if diff:
            bad += 1
            print(f"seed {seed}: " + " | ".join(diff))
            if options.v:
                print("\n".join("   " + x for x in log))
                print("\n".join("   got: " + verdict.short(g) for g in got))
    print(f"{options.n} soups, {total} contacts, {bad} soups disagree")
    return 1 if bad else 0
