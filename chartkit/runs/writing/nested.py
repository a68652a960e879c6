"""Nested dicts of logged values: one put into another, and flattened to dotted keys."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, cast


def merge(target: dict[str, Any], values: Mapping[str, Any]) -> None:
    """Put `values` into `target`, dict by dict; other values replace what is there."""
    for key, value in values.items():
        here = target.get(key)
        if isinstance(value, dict) and isinstance(here, dict):
            merge(cast(dict[str, Any], here), cast(dict[str, Any], value))
        elif isinstance(value, dict):
            target[key] = {}
            merge(target[key], cast(dict[str, Any], value))
            continue
        else:
            target[key] = value


def flatten(row: dict[str, Any], key: str, value: Any) -> None:
    """Put `value` into `row` under `key`, a dict's values under dotted keys; an empty dict stays a value.

    >>> row = {}
    >>> flatten(row, "a", {"b": {"c": 1}, "d": {}})
    >>> row
    {'a.b.c': 1, 'a.d': {}}
    """
    if not isinstance(value, dict) or not value:
        row[key] = value
        return
    for name, inside in cast(dict[Any, Any], value).items():
        flatten(row, f"{key}.{name}", inside)


def dotted_keys(key: str, value: Any) -> Iterator[str]:
    """The keys under which `flatten` puts `value`, as often as it puts something there."""
    if not isinstance(value, dict) or not value:
        yield key
        return
    for name, inside in cast(dict[Any, Any], value).items():
        yield from dotted_keys(f"{key}.{name}", inside)
