"""Hostile XML for the helpdesk readers, made up as it is read.

Each case is a function that yields pieces of bytes, never all of them at once: the memory of this
process would count for the one that it starts. What must come of it: an answer within a second, or
at 20 MB a second, in 64 MiB above an empty run; and a reject or a defect, or else all its tickets.
"""
from itertools import chain

ROOT = b'<?xml version="1.0" encoding="UTF-8"?>\n<tickets type="array">\n'
TICKET = (b"<ticket><nice-id>%d</nice-id><status-id>1</status-id><requester-id>1</requester-id>"
          b"<created-at>2025-10-06T14:37:09Z</created-at><subject>a</subject>%s</ticket>\n")
END = b"</tickets>\n"
MIB = 1 << 20


def many(piece, count, size=1000):
    """A piece so often, some at a time."""
    for _ in range(count // size):
        yield piece * size
    yield piece * (count % size)


def around(pieces, tickets=1):
    """A document with tickets, and the pieces within the first one's description."""
    yield ROOT + b"<ticket><nice-id>0</nice-id><description>"
    yield from pieces
    yield (b"</description><created-at>2025-10-06T14:37:09Z</created-at></ticket>\n")
    for i in range(tickets):
        yield TICKET % (i + 1, b"")
    yield END


def between(pieces):
    """A document with the pieces between two tickets."""
    yield ROOT + TICKET % (1, b"")
    yield from pieces
    yield TICKET % (2, b"") + END


def before(pieces):
    """A document with the pieces in its document type."""
    yield b'<?xml version="1.0"?>\n<!DOCTYPE tickets [\n'
    yield from pieces
    yield b"]>\n" + ROOT.split(b"\n", 1)[1] + TICKET % (1, b"<description>&a;</description>") + END


def laughs():
    yield b'<!ENTITY a0 "lol">\n'
    for i in range(1, 10):
        yield b'<!ENTITY a%d "%s">\n' % (i, b"&a%d;" % (i - 1) * 10)
    yield b'<!ENTITY a "&a9;">\n'


def attributes(count, value=b"x"):
    yield ROOT + b"<ticket"
    for i in range(count):
        yield b' a%d="%s"' % (i, value)
    yield b">" + b"<nice-id>1</nice-id></ticket>" + END


def namespaces(count):
    for i in range(count):
        yield b'<x%d:a xmlns:x%d="u">' % (i, i)


# Name: the pieces, and what must be said of them: `reject`, `defect`, or `tickets` for nothing
# but that all tickets come out.
CASES = {
    "nested a million deep": (lambda: around(many(b"<a>", 1_000_000)), "reject"),
    "nested records": (lambda: around(many(b"<comment>", 300_000)), "reject"),
    "one text of 1 GB": (lambda: around(many(b"0123456789abcdef", 1 << 26, 1 << 16)), "defect"),
    "one text of 256 MB of line ends": (lambda: around(many(b"\r\n", 1 << 27, 1 << 16)), "tickets"),
    "one CDATA section of 256 MB": (
        lambda: around(chain([b"<![CDATA["], many(b"]] > ", 1 << 20), [b"]]>"])), "defect"),
    "CDATA sections without end": (lambda: around(many(b"<![CDATA[x", 1_000_000)), "reject"),
    "five million CDATA sections": (lambda: around(many(b"<![CDATA[]]>", 5_000_000)), "tickets"),
    "100,000 attributes": (lambda: attributes(100_000), "reject"),
    "200 attributes of 1 MB": (lambda: attributes(200, b"x" * MIB), "reject"),
    "a name of 10 MB": (lambda: around(chain([b"<"], many(b"n", 10 * MIB, MIB), [b"/>"])), "reject"),
    "a tag that never ends": (lambda: around(chain([b"<a b='"], many(b"<x>", 20 * MIB, MIB))), "reject"),
    "100,000 different names": (
        lambda: between(b"<n%d/>" % i for i in range(100_000)), "tickets"),
    "100,000 namespaces": (lambda: between(namespaces(100_000)), "reject"),
    "200,000 namespaces of one name": (
        lambda: between(many(b"<a xmlns='u'/>", 200_000)), "tickets"),
    "ten million comments": (lambda: between(many(b"<!---->", 10_000_000)), "tickets"),
    "one comment of 256 MB": (
        lambda: between(chain([b"<!--"], many(b"- -- ", 50 * MIB, MIB), [b"-->"])), "tickets"),
    "five million instructions": (lambda: between(many(b"<?p x?>", 5_000_000)), "tickets"),
    "ten million ampersands": (lambda: around(many(b"&", 10_000_000)), "defect"),
    "ten million references": (lambda: around(many(b"&amp;", 10_000_000)), "defect"),
    "a million unknown references": (lambda: around(many(b"&nbsp;", 1_000_000)), "defect"),
    "ten million stray brackets": (lambda: around(many(b"]]>", 10_000_000)), "defect"),
    "five million less-than signs": (lambda: around(many(b"< ", 5_000_000)), "defect"),
    "a million end tags": (lambda: around(many(b"</b>", 1_000_000)), "reject"),
    "UTF-8 cut off everywhere": (lambda: around(many(b"\xe2\x82 \xf0\x9f ", 2_000_000)), "defect"),
    "UTF-8 cut off at the end": (lambda: [ROOT + TICKET % (1, b"") + b"<ticket>\xe2\x82"], "reject"),
    "UTF-16 cut off at the end": (
        lambda: ["\ufeff".encode("utf-16-le") + ROOT.decode().encode("utf-16-le")
                 + (TICKET % (1, b"")).decode().encode("utf-16-le") + b"<\x00t"], "reject"),
    "UTF-16 of lone surrogates": (
        lambda: chain(["\ufeff<tickets><ticket>".encode("utf-16-le")],
                      many(b"\x00\xd8", 10_000_000)), "reject"),
    "NUL bytes": (lambda: around(many(b"\0", 100_000_000, MIB)), "tickets"),
    "control characters": (lambda: around(many(b"\x01\x1b", 20_000_000)), "tickets"),
    "a billion laughs": (lambda: before(laughs()), "reject"),
    "quadratic entities": (
        lambda: before(chain([b'<!ENTITY a "'], many(b"x", 100_000), [b'">\n'])), "reject"),
    "200,000 entities": (
        lambda: before(b'<!ENTITY e%d "x">\n' % i for i in range(200_000)), "reject"),
    "an outer entity": (lambda: before([b'<!ENTITY a SYSTEM "file:///etc/hostname">\n']), "reject"),
    "a parameter entity": (
        lambda: before([b'<!ENTITY % p SYSTEM "http://127.0.0.1:9/x"> %p;\n']), "reject"),
    "a document type of 100 MB": (
        lambda: before(many(b"<!ELEMENT a ANY>\n", 6_000_000)), "reject"),
    "an unknown document type": (
        lambda: [b'<?xml version="1.0"?>\n<!DOCTYPE tickets SYSTEM "http://127.0.0.1:9/x.dtd">\n'
                 b"<tickets>" + TICKET % (1, b"") + TICKET % (2, b"") + END], "tickets"),
    "100,000 tickets without end": (
        lambda: chain([ROOT], (b"<ticket><nice-id>%d</nice-id><created-at>2025-10-06T14:37:09Z"
                               b"</created-at>" % i for i in range(100_000))), "reject"),
    "300,000 comments": (
        lambda: chain([ROOT + b"<ticket><nice-id>1</nice-id><created-at>2025-10-06T14:37:09Z"
                       b"</created-at>"], many(b"<comment><value>x</value></comment>", 300_000),
                      [b"</ticket>" + END]), "reject"),
}
