"""JSON merge patches: takes a value and what is to change in it, gives the changed value; neither is touched.

**Source**: RFC 7396, section 2. Keys that a patch gives null are removed.
"""

from __future__ import annotations

from typing import Any, cast


def merged(value: Any, patch: Any) -> Any:
    """`value` with `patch` applied.

    >>> merged({"a": 1, "b": {"c": 2, "d": 3}}, {"a": None, "b": {"c": 4}})
    {'b': {'c': 4, 'd': 3}}
    """
    if not isinstance(patch, dict):
        return patch
    changed: dict[str, Any] = {**cast(dict[str, Any], value)} if isinstance(value, dict) else {}
    for key, inside in cast(dict[str, Any], patch).items():
        if inside is None:
            changed.pop(key, None)
        else:
            changed[key] = merged(changed.get(key), inside)
    return changed
