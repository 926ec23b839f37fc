"""Where the messages of a mailbox begin, by a rule of its own in Python.

A line `From ` is a separator where it bears a date, or is one of the dateless forms of Thunderbird and
Takeout, and where a header field, `>From ` or, after a date, an empty line follows. A Content-Length
counts where it leads exactly to a separator or to the end.
"""

import re

MONTH = rb"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
DATED = re.compile(
    rb"From .*(?:"
    + rb"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,? +(?:"
    + MONTH
    + rb" +\d{1,2}|\d{1,2} +"
    + MONTH
    + rb")\b.*\d{1,2}:\d\d|\d{1,2} +"
    + MONTH
    + rb" +\d{4} +\d{1,2}:\d\d|\d{4}-\d\d-\d\d[ T]\d\d:\d\d)",
    re.I,
)
DATELESS = re.compile(rb"From (?:-? *|\d{6,}@xxx.*)\r?$")
FIELD = re.compile(rb"[!-9;-~]{1,76}[ \t]*:|>From ")
LENGTH = re.compile(rb"^content-length:[ \t]*(\d{1,15})[ \t]*\r?$", re.I | re.M)


def is_separator(data, at):
    end = data.find(b"\n", at)
    line = data[at : end if end >= 0 else len(data)].rstrip(b"\r")
    if not line.startswith(b"From "):
        return False
    dated = DATED.match(line)
    if not dated and not DATELESS.match(line):
        return False
    if end < 0:
        return bool(dated)
    below = data[end + 1 : end + 120]
    if FIELD.match(below):
        return True
    return bool(dated) and (below[:1] == b"\n" or below[:2] == b"\r\n")


def offsets(data):
    """The offsets of all messages."""
    found = []
    at = 3 if data.startswith(b"\xef\xbb\xbf") else 0
    while 0 <= at < len(data):
        if is_separator(data, at):
            found.append(at)
            at = by_length(data, at)
            if at >= len(data):
                break
            continue
        at = data.find(b"\nFrom ", at) + 1
        if at == 0:
            break
    return found


def by_length(data, at):
    """Where to look on after the message at an offset."""
    blank = re.compile(rb"\r?\n\r?\n").search(data, at)
    line = data.find(b"\n", at)
    if blank and line >= 0:
        length = LENGTH.search(data, line + 1, blank.end())
        if length:
            end = blank.end() + int(length.group(1))
            tail = end
            while data[tail : tail + 1] in (b"\r", b"\n") and tail - end < 4:
                tail += 1
                if is_separator(data, tail):
                    return tail
            if end < len(data) and is_separator(data, end):
                return end
            if tail >= len(data) and end <= len(data):
                return len(data)
    at = data.find(b"\nFrom ", at + 1)
    return len(data) if at < 0 else at + 1
