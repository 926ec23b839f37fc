"""Whom an answer reaches, colleagues, and what answers nothing (rule 4).

A scenario is `s = S(name, why)`, where `why` cites the sentence of the rules that it holds the
program to; then what was written and called (`s.mail`, `s.vm`, `s.missed`, `s.live`, `s.out`,
`s.row`, `s.ticket`, `s.fd`), with times such as "3 09:00", 3 March 2026 in UTC; then the contacts
that must come of it and no others: `s.exp` (person, channel, opened, attempts, state …), `s.ans` for
one that is answered. `note` says where the sentence can be read in another way.
"""

from scenario import *

s = S(
    "4-call-person-not-shared",
    "a call to Pat's number does not answer what the shared number opened",
)
s.missed("3 09:30", SH)
s.out("3 11:00", P)
s.exp(shared, "call", "3 09:30", 1)

s = S(
    "4-new-mail-calls-only",
    "'New mail to them answers their calls-only contacts', but no thread of another subject",
)
s.mail("3 09:00", PAT, SUP, "Printer")
s.missed("11 09:00", P)
s.mail("11 10:00", DANA, PAT, "Your call", REPLY)
s.exp(pat, "email", "3 09:00", 1)
s.ans(pat, "call", "11 09:00", 1, "11 10:00", how="person")

s = S(
    "4-new-mail-subject",
    "'… and a thread or ticket of theirs where the base subject agrees' (new mail, no prefix: matched by person)",
)
s.mail("3 09:00", PAT, SUP, "Printer blank")
s.mail("3 11:00", DANA, PAT, "Printer  blank", REPLY)
s.ans(pat, "email", "3 09:00", 1, "3 11:00", how="person")

s = S("4-new-mail-ticket-subject", "the same with a ticket")
s.ticket("3 09:00", 1001, "Printer blank")
s.mail("3 11:00", DANA, PAT, "Printer blank", REPLY)
s.ans(pat, "ticket", "3 09:00", 1, "3 11:00", how="person")

s = S(
    "4-new-mail-tag-subject",
    "new mail of ours with tags and Re:, unknown In-Reply-To, base subject agrees",
)
s.mail("3 09:00", PAT, SUP, "Printer blank")
s.mail("3 11:00", DANA, PAT, "[Ticket 88] RE: Printer blank", REPLY, irt="nowhere")
s.ans(pat, "email", "3 09:00", 1, "3 11:00", how="person")

s = S(
    "4-colleague-attempt",
    "'A colleague in the thread: their mail is an attempt of the contact, which keeps its first person'; reply to the colleague only answers",
)
s.mail("3 09:00", PAT, SUP, "Printer", mid="a", cc=QUINN)
s.mail(
    "3 10:00", QUINN, SUP, "Re: Printer", "Same here, when can you come?", mid="b", irt="a", cc=PAT
)
s.mail("3 11:00", DANA, QUINN, "Re: Printer", REPLY, irt="b")
s.ans(pat, "email", "3 09:00", 2, "3 11:00")

s = S("4-colleague-not-answer", "'A colleague of the client who replies has not answered'")
s.mail("3 09:00", PAT, SUP, "Printer", mid="a", cc=QUINN)
s.mail("3 10:00", QUINN, PAT, "Re: Printer", "Did you try the other tray?", irt="a", cc=SUP)
s.exp(pat, "email", "3 09:00", 2)

s = S(
    "4-colleague-unwritten",
    "'any who wrote in it': a reply only to Quinn, who was in Cc and never wrote, answers nothing",
)
s.mail("3 09:00", PAT, SUP, "Printer", mid="a", cc=QUINN)
s.mail("3 11:00", DANA, QUINN, "Re: Printer", REPLY, irt="a")
s.exp(pat, "email", "3 09:00", 1)

s = S(
    "4-wrote-earlier",
    "'any who wrote in it, at any time': Quinn's renewed contact is answered by a reply to Pat, who wrote before",
)
s.mail("3 09:00", PAT, SUP, "Printer", mid="a")
s.mail("3 10:00", DANA, PAT, "Re: Printer", REPLY, mid="b", irt="a")
s.mail(
    "4 09:00",
    QUINN,
    SUP,
    "Re: Printer",
    "It does not work on my side, please check.",
    mid="c",
    irt="b",
)
s.mail("4 11:00", LEE, PAT, "Re: Printer", REPLY, irt="c")
s.ans(pat, "email", "3 09:00", 1, "3 10:00")
s.ans(quinn, "email", "4 09:00", 1, "4 11:00", by="lee")

s = S(
    "4-wrote-later",
    "'any who wrote in it, at any time': reply to Quinn at 11:00, Quinn writes at 12:00 only",
    note="may 'at any time' look forward?",
)
s.mail("3 09:00", PAT, SUP, "Printer", mid="a", cc=QUINN)
s.mail("3 11:00", DANA, QUINN, "Re: Printer", REPLY, mid="b", irt="a")
s.mail("3 12:00", QUINN, DANA, "Re: Printer", "Yes but how do I open the settings?", irt="b")
s.exp(pat, "email", "3 09:00", 2)

s = S(
    "4-colleague-call",
    "'an answered call answers the contacts whose first person it reached': a call to Quinn answers Pat's contact not",
)
s.mail("3 09:00", PAT, SUP, "Printer", mid="a")
s.mail("3 10:00", QUINN, SUP, "Re: Printer", "Same here, when can you come?", irt="a")
s.out("3 11:00", Q)
s.exp(pat, "email", "3 09:00", 2)

s = S("4-colleague-call-first", "… a call to Pat does")
s.mail("3 09:00", PAT, SUP, "Printer", mid="a")
s.mail("3 10:00", QUINN, SUP, "Re: Printer", "Same here, when can you come?", irt="a")
s.out("3 11:00", P)
s.ans(pat, "email", "3 09:00", 2, "3 11:00:08", how="person")

s = S("4-anew-by-colleague", "'After an answer, mail of anyone opens anew'")
s.mail("3 09:00", PAT, SUP, "Printer", mid="a")
s.mail("3 11:00", DANA, PAT, "Re: Printer", REPLY, mid="b", irt="a")
s.mail("3 14:00", QUINN, DANA, "Re: Printer", "On my computer it still fails.", irt="b")
s.ans(pat, "email", "3 09:00", 1, "3 11:00")
s.exp(quinn, "email", "3 14:00", 1)

s = S("4-colleague-ticket", "a colleague comments on the ticket: attempt, keeps its first person")
s.ticket(
    "3 09:00",
    1001,
    "Printer",
    comments=[
        ("3 10:00", 1002, True, "I have the same trouble, please help."),
        ("3 11:00", 9001, True, REPLY),
    ],
)
s.ans(pat, "ticket", "3 09:00", 2, "3 11:00", how="ticket")

s = S("4-ack", "'An automatic reply acknowledges'")
s.mail("3 09:00", PAT, SUP, "Printer", mid="a")
s.mail(
    "3 09:00:05",
    SUP,
    PAT,
    "[Harbor IT] We have received: Printer",
    "Thank you, your request is number 5.",
    irt="a",
    hdr=["Auto-Submitted: auto-replied"],
)
s.exp(pat, "email", "3 09:00", 1, ack="3 09:00:05")

s = S("4-ack-then-answer", "the acknowledgement is kept beside the answer")
s.mail("3 09:00", PAT, SUP, "Printer", mid="a")
s.mail(
    "3 09:00:05",
    SUP,
    PAT,
    "Re: Printer",
    "We have got it.",
    irt="a",
    hdr=["Auto-Submitted: auto-generated", "X-Auto-Response-Suppress: All"],
)
s.mail("3 12:00", DANA, PAT, "Re: Printer", REPLY, irt="a")
s.ans(pat, "email", "3 09:00", 1, "3 12:00", ack="3 09:00:05")

s = S("4-tech-ooo", "our technician's out-of-office answers nothing (acknowledges)")
s.mail("3 09:00", PAT, DANA, "Printer", mid="a")
s.mail(
    "3 09:00:04",
    DANA,
    PAT,
    "Automatic reply: Printer",
    "I am out of the office until Monday.",
    irt="a",
    hdr=["X-Autoreply: yes", "Precedence: auto_reply"],
)
s.exp(pat, "email", "3 09:00", 1, ack="3 09:00:04")

s = S("4-forward-internal", "'A forward … answers nothing': to Lee")
s.mail("3 09:00", PAT, SUP, "Printer", mid="a")
s.mail(
    "3 10:00",
    DANA,
    LEE,
    "Fwd: Printer",
    "Lee, can you take this one?\n\n---------- Forwarded message ---------\nFrom: Pat Doe <pat@acmedental.example>\n\nblank pages",
    irt="a",
)
s.exp(pat, "email", "3 09:00", 1)

s = S("4-forward-vendor", "a forward to the vendor")
s.mail("3 09:00", PAT, SUP, "Printer", mid="a")
s.mail(
    "3 10:00", DANA, "help@printers.example", "WG: Printer", "See below please.", irt="a", refs="a"
)
s.exp(pat, "email", "3 09:00", 1)

s = S(
    "4-forward-vendor-cc-client",
    "a forward to the vendor with the client in Cc: 'A forward … answers nothing'",
    note="the same sentence asks for 'human event that reaches the person (To or Cc)'; the forward is excepted literally",
)
s.mail("3 09:00", PAT, SUP, "Printer", mid="a")
s.mail(
    "3 10:00",
    DANA,
    "help@printers.example",
    "Fwd: Printer",
    "Dear vendor, see below please.",
    irt="a",
    cc=PAT,
)
s.exp(pat, "email", "3 09:00", 1)

s = S("4-private-note", "a private note")
s.ticket("3 09:00", 1001, "Printer", comments=[("3 10:00", 9001, False, "Talked to the vendor.")])
s.exp(pat, "ticket", "3 09:00", 1)

s = S(
    "4-freshdesk",
    "Freshservice: private note (source 2), then the public reply answers; outer status pending",
)
s.fd(
    "3 09:00",
    1001,
    "Printer",
    source=2,
    status=3,
    notes=[
        ("3 10:00", 9001, False, True, "internal: vendor"),
        ("3 11:00", 9002, False, False, REPLY),
    ],
)
s.ans(pat, "ticket", "3 09:00", 1, "3 11:00", by="lee", how="ticket")

s = S("4-freshdesk-client-chases", "Freshservice: incoming note of the requester is an attempt")
s.fd("3 09:00", 1001, "Printer", source=2, notes=[("4 10:00", 1001, True, False, "Any update?")])
s.exp(pat, "ticket", "3 09:00", 2)

s = S(
    "4-vm-heard",
    "'hearing the voicemail' answers nothing: the message lies in Old; a call to VoiceMailMain",
)
s.extra["voicemail/default/600/Old/msg0000.txt"] = (
    "[message]\norigmailbox=600\ncontext=default\nexten=s\ncallerchan=PJSIP/trunk-1\n"
    f"callerid=\"PAT\" <{P}>\norigdate=Tue Mar  3 09:00:20 AM UTC 2026\norigtime={int(t('3 09:00:20').timestamp())}\nmsg_id={int(t('3 09:00:20').timestamp())}-00000006\nduration=28\n"
)
s.row(
    "3 10:00",
    "201",
    "*97",
    "",
    "VoiceMailMain",
    "600@default",
    "3 10:00",
    "3 10:01",
    "ANSWERED",
    chan="PJSIP/201-9",
    ctx="from-internal",
    did="",
)
s.exp(pat, "voicemail", "3 09:00:20", 1)

s = S("4-bcc-none", "our mail without To (undisclosed) in the thread reaches nobody")
s.mail("3 09:00", PAT, SUP, "Printer", mid="a")
s.mail("3 10:00", DANA, "undisclosed-recipients:;", "Re: Printer", REPLY, irt="a")
s.exp(pat, "email", "3 09:00", 1)

s = S(
    "4-inbound-call-answers",
    "'either way': the client's live call answers their mail thread (6: as its attempt)",
)
s.mail("3 09:00", PAT, SUP, "Printer")
s.live("3 11:00", P, ring=6, talk=60, ext="203")
s.ans(pat, "email", "3 09:00", 2, "3 11:00:06", by="sam", how="person")
