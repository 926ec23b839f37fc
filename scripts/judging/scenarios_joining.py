"""What joins an open contact (rule 2).

A scenario is `s = S(name, why)`, where `why` cites the sentence of the rules that it holds the
program to; then what was written and called (`s.mail`, `s.vm`, `s.missed`, `s.live`, `s.out`,
`s.row`, `s.ticket`, `s.fd`), with times such as "3 09:00", 3 March 2026 in UTC; then the contacts
that must come of it and no others: `s.exp` (person, channel, opened, attempts, state …), `s.ans` for
one that is answered. `note` says where the sentence can be read in another way.
"""

from scenario import *

# ================= 2 joins
s = S("2a-thread", "2a mail in its thread; never resets the clock")
s.mail("3 09:00", PAT, SUP, "Printer", mid="a")
s.mail("5 09:00", PAT, SUP, "Re: Printer", "Any news on this?", mid="b", irt="a")
s.mail("5 12:00", DANA, PAT, "Re: Printer", REPLY, irt="b")
s.ans(pat, "email", "3 09:00", 2, "5 12:00")

s = S("2a-thread-late", "2a has no time limit: 40 days later in the thread")
s.mail("3 09:00", PAT, SUP, "Printer", mid="a")
s.mail("43 09:00", PAT, SUP, "Re: Printer", "Any news on this?", mid="b", irt="a")
s.exp(pat, "email", "3 09:00", 2)

s = S("2a-comment", "2a a comment on its ticket")
s.ticket(
    "3 09:00",
    1001,
    "Printer",
    comments=[("4 09:00", 1001, True, "Is anybody there?"), ("4 10:00", 9002, True, REPLY)],
)
s.ans(pat, "ticket", "3 09:00", 2, "4 10:00", by="lee", how="ticket")

s = S("2b-new-mail", "2b new mail of the same person with the same base subject")
s.mail("3 09:00", PAT, SUP, "Printer", mid="a")
s.mail("5 09:00", PAT, SUP, "printer", mid="b")
s.exp(pat, "email", "3 09:00", 2)

s = S("2b-no-limit", "2b has no limit in time while the contact is open: 50 days later")
s.mail("3 09:00", PAT, SUP, "Printer", mid="a")
s.mail("53 09:00", PAT, SUP, "Printer", mid="b")
s.exp(pat, "email", "3 09:00", 2)

s = S(
    "2b-other-person",
    "2b 'of the same person': a colleague's new mail with that subject is a contact of its own",
)
s.mail("3 09:00", PAT, SUP, "Printer", mid="a")
s.mail("5 09:00", QUINN, SUP, "Printer", mid="b")
s.exp(pat, "email", "3 09:00", 1)
s.exp(quinn, "email", "5 09:00", 1)

s = S("2b-after-answer", "2 'joins an open contact': after the answer the same subject opens anew")
s.mail("3 09:00", PAT, SUP, "Printer", mid="a")
s.mail("3 10:00", DANA, PAT, "Re: Printer", REPLY, irt="a")
s.mail("5 09:00", PAT, SUP, "Printer", mid="b")
s.ans(pat, "email", "3 09:00", 1, "3 10:00")
s.exp(pat, "email", "5 09:00", 1)

s = S(
    "2b-ticket",
    "2b a new ticket (web form) of the same person with the same base subject, hours later",
)
s.mail("3 09:00", PAT, SUP, "Printer blank", mid="a")
s.ticket("3 14:00", 1001, "Printer blank", comments=[("3 16:00", 9001, True, REPLY)])
s.ans(pat, "email", "3 09:00", 2, "3 16:00", how="ticket")

s = S("2-other-subject", "2 'Everything else is a contact of its own'")
s.mail("3 09:00", PAT, SUP, "Printer", mid="a")
s.mail("3 10:00", PAT, SUP, "Scanner", mid="b")
s.exp(pat, "email", "3 09:00", 1)
s.exp(pat, "email", "3 10:00", 1)

s = S("2c-call-after-mail", "2c a call of a person with an open contact")
s.mail("3 09:00", PAT, SUP, "Printer", mid="a")
s.missed("4 09:00", P)
s.exp(pat, "email", "3 09:00", 2)

s = S("2c-exact", "2c 'at most chase_within (7 days) back': exactly 7 days")
s.missed("3 09:00", P)
s.missed("10 09:00", P)
s.exp(pat, "call", "3 09:00", 2)

s = S("2c-over", "2c 7 days and 1 s")
s.missed("3 09:00", P)
s.missed("10 09:00:01", P)
s.exp(pat, "call", "3 09:00", 1)
s.exp(pat, "call", "10 09:00:01", 1)

s = S("2c-slides", "2c 'whose latest attempt': the window slides")
s.missed("3 09:00", P)
s.missed("9 09:00", P)
s.vm("15 09:00", P)
s.exp(pat, "call", "3 09:00", 3)

s = S("2c-most-recent", "2c 'it joins the most recently opened of those'")
s.mail("3 09:00", PAT, SUP, "Printer", mid="a")
s.mail("4 09:00", PAT, SUP, "Scanner", mid="b")
s.missed("5 09:00", P)
s.exp(pat, "email", "3 09:00", 1)
s.exp(pat, "email", "4 09:00", 2)

s = S(
    "2c-most-recent-of-those",
    "2c 'of those': the later opened is too old, the earlier was chased lately",
)
s.mail("3 09:00", PAT, SUP, "Printer", mid="a")
s.mail("4 09:00", PAT, SUP, "Scanner", mid="b")
s.mail("11 09:00", PAT, SUP, "Re: Printer", "Any news?", irt="a")
s.missed("12 09:00", P)
s.exp(pat, "email", "3 09:00", 3)
s.exp(pat, "email", "4 09:00", 1)

s = S("2c-custom", "match.chase_within: 2d", match="{ chase_within: 2d }")
s.missed("3 09:00", P)
s.missed("5 09:00:01", P)
s.exp(pat, "call", "3 09:00", 1)
s.exp(pat, "call", "5 09:00:01", 1)

s = S("2c-other-person", "2c 'of a person': a colleague's call does not join")
s.missed("3 09:00", P)
s.missed("3 10:00", Q)
s.exp(pat, "call", "3 09:00", 1)
s.exp(quinn, "call", "3 10:00", 1)

s = S("2c-shared-apart", "a shared number is a person of its own: it does not join Pat's contact")
s.missed("3 09:00", P)
s.missed("3 10:00", SH)
s.exp(pat, "call", "3 09:00", 1)
s.exp(shared, "call", "3 10:00", 1)

s = S(
    "2d-mail-after-call",
    "2d new mail of a person whose most recently opened open contact is calls only",
)
s.vm("3 09:00", P)
s.mail("4 09:00", PAT, SUP, "Printer", mid="a")
s.mail("4 10:00", DANA, PAT, "Re: Printer", REPLY, irt="a")
s.ans(pat, "voicemail", "3 09:00", 2, "4 10:00")

s = S("2d-exact", "2d 'within the same time': exactly 7 days")
s.missed("3 09:00", P)
s.mail("10 09:00", PAT, SUP, "Printer")
s.exp(pat, "call", "3 09:00", 2)

s = S("2d-over", "2d 7 days and 1 s")
s.missed("3 09:00", P)
s.mail("10 09:00:01", PAT, SUP, "Printer")
s.exp(pat, "call", "3 09:00", 1)
s.exp(pat, "email", "10 09:00:01", 1)

s = S("2d-ticket", "2d a new ticket")
s.missed("3 09:00", P)
s.ticket("3 15:00", 1001, "Printer")
s.exp(pat, "call", "3 09:00", 2)

s = S(
    "2d-most-recent-is-mail",
    "2d 'most recently opened open contact is calls only': here it is mail",
)
s.missed("3 09:00", P)
s.mail("11 09:00", PAT, SUP, "Printer")
s.mail("11 10:00", PAT, SUP, "Scanner")
s.exp(pat, "call", "3 09:00", 1)
s.exp(pat, "email", "11 09:00", 1)
s.exp(pat, "email", "11 10:00", 1)

s = S(
    "2d-once",
    "2d after a mail joined, the contact is calls only no more: the second new mail is its own",
)
s.missed("3 09:00", P)
s.mail("3 10:00", PAT, SUP, "Printer")
s.mail("3 11:00", PAT, SUP, "Scanner")
s.exp(pat, "call", "3 09:00", 2)
s.exp(pat, "email", "3 11:00", 1)

s = S("2d-stays-with-notice", "'calls only, and stays so with a voicemail's notice': mail joins")
s.vm("3 09:00", P)
s.notice("3 09:01", P)
s.mail("3 12:00", PAT, SUP, "Printer")
s.exp(pat, "voicemail", "3 09:00", 2)

s = S("2d-stays-with-ticket", "'stays so with a voicemail's … ticket': mail joins")
s.vm("3 09:00", P)
s.ticket("3 09:02", 1001, "Voicemail from: (408) 555-1001", via=33, by=9001)
s.mail("3 12:00", PAT, SUP, "Printer")
s.exp(pat, "voicemail", "3 09:00", 2)

s = S(
    "2d-known-thread-not-new",
    "'New mail is mail in whose thread no other message is known before it': an answered thread goes on, while a call is open",
)
s.mail("2 09:00", PAT, SUP, "Printer", mid="a")
s.mail("2 10:00", DANA, PAT, "Re: Printer", REPLY, mid="b", irt="a")
s.missed("3 09:00", P)
s.mail("3 12:00", PAT, DANA, "Re: Printer", "It still prints blank pages.", irt="b")
s.ans(pat, "email", "2 09:00", 1, "2 10:00")
s.exp(pat, "call", "3 09:00", 1)
s.exp(pat, "email", "3 12:00", 1)

s = S("2d-our-thread-not-new", "the thread was begun by our mail: the client's reply is not new")
s.mail(
    "2 10:00",
    DANA,
    PAT,
    "Licence renewal",
    "Hello Pat, which of the two licences do you want to keep?",
    mid="b",
)
s.missed("3 09:00", P)
s.mail(
    "3 12:00", PAT, DANA, "Re: Licence renewal", "The bigger one, can you send the offer?", irt="b"
)
s.exp(pat, "call", "3 09:00", 1)
s.exp(pat, "email", "3 12:00", 1)

s = S("2d-unknown-irt-is-new", "'an In-Reply-To to an unknown message does not make it known'")
s.missed("3 09:00", P)
s.mail("3 12:00", PAT, SUP, "Re: Old thing", irt="never-seen")
s.exp(pat, "call", "3 09:00", 2)

s = S("2-two-clients", "contacts of other clients never touch")
s.missed("3 09:00", P)
s.missed("3 09:05", U)
s.exp(pat, "call", "3 09:00", 1)
s.exp(uma, "call", "3 09:05", 1, client="northgate")
