"""The order in which a night makes things lasting, as a trace of it shows."""

import os
import re

CALLS = (
    "openat,mkdir,mkdirat,write,pwrite64,fsync,fdatasync,rename,renameat,renameat2,unlink,unlinkat,"
    "ftruncate"
)


def ordered(nights, name):
    """What takes its place was synced before, and its directory after; of the state the journal
    was synced before the pages are written, these before it goes, and the directory after that.
    :return: how many times something took its place or was committed."""
    nights.restore(name)
    nights.run(name, "-y", "-e", "trace=" + CALLS)
    where = nights.path(name)
    state = os.path.join(where, ".ringback/state.sqlite")
    journal = state + "-journal"
    dirty, count = set(), 0
    faults = set()

    def full(folder, path):
        return path if path.startswith("/") else os.path.normpath(os.path.join(folder, path))

    for line in nights.trace():
        match = re.match(r"\d+\s+(\w+)\((.*)", line)
        if not match or re.search(r"= -1 ", line):
            continue
        call, rest = match.groups()
        paths = re.findall(r'(?:\w+<([^>]*)>, )?"((?:[^"\\]|\\.)*)"', rest)
        first = re.match(r"\w+<([^>]*)>", rest)
        file = first.group(1) if first else ""
        if not any(where in text for text in (line, *paths)):
            continue
        if call in ("write", "pwrite64", "ftruncate"):
            if file == state and journal in dirty:
                faults.add("a page of the state is written before the journal is synced")
            dirty.add(file)
        elif call in ("fsync", "fdatasync"):
            dirty.discard(file)
        elif call in ("rename", "renameat", "renameat2"):
            old, new = [full(folder or where, path) for folder, path in paths[:2]]
            count += 1
            for path in dirty:
                if path == old or path.startswith(old + "/"):
                    faults.add(f"{os.path.basename(path)} takes its place before it is synced")
            dirty.add(os.path.dirname(new))
        elif call == "unlink" and full(where, paths[0][1]) == journal:
            count += 1
            if state in dirty:
                faults.add("the journal goes before the state is synced")
            dirty.discard(journal)
            dirty.add(os.path.dirname(journal))
        elif call in ("mkdir", "mkdirat"):
            made = full(paths[0][0] or where, paths[0][1]).rstrip("/")
            dirty.update({made, os.path.dirname(made)})
        elif call == "openat" and "O_CREAT" in rest and file:
            made = full(paths[0][0] or where, paths[0][1])
            dirty.add(os.path.dirname(made))
    for path in sorted(dirty):
        inside = os.path.relpath(path, where)
        if inside in (".", ".ringback", "reports") or path == state:
            faults.add(f"{inside} is not synced at the end")
    for fault in sorted(faults):
        nights.fault(f"{name}: {fault}")
    return count
