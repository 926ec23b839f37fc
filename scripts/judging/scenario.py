"""A scenario: what was written and called, the contacts that must come of it, and its files.

A scenario is `s = S(name, why)`, where `why` cites the sentence of the rules that it holds the
program to; then what was written and called (`s.mail`, `s.vm`, `s.missed`, `s.live`, `s.out`,
`s.row`, `s.ticket`, `s.fd`), with times such as "3 09:00", 3 March 2026 in UTC; then the contacts
that must come of it and no others: `s.exp` (person, channel, opened, attempts, state …), `s.ans` for
one that is answered. `note` says where the sentence can be read in another way.
"""

import os
import shutil

from cast import *
from write_calls import Calls
from write_helpdesk import Helpdesk
from write_mail import Mail

ALL = []


class S(Mail, Calls, Helpdesk):
    """A scenario, known to `ALL` from its making."""

    def __init__(
        self,
        name,
        why,
        match="{ chase_within: 7d, echo_within: 10m, talk_at_least: 10s }",
        calls="{ dropped_under: 5s }",
        languages="[en]",
        zone=None,
        note=None,
    ):
        self.name, self.why, self.zone, self.note = name, why, zone, note
        self.config = CONFIG.format(match=match, calls=calls, languages=languages)
        self.boxes, self.rows, self.tickets, self.fresh, self.expected, self.n = (
            {},
            [],
            [],
            [],
            [],
            0,
        )
        self.cols, self.pbx, self.utc, self.extra, self.tz, self.fdtz = (
            18,
            "asterisk",
            False,
            {},
            LA,
            ZoneInfo("America/Chicago"),
        )
        ALL.append(self)

    def exp(
        self,
        person,
        channel,
        opened,
        attempts,
        state="unanswered",
        answered=None,
        by=None,
        how=None,
        ack=None,
        client="acme",
    ):
        self.expected.append(
            dict(
                client=client,
                person=person,
                channel=channel,
                opened=z(t(opened)),
                attempts=attempts,
                state=state,
                answered=z(t(answered)) if answered else None,
                answered_by=by,
                matched_by=how,
                acknowledged=z(t(ack)) if ack else None,
            )
        )

    def ans(self, person, channel, opened, attempts, answered, by="dana", how="thread", **k):
        self.exp(person, channel, opened, attempts, "answered", answered, by, how, **k)

    def write(self, root):
        d = os.path.join(root, self.name)
        shutil.rmtree(d, ignore_errors=True)
        os.makedirs(d)
        files = []

        def put(name, text, enc="utf-8"):
            p = os.path.join(d, name)
            os.makedirs(os.path.dirname(p), exist_ok=True)
            open(p, "w", encoding=enc, newline="").write(text)
            files.append(name)

        open(os.path.join(d, "pipeline.yml"), "w").write(self.config)
        for b, ms in self.boxes.items():
            put(b + ".mbox", "".join(x for _, x in ms))
        if self.rows:
            put(
                "Master.csv" if self.pbx != "freepbx" else "cdr__1772500000.csv",
                self.cdr() + ('"","40855' if getattr(self, "latin", 0) else ""),
                "latin-1" if getattr(self, "latin", 0) else "utf-8",
            )
        if self.tickets:
            put(
                "tickets.xml",
                '<?xml version="1.0" encoding="UTF-8"?>\n<tickets type="array">\n'
                + "\n".join(self.tickets)
                + "\n</tickets>\n",
            )
            us = ""
            for i, (n, e, ph, r) in USERS.items():
                o = ORG.get(i)
                us += (
                    f'  <user><id type="integer">{i}</id><name>{n}</name>'
                    + (f"<email>{e}</email>" if e else '<email nil="true"/>')
                    + (f"<phone>{ph}</phone>" if ph else '<phone nil="true"/>')
                    + f'<roles type="integer">{r}</roles>'
                    + (
                        f'<organization-id type="integer">{o}</organization-id>'
                        if o
                        else '<organization-id type="integer" nil="true"/>'
                    )
                    + "</user>\n"
                )
            put(
                "users.xml",
                '<?xml version="1.0" encoding="UTF-8"?>\n<users type="array">\n'
                + us
                + "</users>\n",
            )
            put(
                "organizations.xml",
                '<?xml version="1.0" encoding="UTF-8"?>\n<organizations type="array">\n  <organization><id type="integer">501</id><name>Acme Dental Inc.</name></organization>\n'
                '  <organization><id type="integer">502</id><name>Northgate Legal LLP</name></organization>\n</organizations>\n',
            )
        if self.fresh:
            put(
                "Tickets_0.xml",
                '<?xml version="1.0" encoding="UTF-8"?>\n<helpdesk-tickets type="array">\n'
                + "\n".join(self.fresh)
                + "\n</helpdesk-tickets>\n",
            )
            us = "".join(
                f'  <user><id type="integer">{i}</id><name>{n}</name>'
                + (f"<email>{e}</email>" if e else '<email nil="true"/>')
                + f"<helpdesk-agent type=\"boolean\">{'true' if r else 'false'}</helpdesk-agent></user>\n"
                for i, (n, e, ph, r) in USERS.items()
            )
            put(
                "Users.xml",
                '<?xml version="1.0" encoding="UTF-8"?>\n<users type="array">\n'
                + us
                + "</users>\n",
            )
            ag = "".join(
                f'<agent type="User"><id type="integer">{i}</id><name>{n}</name><email>{e}</email><helpdesk-agent type="boolean">true</helpdesk-agent></agent>'
                for i, (n, e, ph, r) in USERS.items()
                if r
            )
            put(
                "groups.xml",
                f'<?xml version="1.0" encoding="UTF-8"?>\n<groups type="array"><group><id type="integer">1</id><name>Support</name><agents type="array">{ag}</agents></group></groups>\n',
            )
        for n, text in self.extra.items():
            put(n, text)
        return d, files
