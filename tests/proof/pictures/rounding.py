"""Sums that end in other last bits: takes both specs of a case that differs, tells whether rounding is all of it.

Vega adds row by row and an engine as it likes, so that a sum may end an ulp beside, and its axis at another nice
number. Such a chart is as unlike itself: drawn whole, with its rows in another order or its fractions moved by an ulp,
it is the reduced picture.
"""

from __future__ import annotations

import math
import random
from collections.abc import Iterator, Mapping
from typing import Any

from pictures.oracle import compare

_ORDERS = 24

Spec = Mapping[str, Any]


def is_rounding(raw: Spec, reduced: Spec) -> bool:
    """Whether the whole chart of nearly the same rows draws what the reduced one does."""
    return any(compare(beside, reduced).kind in ("equal", "order") for beside in _beside(raw))


def _beside(raw: Spec) -> Iterator[Spec]:
    """The same chart with its fractions an ulp higher or lower, and with its rows in other orders."""
    for bound in (math.inf, -math.inf):
        yield {**raw, "datasets": {name: _moved(rows, bound) for name, rows in raw["datasets"].items()}}
    for seed in range(_ORDERS):
        chance = random.Random(seed)
        yield {**raw, "datasets": {name: chance.sample(rows, len(rows)) for name, rows in raw["datasets"].items()}}


def _moved(rows: list[dict[str, Any]], bound: float) -> list[dict[str, Any]]:
    return [
        {key: math.nextafter(value, bound) if _is_fraction(value) else value for key, value in row.items()}
        for row in rows
    ]


def _is_fraction(value: Any) -> bool:
    return isinstance(value, float) and not value.is_integer()
