"""Pairings of notices, calls and tickets, and forms that people send.

A scenario is `s = S(name, why)`, where `why` cites the sentence of the rules that it holds the
program to; then what was written and called (`s.mail`, `s.vm`, `s.missed`, `s.live`, `s.out`,
`s.row`, `s.ticket`, `s.fd`), with times such as "3 09:00", 3 March 2026 in UTC; then the contacts
that must come of it and no others: `s.exp` (person, channel, opened, attempts, state …), `s.ans` for
one that is answered. `note` says where the sentence can be read in another way.
"""

from scenario import *

# ================= third wave: pairings, forms
s = S(
    "x-delayed-notices",
    "3 'the nearest in time': both notices come after the second call; each call gets one",
)
s.vm("3 09:00", P)
s.vm("3 09:06", P)
s.notice("3 09:07", P)
s.notice("3 09:07:10", P)
s.exp(pat, "voicemail", "3 09:00", 2)

s = S(
    "x-notice-between",
    "3 nearest: notice A (09:05) is nearer to the second call (09:08) than to the first (end 09:00:50), B (09:17) fits the second only",
    note="'the nearest in time, in whichever order they come': greedy by distance gives 3 attempts, the best pairing 2",
)
s.vm("3 09:00", P)
s.vm("3 09:08", P)
s.notice("3 09:05", P)
s.notice("3 09:17", P)
s.exp(pat, "voicemail", "3 09:00", 2)

s = S(
    "x-notice-clock-ahead",
    "3 'in whichever order they come, and opens at the earliest': the notice's clock is 2 s before the call's start",
    note="'opens at the earliest (a call at its start)'",
)
s.vm("3 09:00:02", P)
s.notice("3 09:00", P)
s.exp(pat, "voicemail", "3 09:00", 1)

s = S("x-all-kinds", "3 call, voicemail log row, notice and ticket of one voicemail")
s.missed("3 09:00", P)
s.notice("3 09:01", P)
s.ticket("3 09:01:30", 1001, "Voicemail", via=33, by=9001)
s.extra["voicemail/default/600/INBOX/msg0000.txt"] = (
    "[message]\norigmailbox=600\ncontext=default\nexten=s\ncallerchan=PJSIP/trunk-1\n"
    f"callerid=\"PAT\" <{P}>\norigdate=Tue Mar  3 09:00:20 AM UTC 2026\norigtime={int(t('3 09:00:20').timestamp())}\nmsg_id={int(t('3 09:00:20').timestamp())}-00000006\nflag=\nduration=28\n"
)
s.exp(pat, ANY, "3 09:00", 1)

s = S("x-withheld-two", "two withheld calls to a mailbox 5 min apart, two notices: two contacts")
s.vm("3 09:00", "anonymous")
s.vm("3 09:05", "anonymous")
s.notice("3 09:01", None)
s.notice("3 09:06", None)
s.exp(None, "voicemail", "3 09:00", 1, client=None)
s.exp(None, "voicemail", "3 09:05", 1, client=None)

s = S(
    "x-withheld-missed-notice",
    "a withheld voicemail notice and a withheld call that ended missed (dst 600, no VoiceMail row): 'a withheld call to the same mailbox'",
)
s.missed("3 09:00", "anonymous", dst="203")
s.notice("3 09:01", None, mailbox="203")
s.exp(None, ANY, "3 09:00", 1, client=None)
s.note = "is a call to extension 203 'a call to the mailbox 203'?"

s = S(
    "x-vm-ticket-comment-then-mail",
    "'stays so with a voicemail's … ticket': after the client's comment on the voicemail's ticket the contact still has no other thread or ticket, so new mail joins (2d)",
    note="does a comment make the voicemail's ticket a ticket of its own?",
)
s.vm("3 09:00", P)
s.ticket(
    "3 09:02",
    1001,
    "Voicemail from Pat",
    via=33,
    by=9001,
    comments=[("3 10:00", 1001, True, "Did you get my message?")],
)
s.mail("3 12:00", PAT, SUP, "Printer")
s.exp(pat, "voicemail", "3 09:00", 3)

s = S(
    "x-zd-no-solved-at",
    "Zendesk status solved without solved-at: updated-at closes",
    note="formats/helpdesk 1 has solved-at, status-updated-at, updated-at; DESIGN does not say",
)
s.ticket("3 09:00", 1001, "Printer", status=3, updated="3 15:00")
s.exp(pat, "ticket", "3 09:00", 1, "closed-unanswered")

s = S(
    "x-zd-no-users",
    "formats/helpdesk 1: without users.xml author = requester is the end user, everyone else agent; client by organization",
)
s.ticket("3 09:00", 1001, "Printer", comments=[("3 11:00", 9001, True, REPLY)])
s.ans(ANY, "ticket", "3 09:00", 1, "3 11:00", by=None, how="ticket")
s.drop = ["users.xml"]

s = S("x-fd-cc-person", "Freshservice: an incoming note of a cc'd colleague is an attempt")
s.fd(
    "3 09:00",
    1001,
    "Printer",
    source=2,
    notes=[
        ("3 10:00", 1002, True, False, "Same here, when do you come?"),
        ("3 12:00", 9001, False, False, REPLY),
    ],
)
s.ans(pat, "ticket", "3 09:00", 2, "3 12:00", how="ticket")

s = S(
    "x-mobile-forward",
    "inbound to 201, not taken, forwarded to a mobile where somebody picks up",
    note="an external leg answered: human? whose?",
)
u = s.uid("3 09:00")
s.cols = 21
s.row(
    "3 09:00",
    P,
    "201",
    "PJSIP/201-1",
    "Dial",
    "PJSIP/201,15",
    None,
    "3 09:00:15",
    "NO ANSWER",
    uid=u,
)
s.row(
    "3 09:00:15",
    P,
    "4085557777",
    "PJSIP/trunk-00000033",
    "Dial",
    "PJSIP/4085557777@trunk,60",
    "3 09:00:24",
    "3 09:02",
    "ANSWERED",
    uid=u,
    ctx="from-internal",
)
s.ans(pat, "call", "3 09:00", 1, "3 09:00:24", by=None, how="live")

s = S("x-two-calls-same-second", "two calls of one number in one second: two attempts")
s.missed("3 09:00", P)
s.missed("3 09:00", P, ring=22)
s.exp(pat, "call", "3 09:00", 2)

s = S("x-thanks-disclaimer", "5 thanks above a signature with a disclaimer that says please")
s.mail("3 09:00", PAT, SUP, "Printer", mid="a")
s.mail("3 10:00", DANA, PAT, "Re: Printer", REPLY, mid="b", irt="a")
s.mail(
    "3 11:00",
    PAT,
    DANA,
    "Re: Printer",
    "Thanks Dana!\n\n-- \nPat Doe\nAcme Dental, 12 Main St, (408) 555-1001\nThis e-mail is confidential. If you are not the intended recipient, please notify the sender and delete it. Please consider the environment before printing.",
    irt="b",
)
s.ans(pat, "email", "3 09:00", 1, "3 10:00")

s = S("x-thanks-bottom", "5 thanks posted below the quotation, whose text asks")
s.mail("3 09:00", PAT, SUP, "Printer", mid="a")
s.mail("3 10:00", DANA, PAT, "Re: Printer", REPLY, mid="b", irt="a")
s.mail(
    "3 11:00",
    PAT,
    DANA,
    "Re: Printer",
    "On Tue, Mar 3, 2026 at 2:00 AM Dana Ruiz <dana@harborit.example> wrote:\n\n> Hello Pat,\n> could you try it again, please?\n\nThank you very much!\n",
    irt="b",
)
s.ans(pat, "email", "3 09:00", 1, "3 10:00")

s = S("x-thanks-samsung", "5 thanks with a phone's signature")
s.mail("3 09:00", PAT, SUP, "Printer", mid="a")
s.mail("3 10:00", DANA, PAT, "Re: Printer", REPLY, mid="b", irt="a")
s.mail("3 11:00", PAT, DANA, "Re: Printer", "Thank you\n\nGet Outlook for iOS\n", irt="b")
s.ans(pat, "email", "3 09:00", 1, "3 10:00")

s = S(
    "x-request-in-subject",
    "a mail with thanks as text and the request in the subject: 'mail that only thanks'",
)
s.mail("3 09:00", PAT, SUP, "Please reset Quinn's password", "Thanks!")
s.exp(pat, "email", "3 09:00", 1)

s = S(
    "x-request-in-attachment",
    "thanks with an attached screenshot of the next fault",
    note="'mail that only thanks': an attachment may say more",
)
s.mail("3 09:00", PAT, SUP, "Printer", mid="a")
s.mail("3 10:00", DANA, PAT, "Re: Printer", REPLY, mid="b", irt="a")
s.mail(
    "3 11:00",
    PAT,
    DANA,
    "Re: Printer",
    "--BB\nContent-Type: text/plain\n\nThanks!\n--BB\nContent-Type: image/png; name=error.png\nContent-Disposition: attachment; filename=error.png\nContent-Transfer-Encoding: base64\n\niVBORw0KGgo=\n--BB--\n",
    irt="b",
    ctype="multipart/mixed; boundary=BB",
)
s.ans(pat, "email", "3 09:00", 1, "3 10:00")
s.exp(pat, "email", "3 11:00", 1)

s = S(
    "x-client-invites",
    "a client's meeting invitation (METHOD:REQUEST) wants an answer",
    note="5 does not list meetings",
)
s.mail(
    "3 09:00",
    PAT,
    DANA,
    "Server room visit",
    "BEGIN:VCALENDAR\nMETHOD:REQUEST\nBEGIN:VEVENT\nUID:1\nDTSTART:20260310T170000Z\nSUMMARY:Server room visit\nEND:VEVENT\nEND:VCALENDAR",
    ctype="text/calendar; method=REQUEST; charset=utf-8",
)
s.exp(pat, "email", "3 09:00", 1)

s = S(
    "x-list-digest-ours",
    "5 a person's mail to our list with List-Unsubscribe and Precedence bulk set by the list",
)
s.mail(
    "3 09:00",
    PAT,
    "support@lists.harborit.example",
    "[Support] Printer",
    hdr=[
        "List-Id: <support.lists.harborit.example>",
        "Precedence: bulk",
        "List-Unsubscribe: <mailto:support-leave@lists.harborit.example>",
    ],
)
s.exp(pat, "email", "3 09:00", 1)

s = S(
    "x-reply-on-our-list",
    "4/5 our technician's plain (unmunged) reply through our list, To the list and Pat",
)
s.mail("3 09:00", PAT, "support@lists.harborit.example", "Printer", mid="a", hdr=LISTH)
s.mail(
    "3 10:00",
    DANA,
    "support@lists.harborit.example",
    "Re: Printer",
    REPLY,
    irt="a",
    cc=PAT,
    hdr=LISTH,
)
s.ans(pat, "email", "3 09:00", 1, "3 10:00")

s = S(
    "x-reply-bulk-header",
    "our helpdesk stamps Precedence: bulk on a technician's reply",
    note="5 'automatic mail (formats/mail.md 4)' by header; a human wrote it",
)
s.mail("3 09:00", PAT, SUP, "Printer", mid="a")
s.mail("3 10:00", DANA, PAT, "Re: Printer", REPLY, irt="a", hdr=["Precedence: bulk"])
s.exp(pat, "email", "3 09:00", 1, ack="3 10:00")

s = S(
    "x-short-reply-live-transfer",
    "6 live picked up by an extension outside the technicians (209): by left out",
)
s.live("3 09:00", P, ext="209")
s.ans(pat, "call", "3 09:00", 1, "3 09:00:08", by=None, how="live")

s = S("x-mail-bcc-ours", "the client's mail reached us by Bcc only (To: undisclosed)")
s.mail(
    "3 09:00",
    PAT,
    "undisclosed-recipients:;",
    "Printer",
    hdr=["Delivered-To: support@harborit.example"],
)
s.exp(pat, "email", "3 09:00", 1)

s = S(
    "x-answer-before-question",
    "a reply dated 2 min before the mail it answers (clock skew): In-Reply-To is trusted, but an answer before the opening?",
    note="the clock of the client runs ahead; by order of time the answer comes before the contact is open",
)
s.mail("3 09:02", PAT, SUP, "Printer", mid="a", recv="3 08:59")
s.mail("3 09:00", DANA, PAT, "Re: Printer", REPLY, irt="a")
s.exp(pat, "email", "3 09:02", 1)

s = S("x-reply-on-our-list-id-only", "as x-reply-on-our-list, List-Id only (no Precedence)")
s.mail("3 09:00", PAT, "support@lists.harborit.example", "Printer", mid="a")
s.mail(
    "3 10:00",
    DANA,
    "support@lists.harborit.example",
    "Re: Printer",
    REPLY,
    irt="a",
    cc=PAT,
    hdr=LISTH[:1],
)
s.ans(pat, "email", "3 09:00", 1, "3 10:00")

s = S(
    "x-phone-ticket-not-calls-only",
    "'a contact that has neither thread nor ticket is calls only, and stays so with a voicemail's notice or ticket': here the echo of a short live call is a phone ticket, so it is calls only no more; new mail is its own",
)
s.missed("3 09:00", P)
s.live("3 10:00", P, ring=5, talk=4)
s.ticket("3 10:02", 1001, "Phoned, cut off", via=34, by=9001)
s.mail("3 12:00", PAT, SUP, "Printer")
s.exp(pat, "call", "3 09:00", 2)
s.exp(pat, "email", "3 12:00", 1)
s.note = "rare; by letter only a voicemail's notice or ticket keeps it calls only"
