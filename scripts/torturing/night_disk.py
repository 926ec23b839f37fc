"""Disks that are full, files that may not grow, and power that is cut."""

import contextlib
import ctypes
import fcntl
import os
import random
import signal
import struct
import subprocess
import time

import night_faults
from night import ENVIRONMENT, Nights

# _IOR('X', 125, __u32), and not even what is in the journal's memory is written.
EXT4_IOC_SHUTDOWN = 0x8004587D
NOLOGFLUSH = 2


def said(*command):
    """:return: whether it went well, and what it said; false where there is no such program."""
    try:
        done = subprocess.run(command, capture_output=True, text=True)
    except FileNotFoundError:
        return False, ""
    return done.returncode == 0, done.stdout.strip()


def unmounted(place):
    # What looks at all mounts for a moment, as df(1), keeps it busy.
    for _ in range(100):
        if said("umount", place)[0]:
            return
        time.sleep(0.1)
    raise SystemExit(f"{place} cannot be unmounted")


@contextlib.contextmanager
def mounted(*what, place):
    os.makedirs(place, exist_ok=True)
    done, _ = said("mount", *what, place)
    try:
        yield done
    finally:
        if done:
            unmounted(place)


def suffered(nights, name, golden, what, make_room, **run):
    """A night that cannot write all says so, and the next one gives all.
    :return: whether it could write all."""
    nights.restore(name)
    ended = nights.run(name, **run)
    before, after = (night_faults.published(o) for o in (nights.before[name], golden[1]))
    present = nights.outcome(name)
    if night_faults.published(present) not in (before, after):
        nights.fault(f"{what}: the reports are torn")
    if ended.returncode == 0:
        if {**present, "left": ""} != {**golden[1], "left": ""}:
            nights.fault(f"{what}: exit 0 with a wrong result")
    elif ended.returncode not in (73, 74, golden[0]) or not ended.said:
        nights.fault(f"{what}: ended with {ended.returncode}: {ended.said[:200]!r}")
    night_faults.canaries(nights, ended.said, what)
    make_room()
    night_faults.recovered(nights, name, golden, what)
    return ended.returncode in (0, golden[0])


def limited(nights, golden, step):
    """Files that may not grow beyond so many bytes (SIGXFSZ, EFBIG)."""
    count = 0
    for name in nights.names:
        for size in range(step, 2 << 20, step):
            count += 1
            limit = ["prlimit", f"--fsize={size}"]
            what = f"{name}: files of {size >> 10} KiB"
            if suffered(nights, name, golden[name], what, lambda: None, prefix=limit):
                break
    return count


def full(program, folder, step, fault):
    """A disk in memory with so much room: ENOSPC at every size."""
    place, count = os.path.join(folder, "disk"), 0
    with mounted("-t", "tmpfs", "-o", "size=256m,mode=700", "tmpfs", place=place) as done:
        if not done:
            return None
        nights = Nights(program, place, names=["first", "grown"])
        nights.fault = fault
        golden = {name: nights.golden(name) for name in nights.names}

        def resize(size):
            said("mount", "-o", f"remount,size={size}", place)

        for name in nights.names:
            for room in range(0, 4 << 20, step):
                nights.restore(name)
                disk = os.statvfs(place)
                resize((disk.f_blocks - disk.f_bfree) * disk.f_frsize + room)
                # Restoring needs no room, since what is restored is there.
                nights.restore = lambda name: None
                count += 1
                what = f"{name}: {room >> 10} KiB of room"
                isDone = suffered(nights, name, golden[name], what, lambda: resize(256 << 20))
                del nights.restore
                if isDone:
                    break
    return count


def cuts(program, folder, count, fault):
    """The power goes at a random time of a night, or as soon as it has ended.
    :return: how many cuts, and how many after the end; None where that is not possible."""
    image, place = os.path.join(folder, "disk.img"), os.path.join(folder, "power")
    with open(image, "wb") as file:
        file.truncate(96 << 20)
    done, loop = said("losetup", "-f", "--show", image)
    if not done:
        return None
    try:
        if not said("mkfs.ext4", "-q", "-F", loop)[0]:
            return None
        os.makedirs(place)
        if not said("mount", loop, place)[0]:
            return None
        try:
            return cut(program, place, loop, count, fault)
        finally:
            unmounted(place)
    finally:
        said("losetup", "-d", loop)
        os.remove(image)


def cut(program, place, loop, count, fault):
    nights = Nights(program, place, names=["first", "grown", "changed"])
    nights.fault = fault
    golden, took = {}, {}
    for name in nights.names:
        began = time.monotonic()
        golden[name] = nights.golden(name)
        took[name] = time.monotonic() - began
    libc, ended = ctypes.CDLL(None), 0
    for i in range(count):
        name = random.choice(nights.names)
        nights.restore(name)
        disk = os.open(place, os.O_RDONLY)
        libc.syncfs(disk)
        child = subprocess.Popen(
            [program, "run", "-c", nights.path(name, "pipeline.yml")],
            cwd="/",
            env=ENVIRONMENT,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        if random.random() < 0.3:
            child.wait()
        else:
            time.sleep(random.uniform(0, took[name]))
        status = child.poll()
        fcntl.ioctl(disk, EXT4_IOC_SHUTDOWN, struct.pack("I", NOLOGFLUSH))
        os.close(disk)
        child.send_signal(signal.SIGKILL)
        child.wait()
        unmounted(place)
        if not said("mount", loop, place)[0]:
            raise SystemExit("the disk cannot be mounted after a cut")
        what = f"{name}: power cut {i}, {'after the end' if status is not None else 'during'}"
        present = nights.outcome(name)
        before, after = (night_faults.published(o) for o in (nights.before[name], golden[name][1]))
        if night_faults.published(present) not in (before, after):
            fault(f"{what}: the reports are torn")
        if status is not None:
            ended += 1
            if present != golden[name][1]:
                odd = [k for k in golden[name][1] if present.get(k) != golden[name][1][k]]
                fault(f"{what}: is lost though the run ended: {odd[:5]}")
        night_faults.recovered(nights, name, golden[name], what)
    return count, ended
