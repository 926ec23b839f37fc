"""One attempt seen twice (rule 3).

A scenario is `s = S(name, why)`, where `why` cites the sentence of the rules that it holds the
program to; then what was written and called (`s.mail`, `s.vm`, `s.missed`, `s.live`, `s.out`,
`s.row`, `s.ticket`, `s.fd`), with times such as "3 09:00", 3 March 2026 in UTC; then the contacts
that must come of it and no others: `s.exp` (person, channel, opened, attempts, state …), `s.ans` for
one that is answered. `note` says where the sentence can be read in another way.
"""

from scenario import *

# ================= 3 echoes
s = S(
    "3-all-four",
    "3: the call, the notice, the ticket of channel voicemail: one attempt, one sight of each",
)
s.vm("3 09:00", P)
s.notice("3 09:01:10", P)
s.ticket("3 09:01:30", 1001, "Voicemail from 408-555-1001", via=44, by=9001)
s.exp(pat, "voicemail", "3 09:00", 1)

s = S("3-spool", "3: 'its row in a voicemail log' (msg0000.txt) and a missed call")
s.missed("3 09:00", P, ring=20)
s.extra["voicemail/default/600/INBOX/msg0000.txt"] = (
    ";\n; Message Information file\n;\n[message]\norigmailbox=600\ncontext=default\nexten=s\nrdnis=unknown\npriority=2\ncallerchan=PJSIP/trunk-1\n"
    f"callerid=\"PAT\" <{P}>\norigdate=Tue Mar  3 09:00:20 AM UTC 2026\norigtime={int(t('3 09:00:20').timestamp())}\ncategory=\nmsg_id={int(t('3 09:00:20').timestamp())}-00000006\nflag=\nduration=28\n"
)
s.exp(pat, ANY, "3 09:00", 1)

s = S("3-freeswitch-notice", "3 with FreeSWITCH's voicemail mail")
s.vm("3 09:00", P)
s.notice("3 09:01", P, style="fs", name="PAT DOE", mailbox="600")
s.exp(pat, "voicemail", "3 09:00", 1)

s = S("3-notice-name-only", "the number only in X-Asterisk-CallerID, the body has the name")
s.vm("3 09:00", P)
s.notice("3 09:01", P, name="ACME DENTAL")
s.exp(pat, "voicemail", "3 09:00", 1)

s = S(
    "3-notice-10m-exact",
    "3 'within echo_within (10 minutes) between their nearest ends': call ends 09:00:50, notice 09:10:50",
)
s.vm("3 09:00", P)
s.notice("3 09:10:50", P)
s.exp(pat, "voicemail", "3 09:00", 1)

s = S(
    "3-notice-10m-over", "3: 10 min and 1 s after the end is no echo: a voicemail that joins by 2c"
)
s.vm("3 09:00", P)
s.notice("3 09:10:51", P)
s.exp(pat, "voicemail", "3 09:00", 2)

s = S("3-custom", "match.echo_within: 2m", match="{ echo_within: 2m }")
s.vm("3 09:00", P)
s.notice("3 09:02:51", P)
s.exp(pat, "voicemail", "3 09:00", 2)

s = S("3-two-calls-two-notices", "3 'at most one sight of each kind, the nearest in time'")
s.vm("3 09:00", P)
s.vm("3 09:04", P)
s.notice("3 09:01", P)
s.notice("3 09:05", P)
s.exp(pat, "voicemail", "3 09:00", 2)

s = S("3-two-calls-one-notice", "two voicemail calls, one notice: two attempts")
s.vm("3 09:00", P)
s.vm("3 09:04", P)
s.notice("3 09:05", P)
s.exp(pat, "voicemail", "3 09:00", 2)

s = S(
    "3-one-call-two-notices", "one call, two notices: the second is no sight of it, so an attempt"
)
s.vm("3 09:00", P)
s.notice("3 09:01", P)
s.notice("3 09:06", P)
s.exp(pat, "voicemail", "3 09:00", 2)

s = S(
    "3-notice-only", "a notice without a call log opens a voicemail contact of the number's person"
)
s.notice("3 09:01", P)
s.exp(pat, "voicemail", "3 09:01", 1)

s = S(
    "3-withheld-same-box", "'a notice without a number echoes a withheld call to the same mailbox'"
)
s.vm("3 09:00", "anonymous", box="600")
s.notice("3 09:01", None, mailbox="600")
s.exp(None, "voicemail", "3 09:00", 1, client=None)

s = S("3-withheld-other-box", "another mailbox: no echo, and withheld are never merged")
s.vm("3 09:00", "anonymous", box="600")
s.notice("3 09:01", None, mailbox="203")
s.exp(None, "voicemail", "3 09:00", 1, client=None)
s.exp(None, "voicemail", "3 09:01", 1, client=None)

s = S(
    "3-numberless-not-known-caller",
    "a notice without number does not echo the call of a known number",
)
s.vm("3 09:00", P, box="600")
s.notice("3 09:01", None, mailbox="600")
s.exp(pat, "voicemail", "3 09:00", 1)
s.exp(None, "voicemail", "3 09:01", 1, client=None)

s = S(
    "3-phone-ticket",
    "3 'a ticket of channel phone entered within that time of a live call of the person is an echo': 5 min after the end of a 10-minute call",
)
s.live("3 09:00", P, ring=6, talk=600)
s.ticket("3 09:15", 1001, "Phone: monitor flickers", via=34, by=9001)
s.ans(pat, "call", "3 09:00", 1, "3 09:00:06", how="live")

s = S("3-phone-ticket-during", "entered during the call")
s.live("3 09:00", P, ring=6, talk=1500)
s.ticket("3 09:14", 1001, "Monitor flickers", via=45, by=9001)
s.ans(pat, "call", "3 09:00", 1, "3 09:00:06", how="live")

s = S("3-phone-ticket-exact", "exactly 10 min after the end (end 09:02:06)")
s.live("3 09:00", P, ring=6, talk=120)
s.ticket("3 09:12:06", 1001, "Monitor flickers", via=34, by=9001)
s.ans(pat, "call", "3 09:00", 1, "3 09:00:06", how="live")

s = S("3-phone-ticket-late", "10 min 1 s: the ticket is the client's own contact (5)")
s.live("3 09:00", P, ring=6, talk=120)
s.ticket("3 09:12:07", 1001, "Monitor flickers", via=34, by=9001)
s.ans(pat, "call", "3 09:00", 1, "3 09:00:06", how="live")
s.exp(pat, "ticket", "3 09:12:07", 1)

s = S(
    "3-phone-ticket-comment-after",
    "'An echo ties its ticket to the contact': the client's later comment opens anew, our comment answers it",
)
s.live("3 09:00", P, ring=6, talk=120)
s.ticket(
    "3 09:05",
    1001,
    "Monitor flickers",
    via=34,
    by=9001,
    comments=[
        ("4 09:00", 1001, True, "It flickers again, what now?"),
        ("4 11:00", 9002, True, REPLY),
    ],
)
s.ans(pat, "call", "3 09:00", 1, "3 09:00:06", how="live")
s.ans(pat, "ticket", "4 09:00", 1, "4 11:00", by="lee", how="ticket")

s = S(
    "3-mail-ticket",
    "3 'a mail and the ticket of channel email opened from it'; the comment answers",
)
s.mail("3 09:00", PAT, SUP, "Printer blank")
s.ticket("3 09:00:40", 1001, "Printer blank", via=4, comments=[("3 11:00", 9001, True, REPLY)])
s.ans(pat, "email", "3 09:00", 1, "3 11:00", how="ticket")

s = S("3-mail-ticket-exact", "mail and ticket exactly 10 minutes apart")
s.mail("3 09:00", PAT, SUP, "Printer blank")
s.ticket("3 09:10", 1001, "Printer blank", via=4)
s.exp(pat, "email", "3 09:00", 1)

s = S(
    "3-mail-ticket-over",
    "10 min 1 s: no echo, but a new ticket with the same base subject joins (2b) as an attempt",
)
s.mail("3 09:00", PAT, SUP, "Printer blank")
s.ticket("3 09:10:01", 1001, "Printer blank", via=4)
s.exp(pat, "email", "3 09:00", 2)

s = S(
    "3-ticket-before-mail",
    "'in whichever order they come, and opens at the earliest': ticket 20 s before the mail's Date",
)
s.mail("3 09:00:20", PAT, SUP, "Printer blank")
s.ticket("3 09:00", 1001, "Printer blank", via=4)
s.exp(pat, ANY, "3 09:00", 1)

s = S(
    "3-mail-ticket-reply-by-mail",
    "the echo ties the ticket: the reply by mail answers, then solving changes nothing",
)
s.mail("3 09:00", PAT, SUP, "Printer blank", mid="a")
s.ticket("3 09:00:40", 1001, "Printer blank", via=4, status=3, solved="3 15:00")
s.mail("3 11:00", LEE, PAT, "Re: Printer blank", REPLY, irt="a")
s.ans(pat, "email", "3 09:00", 1, "3 11:00", by="lee")

s = S(
    "3-comment-mail",
    "'a public comment and the mail that carries it': one answer, the earlier; then their mail reply mirrored as a comment is one new attempt",
)
s.mail("3 09:00", PAT, SUP, "Printer blank", mid="a")
s.ticket(
    "3 09:00:40",
    1001,
    "Printer blank",
    via=4,
    comments=[
        ("3 11:00", 9001, True, REPLY),
        ("3 14:00:30", 1001, True, "It is still blank. What next?"),
        ("3 16:00", 9001, True, REPLY),
    ],
)
s.mail(
    "3 11:00:15",
    "Dana Ruiz <support@harborit.example>",
    PAT,
    "[Harbor IT] Re: Printer blank",
    REPLY,
    mid="n1",
    irt="zd-1",
)
s.mail(
    "3 14:00",
    PAT,
    SUP,
    "Re: [Harbor IT] Re: Printer blank",
    "It is still blank. What next?",
    mid="c",
    irt="n1",
)
s.mail(
    "3 16:00:15",
    "Dana Ruiz <support@harborit.example>",
    PAT,
    "[Harbor IT] Re: Printer blank",
    REPLY,
    mid="n2",
    irt="zd-1",
)
s.ans(pat, "email", "3 09:00", 1, "3 11:00", how="ticket")
s.ans(pat, "email", "3 14:00", 1, "3 16:00", how="ticket")

s = S(
    "3-second-sight-answers-nothing",
    "'the second sight of an answer of ours ties its thread and answers nothing further': a call missed between comment and its mail stays open",
)
s.ticket("3 09:00", 1001, "Printer blank", comments=[("3 11:00", 9001, True, REPLY)])
s.missed("3 11:00:30", P, ring=15)
s.mail(
    "3 11:01:30",
    "Dana Ruiz <support@harborit.example>",
    PAT,
    "[Harbor IT] Re: Printer blank",
    REPLY,
)
s.ans(pat, "ticket", "3 09:00", 1, "3 11:00", how="ticket")
s.exp(pat, "call", "3 11:00:30", 1)

s = S(
    "3-second-sight-ties-thread",
    "'ties its thread': the client's mail reply to the second sight joins the ticket's matter; a comment there answers it",
)
s.ticket(
    "3 09:00",
    1001,
    "Printer blank",
    comments=[("3 11:00", 9001, True, REPLY), ("5 10:00", 9001, True, REPLY)],
)
s.mail(
    "3 11:00:30",
    "Dana Ruiz <support@harborit.example>",
    PAT,
    "[Harbor IT] Re: Printer blank",
    REPLY,
    mid="n1",
)
s.mail(
    "4 09:00",
    PAT,
    SUP,
    "Re: [Harbor IT] Re: Printer blank",
    "Still the same trouble here.",
    irt="n1",
)
s.ans(pat, "ticket", "3 09:00", 1, "3 11:00", how="ticket")
s.ans(pat, "email", "4 09:00", 1, "5 10:00", how="ticket")

s = S(
    "3-missed-then-own-mail",
    "a missed call and a mail of the same person 2 min later are no echoes but two attempts",
)
s.missed("3 09:00", P)
s.mail("3 09:02", PAT, SUP, "Printer")
s.exp(pat, "call", "3 09:00", 2)

s = S("3-echo-other-number", "By number: the notice of another number is no echo")
s.vm("3 09:00", P)
s.notice("3 09:01", Q)
s.exp(pat, "voicemail", "3 09:00", 1)
s.exp(quinn, "voicemail", "3 09:01", 1)

s = S(
    "3-voicemail-ticket-unknown-requester",
    "By number: the voicemail ticket's requester is a helpdesk user known by phone only",
)
s.vm("3 09:00", P)
s.ticket("3 09:01:30", 4001, "Voicemail from +14085551001", via=33, by=9001)
s.exp(pat, "voicemail", "3 09:00", 1)

s = S(
    "3-voicemail-ticket-answered-comment",
    "'An echo ties its ticket to the contact': a comment on it answers",
)
s.vm("3 09:00", P)
s.ticket(
    "3 09:01:30",
    1001,
    "Voicemail from Pat",
    via=33,
    by=9001,
    comments=[("3 10:00", 9003, True, REPLY)],
)
s.ans(pat, "voicemail", "3 09:00", 1, "3 10:00", by="sam", how="ticket")
