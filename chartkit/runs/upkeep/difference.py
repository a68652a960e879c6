"""What two runs have different: config, summary and code, keys that are the same left out.

Takes two runs read back; gives by section and key the value of each, `MISSING` where one has none.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, cast

from chartkit.runs.reading.fields import MISSING
from chartkit.runs.writing.changes import is_same

if TYPE_CHECKING:
    from chartkit.runs.reader import RunReader

Pair = tuple[Any, Any]
_CODE = ("git", "command", "script", "python", "diff", "source")


def difference(first: RunReader, second: RunReader) -> dict[str, dict[str, Pair]]:
    """By section, the keys with other values in one run than in the other; nested ones with dots."""
    found = {
        "config": _different(_flat(first.facts.config), _flat(second.facts.config)),
        "summary": _different(_flat(first.summary), _flat(second.summary)),
        "code": _different(_code(first.code, second.code), _code(second.code, first.code)),
    }
    return {section: keys for section, keys in found.items() if keys}


def _code(code: Mapping[str, Any], other: Mapping[str, Any]) -> dict[str, Any]:
    """What was kept of the code, in brief where the other run kept none of its own."""
    if code and not other:
        return {"save_code": True}
    return _flat({name: value for name, value in code.items() if name in _CODE})


def _different(one: Mapping[str, Any], other: Mapping[str, Any]) -> dict[str, Pair]:
    keys = [*one, *(key for key in other if key not in one)]
    pairs = {key: (one.get(key, MISSING), other.get(key, MISSING)) for key in keys}
    return {key: pair for key, pair in pairs.items() if not _is_same(*pair)}


def _is_same(one: Any, other: Any) -> bool:
    return one is not MISSING and other is not MISSING and is_same(one, other)


def _flat(values: Mapping[str, Any], prefix: str = "") -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in values.items():
        if isinstance(value, dict) and value:
            found |= _flat(cast(dict[str, Any], value), f"{prefix}{key}.")
        else:
            found[f"{prefix}{key}"] = value
    return found
