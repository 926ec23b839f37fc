"""What wants no answer (rule 5).

A scenario is `s = S(name, why)`, where `why` cites the sentence of the rules that it holds the
program to; then what was written and called (`s.mail`, `s.vm`, `s.missed`, `s.live`, `s.out`,
`s.row`, `s.ticket`, `s.fd`), with times such as "3 09:00", 3 March 2026 in UTC; then the contacts
that must come of it and no others: `s.exp` (person, channel, opened, attempts, state …), `s.ans` for
one that is answered. `note` says where the sentence can be read in another way.
"""

from scenario import *

# ================= 5 wants no answer
for nm, hdr, subj, body in (
    ("auto-replied", ["Auto-Submitted: auto-replied"], "Re: Printer", "I have received your mail."),
    (
        "auto-generated",
        ["Auto-Submitted: auto-generated (backup job)"],
        "Backup report",
        "Backup finished with 0 errors.",
    ),
    ("prec-bulk", ["Precedence: bulk"], "Our spring offers", "Look at our spring offers."),
    ("prec-junk", ["Precedence: junk"], "Offers", "Offers."),
    ("x-autoreply", ["X-Autoreply: yes"], "Away", "I am away."),
    (
        "x-arsuppress",
        ["X-Auto-Response-Suppress: All"],
        "Meeting room booked",
        "The room is booked.",
    ),
    (
        "x-autorespond",
        ["X-Autorespond: Printer"],
        "Got it",
        "Your mail was received by the front desk system.",
    ),
    (
        "list",
        [
            "List-Id: <staff.acmedental.example>",
            "Precedence: list",
            "List-Unsubscribe: <mailto:x@acmedental.example>",
        ],
        "Staff news",
        "News of the week for all staff.",
    ),
    (
        "ooo-subject",
        [],
        "Automatic reply: Your ticket",
        "I am out of the office until Monday, March 9. For urgent matters call reception.",
    ),
    (
        "ooo-text",
        [],
        "Out of Office",
        "Thank you for your message. I'm currently on vacation with no access to email and return on March 9.",
    ),
    (
        "ooo-german",
        [],
        "Abwesenheitsnotiz: Ihr Ticket",
        "Ich bin bis zum 9. März nicht im Haus. Ihre Nachricht wird nicht weitergeleitet.",
    ),
):
    s = S(
        "5-" + nm,
        "5 automatic, bulk and list mail, out-of-office want no answer",
        languages="[en, de]",
    )
    s.mail("3 09:00", PAT, SUP, subj, body, hdr=hdr)
    s.missed("9 09:00", Q)
    s.exp(quinn, "call", "9 09:00", 1)

s = S(
    "5-prec-normal",
    "a header matched at the start of its value: Precedence normal and Auto-Submitted no are a person's",
)
s.mail("3 09:00", PAT, SUP, "Printer", hdr=["Precedence: normal", "Auto-Submitted: no"])
s.exp(pat, "email", "3 09:00", 1)

s = S("5-our-list", "'not a person's mail to a list that is ours'")
s.mail(
    "3 09:00",
    PAT,
    "support@lists.harborit.example",
    "Printer",
    hdr=[
        "List-Id: Support <support.lists.harborit.example>",
        "Precedence: list",
        "List-Post: <mailto:support@lists.harborit.example>",
    ],
)
s.exp(pat, "email", "3 09:00", 1)

s = S("5-bounce-inbound", "bounces want no answer")
s.mail("2 09:00", DANA, QUINN, "Hello", "Hello", mid="x")
s.bounce("3 09:00", "x", frm="MAILER-DAEMON@acmedental.example")
s.missed("9 09:00", P)
s.exp(pat, "call", "9 09:00", 1)

s = S("5-internal-mail", "internal mail and calls")
s.mail("3 09:00", DANA, LEE, "Lunch?", "Lunch at noon?")
s.row(
    "3 10:00",
    "201",
    "202",
    "PJSIP/202-2",
    "Dial",
    "PJSIP/202",
    None,
    "3 10:00:20",
    "NO ANSWER",
    chan="PJSIP/201-1",
    ctx="from-internal",
    did="",
)
s.missed("4 09:00", P)
s.exp(pat, "call", "4 09:00", 1)

s = S("5-dropped-4s", "5 'dropped (under 5 s in all, nobody picked up)': 4 s")
s.missed("3 09:00", P, ring=4)
s.missed("4 09:00", P, ring=30)
s.exp(pat, "call", "4 09:00", 1)

s = S("5-dropped-5s", "exactly 5 s is not under")
s.missed("3 09:00", P, ring=5)
s.exp(pat, "call", "3 09:00", 1)

s = S(
    "5-dropped-ivr", "a menu answered and the caller hung up after 3 s: nobody picked up: dropped"
)
s.row(
    "3 09:00", P, "s", "", "BackGround", "welcome", "3 09:00", "3 09:00:03", "ANSWERED", ctx="ivr-1"
)
s.missed("4 09:00", Q)
s.exp(quinn, "call", "4 09:00", 1)

s = S("5-dropped-no-attempt", "'no attempt either'")
s.mail("3 09:00", PAT, SUP, "Printer")
s.missed("3 10:00", P, ring=3)
s.exp(pat, "email", "3 09:00", 1)

s = S("5-dropped-custom", "calls.dropped_under: 12s", calls="{ dropped_under: 12s }")
s.missed("3 09:00", P, ring=11)
s.missed("4 09:00", Q, ring=12)
s.exp(quinn, "call", "4 09:00", 1)

s = S("5-live-short-in-all", "picked up: not dropped, though 4 s in all; live all the same (6)")
s.live("3 09:00", P, ring=2, talk=2)
s.ans(pat, "call", "3 09:00", 1, "3 09:00:02", how="live")

s = S(
    "5-our-ticket",
    "'tickets that our own side opened': agent is requester and submitter; and one on the web form about Pat's machine",
    note=None,
)
s.ticket("3 09:00", 9001, "Replace switch at Acme", via=0)
s.missed("4 09:00", P)
s.exp(pat, "call", "4 09:00", 1)

s = S(
    "5-agent-entered-phone",
    "'a ticket of channel phone, voicemail or email that our agent entered for a client is the client's'",
)
s.ticket("3 09:00", 1001, "Called about VPN", via=34, by=9001)
s.exp(pat, "ticket", "3 09:00", 1)

s = S("5-agent-entered-email", "… of channel email (forwarded by the agent into the helpdesk)")
s.ticket("3 09:00", 1001, "VPN", via=4, by=9001)
s.exp(pat, "ticket", "3 09:00", 1)

s = S("5-agent-entered-web", "… but of the web form it is our own side's: wants no answer")
s.ticket(
    "3 09:00",
    1001,
    "Yearly review",
    via=0,
    by=9001,
    text="Hello Pat, we would like to plan the yearly review.",
)
s.missed("4 09:00", Q)
s.exp(quinn, "call", "4 09:00", 1)

s = S(
    "5-client-files",
    "client mail to a third party, we in Cc only: it is still mail to us from a client (opens)",
    note="'inbound' is not defined for a mail where ours is only in Cc",
)
s.mail("3 09:00", PAT, "vendor@printers.example", "Printer", cc=SUP)
s.exp(pat, "email", "3 09:00", 1)

THANKS = [
    ("en1", "Thanks a lot!"),
    ("en2", "Perfect, thank you Dana.\n\nBest\nPat"),
    ("en3", "Great, that works now. Thanks!"),
    ("en4", "Cheers, much appreciated!"),
    ("en5", "OK, will do. Have a nice weekend!"),
    ("en6", "Got it, thank you!\n\nSent from my iPhone"),
    ("en7", "Wonderful, many thanks for the quick help.\n\n-- \nPat Doe\nAcme Dental"),
    ("de1", "Vielen Dank!"),
    ("de2", "Super, danke dir. Schönes Wochenende!\n\nViele Grüße\nPat"),
    ("de3", "Besten Dank für die schnelle Hilfe, jetzt klappt es."),
    ("fr1", "Merci beaucoup !"),
    ("fr2", "Parfait, merci et bonne journée."),
    ("es1", "Muchas gracias, ya funciona."),
    ("en8", "Thanks, that fixed it."),
]

for nm, body in THANKS:
    s = S(
        "5-thanks-" + nm,
        "5 'mail that only thanks or confirms' after the answer opens nothing",
        languages="[en, de, fr, es]",
    )
    s.mail("3 09:00", PAT, SUP, "Printer", mid="a")
    s.mail("3 10:00", DANA, PAT, "Re: Printer", REPLY, mid="b", irt="a")
    s.mail(
        "3 10:30",
        PAT,
        DANA,
        "Re: Printer",
        body
        + "\n\nOn Tue, Mar 3, 2026 at 2:00 AM Dana Ruiz <dana@harborit.example> wrote:\n> please set the driver to raw mode?\n",
        irt="b",
    )
    s.ans(pat, "email", "3 09:00", 1, "3 10:00")
NOTTHANKS = [
    ("but", "Thanks, but it still prints blank pages."),
    ("question", "Thank you! One more question: how do I print on both sides?"),
    ("advance", "Thanks in advance for looking into the scanner as well."),
    ("please", "Great, thanks. Please also set it up for Quinn."),
    ("de", "Danke, aber es geht leider immer noch nicht."),
    ("fr", "Merci, mais cela ne marche toujours pas."),
    ("when", "Ok thanks. When will the new one arrive?"),
]

for nm, body in NOTTHANKS:
    s = S(
        "5-notthanks-" + nm,
        "5 'only thanks': this one asks, so it opens anew",
        languages="[en, de, fr, es]",
    )
    s.mail("3 09:00", PAT, SUP, "Printer", mid="a")
    s.mail("3 10:00", DANA, PAT, "Re: Printer", REPLY, mid="b", irt="a")
    s.mail("3 10:30", PAT, DANA, "Re: Printer", body, irt="b")
    s.ans(pat, "email", "3 09:00", 1, "3 10:00")
    s.exp(pat, "email", "3 10:30", 1)

s = S("5-thanks-comment", "a ticket comment that only thanks")
s.ticket(
    "3 09:00",
    1001,
    "Printer",
    comments=[("3 10:00", 9001, True, REPLY), ("3 11:00", 1001, True, "Thank you so much, Dana!")],
)
s.ans(pat, "ticket", "3 09:00", 1, "3 10:00", how="ticket")
