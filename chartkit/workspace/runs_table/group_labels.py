"""What groups of runs are called, in legends and in the table: takes columns and their values as cells, gives text."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, cast

_NOT_FINITE = {"nan": "NaN", "inf": "∞", "-inf": "−∞"}


def label_of(columns: Sequence[str], values: Sequence[Any]) -> str:
    """What a group is called: its columns with their values.

    >>> label_of(["config.opt.name", "config.lr"], ["adam", 0.1])
    'opt.name: adam, lr: 0.1'
    """
    return ", ".join(map(label_part, columns, values))


def label_part(column: str, value: Any) -> str:
    """The part of a label that one column has."""
    return f"{column.partition('.')[2] or column}: {_text(value)}"


def _text(value: Any) -> str:
    """A cell as the table shows it; numbers whole."""
    if value is None:
        return "none"
    if isinstance(value, str):
        return value
    if not isinstance(value, dict):
        return json.dumps(value)
    said = cast(dict[str, Any], value)
    if said["$"] in _NOT_FINITE:
        return _NOT_FINITE[said["$"]]
    return f"{said['start']}…" if said["$"] == "text" else _text(said["text"])
