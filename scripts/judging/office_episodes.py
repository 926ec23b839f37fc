"""What happens in the invented office: each episode writes it, notes what is true, and gives when it
ended and whether it left something open."""

from office_world import *


def e_mail(p, x, st):
    subj = topic()
    mid = m(x, who(p), SUPPORT, subj, R.choice(ASKS))
    last, att = x, 1
    for _ in range(R.choice([0, 0, 0, 1, 2])):
        last = at(last, hours=R.randint(2, 60))
        att += 1
        f = R.random()
        if f < 0.6:
            m(last, who(p), SUPPORT, "Re: " + subj, R.choice(CHASE), irt=mid)
        elif f < 0.75:
            m(last, who(p), SUPPORT, subj, R.choice(CHASE))
        else:
            call(last, p)
    y = last + delay()
    if st == "none":
        T(p, "email", x, att, kind="mail, never answered")
        return y, True
    if st == "withdraw":
        m(y, who(p), SUPPORT, "Re: " + subj, R.choice(WITHDRAW), irt=mid)
        T(p, "email", x, att, "withdrawn", kind="mail withdrawn")
        return y, False
    if R.random() < 0.25:
        k = tech()
        if R.random() < 0.4:
            back(at(y, minutes=-10), p, k, talk=R.choice([0, 4]))
        ans = back(y, p, k)
        T(p, "email", x, att, "answered", ans, k, "person", kind="mail answered by call")
        return at(ans, hours=1), False
    by, rid = reply(y, p, subj, mid)
    T(p, "email", x, att, "answered", y, by, "thread", kind="mail answered by mail")
    end = y
    f = R.random()
    if f < 0.35:
        end = at(y, minutes=R.randint(5, 600))
        m(
            end,
            who(p),
            SUPPORT,
            "Re: " + subj,
            R.choice(THANKS)
            + "\n\nVon: Jo\nGesendet: Montag\nAn: Kunde\nBetreff: AW\n\nbitte prüfen?\n",
            irt=rid,
        )
    elif f < 0.45:
        end = at(y, seconds=20)
        m(
            end,
            who(p),
            SUPPORT,
            "Automatische Antwort: AW: " + subj,
            "Ich bin bis zum 30. nicht im Büro.",
            irt=rid,
            hdr=["Auto-Submitted: auto-replied", "X-Auto-Response-Suppress: All"],
        )
    elif f < 0.7:
        q = at(y, minutes=R.randint(30, 3000))
        qid = m(q, who(p), SUPPORT, "AW: " + subj, R.choice(FOLLOW), irt=rid)
        end = q + delay()
        by2, _ = reply(end, p, subj, qid)
        T(p, "email", q, 1, "answered", end, by2, "thread", kind="follow-up in an answered thread")
    return end, False


def e_bounce(p, x, st):
    subj = topic()
    mid = m(x, who(p), SUPPORT, subj, R.choice(ASKS))
    y = x + delay()
    k = tech()
    _, rid = reply(y, p, subj, mid, k)
    s.bounce(
        at(y, seconds=8),
        rid,
        to=f"{TECH[k][0]} <{k}@nordlicht-it.example>",
        frm="Mail Delivery System <MAILER-DAEMON@mx.nordlicht-it.example>",
        full=R.random() < 0.5,
        rcpt=p["addr"],
    )
    s.boxes.setdefault("hilfe", []).append(s.boxes["support"].pop())
    if st == "none":
        T(p, "email", x, 1, kind="reply bounced, none after")
        return y, True
    ans = y + delay()
    by, _ = reply(ans, p, subj, mid)
    T(p, "email", x, 1, "answered", ans, by, "thread", kind="reply bounced, then answered")
    return ans, False


def e_forward(p, x, st):
    subj = topic()
    mid = m(x, who(p), SUPPORT, subj, R.choice(ASKS))
    y = x + delay()
    m(
        y,
        "Jo Brandis <jo@nordlicht-it.example>",
        R.choice(["Mira Kask <mira@nordlicht-it.example>", "support@hersteller.example"]),
        R.choice(["WG: ", "Fwd: "]) + subj,
        "Kannst du das übernehmen?",
        irt=mid,
    )
    if st == "none":
        T(p, "email", x, 1, kind="forwarded only")
        return y, True
    ans = y + delay()
    by, _ = reply(ans, p, subj, mid)
    T(p, "email", x, 1, "answered", ans, by, "thread", kind="forwarded, then answered")
    return ans, False


def e_mirror(p, x, st):
    subj = topic()
    m(x, f"{p['name']} <{p['addr']}>", SUPPORT, subj, R.choice(ASKS), box="hilfe")
    tk = at(x, seconds=R.randint(3, 90))
    ack = at(tk, seconds=5)
    mid = f"m{s.n}"
    y = tk + delay()
    k = tech()
    notes = []
    m(
        ack,
        SUPPORT,
        f"{p['name']} <{p['addr']}>",
        f"[#N-{s.n}] {subj}",
        "Ihre Anfrage ist eingegangen.",
        irt=mid,
        hdr=["Auto-Submitted: auto-generated", "X-Auto-Response-Suppress: All"],
        box="hilfe",
        dup=False,
    )
    if st == "none":
        closed = R.random() < 0.5
        s.fd(
            tk,
            p["uid"],
            subj,
            source=1,
            status=5 if closed else 2,
            updated=y,
            notes=[(at(y, seconds=-60), TID[k], False, True, "intern: später")],
        )
        T(
            p,
            "email",
            x,
            1,
            ack=ack,
            kind="mirrored mail, ticket closed" if closed else "mirrored mail, open",
        )
        return y, True
    att = 1
    if R.random() < 0.3:
        c = at(tk, minutes=30) + (y - tk)
        m(c, f"{p['name']} <{p['addr']}>", SUPPORT, "Re: " + subj, CHASE[0], irt=mid, dup=False)
        notes.append((at(c, seconds=30), p["uid"], True, False, CHASE[0]))
        att += 1
        y = c + delay()
    notes.append((y, TID[k], False, False, ANSW[0]))
    end = y
    if R.random() < 0.6:
        m(
            at(y, seconds=R.randint(2, 60)),
            f"{TECH[k][0]} <hilfe@nordlicht-it.example>",
            f"{p['name']} <{p['addr']}>",
            f"[#N-{s.n}] Re: {subj}",
            ANSW[0],
            dup=False,
        )
    s.fd(tk, p["uid"], subj, source=1, status=4, updated=at(y, seconds=70), notes=notes)
    T(
        p,
        "email",
        x,
        att,
        "answered",
        y,
        k,
        "ticket",
        ack=ack,
        kind="mirrored mail, answered by note",
    )
    return at(end, minutes=5), False


def e_portal(p, x, st):
    subj = topic()
    y = x + delay()
    k = tech()
    notes = []
    if R.random() < 0.4:
        notes.append((at(x, minutes=12), TID[k], False, True, "intern: Hersteller fragen"))
    if st == "none":
        f = R.random()
        if f < 0.5:
            s.fd(x, p["uid"], subj, source=2, status=5, updated=y, notes=notes)
            T(p, "ticket", x, 1, "closed-unanswered", kind="portal ticket closed silently")
            return y, False
        s.fd(x, p["uid"], subj, source=2, status=3, notes=notes)
        T(p, "ticket", x, 1, kind="portal ticket, open")
        return y, True
    att = 1
    if R.random() < 0.3:
        c = at(y, minutes=1)
        notes.append((c, p["uid"], True, False, R.choice(CHASE)))
        att += 1
        y = c + delay()
    if R.random() < 0.2:
        call(y, p)
        att += 1
        y = at(y, minutes=25)
    notes.append((y, TID[k], False, False, R.choice(ANSW)))
    s.fd(
        x, p["uid"], subj, source=2, status=R.choice([3, 4]), updated=at(y, seconds=1), notes=notes
    )
    T(p, "ticket", x, att, "answered", y, k, "ticket", kind="portal ticket answered")
    return at(y, minutes=1), False


def e_call(p, x, st):
    ch = call(x, p)
    last, att = x, 1
    for _ in range(R.choice([0, 0, 1, 2])):
        last = at(last, minutes=R.randint(20, 2500))
        call(last, p)
        att += 1
    if st == "mail":
        last = at(last, minutes=R.randint(15, 900))
        subj = topic()
        mid = m(last, who(p), SUPPORT, subj, R.choice(ASKS))
        att += 1
        y = last + delay()
        by, _ = reply(y, p, subj, mid)
        T(p, ch, x, att, "answered", y, by, "thread", kind="calls, then mail, answered by mail")
        return y, False
    y = at(last + delay(), minutes=15)
    k = tech()
    if R.random() < 0.3:
        back(y, p, k, talk=R.choice([0, 3, 8]))
        y = at(y, minutes=20)
    if st == "none":
        T(p, ch, x, att, kind="calls, never answered")
        return y, True
    f = R.random()
    if f < 0.2:
        by, kk = None, tech()
        m(
            y,
            f"{TECH[kk][0]} <{kk}@nordlicht-it.example>",
            who(p),
            R.choice(["Ihr Anruf", "Rückruf", "Your call"]),
            "Hallo,\n\nich habe Sie nicht erreicht. Wann passt es Ihnen?\n\nGruß",
        )
        T(p, ch, x, att, "answered", y, kk, "person", kind="calls answered by new mail")
        return y, False
    if f < 0.4:
        ring = R.randint(3, 20)
        r = live_rows(y, num(p["num"]), k, ring, R.randint(15, 400))
        T(
            p,
            ch,
            x,
            att + 1,
            "answered",
            at(y, seconds=r),
            k,
            "person",
            kind="calls, then a live call",
        )
        return at(y, hours=1), False
    ans = back(y, p, k)
    T(p, ch, x, att, "answered", ans, k, "person", kind="calls, called back")
    return at(ans, hours=1), False


def e_live(p, x, st):
    k = tech()
    talk = R.choice([4, 60, 200, 700])
    r = live_rows(x, num(p["num"]), k, R.randint(3, 30), talk)
    T(p, "call", x, 1, "answered", at(x, seconds=r), k, "live", kind="live call")
    end = at(x, seconds=r + talk)
    if R.random() < 0.4:
        s.fd(
            at(end, seconds=R.randint(-2, 500)),
            p["uid"],
            topic(),
            source=3,
            status=5,
            updated=at(end, minutes=20),
        )
    return at(end, hours=1), False


def e_two(p, x, st):
    s1, s2 = topic(), topic()
    m(x, who(p), SUPPORT, s1, ASKS[0])
    y = at(x, hours=2)
    m(y, who(p), SUPPORT, s2, ASKS[1])
    k = tech()
    ans = back(y + delay(), p, k)
    T(p, "email", x, 1, "answered", ans, k, "person", kind="two threads, one call")
    T(p, "email", y, 1, "answered", ans, k, "person", kind="two threads, one call")
    return at(ans, hours=1), False


def e_list(p, x, st):
    """a client's mail on our support list, munged or not; the answer goes through the list too"""
    L, subj = "support@listen.nordlicht-it.example", topic()
    H = ["List-Id: Support <support.listen.nordlicht-it.example>", "Precedence: list"]
    k = tech()
    mid = m(
        x,
        f"{p['name']} via Support <{L}>",
        L,
        "[Support] " + subj,
        R.choice(ASKS),
        hdr=H + [f"Reply-To: {p['addr']}"],
    )
    y = x + delay()
    m(
        y,
        f"{TECH[k][0]} <{k}@nordlicht-it.example>",
        L,
        "Re: [Support] " + subj,
        R.choice(ANSW),
        cc=p["addr"],
        irt=mid,
        hdr=H,
    )
    T(p, "email", x, 1, "answered", y, k, "thread", kind="support list")
    return y, False


KINDS = [
    (e_mail, "ok", 26),
    (e_mail, "none", 10),
    (e_mail, "withdraw", 4),
    (e_bounce, "ok", 3),
    (e_bounce, "none", 1),
    (e_forward, "ok", 3),
    (e_forward, "none", 2),
    (e_mirror, "ok", 10),
    (e_mirror, "none", 4),
    (e_portal, "ok", 9),
    (e_portal, "none", 5),
    (e_call, "ok", 18),
    (e_call, "none", 7),
    (e_call, "mail", 4),
    (e_live, "ok", 16),
    (e_two, "ok", 3),
]
