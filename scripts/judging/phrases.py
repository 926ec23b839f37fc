"""Wordings of replies, and what each must be taken for: thanks, withdrawn, out-of-office, a request.

One mailbox, one run: each wording is a client's reply in a thread of its own.
"""

import json
import os

import verdict
from cast import PAT, SUP, t
from known import KNOWN_WORDINGS
from scenario import S

WANT = {
    "thanks": [
        "Thanks!",
        "Thank you so much for yesterday!",
        "Thanks for the quick fix!",
        "Thank you for your help.",
        "Thank you for the fast response, Dana!",
        "Many thanks for sorting this out.",
        "Thx",
        "ty!",
        "Appreciated.",
        "Great job, thanks.",
        "That did the trick, thanks!",
        "It works now. Thank you!",
        "Works perfectly.",
        "Brilliant, all good now.",
        "All good here, thanks again.",
        "Ok",
        "Okay, thanks.",
        "Noted.",
        "Understood, thank you.",
        "Sounds good.",
        "Sounds good, see you Thursday.",
        "Yes, that is fine.",
        "Confirmed.",
        "You too!",
        "No worries.",
        "Awesome 👍",
        "👍",
        "Thank you, have a great weekend!",
        "Thanks for letting me know.",
        "Thanks for the update.",
        "Received, thank you.",
        "Thanks Dana, you are a star.",
        "Hi Dana,\n\nthank you!\n\nKind regards,\nPat Doe\nAcme Dental",
        "Thanks, that solved it.",
        "Thank you for coming by this morning.",
        "We are very happy with the new printer. Thanks!",
        "Danke!",
        "Vielen Dank für die Hilfe.",
        "Danke, funktioniert wieder.",
        "Alles klar, danke.",
        "Super, danke!",
        "Passt, vielen Dank.",
        "Herzlichen Dank und schönes Wochenende!",
        "Merci !",
        "Merci beaucoup pour votre aide.",
        "Super, merci.",
        "C'est parfait, merci.",
        "Ça marche, merci.",
        "Gracias!",
        "Muchas gracias por la ayuda.",
        "Perfecto, gracias.",
        "Recibido, gracias.",
    ],
    "request": [
        "Thank you for your help yesterday. Today the fax machine is dead.",
        "Thanks in advance for looking into the scanner as well.",
        "Thanks for the laptop. The docking station does not charge it.",
        "Thank you. The second monitor stays black.",
        "Thanks, I still see the error.",
        "Thanks for your mail. I need the invoice for February.",
        "Thanks, go ahead with option B.",
        "Thanks! Quinn has the same problem.",
        "Great, thanks. Now the phone is dead.",
        "Thank you for fixing mail. VPN is down now.",
        "Thanks, but no.",
        "Thank you, though it only works on one computer.",
        "Thanks. I tried that and it did nothing.",
        "I would appreciate a call.",
        "Thanks for calling me back today before 5.",
        "OK, and the scanner?",
        "Ok. It crashed again.",
        "Thank you for resetting it. My colleague needs one, too.",
        "Danke für die Hilfe gestern. Heute ist das Fax tot.",
        "Danke. Der zweite Bildschirm bleibt schwarz.",
        "Vielen Dank im Voraus für die Einrichtung des Scanners.",
        "Merci pour hier. Aujourd'hui le fax est en panne.",
        "Merci d'avance de regarder le scanner.",
        "Gracias por lo de ayer. Hoy el fax no funciona.",
        "Gracias de antemano por revisar el escáner.",
        "Please fix.",
        "The toner is low.",
        "It is broken again.",
        "I cannot log in.",
        "Never mind the costs, we need a new server this month. Please send an offer.",
        "The fault from last week is solved, but a new one came up.",
        "Please ignore my colleague's mail and set up the account for Quinn.",
        "We no longer need the old phone line, please cancel it.",
        "Is the outage resolved?",
        "Has this been fixed?",
        "Not fixed.",
        "I thought it was fixed but it is back.",
        "Please let me know when it is fixed.",
        "Our bank says it is solved on their side, so it must be ours.",
        "The laptop works again but the screen is cracked, please replace it.",
        "Nevermind my last question - the real problem is the server, it is down.",
        "Es ist nicht mehr nötig zu warten, bitte kommt sofort, der Server brennt.",
        "I will be out of the office from Monday. Please move the visit to next week.",
        "I am on vacation next week, so please set up mail forwarding to Quinn.",
        "My auto-reply is stuck, please turn it off.",
    ],
    "withdrawn": [
        "Never mind.",
        "Nevermind, found it.",
        "Please ignore my last email.",
        "Disregard, it works now.",
        "No longer needed, thanks.",
        "It has been resolved.",
        "Issue resolved, please close.",
        "You can close the ticket.",
        "Problem solved itself.",
        "It fixed itself.",
        "We fixed it ourselves.",
        "I figured it out.",
        "Got it working, no need to call back.",
        "No need to call me back.",
        "All sorted now, thanks.",
        "False alarm, sorry.",
        "Please cancel my request.",
        "Solved on our end, no need to come.",
        "It is back up, so no action needed.",
        "Rebooting fixed it, you can forget about this.",
        "Hat sich erledigt.",
        "Erledigt, danke.",
        "Problem gelöst.",
        "Ist nicht mehr nötig.",
        "Brauchen wir nicht mehr, danke.",
        "Fehlalarm.",
        "Funktioniert wieder, bitte schließen.",
        "C'est résolu, merci.",
        "Problème résolu.",
        "Ce n'est plus nécessaire.",
        "Fausse alerte, désolé.",
        "Ya está resuelto.",
        "Ya está solucionado, gracias.",
        "Ya no es necesario.",
        "Falsa alarma.",
    ],
}


def main(options):
    """Exits with 1 where a wording is taken for something else and is not known to be."""
    wordings = [(kind, body) for kind, bodies in WANT.items() for body in bodies]
    s = S("phrases", "", languages="[en, de, fr, es]")
    for i, (_, body) in enumerate(wordings):
        s.mail(t("3 09:00", i * 60), PAT, SUP, f"Re: Subject {i}", body, mid=f"p{i}", irt="ours")
    d, files = s.write(options.folder)
    verdict.pipe(options.bin, d, files)
    got = {}
    with open(os.path.join(d, "events.ndjson"), encoding="utf-8") as lines:
        for line in lines:
            o = json.loads(line)
            if "event" in o:
                kind = "request" if o["wants_answer"] else o["because"]
                got[o["subject"].removeprefix("Re: ")] = kind
    bad = known = 0
    for i, (kind, body) in enumerate(wordings):
        found = got.get(f"Subject {i}", "nothing")
        if found == kind:
            continue
        if body in KNOWN_WORDINGS:
            known += 1
            if options.v:
                print(f"known: {found} for {kind}: {body!r}: {KNOWN_WORDINGS[body]}")
            continue
        bad += 1
        print(f"want {kind:13} got {found:13} {body!r}")
    print(f"{len(wordings)} wordings, {bad} differ, {known} by a known reading")
    return 1 if bad else 0
