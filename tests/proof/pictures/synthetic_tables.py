"""Tables full of what goes wrong: takes a source of chance, gives rows of seven columns.

Nulls, ties, −0, empty text, "null", emoji, hours in which clocks change, leap days, one row, one group.
"""

from __future__ import annotations

import datetime
import math
from collections.abc import Callable
from random import Random
from typing import Any

Row = dict[str, Any]
Maker = Callable[[Random], Any]

_SIZES = (1, 2, 3, 8, 20, 20, 60, 60, 200)
_WORDS = ("a", "b", "c", "", "null", "true", "1", "é", "🎉", "ﾊ", "z z", "A")
_STARTS = (
    datetime.datetime(2024, 3, 10, 0, 30),
    datetime.datetime(2024, 11, 3, 0, 0),
    datetime.datetime(2024, 2, 28, 12),
    datetime.datetime(2011, 12, 30, 23),
    datetime.datetime(1968, 6, 1),
    datetime.datetime(2023, 12, 31, 6),
)
_STEPS = (
    datetime.timedelta(minutes=20),
    datetime.timedelta(hours=1),
    datetime.timedelta(hours=13),
    datetime.timedelta(days=1),
    datetime.timedelta(days=19),
    datetime.timedelta(days=400),
)


def rows_by(chance: Random) -> list[Row]:
    """Between 1 and 200 rows: numbers `q`, `p`, `n`, times `t`, words `c`, `d`, booleans `b`."""
    size = chance.choice(_SIZES)
    columns = {
        "q": _numbers(chance),
        "p": _numbers(chance),
        "n": _with_nulls(chance, lambda c: c.randint(0, 4)),
        "t": _times(chance),
        "c": _words(chance),
        "d": _words(chance),
        "b": _with_nulls(chance, lambda c: c.choice((True, False))),
    }
    return [{name: make(chance) for name, make in columns.items()} for _ in range(size)]


def _numbers(chance: Random) -> Maker:
    center, width = chance.choice((0.0, 10.0, -3.5, 1e6)), chance.choice((1e-3, 1.0, 40.0, 1e5))
    makers: tuple[Maker, ...] = (
        lambda c: c.uniform(center - width, center + width),
        lambda c: c.uniform(center - width, center + width),
        lambda c: c.randint(-5, 20),
        lambda c: c.choice((-0.0, 0.0, 1.0, -1.0, 0.1, 0.3, 0.7)),
        lambda c: round(c.uniform(0, 3), 1),
        lambda c: center,
        lambda c: c.choice((1.5, math.nan, math.inf, -math.inf, 2)),
    )
    return _with_nulls(chance, chance.choice(makers))


def _times(chance: Random) -> Maker:
    start, step, length = chance.choice(_STARTS), chance.choice(_STEPS), chance.choice((3, 30, 120))
    return _with_nulls(chance, lambda c: start + step * c.randint(0, length))


def _words(chance: Random) -> Maker:
    words = chance.sample(_WORDS, chance.choice((1, 2, 3, 6)))
    return _with_nulls(chance, lambda c: c.choice(words))


def _with_nulls(chance: Random, make: Maker) -> Maker:
    share = chance.choice((0.1, 0.5, 0.5, 1.0) if chance.random() < 0.1 else (0.0, 0.0, 0.05))
    return lambda c: None if c.random() < share else make(c)
