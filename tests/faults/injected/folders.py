"""The run's folder copied, deleted and moved while it is written."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from random import Random

from injected.outcome import Outcome, after, missing_of, opened, total
from injected.training import Trainee, trainee

N_CALLS = 60


def copied(place: Path, times: int) -> Outcome:
    """A copy taken while the training goes on holds all that was acknowledged before the copying began."""
    with trainee() as process:
        return total("folder copied while written", (_copy(process, place / str(k), k) for k in range(times)))


def _copy(process: Trainee, folder: Path, seed: int) -> Outcome:
    at, copies = Random(seed).randrange(N_CALLS - 1), folder / "copies"

    def told(line: str, pid: int) -> None:
        if line == f"ack {at}":
            shutil.copytree(
                folder / ".chartkit", copies / ".chartkit", ignore=shutil.ignore_patterns(".*.tmp", ".staging-*")
            )

    whole = after(process.train(folder, N_CALLS, told), folder, f"seed {seed}")
    found = opened(copies)
    notes = [f"seed {seed}, copy: call {n}: {why}" for n, why in missing_of(range(at + 1), found)]
    notes += [f"seed {seed}, copy: {found.skipped_lines} torn lines"] if found.skipped_lines > 1 else []
    return whole._replace(lost=whole.lost + len(notes), notes=(*whole.notes, *notes))


def deleted(place: Path, times: int) -> Outcome:
    """The store is deleted in the middle: all lines are there again; files that went with it are named as gone."""
    with trainee() as process:
        return total("folder deleted while written", (_lose(process, place / str(k), k, _delete) for k in range(times)))


def moved(place: Path, times: int) -> Outcome:
    """The store is moved away in the middle: a whole run goes on in its place."""
    with trainee() as process:
        return total("folder moved while written", (_lose(process, place / str(k), k, _move) for k in range(times)))


def _delete(store: Path) -> None:
    shutil.rmtree(store)


def _move(store: Path) -> None:
    (store.parent / "moved").mkdir()
    store.rename(store.parent / "moved" / store.name)


def _lose(process: Trainee, folder: Path, seed: int, go: Callable[[Path], None]) -> Outcome:
    """All lines are read back from the run's place; files that were kept before are not there, and reading says so."""
    at = Random(seed).randrange(10, N_CALLS - 10)

    def told(line: str, pid: int) -> None:
        if line == f"pause {at}":
            go(folder / ".chartkit")
            process.say("go on")

    training = process.train(folder, N_CALLS, told, pauses=[at])
    missing = dict(missing_of(training.acknowledged, opened(folder)))
    gone = {n: why for n, why in missing.items() if n < at and n % 10 in (1, 2, 5, 7)}
    named = [n for n, why in gone.items() if not why.startswith("is not there")]
    lost = tuple(f"seed {seed}, at {at}: call {n}: {why}" for n, why in missing.items() if n not in gone)
    lost += (f"seed {seed}: the training ended with {training.code}",) if training.code else ()
    n = len(training.acknowledged)
    return Outcome("", 1, n, len(training.said), n - len(missing), len(lost), len(gone), len(named), lost)
