"""Tickets of a scenario, as an export of Zendesk (`ticket`) or Freshservice (`fd`)."""

from xml.sax.saxutils import escape

from cast import *


class Helpdesk:
    """What a scenario can say about tickets."""

    def ticket(
        self,
        at,
        who,
        subj,
        via=0,
        comments=(),
        status=1,
        solved=None,
        id=None,
        by=None,
        text=ASK,
        assignee=None,
        updated=None,
    ):
        """comments: (time, author id, public, text)"""
        self.n += 1
        at = t(at)
        cs = [(at, by or who if via != 4 else who, True, text)] + [
            (t(a), u, p, x) for a, u, p, x in comments
        ]
        up = t(updated) if updated else max([c[0] for c in cs] + ([t(solved)] if solved else []))
        nil = lambda tag, v, ty: (
            f'    <{tag} type="{ty}" nil="true"/>'
            if v is None
            else f'    <{tag} type="{ty}">{v}</{tag}>'
        )
        x = [
            "  <ticket>",
            nil("assignee-id", assignee, "integer"),
            f'    <created-at type="datetime">{z(at)}</created-at>',
            f"    <description>{escape(text)}</description>",
            f'    <nice-id type="integer">{id or 100 + self.n}</nice-id>',
            nil("organization-id", ORG.get(who), "integer"),
            f'    <requester-id type="integer">{who}</requester-id>',
            nil("solved-at", z(t(solved)) if solved else None, "datetime"),
            f'    <status-id type="integer">{status}</status-id>',
            f"    <subject>{escape(subj)}</subject>",
            f'    <submitter-id type="integer">{by or who}</submitter-id>',
            f'    <updated-at type="datetime">{z(up)}</updated-at>',
            f'    <via-id type="integer">{via}</via-id>',
            '    <comments type="array">',
        ]
        for a, u, p, v in cs:
            x.append(
                f'      <comment><author-id type="integer">{u}</author-id><created-at type="datetime">{z(a)}</created-at>'
                f"<is-public type=\"boolean\">{'true' if p else 'false'}</is-public><type>Comment</type><value>{escape(v)}</value><attachments type=\"array\"/></comment>"
            )
        x += ["    </comments>", "  </ticket>"]
        self.tickets.append("\n".join(x))

    def fd(
        self,
        at,
        who,
        subj,
        source=1,
        notes=(),
        status=2,
        updated=None,
        text=ASK,
        spam=False,
        deleted=False,
    ):
        """notes: (time, user id, incoming, private, text); offset -06:00/-05:00 as Freshservice"""
        self.n += 1
        ct = self.fdtz
        l = lambda d: t(d).astimezone(ct).isoformat()
        up = updated or max([t(at)] + [t(n[0]) for n in notes])
        x = [
            f'  <helpdesk-ticket><created-at type="datetime">{l(at)}</created-at><deleted type="boolean">{str(deleted).lower()}</deleted><description>{escape(text)}</description>',
            f'    <description-html>&lt;div&gt;{escape(escape(text))}&lt;/div&gt;</description-html><display-id type="integer">{self.n}</display-id><id type="integer">{300000 + self.n}</id>',
            f'    <requester-id type="integer">{who}</requester-id><responder-id type="integer">9001</responder-id><source type="integer">{source}</source><spam type="boolean">{str(spam).lower()}</spam>',
            f'    <status type="integer">{status}</status><subject>{escape(subj)}</subject><updated-at type="datetime">{l(up)}</updated-at>',
            f"    <status-name>{ {2: 'Open', 3: 'Pending', 4: 'Resolved', 5: 'Closed'}[status]}</status-name><source-name>{ {1: 'Email', 2: 'Portal', 3: 'Phone'}[source]}</source-name>",
            f"    <requester-name>{USERS[who][0]}</requester-name><responder-name>Dana Ruiz</responder-name>",
        ]
        if notes:
            x.append('    <helpdesk-notes type="array">')
            for a, u, inc, priv, v in notes:
                x.append(
                    f'      <helpdesk-note><body>{escape(v)}</body><body-html>&lt;p&gt;x&lt;/p&gt;</body-html><created-at type="datetime">{l(a)}</created-at><deleted type="boolean">false</deleted>'
                    f'<id type="integer">{self.n}{len(x)}</id><incoming type="boolean">{str(inc).lower()}</incoming><private type="boolean">{str(priv).lower()}</private>'
                    f'<source type="integer">{2 if priv else 0}</source><updated-at type="datetime">{l(a)}</updated-at><user-id type="integer">{u}</user-id></helpdesk-note>'
                )
            x.append("    </helpdesk-notes>")
        self.fresh.append("\n".join(x + ["  </helpdesk-ticket>"]))
