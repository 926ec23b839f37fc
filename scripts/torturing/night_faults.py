"""What a night is made to suffer at one system call, and what must hold afterwards."""

import re

ERRORS = ["ENOSPC", "EIO", "EDQUOT", "EACCES", "EINTR"]
# All that a run may end with but 70, which is a crash.
STATUSES = (0, 65, 66, 73, 74, 75, 78)


def recovered(nights, name, golden, what):
    """The next night gives what it would have given without the fault."""
    status, wanted = golden
    again = nights.run(name)
    got = nights.outcome(name)
    if again.returncode != status:
        nights.fault(f"{what}: the next run ends with {again.returncode}: {again.said[:200]!r}")
    elif got != wanted:
        odd = [k for k in set(got) | set(wanted) if got.get(k) != wanted.get(k)]
        nights.fault(f"{what}: the next run gives something else: {sorted(odd)[:5]}")


def published(outcome):
    return {k: v for k, v in outcome.items() if k.startswith("reports/")}


def tables(outcome):
    return {k: v for k, v in outcome.items() if k.startswith("table ")}


def kill(nights, name, point, golden, second=None):
    """Kills the night before a system call, and the next one before another.
    :return: whether it came to that."""
    call, n = point
    what = f"{name}: killed at {call} {n}"
    nights.restore(name)
    ended = nights.run(name, "-e", f"trace={call}", "-e", f"inject={call}:signal=KILL:when={n}")
    if ended.returncode not in (-9, 137):
        if ended.returncode != golden[0]:
            nights.fault(f"{what}: ended with {ended.returncode}")
        return False
    present = nights.outcome(name)
    if published(present) not in (published(nights.before[name]), published(golden[1])):
        nights.fault(f"{what}: the reports are torn")
    elif published(present) != published(nights.before[name]) and tables(present) != tables(
        golden[1]
    ):
        nights.fault(f"{what}: the reports tell what is not kept yet")
    if second:
        call, n = second
        what += f", then at {call} {n}"
        again = nights.run(name, "-e", f"trace={call}", "-e", f"inject={call}:signal=KILL:when={n}")
        if again.returncode not in (-9, 137):
            return False
    recovered(nights, name, golden, what)
    return True


def error(nights, name, point, golden, code, sticky):
    """Fails a system call, or all of its kind from there on.
    :return: whether it came to that."""
    call, n = point
    if call == "fcntl" and code == "EACCES":
        # Says that another process holds a lock, for which SQLite waits its five seconds each.
        code, sticky = "ENOLCK", sticky
    # A call that is interrupted for ever is rightly tried for ever.
    when = f"{n}..{n + 3}" if sticky and code == "EINTR" else f"{n}+" if sticky else str(n)
    what = f"{name}: {code} at {call} {when}"
    nights.restore(name)
    ended = nights.run(name, "-e", f"trace={call}", "-e", f"inject={call}:error={code}:when={when}")
    if ended.returncode is None:
        nights.fault(f"{what}: does not end")
        return True
    if not any("(INJECTED)" in line for line in nights.trace()):
        return False
    got = {k: v for k, v in nights.outcome(name).items() if k != "left"}
    wanted = {k: v for k, v in golden[1].items() if k != "left"}
    if ended.returncode == 0 and (got != wanted or golden[0] != 0):
        odd = [k for k in set(got) | set(wanted) if got.get(k) != wanted.get(k)]
        nights.fault(f"{what}: exit 0 with a wrong result: {sorted(odd)[:5]}")
    elif ended.returncode not in STATUSES:
        nights.fault(f"{what}: ended with {ended.returncode}: {ended.said[:200]!r}")
    elif ended.returncode not in (0, golden[0]) and not ended.said:
        # Standard error may be what failed.
        if call not in ("write", "fcntl"):
            nights.fault(f"{what}: ended with {ended.returncode} without a word")
    canaries(nights, ended.said, what)
    recovered(nights, name, golden, what)
    return True


def canaries(nights, text, what):
    if re.search(rb"Canary\d{3}Zyx", text):
        nights.fault(f"{what}: a canary is told")
