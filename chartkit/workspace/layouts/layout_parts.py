"""Parts of a layout as their types: takes what the file holds, whatever it is, gives values or what stands for them.

As the page reads them, so that a report shows what the page shows.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast


def mapping(value: object) -> Mapping[str, Any]:
    """The mapping; an empty one for anything else."""
    return cast(dict[str, Any], value) if isinstance(value, dict) else {}


def texts(value: object) -> tuple[str, ...]:
    """The texts of a list."""
    return tuple(one for one in cast(list[Any], value) if isinstance(one, str)) if isinstance(value, list) else ()


def text(value: object, otherwise: str = "") -> str:
    """The text, if it is one that is not empty."""
    return value if isinstance(value, str) and value else otherwise


def number(value: object) -> float | None:
    """The number; None for anything else."""
    return value if isinstance(value, int | float) and not isinstance(value, bool) else None


def whole(value: object, otherwise: int, most: int) -> int:
    """A whole number from 1 to `most`."""
    found = number(value)
    return otherwise if found is None or not found >= 1 else min(most, round(min(found, most)))
