"""Readers beside a training: one that looks at every call, by the cache, and ones that are killed as they write it."""

from __future__ import annotations

from pathlib import Path

from injected.outcome import Outcome, after, missing_of, opened, total
from injected.training import EIO_ERROR, FULL, KILL_AFTER, KILL_BEFORE, KILL_HALF, Trainee, trainee

N_ROWS = 300
TEN = 10
"""Calls that are multiples of ten are scalars alone: their journal is read by column."""


def watched(place: Path, times: int) -> Outcome:
    """While a training goes on, a reader asks for all rows again and again: none is missing or wrong at any time."""
    with trainee() as process:
        return total("read again and again while written", (_watch(process, place / str(k), k) for k in range(times)))


def _watch(process: Trainee, folder: Path, seed: int) -> Outcome:
    wrong: list[str] = []
    n_read = 0

    def told(line: str, pid: int) -> None:
        nonlocal n_read
        word, _, number = line.partition(" ")
        if word == "ack" and int(number) // TEN % 20 == seed % 20:
            n_read += 1
            wrong.extend(_wrong_columns(folder, int(number)))

    outcome = after(process.train(folder, N_ROWS, told, every=TEN), folder, f"seed {seed}")
    wrong += _wrong_columns(folder, (N_ROWS - 1) * TEN)
    return outcome._replace(times=n_read, lost=outcome.lost + len(wrong), notes=(*outcome.notes, *wrong))


def _wrong_columns(folder: Path, last: int) -> list[str]:
    """What is wrong with the rows up to the call `last`, and with those after it that are there."""
    rows = opened(folder).history(pandas=False)
    wrong = [f"row {n}: {row}" for n, row in enumerate(rows) if (row["n"], row["loss"]) != (n * TEN, 1 / (n * TEN + 1))]
    return wrong[:1] + ([f"{len(rows)} rows at call {last}"] if len(rows) < last // TEN + 1 else [])


def killed(place: Path, times: int) -> Outcome:
    """Readers that are killed, or whose disk refuses, at a call of the system that writes the cache."""
    with trainee() as process:
        folder = place / "read"
        training = process.train(folder, N_ROWS, every=TEN)
        outcomes = [_kill(process, folder, k) for k in range(times)]
        return total("reader killed or refused as it writes the cache", [*outcomes, after(training, folder)])


def _kill(process: Trainee, folder: Path, seed: int) -> Outcome:
    if seed % 10 == 0:
        (folder / ".chartkit" / "cache.sqlite3").unlink(missing_ok=True)
    kind = (KILL_BEFORE, KILL_HALF, KILL_AFTER, EIO_ERROR, FULL)[seed % 5]
    reader = process.train(folder, 0, is_reader=True, arm=[kind, seed // 5 % 12, 1])
    notes = _wrong_columns(folder, (N_ROWS - 1) * TEN)
    notes += [f"call {n}: {why}" for n, why in missing_of(range(0, N_ROWS * TEN, 50 * TEN), opened(folder))]
    if reader.code == 0 and len(reader.acknowledged) != N_ROWS:
        notes.append(f"the reader saw {len(reader.acknowledged)} rows")
    notes += [f"the reader ended with {reader.code}"] if reader.code > 0 else []
    return Outcome("", 1, lost=len(notes), notes=tuple(f"seed {seed}: {note}" for note in notes))
