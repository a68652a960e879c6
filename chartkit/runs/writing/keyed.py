"""The mapping of one logged line in JSON: keys of any text to values that are encoded already.

Takes keys and encoded values; gives what `encode_value` would give for the whole mapping, so that a user's key starting
with `$` is never taken for a tag, nor a user's dict for a reference to a chart.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, cast

from chartkit.data.values import decode_value, encode_value


def keyed(values: dict[str, Any]) -> dict[str, Any]:
    """The JSON object that holds `values`, themselves encoded."""
    if all(encode_value(key) is key for key in values):
        return {f"${key}" if key.startswith("$") else key: value for key, value in values.items()}
    # A key with half a surrogate pair, which JSON cannot hold: the form of a dict with keys that are no text.
    return {"$": "dict", "v": [[encode_value(key), value] for key, value in values.items()]}


def unkeyed(found: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """The keys, and the values still encoded. Raises `TypeError` or `ValueError` for other objects."""
    if "$" not in found:
        for key, value in found.items():
            yield (key[1:] if key.startswith("$") else key), value
        return
    for key, value in cast(list[tuple[Any, Any]], found["v"]):
        yield decode_value(key), value
