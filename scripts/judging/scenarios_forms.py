"""How the same thing is written: prefixes, dates, addresses, exports.

A scenario is `s = S(name, why)`, where `why` cites the sentence of the rules that it holds the
program to; then what was written and called (`s.mail`, `s.vm`, `s.missed`, `s.live`, `s.out`,
`s.row`, `s.ticket`, `s.fd`), with times such as "3 09:00", 3 March 2026 in UTC; then the contacts
that must come of it and no others: `s.exp` (person, channel, opened, attempts, state …), `s.ans` for
one that is answered. `note` says where the sentence can be read in another way.
"""

from scenario import *

# ================= fourth wave: surface
for nm, pre in (
    ("re2", "Re[2]: "),
    ("fr", "RE : "),
    ("antwort", "Antwort: "),
    ("sv", "SV: "),
    ("odp", "Odp: "),
    ("antw", "Antw: "),
    ("res", "RES: "),
    ("rif", "R: "),
    ("rere", "Re: RE: AW: "),
    ("cn", "回复: "),
    ("recount", "Re (3): "),
    ("tagre", "[Acme] Re: "),
):
    s = S(
        "y-prefix-" + nm,
        f"10/base subject: reply prefix {pre!r}, no headers",
        note="which prefixes is not said" if nm in ("rif", "recount", "cn", "odp", "res") else None,
    )
    s.mail("3 09:00", PAT, SUP, "Printer")
    s.mail("3 10:00", DANA, PAT, pre + "Printer", REPLY)
    s.ans(pat, "email", "3 09:00", 1, "3 10:00")

s = S(
    "y-subject-encoded",
    "base subject is of the decoded subject: RFC 2047 Q and B words and raw UTF-8 agree",
)
s.mail("3 09:00", PAT, SUP, "Drucker für Büro")
s.mail("4 09:00", PAT, SUP, "=?ISO-8859-1?Q?Drucker_f=FCr_B=FCro?=")
s.mail("5 09:00", PAT, SUP, "x", hdr=())
s.boxes["support"][-1] = (
    s.boxes["support"][-1][0],
    s.boxes["support"][-1][1].replace("Subject: x", "Subject: DRUCKER FÜR BÜRO"),
)
s.exp(pat, "email", "3 09:00", 3)

s = S("y-crlf", "an mbox with CRLF lines")
s.mail("3 09:00", PAT, SUP, "Printer", mid="a")
s.mail("3 10:00", DANA, PAT, "Re: Printer", REPLY, irt="a")
s.boxes["support"] = [(d, x.replace("\n", "\r\n")) for d, x in s.boxes["support"]]
s.ans(pat, "email", "3 09:00", 1, "3 10:00")

s = S("y-irt-with-text", "In-Reply-To with prose around the id")
s.mail("3 09:00", PAT, SUP, "Printer", mid="a")
s.mail(
    "3 10:00",
    DANA,
    PAT,
    "Driver",
    REPLY,
    hdr=[
        'In-Reply-To: Message from Pat Doe <pat@acmedental.example> of "Tue, 03 Mar" <a@y-irt-with-text.example>'
    ],
)
s.ans(pat, "email", "3 09:00", 1, "3 10:00")

s = S("y-folded-refs", "References folded over lines")
s.mail("3 09:00", PAT, SUP, "Printer", mid="a")
s.mail(
    "3 10:00",
    DANA,
    PAT,
    "Re: Printer",
    REPLY,
    hdr=["References: <zz@x.example>\n\t<a@y-folded-refs.example>\n <yy@x.example>"],
)
s.ans(pat, "email", "3 09:00", 1, "3 10:00")

s = S("y-no-message-id", "a mail without Message-ID; the reply by subject")
s.mail("3 09:00", PAT, SUP, "Printer")
s.boxes["support"] = [
    (d, "\n".join(l for l in x.split("\n") if not l.startswith("Message-ID")))
    for d, x in s.boxes["support"]
]
s.mail("3 10:00", DANA, PAT, "Re: Printer", REPLY)
s.ans(pat, "email", "3 09:00", 1, "3 10:00")

s = S("y-date-forms", "Date with a zone name and comment, two-digit year")
s.mail("3 09:00", PAT, SUP, "Printer", date="Tue, 3 Mar 26 01:00:00 PST (Pacific)")
s.exp(pat, "email", "3 09:00", 1)

s = S(
    "y-date-german",
    "a German day and month name",
    note="formats/mail 2 lists such dates; whether read or replaced by the time received, the time is the same here",
)
s.mail("3 09:00", PAT, SUP, "Printer", date="Di, 3 Mär 2026 10:00:00 +0100")
s.exp(pat, "email", "3 09:00", 1)

s = S("y-pipermail", "pipermail addresses 'user at host (Name)'")
s.boxes["support"] = [
    (
        t("3 09:00"),
        "From pat at acmedental.example  Tue Mar  3 09:00:00 2026\nFrom: pat at acmedental.example (Pat Doe)\nDate: Tue, 3 Mar 2026 01:00:00 -0800\nSubject: [Support] Printer\nMessage-ID: <a@y.example>\n\nThe printer is dead.\n\nFrom dana at harborit.example  Tue Mar  3 10:00:00 2026\nFrom: dana at harborit.example (Dana Ruiz)\nDate: Tue, 3 Mar 2026 02:00:00 -0800\nSubject: [Support] Re: Printer\nIn-Reply-To: <a@y.example>\nMessage-ID: <b@y.example>\n\nRestart it.\n\n",
    )
]
s.ans(pat, "email", "3 09:00", 1, "3 10:00")
s.note = "a list archive has no To: 'addressed to them in To or Cc' cannot be met by letter"

s = S(
    "y-csv-latin1-truncated",
    "formats/calls 0: raw bytes in the caller's name; a truncated last row does not hide the rest",
)
s.missed("3 09:00", P, clid='"M\u00fcller" <4085551001>')
s.missed("3 10:00", U)
s.exp(pat, "call", "3 09:00", 1)
s.exp(uma, "call", "3 10:00", 1, client="northgate")
s.latin = True

s = S("y-zd-role-text", "helpdesk 1: <role>, organization_id accepted")
s.ticket("3 09:00", 1001, "Printer", comments=[("3 11:00", 9002, True, REPLY)])
s.ans(pat, "ticket", "3 09:00", 1, "3 11:00", by="lee", how="ticket")
s.drop = ["users.xml"]
s.extra["Users2.xml"] = (
    '<?xml version="1.0"?>\n<users>\n<user><id>1001</id><name>Pat Doe</name><email>pat@acmedental.example</email><role>end-user</role><organization_id>501</organization_id></user>\n<user><id>9002</id><name>Lee Morgan</name><email>lee@harborit.example</email><role>agent</role></user>\n</users>\n'
)

s = S("y-zd-v1-id", "helpdesk 1: tickets with <id> instead of nice-id, no type attributes")
s.extra["tickets.xml"] = (
    '<?xml version="1.0"?>\n<tickets>\n<ticket><id>7</id><subject>Printer</subject><description>Please help</description><requester-id>1001</requester-id><submitter-id>1001</submitter-id><status-id>1</status-id><via-id>0</via-id><created-at>2026-03-03T09:00:00Z</created-at><updated-at>2026-03-03T11:00:00Z</updated-at><comments><comment><author-id>1001</author-id><created-at>2026-03-03T09:00:00Z</created-at><is-public>true</is-public><value>Please help</value></comment><comment><author-id>9001</author-id><created-at>2026-03-03T11:00:00Z</created-at><is-public>true</is-public><value>Done, please try.</value></comment></comments></ticket>\n</tickets>\n'
)
s.extra["users.xml"] = (
    '<?xml version="1.0"?>\n<users>\n<user><id>1001</id><name>Pat Doe</name><email>pat@acmedental.example</email><roles>0</roles></user>\n<user><id>9001</id><name>Dana Ruiz</name><email>dana@harborit.example</email><roles>4</roles></user>\n</users>\n'
)
s.ans(pat, "ticket", "3 09:00", 1, "3 11:00", how="ticket")

s = S("y-followme-local", "a ring group of FreePBX with Local/FMPR-201@from-internal legs")
u = s.uid("3 09:00")
s.cols = 21
s.row(
    "3 09:00",
    P,
    "600",
    "Local/FMPR-201@from-internal-00000001;1",
    "Dial",
    "Local/201@from-internal/n&Local/202@from-internal/n,20",
    "3 09:00:12",
    "3 09:02",
    "ANSWERED",
    uid=u,
    ctx="ext-group",
)
s.row(
    "3 09:00",
    P,
    "201",
    "PJSIP/201-1c",
    "Dial",
    "PJSIP/201",
    "3 09:00:12",
    "3 09:02",
    "ANSWERED",
    uid=u,
    chan="Local/FMPR-201@from-internal-00000001;2",
    ctx="from-internal",
)
s.ans(pat, "call", "3 09:00", 1, "3 09:00:12", how="live")

s = S("y-parking-pickup", "a call picked up by Lee's phone for Dana's (dst 201, dstchannel 202)")
s.row(
    "3 09:00", P, "201", "PJSIP/202-1", "Dial", "PJSIP/201,25", "3 09:00:12", "3 09:02", "ANSWERED"
)
s.ans(pat, "call", "3 09:00", 1, "3 09:00:12", by="lee", how="live")

s = S("y-withheld-live-no-reset", "a withheld live call answers nothing of Pat")
s.missed("3 09:00", P)
s.live("3 10:00", "anonymous")
s.exp(pat, "call", "3 09:00", 1)
s.ans(None, "call", "3 10:00", 1, "3 10:00:08", how="live", client=None)

s = S("y-eml", "a single .eml beside the mbox")
s.mail("3 09:00", PAT, SUP, "Printer", mid="a")
s.extra["reply.eml"] = (
    "Date: Tue, 3 Mar 2026 02:00:00 -0800\r\nFrom: Dana Ruiz <dana@harborit.example>\r\nTo: pat@acmedental.example\r\nSubject: Re: Printer\r\nIn-Reply-To: <a@y-eml.example>\r\nMessage-ID: <b@y-eml.example>\r\n\r\nRestart it please.\r\n"
)
s.ans(pat, "email", "3 09:00", 1, "3 10:00")

s = S("y-html-only-reply", "our HTML-only reply answers")
s.mail("3 09:00", PAT, SUP, "Printer", mid="a")
s.mail(
    "3 10:00",
    DANA,
    PAT,
    "Re: Printer",
    "<html><body>Restart it.</body></html>",
    irt="a",
    ctype="text/html; charset=utf-8",
)
s.ans(pat, "email", "3 09:00", 1, "3 10:00")

s = S(
    "y-thanks-ours",
    "our mail that only thanks is a human answer all the same (4: 'first human event')",
)
s.mail("3 09:00", PAT, SUP, "Printer", mid="a")
s.mail("3 10:00", DANA, PAT, "Re: Printer", "Thanks, we are on it.", irt="a")
s.ans(pat, "email", "3 09:00", 1, "3 10:00")

s = S("y-many-recipients", "Pat among forty in Cc of our reply")
s.mail("3 09:00", PAT, SUP, "Printer", mid="a")
s.mail(
    "3 10:00",
    DANA,
    "a0@x.example",
    "Re: Printer",
    REPLY,
    irt="a",
    cc=",\n ".join([f"a{i}@x.example" for i in range(39)] + [PAT]),
)
s.ans(pat, "email", "3 09:00", 1, "3 10:00")

s = S("y-group-address", "To: a group 'Acme: Pat <..>, Quinn <..>;'")
s.mail("3 09:00", PAT, SUP, "Printer", mid="a")
s.mail("3 10:00", DANA, f"Acme: {PAT}, {QUINN};", "Re: Printer", REPLY, irt="a")
s.ans(pat, "email", "3 09:00", 1, "3 10:00")

s = S(
    "y-thread-across-clients",
    "Uma of another client is copied and writes in Pat's thread",
    note="'A colleague in the thread': Uma is no colleague of Pat's",
)
s.mail("3 09:00", PAT, SUP, "Shared fibre line", mid="a", cc=UMA)
s.mail(
    "3 10:00",
    UMA,
    SUP,
    "Re: Shared fibre line",
    "We are cut off as well, please hurry.",
    irt="a",
    cc=PAT,
)
s.exp(pat, "email", "3 09:00", 1)
s.exp(uma, "email", "3 10:00", 1, client="northgate")
