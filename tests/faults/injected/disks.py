"""Disks that refuse: full ones, read-only ones, broken ones; and what is stored when they take bytes again."""

from __future__ import annotations

import contextlib
import errno
import os
import resource
import shutil
import subprocess
import sys
from pathlib import Path
from random import Random

from injected.outcome import Outcome, after, opened, total
from injected.training import EIO_ERROR, FULL, HERE, SHORT, Trainee, started, trainee

N_CALLS = 40
N_CHANGES = 200


def broken(place: Path, times: int) -> Outcome:
    """EIO from some calls of the system in the middle of a training, then none."""
    return _refused("EIO from the disk for a while", place, times, (EIO_ERROR,))


def cut_short(place: Path, times: int) -> Outcome:
    """ENOSPC and writes that take half, for some calls in the middle of a training, then none."""
    return _refused("full disk at any call: short writes, ENOSPC; room again", place, times, (SHORT, FULL))


def _refused(fault: str, place: Path, times: int, kinds: tuple[int, ...]) -> Outcome:
    with trainee() as process:
        return total(fault, (_refuse(process, place / str(k), k, kinds[k % len(kinds)]) for k in range(times)))


def _refuse(process: Trainee, folder: Path, seed: int, kind: int) -> Outcome:
    chance = Random(seed)
    armed = [kind, chance.randrange(N_CHANGES), chance.choice([1, 2, 5, 30])]
    training = process.train(folder, N_CALLS, arm=armed)
    outcome, found = after(training, folder, f"{armed}"), opened(folder)
    notes = [f"{armed}: the training ended with {training.code}"] if training.code else []
    notes += [f"{armed}: the run is {found.state}"] if found.state not in ("finished", "running", "crashed") else []
    return outcome._replace(lost=outcome.lost + len(notes), notes=(*outcome.notes, *notes))


def has_namespaces() -> bool:
    """True where this process may mount in a namespace of its own."""
    command = ["unshare", "-rm", "mount", "-t", "tmpfs", "none", "/mnt"]
    return bool(shutil.which("unshare")) and subprocess.run(command, capture_output=True, check=False).returncode == 0


def full(place: Path, times: int) -> Outcome:
    """A disk of 800 kB that another program fills and empties; a limit on file sizes where none can be mounted."""
    if not has_namespaces():
        return _limited(place, times)
    return total("full disk (tmpfs of 800 kB); room again", (_fill(place / f"full{k}", k) for k in range(times)))


def _fill(place: Path, seed: int) -> Outcome:
    disk = place / "disk"
    disk.mkdir(parents=True)
    mount = ["unshare", "-rm", "sh", "-c", 'mount -t tmpfs -o size=800k none "$0" && exec "$@"', str(disk)]
    chance = Random(seed)
    from_, to = chance.randrange(10, 20), chance.randrange(25, 60)
    with started(place, mount) as process:

        def told(line: str, pid: int) -> None:
            seen = Path(f"/proc/{process.pid}/root{disk}/ballast")  # in the namespace that has the disk
            if line == f"pause {from_}":
                _fill_up(seen)
                process.say("go on")
            if line == f"pause {to}":
                seen.unlink()
                process.say("go on")

        training = process.train(disk, 80, told, pauses=[from_, to])
        shutil.copytree(f"/proc/{process.pid}/root{disk}", place / "copy", symlinks=True)
    outcome = after(training, place / "copy", f"seed {seed}")
    notes = [f"seed {seed}: the training ended with {training.code}"] if training.code else []
    notes += [] if training.said else [f"seed {seed}: the disk was not full"]
    return outcome._replace(lost=outcome.lost + len(notes), notes=(*outcome.notes, *notes))


def _fill_up(path: Path) -> None:
    with path.open("wb", buffering=0) as file, contextlib.suppress(OSError):
        while file.write(bytes(4096)):
            pass


def _limited(place: Path, times: int) -> Outcome:
    """A limit on the size of files, which gives a short write and then errors as a full disk does."""
    name = "full disk (a limit on file sizes: no mounts here); room again"
    with trainee() as process:

        def one(seed: int) -> Outcome:
            def told(line: str, pid: int) -> None:
                if line.startswith("pause"):
                    size = 100 if line == "pause 15" else resource.RLIM_INFINITY
                    resource.prlimit(pid, resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))
                    process.say("go on")

            return after(process.train(place / str(seed), 60, told, pauses=[15, 40]), place / str(seed))

        return total(name, map(one, range(times)))


READER = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[2])
import chartkit as c
from injected.outcome import missing_of, opened
missing = missing_of(range(20), opened(Path(sys.argv[1])))
try:
    c.init(project="p", id="other", dir=sys.argv[1])
except c.RunError as error:
    print(len(missing), error.diagnostics[0].code, error.diagnostics[0].message)
"""


def read_only(place: Path, times: int) -> Outcome:
    """A store that is mounted read-only is read whole; a new run there is refused in one sentence."""
    name = "read-only store (bind mount): read, new run refused"
    if not has_namespaces():
        return Outcome("read-only store: not tried, no mounts here")
    with trainee() as process:
        training = process.train(place / "ro", 20)
    mount = 'mount --bind "$0" "$0" && mount -o remount,bind,ro "$0" && exec "$@"'
    command = ["unshare", "-rm", "sh", "-c", mount, str(place / "ro"), sys.executable, "-c", READER]
    environment = {**os.environ, "PYTHONPATH": str(HERE.parents[2])}
    said = subprocess.run(
        [*command, str(place / "ro"), str(HERE.parent)], env=environment, stdout=subprocess.PIPE, text=True, check=True
    ).stdout
    read_back = training.acknowledged[int(said.split()[0]) :]
    wanted = f"CK602 the run's folder cannot be written: {os.strerror(errno.EROFS)}"
    n_lost = 20 - len(read_back) + (wanted not in said)
    return Outcome(name, 1, 20, 1, len(read_back), n_lost, notes=(said,) if n_lost else ())


def immutable(place: Path, times: int) -> Outcome:
    """Folders that take no new file while a run goes on (chattr +i): scalars go on, charts and tables are said."""
    name = "folder that takes no new files (chattr +i) for a while"
    with trainee() as process:
        return total(name, (_forbid(process, place / str(seed)) for seed in range(times)))


def _forbid(process: Trainee, folder: Path) -> Outcome:
    inside = folder / ".chartkit"
    is_possible = True

    def told(line: str, pid: int) -> None:
        nonlocal is_possible
        if line.startswith("pause"):
            folders = [inside, *(path for path in inside.rglob("*") if path.is_dir())]
            command = ["chattr", "+i" if line == "pause 15" else "-i", *map(str, folders)]
            is_possible = subprocess.run(command, capture_output=True, check=False).returncode == 0 and is_possible
            process.say("go on")

    training = process.train(folder, 60, told, pauses=[15, 40])
    outcome = after(training, folder)
    if not is_possible:
        return Outcome("", 0)
    journaled = [n for n in range(15, 40) if n % 10 in (0, 3, 4, 6, 8, 9)]
    silent = [n for n in journaled if n not in training.acknowledged]
    notes = tuple(f"call {n} needs no new file and was not stored" for n in silent)
    return outcome._replace(lost=outcome.lost + len(notes), notes=outcome.notes + notes)
