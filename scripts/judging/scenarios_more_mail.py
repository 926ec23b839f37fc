"""Variations of third parties, automatic mail, thanks and tickets.

A scenario is `s = S(name, why)`, where `why` cites the sentence of the rules that it holds the
program to; then what was written and called (`s.mail`, `s.vm`, `s.missed`, `s.live`, `s.out`,
`s.row`, `s.ticket`, `s.fd`), with times such as "3 09:00", 3 March 2026 in UTC; then the contacts
that must come of it and no others: `s.exp` (person, channel, opened, attempts, state …), `s.ans` for
one that is answered. `note` says where the sentence can be read in another way.
"""

from scenario import *

s = S(
    "w-vendor-in-thread",
    "a vendor (no client's) writes to Pat and us in the thread: no answer; an attempt? 'their mail is an attempt' is said of a colleague",
    note="2a 'mail in its thread' of a third party",
)
s.mail("3 09:00", PAT, SUP, "Printer", mid="a")
s.mail(
    "3 10:00",
    "Vendor <help@printers.example>",
    PAT,
    "Re: Printer",
    "Please send us the serial number.",
    irt="a",
    cc=SUP,
)
s.exp(pat, "email", "3 09:00", 1)

s = S(
    "w-ack-ticket-mail",
    "the automatic reply to a web ticket comes as a mail of the same base subject, in no thread",
    note="'An automatic reply acknowledges': which contact, where there is no In-Reply-To?",
)
s.ticket("3 09:00", 1001, "Printer blank")
s.mail(
    "3 09:00:10",
    SUP,
    PAT,
    "[Request received] Printer blank",
    "Your request was received.",
    hdr=["Auto-Submitted: auto-generated"],
)
s.exp(pat, "ticket", "3 09:00", 1, ack="3 09:00:10")

s = S(
    "w-ack-not-answer-calls",
    "an automatic mail of ours to the person answers no calls-only contact",
)
s.missed("3 09:00", P)
s.mail(
    "3 10:00",
    SUP,
    PAT,
    "Maintenance window on Saturday",
    "We will patch on Saturday.",
    hdr=["Auto-Submitted: auto-generated", "Precedence: bulk"],
)
s.exp(pat, "call", "3 09:00", 1, ack=None)
s.expected[0]["acknowledged"] = ANY

s = S(
    "w-newsletter-ours",
    "our own newsletter (List-Unsubscribe, Precedence bulk) answers nothing and is no acknowledgement",
)
s.missed("3 09:00", P)
s.mail(
    "3 10:00",
    "Harbor IT News <news@harborit.example>",
    PAT,
    "News in March",
    "Hello all, our news.",
    hdr=[
        "List-Id: News <news.harborit.example>",
        "List-Unsubscribe: <mailto:news-leave@harborit.example>",
        "Precedence: bulk",
    ],
)
s.exp(pat, "call", "3 09:00", 1)
s.expected[0]["acknowledged"] = ANY
TRAPS = [
    (
        "fix-before",
        "Toner",
        "Can you make sure that this is solved before Friday? The label printer is out of toner.",
    ),
    (
        "nevermind-cost",
        "Server",
        "Never mind the costs, we need a new server this month. Please send an offer.",
    ),
    (
        "ignore-first",
        "Error",
        "Please ignore the first error in the picture, the second one is what stops us. Can you help?",
    ),
    (
        "ooo-tomorrow",
        "Printer",
        "I am out of the office tomorrow, so please call me today about the printer.",
    ),
    (
        "ooo-howto",
        "Out of office reply does not work",
        "My out of office reply is not sent to anyone. How do I turn it on?",
    ),
    (
        "bounce-forwarded",
        "Fwd: Undelivered Mail Returned to Sender",
        "I get this when I write to our bank. What is wrong?\n\n> This is the mail system at host mx.bank.example.",
    ),
    (
        "vm-forwarded",
        'FW: Voicemail from "ACME" <4085551002> 09:00:20',
        "Can you tell me why I get these notices twice?",
    ),
    (
        "thanks-then",
        "Re: Yesterday",
        "Thank you for your help yesterday. Today the fax machine is dead.",
    ),
    (
        "missed-call-howto",
        "Missed call from unknown numbers",
        "We get many of those since Monday. Could you block them?",
    ),
    (
        "newsletter-howto",
        "Unsubscribe",
        "How can I unsubscribe our staff from the vendor's newsletter? Please help.",
    ),
    (
        "solved-part",
        "VPN",
        "The mail problem is solved, thank you, but now the VPN is down for all of us.",
    ),
    ("short", "Help", "Server down!!"),
    ("question", "Password", "Could I get a new password?"),
    ("html", "Printer", "<html><body><p>The printer is <b>dead</b>.</p></body></html>"),
]

for nm, subj, body in TRAPS:
    s = S("w-trap-" + nm, "1/5: a real request; it opens", languages="[en, de, fr, es]")
    s.mail(
        "3 09:00",
        PAT,
        SUP,
        subj,
        body,
        ctype="text/html; charset=utf-8" if nm == "html" else "text/plain; charset=utf-8",
    )
    s.exp(pat, "email", "3 09:00", 1)

for nm, v in (("oof", "DR, RN, NRN, OOF, AutoReply"), ("oof2", "OOF")):
    s = S("w-arsuppress-" + nm, "formats/mail 4 'matched at the start of the value': " + v)
    s.mail("3 09:00", PAT, SUP, "Printer", hdr=["X-Auto-Response-Suppress: " + v])
    s.exp(pat, "email", "3 09:00", 1)

s = S("w-empty-body", "a mail with an empty body and a subject opens")
s.mail("3 09:00", PAT, SUP, "Printer dead, please come", "")
s.exp(pat, "email", "3 09:00", 1)

s = S("w-thanks-html", "thanks in HTML only, quoted our question below")
s.mail("3 09:00", PAT, SUP, "Printer", mid="a")
s.mail("3 10:00", DANA, PAT, "Re: Printer", REPLY, mid="b", irt="a")
s.mail(
    "3 11:00",
    PAT,
    DANA,
    "Re: Printer",
    '<html><body><div>Thanks Dana!</div><div class="gmail_quote"><div class="gmail_attr">On Tue, Mar 3, 2026 Dana Ruiz wrote:<br></div><blockquote class="gmail_quote"><p>Could you try it?</p></blockquote></div></body></html>',
    irt="b",
    ctype="text/html; charset=utf-8",
)
s.ans(pat, "email", "3 09:00", 1, "3 10:00")

s = S("w-thanks-outlook-quote", "thanks above an Outlook block")
s.mail("3 09:00", PAT, SUP, "Printer", mid="a")
s.mail("3 10:00", DANA, PAT, "Re: Printer", REPLY, mid="b", irt="a")
s.mail(
    "3 11:00",
    PAT,
    DANA,
    "RE: Printer",
    "Many thanks!\n\nPat Doe\nOffice manager\nAcme Dental | (408) 555-1001\n\n________________________________\nFrom: Dana Ruiz <dana@harborit.example>\nSent: Tuesday, March 3, 2026 2:00 AM\nTo: Pat Doe\nSubject: Re: Printer\n\nCan you try it now?\n",
    irt="b",
)
s.ans(pat, "email", "3 09:00", 1, "3 10:00")

s = S("w-thanks-new-mail", "a new mail that only thanks, no open contact")
s.mail("3 11:00", PAT, DANA, "Thank you", "Thank you so much for yesterday!")
s.missed("12 09:00", Q)
s.exp(quinn, "call", "12 09:00", 1)

s = S(
    "w-test-tomorrow",
    "'Thanks, I will test it tomorrow and let you know.' thanks and confirms",
    note="how much a mail that 'only thanks or confirms' may say",
)
s.mail("3 09:00", PAT, SUP, "Printer", mid="a")
s.mail("3 10:00", DANA, PAT, "Re: Printer", REPLY, mid="b", irt="a")
s.mail(
    "3 11:00",
    PAT,
    DANA,
    "Re: Printer",
    "Thanks, I will test it tomorrow and let you know.",
    irt="b",
)
s.ans(pat, "email", "3 09:00", 1, "3 10:00")

s = S(
    "w-calendar-accept",
    "an 'Accepted: Review' calendar reply of the client confirms: opens nothing",
    note="5 'mail that only … confirms'; a METHOD:REPLY is a machine's confirmation",
)
s.mail(
    "3 09:00",
    PAT,
    DANA,
    "Accepted: Quarterly review",
    "BEGIN:VCALENDAR\nMETHOD:REPLY\nBEGIN:VEVENT\nUID:1\nDTSTART:20260310T170000Z\nSUMMARY:Quarterly review\nATTENDEE;PARTSTAT=ACCEPTED:mailto:pat@acmedental.example\nEND:VEVENT\nEND:VCALENDAR",
    ctype="text/calendar; method=REPLY; charset=utf-8",
)
s.missed("12 09:00", Q)
s.exp(quinn, "call", "12 09:00", 1)

s = S(
    "w-read-receipt",
    "a read receipt (MDN) is automatic",
    note="formats/mail 4 does not list disposition-notification",
)
s.mail("2 09:00", DANA, PAT, "Offer", REPLY, mid="o")
s.mail(
    "3 09:00",
    PAT,
    DANA,
    "Read: Offer",
    "--BB\nContent-Type: text/plain\n\nYour message was read on Tuesday.\n\n--BB\nContent-Type: message/disposition-notification\n\nFinal-Recipient: rfc822; pat@acmedental.example\nDisposition: manual-action/MDN-sent-manually; displayed\n\n--BB--\n",
    irt="o",
    ctype="multipart/report; report-type=disposition-notification; boundary=BB",
)
s.missed("12 09:00", Q)
s.exp(quinn, "call", "12 09:00", 1)

s = S(
    "w-account-file-dup",
    "formats/calls 1a: the account file beside Master.csv duplicates its rows: one attempt",
)
s.cols = 21
s.missed("3 09:00", P)
s.extra["acme.csv"] = s.cdr()
s.exp(pat, "call", "3 09:00", 1)

s = S(
    "w-freshdesk-mirror",
    "a mail and its Freshservice ticket (source 1) 20 s later; public note answers",
)
s.mail("3 09:00", PAT, SUP, "Printer blank")
s.fd(
    "3 09:00:20",
    1001,
    "Printer blank",
    source=1,
    status=4,
    updated="3 15:00",
    notes=[("3 11:00", 9003, False, False, REPLY)],
)
s.ans(pat, "email", "3 09:00", 1, "3 11:00", by="sam", how="ticket")

s = S("w-freshdesk-phone-echo", "a Freshservice phone ticket (source 3) after a live call")
s.live("3 09:00", P, ring=5, talk=60)
s.fd("3 09:04", 1001, "Phoned", source=3, status=5, updated="3 15:00")
s.ans(pat, "call", "3 09:00", 1, "3 09:00:05", how="live")

s = S(
    "w-freshdesk-own-note",
    "Freshservice: incoming=false by the requester, who is an agent (own ticket): our side's",
)
s.fd("3 09:00", 9001, "Replace switch", source=2, notes=[("3 10:00", 9001, False, False, "done")])
s.missed("12 09:00", Q)
s.exp(quinn, "call", "12 09:00", 1)

s = S(
    "w-quinn-call-and-thread",
    "Quinn's missed call, then Quinn in Pat's thread (2a: not new): Pat's contact gets the attempt; a reply to Quinn answers both",
)
s.mail("3 09:00", PAT, SUP, "Printer", mid="a")
s.missed("3 09:30", Q)
s.mail("3 10:00", QUINN, SUP, "Re: Printer", "For me as well, please.", irt="a", mid="b")
s.mail("3 11:00", DANA, QUINN, "Re: Printer", REPLY, irt="b")
s.ans(pat, "email", "3 09:00", 2, "3 11:00")
s.ans(quinn, "call", "3 09:30", 1, "3 11:00", how="person")

s = S(
    "w-new-mail-first-person",
    "4 new mail of ours to the colleague only, same subject: 'a thread … of theirs'",
    note="is a thread in which Quinn wrote one 'of theirs'? the contact is Pat's",
)
s.mail("3 09:00", PAT, SUP, "Printer blank", mid="a")
s.mail("3 10:00", QUINN, SUP, "Re: Printer blank", "For me as well, please.", irt="a")
s.mail("3 11:00", DANA, QUINN, "Printer blank", REPLY)
s.exp(pat, "email", "3 09:00", 2)

s = S(
    "w-colleague-chase-call",
    "2c 'a person with an open contact': Quinn, who wrote in Pat's thread, calls: the contact 'keeps its first person', so the call is Quinn's own",
    note="has Quinn an open contact by having written in it?",
)
s.mail("3 09:00", PAT, SUP, "Printer", mid="a")
s.mail("3 10:00", QUINN, SUP, "Re: Printer", "For me as well, please.", irt="a")
s.missed("3 12:00", Q)
s.exp(pat, "email", "3 09:00", 2)
s.exp(quinn, "call", "3 12:00", 1)

s = S(
    "w-received-missing-from-line",
    "'the time received (newest Received header or the From_ line)': no Received, Date missing",
)
s.boxes["support"] = [
    (
        t("3 09:00"),
        "From pat@acmedental.example Tue Mar  3 09:00:03 2026\nFrom: Pat <pat@acmedental.example>\nTo: support@harborit.example\nSubject: Printer\nMessage-ID: <a@x.example>\n\nPlease help with the printer.\n\n",
    )
]
s.exp(pat, "email", "3 09:00:03", 1)

s = S(
    "w-closed-then-client-mail",
    "web ticket closed unanswered; its client then writes by mail, same subject: opens anew",
)
s.ticket("3 09:00", 1001, "Printer", status=4, solved="3 15:00")
s.mail("4 09:00", PAT, SUP, "Printer", mid="a")
s.exp(pat, "ticket", "3 09:00", 1, "closed-unanswered")
s.exp(pat, "email", "4 09:00", 1)

s = S(
    "w-live-exact-chase",
    "6/2c the open contact's latest attempt exactly 7 days before the live call",
)
s.mail("3 09:00", PAT, SUP, "Printer")
s.live("10 09:00", P, ring=9, talk=20)
s.ans(pat, "email", "3 09:00", 2, "10 09:00:09", how="person")

s = S(
    "w-outbound-our-dropped",
    "our own 3-second unanswered call is not an inbound dropped call and no answer",
)
s.missed("3 09:00", P)
s.out("3 10:00", P, ring=3, talk=0)
s.exp(pat, "call", "3 09:00", 1)

s = S("w-first-move-call", "our outbound call to a person with nothing open makes no contact")
s.out("3 10:00", P)
s.missed("12 09:00", Q)
s.exp(quinn, "call", "12 09:00", 1)

s = S(
    "w-our-mail-first",
    "our first mail makes no contact; the client's reply opens one; their thanks none",
)
s.mail("3 09:00", DANA, PAT, "Offer", REPLY, mid="a")
s.mail("3 12:00", PAT, DANA, "Re: Offer", "Which warranty does it include?", irt="a")
s.exp(pat, "email", "3 12:00", 1)

s = S(
    "w-tech-private-forwarded",
    "the technician's answer is sent from the helpdesk domain of ours with plus-address and quoted name",
)
s.mail("3 09:00", PAT, "Support <support+acme@harborit.example>", "Printer", mid="a")
s.mail("3 10:00", '"Ruiz, Dana" <dana@harborit.example>', PAT, "Re: Printer", REPLY, irt="a")
s.ans(pat, "email", "3 09:00", 1, "3 10:00")
