"""Who is who, what time an event has, and what opens a contact (rule 1).

A scenario is `s = S(name, why)`, where `why` cites the sentence of the rules that it holds the
program to; then what was written and called (`s.mail`, `s.vm`, `s.missed`, `s.live`, `s.out`,
`s.row`, `s.ticket`, `s.fd`), with times such as "3 09:00", 3 March 2026 in UTC; then the contacts
that must come of it and no others: `s.exp` (person, channel, opened, attempts, state …), `s.ans` for
one that is answered. `note` says where the sentence can be read in another way.
"""

from scenario import *

# ================= preamble
s = S("p-subdomain-ours", "'Ours are the provider's domains (and their subdomains)'")
s.mail("3 09:00", PAT, SUP, "Printer", mid="a")
s.mail("3 11:00", "Dana <dana@helpdesk.harborit.example>", PAT, "Re: Printer", REPLY, irt="a")
s.ans(pat, "email", "3 09:00", 1, "3 11:00", by=ANY)

s = S("p-extra-address-ours", "'Ours are … addresses'; provider.addresses outside the domains")
s.mail("3 09:00", PAT, SUP, "Printer", mid="a")
s.mail("3 11:00", "Dana Ruiz <harbor.helper@freemail.example>", PAT, "Re: Printer", REPLY, irt="a")
s.ans(pat, "email", "3 09:00", 1, "3 11:00")

s = S(
    "p-mobile-number-ours",
    "'Ours are … numbers': an outbound row whose src is the company number, no extension",
)
s.missed("3 09:00", P)
s.row(
    "3 10:00",
    "4085550100",
    P,
    "PJSIP/trunk-000000aa",
    "Dial",
    f"PJSIP/{P}@trunk",
    "3 10:00:06",
    "3 10:03",
    "ANSWERED",
    chan="PJSIP/202-00000002",
    ctx="from-internal",
    did="",
)
s.exp(pat, "call", "3 09:00", 1, "answered", "3 10:00:06", ANY, "person")

s = S("p-second-address", "'A person is … the first address of a person in the directory'")
s.mail("3 09:00", "Pat <pat.doe@freemail.example>", SUP, "Printer", mid="a")
s.exp(pat, "email", "3 09:00", 1)

s = S("p-second-number", "'else their first number': Rex calls from his second number")
s.missed("3 09:00", "4085551004")
s.exp(rex, "call", "3 09:00", 1)

s = S(
    "p-undirectoried",
    "'who is not in the directory is the address itself', the client by its domain",
)
s.mail("3 09:00", "New Hire <newhire@acmedental.example>", SUP, "Badge", mid="a")
s.exp("newhire@acmedental.example", "email", "3 09:00", 1)

s = S("p-shared-number", "'A client's shared number is a person of its own, tel: and the number'")
s.missed("3 09:00", SH)
s.exp(shared, "call", "3 09:00", 1)

s = S(
    "p-number-is-person",
    "a person's number is the person (first address); number forms with +1, 1, and punctuation",
)
s.missed("3 09:00", "+14085551001")
s.missed("3 15:00", "14085551001")
s.exp(pat, "call", "3 09:00", 2)

s = S(
    "p-base-subject",
    "'without reply and forward prefixes, bracketed list tags, case and repeated spaces'; new mail with the same base joins (2b)",
)
s.mail("3 09:00", PAT, SUP, "Printer down", mid="a")
s.mail("4 09:00", PAT, SUP, "AW: [Support]  RE: PRINTER   Down", mid="b", irt="unknown1")
s.exp(pat, "email", "3 09:00", 2)

s = S("p-empty-subject", "'an empty one agrees with none'")
s.mail("3 09:00", PAT, SUP, "", mid="a")
s.mail("3 15:00", PAT, SUP, "", mid="b")
s.exp(pat, "email", "3 09:00", 1)
s.exp(pat, "email", "3 15:00", 1)

s = S("p-empty-re-subject", "'an empty one agrees with none': Re: alone is empty, no subject tie")
s.mail("3 09:00", PAT, SUP, "Re:", mid="a")
s.mail("3 15:00", DANA, PAT, "Re:", REPLY, mid="b")
s.exp(pat, "email", "3 09:00", 1)

s = S("p-date-missing", "'at of a mail is its Date; where that is missing … the time received'")
s.mail("3 09:00", PAT, SUP, "Printer", date=None, recv="3 09:00:07")
s.exp(pat, "email", "3 09:00:07", 1)

s = S("p-date-24h-exact", "'more than 24 h from when it was received': exactly 24 h is not more")
s.mail("3 09:00", PAT, SUP, "Printer", recv="4 09:00")
s.exp(pat, "email", "3 09:00", 1)

s = S("p-date-24h-over", "'more than 24 h': 24 h and 1 s late")
s.mail("3 09:00", PAT, SUP, "Printer", recv="4 09:00:01")
s.exp(pat, "email", "4 09:00:01", 1)

s = S("p-date-future", "a Date more than 24 h after the receipt")
s.mail("6 09:00", PAT, SUP, "Printer", recv="3 09:00")
s.exp(pat, "email", "3 09:00", 1)

s = S(
    "p-same-second-ours",
    "'In the same second: inbound, then ours': our mail stands first in the file yet answers",
)
s.mail("3 09:00:20", DANA, PAT, "Your call", REPLY)
s.missed("3 09:00:20", P, ring=0 + 20)
s.ans(pat, "call", "3 09:00:20", 1, "3 09:00:20", how="person")

s = S(
    "p-same-second-thread",
    "'In the same second: inbound, then ours', reply in the thread at the mail's own second",
)
s.mail("3 09:00", DANA, PAT, "Re: Printer", REPLY, irt="a")
s.mail("3 09:00", PAT, SUP, "Printer", mid="a")
s.ans(pat, "email", "3 09:00", 1, "3 09:00")

s = S("p-same-second-solved", "'then status changes': comment and solving in one second: answered")
s.ticket(
    "3 09:00",
    1001,
    "Printer",
    comments=[("3 11:00", 9001, True, REPLY)],
    status=3,
    solved="3 11:00",
)
s.ans(pat, "ticket", "3 09:00", 1, "3 11:00", how="ticket")

s = S(
    "p-same-second-in-then-solved",
    "'inbound … then status changes': their comment in the second of solving is an attempt, then closed",
)
s.ticket(
    "3 09:00",
    1001,
    "Printer",
    comments=[("3 11:00", 1001, True, "Any news on this one?")],
    status=4,
    solved="3 11:00",
)
s.exp(pat, "ticket", "3 09:00", 2, "closed-unanswered")

s = S("p-duplicate", "'Messages with the same Message-ID are one', two mailboxes")
s.mail("3 09:00", PAT, SUP, "Printer", mid="a")
s.mail("3 09:00", PAT, SUP, "Printer", mid="a", box="dana")
s.exp(pat, "email", "3 09:00", 1)

s = S(
    "p-duplicate-answer",
    "the same for ours: one answer; then the client's later mail opens anew, the copy answers it not",
)
s.mail("3 09:00", PAT, SUP, "Printer", mid="a")
s.mail("3 10:00", DANA, PAT, "Re: Printer", REPLY, mid="b", irt="a")
s.mail("3 10:00", DANA, PAT, "Re: Printer", REPLY, mid="b", irt="a", box="dana")
s.mail(
    "3 12:00", PAT, DANA, "Re: Printer", "That did not help, still blank pages.", mid="c", irt="b"
)
s.ans(pat, "email", "3 09:00", 1, "3 10:00")
s.exp(pat, "email", "3 12:00", 1)

# ================= 1 opens
s = S("1-mail", "1: an inbound mail opens at its time")
s.mail("3 09:00", PAT, SUP, "Printer")
s.exp(pat, "email", "3 09:00", 1)

s = S(
    "1-voicemail-at-start",
    "1 'a call at its start'; 7 'channel and kind voicemail, at the call's start'",
)
s.vm("3 09:00", P, ring=25)
s.exp(pat, "voicemail", "3 09:00", 1)

s = S("1-ticket", "1: a ticket of the web form")
s.ticket("3 09:00", 1001, "Printer")
s.exp(pat, "ticket", "3 09:00", 1)

s = S("1-freshdesk-portal", "1: a Freshservice portal ticket with a local offset")
s.fd("3 09:00", 1001, "Printer", source=2)
s.exp(pat, "ticket", "3 09:00", 1)
