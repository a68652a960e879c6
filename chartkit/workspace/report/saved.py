"""What a picture that is saved from a report shows beside its page: takes two specs, gives what makes one of the other.

The page has one legend of runs for all its charts, a file stands alone; rows stand in the page once.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import orjson

from chartkit.schema.json_types import is_list, is_object

Json = dict[str, Any]


def saved_json(spec: Json, saved: Json) -> bytes | None:
    """The values of `saved` that `spec` does not have, `[path, value]` each, as JSON; None where there are none.

    `saved` has at least the keys of `spec`.

    >>> saved_json({"a": [{"b": 1}], "c": 2}, {"a": [{"b": 1, "legend": None}], "c": 3})
    b'[[["a",0,"legend"],null],[["c"],3]]'
    """
    found = [*_changes(spec, saved, [])]
    return orjson.dumps(found) if found else None


def _changes(before: Any, after: Any, path: list[str | int]) -> Iterator[tuple[list[str | int], Any]]:
    if before is after:
        return
    if is_object(before) and is_object(after):
        for key, value in after.items():
            if key in before:
                yield from _changes(before[key], value, [*path, key])
            else:
                yield [*path, key], value
    elif is_list(before) and is_list(after) and len(before) == len(after):
        for place, value in enumerate(after):
            yield from _changes(before[place], value, [*path, place])
    elif before != after:
        yield path, after
