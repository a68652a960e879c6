"""The reader's cache deleted, damaged, locked, of another version or not writable: the answers are the journals'."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Callable, Generator
from contextlib import AbstractContextManager
from pathlib import Path
from random import Random

from injected.damage import N_CALLS, sample
from injected.outcome import Outcome, missing_of, opened, total

Doing = Callable[[Path, Random], AbstractContextManager[object]]


def damaged(place: Path, times: int) -> Outcome:
    """A byte of the cache's database or of its columns changed, or the one or other cut, at any place."""
    folder = sample(place)
    seeds = range(times)
    return total(
        "cache damaged at a byte, or cut", (_read(folder, seed, _flip if seed % 2 else _cut) for seed in seeds)
    )


def unusable(place: Path, times: int) -> Outcome:
    """The cache deleted, made of other bytes, a folder, locked by another program, of a newer version."""
    folder = sample(place)
    ways = (_delete, _replace, _make_folder, _lock, _renew) * times
    return total("cache deleted, replaced, locked, of a newer version", (_read(folder, 0, way) for way in ways))


def _read(folder: Path, seed: int, way: Doing) -> Outcome:
    cache = folder.parents[2] / "cache.sqlite3"
    for left in (cache, cache.with_name("cache.sqlite3-journal")):
        left.unlink(missing_ok=True)
    _asked(folder)  # makes the cache
    (columns,) = cache.parent.glob("cache-*.columns")
    with way(columns if seed % 4 > 1 else cache, Random(seed)):
        missing = _asked(folder)
    if cache.is_dir():
        cache.rmdir()
    missing += missing_of(range(N_CALLS), opened(folder.parents[3])) + _asked(folder)
    notes = tuple(f"{way.__name__} {seed}: call {n}: {why}" for n, why in missing)
    return Outcome("", 1, N_CALLS, 0, N_CALLS - len({n for n, _ in missing}), len(missing), notes=notes)


def _asked(folder: Path) -> list[tuple[int, str]]:
    """What is wrong with the columns, which come from the cache where they can."""
    found = opened(folder.parents[3])
    history = found.history(keys=["loss"], pandas=False)
    losses = {row["_step"]: row.get("loss") for row in history}
    scalars = [n for n in range(N_CALLS) if n % 10 in (0, 4)]
    wrong = [(n, f"loss is {losses.get(2 * n)}") for n in scalars if losses.get(2 * n) != 1 / (n + 1)]
    return wrong + ([] if found.state == "finished" else [(0, f"the run is {found.state}")])


@contextlib.contextmanager
def _flip(cache: Path, chance: Random) -> Generator[None]:
    content = bytearray(cache.read_bytes())
    for _ in range(chance.choice([1, 1, 20])):
        content[chance.randrange(len(content))] ^= chance.randrange(1, 256)
    cache.write_bytes(content)
    yield


@contextlib.contextmanager
def _cut(cache: Path, chance: Random) -> Generator[None]:
    cache.write_bytes(cache.read_bytes()[: chance.randrange(cache.stat().st_size)])
    yield


@contextlib.contextmanager
def _delete(cache: Path, chance: Random) -> Generator[None]:
    cache.unlink()
    yield


@contextlib.contextmanager
def _replace(cache: Path, chance: Random) -> Generator[None]:
    cache.write_bytes(b"no database " * 1000)
    yield


@contextlib.contextmanager
def _make_folder(cache: Path, chance: Random) -> Generator[None]:
    cache.unlink()
    cache.mkdir()
    yield


@contextlib.contextmanager
def _lock(cache: Path, chance: Random) -> Generator[None]:
    with contextlib.closing(sqlite3.connect(cache, isolation_level=None)) as other:
        other.execute("begin exclusive")
        yield


@contextlib.contextmanager
def _renew(cache: Path, chance: Random) -> Generator[None]:
    with contextlib.closing(sqlite3.connect(cache)) as other:
        other.execute("pragma user_version = 99")
        other.execute("drop table parts")
        other.commit()
    yield
