"""Variations of answers, closing, calls and bounces.

A scenario is `s = S(name, why)`, where `why` cites the sentence of the rules that it holds the
program to; then what was written and called (`s.mail`, `s.vm`, `s.missed`, `s.live`, `s.out`,
`s.row`, `s.ticket`, `s.fd`), with times such as "3 09:00", 3 March 2026 in UTC; then the contacts
that must come of it and no others: `s.exp` (person, channel, opened, attempts, state …), `s.ans` for
one that is answered. `note` says where the sentence can be read in another way.
"""

from scenario import *

s = S(
    "w-comment-not-colleague-call",
    "4 'a comment (which reaches the ticket's requester)': Quinn's missed call stays open",
)
s.missed("3 09:30", Q)
s.ticket("3 09:00", 1001, "Printer", comments=[("3 11:00", 9001, True, REPLY)])
s.ans(pat, "ticket", "3 09:00", 1, "3 11:00", how="ticket")
s.exp(quinn, "call", "3 09:30", 1)

s = S(
    "w-reply-to-both",
    "4 a reply to Pat and Quinn answers the thread and both their calls-only contacts",
)
s.missed("3 08:00", Q)
s.mail("3 09:00", PAT, SUP, "Printer", mid="a")
s.mail("3 10:00", QUINN, SUP, "Re: Printer", "For me as well, please.", irt="a", cc=PAT, mid="b")
s.mail("3 11:00", DANA, f"{PAT}, {QUINN}", "Re: Printer", REPLY, irt="b")
s.ans(quinn, "call", "3 08:00", 1, "3 11:00", how="person")
s.ans(pat, "email", "3 09:00", 2, "3 11:00")

s = S(
    "w-b-before-d",
    "2 order: new mail whose subject agrees with an older open thread, while a calls-only contact is the most recent",
    note="(b) and (d) both fit; order of the list says (b)",
)
s.mail("3 09:00", PAT, SUP, "Printer")
s.missed("11 09:00", P)
s.mail("11 12:00", PAT, SUP, "Printer")
s.exp(pat, "email", "3 09:00", 2)
s.exp(pat, "call", "11 09:00", 1)

s = S(
    "w-call-then-web-ticket-solved",
    "8 a call, then a web ticket (2d), solved: no thread of mail: closed",
)
s.missed("3 09:00", P)
s.ticket("3 10:00", 1001, "Printer", status=3, solved="3 15:00")
s.exp(pat, "call", "3 09:00", 2, "closed-unanswered")

s = S(
    "w-mail-and-web-ticket-solved",
    "8 mail joined by a web ticket (2b), ticket solved: the thread is open, it waits on",
)
s.mail("3 09:00", PAT, SUP, "Printer")
s.ticket("3 14:00", 1001, "Printer", status=3, solved="3 15:00")
s.exp(pat, "email", "3 09:00", 2)

s = S(
    "w-ticket-after-closed",
    "8 'a later inbound event opens anew': a second ticket of the subject after the first was closed",
)
s.ticket("3 09:00", 1001, "Printer", status=4, solved="3 15:00")
s.ticket("3 16:00", 1001, "Printer")
s.exp(pat, "ticket", "3 09:00", 1, "closed-unanswered")
s.exp(pat, "ticket", "3 16:00", 1)

s = S(
    "w-call-before-close-answers",
    "8 'with no answer before it': a call back before the solving answers",
)
s.ticket("3 09:00", 1001, "Printer", status=4, solved="3 15:00")
s.out("3 12:00", P, ext="203")
s.ans(pat, "ticket", "3 09:00", 1, "3 12:00:08", by="sam", how="person")

s = S("w-case", "addresses compare without case")
s.mail(
    "3 09:00", "Pat Doe <PAT@AcmeDental.Example>", "Support@HarborIT.example", "Printer", mid="a"
)
s.mail(
    "3 10:00",
    "Dana Ruiz <Dana@HARBORIT.example>",
    "pAT@acmedental.example",
    "Re: Printer",
    REPLY,
    irt="a",
)
s.ans(pat, "email", "3 09:00", 1, "3 10:00")

s = S(
    "w-ext-no-tech",
    "an extension of ours without technician (205) calls back: answered_by left out",
)
s.missed("3 09:00", P)
s.out("3 10:00", P, ext="205")
s.ans(pat, "call", "3 09:00", 1, "3 10:00:08", by=None, how="person")

s = S("w-out-1-prefix", "outbound dst with a leading 1")
s.missed("3 09:00", P)
s.out("3 10:00", "1" + P)
s.ans(pat, "call", "3 09:00", 1, "3 10:00:08", how="person")

s = S("w-vm-vmu", "FreePBX voicemail destination vmu201")
s.pbx = "freepbx"
u = s.uid("3 09:00")
s.row(
    "3 09:00",
    P,
    "201",
    "PJSIP/201-1",
    "Dial",
    "PJSIP/201,20,HhTtr",
    None,
    "3 09:00:20",
    "NO ANSWER",
    uid=u,
    ctx="ext-local",
)
s.row(
    "3 09:00:20",
    P,
    "vmu201",
    "",
    "VoiceMail",
    "201@default,u",
    "3 09:00:20",
    "3 09:00:50",
    "ANSWERED",
    uid=u,
    ctx="ext-local",
)
s.exp(pat, "voicemail", "3 09:00", 1)

s = S(
    "w-vm-2s",
    "a caller who hears the greeting and hangs up after 2 s in the box: the call ended in voicemail",
)
s.vm("3 09:00", P, msg=2)
s.exp(pat, "voicemail", "3 09:00", 1)

s = S(
    "w-human-then-vm",
    "7 a human picked up, then transferred to voicemail: live, since somebody in its whole flow answered",
    note="'A call that ends in voicemail is one event, channel and kind voicemail' against 'Missed is a call that nobody in its whole flow answered'",
)
u = s.uid("3 09:00")
s.row(
    "3 09:00",
    P,
    "203",
    "PJSIP/203-1",
    "Dial",
    "PJSIP/203",
    "3 09:00:10",
    "3 09:00:40",
    "ANSWERED",
    uid=u,
)
s.row(
    "3 09:00:40",
    P,
    "201",
    "",
    "VoiceMail",
    "201@default,u",
    "3 09:00:40",
    "3 09:01:10",
    "ANSWERED",
    uid=u,
)
s.ans(pat, "call", "3 09:00", 1, "3 09:00:10", by="sam", how="live")

s = S("w-group-busy", "one busy, one not answering: missed")
u = s.uid("3 09:00")
s.row(
    "3 09:00",
    P,
    "600",
    "PJSIP/201-1",
    "Dial",
    "PJSIP/201&PJSIP/202",
    None,
    "3 09:00:20",
    "NO ANSWER",
    uid=u,
)
s.row(
    "3 09:00",
    P,
    "600",
    "PJSIP/202-1",
    "Dial",
    "PJSIP/201&PJSIP/202",
    None,
    "3 09:00:02",
    "BUSY",
    uid=u,
)
s.exp(pat, "call", "3 09:00", 1)

s = S(
    "w-ctx-internal-leg",
    "an inbound call whose second leg has context from-internal (a queue's Local channel) stays inbound",
)
u = s.uid("3 09:00")
s.cols = 21
s.row(
    "3 09:00",
    P,
    "600",
    "Local/202@from-queue-1;1",
    "Queue",
    "600,t",
    "3 09:00:20",
    "3 09:03",
    "ANSWERED",
    uid=u,
    ctx="ext-queues",
)
s.row(
    "3 09:00:05",
    P,
    "202",
    "PJSIP/202-4",
    "Dial",
    "PJSIP/202,15",
    "3 09:00:20",
    "3 09:03",
    "ANSWERED",
    uid=u,
    ctx="from-internal",
    chan="Local/202@from-queue-1;2",
)
s.ans(pat, "call", "3 09:00", 1, "3 09:00:20", by="lee", how="live")

s = S("w-sip-channels", "old SIP/ channels, SIP trunk, macro context")
s.row(
    "3 09:00",
    P,
    "201",
    "SIP/201-00000b",
    "Dial",
    "SIP/201,20,tr",
    "3 09:00:06",
    "3 09:02",
    "ANSWERED",
    chan="SIP/voipprov-00000a",
    ctx="macro-dial",
)
s.ans(pat, "call", "3 09:00", 1, "3 09:00:06", how="live")

s = S("w-system-name-uid", "uniqueid with the system's name before it")
s.row(
    "3 09:00",
    P,
    "201",
    "PJSIP/201-1",
    "Dial",
    "PJSIP/201",
    None,
    "3 09:00:20",
    "NO ANSWER",
    uid=f"pbxone-{int(t('3 09:00').timestamp())}.7",
)
s.exp(pat, "call", "3 09:00", 1)

s = S(
    "w-bounce-irt-only",
    "a bounce without an attached message, by In-Reply-To (record: 'else References or In-Reply-To')",
)
s.mail("3 09:00", PAT, SUP, "Printer", mid="a")
s.mail("3 11:00", DANA, PAT, "Re: Printer", REPLY, mid="b", irt="a")
s.mail(
    "3 11:00:09",
    "Mail Delivery Subsystem <mailer-daemon@mail.acmedental.example>",
    DANA,
    "Returned mail: see transcript for details",
    "The original message was received.\n\n<pat@acmedental.example> user unknown",
    irt="b",
)
s.exp(pat, "email", "3 09:00", 1)

s = S(
    "w-bounce-other-recipient",
    "the reply went to Pat and Quinn; the bounce says that Quinn's address failed",
    note="'not followed by a bounce of it': of the mail, or to the person?",
)
s.mail("3 09:00", PAT, SUP, "Printer", mid="a")
s.mail("3 11:00", DANA, f"{PAT}, {QUINN}", "Re: Printer", REPLY, mid="b", irt="a")
s.bounce("3 11:00:10", "b", rcpt=quinn)
s.ans(pat, "email", "3 09:00", 1, "3 11:00")

s = S(
    "w-delayed-dsn",
    "a 'delayed' DSN (Action: delayed) is no bounce that returns the mail",
    note="DESIGN does not tell a delay from a failure",
)
s.mail("3 09:00", PAT, SUP, "Printer", mid="a")
s.mail("3 11:00", DANA, PAT, "Re: Printer", REPLY, mid="b", irt="a")
s.mail(
    "3 15:00",
    "MAILER-DAEMON@mx.harborit.example",
    DANA,
    "Warning: message delayed",
    "--BB\nContent-Type: text/plain\n\nYour message was not delivered yet. You need not resend it.\n\n--BB\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.harborit.example\n\nFinal-Recipient: rfc822; pat@acmedental.example\nAction: delayed\nStatus: 4.4.1\n\n--BB\nContent-Type: text/rfc822-headers\n\nMessage-ID: <b@w-delayed-dsn.example>\nSubject: Re: Printer\n\n--BB--\n",
    hdr=["Auto-Submitted: auto-replied"],
    ctype="multipart/report; report-type=delivery-status; boundary=BB",
)
s.ans(pat, "email", "3 09:00", 1, "3 11:00")
