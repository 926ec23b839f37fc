"""Live and missed calls (rules 6 and 7).

A scenario is `s = S(name, why)`, where `why` cites the sentence of the rules that it holds the
program to; then what was written and called (`s.mail`, `s.vm`, `s.missed`, `s.live`, `s.out`,
`s.row`, `s.ticket`, `s.fd`), with times such as "3 09:00", 3 March 2026 in UTC; then the contacts
that must come of it and no others: `s.exp` (person, channel, opened, attempts, state …), `s.ans` for
one that is answered. `note` says where the sentence can be read in another way.
"""

from scenario import *

# ================= 6 live
s = S("6-live", "6 a live call is a contact, answered at the pick-up, matched_by live")
s.live("3 09:00", P, ring=9, talk=200, ext="202")
s.ans(pat, "call", "3 09:00", 1, "3 09:00:09", by="lee", how="live")

s = S(
    "6-live-joins",
    "6 'Where the person has an open contact within chase_within, the call is an attempt of that one instead and … its answer'",
)
s.vm("3 09:00", P)
s.live("4 09:00", P, ring=9, talk=20)
s.ans(pat, "voicemail", "3 09:00", 2, "4 09:00:09", how="person")

s = S(
    "6-live-over-7d",
    "6 beyond chase_within: a contact of its own (live), and by 4 it answers all that is open",
)
s.mail("3 09:00", PAT, SUP, "Printer")
s.live("10 09:00:01", P, ring=9, talk=20)
s.ans(pat, "email", "3 09:00", 1, "10 09:00:10", how="person")
s.ans(pat, "call", "10 09:00:01", 1, "10 09:00:10", how="live")

s = S("6-live-short-open", "6 short live call with an open contact: its attempt, not its answer")
s.mail("3 09:00", PAT, SUP, "Printer")
s.live("3 10:00", P, ring=9, talk=9)
s.exp(pat, "email", "3 09:00", 2)

s = S(
    "6-live-short-alone",
    "6 'Picked up for less than talk_at_least: live all the same, answering nothing else': with an open contact 8 days old",
)
s.mail("3 09:00", PAT, SUP, "Printer")
s.live("11 10:00", P, ring=9, talk=9)
s.exp(pat, "email", "3 09:00", 1)
s.ans(pat, "call", "11 10:00", 1, "11 10:00:09", how="live")

s = S(
    "6-live-joins-recent",
    "the live call is an attempt of the most recently opened, and answers all",
)
s.mail("3 09:00", PAT, SUP, "Printer")
s.mail("3 09:30", PAT, SUP, "Scanner")
s.live("3 10:00", P, ring=9, talk=90)
s.ans(pat, "email", "3 09:00", 1, "3 10:00:09", how="person")
s.ans(pat, "email", "3 09:30", 2, "3 10:00:09", how="person")

s = S("6-live-shared", "live from the shared number answers what that number opened only")
s.mail("3 09:00", PAT, SUP, "Printer")
s.missed("3 09:30", SH)
s.live("3 10:00", SH, ring=9, talk=90)
s.exp(pat, "email", "3 09:00", 1)
s.ans(shared, "call", "3 09:30", 2, "3 10:00:09", how="number")

s = S("6-live-withheld", "6/11 a withheld live call: a contact without client and person")
s.live("3 09:00", "anonymous", ring=9, talk=90)
s.ans(None, "call", "3 09:00", 1, "3 09:00:09", how="live", client=None)

# ================= 7 missed
s = S("7-ring-group-missed", "7 three rows NO ANSWER of one call are one")
u = s.uid("3 09:00")
s.cols = 21

for e in ("201", "202", "203"):
    s.row(
        "3 09:00",
        P,
        "600",
        f"PJSIP/{e}-1",
        "Dial",
        "PJSIP/201&PJSIP/202&PJSIP/203,25",
        None,
        "3 09:00:25",
        "NO ANSWER",
        uid=u,
        ctx="ext-group",
    )
s.exp(pat, "call", "3 09:00", 1)

s = S("7-ring-group-answered", "one of three picks up")
u = s.uid("3 09:00")
s.cols = 21

for e in ("201", "203"):
    s.row(
        "3 09:00",
        P,
        "600",
        f"PJSIP/{e}-1",
        "Dial",
        "PJSIP/201&PJSIP/202&PJSIP/203,25",
        None,
        "3 09:00:11",
        "NO ANSWER",
        uid=u,
        ctx="ext-group",
    )
s.row(
    "3 09:00",
    P,
    "600",
    "PJSIP/202-1",
    "Dial",
    "PJSIP/201&PJSIP/202&PJSIP/203,25",
    "3 09:00:11",
    "3 09:02",
    "ANSWERED",
    uid=u,
    ctx="ext-group",
)
s.ans(pat, "call", "3 09:00", 1, "3 09:00:11", by="lee", how="live")

s = S(
    "7-queue-abandoned",
    "7 'a queue that answers is not a human': Queue row ANSWERED without dstchannel",
)
s.row(
    "3 09:00",
    P,
    "600",
    "",
    "Queue",
    "600,t,,,300",
    "3 09:00",
    "3 09:01:30",
    "ANSWERED",
    ctx="ext-queues",
)
s.exp(pat, "call", "3 09:00", 1)

s = S("7-queue-answered", "Queue row with a member's channel")
s.row(
    "3 09:00",
    P,
    "600",
    "PJSIP/203-7",
    "Queue",
    "600,t,,,300",
    "3 09:00:45",
    "3 09:03",
    "ANSWERED",
    ctx="ext-queues",
)
s.ans(pat, "call", "3 09:00", 1, "3 09:00:45", by="sam", how="live")

s = S(
    "7-queue-members-ring", "queue: members' NO ANSWER rows with billsec>0 and the queue row itself"
)
u = s.uid("3 09:00")
s.cols = 20
s.row(
    "3 09:00",
    P,
    "600",
    "",
    "Queue",
    "600,t,,,300",
    "3 09:00:01",
    "3 09:01:30",
    "ANSWERED",
    uid=u,
    ctx="ext-queues",
)

for e in ("201", "202"):
    s.row(
        "3 09:00:05",
        P,
        "600",
        f"PJSIP/{e}-1",
        "Queue",
        "600,t,,,300",
        "3 09:00:06",
        "3 09:00:25",
        "NO ANSWER",
        uid=u,
        ctx="ext-queues",
    )
s.exp(pat, "call", "3 09:00", 1)

s = S("7-ivr-then-missed", "7 'a menu … that answers is not a human'")
u = s.uid("3 09:00")
s.cols = 18
s.row(
    "3 09:00",
    P,
    "s",
    "",
    "BackGround",
    "custom/menu",
    "3 09:00",
    "3 09:00:12",
    "ANSWERED",
    uid=u,
    ctx="ivr-1",
)
s.row(
    "3 09:00:12",
    P,
    "600",
    "PJSIP/201-4",
    "Dial",
    "PJSIP/201,25",
    None,
    "3 09:00:37",
    "NO ANSWER",
    uid=u,
    ctx="ext-group",
)
s.exp(pat, "call", "3 09:00", 1)

s = S("7-ivr-then-answered", "menu, then Sam; the call starts with the menu")
u = s.uid("3 09:00")
s.cols = 21
s.row(
    "3 09:00",
    P,
    "s",
    "",
    "BackGround",
    "custom/menu",
    "3 09:00",
    "3 09:00:12",
    "ANSWERED",
    uid=u,
    ctx="ivr-1",
)
s.row(
    "3 09:00:12",
    P,
    "203",
    "PJSIP/203-4",
    "Dial",
    "PJSIP/203,25",
    "3 09:00:20",
    "3 09:04",
    "ANSWERED",
    uid=u,
)
s.ans(pat, "call", "3 09:00", 1, "3 09:00:20", by="sam", how="live")

s = S("7-playback-closed", "an announcement (Playback) answered, nobody there")
s.row(
    "3 09:00",
    P,
    "s",
    "",
    "Playback",
    "closed",
    "3 09:00",
    "3 09:00:21",
    "ANSWERED",
    ctx="app-announcement-1",
)
s.exp(pat, "call", "3 09:00", 1)

s = S(
    "7-vm-is-one",
    "7 'A call that ends in voicemail is one event, channel and kind voicemail, at the call's start'",
)
s.cols = 21
s.vm("3 09:00", P, ring=25, msg=44)
s.exp(pat, "voicemail", "3 09:00", 1)

s = S("7-busy", "busy is missed too: nobody answered")
s.row("3 09:00", P, "201", "PJSIP/201-1", "Dial", "PJSIP/201,25", None, "3 09:00:06", "BUSY")
s.exp(pat, "call", "3 09:00", 1)

s = S("7-first-human", "7 'The technician of a call is the first human who picked up'")
u = s.uid("3 09:00")
s.cols = 20
s.row(
    "3 09:00:40",
    P,
    "202",
    "PJSIP/202-1",
    "Dial",
    "PJSIP/202",
    "3 09:00:44",
    "3 09:09",
    "ANSWERED",
    uid=u,
)
s.row(
    "3 09:00",
    P,
    "203",
    "PJSIP/203-1",
    "Dial",
    "PJSIP/203",
    "3 09:00:10",
    "3 09:00:40",
    "ANSWERED",
    uid=u,
)
s.ans(pat, "call", "3 09:00", 1, "3 09:00:10", by="sam", how="live")

s = S(
    "7-dst-epoch",
    "7 'In the hour that comes twice the epoch in the log's ids decides': missed 01:40 PDT, call back 01:10 PST",
)
s.missed("2026-11-01 08:40", P)
s.out("2026-11-01 09:10", P, ring=10)
s.ans(pat, "call", "2026-11-01 08:40", 1, "2026-11-01 09:10:10", how="person")

s = S("7-dst-epoch-freepbx", "the same in FreePBX's export")
s.pbx = "freepbx"
s.missed("2026-11-01 08:40", P)
s.out("2026-11-01 09:10", P, ring=10)
s.ans(pat, "call", "2026-11-01 08:40", 1, "2026-11-01 09:10:10", how="person")

for c in (16, 17, 18, 19, 20, 21):
    s = S(
        f"7-cols-{c}",
        f"{c}-column Master.csv (with --zone where there is no uniqueid)",
        zone="America/Los_Angeles" if c in (16, 19) else None,
    )
    s.cols = c
    s.missed("3 09:00", P)
    s.out("3 10:00", P, ring=9)
    s.live("3 12:00", U, ring=4, talk=50, ext="202")
    s.missed("12 09:00", SH)
    s.ans(pat, "call", "3 09:00", 1, "3 10:00:09", how="person")
    s.ans(uma, "call", "3 12:00", 1, "3 12:00:04", by="lee", how="live", client="northgate")
    s.exp(shared, "call", "12 09:00", 1)

s = S("7-utc-log", "usegmtime=yes: UTC times, the zone inferred from uniqueid")
s.utc = True
s.missed("3 09:00", P)
s.out("3 10:00", P, ring=9)
s.ans(pat, "call", "3 09:00", 1, "3 10:00:09", how="person")

s = S("7-freepbx", "FreePBX CSV export: missed, voicemail and live")
s.pbx = "freepbx"
s.vm("3 09:00", P)
s.out("3 10:00", P, ring=9, ext="203")
s.live("3 12:00", U, ring=4, talk=50, ext="202")
s.ans(pat, "voicemail", "3 09:00", 1, "3 10:00:09", by="sam", how="person")
s.ans(uma, "call", "3 12:00", 1, "3 12:00:04", by="lee", how="live", client="northgate")

s = S("7-cdr-custom", "cdr-custom order")
s.pbx = "custom"
s.vm("3 09:00", P)
s.out("3 10:00", P, ring=9, ext="203")
s.ans(pat, "voicemail", "3 09:00", 1, "3 10:00:09", by="sam", how="person")

s = S(
    "7-out-no-answer-then-vm",
    "our call back reaches the client's own voicemail? not knowable: a 4 s talk is under talk_at_least",
)
s.missed("3 09:00", P)
s.out("3 10:00", P, ring=20, talk=4)
s.exp(pat, "call", "3 09:00", 1)

s = S("7-cancel", "disposition CANCEL (canceldispositionenabled) and CONGESTION")
s.row("3 09:00", P, "201", "PJSIP/201-1", "Dial", "PJSIP/201,25", None, "3 09:00:14", "CANCEL")
s.row("3 11:00", U, "201", "PJSIP/201-1", "Dial", "PJSIP/201,25", None, "3 11:00:14", "CONGESTION")
s.exp(pat, "call", "3 09:00", 1)
s.exp(uma, "call", "3 11:00", 1, client="northgate")
