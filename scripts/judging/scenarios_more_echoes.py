"""Variations of joining and of echoes.

A scenario is `s = S(name, why)`, where `why` cites the sentence of the rules that it holds the
program to; then what was written and called (`s.mail`, `s.vm`, `s.missed`, `s.live`, `s.out`,
`s.row`, `s.ticket`, `s.fd`), with times such as "3 09:00", 3 March 2026 in UTC; then the contacts
that must come of it and no others: `s.exp` (person, channel, opened, attempts, state …), `s.ans` for
one that is answered. `note` says where the sentence can be read in another way.
"""

from scenario import *

# ================= second wave: variations
s = S(
    "w-tie-mail-then-comment",
    "3 'An echo ties its … ticket': mirrored mail answered by mail; the client's next mail in the thread (no comment written) is answered by a comment on the tied ticket",
)
s.mail("3 09:00", PAT, SUP, "Printer blank", mid="a")
s.ticket("3 09:00:40", 1001, "Printer blank", via=4, comments=[("4 11:00", 9001, True, REPLY)])
s.mail("3 11:00", LEE, PAT, "Re: Printer blank", REPLY, mid="b", irt="a")
s.mail("4 09:00", PAT, LEE, "Re: Printer blank", "It fails again with the same page.", irt="b")
s.ans(pat, "email", "3 09:00", 1, "3 11:00", by="lee")
s.ans(pat, "email", "4 09:00", 1, "4 11:00", how="ticket")

s = S(
    "w-tie-comment-then-mail",
    "reverse: the client comments on the tied ticket after the answer; our mail in the thread answers",
)
s.mail("3 09:00", PAT, SUP, "Printer blank", mid="a")
s.ticket(
    "3 09:00:40",
    1001,
    "Printer blank",
    via=4,
    comments=[("4 09:00", 1001, True, "It fails again with the same page.")],
)
s.mail("3 11:00", LEE, PAT, "Re: Printer blank", REPLY, mid="b", irt="a")
s.mail("4 11:00", DANA, PAT, "Re: Printer blank", REPLY, irt="b")
s.ans(pat, "email", "3 09:00", 1, "3 11:00", by="lee")
s.exp(pat, "ticket", "4 09:00", 1, "answered", "4 11:00", "dana", ANY)

s = S("w-via-ours-to-list", "9/5 our technician's munged mail To the list, Cc Pat")
s.mail("3 09:00", PAT, "support@lists.harborit.example", "Printer", mid="a", hdr=LISTH)
s.mail(
    "3 10:00",
    "Dana Ruiz via Support <support@lists.harborit.example>",
    "support@lists.harborit.example",
    "Re: Printer",
    REPLY,
    irt="a",
    cc=PAT,
    hdr=["X-Original-From: Dana Ruiz <dana@harborit.example>"] + LISTH,
)
s.ans(pat, "email", "3 09:00", 1, "3 10:00")

s = S("w-via-ours-cc-list", "… To Pat, Cc the list")
s.mail("3 09:00", PAT, "support@lists.harborit.example", "Printer", mid="a", hdr=LISTH)
s.mail(
    "3 10:00",
    "Dana Ruiz via Support <support@lists.harborit.example>",
    PAT,
    "Re: Printer",
    REPLY,
    irt="a",
    cc="support@lists.harborit.example",
    hdr=["Reply-To: Dana Ruiz <dana@harborit.example>"] + LISTH,
)
s.ans(pat, "email", "3 09:00", 1, "3 10:00")

s = S(
    "w-exchange-um",
    "3 the notice of Exchange UM (Content-Class voice-ca, X-CallingTelephoneNumber)",
)
s.vm("3 09:00", P)
s.mail(
    "3 09:01",
    "Microsoft Exchange <um@harborit.example>",
    SUP,
    "Voice Mail from Pat Doe (0 minutes, 28 seconds)",
    "You received a voice mail from Pat Doe at +14085551001.",
    hdr=[
        "Content-Class: voice-ca",
        "X-CallingTelephoneNumber: +14085551001",
        "X-VoiceMessageDuration: 28",
        "X-VoiceMessageSenderName: Pat Doe",
    ],
)
s.exp(pat, "voicemail", "3 09:00", 1)

s = S("w-google-voice", "3 the notice of Google Voice")
s.missed("3 09:00", P)
s.mail(
    "3 09:01",
    "Google Voice <voice-noreply@google.com>",
    SUP,
    "New voicemail from (408) 555-1001 at 1:01 AM",
    "Hi it is Pat, please call me about the printer.\n\nplay message\n\nYOUR ACCOUNT",
)
s.exp(pat, ANY, "3 09:00", 1)

s = S("w-missed-call-notice", "3 a missed-call notice of Google Voice")
s.missed("3 09:00", P)
s.mail(
    "3 09:01",
    "Google Voice <voice-noreply@google.com>",
    SUP,
    "Missed call from (408) 555-1001",
    "You missed a call from (408) 555-1001.",
)
s.exp(pat, "call", "3 09:00", 1)

s = S("w-notice-subject-urgent", "Asterisk's urgent form; no X- headers, the number in the body")
s.vm("3 09:00", P)
s.mail(
    "3 09:01",
    "Asterisk PBX <asterisk@pbx.harborit.example>",
    SUP,
    "[PBX]: New Urgent message 2 in mailbox 600",
    f"Dear Support:\n\n\tJust wanted to let you know you were just left a 0:28 long message (number 2)\nin mailbox 600 from {P}, on Tuesday, March 03, 2026 at 01:00:20 AM so you might\nwant to check it when you get a chance.  Thanks!\n\n\t\t\t\t--Asterisk\n",
)
s.exp(pat, "voicemail", "3 09:00", 1)

s = S("w-notice-greeting", "formats/calls 1f: a greeting backup is no voicemail and no contact")
s.mail(
    "3 09:01",
    "Asterisk PBX <asterisk@pbx.harborit.example>",
    SUP,
    "New greeting 'unavail' on Tuesday, March 03, 2026 at 01:00:20 AM.",
    "See attachment.",
)
s.missed("9 09:00", P)
s.exp(pat, "call", "9 09:00", 1)

s = S("w-notice-joins-mail", "2c a voicemail (notice only) joins the person's open mail contact")
s.mail("3 09:00", PAT, SUP, "Printer")
s.notice("4 09:00", P)
s.exp(pat, "email", "3 09:00", 2)

s = S(
    "w-notice-live-call-no-echo",
    "3 'a missed or voicemail call': a live call is no partner of a notice: the voicemail 2 min after a live call is a contact of its own",
)
s.live("3 09:00", P, ring=5, talk=60)
s.notice("3 09:03", P)
s.ans(pat, "call", "3 09:00", 1, "3 09:00:05", how="live")
s.exp(pat, "voicemail", "3 09:03", 1)

s = S(
    "w-phone-ticket-missed-call",
    "3 phone tickets echo live calls only: after a missed call the phone ticket joins by 2d as an attempt",
)
s.missed("3 09:00", P)
s.ticket("3 09:05", 1001, "Phoned", via=34, by=9001)
s.exp(pat, "call", "3 09:00", 2)

s = S(
    "w-phone-ticket-shared",
    "3 'a live call of the person': the call came from the shared number, so the ticket of Pat is his own contact",
)
s.live("3 09:00", SH, ring=5, talk=60)
s.ticket("3 09:03", 1001, "Phoned", via=34, by=9001)
s.ans(shared, "call", "3 09:00", 1, "3 09:00:05", how="live")
s.exp(pat, "ticket", "3 09:03", 1)
s.note = "a phone ticket for a person who rang from the shared number: 'live call of the person' by letter says no"

s = S(
    "w-phone-ticket-after-joined-live",
    "6/3 the live call was an attempt of an open mail contact; its phone ticket is an echo of the call all the same",
)
s.mail("3 09:00", PAT, SUP, "Printer")
s.live("3 11:00", P, ring=5, talk=60)
s.ticket("3 11:04", 1001, "Printer by phone", via=34, by=9001)
s.ans(pat, "email", "3 09:00", 2, "3 11:00:05", how="person")

s = S("w-two-live-one-ticket", "two live calls, one phone ticket: nearest; nothing more")
s.live("3 09:00", P, ring=5, talk=60)
s.live("3 09:08", P, ring=5, talk=60)
s.ticket("3 09:10", 1001, "Phoned", via=34, by=9001)
s.ans(pat, "call", "3 09:00", 1, "3 09:00:05", how="live")
s.ans(pat, "call", "3 09:08", 1, "3 09:08:05", how="live")

s = S(
    "w-one-live-two-tickets",
    "one live call, two phone tickets within 10 min: 'at most one sight of each kind': the second is the client's own contact",
)
s.live("3 09:00", P, ring=5, talk=60)
s.ticket("3 09:02", 1001, "VPN", via=34, by=9001)
s.ticket("3 09:05", 1001, "Monitor", via=34, by=9001)
s.ans(pat, "call", "3 09:00", 1, "3 09:00:05", how="live")
s.exp(pat, "ticket", "3 09:05", 1)

s = S("w-two-mirrors", "two mails of one subject within 10 minutes, each mirrored: two attempts")
s.mail("3 09:00", PAT, SUP, "Printer blank")
s.mail("3 09:03", PAT, SUP, "Printer blank", "Now also the second tray.")
s.ticket("3 09:00:30", 1001, "Printer blank", via=4)
s.ticket("3 09:03:30", 1001, "Printer blank", via=4)
s.exp(pat, "email", "3 09:00", 2)

s = S("w-mirror-second-address", "mirrored from the person's second address")
USERS[1005] = ("Pat private", "pat.doe@freemail.example", None, 0)
s.mail("3 09:00", "Pat <pat.doe@freemail.example>", SUP, "Printer blank")
s.ticket("3 09:00:30", 1005, "Printer blank", via=4)
s.exp(pat, "email", "3 09:00", 1)

s = S(
    "w-chase-mirrored-comment",
    "3 'a public comment and the mail that carries it': the client's chasing mail is mirrored as a comment: attempts 2",
)
s.mail("3 09:00", PAT, SUP, "Printer blank", mid="a")
s.mail("4 09:00", PAT, SUP, "Re: Printer blank", "Any update for me?", irt="a")
s.ticket(
    "3 09:00:30",
    1001,
    "Printer blank",
    via=4,
    comments=[("4 09:00:40", 1001, True, "Any update for me?")],
)
s.exp(pat, "email", "3 09:00", 2)

s = S(
    "w-reply-mirrored",
    "our reply by mail is mirrored as a public comment: the mail is first, matched by thread",
)
s.mail("3 09:00", PAT, SUP, "Printer blank", mid="a")
s.mail("3 11:00", DANA, PAT, "Re: Printer blank", REPLY, irt="a")
s.ticket("3 09:00:30", 1001, "Printer blank", via=4, comments=[("3 11:00:20", 9001, True, REPLY)])
s.ans(pat, "email", "3 09:00", 1, "3 11:00")

s = S(
    "w-second-sight-reverse",
    "'the second sight answers nothing further', mail first, then its comment; a call missed between stays open",
)
s.mail("3 09:00", PAT, SUP, "Printer blank", mid="a")
s.mail("3 11:00", DANA, PAT, "Re: Printer blank", REPLY, irt="a")
s.missed("3 11:00:10", P, ring=12)
s.ticket("3 09:00:30", 1001, "Printer blank", via=4, comments=[("3 11:00:40", 9001, True, REPLY)])
s.ans(pat, "email", "3 09:00", 1, "3 11:00")
s.exp(pat, "call", "3 11:00:10", 1)
