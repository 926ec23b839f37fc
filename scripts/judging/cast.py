"""Who takes part in the scenarios: the provider, its clients, their addresses and numbers; and times.

Upper case is how a mail names somebody (PAT) or a number as a trunk writes it (P); lower case is
the key of the person in a contact (pat).
"""

from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo

ANY = object()
LA = ZoneInfo("America/Los_Angeles")


def t(s, plus=0):
    """'3 09:00[:05]' = 3 March 2026 UTC (40 = 9 April); or a full 'YYYY-MM-DD HH:MM:SS'."""
    if isinstance(s, datetime):
        return s + timedelta(seconds=plus)
    d, h = s.split()
    hh = (h.split(":") + ["0"])[:3]
    if "-" in d:
        base = datetime.strptime(d, "%Y-%m-%d").replace(tzinfo=timezone.utc)
    else:
        base = datetime(2026, 3, 1, tzinfo=timezone.utc) + timedelta(days=int(d) - 1)
    return base + timedelta(hours=int(hh[0]), minutes=int(hh[1]), seconds=int(hh[2]) + plus)


def z(dt):
    return dt.strftime("%Y-%m-%dT%H:%M:%SZ")


CONFIG = """\
provider:
  name: Harbor IT
  domains: [harborit.example]
  addresses: [harbor.helper@freemail.example]
  numbers: ["+14085550100"]
  extensions: ["2xx", "600"]
  region: US
  zone: America/Los_Angeles
  technicians:
    - {{ id: dana, name: "Dana Ruiz", addresses: [dana@harborit.example], extensions: ["201"] }}
    - {{ id: lee, name: "Lee Morgan", addresses: [lee@harborit.example], extensions: ["202"] }}
    - {{ id: sam, name: "Sam Okafor", addresses: [sam@harborit.example], extensions: ["203"] }}
hours: {{ mon-fri: "08:00-12:00, 13:00-18:00" }}
clients:
  - id: acme
    name: "Acme Dental"
    domains: [acmedental.example]
    numbers: ["+14085551000"]
    organizations: ["Acme Dental Inc."]
    people:
      - {{ name: "Pat Doe", addresses: [pat@acmedental.example, pat.doe@freemail.example], numbers: ["+14085551001"] }}
      - {{ name: "Quinn Roe", addresses: [quinn@acmedental.example], numbers: ["+14085551002"] }}
      - {{ name: "Rex Poe", numbers: ["+14085551003", "+14085551004"] }}
  - id: northgate
    name: "Northgate Legal"
    domains: [northgatelegal.example]
    numbers: ["+12095550100"]
    organizations: ["Northgate Legal LLP"]
    people:
      - {{ name: "Uma Lind", addresses: [uma@northgatelegal.example], numbers: ["+12095550101"] }}
sources:
  - path: "*.mbox"
match: {match}
calls: {calls}
signals: {{ languages: {languages} }}
"""

PAT, QUINN, UMA = (
    "Pat Doe <pat@acmedental.example>",
    "Quinn Roe <quinn@acmedental.example>",
    "Uma Lind <uma@northgatelegal.example>",
)
DANA, LEE, SUP = (
    "Dana Ruiz <dana@harborit.example>",
    "Lee Morgan <lee@harborit.example>",
    "Harbor IT Support <support@harborit.example>",
)
pat, quinn, uma, rex, shared = (
    "pat@acmedental.example",
    "quinn@acmedental.example",
    "uma@northgatelegal.example",
    "tel:+14085551003",
    "tel:+14085551000",
)
P, Q, R, SH, U = "4085551001", "4085551002", "4085551003", "4085551000", "2095550101"
STRANGE = "6505559999"
ASK = (
    "Hello,\n\nthe label printer in room 3 prints blank pages. Can you have a look?\n\nRegards\nPat"
)
REPLY = "Hello,\n\nplease set the driver to raw mode, as shown in the attached steps.\n\nDana"
USERS = {
    9001: ("Dana Ruiz", "dana@harborit.example", None, 2),
    9002: ("Lee Morgan", "lee@harborit.example", None, 4),
    9003: ("Sam Okafor", "sam@harborit.example", None, 4),
    1001: ("Pat Doe", pat, "+14085551001", 0),
    1002: ("Quinn Roe", quinn, None, 0),
    1003: ("Rex Poe", None, "(408) 555-1003", 0),
    2001: ("Uma Lind", uma, None, 0),
    3001: ("Zoe Far", "zoe@elsewhere.example", None, 0),
    4001: ("Caller +14085551001", None, "+14085551001", 0),
}
ORG = {1001: 501, 1002: 501, 1003: 501, 2001: 502}
LISTH = ["List-Id: Support <support.lists.harborit.example>", "Precedence: list"]
