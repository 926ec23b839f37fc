"""Who works in the invented office, and what people write there."""

TECH = {
    "jo": ("Jo Brandis", "11"),
    "mira": ("Mira Kask", "12"),
    "tom": ("Tom Uhl", "13"),
    "ana": ("Ana Pires", "14"),
}
TID = {k: 900 + i for i, k in enumerate(TECH)}
CL = [
    ("praxis", "Praxis am Markt"),
    ("kanzlei", "Kanzlei Roth"),
    ("holz", "Holzbau Lenz"),
    ("cafe", "Cafe Blau"),
    ("stift", "Stiftung Wald"),
    ("radhaus", "Radhaus"),
]
FIRST = "Ada Bela Cem Dora Emil Fee Gero Hana Ingo Jule Kai Lotte Mats Nele Ole Pia Quirin Rosa Sven Tilda Udo Vera Wim Xenia".split()
SUPPORT = "Nordlicht Hilfe <hilfe@nordlicht-it.example>"
TOPICS = [
    "Scanner im Empfang",
    "Outlook startet nicht",
    "Neues Telefon",
    "WLAN im Lager",
    "Backup meldet Fehler",
    "Kasse druckt nicht",
    "VPN from home",
    "Shared calendar",
    "Laptop für Azubi",
    "Rechnung März",
    "Zertifikat abgelaufen",
    "Beamer",
    "Mailbox full",
    "Server sehr langsam",
    "Teams ohne Ton",
]
ASKS = [
    "Guten Morgen,\n\nseit heute früh geht das nicht mehr. Könnt ihr bitte draufschauen?\n\nGrüße",
    "Hi all,\n\nwe can not work like this. Could someone have a look today?\n\nRegards",
    "Hallo,\n\nwir brauchen hier Hilfe, am besten noch diese Woche.\n\nMit freundlichen Grüßen",
    "Hello,\n\nplease check, the message says code 0x80070035.\n\nBest",
]
CHASE = [
    "Gibt es hier schon etwas Neues?",
    "Any update on this one? We are still stuck.",
    "Ich wollte nur nachfragen, wann jemand kommt.",
    "Could somebody please call me about this?",
]
ANSW = [
    "Hallo,\n\nich habe den Dienst neu gestartet, bitte prüfen.\n\nViele Grüße",
    "Hello,\n\nplease restart once, the update is installed now.\n\nBest regards",
    "Hallo,\n\nwir kommen morgen um zehn vorbei.\n\nGruß",
    "Hi,\n\nI changed the setting on the server, it should be quick now.\n",
]
THANKS = [
    "Vielen Dank!",
    "Super, danke!",
    "Thank you very much!",
    "Danke für die schnelle Hilfe!",
    "Great, thanks.",
    "Perfekt, vielen Dank und schönes Wochenende!",
]
WITHDRAW = [
    "Hat sich erledigt, danke.",
    "Never mind, it works again.",
    "No longer needed, we found the cause ourselves.",
]
FOLLOW = ["Das hat leider nicht geholfen, was nun?"]
# Wordings as people write them, beside the stock phrases above.
NATURAL_THANKS = [
    "Thanks for letting me know.",
    "Sounds good.",
    "You too!",
    "Works perfectly.",
    "It works now. Thank you!",
    "Danke, funktioniert wieder.",
    "Passt.",
    "Herzlichen Dank und schönes Wochenende!",
    "Many thanks for sorting this out.",
    "👍",
    "Yes, that is fine.",
    "Ok, bis morgen!",
    "Läuft wieder, danke Jo.",
]
NATURAL_WITHDRAW = [
    "Erledigt, danke.",
    "Fehlalarm, sorry!",
    "Brauchen wir nicht mehr, danke.",
    "False alarm, sorry.",
    "Got it working, no need to call back.",
    "Hat sich von selbst gelöst.",
]
NATURAL_FOLLOW = [
    "Danke für die Hilfe gestern. Heute ist das Fax tot.",
    "Danke. Der zweite Bildschirm bleibt schwarz.",
    "Thanks. I tried that and it did nothing.",
    "Thank you, though it only works on one computer.",
    "Great, thanks. Now the phone is dead.",
    "Thanks, but it still fails.",
    "Vielen Dank! Könnt ihr das bei Rosa auch machen?",
    "Ok. Es ist wieder abgestürzt.",
]
NATURAL_ASKS = [
    "Hallo,\n\nwir brauchen den alten Anschluss nicht mehr, bitte kündigen.\n\nGruß",
    "Hi,\n\nnever mind the price, we need a new screen. Please order one.\n\nRegards",
    "Hallo,\n\nkönnt ihr dafür sorgen, dass das bis Freitag gelöst ist?\n\nDanke",
    "Guten Tag,\n\ndas Problem von letzter Woche ist gelöst, aber jetzt geht der Ton nicht.\n\nDanke",
]
