"""What a value of config or summary becomes in a table: something JSON carries exactly, and its kind.

Takes a value as a run keeps it; gives numbers, text, true, false and null as they are, all else as a dict that says
what it is: `{"$": "nan"}`, `{"$": "int", "text": …}` for what no browser counts exactly, `{"$": "text", "start": …,
"n_characters": …}` for long text, `{"$": "value", "text": …}` for lists and others.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import Any, Literal, cast

from chartkit.runs.faults import text_of
from chartkit.runs.reading.fields import MISSING

Kind = Literal["number", "text", "boolean", "time", "list", "mixed", "empty"]
_LARGEST_EXACT = 2**53
MOST_CHARACTERS = 2000


def cell(value: Any) -> Any:
    """`value` as JSON carries it; None for what is missing."""
    if value is MISSING or value is None or isinstance(value, bool):
        return None if value is MISSING else value
    if isinstance(value, int):
        return value if abs(value) <= _LARGEST_EXACT else {"$": "int", "text": str(value)}
    if isinstance(value, float):
        if math.isfinite(value):
            return value
        return {"$": "nan" if math.isnan(value) else "inf" if value > 0 else "-inf"}
    if isinstance(value, str):
        return _text(value)
    return {"$": "value", "text": _text(text_of(value))}


def plain_text(value: str) -> str:
    """The text as JSON carries it, which a lone surrogate is not."""
    return value.encode("utf-8", "replace").decode("utf-8")


def _text(value: str) -> Any:
    plain = plain_text(value)
    if len(plain) <= MOST_CHARACTERS:
        return plain
    return {"$": "text", "start": plain[:MOST_CHARACTERS], "n_characters": len(plain)}


def flat(values: Mapping[str, Any], prefix: str) -> Iterator[tuple[str, Any]]:
    """The values with the path of each, dots between; an empty dict is a value.

    >>> list(flat({"lr": 0.1, "opt": {"name": "adam"}}, "config."))
    [('config.lr', 0.1), ('config.opt.name', 'adam')]
    """
    for key, value in values.items():
        if isinstance(value, dict) and value:
            yield from flat(cast(dict[str, Any], value), f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", value


def kind_of(types: frozenset[type] | set[type]) -> Kind:
    """What a column holds whose values are of these types."""
    types = types - {type(None)}
    if not types:
        return "empty"
    if types <= {int, float}:
        return "number"
    if types == {bool}:
        return "boolean"
    if types == {str}:
        return "text"
    return "list" if types <= {list, tuple} else "mixed"
