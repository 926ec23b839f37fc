"""Who wrote, what a thread is, and what is nobody's (rules 9 to 11).

A scenario is `s = S(name, why)`, where `why` cites the sentence of the rules that it holds the
program to; then what was written and called (`s.mail`, `s.vm`, `s.missed`, `s.live`, `s.out`,
`s.row`, `s.ticket`, `s.fd`), with times such as "3 09:00", 3 March 2026 in UTC; then the contacts
that must come of it and no others: `s.exp` (person, channel, opened, attempts, state …), `s.ans` for
one that is answered. `note` says where the sentence can be read in another way.
"""

from scenario import *

# ================= 9 who wrote
s = S("9-via-reply-to", "9 a list has rewritten From: Reply-To says")
s.mail(
    "3 09:00",
    "Pat Doe via Support <support@lists.harborit.example>",
    "support@lists.harborit.example",
    "Printer",
    hdr=["Reply-To: Pat Doe <pat@acmedental.example>"] + LISTH,
)
s.exp(pat, "email", "3 09:00", 1)

s = S("9-x-original-from", "9 'X-Original-From, else Reply-To': X-Original-From first")
s.mail(
    "3 09:00",
    "'Pat Doe' via Support <support@lists.harborit.example>",
    "support@lists.harborit.example",
    "Printer",
    hdr=["X-Original-From: Pat Doe <pat@acmedental.example>", "Reply-To: quinn@acmedental.example"]
    + LISTH,
)
s.exp(pat, "email", "3 09:00", 1)

s = S("9-reply-to-list-and-author", "9 'one that is the list's own address says nothing'")
s.mail(
    "3 09:00",
    "Pat Doe via Support <support@lists.harborit.example>",
    "support@lists.harborit.example",
    "Printer",
    hdr=["Reply-To: support@lists.harborit.example, Pat Doe <pat@acmedental.example>"] + LISTH,
)
s.exp(pat, "email", "3 09:00", 1)

s = S("9-via-ours", "9 the author is our technician: answers")
s.mail("3 09:00", PAT, SUP, "Printer", mid="a")
s.mail(
    "3 10:00",
    "Dana Ruiz via Support <support@lists.harborit.example>",
    PAT,
    "Re: Printer",
    REPLY,
    irt="a",
    hdr=["X-Original-From: Dana Ruiz <dana@harborit.example>"] + LISTH,
)
s.ans(pat, "email", "3 09:00", 1, "3 10:00")

s = S(
    "9-via-client-not-answer",
    "9 a colleague's munged mail on our list is no answer, though From is ours",
)
s.mail("3 09:00", PAT, SUP, "Printer", mid="a")
s.mail(
    "3 10:00",
    "Quinn Roe via Support <support@lists.harborit.example>",
    "support@lists.harborit.example",
    "Re: Printer",
    "Same here since Monday.",
    irt="a",
    cc=PAT,
    hdr=["Reply-To: Quinn Roe <quinn@acmedental.example>"] + LISTH,
)
s.exp(pat, "email", "3 09:00", 2)

s = S("9-reply-to-not-list", "Reply-To on an ordinary mail (no list, no via) is not the author")
s.mail("3 09:00", PAT, SUP, "Printer", hdr=["Reply-To: quinn@acmedental.example"])
s.exp(pat, "email", "3 09:00", 1)

s = S(
    "9-display-name",
    "9 'the technician is the one whose name equals the display name (case ignored)'",
)
s.mail("3 09:00", PAT, SUP, "Printer", mid="a")
s.mail("3 10:00", '"DANA ruiz" <support@harborit.example>', PAT, "Re: Printer", REPLY, irt="a")
s.ans(pat, "email", "3 09:00", 1, "3 10:00")

s = S("9-display-unknown", "9 'else left out'")
s.mail("3 09:00", PAT, SUP, "Printer", mid="a")
s.mail("3 10:00", SUP, PAT, "Re: Printer", REPLY, irt="a")
s.ans(pat, "email", "3 09:00", 1, "3 10:00", by=None)

s = S("9-display-partial", "9 'equals': 'Dana' alone does not equal")
s.mail("3 09:00", PAT, SUP, "Printer", mid="a")
s.mail("3 10:00", "Dana <support@harborit.example>", PAT, "Re: Printer", REPLY, irt="a")
s.ans(pat, "email", "3 09:00", 1, "3 10:00", by=None)

s = S(
    "9-our-side-unlisted-agent",
    "an agent of the helpdesk who is in users.xml but whose address is ours and no technician's",
)
s.mail("3 09:00", PAT, SUP, "Printer", mid="a")
s.mail("3 10:00", "Nora Key <nora@harborit.example>", PAT, "Re: Printer", REPLY, irt="a")
s.ans(pat, "email", "3 09:00", 1, "3 10:00", by=None)

# ================= 10 threads
s = S("10-irt-trusted", "10 'In-Reply-To is trusted' even with another subject")
s.mail("3 09:00", PAT, SUP, "Printer", mid="a")
s.mail("3 10:00", DANA, PAT, "Driver settings", REPLY, irt="a")
s.ans(pat, "email", "3 09:00", 1, "3 10:00")

s = S(
    "10-refs-known", "10 'References count where the message is known and its base subject agrees'"
)
s.mail("3 09:00", PAT, SUP, "Printer", mid="a")
s.mail("3 10:00", DANA, PAT, "RE: Printer", REPLY, refs=["zzz", "a"])
s.ans(pat, "email", "3 09:00", 1, "3 10:00")

s = S(
    "10-refs-subject-differs",
    "10 References with another subject tie nothing: a new mail, a contact of its own",
)
s.mail("3 09:00", PAT, SUP, "Printer", mid="a")
s.mail("3 10:00", PAT, SUP, "Scanner", refs="a")
s.exp(pat, "email", "3 09:00", 1)
s.exp(pat, "email", "3 10:00", 1)

s = S(
    "10-refs-differs-ours",
    "10 our mail on another subject with References only answers nothing of theirs but calls-only",
)
s.mail("3 09:00", PAT, SUP, "Printer", mid="a")
s.mail("3 10:00", DANA, PAT, "Invoice", REPLY, refs="a")
s.exp(pat, "email", "3 09:00", 1)

s = S(
    "10-subject-alone",
    "10 'The subject alone ties only mail with a reply prefix and no such headers': a reply from a phone",
)
s.mail("3 09:00", PAT, SUP, "Printer")
s.mail("3 10:00", DANA, PAT, "Re: Printer", REPLY)
s.ans(pat, "email", "3 09:00", 1, "3 10:00")

s = S("10-subject-german-prefix", "10 reply prefixes of other languages: AW:, SV:, Antw:")
s.mail("3 09:00", PAT, SUP, "Printer")
s.mail("3 10:00", DANA, PAT, "AW: Printer", REPLY)
s.ans(pat, "email", "3 09:00", 1, "3 10:00")

s = S(
    "10-subject-30d-exact",
    "10 'at most 30 days back': exactly 30 days; a colleague's Re: ties by subject (Pat in Cc)",
)
s.mail("3 09:00", PAT, SUP, "Printer")
s.mail("33 09:00", QUINN, SUP, "Re: Printer", "Me too, any news?", cc=PAT)
s.exp(pat, "email", "3 09:00", 2)

s = S("10-subject-30d-over", "10 30 days and 1 s: a contact of Quinn's own")
s.mail("3 09:00", PAT, SUP, "Printer")
s.mail("33 09:00:01", QUINN, SUP, "Re: Printer", "Me too, any news?", cc=PAT)
s.exp(pat, "email", "3 09:00", 1)
s.exp(quinn, "email", "33 09:00:01", 1)

s = S("10-subject-no-common", "10 'with a client address in common': Quinn's Re: without Pat")
s.mail("3 09:00", PAT, SUP, "Printer")
s.mail("4 09:00", QUINN, SUP, "Re: Printer", "Me too, any news?")
s.exp(pat, "email", "3 09:00", 1)
s.exp(quinn, "email", "4 09:00", 1)

s = S("10-subject-fwd", "10 a forward prefix is no reply prefix: Quinn's Fwd: is his own")
s.mail("3 09:00", PAT, SUP, "Printer")
s.mail("4 09:00", QUINN, SUP, "Fwd: Printer", "Please see below, it concerns me too.", cc=PAT)
s.exp(pat, "email", "3 09:00", 1)
s.exp(quinn, "email", "4 09:00", 1)

s = S(
    "10-subject-with-headers",
    "10 'no such headers': In-Reply-To to an unknown message, so no subject tie",
)
s.mail("3 09:00", PAT, SUP, "Printer")
s.mail("4 09:00", QUINN, SUP, "Re: Printer", "Me too, any news?", cc=PAT, irt="nowhere")
s.exp(pat, "email", "3 09:00", 1)
s.exp(quinn, "email", "4 09:00", 1)

s = S("10-subject-latest", "10 'to the latest thread of that base subject'")
s.mail("3 09:00", PAT, SUP, "Printer", mid="a")
s.mail("3 10:00", DANA, PAT, "Re: Printer", REPLY, irt="a")
s.mail("20 09:00", PAT, SUP, "Printer", mid="c")
s.mail("20 11:00", LEE, PAT, "Re: Printer", REPLY)
s.ans(pat, "email", "3 09:00", 1, "3 10:00")
s.ans(pat, "email", "20 09:00", 1, "20 11:00", by="lee")

s = S(
    "10-subject-by-own",
    "the person's own Re: 45 days later with no headers: not tied, but 2b (same person and base subject, open)",
)
s.mail("3 09:00", PAT, SUP, "Printer")
s.mail("48 09:00", PAT, SUP, "Re: Printer", "Any news?")
s.exp(pat, "email", "3 09:00", 2)

s = S("10-thread-index", "10 'Outlook's Thread-Index is not a key'")
TI = ["Thread-Index: AdpJ1mWcVQmE2wq2Qk6m1n0rQ3cF4Q==", "Thread-Topic: Printer"]
s.mail("3 09:00", PAT, SUP, "Printer", hdr=TI)
s.mail("4 09:00", QUINN, SUP, "Drucker", hdr=TI, cc=PAT)
s.exp(pat, "email", "3 09:00", 1)
s.exp(quinn, "email", "4 09:00", 1)

s = S("10-deep", "a chain of replies by In-Reply-To each to the last; answered, anew, answered")
s.mail("3 09:00", PAT, SUP, "Printer", mid="a")
s.mail("3 10:00", DANA, PAT, "Re: Printer", REPLY, mid="b", irt="a")
s.mail("3 11:00", PAT, DANA, "Re: Printer", "I cannot find that menu.", mid="c", irt="b")
s.mail("3 12:00", LEE, PAT, "Re: Printer", REPLY, mid="d", irt="c")
s.ans(pat, "email", "3 09:00", 1, "3 10:00")
s.ans(pat, "email", "3 11:00", 1, "3 12:00", by="lee")

s = S("10-out-of-order-file", "the reply stands before the question, in another mailbox")
s.mail("3 10:00", DANA, PAT, "Re: Printer", REPLY, irt="a", box="a-sent")
s.mail("3 09:00", PAT, SUP, "Printer", mid="a", box="z-inbox")
s.ans(pat, "email", "3 09:00", 1, "3 10:00")

# ================= 11 nobody's
for nm, num in (
    ("anon", "anonymous"),
    ("restricted", "Restricted"),
    ("unknown", "unknown"),
    ("upper", "Anonymous"),
    ("empty", ""),
):
    s = S("11-withheld-" + nm, "11 withheld: without client and person, never merged")
    s.missed("3 09:00", num, clid='"Anonymous" <anonymous>')
    s.missed("3 09:30", num, clid='"Anonymous" <anonymous>')
    s.exp(None, "call", "3 09:00", 1, client=None)
    s.exp(None, "call", "3 09:30", 1, client=None)

s = S(
    "11-unknown-number",
    "11 an unknown number: a contact without client; its calls merge by person (2c)",
)
s.missed("3 09:00", STRANGE)
s.missed("3 09:30", STRANGE)
s.exp("tel:+16505559999", "call", "3 09:00", 2, client=None)

s = S(
    "11-unknown-number-called-back",
    "matched_by number: 'a call by a number that is no person's in the directory'",
)
s.missed("3 09:00", STRANGE)
s.out("3 10:00", STRANGE)
s.ans("tel:+16505559999", "call", "3 09:00", 1, "3 10:00:08", how="number", client=None)

s = S("11-unknown-address", "11 an address of no client")
s.mail("3 09:00", "Zoe <zoe@elsewhere.example>", SUP, "Question", mid="a")
s.mail("3 10:00", DANA, "zoe@elsewhere.example", "Re: Question", REPLY, irt="a")
s.ans("zoe@elsewhere.example", "email", "3 09:00", 1, "3 10:00", client=None)

s = S("11-unknown-ticket", "11 a ticket whose requester is no client's")
s.ticket("3 09:00", 3001, "Question")
s.exp("zoe@elsewhere.example", "ticket", "3 09:00", 1, client=None)

s = S(
    "11-organization",
    "the client by the helpdesk's organization: a requester with a private address",
)
USERS[3002] = ("Ada Gray", "ada.gray@freemail.example", None, 0)
ORG[3002] = 501
s.ticket("3 09:00", 3002, "Laptop")
s.exp("ada.gray@freemail.example", "ticket", "3 09:00", 1)
