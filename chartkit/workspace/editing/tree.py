"""The tree of a text that is still being written: takes a value of any kind and a path, gives what is there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from chartkit.diagnostics import JsonPath


def listed(value: Any) -> Sequence[Any]:
    """A list as it is, anything else as a list of it."""
    return cast("Sequence[Any]", value) if isinstance(value, (list, tuple)) else (value,)


def map_of(value: Any) -> dict[str, Any]:
    """A mapping as it is, empty for anything else."""
    return cast("dict[str, Any]", value) if isinstance(value, dict) else {}


def last_key(path: JsonPath) -> str:
    """The key that a path goes through last; empty for none."""
    return next((step for step in reversed(path) if isinstance(step, str)), "")


def value_at(value: Any, path: JsonPath) -> Any:
    """What stands at a path; None where nothing does."""
    for step in path:
        if isinstance(step, str):
            value = map_of(value).get(step)
        else:
            items = cast("list[Any]", value) if isinstance(value, list) else []
            value = items[step] if step < len(items) else None
    return value
