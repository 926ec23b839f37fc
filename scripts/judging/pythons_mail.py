"""What Python's `email` reads of one message, without its newer policies."""

import email
import email.header
import email.policy
import email.utils
import re
import warnings

ID = re.compile(r"<([^<>]+)>")
FIELDS = (
    "message-id in-reply-to references date from to cc subject content-type "
    "content-transfer-encoding"
).split()


def text_of(value):
    """A header value as text; raw bytes are UTF-8, else windows-1252."""
    value = re.sub(r"\r?\n(?=[ \t])|[\r\n]", "", str(value))
    raw = value.encode("utf-8", "surrogateescape")
    try:
        return raw.decode("utf-8").strip()
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace").strip()


def ids(value):
    return [re.sub(r"\s+", "", i) for i in ID.findall(value)]


class Reading:
    """The fields of a message; `clean` where Python notes no defect in any of them."""

    def __init__(self, raw):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            self.message = email.message_from_bytes(raw)
            self.defects = [
                type(d).__name__ for p in self.message.walk() for d in p.defects
            ] + self.header_defects(raw)
            self.values = {}
            for name in FIELDS:
                values = self.message.get_all(name) or []
                self.values[name] = [str(v) for v in self.raw_values(name)]
                if len(values) > 1:
                    self.defects.append("repeated " + name)
            self.read()

    def raw_values(self, name):
        # Surrogates stand for raw bytes; Message.get would make Header objects of them.
        return [v for k, v in self.message._headers if k.lower() == name]

    def header_defects(self, raw):
        """The defects that only the newer policy looks for."""
        found = []
        try:
            modern = email.message_from_bytes(raw, policy=email.policy.default)
            for name in ("from", "to", "cc", "subject", "date"):
                for header in modern.get_all(name) or []:
                    found += [type(d).__name__ for d in header.defects]
        except Exception as fault:  # Python's own parser breaks on some mail.
            found.append("exception " + type(fault).__name__)
        return found

    def first(self, name):
        return text_of(self.values[name][0]) if self.values[name] else ""

    def read(self):
        value = self.first("message-id")
        self.id = (ids(value) or [re.sub(r"\s+", "", value)])[0] or None
        self.in_reply_to = ids(self.first("in-reply-to"))
        self.references = ids(self.first("references"))
        try:
            self.date = email.utils.parsedate_tz(self.first("date"))
            self.date = None if self.date is None else email.utils.mktime_tz(self.date)
        except Exception:
            self.date = None
        self.sender = self.people("from")[:1]
        self.to = self.people("to")
        self.cc = self.people("cc")
        self.subject = self.decoded(self.values["subject"][0]) if self.values["subject"] else ""
        self.text = self.first_text()

    def people(self, name):
        values = [text_of(v) for v in self.values[name]]
        try:
            return [a for _, a in email.utils.getaddresses(values) if "@" in a]
        except Exception:
            self.defects.append("addresses unreadable")
            return []

    def decoded(self, value):
        value = text_of(value)
        try:
            return str(email.header.make_header(email.header.decode_header(value)))
        except Exception:
            self.defects.append("subject undecodable")
            return value

    def first_text(self):
        """The first text/plain that is no attachment, None where there is none."""
        for part in self.leaves(self.message):
            try:
                disposition = part.get_content_disposition()
            except Exception:
                disposition = None
            if part.get_content_type() != "text/plain" or disposition == "attachment":
                continue
            try:
                raw = part.get_payload(decode=True) or b""
                charset = part.get_content_charset() or "us-ascii"
                return raw.decode(charset)
            except Exception:
                self.defects.append("text undecodable")
                return raw.decode("utf-8", "replace")
        return None

    def leaves(self, part):
        if part.is_multipart() and not part.get_content_type().startswith("message/"):
            for child in part.get_payload():
                yield from self.leaves(child)
        else:
            yield part
