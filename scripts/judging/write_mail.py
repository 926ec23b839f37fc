"""Mail of a scenario, as it stands in a mailbox: messages, notices of voicemails, bounces."""

from datetime import timedelta, timezone
from email.header import Header

from cast import *


class Mail:
    """What a scenario can say about mail."""

    def mail(
        self,
        at,
        frm,
        to,
        subj,
        body=ASK,
        mid=None,
        irt=None,
        refs=None,
        cc=None,
        hdr=(),
        recv=None,
        date=ANY,
        box="support",
        ctype="text/plain; charset=utf-8",
        tz=-8,
        raw=None,
    ):
        self.n += 1
        at = t(at)
        recv = t(recv) if recv else at + timedelta(seconds=0)
        mid = mid or f"m{self.n}"
        h = []
        if not frm.endswith("harborit.example>"):
            h.append(
                "Received: from mail.client.example (mail.client.example [192.0.2.7])\n\tby mx.harborit.example with ESMTPS id "
                f"{self.n:05X};\n\t{recv.strftime('%a, %d %b %Y %H:%M:%S +0000')}"
            )
        if date is ANY:
            h.append(
                "Date: "
                + at.astimezone(timezone(timedelta(hours=tz))).strftime("%a, %d %b %Y %H:%M:%S ")
                + f"{'-' if tz < 0 else '+'}{abs(tz):02d}00"
            )
        elif date is not None:
            h.append("Date: " + date)
        h.append(f"From: {frm}")
        if to:
            h.append(f"To: {to}")
        if cc:
            h.append(f"Cc: {cc}")
        if subj is not None:
            h.append("Subject: " + (subj if subj.isascii() else Header(subj, "utf-8").encode()))
        h.append(f"Message-ID: <{mid}@{self.name}.example>")
        if irt:
            h.append(f"In-Reply-To: <{irt}@{self.name}.example>")
        if refs:
            h.append(
                "References: "
                + " ".join(
                    f"<{r}@{self.name}.example>"
                    for r in ([refs] if isinstance(refs, str) else refs)
                )
            )
        h += list(hdr)
        h += ["MIME-Version: 1.0", f"Content-Type: {ctype}", "Content-Transfer-Encoding: 8bit"]
        env = frm.split("<")[-1].rstrip(">").strip()
        text = (
            f"From {env} {recv.strftime('%a %b %e %H:%M:%S %Y')}\n"
            + "\n".join(h)
            + "\n\n"
            + body.replace("\nFrom ", "\n>From ")
            + "\n\n"
        )
        self.boxes.setdefault(box, []).append((recv, text))
        return mid

    def notice(self, at, num, mailbox="600", name=None, style="asterisk", dur=28, mid=None):
        if style == "asterisk":
            hdr = ([f"X-Asterisk-CallerID: {num}"] if num else []) + (
                [f"X-Asterisk-CallerIDName: {name}"] if name else []
            )
            who = name or num or "an unknown caller"
            body = (
                f"Dear Support:\n\n\tJust wanted to let you know you were just left a 0:{dur:02d} long message (number 4)\n"
                f"in mailbox {mailbox} from {who}, on Tuesday, March 03, 2026 at 09:00:00 AM so you might\n"
                "want to check it when you get a chance.  Thanks!\n\n\t\t\t\t--Asterisk\n"
            )
            return self.mail(
                at,
                "Asterisk PBX <asterisk@pbx.harborit.example>",
                "Support <support@harborit.example>",
                f"[PBX]: New message 4 in mailbox {mailbox}",
                body,
                mid=mid,
                hdr=hdr,
                ctype="text/plain; charset=ISO-8859-1",
            )
        name = name or num
        body = (
            f'--XXXX_boundary_XXXX\nContent-Type: multipart/alternative; boundary="000XXX000"\n\n--000XXX000\nContent-Type: text/plain; charset=ISO-8859-1\n'
            f'Content-Disposition: inline\n\nCreated: Tuesday, March 03 2026, 09 00 AM\nFrom: "{name}" {num}\nDuration: 00:00:{dur:02d}\nAccount: {mailbox}@pbx.harborit.example\n'
            "--000XXX000--\n--XXXX_boundary_XXXX--\n.\n"
        )
        return self.mail(
            at,
            f'"{name}" <{num}@pbx.harborit.example>',
            "<support@harborit.example>",
            f'Voicemail from "{name}" <{num}> 09:00:20',
            body,
            mid=mid,
            hdr=["X-Mailer: FreeSWITCH", f"X-Voicemail-Length: {dur}"],
            ctype='multipart/mixed; boundary="XXXX_boundary_XXXX"',
        )

    def bounce(
        self,
        at,
        of,
        to=DANA,
        frm="Mail Delivery System <MAILER-DAEMON@mx.harborit.example>",
        subj="Undelivered Mail Returned to Sender",
        full=True,
        rcpt=pat,
    ):
        b = "BOUND"
        part = (
            f"--{b}\nContent-Type: text/plain\n\nThis is the mail system. I'm sorry to have to inform you that your message could not be delivered.\n\n"
            f"--{b}\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.harborit.example\n\nFinal-Recipient: rfc822; {rcpt}\nAction: failed\nStatus: 5.1.1\n\n"
            f"--{b}\nContent-Type: {'message/rfc822' if full else 'text/rfc822-headers'}\n\nFrom: {to}\nTo: {rcpt}\nSubject: Re: Printer\nMessage-ID: <{of}@{self.name}.example>\n\n{REPLY if full else ''}\n--{b}--\n"
        )
        self.mail(
            at,
            frm,
            to,
            subj,
            part,
            hdr=["Auto-Submitted: auto-replied"],
            ctype=f"multipart/report; report-type=delivery-status; boundary={b}",
        )
