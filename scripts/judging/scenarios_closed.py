"""Closed and withdrawn contacts (rule 8).

A scenario is `s = S(name, why)`, where `why` cites the sentence of the rules that it holds the
program to; then what was written and called (`s.mail`, `s.vm`, `s.missed`, `s.live`, `s.out`,
`s.row`, `s.ticket`, `s.fd`), with times such as "3 09:00", 3 March 2026 in UTC; then the contacts
that must come of it and no others: `s.exp` (person, channel, opened, attempts, state …), `s.ans` for
one that is answered. `note` says where the sentence can be read in another way.
"""

from scenario import *

# ================= 8 closed, withdrawn
s = S("8-closed", "8 'from the moment its ticket is solved or closed with no answer before it'")
s.ticket("3 09:00", 1001, "Printer", status=3, solved="3 15:00")
s.exp(pat, "ticket", "3 09:00", 1, "closed-unanswered")

s = S("8-closed-note", "a private note before it is no answer")
s.ticket(
    "3 09:00",
    1001,
    "Printer",
    comments=[("3 10:00", 9001, False, "fixed remotely")],
    status=4,
    solved="3 15:00",
)
s.exp(pat, "ticket", "3 09:00", 1, "closed-unanswered")

s = S("8-final", "8 'final: a later answer changes nothing'")
s.ticket(
    "3 09:00",
    1001,
    "Printer",
    comments=[("3 16:00", 9001, True, REPLY)],
    status=4,
    solved="3 15:00",
)
s.exp(pat, "ticket", "3 09:00", 1, "closed-unanswered")

s = S("8-final-call", "… a later call neither")
s.ticket("3 09:00", 1001, "Printer", status=4, solved="3 15:00")
s.out("3 16:00", P)
s.exp(pat, "ticket", "3 09:00", 1, "closed-unanswered")

s = S(
    "8-anew", "8 'a later inbound event opens anew': comment after solving; answered by a comment"
)
s.ticket(
    "3 09:00",
    1001,
    "Printer",
    comments=[("4 09:00", 1001, True, "It is not fixed at all."), ("4 10:00", 9001, True, REPLY)],
    status=1,
    solved="3 15:00",
)
s.exp(pat, "ticket", "3 09:00", 1, "closed-unanswered")
s.ans(pat, "ticket", "4 09:00", 1, "4 10:00", how="ticket")

s = S("8-anew-call", "… a call within 7 days opens anew")
s.ticket("3 09:00", 1001, "Printer", status=3, solved="3 15:00")
s.missed("4 09:00", P)
s.exp(pat, "ticket", "3 09:00", 1, "closed-unanswered")
s.exp(pat, "call", "4 09:00", 1)

s = S("8-reopened-after-answer", "reopened: answered, solved, comment again: a new contact")
s.ticket(
    "3 09:00",
    1001,
    "Printer",
    comments=[
        ("3 10:00", 9001, True, REPLY),
        ("5 09:00", 1001, True, "The fault is back, please look again."),
    ],
    status=1,
    solved="3 12:00",
)
s.ans(pat, "ticket", "3 09:00", 1, "3 10:00", how="ticket")
s.exp(pat, "ticket", "5 09:00", 1)

s = S(
    "8-open-mail-thread",
    "8 'unless it also has an open thread of mail': mirrored mail, ticket solved: waits on",
)
s.mail("3 09:00", PAT, SUP, "Printer blank", mid="a")
s.ticket("3 09:00:40", 1001, "Printer blank", via=4, status=3, solved="3 15:00")
s.exp(pat, "email", "3 09:00", 1)

s = S("8-open-mail-then-answer", "… and is answered later by mail")
s.mail("3 09:00", PAT, SUP, "Printer blank", mid="a")
s.ticket("3 09:00:40", 1001, "Printer blank", via=4, status=3, solved="3 15:00")
s.mail("4 09:00", DANA, PAT, "Re: Printer blank", REPLY, irt="a")
s.ans(pat, "email", "3 09:00", 1, "4 09:00")

s = S("8-vm-ticket-solved", "a voicemail and its ticket (calls only, no mail): closed by solving")
s.vm("3 09:00", P)
s.ticket("3 09:01:30", 1001, "Voicemail from Pat", via=33, by=9001, status=3, solved="3 15:00")
s.exp(pat, "voicemail", "3 09:00", 1, "closed-unanswered")

s = S(
    "8-vm-notice-ticket-solved",
    "… with the voicemail's notice in the mailbox as well: is a notice an 'open thread of mail'? calls only stays so with a notice",
    note="a notice is a mail message, but the contact stays 'calls only' with it, i.e. has no thread",
)
s.vm("3 09:00", P)
s.notice("3 09:01", P)
s.ticket("3 09:01:30", 1001, "Voicemail from Pat", via=33, by=9001, status=3, solved="3 15:00")
s.exp(pat, "voicemail", "3 09:00", 1, "closed-unanswered")

s = S(
    "8-two-tickets-one",
    "8 'A contact with several tickets is closed when all of them are': one is open",
)
s.ticket("3 09:00", 1001, "Printer", status=3, solved="3 15:00")
s.ticket("3 10:00", 1001, "Printer")
s.exp(pat, "ticket", "3 09:00", 2)

s = S("8-two-tickets-all", "… both")
s.ticket("3 09:00", 1001, "Printer", status=3, solved="3 15:00")
s.ticket("3 10:00", 1001, "Printer", status=4, solved="3 16:00")
s.exp(pat, "ticket", "3 09:00", 2, "closed-unanswered")

s = S("8-two-tickets-between", "… comment between the two closings answers")
s.ticket("3 09:00", 1001, "Printer", status=3, solved="3 15:00")
s.ticket(
    "3 10:00",
    1001,
    "Printer",
    status=4,
    solved="3 17:00",
    comments=[("3 16:00", 9001, True, REPLY)],
)
s.ans(pat, "ticket", "3 09:00", 2, "3 16:00", how="ticket")

s = S("8-freshdesk-closed", "Freshservice closed without a public reply (updated-at)")
s.fd("3 09:00", 1001, "Printer", source=2, status=5, updated="3 15:00")
s.exp(pat, "ticket", "3 09:00", 1, "closed-unanswered")

s = S("8-freshdesk-spam", "spam and deleted tickets are skipped (formats/helpdesk 2)")
s.fd("3 09:00", 1001, "Win money", source=2, spam=True)
s.fd("3 10:00", 1002, "Old", source=2, deleted=True)
s.fd("3 11:00", 1001, "Real", source=2)
s.exp(pat, "ticket", "3 11:00", 1)
WITHDRAW = [
    ("en1", "Never mind, it came back by itself."),
    ("en2", "Please disregard my mail, this is no longer needed."),
    ("en3", "It's working again, so you can close this."),
    ("en4", "Scrap that, I sorted it out myself. Thanks anyway!"),
    ("en5", "Solved on our end, no need to come."),
    ("en6", "Ignore this please, problem solved."),
    ("de1", "Hat sich erledigt, danke!"),
    ("de2", "Das Problem ist gelöst, ihr müsst nichts mehr tun."),
    ("de3", "Bitte ignorieren, geht wieder."),
    ("fr1", "C'est résolu, merci."),
    ("fr2", "Laissez tomber, ça remarche."),
    ("es1", "Ya está solucionado, gracias."),
    ("es2", "Ya no hace falta, lo arreglamos nosotros."),
]

for nm, body in WITHDRAW:
    s = S(
        "8-withdrawn-" + nm,
        "8 'a mail … of theirs that says it is solved or no longer needed': withdrawn, no attempt",
        languages="[en, de, fr, es]",
    )
    s.mail("3 09:00", PAT, SUP, "Printer", mid="a")
    s.mail("3 12:00", PAT, SUP, "Re: Printer", body, irt="a")
    s.exp(pat, "email", "3 09:00", 1, "withdrawn")
NOTWITHDRAWN = [
    ("neg", "It is still not solved. Please call me."),
    ("quest", "Is this solved on your side? We still wait."),
    ("neg2", "The problem came back, so it was not resolved."),
    ("de", "Das ist leider noch nicht gelöst."),
    ("cond", "Once it is solved, please let me know."),
    ("need", "The old laptop is no longer needed, please order a new one for Quinn."),
]

for nm, body in NOTWITHDRAWN:
    s = S(
        "8-notwithdrawn-" + nm,
        "8: this mail does not say that it is solved or no longer needed: an attempt",
        languages="[en, de, fr, es]",
        note="'by a phrase list'" if nm in ("need", "cond") else None,
    )
    s.mail("3 09:00", PAT, SUP, "Printer", mid="a")
    s.mail("3 12:00", PAT, SUP, "Re: Printer", body, irt="a")
    s.exp(pat, "email", "3 09:00", 2)

s = S("8-withdrawn-comment", "a comment of theirs withdraws")
s.ticket(
    "3 09:00", 1001, "Printer", comments=[("3 12:00", 1001, True, "Never mind, it works again.")]
)
s.exp(pat, "ticket", "3 09:00", 1, "withdrawn")

s = S(
    "8-withdrawn-2b",
    "8 'withdraws the contact that it would join by 2': new mail, same base subject",
)
s.mail("3 09:00", PAT, SUP, "Printer", mid="a")
s.mail("3 12:00", PAT, SUP, "Printer", "Never mind, it works again.")
s.exp(pat, "email", "3 09:00", 1, "withdrawn")

s = S("8-withdrawn-2d", "… by 2d: new mail, calls-only contact")
s.vm("3 09:00", P)
s.mail("3 12:00", PAT, SUP, "My call this morning", "Never mind, it works again.")
s.exp(pat, "voicemail", "3 09:00", 1, "withdrawn")

s = S("8-withdrawn-other", "… it would join none: nothing is withdrawn, nothing opens")
s.mail("3 09:00", PAT, SUP, "Printer", mid="a")
s.mail("3 12:00", PAT, SUP, "Scanner", "Never mind, it works again.")
s.exp(pat, "email", "3 09:00", 1)

s = S("8-withdrawn-colleague", "a colleague's mail in the thread would join by 2a: it withdraws")
s.mail("3 09:00", PAT, SUP, "Printer", mid="a")
s.mail(
    "3 12:00", QUINN, SUP, "Re: Printer", "No longer needed, we found the cause.", irt="a", cc=PAT
)
s.exp(pat, "email", "3 09:00", 1, "withdrawn")

s = S(
    "8-withdrawn-after-answer",
    "after the answer there is no open contact: state stays answered, nothing opens",
)
s.mail("3 09:00", PAT, SUP, "Printer", mid="a")
s.mail("3 10:00", DANA, PAT, "Re: Printer", REPLY, mid="b", irt="a")
s.mail("3 12:00", PAT, DANA, "Re: Printer", "It is solved now, you can close the ticket.", irt="b")
s.ans(pat, "email", "3 09:00", 1, "3 10:00")

s = S(
    "8-withdrawn-then-answer",
    "withdrawn, then our mail: stays withdrawn (the contact is no longer open)",
)
s.mail("3 09:00", PAT, SUP, "Printer", mid="a")
s.mail("3 12:00", PAT, SUP, "Re: Printer", "Never mind, it works again.", irt="a", mid="b")
s.mail("3 13:00", DANA, PAT, "Re: Printer", "Good to hear.", irt="b")
s.exp(pat, "email", "3 09:00", 1, "withdrawn")

s = S("8-withdrawn-then-again", "withdrawn, then they write again: opens anew")
s.mail("3 09:00", PAT, SUP, "Printer", mid="a")
s.mail("3 12:00", PAT, SUP, "Re: Printer", "Never mind, it works again.", irt="a", mid="b")
s.mail(
    "4 09:00", PAT, SUP, "Re: Printer", "The trouble is back this morning, please help.", irt="b"
)
s.exp(pat, "email", "3 09:00", 1, "withdrawn")
s.exp(pat, "email", "4 09:00", 1)

s = S("8-thanks-open", "8 'one that only thanks does nothing': before any answer")
s.mail("3 09:00", PAT, SUP, "Printer", mid="a")
s.mail("3 12:00", PAT, SUP, "Re: Printer", "Thank you!", irt="a")
s.exp(pat, "email", "3 09:00", 1)

s = S(
    "8-withdrawn-mirrored",
    "the withdrawing mail and its mirrored comment: one contact withdrawn, nothing opens",
)
s.mail("3 09:00", PAT, SUP, "Printer blank", mid="a")
s.mail("3 12:00", PAT, SUP, "Re: Printer blank", "Never mind, it works again.", irt="a")
s.ticket(
    "3 09:00:30",
    1001,
    "Printer blank",
    via=4,
    comments=[("3 12:00:20", 1001, True, "Never mind, it works again.")],
)
s.exp(pat, "email", "3 09:00", 1, "withdrawn")
