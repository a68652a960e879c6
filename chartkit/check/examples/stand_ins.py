"""Columns made up for slots that no example fills: a few rows of the declared type."""

from __future__ import annotations

import datetime
from typing import Any

from chartkit.data import Column
from chartkit.presets import FieldSlot, StringSlot

N_ROWS = 6
_FIRST_DAY = datetime.date(2024, 1, 30)


def stand_in(slot: FieldSlot, name: str, n_rows: int) -> Column:
    """A column of `n_rows` rows that fills `slot`: of the first type it takes, text where it takes any."""
    return Column(name, None, [_value(slot.types[0], row) for row in range(n_rows)])


def _value(type_: str, row: int) -> Any:
    if type_ == "quantitative":
        return 0.5 + row * row % 7
    if type_ == "temporal":
        return _FIRST_DAY + datetime.timedelta(days=row)
    return "abc"[row % 3]


def stand_in_text(slot: StringSlot) -> Any:
    """A value that fills a string slot: its first choice, its least number, or its own name."""
    if slot.choices:
        return slot.choices[0]
    if slot.type == "boolean":
        return True
    if slot.type == "text":
        return slot.name
    least = slot.minimum if slot.minimum is not None else min(1, slot.maximum if slot.maximum is not None else 1)
    return int(least) if slot.type == "integer" else least
