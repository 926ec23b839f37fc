"""Where `parse` differs from Python's `email` and is right, or as right: each told by a predicate."""

import re
from collections import namedtuple

# `holds` is given the field, our value, Python's, and Python's whole reading.
Rule = namedtuple("Rule", "name fields holds reason")

EVERY = "message-id in-reply-to references from to cc subject date text".split()
LATIN = ("iso-8859-1", "latin-1", "latin1", "us-ascii", "ascii")
# The zones that email.utils knows by name.
ZONES = "UT UTC GMT Z AST ADT EST EDT CST CDT MST MDT PST PDT".split()


def raw_date(reading):
    return reading.first("date")


def bare_returns(field, ours, theirs, reading):
    lines = [v for p in reading.message.walk() for v in [p._payload] if isinstance(v, str)]
    return any(re.search(r"\r(?!\n)", text) for text in lines)


def header_cut(field, ours, theirs, reading):
    return "MissingHeaderBodySeparatorDefect" in reading.defects


def archive_address(field, ours, theirs, reading):
    values = reading.values[field]
    return bool(ours) and any(re.search(r"\S+ at \S+\.\S+", v) for v in values)


def named_zone(field, ours, theirs, reading):
    zone = re.search(r"\d\s+\(?([A-Za-z]{1,5})\)?$", raw_date(reading))
    return bool(zone) and zone.group(1).upper() not in ZONES


def twelve_hours(field, ours, theirs, reading):
    return bool(re.search(r"\d\s*[AP]M\b", raw_date(reading), re.I))


def zone_behind_comment(field, ours, theirs, reading):
    return bool(re.search(r"\)\s*[+-]\d{4}$", raw_date(reading)))


def damaged_zone(field, ours, theirs, reading):
    return bool(re.search(r"\s[A-Za-z][0-9]{4}$", raw_date(reading)))


def other_order(field, ours, theirs, reading):
    return theirs is None and ours is not None and bool(re.search(r"\d", raw_date(reading)))


def impossible(field, ours, theirs, reading):
    if ours is not None or theirs is None:
        return False
    day = re.search(r"\b(\d{1,2})[ -]+([A-Z][a-z]{2})", raw_date(reading))
    time = re.search(r"(\d+):(\d+)(?::(\d+))?", raw_date(reading))
    long = {"Feb": 29, "Apr": 30, "Jun": 30, "Sep": 30, "Nov": 30}
    return bool(day and int(day.group(1)) > long.get(day.group(2), 31)) or bool(
        time and (int(time.group(1)) > 23 or int(time.group(2)) > 59)
    )


def odd_zone(field, ours, theirs, reading):
    zone = re.search(r"([+-])(\d{4,6})\b\s*(?:\(.*\))?$", raw_date(reading))
    return bool(zone) and (int(zone.group(2)) > 1400 or int(zone.group(2)[-2:]) > 59)


def blank_beside_word(field, ours, theirs, reading):
    return ours.replace(" ", "") == theirs.replace(" ", "") and "=?" in "".join(
        reading.values["subject"]
    )


def undecodable(field, ours, theirs, reading):
    return f"{field} undecodable" in reading.defects


def windows_1252(field, ours, theirs, reading):
    def read(text):
        return "".join(
            bytes([ord(c)]).decode("cp1252", "replace") if 0x80 <= ord(c) < 0xA0 else c
            for c in text
        )

    text = theirs or ""
    # The cut at 4 KiB falls elsewhere, since these characters have more bytes.
    mended = re.sub(r"(?m)^>(>*From )", r"\1", read(text).replace("\r\n", "\n"))
    return text != read(text) and (
        same_beginning(ours, read(text)) or same_beginning(ours, mended)
    )


def same_beginning(ours, theirs):
    n = min(len(ours), len(theirs), 3600)
    return ours[:n] == theirs[:n] and abs(len(ours) - len(theirs)) < 500


def other_name(field, ours, theirs, reading):
    """UTF-8 under another name: every C1 of Python's is a part of one of our characters."""
    try:
        return theirs.encode("latin-1").decode("utf-8").startswith(ours[:1000])
    except UnicodeError:
        return False


def only_html(field, ours, theirs, reading):
    types = [p.get_content_type() for p in reading.message.walk()]
    return not (theirs or "").strip() and bool(ours) and "text/html" in types


def open_boundary(field, ours, theirs, reading):
    return any("Boundary" in d for d in reading.defects)


def two_headers(field, ours, theirs, reading):
    return len(reading.values.get(field, [])) > 1


def old_route(field, ours, theirs, reading):
    return any("!" in v or re.search(r"@[^,<>]+:", v) for v in reading.values[field])


def unreadable_list(field, ours, theirs, reading):
    return not theirs and "addresses unreadable" in reading.defects


def scrambled(field, ours, theirs, reading):
    values = "".join(reading.values[field])
    return bool(re.search(r"@end(ing|\|ng)|@[^@ ]*@|\(.*\)$", values)) and not ours


def fragment(field, ours, theirs, reading):
    """What Python found is no address: it lacks a part, or has blanks in it."""
    return any(not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", a) for a in theirs) or (
        not theirs and bool(ours)
    )


KNOWN_MAIL = [
    Rule(
        "header cut short",
        EVERY,
        header_cut,
        "Python ends the header at a line that is no field, such as a quoted From_ line before "
        "the first one; mail programs and we read on",
    ),
    Rule(
        "lines that end in CR",
        EVERY,
        bare_returns,
        "Python's decoders do not end a line at a CR that no LF follows",
    ),
    Rule(
        "address of an archive",
        ["from", "to", "cc"],
        archive_address,
        "pipermail writes `user at host (Name)`, which names an address; Python finds none",
    ),
    Rule(
        "list unreadable",
        ["to", "cc", "from"],
        unreadable_list,
        "Python's parser calls itself for each bracket and gives up on a hostile list",
    ),
    Rule(
        "address that is hidden",
        ["from"],
        scrambled,
        "archives that hide addresses beyond recovery: what is left is no address",
    ),
    Rule(
        "address in pieces",
        ["from", "to", "cc"],
        fragment,
        "what Python takes for an address lacks a part, or it finds none in a list that has one",
    ),
    Rule(
        "route or bang path",
        ["from", "to", "cc"],
        old_route,
        "obsolete routes and UUCP's paths: what Python makes of them is no address either",
    ),
    Rule("hours to twelve", ["date"], twelve_hours, "Python passes over AM and PM"),
    Rule(
        "zone behind a comment",
        ["date"],
        zone_behind_comment,
        "Python reads a zone only directly behind the time",
    ),
    Rule(
        "named zone",
        ["date"],
        named_zone,
        "Python knows the zones of RFC 822 only; others that name one offset count",
    ),
    Rule(
        "damaged zone",
        ["date"],
        damaged_zone,
        "a sign that was lost: the digits are read as a zone, as they are without any sign",
    ),
    Rule(
        "zone out of range",
        ["date"],
        odd_zone,
        "no place is so far from UTC: the time is read as UTC, with a defect",
    ),
    Rule("day that is none", ["date"], impossible, "31 April is no day: the time received counts"),
    Rule("other order", ["date"], other_order, "a date that is written in another order"),
    Rule(
        "blank beside an encoded word",
        ["subject"],
        blank_beside_word,
        "Python puts a blank between an encoded word and text that directly adjoins it",
    ),
    Rule(
        "charset of another name",
        ["text", "subject"],
        undecodable,
        "not in the charset that it declares, which Python cannot decode",
    ),
    Rule(
        "UTF-8 by another name",
        ["text"],
        other_name,
        "declared as ISO 8859-1, but holds bytes that windows-1252 has no meaning for",
    ),
    Rule(
        "windows-1252 by another name",
        ["text"],
        windows_1252,
        "ISO 8859-1 is windows-1252 in fact (WHATWG Encoding Standard): control characters are "
        "no text",
    ),
    Rule(
        "empty plain text",
        ["text"],
        only_html,
        "where the plain text is empty and there is HTML, its text counts",
    ),
    Rule(
        "boundary that is missing",
        ["text"],
        open_boundary,
        "parts whose boundary is empty or never closed can be read in more than one way",
    ),
]
