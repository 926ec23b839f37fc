"""What answers a contact (rule 4).

A scenario is `s = S(name, why)`, where `why` cites the sentence of the rules that it holds the
program to; then what was written and called (`s.mail`, `s.vm`, `s.missed`, `s.live`, `s.out`,
`s.row`, `s.ticket`, `s.fd`), with times such as "3 09:00", 3 March 2026 in UTC; then the contacts
that must come of it and no others: `s.exp` (person, channel, opened, attempts, state …), `s.ans` for
one that is answered. `note` says where the sentence can be read in another way.
"""

from scenario import *

# ================= 4 answers
s = S("4-first-human", "4 the first human event, at its own time")
s.mail("3 09:00", PAT, SUP, "Printer", mid="a")
s.mail("3 11:00", LEE, PAT, "Re: Printer", REPLY, irt="a")
s.mail("3 12:00", DANA, PAT, "Re: Printer", REPLY, irt="a")
s.ans(pat, "email", "3 09:00", 1, "3 11:00", by="lee")

s = S("4-cc", "4 'addressed to them in To or Cc'")
s.mail("3 09:00", PAT, SUP, "Printer", mid="a")
s.mail("3 11:00", DANA, "Vendor <help@printers.example>", "Re: Printer", REPLY, irt="a", cc=PAT)
s.ans(pat, "email", "3 09:00", 1, "3 11:00")

s = S("4-not-addressed", "4 a reply in the thread to a vendor only reaches nobody")
s.mail("3 09:00", PAT, SUP, "Printer", mid="a")
s.mail("3 11:00", DANA, "Vendor <help@printers.example>", "Re: Printer", REPLY, irt="a")
s.exp(pat, "email", "3 09:00", 1)

s = S("4-second-address-reached", "'reaches the person': their second address is theirs")
s.mail("3 09:00", PAT, SUP, "Printer", mid="a")
s.mail("3 11:00", DANA, "pat.doe@freemail.example", "Re: Printer", REPLY, irt="a")
s.ans(pat, "email", "3 09:00", 1, "3 11:00")

s = S("4-bounced", "4 'not followed by a bounce of it'; the second reply answers")
s.mail("3 09:00", PAT, SUP, "Printer", mid="a")
s.mail("3 11:00", DANA, PAT, "Re: Printer", REPLY, mid="b", irt="a")
s.bounce("3 11:00:10", "b")
s.mail("3 15:00", DANA, PAT, "Re: Printer", REPLY, irt="a")
s.ans(pat, "email", "3 09:00", 1, "3 15:00")

s = S(
    "4-bounced-headers-only",
    "a bounce with text/rfc822-headers from the client's server, days later",
)
s.mail("3 09:00", PAT, SUP, "Printer", mid="a")
s.mail("3 11:00", DANA, PAT, "Re: Printer", REPLY, mid="b", irt="a")
s.bounce(
    "5 11:00:10",
    "b",
    frm="postmaster@acmedental.example",
    full=False,
    subj="Delivery Status Notification (Failure)",
)
s.exp(pat, "email", "3 09:00", 1)

s = S("4-bounce-of-other", "the bounce of another mail leaves the answer")
s.mail("3 09:00", PAT, SUP, "Printer", mid="a")
s.mail("3 11:00", DANA, PAT, "Re: Printer", REPLY, mid="b", irt="a")
s.mail("3 11:30", DANA, QUINN, "Newsfeed", REPLY, mid="x")
s.bounce("3 11:30:10", "x")
s.ans(pat, "email", "3 09:00", 1, "3 11:00")

s = S("4-call-picked-up", "4 'a call when it was picked up': call back rings 12 s")
s.vm("3 09:00", P)
s.out("3 10:00", P, ring=12, talk=60, ext="202")
s.ans(pat, "voicemail", "3 09:00", 1, "3 10:00:12", by="lee", how="person")

s = S("4-reply-own-matter", "4 a reply answers that matter, not their other thread")
s.mail("3 09:00", PAT, SUP, "Printer", mid="a")
s.mail("3 09:30", PAT, SUP, "Scanner", mid="b")
s.mail("3 11:00", DANA, PAT, "Re: Printer", REPLY, irt="a")
s.ans(pat, "email", "3 09:00", 1, "3 11:00")
s.exp(pat, "email", "3 09:30", 1)

s = S(
    "4-reply-and-calls-only",
    "4 '… and the calls-only contacts of everyone addressed': Quinn is in Cc, his missed call is answered too",
)
s.mail("3 09:00", PAT, SUP, "Printer", mid="a")
s.missed("3 09:30", Q)
s.mail("3 11:00", DANA, PAT, "Re: Printer", REPLY, irt="a", cc=QUINN)
s.ans(pat, "email", "3 09:00", 1, "3 11:00")
s.ans(quinn, "call", "3 09:30", 1, "3 11:00", how="person")

s = S(
    "4-comment-and-calls-only",
    "a public comment answers the ticket and the requester's calls-only contact (opened over 7 days before)",
)
s.missed("3 09:00", P)
s.ticket("11 09:00", 1001, "Printer", comments=[("11 10:00", 9001, True, REPLY)])
s.ans(pat, "call", "3 09:00", 1, "11 10:00", how="person")
s.ans(pat, "ticket", "11 09:00", 1, "11 10:00", how="ticket")

s = S("4-calls-only-with-notice", "'calls only … stays so with a notice': our new mail answers")
s.vm("3 09:00", P)
s.notice("3 09:01", P)
s.mail("3 10:00", DANA, PAT, "Your message", REPLY)
s.ans(pat, "voicemail", "3 09:00", 1, "3 10:00", how="person")

s = S("4-talk-exact", "talk_at_least 10 s exactly")
s.missed("3 09:00", P)
s.out("3 10:00", P, ring=5, talk=10)
s.ans(pat, "call", "3 09:00", 1, "3 10:00:05", how="person")

s = S("4-talk-under", "talk of 9 s answers nothing; 'told as our attempt; the clock runs on'")
s.missed("3 09:00", P)
s.out("3 10:00", P, ring=5, talk=9)
s.exp(pat, "call", "3 09:00", 1)

s = S("4-not-picked-up", "a call of ours that is not picked up")
s.missed("3 09:00", P)
s.out("3 10:00", P, ring=40, talk=0)
s.exp(pat, "call", "3 09:00", 1)

s = S("4-talk-custom", "talk_at_least: 30s", match="{ talk_at_least: 30s }")
s.missed("3 09:00", P)
s.out("3 10:00", P, ring=5, talk=29)
s.out("3 11:00", P, ring=5, talk=30)
s.ans(pat, "call", "3 09:00", 1, "3 11:00:05", how="person")

s = S(
    "4-talk-sum",
    "'the sum of its human legs': 6 s with Dana, transferred, 5 s with Lee; 7 technician is the first",
)
s.mail("3 09:00", PAT, SUP, "Printer")
u = s.uid("3 10:00")
s.cols = 21
s.row(
    "3 10:00",
    P,
    "201",
    "PJSIP/201-1b",
    "Dial",
    "PJSIP/201",
    "3 10:00:07",
    "3 10:00:13",
    "ANSWERED",
    uid=u,
)
s.row(
    "3 10:00:13",
    P,
    "202",
    "PJSIP/202-1c",
    "Dial",
    "PJSIP/202",
    "3 10:00:15",
    "3 10:00:20",
    "ANSWERED",
    uid=u,
)
s.ans(pat, "email", "3 09:00", 2, "3 10:00:07", how="person")

s = S(
    "4-local-legs-not-doubled",
    "'the sum of its human legs': Local channels double the row of one 6 s talk; 6 s is under 10",
)
s.mail("3 09:00", PAT, SUP, "Printer")
u = s.uid("3 10:00")
s.cols = 21
s.row(
    "3 10:00",
    P,
    "600",
    "Local/201@from-queue-00000001;1",
    "Queue",
    "600,t,,,60",
    "3 10:00:07",
    "3 10:00:13",
    "ANSWERED",
    uid=u,
    ctx="ext-queues",
)
s.row(
    "3 10:00",
    P,
    "201",
    "PJSIP/201-1c",
    "Dial",
    "PJSIP/201",
    "3 10:00:07",
    "3 10:00:13",
    "ANSWERED",
    uid=u,
    chan="Local/201@from-queue-00000001;2",
    ctx="from-queue",
)
s.exp(pat, "email", "3 09:00", 2)

s = S("4-call-answers-all", "'answers all that the person has open, threads and tickets too'")
s.mail("3 09:00", PAT, SUP, "Printer")
s.ticket("3 09:30", 1001, "VPN")
s.mail("3 09:40", PAT, SUP, "Scanner")
s.out("3 11:00", P)

for c, o in (("email", "3 09:00"), ("ticket", "3 09:30"), ("email", "3 09:40")):
    s.ans(pat, c, o, 1, "3 11:00:08", how="person")

s = S(
    "4-call-shared-scope",
    "'A call by a shared number answers what was opened from that number': Pat's mail stays open",
)
s.mail("3 09:00", PAT, SUP, "Printer")
s.missed("3 09:30", SH)
s.out("3 11:00", SH)
s.exp(pat, "email", "3 09:00", 1)
s.ans(shared, "call", "3 09:30", 1, "3 11:00:08", how="number")
